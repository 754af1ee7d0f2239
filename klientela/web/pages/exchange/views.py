"""Exchange: what came in, one import through its states, and the sample that can be cleared."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from klientela.accounts.actions.undo import undo
from klientela.core.actor import Right
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.exchange import sample
from klientela.exchange.actions import imports
from klientela.exchange.models import Import
from klientela.web import rail, strip, toasts
from klientela.web.pages.exchange import says
from klientela.web.pages.exchange.forms import OptionsForm
from klientela.web.pages.exchange.listing import listed
from klientela.web.pages.exchange.shown import MOVING, Shown, State, state_of
from klientela.web.requests import Request, wants_fragment


@require_safe
def exchange(request: Request) -> HttpResponse:
    """What came in so far, and a place to drop the next file."""
    before = request.GET.get("before", "")
    page = listed(request.actor, int(before) if before.isdecimal() else None)
    context = {
        "imports": page.imports,
        "later": f"?before={page.later}" if page.later else "",
        "may_import": request.actor.may(Right.IMPORT),
        "offers_clearing": _offers_clearing(request),
    }
    return render(request, "exchange/page.html", context)


@require_POST
def upload(request: Request) -> HttpResponse:
    """Take the files in and look at each; one leads to its page, several to the list."""
    files = request.FILES.getlist("file")
    if not files:
        raise Refused("upload.nothing", "There was no file. Choose one, or drop it on the page.")
    received = [_receive(file, request) for file in files]
    if len(received) == 1:
        return redirect("import", received[0].pk)
    toasts.say(
        request,
        ngettext("%(count)s file came in.", "%(count)s files came in.", len(received)) % {"count": len(received)},
    )
    return redirect("exchange")


def _receive(file: Any, request: Request) -> Import:
    # A place of our own, because an upload may live in memory and what keeps files wants a path.
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return imports.receive(Path(copy.name), name=file.name or "", actor=request.actor)


@require_safe
def one_import(request: Request, import_id: int) -> HttpResponse:
    """One import in its state; a script that waits gets the state alone, and the page anew when the work is over."""
    source = _mine(request, import_id)
    part = "#state" if wants_fragment(request) else ""
    if part and request.GET.get("seen") in MOVING and state_of(source) not in MOVING:
        # What can be done with it stands at the head of the page, and the rail counts what came in.
        rail.forget(request)
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, f"exchange/import.html{part}", _context(request, source, None))


@require_POST
def correct(request: Request, import_id: int) -> HttpResponse:
    """Look again with the columns and settings that a person chose."""
    source = _mine(request, import_id)
    form = OptionsForm(request.POST, source=source, actor=request.actor)
    if not form.is_valid():
        return render(request, "exchange/import.html", _context(request, source, form), status=422)
    options = form.chosen()
    # With another kind the columns mean something else, so they are recognised anew.
    mapping = None if "kind" in options else _mapping(request, source)
    imports.change_mapping(source, actor=request.actor, mapping=mapping, options=options)
    return redirect("import", import_id)


def _mapping(request: Request, source: Import) -> dict[int, str]:
    positions = [column["position"] for column in source.shape.get("columns", ())]
    chosen = {position: request.POST.get(f"column-{position}", "") for position in positions}
    return {position: target for position, target in chosen.items() if target}


@require_POST
def begin(request: Request, import_id: int) -> HttpResponse:
    """Bring it in."""
    imports.bring_in(_mine(request, import_id), actor=request.actor)
    return redirect("import", import_id)


@require_POST
def stop(request: Request, import_id: int) -> HttpResponse:
    """Stop looking or writing; what is in stays, and can be taken back."""
    imports.cancel(_mine(request, import_id), actor=request.actor)
    return redirect("import", import_id)


@require_POST
def take_back(request: Request, import_id: int) -> HttpResponse:
    """Take everything back that this import brought."""
    source = _mine(request, import_id)
    if source.change_set_id is None:
        raise Refused("import.nothing_to_undo", "This import wrote nothing that could be taken back.")
    undo(source.change_set_id, actor=request.actor)
    return redirect("import", import_id)


@require_GET
def failed(request: Request, import_id: int) -> FileResponse:
    """The rows that did not come in, as a file to correct and drop again."""
    kept = _mine(request, import_id).results.get("failed_rows")
    if not kept or not (settings.HOME / kept).exists():
        raise Http404
    return FileResponse((settings.HOME / kept).open("rb"), as_attachment=True, filename=f"failed-rows-{import_id}.xlsx")


@require_POST
def clear_sample(request: Request) -> HttpResponse:
    """Take the sample away."""
    sample.clear(request.actor)
    strip.forget()
    toasts.say(request, _("The sample is being cleared. The base is yours."))
    return redirect("exchange")


def _mine(request: Request, import_id: int) -> Import:
    seen = Import.objects.visible_to(request.actor).select_related("file", "user", "job", "change_set")
    return get_object_or_404(seen, pk=import_id)


def _context(request: Request, source: Import, form: OptionsForm | None) -> dict[str, Any]:
    view = Shown(source, request.actor)
    context: dict[str, Any] = {"shown": view, "offers_clearing": _offers_clearing(request)}
    if view.state == State.READY:
        context["form"] = form or OptionsForm(source=source, actor=request.actor)
    if view.state == State.DONE:
        context["is_thinking"] = says.is_thinking()
        context["says"] = None if context["is_thinking"] else says.says(request.actor)
    return context


def _offers_clearing(request: Request) -> bool:
    return request.actor.may(Right.ADMINISTER) and preferences().is_sample
