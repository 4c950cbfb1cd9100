"""Mutated documents: what extraction, editing and accidents do to a text, one to four of it at a time, by seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.database.loading import Loader, new_database
from mingzhang.engines import Engine, InlineEngine
from mingzhang.history.assigning import Assigned
from mingzhang.history.records import History
from mingzhang.pipeline.filling import department_rows
from mingzhang.pipeline.load_units import by_department
from mingzhang.pipeline.publications import choose_publications
from mingzhang.pipeline.whole_tables import reference_rows, source_rows
from mingzhang.portal import Portal
from mingzhang.shards.making import CPU_SECONDS, lost, make_shard
from mingzhang.shards.receipts import Receipt, Task

Lines = list[str]
_CODE = re.compile(r"\b[0-9]{3,7}\b")
_ODD_CELLS = (
    "9" * 400, "1e999", "NaN", "-", "——", "０．００", "1,05", "(3.00)", "$5.00$", "栏次", "合计", "类", "款", "项", "小计",
    "", " ", "\u200b", "\x00", "\x0b", "<td>", "</table>", "|", "¦", "=1+1", "二〇二三", "𠀀", "\u202e",
)  # fmt: skip
_COLUMN_WORDS = ("列次", "编号", "栏次：", "第几栏", "栏 次", "栏次（万元）", "")


def _at(lines: Sequence[str], rng: random.Random) -> int:
    return rng.randrange(len(lines)) if lines else 0


def _table_line(lines: Lines, rng: random.Random) -> int:
    rows = [number for number, line in enumerate(lines) if "\t" in line or "|" in line or "  " in line]
    return rng.choice(rows) if rows else _at(lines, rng)


def drop_lines(lines: Lines, rng: random.Random) -> None:
    at = _at(lines, rng)
    del lines[at : at + rng.choice((1, 1, 1, 5, 40))]


def double_lines(lines: Lines, rng: random.Random) -> None:
    at = _at(lines, rng)
    some = lines[at : at + rng.choice((1, 1, 5, 60))]
    lines[at:at] = some


def swap_lines(lines: Lines, rng: random.Random) -> None:
    if lines:
        one, other = _at(lines, rng), _at(lines, rng)
        lines[one], lines[other] = lines[other], lines[one]


def move_lines(lines: Lines, rng: random.Random) -> None:
    at = _at(lines, rng)
    some = lines[at : at + rng.randrange(1, 80)]
    del lines[at : at + len(some)]
    to = _at(lines, rng)
    lines[to:to] = some


def change_cells(lines: Lines, rng: random.Random) -> None:
    """Drop, double, swap, or replace cells of a few table rows."""
    for _ in range(rng.choice((1, 3, 12))):
        if not lines:
            return
        at = _table_line(lines, rng)
        cells = lines[at].split("\t")
        cell = rng.randrange(len(cells))
        change = rng.randrange(5)
        if change == 0:
            del cells[cell]
        elif change == 1:
            cells.insert(cell, cells[cell])
        elif change == 2:
            other = rng.randrange(len(cells))
            cells[cell], cells[other] = cells[other], cells[cell]
        else:
            cells[cell] = rng.choice(_ODD_CELLS)
        lines[at] = "\t".join(cells)


def rename_column_words(lines: Lines, rng: random.Random) -> None:
    word = rng.choice(_COLUMN_WORDS)
    lines[:] = [line.replace("栏次", word) for line in lines]


def blanks_for_tabs(lines: Lines, rng: random.Random) -> None:
    start, blank = _at(lines, rng), rng.choice((" ", "  ", "    ", "", "|", "\u3000"))
    end = start + rng.choice((1, 30, 10_000))
    lines[start:end] = [line.replace("\t", blank) for line in lines[start:end]]


def damage_codes(lines: Lines, rng: random.Random) -> None:
    def damaged(found: re.Match[str]) -> str:
        code = found[0]
        if rng.random() > 0.1:
            return code
        at = rng.randrange(len(code))
        return rng.choice(
            (
                code[:at] + code[at + 1 :],
                code[:at] + "O" + code[at + 1 :],
                code[::-1],
                code[:3],
                "",
                code + "0",
            )
        )

    lines[:] = [_CODE.sub(damaged, line) for line in lines]


def cut(lines: Lines, rng: random.Random) -> None:
    text = "\n".join(lines)
    at = rng.randrange(len(text) + 1)
    lines[:] = (text[:at] if rng.random() < 0.7 else text[at:]).split("\n")


def drop_characters(lines: Lines, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 30, 300))):
        at = _at(lines, rng)
        if lines and lines[at]:
            spot = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:spot] + lines[at][spot + 1 :]


def odd_characters(lines: Lines, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 20))):
        at = _at(lines, rng)
        if lines:
            spot = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:spot] + rng.choice(_ODD_CELLS) + lines[at][spot:]


def join_lines(lines: Lines, rng: random.Random) -> None:
    at = _at(lines, rng)
    some = lines[at : at + rng.choice((2, 2, 10))]
    lines[at : at + len(some)] = [rng.choice(("", "\t", " ", "\f")).join(some)]


def other_year(lines: Lines, rng: random.Random) -> None:
    year = rng.choice(("2099", "1899", "202", "20233", "0000"))
    lines[:] = [re.sub(r"20(21|22|23|24)", year, line) if rng.random() < 0.5 else line for line in lines]


def twice(lines: Lines, rng: random.Random) -> None:
    lines.extend(list(lines))


MUTATIONS: tuple[Callable[[Lines, random.Random], None], ...] = (
    drop_lines, double_lines, swap_lines, move_lines, change_cells, change_cells, rename_column_words, blanks_for_tabs,
    damage_codes, cut, drop_characters, odd_characters, join_lines, other_year, twice,
)  # fmt: skip


def mutant(text: str, seed: int) -> str:
    """A text after one to four mutations."""
    rng = random.Random(seed)
    lines = text.split("\n")
    for mutation in rng.choices(MUTATIONS, k=rng.choice((1, 1, 2, 3, 4))):
        mutation(lines, rng)
    return "\n".join(lines)


@dataclass(slots=True)
class Trial:
    """What became of mutants: how many there were, were published, and why the others were not."""

    documents: int = 0
    published: int = 0
    rows_left_out: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """Reasons that are a fault of the program."""
        return [
            reason
            for reason in self.reasons
            if "内部错误" in reason or "进程" in reason or "处理器时间" in reason
        ]


def try_mutants(texts: Iterable[str], folder: Path, engine: Engine | None = None) -> Trial:
    """Read, parse, check and load texts; whatever raises, raises."""
    folder.mkdir(parents=True, exist_ok=True)
    receipts = list((engine or InlineEngine()).run(make_shard, _tasks(texts, folder), lost, CPU_SECONDS))
    receipts.sort(key=lambda r: r.name)
    choose_publications(receipts, History(), [])
    published = _each_on_its_own(receipts)
    with new_database(folder / "disclosures.db") as db:
        loader = Loader(db)
        loader.add(reference_rows(Portal()))
        loader.add(source_rows(receipts, (), {}))
        for department in by_department(published, str):
            for rows in department_rows(department, folder / "cache", {}):
                loader.add_accepted(rows)
        loader.close()
        left_out = "SELECT count(*) FROM reading_notes WHERE kind = 'row_left_out'"
        (notes,) = db.conn.execute(left_out).fetchone()
        (loaded,) = db.conn.execute("SELECT count(*) FROM disclosures").fetchone()
    assert loaded == len(published)
    reasons = Counter(_kind_of(r) for r in receipts if r.status == "quarantined")
    return Trial(len(receipts), len(published), notes, reasons)


def _each_on_its_own(receipts: Iterable[Receipt]) -> list[Assigned]:
    """Every document under an identifier of its own, as if none were a version of another."""
    taken: set[str] = set()
    published = []
    distinct = {receipt.source_id: receipt for receipt in receipts if receipt.status == "ok"}
    for number, receipt in enumerate(distinct.values()):
        usual = receipt.disclosure_id
        id_ = f"{usual}-{number}" if usual in taken else usual
        taken.add(id_)
        published.append(Assigned(id_, receipt.department_id, "", receipt))
    return sorted(published, key=lambda one: (one.department_id, one.disclosure_id))


def _tasks(texts: Iterable[str], folder: Path) -> Iterable[Task]:
    for number, text in enumerate(texts):
        path = folder / f"{number:05d}.txt"
        path.write_bytes(text.encode(errors="replace"))
        yield Task(path, path.name, folder / "cache")


def _kind_of(receipt: Receipt) -> str:
    return (receipt.error or "")[:100]
