"""What departments reply to findings: files `replies/*.csv`, each row about one finding, matched when it is loaded.

A reply names the finding by disclosure and rule, and by subject where the rule found several things: words that stay the
same where lines move. A reply that fits no finding, or several, is told and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..catalogue.history import REPLY_STATUSES
from ..database.row_checks import Rows, by_column
from ..database.row_values import TableRow
from .registers import BadRow, needed, read_rows

_WRITTEN = {zh: status for status, zh in REPLY_STATUSES.items()} | {"说明": "explained", "更正": "corrected"}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a finding; `subject` is empty where the rule found one thing only, `by` where nobody signed."""

    disclosure: str
    rule: str
    subject: str
    status: str
    replied_on: str
    by: str
    words: str
    where: str


@dataclass(slots=True)
class Replies:
    """Replies by disclosure, and those that were matched to a finding."""

    of: dict[str, list[Reply]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def rows(self, loaded: Rows) -> Iterator[TableRow]:
        """Yield the rows of the table `replies` for a disclosure whose rows are being loaded."""
        disclosure_id = str(by_column(loaded, "disclosures")[0]["id"])
        self.seen.add(disclosure_id)
        if disclosure_id not in self.of:
            return
        found = by_column(loaded, "findings")
        for position, reply in enumerate(self.of[disclosure_id], start=1):
            fits = [
                finding
                for finding in found
                if finding["rule_id"] == reply.rule and reply.subject in ("", finding["subject_key"])
            ]
            if len(fits) != 1:
                which = "no finding" if not fits else f"{len(fits)} findings, name the subject"
                self.problems.append(f"{reply.where}: {reply.rule} of {disclosure_id} fits {which}; left out")
                continue
            yield (
                "replies",
                {
                    "disclosure_id": disclosure_id,
                    "position": position,
                    "finding_id": str(fits[0]["id"]),
                    "status": reply.status,
                    "replied_on": reply.replied_on,
                    "author": reply.by or None,
                    "words": reply.words,
                },
            )

    def unmatched(self) -> list[str]:
        """Tell, a line each, of replies that fit nothing that was loaded."""
        lost = (reply for id_, replies in self.of.items() if id_ not in self.seen for reply in replies)
        return [
            *self.problems,
            *(f"{r.where}: no disclosure {r.disclosure!r} is published; left out" for r in lost),
        ]


def read_replies(files: Iterable[Path], problems: list[str]) -> Replies:
    """Read `replies/*.csv`: disclosure, rule, status, date, words, and where needed subject and by."""

    def row(cells: Mapping[str, str], where: str) -> Reply:
        told = needed(cells, "status")
        status = _WRITTEN.get(told, told)
        if status not in REPLY_STATUSES:
            raise BadRow(f"status: {told!r} is none of {', '.join(REPLY_STATUSES)}")
        words = needed(cells, "words")
        if len(words) > _LONGEST:
            raise BadRow(f"words: {len(words)} characters, at most {_LONGEST}")
        try:
            day = date.fromisoformat(needed(cells, "date")).isoformat()
        except ValueError:
            raise BadRow(f"date: {cells['date']!r} is no date such as 2025-11-20") from None
        disclosure = needed(cells, "disclosure").strip("/").rpartition("/")[2]
        subject, by = cells.get("subject", "").strip(), cells.get("by", "").strip()
        return Reply(disclosure, needed(cells, "rule"), subject, status, day, by, words, where)

    replies = Replies()
    columns = ("disclosure", "rule", "status", "date", "words")
    for reply in read_rows(files, columns, row, problems, ("subject", "by")):
        replies.of.setdefault(reply.disclosure, []).append(reply)
    return replies
