"""N06, N17 and N20: purposes that cost nothing, reasons that another section denies, a 款 without its mark."""

from __future__ import annotations

import pytest

from checking_builder import findings, without_tables
from checking_prose import told


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("行政单位医疗", []),
        ("行政事业单位医疗、行政单位医疗等方面", []),
        ("无此名称的事项", []),
        ("行政单位医疗、计划生育事务等", ["计划生育事务"]),
        ("突发公共卫生事件应急处理和行政单位医疗", []),
        ("突发公共卫生事件应急处理、行政单位医疗", ["突发公共卫生事件应急处理"]),
    ],
)
def test_purposes_without_money(named: str, expected: list[str]) -> None:
    d = told(("主要是用于行政单位医疗。", f"主要是用于{named}。"))
    for account in (d, without_tables(d, 1, 2, 3, 4, 5)):
        found = [f for f in findings(account, "N06") if "用于" in f.message]
        assert [f.found for f in found] == expected
        assert all(f.severity == "note" for f in found)


@pytest.mark.parametrize(
    ("said", "moved", "expected"),
    [
        ("公用经费有所减少", "比年初预算数减少5万元，下降5.88%", None),
        ("公用经费有所减少", "比年初预算数增加5万元，增长6.67%", ("减少", "增加")),
        ("公用经费支出增加", "比年初预算数减少5万元，下降5.88%", ("增加", "减少")),
        ("厉行节约", "比年初预算数增加5万元，增长6.67%", None),
        ("公用经费有所减少", "比2023年度增加5万元，增长6.67%", None),
    ],
)
def test_reason_denied_by_the_operating_costs(
    said: str, moved: str, expected: tuple[str, str] | None
) -> None:
    d = told(
        ("的主要原因：中期追加人员经费。", f"的主要原因：追加人员经费，{said}。"),
        ("比2023年度减少5万元，下降5.88%", moved),
    )
    found = [f for f in findings(d, "N17") if "机关运行经费却" in f.message]
    assert [(f.found, f.expected) for f in found] == ([expected] if expected else [])


def test_section_without_its_mark() -> None:
    marked = "政府办公厅(室)及相关机构事务(款)一般行政管理事务(项)"
    assert findings(told(), "N20") == []
    found = findings(told((marked, "政府办公厅(室)及相关机构事务一般行政管理事务(项)")), "N20")
    assert ("（款）", "政府办公厅(室)及相关机构事务一般行政管理事务") in [
        (f.expected, f.found) for f in found
    ]
