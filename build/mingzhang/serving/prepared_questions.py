"""What the questions come to over all portals where nothing is given: asked when the front is built, and kept.

Over a nation such a question reads a million rows of several metrics, which takes longer than a reader waits; it is the one
that most readers ask, and its answer is the same until a portal is built again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from ..exports.union import Union, in_duckdb
from .canned import CannedQuery
from .soundness import DATABASE_FILE

FOLDER = Path("data", "answers")
"""Where the answers lie in the folder of the front."""
_MADE_OF = "made-of.json"
_States = dict[str, tuple[int, int]]


class PreparedAnswer(msgspec.Struct):
    """The names of the columns, and the rows."""

    columns: list[str]
    rows: list[list[Any]]


def prepare_answers(
    questions: Iterable[CannedQuery], output: Path, names: Iterable[str], front: Path
) -> Iterator[str]:
    """Write what each question comes to over the portals `names` into the folder `front`; yield for each what went wrong,
    or ""."""
    slugs = list(names)
    (front / FOLDER).mkdir(parents=True)
    states = _states(output, slugs)
    with closing(Union(output, slugs)) as union:
        for one in questions:
            try:
                columns, rows = union.table(in_duckdb(one.sql), dict.fromkeys(one.parameters, ""))
            except duckdb.Error as error:
                yield f"{one.name}: {str(error).splitlines()[0]}"
                continue
            told = PreparedAnswer(columns, [list(row) for row in rows])
            (front / FOLDER / f"{one.name}.json").write_bytes(msgspec.json.encode(told))
            yield ""
    (front / FOLDER / _MADE_OF).write_bytes(msgspec.json.encode(states))


def prepared_answer(question: str, output: Path, names: Iterable[str], front: Path) -> PreparedAnswer | None:
    """Return what a question comes to where nothing is given; None where that is not known of the portals as they are now."""
    try:
        made_of = msgspec.json.decode((front / FOLDER / _MADE_OF).read_bytes(), type=_States)
        if made_of != _states(output, names):
            return None
        found = (front / FOLDER / f"{question}.json").read_bytes()
        return msgspec.json.decode(found, type=PreparedAnswer)
    except (OSError, msgspec.DecodeError):
        return None


def _states(output: Path, names: Iterable[str]) -> _States:
    """What tells one build of each portal from another: the size and time of its database."""
    found = ((name, (output / name / DATABASE_FILE).stat()) for name in names)
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found}
