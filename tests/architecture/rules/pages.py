"""Templates and styles: nothing inline (the content policy forbids it), every design value in one place."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import files

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LITERAL_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:oklch|oklab|lab|lch|rgba?|hsla?|hwb)\(", re.IGNORECASE)
CHUNK = re.compile(r"([^;{}]*)([;{}])")
INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "a style element"),
    (re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE), "an inline script"),
    (re.compile(r"<[^>{%]*\sstyle=", re.IGNORECASE), "an inline style"),
    (re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:.-]*)=", re.IGNORECASE), "an inline handler"),
    (re.compile(r"javascript:", re.IGNORECASE), "a script address"),
)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def design_values_live_in_tokens(root: Path) -> list[str]:
    """Find literal colours, raw z-indexes and `!important` outside `tokens.css`."""
    return [
        f"{path}: {fault} in {name}: {value}"
        for path, text in files(root, "klientela", ".css")
        if not path.endswith("/tokens.css")
        for name, value in _declarations(text)
        if (fault := _design_fault(name, value))
    ]


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for chunk, end in CHUNK.findall(COMMENT.sub("", text)):
        if end != "{" and ":" in chunk:
            name, value = chunk.split(":", 1)
            yield name.strip(), value.strip()


def _design_fault(name: str, value: str) -> str:
    if "!important" in value:
        return "!important"
    if name == "z-index" and "var(" not in value and value != "auto":
        return "a raw z-index"
    return "a literal colour" if LITERAL_COLOUR.search(value) else ""


def nothing_is_inline(root: Path) -> list[str]:
    """Find scripts, styles and handlers written into templates."""
    return [
        f"{path}: {fault}"
        for path, text in files(root, "klientela", ".html")
        for pattern, fault in INLINE
        if pattern.search(TEMPLATE_COMMENT.sub("", text))
    ]


def templates_compile(root: Path) -> list[str]:
    """Compile every template the way pages do, components and included ones too."""
    from django.conf import settings
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.backends.django import DjangoTemplates

    found = []
    for folder in sorted((root / "klientela").glob("*/templates")):
        described = {**settings.TEMPLATES[0], "NAME": "house", "DIRS": [folder]}
        described["OPTIONS"] = {**described["OPTIONS"]}
        del described["BACKEND"]
        engine = DjangoTemplates(described)
        for path in sorted(folder.rglob("*.html")):
            try:
                engine.get_template(path.relative_to(folder).as_posix())
                for name in _named_templates(path):
                    engine.get_template(name)
            except (TemplateSyntaxError, TemplateDoesNotExist) as fault:
                found.append(f"{path.relative_to(root)}: {fault!r}")
    return found


def _named_templates(path: Path) -> list[str]:
    return re.findall(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""", path.read_text(encoding="utf-8"))
