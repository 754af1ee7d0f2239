"""Measures the product as people meet it: over HTTP, signed in as a seller, on bases of made-up customers.

`python -m bench` prints the figures that notes quote; nothing here is a test, because
a figure of a busy machine proves nothing by itself. It talks to this machine only.
"""
