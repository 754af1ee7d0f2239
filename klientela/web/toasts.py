"""Short notes that something was done, with Undo beside them: they outlive a redirect in the session.

`say` is for a view that redirects, `append` for one that answers a script with a fragment.
"""

from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_KEY = "toasts"


@dataclass(frozen=True, slots=True)
class Toast:
    """A sentence, and the address to which Undo posts (empty when it cannot be taken back)."""

    message: str
    undo: str = ""


def say(request: HttpRequest, message: str, *, undo: str = "") -> None:
    """Show the note on the next page this person sees."""
    waiting = request.session.get(_KEY, [])
    request.session[_KEY] = [*waiting, asdict(Toast(str(message), undo))]


def append(request: HttpRequest, response: HttpResponse, message: str, *, undo: str = "") -> HttpResponse:
    """Add the note to a fragment; htmx puts it into its own place on the page. Returns the same response."""
    toast = Toast(str(message), undo)
    response.write(render_to_string("shell/toast.html", {"toast": toast, "out_of_band": True}, request))
    return response


def take(request: HttpRequest) -> list[Toast]:
    """Return the waiting notes and forget them."""
    return [Toast(**kept) for kept in request.session.pop(_KEY, [])]
