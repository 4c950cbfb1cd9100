"""Groups and persons of the 三公 sections: journeys abroad, receptions, meetings."""

from __future__ import annotations

import re

from .quantities import Quantity
from .subjects import COUNTS

_ACCOMPANYING = re.compile(r"(?:陪同|陪餐|作陪|工作人员)[^，。；、()]{0,20}$")
"""Those who accompany guests are no guests."""
_PART = re.compile(r"其中:?(?:随团|随行|本单位|本部门|副?[部厅局处]级|领导|[^，。；、()接访宾外内]{0,4})$")
"""Of those counted before, some: 3人次，其中随团2人."""
_NEAR = 24
"""Characters before a number in which such words stand."""


def counted_metric(text: str, subject: str, quantity: Quantity) -> str | None:
    """The metric of a number of groups or persons that a sentence on `subject` prints."""
    lead = text[max(0, quantity.start - _NEAR) : quantity.start]
    if _ACCOMPANYING.search(lead) or _PART.search(lead):
        return None
    if quantity.unit in ("人次", "人"):
        return COUNTS.get((subject, "persons"))
    return COUNTS.get((subject, "groups")) if quantity.unit in ("个", "批次", "批", "次") else None
