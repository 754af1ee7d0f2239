"""Where SQL may be written by hand, and for which reasons rows are fetched for nobody in particular.

Three committed lists hold the exceptions: `raw_sql.txt` (module: why), `unscoped.txt` (module: reason, times) and
`unguarded.txt` (model or module: why).
"""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db.models import Model

from klientela.core.scoping import ScopedQuerySet
from tests.architecture.rules.source import called, calls, modules, text_of

LISTS = Path(__file__).resolve().parent.parent
CURSOR_VERBS = {"execute", "executemany", "executescript", "copy"}


def listed(name: str, lists: Path = LISTS) -> list[str]:
    """Return the lines of a committed list, without comments and empty lines."""
    lines = (lists / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def sql_is_written_in_few_places(root: Path, lists: Path = LISTS) -> list[str]:
    """Find SQL by hand outside the listed modules, and listed modules that need it no longer."""
    allowed = {line.split(":")[0] for line in listed("raw_sql.txt", lists)}
    found = {path: lines for path, tree in modules(root) if (lines := sorted(set(_sql(tree))))}
    beyond = [
        f"{path}:{lines[0]}: SQL by hand; see raw_sql.txt" for path, lines in found.items() if path not in allowed
    ]
    idle = [f"{path}: is in raw_sql.txt and writes no SQL by hand" for path in sorted(allowed - set(found))]
    return beyond + idle


def _sql(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            method = isinstance(node.func, ast.Attribute)
            on_cursor = isinstance(node.func, ast.Attribute) and "cursor" in ast.unparse(node.func.value)
            if (
                name == "RawSQL"
                or (method and name in {"raw", "extra", "cursor"})
                or (on_cursor and name in CURSOR_VERBS)
            ):
                yield node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            if any(name == "sqlite3" or name.startswith(("adbc_driver", "psycopg")) for name in names):
                yield node.lineno


def unscoped_reasons(root: Path) -> list[str]:
    """Return the lines that `unscoped.txt` should have: module, reason, and how often it is given there."""
    reasons = Counter(
        f"{path}: {text_of(call.args[0])}"
        for path, tree in modules(root)
        for call in calls(tree, "unscoped")
        if call.args
    )
    return [line if times == 1 else f"{line} (x{times})" for line, times in sorted(reasons.items())]


def unscoped_reasons_are_listed(root: Path, lists: Path = LISTS) -> list[str]:
    """Compare the reasons in the code with the committed list, both ways."""
    actual, committed = unscoped_reasons(root), listed("unscoped.txt", lists)
    remedy = "python -m tests.architecture.unscoped"
    return [f"+ {line}   ({remedy})" for line in actual if line not in committed] + [
        f"- {line}   ({remedy})" for line in committed if line not in actual
    ]


def unscoped_reasons_are_literals(root: Path) -> list[str]:
    """Find unscoped queries whose reason cannot be read where they stand."""
    return [
        f"{path}:{call.lineno}: the reason must be a literal"
        for path, tree in modules(root)
        for call in calls(tree, "unscoped")
        if not (call.args and text_of(call.args[0]))
    ]


def records_are_guarded(models: Iterable[type[Model]], lists: Path = LISTS) -> list[str]:
    """Find models that can be fetched without saying for whom, and listed ones that are guarded by now."""
    allowed = {name for line in listed("unguarded.txt", lists) if "/" not in (name := line.split(":")[0])}
    open_to_all = {model.__name__ for model in models if not isinstance(model._default_manager.all(), ScopedQuerySet)}
    return [f"{name}: has no visible_to; see unguarded.txt" for name in sorted(open_to_all - allowed)] + [
        f"{name}: is in unguarded.txt for no reason" for name in sorted(allowed - open_to_all)
    ]


def the_guard_is_not_gone_around(root: Path, lists: Path = LISTS) -> list[str]:
    """Find `_base_manager`, which the guard does not see, outside the listed modules."""
    allowed = {line.split(":")[0] for line in listed("unguarded.txt", lists)}
    return [
        f"{path}:{node.lineno}: goes around the choke point; see unguarded.txt"
        for path, tree in modules(root)
        if path not in allowed
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "_base_manager"
    ]
