"""Fixtures that every test may name: databases, the cast, the real data, the browser.

The cast is small on purpose, so that permission tests read alike: an owner of the base, a manager with a colleague
in the same team, a reader, and a stranger from another team.
"""

pytest_plugins = ["tests.cast", "tests.browser", "tests.databases", "tests.engines", "tests.real_data"]
