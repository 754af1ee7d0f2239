"""The mechanisms everything rests on, without a noun of the domain.

Actor and choke point, errors, clock, money, events and outbox, jobs, field catalogue, listing, search keys.
Every higher floor is small because these are here."""
