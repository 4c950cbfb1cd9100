"""Which texts are a department's final accounts, and why another is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Document, NotADisclosure, Section
from .identity import squeezed

_BUDGET_TITLE = re.compile(
    r"20\d\d年(?:度)?[\u4e00-\u9fff（）()]{0,40}?(?:部门|单位)?预算(?:公开|情况|草案|编制)?(?:说明|表)?"
)
_GOVERNMENT_TITLE = re.compile(
    r"20\d\d年(?:度)?[\u4e00-\u9fff]{0,20}?(?:财政总决算|政府决算|本级财政决算|财政决算|财政收支决算|全[省市区县]决算)"
    r"|关于[\u4e00-\u9fff\d]{0,30}(?:财政|本级)决算(?:\(草案\)|（草案）|草案)?的报告"
)
_BLANK = re.compile(
    r"20[×xX_＿]{2}年|[×xX＿_]{2,}(?:年度|部门|单位|局|街道|委|区|市)|[（(](?:部门|单位)名称[）)]"
)


def refuse_others(document: Document, sections: Sequence[Section]) -> None:
    """Raise `NotADisclosure` where the text is not a department's final accounts."""
    text = squeezed(document)
    final, budget = text.count("决算"), text.count("预算")
    opening = text[:400]
    if final == 0 and budget == 0:
        raise NotADisclosure("不是部门决算公开：全文没有“决算”二字")
    if final * 3 < budget and (final < 5 or "预算公开" in opening or "部门预算" in opening):
        raise NotADisclosure("是部门预算，不是部门决算：请提供决算公开文件")
    if final < 3:
        raise NotADisclosure("不是部门决算公开：全文几乎没有提到“决算”")
    if _GOVERNMENT_TITLE.search(opening) and "部门决算" not in opening:
        raise NotADisclosure("是一级政府的财政决算，不是部门决算：本库只收部门（单位）的决算公开")
    figures = len(re.findall(r"\d[\d,]*\.\d", text[:500_000]))
    if len(_BLANK.findall(text[:500_000])) >= 3 and figures < 5:
        raise NotADisclosure("是没有填写的模板：部门名称、年度与金额都是空白")
    if not sections:
        raise NotADisclosure("不是部门决算公开：没有读到任何正文")
