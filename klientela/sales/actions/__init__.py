"""Verbs of trade: orders are added by hand and credited; imports write theirs set-based."""
