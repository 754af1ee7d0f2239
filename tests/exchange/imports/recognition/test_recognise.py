"""Files as people and programs write them, and what must be made of them unaided."""

from __future__ import annotations

from pathlib import Path

import pytest

from klientela.exchange.imports.readers import FileShape, inspect
from klientela.exchange.imports.recognition import Recognition, recognise, validate_mapping


def look(directory: Path, text: str) -> tuple[FileShape, Recognition]:
    path = directory / "file.csv"
    path.write_text(text, encoding="utf-8")
    shape = inspect(path, name="file.csv")
    return shape, recognise(shape)


def named(shape: FileShape, found: Recognition) -> dict[str, str]:
    return {shape.columns[position].header: target for position, target in found.mapping.items()}


COMPANIES = """ext_id,name,tax_id,phone,email,website,city,zip,street,industry,employees,owner,created
C0,Fischer AB,DE100000000,+49 600 7711000,info@a.example,https://a.example,Graz,98250,Weg 1,Metals,2,bob,2023-11-05
C1,Vitaweld 1 SL,DE100000001,+49 341 1234567,info@b.example,https://b.example,Lyon,01250,Weg 7,Food,31,erin,2024-01-15
"""
CONTACTS = """ext_id,company_ext_id,first_name,last_name,title,email,phone
P00000000,C0000000,Uwe,Nowak,Buyer,uwe.nowak@mail.example,+49 160 1234567
P00000001,C0000000,Rosa,Silva,CFO,rosa.silva@mail.example,+49 151 7654321
"""
ORDERS = """ext_id,company_ext_id,date,amount
O00000000,C0000001,2026-01-15,1234.50
O00000001,C0000000,2025-12-31,99.00
"""


def test_a_list_of_companies_is_recognised_wholly(tmp_path: Path) -> None:
    shape, found = look(tmp_path, COMPANIES)
    assert (found.kind, found.kind_reason, found.profile, found.confidence) == ("customers", "kind.firms", "table", 0.9)
    assert named(shape, found) == {
        "ext_id": "customer.external_id",
        "name": "customer.name",
        "tax_id": "customer.tax_number",
        "phone": "customer.phone",
        "email": "customer.email",
        "website": "customer.site",
        "city": "customer.city",
        "zip": "customer.postcode",
        "street": "customer.street",
        "industry": "customer.industry",
        "employees": "customer.employees",
        "owner": "customer.owner",
        "created": "customer.created_on",
    }


def test_contacts_that_point_at_customers_by_a_key_are_recognised_wholly(tmp_path: Path) -> None:
    shape, found = look(tmp_path, CONTACTS)
    assert found.kind == "contacts"
    assert named(shape, found) == {
        "ext_id": "contact.external_id",
        "company_ext_id": "contact.customer_external_id",
        "first_name": "contact.first_name",
        "last_name": "contact.last_name",
        "title": "contact.position",
        "email": "contact.email",
        "phone": "contact.phone",
    }


def test_orders_are_recognised_wholly(tmp_path: Path) -> None:
    shape, found = look(tmp_path, ORDERS)
    assert found.kind == "orders"
    assert named(shape, found) == {
        "ext_id": "order.number",
        "company_ext_id": "order.customer_external_id",
        "date": "order.ordered_on",
        "amount": "order.amount",
    }


