"""What imports do not show: foreign keys, look-ups by name, signals and reverse accessors that reach upward."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.architecture.rules.source import HEIGHT, calls, floor, modules, text_of

RELATIONS = ("ForeignKey", "OneToOneField", "ManyToManyField", "GenericRelation")
NAMING_BY_KEYWORD = {"filter", "exclude", "get", "annotate", "aggregate", "alias", "update", "Q", "When", "create"}
NAMING_BY_TEXT = {
    "order_by", "values", "values_list", "prefetch_related", "select_related", "only", "defer", "distinct",
    "F", "OuterRef", "Count", "Sum", "Max", "Min", "Avg", "Prefetch",
}  # fmt: skip


def no_relation_to_a_higher_app(root: Path) -> list[str]:
    """Find foreign keys that name a model of a higher floor by a string (an import would be caught elsewhere)."""
    return [
        f"{path}:{call.lineno}: a relation to the higher floor {target!r}"
        for path, tree in modules(root)
        for call in calls(tree, *RELATIONS)
        for target in _apps_named(call)
        if HEIGHT.get(target, 0) > HEIGHT.get(floor(path), 0)
    ]


def _apps_named(call: ast.Call) -> Iterator[str]:
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in {"to", "through"})]
    for node in given:
        if "." in (name := text_of(node)):
            yield name.split(".")[0]


def no_models_fetched_by_name(root: Path) -> list[str]:
    """Find `apps.get_model`, which hides an import from the contracts; migrations need it."""
    return [
        f"{path}:{call.lineno}: apps.get_model hides an import"
        for path, tree in modules(root)
        for call in calls(tree, "get_model")
    ]


def no_signals(root: Path) -> list[str]:
    """Find model signals: what happens after a write is an event in the outbox, not a hidden call."""
    return [
        f"{path}:{node.lineno}: signals are not used here, publish an event"
        for path, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (
            node.module in {"django.db.models.signals", "django.dispatch", "django.core.signals"}
            or (node.module == "django.db.models" and any(alias.name == "signals" for alias in node.names))
        )
    ]


def no_reverse_accessor_from_below(root: Path, accessors: Mapping[str, Iterable[tuple[str, str]]]) -> list[str]:
    """Find lower floors that name what a higher one hangs on their models.

    `accessors` gives for each name the pairs (floor that owns the relation, floor of the model it points at).
    """
    return [
        f"{path}:{line}: {name!r} belongs to the higher floor {owner!r}"
        for path, tree in modules(root)
        for line, name in _names(tree)
        for owner, target in accessors.get(name, ())
        if floor(path) == target and HEIGHT[owner] > HEIGHT[target]
    ]


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
    for call in calls(tree, *NAMING_BY_KEYWORD):
        yield from ((call.lineno, part) for k in call.keywords for part in (k.arg or "").split("__"))
    for call in calls(tree, *NAMING_BY_TEXT):
        yield from ((call.lineno, part) for a in call.args for part in text_of(a).lstrip("-").split("__"))


def apps_with_tables_are_installed(root: Path, installed: Iterable[str]) -> list[str]:
    """Find floors with models that Django was not told about."""
    return [
        f"klientela/{package.name}: has models and is not in INSTALLED_APPS"
        for package in sorted((root / "klientela").iterdir())
        if ((package / "models.py").exists() or (package / "models" / "__init__.py").exists())
        and f"klientela.{package.name}" not in installed
    ]


def pages_and_commands_have_no_tables(root: Path) -> list[str]:
    """Find models on floors that own none."""
    return [
        f"klientela/{package}: this floor owns no tables"
        for package in ("web", "api", "cli", "measures", "rules", "config")
        if list((root / "klientela" / package).glob("models*"))
    ]
