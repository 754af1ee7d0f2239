"""A file that is larger than what is ever looked at is not kept, whichever way it comes."""

import pytest

from klientela.core.errors import Refused
from klientela.core.models import StoredFile
from klientela.exchange.actions import imports
from klientela.exchange.imports.readers import limits
from klientela.exchange.models import Import
from tests.exchange.importing import write

pytestmark = pytest.mark.django_db


def test_a_file_that_is_too_large_is_refused_and_not_kept(tmp_path, as_owner, monkeypatch, settings):
    file = write(tmp_path, "firms.csv", "name", "Alpha Works GmbH")
    monkeypatch.setattr(limits, "FILE_BYTES", file.stat().st_size - 1)
    with pytest.raises(Refused, match="larger"):
        imports.receive(file, name="firms.csv", actor=as_owner)
    assert not Import.objects.unscoped("the test looks at all").exists()
    assert not StoredFile.objects.filter(name="firms.csv").exists()
    monkeypatch.setattr(limits, "FILE_BYTES", file.stat().st_size)
    assert imports.receive(file, name="firms.csv", actor=as_owner).file.size == file.stat().st_size
