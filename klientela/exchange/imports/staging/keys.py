"""By what a customer is recognised, from the surest to the weakest; the same keys for the file and for the base.

external   number in another system: equal means the same customer, whatever else is written
tax        tax number: equal means the same customer
email, phone, name (normalised name and place)
           weak: two customers may share a switchboard, an accountant's address or a common name. A weak value
           counts only when those who have it do not contradict each other by external or tax numbers, and
           e-mail and phone only when their names have a word in common.
"""

from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.terms import Terms

KINDS = ("external", "tax", "email", "phone", "name")
STRONG = ("external", "tax")
# Words that stand in many names and therefore show nothing.
EMPTY_WORDS = (
    "gmbh ag kg sa srl bv ltd oy ab sl llc inc co corp plc the and sp z o.o. zoo ooo oao zao ao pao ip i"
    " company group firma"
).split()


def find(stage: Stage, terms: Terms) -> None:
    """Make `keys(party, kind, value)` and `names(party, words)`, the telling words of each name."""
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE keys AS
        SELECT party, 'external' AS kind, $issuer || chr(31) || lower(ext) AS value FROM parties WHERE ext IS NOT NULL
        UNION ALL SELECT party, 'tax', tax FROM parties WHERE tax IS NOT NULL
        UNION ALL SELECT DISTINCT party, kind, value FROM customer_reach
            WHERE kind IN ('email', 'phone') AND value <> ''
        UNION ALL SELECT DISTINCT p.party, r.kind, r.value FROM parties p JOIN contact_reach r ON r.row = p.party
            WHERE p.is_human AND r.value <> ''
        UNION ALL SELECT party, 'name', name_key || chr(31) || coalesce(place_key, lower(country), '')
            FROM parties WHERE name_key IS NOT NULL""",
        {"issuer": terms.issuer},
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE names AS SELECT party,
            list_filter(string_split(name_key, ' '), lambda word: length(word) > 1 AND NOT list_contains($empty, word))
            AS words FROM parties WHERE name_key IS NOT NULL""",
        {"empty": list(EMPTY_WORDS)},
    )
