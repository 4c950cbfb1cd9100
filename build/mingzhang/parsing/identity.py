"""Whose accounts, of which year: read from the text, never from the file's name.

The name stands on the cover, in the part headings, in the tables' captions and in the prose, and one of them may be
misspelt: the spelling printed most often wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ..layout import DocumentTree
from ..layout.ordinals import PART
from ..model import Identity, NotADisclosure, Passage, Place, Section
from .cover import Cover, fiscal_year, is_title, published_on, read_cover, strip_title, titles_in
from .divisions import BEFORE_DIVISIONS, branch_district, locate
from .naming import kind_of, short_name_of
from .scope import read_scope

LONGEST_NAME = 100
_NAME = re.compile(rf"[\u4e00-\u9fff（）()、“”·A-Za-z0-9]{{3,{LONGEST_NAME}}}")
_CAPTION = re.compile(
    r"^(?:公开|编制|填报|预算|决算)?(?:部门|单位)(?:名称|全称|（单位）)?[（(]?(?:盖章|公章)?[）)]?[：:](.{3,100}?)"
    r"(?:\s+(?:(?:19|20)\d\d ?年|(?:金额)?单位[：:]).{0,30})?$"
)
MAX_NAMES = 50
"""Spellings of a name that are weighed against one another."""
Caption = tuple[str, int]
"""What a table's caption names, and its line."""
_SEAL = re.compile(r"[（(](?:公章|盖章|章|签章)[）)]$")
_SCOPE = re.compile(r"[（(]?(本级|机关本级|汇总|本部门汇总)[）)]?$")
_OF_NAMES = frozenset("省市州盟区县旗镇乡部局会社")
"""The last characters of what may stand before a name and be part of it."""
_PHONE = re.compile(
    r"电 ?话(?:号码)?[：: ]{0,3}"
    r"(1[\d*]{10,12}(?![\d*])|(?:\(?0\d{2,3}\)?[-—－ ]?)?\d{7,8}(?!\d)(?:[-转 ]{1,3}\d{1,6})?|12345)"  # masked: 138****0000
)
_IN_PROSE = (
    re.compile(r"从(?:决算)?单位构成看[，,]([\u4e00-\u9fff（）()、]{4,100}?)(?:部门|单位)?决算"),
    re.compile(r"纳入([\u4e00-\u9fff（）()、]{4,100}?) ?20\d\d ?年度?(?:部门|单位)?决算编制范围"),
)


_WHO = r"(?P<name>(?![本我该其各全]|根据|按照|通过|以及)[\u4e00-\u9fff（）()]{4,40}?)"
_IN_SENTENCES = (
    re.compile(
        rf"(?:^|[。；：:]){_WHO}(?:是|作为|包括|内设|下设|共设|设有|设置|成立于|负责|属于?|为[^，。]{{0,8}}(?:单位|机关|机构))"
    ),
    re.compile(rf"(?:^|[。；，,：:]){_WHO}(?:部门)?20\d\d ?年度?"),
    re.compile(
        rf"20\d\d ?年度?[，,]?{_WHO}(?:部门|单位)?(?:收入|支出|收、支|机关运行|政府采购|财政拨款|决算)"
    ),
    re.compile(rf"12 ?月 ?31 ?日[，,]{_WHO}(?:本级)?(?:及所属[^，。]{{0,8}})?共有"),
    re.compile(rf"(?:^|[。；：:]){_WHO}(?:没有|无|未)"),
)
"""Where sentences name the body whose account it is, in an account whose page has lost its title."""
_MOST_SENTENCES = 400
"""Paragraphs that are searched for it, and below the characters of each."""
_BEGINNING = 600


def read_identity(tree: DocumentTree, sections: Sequence[Section]) -> Identity:
    """The identity of a disclosure; `NotADisclosure` where no department or no fiscal year
    can be found."""
    text = tree.text
    cover = read_cover(sections)
    captions = tuple(_captions(tree.captions))
    name, line = _name(captions, sections, cover, text)
    if name is None:
        raise NotADisclosure("看不出是哪个部门的决算：封面、各部分标题与表头都没有部门名称")
    year = fiscal_year(cover, sections, text)
    if year is None:
        raise NotADisclosure("看不出决算年度：封面与各部分标题都没有“××××年度”")
    lines = [line for line, _ in cover]
    scope = read_scope([caption for caption, _ in captions], lines, map(strip_title, lines), text)
    place = locate(name)
    return Identity(
        name=name,
        short_name=short_name_of(name),
        kind=kind_of(name),
        fiscal_year=year,
        title=f"{name}{year}年度部门决算",
        district=place.district or branch_district(name, text),
        city=place.city,
        province=place.province,
        scope=scope,
        published_on=published_on(cover, year),
        phone=_phone(tree.lines),
        place=Place(line),
    )


