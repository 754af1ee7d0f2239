"""Trade: the product catalogue, orders with lines and credit notes, opening balances.

It knows what counts as a purchase and what an order is worth in the home currency.
Deals and receivables will live here too, above orders."""
