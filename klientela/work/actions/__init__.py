"""Verbs of this floor: what is done about an action of Today, and tasks."""
