"""What a field is: one description from which lists, filters, imports, exports, the API and commands all read."""

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """The kinds of values; they decide operators, alignment, parsing and rendering."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "flag"
    REFERENCE = "reference"
    MARKER = "marker"
    RFM = "rfm"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record that people see.

    `key` is the stable dotted name ("customer.industry"), `label` the English message of its name, `path` the ORM
    path from the record the list is about ("conclusion__total"). `choices` are (value, label) pairs of a choice.
    `purpose` says what the field is used for: a field without use is a burden. `hidden_from` names the roles for whom
    the field does not exist.
    """

    key: str
    label: str
    type: FieldType
    path: str
    record: str = "customer"
    choices: tuple[tuple[str, str], ...] = ()
    sortable: bool = False
    filterable: bool = False
    editable: bool = False
    purpose: str = ""
    hidden_from: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that can be counted, summed or dated over a customer's facts: orders, calls, inquiries.

    `relation` is the ORM path from the customer, `day` the column that dates a fact, `amount` what can be summed.
    """

    key: str
    label: str
    relation: str
    day: str
    amount: str = ""
