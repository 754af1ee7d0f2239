"""Stand-ins for what other pages answer, so that the frame is tried in a browser without them."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler

from klientela.config.urls import handler400, handler403, handler404, handler500
from klientela.config.urls import urlpatterns as product
from klientela.core.errors import Refused
from tests.web.shell.style_guide import show

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FORM = """{% extends "base.html" %}{% block title %}Note{% endblock %}{% block main %}
<c-head title="Note" />
<form class="form" method="post" hx-post="/stage/note" hx-target="#messages" data-behaviour="draft">{% csrf_token %}
<label for="text">Text</label><textarea class="input" id="text" name="text"></textarea>
<c-button kind="main">Keep</c-button>
</form>{% endblock %}"""


def find(request: HttpRequest) -> HttpResponse:
    """Two results for whatever is asked."""
    asked = request.GET["q"]
    names = ("Drewnex", "Drewno Plus")
    lines = [f'<a role="option" href="/me/?hit={at}">{name} {asked}</a>' for at, name in enumerate(names, start=1)]
    return HttpResponse("".join(lines))


def upload(request: HttpRequest) -> HttpResponse:
    """Says by its redirect what arrived."""
    file = request.FILES["file"]
    assert isinstance(file, UploadedFile)
    return HttpResponseRedirect(f"/me/?name={file.name}&size={file.size}")


def note(request: HttpRequest) -> HttpResponse:
    """A form with a draft; refuses two letters."""
    if request.method == "GET":
        page = engines["django"].from_string(CottonCompiler().process(FORM))
        return HttpResponse(page.render({}, request))
    text = request.POST["text"]
    if len(text) < 3:
        raise Refused("note.too_short", "Too short to be of use.")
    return HttpResponse(f"<p>Kept: {text}</p>")


urlpatterns = [
    path("find", find),
    path("exchange/upload", upload),
    path("stage/note", note),
    path("style-guide/", show),
    *product,
]
