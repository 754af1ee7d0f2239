"""How columns are called in English, Russian, Polish and some German: idea → headers, for people to read and extend.

Case, accents, punctuation and underscores do not count; Russian is written in its own letters. An idea is not yet a
target: what "id" or "name" means depends on what the file holds, see `kinds.py`."""

from __future__ import annotations

from typing import Final

SYNONYMS: Final[dict[str, str]] = {
    # whose row it is
    "id": "id | ext id | external id | code | key | record id | uid | guid | ид | код | идентификатор |"
    " внешний код | внешний ид | номер записи | kod | identyfikator | id zewnętrzne | numer rekordu |"
    " nr | schlüssel | kennung",
    "customer_id": "customer id | customer number | customer no | customer code | client id | client code |"
    " account id | account number | company id | company ext id | company key | organization id |"
    " customer key | debtor number | ид клиента | код клиента | номер клиента | код контрагента |"
    " ид контрагента | id компании | код компании | id klienta | numer klienta | nr klienta |"
    " kod klienta | id firmy | id kontrahenta | kod kontrahenta | kundennummer | kunden nr | kunden id |"
    " kdnr | debitorennummer | associated company id | associated company ids",
    "contact_id": "contact id | person id | contact key | contact code | id контакта | код контакта | id kontaktu |"
    " id osoby | kontakt id",
    "name": "name | title name | наименование | название | имя | nazwa | bezeichnung",
    "company": "company | company name | customer | customer name | client | client name | account |"
    " account name | organization | organisation | organization name | organisation name |"
    " business name | firm | firm name | компания | название компании | наименование компании | фирма |"
    " название фирмы | клиент | наименование клиента | название клиента | контрагент |"
    " наименование контрагента | организация | наименование организации | название организации |"
    " предприятие | покупатель | заказчик | firma | nazwa firmy | klient | nazwa klienta | kontrahent |"
    " nazwa kontrahenta | odbiorca | nabywca | zamawiający | organizacja | kunde | kundenname |"
    " firmenname | unternehmen",
    "legal_name": "legal name | full legal name | registered name | full name of company | юридическое наименование |"
    " юридическое название | полное наименование | полное название | юрлицо | юридическое лицо |"
    " nazwa prawna | pełna nazwa | nazwa pełna | nazwa rejestrowa | vollständiger name",
    "kind": "customer type | client type | account type | company type | type of customer | тип клиента |"
    " тип контрагента | вид контрагента | typ klienta | rodzaj klienta | typ kontrahenta | kundentyp",
    "tax_number": "tax id | tax number | tax no | taxpayer number | tin | инн | инн кпп | инн организации |"
    " инн клиента | nip | nip firmy | numer nip | numer podatkowy | steuernummer | steuer nr",
    "registration_number": "registration number | company registration number | reg no | company number | огрн |"
    " огрнип | огрн огрнип | окпо | кпп | regon | krs | numer krs | numer regon | handelsregisternummer | hrb",
    "vat_number": "vat | vat id | vat number | vat no | eu vat | vat ue | nip ue | ust id | ust idnr | ust id nr |"
    " uid nr",
    "industry": "industry | sector | branch of industry | line of business | business type | отрасль |"
    " вид деятельности | сфера деятельности | сфера | сегмент отрасли | branża | sektor | przemysł |"
    " rodzaj działalności | branche | wirtschaftszweig",
    "employees": "employees | number of employees | no of employees | headcount | staff | company size | team size |"
    " сотрудников | сотрудники | число сотрудников | количество сотрудников | численность | штат |"
    " персонал | pracowników | liczba pracowników | zatrudnienie | ilość pracowników | mitarbeiter |"
    " mitarbeiterzahl",
    "revenue": "revenue | annual revenue | turnover | yearly revenue | annual turnover | выручка |"
    " годовая выручка | оборот | годовой оборот | przychód | przychody | przychód roczny |"
    " roczny przychód | obrót | obroty | umsatz | jahresumsatz",
    "founded_year": "founded | founded year | year founded | year established | established | foundation year |"
    " год основания | год создания | основана | дата регистрации компании | rok założenia | założona |"
    " gegründet | gründungsjahr",
    "site": "site | website | web site | web | url | homepage | home page | www | domain | сайт | веб сайт |"
    " адрес сайта | веб страница | strona | strona www | strona internetowa | witryna | webseite |"
    " internetseite",
    "parent": "parent | parent company | parent account | subsidiary of | holding | head company | group |"
    " головная компания | материнская компания | холдинг | входит в группу | головная организация |"
    " spółka matka | firma nadrzędna | jednostka dominująca | muttergesellschaft | konzern",
    # where
    "country": "country | country name | country code | nation | страна | код страны | kraj | państwo |"
    " kod kraju | land",
    "region": "region | state | province | county | state province | federal subject | область | регион | край |"
    " субъект рф | республика | województwo | region kraju | bundesland",
    "district": "district | municipality | район | округ | муниципальный район | powiat | gmina | dzielnica |"
    " landkreis",
    "city": "city | town | locality | place | settlement | город | населенный пункт | населённый пункт |"
    " нас пункт | miasto | miejscowość | ort | stadt",
    "street": "street | address | street address | address line 1 | billing street | postal address |"
    " legal address | адрес | улица | юридический адрес | фактический адрес | почтовый адрес |"
    " улица дом | ulica | adres | ulica i numer | adres siedziby | straße | anschrift | adresse",
    "postcode": "postcode | post code | zip | zip code | postal code | индекс | почтовый индекс | kod pocztowy |"
    " plz | postleitzahl",
    "location": "location | office location | office | hq | headquarters | расположение | местоположение | офис |"
    " lokalizacja | siedziba | standort | sitz",
    # how to reach
    "phone": "phone | phone number | telephone | tel | tel no | mobile | mobile phone | cell | cell phone |"
    " phones | work phone | business phone | office phone | phone 1 | phone 2 | fax | телефон |"
    " номер телефона | тел | телефоны | мобильный | мобильный телефон | сотовый | рабочий телефон |"
    " моб тел | телефон организации | telefon | numer telefonu | nr telefonu | tel kom | komórka |"
    " telefon komórkowy | telefon firmowy | telefonnummer | handy | mobil | rufnummer",
    "email": "email | e mail | mail | email address | e mail address | emails | эл почта | электронная почта |"
    " почта | адрес электронной почты | имейл | емейл | адрес эл почты | poczta | adres email |"
    " adres e mail | e poczta | poczta elektroniczna | email adresse",
    "contact_phone": "contact phone | contact person phone | phone of contact | contact mobile | телефон контакта |"
    " телефон контактного лица | телефон лпр | telefon kontaktowy | telefon osoby kontaktowej |"
    " telefon ansprechpartner",
    "contact_email": "contact email | contact e mail | contact person email | email of contact | email контакта |"
    " почта контакта | email контактного лица | почта контактного лица | email лпр |"
    " email osoby kontaktowej | email kontaktowy | email ansprechpartner",
    # who
    "contact": "contact | contact person | contact name | person | representative | attention | контакт |"
    " контактное лицо | имя контакта | представитель | лпр | контактное лицо фио | kontakt |"
    " osoba kontaktowa | osoba do kontaktu | przedstawiciel | ansprechpartner | kontaktperson",
    "full_name": "full name | name and surname | фио | ф и о | полное имя | фамилия имя отчество | фамилия имя |"
    " фио клиента | фио контакта | imię i nazwisko | nazwisko i imię | vollname | vor und nachname",
    "first_name": "first name | given name | forename | contact first name | имя контактного лица | имя клиента |"
    " imię | vorname",
    "patronymic": "patronymic | middle name | second name | отчество | drugie imię",
    "last_name": "last name | surname | family name | contact last name | фамилия | nazwisko | nachname | familienname",
    "position": "position | job title | title | job | role title | occupation | designation | должность |"
    " должность контакта | stanowisko | funkcja | stanowisko służbowe | stellung | funktion",
    "role": "role | decision role | buying role | роль | роль в решении | rola | rola w decyzji | rolle",
    "birth_date": "birth date | date of birth | birthday | dob | birthdate | дата рождения | день рождения | д р |"
    " data urodzenia | urodziny | geburtsdatum | geburtstag",
    "language": "language | preferred language | locale | язык | язык общения | język | sprache",
    # how we keep them
    "owner": "owner | manager | account manager | account owner | responsible | assigned to | sales rep |"
    " salesperson | sales agent | ответственный | менеджер | ответственный менеджер | куратор |"
    " владелец | опекун | opiekun | handlowiec | opiekun klienta | właściciel | menedżer |"
    " przedstawiciel handlowy | betreuer | verantwortlich",
    "tags": "tags | tag | labels | categories | category | groups | теги | метки | категория | категории |"
    " группа | группа клиентов | tagi | etykiety | kategoria | kategorie | grupa",
    "source": "source | lead source | origin | channel | источник | откуда | источник обращения | канал |"
    " źródło | pochodzenie | skąd | kanał | quelle | herkunft",
    "created_on": "created | created on | created at | date created | date added | added | creation date |"
    " customer since | дата создания | создан | добавлен | дата добавления | клиент с |"
    " дата регистрации | data utworzenia | utworzono | data dodania | klient od | data rejestracji |"
    " angelegt am | erstellt am",
    "note": "note | notes | comment | comments | remark | remarks | примечание | примечания | комментарий |"
    " комментарии | заметки | заметка | описание клиента | uwagi | notatki | notatka | komentarz |"
    " opis klienta | bemerkung | notiz | anmerkung",
    "marker": "marker | mark | customer marker | маркер | маркер клиента | метка клиента | znacznik | znacznik klienta",
    # opening balances
    "first_purchase_on": "first purchase | first order | first purchase date | first order date |"
    " date of first purchase | первая покупка | дата первой покупки | первый заказ | дата первого заказа |"
    " pierwszy zakup | data pierwszego zakupu | pierwsze zamówienie | data pierwszego zamówienia | erster kauf |"
    " erste bestellung",
    "last_purchase_on": "last purchase | last order | last purchase date | last order date | date of last purchase |"
    " последняя покупка | дата последней покупки | последний заказ | дата последнего заказа |"
    " ostatni zakup | data ostatniego zakupu | ostatnie zamówienie | data ostatniego zamówienia |"
    " letzter kauf | letzte bestellung",
    "purchases": "purchases | number of purchases | purchase count | orders | number of orders | order count |"
    " покупок | количество покупок | число покупок | заказов | количество заказов | число заказов |"
    " liczba zakupów | liczba zamówień | ilość zakupów | ilość zamówień | zakupy | anzahl käufe |"
    " anzahl bestellungen",
    "total_purchases": "total purchases | total spent | total spend | lifetime value | sales total | total sales |"
    " purchases total | сумма покупок | сумма заказов | всего куплено | итого покупок | сумма продаж |"
    " wartość zakupów | suma zakupów | wartość zamówień | łączne zakupy | gesamtumsatz",
    # orders and their lines
    "number": "order | order number | order no | order id | invoice | invoice number | invoice no | invoice id |"
    " document number | document no | transaction id | receipt | номер заказа | заказ | номер счета |"
    " номер счёта | счет | номер документа | номер накладной | накладная | чек | № заказа | ид заказа |"
    " numer zamówienia | nr zamówienia | zamówienie | numer faktury | nr faktury | faktura |"
    " numer dokumentu | paragon | bestellnummer | auftragsnummer | rechnungsnummer | rechnung |"
    " belegnummer | документ | document | dokument",
    "ordered_on": "date | order date | invoice date | date of order | ordered on | ordered at | purchase date |"
    " transaction date | document date | sale date | дата | дата заказа | дата счета | дата счёта |"
    " дата покупки | дата продажи | дата документа | дата накладной | data | data zamówienia |"
    " data faktury | data zakupu | data sprzedaży | data dokumentu | datum | bestelldatum |"
    " rechnungsdatum | auftragsdatum",
    "amount": "amount | total | sum | total amount | order amount | order total | invoice amount |"
    " invoice total | value | grand total | net amount | gross amount | close value | сумма |"
    " сумма заказа | сумма счета | итого | всего | стоимость | сумма с ндс | сумма документа | kwota |"
    " wartość | suma | razem | wartość zamówienia | kwota zamówienia | wartość brutto | wartość netto |"
    " kwota brutto | kwota netto | betrag | summe | gesamtbetrag",
    "line_amount": "line amount | line total | position total | сумма строки | сумма позиции | стоимость позиции |"
    " wartość pozycji | kwota pozycji | positionsbetrag",
    "currency": "currency | currency code | валюта | код валюты | waluta | währung",
    "status": "status | order status | state of order | статус | статус заказа | состояние | status zamówienia |"
    " stan zamówienia | bestellstatus",
    "product_code": "product code | stock code | stockcode | sku | item code | article | article number | item number |"
    " product id | part number | артикул | код товара | код номенклатуры | номенклатурный номер |"
    " sku товара | kod produktu | kod towaru | indeks towaru | symbol towaru | numer artykułu |"
    " artikelnummer | artikel nr",
    "product_name": "product | product name | item | item name | description | product description | goods | товар |"
    " наименование товара | название товара | номенклатура | описание | позиция | продукт | услуга |"
    " produkt | nazwa produktu | towar | nazwa towaru | opis | usługa | artikel | artikelbezeichnung |"
    " produktname",
    "quantity": "quantity | qty | pieces | units | number of items | количество | кол во | кол | шт |"
    " количество штук | ilość | liczba sztuk | szt | sztuk | menge | anzahl | stückzahl",
    "unit_price": "unit price | price | price each | price per unit | sales price | цена | цена за единицу |"
    " цена за шт | цена товара | cena | cena jednostkowa | cena netto | cena brutto | preis |"
    " einzelpreis | stückpreis",
    # what has no place yet, and must not be taken for orders
    "deal": "deal | deal name | deal stage | stage | close date | closing date | opportunity | opportunity id |"
    " opportunity name | probability | pipeline | сделка | название сделки | стадия | стадия сделки |"
    " этап сделки | воронка | вероятность | szansa | szansa sprzedaży | etap | etap szansy | lejek |"
    " prawdopodobieństwo | phase | verkaufschance",
}
