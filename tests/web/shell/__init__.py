"""The frame: middlewares, words, components, signing in, the behaviours of the browser."""
