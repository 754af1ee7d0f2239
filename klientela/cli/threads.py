"""Keeps what runs in many threads from taking more processors and memory than it needs."""

from collections.abc import MutableMapping

LIBRARIES = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")


def one_thread_each(environment: MutableMapping[str, str]) -> None:
    """Set the limits that BLAS libraries read when they are loaded.

    Two threads made a fit of 1.6 ms take 10 to 41 ms: the matrices are small and the threads only wait for each other.
    """
    for library in LIBRARIES:
        environment.setdefault(f"{library}_NUM_THREADS", "1")


def one_heap(environment: MutableMapping[str, str]) -> None:
    """Let the threads of a process share one heap of glibc: one for each would hold on to the most it ever needed."""
    environment.setdefault("MALLOC_ARENA_MAX", "1")
