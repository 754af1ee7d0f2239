"""One engine for things that happen by themselves: trigger, step, enrolment.

Campaigns, sequences and plays will be built on that one engine, in this order.
It acts only through the actions of the floors below; it is empty so far."""
