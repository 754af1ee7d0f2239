"""Typed functions that make records for tests, one module per floor.

Each takes what matters to the test and fills in the rest plainly and the same every time.
They write through the models, because a test of an action should not rest on that action."""
