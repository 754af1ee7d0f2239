"""The United Kingdom."""

from klientela.exchange.sample.words.table import Sex, Words, cities, words

BRITAIN = Words(
    country="GB",
    language="en",
    stems=words(
        "Alder Ash Birch Bramble Cedar Elder Fern Hazel Heather Juniper Larch Maple Rowan Thistle Willow Amber Copper"
        " Flint Granite Iron Pebble Silver Slate Heron Kestrel Linnet Plover Swift Tern Wren"
    ),
    endings=words("ford ley mere combe wick stead worth gate mill field holt marsh dale brook thorpe croft moor well"),
    branches={
        "Furniture": words("Joinery Furniture Cabinets"),
        "Food": words("Bakery Fine_Foods Preserves"),
        "Logistics": words("Haulage Logistics Freight"),
        "Construction": words("Roofing Builders Interiors"),
        "Wholesale": words("Wholesale Trading Supplies"),
        "Printing": words("Print_Works Labels Press"),
        "Machinery": words("Engineering Tools Drives"),
        "Packaging": words("Packaging Cartons"),
        "Agriculture": words("Nurseries Seeds Orchards"),
        "Retail": words("Stores Retail"),
    },
    forms=words("Ltd Ltd Ltd plc LLP"),
    firms=("{stem} {form}", "{stem} {branch} {form}", "{stem} {branch}"),
    bodies=(
        "{word} Primary School, {city}",
        "{word} Health Centre, {city}",
        "{word} Library, {city}",
        "{word} Depot, {city}",
        "{word} Museum, {city}",
    ),
    body_words=words(
        "Alderbrook_Rise Twelve_Oaks Silverbeck Old_Millrace Heronsgate_End Thistledown Blue_Lantern Quiet_Meadow"
        " Fernhollow Larkspur_Row"
    ),
    men=Sex(
        "m",
        words("Alan Ben Callum Daniel Edward Finlay George Harry Ian James Kieran Liam Martin Oliver Peter Stuart"),
        words(
            "Alderbrook Birchall Coppersmith Dunmore Elderfield Fernley Greystoke Hazelhurst Larkin Marshwood Oakhill"
            " Penhale Quillby Rowanlea Silverdale Thistleton Westbeck Wrenfield"
        ),
    ),
    women=Sex(
        "f",
        words("Alice Beth Clare Diana Emma Fiona Grace Hannah Isla Jane Kate Laura Megan Nora Rachel Sophie"),
        words(
            "Alderbrook Birchall Coppersmith Dunmore Elderfield Fernley Greystoke Hazelhurst Larkin Marshwood Oakhill"
            " Penhale Quillby Rowanlea Silverdale Thistleton Westbeck Wrenfield"
        ),
    ),
    positions=(
        ("Managing Director", "decides"),
        ("Head of Purchasing", "buys"),
        ("Accounts", "accounts"),
        ("Warehouse Manager", "uses"),
        ("Office Manager", "guards"),
        ("Operations Director", "influences"),
    ),
    streets=words(
        "Station_Road Mill_Lane Church_Street Harbour_Street Park_Avenue Forest_Way Market_Square Orchard_Close"
        " Bridge_Street Quay_Road Meadow_View Foundry_Lane"
    ),
    street="{number} {street}",
    postcode="{start}# #@@",
    cities=cities(
        """London|England|E1
        Birmingham|England|B1
        Manchester|England|M1
        Leeds|England|LS1
        Sheffield|England|S1
        Bristol|England|BS1
        Liverpool|England|L1
        Newcastle upon Tyne|England|NE1
        Nottingham|England|NG1
        Edinburgh|Scotland|EH1
        Glasgow|Scotland|G1
        Cardiff|Wales|CF1
        Belfast|Northern Ireland|BT1
        Reading|England|RG1"""
    ),
    tax_scheme="vat",
)
