"""Search, in wings: its language, the documents that can be found, the back ends that answer."""
