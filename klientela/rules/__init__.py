"""A plain library: what a field is, which operators fit its type, and later the rule language.

It is free of Django, so that the same descriptions serve pages, files, commands and notebooks.
`core` compiles what is described here to SQL."""
