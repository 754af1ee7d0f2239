"""Measures of whole tables: pandas, Polars, Arrow, DuckDB or Spark, the same kind given back.

They stand apart because several are called as what they give: `klientela.measures.purchases` is the function.
"""
