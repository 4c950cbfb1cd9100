"""How much was read of each disclosure, counted once: the next build counts again only where files are others."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from ...catalogue import STATEMENTS
from ...database.inputs import inputs_of
from ...digests import digest_of

_AMONG = "in (select value from json_each(?))"
CELLS = " + ".join(
    f"(select {' + '.join(f'count({column})' for column in kind.columns)} from {kind.table} where disclosure_id = counted.id)"  # noqa: S608
    for kind in STATEMENTS
)
"""How many rows of `statement_cells` a disclosure `counted` has: the view would be gone through once for each column."""
_CELLS = f"select id, {CELLS} from disclosures as counted where id {_AMONG}"  # noqa: S608  our own names
_HELD = f"""select disclosure_id, sum(times) from check_results
    where outcome = 'held' and disclosure_id {_AMONG} group by 1"""  # noqa: S608
_PARAGRAPHS = f"""select disclosure_id, count(*), sum(kind = 'paragraph') from sections
    join paragraphs on section_id = sections.id where disclosure_id {_AMONG} group by 1"""  # noqa: S608
_PROSE = f"""select disclosure_id, paragraphs.text from sections join paragraphs on section_id = sections.id
    where kind = 'paragraph' and disclosure_id {_AMONG}"""  # noqa: S608


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """What was counted of a disclosure; `key` is a digest of what its rows follow from."""

    key: str
    cells: int = 0
    sentences: int = 0
    paragraphs: int = 0
    """Rows of `paragraphs`, of which `prose` are none of a table."""
    prose: int = 0
    held: int = 0
    """How often a rule was applied and held."""


def tallies(conn: sqlite3.Connection, known: Mapping[str, Tally]) -> dict[str, Tally]:
    """Map every disclosure to its tally; those that are `known` and whose files are the same are not counted again."""
    keys = {id_: digest_of(inputs) for id_, inputs in inputs_of(conn).items()}
    stay = {id_: known[id_] for id_, key in keys.items() if id_ in known and known[id_].key == key}
    anew = [id_ for id_ in keys if id_ not in stay]
    asked = (json.dumps(anew),)
    cells, held = dict(conn.execute(_CELLS, asked).fetchall()), dict(conn.execute(_HELD, asked).fetchall())
    paragraphs = {id_: (all_, prose) for id_, all_, prose in conn.execute(_PARAGRAPHS, asked)}
    sentences: Counter[str] = Counter()
    for id_, text in conn.execute(_PROSE, asked):
        sentences[id_] += text.count("。")
    return stay | {
        id_: Tally(
            keys[id_], cells.get(id_, 0), sentences[id_], *paragraphs.get(id_, (0, 0)), held.get(id_) or 0
        )
        for id_ in anew
    }


def summed(found: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    columns = zip(*((t.cells, t.sentences, t.paragraphs, t.prose, t.held) for t in found), strict=True)
    return Tally("", *map(sum, columns))
