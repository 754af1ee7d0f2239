"""Templates: each compiles, names files that exist, and keeps to the content policy."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

ROOT = Path(__file__).parents[3] / "klientela/web/templates"
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))
# What only works inline, or only where scripts may be made from text.
FORBIDDEN = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|hx-on|javascript:|js:|hx-trigger=\"[^\"]*\["
)
STATIC = re.compile(r"{% static [\"']([^\"']+)[\"'] %}")
COMPONENT = re.compile(r"<c-([\w-]+)((?:\s+[^\s=>/]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*/?>")
BOUND = re.compile(r"\s:([\w-]+)=")
DECLARED = re.compile(r"<c-vars([^>]*?)/>", re.DOTALL)


def source(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_keeps_to_the_content_policy(name: str) -> None:
    assert FORBIDDEN.findall(source(name)) == []


def test_every_static_file_that_is_named_exists() -> None:
    named = {file for name in TEMPLATES for file in STATIC.findall(source(name))}
    assert len(named) >= 4
    assert {file for file in named if finders.find(file) is None} == set()


def test_only_declared_attributes_are_bound_because_the_others_are_not_escaped() -> None:
    assert {name: found for name in TEMPLATES if (found := loosely_bound(source(name)))} == {}


def test_the_check_of_bound_attributes_sees_a_loose_one() -> None:
    assert loosely_bound('<c-note tone="warn" :title="x" :data-name="x">') == [("note", "data-name")]


def loosely_bound(text: str) -> list[tuple[str, str]]:
    return [
        (component, attribute)
        for component, attributes in COMPONENT.findall(text)
        if component not in {"vars", "slot"}
        for attribute in BOUND.findall(attributes)
        if attribute not in declared(component)
    ]


def declared(component: str) -> set[str]:
    path = ROOT / "cotton" / f"{component.replace('-', '_')}.html"
    found = DECLARED.search(path.read_text(encoding="utf-8"))
    return set(re.findall(r"[\s:]([\w-]+)=", found[1])) if found else set()


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('<p style="color:red">', True),
        ("<script>alert(1)</script>", True),
        ('<a onclick="x()">', True),
        ('<input hx-trigger="keyup[key==1]">', True),
        ('<script src="/a.js" defer></script>', False),
        ('<input hx-trigger="input changed delay:120ms">', False),
    ],
)
def test_the_check_of_the_content_policy_sees_what_it_should(text: str, broken: bool) -> None:
    assert bool(FORBIDDEN.search(text)) is broken
