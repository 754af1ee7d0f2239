"""Coming in and going out: `/sign-in/`, the one-time address, `/sign-out/`, and the language for strangers."""
