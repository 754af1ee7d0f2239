"""A file between being read and being written: one DuckDB file per import, worked on in whole tables.

The same staging serves both databases, keeps memory flat however long the file is, and survives a kill: what was
written is remembered in the base, in the transaction that wrote it, and the staging is only read from then on. See
`docs/decisions/0003-imports-are-staged-in-duckdb.md` for the tables and the order in which they are made.
"""
