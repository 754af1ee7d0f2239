"""Tests of bringing files in."""
