"""Whose accounts, of which year: read from the text, never from the file's name.

The name stands on the cover, in the part headings, in the tables' captions and in the prose, and one of them may be
misspelt: the spelling printed most often wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..layout import DocumentTree
from ..layout.ordinals import PART
from ..model import Identity, NotADisclosure, Passage, Place, Section
from .divisions import locate
from .naming import department_slug, kind_of, short_name_of

_YEAR = re.compile(r"((?:19|20)\d\d|[二两][〇○０零O0][〇○０零O0一二三四五六七八九]{2}) ?年(?:度)?")
_TITLE_TAIL = re.compile(
    r"(?:[（(](?:部门|单位|汇总|部门汇总)[）)]|部门|单位|预决算|决算|汇总|信息|公开|概况|基本|情况|报表|报告|文本|说明|公示|表|的)*$"
)
_INNER_TITLE = re.compile(r"(?:部门|单位)(?:预决算|决算)(?:公开)?")
"""What parts two names on lines of a cover that run together: 青岚县2023年度部门决算 / 青岚县司法局."""
_SUMMED = re.compile(r"[（(](?:部门)?汇总[）)]|决算汇总")
_NAME = re.compile(r"[\u4e00-\u9fff（）()、“”·A-Za-z0-9]{3,40}")
_CAPTION = re.compile(
    r"^(?:公开|编制|填报|预算|决算)?(?:部门|单位)(?:名称|全称|（单位）)?[（(]?(?:盖章|公章)?[）)]?[：:](.{3,45}?)"
    r"(?:\s+(?:(?:19|20)\d\d ?年|(?:金额)?单位[：:]).{0,30})?$"
)
MAX_NAMES = 50
"""Spellings of a name that are weighed against one another."""
Caption = tuple[str, int]
"""What a table's caption names, and its line."""
_SCOPE = re.compile(r"[（(]?(本级|机关本级|汇总|本部门汇总)[）)]?$")
_DATE = re.compile(r"((?:20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日|(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})$")
_PHONE = re.compile(
    r"电 ?话(?:号码)?[：: ]{0,3}"
    r"(1[\d*]{10,12}(?![\d*])|(?:\(?0\d{2,3}\)?[-—－ ]?)?\d{7,8}(?!\d)(?:[-转 ]{1,3}\d{1,6})?|12345)"  # masked: 138****0000
)
_IN_PROSE = (
    re.compile(r"从(?:决算)?单位构成看[，,]([\u4e00-\u9fff（）()]{4,40}?)(?:部门|单位)?决算"),
    re.compile(r"纳入([\u4e00-\u9fff（）()]{4,40}?) ?20\d\d ?年度?(?:部门|单位)?决算编制范围"),
)
_AND_UNITS = re.compile(r"和\d{1,3}个(?:下属|所属|二级|直属)?(?:预算)?单位")
_FINAL = re.compile(r"决算")


def read_identity(tree: DocumentTree, sections: Sequence[Section]) -> Identity:
    """The identity of a disclosure; `NotADisclosure` where no department or no fiscal year
    can be found."""
    text = tree.text
    cover = _cover(sections)
    captions = tuple(_captions(tree.captions))
    name, line = _name(captions, sections, cover, text)
    if name is None:
        raise NotADisclosure("看不出是哪个部门的决算：封面、各部分标题与表头都没有部门名称")
    year = _fiscal_year(cover, sections, text)
    if year is None:
        raise NotADisclosure("看不出决算年度：封面与各部分标题都没有“××××年度”")
    titles = [_strip_title(passage.text) for passage in cover]
    scope = "汇总" if any(_SUMMED.search(p.text[:100]) for p in cover) else _scope(captions, titles, text)
    place = locate(name)
    return Identity(
        department_id=department_slug(name),
        name=name,
        short_name=short_name_of(name),
        kind=kind_of(name),
        fiscal_year=year,
        title=f"{name}{year}年度部门决算",
        district=place.district,
        city=place.city,
        province=place.province,
        scope=scope,
        published_on=_published_on(cover, year),
        phone=_phone(tree.lines),
        place=Place(line),
    )


def _cover(sections: Sequence[Section]) -> tuple[Passage, ...]:
    if sections and sections[0].part == 0:
        return sections[0].passages[:12]
    return ()


