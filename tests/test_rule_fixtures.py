"""Every rule on an account that breaks it (`rule_table`) and on the sound account, which breaks none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checking_builder import section
from checking_prose import told
from golden import written
from mingzhang.checking import RULES, Rule, check
from mingzhang.checking.registry import register
from mingzhang.checking.report.reviewed import completion
from mingzhang.checking.trials import Held, NotChecked, Remark
from mingzhang.model import CheckReport, Finding, KeyTask, OrganisationUnit, Place
from rule_table import BROKEN, CELLS, MORE, MORE_WORDS, UNITS, WORDS, inputs, with_section

RULES_OF_ONE = [rule_id for rule_id, rule in RULES.items() if rule.run is not None]
FAMILIES = sorted({rule_id.partition(".")[0] for rule_id in RULES_OF_ONE})
FOUND = Path(__file__).parent / "rule_findings"
"""What each account that breaks a rule is told, a file for each family and a finding to a line; the words of a message
are no part of it."""
FIELDS = (
    "severity", "cause", "proven", "subject_kind", "subject_key", "source_line", "other_line", "expected", "found",
)  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_each_rule_says_what_is_wrong_with_an_account_that_breaks_it(
    family: str, update_golden: bool
) -> None:
    """Which finding, on what, at which lines: a row of `rule_findings/` for each account of `rule_table`."""
    rows = []
    for rule_id in (one for one in RULES_OF_ONE if one.partition(".")[0] == family):
        accounts = inputs(rule_id)
        assert accounts, f"add an account that breaks {rule_id} to tests/rule_table.py"
        for number, account in enumerate(accounts, start=1):
            found = [one for one in check(account, [rule_id]).findings if one.rule_id == rule_id]
            assert found, f"account {number} of {rule_id} does not break it"
            rows += [{"rule": rule_id, "account": number, **said_of(finding)} for finding in found]
    path = FOUND / f"{family}.json"
    missing = not path.exists()
    if missing or update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(rows), encoding="utf-8")
    assert not missing, f"{path.name} was missing and is now written: read it through, then run again"
    assert written(rows).splitlines() == path.read_text(encoding="utf-8").splitlines()


def said_of(finding: Finding) -> dict[str, object]:
    values = {field: getattr(finding, field) for field in FIELDS}
    return {field: value for field, value in values.items() if value not in (None, "", False)}


def test_the_sound_account_breaks_no_rule() -> None:
    assert failed(check(told())) == set()


def test_the_table_names_only_rules_that_exist() -> None:
    named = {entry[0] for table in (CELLS, WORDS, MORE_WORDS, BROKEN, MORE) for entry in table}
    assert named <= set(RULES)


def failed(report: CheckReport) -> set[str]:
    return {result.rule_id for result in report.results if result.outcome == "failed"}


SOUND = [
    ("N23.names", "办事处内设机构3个，包括综合科、财务科、民政科。"),
    ("N19.part-one", "纳入2024年度部门决算编制范围的单位共1个。"),
    ("N23.subordinate-units", "由本级决算和1个下属单位决算组成，各单位均独立核算。"),
]


@pytest.mark.parametrize(("rule_id", "text"), SOUND)
def test_a_sentence_that_keeps_a_rule(rule_id: str, text: str) -> None:
    units = (*UNITS, OrganisationUnit(2, "松柏街道党群服务中心", "下属单位", Place(13)))
    d = replace(with_section(section("1.二", "二、机构设置", text, line=380)), organisation_units=units)
    assert rule_id not in failed(check(d))


def test_sound_account_gives_no_finding() -> None:
    assert [f.message for f in check(told()).findings] == []


# ------------------------------------------------------------------------------------------------ the seam


def test_a_stub_rule_runs_like_any_other() -> None:
    """What docs/extending.md promises: a rule is a record with a function; nothing else has to know of it."""
    stub = Rule(
        "N99.stub", "任务不为空", "A task is named", "重点工作应写明事项。", "样例", "note",
        run=lambda context: (
            Held() if task.matter else Remark("重点工作没有写明事项", task.source_line)
            for task in context.disclosure.key_tasks
        ),
    )  # fmt: skip
    d = replace(
        told(), key_tasks=(KeyTask(1, "", None, None, Place(700)), KeyTask(2, "绿化", None, None, Place(701)))
    )
    try:
        register(stub)
        report = check(d, [stub])
    finally:
        RULES.pop(stub.id, None)
    assert [(f.rule_id, f.family, f.severity, f.source_line) for f in report.findings] == [
        ("N99.stub", "N99", "note", 700)
    ]
    assert {(r.outcome, r.times) for r in report.results} == {("held", 1), ("failed", 1)}


def test_what_a_rule_could_not_check_is_said_with_its_reason() -> None:
    stub = Rule("N99.blind", "略", "x", "略", "样例", run=lambda context: [NotChecked("表已缺失")])
    try:
        register(stub)
        report = check(told(), [stub])
    finally:
        RULES.pop(stub.id, None)
    assert [(r.outcome, r.reason) for r in report.results] == [("not_checked", "表已缺失")]
    assert completion(report).reasons == (("表已缺失", 1),)


@pytest.mark.slow
def test_without_a_rule_only_its_own_outcome_is_gone() -> None:
    d = told()
    whole = check(d)
    ran = {r.rule_id for r in whole.results if r.outcome in ("held", "failed")}
    for rule_id in sorted(ran):
        rest = check(d, [other for other in RULES if other != rule_id])
        assert [r for r in whole.results if r.rule_id != rule_id] == list(rest.results)
        assert completion(rest).ran == completion(whole).ran - 1
