"""Habits of Python code: errors that are not swallowed, packages that say what they know, refusals with a sentence."""

import ast
import re
from pathlib import Path

from tests.architecture.rules.source import HEIGHT, modules
from tools.refusals import refusal_sentences

# The two runners of the worker: they must outlive a bug in what they run, and they log it with its traceback.
RUNNERS = ("klientela/core/jobs", "klientela/core/events/delivery.py")
SENTENCE_END = re.compile(r"[.;:!?](?:\s|$)")


def bugs_are_not_swallowed(root: Path) -> list[str]:
    """Find broad excepts outside the runners; one that ends in a bare `raise` swallows nothing."""
    return [
        f"{path}:{node.lineno}: catches everything"
        for path, tree in modules(root)
        if not path.startswith(RUNNERS)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_on(node)
    ]


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(one) for one in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})


def _raises_on(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def floors_say_what_they_know(root: Path) -> list[str]:
    """Find floors that are missing or whose docstring has fewer than three sentences; any package needs one."""
    found = {path: ast.get_docstring(tree) or "" for path, tree in modules(root) if path.endswith("/__init__.py")}
    floors = {f"klientela/{package}/__init__.py" for package in HEIGHT}
    short = [
        f"{path}: {len(SENTENCE_END.findall(found.get(path, '')))} sentences instead of three"
        for path in sorted(floors)
        if len(SENTENCE_END.findall(found.get(path, ""))) < 3
    ]
    return short + [f"{path}: a package says what it is" for path, said in found.items() if not said.strip()]


def modules_say_what_they_are(root: Path) -> list[str]:
    """Find modules without a docstring."""
    return [f"{path}: no docstring" for path, tree in modules(root) if tree.body and not ast.get_docstring(tree)]


def refusals_have_a_sentence(root: Path) -> list[str]:
    """Find refusals without a literal sentence: nobody could translate them."""
    return [
        f"{path}:{line}: a refusal without a sentence"
        for path, tree in modules(root)
        for line, sentence in refusal_sentences(tree)
        if not sentence
    ]
