"""Reads the visible lists that `config` assembles, by their dotted names in the settings.

This is the one upward road for lower floors: no registration by import side effect, no import of a higher floor.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def assembled(setting: str) -> Any:
    """Return the object whose dotted name stands in `settings.<setting>`, loaded once."""
    return import_string(getattr(settings, setting))
