"""Lines of a flattened form as fragments: pieces of cells, the form's own words put together again.

A cell that ran over several printed lines gives a fragment a line; cells that stood on one line give fragments parted
by blanks. The form's own words (labels, column heads, levels) are known, so their fragments are joined here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...model import Passage
from ..form_words import label
from ..joining import display_width
from ..levels import is_goal_label, is_piece, is_side, level1_name, level2_name
from .values import value_kind

Kind = Literal["head", "skip", "side", "note", "money", "sum", "total", "goal", "column", "level", "text"]

_LABELS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("note", ("偏差大或目标未完成原因分析", "偏差原因分析", "目标未完成原因分析", "未完成原因分析")),
    ("note", ("改进措施及结果应用方案", "改进措施", "下一步改进措施", "结果应用方案")),
    ("money", ("预算执行情况(万元)", "预算执行情况(元)", "预算执行情况", "项目资金(万元)", "项目资金(元)")),
    ("money", ("项目资金",)),
    ("sum", ("年度财政资金总额", "年度资金总额", "部门整体支出总额", "单位整体支出总额", "整体支出总额")),
    ("side", ("年度绩效指标", "项目年度绩效指标", "绩效指标")),
    ("total", ("总分", "自评得分", "综合得分", "合计得分", "自评总分")),
    ("head", ("项目名称", "单位名称", "部门名称", "部门(单位)名称", "项目类别", "项目属性", "项目类型")),
    ("head", ("预算来源及资金规模",)),
    (
        "skip",
        ("基本支出总额", "项目支出总额", "主管部门", "项目实施单位", "实施单位", "项目负责人", "联系电话"),
    ),
    (
        "column",
        ("一级指标", "二级指标", "三级指标", "年初目标值(A)", "年初目标值", "年度目标值", "年度指标值(A)"),
    ),
    ("column", ("年度指标值", "年初目标(A)", "实际完成值(B)", "实际完成值", "全年完成值", "指标值")),
    ("column", ("分值", "权重", "得分", "偏差原因分析及改进措施")),
)
_KINDS: dict[str, Kind] = {name: kind for kind, names in _LABELS for name in names}
_BY_FIRST: dict[str, tuple[str, ...]] = {
    first: tuple(sorted((name for name in _KINDS if name[0] == first), key=len, reverse=True))
    for first in {name[0] for name in _KINDS}
}
_LEVELS = tuple(
    f"{name}指标"
    for name in (
        *(
            "产出",
            "效益",
            "满意度",
            "成本",
            "投入",
            "过程",
            "管理",
            "效果",
            "数量",
            "质量",
            "时效",
            "经济成本",
            "社会成本",
        ),
        *(
            "生态环境成本",
            "经济效益",
            "社会效益",
            "生态效益",
            "环境效益",
            "生态环境效益",
            "可持续影响",
            "可持续发展",
        ),
        *("服务对象满意度", "社会公众满意度", "群众满意度", "受益对象满意度", "公众满意度", "产出及效益"),
    )
)
_LEVEL_FIRST = frozenset("数质时成经社生环可服公群受资财人重部产效满投过管履绩年目项预")
LONGEST_LINE, MOST_FRAGMENTS = 2000, 3000
"""Characters of a line and fragments of one form that are read; a real form has at most about 800."""
_MOST_PIECES = 10
_UNIT_FIRST = "个次场人户家项件篇期本张处辆台套万亿元年月日天公里平方米名只条批份课时所座栋间亩吨卷组支队名"
_NUMBER = re.compile(r"^[><≥≤》《]{0,2}[0-9][0-9.,]{0,15}$")
_SIGN = re.compile(r"^[><≥≤》《=]{1,2}$")
_BRACKET = re.compile(r"^[(（][^()（）]{0,6}[)）]?$")
_ORDERED = re.compile(r"^指标[0-9]{1,2}[:：]$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a cell. `at` counts the printed lines: fragments of one line are different cells."""

    text: str
    kind: Kind
    line: int
    at: int

    @property
    def width(self) -> int:
        return display_width(self.text)


def fragments(lines: Sequence[Passage]) -> list[Fragment]:
    """The fragments of the lines in order."""
    bare = [
        Fragment(text, "text", line.line, at)
        for at, line in enumerate(lines)
        for text in cells_of_line(line.text[:LONGEST_LINE])
    ][:MOST_FRAGMENTS]
    out: list[Fragment] = []
    at = 0
    while at < len(bare):
        found = _known(bare, at)
        if found is None:
            out.append(bare[at])
            at += 1
            continue
        kind, count, rest = found
        if kind == "level" and (_follows_text(out, bare[at]) or _ends_name(out, bare, at, count)):
            out.append(bare[at])
            at += 1
            continue
        text = "".join(part.text for part in bare[at : at + count])
        text = text[: len(text) - len(rest)] if rest else text
        out.append(Fragment(text, kind, bare[at].line, bare[at].at))
        if rest:
            out.append(Fragment(rest, "text", bare[at + count - 1].line, bare[at + count - 1].at))
        at += count
    return out


