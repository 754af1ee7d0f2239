"""Questions about the day, the tasks and the week, each answered with a frozen value."""