@pytest.mark.parametrize(
    ("text", "kind", "mapping"),
    [
        (
            (
                "Наименование;ИНН;Телефон;Город;Сумма покупок;Последняя покупка\n"
                "ООО «Ромашка»;7707083893;+7 495 1234567;Москва;1234,50;31.01.2026\n"
            ),
            "customers",
            {
                "Наименование": "customer.name",
                "ИНН": "customer.tax_number",
                "Телефон": "customer.phone",
                "Город": "customer.city",
                "Сумма покупок": "customer.total",
                "Последняя покупка": "customer.last_purchase_on",
            },
        ),
        (
            (
                "Nazwa firmy\tNIP\tMiejscowość\tUlica\tPrzychód\tLiczba pracowników\n"
                "Hurtownia Żółw\t5260250274\tŁódź\tDługa 5\t1000,50\t12\n"
            ),
            "customers",
            {
                "Nazwa firmy": "customer.name",
                "NIP": "customer.tax_number",
                "Miejscowość": "customer.city",
                "Ulica": "customer.street",
                "Przychód": "customer.annual_revenue",
                "Liczba pracowników": "customer.employees",
            },
        ),
        (
            "Firma;Ansprechpartner;Telefon;Straße;PLZ;Ort\nMüller GmbH;Anna Schmidt;030 123456;Weg 5;10115;Berlin\n",
            "customers_with_contacts",
            {
                "Firma": "customer.name",
                "Ansprechpartner": "contact.full_name",
                "Telefon": "customer.phone",
                "Straße": "customer.street",
                "PLZ": "customer.postcode",
                "Ort": "customer.city",
            },
        ),
        (
            (
                "Компания;Контактное лицо;Должность;Телефон контакта;E-mail;Телефон\n"
                "ООО Ромашка;Иванов Иван Иванович;директор;+7 916 1234567;a@b.example;+7 495 1234567\n"
            ),
            "customers_with_contacts",
            {
                "Компания": "customer.name",
                "Контактное лицо": "contact.full_name",
                "Должность": "contact.position",
                "Телефон контакта": "contact.phone",
                "E-mail": "customer.email",
                "Телефон": "customer.phone",
            },
        ),
        (
            "ФИО;Мобильный телефон;Город\nИванов Иван Иванович;+7 916 1234567;Тверь\n",
            "customers",
            {"ФИО": "customer.name", "Мобильный телефон": "customer.phone", "Город": "customer.city"},
        ),
        (
            "Номер заказа;Дата;Клиент;Артикул;Товар;Кол-во;Цена, руб.;Сумма, руб.\n7;01.02.2026;Acme;A1;Стол;1;5;5\n",
            "order_lines",
            {
                "Номер заказа": "order.number",
                "Дата": "order.ordered_on",
                "Клиент": "order.customer_name",
                "Артикул": "line.product_code",
                "Товар": "line.product_name",
                "Кол-во": "line.quantity",
                "Цена, руб.": "line.unit_price",
                "Сумма, руб.": "line.amount",
            },
        ),
        (
            "Numer faktury;Data sprzedaży;Kontrahent;Kwota brutto (PLN)\nFV/1;01.02.2026;Hurtownia;12,50\n",
            "orders",
            {
                "Numer faktury": "order.number",
                "Data sprzedaży": "order.ordered_on",
                "Kontrahent": "order.customer_name",
                "Kwota brutto (PLN)": "order.amount",
            },
        ),
        (
            (
                "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization Name\n"
                "Ann,Lee,a@b.example,+1 212 555 0100,Acme\n"
            ),
            "customers_with_contacts",
            {
                "First Name": "contact.first_name",
                "Last Name": "contact.last_name",
                "E-mail 1 - Value": "customer.email",
                "Phone 1 - Value": "customer.phone",
                "Organization Name": "customer.name",
            },
        ),
    ],
)
def test_headers_in_four_languages_are_understood(
    tmp_path: Path, text: str, kind: str, mapping: dict[str, str]
) -> None:
    shape, found = look(tmp_path, text)
    assert (found.kind, named(shape, found)) == (kind, mapping)
    assert validate_mapping(found.kind, found.mapping) == []


def test_columns_without_a_head_are_named_by_their_values(tmp_path: Path) -> None:
    shape, found = look(
        tmp_path,
        "ООО Роза;info@a.example;+7 495 1234567;7707083893;x1\nЗАО Мак;b@b.example;+7 495 1234568;500100732259;y2\n",
    )
    assert shape.head_row is None
    assert found.mapping == {0: "customer.name", 1: "customer.email", 2: "customer.phone", 3: "customer.tax_number"}
    assert {reason.code for reason in found.reasons.values()} == {"values.tell", "unmapped.unknown"}
    assert found.reasons[4].code == "unmapped.unknown"


def test_values_speak_where_the_header_says_nothing(tmp_path: Path) -> None:
    _, found = look(tmp_path, "company,foo,contact\nAcme,www.acme.example,info@acme.example\n")
    assert found.mapping == {0: "customer.name", 1: "customer.site", 2: "customer.email"}


def test_values_contradict_a_header_that_only_holds_a_known_word(tmp_path: Path) -> None:
    _, found = look(tmp_path, "customer,has phone service\nAcme,yes\nCork,no\n")
    assert found.mapping == {0: "customer.name"}
    assert found.reasons[1].code == "unmapped.values_differ"


