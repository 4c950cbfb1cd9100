"""N25, N23, N16: what the evaluation claims of its goals, held against the forms and the report of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ....classification import name_key
from ....model import Kind
from ...context import RuleContext
from ...evaluated_projects import fell_short, short_name
from ...figures import Subject
from ...registry import rule
from ...stated_figures import heading_of
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式 第三部分 十三 预算绩效情况说明"
_ALL = re.compile(
    r"(?:完成|达到|实现)了?(?:全部|所有)(?:的)?(?:绩效)?(?:指标|目标)|(?:指标|绩效目标)(?:任务)?(?:均|全部|都)已?(?:完成|达到|达标)|"
    r"绩效目标工作全面完成"
)
_OF_ONE = re.compile("年度(?:绩效)?目标[0-9]|满意度指标|效益指标")
_KINDS: tuple[Kind, ...] = ("performance", "overall")
_SET = re.compile(r"设[置定立](?:了)?(?P<number>[0-9]{1,3})个?(?:年度)?(?:绩效)?指标")
_RESULT = re.compile(r"^[^，,0-9]{4,24}(?:率|效率|满意度|覆盖面|及时性)$")
_VERB = re.compile(
    "提高|提升|达到|改善|增强|加强|降低|下降|实现|上升|确保|提供|促进|扩大|持续|不断|满足|落实|良好|较高"
)
_ITEM = re.compile(r"[；;。]|(?=[二三四五六七八九]是)")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是|[0-9]{1,2}[.、])")
_VALUE = re.compile(r"(?:达到|达|为|:)?(?P<number>[0-9]{1,7}(?:\.[0-9]{1,2})?)(?P<unit>%|[\u4e00-\u9fff]?)")
_MEASURED = re.compile(r"[≥>]?(?P<number>[0-9]{1,7}(?:\.[0-9]{1,2})?)(?P<unit>%|[\u4e00-\u9fff]?)")
_NAME_ENDS = ("率", "度", "数", "量", "次数", "人数")
_MISSED = re.compile(r"(?P<names>(?:“[^”“]{4,24}”(?:[、及和]|以及)?){1,12})(?:等)?指标未达")
_QUOTED = re.compile(r"“([^”“]{4,24})”")


@rule(
    "N25.all-done",
    "说全部完成的确已全部完成",
    "What is said to be all done is all done",
    "有指标未达到目标值、有项目没有支出或写有未完成的目标时，不应说全部完成。",
    SOURCE,
    "warning",
)
def all_done(context: RuleContext) -> Iterator[Trial]:
    against = _undone(context)
    for section, passage in context.passages:
        if section.kind not in _KINDS and (section.part != 6 or "自评表" in section.heading):
            continue
        text = passage.text.replace(" ", "")
        match = _ALL.search(text)
        # Of one goal among several, or of people's content, it may be true.
        if match is None or _OF_ONE.search(text[: match.end()]):
            continue
        if against is None:
            yield Held()
            continue
        line, said = against
        yield Remark(
            f"“{heading_of(section)}”称“{match.group()}”，但{said}",
            passage.line_at(passage.text.find(match.group()[:3])),
            line,
            expected=said,
            found=match.group(),
            subject=context.text(section.path, match.group()),
            joined="done",
        )


def _undone(context: RuleContext) -> tuple[int, str] | None:
    """A goal that was not reached, or a project on which nothing was spent: its line, and what to say of it."""
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            if fell_short(indicator):
                said = (
                    f"自评表指标“{indicator.level3[:20]}”目标值{indicator.target}、完成值{indicator.actual}"
                )
                return indicator.source_line, said
    for project in context.disclosure.projects:
        if project.budget and project.executed is not None and not project.executed:
            return project.source_line, f"项目“{short_name(project.name)}”预算{project.budget}万元，没有支出"
    for section in context.sections.get("overall", []):
        for prose in context.prose(section):
            if prose.text.startswith("完成情况:未完成"):
                return prose.line(0), "所列目标有写为未完成的"
    return None


@rule(
    "N23.indicators",
    "所述指标个数与自评表一致",
    "Indicators stated = indicators of the form",
    "所述绩效指标个数，应与整体自评表所列指标一致。",
    SOURCE,
    "note",
)
def indicators(context: RuleContext) -> Iterator[Trial]:
    overall = [form for form in context.disclosure.forms if form.kind == "overall" and form.indicators]
    if len(overall) != 1:
        return
    listed = len(overall[0].indicators)
    for section in context.sections.get("overall", []):
        for prose in context.prose(section):
            for match in islice(_SET.finditer(prose.text), 2):
                if int(match["number"]) == listed:
                    yield Held()
                    continue
                yield Remark(
                    f"“{heading_of(section)}”称设置指标{match['number']}个，整体自评表列有{listed}个",
                    prose.line(match.start("number")),
                    overall[0].source_line,
                    expected=str(listed),
                    found=match["number"],
                    cause="unknown",
                    subject=context.text(section.path, "指标个数"),
                )


@rule(
    "N25.name-as-result",
    "产出写明结果",
    "An output is a result, not the name of an indicator",
    "“主要产出和效益”应写结果；只写“……率”“……满意度”而没有数值的，是指标名称，不是结果。",
    SOURCE,
    "note",
)
def name_as_result(context: RuleContext) -> Iterator[Trial]:
    for project in context.disclosure.projects:
        text = "".join((project.outputs or "").split())[:2000]
        for piece in _ITEM.split(text)[:20]:
            words = _ORDINAL.sub("", piece.strip("，,。；;")).rpartition("，")[2]
            if not _RESULT.match(words) or _VERB.search(words):
                continue
            yield Remark(
                f"项目综述“{short_name(project.name)}”的产出只写了指标名称，没有结果：{words}",
                project.source_line,
                found=words,
                subject=Subject("project", name_key(project.name), words),
                joined=project.name,
            )
        yield Held()


@rule(
    "N16.indicator-in-prose",
    "指标在文字与自评表中的数值一致",
    "An indicator has one value in words and form",
    "情况说明、工作总结写到的指标数值，应与自评表的完成值一致。",
    SOURCE,
    "note",
)
def indicator_in_prose(context: RuleContext) -> Iterator[Trial]:
    known: dict[str, set[tuple[str, str]]] = {}
    lines: dict[str, int] = {}
    for form in context.disclosure.forms:
        for indicator in form.indicators:
            name = "".join(indicator.level3.split())
            value = _MEASURED.fullmatch((indicator.actual or "").strip())
            if value and 5 <= len(name) <= 16 and name.endswith(_NAME_ENDS):
                known.setdefault(name, set()).add((value["number"], value["unit"]))
                lines.setdefault(name, indicator.source_line)
    for section, passage in context.passages if known else ():
        if section.part != 4:
            continue
        text = "".join(passage.text.split())
        for name, values in known.items():
            at = text.find(name)
            said = _VALUE.match(text, at + len(name)) if at >= 0 else None
            if said is None or said["unit"] not in {unit for _, unit in values}:
                continue
            if any(float(number) == float(said["number"]) for number, _ in values):
                yield Held()
                continue
            number, unit = sorted(values)[0]
            yield Remark(
                f"“{heading_of(section)}”{name}为{said['number']}{unit}，自评表完成值为{number}{unit}",
                passage.line_at(passage.text.find(said["number"])),
                lines[name],
                expected=f"{number}{unit}",
                found=f"{said['number']}{unit}",
                cause="unknown",
                subject=context.text(section.path, name),
            )


@rule(
    "N16.missed-goal-claimed",
    "未达到的目标不说已完成",
    "A goal that was missed is not claimed",
    "写明未达到目标值的指标，项目产出不应说已完成。",
    SOURCE,
    "warning",
)
def missed_goal_claimed(context: RuleContext) -> Iterator[Trial]:
    missed: dict[str, int] = {}
    for section in context.disclosure.sections:
        for passage in section.passages if section.part in (3, 6) else ():
            if "未达" not in passage.text:
                continue
            for match in _MISSED.finditer("".join(passage.text.split())):
                for name in _QUOTED.findall(match["names"]):
                    missed.setdefault(name, passage.line_at(max(0, passage.text.find(name[:3]))))
    for project in context.disclosure.projects if missed else ():
        text = "".join((project.outputs or "").split())[:2000]
        for name, line in missed.items():
            claim = re.search(rf"完成[^，。；]{{0,14}}{re.escape(name)}[^，。；]{{0,10}}目标", text)
            if claim is None:
                yield Held()
                continue
            yield Remark(
                f"项目综述“{short_name(project.name)}”称“{claim.group()}”，但“{name}”写为未达到目标值",
                project.source_line,
                line,
                expected="未达到目标值",
                found=claim.group()[:40],
                subject=Subject("project", name_key(project.name), name),
                joined=f"{project.source_line} {claim.group()}",
            )
