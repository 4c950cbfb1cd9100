"""How text and queries become comparable, and what a query means."""
