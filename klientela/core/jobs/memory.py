"""Gives back the memory that a job has used: a worker waits for most of its life and should not sit on it meanwhile."""

import ctypes
import sys

from django.db import connection


def give_back() -> None:
    """Let SQLite drop its pages, and the C library hand free memory to the system where it knows how."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
    if sys.platform == "linux":
        # Not every C library of Linux has it.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
