"""Tests of the measures: pure functions, known answers with their arithmetic."""
