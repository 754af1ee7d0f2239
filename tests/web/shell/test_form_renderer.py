"""Fields drawn without templates are those that Django's templates draw."""

import re

import pytest
from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.utils.safestring import mark_safe

from klientela.web.form_renderer import SHORTCUTS, PlainWidgets

CHOICES = (("", "–"), ("a", "A & B"), ("group <1>", (("c", "C"), ("d", mark_safe("<b>D</b>")))))
FLAT = (("x", 'X "x"'), ("y", "<Y>"))


class Every(forms.Form):
    text = forms.CharField(max_length=5, initial="\"<&>'", help_text="help")
    number = forms.IntegerField(min_value=1, max_value=9, initial=0)
    mail = forms.EmailField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="k")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), initial="2026-11-22")
    tick = forms.BooleanField(initial=True)
    unticked = forms.BooleanField(required=False)
    area = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "placeholder": "<…>"}), initial="a\n<b>")
    one = forms.ChoiceField(choices=CHOICES, initial="d")
    several = forms.MultipleChoiceField(choices=CHOICES, initial=["a", "c"])
    radio = forms.ChoiceField(choices=FLAT, initial="y", widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(choices=FLAT, initial=["x"], widget=forms.CheckboxSelectMultiple)
    file = forms.FileField(required=False)


def drawn(renderer: BaseRenderer, data: dict[str, str] | None) -> list[str]:
    form = Every(data, renderer=renderer, prefix="f")
    parts = [str(field) for field in form]
    parts += [f"{choice.tag()} {choice}" for name in ("radio", "boxes") for choice in form[name]]
    return [re.sub(r"\s+", " ", part).replace("> ", ">").replace(" <", "<") for part in parts]


@pytest.mark.parametrize("data", [None, {"f-text": "", "f-number": "many", "f-one": "zzz", "f-area": "</textarea>"}])
def test_every_field_is_what_a_template_makes_of_it(data: dict[str, str] | None) -> None:
    plain = drawn(PlainWidgets(), data)
    assert plain == drawn(DjangoTemplates(), data)
    assert len(plain) == 18


def test_every_shortcut_stands_for_a_template_of_django() -> None:
    renderer = DjangoTemplates()
    assert [renderer.get_template(name) is not None for name in SHORTCUTS] == [True] * len(SHORTCUTS)
