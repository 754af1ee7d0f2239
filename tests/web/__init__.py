"""Pages and fragments: what a person meets."""
