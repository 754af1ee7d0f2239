"""By what a customer is recognised, from the surest to the weakest; the same keys for the file and for the base.

external   number in another system: equal means the same customer, whatever else is written
tax        tax number: equal means the same customer
email, phone, born (a human's name, place and day of birth), name (normalised name and place)
           weak: two customers may share a switchboard, an accountant's address or a common name. A weak value
           counts only when those who have it do not contradict each other by external or tax numbers or by the day
           of birth, and e-mail and phone only when their names have a word in common.
formed, bare
           weak as well, and of firms alone: the name without its legal form. "ООО Ромашка" and "Ромашка, ООО" are one
           customer (formed: the same words, form and place). "Ромашка" in the same known place is that customer too
           (bare), because people leave the form out; not so when the name stands there with two forms, for "ООО
           Ромашка" and "АО Ромашка" are two firms, and nobody knows which of them is meant.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections import Counter
from collections.abc import Sequence
from typing import Any

from klientela.exchange.hygiene.normalise import bare_name
from klientela.exchange.imports.staging.opening import Stage, put
from klientela.exchange.imports.terms import Terms

KINDS = ("external", "tax", "email", "phone", "born", "name", "formed", "bare")
STRONG = ("external", "tax")
# A customer met by these is spelt otherwise in the base, and stays so.
WITHOUT_FORM = ("formed", "bare")
FIRMS = "parties p JOIN read_bare b ON b.raw = p.name_key AND NOT p.is_human"
PLACE = "coalesce(p.place_key, lower(p.country), '')"
# Words that stand in many names and therefore show nothing.
EMPTY_WORDS = (
    "gmbh ag kg sa srl bv ltd oy ab sl llc inc co corp plc the and sp z o.o. zoo ooo oao zao ao pao ip i"
    " company group firma"
).split()


def find(stage: Stage, terms: Terms) -> None:
    """Make `keys(party, kind, value)` and `names(party, words)`, the telling words of each name.

    The kinds `form` and `birth` are no keys: they say which legal form a name has, and when a human was born. Of names
    without their form only those that the file has twice are keys so far: `find_bare` adds those that the base has.
    """
    read_bare(stage, "read_bare", "SELECT DISTINCT name_key FROM parties WHERE name_key IS NOT NULL AND NOT is_human")
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE keys AS
        SELECT party, 'external' AS kind, $issuer || chr(31) || lower(ext) AS value FROM parties WHERE ext IS NOT NULL
        UNION ALL SELECT party, 'tax', tax FROM parties WHERE tax IS NOT NULL
        UNION ALL SELECT DISTINCT party, kind, value FROM customer_reach
            WHERE kind IN ('email', 'phone') AND value <> ''
        UNION ALL SELECT DISTINCT p.party, r.kind, r.value FROM parties p JOIN contact_reach r ON r.row = p.party
            WHERE p.is_human AND r.value <> ''
        UNION ALL SELECT party, 'name', name_key || chr(31) || coalesce(place_key, lower(country), '')
            FROM parties WHERE name_key IS NOT NULL
        UNION ALL {birth_keys("party", "parties", "coalesce(place_key, lower(country), '')")}
        UNION ALL {bare_keys("p.party", FIRMS, PLACE, "b.is_shared")}""",
        {"issuer": terms.issuer},
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE names AS SELECT party,
            list_filter(string_split(name_key, ' '), lambda word: length(word) > 1 AND NOT list_contains($empty, word))
            AS words FROM parties WHERE name_key IS NOT NULL""",
        {"empty": list(EMPTY_WORDS)},
    )


def find_bare(stage: Stage) -> None:
    """Add the keys of those names that the base has with the same or another form; needs `base_bare`."""
    known = "NOT b.is_shared AND b.value IN (SELECT value FROM base_bare)"
    stage.execute(f"INSERT INTO keys {bare_keys('p.party', FIRMS, PLACE, known)}")


def read_bare(stage: Stage, table: str, names: str) -> None:
    """Make `table(raw, value, form, is_shared)` of a query of folded names: each without its legal form, and that form.

    `is_shared` says that another of these names is the same without its form.
    """
    raw = [name for (name,) in stage.execute(names).fetchall()]
    cut = [bare_name(name) for name in raw]
    times = Counter(bare for bare, _ in cut)
    columns: dict[str, tuple[Sequence[Any], str]] = {
        "raw": (raw, "string"),
        "value": ([bare for bare, _ in cut], "string"),
        "form": ([form for _, form in cut], "string"),
        "is_shared": ([times[bare] > 1 for bare, _ in cut], "bool_"),
    }
    put(stage, table, columns)


def birth_keys(who: str, source: str, place: str) -> str:
    """Return the query of the keys `born` and `birth`; `source` has `name_key` and `birth_on`."""
    return f"""
        SELECT {who}, 'born' AS kind, concat_ws(chr(31), name_key, {place}, birth_on) AS value FROM {source}
            WHERE birth_on IS NOT NULL AND name_key IS NOT NULL
        UNION ALL SELECT {who}, 'birth', CAST(birth_on AS VARCHAR) FROM {source} WHERE birth_on IS NOT NULL"""


def bare_keys(who: str, source: str, place: str, condition: str) -> str:
    """Return the query of the keys `formed`, `bare` and `form`; `source` has a table of `read_bare` as b."""
    return f"""
        SELECT {who}, 'bare' AS kind, b.value || chr(31) || {place} AS value FROM {source}
            WHERE {condition} AND b.value <> '' AND {place} <> ''
        UNION ALL SELECT {who}, 'formed', concat_ws(chr(31), b.value, b.form, {place}) FROM {source}
            WHERE {condition} AND b.form <> ''
        UNION ALL SELECT {who}, 'form', b.form FROM {source} WHERE {condition} AND b.form <> ''"""
