"""X: what the nine statements say of one another."""
