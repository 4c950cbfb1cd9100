"""How the prose of other cities puts what the thirteen sections say: other headings, order, words, and more figures."""

from .centre import CENTRE
from .east import EAST
from .north import NORTH
from .west import WEST

__all__ = ["CENTRE", "EAST", "NORTH", "WEST"]
