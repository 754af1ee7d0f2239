"""The JSON interface for programs, described by OpenAPI.

It will call the same actions, queries and listings that pages and commands call.
It owns no tables and no rules of its own; nothing is served from here yet."""
