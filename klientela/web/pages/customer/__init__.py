"""The page at `/customers/<customer_id>/`."""
