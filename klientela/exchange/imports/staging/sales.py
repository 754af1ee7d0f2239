"""What becomes of order lines: `plan_products`, `plan_orders`, `plan_lines`, `plan_credits`.

Rows with the same customer and number are one order; without a number, those of one customer and day. A negative
quantity with a price is a credit note; a line without a charge is free; fees and postage are lines, not purchases.
Orders are facts: one that the base has already is left as it is, and its rows are skipped.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging import fees, readings
from klientela.exchange.imports.staging.opening import Stage, dictionary, put
from klientela.exchange.imports.terms import Terms


def read(stage: Stage, terms: Terms) -> None:
    """Make `sales`: every row that sells or takes back, with its order, product, kind and amounts."""
    _read_products(stage)
    dictionary(stage, "read_cancelled", "SELECT order_status FROM told", readings.cancelled, "bool_")
    lines = terms.kind == "order_lines"
    quantity = (
        "coalesce(t.line_quantity, 1000000)" if lines else "CASE WHEN t.order_amount < 0 THEN -1 ELSE 1 END * 1000000"
    )
    price = "t.line_unit_price" if lines else "abs(t.order_amount)"
    # quantity and price are integers of 10**-6 each; their product becomes minor units, half to even
    product = f"half_even({quantity}::HUGEINT * {price}::HUGEINT, (10 ** (12 - x.places))::HUGEINT)"
    stated = "half_even(t.line_amount::HUGEINT, (10 ** (6 - x.places))::HUGEINT)"
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE sales AS SELECT *, CASE
            WHEN quantity < 0 AND amount < 0 THEN 'credit'
            WHEN coalesce(price, 0) = 0 AND amount = 0 THEN 'free'
            WHEN is_fee OR amount < 0 THEN 'fee' ELSE 'sale' END AS kind,
            concat_ws(chr(31), coalesce(customer, 0), coalesce(document, 'on ' || day), currency) AS bundle
        FROM (
            SELECT t.row, c.ref AS customer, left(t.order_number, 100) AS document,
                t.order_ordered_on AS day, x.code AS currency, {quantity} AS quantity, {price} AS price,
                coalesce({stated if lines else "NULL"}, {product}, 0)::BIGINT AS amount,
                coalesce(left(t.line_product_code, 100), left(t.line_product_name, 100)) AS code,
                left(t.line_product_name, 255) AS text, coalesce(f.is_fee, FALSE) AS is_fee,
                coalesce(s.value, FALSE) AS is_cancelled
            FROM told t JOIN party_of p USING (row)
            LEFT JOIN entities e ON e.party = p.party LEFT JOIN plan_customers c ON c.entity = e.entity
            LEFT JOIN read_currency y ON y.raw = t.order_currency
            JOIN exponents x ON x.code = coalesce(y.value, $currency)
            LEFT JOIN read_fee f ON f.code = coalesce(t.line_product_code, '')
                AND f.text = coalesce(t.line_product_name, '')
            LEFT JOIN read_cancelled s ON s.raw = t.order_status
            WHERE {terms.sells} AND c.failure IS NULL)""",
        {"currency": terms.currency},
    )


def _read_products(stage: Stage) -> None:
    found = stage.execute(
        "SELECT DISTINCT coalesce(line_product_code, ''), coalesce(line_product_name, '') FROM told"
    ).fetchall()
    codes, texts = [code for code, _ in found], [text for _, text in found]
    marks = fees.are_fees(codes, texts)
    put(stage, "read_fee", {"code": (codes, "string"), "text": (texts, "string"), "is_fee": (marks, "bool_")})


def plan(stage: Stage) -> None:
    """Make the plans; needs `fresh_sales` and `base_products`."""
    named = "SELECT text FROM fresh_sales UNION ALL SELECT code FROM fresh_sales"
    dictionary(stage, "read_product", named, readings.keys)
    stage.execute(
        """CREATE OR REPLACE TABLE plan_products AS
        SELECT n.*, coalesce(k.value, '') AS name_key, CASE WHEN product IS NULL THEN
                row_number() OVER (PARTITION BY product IS NULL ORDER BY row) - 1 END AS number,
            CASE WHEN product IS NULL THEN
                -row_number() OVER (PARTITION BY product IS NULL ORDER BY row) ELSE product END AS ref
        FROM (SELECT s.code, any_value(b.product) AS product, min(s.row) AS row,
                coalesce(arg_min(s.text, s.row), '') AS name
            FROM fresh_sales s LEFT JOIN base_products b USING (code) WHERE s.code IS NOT NULL GROUP BY s.code) n
        LEFT JOIN read_product k ON k.raw = coalesce(nullif(n.name, ''), n.code)"""
    )
    stage.execute(
        """CREATE OR REPLACE TABLE plan_orders AS
        SELECT o.*, row_number() OVER (ORDER BY o.row) - 1 AS number, -row_number() OVER (ORDER BY o.row) AS ref
        FROM (
            SELECT bundle, any_value(customer) AS customer, coalesce(any_value(document), '') AS document,
                min(day) AS day, any_value(currency) AS currency, bool_or(is_cancelled) AS is_cancelled,
                sum(CASE WHEN kind = 'sale' THEN amount ELSE 0 END)::BIGINT AS amount,
                sum(CASE WHEN kind = 'fee' THEN amount ELSE 0 END)::BIGINT AS fees, min(row) AS row
            FROM fresh_sales WHERE kind <> 'credit' GROUP BY bundle) o"""
    )
    stage.execute(
        """CREATE OR REPLACE TABLE plan_lines AS
        SELECT row_number() OVER (ORDER BY o.number, s.row) - 1 AS number, o.ref AS "order", p.ref AS product, s.kind,
            CASE WHEN s.text = p.name THEN '' ELSE coalesce(s.text, '') END AS text,
            s.quantity, s.price, s.amount, s.row, s.customer, s.day, o.number AS order_number
        FROM fresh_sales s JOIN plan_orders o USING (bundle) LEFT JOIN plan_products p USING (code)
        WHERE s.kind <> 'credit' ORDER BY o.number, s.row"""
    )
    stage.execute(
        """CREATE OR REPLACE TABLE plan_credits AS
        SELECT row_number() OVER (ORDER BY s.row) - 1 AS number, s.customer, p.ref AS product,
            coalesce(s.document, '') AS document, s.day, s.currency, -s.quantity AS quantity, -s.amount AS amount,
            CASE WHEN s.text = p.name THEN '' ELSE coalesce(s.text, '') END AS text, s.row
        FROM fresh_sales s LEFT JOIN plan_products p USING (code) WHERE s.kind = 'credit' ORDER BY s.row"""
    )
