"""Where the forms of a document stand: the table rows of each, over page breaks, and what is printed above them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model import Block, Grid, Passage, Row, TextLine
from .flattened import flattened_rows, runs_down
from .flattened.cell_lines import rows_of_cells
from .form_words import label, words
from .furniture import LeftOut
from .joining import is_page_number
from .parts import opens_part

_TITLE = re.compile(r"自评(?:表|结果表|评分表)?(?:\(.{0,12}\))?$")
_TELLING = re.compile(r"自 ?评|日 ?期|填 ?报 ?时|填 ?表|第[一二三四五六]")
_TELLING_AFTER_TITLE = re.compile(r"[评期第]|公开|附件|备注|填报|单位|部门|项目|支出")
_STOP = re.compile(r"^第[一二三四五六七八九十]部分|^公开0?[0-9]|^附件[0-9]|^备注")
_FILLED_ON = re.compile(r"报日期|填报时间|填表日期")
_FILLED_BY = re.compile(r"^(?:填报)?单位(?:名称)?(?:\(盖章\))?:")
_OF_A_FORM = re.compile("三级指标|预算执行情况|资金总额|支出总额")
_OVERALL = ("单位名称", "部门名称", "部门(单位)名称", "基本支出总额")


@dataclass(slots=True)
class FormRegion:
    """One form: its rows, at least one, as (row, whether a page break or a blank line stands before it). `filled_on` is
    the line that states the date, `runs_down` says that its columns are printed one below the other."""

    title: str | None
    title_line: int | None
    filled_on: str | None
    above: str | None
    rows: list[tuple[Row, bool]] = field(default_factory=list)
    runs_down: bool = False
    executing: bool = False

    @property
    def is_overall(self) -> bool:
        """Whether it is the form of the whole body: it does not open with 项目名称."""
        return bool(self.rows) and self.rows[0][0].cells != () and first_label(self.rows[0][0]) != "项目名称"

    @property
    def has_figures(self) -> bool:
        """Whether its cells hold the words of a form: indicators or amounts."""
        return any(_OF_A_FORM.search(label(cell)) for row, _ in self.rows for cell in row.cells if cell)


def find_forms(blocks: Sequence[Block], left_out: LeftOut, files: Sequence[int] = ()) -> Iterator[FormRegion]:
    """The forms in order. A form begins at 项目名称 or 单位名称 and ends at the next form, heading or note, and with its
    file: at one of the lines `files`."""
    search = _Search()
    aside = left_out.page_numbers | left_out.running_titles
    coming = deque(files)
    for block in blocks:
        if coming and block.line >= coming[0]:
            coming.popleft()
            yield from search.close()
            search = _Search()
        if isinstance(block, Grid):
            yield from search.grid(block)
        elif block.line not in aside:
            yield from search.line(block)
    yield from search.close()


@dataclass(slots=True)
class _Search:
    title: str | None = None
    title_line: int | None = None
    filled_on: str | None = None
    above: str | None = None
    current: FormRegion | None = None
    ending: bool = False
    flat: list[Passage] = field(default_factory=list)

    def line(self, block: TextLine) -> Iterator[FormRegion]:
        if self.current is None and not self._tells(block.text[:120]):
            return
        text = label(block.text[:120])
        if _FILLED_ON.search(text):
            self.filled_on = text
        elif _FILLED_BY.match(text):
            pass
        elif _TITLE.search(text) and len(text) <= 90:
            yield from self.close()
            self.title, self.title_line, self.filled_on = block.text, block.line, None
        elif _stops(text) or self.ending:
            yield from self.close()
            if _stops(text) and not text.startswith(("附件", "备注")):
                self.title = self.filled_on = None
        elif self.flat:
            self.flat.append(Passage(block.text, (block.line,)))
        elif self.current is None and self.title and text.startswith(("项目名称", *_OVERALL)):
            self.current = FormRegion(self.title, self.title_line, self.filled_on, None)
            self.flat.append(Passage(block.text, (block.line,)))

    def _tells(self, text: str) -> bool:
        """Whether a line outside a form may tell anything of one."""
        if self.title:
            return _TELLING_AFTER_TITLE.search(text) is not None
        return ("评" in text or "期" in text or "填" in text or "第" in text) and bool(_TELLING.search(text))

    def grid(self, block: Grid) -> Iterator[FormRegion]:
        if self.flat:
            yield from self.close()
        for at, row in enumerate(block.rows):
            if not any(row.cells):
                continue
            if self._starts(row):
                yield from self.close()
                self.current = FormRegion(self.title, self.title_line, self.filled_on, self.above)
                self.title = self.title_line = self.filled_on = None
            if self.current is None:
                cells = [cell for cell in row.cells if cell]
                self.above = words(cells[0]) if len(cells) == 1 else self.above
                continue
            self.current.rows.append((row, at == 0))
            self.current.executing = self.current.executing or first_label(row).startswith("预算执行")
            self.ending = self.ending or "改进措施" in label(row.cells[0])

    def _starts(self, row: Row) -> bool:
        opening = "".join(row.cells[:3])[:60]
        if "称" not in opening and "额" not in opening:
            return False
        first = first_label(row)
        if first == "项目名称":
            return True
        if first not in _OVERALL:
            return False
        return self.current is None or not self.current.is_overall or self.current.executing

    def close(self) -> Iterator[FormRegion]:
        region, self.current, self.ending = self.current, None, False
        if region is not None and self.flat:
            rows = rows_of_cells(self.flat)
            if rows is None:
                flat = [line for line in self.flat if not is_page_number(line.text, page_ends=True)]
                region.runs_down = runs_down(flat)
                rows = list(flattened_rows(flat))
            region.rows, self.flat = [(row, False) for row in rows], []
            self.title = self.title_line = self.filled_on = None
        if region is not None and region.rows:
            self.above = None
            if region.has_figures:
                yield region


def _stops(text: str) -> bool:
    """Whether a label ends a form: a part's heading, a caption of a statement, 附件1, 备注."""
    return _STOP.match(text) is not None or (text[:1] == "第" and opens_part(text))


def first_label(row: Row) -> str:
    """The first words of a row, as a label."""
    return next((label(cell) for cell in row.cells if cell), "").rstrip(":")
