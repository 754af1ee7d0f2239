"""Everything that brings data in or takes it out, one function per verb."""
