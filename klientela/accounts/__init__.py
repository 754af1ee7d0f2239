"""People who use the base: users, teams, roles, sign-ins, and the history of every change.

It builds the `Actor` that every call carries, and writes the change sets from which undo and audit come.
It knows no customers: what can be restored reaches it as a list from `config`."""
