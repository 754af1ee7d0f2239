"""The page at `/exchange/`."""
