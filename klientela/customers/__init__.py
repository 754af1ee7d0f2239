"""The customer base itself: customers, contacts, contact points, and what passed between us.

Records say who somebody is; the timeline says what happened, with author, time and source.
It knows nothing of money, scores or pages."""
