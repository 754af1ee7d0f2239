"""Report definitions, dashboards and scheduled sends.

It will describe figures over the field catalogue and render them for page, PDF and mail.
It reads everything below and changes nothing but its own definitions; it is empty so far."""
