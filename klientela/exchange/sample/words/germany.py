"""Germany."""

from klientela.exchange.sample.words.table import Sex, Words, cities, words

GERMANY = Words(
    country="DE",
    language="de",
    stems=words(
        "Ahorn Birken Buchen Erlen Eschen Linden Ulmen Weiden Bernstein Kiesel Kupfer Silber Eisen Stahl Möwen Kranich"
        " Reiher Falken Adler Nebel Sonnen Tau Wolken Regen Elb Weser Mosel Spree Havel Saale"
    ),
    endings=words(
        "werk tech bau pack druck land hof holz glas form licht kraft gut lager weg ring tor feld bach stein"
    ),
    branches={
        "Furniture": words("Möbel Tischlerei Küchenbau"),
        "Food": words("Bäckerei Feinkost Mühle"),
        "Logistics": words("Logistik Spedition Lagerhaus"),
        "Construction": words("Hochbau Dachtechnik Trockenbau"),
        "Wholesale": words("Großhandel Vertrieb Handels"),
        "Printing": words("Druckerei Etiketten Medien"),
        "Machinery": words("Maschinenbau Werkzeuge Antriebe"),
        "Packaging": words("Verpackungen Kartonagen"),
        "Agriculture": words("Gartenbau Saatgut"),
        "Retail": words("Märkte Handelshaus"),
    },
    forms=words("GmbH GmbH GmbH_&_Co._KG AG KG OHG e._K."),
    firms=("{stem} {form}", "{stem} {branch} {form}", "{branch} {stem} {form}"),
    bodies=(
        "Grundschule „{word}“, {city}",
        "Stadtbücherei „{word}“, {city}",
        "Gesundheitszentrum „{word}“, {city}",
        "Bauhof „{word}“, {city}",
        "Heimatmuseum „{word}“, {city}",
    ),
    body_words=words(
        "Am_Silberbach Zur_Alten_Linde Drei_Birken Am_Mühlgraben Blauer_Reiher Am_Kiesweg Lindenhain Zum_Kranich"
        " Unter_den_Buchen Am_Hopfenhang"
    ),
    men=Sex(
        "m",
        words(
            "Alexander Bernd Christian Dirk Erik Felix Georg Hannes Jonas Klaus Lukas Matthias Niklas Ralf Stefan Uwe"
        ),
        words(
            "Ahornbach Birkental Dornfelder Eichwald Fährmann Grünhagen Heidkamp Ilgner Kieselbach Lindhorst Mühlhaus"
            " Nebelung Osterkamp Quellmann Rosental Steinbrück Tannert Weidenfels"
        ),
    ),
    women=Sex(
        "f",
        words("Anja Birgit Carola Doris Elke Franziska Gudrun Heike Ines Jana Katrin Lena Monika Nadine Petra Silke"),
        words(
            "Ahornbach Birkental Dornfelder Eichwald Fährmann Grünhagen Heidkamp Ilgner Kieselbach Lindhorst Mühlhaus"
            " Nebelung Osterkamp Quellmann Rosental Steinbrück Tannert Weidenfels"
        ),
    ),
    positions=(
        ("Geschäftsführung", "decides"),
        ("Leitung Einkauf", "buys"),
        ("Buchhaltung", "accounts"),
        ("Lagerleitung", "uses"),
        ("Sekretariat", "guards"),
        ("Technische Leitung", "influences"),
    ),
    streets=words(
        "Gartenstraße Bahnhofstraße Schulstraße Lindenallee Birkenweg Mühlweg Industriestraße Ringstraße Am_Anger"
        " Feldweg Hafenstraße Kirchgasse"
    ),
    street="{street} {number}",
    postcode="{start}###",
    cities=cities(
        """Berlin|Berlin|10
        Hamburg|Hamburg|20
        München|Bayern|80
        Köln|Nordrhein-Westfalen|50
        Frankfurt am Main|Hessen|60
        Stuttgart|Baden-Württemberg|70
        Düsseldorf|Nordrhein-Westfalen|40
        Leipzig|Sachsen|04
        Dresden|Sachsen|01
        Hannover|Niedersachsen|30
        Nürnberg|Bayern|90
        Bremen|Bremen|28
        Rostock|Mecklenburg-Vorpommern|18
        Erfurt|Thüringen|99
        Cottbus|Brandenburg|03
        Görlitz|Sachsen|02"""
    ),
    tax_scheme="vat",
)
