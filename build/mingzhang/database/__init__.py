"""The published database: its schema from the catalogue, its rows from disclosures, its full-text search."""
