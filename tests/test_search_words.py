"""Words that mean the same, letters that spell a name, names with a wrong character, questions taken apart."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mingzhang.search.backends.sqlite.searching import Searcher
from mingzhang.search.language.guessing import loosened
from mingzhang.search.language.queries import Query, term, understand
from mingzhang.search.language.spelled_names import named_by_letters, nearly
from mingzhang.search.language.synonyms import NO_SYNONYMS, Synonyms
from mingzhang.search.language.tuning import Tuning, TuningError, load_tuning
from places import SHARED
from search_database import write_search_database

SHIPPED = Path(__file__).resolve().parents[1] / "search"
EXPECTED = "expected a list of groups, each a list of two or more words, or a word with the list of those it asks for"
NAMES = ("清溪街道办事处", "白沙街道办事处", "重庆路街道办事处", "云岭区")


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(write_search_database(tmp_path_factory.mktemp("words") / "disclosures.db"))
    yield conn
    conn.close()


def found(conn: sqlite3.Connection, query: str) -> tuple[int, bool, str | None]:
    results = Searcher.of(conn, load_tuning(SHIPPED)).search(conn, query)
    return results.total, results.loosened, results.suggestion


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("低保", ["最低生活保障"]),
        ("低保金", ["最低生活保障金"]),
        ("最低生活保障", ["低保"]),
        ("公务接待费", ["招待费"]),  # 接待费 would find more than was meant
        ("接待费", ["招待费"]),  # 公务接待费 is found by 接待费 anyway
        ("行政运行", []),
    ],
)
def test_ways_to_write_a_word(word: str, expected: list[str]) -> None:
    synonyms = Synonyms.of([["低保", "最低生活保障"], ["招待费", "接待费", "公务接待费"]])
    assert synonyms.ways(word) == expected


def test_a_term_with_synonyms_asks_for_any_of_them() -> None:
    one = term("低保", Synonyms.of([["低保", "最低生活保障"]]))
    assert one.expression() == '("低保" OR "最低 低生 生活 活保 保障")'


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("qx", ["清溪"]),
        ("qxjd", ["清溪街道"]),
        ("bsjdbsc", ["白沙街道办事处"]),
        ("qingxi", ["清溪"]),
        ("baishajiedao", ["白沙街道"]),
        ("cql", ["重庆路"]),
        ("zql", ["重庆路"]),
        ("chongqing", ["重庆"]),
        ("ylq", ["云岭区"]),
        ("q", []),
        ("xq", []),
        ("清溪", []),
        ("q" * 1000, []),
    ],
)
def test_letters_that_spell_a_name(letters: str, expected: list[str]) -> None:
    assert named_by_letters(letters, NAMES) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("清西街道", ["清溪街道"]),
        ("清溪街道办事所", ["清溪街道办事处"]),
        ("清溪街道办处", ["清溪街道办事处"]),
        ("清溪街道的办事处", ["清溪街道办事处"]),
        ("清西", []),
        ("云领区", ["云岭区"]),
        ("完全不同的词", []),
    ],
)
def test_names_with_one_wrong_character(word: str, expected: list[str]) -> None:
    assert nearly(word, NAMES) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("最低生活保障 江北", (1, False, None)),
        ("环境卫生工人 江北", (1, False, None)),
        ("qx 三公经费支出", (2, False, None)),
        ("bsjd 低保", (1, False, None)),
        ("三公经费支出是多少 2024", (1, True, None)),
        ("白沙街道的低保有多少", (1, True, None)),
        ("清西街道", (0, False, "清溪街道")),
        ("航空母舰", (0, False, None)),
    ],
)
def test_searches(conn: sqlite3.Connection, query: str, expected: tuple[int, bool, str | None]) -> None:
    assert found(conn, query) == expected


def test_the_shipped_files_are_sound() -> None:
    tuning = load_tuning(SHIPPED)
    assert tuning.synonyms.ways_of["最低生活保障"] == ("低保",)
    assert tuning.stop_words[:2] == ("是什么意思", "为什么会")
    assert tuning.asked_for["为什么"] == "原因"


TEXTS = (
    "支出决算数小于年初预算数的主要原因：项目推迟。",
    "公务用车购置费3万元。",
    "名词解释：上级补助收入，指主管部门拨来的资金。",
    "单位收到上级补助收入5万元。",
    "清溪街道办事处三公经费的支出",
    "车辆保有量2辆，车况良好。",
    "本部门无国有资本经营预算财政拨款支出。",
)


def holds(queries: Sequence[Query]) -> list[bool]:
    return [
        any(
            (any if query.any_term else all)(any(way in text for way in term.ways) for term in query.terms)
            for text in TEXTS
        )
        for query in queries
    ]


@pytest.mark.parametrize(
    ("query", "expected", "any_term"),
    [
        ("为什么没有完成预算", ["没有完成预算", "原因"], False),
        ("上级补助收入是什么意思", ["上级补助收入", "名词解释"], False),
        ("三公经费是什么", ["三公经费"], False),  # no document explains it
        ("清溪街道的三公经费", ["清溪街道", "三公经费"], False),
        ("三公经费的购车", ["三公经费", "购车"], True),
        ("购车花了多少", ["购车"], False),
        ("有多少辆车", ["辆", "车"], False),
        ("消防", [], False),  # 防 alone would be something else
        ("国有资本经营预算有没有", ["国有资本经营预算"], False),
        ("为什么", [], False),
    ],
)
def test_questions_taken_apart(query: str, expected: list[str], any_term: bool) -> None:
    tuning = load_tuning(SHIPPED)
    found = loosened(holds, understand(query, synonyms=tuning.synonyms), tuning)
    assert (
        ([term.text for term in found.terms], found.any_term) == (expected, any_term)
        if found
        else not expected
    )


@pytest.mark.real
def test_codes_are_found_by_the_names_they_had() -> None:
    with (SHARED / "reference" / "function_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["note"].startswith("now ")]
    assert len(rows) >= 6
    synonyms = load_tuning(SHIPPED).synonyms
    for row in rows:
        present = row["note"].removeprefix("now ").partition(" (")[0]
        assert present in synonyms.ways(row["name"])


def test_what_is_asked_for_is_not_asked_the_other_way_round() -> None:
    synonyms = Synonyms.of(
        [["公车", "公务用车"]], [("买车", ["公务用车购置", "购置公务用车"]), ("公车", ["车辆"])]
    )
    assert synonyms.ways("买车多少") == ["公务用车购置多少", "购置公务用车多少"]
    assert synonyms.ways("公务用车购置") == ["公车购置"]
    assert synonyms.ways("公车") == ["公务用车", "车辆"]
    assert list(synonyms.ways_of) == ["公务用车", "买车", "公车"]


def test_words_of_the_field_are_cut_out() -> None:
    synonyms = Synonyms.of([["环卫", "环境卫生"], ["环卫工人", "清洁工"]])
    assert synonyms.cut("老环卫工人和环卫") == [
        ("老", False),
        ("环卫工人", True),
        ("和", False),
        ("环卫", True),
    ]
    assert NO_SYNONYMS.cut("环卫") == [("环卫", False)]
    assert synonyms.cut("") == []


def test_a_question_asks_for_one_word_at_most(tmp_path: Path) -> None:
    file = tmp_path / "stop_words.txt"
    file.write_text("# 注\n\n为什么  原因\n多少\n", encoding="utf-8")
    assert load_tuning(tmp_path) == Tuning(stop_words=("为什么", "多少"), asked_for={"为什么": "原因"})
    file.write_text("为什么 原因 理由\n", encoding="utf-8")
    with pytest.raises(TuningError) as refused:
        load_tuning(tmp_path)
    assert (
        str(refused.value)
        == f"{file}: 为什么 原因 理由: expected a word of a question and at most one it asks for"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("低保: 最低生活保障", EXPECTED),
        ("- [低保]", EXPECTED),
        ("- [低保, 1]", EXPECTED),
        ("- [甲, 乙]\n- [丙, “甲”]", "甲 stands in two groups; join them"),
        ("- 甲: 乙", EXPECTED),
        ("- 甲: []", EXPECTED),
        ("- 甲: [1]", EXPECTED),
        ("- {甲: [乙], 丙: [丁]}\n- “丙”: [戊]", "丙 stands in two groups; join them"),
        ("- [甲, 乙", "while parsing a flow sequence"),
    ],
)
def test_unsound_synonyms_are_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "synonyms.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TuningError) as refused:
        load_tuning(tmp_path)
    assert str(refused.value) == f"{file}: {message}"


def test_a_folder_without_files_tunes_nothing(tmp_path: Path) -> None:
    assert load_tuning(tmp_path) == Tuning()
