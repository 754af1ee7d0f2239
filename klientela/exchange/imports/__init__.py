"""Bringing files in: readers, recognition, and then what is staged, matched, previewed, written and reconciled.

A reader knows formats, recognition knows what headers and values mean; neither knows the base.
Everything that touches rows of the base lives in the modules above them."""
