"""Tools of those who build Klientela; nothing here is shipped or imported by the product.

`messages` keeps the translations: it collects every text, brings the catalogues up to date and compiles them.
Each tool is run as `python -m tools.<name>` and has its word in the Makefile."""
