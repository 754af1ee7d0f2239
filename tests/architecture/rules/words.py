"""What is stored as a code for people to read has a sentence: in `web/sentences.py`, for every code that is written.

A code is found where it is given: `code="x.y"`, `{"code": "x.y"}`, `open_change("x.y")`, `CODE = "x.y"`, and, on the
floors that draw conclusions, any text that begins like one of their families of codes.
"""

import ast
import re
from collections.abc import Container, Iterator
from pathlib import Path

from tests.architecture.rules.source import called, calls, floor, modules, text_of

FLOORS = {"measures", "accounts", "customers", "sales", "insight", "work", "exchange", "automation"}
CODE = re.compile(r"[a-z_]+\.[a-z_]+")
CONCLUDED = re.compile(r"(?:marker|rfm|today|rhythm)\.[a-z_]+")


def stored_codes_have_a_sentence(root: Path, known: Container[str]) -> list[str]:
    """Find codes that pages could only show as they stand."""
    return [
        f"{path}:{line}: the code {code!r} has no sentence in web/sentences.py"
        for path, tree in modules(root)
        if floor(path) in FLOORS
        for line, code in sorted(set(_codes(tree)))
        if CODE.fullmatch(code) and code not in known
    ]


def _codes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    refused = {id(part) for call in calls(tree, "Refused", "refused") for part in ast.walk(call)}
    for node in ast.walk(tree):
        if id(node) in refused:
            continue
        if isinstance(node, ast.Call):
            if called(node) == "open_change" and node.args:
                yield node.lineno, text_of(node.args[0])
            yield from ((node.lineno, text_of(k.value)) for k in node.keywords if k.arg == "code")
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from ((node.lineno, text_of(value)) for key, value in pairs if text_of(key) == "code")
        elif isinstance(node, ast.Assign) and {getattr(one, "id", "").lower() for one in node.targets} == {"code"}:
            yield node.lineno, text_of(node.value)
        elif isinstance(node, ast.Constant) and CONCLUDED.fullmatch(text_of(node)):
            yield node.lineno, text_of(node)
