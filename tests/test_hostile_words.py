"""Text that means harm, or was cut: read as far as it goes, never an exception, never a hang.

The bounds are wide for slow machines; a pattern that backtracks without bound takes hours on these.
"""

from __future__ import annotations

import random

import pytest

from generator.cases import case
from limits import processor_seconds
from mingzhang.model import NotADisclosure
from mingzhang.parsing import parse
from mingzhang.parsing.acceptance import refuse_others
from mingzhang.parsing.duties import read_duties, read_organisation
from mingzhang.parsing.glossary import read_terms
from mingzhang.parsing.identity import read_identity
from mingzhang.parsing.notes import reading_notes
from mingzhang.parsing.tasks import read_key_tasks
from trees import document, sections, tree

pytestmark = pytest.mark.slow

SECONDS = 30.0
HEAD = (
    "2031年度云州市青澜区人民政府莲汀街道办事处部门决算公开\n第一部分 云州市青澜区人民政府莲汀街道办事处概况\n"
    "一、部门主要职责\n二、机构设置\n第三部分 2031年度部门决算情况说明\n第四部分 重点工作\n第五部分 名词解释\n"
)
TABLE = "序号 重要事项 工作内容及目标 完成情况\n"
NOISE = "决算预算一二（）()、。：；年月日包括 \t\n0123456789.,%abc部门第分"


def read_words(text: str) -> int:
    """Every stage of the words, refusals caught; the number of sections read."""
    source = tree(text)
    for stage in (
        lambda: refuse_others(source, source.sections),
        lambda: read_identity(source, source.sections),
    ):
        try:
            stage()
        except NotADisclosure as refused:
            assert "\n" not in str(refused)
    terms = read_terms(source.sections)
    read_key_tasks(source.sections)
    read_duties(source.sections)
    read_organisation(source.sections)
    reading_notes(source, terms)
    return len(source.sections)


MEGABYTE = 1_000_000
CASES = {
    "a line of Han": (HEAD + "决算" * (MEGABYTE // 2), 7),
    "a line of brackets": (HEAD + "（" * MEGABYTE, 7),
    "a line of blanks": (HEAD + "决" + " " * MEGABYTE + "算", 7),
    "a line of digits": (HEAD + "1" * MEGABYTE, 7),
    "a line of dots": (HEAD + "." * MEGABYTE, 7),
    "a line of classes": (HEAD + "（一）支出" + "（类）" * (MEGABYTE // 3), 7),
    "a line of terms": (HEAD + "（一）收入：" * (MEGABYTE // 8), 7),
    "a line of lists": (HEAD.replace("设置\n", "设置\n" + "内设包括：" * (MEGABYTE // 8) + "\n"), 7),
    "rows of a table that never ends": (HEAD + TABLE + "\n".join(map(str, range(1, 25_000))), 7),
    "a row that never ends": (
        HEAD + TABLE + "1\n" + "\n".join("云州" * (i % 9 + 1) for i in range(20_000)),
        7,
    ),
    "a header again and again": (HEAD + TABLE * 20_000, 7),
    "a contents list that never ends": ("目录\n" + "一、决算.....1\n" * 20_000, 1),
    "one part again and again": ("第一部分 概况\n" * 20_000, 1),
    "headings nested without end": (HEAD + "第三部分 决算情况说明\n" + "一、决算情况\n" * 20_000, 20_008),
    "a table of 10,000 columns": (HEAD + "\n".join("\t".join(["9"] * 10_000) for _ in range(20)), 7),
    "a table of 100,000 rows": (HEAD + "a\tb\tc\n" * 100_000, 7),
    "another script": ("مرحبا بالعالم\n" * 25_000, 1),
    "nothing but white space": (" \t\n\u3000\n" * 100_000, 0),
    "a name in every caption": (HEAD + "".join(f"部门：青澜区第{i}渡口局\n" for i in range(20_000)), 7),
    "form feeds": (HEAD + "\f\n决算\n" * 25_000, 7),
    "nothing": ("", 0),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_text(name: str) -> None:
    text, sections = CASES[name]
    with processor_seconds(SECONDS):
        assert read_words(text) == sections


@pytest.mark.slow
def test_five_megabytes_of_noise() -> None:
    rng = random.Random(1)
    with processor_seconds(SECONDS):
        assert read_words("".join(rng.choices(NOISE, k=5_000_000))) >= 1


@pytest.mark.parametrize("seed", range(3))
def test_a_document_cut_anywhere(seed: int) -> None:
    """What stands before the cut is read as it would be in the whole document."""
    text = case(seed).text()
    whole = [s.path for s in sections(text)]
    for twentieth in range(1, 20):
        cut = text[: len(text) * twentieth // 20]
        paths = [s.path for s in sections(cut)]
        shared = next((i for i, (a, b) in enumerate(zip(paths, whole, strict=False)) if a != b), len(paths))
        assert shared >= len(paths) - 2
        try:
            parse(document(cut))
        except NotADisclosure as refused:
            assert str(refused).startswith(("不是部门决算公开", "看不出"))
