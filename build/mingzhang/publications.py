"""Which documents are published under which identifiers, and what was unusual among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from .parsing.twins import department_ids
from .shards import Receipt


@dataclass(frozen=True, slots=True)
class Published:
    """A receipt with the identifiers that its department and its disclosure are published under."""

    receipt: Receipt
    department_id: str
    disclosure_id: str


def publish_list(receipts: Sequence[Receipt]) -> tuple[list[Published], list[str]]:
    """Decide which disclosures are published under which identifier, in order; tell what was unusual.

    The same content twice is published once. Different content for the same department and year is kept under
    identifiers of its own (`…-2024`, `…-2024-2`), first by file name.
    """
    warnings: list[str] = []
    first: dict[str, Receipt] = {}
    for receipt in receipts:
        if receipt.source_id in first:
            warnings.append(
                f"{receipt.name}: same content as {first[receipt.source_id].name}, published once"
            )
        else:
            first[receipt.source_id] = receipt
    good = [r for r in first.values() if r.status == "ok"]
    ids = department_ids((r.department for r in good), known={})
    warnings += _alike(good, ids)
    good.sort(key=lambda r: (ids[r.department], r.fiscal_year, r.name))
    published: list[Published] = []
    for (department_id, year), group in groupby(good, key=lambda r: (ids[r.department], r.fiscal_year)):
        for number, receipt in enumerate(group, start=1):
            suffix = "" if number == 1 else f"-{number}"
            published.append(Published(receipt, department_id, f"{department_id}-{year}{suffix}"))
            if number > 1:
                before = published[-2]
                warnings.append(
                    f"{receipt.name}: same department and year as {before.receipt.name} but other content; "
                    f"both kept, as {before.disclosure_id} and {published[-1].disclosure_id}"
                )
    return published, warnings


def _alike(receipts: Iterable[Receipt], ids: Mapping[str, str]) -> Iterator[str]:
    """A warning for each address that several bodies would share by the sound of their names: two bodies, or a slip."""
    twins: dict[str, dict[str, Receipt]] = {}
    for receipt in receipts:
        twins.setdefault(receipt.department_id, {}).setdefault(ids[receipt.department], receipt)
    for alike in (found for _, found in sorted(twins.items()) if len(found) > 1):
        told = ", ".join(f"{r.department} ({r.name}) as {id_}" for id_, r in sorted(alike.items()))
        yield f"names that sound alike are bodies of their own: {told}; if one is a slip, correct it in its file"
