"""Disclosures built by hand for the tests of proofreading: tables that agree, and ways to break them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mingzhang.catalogue import STATEMENTS
from mingzhang.checking import check
from mingzhang.model import (
    CheckReport,
    Disclosure,
    Finding,
    Identity,
    Passage,
    Place,
    Section,
    Source,
    Statement,
    StatementRow,
)

NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "212": "城乡社区支出",
    "21205": "城乡社区环境卫生",
    "2120501": "城乡社区环境卫生",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120803": "城市建设支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
}
GENERAL = {
    "2010301": ("500.00", "0"),
    "2010302": ("0", "120.50"),
    "2080505": ("60.00", "0"),
    "2101101": ("40.00", "0"),
    "2120501": ("0", "300.25"),
    "2210201": ("55.00", "0"),
}
FUND = {"2120803": ("0", "80.00")}
CAPITAL = {"2230105": ("0", "20.00")}
ECONOMIC = {
    "30101": "320.00",
    "30108": "60.00",
    "30110": "40.00",
    "30113": "55.00",
    "30302": "100.00",
    "30201": "50.00",
    "30231": "2.00",
    "31002": "28.00",
}
ECONOMIC_NAMES = {
    "301": "工资福利支出",
    "303": "对个人和家庭的补助",
    "302": "商品和服务支出",
    "310": "资本性支出",
    "30101": "基本工资",
    "30108": "机关事业单位基本养老保险缴费",
    "30110": "职工基本医疗保险缴费",
    "30113": "住房公积金",
    "30302": "退休费",
    "30201": "办公费",
    "30231": "公务用车运行维护费",
    "31002": "办公设备购置",
}

Amounts = Mapping[str, tuple[str, str]]


def tree(items: Amounts) -> dict[str, tuple[Decimal, Decimal]]:
    """Amounts of the items and of every code above them."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for code, (basic, project) in items.items():
        for above in (code[:3], code[:5], code):
            old = sums.get(above, (Decimal(0), Decimal(0)))
            sums[above] = (old[0] + Decimal(basic), old[1] + Decimal(project))
    return dict(sorted(sums.items()))


class Printer:
    """Hands out positions and source lines in printed order."""

    def __init__(self) -> None:
        self.line = 100

    def row(self, item: str, figures: Mapping[str, Any], **more: Any) -> StatementRow:
        self.line += 1
        printed = {k: None if v is None or not Decimal(v) else Decimal(v) for k, v in figures.items()}
        return StatementRow(self.line - 100, item, printed, Place(self.line), **more)


def books(
    general: Amounts = GENERAL, fund: Amounts = FUND, capital: Amounts = CAPITAL, **more: Any
) -> Disclosure:
    """A disclosure whose nine statements agree; `more` replaces fields of the disclosure."""
    printer = Printer()
    every = tree({**general, **fund, **capital})
    sums = {name: total_of(part) for name, part in (("g", general), ("f", fund), ("c", capital))}
    rows = {
        1: summary(printer, every, sums),
        2: [
            printer.row(
                NAMES.get(code, "合计"),
                {"total": sum(v), "fiscal_appropriation": sum(v)},
                code=code if code != "合计" else None,
            )
            for code, v in with_total(every).items()
        ],
        3: by_code(printer, every),
        4: appropriations(printer, every, tree(general), tree(fund), tree(capital), sums),
        5: by_code(printer, tree(general)),
        6: economic(printer),
        7: funds(printer, fund),
        8: by_code(printer, tree(capital)) if capital else [],
        9: [
            printer.row(
                "",
                {"total": t, "vehicle_total": v, "vehicle_operation": v, "reception": r},
                keys={"basis": b},
            )
            for b, t, v, r in (("budget", "4.00", "3.00", "1.00"), ("final", "2.50", "2.00", "0.50"))
        ],
    }
    statements = tuple(
        Statement(
            kind.number,
            kind.title,
            "published" if rows[kind.number] else "empty",
            tuple(filled(kind, rows)),
            note=None if rows[kind.number] else "本部门没有此项收支，故本表无数据。",
        )
        for kind in STATEMENTS
    )
    return Disclosure(
        Source("0" * 64, "made-up.txt", "txt", 1, 1, "text"),
        Identity(
            "青石市云岭区松柏街道办事处",
            "松柏街道办事处",
            "街道办事处",
            2024,
            "部门决算",
            department_id="made-up",
        ),
        statements,
        **{"sections": (), **more},
    )


def filled(kind: Any, rows: Mapping[int, Sequence[StatementRow]]) -> list[StatementRow]:
    return [
        replace(row, figures={c: row.figures.get(c) for c in kind.columns}, position=n)
        for n, row in enumerate(rows[kind.number], start=1)
    ]


def total_of(items: Amounts) -> Decimal:
    return sum((Decimal(b) + Decimal(p) for b, p in items.values()), Decimal(0))


def with_total(sums: dict[str, tuple[Decimal, Decimal]]) -> dict[str, tuple[Decimal, Decimal]]:
    top = [v for code, v in sums.items() if len(code) == 3]
    return {"合计": (sum((b for b, _ in top), Decimal(0)), sum((p for _, p in top), Decimal(0))), **sums}


def by_code(printer: Printer, sums: dict[str, tuple[Decimal, Decimal]]) -> list[StatementRow]:
    return [
        printer.row(
            NAMES.get(code, "合计"),
            {"total": basic + project, "basic": basic, "project": project},
            code=code if code != "合计" else None,
        )
        for code, (basic, project) in with_total(sums).items()
    ]


