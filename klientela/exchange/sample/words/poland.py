"""Poland."""

from klientela.exchange.sample.words.table import Sex, Words, cities, words

POLAND = Words(
    country="PL",
    language="pl",
    stems=words(
        "Klon Brzoz Jawor Lipo Dębo Wierz Olsz Grab Jesion Sosn Modrz Kalin Jarzęb Wrzos Tarnin Bursztyn Krzem Granit"
        " Kamien Srebr Miedz Żelaz Stal Złot Wisł Bałt Tatr Podhal Karpat Kujaw"
    ),
    endings=words("mar wit lex pol bud tech max ex dar mont lin tex pak ton stan pex rol mix gaz trans"),
    branches={
        "Furniture": words("Meble Stolarnia Fabryka_Mebli"),
        "Food": words("Piekarnia Delikatesy Spiżarnia Przetwory"),
        "Logistics": words("Spedycja Logistyka Transport"),
        "Construction": words("Budownictwo Instalacje Dachy"),
        "Wholesale": words("Hurtownia Handel Dystrybucja"),
        "Printing": words("Drukarnia Poligrafia Etykiety"),
        "Machinery": words("Maszyny Narzędzia Automatyka"),
        "Packaging": words("Opakowania Kartony"),
        "Agriculture": words("Ogrody Sad Nasiona"),
        "Retail": words("Sklepy Market"),
    },
    forms=words("Sp._z_o.o. Sp._z_o.o. S.A. Sp._k. Sp._j."),
    firms=("{stem} {form}", "{stem} {branch} {form}", "{branch} {stem} {form}", "{branch} „{stem}”"),
    bodies=(
        "Szkoła Podstawowa „{word}” w mieście {city}",
        "Przychodnia „{word}”, {city}",
        "Zarząd Dróg i Zieleni „{word}”, {city}",
        "Muzeum „{word}”, {city}",
        "Zakład Komunalny „{word}”, {city}",
    ),
    body_words=words(
        "Pod_Klonem Zielony_Brzeg Stary_Młyn Jasna_Polana Srebrny_Potok Cicha_Dolina Biały_Kamień Złoty_Kłos"
        " Nad_Stawem Pod_Lipami Dwa_Dęby Szary_Bocian"
    ),
    men=Sex(
        "m",
        words(
            "Adam Bartosz Cezary Damian Filip Grzegorz Hubert Igor Jakub Kamil Leszek Marek Norbert Oskar Paweł Rafał"
        ),
        words(
            "Brzozowiecki Dęborski Jaworzeński Kamionowski Lipowiec Malinkiewicz Olszanowicz Przepiórski Rzepiński"
            " Sosnowiak Tarninowski Wierzbiak Wrzosowicz Zielonkowski Żurawiecki Jesionka Kalinowicz Modrzewiak"
        ),
    ),
    women=Sex(
        "f",
        words("Anna Barbara Celina Dorota Ewa Grażyna Halina Iwona Joanna Kinga Lidia Marta Natalia Olga Renata Zofia"),
        words(
            "Brzozowiecka Dęborska Jaworzeńska Kamionowska Lipowiec Malinkiewicz Olszanowicz Przepiórska Rzepińska"
            " Sosnowiak Tarninowska Wierzbiak Wrzosowicz Zielonkowska Żurawiecka Jesionka Kalinowicz Modrzewiak"
        ),
    ),
    positions=(
        ("prezes zarządu", "decides"),
        ("kierownik zakupów", "buys"),
        ("główna księgowa", "accounts"),
        ("kierownik magazynu", "uses"),
        ("asystentka zarządu", "guards"),
        ("dyrektor operacyjny", "influences"),
    ),
    streets=words("Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Kwiatowa Kościelna Łąkowa Fabryczna"),
    street="ul. {street} {number}",
    postcode="{start}-###",
    cities=cities(
        """Warszawa|mazowieckie|0#
        Kraków|małopolskie|3#
        Łódź|łódzkie|9#
        Wrocław|dolnośląskie|5#
        Poznań|wielkopolskie|6#
        Gdańsk|pomorskie|80
        Szczecin|zachodniopomorskie|7#
        Bydgoszcz|kujawsko-pomorskie|85
        Lublin|lubelskie|20
        Białystok|podlaskie|15
        Katowice|śląskie|40
        Gdynia|pomorskie|81
        Radom|mazowieckie|26
        Toruń|kujawsko-pomorskie|87
        Kielce|świętokrzyskie|25
        Rzeszów|podkarpackie|35
        Olsztyn|warmińsko-mazurskie|10
        Opole|opolskie|45
        Zielona Góra|lubuskie|65"""
    ),
    tax_scheme="nip",
)
