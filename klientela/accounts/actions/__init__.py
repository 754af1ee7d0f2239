"""Everything that changes users, sign-ins and the history: one function per verb."""
