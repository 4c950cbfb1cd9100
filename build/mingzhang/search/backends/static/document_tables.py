"""What the browser needs beside an index of Pagefind to answer as SQLite does: where documents begin and end in its
pages, and their original texts.

All files are gzipped JSON (`lengths` are numbers of their own), read by `content/assets/search-documents.js`:

* `documents.bin`: the disclosures, each a page of Pagefind's (with its fingerprint there and the words of its names), and by
  kind how many documents each disclosure has and how many words these have, in the order of `KINDS`;
* `lengths/KIND.bin`: of each document of a kind how many words its title, text and codes have; asked for only where a
  document of that kind is found;
* `texts/N.bin`: title, text, anchor, codes, findings of `TEXTS_PER_FILE` documents;
* `amounts.bin`: the amounts, asked for only to sort by them;
* `spans.bin`: of characters whose words stand in several chunks of Pagefind's what leads to each of these (`spanning` in
  `indexed_words`), asked for only where a single character is looked for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...documents.document_kinds import KINDS
from ...documents.search_documents import tokens_of_names, with_parents
from ...language.tokens import tokens
from .indexed_words import page
from .packing import write_numbers, write_packed, write_smallest

TEXTS_PER_FILE = 12
_NAMES, _FINGERPRINT = 6, 7  # in the row of a disclosure


@dataclass
class OfKind:
    """The documents of one kind: of each disclosure how many there are and how many words they have; and of each document
    the words of title, text and codes."""

    counts: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


@dataclass
class Tables:
    """The documents of one index, in order of their ids, gathered page after page."""

    first: int = 0
    disclosures: list[list[Any]] = field(default_factory=list)
    kinds: dict[str, OfKind] = field(default_factory=lambda: {kind: OfKind() for kind in KINDS})
    originals: list[list[Any]] = field(default_factory=list)
    amounts: list[float | None] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words all documents have, their names included."""
        return sum(
            disclosure[_NAMES] * count + words
            for of_kind in self.kinds.values()
            for disclosure, count, words in zip(self.disclosures, of_kind.counts, of_kind.words, strict=True)
        )

    def add_page(self, documents: Sequence[sqlite3.Row], salt: int = 0) -> Iterator[str]:
        """Take in the documents of one disclosure; the page Pagefind is given for them."""
        one = documents[0]
        self.first = self.first or one["id"]
        who = [one["name"], one["department"], one["district"], one["city"]]
        names = tokens_of_names((*who, str(one["year"])))
        own = [one["disclosure_id"], *who[1:], one["department_id"], one["year"], len(names), ""]
        self.disclosures.append(own)
        regions = [names]
        for of_kind in self.kinds.values():
            of_kind.counts.append(0)
            of_kind.words.append(0)
        for row in documents:
            codes = with_parents((row["codes"] or "").split())
            parts = [tokens(row["title"]), tokens(row["text"]), codes]
            regions += parts
            of_kind = self.kinds[row["kind"]]
            of_kind.counts[-1] += 1
            of_kind.words[-1] += sum(map(len, parts))
            of_kind.lengths += map(len, parts)
            anchor = row["page_url"].partition("#")[2]
            self.originals.append([row["title"], row["text"], anchor, row["codes"], row["disputed"]])
            self.amounts.append(row["amount"])
        return page(regions, salt)

    def write(self, fingerprints: Mapping[int, str], folder: Path) -> None:
        """Write the files, given how Pagefind calls each page."""
        for number, fingerprint in fingerprints.items():
            self.disclosures[number][_FINGERPRINT] = fingerprint
        known = {
            "first": self.first,
            "disclosures": self.disclosures,
            "kinds": {kind: [of_kind.counts, of_kind.words] for kind, of_kind in self.kinds.items()},
        }
        write_packed(folder / "documents.bin", known, write_smallest)
        write_packed(folder / "amounts.bin", self.amounts)
        (folder / "lengths").mkdir()
        for kind, of_kind in self.kinds.items():
            write_numbers(folder / "lengths" / f"{kind}.bin", of_kind.lengths)
        (folder / "texts").mkdir()
        for number, start in enumerate(range(0, len(self.originals), TEXTS_PER_FILE)):
            write_packed(folder / "texts" / f"{number}.bin", self.originals[start : start + TEXTS_PER_FILE])
