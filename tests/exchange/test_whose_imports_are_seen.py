"""Whose imports one sees: one's own, whatever the team; who sees every customer sees every import."""

import pytest

from klientela.exchange.models import FailedRow, Import
from tests.factories.imports import make_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(manager):
    source = make_import(manager)
    FailedRow(source=source, row=1, code="row.empty").save()
    return source


def test_an_import_and_its_failed_rows_are_their_owners_and_not_the_teams(source, as_manager, as_owner, as_colleague):
    assert as_colleague.sees is not None
    for actor, count in ((as_manager, 1), (as_owner, 1), (as_colleague, 0)):
        assert Import.objects.visible_to(actor).count() == count
        assert FailedRow.objects.visible_to(actor).count() == count


def test_a_reader_of_the_same_team_sees_no_import(source, as_reader):
    assert as_reader.sees is not None
    assert source.user_id in as_reader.sees
    assert not Import.objects.visible_to(as_reader).exists()
    assert not FailedRow.objects.visible_to(as_reader).exists()
