"""Y01–Y03, across years: what this year's document says of last year, against last year's own document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..catalogue import METRICS
from ..classification import same_name
from ..model import CheckReport, Disclosure, Finding
from .case import Case
from .messages import from_remark
from .proof import results
from .prose import metric_name
from .rules import Rule, describe
from .trials import CENT, Held, Remark

SOURCE = "同一部门相邻两个年度的公开文件"
RULES_ACROSS = ("Y01", "Y02", "Y03")

describe(
    Rule(
        "Y01",
        "由本年增减额推算的上年数与上年公开数一致",
        "Last year's figure implied by this year's change = last year's own document",
        "warning",
        "本年数减去“较上年增减额”得到上年数，应与上年公开文件所印的数一致。口径调整、机构变动也会造成差异。",
        SOURCE,
    )
)
describe(
    Rule(
        "Y02",
        "年初结转等于上年年末结转",
        "Opening balances = last year's closing balances",
        "warning",
        "公开01、04、07表的年初结转和结余，应等于上年公开文件的年末结转和结余。",
        SOURCE,
    )
)
describe(
    Rule(
        "Y03",
        "相邻年度的科目名称一致",
        "The same code carries the same name in both years",
        "note",
        "同一科目编码在相邻两个年度的名称应一致；不一致的可能是科目调整或印误。",
        SOURCE,
    )
)

_CHANGES = tuple(
    metric.id
    for metric in METRICS
    if metric.id.endswith("_change") and not metric.id.endswith("_budget_change")
)
_BALANCES = (
    (1, "年初结转和结余", "年末结转和结余", "amount"),
    (4, "年初财政拨款结转和结余", "年末财政拨款结转和结余", "total"),
)


def check_years(disclosures: Mapping[str, Disclosure]) -> dict[str, CheckReport]:
    """Rules Y01–Y03 on the years of departments, by disclosure id. Years that do not follow one another, and other
    scopes (本级, 汇总) of the same department, are not compared."""
    cases = {id_: Case(disclosure) for id_, disclosure in disclosures.items()}
    years = {_place_in_time(case): case for case in cases.values()}
    reports = {}
    for id_, case in cases.items():
        department, scope, year = _place_in_time(case)
        reports[id_] = _report(case, years.get((department, scope, year - 1)))
    return reports


def _place_in_time(case: Case) -> tuple[str, str | None, int]:
    who = case.disclosure.identity
    return who.department_id, who.scope, who.fiscal_year


def _report(case: Case, last: Case | None) -> CheckReport:
    findings: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()
    if last is not None:
        rules = (("Y01", _implied(case, last)), ("Y02", _carried(case, last)), ("Y03", _renamed(case, last)))
        for rule_id, trials in rules:
            for trial in trials:
                if isinstance(trial, Held):
                    counts[rule_id, "held"] += trial.times
                else:
                    counts[rule_id, "failed"] += 1
                    findings.append(from_remark(trial, rule_id))
    return CheckReport(tuple(findings), results(counts, set(RULES_ACROSS)))


def _implied(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y01: once per metric, at its first statement that does not fit."""
    for change_id in _CHANGES:
        metric = change_id.removesuffix("_change")
        own = last.reference(metric)
        changes = case.by_metric.get(change_id, [])
        current = case.reference(metric)
        if own is None or current is None or not changes:
            continue
        change = changes[0].figure
        implied = current.amount - change.amount
        if abs(implied - own.amount) <= CENT:
            yield Held()
            continue
        yield Remark(
            f"{case.year}年{metric_name(metric)}{current.shown}、较上年增减额{change.amount}万元，"
            f"推算{last.year}年为{implied}万元；{last.year}年公开文件第{own.line}行为{own.shown}，"
            f"相差{abs(implied - own.amount)}万元",
            change.line,
            expected=own.amount,
            found=change.amount,
            difference=implied - own.amount,
            cause="unknown",
        )


def _carried(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y02: what was carried out of last year comes into this one."""
    for number, opening, closing, column in _BALANCES:
        if not (case.ledger.has(number) and last.ledger.has(number)):
            continue
        into = case.ledger.find(number, "revenue", opening)
        out = last.ledger.find(number, "expenditure", closing)
        came = case.ledger.figure(number, into, column) if into else None
        left = last.ledger.figure(number, out, column) if out else None
        mine: Decimal = came.amount if came else Decimal(0)
        theirs: Decimal = left.amount if left else Decimal(0)
        if abs(mine - theirs) <= CENT:
            yield Held()
            continue
        yield Remark(
            f"公开{number:02d}表{opening}为{mine}万元，{last.year}年公开文件的{closing}为{theirs}万元，"
            f"相差{abs(mine - theirs)}万元",
            came.line if came else case.disclosure.statement(number).source_line,
            expected=theirs,
            found=mine,
            difference=mine - theirs,
            cause="unknown",
        )


def _renamed(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y03: codes of 公开03 that both years print, by name."""
    for code in case.ledger.codes(3):
        now, then = case.ledger.row(3, code), last.ledger.row(3, code)
        if now is None or then is None:
            continue
        first, second = "".join(now.item.split()), "".join(then.item.split())
        if same_name(first, second) or first.startswith(second) or second.startswith(first):
            yield Held()
            continue
        yield Remark(
            f"科目{code}本年名称为“{now.item}”，{last.year}年为“{then.item}”",
            now.source_line,
            expected=then.item,
            found=now.item,
            cause="unknown",
        )
