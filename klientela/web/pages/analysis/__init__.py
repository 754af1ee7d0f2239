"""The pages of Analysis."""
