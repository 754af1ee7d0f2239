"""Finds the sentences of refusals in Python source: they are texts for people without a call of gettext around them.

A refusal is raised on floors that know no language; its sentence is translated where it is shown. Where one module
has many, they stand in a table called MESSAGES: code → sentence.
"""

import ast
from collections.abc import Iterator

FAMILY = {"Refused"}
TABLE = "MESSAGES"


def refusal_sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of every refusal; the sentence is empty where it is missing or no literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in FAMILY:
            if not _is_passed_on(node):
                yield node.lineno, _sentence(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and TABLE in _targets(node):
            yield from _of_table(node.value)
        elif isinstance(node, ast.ClassDef) and FAMILY & {_name(base) for base in node.bases}:
            yield from _of_subclass(node)


def _of_subclass(family_member: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for node in ast.walk(family_member):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
            yield node.lineno, _sentence(node)


def _of_table(table: ast.expr | None) -> Iterator[tuple[int, str]]:
    for value in table.values if isinstance(table, ast.Dict) else []:
        yield value.lineno, _literal(value)


def _is_passed_on(call: ast.Call) -> bool:
    """Tell whether the sentence comes from the table, or from the refusal of another process: `answer["message"]`."""
    given = call.args[1] if len(call.args) > 1 else None
    return isinstance(given, ast.Subscript) and (_name(given.value) == TABLE or _literal(given.slice) == "message")


def _with_fallback(given: ast.expr | None) -> ast.expr | None:
    """Return the sentence that stands in where the other process gave none: `answer.get("message", "It ended.")`."""
    if isinstance(given, ast.Call) and _name(given.func) == "get" and len(given.args) == 2:
        return given.args[1] if _literal(given.args[0]) == "message" else given
    return given


def _sentence(call: ast.Call) -> str:
    given = call.args[1] if len(call.args) > 1 else next((k.value for k in call.keywords if k.arg == "message"), None)
    return _literal(_with_fallback(given))


def _literal(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    return {_name(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
