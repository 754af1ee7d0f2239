"""What becomes of the humans in the rows: `plan_contacts`, and which of them a row speaks of, `contact_of`.

One human is known by an external number, else by customer and e-mail, else by customer and name. An e-mail that many
read (info@…) is nobody's alone: whose names have no word in common are two humans, in the file and against the base.
A customer of the kind person always has exactly one contact, himself: that one takes the row's own contact, or is made
from the name.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary
from klientela.exchange.imports.staging.parties import HUMAN
from klientela.exchange.imports.staging.updates import SPELT_OTHERWISE
from klientela.exchange.imports.terms import Terms

# The words of a name that can tell two humans apart; initials cannot.
WORDS = "list_filter(string_split(name_key, ' '), lambda word: length(rtrim(word, '.')) > 1)"
TEXTS = {"first_name": 100, "patronymic": 100, "last_name": 100, "position": 150, "language": 5}


def plan(stage: Stage, terms: Terms) -> None:
    """Make `contact_of(row, human)`, `plan_contacts`, `plan_renamed_persons` and `plan_persons`.

    Needs `plan_customers` and `base_contacts`.
    """
    _gather(stage, terms)
    _recognise(stage)
    _merge(stage)
    stage.execute(
        """CREATE OR REPLACE TABLE plan_contacts AS
        SELECT *, is_new AND failure IS NULL AS is_made,
            CASE WHEN is_made THEN row_number() OVER (PARTITION BY is_made ORDER BY human) - 1 END AS number,
            CASE WHEN is_made THEN -row_number() OVER (PARTITION BY is_made ORDER BY human) ELSE contact END AS ref
        FROM merged_humans"""
    )
    # A person of the base whom the file names as a customer only: the contact that he is bears the same name.
    stage.execute(
        f"""CREATE OR REPLACE TABLE plan_renamed_persons AS
        SELECT b.contact, any_value(c.name) AS name, any_value(c.name_key) AS name_key FROM plan_customers c
        JOIN base_contacts b ON b.customer = c.ref AND b.is_himself
        WHERE c.failure IS NULL AND c.name IS NOT NULL AND NOT ({SPELT_OTHERWISE}) AND b.contact NOT IN (
            SELECT ref FROM plan_contacts WHERE ref > 0)
        GROUP BY b.contact"""
    )
    # The contact that a new customer of the kind person is; the first of his rows need not be one that names him.
    stage.execute(
        """CREATE OR REPLACE TABLE plan_persons AS
        SELECT c.entity, any_value(h.ref) AS person FROM plan_customers c
        LEFT JOIN (SELECT o.entity, min(o.human) AS human FROM contact_of o JOIN humans w USING (row)
            WHERE w.is_himself GROUP BY o.entity) o ON o.entity = c.entity AND c.is_human
        JOIN plan_contacts h ON h.human = coalesce(o.human, -c.entity)
        WHERE c.is_new AND coalesce(c.kind, '') = 'person' GROUP BY c.entity"""
    )


def _gather(stage: Stage, terms: Terms) -> None:
    """Make `humans`: each row that names a human, with the customer it stands by."""
    names = f"SELECT {HUMAN} FROM told"
    dictionary(stage, "read_human", names, readings.keys)
    dictionary(stage, "read_role", "SELECT contact_role FROM told", readings.roles)
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE humans AS
        SELECT t.row, e.entity, left({HUMAN}, 255) AS name, h.value AS name_key,
            CASE WHEN t.contact_external_id IS NOT NULL
                THEN ? || chr(31) || lower(t.contact_external_id) END AS external,
            left(t.contact_external_id, 100) AS ext, m.value AS email, t.himself IS NOT NULL AS is_himself
        FROM told t JOIN party_of p USING (row) LEFT JOIN entities e ON e.party = p.party
        LEFT JOIN read_human h ON h.raw = {HUMAN}
        LEFT JOIN (SELECT row, min_by(value, place) AS value FROM contact_reach
            WHERE kind = 'email' AND value <> '' GROUP BY row) m ON m.row = t.row
        WHERE {HUMAN} IS NOT NULL OR t.contact_external_id IS NOT NULL""",
        [terms.issuer],
    )


