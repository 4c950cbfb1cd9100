"""Which documents are published under which identifiers: the receipts of files in, addresses and warnings out."""

from __future__ import annotations

import hashlib

import pytest

from mingzhang.publications import publish_list
from mingzhang.shards import Receipt

QINGSHI = "云州市临江区人民政府青石街道办事处"
HUASHAN = "云州市临江区人民政府花山街道办事处"
ALIKE = "云州市临江区人民政府华山街道办事处"


def receipt(
    name: str, department: str = QINGSHI, year: int = 2023, content: str = "", ok: bool = True
) -> Receipt:
    digest = hashlib.sha256((content or name).encode()).hexdigest()
    if not ok:
        return Receipt(name, digest, "txt", 1, "quarantined", "不是部门决算")
    slug = {
        QINGSHI: "yunzhou-linjiang-qingshi-jiedaobanshichu",
        HUASHAN: "yunzhou-linjiang-huashan-jiedaobanshichu",
        ALIKE: "yunzhou-linjiang-huashan-jiedaobanshichu",
    }[department]
    return Receipt(name, digest, "txt", 1, "ok", department_id=slug, department=department, fiscal_year=year)


def listed(*receipts: Receipt) -> tuple[list[tuple[str, str]], list[str]]:
    published, warnings = publish_list(receipts)
    return [(p.receipt.name, p.disclosure_id.rpartition("jiedaobanshichu")[2]) for p in published], warnings


@pytest.mark.parametrize(
    ("receipts", "published"),
    [
        ((), []),
        ((receipt("a.txt"),), [("a.txt", "-2023")]),
        # Years of a department in order, whatever the order of files.
        ((receipt("a.txt", year=2024), receipt("b.txt", year=2022)), [("b.txt", "-2022"), ("a.txt", "-2024")]),
        # Other content for the same year is kept, first by file name.
        ((receipt("b.txt"), receipt("a.txt")), [("a.txt", "-2023"), ("b.txt", "-2023-2")]),
        (
            (receipt("c.txt"), receipt("b.txt"), receipt("a.txt")),
            [("a.txt", "-2023"), ("b.txt", "-2023-2"), ("c.txt", "-2023-3")],
        ),
        # The same content twice is published once.
        ((receipt("a.txt", content="x"), receipt("b.txt", content="x")), [("a.txt", "-2023")]),
        # What could not be read is not published.
        ((receipt("a.txt", ok=False), receipt("b.txt")), [("b.txt", "-2023")]),
        ((receipt("a.txt", ok=False),), []),
    ],
)  # fmt: skip
def test_each_content_is_published_once_under_its_department_and_year(
    receipts: tuple[Receipt, ...], published: list[tuple[str, str]]
) -> None:
    assert listed(*receipts)[0] == published


@pytest.mark.parametrize(
    ("receipts", "warned"),
    [
        ((receipt("a.txt"), receipt("b.txt", year=2024)), []),
        (
            (receipt("a.txt", content="x"), receipt("b.txt", content="x")),
            ["b.txt: same content as a.txt, published once"],
        ),
        (
            (receipt("a.txt"), receipt("b.txt")),
            ["b.txt: same department and year as a.txt but other content; both kept"],
        ),
        (
            (receipt("a.txt", HUASHAN), receipt("b.txt", ALIKE)),
            ["names that sound alike are bodies of their own"],
        ),
    ],
)
def test_what_is_unusual_is_told(receipts: tuple[Receipt, ...], warned: list[str]) -> None:
    warnings = listed(*receipts)[1]
    assert len(warnings) == len(warned)
    assert [w for w, said in zip(warnings, warned, strict=True) if said not in w] == []


def test_bodies_that_sound_alike_have_addresses_of_their_own() -> None:
    published, _ = publish_list([receipt("a.txt", HUASHAN), receipt("b.txt", ALIKE)])
    assert len({p.department_id for p in published}) == 2
    assert all(p.disclosure_id == f"{p.department_id}-2023" for p in published)


def test_the_order_of_files_changes_no_address() -> None:
    files = [
        receipt("a.txt"),
        receipt("b.txt", HUASHAN),
        receipt("c.txt", ALIKE),
        receipt("d.txt", year=2022),
    ]
    forward = {p.receipt.name: p.disclosure_id for p in publish_list(files)[0]}
    backward = {p.receipt.name: p.disclosure_id for p in publish_list(files[::-1])[0]}
    assert forward == backward
