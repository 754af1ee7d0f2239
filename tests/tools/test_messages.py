"""The catalogues: collected, brought in step, compiled, and read by gettext."""

import gettext
from pathlib import Path

import pytest
import time_machine
from babel.messages.pofile import write_po

from tools import messages


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "klientela"
    package.mkdir()
    (package / "a.py").write_text("_('Save')\nngettext('%(n)s day', '%(n)s days', n)\npgettext('marker', 'gold')\n")
    (package / "a.html").write_text("{% load i18n %}{% translate 'Today' %} {{ _('Call') }}")
    monkeypatch.setattr(messages, "PACKAGE", package)
    monkeypatch.setattr(messages.extracted, "__defaults__", (package,))
    monkeypatch.setattr(messages.catalogue_path, "__defaults__", (package,))
    return package


def test_a_new_catalogue_holds_every_text_and_its_plural_forms(package: Path) -> None:
    messages.update()
    catalogue = messages.read(messages.catalogue_path("ru"))
    assert sorted(messages._first(message.id) for message in catalogue if message.id) == [
        "%(n)s day",
        "Call",
        "Save",
        "Today",
        "gold",
    ]
    assert catalogue.num_plurals == 3
    assert len(catalogue["%(n)s day"].string or ()) == 3


def test_an_update_keeps_translations_and_drops_what_nobody_says(package: Path) -> None:
    messages.update()
    path = messages.catalogue_path("pl")
    path.write_text(path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Zapisz"'))
    (package / "a.html").write_text("")
    messages.update()
    catalogue = messages.read(path)
    assert catalogue["Save"].string == "Zapisz"
    assert "Today" not in catalogue


def test_an_update_without_new_texts_changes_nothing(package: Path) -> None:
    messages.update()
    before = {name: messages.catalogue_path(name).read_bytes() for name in messages.LANGUAGES}
    with time_machine.travel("2030-01-01", tick=False):
        messages.update()
    assert {name: messages.catalogue_path(name).read_bytes() for name in messages.LANGUAGES} == before


def test_gettext_reads_what_was_compiled(package: Path) -> None:
    messages.update()
    path = messages.catalogue_path("ru")
    text = path.read_text().replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Сохранить"')
    text = text.replace(
        'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""',
        'msgstr[0] "%(n)s день"\nmsgstr[1] "%(n)s дня"\nmsgstr[2] "%(n)s дней"',
    )
    path.write_text(text)
    messages.compile_catalogues([path])
    with path.with_suffix(".mo").open("rb") as file:
        russian = gettext.GNUTranslations(file)
    assert russian.gettext("Save") == "Сохранить"
    assert [russian.ngettext("%(n)s day", "%(n)s days", n) % {"n": n} for n in (1, 2, 5, 11, 21)] == [
        "1 день",
        "2 дня",
        "5 дней",
        "11 дней",
        "21 день",
    ]
    assert sorted(found.name for found in path.parent.iterdir()) == ["django.mo", "django.po"]


def test_the_command_says_what_is_missing(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main(["nonsense"]) == 2
    assert "extract | update | compile" in capsys.readouterr().err


def _translate(package: Path, **texts: str) -> None:
    messages.update()
    for language in messages.LANGUAGES:
        path = messages.catalogue_path(language)
        catalogue = messages.read(path)
        for message in catalogue:
            if not message.id:
                continue
            text = texts.get(messages._first(message.id), f"{messages._first(message.id)} ż")
            message.string = text if isinstance(message.id, str) else (text,) * catalogue.num_plurals
        with path.open("wb") as file:
            write_po(file, catalogue)


def test_whole_catalogues_have_no_faults(package: Path) -> None:
    _translate(package)
    assert messages.faults(package) == []


def test_a_translation_that_lost_or_invented_a_place_is_a_fault(package: Path) -> None:
    (package / "a.py").write_text("_('Hi %(name)s')\n_('%(a)s of {b}')\nngettext('%(n)s day', '%(n)s days', n)\n")
    (package / "a.html").write_text("{% load i18n %}{% blocktranslate %}By {{ x }}{% endblocktranslate %}")
    wrong = {
        "Hi %(name)s": "Cześć",
        "%(a)s of {b}": "%(a)s z {b} i {c}",
        "%(n)s day": "%(m)s dni",
        "By %(x)s": "%(x)d ż",
    }
    _translate(package, **wrong)
    found = [fault for fault in messages.faults(package) if fault.startswith("pl")]
    assert sorted({fault.split(" in ")[1].split(":")[0] for fault in found}) == [f"{name!r}" for name in sorted(wrong)]


def test_a_plural_form_may_leave_its_number_out(package: Path) -> None:
    _translate(package, **{"%(n)s day": "jeden dzień"})
    assert messages.faults(package) == []


def test_a_counted_text_in_a_variable_is_a_fault_because_nobody_collects_it(package: Path) -> None:
    (package / "b.py").write_text("def say(one, many, n):\n    return ngettext(one, many, n)\n")
    _translate(package)
    assert messages.faults(package) == ["b.py:2: the text of ngettext is not written there, so nobody finds it"]


def test_a_text_said_with_and_without_a_number_is_a_fault_because_gettext_finds_only_one(package: Path) -> None:
    (package / "b.py").write_text("_('call')\nngettext('call', 'calls', n)\npgettext('at work', 'call')\n")
    _translate(package)
    assert messages.faults(package) == [
        "'call' is said with and without a number: give one of them a context",
    ]