def _candidates(
    captions: Iterable[Caption], sections: Sequence[Section], cover: Iterable[Passage]
) -> Iterable[tuple[str, int, int]]:
    """Names with their weight and line: cover and part headings count most, then captions."""
    for passage in cover:
        if len(passage.text) <= 80:
            weight = 3 if _FINAL.search(passage.text) else 1
            for title in _INNER_TITLE.split(_strip_title(passage.text)):
                yield _strip_title(title), weight, passage.line
    for section in sections:
        if section.part and "." not in section.path:
            yield _strip_title(PART.sub("", section.heading, count=1)), 3, section.source_line
    for pattern in _IN_PROSE:
        for section in sections:
            for passage in section.passages if section.part <= 1 else ():
                for match in pattern.finditer(passage.text[:2000]):
                    yield _strip_title(match.group(1)), 2, passage.line
    for caption, line in captions:
        yield re.sub(r"\s+", "", caption), 1, line


def _strip_title(text: str) -> str:
    """A department's name out of a title: without year, blanks, and the words for the part."""
    text = re.sub(r"[\s《》]+|^附件[\d一二三]{0,2}[：:]?", "", text)
    text = _YEAR.sub("", text)
    return _TITLE_TAIL.sub("", text)


def _name(
    captions: Iterable[Caption], sections: Sequence[Section], cover: Iterable[Passage], text: str
) -> tuple[str | None, int]:
    votes: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for raw, weight, line in _candidates(captions, sections, cover):
        name = _SCOPE.sub("", raw).strip("，。：:、")
        if not _NAME.fullmatch(name) or kind_of(name) == "":
            continue
        votes[name] += weight
        lines.setdefault(name, line)
    if not votes:
        return None, 1
    # a name with its division is fuller than one without; among equals the one printed most often wins
    names = [name for name, _ in votes.most_common(MAX_NAMES)]
    best = max(names, key=lambda n: (_is_full(n), votes[n] + min(50, text.count(n)), len(n)))
    return best, lines[best]


def _is_full(name: str) -> bool:
    place = locate(name)
    return place.district is not None or place.city is not None or place.province is not None


def _fiscal_year(cover: Iterable[Passage], sections: Sequence[Section], text: str) -> int | None:
    for passage in cover:
        years = _YEAR.findall(passage.text)
        if years and _FINAL.search(passage.text):
            return _western(years[0])
    headings: Counter[str] = Counter()
    for section in sections:
        if "决算" in section.heading:
            headings.update(_YEAR.findall(section.heading)[:1])
    if headings:
        return _western(headings.most_common(1)[0][0])
    stated = Counter(re.findall(r"((?:19|20)\d\d)年度", text))
    return int(stated.most_common(1)[0][0]) if stated else None


def _western(year: str) -> int:
    """二〇二四 as well as 2024."""
    return int(
        "".join(str(max(0, "〇一二三四五六七八九".find(c))) if not c.isascii() else c for c in year).replace(
            "O", "0"
        )
    )


def _scope(captions: Sequence[Caption], titles: Iterable[str], text: str) -> str | None:
    """本级 where titles, the tables' captions or the prose say the accounts are the body's own, 汇总 where its units
    are in."""
    own = ("本级", "本级）", "本级)")
    stated = sum(caption.endswith(own) for caption, _ in captions)
    if any(title.endswith(own) for title in titles) or (stated and stated * 2 >= len(captions)):
        return "本级"
    if "汇总决算" in text or "部门汇总" in text or _AND_UNITS.search(text):
        return "汇总"
    return "本级" if "本级决算" in text else None


def _captions(texts: Iterable[Passage]) -> Iterator[Caption]:
    """What captions of tables (部门：…) name, with their lines; a currency's unit is no name."""
    for passage in texts:
        match = _CAPTION.match(passage.text) if len(passage.text) <= 60 else None
        if match and "元" not in match.group(1):
            yield match.group(1), passage.line


def _published_on(cover: Iterable[Passage], year: int) -> str | None:
    for passage in cover:
        match = _DATE.search(passage.text)
        if match:
            parts = [int(g) for g in match.groups() if g]
            try:
                found = date(*parts)
            except ValueError:
                continue
            if year < found.year <= year + 5:
                return found.isoformat()
    return None


def _phone(lines: Iterable[str]) -> str | None:
    for line in lines:
        if len(line) < 200 and "电" in line:
            match = _PHONE.search(line)
            if match:
                return match.group(1).strip()
    return None
