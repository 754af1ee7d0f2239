"""The rules of the house that a machine can hold, run first and in seconds.

`rules` has one pure function for each: it is given a root folder and returns what is wrong, as sentences.
`test_house` asks them about this house, `test_rules_can_fail` about planted violations."""
