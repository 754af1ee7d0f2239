"""Drills: faults at random instants against real processes, and a count of what was lost, doubled or kept waiting.

Each acknowledged write is noted by its writer in a ledger of its own, after the answer; at the end the ledger is
compared with what the database holds. Run by `make drill`; see `docs/operating/drills.md`.
"""
