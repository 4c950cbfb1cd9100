"""Terms and their definitions, the functional classification's items with their codes among them."""

from __future__ import annotations

import pytest

from mingzhang.parsing.glossary import item_names, read_terms
from trees import sections


def terms(text: str) -> list[tuple[str, str, str | None]]:
    found = read_terms(sections(f"第五部分 名词解释\n{text}"))
    return [(t.term, t.definition, t.code) for t in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（一）事业收入：指摆渡所得的收入。", [("事业收入", "指摆渡所得的收入。", None)]),
        ("一、事业收入：指摆渡所得。", [("事业收入", "指摆渡所得。", None)]),
        ("事业收入：指摆渡所得。", [("事业收入", "指摆渡所得。", None)]),
        ("1.事业收入指摆渡所得的收入。", [("事业收入", "指摆渡所得的收入。", None)]),
        # a term and its definition on lines of their own
        (
            "一、事业收入\n指摆渡所得。\n二、经营收入\n指集市所得。",
            [("事业收入", "指摆渡所得。", None), ("经营收入", "指集市所得。", None)],
        ),
        # a definition of two paragraphs
        (
            "（一）“三公”经费：指三项费用。\n其中接待费反映渡口接待的支出。",
            [("“三公”经费", "指三项费用。\n其中接待费反映渡口接待的支出。", None)],
        ),
        # two terms printed in one paragraph
        (
            "（一）事业收入：指摆渡所得。（二）经营收入：指集市所得。",
            [("事业收入", "指摆渡所得。", None), ("经营收入", "指集市所得。", None)],
        ),
        # a hard-wrapped definition
        ("（一）事业收入：指摆渡所得\n的收入。", [("事业收入", "指摆渡所得的收入。", None)]),
        # items of the functional classification, however the colon and the brackets are printed
        (
            "1.一般公共服务支出(类)财政事务(款)行政运行(项)：反映渡口的基本支出。",
            [("一般公共服务支出(类)财政事务(款)行政运行(项)", "反映渡口的基本支出。", "2010601")],
        ),
        (
            "2.一般公共服务支出（类）财政事务（款）行政运行（项），反映渡口的支出。",
            [("一般公共服务支出（类）财政事务（款）行政运行（项）", "反映渡口的支出。", "2010601")],
        ),
        (
            "3、一般公共服务(类)财政事务(款)行政运行项)：反映渡口的支出。",
            [("一般公共服务(类)财政事务(款)行政运行项)", "反映渡口的支出。", "2010601")],
        ),
        (
            "4、住房保障支出（类）住房改革支出（款）提租补贴（项级）：反映补贴。",
            [("住房保障支出（类）住房改革支出（款）提租补贴（项级）", "反映补贴。", "2210202")],
        ),
        # … named only; and one under a 款 that has no such 项
        (
            "5.住房保障支出(类)住房改革支出(款)购房补贴(项)",
            [("住房保障支出(类)住房改革支出(款)购房补贴(项)", "", "2210203")],
        ),
        (
            "6.住房保障支出(类)住房改革支出(款)摆渡(项)：反映摆渡。",
            [("住房保障支出(类)住房改革支出(款)摆渡(项)", "反映摆渡。", None)],
        ),
        # neither a heading of the list, nor what is left of the template, nor a telephone is a term
        ("（十）本部门使用的支出功能分类科目（到项级）", []),
        ("（十八）其他专用名词。\n（根据本部门使用的其他专用名词补充解释）", []),
        ("单位咨询电话：88100000", []),
    ],
)
def test_terms(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert terms(text) == found


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("社会福利(款)养老服务(项)", None),
        ("社会保障和就业支出(类)社会福利(款)养老服务(项)", ("社会保障和就业支出", "社会福利", "养老服务")),
        ("卫生健康支出（类）其他支出（项级）", ("卫生健康支出", None, "其他支出")),
        (
            "一般公共服务(类)政府办公厅(室)及相关机构事务(款)行政运行项)",
            ("一般公共服务", "政府办公厅(室)及相关机构事务", "行政运行"),
        ),
    ],
)
def test_item_names(term: str, names: tuple[str, str | None, str] | None) -> None:
    assert item_names(term) == names
