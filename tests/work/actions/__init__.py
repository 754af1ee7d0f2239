"""Tests of the day's work."""
