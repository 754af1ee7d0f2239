"""Writes companies.csv and contacts.csv of made-up firms, in the columns that measured peers were fed with."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

CITIES = tuple(
    "Berlin Hamburg Munich Cologne Frankfurt Stuttgart Leipzig Dresden Vienna Graz Zurich Basel Paris Lyon Lille Nantes"
    " Madrid Sevilla Lisbon Porto Milan Turin Rome Warsaw Krakow Gdansk Prague Brno Antwerp Ghent Utrecht Oslo".split()
)
INDUSTRIES = tuple(
    "Machinery Chemicals Food Textiles Automotive Electronics Construction Logistics Wholesale Retail Software Printing"
    " Furniture Metals Plastics Packaging".split()
)
FRONT = tuple("Nord Sued Alpha Delta Euro Trans Inter Omni Vita Terra Aqua Helio Astra Nova Prima Silva Ferro".split())
BACK = tuple("tech plast chem logic trade works metal print pack soft med agro build power foods tex wood".split())
KIND = tuple("Systems Group Partners Supply Industries Components Services Solutions Trading Products".split())
FORM = tuple("GmbH AG SA SRL BV Ltd Oy AB SL KG".split())
FIRST = tuple("Anna Ben Clara David Emma Felix Greta Hugo Ines Jan Katja Lars Maria Nils Olga Peter Rosa Sven".split())
LAST = tuple("Alderbrook Birkental Brzozowiecki Dornfelder Eichwald Fernley Hazelhurst Kieselbach Lipowiec".split())
TITLES = ("Managing Director", "Head of Purchasing", "Buyer", "CFO", "Plant Manager", "Office Manager")
STREETS = ("Main St", "Station Rd", "Harbour St", "Mill Lane", "Church St", "Ring Rd", "Park Ave", "Forest Way")
OWNERS = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")
COMPANY = "ext_id name tax_id phone email website city zip street industry employees owner created".split()
CONTACT = "ext_id company_ext_id first_name last_name title email phone".split()
BASE = date(2026, 6, 30)
# Every fiftieth firm repeats an earlier tax number or phone, as real lists do.
REPEATED = 0.02


def write_people(directory: Path, count: int, seed: int = 7) -> tuple[Path, Path]:
    """Write `count` companies and twice as many contacts into `directory`; return the two files."""
    rng = Random(f"{seed}:{count}")
    companies, contacts = directory / "companies.csv", directory / "contacts.csv"
    with companies.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COMPANY)
        earlier: list[list[str]] = []
        for number in range(count):
            row = _company(number, rng)
            if earlier and rng.random() < REPEATED:
                row = _repeated(row, rng.choice(earlier), rng)
            elif len(earlier) < 20_000:
                earlier.append(row)
            writer.writerow(row)
    with contacts.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CONTACT)
        writer.writerows(_contact(number, which, rng) for number in range(count) for which in (0, 1))
    return companies, contacts


def _company(number: int, rng: Random) -> list[str]:
    name = f"{rng.choice(FRONT)}{rng.choice(BACK)} {rng.choice(KIND)} {number} {rng.choice(FORM)}"
    if rng.random() < 0.5:
        name = f"{rng.choice(LAST)} & {rng.choice(LAST)} {rng.choice(KIND)} {rng.choice(FORM)}"
    slug = "".join(letter for letter in name.lower() if letter.isalnum())[:24]
    return [
        f"C{number:07d}",
        name,
        f"DE{100_000_000 + number:09d}",
        f"+49 {rng.randrange(30, 999)} {rng.randrange(100_000, 9_999_999)}",
        f"info@{slug}{number}.example",
        f"https://{slug}{number}.example",
        rng.choice(CITIES),
        f"{rng.randrange(1000, 99_999):05d}",
        f"{rng.choice(STREETS)} {rng.randrange(1, 300)}",
        rng.choice(INDUSTRIES),
        str(int(rng.lognormvariate(3.3, 1.2)) + 1),
        rng.choice(OWNERS),
        (BASE - timedelta(days=rng.randrange(0, 1800))).isoformat(),
    ]


def _repeated(row: list[str], earlier: list[str], rng: Random) -> list[str]:
    again = [row[0], *earlier[1:]]
    if rng.random() < 0.5:
        return [*again[:3], "", *again[4:]]
    return [*again[:2], "", again[3].replace("+", "00").replace(" ", "-"), *again[4:]]


def _contact(number: int, which: int, rng: Random) -> list[str]:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    mail = f"{first}.{last}.{number}.{which}@mail.example".lower()
    phone = f"+49 {rng.randrange(150, 179)} {rng.randrange(1_000_000, 99_999_999)}"
    return [f"P{number:07d}{which}", f"C{number:07d}", first, last, rng.choice(TITLES), mail, phone]
