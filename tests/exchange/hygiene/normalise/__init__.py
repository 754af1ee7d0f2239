"""Tests of normal forms: known answers, with the arithmetic of their check digits."""
