"""`klientela today`: whom to call today, and why."""

from typing import TYPE_CHECKING, Any

import click

from klientela.cli.frame import Frame
from klientela.core.errors import Refused

if TYPE_CHECKING:
    from klientela.work.today import Action


@click.command()
@click.option("--manager", default="", help="The user name of whose customers; everybody's if left out.")
@click.option("--kind", default="", help="One kind of action: slipping, inquiry, first_order.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000))
@click.pass_obj
def command(frame: Frame, manager: str, kind: str, limit: int) -> None:
    """List what is worth doing, the most at stake first."""
    frame.open()
    from klientela.cli.foreground import settle
    from klientela.insight.actions.analyse import catch_up
    from klientela.work.queries.today import todays_list

    settle()
    catch_up(actor=frame.actor, owner="command line")
    found = todays_list(frame.actor, manager=_user(manager), kind=kind or None, limit=limit)
    frame.answer(
        {
            "as_of": found.as_of.isoformat(),
            "data_end_in_past": found.data_end_in_past,
            "count": found.total,
            "is_more": found.is_more,
            "items": [_item(action) for action in found.items],
        },
        "\n".join(_line(action) for action in found.items) or "Nothing is worth doing today.",
    )


def _user(manager: str) -> int | None:
    from klientela.accounts.models import User

    if not manager:
        return None
    user = User.objects.filter(username=manager).first()
    if user is None:
        raise Refused("user.unknown", "There is no active user called %(username)s.", username=manager)
    return user.pk


def _item(action: "Action") -> dict[str, Any]:
    return {
        "customer": action.customer_name,
        "customer_id": action.customer_id,
        "marker": action.marker,
        "action": action.action,
        "why": _why(action),
        "reason": action.why,
        "at_stake": float(action.at_stake.amount) if action.at_stake else None,
        "currency": action.at_stake.currency if action.at_stake else None,
        "cause_on": action.cause_on.isoformat(),
        "phone": action.phone.value if action.phone else None,
    }


def _why(action: "Action") -> str:
    from klientela.work.today import sources

    words = {source.code: source.words for source in sources()}
    sentence: str = words[action.action] % action.why["params"]
    return sentence


def _line(action: "Action") -> str:
    stake = action.at_stake
    amount = f"{stake.amount:,} {stake.currency}" if stake else "unknown"
    return f"{amount:>18}  {action.customer_name}  {_why(action)}"
