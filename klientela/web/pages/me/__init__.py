"""The person's own page at `/me/`: name, language, theme, density, password."""