def _recognise(stage: Stage) -> None:
    """Make `contact_of`, and find in the base who is there already: `known_humans(human, contact)`."""
    stage.execute(
        f"""CREATE OR REPLACE TEMP VIEW named_humans AS
        SELECT *, CASE WHEN len({WORDS}) > 0 THEN {WORDS} END AS words FROM humans"""
    )
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE base_named AS
        SELECT contact, any_value(CASE WHEN len({WORDS}) > 0 THEN {WORDS} END) AS words
        FROM base_contacts WHERE name_key IS NOT NULL GROUP BY contact"""
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE contact_of AS
        SELECT row, min(row) OVER (PARTITION BY CASE
            WHEN is_himself THEN 'self' || chr(31) || entity
            WHEN external IS NOT NULL THEN 'ext' || chr(31) || external
            WHEN email IS NOT NULL AND is_alike
                THEN 'mail' || chr(31) || coalesce(entity, -row) || chr(31) || email
            ELSE 'name' || chr(31) || coalesce(entity, -row) || chr(31) || coalesce(name_key, '') END) AS human,
        entity FROM (
            SELECT *, words IS NULL OR coalesce(list_has_any(words, first_words), TRUE) AS is_alike FROM (
                SELECT *, first_value(words IGNORE NULLS) OVER (PARTITION BY entity, email ORDER BY row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS first_words FROM named_humans))"""
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE known_humans AS
        SELECT human, arg_min(contact, surety) AS contact FROM (
            SELECT o.human, b.contact, 0 AS surety FROM contact_of o JOIN humans h USING (row)
                JOIN base_contacts b ON b.external = h.external
            UNION ALL SELECT o.human, b.contact, 1 FROM contact_of o JOIN named_humans h USING (row)
                JOIN plan_customers c ON c.entity = o.entity
                JOIN base_contacts b ON b.customer = c.customer AND (b.email = h.email OR h.is_himself AND b.is_himself)
                LEFT JOIN base_named n ON n.contact = b.contact
                WHERE h.is_himself AND b.is_himself OR coalesce(list_has_any(h.words, n.words), TRUE)
            UNION ALL SELECT o.human, b.contact, 2 FROM contact_of o JOIN humans h USING (row)
                JOIN plan_customers c ON c.entity = o.entity
                JOIN base_contacts b ON b.customer = c.customer AND b.name_key = h.name_key
        ) GROUP BY human"""
    )


def _merge(stage: Stage) -> None:
    """Make `merged_humans`: of each column the first filled cell; with the persons that no row names as a contact.

    A contact that the actor does not see, and one whose customer failed, are left alone. `arg_min` leaves out what is
    NULL, as a FILTER would in twice the time.
    """
    texts = ", ".join(f"arg_min(left(t.contact_{name}, {length}), h.row) AS {name}" for name, length in TEXTS.items())
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE merged_humans AS
        SELECT o.human, arg_min(h.name, h.row) AS name,
            arg_min(h.name_key, h.row) FILTER (h.name IS NOT NULL) AS name_key,
            arg_min(h.ext, h.row) AS ext, {texts},
            arg_min(t.contact_birth_on, h.row) AS birth_on,
            arg_min(r.value, h.row) AS role,
            any_value(k.contact) AS contact, any_value(k.contact) IS NULL AS is_new,
            CASE WHEN count(u.contact) > 0 THEN 'contact.elsewhere'
                WHEN count(o.entity) > 0 AND count(c.entity) = 0 THEN 'contact.customer_missing'
                WHEN any_value(k.contact) IS NULL AND count(h.name) = 0 THEN 'contact.name_missing'
                WHEN any_value(k.contact) IS NULL AND count(c.entity) = 0 THEN 'contact.customer_missing' END AS failure
        FROM contact_of o JOIN humans h USING (row) JOIN told t USING (row)
        LEFT JOIN plan_customers c ON c.entity = o.entity AND c.failure IS NULL
        LEFT JOIN known_humans k ON k.human = o.human LEFT JOIN unseen_contacts u ON u.contact = k.contact
        LEFT JOIN read_role r ON r.raw = t.contact_role
        GROUP BY o.human
        UNION ALL BY NAME
        SELECT -c.entity AS human, c.name, c.name_key, TRUE AS is_new FROM plan_customers c
        WHERE c.is_new AND c.kind = 'person' AND NOT c.is_human"""
    )
