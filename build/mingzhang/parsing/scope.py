"""Whether the accounts are the body's own (本级) or those of the body with its units (汇总), as the text says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST_READ = 200_000
"""Characters looked through: how the accounts are made up is told in the first part."""
OWN_END = ("本级", "本级）", "本级)")
_SUMMED = re.compile(r"[（(](?:部门)?汇总[）)]|决算汇总")
_SUMMED_IN_TEXT = re.compile(r"汇总决算|部门汇总")
# 下属2个事业单位, 所属单位, 二级预算单位; begun by a character, so that nothing is tried where none stands
_UNITS = r"[下所直二基](?:(?<=[下所直])属|(?<=[下二])级|(?<=基)层)[^。；]{0,30}?(?:单位|机构)"
_OWN_AND_UNITS = re.compile(rf"本级[^。；]{{0,40}}?{_UNITS}|{_UNITS}[^。；：:]{{0,30}}?本级")
"""由本级决算和下属单位决算组成; 局本级决算、下属2个事业单位决算."""
_AND_UNITS = re.compile(r"(?:和|及|以及|、)([1-9]\d{0,2})[个家](?:下属|所属|二级|直属)?(?:预算|事业)?单位")
_NO_UNITS = (
    re.compile(
        rf"[无没不未个](?:(?<=无)|(?<=没)有|(?<=不)(?:含|包括|存在)|(?<=未)设|(?<=0个))[^。；，]{{0,6}}?{_UNITS}"
    ),
    re.compile(rf"{_UNITS}[^。；，]{{0,8}}?(?:0个|为零)"),
)
"""无下属单位; 所属单位0个."""
_KINDS_OF_UNITS = re.compile(
    r"其中[：:]?[^。；]{0,12}?行政单位\d{1,3}[个家][^。；]{0,12}?事业单位[1-9]\d{0,2}[个家]"
)
"""其中行政单位1个，全额拨款事业单位3个."""
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
    if any(pattern.search(text) for pattern in _NO_UNITS):
        return "本级"
    if (
        ("汇总" in text and _SUMMED_IN_TEXT.search(text))
        or _AND_UNITS.search(text)
        or ("行政单位" in text and _KINDS_OF_UNITS.search(text))
        or ("本级" in text and _OWN_AND_UNITS.search(text))
    ):
        return "汇总"
    count = _COUNT.search(text)
    if count:
        return "本级" if count[1] in ("1", "一") else "汇总"
    return "本级" if "本级决算" in text else None
