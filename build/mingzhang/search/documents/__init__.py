"""The searchable units of a database, and how they are written."""
