"""How a file is to be read, as a person may correct it: what it holds, whose it is, encoding, days, numbers, money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klientela.accounts.models import User
from klientela.core.actor import Actor, Right
from klientela.core.preferences import preferences
from klientela.exchange.models import Import
from klientela.web.pages.exchange import reading
from klientela.web.pages.exchange.words import DATE_ORDERS, DECIMAL_MARKS, DELIMITERS, ENCODINGS, KINDS

POOL = "pool"
CURRENCIES = ("PLN", "EUR", "RUB", "GBP", "USD", "CHF", "CZK", "UAH", "SEK", "NOK", "DKK", "HUF")
COUNTRIES = ("PL", "DE", "RU", "GB", "UA", "CZ", "SK", "LT", "LV", "EE", "FR", "NL", "AT", "CH", "US")


class OptionsForm(forms.Form):
    """The settings of one import; the choices follow the file and who asks."""

    kind = forms.ChoiceField(label=_("The file holds"), choices=list(KINDS.items()))
    sheet = forms.ChoiceField(label=_("Sheet"))
    assign_to = forms.ChoiceField(label=_("Whose are new customers"))
    encoding = forms.ChoiceField(label=_("Encoding"))
    delimiter = forms.ChoiceField(label=_("Columns are parted by"), choices=list(DELIMITERS.items()))
    date_order = forms.ChoiceField(label=_("Order in dates"), choices=list(DATE_ORDERS.items()))
    decimal_mark = forms.ChoiceField(label=_("Decimal mark"), required=False)
    currency = forms.ChoiceField(label=_("Currency, where the file names none"))
    country = forms.ChoiceField(label=_("Country, where the file names none"))

    def __init__(self, data: Any = None, *, source: Import, actor: Actor) -> None:
        shape, options = source.shape, source.options
        initial = {name: shape.get(name) for name in ("sheet", "encoding", "delimiter")}
        initial.update(date_order=reading.date_order(source), decimal_mark=reading.decimal_mark(source))
        initial.update(options, kind=source.kind, assign_to=options.get("assign_to") or POOL)
        initial.setdefault("currency", preferences().home_currency)
        initial.setdefault("country", preferences().country)
        super().__init__(data, initial=initial)
        self._choose("assign_to", _people(actor))
        self._choose("currency", _codes(CURRENCIES, initial["currency"]))
        self._choose("country", _codes(COUNTRIES, initial["country"]))
        self._choose("encoding", _codes(ENCODINGS, shape.get("encoding")))
        self._choose("sheet", [(sheet, sheet) for sheet in shape.get("sheets") or ()])
        # Once a mark is known, "as each number shows" would be no correction of it.
        self._choose("decimal_mark", [each for each in DECIMAL_MARKS.items() if each[0] or not initial["decimal_mark"]])
        self.fields["date_order"].help_text = reading.example(source)
        self._leave_out(source)

    def _leave_out(self, source: Import) -> None:
        """Ask only what this file leaves open."""
        shape = source.shape
        if len(shape.get("sheets") or ()) < 2:
            del self.fields["sheet"]
        if not shape.get("encoding"):
            del self.fields["encoding"]
        if not shape.get("delimiter"):
            del self.fields["delimiter"]
        if not reading.columns_read_as(source, "day"):
            del self.fields["date_order"]
        if not reading.columns_read_as(source, *reading.NUMBERS):
            del self.fields["decimal_mark"]

    def chosen(self) -> dict[str, Any]:
        """Return the options to look again with: only what differs from what was found, so that the rest stays open."""
        given = {name: value for name, value in self.cleaned_data.items() if value and value != self.initial.get(name)}
        if "assign_to" in given:
            given["assign_to"] = None if given["assign_to"] == POOL else int(given["assign_to"])
        return given

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _people(actor: Actor) -> list[tuple[Any, Any]]:
    """Return to whom this actor may give customers: everybody for who may assign, else oneself, and the pool."""
    people = User.objects.filter(is_active=True).order_by("name")
    if not actor.may(Right.ASSIGN):
        people = people.filter(pk=actor.user_id or 0)
    return [
        (POOL, _("nobody yet: the pool, where all may take them")),
        *((person.pk, str(person)) for person in people),
    ]


def _codes(usual: tuple[str, ...], present: str | None) -> list[tuple[Any, Any]]:
    codes = usual if present is None or present in usual else (present, *usual)
    return [(code, code) for code in codes]
