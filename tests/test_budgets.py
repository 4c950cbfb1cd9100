"""Departmental budgets: refused as accounts, read as budgets where the portal asks for it, held against the account."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from corpus import ROOT, SHARED
from documents import write
from mingzhang.checking import check_budget
from mingzhang.history.assigning import assign
from mingzhang.history.expecting import expected_rows
from mingzhang.history.records import History
from mingzhang.history.registers import Bodies, Expected, Link
from mingzhang.history.updating import updated
from mingzhang.model import Budget, Disclosure, NotADisclosure
from mingzhang.model.correction import FileCorrection, Wanted
from mingzhang.parsing import parse
from mingzhang.parsing.acceptance import IS_BUDGET
from mingzhang.parsing.budget_document import parse_budget
from mingzhang.pipeline.budgets import match_budgets, seen_budgets
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter
from mingzhang.reading import read
from mingzhang.shards.budget_shards import load_budget, make_shard_or_budget
from mingzhang.shards.receipts import Receipt, Task

SAMPLE = ROOT / "disclosures" / "sample-001-2024.txt"
NAME = "云州市青澜区人民政府莲汀街道办事处"
ITEMS = {"2010301": ("行政运行", "100.00", "0"), "2120501": ("城乡社区环境卫生", "0", "50.50")}
THREE = "4.00\t0\t3.00\t0\t3.00\t1.00"
SECTIONS = {"2010301": ("201", "一般公共服务支出", "20103", "政府办公厅（室）及相关机构事务"),
            "2120501": ("212", "城乡社区支出", "21205", "城乡社区环境卫生")}  # fmt: skip


def budget(
    items: Mapping[str, tuple[str, str, str]] = ITEMS,
    three: str = THREE,
    unit: str = "万元",
    year: int = 2024,
    said: str = "",
    total: str = "",
) -> str:
    """A budget with the tables that matter here, as many places print them."""
    scale = 10_000 if unit == "元" else 1
    rows, whole = [], [Decimal(0), Decimal(0)]
    for code, (name, basic, project) in items.items():
        figures = [Decimal(basic) * scale, Decimal(project) * scale]
        printed = "\t".join(f"{value:,}" for value in (sum(figures), *figures))
        class_, class_name, section, section_name = SECTIONS[code]
        rows += [
            f"{class_}\t{class_name}\t{printed}",
            f"{section}\t{section_name}\t{printed}",
            f"{code}\t{name}\t{printed}",
        ]
        whole = [one + more for one, more in zip(whole, figures, strict=True)]
    rows.append("\t" + "合计\t" + (total or "\t".join(f"{value:,}" for value in (sum(whole), *whole))))
    caption = f"部门：{NAME}\n单位：{unit}\n" if unit else f"部门：{NAME}\n"
    body = "\n".join(rows)
    return f"""{NAME}{year}年部门预算公开

第一部分 {NAME}概况

一、部门主要职责

（一）负责辖区公共服务，编制年度预算，执行预算。

第二部分 {year}年部门预算表

一般公共预算支出表
{caption}功能分类科目编码\t科目名称\t合计\t基本支出\t项目支出
{body}

一般公共预算“三公”经费支出表
{caption.replace(unit or "万元", "万元")}“三公”经费预算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t
{three}

第三部分 {year}年部门预算情况说明

