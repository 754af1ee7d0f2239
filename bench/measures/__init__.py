"""Measures the value engine beside what analysts use: each step in a process of its own, on the same Parquet files.

`python -m bench.measures` prints seconds, peak memory and ratios. Peers live in environments of their own, made from
pinned requirements with hashes; their scripts import nothing of this project.
"""
