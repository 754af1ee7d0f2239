"""Verbs of this floor: conclusions are drawn anew, for a few customers or for the whole base."""
