"""What the base knows of the sales in a file, and which of its rows are new to the base: `fresh_sales`."""

from collections import Counter

from klientela.exchange.imports.staging.base import chosen, pour, wanted
from klientela.exchange.imports.staging.opening import Stage
from klientela.sales.models import CreditNote, Order, OrderLine, Product


def read(stage: Stage) -> None:
    """Make `base_products` and `base_orders`, and `fresh_sales`: those rows whose order the base does not have yet."""
    stage.execute("CREATE OR REPLACE TEMP TABLE base_products (code VARCHAR, product BIGINT)")
    stage.execute("CREATE OR REPLACE TEMP TABLE base_orders (customer BIGINT, document VARCHAR, day VARCHAR)")
    products = Product.objects.unscoped("an import finds the products of its lines")
    if products.exists():
        codes = wanted(stage, "SELECT DISTINCT code FROM sales WHERE code IS NOT NULL")
        pour(stage, "base_products", chosen(products, "code", codes, ("code", "pk")))
    _read_documents(stage)
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE fresh_sales AS
        SELECT * FROM sales s WHERE NOT EXISTS (
            SELECT 1 FROM base_orders b WHERE b.customer = coalesce(s.customer, 0)
            AND b.document = coalesce(s.document, '') AND (s.document IS NOT NULL OR b.day = s.day::VARCHAR))"""
    )


def _read_documents(stage: Stage) -> None:
    matched = wanted(stage, "SELECT DISTINCT customer FROM sales WHERE customer > 0")
    of_nobody = wanted(stage, "SELECT DISTINCT document FROM sales WHERE customer IS NULL AND document IS NOT NULL")
    orders = Order.objects.unscoped("an import must not bring an order in twice")
    notes = CreditNote.objects.unscoped("an import must not bring a credit note in twice")
    for rows, day in ((orders, "ordered_on"), (notes, "issued_on")):
        columns = ("customer_id", "number", day)
        known = chosen(rows, "customer_id", matched, columns)
        pour(stage, "base_orders", ((customer, number, str(on)) for customer, number, on in known))
        known = chosen(rows.filter(customer__isnull=True), "number", of_nobody, columns)
        pour(stage, "base_orders", ((0, number, str(on)) for _, number, on in known))


def read_creditable(stage: Stage) -> None:
    """Make `base_lines`: lines in the base that a credit note of the file may take back, with what is left of each."""
    stage.execute(
        "CREATE OR REPLACE TEMP TABLE base_lines"
        ' (customer BIGINT, product BIGINT, currency VARCHAR, line BIGINT, "order" BIGINT, kind VARCHAR, day VARCHAR,'
        ' "left" BIGINT)'
    )
    customers = wanted(stage, "SELECT DISTINCT customer FROM plan_credits WHERE customer > 0 AND product > 0")
    products = set(wanted(stage, "SELECT DISTINCT product FROM plan_credits WHERE product > 0"))
    if not customers:
        return
    notes = CreditNote.objects.unscoped("an import sees what is left of a line after earlier credit notes")
    taken: Counter[int] = Counter()
    for line, quantity in chosen(notes.filter(line__isnull=False), "customer_id", customers, ("line_id", "quantity")):
        taken[line] += quantity
    lines = OrderLine.objects.unscoped("an import sees what a credit note may take back").filter(
        quantity__gt=0, amount__gt=0
    )
    columns = ("product_id", "order__currency", "pk", "order_id", "kind", "order__ordered_on", "quantity")
    rows = chosen(lines, "order__customer_id", customers, ("order__customer_id", *columns))
    pour(
        stage,
        "base_lines",
        (
            (who, product, currency, line, order, kind, str(day), quantity - taken[line])
            for who, product, currency, line, order, kind, day, quantity in rows
            if product in products
        ),
    )
