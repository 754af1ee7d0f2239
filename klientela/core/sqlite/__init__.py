"""SQLite behind a fair queue: Django's own backend, except that writers wait for their turn before they begin.

SQLite gives its write lock to whoever asks at the right instant, and lets the unlucky sleep for longer and longer: of
16 writers some waited for seconds. See `docs/decisions/0005-writers-of-sqlite-stand-in-a-queue.md`.
"""
