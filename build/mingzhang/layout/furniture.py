"""What a document prints, less what belongs to its pages: the lines and grids that the outline is read from."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

import msgspec

from ..model import Block, Document, Grid, TextLine
from .contents import LAST_LINE, contents_lines
from .joining import display_width, is_debris, is_marked, is_page_number, tidy
from .ordinals import PART, read_ordinal
from .printed_line import Line
from .set_lines import SetLine, set_lines
from .task_tables import is_header, opens_row

_LONE_PUNCTUATION = frozenset("。．，、；：")
"""What is left of a table or an image that was lost, where it stands alone between blank lines."""
_COVER_ENDINGS = ("部门决算公开", "单位决算公开", "年度部门决算", "年度单位决算")
LONGEST_FURNITURE = 2000
"""A longer line is neither a page's number nor a table's rule."""
_UNSEEN = "\f\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""A form feed, soft hyphens and blanks without width: nothing is seen of them in print."""
_UNSEEN_OR_BLANK = _UNSEEN + string.whitespace + "\u00a0\u3000"
_SENTENCE_STOPS = frozenset(",，;；:：。、")
_IN_SENTENCE = re.compile(r"[\u4e00-\u9fff，、](?<!第)$")
_UNIT_FOLLOWS = re.compile(
    r"(?![\u4e00-\u9fff])|[万亿百千元个批人辆台套件次项月日户家名分倍多余条]|年(?![度初中末内底])"
)
MOST_OF_A_NUMBER = 4
"""A bare number that stands alone more often than this is none of a page (a file may hold several that begin at 1)."""
MIN_REPEATS = 3
"""A line by a page break is a running header or footer when it stands there at least this often."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines of the source that are not content, by reason: numbers of the lines."""

    contents: frozenset[int]
    page_numbers: frozenset[int]
    running_titles: frozenset[int]
    debris: frozenset[int]

    @property
    def lines(self) -> frozenset[int]:
        return self.contents | self.page_numbers | self.running_titles | self.debris

    def without(self, taken: AbstractSet[int]) -> LeftOut:
        """The same less lines that turned out to be content."""
        return LeftOut(
            self.contents - taken, self.page_numbers - taken, self.running_titles - taken, self.debris - taken
        )


def printed_items(document: Document, left_out: LeftOut) -> list[Line | Grid]:
    """Lines and grids in order without contents list, page numbers, running titles, table rules and image places."""
    skipped = left_out.lines
    as_set = set_lines(document)
    items: list[Line | Grid] = []
    last = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            rows = block.rows
            if not skipped.isdisjoint(row.line for row in rows):
                rows = tuple(row for row in rows if row.line not in skipped)
            if rows:
                items.append(Grid(rows))
            last = block.line_end
            continue
        text = "" if block.line in skipped else tidy(block.text)
        if text:
            line = _line(block, text, document.lines[block.line - 1], block.line - last - 1)
            found = as_set.get(block.line)
            items.append(line if found is None else _as_set(line, found))
        last = block.line
    return items


def _as_set(line: Line, found: SetLine) -> Line:
    """A line as its page shows it."""
    indent = max(line.indent, found.indent)
    return msgspec.structs.replace(line, width=found.width, indent=indent, apart=found.apart, set=True)


def _line(block: TextLine, text: str, raw: str, gap: int) -> Line:
    indent = 0
    if not raw[0].isprintable() or raw[0].isspace():
        raw = raw.lstrip(_UNSEEN)
        blanks = raw[: len(raw) - len(raw.lstrip())]
        indent = len(blanks) + blanks.count("\u3000")
    return Line(block.line, text, display_width(block.text), gap, is_marked(block.text), indent)


def find_left_out(document: Document) -> LeftOut:
    """Tell which lines of a document with blocks are no content."""
    contents = contents_lines(list(islice(_as_lines(document.blocks), LAST_LINE)))
    page_numbers: set[int] = set()
    debris: set[int] = set()
    bare: Counter[str] = Counter()
    row = 0  # the number of the next row of a flattened table of key tasks, which is no page's number
    for at, block in enumerate(document.blocks):
        if not isinstance(block, TextLine) or block.line in contents or len(block.text) > LONGEST_FURNITURE:
            continue
        if is_header(block.text):
            row = 1
        elif row and opens_row(block.text, row):
            row += 1
        elif is_debris(block.text) or (
            block.text in _LONE_PUNCTUATION and _page_ends(document.lines, block.line - 1)
        ):
            debris.add(block.line)
        elif is_page_number(block.text, page_ends=True) and _is_of_page(document, block, at):
            page_numbers.add(block.line)
            bare[block.text.strip()] += 1
    page_numbers -= _scores(document.blocks, bare)
    running = (_running_titles(document, page_numbers) | _repeated_headings(document, contents)) - contents
    page_numbers.update(_beside(document.blocks, running))
    return LeftOut(contents, frozenset(page_numbers), running, frozenset(debris))


