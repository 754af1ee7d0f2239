"""The shape of one's own settings and of a new password."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from klientela.accounts.models import User


def languages() -> list[tuple[str, str]]:
    """Return the languages under their own names: whoever looks for theirs may not read the present one."""
    own = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
    return [("", gettext("as the browser")), *own]


class SettingsForm(forms.Form):
    """How one is called, and how one likes to read."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages)
    theme = forms.ChoiceField(
        label=_("Theme"), choices=User.Theme.choices, widget=forms.RadioSelect({"data-behaviour": "theme"})
    )
    density = forms.ChoiceField(
        label=_("Rows"), choices=User.Density.choices, widget=forms.RadioSelect({"data-behaviour": "theme"})
    )


class PasswordForm(forms.Form):
    """A new password, and the present one where there is one."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters; a few words you will remember are good."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            # Whoever came in by the one-time address has none to prove.
            del self.fields["present"]

    def clean_present(self) -> str:
        """Refuse a wrong present password, so that an unlocked screen is not enough to lock somebody out."""
        present: str = self.cleaned_data["present"]
        if not self.user.check_password(present):
            raise forms.ValidationError(_("This is not your present password."))
        return present
