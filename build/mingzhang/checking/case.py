"""What a rule looks at: one disclosure, its tables as a ledger, its sentences."""

from __future__ import annotations

from functools import cached_property

from ..model import Disclosure
from .ledger import Ledger


class Case:
    """One disclosure under proof; what is read from it is read once."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.year = disclosure.identity.fiscal_year

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.disclosure)
