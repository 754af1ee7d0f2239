"""The command `klientela`: everything a page can do to the base, for scripts, cron and tests.

Commands are thin: they parse, call one action or query, and print words or one JSON document.
Exit status 0 means done, 1 refused with a plain sentence, 2 wrong usage."""
