"""Groups and persons of the 三公 sections: journeys abroad, receptions, meetings."""

from __future__ import annotations

import re

from .labels import COUNTS
from .quantities import Quantity

_ACCOMPANYING = re.compile(r"陪同|陪餐|作陪|工作人员")
"""Those who accompany guests are no guests."""
_NEAR = 6
"""Characters before a number in which such a word stands."""


def counted_metric(text: str, subject: str, quantity: Quantity) -> str | None:
    """The metric of a number of groups or persons that a sentence on `subject` prints."""
    if _ACCOMPANYING.search(text, max(0, quantity.start - _NEAR), quantity.start):
        return None
    if quantity.unit in ("人次", "人"):
        return COUNTS.get((subject, "persons"))
    return COUNTS.get((subject, "groups")) if quantity.unit in ("个", "批次", "批", "次") else None
