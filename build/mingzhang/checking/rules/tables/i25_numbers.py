"""I25: every statement bears its own number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ....model import TableLabel
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开样表"
_NEAR = 8
"""Lines between a statement's title and the number that belongs to it."""
_ODD = 2
"""Numbers that may be misprinted among those of nine statements."""


@rule(
    "I25.number",
    "各表编号不重复",
    "No two statements bear one number",
    "公开01至09表的编号应与各表对应，不重复。",
    SOURCE,
    "warning",
)
def number(context: RuleContext) -> Iterator[Trial]:
    numbered = _numbered(context.disclosure.labels)
    times = Counter(label.number for _, label in numbered)
    for title, label in numbered:
        same = [other for other, _label in numbered if _label.number == label.number and other is not title]
        if times[label.number] < 2 or not same or same[0].number == title.number:
            yield Held()
            continue
        free = [n for n in range(1, 10) if not times[n]]
        if title.number == label.number or not free:
            continue
        right = title.number if title.number in free else free[0]
        yield Remark(
            f"{title.text}的编号印作{label.text}，与{same[0].text}重复，应为公开{right:02d}表",
            label.source_line,
            title.source_line,
            expected=f"公开{right:02d}表",
            found=label.text,
            subject=Subject("document", f"statement-{title.number or 0}"),
        )


def _once(titles: list[TableLabel]) -> list[TableLabel]:
    """The titles without those printed again right below: above the table and in its first row."""
    kept: list[TableLabel] = []
    for title in titles:
        last = kept[-1] if kept else None
        if last is None or last.number != title.number or title.source_line - last.source_line > _NEAR:
            kept.append(title)
    return kept


def _numbered(labels: tuple[TableLabel, ...]) -> list[tuple[TableLabel, TableLabel]]:
    """Every number with the title of its statement, each title once: in their order where that nearly fits, else the
    nearest title, which may be the next table's where numbers stand below."""
    titles = _once([label for label in labels if label.kind == "title"])
    numbers = [label for label in labels if label.kind == "number"]
    if len(titles) == len(numbers):
        inorder = list(zip(titles, numbers, strict=True))
        if sum(title.number != label.number for title, label in inorder) <= _ODD:
            return inorder
    found: dict[int, tuple[TableLabel, TableLabel]] = {}
    for label in numbers:
        near = [t for t in titles if abs(t.source_line - label.source_line) <= _NEAR]
        if near:
            title = min(near, key=lambda t: abs(t.source_line - label.source_line))
            found.setdefault(title.number or 0, (title, label))
    return list(found.values())
