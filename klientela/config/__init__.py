"""The roof: settings, root addresses and the visible lists that say who implements what.

It may import anything, and nothing imports it: lower floors reach its lists by dotted names in the settings.
Reading this package tells a newcomer what the running system is made of."""