def _is_of_page(document: Document, number: TextLine, at: int) -> bool:
    """Whether a line that may be a page's number, the block `at`, is one: by its marks, or by where it stands."""
    return (
        is_page_number(number.text, page_ends=False)
        or _page_ends(document.lines, number.line - 1)
        or _cuts_a_sentence(document.blocks, at)
    )


def _scores(blocks: Sequence[Block], numbers: Counter[str]) -> set[int]:
    """The lines of bare numbers that are printed too often to be of pages: scores of forms, a cell a line."""
    often = {text for text, times in numbers.items() if times > MOST_OF_A_NUMBER and text.isdecimal()}
    lines = (block for block in blocks if isinstance(block, TextLine)) if often else ()
    return {line.line for line in lines if line.text.strip() in often}


def _cuts_a_sentence(blocks: Sequence[Block], at: int) -> bool:
    """Whether a number stands alone between two halves of a sentence that need none: …的主要原因是 / 15 / 年中新增任务。"""
    if not 0 < at < len(blocks) - 1:
        return False
    before, after = blocks[at - 1], blocks[at + 1]
    if not isinstance(before, TextLine) or not isinstance(after, TextLine):
        return False
    return (
        len(before.text) >= 10
        and _IN_SENTENCE.search(before.text) is not None
        and _UNIT_FOLLOWS.match(after.text) is None
        and not _SENTENCE_STOPS.isdisjoint(before.text + after.text)
        and read_ordinal(after.text) is None
    )


def _beside(blocks: Sequence[Block], running: frozenset[int]) -> Iterator[int]:
    """Bare numbers next to a running title: a page's number all the same."""
    if not running:
        return
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if (
            isinstance(block, TextLine)
            and len(block.text) <= 30
            and is_page_number(block.text, page_ends=True)
        ):
            near = [b.line for b in (before, after) if isinstance(b, TextLine)]
            if not running.isdisjoint(near):
                yield block.line


def _as_lines(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, TextLine):
            yield block.line, block.text
        else:
            yield from ((row.line, "\t".join(row.cells)) for row in block.rows)


def _page_ends(lines: Sequence[str], at: int) -> bool:
    """Whether a page ends about `lines[at]`: a form feed by it, or two blank lines or more before or after it."""
    before, after = lines[max(0, at - 2) : at], lines[at + 1 : at + 3]
    if "\f" in lines[at] or any("\f" in line for line in after):
        return True
    return any(len(near) == 2 and not "".join(near).strip(_UNSEEN_OR_BLANK) for near in (before, after))


def _running_titles(document: Document, page_numbers: set[int]) -> frozenset[int]:
    """Lines beside page numbers or after form feeds that the document repeats there."""
    blocks = document.blocks
    numbers = [n for n, b in enumerate(blocks) if b.line in page_numbers and isinstance(b, TextLine)]
    lines = enumerate(document.lines, start=1) if "\f" in "".join(document.lines) else ()
    fed = {number for number, line in lines if line.lstrip(_UNSEEN[1:]).startswith("\f")}
    near = {n + step for n in numbers for step in (-1, 1)}
    beside = [
        block
        for n, block in enumerate(blocks)
        if (n in near or block.line in fed)
        and isinstance(block, TextLine)
        and block.line not in page_numbers
        and len(block.text) <= 60
    ]
    often = Counter(line.text for line in beside)
    return frozenset(line.line for line in beside if often[line.text] >= MIN_REPEATS)


def _repeated_headings(document: Document, contents: frozenset[int]) -> frozenset[int]:
    """A part's heading that pages repeat: all but its first place; the cover's title repeated below the first part."""
    headings: dict[str, list[int]] = {}
    titles: dict[str, list[int]] = {}
    for block in document.blocks:
        if not isinstance(block, TextLine) or block.line in contents or len(block.text) > 60:
            continue
        if block.text[0] == "第" and PART.match(block.text):
            headings.setdefault(block.text, []).append(block.line)
        elif headings and block.text.endswith(_COVER_ENDINGS):
            titles.setdefault(block.text, []).append(block.line)
    repeated = [lines[1:] for lines in headings.values() if len(lines) >= MIN_REPEATS]
    repeated += [lines for lines in titles.values() if len(lines) >= 2]
    return frozenset(number for lines in repeated for number in lines)
