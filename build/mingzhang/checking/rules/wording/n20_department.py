"""N20: the department's name spelt otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import ne

from ....model import Passage, Section
from ....model.prose import compact_text
from ...context import RuleContext
from ...figures import Subject
from ...registry import rule
from ...trials import Held, Remark, Trial

SOURCE = "部门决算公开文本格式"
_LAST_PART = 3
"""Part 4 and after speak of other bodies too."""
_HEAD, _TAIL = 4, 2
"""Characters of the name's beginning or end that a misspelling is looked for by."""
_SHORTEST = 8
_BUREAUS = frozenset(
    re.findall(
        "..",
        "财政民政教育司法审计统计水务农业文化体育信访园林规划税务公安人社科技商务城管卫健医保应急房管环保交通林业档案文旅发改经信住建",
    )
)
"""Bodies whose names differ by a character from one another: another department, no misspelling."""


@rule(
    "N20.department",
    "部门名称前后一致",
    "The name of the department is spelt alike",
    "部门名称应前后一致。",
    SOURCE,
    "warning",
)
def department(context: RuleContext) -> Iterator[Trial]:
    name = compact_text(context.disclosure.identity.name)
    if len(name) < _SHORTEST:
        return
    right = 0
    wrong: dict[str, list[int]] = {}
    for section in context.disclosure.sections:
        if section.part > _LAST_PART:
            continue
        for text, line in _texts(section, name[-1]):
            right += text.count(name)
            for spelt in _spellings(text, name):
                wrong.setdefault(spelt, []).append(line)
    yield Held(right)
    for spelt, lines in wrong.items():
        if len(lines) < max(2, right):
            yield Remark(
                f"部门名称印作“{spelt}”，他处均为“{name}”",
                lines[0],
                context.disclosure.identity.source_line,
                expected=name,
                found=spelt,
            )


@rule(
    "N20.former-name",
    "自评报告中的部门名称为本部门",
    "The evaluation report names this department",
    "附件所写同一区（县）同类机构的名称，应为本部门名称；只差两三个字的，可能是旧名。",
    SOURCE,
    "note",
)
def former_name(context: RuleContext) -> Iterator[Trial]:
    who = context.disclosure.identity
    name, short = compact_text(who.name), compact_text(who.short_name)
    at = name.find(short)
    before, kind = name[max(0, at - 7) : at], compact_text(who.kind)
    if at < 0 or len(short) < len(kind) + 2 or len(before) < _TAIL or not short.endswith(kind):
        return
    own = short.removesuffix(kind)
    other = re.compile(
        f"{re.escape(before[-7:])}(?P<name>{re.escape(own)}[\u4e00-\u9fff]{{1,4}}?{re.escape(kind[-3:])})"
    )
    for section, passage in context.passages:
        if section.part not in (3, 6) or before[-7:] not in (text := "".join(passage.text.split())):
            continue
        for match in other.finditer(text):
            if match["name"] == short:
                yield Held()
                continue
            yield Remark(
                f"部门名称印作“{match.group()}”，他处为“{before}{short}”",
                passage.line_at(max(0, passage.text.find(match["name"][:2]))),
                who.source_line,
                expected=short,
                found=match["name"],
                subject=context.text(section.path, match["name"]),
            )


def _texts(section: Section, ending: str) -> Iterator[tuple[str, int]]:
    """Texts that may hold the name: those with its last character, without blanks."""
    found = [(section.heading, section.source_line)]
    for block in section.blocks:
        if isinstance(block, Passage):
            found.append((block.text, block.line))
        else:
            found += [(cell, row.line) for row in block.rows[:4] for cell in row.cells[:2]]
    return ((compact_text(text), line) for text, line in found if ending in text)


def _spellings(text: str, name: str) -> Iterator[str]:
    """Strings that share the name's beginning or its end and differ in one character, or lack one."""
    found: dict[int, str] = {}
    right = text.count(name)
    for k in range(_HEAD, len(name) - 1) if text.count(name[:_HEAD]) > right else ():
        short = name[:k] + name[k + 1 :]
        if name[k] != name[k - 1] and short in text:  # 街道事处: a character left out
            found[text.find(short)] = short
    for anchor, shift in ((name[:_HEAD], 0), (name[-_TAIL:], len(name) - _TAIL)):
        at = text.find(anchor) if text.count(anchor) > right else -1
        while at >= 0:
            start = at - shift
            if start >= 0 and _one_off(text[start : start + len(name)], name):
                found[start] = text[start : start + len(name)]
            at = text.find(anchor, at + 1)
    for spelt in found.values():
        if not (spelt[-1] == "局" and spelt[-3:-1] in _BUREAUS and spelt[-3:-1] != name[-3:-1]):
            yield spelt


def _one_off(spelt: str, name: str) -> bool:
    return len(spelt) == len(name) and sum(map(ne, spelt, name)) == 1


@rule(
    "N20.other-body",
    "各表部门名称为本部门",
    "Statements name this department",
    "各表“部门”“单位”栏应为本部门名称。",
    SOURCE,
    "warning",
)
def other_body(context: RuleContext) -> Iterator[Trial]:
    who = context.disclosure.identity
    name = compact_text(who.name)
    labels = [label for label in context.disclosure.labels if label.kind == "department"]
    own = [label for label in labels if is_own(compact_text(label.text), name, who.short_name)]
    for label in labels:
        spelt = compact_text(label.text)
        if label in own or len(own) * 2 < len(labels) or _one_off(spelt, name):
            yield Held()
            continue
        yield Remark(
            f"表上的部门名称印作“{spelt}”，他处均为“{name}”",
            label.source_line,
            who.source_line,
            expected=name,
            found=spelt,
            subject=Subject("document", "department", spelt),
        )


@rule(
    "N20.form-body",
    "自评表的单位名称为本部门",
    "Forms name this department",
    "自评表“单位名称”栏写同类机构（街道办事处、镇人民政府等）的，应为本部门或其所属单位。",
    SOURCE,
    "warning",
)
def form_body(context: RuleContext) -> Iterator[Trial]:
    who = context.disclosure.identity
    name = compact_text(who.name)
    units = [compact_text(unit.name) for unit in context.disclosure.organisation_units]
    kind = next((ending for ending in _BODIES if name.endswith(ending)), None)
    for section, passage, text in context.compact if kind else ():
        match = _FORM_UNIT.search(text[:200]) if section.part in (3, 6) else None
        if match is None or not match["name"].endswith(kind or ""):
            continue
        spelt = match["name"]
        if is_own(spelt, name, who.short_name) or any(spelt in unit or unit in spelt for unit in units):
            yield Held()
            continue
        yield Remark(
            f"自评表的单位名称印作“{spelt}”，本部门为“{name}”",
            passage.line,
            expected=name,
            found=spelt,
            subject=Subject("document", "form unit", spelt),
            joined=spelt,
        )


_BODIES = ("街道办事处", "镇人民政府", "乡人民政府", "人民法院", "人民检察院")
_FORM_UNIT = re.compile(r"单位名称(?:[（(]盖章[）)])?[：:](?P<name>[\u4e00-\u9fff]{6,40}?)(?:[（(]|填报|$)")


def is_own(spelt: str, name: str, short_name: str) -> bool:
    """Whether a label is the department's name, whole, in short, or with its scope (本级) after it."""
    if spelt.startswith(name) or name.startswith(spelt) or name.endswith(spelt):
        return True
    start = spelt.find(short_name)
    before = spelt[:start].removesuffix("人民政府")
    return start >= 0 and (not before or name.startswith(before) or before in name)
