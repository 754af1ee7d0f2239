"""Writes what was planned, chunk by chunk, so that a kill loses nothing and an undo finds everything.

All ids are reserved at the beginning, in unbroken ranges; from then on the id of every planned row is known, and the
staging is only read. How far the writing came stands in the bookmark of the job, in the transaction of each chunk.
"""
