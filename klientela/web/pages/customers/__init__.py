"""The page at `/customers/`."""
