"""Draws the fields of forms without templates: what Django's own would draw, but for blanks, in a tenth of the time.

Django renders a template per widget, per choice and per list of attributes: forty of them for the composer on a card,
a third of the making of that page. What is not listed here is left to those templates.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets/"


class PlainWidgets(DjangoTemplates):
    """Django's renderer, with shortcuts for the widgets that pages use by the dozen."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """Return the HTML of a widget or form."""
        shortcut = SHORTCUTS.get(template_name)
        if shortcut is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308 - a template escapes
        return mark_safe(shortcut(context["widget"]))  # noqa: S308 - escaped where it is put in


def _attributes(widget: Mapping[str, Any]) -> str:
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{_text(value)}"' for name, value in given)


def _text(value: Any) -> str:
    # What somebody marked as safe stays as it is, as in a template.
    return escape(value) if type(value) is str else conditional_escape(value)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'


def _choice(widget: Mapping[str, Any]) -> str:
    if not widget.get("wrap_label"):
        return _input(widget)
    key = widget["attrs"].get("id")
    mark = f' for="{_text(key)}"' if key else ""
    return f"<label{mark}>{_input(widget)} {_text(widget['label'])}</label>"


def _textarea(widget: Mapping[str, Any]) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _option(widget: Mapping[str, Any]) -> str:
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{_text(widget["label"])}</option>'


def _select(widget: Mapping[str, Any]) -> str:
    drawn = [f'<select name="{_text(widget["name"])}"{_attributes(widget)}>']
    for group, options, _place in widget["optgroups"]:
        drawn += [f'\n  <optgroup label="{_text(group)}">'] if group else []
        drawn += [f"\n  {_option(each)}" for each in options]
        drawn += ["\n  </optgroup>"] if group else []
    return "".join([*drawn, "\n</select>"])


_INPUTS = ("text", "number", "email", "password", "hidden", "date", "checkbox", "input")
SHORTCUTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{FOLDER}{name}.html": _input for name in _INPUTS},
    f"{FOLDER}radio_option.html": _choice,
    f"{FOLDER}checkbox_option.html": _choice,
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
    f"{FOLDER}select_option.html": _option,
}
