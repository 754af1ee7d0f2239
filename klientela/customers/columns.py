"""Which columns of a customer people edit by hand; the others follow from actions of their own."""

EDITABLE = frozenset(
    {
        "name", "legal_name", "relationship", "source_id", "parent_id", "industry", "employees", "annual_revenue",
        "revenue_currency", "founded_year", "language", "technologies", "purpose", "objectives", "risk", "note",
    }
)  # fmt: skip
