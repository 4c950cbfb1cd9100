"""Rules Y01–Y03: this year's document against last year's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checking_builder import books, outcome, with_cell, with_statement
from checking_prose import told
from mingzhang.checking import check, check_years
from mingzhang.model import Disclosure

LAST_YEAR = with_cell(
    with_cell(
        books(
            general={
                "2010301": ("500.00", "0"),
                "2010302": ("0", "60.00"),
                "2080505": ("60.00", "0"),
                "2101101": ("40.00", "0"),
                "2120501": ("0", "265.00"),
                "2210201": ("55.00", "0"),
            },
            fund={"2120803": ("0", "20.00")},
            capital={},
        ),
        9,
        "final",
        "total",
        "3.00",
    ),
    9,
    "final",
    "reception",
    "1.00",
)
"""1000.00 in all: what 1175.75 is 175.75 more than."""


def of_year(d: Disclosure, year: int, **identity: str) -> Disclosure:
    return replace(d, identity=replace(d.identity, fiscal_year=year, **identity))


def both(now: Disclosure, last: Disclosure) -> dict[str, Disclosure]:
    return {"made-up-2024": now, "made-up-2023": of_year(last, 2023)}


def test_years_that_agree() -> None:
    reports = check_years(both(told(), LAST_YEAR))
    assert [f.message for f in reports["made-up-2024"].findings] == []
    assert [
        list(outcome(reports["made-up-2024"], rule)) for rule in ("Y01.implied", "Y02.scope", "Y03.codes")
    ] == [["held"]] * 3


def test_a_year_alone_has_nothing_to_be_held_against() -> None:
    reports = check_years({"made-up-2024": told()})
    assert [outcome(reports["made-up-2024"], rule) for rule in ("Y01.implied", "Y02.scope", "Y03.codes")] == [
        {"not_applicable": 0}
    ] * 3
    assert reports["made-up-2024"].findings == ()


def test_years_apart_are_not_compared() -> None:
    reports = check_years({"a": told(), "b": of_year(LAST_YEAR, 2021)})
    assert all(report.findings == () for report in reports.values())


def test_change_that_last_year_does_not_bear_out() -> None:
    now = told(
        ("收、支总计各增加175.75万元，增长17.58%，主要", "收、支总计各增加185.75万元，增长18.76%，主要")
    )
    (finding,) = check_years(both(now, LAST_YEAR))["made-up-2024"].findings
    assert (finding.rule_id, finding.expected, finding.difference) == (
        "Y01.implied",
        "1000.00",
        Decimal("-10.00"),
    )
    assert "推算2023年为990.00万元" in finding.message and "1000.00万元" in finding.message


def test_another_scope_is_said_and_not_compared() -> None:
    now = told(("各增加175.75万元，增长17.58%，主要", "各增加185.75万元，增长18.76%，主要"))
    now = replace(now, identity=replace(now.identity, scope="本级"))
    (finding,) = check_years(both(now, LAST_YEAR))["made-up-2024"].findings
    assert finding.rule_id == "Y02.scope"
    assert finding.message == "本年公开范围为本级，2023年为未写明，两年的数不能直接比较"


def with_row(d: Disclosure, of: str, **changes: str) -> Disclosure:
    statement = d.statement(3)
    rows = tuple(replace(r, **changes) if r.code == of else r for r in statement.rows)
    return with_statement(d, replace(statement, rows=rows))


def test_a_code_with_another_name() -> None:
    (finding,) = check_years(both(told(), with_row(LAST_YEAR, "2210201", item="住房补贴")))[
        "made-up-2024"
    ].findings
    assert (finding.rule_id, finding.found, finding.expected) == ("Y03.codes", "住房公积金", "住房补贴")


def test_an_item_under_another_code() -> None:
    (finding,) = check_years(both(told(), with_row(LAST_YEAR, "2210201", code="2210299")))[
        "made-up-2024"
    ].findings
    assert (finding.rule_id, finding.found, finding.expected) == ("Y03.codes", "2210201", "2210299")


def test_the_first_year_is_checked_by_itself() -> None:
    assert check(of_year(LAST_YEAR, 2023)).findings == ()
