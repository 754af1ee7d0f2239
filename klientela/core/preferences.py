"""The settings that an owner may change while the base runs, with their defaults; read cheaply, changed rarely."""

from dataclasses import dataclass

from django.conf import settings

from klientela.core.models.setting import Setting


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of this base.

    `home_currency` is the one that sums are told in, `country` the one whose phone and tax formats are assumed,
    `platinum_purchases` the N from which a customer is platinum, `is_sample` whether the data are made up.
    """

    home_currency: str
    country: str
    platinum_purchases: int
    is_sample: bool


def preferences() -> Preferences:
    """Return the settings as they stand now: one query."""
    stored = dict(Setting.objects.values_list("key", "value"))
    return Preferences(
        home_currency=stored.get("home_currency", settings.HOME_CURRENCY),
        country=stored.get("country", settings.HOME_COUNTRY),
        platinum_purchases=stored.get("platinum_purchases", settings.PLATINUM_PURCHASES),
        is_sample=stored.get("is_sample", False),
    )


def prefer(key: str, value: object) -> None:
    """Store one setting; unknown names are a bug."""
    if key not in Preferences.__dataclass_fields__:
        raise KeyError(key)
    Setting.objects.update_or_create(key=key, defaults={"value": value})
