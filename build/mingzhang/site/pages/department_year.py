"""The page of one department and year."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ...portal import Portal
from ..disclosure_facts import Facts, Rows
from ..html_page import Heading, Page
from ..parts import anchors, figure_links, page_citations, printed_rows, section_text
from ..parts.overview import five_figures, is_over, over_budget
from ..parts.plain_words import of_every_hundred
from ..parts.stated_rows import stated_rows
from ..parts.stated_table import grouped, stated_figures
from ..parts.statement_tables import lay_out_statements
from ..parts.year_charts import charts_of_year
from ..templating import named, render

_PARTS = {
    0: "封面与目录",
    1: "部门概况",
    2: "决算表说明",
    3: "决算情况说明",
    4: "重点工作完成情况",
    5: "名词解释",
    6: "附件",
}
# Beyond this many characters the projects' own words stand once, in the document's text, not twice on the page.
_MANY_WORDS = 3000


def page_title(facts: Facts) -> str:
    """The title of a department-year page: name, year, 年度部门决算."""
    return f"{named(facts.department)} {facts.year} 年度部门决算"


def whole_title(facts: Facts) -> str:
    """Return the title by which search engines and tabs tell bodies of one short name apart."""
    return f"{facts.department['name']} {facts.year} 年度部门决算"


def department_year_page(facts: Facts, portal: Portal) -> Page:
    """Make the page of one department and year."""
    url = f"d/{facts.id}/"
    places = anchors.find_places(facts)
    marks = anchors.finding_marks(facts, places)
    links = figure_links.figure_links(facts)
    sections = section_text.lay_out_sections(facts, links, marks)
    context: dict[str, Any] = {
        "facts": facts,
        "title": page_title(facts),
        "portal": portal,
        "rows": printed_rows,
        "plain": of_every_hundred(facts),
        "severities": Counter(finding["severity"] for finding in facts.findings),
        "figures": five_figures(facts, facts.before, places),
        "charts": charts_of_year(facts, facts.before),
        "stated": grouped(stated_figures(facts)),
        "over": over_budget(facts),
        "is_over": is_over,
        "stated_rows": stated_rows,
        "statements": lay_out_statements(facts, marks, figure_links.sentences_of_cells(links)),
        "parts": _parts(sections),
        "term_lines": section_text.term_lines(facts),
        "brief_projects": _words(facts.projects) > _MANY_WORDS,
        "tally": _tally(facts.checks),
        "completion": _completion(facts.checks),
        "places": places,
        "defined_terms": section_text.places_of_terms(facts),
        "portal_url": portal.base_url.rstrip("/") + "/",
        **page_citations.words_of(portal, page_title(facts), url, facts),
    }
    body = render("department_year.html", url, **context)
    description = (
        f"{facts.department['name']}{facts.year}年度部门决算：九张决算表、情况说明、绩效自评与逐项核对。"
    )
    headings = tuple(_headings(facts, context["charts"]))
    return Page(url, whole_title(facts), body, description, headings, alternate=f"en/d/{facts.id}/")


def _parts(
    sections: tuple[section_text.SectionView, ...],
) -> list[tuple[int, str, list[section_text.SectionView]]]:
    """Group the sections by part."""
    return [
        (number, name, chosen)
        for number, name in _PARTS.items()
        if (chosen := [s for s in sections if s.part == number and (s.paragraphs or s.grid or number)])
    ]


def _words(projects: Rows) -> int:
    return sum(len(p[column] or "") for p in projects for column in ("outputs", "problems", "improvements"))


def _tally(checks: Rows) -> dict[str, int]:
    """Count outcomes: outcome → how many times."""
    tally = {"held": 0, "failed": 0, "not_applicable": 0, "not_checked": 0}
    for check in checks:
        tally[check["outcome"]] = tally.get(check["outcome"], 0) + (check["times"] or 1)
    return tally


def _completion(checks: Rows) -> dict[str, Any]:
    """How many rules were due, how many ran, and why the others could not (reason → rules), most frequent first.

    A rule that was checked at some places and could not be at others ran.
    """
    outcomes: dict[str, set[str]] = {}
    for check in checks:
        outcomes.setdefault(check["rule_id"], set()).add(check["outcome"])
    due = {rule_id for rule_id, kinds in outcomes.items() if kinds != {"not_applicable"}}
    ran = {rule_id for rule_id in due if outcomes[rule_id] & {"held", "failed"}}
    missed = due - ran
    reasons = Counter(check["reason"] for check in checks if check["rule_id"] in missed and check["reason"])
    return {"due": len(due), "ran": len(ran), "reasons": reasons.most_common()}


def _headings(facts: Facts, charts: tuple[object, ...]) -> list[Heading]:
    present = (
        (True, Heading("figures", "年度要点")),
        (bool(charts), Heading("charts", "图示")),
        (True, Heading("statements", "九张决算表")),
        (bool(facts.key_figures), Heading("metrics", "主要指标")),
        (bool(facts.execution_items), Heading("execution", "预算与决算")),
        (bool(facts.budget), Heading("budget", "部门预算对照")),
        (bool(facts.projects), Heading("projects", "项目自评")),
        (bool(facts.forms), Heading("forms", "绩效自评表")),
        (bool(facts.duties or facts.units), Heading("duties", "职责与机构")),
        (bool(facts.sections), Heading("text", "原文正文")),
        (bool(facts.key_tasks), Heading("tasks", "重点工作")),
        (bool(facts.terms), Heading("terms", "名词解释")),
        (True, Heading("proofreading", "核对")),
        (True, Heading("use", "下载、引用与纠错")),
    )
    return [heading for there, heading in present if there]
