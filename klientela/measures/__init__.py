"""A plain library of measures: tables in, tables out, usable in a notebook without Django.

RFM scores, rhythm and markers' arithmetic live here as pure functions.
It knows neither the database nor the rest of the product."""
