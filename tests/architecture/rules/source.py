"""Reading a source tree: its files, and its Python parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FLOORS = (
    ("measures", "rules"),
    ("core",),
    ("accounts",),
    ("customers",),
    ("sales",),
    ("insight",),
    ("work",),
    ("exchange",),
    ("automation",),
    ("reporting",),
    ("web", "api", "cli"),
    ("config",),
)
HEIGHT = {package: height for height, packages in enumerate(FLOORS) for package in packages}


def modules(root: Path, *, migrations: bool = False) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path (relative to `root`) and the tree of every module of the package."""
    for path in sorted((root / "klientela").rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path.relative_to(root).as_posix(), parsed(path.read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    """Return the tree of one module; kept, because a dozen rules ask for the same one."""
    return ast.parse(text)


def files(root: Path, folder: str, *suffixes: str) -> Iterator[tuple[str, str]]:
    """Yield the path (relative to `root`) and the text of every file below `folder` with one of the suffixes."""
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in suffixes and path.is_file():
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def floor(path: str) -> str:
    """Return the floor of a module's path: "klientela/sales/models.py" is on "sales"."""
    return path.split("/")[1].removesuffix(".py")


def called(node: ast.Call) -> str:
    """Return the last name of what is called: "filter" for `a.b.filter(…)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    """Yield the calls of any of the names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def text_of(node: ast.AST | None) -> str:
    """Return the value of a string literal, else nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
