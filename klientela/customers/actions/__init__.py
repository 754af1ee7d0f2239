"""Everything that changes records and facts of customers: one module per noun, one function per verb."""
