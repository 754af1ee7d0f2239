"""A made-up but life-like base to look around in, to test with and to measure on; nobody in it is real.

It goes into an empty base, as one change set that can be taken back whole, and the same seed gives the same base.
"""

from klientela.exchange.sample.actions import SampleReport, clear, fill

__all__ = ["SampleReport", "clear", "fill"]