def summary(printer: Printer, every: Any, sums: Mapping[str, Decimal]) -> list[StatementRow]:
    whole = sum(sums.values(), Decimal(0))
    left = [
        ("一般公共预算财政拨款收入", sums["g"]),
        ("政府性基金预算财政拨款收入", sums["f"]),
        ("国有资本经营预算财政拨款收入", sums["c"]),
        ("本年收入合计", whole),
        ("总计", whole),
    ]
    right = [(NAMES[code], sum(v)) for code, v in every.items() if len(code) == 3]
    right += [("本年支出合计", whole), ("总计", whole)]
    return [printer.row(item, {"amount": v}, keys={"side": "revenue"}) for item, v in left if v] + [
        printer.row(item, {"amount": v}, keys={"side": "expenditure"}) for item, v in right
    ]


def appropriations(
    printer: Printer, every: Any, general: Any, fund: Any, capital: Any, sums: Mapping[str, Decimal]
) -> list[StatementRow]:
    whole = sum(sums.values(), Decimal(0))
    left = [
        ("一般公共预算财政拨款", sums["g"]),
        ("政府性基金预算财政拨款", sums["f"]),
        ("国有资本经营预算财政拨款", sums["c"]),
        ("本年收入合计", whole),
        ("总计", whole),
    ]
    rows = [printer.row(item, {"total": v}, keys={"side": "revenue"}) for item, v in left if v]
    zero = (Decimal(0), Decimal(0))
    right = [
        (NAMES[c], sum(every[c]), *(sum(part.get(c, zero)) for part in (general, fund, capital)))
        for c in every
        if len(c) == 3
    ]
    right += [(name, whole, sums["g"], sums["f"], sums["c"]) for name in ("本年支出合计", "总计")]
    columns = ("total", "general_budget", "government_fund", "state_capital")
    return rows + [
        printer.row(item, dict(zip(columns, values, strict=True)), keys={"side": "expenditure"})
        for item, *values in right
    ]


def economic(printer: Printer) -> list[StatementRow]:
    groups: dict[str, Decimal] = {}
    for code, value in ECONOMIC.items():
        groups[code[:3]] = groups.get(code[:3], Decimal(0)) + Decimal(value)
    rows = [
        printer.row(ECONOMIC_NAMES[code], {"amount": value}, code=code)
        for code, value in sorted({**groups, **ECONOMIC}.items())
    ]
    personnel = groups["301"] + groups["303"]
    public = groups["302"] + groups["310"]
    return [
        *rows,
        printer.row("人员经费合计", {"amount": personnel}),
        printer.row("公用经费合计", {"amount": public}),
    ]


def funds(printer: Printer, fund: Amounts) -> list[StatementRow]:
    if not fund:
        return []
    return [
        printer.row(
            NAMES.get(code, "合计"),
            {"revenue": b + p, "total": b + p, "basic": b, "project": p},
            code=code if code != "合计" else None,
        )
        for code, (b, p) in with_total(tree(fund)).items()
    ]


def with_cell(d: Disclosure, number: int, key: str, column: str, value: str | None) -> Disclosure:
    """`d` with one figure changed. `key` is a code, an item, `side:item` or a basis."""
    statement = d.statement(number)
    rows, hits = [], 0
    for row in statement.rows:
        side = row.keys.get("side")
        names = {row.code, row.item if not row.code else None, f"{side}:{row.item}", row.keys.get("basis")}
        if key in names:
            hits += 1
            row = replace(row, figures={**row.figures, column: None if value is None else Decimal(value)})
        rows.append(row)
    assert hits == 1, (key, hits)
    return with_statement(d, replace(statement, rows=tuple(rows)))


def without_rows(d: Disclosure, number: int, *codes: str) -> Disclosure:
    statement = d.statement(number)
    return with_statement(
        d, replace(statement, rows=tuple(r for r in statement.rows if (r.code or r.item) not in codes))
    )


def without_tables(d: Disclosure, *numbers: int) -> Disclosure:
    for number in numbers:
        d = with_statement(d, replace(d.statement(number), status="lost", rows=()))
    return d


def with_statement(d: Disclosure, statement: Statement) -> Disclosure:
    return replace(
        d, statements=tuple(statement if s.number == statement.number else s for s in d.statements)
    )


def section(path: str, heading: str, *paragraphs: str, line: int = 500) -> Section:
    """A section of prose, one printed line per paragraph, from `line` on."""
    blocks = tuple(Passage(text, (line + n,)) for n, text in enumerate(paragraphs, start=1))
    return Section(int(path[0]), path, heading, blocks, Place(line), line + len(paragraphs))


def findings(d: Disclosure, rule: str | None = None) -> list[Finding]:
    """The findings of a disclosure, or those of one rule or family of rules."""
    return [f for f in check(d).findings if rule is None or rule in (f.rule_id, f.family)]


def outcome(report: CheckReport, rule: str) -> dict[str, int]:
    """What became of a rule, or of a family together: {"held": 3}, {"held": 2, "failed": 1}, {"not_applicable": 0}."""
    found: dict[str, int] = {}
    for result in report.results:
        if rule in (result.rule_id, result.rule_id.partition(".")[0]):
            found[result.outcome] = found.get(result.outcome, 0) + result.times
    if len(found) > 1:
        found.pop("not_applicable", None)
    return found
