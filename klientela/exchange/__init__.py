"""How data comes in and goes out: hygiene, then imports and exports, then adapters to outside systems.

A file is read, recognised, mapped, matched, shown, written in chunks, reconciled and can be undone.
It also makes the sample base, because made-up data is brought in by the same roads as real data."""
