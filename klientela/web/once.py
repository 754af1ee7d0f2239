"""Forms that make something are kept once, however often they are sent: a double click, a slow line, a reload.

A form carries a random key. With the words typed it names the request, and the history refuses a second one: the same
form with other words, reached by the way back in the browser, is another request.
"""

import hashlib
import secrets

from django import forms

from klientela.core.errors import Refused


def fresh_key() -> str:
    """Return a key that no form had before."""
    return secrets.token_urlsafe(16)


class OnceForm(forms.Form):
    """A form with such a key; its template shows `form.key`."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=fresh_key)


def key_of(form: forms.Form) -> str:
    """Return the name of the request of a valid form; "" for one without a key, which never repeats."""
    key = form.cleaned_data.get("key", "")
    if not key:
        return ""
    said = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    return hashlib.sha256(repr(said).encode()).hexdigest()


def earlier(refused: Refused) -> int | None:
    """Return the change that an earlier sending of the same form made, None for every other refusal."""
    return int(refused.params["change"]) if refused.code == "change.repeated" else None
