"""The text of all names of a customer follows whatever happens to names, owners and affiliations."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from django.db import connection, transaction

from klientela.customers import name_triggers
from klientela.customers.models import Affiliation, Contact, Customer, CustomerNames
from tests.factories.customers import make_contact, make_customer, make_person

WHY = "a test reads and changes rows by hand"
NAMES = ("Anna Lis", "Ewa Sowa", "Jan Bór", "Oleg Ryba", "Uwe Specht")


def told() -> dict[int, tuple[int | None, list[str]]]:
    rows = CustomerNames.objects.unscoped(WHY).values_list("pk", "owner_id", "text")
    return {pk: (owner, sorted(text.split("\n"))) for pk, owner, text in rows}


def expected() -> dict[int, tuple[int | None, list[str]]]:
    """Return the same, put together from the rows one by one."""
    texts = {}
    for customer in Customer.objects.unscoped(WHY):
        there = Affiliation.objects.unscoped(WHY).filter(customer=customer).select_related("contact")
        names = [customer.name_key, *(each.contact.name_key for each in there)]
        if customer.person_id:
            himself = Contact.objects.unscoped(WHY).get(pk=customer.person_id)
            names += [himself.name_key] if himself.name_key != customer.name_key else []
        texts[customer.pk] = customer.owner_id, sorted(names)
    return texts


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_text_tells_all_names(seed, colleague, stranger):
    rng = Random(seed)
    customers = [make_customer("Acme"), make_customer("Beta", owner=colleague), make_person("Anna Kowal")]
    contacts = [make_contact(name, at=rng.sample(customers, rng.randrange(3))) for name in NAMES]
    affiliations = Affiliation.objects.unscoped(WHY)

    def rename_customer() -> None:
        name = f"firm {rng.random()}"
        Customer.objects.unscoped(WHY).filter(pk=rng.choice(customers).pk).update(name=name, name_key=name)

    def rename_contacts() -> None:
        some = [contact.pk for contact in rng.sample(contacts, 2)]
        Contact.objects.unscoped(WHY).filter(pk__in=some).update(name_key=f"human {rng.random()}")

    def hand_over() -> None:
        Customer.objects.unscoped(WHY).update(owner=rng.choice([colleague, stranger, None]))

    def leave() -> None:
        affiliations.filter(contact=rng.choice(contacts)).delete()

    def arrive() -> None:
        affiliations.get_or_create(contact=rng.choice(contacts), customer=rng.choice(customers))

    def move() -> None:
        here, there = rng.sample(customers, 2)
        taken = list(affiliations.filter(customer=there).values_list("contact_id", flat=True))
        affiliations.filter(customer=here).exclude(contact_id__in=taken).update(customer=there)

    def come_and_go() -> None:
        gone = make_customer("Gamma")
        make_contact("Zoe Kot", at=[gone])
        gone.delete()

    for _ in range(25):
        rng.choice([rename_customer, rename_contacts, hand_over, leave, arrive, move, come_and_go])()
        assert told() == expected()


@pytest.mark.django_db
def test_a_contact_may_be_written_after_what_points_at_it():
    acme = make_customer("Acme")
    affiliation = Affiliation(customer=acme, contact_id=10**6)
    affiliation.save()
    assert told()[acme.pk] == (None, ["acme"])
    Contact(pk=10**6, name="Ewa Sowa", name_key="ewa sowa").save()
    assert told()[acme.pk] == (None, ["acme", "ewa sowa"])


@pytest.mark.django_db
def test_the_triggers_can_be_taken_away_for_a_migration_and_set_again():
    # Not entered: its own transaction is of no use here, and SQLite refuses it inside that of the test.
    editor = connection.schema_editor()
    name_triggers.remove(editor)
    acme = make_customer("Acme")
    assert told() == {}
    connection.check_constraints()
    name_triggers.install(editor)
    make_contact("Ewa Sowa", at=[acme])
    assert told() == expected()


@pytest.mark.django_db(transaction=True)
def test_of_those_who_add_contacts_to_one_customer_at_once_all_are_told():
    acme = make_customer("Acme")
    start = Barrier(len(NAMES))

    def add(name: str) -> None:
        start.wait()
        try:
            with transaction.atomic():
                make_contact(name, at=[acme])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(NAMES)) as pool:
        list(pool.map(add, NAMES))
    assert told() == expected()
    assert len(told()[acme.pk][1]) == 1 + len(NAMES)
