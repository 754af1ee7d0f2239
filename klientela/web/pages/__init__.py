"""One package per page: its addresses, views, forms and rows; its templates lie under `templates/<page>/`.

A page asks one query per panel, renders fragments, posts to actions, and imports no other page.
Pages that span floors are composed here and nowhere below."""
