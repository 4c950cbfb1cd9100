"""Questions per head: the figure by our own arithmetic with the number of people named, or a refusal where there is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.answers.answering import Answerer
from test_relevance import database as sample_database
from writable import make_writable

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
_BUREAU, _OFFICE = "yunzhou-qinglan-caizheng-ju-2024", "yunzhou-qinglan-lianting-jiedaobanshichu-2024"
_REGISTERED = (
    (_BUREAU, "编制", 40, "编办的函"),
    (_BUREAU, "实有", 39, "编办的函"),
    ("yunzhou-qinglan-caizheng-ju-2023", "实有", 40, "编办的函"),
    (_OFFICE, "编制", 95, "编办的函"),
)


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = sample_database(ROOT / "disclosures", tmp_path_factory.mktemp("people") / "disclosures.db")
    conn.execute("delete from headcounts")
    conn.executemany(
        "insert into headcounts (disclosure_id, kind, value, source) values (?, ?, ?, ?)", _REGISTERED
    )
    # 橘坞街道 states its own number: on line 20
    conn.execute(
        "insert into headcounts (disclosure_id, kind, value, source_line) values (?, ?, ?, ?)",
        ("yunzhou-yanhu-juwu-jiedaobanshichu-2024", "在职", 60, 20),
    )
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def answerer(conn: sqlite3.Connection) -> Answerer:
    return Answerer.of(conn, ROOT / "search")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "value", "unit", "named"),
    [
        ("青澜区财政局2024年人均基本支出是多少", 51.1431, "万元", ("实有39人（登记：编办的函）", "编制40人")),
        ("青澜区财政局2024年每个编制花多少基本支出", 49.8645, "万元", ("÷编制40人（登记：编办的函）",)),
        ("青澜区财政局2024年人均三公经费多少元", 1551.0, "元", ("即1551元",)),
        ("莲汀街道2024年平均每名编制三公经费", 0.0622, "万元", ("三公经费5.91万元（第503行）÷编制95人",)),
        ("橘坞街道2024年人均三公经费", 0.0965, "万元", ("÷在职60人（第20行）",)),
        ("青澜区财政局有多少编制", 40.0, "人", ("编制40人（登记：编办的函）",)),
        ("橘坞街道2024年有多少人", 60.0, "人", ("在职60人（第20行）",)),
        ("2024年哪个部门人均三公经费最高", 0.1512, "万元", ("按编制人数推算：青澜区财政局", "没有列入的")),
        ("财政局和莲汀街道2024年谁人均三公经费低", 0.0622, "万元", ("财政局2024年度0.1512万元",)),
        ("橘坞街道和莲汀街道2024年每辆车谁花得多", 2.15, "万元", ("莲汀街道办事处2024年度1.97万元",)),
    ],
)
def test_what_each_costs_is_computed_of_a_named_number(
    conn: sqlite3.Connection,
    answerer: Answerer,
    question: str,
    value: float,
    unit: str,
    named: tuple[str, ...],
) -> None:
    answer = answerer.answer(conn, question)
    assert (answer.type, answer.value, answer.unit) == ("value", value, unit), answer.text
    for words in named:
        assert words in answer.text


def test_years_of_one_body_stand_in_their_order(conn: sqlite3.Connection, answerer: Answerer) -> None:
    answer = answerer.answer(conn, "青澜区财政局近三年人均三公经费")
    assert answer.type == "list"
    assert answer.text.index("2023年度0.0965万元") < answer.text.index("2024年度0.1551万元")
    assert "没有列入的（没有写明或登记人数，或没有这项支出）：青澜区财政局2022年度" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("莲汀街道2022年人均公用经费", "没有写明实有、在职、编制人数，本站也没有登记，算不出平均每人多少。"),
        ("青澜区财政局2024年每名在职人员的公用经费", "没有写明在职人数，本站也没有登记"),
        ("莲汀街道2022年有多少人", "没有写明实有、在职、编制人数，本站也没有登记。"),
        ("青澜区财政局2024年人均供应商", "公布的内容里没有“供应商”"),
        ("青澜区财政局2024年人均三公经费比上年增加多少", "不推算它的增减"),
        ("2022年哪个街道人均三公经费最高", "没有可比的平均数"),
        ("青澜区财政局2024年人均车辆", "没有平均数"),
        ("莲汀街道2024年人均接待费", "个数为0人次"),  # guests are no people of the body
    ],
)
def test_without_the_number_there_is_a_refusal_in_a_sentence(
    conn: sqlite3.Connection, answerer: Answerer, question: str, said: str
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "refusal", answer.text
    assert said in answer.text
    assert answer.text.count("。") == 1


@pytest.fixture
def twins(conn: sqlite3.Connection, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The same accounts, but one of them of a 青澜区财政局 of another city."""
    copied = sqlite3.connect(tmp_path / "twins.db")
    conn.commit()
    conn.backup(copied)
    make_writable(copied)
    copied.execute(
        "update departments set name = '湖川市青澜区财政局', short_name = '财政局', kind = '局', district = '青澜区', city = '湖川市'"
        " where id = 'yunzhou-yanhu-juwu-jiedaobanshichu'"
    )
    yield copied
    copied.close()


def test_bodies_that_are_called_alike_are_named_with_their_city(twins: sqlite3.Connection) -> None:
    answerer = Answerer.of(twins, ROOT / "search")
    refused = answerer.answer(twins, "青澜区财政局2024年三公经费")
    assert refused.choices == ("云州市青澜区财政局", "湖川市青澜区财政局")
    assert answerer.answer(twins, "湖川市青澜区财政局2024年三公经费").text.startswith(
        "湖川市青澜区财政局2024年度"
    )
    ranked = answerer.answer(twins, "哪个局2024年三公经费最高")
    assert ranked.text.startswith("三公经费最多的是云州市青澜区财政局2024年度，6.05万元")
    assert "共2个部门年度" in ranked.text
