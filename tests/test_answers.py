"""Questions in everyday words over the made-up sample: the figure with its place, or a refusal that says why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from mingzhang.answers.answer_app import answer_app
from mingzhang.answers.answering import Answerer
from mingzhang.answers.asking import ask
from mingzhang.answers.command import answer_json
from mingzhang.answers.concepts import FILE, Concepts, ConceptsError, words_of_metrics
from mingzhang.answers.records import (
    CHOOSE,
    EMPTY,
    LOST,
    NO_BODY_OR_YEAR,
    NOT_COMPARABLE,
    NOT_PUBLISHED,
    OUT_OF_RANGE,
    Answer,
)
from mingzhang.commands.program import main
from test_relevance import database as sample_database

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "search"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "disclosures.db"
    sample_database(ROOT / "disclosures", path).close()
    return path


@pytest.fixture(scope="module")
def conn(file: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(file)
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def answerer(conn: sqlite3.Connection) -> Answerer:
    return Answerer.of(conn, WORDS)


FIGURES = [
    ("橘坞街道2023年三公经费多少", 5.04, "万元"),
    ("橘坞街道办事处2024年公务接待费", 1.49, "万元"),
    ("橘坞街道2024年吃喝花了多少", 1.49, "万元"),  # everyday words
    ("财政局2022年总支出是多少亿元", 0.247533, "亿元"),
    ("青澜区财政局2023年三公经费", 3.86, "万元"),  # the table is lost, the prose has it
    ("莲汀街2023 公车", 7.53, "万元"),
    ("青澜区政府办2024年公务接待", 0.44, "万元"),
    ("juwu 2023 san gong jingfei", 5.04, "万元"),  # pinyin
    ("How much did Juwu Subdistrict spend in total in 2023?", 5000.58, "万元"),
    ("橘塢街道2023年三公經費", 5.04, "万元"),  # traditional characters
    ("莲汀街道2023年总支出比上年减少多少", 994.75, "万元"),
    ("莲汀街道2023年总支出少了多少", 994.75, "万元"),
    ("橘坞和莲汀2023年谁的三公经费少", 5.04, "万元"),
    ("橘坞街道2024年支出同比下降了百分之几", 6.9, "%"),
    ("橘坞街道2023年基本支出占比", 59.97, "%"),
    ("橘坞街道2024年有几辆车", 2.0, "辆"),
    ("橘坞和莲汀2023年谁花得多", 5971.0, "万元"),
    ("橘坞和莲汀2023年总支出差多少", 970.42, "万元"),
    ("橘坞街道2022年和2023年三公经费", 5.04, "万元"),
    ("2023年哪个街道三公经费最高", 14.84, "万元"),
    ("2023年哪个街道三公经费最低", 5.04, "万元"),
    ("莲汀街道2023年工程采购占采购总额的百分之几", 15.07, "%"),  # not of all that is spent
    ("莲汀街道2023年采购里工程占多少", 15.07, "%"),
    ("莲汀街道2023年人员经费占基本支出", 92.44, "%"),
    ("莲汀街道2023年基本支出里人员经费占多少", 92.44, "%"),
    ("橘坞街道2023年三公经费交了多少", 5.04, "万元"),
    ("莲汀街道2024年项目支出中河灯文化周经费占多少", 3.23, "%"),
    ("2023年哪个街道三公经费占总支出比例最高", 0.25, "%"),
    ("2023年哪个街道总支出增幅最大", 1.21, "%"),
    ("2024年哪个部门总支出降得最多", -346.48, "万元"),
    ("2023年三公经费预算完成率最低的是谁", 72.15, "%"),
    ("2023年三公经费第二高的单位", 10.45, "万元"),
    ("青澜区哪个单位2023年三公最高", 14.84, "万元"),
    ("2023年三公预算最高的街道", 15.76, "万元"),  # not the final figure
    ("2023年哪个街道比上年花得更少", -994.75, "万元"),
    ("橘坞和莲汀2023年谁的基本支出占比高", 77.77, "%"),
    ("橘坞街道2023年三公经费比莲汀街道少百分之几", 66.04, "%"),
    ("青澜区的街道2023年花了多少", 5971.0, "万元"),  # the only one there
    ("区政府办2024年总支出", 1988.16, "万元"),
    ("橘坞街道2024年和莲汀街道2023年三公经费差多少", 9.05, "万元"),  # each of its own year
    ("橘坞街道2024年比2022年总支出少多少", 286.47, "万元"),  # no account states this change
    ("橘坞街道二〇二三年三公经费", 5.04, "万元"),
    ("橘坞街道23年三公经费", 5.04, "万元"),
    ("橘坞街道2023年三公竟费", 5.04, "万元"),  # typed by its sound
    ("橘坞街道2024年平均每辆公车多少钱", 2.15, "万元"),
    ("橘坞街道2023年前两大项目一共多少", 1017.54, "万元"),
    ("橘坞街道2023年第二大项目", 370.94, "万元"),
    ("橘坞街道2023年基本支出是项目支出的几倍", 1.51, "倍"),
    ("橘坞街道2023年收入支出相差多少", 42.76, "万元"),
    ("What share of Juwu's 2023 spending was basic expenditure?", 59.97, "%"),
]


@pytest.mark.parametrize(("question", "value", "unit"), FIGURES)
def test_figures(
    conn: sqlite3.Connection, answerer: Answerer, question: str, value: float, unit: str
) -> None:
    answer = answerer.answer(conn, question)
    assert (answer.type, answer.value, answer.unit) == ("value", value, unit), answer.text
    assert answer.evidence
    assert all(one.url.startswith("d/yunzhou-") and one.line for one in answer.evidence)


ASKED_OTHERWISE = [
    ("橘坞街道2023年三公经费完成预算的百分之几", "82.76%"),
    ("橘坞街道2023年末结转结余", "42.76"),  # 2023年 and 年末 share a character
    ("橘坞街道2023年的主要职责是什么", "职责共"),
    ("橘坞街道2023年内设机构", "内设机构共"),
    ("橘坞街道2023年重点工作", "重点工作共"),
    ("橘坞街道咨询电话", "0000-80774851"),
    ("橘坞街道2023年决算什么时候公开的", "2024-11-15"),
    ("橘坞街道2023年决算有几处错误", "核对"),
    ("橘坞街道2023年公用经费明细", "公用经费共"),
    ("橘坞街道2023年支出主要花在哪里", "一般公共服务支出2013.65万元"),
    ("橘坞街道2023年项目执行率", "执行率"),
    ("橘坞街道2023年三公经费预算执行情况", "少1.05万元"),
    ("2023年哪个街道的项目最多", "自评项目最多的是"),
    ("橘坞街道近三年三公经费", "2022年度3.92万元（第495行）；2023年度5.04万元（第414行）；2024年度5.79万元"),
    ("橘坞街道2023年收入和支出分别多少", "本年收入合计为5043.34万元"),
    ("橘坞街道2023年超过500万的项目", "执行数超过500万元的项目共1项"),
    ("青澜区各单位2023年三公经费", "青澜区财政局2023年度3.86万元"),
    ("哪些单位2023年没有公务接待", "公务接待费为零或空表的：青澜区财政局2023年度（0万元，第301行）"),
    ("橘坞和莲汀2023年三公经费和公务接待费", "公务接待费：砚湖区橘坞街道办事处2023年度0万元"),
    ("橘坞街道2023年车辆多少、公车费多少钱", "5.04万元"),
    ("橘坞街道2023年公用经费里花得最多的是哪项", "1. 其他交通费用69.8万元"),
    ("青澜区财政局2023年货物、工程、服务采购各多少", "政府采购工程支出为10.42万元"),
]


@pytest.mark.parametrize(("question", "piece"), ASKED_OTHERWISE)
def test_what_is_asked_in_other_words(
    conn: sqlite3.Connection, answerer: Answerer, question: str, piece: str
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type != "refusal", answer.text
    assert piece in answer.text


NEVER_ANSWERED_BY_ANOTHER_FIGURE = [
    ("橘坞街道2023年自评多少分", "5000.58"),  # spending is no score
    ("橘坞街道2023年有多少人吃饭", "5.04"),  # an amount is no count
    ("橘坞街道2023年三公经费是多少？其中服务多少", "服务"),
    ("橘坞街道2023年人均支出", "5000.58"),
    ("橘坞街道2023年的钱够不够用", "5000.58"),
    ("江夏区政府办2023年三公经费", "万元"),
    ("某某省财政厅2023年三公经费", "万元"),
    ("橘坞街道2023年机关运行经费全年预算", "4546.76"),
    ("哪个街道的绿化最好", "5000.58"),
    ("橘坞街道2023年的5.04万元是什么钱", "5000.58"),  # a number is no total
    ("橘坞街道三公经费排第几", "5.79万元。"),
    ("橘坞街道2023年每月总支出", "5000.58"),
    ("橘坞街道2023年三公经费是公务接待费的几倍", "倍。"),
    ("市中区政府办2023年总支出", "2167.16"),  # 区政府办 is ours only where no other place stands before it
    ("江岸区政府办2023年总支出", "2167.16"),
    ("青澜区橘坞街道2023年三公经费", "5.04"),  # ours is another district's
]


@pytest.mark.parametrize(("question", "other"), NEVER_ANSWERED_BY_ANOTHER_FIGURE)
def test_no_figure_stands_in_for_another(
    conn: sqlite3.Connection, answerer: Answerer, question: str, other: str
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "refusal" or other not in answer.text, answer.text


def test_of_several_figures_one_may_be_missing(conn: sqlite3.Connection, answerer: Answerer) -> None:
    answer = answerer.answer(conn, "橘坞街道2023年三公经费和会议费各多少")
    assert answer.type == "list"
    assert "5.04万元" in answer.text
    assert "未公开" in answer.text


def test_names_that_are_near_are_told(conn: sqlite3.Connection, answerer: Answerer) -> None:
    answer = answerer.answer(conn, "橘务街道2023年三公经费")
    assert answer.choices == ("砚湖区橘坞街道办事处",)
    assert (
        "“花山街道”" in answerer.answer(conn, "花山街道2023年三公经费").text
    )  # 花 is no word of its own there


def test_reasons_are_of_what_is_asked(conn: sqlite3.Connection, answerer: Answerer) -> None:
    assert "支出" not in answerer.answer(conn, "橘坞街道2023年收入为什么增加").text
    assert answerer.answer(conn, "橘坞街道2023年机关运行经费减少的原因是什么").type == "text"


REFUSED = [
    ("财政局2021年总支出", "没有这个部门或年度"),
    ("砚湖区教育局2023年总支出", "没有这个部门或年度"),
    ("碧水区政府办2024年三公经费", "没有这个部门或年度"),  # ours is another district's
    ("莲定街道2023年三公经费", "没有这个部门或年度"),  # of two characters each may be right
    ("橘坞街道和花山街道2023年谁花得多", "没有这个部门或年度"),
    ("橘坞街道一九年的三公经费", "没有这个部门或年度"),
    ("橘坞街道2024年比2021年总支出多多少", "没有这个部门或年度"),
    ("青澜区2023年花了多少", "超出数据范围"),
    ("橘坞街道2023年前三季度支出", "未公开"),
    ("橘坞街道2023年5月的三公经费", "未公开"),
    ("橘坞街道2023年拆除违法建设多少平方米", "未公开"),
    ("橘坞街道2023年航空母舰花了多少", "未公开"),
    ("橘坞街道采购的供应商是谁", "未公开"),
    ("财政局2023年人均人员经费", "未公开"),
    ("财政局2022年政府性基金支出", "空表"),
    ("财政局2023年办公费", "原文数字丢失"),
    ("橘坞街道书记工资多少", "超出数据范围"),
    ("橘坞街道明年预算会涨吗", "超出数据范围"),
    ("橘坞街道是不是浪费钱", "超出数据范围"),
    ("全市2023年三公经费", "超出数据范围"),
    ("湖北省2023年三公经费", "超出数据范围"),
    ("砚湖区2023年三公经费", "需要选择"),
    ("橘坞街道2023年绩效多少", "需要选择"),  # not the whole expenditure
    ("街道办三公经费多少", "需要选择"),
    ("橘坞街道", "需要选择"),
    ("", "需要选择"),
    ("橘坞街道2019年和2023年三公经费", "没有这个部门或年度"),
]


@pytest.mark.parametrize(("question", "kind"), REFUSED)
def test_refusals(conn: sqlite3.Connection, answerer: Answerer, question: str, kind: str) -> None:
    answer = answerer.answer(conn, question)
    assert (answer.type, answer.refusal_type) == ("refusal", kind), answer.text
    assert answer.value is None


def test_what_was_taken_for_granted_is_said(conn: sqlite3.Connection, answerer: Answerer) -> None:
    assert answerer.answer(conn, "橘坞街道三公经费").text.startswith("（没有说年度，按最近的2024年度回答）")
    assert "“去年”按本库最近的2024年度理解" in answerer.answer(conn, "橘坞街道去年三公花了多少").text


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("什么是机关运行经费", ["机关运行经费：", "名词解释"]),
        ("橘坞街道2023年有哪些项目", ["项目共", "预算"]),
        ("橘坞街道2023年的公用经费都花在哪些地方", ["公用经费共", "万元"]),
        ("2023年哪个街道三公经费最高", ["莲汀街道办事处2023年度14.84万元", "橘坞街道办事处2023年度5.04万元"]),
    ],
)
def test_words_of_other_answers(
    conn: sqlite3.Connection, answerer: Answerer, question: str, pieces: list[str]
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type in ("text", "list", "value")
    assert [piece for piece in pieces if piece not in answer.text] == []


HOSTILE = [
    "' OR 1=1 --", "<script>alert(1)</script>", "SELECT * FROM departments", "😀" * 50, "三公经费" * 25_000, "\0", "\ud800",
    "1" * 500, "（" * 500, "橘坞街道" * 100, "%s %d {} {0}", "¿Cuánto gastó?",
]  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_bad_input_is_refused(conn: sqlite3.Connection, answerer: Answerer, question: str) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "refusal"
    assert answer.refusal_type in (
        NO_BODY_OR_YEAR,
        NOT_PUBLISHED,
        EMPTY,
        LOST,
        OUT_OF_RANGE,
        NOT_COMPARABLE,
        CHOOSE,
    )


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("橘坞街道2023年办公费和电费各多少", ()),  # 街道办 does not eat the 办 of 办公费
        ("橘坞街道2023年修路花了多少", ("修路",)),
        ("橘坞街道聘用了几个人", ("聘用",)),
        ("橘坞街道2023年公车加了多少油钱", ()),
    ],
)
def test_what_no_word_explains(
    conn: sqlite3.Connection, answerer: Answerer, question: str, rest: tuple[str, ...]
) -> None:
    assert ask(question, answerer.bodies, answerer.concepts).rest == rest


def test_a_concept_is_one_entry(tmp_path: Path) -> None:
    shipped = (WORDS / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(
        shipped.replace("budgets:", "  balance_distribution: [分红]\nbudgets:", 1), encoding="utf-8"
    )
    assert [one.key for one in Concepts.load(tmp_path).by_word["分红"]] == ["balance_distribution"]


def test_words_for_a_page_without_a_server_ask_for_a_figure_as_it_stands() -> None:
    said = words_of_metrics(Concepts.load(WORDS))["said"]
    assert {"多少", "是多少", "花了", "多少钱", "的"} <= set(said)  # type: ignore[call-overload]
    more = {
        "占比",
        "比上年",
        "最高",
        "平均",
        "预算",
        "为什么",
        "几倍",
        "哪个",
        "增长率",
        "完成",
        "上年",
        "share",
        "较",
        "会",
    }
    assert more & set(said) == set()  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("metrics: [1]", "expected metrics, budgets, items, each a mapping"),
        ("metrics: {no_such: [甲]}", "metrics: the catalogue has no metric 'no_such'"),
        ("metrics: {", "while parsing a flow node"),
    ],
)
def test_unsound_concepts_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConceptsError) as refused:
        Concepts.load(tmp_path)
    assert str(refused.value) == f"{tmp_path / FILE}: {message}"


def test_the_command_prints_one_object(file: Path) -> None:
    done = CliRunner().invoke(main, ["answer", "橘坞街道2023年三公经费", "--db", str(file), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (told["type"], told["value"], told["unit"]) == ("value", 5.04, "万元")
    assert told["evidence"][0]["url"].startswith("d/yunzhou-yanhu-juwu-jiedaobanshichu-2023/")
    plain = CliRunner().invoke(main, ["answer", "橘坞街道2023年三公经费", "--db", str(file)])
    assert plain.output.startswith("砚湖区橘坞街道办事处2023年度三公经费为5.04万元")


def test_an_answer_as_json_leaves_out_what_it_lacks() -> None:
    assert answer_json(Answer("text", "甲")) == {"type": "text", "text": "甲"}


@pytest.fixture(scope="module")
def client(file: Path) -> TestClient:
    return TestClient(answer_app(file, WORDS))


def test_the_server_answers(client: TestClient) -> None:
    told = client.get("/answer.json", params={"q": "橘坞街道2023年三公经费"})
    assert told.status_code == 200
    assert told.json()["question"] == "橘坞街道2023年三公经费"
    assert (told.json()["type"], told.json()["value"], told.json()["unit"]) == ("value", 5.04, "万元")


def test_a_refusal_is_an_answer(client: TestClient) -> None:
    told = client.get("/answer.json", params={"q": "街道办三公经费多少"})
    assert told.status_code == 200
    assert told.json()["refusal_type"] == "需要选择"
    assert told.json()["choices"] == ["青澜区莲汀街道办事处", "砚湖区橘坞街道办事处"]


def test_what_cannot_be_asked_of_the_server(client: TestClient) -> None:
    assert client.get("/answer.json", params={"question": "x"}).status_code == 400
    assert client.post("/answer.json").status_code == 405
    assert client.get("/answer.json").json()["refusal_type"] == "需要选择"


def test_a_question_that_takes_too_long_is_status_503(file: Path) -> None:
    client = TestClient(answer_app(file, WORDS, seconds=0))
    assert client.get("/answer.json", params={"q": "2023年哪个街道三公经费最高"}).status_code == 503
