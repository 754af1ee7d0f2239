"""One module a command: it parses, calls one action or query, and prints."""
