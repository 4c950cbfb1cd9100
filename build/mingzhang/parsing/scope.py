"""Whether the accounts are the body's own (本级) or those of the body with its units (汇总), as the text says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST_READ = 200_000
"""Characters looked through: how the accounts are made up is told in the first part."""
OWN_END = ("本级", "本级）", "本级)")
_SUMMED = re.compile(r"[（(](?:部门)?汇总[）)]|决算汇总")
_SUMMED_IN_TEXT = re.compile(r"汇总决算|部门汇总")
_UNITS = r"(?:下属|所属|直属|下级|二级|基层)[^。；]{0,30}?(?:单位|机构)"
_OWN_AND_UNITS = re.compile(rf"本级[^。；]{{0,40}}?{_UNITS}|{_UNITS}[^。；：:]{{0,30}}?本级")
"""由本级决算和下属单位决算组成; 局本级决算、下属2个事业单位决算."""
_AND_UNITS = re.compile(r"(?:和|及|以及|、)([1-9]\d{0,2})[个家](?:下属|所属|二级|直属)?(?:预算|事业)?单位")
_TELLS_OF_UNITS = re.compile(
    r"[下所直二基编独预事个家](?:(?<=[下所直])属|(?<=[下二])级|层|制范围|立核算|[算业]?单位)"
)
"""Words one of which is in all that tells of units."""
_AROUND = 100
"""Characters before and after them that may belong to it."""
_NO_UNITS = re.compile(
    rf"(?:无|没有|不含|不包括|未设|不存在|0个)[^。；，]{{0,6}}?{_UNITS}|{_UNITS}[^。；，]{{0,8}}?(?:0个|为零)"
)
_COUNT = re.compile(
    r"(?:编制范围|二级预算单位|独立核算)[^。；：:]{0,16}?单位[^。；：:]{0,4}?(?:共|有|为)?(?:计)?(\d{1,3}|[一二三四五六七八九十])[个家]"
)


def read_scope(captions: Sequence[str], cover: Iterable[str], titles: Iterable[str], text: str) -> str | None:
    """本级 or 汇总 by the cover, the tables' captions or the prose; None where none of them says it."""
    text = text[:MOST_READ]
    if any(_SUMMED.search(line[:100]) for line in cover):
        return "汇总"
    stated = sum(caption.endswith(OWN_END) for caption in captions)
    if any(title.endswith(OWN_END) for title in titles) or (stated and stated * 2 >= len(captions)):
        return "本级"
    near = [match.start() for match in _TELLS_OF_UNITS.finditer(text)]
    units = "。".join(text[max(0, at - _AROUND) : at + _AROUND] for at in near)
    if _NO_UNITS.search(units):
        return "本级"
    if _SUMMED_IN_TEXT.search(text) or _AND_UNITS.search(units) or _OWN_AND_UNITS.search(units):
        return "汇总"
    count = _COUNT.search(units)
    if count:
        return "本级" if count[1] in ("1", "一") else "汇总"
    return "本级" if "本级决算" in text else None
