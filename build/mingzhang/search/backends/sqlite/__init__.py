"""Search by the database itself."""
