"""What answers searches: SQLite, a static index, Meilisearch."""
