"""Words that mean the same, letters that spell a name, names with a wrong character, questions taken apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.search.names import named_by_letters, nearly
from mingzhang.search.queries import term
from mingzhang.search.sqlite import Searcher
from mingzhang.search.synonyms import Synonyms
from mingzhang.search.tuning import Tuning, TuningError, load_tuning
from search_database import write_search_database

SHIPPED = Path(__file__).resolve().parents[1] / "search"
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
        ("清西街道", (57, True, "清溪街道")),
        ("航空母舰", (0, False, None)),
    ],
)
def test_searches(conn: sqlite3.Connection, query: str, expected: tuple[int, bool, str | None]) -> None:
    assert found(conn, query) == expected


def test_the_shipped_files_are_sound() -> None:
    tuning = load_tuning(SHIPPED)
    assert ("低保", "最低生活保障") in tuning.synonyms.groups
    assert tuning.stop_words[:2] == ("为什么", "多少钱")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("低保: 最低生活保障", "expected a list of groups, each a list of two or more words"),
        ("- [低保]", "expected a list of groups, each a list of two or more words"),
        ("- [低保, 1]", "expected a list of groups, each a list of two or more words"),
        ("- [甲, 乙]\n- [丙, “甲”]", "甲 stands in two groups; join them"),
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
