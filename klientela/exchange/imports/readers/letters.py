"""How likely a word is in the languages of our users: letter pairs counted in words of business life and of the world.

The words are our own (what stands in customer lists) and Babel's names of countries, languages and currencies: readable
sources instead of a table of pairs that nobody could check."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from functools import cache
from typing import Final

from babel import Locale

NOT_LETTERS: Final = re.compile(r"[\W\d_]+")

UNSEEN: Final = -9.0
"""Natural logarithm for a pair that no text holds but whose letters the language has."""

FOREIGN: Final = -16.0
"""For a pair with a letter outside the alphabet: far worse than the rarest pair."""

ALPHABETS: Final = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźżvqx",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "cs": "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzžľĺŕôä",
    "hu": "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçèéêëîïôùûüœæ",
    "es": "abcdefghijklmnopqrstuvwxyzáéíñóúüãõçêôà",
    "nordic": "abcdefghijklmnopqrstuvwxyzåäöøæ",
}

TEXTS: Final = {
    "ru": """общество с ограниченной ответственностью акционерное общество индивидуальный предприниматель
        наименование клиента название компании полное краткое телефон почта электронная адрес город улица дом офис
        квартира область край район республика российская федерация москва санкт петербург екатеринбург новосибирск
        казань нижний новгород самара ростов на дону краснодар челябинск уфа пермь воронеж волгоград тверь ярославль
        ленина советская мира гагарина пушкина строителей заводская лесная садовая набережная проспект переулок шоссе
        иванов пётр сергеевич смирнова анна викторовна кузнецов алексей попов дмитрий васильева ольга соколов михаил
        фёдорова елена морозов николай новиков андрей козлов юрий лебедева наталья щербаков игорь жуков эдуард
        цветкова юлия чернышёв хозяйство торговый дом завод производство строительство материалы оборудование мебель
        продукты молоко хлеб мясо рыба овощи фрукты ёлка съезд объект подъезд отдел закупок директор генеральный
        менеджер бухгалтер заказ сумма дата количество цена товар оплата договор поставка счёт номер комментарий
        ответственный менеджер отрасль сотрудников выручка год основания источник примечание группа фабрика
        розница оптовая торговля услуги перевозки склад логистика техника машины станки инструмент химия
        ромашка вектор восток запад северный южный звезда прогресс энергия мечта союз империя альфа привет""",
    "uk": """товариство з обмеженою відповідальністю київ львів харків одеса дніпро вулиця будинок назва підприємства
        україна їжа європа ґанок приватний підприємець продаж кількість ціна замовлення""",
    "pl": """spółka z ograniczoną odpowiedzialnością akcyjna komandytowa jawna działalność gospodarcza nazwa klienta
        firma imię i nazwisko telefon poczta adres miasto miejscowość ulica województwo powiat gmina kod pocztowy
        warszawa kraków łódź wrocław poznań gdańsk szczecin bydgoszcz lublin białystok katowice gdynia częstochowa
        radom toruń rzeszów kielce gliwice zabrze olsztyn bielsko biała zielona góra rybnik opole elbląg płock wałbrzych
        tarnów chorzów koszalin kalisz legnica słupsk świdnica żywiec mińsk łomża piła śląsk małopolska łódzkie
        kowalski nowak wiśniewska wójcik kowalczyk kamińska lewandowski zieliński szymańska woźniak dąbrowski kozłowska
        jabłoński król mazur wieczorek pawłowski świątek michał paweł łukasz stanisław małgorzata grażyna józef
        sprzedaż hurtownia przedsiębiorstwo produkcyjno usługowe zakład piekarnia źródło święto żółty ćma gęś
        zamówienie kwota data ilość cena towar płatność umowa dostawa faktura numer uwagi branża pracowników przychód
        rok założenia źródło właściciel opiekun stanowisko dyrektor kierownik księgowa prezes zarządu zażółć gęślą jaźń
        wartość najwyższa jakość część dzień większość również będzie są się że przez przyjaźń łączność środki""",
    "de": """gesellschaft mit beschränkter haftung aktiengesellschaft kundennummer name der firma straße plz ort land
        telefon geschäftsführer einkäufer münchen köln düsseldorf nürnberg saarbrücken würzburg göttingen lübeck
        österreich zürich großhandel müller schröder schäfer köhler jäger böhm günther größe menge stück übergabe
        für über möbel bäckerei küche gebäude händler lösung prüfung ausführung bestellung gegründet umsatz branche
        mitarbeiter straßenbau süd nördlich weiß fuß äpfel öl ärzte öffentlich überweisung währung löwen bühne""",
    "cs": """společnost s ručením omezeným praha brno ostrava plzeň liberec olomouc české budějovice hradec králové
        ulice město země jméno příjmení zákazník novák dvořák černý procházka kučera veselý horák němec růžička žižkov
        šťastný říha ďábel objednávka množství cena název účet řízení výroba průmysl bratislava košice žilina ľudia""",
    "hu": """korlátolt felelősségű társaság budapest győr pécs székesfehérvár utca út város név ügyfél cím szám vevő
        mennyiség ár összeg dátum kovács szabó tóth horváth kiss molnár németh fő űrlap őszi élelmiszer gyártó""",
    "fr": """société à responsabilité limitée numéro téléphone adresse ville rue hélène françois benoît café château
        île de france orléans besançon nîmes entrepôt qualité quantité prix dénomination créée où êtes très forêt
        noël cœur""",
    "es": """mañana pequeño compañero baño daño señal montaña diseño tamaño enseñanza otoño sueño leña viña peña caña
        tañer cañón piñón muñoz núñez ibáñez ordóñez camión jardín también según café menú índice útil
        sociedad limitada compañía dirección teléfono españa málaga córdoba león a coruña niño año señor
        garcía
        martínez gonzález pérez são paulo joão açúcar informação construções ações número razón población código""",
    "nordic": """aktiebolag malmö göteborg örebro västerås umeå københavn århus ålborg tromsø bodø følger
        kjøp hälsingfors jyväskylä mäkinen hämäläinen sørensen jørgensen bjørn åsa östra företag försäljning är på""",
}


LOCALES: Final = {
    "ru": ("ru",),
    "uk": ("uk",),
    "pl": ("pl",),
    "de": ("de",),
    "cs": ("cs", "sk"),
    "hu": ("hu",),
    "fr": ("fr",),
    "es": ("es", "pt"),
    "nordic": ("sv", "nb", "da", "fi"),
}


@cache
def _pairs(language: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word in [*TEXTS[language].split(), *_names(language)]:
        counts.update(a + b for a, b in zip(f" {word}", f"{word} ", strict=True))
    total = sum(counts.values())
    return {pair: math.log(count / total) for pair, count in counts.items()}


def _names(language: str) -> list[str]:
    words: list[str] = []
    for code in LOCALES[language]:
        locale = Locale(code)
        for names in (locale.territories, locale.languages, locale.currencies):
            words.extend(word.casefold() for name in names.values() for word in NOT_LETTERS.split(name) if word)
    return words


def likelihoods(word: str) -> list[float]:
    """The mean logarithm of the letter pairs of `word` (about -4 to -16) in each language of `ALPHABETS`."""
    folded = f" {word.casefold()} " if "ß" not in word else f" {word.lower()} "
    return [_in_language(folded, language) for language in ALPHABETS]


def _in_language(word: str, language: str) -> float:
    known, letters = _pairs(language), ALPHABETS[language] + " "
    total = 0.0
    for a, b in itertools.pairwise(word):
        if a not in letters or b not in letters:
            total += FOREIGN
        else:
            total += known.get(a + b, UNSEEN)
    return total / (len(word) - 1)


def odd_casing(word: str) -> bool:
    """Whether capitals stand where nobody writes them: inside a word that also has small letters."""
    return not (word.islower() or word.isupper() or word[1:].islower() or len(word) < 2)
