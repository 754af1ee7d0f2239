"""What a job has read does not stay with the worker when the job is over."""

import psutil
import pytest

from klientela.core.jobs.memory import give_back
from klientela.core.models import OutboxEvent

A_LOT = 40 * 2**20
ROWS, EACH = 400, 200_000


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_pages_that_sqlite_kept_go_back_to_the_system():
    OutboxEvent.objects.bulk_create([OutboxEvent(name="a", payload={"text": "x" * EACH}) for _ in range(ROWS)], 50)
    for event in OutboxEvent.objects.unscoped("the test reads all").iterator(chunk_size=20):
        assert len(event.payload["text"]) == EACH
    before = psutil.Process().memory_info().rss
    give_back()
    assert before - psutil.Process().memory_info().rss > A_LOT
