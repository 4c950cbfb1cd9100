"""Names of 公开01 and 公开04 that were cut short or torn over two rows, made whole.

Both tables print a closed list of names; a piece is completed only where one name of the list fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ...classification import name_key
from ...classification.codes import function_codes
from ...model import Repair
from .drafts import Draft

SHORTEST = 4
"""Characters of a name below which nothing is completed."""

_BUDGETS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_REVENUE: dict[int, tuple[str, ...]] = {
    1: (
        *(f"{name}收入" for name in _BUDGETS),
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
        "使用非财政拨款结余",
        "使用非财政拨款结余（含专用结余）",
        "使用非财政拨款结余和专用结余",
        "年初结转和结余",
    ),
    4: (*_BUDGETS, "年初财政拨款结转和结余"),
}
_EXPENDITURE: dict[int, tuple[str, ...]] = {
    1: ("结余分配", "年末结转和结余"),
    4: ("年末财政拨款结转和结余",),
}
_TOTALS = ("本年收入合计", "本年支出合计", "总计")


@cache
def _names(number: int, side: str) -> dict[str, str]:
    """The names that may stand on this side, by their key."""
    if side == "revenue":
        names: Iterable[str] = (*_REVENUE[number], *_TOTALS)
    else:
        classes = (name for code in function_codes() if code.level == 1 for name in code.names)
        names = (*classes, *_EXPENDITURE[number], *_TOTALS)
    return {name_key(name): name for name in names}


def whole_names(number: int, side: str, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The rows of one side with their names made whole; a row that was only the rest of a name is taken in."""
    known = _names(number, side)
    before: Draft | None = None
    for draft in drafts:
        if before is not None and _is_rest(draft) and _joined(before, draft.item) in known:
            printed = before.item
            before.item = known[_joined(before, draft.item)]
            before.mend(Repair("wrapped_name", f"{printed}\n{draft.item}"))
            continue
        if before is not None:
            yield _completed(before, known)
        before = draft
    if before is not None:
        yield _completed(before, known)


def _is_rest(draft: Draft) -> bool:
    return bool(draft.item) and not draft.filled and not draft.keys.get("line_no")


def _joined(before: Draft, rest: str) -> str:
    return name_key(before.item + rest)


def _completed(draft: Draft, known: dict[str, str]) -> Draft:
    """The row under its full name, where its own is the beginning of one name of the list alone."""
    key = name_key(draft.item)
    if len(key) < SHORTEST or key in known:
        return draft
    fitting = [name for whole, name in known.items() if whole.startswith(key)]
    if len(fitting) == 1:
        draft.mend(Repair("cut_name", draft.item))
        draft.item = fitting[0]
    return draft
