"""Makes up what passed between us: calls and mails, inquiries (some unanswered), consents, refusals, tasks."""

from klientela.exchange.sample.making import Chunk, Made
from klientela.exchange.sample.names import pick

OUTGOING = (
    ("call", "out", "reached", "Talked about the next delivery; they asked to be called again before the season."),
    ("call", "out", "no_answer", ""),
    ("call", "out", "reached", "Prices are fine, the term is what matters to them."),
    ("mail", "out", "", "Sent the new price list."),
    ("call", "out", "agreed", "Agreed to order again this quarter."),
    ("visit", "out", "", "Saw the warehouse: they need lower racks near the gate."),
    ("call", "in", "reached", "Asked where their order is; answered at once."),
    ("message", "in", "", "Thanked for the quick replacement."),
)
SUBJECTS = (
    "Price for 12 pallets",
    "Cartons with print: what is the smallest order?",
    "Delivery term for stretch film",
    "Offer for storage racks",
    "Are the crates food-safe?",
    "Discount for a yearly contract",
)
REASONS = ("price", "went to a competitor", "no longer needed", "unhappy with a delivery")
TASKS = (
    "Send samples",
    "Prepare an offer for racks",
    "Ask for the new buyer's phone",
    "Check the development plan",
    "Confirm the delivery day",
    "Send the contract again",
)


def make_talk(chunk: Chunk, made: Made, rhythm: str, days: list[int]) -> None:
    """Add the timeline of one customer, fitting to its rhythm and its orders (days ago, oldest first)."""
    if days:
        _buyer(chunk, made, rhythm, days)
    else:
        _prospect(chunk, made)
    if chunk.rng.random() < 0.03:
        _task(chunk, made)


def _prospect(chunk: Chunk, made: Made) -> None:
    point = chunk.rng.random()
    ago = 12 + int(chunk.rng.random() * 500)
    if point < 0.30:  # white: nothing was answered yet
        if chunk.rng.random() < 0.5:
            _interaction(chunk, made, ago, ("call", "out", "no_answer", ""))
    elif point < 0.47:  # green
        kind = pick(chunk.rng, ("meeting", "presentation"))
        _interaction(chunk, made, ago, (kind, "out", "agreed", "Will look at a presentation of our racks."))
    elif point < 0.66:  # yellow
        _consent(chunk, made, ago)
    elif point < 0.90:  # yellow-green
        _inquiry(chunk, made, ago, unanswered=0.25)
    else:  # green-red
        _interaction(chunk, made, ago, ("call", "out", "declined", "Not now."))
        _refuse(chunk, made, ago - 1)


def _buyer(chunk: Chunk, made: Made, rhythm: str, days: list[int]) -> None:
    rng, last = chunk.rng, days[-1]
    follows_up = len(days) > 1 or rng.random() < 0.8
    for _ in range(int(rng.random() * 4)):
        if follows_up:
            _interaction(chunk, made, 1 + int(rng.random() * days[0]), pick(rng, OUTGOING))
    if len(days) == 1 and follows_up:
        _interaction(chunk, made, max(1, last - 5), OUTGOING[0])
    if rng.random() < 0.2:
        _consent(chunk, made, days[0])
    refuses = {"dying": 0.4 if last > 120 else 0.0, "once": 0.08, "occasional": 0.1}.get(rhythm, 0.0)
    if last > 10 and rng.random() < refuses:
        _refuse(chunk, made, 1 + int(rng.random() * (last - 1)))
    elif last > 1 and rng.random() < 0.06:
        _inquiry(chunk, made, 12 + int(rng.random() * last), unanswered=0.25)


def _interaction(chunk: Chunk, made: Made, ago: int, what: tuple[str, str, str, str]) -> None:
    kind, direction, outcome, summary = what
    duration = 60 + int(chunk.rng.random() * 900) if kind == "call" and outcome != "no_answer" else None
    chunk.sheets["interactions"].add(
        made.row, made.contact, made.owner, kind, direction, "", chunk.at(ago), duration, outcome, summary
    )


def _inquiry(chunk: Chunk, made: Made, ago: int, *, unanswered: float) -> None:
    """Add an inquiry: mostly answered the next day, else of the last two weeks and still open."""
    waits = chunk.rng.random() < unanswered
    ago = 2 + int(chunk.rng.random() * 9) if waits else ago
    subject = pick(chunk.rng, SUBJECTS)
    channel = pick(chunk.rng, ("email", "form", "phone"))
    chunk.sheets["inquiries"].add(made.row, made.contact, None, chunk.at(ago), channel, subject, "")
    if not waits:
        _interaction(chunk, made, max(1, ago - 1), ("mail", "out", "", f"Answered: {subject}"))


def _consent(chunk: Chunk, made: Made, ago: int) -> None:
    text = "Agreed to receive the newsletter."
    chunk.sheets["consents"].add(made.row, made.contact, made.owner, "mailing", True, chunk.at(ago), text)
    if chunk.rng.random() < 0.05 and ago > 30:
        withdrawn = chunk.at(ago // 2)
        chunk.sheets["consents"].add(made.row, made.contact, made.owner, "mailing", False, withdrawn, "Signed off.")


def _refuse(chunk: Chunk, made: Made, ago: int) -> None:
    chunk.sheets["refusals"].add(
        made.row, made.contact, made.owner, chunk.at(max(1, ago)), pick(chunk.rng, REASONS), ""
    )


def _task(chunk: Chunk, made: Made) -> None:
    due = 6 - int(chunk.rng.random() * 11)
    done = chunk.at(1) if due < -1 and chunk.rng.random() < 0.6 else None
    chunk.sheets["tasks"].add(made.row, made.owner, pick(chunk.rng, TASKS), chunk.day(-due), done)
