"""Makes up what a customer bought: orders with lines, fees, samples without a price, credit notes, cancellations."""

from dataclasses import dataclass

from klientela.exchange.sample.goods import DELIVERY, Good
from klientela.exchange.sample.making import Chunk, Made
from klientela.exchange.sample.names import pick

MILLION = 1_000_000
LINES = (1, 1, 1, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer as a buyer: the currency they are billed in, and what they usually take."""

    made: Made
    currency: str
    favourites: list[Good]


def make_orders(chunk: Chunk, made: Made, days: list[int]) -> None:
    """Add an order for each of `days` (days ago, oldest first)."""
    rng = chunk.rng
    favourites = [pick(rng, chunk.setting.goods) for _ in range(4)]
    # Some customers are billed in a currency without a rate: their sums are unknown, which the screens must say.
    foreign = made.country in {"DE", "GB"} and rng.random() < 0.02
    currency = ("EUR" if made.country == "DE" else "GBP") if foreign else chunk.setting.currency
    buyer = Buyer(made, currency, favourites)
    for number, ago in enumerate(days, start=1):
        _order(chunk, buyer, ago, f"{made.serial:06d}/{number}")


def _order(chunk: Chunk, buyer: Buyer, ago: int, number: str) -> None:
    rng, order = chunk.rng, len(chunk.sheets["orders"].rows)
    lines = chunk.sheets["lines"]
    first, amount = len(lines.rows), 0
    for _ in range(pick(rng, LINES)):
        amount += _line(chunk, order, pick(rng, buyer.favourites), buyer.made.size)
    fees = _delivery(chunk, order) if rng.random() < 0.15 else 0
    if rng.random() < 0.01:
        lines.add(order, pick(rng, buyer.favourites).key, "free", "", MILLION, 0, 0)
    credited = _credit(chunk, buyer, first, (max(0, ago - 3), f"C-{number}")) if rng.random() < 0.015 else 0
    cancelled = rng.random() < 0.01
    chunk.sheets["orders"].add(
        buyer.made.row,
        number,
        chunk.day(ago),
        "cancelled" if cancelled else "open" if ago < 4 else "done",
        buyer.currency,
        amount,
        fees,
        credited,
        amount - credited if buyer.currency == chunk.setting.currency else None,
        not cancelled and amount > credited,
    )


def _line(chunk: Chunk, order: int, good: Good, size: float) -> int:
    """Add one sale line; return its amount in minor units."""
    quantity = 1 + int(chunk.rng.random() * 12 * size)
    price = int(good.price * 100) * chunk.setting.minor // 100
    amount = quantity * price
    chunk.sheets["lines"].add(
        order, good.key, "sale", "", quantity * MILLION, price * MILLION // chunk.setting.minor, amount
    )
    return amount


def _delivery(chunk: Chunk, order: int) -> int:
    fee = pick(chunk.rng, (19, 29, 49)) * chunk.setting.minor
    chunk.sheets["lines"].add(order, None, "fee", DELIVERY, MILLION, fee * MILLION // chunk.setting.minor, fee)
    return fee


def _credit(chunk: Chunk, buyer: Buyer, line: int, note: tuple[int, str]) -> int:
    """Take back half of the order's first line, or all of it; `note` is days ago and number. Return the amount."""
    order, product, _kind, _text, quantity, _price, amount = chunk.sheets["lines"].rows[line]
    if chunk.rng.random() < 0.6 and quantity > MILLION:
        pieces = quantity // MILLION
        quantity, amount = pieces // 2 * MILLION, amount // pieces * (pieces // 2)
    ago, number = note
    chunk.sheets["credit_notes"].add(
        buyer.made.row, order, line, product, number, chunk.day(ago), buyer.currency, quantity, amount, "Returned"
    )
    return int(amount)
