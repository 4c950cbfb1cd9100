"""What became of a classification code, and which other code's figures are the same under another number."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..disclosure_facts import Row, fetch

_SAID = {
    "renamed": "{year}年度起改为现名，原名“{name}”",
    "moved": "{year}年度起，原科目{code}“{name}”改为{other}",
    "merged": "{year}年度起，原科目{code}“{name}”并入{other}",
    "split": "{year}年度起，原科目{code}“{name}”拆分，其一为{other}",
}
_INCOMPARABLE = "口径变化，前后年度的数不能直接比较"
_REBASED = "口径变化，一对一，前后年度可以相连"


@dataclass(slots=True)
class CodeHistory:
    """Sentences on what became of a code, each with its source; `same` are the codes that are this one in other years."""

    said: list[tuple[str, str]] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def code_histories(conn: sqlite3.Connection) -> dict[str, CodeHistory]:
    """Map every code of which a change is known to its history. A code that moved to one other, to which nothing else
    came, is the same under another number; whatever merged or split is not.
    """
    links = fetch(conn, "select * from code_links order by year, code, other")
    found: dict[str, CodeHistory] = {}
    for link in links:
        words, same = said_of(link), _is_one_to_one(link, links)
        if link["kind"] != "renamed":
            words = f"{words}（{_REBASED if same else _INCOMPARABLE}）"
        for code, other in dict.fromkeys(((link["code"], link["other"]), (link["other"], link["code"]))):
            history = found.setdefault(code, CodeHistory())
            history.said.append((words, link["source"]))
            if same:
                history.same.append(other)
    return found


def said_of(link: Row) -> str:
    """Say what one row of `code_links` says."""
    return _SAID[link["kind"]].format(**dict(link))


def _is_one_to_one(link: Row, links: Sequence[Row]) -> bool:
    before = [one for one in links if one["code"] == link["code"] and one["kind"] != "renamed"]
    after = [one for one in links if one["other"] == link["other"] and one["kind"] != "renamed"]
    return bool(link["kind"] == "moved") and len(before) == len(after) == 1
