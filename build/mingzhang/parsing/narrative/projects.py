"""项目绩效自评综述: each project with its budget, what was carried out, its outputs, problems and next steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Grid, Passage, Project, Section, joined, sections_by_kind
from ...model.prose import Prose, clause_start, compact, proses
from .quantities import Quantity, find_quantities

_ORDINAL = r"(?:[(（][0-9一二三四五六七八九十]{1,3}[)）]|[0-9一二三四五六七八九十]{1,3}[.、．,，])"
_SUMMARY = r"(?:绩效)?自评(?:综合)?综述"
# 3.“图书角”项目绩效自评综述：项目全年预算数为 — or, where 综述 is left out, an ordinal, a name and 全年预算数.
_START = re.compile(
    rf"(?:^|(?<=[。；;])){_ORDINAL}(?P<name>(?:[^。；;]{{1,200}}?)(?:(?P<summary>{_SUMMARY})|(?=(?:项目)?全年预算|主要产出)))"
)
_UNNUMBERED = re.compile(rf"^(?P<name>[^。；;，,]{{1,100}}?(?P<summary>{_SUMMARY}))")
_START_SIGN = re.compile("[述算产]")
"""A character of 综述, 全年预算 and 主要产出, one of which stands in every start, blanks in it or not."""
_FORM_TITLE = re.compile(r"自评表$|^[(（]?20[0-9]{2}年度?[)）]?$|^单位名称|^填?报日期|^附件|^项目名称")
_OUTPUTS = re.compile(r"主要?产出(?:和|及|与)?(?:效益|效果|成效|绩效)?(?:情况)?(?:是|为|:)*")
_PROBLEMS = re.compile(r"(?:发现|存在)的?(?:主要)?问题(?:(?:及|和|与)(?:其)?原因)?(?:分析)?(?:是|有|:)*")
_NEXT = re.compile(r"下一步(?:拟)?(?:采取的)?(?:改进)?(?:措施|打算|工作打算|工作|计划)?(?:是|:)*")
_RATE = re.compile(r"完成(?:全年|年初)?预算|执行率|执行进度|预算执行|完成率")


def read_projects(sections: Sequence[Section]) -> tuple[Project, ...]:
    """The project summaries in order. A summary printed twice word for word is one project; one without figures keeps
    its name and words."""
    found: list[Project] = []
    seen: set[str] = set()
    for section in sections_by_kind(sections).get("projects", ()):
        for prose in _stretches(section):
            for project in _read_stretch(prose):
                key = _sameness(project)
                if key not in seen:
                    seen.add(key)
                    found.append(replace(project, position=len(found) + 1))
    return tuple(found)


def _sameness(project: Project) -> str:
    words = f"{project.name}|{project.budget}|{project.executed}|{project.outputs}|{project.improvements}"
    return "".join(words.split())


def _stretches(section: Section) -> Iterator[Prose]:
    """The summaries of a section, each with the paragraphs that go on with it, up to the next summary or table."""
    run: list[Passage] = []
    for block in section.blocks:
        if isinstance(block, Grid) or _FORM_TITLE.search(block.text[:80].strip()):
            yield from _joined(run)
            run = []
            continue
        if _is_start(block):
            yield from _joined(run)
            run = [block]
        elif run:
            run.append(block)
    yield from _joined(run)


def _is_start(passage: Passage) -> bool:
    words = passage.text[:320]
    if not _START_SIGN.search(words):
        return False
    head = compact(Passage(words, (passage.line,))).text
    return bool(_START.match(head) or _UNNUMBERED.match(head))


def _joined(run: list[Passage]) -> Iterator[Prose]:
    if run:
        yield from proses(joined(run))


def _read_stretch(prose: Prose) -> Iterator[Project]:
    """The summaries of one stretch: mostly one, more where paragraphs ran together."""
    matches = [m for m in _START.finditer(prose.text) if m.start() == 0 or m["summary"]]
    if not matches:
        first = _UNNUMBERED.match(prose.text)
        matches = [first] if first else []
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(prose.text)
        yield _read_project(prose, match, end)


def _read_project(prose: Prose, match: re.Match[str], end: int) -> Project:
    text = prose.text[:end]
    body = match.end()
    budget, executed, rate = _figures(text, body)
    last = max((quantity.end for quantity in (budget, executed, rate) if quantity), default=body)
    outputs, problems, improvements = _words(text, last)
    told = (prose.words(words, last) if words else None for words in (outputs, problems, improvements))
    outputs, problems, improvements = told
    return Project(
        position=0,
        name=prose.words(_name(match["name"]), match.start()),
        budget=budget.wan if budget else None,
        executed=executed.wan if executed else None,
        completion_pct=rate.value if rate else None,
        outputs=outputs,
        problems=problems,
        improvements=improvements,
        quote=prose.slice(match.start(), max(last, body)),
        place=prose.place(match.start()),
    )


_AROUND = ("项目", "绩效自评")
"""Words that stand behind a name and are none of it, printed twice by mistake as well."""


def _name(words: str) -> str:
    """The project's name without the words around it: “图书角”项目绩效自评综述 is 图书角."""
    name = re.sub(rf"{_SUMMARY}$", "", words).strip("“”\"' :：")
    while name.endswith(_AROUND) and len(name) > 3:
        name = name.removesuffix("项目").removesuffix("绩效自评").strip("“”\"'")
    return name


def _figures(text: str, start: int) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    """Budget, executed and rate: the first amounts after 预算数 and 执行数 and the first rate, in the first sentences."""
    budget: Quantity | None = None
    executed: Quantity | None = None
    rate: Quantity | None = None
    for quantity in find_quantities(text, start, min(start + 300, len(text))):
        lead = text[max(clause_start(text, quantity.start), start) : quantity.start]
        if _OUTPUTS.search(text, start, quantity.start):
            break
        if quantity.is_percent:
            rate = rate or (quantity if _RATE.search(lead) else None)
        elif quantity.is_money and "执行" in lead:
            executed = executed or quantity
        elif quantity.is_money and "预算" in lead:
            budget = budget or quantity
    return budget, executed, rate


def _words(text: str, start: int) -> tuple[str | None, str | None, str | None]:
    """Outputs, problems and next steps: what stands after their headwords, up to the next of them."""
    outputs = _OUTPUTS.search(text, start)
    problems = _PROBLEMS.search(text, outputs.end() if outputs else start)
    following = _NEXT.search(text, problems.end() if problems else outputs.end() if outputs else start)
    stop = following.start() if following else len(text)
    middle = problems.start() if problems else stop
    told = text[outputs.end() : middle] if outputs else text[start:middle]
    return (
        _tidy(told),
        _tidy(text[problems.end() : stop]) if problems else None,
        _tidy(text[following.end() :]) if following else None,
    )


def _tidy(words: str) -> str | None:
    return words.strip("。；;，,：: ") or None
