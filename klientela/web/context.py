"""What the frame of every page shows: the rooms that exist, the strip on top, waiting notes, the person."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from klientela.core.actor import Actor, Right
from klientela.web import rail, strip, toasts
from klientela.web.rail import Entry
from klientela.web.strip import Strip


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame as values; `theme` and `density` are the person's own, empty meaning the system's."""

    entries: tuple[Entry, ...]
    counted: bool
    strip: Strip
    toasts: list[toasts.Toast]
    theme: str
    density: str
    may_edit: bool
    may_import: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, built only when a template draws the frame (fragments do not)."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    user = request.user
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return Shell(
        entries=rail.entries(request),
        counted=rail.is_counted(request),
        strip=strip.strip(),
        toasts=toasts.take(request),
        theme=getattr(user, "theme", ""),
        density=getattr(user, "density", ""),
        may_edit=actor.may(Right.EDIT),
        may_import=actor.may(Right.IMPORT),
    )
