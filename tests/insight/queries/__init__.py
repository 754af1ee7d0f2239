"""Tests of conclusions."""
