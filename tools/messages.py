"""Texts for people: collected from Python and templates, merged into the catalogues, checked and compiled.

Babel does the work, because the gettext programs are not on a bare machine; Django's own `makemessages` needs them.
Usage: python -m tools.messages extract | update | compile [FILE…] | complete
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.refusals import refusal_sentences
from tools.unsayable import said_both_ways, without_a_literal

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "klientela"
LANGUAGES = ("ru", "pl")
# Words that are the same in a language and in English, one a line: "ru: RFM".
SAME_ALLOWED = Path(__file__).with_name("messages_same.txt")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COTTON_ATTRIBUTE = re.compile(r"""\s:[\w.:-]+=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
TRANSLATED_LITERAL = re.compile(r"""\b_\((?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\)""")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

# (line, context or None, msgid or (singular, plural))
Found = tuple[int, str | None, str | tuple[str, ...]]


def extracted(package: Path = PACKAGE) -> Catalog:
    """Return every text of the package with its places, without translations."""
    catalogue = Catalog(project="Klientela", charset="utf-8", fuzzy=False)
    for path in _sources(package):
        for line, context, message in found_in(path):
            place = (path.relative_to(package.parent).as_posix(), line)
            catalogue.add(message, locations=[place], context=context)
    return catalogue


def _sources(package: Path) -> list[Path]:
    paths = [*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]
    return sorted(path for path in paths if "migrations" not in path.parts)


def found_in(path: Path) -> Iterator[Found]:
    """Yield the texts of one Python file or template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _python(source)
        yield from ((line, None, sentence) for line, sentence in refusal_sentences(ast.parse(source)) if sentence)
    else:
        yield from _template(source, path)


def _python(source: str) -> Iterator[Found]:
    for line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        texts = message if isinstance(message, str) else tuple(part for part in message if part)
        yield line, context, texts[0] if isinstance(texts, tuple) and len(texts) == 1 else texts


def _template(source: str, path: Path) -> Iterator[Found]:
    # Django turns all but the texts into X's; the indentation that remains means nothing, and Python would mind it.
    calls = "\n".join(line.strip() for line in templatize(source, origin=str(path)).split("\n"))
    yield from _python(calls)
    for attribute in COTTON_ATTRIBUTE.finditer(source):
        for literal in TRANSLATED_LITERAL.finditer(attribute["double"] or attribute["single"] or ""):
            yield source.count("\n", 0, attribute.start()) + 1, None, re.sub(r"\\(.)", r"\1", literal["text"])


def catalogue_path(language: str, package: Path = PACKAGE) -> Path:
    """Return where the catalogue of a language lies."""
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """Return the catalogue at `path`, empty where there is none yet."""
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=language, project="Klientela", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring the catalogues in step with the texts; no guessing, so that no wrong translation looks right."""
    template = extracted()
    for language in LANGUAGES:
        path = catalogue_path(language)
        catalogue = read(path)
        # The moment of collecting is left as it was: a catalogue changes only with its texts.
        template.creation_date = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)


def compile_catalogues(paths: list[Path]) -> None:
    """Write the binary catalogue beside each of the given ones, whole or not at all."""
    for path in paths:
        buffer = io.BytesIO()
        write_mo(buffer, read(path))
        draft = path.with_suffix(".mo.draft")
        draft.write_bytes(buffer.getvalue())
        draft.replace(path.with_suffix(".mo"))


def faults(package: Path = PACKAGE, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """Return what is missing, empty, doubtful or untranslated, as sentences."""
    wanted = extracted(package)
    allowed = set(SAME_ALLOWED.read_text(encoding="utf-8").splitlines())
    sources = _sources(package)
    return [
        *without_a_literal(path for path in sources if path.suffix == ".py"),
        *said_both_ways((context, message) for path in sources for _line, context, message in found_in(path)),
    ] + [
        f"{language}: {fault}"
        for language in languages
        for fault in _faults(wanted, read(catalogue_path(language, package)), language, allowed)
    ]


def _faults(wanted: Catalog, catalogue: Catalog, language: str, allowed: set[str]) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        yield from _message_faults(message, translated, catalogue.num_plurals, language, allowed)
    for message in catalogue:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"nobody says {_first(message.id)!r} any more"


def _message_faults(
    message: Message, translated: Message | None, plurals: int, language: str, allowed: set[str]
) -> Iterator[str]:
    source, name = _first(message.id), repr(_first(message.id))
    if translated is None:
        yield f"missing {name} ({message.locations[0][0]})"
        return
    texts = [translated.string] if isinstance(translated.string, str) else list(translated.string or ("",))
    if not all(texts):
        yield f"empty {name}"
        return
    if translated.fuzzy:
        yield f"doubtful {name}"
    if isinstance(message.id, tuple) and len(texts) != plurals:
        yield f"{name} has {len(texts)} plural forms instead of {plurals}"
    if source in texts and f"{language}: {source}" not in allowed and re.search(r"[^\W\d_]{2}", PLACE.sub("", source)):
        yield f"untranslated {name}"
    yield from (f"places differ in {name}: {text!r}" for text in texts if _places_differ(message.id, text))


def _places_differ(source: str | tuple[str, ...] | list[str], text: str) -> bool:
    """Tell whether a translation lost or invented a place; a plural form may leave its number out ("one day")."""
    if isinstance(source, str):
        return sorted(PLACE.findall(text)) != sorted(PLACE.findall(source))
    return not set(PLACE.findall(text)) <= {place for form in source for place in PLACE.findall(form)}


def _first(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def main(arguments: list[str]) -> int:
    """Do what the first word says and return the exit status."""
    match arguments:
        case ["extract"]:
            write_po(sys.stdout.buffer, extracted(), width=120, sort_output=True)
        case ["update"]:
            update()
        case ["compile", *names]:
            compile_catalogues([Path(name) for name in names] or [catalogue_path(name) for name in LANGUAGES])
        case ["complete"]:
            found = faults()
            sys.stderr.writelines(f"{fault}\n" for fault in found)
            return 1 if found else 0
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
