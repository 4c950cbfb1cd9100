"""Duties (部门主要职责) and organisation (机构设置): what part one says of the body and its units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..layout.ordinals import read_ordinal
from ..model import Duty, Grid, OrganisationUnit, Passage, Place, Section
from .cover import printed_lines
from .naming import kind_of
from .run_on import run_on

_DUTIES = re.compile(r"职责|职能")
_ORGANISATION = re.compile(r"机构|(?:单位|部门|决算)构成|单位组成|编制范围")
_ABOUT = re.compile(r"机构设置|(?:主要|部门|单位)职责")
_NOT_DUTIES = re.compile(r"电话[：:]|职[责能](?:有|为|包括|如下|是)?[\d一二三四五六七八九十]{0,3}项?[：:]$")
_LISTS = re.compile(r"(?:包括|包含|分别为|分别是|分别有|具体为|即|(?:具体|情况|名单)?如下)[：:]?")
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("预算单位", re.compile(r"预算单位|编制范围|纳入")),
    ("下属单位", re.compile(r"二级单位|下属|所属|直属|事业单位")),
    ("内设机构", re.compile(r"内设|科室|处室|股室|机构")),
    ("预算单位", re.compile(r"单位[共有为]{0,2}\d{0,3}个?$")),
)
"""What a list names, by the words before it; the first that fits decides."""
_ORDINAL_WIDTH = 5
"""Characters of an ordinal at the head of a list."""
_LEAST_NAME = 4
"""Characters of the shortest name on either side of 和."""
LONGEST = 5000
"""Characters of a paragraph that are searched for lists of units."""
_NAME = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9（）()“”·]{2,40}$")
_NO_UNIT = re.compile(
    r"决算$|^本级$|^其中|以上|单位$|机构$|个$|表$|情况$|概况$|说明$|职[责能]$|设置$|名称$|备注$|公开\d{2}表|年度"
)
_COUNTER = re.compile(r"(\d{1,3})[、.．\s]*(?=[\u4e00-\u9fff])")
_GROUP = re.compile(
    r"(?:[一二三四五六]是)?(?:公益[一二]类|参公(?:管理)?|参照公务员法管理(?:的)?|全额|差额|财政|自收自支)?(?:拨款|补助|保障)?(?:的)?"
    r"(?:行政|事业|二级预算|下属|所属|直属)单位(?:[（(]?(?:共)?[\d一二三四五六七八九十]{1,3}[个家][）)]?)?"
)
"""A heading within a list of units, which is none itself: 行政单位, 公益一类事业单位（2个）."""
_NATURE = re.compile(
    r"\s+(?:公益|参公|参照|全额|差额|财政|自收自支|行政|事业|[一二三]级|[正副][处科股])\S{0,12}$|"
    r"(?:公益[一二]类|参公管理|全额拨款|差额拨款)?(?:行政|事业)单位$|"
    r"[（(](?:本级[，,、])?(?:公益[一二]类|参公管理|全额拨款|差额拨款)?(?:行政|事业)单位[）)]$"
)
"""What a list says of a unit after its name: 行政单位, 公益一类事业单位."""
_WIDE = re.compile(r"\s{2,}")
_UNIT_HEAD = re.compile(r"单位|机构|部门")
_HEAD_TAIL = re.compile(r"(?:名称|全称)$")
_ENDS_LIST = re.compile(r"^第[一二三四五六七八]部分|决算(?:公开)?(?:总)?表$")
"""What stands below a list of units and is no part of it: the next part, the titles of the statements."""
_COUNTED = re.compile(r"[（(]\d{1,2}[）)]|^\d{1,2}[.、]")


def read_duties(sections: Sequence[Section]) -> tuple[Duty, ...]:
    """Every duty, without its ordinal, in order. Paragraphs without ordinals count where none has one."""
    found: list[tuple[bool, str, int]] = []
    for section in _below(sections, _DUTIES):
        if read_ordinal(section.heading) and section.level > 2:
            found.append((True, section.heading[_end(section.heading) :], section.source_line))
        for passage in section.passages:
            entries = run_on(passage.text)
            if entries:
                found += [
                    (True, passage.text[start:end].strip(), passage.line_at(start)) for start, end in entries
                ]
                continue
            end = _end(passage.text)
            if not _NOT_DUTIES.search(passage.text):
                found.append((end > 0, passage.text[end:], passage.line))
    listed = [item for item in found if item[0]] or found
    return tuple(
        Duty(position, text, Place(line)) for position, (_, text, line) in enumerate(listed, start=1)
    )


def _below(sections: Sequence[Section], words: re.Pattern[str]) -> Iterator[Section]:
    """The sections under a heading of 概况 with such words; cities without that part tell it in 情况说明."""
    path = ""
    for section in sections:
        about = section.part == 1 or (section.part == 3 and _ABOUT.search(section.heading) is not None)
        if section.level == 1:
            continue
        if path and section.path.startswith(f"{path}."):
            yield section
        elif about and words.search(section.heading):
            path = section.path
            yield section


def _end(text: str) -> int:
    ordinal = read_ordinal(text)
    return ordinal.end if ordinal else 0


def read_organisation(sections: Sequence[Section]) -> tuple[OrganisationUnit, ...]:
    """The units that 机构设置 names: departments within, units below, and units in the accounts; each once a kind."""
    blocks: list[Passage | Grid] = []
    for section in _below(sections, _ORGANISATION):
        if _DUTIES.search(section.heading) and not _ORGANISATION.search(section.heading):
            continue
        blocks += [Passage(section.heading, (section.source_line,)), *section.blocks]  # a list's last entry
    units: dict[tuple[str, str], int] = {}
    for kind, name, line in _units(blocks):
        units.setdefault((kind, name), line)
    return tuple(
        OrganisationUnit(position, name, kind, Place(line))
        for position, ((kind, name), line) in enumerate(units.items(), start=1)
    )


def _units(blocks: Sequence[Passage | Grid]) -> Iterator[tuple[str, str, int]]:
    pending: str | None = None
    for block in blocks:
        if isinstance(block, Grid):
            yield from ((pending or "预算单位", name, line) for name, line in _in_grid(block))
            continue
        text = block.text[_end(block.text) :].strip()
        bare = text.rstrip("。；;，,")
        if pending and (named := list(_named_on_lines(block))):
            yield from ((pending, name, line) for name, line in named)
            continue
        if pending and (_is_head(text) or _GROUP.fullmatch(bare.rstrip("：:"))):
            continue
        if _ENDS_LIST.search(text):
            return
        pending = None
        for kind, names, at in _lists(block.text):
            if not names:
                pending = kind
            for name in names:
                yield kind, name, block.line_at(at)


def _named_on_lines(block: Passage) -> Iterator[tuple[str, int]]:
    """The units of a paragraph that is a list, with their lines: of one that is nothing else, or of its printed lines
    down to the first that names no body (lines without stops are joined)."""
    by_line = list(_lines_that_name(block)) if len(block.lines) > 1 else []
    whole = _names_of_rows(block.text[_end(block.text) :].strip().rstrip("。；;，,"))
    yield from by_line or ((name, block.line) for name in whole)


def _lines_that_name(block: Passage) -> Iterator[tuple[str, int]]:
    for text, line in printed_lines(block):
        bare = text[_end(text) :].strip().rstrip("。；;，,：:")
        if _is_head(text) or _GROUP.fullmatch(bare):
            continue
        names = _names_of_rows(bare)
        if not names or not all(kind_of(name) for name in names):
            return
        yield from ((name, line) for name in names)


def _names_of_rows(text: str) -> list[str]:
    """The unit that a line names, or the units of a list whose rows stand on one line; none for other lines."""
    names = [_NATURE.sub("", piece.strip("、，,。 ")) for piece in _rows_of(text) if piece.strip("、，,。 ")]
    return names if names and all(map(is_unit, names)) else []


def _rows_of(text: str) -> list[str]:
    """A line taken apart where its rows begin: at 1, 2, 3 in order (1 某局（本级） 2 某中心), else at wide blanks."""
    first = _COUNTER.match(text)
    if first is None:
        return _WIDE.split(text)
    cuts, wanted = [first.span()], int(first[1]) + 1
    for match in _COUNTER.finditer(text, first.end()):
        if int(match[1]) == wanted:
            cuts.append(match.span())
            wanted += 1
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return [text[begin:end] for (_, begin), end in zip(cuts, ends, strict=True)]


def is_unit(name: str) -> bool:
    """Whether a short text may be the name of a unit; titles of tables and parts are none."""
    return bool(_NAME.match(name)) and not _NO_UNIT.search(name)


def _is_head(text: str) -> bool:
    """Whether a line is the header of a list of units: 序号 单位名称 备注."""
    words = text.split()
    return (
        len(words) > 1 and all(len(word) <= 6 for word in words) and any(_HEAD_TAIL.search(w) for w in words)
    )


def _in_grid(grid: Grid) -> Iterator[tuple[str, int]]:
    """The names of a table of units with their lines: the column whose head names units, of the rows below it."""
    column = next(
        (i for i, cell in enumerate(grid.rows[0].cells) if _UNIT_HEAD.search(cell) and "性质" not in cell),
        None,
    )
    if column is None:
        return
    for row in grid.rows[1:]:
        name = "".join(row.cells[column].split()) if column < len(row.cells) else ""
        if is_unit(name):
            yield name, row.line


def _lists(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Kind, names and place of each list in a paragraph; a list that only opens (包括：) has no names yet."""
    text = text[:LONGEST]
    for match in _LISTS.finditer(text):
        before = re.split(r"[。；;]", text[max(0, match.start() - 60) : match.start()])[-1]
        kind = next((name for name, words in _KINDS if words.search(before)), None)
        if kind is None:
            continue
        entries = run_on(text[match.end() :])
        if entries and entries[0][0] <= _ORDINAL_WIDTH:
            named = [
                text[match.end() + start : match.end() + end].strip(" 。；;、，,") for start, end in entries
            ]
            yield kind, [name for name in named if is_unit(name)], match.end()
            continue
        listed = re.split(r"[。；;]", text[match.end() :], maxsplit=1)[0]
        names = [
            _COUNTED.sub("", name).strip()
            for words in re.split(r"[、，,]", listed)
            for name in _parted(words)
        ]
        if not listed.strip():
            yield kind, [], match.start()
        else:
            yield kind, [name for name in names if is_unit(name)], match.end()


def _parted(words: str) -> list[str]:
    """The two bodies of 某中心和某中心; one whose own name holds 和 (经济和信息化局) stays whole."""
    for match in re.finditer("以及|[和及]", words):
        names = [words[: match.start()], words[match.end() :]]
        if all(len(name) >= _LEAST_NAME and kind_of(name) for name in names):
            return names
    return [words]
