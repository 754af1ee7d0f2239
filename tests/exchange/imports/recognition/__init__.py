"""Tests of recognition: what a file holds and what its columns mean, without anybody's help."""
