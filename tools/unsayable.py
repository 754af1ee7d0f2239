"""Texts that no catalogue can hold as they are written in the source; they would be shown in English for ever."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

# Name of the function → how many of its first arguments are texts that the collector must be able to read.
COUNTED = {"ngettext": 2, "ngettext_lazy": 2, "npgettext": 3, "npgettext_lazy": 3}


def without_a_literal(paths: Iterable[Path]) -> Iterator[str]:
    """Yield a sentence for each counted text that is a variable: the collector sees nothing there."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and not all(map(_is_text, node.args[: COUNTED.get(_name(node.func), 0)])):
                place = f"{path.name}:{node.lineno}"
                yield f"{place}: the text of {_name(node.func)} is not written there, so nobody finds it"


def said_both_ways(found: Iterable[tuple[str | None, str | tuple[str, ...]]]) -> Iterator[str]:
    """Yield a sentence for each text that is said with and without a number; gettext keeps one entry and misses one."""
    alone: set[tuple[str | None, str]] = set()
    counted: set[tuple[str | None, str]] = set()
    for context, message in found:
        if isinstance(message, str):
            alone.add((context, message))
        else:
            counted.add((context, message[0]))
    for _context, text in sorted(alone & counted, key=str):
        yield f"{text!r} is said with and without a number: give one of them a context"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
