"""The ten questions a deputy asks of an account, answered from records, each answer with the line it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..disclosure_facts import Facts, Row
from ..templating import amount, count, money, percent, signed
from .overview import is_over, over_budget

_SEVERITIES = ("error", "warning")
_LOST = {"lost": "数字未能提取", "absent": "未见", "empty": "空表"}
_SCORED_WELL = 90.0


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer; `place` leads from the page of the disclosure to what it rests on."""

    text: str
    place: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer; `nothing` is said where there is none."""

    text: str
    said: tuple[Said, ...]
    nothing: str = "原文没有写到。"


def ten_questions(facts: Facts) -> tuple[Question, ...]:
    """Answer all ten, in order."""
    asked = (
        ("“三公”经费花了多少，每辆车多少，比预算多还是少？", _three_public),
        ("文字与表格一致吗？哪一句、差多少？", _agreement),
        ("决算比年初预算差多少，写明原因了吗？", _against_budget),
        ("总数为什么变了？", _change),
        ("钱花到哪里去了？", _where),
        ("哪些项目超支，或一分未花却得了高分？自评表齐吗？", _projects),
        ("政府采购加得起来吗？中小企业占多少？", _procurement),
        ("什么时候公开的，缺哪些表，换过文件吗？", _publication),
        ("与上年、与同类比怎样？", _peers),
        ("公开之前还应改什么？", _to_mend),
    )
    nothing = {_peers: "没有收录上年或同类的决算，无从比较。", _projects: "没有读到这样的项目。"}
    return tuple(
        Question(text, tuple(answer(facts)), nothing.get(answer, "原文没有写到。")) for text, answer in asked
    )


def _figure(facts: Facts, metric: str) -> Row | None:
    figures = [figure for figure in facts.key_figures if figure["metric"] == metric]
    return min(figures, key=lambda figure: figure["origin"] != "table", default=None)


def _said(facts: Facts, text: str, metric: str) -> Said:
    figure = _figure(facts, metric)
    return Said(text, f"#m-{metric}", figure["source_line"] if figure else None)


def _three_public(facts: Facts) -> Iterator[Said]:
    m = facts.metrics
    final, budget = m.get("three_public_final"), m.get("three_public_budget")
    if final is not None:
        against = (
            ""
            if budget is None
            else f"，预算 {money(budget)}"
            + (f"，为预算的 {percent(round(final / budget * 100, 2))}" if budget else "")
        )
        yield _said(facts, f"决算 {money(final)}{against}。", "three_public_final")
    cars, running = m.get("vehicles_held"), m.get("vehicle_operation_final")
    if cars and running is not None:
        yield _said(
            facts, f"公务用车 {count(cars)} 辆，每辆运行 {money(round(running / cars, 2))}。", "vehicles_held"
        )


def _agreement(facts: Facts) -> Iterator[Said]:
    grave = [
        finding for severity in _SEVERITIES for finding in facts.findings if finding["severity"] == severity
    ]
    if not grave and facts.checks:
        yield Said("没有发现不一致。", "#proofreading")
    for finding in grave[:4]:
        yield Said(
            f"{finding['message'].split('；')[0]}。", f"#f-{finding['position']}", finding["source_line"]
        )
    if len(grave) > 4:
        yield Said(f"另有 {len(grave) - 4} 条，见核对。", "#proofreading")


def _against_budget(facts: Facts) -> Iterator[Said]:
    m = facts.metrics
    planned, spent = m.get("general_budget_initial"), m.get("general_budget_expenditure")
    if planned and spent is not None:
        rate = percent(round(spent / planned * 100, 2))
        yield _said(
            facts,
            f"一般公共预算年初 {money(planned)}，决算 {money(spent)}，为年初的 {rate}。",
            "general_budget_initial",
        )
    over = over_budget(facts)
    if over.over:
        yield Said(
            f"{over.items} 项中 {over.over} 项超过预算，其中 {over.unexplained} 项没有写原因：", "#execution"
        )
    largest = sorted(
        (item for item in facts.execution_items if is_over(item)),
        key=lambda item: (item["initial_budget"] or item["annual_budget"] or 0.0) - item["final"],
    )
    for item in largest[:3]:
        name = item["item"] or item["section"] or item["class"] or ""
        planned = item["initial_budget"] if item["initial_budget"] is not None else item["annual_budget"]
        reason = f"，原因：{item['reason']}" if item["reason"] else "，没有写原因"
        yield Said(
            f"{name}：预算 {amount(planned)}，决算 {amount(item['final'])}{reason}。",
            f"#e-{item['position']}",
            item["source_line"],
        )


def _change(facts: Facts) -> Iterator[Said]:
    for metric, name in (("grand_total", "收、支总计"), ("expenditure_total", "本年支出合计")):
        change = _figure(facts, f"{metric}_change") or _figure(facts, f"{metric}_change_pct")
        if change is not None:
            reason = _reason(facts, change["source_line"])
            why = f"“{reason}”" if reason else "同一段里没有写原因。"
            said = f"{name}较上年 {signed(change['value'], change['unit'])}：{why}"
            yield Said(said, f"#m-{metric}", change["source_line"])
            return


_REASON = re.compile(r"(?:主要)?原因[^。]{0,120}")


def _reason(facts: Facts, line: int | None) -> str:
    """Return the reason that the paragraph around a line gives, in its own words; empty where it gives none."""
    for paragraphs in facts.paragraphs.values():
        for paragraph in paragraphs:
            last = paragraph["source_line_end"] or paragraph["source_line"]
            if (
                line
                and paragraph["source_line"] <= line <= last
                and (found := _REASON.search(paragraph["text"]))
            ):
                return found[0]
    return ""


def _where(facts: Facts) -> Iterator[Said]:
    total = facts.metrics.get("expenditure_total")
    for metric, name in (
        ("basic_expenditure", "基本支出"),
        ("project_expenditure", "项目支出"),
        ("personnel_cost", "人员经费"),
    ):
        value = facts.metrics.get(metric)
        if value is not None:
            share = f"，占本年支出 {percent(round(value / total * 100, 1))}" if total else ""
            yield _said(facts, f"{name} {money(value)}{share}。", metric)
    rows = [row for row in facts.rows[3] if row["level"] == 3 and row["total"]]
    for row in sorted(rows, key=lambda row: -row["total"])[:3]:
        yield Said(
            f"最大的科目：{row['item']} {money(row['total'])}。",
            f"#t3-r{row['position']}",
            row["source_line"],
        )


def _projects(facts: Facts) -> Iterator[Said]:
    forms = [form for form in facts.forms if form["kind"] == "project"]
    stated = facts.metrics.get("performance_projects")
    if stated is not None:
        yield _said(
            facts, f"自评项目 {count(stated)} 个，所附项目自评表 {len(forms)} 张。", "performance_projects"
        )
    for form in forms:
        budget, spent = form["budget"], form["executed"]
        if budget and spent == 0 and (form["score"] or 0) >= _SCORED_WELL:
            yield Said(
                f"{form['name']}：一分未花，得 {count(form['score'])} 分。",
                f"#form-{form['position']}",
                form["source_line"],
            )
        elif budget is not None and spent is not None and spent > budget + 0.005:
            yield Said(
                f"{form['name']}：预算 {amount(budget)}，执行 {amount(spent)}。",
                f"#form-{form['position']}",
                form["source_line"],
            )


def _procurement(facts: Facts) -> Iterator[Said]:
    m = facts.metrics
    total = m.get("procurement_total")
    if total is None:
        return
    parts = [
        m[name] for name in ("procurement_goods", "procurement_works", "procurement_services") if name in m
    ]
    added = f"；货物、工程、服务相加 {money(round(sum(parts), 2))}" if parts else ""
    yield _said(facts, f"采购支出 {money(total)}{added}。", "procurement_total")
    if total and "procurement_sme" in m:
        share = percent(round(m["procurement_sme"] / total * 100, 1))
        yield _said(facts, f"授予中小企业 {money(m['procurement_sme'])}，占 {share}。", "procurement_sme")


def _publication(facts: Facts) -> Iterator[Said]:
    yield Said(f"公开日期：{facts.disclosure['published_on'] or '原文未写明'}。")
    for status, words in _LOST.items():
        titles = [statement["title"] for statement in facts.statements if statement["status"] == status]
        if titles:
            yield Said(f"{words}：{'、'.join(titles)}。", "#statements")
    if len(facts.versions) > 1:
        yield Said(f"先后公开过 {len(facts.versions)} 个文件。")


def _peers(facts: Facts) -> Iterator[Said]:
    now, then = facts.metrics.get("expenditure_total"), facts.before.get("expenditure_total")
    if now is not None and then:
        yield Said(
            f"本年支出 {money(now)}，上年 {money(then)}，{signed(round((now - then) / then * 100, 1), '%')}。",
            "#m-expenditure_total",
        )
    spent = sorted(peer["expenditure"] for peer in facts.peers if peer["expenditure"] is not None)
    if now is not None and len(spent) > 2:
        yield Said(f"同类 {len(spent)} 个部门中一半不超过 {money(spent[(len(spent) - 1) // 2])}。", "#peers")


def _to_mend(facts: Facts) -> Iterator[Said]:
    by = {
        severity: sum(finding["severity"] == severity for finding in facts.findings)
        for severity in ("error", "warning", "note", "rounding")
    }
    yield Said(
        f"不一致 {by['error']} 条，存疑 {by['warning']} 条，提示 {by['note'] + by['rounding']} 条。",
        "#proofreading",
    )
