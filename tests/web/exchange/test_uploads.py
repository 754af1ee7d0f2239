"""What is refused before a byte of it is read, and what is counted while it arrives."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klientela.core.models import StoredFile
from klientela.exchange.imports.readers import limits
from klientela.exchange.models import Import

pytestmark = pytest.mark.django_db
ADDRESS = "/exchange/upload"


class Unread:
    """A body that must not be asked for."""

    def read(self, *_size):
        pytest.fail("the body was read")

    readline = read


def signed_in(user):
    # With the check of the form's token: that is what reads a body before any view does.
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def announce(client, address, length):
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    return client.generic("POST", address, **sent)


def nothing_kept():
    return not Import.objects.unscoped("a test looks at all rows").exists() and not StoredFile.objects.exists()


def test_who_may_not_import_is_refused_before_the_body_is_read(colleague):
    assert announce(signed_in(colleague), ADDRESS, 10_000).status_code == 422


def test_what_is_announced_as_too_large_is_refused_before_it_is_read(owner):
    answer = announce(signed_in(owner), ADDRESS, limits.FILE_BYTES + 2 * limits.MEGABYTE)
    assert answer.status_code == 422
    assert "MB. Split it into smaller files." in answer.content.decode()


def test_another_address_takes_no_large_body(owner):
    assert announce(signed_in(owner), "/exchange/1/stop", 11 * limits.MEGABYTE).status_code == 422


def test_what_arrives_is_counted_whatever_was_announced(client, owner, monkeypatch):
    client.force_login(owner)
    monkeypatch.setattr(limits, "FILE_BYTES", 99)
    file = SimpleUploadedFile("a.csv", b"x" * 100)
    assert client.post(ADDRESS, {"file": file}).status_code == 400
    assert nothing_kept()
