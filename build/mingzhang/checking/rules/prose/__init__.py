"""N01–N14, N22, N24: figures of the prose against the statements and one another."""
