"""Questions about conclusions, each answered with a frozen value."""
