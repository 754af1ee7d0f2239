"""What the made-up company sells: packaging and workshop supplies, by code, name and price in the home currency."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Good:
    """A product as the sample sells it; the price is in major units, `key` the id of its row."""

    code: str
    name: str
    price: float
    key: int = 0


GOODS: tuple[Good, ...] = tuple(
    Good(code, name, price)
    for code, name, price in (
        ("SMP-101", "Carton 300 × 200 × 150, 25 pieces", 38.5),
        ("SMP-102", "Carton 400 × 300 × 200, 25 pieces", 56.9),
        ("SMP-103", "Carton 600 × 400 × 400, 10 pieces", 64.0),
        ("SMP-104", "Mailer bag A4, 100 pieces", 29.9),
        ("SMP-110", "Stretch film 500 mm, clear", 42.0),
        ("SMP-111", "Stretch film 500 mm, black", 47.5),
        ("SMP-112", "Bubble wrap 50 m", 61.2),
        ("SMP-113", "Packing tape, 36 rolls", 118.0),
        ("SMP-114", "Kraft paper, 10 kg roll", 74.8),
        ("SMP-120", "Euro pallet", 69.0),
        ("SMP-121", "Plastic pallet, light", 132.0),
        ("SMP-122", "Pallet collar", 54.0),
        ("SMP-123", "Mesh box, used", 410.0),
        ("SMP-130", "Stacking crate 60 × 40", 39.9),
        ("SMP-131", "Shelf bin, 20 pieces", 158.0),
        ("SMP-132", "Storage rack, 5 levels", 389.0),
        ("SMP-140", "Labels 100 × 150, 500 pieces", 33.4),
        ("SMP-141", "Label printer", 1190.0),
        ("SMP-142", "Thermal ribbon, 6 pieces", 87.0),
        ("SMP-150", "Pallet truck 2.5 t", 1840.0),
        ("SMP-151", "Platform trolley", 420.0),
        ("SMP-152", "Hand strapping set", 365.0),
        ("SMP-153", "Strapping band 12 mm", 58.0),
        ("SMP-160", "Work gloves, 12 pairs", 66.0),
        ("SMP-161", "Safety vest, 10 pieces", 92.0),
        ("SMP-162", "Box cutter, 5 pieces", 37.0),
        ("SMP-170", "Packing table", 1420.0),
        ("SMP-171", "Anti-slip sheet, 50 pieces", 45.0),
        ("SMP-172", "Edge protector, 100 pieces", 71.0),
        ("SMP-173", "Silica gel, 1 kg", 28.0),
    )
)
DELIVERY = "Delivery"
