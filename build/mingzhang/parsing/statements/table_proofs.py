"""What one table proves about another: misread codes, lost columns, a scrambled total row.

Nothing is mended without a proof: the code list, or the identity 公开03 = 公开05 + 公开07 + 公开08, code by code
(rule X08 of the proofreading), where no other money is in play. The printed form goes into the note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...classification import function_code, name_key
from ...classification.names import loose_key
from ...classification.resolution import candidates
from ...layout.cells import close
from ...model import Repair
from .coded import adds_up
from .drafts import Draft, Figures, Reading

SPLIT = ("total", "basic", "project")


def mend_misread_codes(readings: Mapping[int, Reading]) -> None:
    """A full code that belongs to another name by the code list, while other tables print this name's own code."""
    coded = [readings[number] for number in (2, 3, 5, 7, 8) if number in readings]
    for reading in coded:
        others = [other.by_code() for other in coded if other is not reading]
        own = reading.by_code()
        for draft in reading.drafts:
            right = _right_code(draft)
            if right is None or right in own or draft.code is None:
                continue
            witnesses = [codes[right] for codes in others if right in codes]
            if any(draft.code in codes for codes in others) or not witnesses:
                continue
            if all(loose_key(witness.item) == loose_key(draft.item) for witness in witnesses):
                draft.mend(Repair("code", draft.code, value=right, proof="other_statements"))
                draft.code = right


def _right_code(draft: Draft) -> str | None:
    """The code of the draft's name under the same parent, where the printed one is known to be another name's."""
    if not draft.code or not draft.level or len(draft.code) < 5:
        return None
    known = function_code(draft.code)
    key = name_key(draft.item)
    if known is not None and any(name_key(name).startswith(key) for name in known.names):
        return None
    found = {code.code for code in candidates(draft.item, draft.code[:-2], draft.level)}
    return found.pop() if len(found) == 1 and draft.code not in found else None


def mend_lost_columns(readings: Mapping[int, Reading]) -> None:
    """Where the columns of 公开05, 07 or 08 are damaged, 公开03 tells 基本支出 from 项目支出."""
    expenditure = readings.get(3)
    if expenditure is None or expenditure.doubtful:
        return
    known = _borne_out(expenditure.by_code())
    for number in (8, 5):
        reading = readings.get(number)
        if reading is None or not reading.doubtful or (_all_split(reading) and _closes(reading)):
            continue
        others = [readings[other].by_code() for other in (5, 7, 8) if other != number and other in readings]
        _mend_rows(reading, known, others)
        _mend_total(reading, readings, number)


def _mend_rows(reading: Reading, known: Mapping[str, Draft], others: Sequence[Mapping[str, Draft]]) -> None:
    """Give the coded rows of a damaged statement the split that 公开03 proves."""
    shifted: list[bool] = []
    unproved: list[tuple[Draft, Figures]] = []
    for draft in reading.drafts:
        source = known.get(draft.code or "")
        if source is None or not draft.code:
            continue
        printed = draft.figures.get("basic")
        proved = _less(source.figures, [codes.get(draft.code) for codes in others])
        if _split_like(draft, proved, reading):
            shifted.append(close(printed, proved["project"]))
        else:
            unproved.append((draft, proved))
    if shifted and all(shifted):
        for draft, most in unproved:
            _shift_back(draft, most, reading)


def _sums(rows: Sequence[Draft]) -> Figures:
    return {name: _sum([draft.figures.get(name) for draft in rows]) for name in SPLIT}


def _agree(whole: Figures, parts: Figures, count: int) -> bool:
    """Whether figures are the sums of others in every column, within what rounding explains."""
    bound = Decimal("0.005") * (count + 3)
    return all(
        abs((whole.get(name) or Decimal(0)) - (parts.get(name) or Decimal(0))) <= bound for name in SPLIT
    )


def _top_rows(reading: Reading) -> list[Draft]:
    rows = [draft for draft in reading.drafts if draft.level]
    top = min((draft.level or 9 for draft in rows), default=0)
    return [draft for draft in rows if draft.level == top]


