"""Pages and fragments for people: addresses, views, forms, templates, styles and small scripts.

It speaks HTTP, wording and layout, and asks one query per panel or posts to one action.
It owns no tables and knows neither the API nor the command line."""
