"""Questions about users and the history, each answered with a value."""