{year}年预算按照预算管理的要求编制，预算收入与预算支出相等。部门预算、单位预算、项目预算、预算绩效、预算执行、预算调整、
预算公开、预算监督、预算安排、预算控制数、预算草案以外的预算事项，均按预算法执行，预算数以预算批复为准，预算随预算公开。
{said}
"""  # fmt: skip


def of_text(folder: Path, text: str) -> Budget:
    return parse_budget(read(write(folder, budget=text) / "budget.txt"))


def figures(found: Budget) -> dict[str, str]:
    return {figure.metric: f"{figure.value:f}" for figure in found.figures}


def test_a_budget_is_refused_as_an_account(tmp_path: Path) -> None:
    with pytest.raises(NotADisclosure, match=IS_BUDGET):
        parse(read(write(tmp_path, a=budget()) / "a.txt"))


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_a_budget_is_read_by_code_with_the_three_public(tmp_path: Path, unit: str) -> None:
    found = of_text(tmp_path, budget(unit=unit))
    who = found.identity
    assert (who.name, who.fiscal_year, who.title) == (NAME, 2024, f"{NAME}2024年部门预算")
    assert found.complete
    of_items = {row.code: row.figures for row in found.items if row.level == 3}
    assert of_items == {
        "2010301": {"total": 100, "basic": 100, "project": 0},
        "2120501": {"total": Decimal("50.5"), "basic": 0, "project": Decimal("50.5")},
    }
    assert {metric: Decimal(value) for metric, value in figures(found).items()} == {
        "general_budget_initial": Decimal("150.5"),
        "three_public_budget": 4,
        "abroad_budget": 0,
        "vehicle_budget": 3,
        "vehicle_purchase_budget": 0,
        "vehicle_operation_budget": 3,
        "reception_budget": 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        budget(total="160.50\t110.00\t50.50"),  # the classes are not the total: perhaps columns of two years
        budget(unit=""),  # no unit anywhere: 元 might pass for 万元
        budget()
        .replace("100.00\t100.00\t0", "100.00\t90.00\t0")
        .replace("50.50\t0\t50.50", "50.50\t9\t50.50"),
    ],
)
def test_figures_that_nothing_proves_are_not_taken(tmp_path: Path, text: str) -> None:
    found = of_text(tmp_path, text)
    assert found.items == ()
    assert "general_budget_initial" not in figures(found)


def test_the_three_public_come_from_the_prose_where_the_table_was_not_read(tmp_path: Path) -> None:
    said = (
        "2024年“三公”经费预算数为4.50万元，比2023年预算增加25万元。其中：因公出国（境）费0万元；公务用车购置及运行费3.50万元，"
        "其中公务用车购置费0万元、公务用车运行费3.50万元；公务接待费1.00万元。"
    )
    found = figures(of_text(tmp_path, budget(three="", said=said)))
    assert (found["three_public_budget"], found["vehicle_budget"]) == ("4.50", "3.50")
    wrong = said.replace("1.00万元", "2.00万元")
    assert "three_public_budget" not in figures(of_text(tmp_path, budget(three="", said=wrong)))


def test_a_government_and_an_empty_budget_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADisclosure, match="财政预算"):
        of_text(tmp_path, budget().replace("部门预算公开", "财政预算公开", 1))
    with pytest.raises(NotADisclosure, match="没有读到"):
        of_text(tmp_path, budget(items={}, three=""))


@pytest.mark.real
def test_the_real_budget(tmp_path: Path) -> None:
    found = parse_budget(read(SHARED / "disclosures" / "shanghai" / "budget-2024.pdf"))
    assert found.complete
    assert len([row for row in found.items if row.level == 3]) == 33
    assert figures(found) == {
        "general_budget_initial": "15621.1123",
        "three_public_budget": "47.91",
        "abroad_budget": "0",
        "vehicle_budget": "46.56",
        "vehicle_purchase_budget": "25",
        "vehicle_operation_budget": "21.56",
        "reception_budget": "1.35",
    }


@pytest.fixture(scope="module")
def account() -> Disclosure:
    return parse(read(SAMPLE))


def messages(account: Disclosure, found: Budget) -> dict[str, list[str]]:
    by_rule: dict[str, list[str]] = {}
    for finding in check_budget(account, found).findings:
        by_rule.setdefault(finding.rule_id, []).append(finding.message)
    return by_rule


def with_budget(account: Disclosure, initial: Mapping[str, str]) -> Disclosure:
    """The account with these opening budgets by code, and no others."""
    item = account.execution_items[0]
    items = tuple(
        replace(item, position=n, code=code, item="某项", initial_budget=Decimal(value), quote=f"年初预算{value}万元")
        for n, (code, value) in enumerate(initial.items(), start=1)
    )  # fmt: skip
    return replace(account, execution_items=items)


@pytest.mark.parametrize(
    ("initial", "told"),
    [
        ({"2010301": "100.00", "2120501": "50.50"}, []),
        ({"2010301": "100.01"}, []),  # rounding of what is printed to the yuan
        ({"2010301": "100.00", "2120501": "50.52"}, ["2120501 某项的年初预算：决算写为50.52万元，部门预算“一般公共预算支出表”城乡社区环境卫生为50.50万元，相差0.02万元"]),
        ({"2080505": "7.00"}, ["2080505 某项的年初预算：决算写为7.00万元，部门预算“一般公共预算支出表”没有的某项为0万元，相差7.00万元"]),
        ({"2080505": "0.00"}, []),
    ],
)  # fmt: skip
def test_opening_budgets_are_held_against_the_budget(
    tmp_path: Path, account: Disclosure, initial: dict[str, str], told: list[str]
) -> None:
    found = messages(with_budget(account, initial), of_text(tmp_path, budget()))
    assert found.get("B01.items", []) == told


def test_a_full_year_budget_is_no_opening_budget(tmp_path: Path, account: Disclosure) -> None:
    changed = with_budget(account, {"2010301": "130.00"})
    item = replace(changed.execution_items[0], quote="全年预算130.00万元")
    report = check_budget(replace(changed, execution_items=(item,)), of_text(tmp_path, budget()))
    assert [(r.outcome, r.reason) for r in report.results if r.rule_id == "B01.items"] == [
        ("not_checked", "写的是全年预算，不是年初预算")
    ]


def test_totals_and_the_three_public_are_held_against_the_budget(tmp_path: Path, account: Disclosure) -> None:
    found = messages(account, of_text(tmp_path, budget()))
    assert len(found["B01.total"]) == 1
    assert "150.50万元" in found["B01.total"][0]
    assert any(message.startswith("三公经费预算：") for message in found["B02.three-public"])


def receipt(name: str, **more: object) -> Receipt:
    return Receipt(
        name=name, source_id=name, format="txt", bytes=1, status="ok", kind="budget", department=NAME, body=NAME,
        fiscal_year=2024, **more,
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("budgets", "used", "problems"),
    [
        ([receipt("a")], ["a"], 0),
        ([receipt("a", scope="本级")], [None], 0),  # the account is 汇总
        ([receipt("a", scope="汇总")], ["a"], 0),
        ([receipt("a"), receipt("b")], [], 1),
        ([receipt("a", published_on="2024-01-02"), receipt("b", published_on="2024-02-01")], ["b"], 0),
    ],
)
def test_a_budget_stands_beside_the_account_of_its_body_year_and_scope(
    budgets: list[Receipt], used: list[str | None], problems: int
) -> None:
    own = replace(receipt("final", scope="汇总", department_id="x"), kind="final")
    told: list[str] = []
    found = match_budgets([*budgets, own], assign([own], History()).published, (), told)
    assert [one.receipt.name if one.account else None for one in found] == used
    assert len(told) == problems


def test_a_budget_stands_beside_the_account_of_its_body_under_another_name() -> None:
    before = replace(
        receipt("2023", department_id="old"), kind="final", body="云州市城管委", fiscal_year=2023
    )
    after = replace(receipt("2024", department_id="new"), kind="final", body="云州市城管局")
    other = replace(receipt("other", department_id="other"), kind="final", body="云州市城建局")
    published = assign([before, after, other], History()).published
    renamed = Bodies(links=[Link("old", "new", "云州市城管局", "renamed", 2024, "")])
    budget = replace(receipt("budget"), body="云州市城管委")
    for bodies, expected in ((renamed, "2024"), (Bodies(), None)):
        [found] = match_budgets([budget, before, after], published, (), [], bodies)
        assert (found.account.shown.name if found.account else None) == expected


def test_budgets_are_expected_as_accounts_are() -> None:
    own = replace(receipt("final", department_id="x"), kind="final", published_on="2025-09-01")
    chosen = assign([own], History())
    seen = list(seen_budgets([receipt("a", published_on="2024-02-28"), own], chosen.published, (), Bodies()))
    rows = [Expected(NAME, 2024, "预算", "2024-02-20"), Expected("无此局", 2024, "预算", "2024-02-20")]
    history = updated(History(), chosen, datetime(2025, 10, 1, tzinfo=UTC))
    found = [row for _, row in expected_rows(rows, chosen.published, history, str, [], seen)]
    assert [(row["kind"], row["status"], row["days_late"], row["disclosure_id"]) for row in found] == [
        ("预算", "late", 8, None),
        ("预算", "missing", 559, None),
    ]
    problems: list[str] = []
    # a body without an account is found by the name it prints, by its full name and by one without its city
    alone = replace(
        receipt("b"), department="云州市砚湖区人民政府橘坞街道办事处", body="云州市砚湖区橘坞街道办事处"
    )
    seen = list(seen_budgets([alone, own], chosen.published, (), Bodies()))
    names = (alone.department, alone.body, "砚湖区橘坞街道办事处", "青澜区橘坞街道办事处")
    rows = [Expected(name, 2024, "预算", "2024-02-20") for name in names]
    found = [row for _, row in expected_rows(rows, chosen.published, history, str, problems, seen)]
    assert [row["status"] for row in found] == ["undated", "undated", "undated", "missing"]
    assert list(expected_rows(rows[:1], chosen.published, history, str, problems, None)) == []
    assert problems == [
        "expected.csv: 1 rows of kind 预算 left out: budgets are read with budgets: true in portal.yml"
    ]


def test_a_budget_read_before_is_read_again_with_what_is_put_right_of_it(tmp_path: Path) -> None:
    file = write(tmp_path, budget=budget(three="40.0\t0\t3.00\t0\t3.00\t1.00")) / "budget.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    (at,) = (number for number, line in enumerate(lines, 1) if line.startswith("40.0"))
    row = FileCorrection(
        "budget.txt", Wanted(at, 1, "40.0", "4.00", "张三", "2024-05-01", "corrections.csv line 2")
    )
    as_read, put_right = (
        Task(file, file.name, tmp_path / "cache", corrections=rows) for rows in ((), (row,))
    )
    for task, figure in ((as_read, None), (put_right, "4.00"), (as_read, None)):
        receipt = make_shard_or_budget(task)
        assert (receipt.kind, receipt.cached, receipt.not_corrected) == ("budget", False, ())
        found = figures(load_budget(task.cache, receipt.source_id).budget)
        assert found.get("three_public_budget") == figure
        assert make_shard_or_budget(task).cached


@pytest.mark.slow
def test_a_portal_with_budgets_shows_them_marked(tmp_path: Path) -> None:
    inputs, output = tmp_path / "in", tmp_path / "portal"
    write(inputs, budget=budget())
    (inputs / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    off = build_portal([inputs], output, Portal(root=starter_root()), Reporter())
    assert [receipt.error for receipt in off.quarantined] == [IS_BUDGET]
    on = build_portal([inputs], output, Portal(root=starter_root(), budgets=True), Reporter())
    assert on.quarantined == ()
    with closing(sqlite3.connect(output / "disclosures.db")) as conn:
        [(id_,)] = conn.execute("SELECT disclosure_id FROM budgets").fetchall()
        lines = conn.execute(
            "SELECT text, item FROM budget_items JOIN source_lines ON source_id = budget_id AND line = source_line"
        ).fetchall()
        rules = {rule for (rule,) in conn.execute("SELECT rule_id FROM findings WHERE rule_id GLOB 'B*'")}
    assert lines and all(item in text for text, item in lines)
    assert "B01.total" in rules
    page = (output / "site" / "d" / id_ / "index.html").read_text(encoding="utf-8")
    assert "部门预算对照" in page and "budget.txt" in page
    again = build_portal([inputs], output, Portal(root=starter_root(), budgets=True), Reporter())
    assert all(receipt.cached for receipt in again.receipts)
