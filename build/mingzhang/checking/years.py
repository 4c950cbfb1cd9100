"""Y01–Y03, across years: what this year's document says of last year, against last year's own document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

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
        "相邻年度的公开范围一致",
        "Both years are of the same scope",
        "note",
        "同一部门相邻两个年度的公开文件，范围（本级或汇总）应一致；范围不同时两年的数不能直接比较。",
        SOURCE,
    )
)
describe(
    Rule(
        "Y03",
        "相邻年度的科目编码与名称一致",
        "The same code carries the same name in both years, the same item the same code",
        "note",
        "同一科目编码在相邻两个年度的名称应一致，同一科目的编码也应一致；不一致的可能是科目调整或印误。",
        SOURCE,
    )
)

_CHANGES = tuple(
    metric.id
    for metric in METRICS
    if metric.id.endswith("_change") and not metric.id.endswith("_budget_change")
)


def check_years(disclosures: Mapping[str, Disclosure]) -> dict[str, CheckReport]:
    """Rules Y01–Y03 on the years of departments, by disclosure id; only years that follow one another are compared."""
    cases = {id_: Case(disclosure) for id_, disclosure in disclosures.items()}
    years = {_place_in_time(case): case for case in cases.values()}
    reports = {}
    for id_, case in cases.items():
        department, year = _place_in_time(case)
        reports[id_] = _report(case, years.get((department, year - 1)))
    return reports


def check_lone_year() -> CheckReport:
    """What `check_years` says of a disclosure that no other year of its department stands beside."""
    return CheckReport((), results(Counter(), set(RULES_ACROSS)))


def _place_in_time(case: Case) -> tuple[str, int]:
    who = case.disclosure.identity
    return who.department_id, who.fiscal_year


def _report(case: Case, last: Case | None) -> CheckReport:
    findings: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()
    if last is not None:
        rules = (("Y01", _implied(case, last)), ("Y02", _scopes(case, last)), ("Y03", _moved(case, last)))
        for rule_id, trials in rules:
            for trial in trials:
                if isinstance(trial, Held):
                    counts[rule_id, "held"] += trial.times
                else:
                    counts[rule_id, "failed"] += 1
                    findings.append(from_remark(trial, rule_id))
    return CheckReport(tuple(findings), results(counts, set(RULES_ACROSS)))


def _same_scope(case: Case, last: Case) -> bool:
    return case.disclosure.identity.scope == last.disclosure.identity.scope


def _implied(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y01: once per metric, at its first statement that does not fit."""
    if not _same_scope(case, last):
        return
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


def _scopes(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y02: 本级 against 本级, 汇总 against 汇总."""
    if _same_scope(case, last):
        yield Held()
        return
    mine, theirs = (c.disclosure.identity.scope or "未写明" for c in (case, last))
    yield Remark(
        f"本年公开范围为{mine}，{last.year}年为{theirs}，两年的数不能直接比较",
        case.disclosure.identity.source_line,
        expected=theirs,
        found=mine,
        cause="unknown",
    )


def _moved(case: Case, last: Case) -> Iterator[Held | Remark]:
    """Y03: codes of 公开03 under another name, and items under another code, than the year before."""
    now, then = _names_by_code(case), _names_by_code(last)
    for code, name in now.items():
        line = case.ledger.figure(3, code, "total").line
        if code in then:
            if _alike(name, then[code]):
                yield Held()
                continue
            yield Remark(
                f"科目{code}本年名称为“{name}”，{last.year}年为“{then[code]}”",
                line,
                expected=then[code],
                found=name,
                cause="unknown",
            )
            continue
        elsewhere = [c for c, other in then.items() if other == name and c not in now and len(c) == len(code)]
        if len(elsewhere) == 1 and list(now.values()).count(name) == 1:
            yield Remark(
                f"“{name}”本年科目编码为{code}，{last.year}年为{elsewhere[0]}",
                line,
                expected=elsewhere[0],
                found=code,
                cause="unknown",
            )


def _names_by_code(case: Case) -> dict[str, str]:
    rows = ((code, case.ledger.row(3, code)) for code in case.ledger.codes(3))
    return {code: "".join(row.item.split()) for code, row in rows if row}


def _alike(first: str, second: str) -> bool:
    return same_name(first, second) or first.startswith(second) or second.startswith(first)
