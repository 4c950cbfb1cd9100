"""The pages of the site: each module makes one kind of page, or the fragments of hand-written ones."""
