"""The map of RFM: every figure opens the customers it counts, and nobody sees other people's customers in it."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

from klientela.accounts.queries.actors import actor_for
from klientela.core import clock
from klientela.customers.models import Customer
from klientela.insight.models import Conclusion, Scoring
from klientela.insight.queries.rfm_map import rfm_map
from klientela.measures.groups import group_of
from klientela.web.pages.analysis import views
from klientela.web.pages.analysis.shown import ShownMap
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
CUTS = {"recency": [-606, -189, -57, -21], "frequency": [2, 2, 9, 16], "monetary": [100_00, 500_00, None, None]}


def scored(name, owner, recency, frequency, monetary, *, total=10_000):
    """Return a customer with these scores."""
    customer = make_customer(name, owner=owner)
    scores = {"recency": recency, "frequency": frequency, "monetary": monetary}
    group = group_of(recency, frequency, monetary)
    rfm = recency + frequency + monetary
    Conclusion(customer=customer, **scores, rfm=rfm, rfm_group=group, purchases=2, total=total).save()
    return customer


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    # The keys tell the size, and on PostgreSQL they go on where the tests before ended.
    monkeypatch.setattr(views, "AT_ONCE", 2**62)


@pytest.fixture
def inside(client, colleague, stranger):
    Scoring.objects.create(as_of=date(2026, 11, 22), cuts=CUTS, customers=5)
    scored("Best Ltd", colleague, 5, 5, 4, total=900_000)
    scored("Second Best Ltd", colleague, 5, 5, 5, total=90_000)
    scored("Gone Ltd", colleague, 1, 5, 5, total=10_000)
    scored("Little Ltd", colleague, 1, 1, 1, total=1_000)
    scored("Of a Stranger Ltd", stranger, 5, 5, 5)
    Conclusion(customer=make_customer("New Ltd", owner=colleague)).save()
    client.force_login(colleague)
    return client


def page(inside):
    return inside.get("/analysis/").content.decode()


def opened(inside, field):
    """Return what stands in each link that asks for `field`, with the names of the customers it opens."""
    found = re.findall(r'<a[^>]*href="(/customers/\?[^"]+)"[^>]*>(.*?)</a>', page(inside), re.DOTALL)
    asked = [(address.replace("&amp;", "&"), unescape(strip_tags(words)).split()) for address, words in found]
    return sorted((words[0], *names(inside, address)) for address, words in asked if field in address)


def names(inside, address):
    return re.findall(r'<a class="name"[^>]*>([^<]+)</a>', inside.get(address).content.decode())


def test_each_cell_opens_the_customers_it_counts(inside):
    assert opened(inside, "frequency") == [
        ("1", "Gone Ltd"), ("1", "Little Ltd"), ("2", "Best Ltd", "Second Best Ltd"),
    ]  # fmt: skip


def test_each_group_opens_its_customers_and_says_what_to_do(inside):
    assert opened(inside, "rfm_group") == [
        ("can't", "Gone Ltd"), ("champions", "Best Ltd", "Second Best Ltd"), ("hibernating", "Little Ltd"),
    ]  # fmt: skip
    assert "Call or visit at once" in page(inside)


def test_the_figures_of_a_group_are_those_of_its_customers(inside, colleague):
    # Of 1,001,000 in all the champions bought 990,000: 98.9 %. One of four is 25 %; 1,000 are 0.1 %.
    first, second, third = ShownMap(rfm_map(actor_for(colleague))).groups
    assert (first.customers, first.share, first.total.minor, first.worth) == (2, "50%", 990_000, "99%")
    assert (second.word, second.customers, second.worth) == ("can't lose", 1, "1%")
    assert (third.word, third.share, third.worth) == ("hibernating", "25%", "< 1%")


def test_what_a_score_means_is_said_and_a_score_of_nobody_too(inside, colleague):
    meant = ShownMap(rfm_map(actor_for(colleague))).cuts
    assert meant == [
        (5, "≤ 21 days", "≥ 16", "–"),
        (4, "≤ 57 days", "≥ 9", "–"),
        (3, "≤ 189 days", "≥ 2", "≥ 500\N{NO-BREAK SPACE}zł"),
        (2, "≤ 606 days", "–", "≥ 100\N{NO-BREAK SPACE}zł"),
        (1, "longer ago", "less", "less"),
    ]


def test_archived_customers_are_left_out_and_those_without_scores_counted(inside, colleague):
    Customer.objects.unscoped("a test").filter(name="Little Ltd").update(archived_at=clock.now())
    found = rfm_map(actor_for(colleague))
    assert (found.scored.customers, found.unscored) == (3, 1)
    assert "Without scores: 1 customer" in page(inside)


def test_nobody_sees_what_others_customers_are_worth(inside, stranger):
    assert "Of a Stranger" not in page(inside)
    assert rfm_map(actor_for(stranger)).scored.customers == 1


def test_a_large_base_is_summed_up_after_the_page_is_drawn(inside, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 0)
    assert 'hx-get="/analysis/"' in page(inside)
    assert "rfm-map" not in page(inside)
    assert "rfm-map" in inside.get("/analysis/", headers=FRAGMENT).content.decode()
    assert "rfm-map" in inside.get("/analysis/?whole").content.decode()


def test_without_scores_the_page_says_what_they_need(client, colleague):
    client.force_login(colleague)
    assert "from five of them on" in client.get("/analysis/").content.decode()


def test_the_page_takes_few_queries(inside, django_assert_max_num_queries):
    page(inside)
    with django_assert_max_num_queries(7):
        page(inside)
