"""Conclusions drawn from facts: marker, purchases, rhythm, RFM; later segments and personas.

Everything stored here can be thrown away and rebuilt from the facts of `customers` and `sales`.
Each conclusion says why, as a code with parameters that pages put into the reader's language."""
