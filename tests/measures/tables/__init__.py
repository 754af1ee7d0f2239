"""Measures of whole tables, on every engine."""
