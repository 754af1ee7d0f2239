"""The real data sets that the published figures were computed on, as tables of orders."""

from datetime import date
from pathlib import Path

import polars


def cdnow_sample(data_dir: Path) -> polars.DataFrame:
    """Return the tenth of CDNOW that every paper on buying uses: 2,357 customers, 6,919 orders.

    Eight of them got their only order for nothing. The papers count them; to the library an order for nothing is no
    purchase. They pay a cent here, which no figure of these customers without a repeat purchase can show.
    """
    return _cdnow(data_dir, "cdnow_sample.parquet")


def cdnow_master(data_dir: Path) -> polars.DataFrame:
    """Return the whole of CDNOW: 23,570 customers, 69,659 orders; those for nothing cost a cent here, too."""
    return _cdnow(data_dir, "cdnow_master.parquet")


def _cdnow(data_dir: Path, name: str) -> polars.DataFrame:
    paid = polars.col("value").clip(lower_bound=0.01)
    lines = polars.read_parquet(data_dir / "cdnow" / name)
    return lines.select("customer_id", polars.col("date").alias("ordered_on"), paid.alias("amount"))


def online_retail(data_dir: Path, until: date = date(2011, 12, 9)) -> polars.DataFrame:
    """Return the sales of a wholesaler by customer and day: customer known, quantity and price above zero."""
    lines = polars.scan_parquet(data_dir / "online_retail_ii" / "online_retail_ii.parquet")
    quantity, price, customer = polars.col("quantity"), polars.col("price"), polars.col("customer_id")
    sold = lines.filter(customer.is_not_null(), quantity > 0, price > 0)
    day = polars.col("invoice_date").dt.date().alias("ordered_on")
    return sold.filter(day <= until).group_by(customer, day).agg((quantity * price).sum().alias("amount")).collect()
