"""Kinds of replies over the made-up sample: side by side, over years, against a budget, in lists, by rank, and refusals."""

from __future__ import annotations

import sqlite3

import pytest

from mingzhang.answers.answering import Answerer
from test_answers import answerer, conn, file

__all__ = ["answerer", "conn", "file"]

VALUES = [
    # bodies side by side
    ("橘坞和莲汀2023年三公经费增长率哪个高", 384.97, "%", ("28.57%", "莲汀街道办事处。")),
    ("橘坞和莲汀2023年总支出增幅", 1.21, "%", ("-14.28%",)),
    # against the budget
    ("橘坞街道2024年预算和决算差多少", 957.84, "万元", ("4453.94", "3496.1", "127.4%")),
    ("橘坞街道2024年三公经费预算执行情况", 1.35, "万元", ("7.14", "少1.35", "81.1%")),
    ("橘坞街道2024年一般公共预算超预算了吗", 957.84, "万元", ("多957.84",)),
    # two figures of one body
    ("橘坞街道2023年基本支出和项目支出差多少", 1014.19, "万元", ("2998.8", "1984.61")),
    # shares that no text states
    ("橘坞街道2023年工资福利支出占比", 54.8, "%", ("推算", "2740.55", "5000.58")),
    ("橘坞街道2023年采购中小企业份额", 100.0, "%", ("55.96",)),
    # rows of tables and of the prose
    ("橘坞街道2023年办公费", 34.48, "万元", ("公开06表",)),
    ("橘坞街道2023年政府性基金支出", 449.49, "万元", ("本级",)),
    ("橘坞街道2023年一般公共服务支出年初预算", 2103.28, "万元", ("正文",)),
    ("橘坞街道2023年接待了多少批次", 0.0, "批次", ("0人次",)),
    # by rank
    ("橘坞街道2023年最小的项目", 4.59, "万元", ("优抚对象走访经费", "1. ", "5. ")),
    ("2023年三公经费排名", 14.84, "万元", ("4个部门年度", "4. 青澜区财政局")),
    ("2023年总支出最低的三个部门", 2167.16, "万元", ("青澜区人民政府办公室",)),
    # a change as the text states it
    ("橘坞街道2024年支出变化", 346.48, "万元", ("减少346.48", "6.9%")),
]


@pytest.mark.slow
@pytest.mark.parametrize(("question", "value", "unit", "words"), VALUES)
def test_a_figure_is_told_with_what_it_is_made_of(
    conn: sqlite3.Connection,
    answerer: Answerer,
    question: str,
    value: float,
    unit: str,
    words: tuple[str, ...],
) -> None:
    answer = answerer.answer(conn, question)
    assert (answer.type, answer.value, answer.unit) == ("value", value, unit), answer.text
    assert [word for word in words if word not in answer.text] == [], answer.text
    assert answer.evidence


LISTS = [
    ("橘坞和莲汀2023年总支出和三公经费分别是多少", ("5971万元", "5000.58万元", "14.84万元", "5.04万元")),
    ("橘坞街道历年三公经费", ("2022、2023、2024", "3.92万元", "5.04万元", "5.79万元")),
    ("橘坞街道近三年总支出", ("4940.57万元", "5000.58万元", "4654.1万元")),
    ("橘坞街道2022到2024年公务接待费", ("2022年度0万元", "2024年度1.49万元")),
    ("橘坞街道2023年有哪些项目", ("共17项", "执行率")),
    ("橘坞街道2023年支出构成", ("共9项", "一般公共服务支出2013.65万元", "农林水支出8.54万元")),
    ("橘坞街道2023年绩效指标没完成的有哪些", ("共2项", "目标8场，完成7场")),
    ("橘坞街道2023年重点工作完成情况", ("共3项", "企业走访日")),
    ("橘坞街道2023年公车购置和运行费", ("购置费为0万元", "运行维护费为5.04万元")),
]


@pytest.mark.parametrize(("question", "words"), LISTS)
def test_a_list_names_every_figure(
    conn: sqlite3.Connection, answerer: Answerer, question: str, words: tuple[str, ...]
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "list", answer.text
    assert [word for word in words if word not in answer.text] == [], answer.text


TEXTS = [
    ("橘坞街道2023年什么是基本支出", "指机构日常运转所需"),
    ("橘坞街道2024年总支出减少的原因", "主要原因"),
]


@pytest.mark.parametrize(("question", "words"), TEXTS)
def test_words_are_quoted_with_their_line(
    conn: sqlite3.Connection, answerer: Answerer, question: str, words: str
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "text"
    assert words in answer.text and "行）" in answer.text


REFUSED = [
    ("橘坞街道2023年项目支出是出国费的几倍", "算不出倍数"),  # of nothing
    ("橘坞街道2023年公务接待人均多少", "没有平均数"),
    ("橘坞街道2023年收入和车辆相差多少", "请说明"),
    ("橘坞街道2023年教育支出", "没有公布数额"),
    ("橘坞街道2025年三公经费", "有的是2022、2023、2024年度"),
    ("青澜区2023年三公经费", "请选择"),  # of three bodies
    ("哪些单位没有公布2024年决算", "没有看出"),
    (
        "橘坞街道2024年三公经费连续下降了吗",
        "没有“三公经费连续”与上年相比的增减",
    ),  # never the change of all that is spent
]


@pytest.mark.parametrize(("question", "words"), REFUSED)
def test_what_cannot_be_told_is_refused_with_the_reason(
    conn: sqlite3.Connection, answerer: Answerer, question: str, words: str
) -> None:
    answer = answerer.answer(conn, question)
    assert answer.type == "refusal"
    assert words in answer.text
    assert answer.value is None


def test_what_the_checks_say_of_goals_is_chosen_by_its_rule(
    conn: sqlite3.Connection, answerer: Answerer
) -> None:
    """The words of a message may change; what it is about is said by its rule."""
    copy = sqlite3.connect(":memory:")
    conn.backup(copy)
    id_, name = copy.execute(
        "SELECT disclosures.id, name FROM disclosures JOIN departments ON departments.id = department_id WHERE fiscal_year = 2023 AND short_name LIKE '橘坞%'"
    ).fetchone()
    copy.execute("UPDATE indicators SET met = 0")
    columns = [(row[1], 0 if row[3] else None) for row in copy.execute("PRAGMA table_info(findings)")]
    for number, (rule, message) in enumerate(
        (("N25.all-done", "说全部做到，有一项没有"), ("N16.project-count", "未完成的项目个数不一"))
    ):
        known = {"id": f"f{number}", "disclosure_id": id_, "rule_id": rule, "message": message}
        row = [known.get(column, default) for column, default in columns]
        copy.execute(f"INSERT INTO findings VALUES ({', '.join('?' * len(row))})", row)
    told = answerer.answer(copy, f"{name}2023年哪些绩效目标没有完成").text
    assert "核对：说全部做到，有一项没有。" in told
    assert "未完成的项目个数不一" not in told
