"""What a single cell of a statement is: a number, a code, a name, a header word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from ..amounts import Amount, parse_amount

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]、?|[0-9]{1,2}[、.．](?![0-9])"
    r"|[（(][0-9]{1,2}[)）]、?|其中[:：])"
)
_RULE = re.compile(r"[-:=_—─|+\s]+")
_UNIT_MARK = re.compile(r"[（(](?:单位[:：])?[万亿]?元[)）]$")
_COLUMN_NUMBER = re.compile(r"[(（]?([0-9]{1,3})[)）]?")  # 1, １, (1)

_HEADER_WORDS = (
    "项目 目 栏 次 收入 支出 行次 行 金额 决算数 预算数 栏次 列次 编号 类 款 项 编码 名称 科目 小计 合计 本年支出 本年收入 "
    "人员经费 公用经费 基本支出 项目支出 序号 备注 统计数 科目编码 科目代码 科目名称 项目名称 功能分类 经济分类 "
    "财政拨款 维护费 接待费 公务 费 接待 类款项 类款 款项 其中 数额 金额合计 决算金额 人员 公用 人员支出 公用支出 "
    '年度 增减 增减额 增减率 增减% 占比 一般公共预算 国有资本经营预算 “三公”经费 "三公"经费 三公经费 “三公”经费合计 三公经费合计 会议费 培训费 资金来源 按功能分类 按支出性质 支出性质 预算 决算'
)
HEADER_EXACT = frozenset(_HEADER_WORDS.split())
HEADER_PARTS = (
    "科目编码", "科目代码", "科目名称", "分类科目", "本年收入合计", "本年支出合计", "财政拨款收入", "上级补助收入",
    "事业收入", "经营收入", "上缴收入", "其他收入", "上缴上级", "经营支出", "对附属单位", "补助支出",
    "年初结转", "年末结转", "因公出国", "公务用车", "公务接待", "预算财政", "政府性基金预算", "年初预算数",
    "全年预算数", "预算数", "决算数", "决算统计数", "（境）费", "(境)费", "功能分类", "经济分类", "教育收费", "科目（", "支出性质",
    "支出结转", "上年支出", "上年收入", "去年支出", "去年收入", "比上年", "较上年",
)  # fmt: skip
COLUMN_NUMBERS = frozenset(("栏次", "列次", "编号"))
"""What stands before the numbers of the columns."""
TOTAL_ITEMS = frozenset(("合计", "总计", "本年支出合计", "本年收入合计", "合计数", "支出合计", "收入合计"))


def compact(text: str) -> str:
    """`text` without any white space."""
    return text if text.isalnum() else "".join(text.split())


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in `text`."""
    return not text.isascii() and ("\u4e00" <= text[0] <= "\u9fff" or _HAN.search(text) is not None)


@lru_cache(maxsize=8192)
def item_name(text: str) -> str:
    """A printed name without its ordinal (一、) and inner blanks."""
    name = compact(text).strip("*#")
    for _ in range(2):
        ordinal = _ORDINAL.match(name)
        if ordinal is None or not has_han(name[ordinal.end() :]):
            break
        name = name[ordinal.end() :]
    return name


def has_ordinal(text: str) -> bool:
    """Whether a name begins with an ordinal such as 一、."""
    return _ORDINAL.match(compact(text)) is not None


def is_total(name: str) -> bool:
    """Whether an item is the table's 合计 row."""
    return compact(name) in TOTAL_ITEMS


def is_rule(text: str) -> bool:
    """Whether the text of a row is only dashes: the line Markdown draws under a header."""
    return not text[:1].isalnum() and len(text) < 4096 and _RULE.fullmatch(text) is not None


def column_number(cell: str) -> int | None:
    """The number that a cell of the 栏次 row prints, in any form (1, １, (1), ①), or None."""
    match = _COLUMN_NUMBER.fullmatch(cell if cell.isascii() else unicodedata.normalize("NFKC", cell))
    return int(match[1]) if match else None


def is_numbering(cells: Iterable[str]) -> bool:
    """Whether the numbers of a row count up from 1 (the 栏次 row); a row without numbers is none."""
    numbers = [number for cell in cells if (number := column_number(cell)) is not None]
    return bool(numbers) and numbers[0] == 1 and numbers == list(range(1, len(numbers) + 1))


@lru_cache(maxsize=8192)
def is_head_word(cell: str) -> bool:
    """Whether a cell is a word of a statement's head."""
    if _ORDINAL.match(cell):
        return False
    cell = _UNIT_MARK.sub("", cell.rstrip("：:"))
    return len(cell) <= 40 and (cell in HEADER_EXACT or any(part in cell for part in HEADER_PARTS))


def _are_head_words(cell: str) -> bool:
    """Whether a cell holds the words of several cells of a head (行次 金额)."""
    words = cell.split()
    return len(words) > 1 and all(map(is_head_word, words))


def is_header_row(cells: Iterable[str]) -> bool:
    """Whether every filled cell is a header word or a column number, with more than a lone 合计 among them."""
    words: list[str] = []
    numbers: list[str] = []
    for cell in cells:
        if not cell:
            continue
        word = compact(cell)
        if not has_han(word):
            if len(word) > 5:
                return False
            numbers.append(word)
        elif len(word) <= 60 and (is_head_word(word) or _are_head_words(cell)):
            words.append(word)
        else:
            return False
    if numbers and not (is_numbering(numbers) and all(column_number(cell) is not None for cell in numbers)):
        return False
    if not words:
        return len(numbers) >= 3
    return words != ["合计"] or len(numbers) > 1


def decimals_of(texts: Iterable[str]) -> int | None:
    """The decimals a table prints its amounts with: the most any has, where six of ten have them; else None.

    Some tables drop trailing zeros (0.2, 92 beside 3.28), so fewer decimals are no contradiction.
    """
    found = [a.decimals for text in texts if "." in text and (a := parse_amount(text)) is not None]
    if not found:
        return None
    most = max(found)
    return most if found.count(most) * 10 >= len(found) * 6 else None


def amount_in(cell: str, decimals: int | None) -> Amount | None:
    """The amount in a cell, or None."""
    return parse_amount(cell, decimals) if cell else None


def part_amounts(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a line with two amounts in one cell (`210.00 180.00`) given a cell each.

    Each must be an amount with decimals of its own, so a number split by a blank (`4,916.7 1`) is never parted. The
    blank cells after it make room; where there are none, the cells after it move on.
    """
    if not any(" " in cell and cell[0] in "-0123456789" for cell in cells):
        return cells
    parted: list[str] = []
    room = 0
    for cell in cells:
        if room and not cell:
            room -= 1
            continue
        room = 0
        pieces = cell.split() if " " in cell and len(cell) < 80 and cell[0] in "-0123456789" else []
        if len(pieces) > 1 and all("." in piece and parse_amount(piece) is not None for piece in pieces):
            parted += pieces
            room = len(pieces) - 1
        else:
            parted.append(cell)
    return tuple(parted)


def close(first: Decimal | None, second: Decimal | None, within: str = "0.011") -> bool:
    """Whether two amounts are the same but for rounding; a blank is nothing."""
    return abs((first or Decimal(0)) - (second or Decimal(0))) <= Decimal(within)