def _follows_text(before: Sequence[Fragment], fragment: Fragment) -> bool:
    """Whether other words stand before a fragment on its line: then it is no level's name but a cell after one."""
    if not before or before[-1].at != fragment.at or before[-1].kind != "text":
        return False
    return not (is_side(before[-1].text) or is_piece(before[-1].text))


def _ends_name(before: Sequence[Fragment], bare: Sequence[Fragment], at: int, count: int) -> bool:
    """Whether words that read like a level are the end of a name (…人员 / 数量 / 26人) or a value printed twice."""
    text = label(bare[at].text)
    if count > 1 or text.endswith("指标"):
        return False
    after = bare[at + 1].text if at + 1 < len(bare) else ""
    if label(after) == text or (before and label(before[-1].text) == text):
        return True
    told = before and before[-1].kind == "text" and not value_kind(before[-1].text)
    return bool(told and not is_side(before[-1].text) and value_kind(after))


def cells_of_line(text: str) -> list[str]:
    """The cells of a line: parted by two blanks or more where there are any, else by single ones. One blank parts two
    as well where a value or a level is one of them (档案抽检合格率 ≥97%): a narrow column leaves no more room."""
    if "  " not in text:
        return _single_cells(text)
    cells: list[str] = []
    for cell in re.split(r"\s{2,}", text.strip()):
        pieces = _single_cells(cell) if " " in cell else [cell]
        tells = len(pieces) > 1 and (
            value_kind(pieces[-1])
            or any(level1_name(piece) or level2_name(piece) for piece in pieces[:1])
            or pieces[-1] == pieces[-2]
            or all(map(_is_column, pieces))
        )
        cells += pieces if tells else [cell]
    return cells


def _is_column(piece: str) -> bool:
    """Whether a piece is the head of a form's column: one of indicators, or one of its amounts (全年执行数)."""
    word = label(piece)
    return _KINDS.get(word) == "column" or word.endswith(("预算数", "执行数", "执行率"))


def _single_cells(text: str) -> list[str]:
    """The cells of a text parted by single blanks. A blank between a number and its sign or unit (≥ 10 次) parts none."""
    out: list[str] = []
    for piece in text.split():
        before = out[-1] if out else ""
        joins = _SIGN.match(before) or (_NUMBER.match(before) and _is_unit(piece))
        if joins or (before and _BRACKET.match(piece)) or _ORDERED.match(before):
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _is_unit(piece: str) -> bool:
    """Whether words after a number are its unit (200 册, 50 余场), or go on with it (12 个社区)."""
    return piece[0] in _UNIT_FIRST or (len(piece) <= 2 and piece.isalpha() and not value_kind(piece))


def _known(bare: Sequence[Fragment], at: int) -> tuple[Kind, int, str] | None:
    """The kind of the form's own words that begin at a fragment, how many fragments they take, and what of the last
    is no part of them (项目名称：图书角); None for other text."""
    first = label(bare[at].text)
    if not first:
        return None
    found = _label(bare, at, first)
    if found:
        return found
    head, colon, tail = first.partition(":")
    if colon and tail and is_goal_label(head):
        return "goal", 1, re.split("[:：]", bare[at].text, maxsplit=1)[1]
    if first[0] in _LEVEL_FIRST and len(first) <= 16:
        return _level(bare, at, first)
    return None


def _label(bare: Sequence[Fragment], at: int, first: str) -> tuple[Kind, int, str] | None:
    for name in _BY_FIRST.get(first[0], ()):
        if first.startswith(name):
            rest = bare[at].text[_printed_length(bare[at].text, len(name)) :].lstrip(":：")
            if not rest or bare[at].text[-len(rest) - 1] in ":：":
                return _KINDS[name], 1, rest
        elif name.startswith(first) and len(first) >= 2:
            count = _whole(bare, at, name)
            if count:
                return _KINDS[name], count, ""
    return None


def _printed_length(text: str, characters: int) -> int:
    """How much of `text` holds that many characters that are no blanks."""
    if " " not in text:
        return characters
    seen = 0
    for at, char in enumerate(text):
        if seen == characters:
            return at
        seen += not char.isspace()
    return len(text)


def _whole(bare: Sequence[Fragment], at: int, name: str) -> int:
    """How many fragments from `at` on make `name`; 0 where they do not."""
    told = ""
    for count in range(1, _MOST_PIECES + 1):
        if at + count > len(bare):
            return 0
        told += label(bare[at + count - 1].text)
        if told.rstrip(":") == name:
            return count
        if not name.startswith(told):
            return 0
    return 0


def _level(bare: Sequence[Fragment], at: int, first: str) -> tuple[Kind, int, str] | None:
    """A level's name or a goal's label over as many fragments as make one."""
    best: tuple[Kind, int, str] | None = None
    told = ""
    for count in range(1, 5):
        if at + count > len(bare):
            break
        told += label(bare[at + count - 1].text)
        if len(told) > 16:
            break
        if level1_name(told) or level2_name(told):
            best = ("level", count, "")
        elif is_goal_label(told):
            best = ("goal", count, "")
        elif not best and not is_side(told) and count > 1 and not _may_grow(told):
            break
    return best


def _may_grow(told: str) -> bool:
    """Whether more pieces may make a level's name of it (服务对象满 + 意度指标)."""
    return any(name.startswith(told) for name in _LEVELS)