def _closes(reading: Reading) -> bool:
    """Whether the topmost rows add up to the total row in every column of the split."""
    total, rows = reading.total(), _top_rows(reading)
    return total is None or not rows or _agree(total.figures, _sums(rows), len(rows))


def _borne_out(rows: Mapping[str, Draft]) -> dict[str, Draft]:
    """The rows, by code, to which the rows below them add up: one that does not close proves nothing about another statement."""
    below: dict[str, list[Draft]] = defaultdict(list)
    for code, draft in rows.items():
        if len(code) > 3:
            below[code[:-2]].append(draft)
    return {
        code: draft
        for code, draft in rows.items()
        if code not in below or _agree(draft.figures, _sums(below[code]), len(below[code]))
    }


def _proven_total(reading: Reading) -> Figures | None:
    """The figures of the total row, those of its rows where it does not close; None where its sum differs as well."""
    total, rows = reading.total(), _top_rows(reading)
    if total is None or _closes(reading):
        return total.figures if total is not None else None
    sums = _sums(rows)
    return sums if close(sums["total"], total.figures.get("total"), f"0.0{min(9, len(rows) + 1)}") else None


def _all_split(reading: Reading) -> bool:
    """Whether both columns of the split are printed, and every row adds up in itself."""
    rows = [draft for draft in reading.drafts if draft.filled]
    both = all(any(draft.figures.get(name) for draft in rows) for name in SPLIT[1:])
    return both and all(
        draft.figures.get("total") is not None and adds_up(reading.number, draft.figures) for draft in rows
    )


def _less(figures: Figures, others: list[Draft | None], nothing: Decimal | None = None) -> Figures:
    """`figures` of 公开03 less what the other budgets paid of it; `nothing` stands where nothing remains."""
    left: Figures = {}
    for name in SPLIT:
        value = figures.get(name)
        for other in others:
            paid = other.figures.get(name) if other is not None else None
            value = value - paid if value is not None and paid is not None else value
        spent = not close(figures.get(name), None)
        left[name] = nothing if value is not None and spent and close(value, None) else value
    return left


def _nothing(reading: Reading) -> Decimal | None:
    """How a table prints that there is nothing: a zero, or a blank."""
    values = [draft.figures.get(name) for draft in reading.drafts for name in SPLIT]
    return next((value for value in values if value is not None and value == 0), None)


def _split_like(draft: Draft, proved: Figures, reading: Reading) -> bool:
    """Give a row the split that 公开03 proves, if the totals agree; whether they do."""
    total = draft.figures.get("total")
    if total is None or not close(total, proved["total"]) or not adds_up(3, proved):
        return False
    if any((proved.get(name) or Decimal(0)) < 0 for name in SPLIT):
        return False  # 公开03 itself is wrong there: no amount is below zero
    if all(_same(draft.figures.get(name), proved[name]) for name in SPLIT[1:]):
        return True
    printed = _printed(draft)
    for name in SPLIT[1:]:
        draft.figures[name] = proved[name]
        draft.mend(Repair("columns", printed, name, proof="statement_3", damage=reading.doubtful))
    return True


def _shift_back(draft: Draft, most: Figures, reading: Reading) -> None:
    """A row of which 公开03 holds more (money outside appropriations), in a table whose proved rows all print
    项目支出 where 基本支出 belongs; moved only where 公开03 leaves room for both parts."""
    total, project = draft.figures.get("total"), draft.figures.get("basic") or Decimal(0)
    if total is None or draft.figures.get("project") is not None:
        return
    moved = dict(zip(SPLIT, (total, total - project, project), strict=True))
    if any(value < 0 or value > (most.get(name) or Decimal(0)) for name, value in moved.items()):
        return
    printed = _printed(draft)
    for name in SPLIT[1:]:
        draft.figures[name] = moved[name] if moved[name] else _nothing(reading)
        draft.mend(Repair("columns", printed, name, proof="other_rows", damage=reading.doubtful))


