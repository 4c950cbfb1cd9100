"""How a target or an outcome reads: a figure (≥30场, 97%-100%, 千分之二) or words of doing (按时完成, 有效提升)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..form_words import label

LONGEST_VALUE = 30
"""Characters of the longest target or outcome that is told by how it reads."""
_FIGURE = re.compile(
    r"^(?:[><≥≤≧≦》《约近]{0,2}|不(?:少于|低于|超过|高于|大于)|至少|每月|每年|每季度?)[0-9][0-9,.]*"
    r"[余多]?[^0-9。，；]{0,6}(?:[-—~至][0-9][0-9.,]*[^0-9。，；]{0,4})?(?:以[上下内])?$|^[百千万]分之.{1,3}$|^[≥≤]?千分之.{1,3}$"
)
_WORDS = re.compile(
    r"^(?:按[时期]|及时|全部|如期|基本|有效|显著|逐步|逐渐|持续|不断|明显|稳步|大力|有所|得到|较为?|进一步)?"
    r"(?:完成|及时|合格|达标|提升|提高|改善|增强|增长|保障|促进|推广|下降|减少|降低|巩固|推进|良好|优秀?|较好|好|高|无|"
    r"是|明显|有效|正常|达到|满意|合规|合理|安全|稳定|发展|可持续发展|不发生|未发生|零差评|长期|持续|到位|运行|加强|扩大|优化)"
    r"(?:完成|提升|提高|改善|增强|增长|运行|发展|推进|开展|落实|到位)?$"
)


@lru_cache(maxsize=2048)
def value_kind(text: str) -> int:
    """2 for a figure, 1 for the words of an outcome, 0 for others."""
    told = label(text)
    if len(told) > LONGEST_VALUE:
        return 0
    return 2 if _FIGURE.match(told) else 1 if _WORDS.match(told) else 0
