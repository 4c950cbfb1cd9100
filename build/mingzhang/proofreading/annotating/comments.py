"""What is written into a copy of a file: a finding and the words of its comment."""

from __future__ import annotations

from ...model import Finding

Comment = tuple[Finding, str]
"""A finding and what its comment says."""


class CannotAnnotate(ValueError):
    """There is no copy with comments of this file; the message says why and what to do, in one line."""
