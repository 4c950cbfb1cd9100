"""The language of search: what text becomes, what a query asks, what is marked. The browser runs the same cases."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import processor_seconds
from mingzhang.database import full_text
from mingzhang.search.language.marks import highlight
from mingzhang.search.language.normal import normalise, origins
from mingzhang.search.language.tokens import match_expression, phrases, tokens

CASES = json.loads((Path(__file__).parent / "language_cases.json").read_text(encoding="utf-8"))
# Characters of every class the module tells apart, so that chance puts them side by side.
MIXED = st.text(
    alphabet=st.sampled_from(list("三公经费元（）“”\"' \t\n，,。.0123456789１２３aBé①㎡萬國𠮷\ud800\0*-"))
)


@pytest.mark.parametrize(("text", "expected"), CASES["normalise"])
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(("text", "expected"), CASES["tokens"])
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(("query", "expected"), CASES["phrases"])
def test_phrases(query: str, expected: list[list[object]]) -> None:
    assert [[list(phrase.tokens), phrase.prefix] for phrase in phrases(query)] == expected


@pytest.mark.parametrize(("text", "query", "expected"), CASES["highlight"])
def test_highlight(text: str, query: str, expected: list[list[object]]) -> None:
    assert [list(segment) for segment in highlight(text, query)] == expected


@given(MIXED)
def test_normalising_twice_changes_no_token(text: str) -> None:
    assert tokens(normalise(text)) == tokens(text)


@given(MIXED)
def test_every_character_is_traced_back(text: str) -> None:
    normalised, origin = origins(text)
    assert normalised == normalise(text)
    assert list(origin) == sorted(origin)
    assert all(0 <= offset < len(text) for offset in origin)


@given(MIXED, MIXED)
def test_highlighting_keeps_the_text(text: str, query: str) -> None:
    assert "".join(segment.text for segment in highlight(text, query)) == text


# ------------------------------------------------------------------------------------- in the index itself


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(":memory:")
    full_text.create(conn)
    yield conn
    conn.close()


def fill(conn: sqlite3.Connection, *texts: str) -> None:
    full_text.fill(conn, ((n, "", " ".join(tokens(text)), "", "") for n, text in enumerate(texts, start=1)))


def found(conn: sqlite3.Connection, query: str) -> list[int]:
    sql = f"SELECT rowid FROM {full_text.TABLE} WHERE {full_text.TABLE} MATCH ? ORDER BY rowid"
    return [row[0] for row in conn.execute(sql, (match_expression(query),))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("三公经费", [1, 2]),
        ("三公", [1, 2, 3]),
        ("公", [1, 2, 3]),
        ("费", [1, 2]),
        ("4916.71", [1]),
        ("4,916.71", [1]),
        ("916.71", []),
        ("4916", []),
        ("經費 支出", [1]),
        ("支出 三公经费", [1]),
        ("支出决算", [1]),
        ("支出算", []),
        ("公示 结果", [3]),
        ("公示结果", []),
    ],
)
def test_what_an_index_finds(index: sqlite3.Connection, query: str, expected: list[int]) -> None:
    fill(index, "“三公”经费支出决算为4,916.71万元", "“三公” 经费", "三公的公示，结果", "收入 5.2")
    assert found(index, query) == expected


HOSTILE = [
    '"', "''", '" OR "', "*", "%", "NEAR(a b)", "a AND", "NOT", "title:x", "{title} : x", "^x", "-x", "(", ")",
    "'; DROP TABLE search_documents; --", "<script>alert(1)</script>", "😀", "\0", "\ud800", "\u202e", "x" * 10_000,
    "三公经费" * 2_500, "三 " * 5_000, '"' * 10_000, " ", "", "。，、", "\\", "1,1,1,1", "9" * 10_000, "AND OR NOT NEAR",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(index: sqlite3.Connection, query: str) -> None:
    fill(index, "收入 5.2")
    assert found(index, query) == []


@given(MIXED)
def test_no_mixture_is_an_error(text: str) -> None:
    conn = sqlite3.connect(":memory:")
    full_text.create(conn)
    fill(conn, text)
    assert found(conn, text) == ([1] if tokens(text) else [])
    conn.close()


def test_every_piece_of_a_text_finds_it(index: sqlite3.Connection) -> None:
    words = [
        "“三公”经费",
        "支出决算",
        "4,916.71",
        "万元",
        "，",
        "（境）",
        "比上年",
        "2023",
        "年度",
        " ",
        "GB",
    ]
    chance = random.Random(6)
    texts = ["".join(chance.choices(words, k=12)) for _ in range(60)]
    fill(index, *texts)
    for _ in range(300):
        number = chance.randrange(len(texts))
        text = normalise(texts[number])
        han = [i for i, c in enumerate(text) if "\u3400" <= c <= "\u9fff"]
        start, end = sorted(chance.sample(han, 2))
        assert number + 1 in found(index, text[start : end + 1])


@pytest.mark.parametrize(
    "text", ["1,234," * 100_000, " " * 500_000, "a" + " " * 500_000 + "b", "“" * 500_000, "三" * 500_000, "1." * 200_000]
)  # fmt: skip
def test_a_hostile_line_takes_no_time(text: str) -> None:
    with processor_seconds(10):
        tokens(text)


def test_ten_thousand_characters_are_searched_in_no_time(index: sqlite3.Connection) -> None:
    fill(index, *["三公经费" * 100] * 50)
    with processor_seconds(10):
        assert found(index, "三公经费" * 2_500) == list(range(1, 51))  # the beginning is enough
        assert found(index, "三公经费 " * 2_500) == list(range(1, 51))
