"""The room Exchange and the page of one import."""
