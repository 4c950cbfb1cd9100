"""Search by a Meilisearch server."""
