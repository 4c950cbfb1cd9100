"""Which documents are published under which identifiers, and what was unusual among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .shards import Receipt


@dataclass(frozen=True, slots=True)
class Published:
    """A receipt with the identifier its disclosure is published under."""

    receipt: Receipt
    disclosure_id: str


def publish_list(receipts: Sequence[Receipt]) -> tuple[list[Published], list[str]]:
    """Which disclosures are published under which identifier, in order, and what was unusual.

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
    warnings += _shared_identifiers(first.values())
    good = sorted((r for r in first.values() if r.status == "ok"), key=_place)
    published: list[Published] = []
    for (department_id, year), group in groupby(good, key=lambda r: (r.department_id, r.fiscal_year)):
        for number, receipt in enumerate(group, start=1):
            suffix = "" if number == 1 else f"-{number}"
            published.append(Published(receipt, f"{department_id}-{year}{suffix}"))
            if number > 1:
                before = published[-2]
                warnings.append(
                    f"{receipt.name}: same department and year as {before.receipt.name} but other content; "
                    f"both kept, as {before.disclosure_id} and {published[-1].disclosure_id}"
                )
    return published, warnings


def _shared_identifiers(receipts: Iterable[Receipt]) -> Iterator[str]:
    """A warning for each identifier that stands for more than one printed name: a new name, a slip, or two bodies."""
    names: dict[str, dict[str, Receipt]] = {}
    for receipt in receipts:
        if receipt.status == "ok":
            names.setdefault(receipt.department_id, {}).setdefault(receipt.department, receipt)
    for department_id, spelt in sorted(names.items()):
        if len(spelt) > 1:
            told = ", ".join(f"{name} ({receipt.name})" for name, receipt in sorted(spelt.items()))
            yield f"{department_id} is printed with several names: {told}; shown as one department"


def _place(receipt: Receipt) -> tuple[str, int, str]:
    return receipt.department_id, receipt.fiscal_year, receipt.name
