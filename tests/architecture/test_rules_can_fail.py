"""Every rule goes red on a planted violation, and stays quiet about the same thing done right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from klientela.customers.models import Customer, Tag
from tests.architecture.rules import code, documents, floors, migrations, pages, queries, sizes, words
from tests.architecture.test_house import RULES, name_of
from tools import messages

pytestmark = pytest.mark.planted
Rule = Callable[[Path], list[str]]
HANGS = {"orders": [("sales", "customers")]}
reverse = partial(floors.no_reverse_accessor_from_below, accessors=HANGS)
installed = partial(floors.apps_with_tables_are_installed, installed=["klientela.core"])
worded = partial(words.stored_codes_have_a_sentence, known=["marker.known"])
own_commands = partial(documents.commands_of_klientela_exist, known=["serve"])
FAILING_LINES = "\n".join(f"    a{number} = {number}" for number in range(60))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return an empty house, for planting."""
    (tmp_path / "klientela").mkdir()
    (tmp_path / "raw_sql.txt").write_text("")
    (tmp_path / "unscoped.txt").write_text("")
    (tmp_path / "unguarded.txt").write_text("Customer: why\n")
    return tmp_path


def plant(house: Path, path: str, text: str) -> None:
    target = house / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


# rule, where, what is wrong, what is right
PLANTED: list[tuple[Rule, str, str, str]] = [
    (
        floors.no_relation_to_a_higher_app,
        "klientela/customers/models.py",
        "order = models.ForeignKey('sales.Order', CASCADE)",
        "user = models.ForeignKey('accounts.User', CASCADE)",
    ),
    (
        floors.no_relation_to_a_higher_app,
        "klientela/customers/models.py",
        "orders = models.ManyToManyField(to=Thing, through='sales.Line')",
        "orders = models.ManyToManyField(to=Thing, through='customers.Line')",
    ),
    (floors.no_models_fetched_by_name, "klientela/core/a.py", "apps.get_model('sales', 'Order')", "apps.get_models()"),
    (
        floors.no_signals,
        "klientela/core/a.py",
        "from django.db.models.signals import post_save",
        "from django.db.models import Model",
    ),
    (floors.no_signals, "klientela/core/a.py", "from django.db.models import signals", "import signal"),
    (floors.no_signals, "klientela/core/a.py", "from django.dispatch import receiver", "import dispatch"),
    (floors.pages_and_commands_have_no_tables, "klientela/web/models.py", "", ""),
    (installed, "klientela/sales/models/__init__.py", "a = 1", ""),
    (reverse, "klientela/customers/a.py", "customer.orders.count()", "customer.points.count()"),
    (reverse, "klientela/customers/a.py", "rows.filter(orders__total__gt=1)", "rows.filter(name='orders')"),
    (reverse, "klientela/customers/a.py", "rows.annotate(n=Count('orders'))", "rows.annotate(n=Count('points'))"),
    (reverse, "klientela/customers/a.py", "rows.prefetch_related('orders__lines')", "print('orders')"),
    (
        sizes.functions_are_short,
        "klientela/core/a.py",
        f"def long():\n{FAILING_LINES}",
        "def short():\n    return 1",
    ),
    (
        sizes.views_are_shorter,
        "klientela/web/pages/a.py",
        "def page(request):\n" + "\n".join("    a = 1" for _ in range(30)),
        "def page(request):\n    return 1",
    ),
    (sizes.files_are_short, "klientela/core/a.py", "a = 1\n" * 401, "a = 1\n" * 400),
    (sizes.files_are_short, "klientela/web/templates/a.html", "<p>\n" * 121, "<p>\n" * 120),
    (sizes.files_are_short, "klientela/web/static/a.css", "a {}\n" * 201, "a {}\n" * 200),
    (sizes.files_are_short, "klientela/web/static/a.js", "f()\n" * 121, "f()\n" * 120),
    (code.bugs_are_not_swallowed, "klientela/sales/a.py", "try: f()\nexcept Exception: pass", "a = 1"),
    (code.bugs_are_not_swallowed, "klientela/sales/a.py", "try: f()\nexcept: pass", "a = 1"),
    (
        code.bugs_are_not_swallowed,
        "klientela/sales/a.py",
        "try: f()\nexcept BaseException:\n    pass",
        "try: f()\nexcept BaseException:\n    g()\n    raise",
    ),
    (
        code.bugs_are_not_swallowed,
        "klientela/sales/a.py",
        "try: f()\nexcept (KeyError, Exception): pass",
        "try: f()\nexcept (KeyError, OSError): pass",
    ),
    (code.modules_say_what_they_are, "klientela/core/a.py", "a = 1", '"""What it is."""\na = 1'),
    (code.refusals_have_a_sentence, "klientela/core/a.py", "raise Refused('a.b')", "raise Refused('a.b', 'No.')"),
    (code.refusals_have_a_sentence, "klientela/core/a.py", "raise Refused('a', say())", "raise Refused('a', 'No.')"),
    (
        code.refusals_have_a_sentence,
        "klientela/core/a.py",
        "Refused(a, b.get('message'))",
        "Refused(a, b.get('message', 'No.'))",
    ),
    (code.refusals_have_a_sentence, "klientela/core/a.py", "MESSAGES = {'a': say()}", "MESSAGES = {'a': 'No.'}"),
    (code.refusals_have_a_sentence, "klientela/core/a.py", "Refused(code, text[1])", "Refused(code, MESSAGES[code])"),
    (worded, "klientela/sales/a.py", "f(code='deal.won')", "f(code='marker.known')"),
    (worded, "klientela/sales/a.py", "a = {'code': 'deal.won'}", "a = {'code': 'marker.known'}"),
    (worded, "klientela/sales/a.py", "open_change('deal.won')", "open_change('marker.known')"),
    (worded, "klientela/sales/a.py", "CODE = 'deal.won'", "CODE = name"),
    (worded, "klientela/work/a.py", "a = 'today.new'", "Refused('today.unknown', 'No.')"),
    (worded, "klientela/measures/a.py", "a = 'marker.new', {}", "a = 'marker.known', {}"),
    (worded, "klientela/sales/a.py", "f(code='deal.won')", "Refused(code='deal.won', message='No.')"),
    (pages.design_values_live_in_tokens, "klientela/web/a.css", "a { color: #fff }", "a#fff { color: var(--ink) }"),
    (pages.design_values_live_in_tokens, "klientela/web/a.css", "a { color: oklch(1 0 0); }", "/* oklch(1 0 0) */"),
    (pages.design_values_live_in_tokens, "klientela/web/a.css", "a { z-index: 3; }", "a { z-index: var(--z-rail); }"),
    (pages.design_values_live_in_tokens, "klientela/web/a.css", "a { top: 0 !important; }", "a { top: 0; }"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<script>f()</script>", "<script src='a.js'></script>"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<style>a{}</style>", "<a data-style='a'>"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<a style='top:0'>", "<a class='top'>"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<a onclick='f()'>", "<a data-behaviour='f'>"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<a hx-on:click='f()'>", "<a hx-get='/'>"),
    (pages.nothing_is_inline, "klientela/web/a.html", "<a href='javascript:f()'>", "<a href='/'>"),
    (pages.templates_compile, "klientela/web/templates/a.html", "{% if %}", "{% if a %}{% endif %}"),
    (pages.templates_compile, "klientela/web/templates/a.html", "{{ a|no_such_filter }}", "{{ a|length }}"),
    (pages.templates_compile, "klientela/web/templates/a.html", "{% include 'no.html' %}", "{{ a }}"),
    (documents.files_named_in_the_documents_exist, "docs/a.md", "`klientela/gone.py`", "`docs/*.md` and `docs/a.md`"),
    (documents.settings_of_the_documents_exist, "docs/a.md", "Set KLIENTELA_TEA to 1.", "Set KLIENTELA to 1."),
    (own_commands, "docs/a.md", "`klientela --home X brew`", "`klientela serve` and klientela is good"),
    (own_commands, "docs/a.md", "```\n.venv/bin/klientela brew\n```", "```\nklientela --json serve\n```"),
    (documents.documents_named_in_the_code_exist, "klientela/core/a.py", "# see docs/a.md", "# see docs"),
    (queries.the_guard_is_not_gone_around, "klientela/core/a.py", "Customer._base_manager.all()", "Customer.objects"),
    (queries.unscoped_reasons_are_literals, "klientela/core/a.py", "rows.unscoped(why)", "rows.unscoped('why')"),
    (queries.unscoped_reasons_are_literals, "klientela/core/a.py", "rows.unscoped()", "rows.unscoped('why')"),
]


@pytest.mark.parametrize(("rule", "path", "wrong", "right"), PLANTED)
def test_a_planted_violation_is_found(house: Path, rule: Rule, path: str, wrong: str, right: str) -> None:
    plant(house, path, wrong)
    assert len(rule(house)) == 1
    assert Path(path).parts[1] in rule(house)[0]


@pytest.mark.parametrize(("rule", "path", "wrong", "right"), [one for one in PLANTED if one[3]])
def test_the_same_done_right_is_let_through(house: Path, rule: Rule, path: str, wrong: str, right: str) -> None:
    plant(house, path, right)
    assert rule(house) == []


@pytest.mark.parametrize(
    "line",
    [
        "rows.raw('SELECT 1')",
        "rows.extra(where=['1'])",
        "RawSQL('1', ())",
        "with connection.cursor() as c: pass",
        "self.cursor.execute('SELECT 1')",
        "import sqlite3",
        "from adbc_driver_sqlite import dbapi",
        "import psycopg",
    ],
)
def test_sql_by_hand_is_found_outside_the_listed_modules(house: Path, line: str) -> None:
    plant(house, "klientela/sales/a.py", line)
    assert len(queries.sql_is_written_in_few_places(house, house)) == 1
    plant(house, "raw_sql.txt", "klientela/sales/a.py: why\n")
    assert queries.sql_is_written_in_few_places(house, house) == []


def test_a_listed_module_without_sql_is_named(house: Path) -> None:
    plant(house, "raw_sql.txt", "klientela/sales/a.py: why\n")
    plant(house, "klientela/sales/a.py", "con.execute('of DuckDB')\ncursor(place)")
    assert len(queries.sql_is_written_in_few_places(house, house)) == 1


def test_an_open_model_and_a_guarded_one_on_the_list_are_both_named(house: Path) -> None:
    found = queries.records_are_guarded([Customer, Tag], house)
    assert found == ["Tag: has no visible_to; see unguarded.txt", "Customer: is in unguarded.txt for no reason"]


def test_a_new_reason_and_a_vanished_one_are_both_named(house: Path) -> None:
    plant(house, "klientela/sales/a.py", "rows.unscoped('nightly')\nrows.unscoped('nightly')")
    plant(house, "unscoped.txt", "klientela/sales/a.py: long ago\n")
    found = [line.split("   ")[0] for line in queries.unscoped_reasons_are_listed(house, house)]
    assert found == ["+ klientela/sales/a.py: nightly (x2)", "- klientela/sales/a.py: long ago"]


@pytest.mark.parametrize("name", ["utils", "helpers", "common"])
def test_a_nameless_module_is_found(house: Path, name: str) -> None:
    plant(house, f"klientela/core/{name}.py", "")
    assert len(sizes.modules_have_telling_names(house)) == 1


def test_a_floor_that_says_too_little_is_found(house: Path) -> None:
    for package in floors.HEIGHT:
        plant(house, f"klientela/{package}/__init__.py", '"""It knows a. It knows b. It knows c."""')
    assert code.floors_say_what_they_know(house) == []
    plant(house, "klientela/new/__init__.py", '"""One is enough for a package."""')
    plant(house, "klientela/work/__init__.py", '"""It knows a. It knows b."""')
    plant(house, "klientela/work/inner/__init__.py", "")
    assert len(code.floors_say_what_they_know(house)) == 2


def test_a_word_missing_in_the_glossary_or_too_much_in_it_is_found(house: Path) -> None:
    plant(house, "docs/glossary.md", "| term | model | meaning |\n| order | `Order` | … |\n| gone | `Gone` | … |\n")
    assert len(documents.glossary_names_every_model(house, ["Order", "Deal"])) == 2


def test_an_unknown_command_and_a_dead_link_are_found(house: Path) -> None:
    plant(house, "Makefile", "run:\n\ntest: run\n")
    plant(house, "README.md", "`make run`, `make test`, `make tea`, [a tour](docs/tour.md)")
    assert documents.commands_of_the_documents_exist(house) == ["README.md: make tea does not exist"]
    assert documents.links_of_the_documents_lead_somewhere(house) == ["README.md: docs/tour.md is missing"]


@pytest.mark.parametrize("private", ["home/anna/base", "work/main", "root/x"])
def test_a_path_of_a_machine_is_found(house: Path, private: str) -> None:
    plant(house, "a.md", f"see /{private}")
    plant(house, "b.md", "see klientela/work/main.py and https://github.example/home")
    assert len(documents.nothing_private_is_published(house, ["a.md", "b.md"])) == 1


def with_planted_model() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("core", "Planted", [("id", models.AutoField(primary_key=True))]))
    return state


