"""Under which terms a file is read and brought in: what was recognised, what a person chose, what the base assumes."""

from dataclasses import dataclass, field
from datetime import date

from klientela.exchange.imports.recognition import Kind


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one import; plain values, so that staging knows neither Django nor the request.

    `issuer` is the system whose numbers the file holds ("" for the company's own). `assign_to` is the user who gets
    new customers that name no owner of their own, None for the pool. `currency` holds where the file names none.
    `sees` are the owners whose customers the actor sees, None for everybody's.
    """

    kind: Kind
    mapping: dict[int, str]
    file_id: int
    currency: str
    home_currency: str
    country: str
    stated_on: date
    decimal_marks: dict[int, str] = field(default_factory=dict)
    date_orders: dict[int, str] = field(default_factory=dict)
    issuer: str = ""
    assign_to: int | None = None
    sees: frozenset[int] | None = None

    def position_of(self, target: str) -> int | None:
        """Return the first column that is mapped to `target`."""
        return next((position for position, key in sorted(self.mapping.items()) if key == target), None)

    def has(self, *targets: str) -> bool:
        """Tell whether the file has a column for any of the targets."""
        return any(target in self.mapping.values() for target in targets)

    def shows(self, owner: int | None) -> bool:
        """Tell whether the actor sees the customers of this owner; those of the pool (None) are everybody's."""
        return self.sees is None or owner is None or owner in self.sees

    @property
    def sells(self) -> bool:
        """Whether the rows are sales."""
        return self.kind in {"orders", "order_lines"}

    @property
    def introduces(self) -> bool:
        """Whether the rows name humans, who may stand for themselves."""
        return self.kind in {"customers_with_contacts", "contacts"}
