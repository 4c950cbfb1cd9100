"""Names torn over two table lines, or over a table line and a line of its own, made whole.

Two pieces are joined only where the whole is a name of the classification: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ...classification import economic_code, name_key
from ...classification.codes import function_code
from ...classification.resolution import candidates
from ...layout.cells import compact, has_han, is_total
from ...model import Passage, Place, ReadingNote, Repair
from .drafts import Draft

ECONOMIC = 6
NEAR = 4
"""Lines above and below a row without a name among which the pieces of its name stand."""
MAX_APART = 6
"""Lines between a row and the rest of its name, at a page break."""


def is_known(name: str, prefix: str, economic: bool = False) -> bool:
    """Whether a name is in the code list, whole, with a code that begins with `prefix`."""
    key = name_key(name)
    found = candidates(name, prefix or None, economic=economic)
    return any(key == name_key(spelling) for code in found for spelling in code.names)


def join_rows(drafts: Sequence[Draft], economic: bool = False) -> list[Draft]:
    """The rows, with those that are only the beginning or the rest of a neighbour's name joined to it."""
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before is None or 0 in (draft.level, before.level) or not (draft.item and before.item):
            joined.append(draft)
        elif _is_rest(draft) and is_known(before.item + draft.item, before.printed_code, economic):
            _join(before, before.item, draft.item)
        elif _is_rest(before) and is_known(before.item + draft.item, draft.printed_code, economic):
            _join(draft, before.item, draft.item)
            joined[-1] = draft
        else:
            joined.append(draft)
    return joined


def _is_rest(draft: Draft) -> bool:
    return not draft.printed_code and not draft.filled


def _join(draft: Draft, first: str, second: str) -> None:
    draft.mend(Repair("wrapped_name", f"{first}\n{second}"))
    draft.item = first + second


def join_fragments(number: int, drafts: Sequence[Draft], fragments: Sequence[Passage]) -> list[ReadingNote]:
    """Join to the rows the rest of a name that stands on a line without cells; notes about what fits nowhere."""
    ordered = sorted(drafts, key=lambda draft: draft.line)
    lines = [draft.line for draft in ordered]
    notes: list[ReadingNote] = []
    economic = number == ECONOMIC
    for fragment in _without_names_around(ordered, fragments, economic):
        rest = compact(fragment.text)
        if not has_han(rest) or (is_total(rest) and not any(draft.filled for draft in drafts)):
            continue  # 合计 of an empty table, its blank cells left out
        at = bisect_left(lines, fragment.line)
        near = [draft for draft in ordered[max(0, at - 3) : at] if fragment.line - draft.line <= MAX_APART]
        owner = next(
            (draft for draft in reversed(near) if is_known(draft.item + rest, draft.printed_code, economic)),
            None,
        )
        if owner is None:
            text = f"公开{number:02d}表中未能识别的一行：{rest}"
            notes.append(ReadingNote("leftover_line", text, Place(fragment.line)))
        else:
            _join(owner, owner.item, rest)
    return notes


def _without_names_around(
    drafts: Sequence[Draft], fragments: Sequence[Passage], economic: bool
) -> list[Passage]:
    """The fragments less those that are, above and below it, the name of a row that has none."""
    used: set[int] = set()
    for draft in (draft for draft in drafts if not draft.item):
        near = [
            f
            for f in fragments
            if 0 < abs(f.line - draft.line) <= NEAR and f.line not in used and has_han(f.text)
        ]
        pieces = [compact(f.text) for f in near]
        spans = ((i, j) for i in range(len(pieces)) for j in range(len(pieces), i, -1))
        for i, j in sorted(spans, key=lambda span: span[0] - span[1]):
            name = "".join(pieces[i:j])
            if is_known(name, draft.printed_code, economic):
                draft.item = name
                draft.mend(Repair("wrapped_name", "\n".join(pieces[i:j])))
                used.update(f.line for f in near[i:j])
                break
    return [fragment for fragment in fragments if fragment.line not in used]


def name_by_code(number: int, drafts: Sequence[Draft]) -> None:
    """Give rows that print a whole code and figures, but whose name was lost or torn, the name the code list has."""
    for draft in drafts:
        if draft.item or not draft.filled:
            continue
        known = (economic_code if number == ECONOMIC else function_code)(draft.printed_code)
        if known is not None:
            draft.item = known.name
            draft.mend(Repair("cut_name", ""))
