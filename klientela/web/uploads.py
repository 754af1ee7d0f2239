"""What is refused before a byte of it is read: Django takes a whole body in as soon as it looks for the form's token.

Only those who may bring files in send large bodies, and only to the address for files.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from klientela.core.actor import Right
from klientela.core.errors import Refused
from klientela.exchange.imports.readers import limits
from klientela.exchange.imports.readers.refusals import refused
from klientela.web import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
# The names of the addresses that take files.
TAKES_FILES = frozenset({"exchange-upload"})
# What a form around the files may weigh.
AROUND = limits.MEGABYTE


def guard(get_response: GetResponse) -> GetResponse:
    """Refuse a body by its announced length and by the sender's rights; must stand after `actor`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            _allow(request)
        except Refused as refusal:
            return errors.refused(request, refusal)
        return get_response(request)

    return middleware


def _allow(request: HttpRequest) -> None:
    length = _announced(request)
    if not _takes_files(request):
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise Refused("upload.not_here", "This is too much for one form.")
        return
    request.actor.require(Right.IMPORT)  # type: ignore[attr-defined]
    if length > limits.FILE_BYTES + AROUND:
        raise refused("file.too_large", megabytes=limits.FILE_BYTES // limits.MEGABYTE)


def _announced(request: HttpRequest) -> int:
    # What announces no length has no body for WSGI: Django reads nothing of it.
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _takes_files(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    try:
        return resolve(request.path_info).url_name in TAKES_FILES
    except Resolver404:
        return False


class Counted(FileUploadHandler):
    """Counts what really arrives, whatever was announced, and passes it on; the first in the row of handlers."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        """Pass the piece on, or break off: `RequestDataTooBig` becomes a 400."""
        self._arrived += len(raw_data)
        if self._arrived > limits.FILE_BYTES:
            raise RequestDataTooBig("more arrived than one may send")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind."""
