"""Which documents are published at which addresses, with what the portal's history and its registers say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..history.assigning import Assignment, assign
from ..history.body_register import read_bodies, settle
from ..history.denominators import Denominators, headcounts, price_index
from ..history.records import History
from ..history.registered_people import of_disclosures
from ..history.registers import expectations, find, provenances, replacements, reply_files, withdrawals
from ..history.replies import read_replies
from ..history.rollups import district_figures
from ..reading.files import (
    BODIES,
    COLLECTED,
    DISTRICTS,
    EXPECTED,
    HEADCOUNTS,
    PRICES,
    REPLACES,
    WITHDRAW,
)
from ..shards.receipts import Receipt


def choose_publications(receipts: Sequence[Receipt], history: History, folders: Iterable[Path]) -> Assignment:
    """Give every account its address and choose its file; `folders` are where registers may lie.

    The same content twice is published once. What was unusual is in the warnings.
    """
    problems: list[str] = []
    first: dict[str, Receipt] = {}
    for receipt in receipts:
        if receipt.source_id in first:
            problems.append(
                f"{receipt.name}: same content as {first[receipt.source_id].name}, published once"
            )
        else:
            first[receipt.source_id] = receipt
    folders = list(folders)
    chosen = assign(
        (receipt for receipt in first.values() if receipt.status == "ok" and receipt.kind == "final"),
        history,
        withdrawals(find(WITHDRAW, folders), problems),
        replacements(find(REPLACES, folders), problems),
    )
    chosen.withheld |= {part for id_ in chosen.withheld for part in first[id_].parts}
    chosen.expected = expectations(find(EXPECTED, folders), problems)
    chosen.districts = district_figures(find(DISTRICTS, folders), problems)
    chosen.provenances = provenances(find(COLLECTED, folders), problems)
    chosen.bodies = settle(read_bodies(find(BODIES, folders), problems), chosen.published, problems)
    chosen.replies = read_replies(reply_files(folders), problems)
    people = headcounts(find(HEADCOUNTS, folders), problems)
    chosen.denominators = Denominators(
        price_index(find(PRICES, folders), problems), of_disclosures(people, chosen.published, problems)
    )
    chosen.warnings[:0] = problems
    return chosen
