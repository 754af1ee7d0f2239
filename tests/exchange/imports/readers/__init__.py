"""Tests of the readers: what comes out of a file is what stood in it, or a plain sentence."""