@pytest.mark.parametrize("host", ["pypi", "files.pythonhosted"])
def test_the_address_of_a_registry_is_found(house: Path, host: str) -> None:
    plant(house, "a.lock", f"https://{host}.org/simple")
    assert len(documents.nothing_private_is_published(house, ["a.lock"])) == 1


def test_a_model_without_its_migration_is_found() -> None:
    missing = migrations.no_migration_is_missing(ProjectState(), with_planted_model())
    assert missing == ["core: Create model Planted"]
    assert migrations.no_migration_is_missing(with_planted_model(), with_planted_model()) == []


CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {plurals}\\n"\n\n{messages}'
RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@pytest.mark.parametrize(
    ("code_line", "entry", "fault"),
    [
        ("_('Save')", "", "missing 'Save'"),
        ("_('Save')", 'msgid "Save"\nmsgstr ""\n', "empty 'Save'"),
        ("_('Save')", 'msgid "Save"\nmsgstr "Save"\n', "untranslated 'Save'"),
        ("_('Save')", '#, fuzzy\nmsgid "Save"\nmsgstr "Сохранить"\n', "doubtful 'Save'"),
        ("_('Hi %(name)s')", 'msgid "Hi %(name)s"\nmsgstr "Привет"\n', "places differ"),
        ("", 'msgid "Save"\nmsgstr "Сохранить"\n', "nobody says 'Save'"),
        ("raise Refused('a.b', 'No.')", "", "missing 'No.'"),
        ("MESSAGES = {'a.b': 'No.'}", "", "missing 'No.'"),
        (
            "ngettext('%(n)s day', '%(n)s days', 2)",
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(m)s день"\nmsgstr[1] "дня"\nmsgstr[2] "дней"\n',
            "places differ",
        ),
        ("ngettext('day', 'days', 2)", 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "день"\n', "empty 'day'"),
    ],
)
def test_a_text_without_a_good_translation_is_found(house: Path, code_line: str, entry: str, fault: str) -> None:
    plant(house, "klientela/a.py", code_line)
    path = messages.catalogue_path("ru", house / "klientela").relative_to(house).as_posix()
    plant(house, path, CATALOGUE.format(plurals=RUSSIAN, messages=entry))
    found = messages.faults(house / "klientela", ("ru",))
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    "template",
    [
        "{% translate 'Save' %}",
        "{% blocktranslate trimmed %}\n  Save\n{% endblocktranslate %}",
        "<c-button :label=\"_('Save')\" />",
        "<c-button label=\"{% translate 'Save' %}\" />",
        "{{ _('Save') }}",
        "<ul>\n    <li>it's (\n  <b>{% translate 'Save' %}</b>\n      </ul>",
    ],
)
def test_texts_are_found_in_templates_and_components(house: Path, template: str) -> None:
    plant(house, "klientela/a.html", template)
    assert [message.id for message in messages.extracted(house / "klientela") if message.id] == ["Save"]


def test_every_rule_was_seen_to_fail_here() -> None:
    shown = {name_of(rule) for rule, *_rest in PLANTED}
    by_own_tests = {
        "sql_is_written_in_few_places",
        "unscoped_reasons_are_listed",
        "modules_have_telling_names",
        "floors_say_what_they_know",
        "commands_of_the_documents_exist",
        "links_of_the_documents_lead_somewhere",
    }
    assert {name_of(rule) for rule in RULES} - shown - by_own_tests == set()
