"""Who hears of what: the dotted name of an event class, and of the functions that are called with each such event.

A subscriber runs in the transaction that marks the delivery, so it does little: it marks rows as stale, brings one
customer up to date, or begins a job.
"""

CONCLUSIONS = "klientela.insight.subscribers.facts_changed"

SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "klientela.accounts.events.ChangeUndone": (CONCLUSIONS, "klientela.exchange.subscribers.change_undone"),
    "klientela.customers.events.CustomersChanged": (CONCLUSIONS,),
    "klientela.sales.events.SalesChanged": (CONCLUSIONS,),
}
