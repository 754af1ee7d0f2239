"""What people do next: Today, tasks, and later plans and call queues.

It turns conclusions of `insight` into a short ranked list with a reason and the money at stake.
What was done about an action goes back down as a fact."""
