"""What can stop the server from starting."""

from __future__ import annotations


class ServeError(RuntimeError):
    """The portal cannot be served; the message is one line that says what to do."""


class Replaced(ServeError):
    """Another database took the place of the one that was being opened."""
