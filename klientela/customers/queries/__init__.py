"""Questions about customers that reach over several models, each answered with a frozen value."""
