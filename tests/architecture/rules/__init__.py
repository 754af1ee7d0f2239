"""One pure function a rule: from the root of a source tree to the list of what is wrong in it, as sentences."""
