"""How long things may be (the hard limits), and the names that modules may not have."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.rules.source import files, modules

FUNCTION, FILE, VIEW, TEMPLATE, CSS, JAVASCRIPT = 50, 400, 30, 120, 200, 120
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}


def functions_are_short(root: Path) -> list[str]:
    """Find functions of more than 50 lines, docstring included."""
    return [
        f"{path}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION}"
        for path, tree in modules(root)
        for node in _functions(tree)
        if (length := _length(node)) > FUNCTION
    ]


def views_are_shorter(root: Path) -> list[str]:
    """Find views of more than 30 lines; a view is a function of `web` whose first argument is `request`."""
    return [
        f"{path}:{node.lineno}: the view {node.name} has {length} lines, at most {VIEW}"
        for path, tree in modules(root)
        if path.startswith("klientela/web/")
        for node in _functions(tree)
        if node.args.args and node.args.args[0].arg == "request" and (length := _length(node)) > VIEW
    ]


def files_are_short(root: Path) -> list[str]:
    """Find modules, templates, styles and scripts beyond their limits."""
    limits = {".py": FILE, ".html": TEMPLATE, ".css": CSS, ".js": JAVASCRIPT}
    return [
        f"{path}: {lines} lines, at most {limits[suffix]}"
        for folder in ("klientela", "tests", "tools", "bench", "drills")
        for path, text in files(root, folder, *limits)
        if "/migrations/" not in path and (lines := text.count("\n")) > limits[(suffix := "." + path.rsplit(".", 1)[1])]
    ]


def modules_have_telling_names(root: Path) -> list[str]:
    """Find modules and packages named after nothing."""
    return [
        f"{path}: say what is in it instead of {part!r}"
        for path, _tree in modules(root)
        for part in path.removesuffix(".py").split("/")
        if part in NAMELESS
    ]


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
