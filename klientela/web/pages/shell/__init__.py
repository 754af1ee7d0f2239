"""Fragments of the frame that every page stands in: the rail with its counts."""
