"""This house keeps its rules."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from klientela.cli.main import COMMANDS
from klientela.web.sentences import SENTENCES
from tests.architecture.rules import code, documents, floors, migrations, pages, queries, sizes, words
from tools import messages

ROOT = Path(__file__).resolve().parent.parent.parent
Rule = Callable[[Path], list[str]]


def own_models() -> list[type[Model]]:
    """Return the models of the product, without those that Django makes for many-to-many fields."""
    return [model for model in apps.get_models() if model.__module__.startswith("klientela.")]


def reverse_accessors() -> dict[str, list[tuple[str, str]]]:
    """Return each name that a relation hangs on a model of another floor: (owner, target)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for model in own_models():
        for relation in model._meta.related_objects:
            owner, target = relation.related_model._meta.app_label, model._meta.app_label
            accessor = relation.get_accessor_name()
            if owner != target and accessor:
                for name in {accessor, relation.name}:
                    found.setdefault(name, []).append((owner, target))
    return found


def tracked() -> list[str]:
    """Return the names of the files that git keeps."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listing.stdout.split("\0") if name]


RULES: list[Rule] = [
    floors.no_relation_to_a_higher_app,
    floors.no_models_fetched_by_name,
    floors.no_signals,
    floors.pages_and_commands_have_no_tables,
    partial(floors.apps_with_tables_are_installed, installed=settings.INSTALLED_APPS),
    sizes.functions_are_short,
    sizes.views_are_shorter,
    sizes.files_are_short,
    sizes.modules_have_telling_names,
    queries.sql_is_written_in_few_places,
    queries.unscoped_reasons_are_listed,
    queries.unscoped_reasons_are_literals,
    queries.the_guard_is_not_gone_around,
    code.bugs_are_not_swallowed,
    code.floors_say_what_they_know,
    code.modules_say_what_they_are,
    code.refusals_have_a_sentence,
    partial(words.stored_codes_have_a_sentence, known=SENTENCES),
    pages.design_values_live_in_tokens,
    pages.nothing_is_inline,
    pages.templates_compile,
    documents.commands_of_the_documents_exist,
    documents.documents_named_in_the_code_exist,
    documents.settings_of_the_documents_exist,
    partial(documents.commands_of_klientela_exist, known={name for name, _help in COMMANDS}),
    documents.files_named_in_the_documents_exist,
    documents.links_of_the_documents_lead_somewhere,
]


def name_of(rule: Rule) -> str:
    return rule.func.__name__ if isinstance(rule, partial) else rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    found = rule(ROOT)
    assert not found, "\n".join(found)


def test_lower_floors_do_not_name_what_higher_ones_hang_on_their_models() -> None:
    found = floors.no_reverse_accessor_from_below(ROOT, reverse_accessors())
    assert not found, "\n".join(found)


def test_every_record_passes_the_choke_point() -> None:
    found = queries.records_are_guarded(own_models())
    assert not found, "\n".join(found)


def test_the_glossary_names_every_model() -> None:
    names = [model.__name__ for model in own_models() if not model._meta.auto_created]
    found = documents.glossary_names_every_model(ROOT, names)
    assert not found, "\n".join(found)


def test_no_migration_is_missing() -> None:
    found = migrations.no_migration_is_missing(*migrations.states())
    assert not found, "\n".join(found)


def test_nothing_private_is_published() -> None:
    found = documents.nothing_private_is_published(ROOT, tracked())
    assert not found, "\n".join(found)


def test_every_text_is_translated() -> None:
    found = messages.faults()
    assert not found, "\n".join(found)