def _printed(draft: Draft) -> str:
    return "、".join(str(value) for name in SPLIT if (value := draft.figures.get(name)) is not None)


def _same(first: Decimal | None, second: Decimal | None) -> bool:
    return close(first, second) and (first is None) == (second is None)


def _mend_total(reading: Reading, readings: Mapping[int, Reading], number: int) -> None:
    """The 合计 row: its split where it is printed, all of it where its figures stand scattered over other lines."""
    source = _proven_total(readings[3])
    if source is None:
        return
    others = [other.total() for n in (5, 7, 8) if n != number and (other := readings.get(n)) is not None]
    proved = _less(source, others, _nothing(reading))
    total = reading.total()
    if total is not None and total.filled:
        if number == 8 and not _has_total(source, total, others):
            _split_by_rows(reading, total)
        _split_like(total, proved, reading)
        return
    if adds_up(number, proved):
        _gather_total(reading, proved, "statement_3")


def gather_scattered_totals(readings: Mapping[int, Reading]) -> None:
    """The 合计 row of 公开05 or 08 whose figures stand on lines that no row took, where they are the sums of its rows."""
    for number in (5, 8):
        reading = readings.get(number)
        if reading is None or not reading.strays or reading.doubtful:
            continue
        total, rows = reading.total(), _top_rows(reading)
        if rows and (total is None or not total.filled) and _all_split(reading):
            _gather_total(reading, _sums(rows), "row_sums")


def _gather_total(reading: Reading, proved: Figures, proof: str) -> None:
    """Put the 合计 row together where every figure of it stands on some line that no row took."""
    total = reading.total()
    wanted = [value for name in SPLIT if (value := proved[name]) is not None]
    scattered = [(stray.line, amount) for stray in reading.strays for amount in stray.amounts]
    if not wanted or not set(wanted) <= {amount.value for _, amount in scattered}:
        return
    lines = sorted({line for line, amount in scattered if amount.value in wanted})
    if total is None:
        total = Draft(lines[0], "合计", {}, level=0)
        reading.drafts.insert(0, total)
    total.figures = {name: proved[name] for name in SPLIT}
    shown = "、".join(str(amount.value) for _, amount in scattered if amount.value in wanted)
    for name in SPLIT:
        total.mend(Repair("total_row", shown, name, proof=proof))
    _forget(reading, lines)


def _forget(reading: Reading, lines: Sequence[int]) -> None:
    """Count the figures of lines as read that no row took before."""
    gone = [stray for stray in reading.strays if stray.line in lines]
    reading.strays = [stray for stray in reading.strays if stray.line not in lines]
    reading.cells = reading.cells.with_read(sum(len(stray.amounts) for stray in gone))


def _has_total(source: Figures, total: Draft, others: list[Draft | None]) -> bool:
    return close(_less(source, others)["total"], total.figures.get("total"))


def _split_by_rows(reading: Reading, total: Draft) -> None:
    """The split of a 合计 row by its own rows: only 类 rows, or only the lowest rows where no 类 is printed."""
    rows = [draft for draft in reading.drafts if draft.level not in (0, None)]
    if not rows:
        return
    top = min(draft.level or 9 for draft in rows)
    sums = {name: _sum([draft.figures.get(name) for draft in rows if draft.level == top]) for name in SPLIT}
    if not close(sums["total"], total.figures.get("total"), f"0.0{min(9, len(rows) + 1)}"):
        return
    for name in SPLIT[1:]:
        before, after = total.figures.get(name), sums[name]
        if not close(before, after):
            shown = "、".join(str(value) for value in total.figures.values() if value is not None)
            for other in SPLIT[1:]:
                total.figures[other] = sums[other]
                total.mend(Repair("columns", shown, other, proof="row_sums", damage=reading.doubtful))
            return


def _sum(values: list[Decimal | None]) -> Decimal | None:
    filled = [value for value in values if value is not None]
    return sum(filled, Decimal(0)) if filled else None