def with_printed_name(identity: Identity, printed: Sequence[str], plain: Sequence[str]) -> Identity:
    """The identity with its name as the line prints it, where the text was read in other (simplified) characters."""
    line = identity.source_line - 1
    if line >= len(printed) or printed[line] == plain[line]:
        return identity
    raw, read = ("".join(text.split()) for text in (printed[line], plain[line]))
    at = read.find(identity.name)
    if at < 0 or len(raw) != len(read):
        return identity
    return replace(identity, name=raw[at : at + len(identity.name)])


def _candidates(
    captions: Iterable[Caption], sections: Sequence[Section], cover: Cover
) -> Iterable[tuple[str, int, int]]:
    """Names with their weight and line: cover and part headings count most, then captions."""
    for text, line in cover:
        if len(text) <= LONGEST_NAME * 2:
            weight = 3 if is_title(text) else 1
            for title in titles_in(text):
                yield title, weight, line
    for section in sections:
        if section.part and "." not in section.path:
            yield strip_title(PART.sub("", section.heading, count=1)), 3, section.source_line
    for pattern in _IN_PROSE:
        for section in sections:
            for passage in section.passages if section.part <= 1 else ():
                for match in pattern.finditer(passage.text[:2000]):
                    yield strip_title(match.group(1)), 2, passage.line
    for caption, line in captions:
        yield re.sub(r"\s+", "", caption), 1, line


def _name(
    captions: Iterable[Caption], sections: Sequence[Section], cover: Cover, text: str
) -> tuple[str | None, int]:
    votes: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for raw, weight, line in _candidates(captions, sections, cover):
        name = _SCOPE.sub("", _SEAL.sub("", raw.strip())).strip("，。：:、")
        if not _NAME.fullmatch(name) or kind_of(name) == "":
            continue
        votes[name] += weight
        lines.setdefault(name, line)
    for name, line in () if votes else _named_in_sentences(sections):
        votes[name] += 1
        lines.setdefault(name, line)
    if not votes:
        return None, 1
    # a name with its division is fuller than one without; among equals the one printed most often wins
    names = [name for name, _ in votes.most_common(MAX_NAMES)]
    names = [name for name in names if not any(_runs_into(name, other) for other in names)]
    best = max(names, key=lambda n: (_is_full(n), votes[n] + min(50, text.count(n)), len(n)))
    return best, lines[best]


def _runs_into(name: str, other: str) -> bool:
    """Whether a name is another one with words of the page before it (主动公开青岚市第一中学), none of a division or a party."""
    before = name.removesuffix(other)
    return (
        0 < len(before) < len(name)
        and before[-1] not in _OF_NAMES
        and not BEFORE_DIVISIONS.fullmatch(before)
        and _is_full(other)
    )


def _named_in_sentences(sections: Sequence[Section]) -> Iterator[tuple[str, int]]:
    """The names of bodies that sentences of the account speak of as its own, with their lines; a name is given as often
    as it is met, those met once only where they say their division."""
    found: Counter[str] = Counter()
    lines: dict[str, int] = {}
    passages = (passage for section in sections for passage in section.passages)
    for passage in islice(passages, _MOST_SENTENCES):
        for pattern in _IN_SENTENCES:
            for match in pattern.finditer(passage.text[:_BEGINNING]):
                name = _SCOPE.sub("", match["name"])
                if kind_of(name):
                    found[name] += 1
                    lines.setdefault(name, passage.line)
    for name, times in found.items():
        if times > 1 or _is_full(name):
            yield from [(name, lines[name])] * times


def _is_full(name: str) -> bool:
    place = locate(name)
    return place.district is not None or place.city is not None or place.province is not None


def _captions(texts: Iterable[Passage]) -> Iterator[Caption]:
    """What captions of tables (部门：…) name, with their lines; a currency's unit is no name."""
    for passage in texts:
        match = _CAPTION.match(passage.text) if len(passage.text) <= 160 else None
        if match and "元" not in match.group(1):
            yield match.group(1), passage.line


def _phone(lines: Iterable[str]) -> str | None:
    for line in lines:
        if "电" in line and len(line) < 200:
            match = _PHONE.search(line)
            if match:
                return match.group(1).strip()
    return None