def test_a_code_that_many_rows_share_does_not_make_one_customer_of_them(tmp_path: Path) -> None:
    rows = "".join(f"Firm {n},PPL{n % 3},{n % 3},{7 if n == 5 else ''}\n" for n in range(60))
    _, found = look(tmp_path, f"name,feature code,code,equivalent code\n{rows}")
    assert found.mapping == {0: "customer.name"}
    assert {found.reasons[at].code for at in (1, 2, 3)} == {"unmapped.values_differ"}


def test_a_file_whose_rows_differ_in_nothing_that_names_anybody_names_nobody(tmp_path: Path) -> None:
    rows = "".join(f"{20 + n},{('cellular', 'telephone')[n % 2]},{n}.50\n" for n in range(60))
    _, found = look(tmp_path, f"age,contact,balance\n{rows}")
    assert "customer.name" not in found.mapping.values()
    assert found.reasons[1].code == "unmapped.values_differ"


def test_branches_of_one_name_in_many_towns_are_customers(tmp_path: Path) -> None:
    rows = "".join(f"Rossmann,Town {n}\n" for n in range(60))
    _, found = look(tmp_path, f"name,city\n{rows}")
    assert found.mapping == {0: "customer.name", 1: "customer.city"}


def test_what_differs_between_people_of_one_firm_is_theirs(tmp_path: Path) -> None:
    _, found = look(
        tmp_path,
        "Record ID,First Name,Last Name,Email,Phone,Associated Company,Associated Company IDs\n"
        "51,Ola,Nowak,ola@acme.example,+48 22 111 22 33,Acme,9001\n"
        "52,Piotr,Lis,piotr@acme.example,+48 22 111 22 33,Acme,9001\n"
        "53,Ewa,Kot,ewa@beta.example,,Beta,9002\n",
    )
    assert found.mapping == {
        0: "contact.external_id",
        1: "contact.first_name",
        2: "contact.last_name",
        3: "contact.email",
        4: "customer.phone",
        5: "customer.name",
        6: "customer.external_id",
    }


def test_a_name_beside_that_of_a_firm_is_the_persons(tmp_path: Path) -> None:
    _, found = look(
        tmp_path, "Name,Given Name,Family Name,Organization 1 - Name\nAnna Maria Weber,Anna Maria,Weber,Weber GmbH\n"
    )
    assert found.mapping == {
        0: "contact.full_name",
        1: "contact.first_name",
        2: "contact.last_name",
        3: "customer.name",
    }


def test_a_column_that_is_not_understood_stays_unmapped_with_its_reason(tmp_path: Path) -> None:
    _, found = look(tmp_path, "company,shoe size,account,empty\nAcme,42,Acme Ltd,\n")
    assert found.mapping == {0: "customer.name"}
    assert [found.reasons[at].code for at in range(4)] == [
        "header.exact",
        "unmapped.unknown",
        "unmapped.taken",
        "unmapped.empty",
    ]


def test_deals_are_not_taken_for_orders_with_confidence(tmp_path: Path) -> None:
    _, found = look(tmp_path, "id,company_id,title,stage,amount,created\nD1,C1,Supply,Won,5.00,2026-01-01\n")
    assert (found.kind_reason, found.confidence) == ("kind.looks_like_deals", 0.1)


@pytest.mark.data
def test_the_accounts_of_a_crm_come_as_customers_with_firmographics_and_parent(data_dir: Path) -> None:
    shape = inspect(data_dir / "crm_sales_opportunities" / "accounts.csv.gz", name="accounts.csv.gz")
    found = recognise(shape)
    assert (found.kind, shape.rows) == ("customers", 85)
    assert named(shape, found) == {
        "account": "customer.name",
        "sector": "customer.industry",
        "year_established": "customer.founded_year",
        "revenue": "customer.annual_revenue",
        "employees": "customer.employees",
        "office_location": "customer.country",
        "subsidiary_of": "customer.parent",
    }


@pytest.mark.data
def test_the_retail_invoices_come_as_order_lines(data_dir: Path) -> None:
    shape = inspect(data_dir / "online_retail_ii" / "online_retail_ii.parquet", name="online_retail_ii.parquet")
    found = recognise(shape)
    assert (found.kind, found.confidence, shape.rows) == ("order_lines", 0.95, 1_044_847)
    assert named(shape, found) == {
        "invoice": "order.number",
        "stock_code": "line.product_code",
        "description": "line.product_name",
        "quantity": "line.quantity",
        "invoice_date": "order.ordered_on",
        "price": "line.unit_price",
        "customer_id": "order.customer_external_id",
        "country": "order.customer_country",
    }
