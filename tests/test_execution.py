"""支出决算结构情况 and 支出决算具体情况: a made-up paragraph in, the expected rows out."""

from __future__ import annotations

from decimal import Decimal

import pytest

import trees
from limits import processor_seconds
from mingzhang.model import ExecutionItem, Place, StructureItem
from mingzhang.parsing.narrative import read_execution_items, read_structure_items, with_kinds
from passages import section

STRUCTURE = "(二)一般公共预算财政拨款支出决算结构情况"
EXECUTION = "(三)一般公共预算财政拨款支出决算具体情况"

Structure = tuple[str | None, str, str | None, str | None]
Execution = tuple[str | None, str, str | None, str | None, str | None, str | None, str | None, str | None]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def structure(*paragraphs: str) -> list[Structure]:
    found = read_structure_items((section(STRUCTURE, *paragraphs),))
    return [(x.code, x.item, _text(x.amount), _text(x.share_pct)) for x in found]


def execution(*paragraphs: str) -> list[Execution]:
    found = read_execution_items((section(EXECUTION, *paragraphs),))
    return [
        (
            x.code,
            x.class_,
            x.section,
            x.item,
            _text(x.initial_budget),
            _text(x.final),
            _text(x.completion_pct),
            x.reason,
        )
        for x in found
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # One paragraph an item; (类) before or after 支出, without it, and without a share.
        (
            [
                "2023年度一般公共预算财政拨款支出90万元，主要用于以下方面：",
                "1.一般公共服务(类)支出50万元，占55.6%。主要是用于行政运行30万元、组织事务支出20万元。",
                "2、教育支出（类）支出2.5万元，主要是用于其他教育支出。",
                "3. 卫生健康支出 17.5 万元, 占 19.4%。",
                "4.农林水支出类支出20万元，占22.2%；主要用于防汛。",
            ],
            [
                ("201", "一般公共服务支出", "50", "55.6"),
                ("205", "教育支出", "2.5", None),
                ("210", "卫生健康支出", "17.5", "19.4"),
                ("213", "农林水支出", "20", "22.2"),
            ],
        ),
        # All in one paragraph.
        (
            [
                "财政拨款支出主要用于以下方面：一般公共服务支出（类）50万元，占50%；住房保障支出（类）30万元，占30%；农林水支出（类）"
                "20万元，占20%。"
            ],
            [
                ("201", "一般公共服务支出", "50", "50"),
                ("221", "住房保障支出", "30", "30"),
                ("213", "农林水支出", "20", "20"),
            ],
        ),
        # A class named short of its 等支出; one no list knows.
        (
            ["1、资源勘探工业信息（类）支出8万元，占80%。", "2、星际旅行（类）支出2万元，占20%。"],
            [("215", "资源勘探工业信息支出", "8", "80"), (None, "星际旅行支出", "2", "20")],
        ),
        (["本年度无支出。"], []),
    ],
)
def test_structure(paragraphs: list[str], expected: list[Structure]) -> None:
    assert structure(*paragraphs) == expected


def test_a_structure_item_quotes_its_words() -> None:
    (item,) = read_structure_items(
        (section(STRUCTURE, "1. 教育支出（类）支出 2.5 万元，占 3%。主要用于培训。"),)
    )
    assert item == StructureItem(
        1, "205", "教育支出", Decimal("2.5"), Decimal(3), "1. 教育支出（类）支出 2.5 万元，占 3%", Place(101)
    )


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        # 类、款、项, with a reason and without.
        (
            "1.一般公共服务支出(类)政府办公厅（室）及相关机构事务(款)行政运行(项)。年初预算为90万元，支出决算为81万元，完成年初预算的90%。"
            "支出决算数小于年初预算数的主要原因：人员减少；经费压减。",
            (
                "2010301",
                "一般公共服务支出",
                "政府办公厅（室）及相关机构事务",
                "行政运行",
                "90",
                "81",
                "90",
                "人员减少；经费压减",
            ),
        ),
        (
            "（2）住房保障支出（类）住房改革支出（款）提租补贴（项）。年初预算数为1.5万元，决算数1.5万元,完成年初预算的100%",
            ("2210202", "住房保障支出", "住房改革支出", "提租补贴", "1.5", "1.5", "100", None),
        ),
        # A zero budget has no rate; the reason runs on with 主要原因是.
        (
            "3、教育支出（类）其他教育支出（款）其他教育支出（项）。年初预算为0万元，支出决算为2.5万元，支出决算数大于年初预算数的主要原因是"
            "年中追加预算。",
            ("2059999", "教育支出", "其他教育支出", "其他教育支出", "0", "2.5", None, "年中追加预算"),
        ),
        # (款) misprinted, the amount in 元, no stop before 年初预算.
        (
            "4、一般公共服务支出（类）人大事务（室）代表工作（项）年初预算为50000元，支出决算为3万元，完成年初预算的60%。",
            ("2010108", "一般公共服务支出", "人大事务", "代表工作", "5.0000", "3", "60", None),
        ),
        # A whole 类, with 主要是 for the reason.
        (
            "5.卫生健康支出(类)。年初预算为20万元，支出决算为25万元，完成年初预算的125%，主要是补发医疗补助所致。",
            ("210", "卫生健康支出", None, None, "20", "25", "125", "补发医疗补助所致"),
        ),
        (
            "6.农林水支出(类)。年初预算为0元，支出决算为5万元，为追加防汛经费",
            ("213", "农林水支出", None, None, "0", "5", None, "追加防汛经费"),
        ),
        # Names cut short still tell their code.
        (
            "7、灾害防治及应急管理支出（类）应急管理事（款）应急救援（项）。年初预算数为0万元，决算数0.4万元。",
            ("2240108", "灾害防治及应急管理支出", "应急管理事", "应急救援", "0", "0.4", None, None),
        ),
        # (类) before 支出; no 款 and no 项.
        (
            "8.商业服务业（类）支出年初预算为0万元，支出决算为7万元，完成年初预算的0%。",
            ("216", "商业服务业", None, None, "0", "7", "0", None),
        ),
        # 款 alone.
        (
            "9.教育支出（类）进修及培训（款）。年初预算为3万元，支出决算为2万元，完成年初预算的66.67%。",
            ("20508", "教育支出", "进修及培训", None, "3", "2", "66.67", None),
        ),
        # No (类) at all.
        (
            "10.住房保障支出年初预算为12万元，支出决算为11万元，完成年初预算的91.67%。",
            ("221", "住房保障支出", None, None, "12", "11", "91.67", None),
        ),
        # An item that is not under the 款 it is printed under has no code.
        (
            "11.一般公共服务支出（类）组织事务（款）代表工作（项）。年初预算为0万元，支出决算为1万元。",
            (None, "一般公共服务支出", "组织事务", "代表工作", "0", "1", None, None),
        ),
    ],
)
def test_an_execution_item(paragraph: str, expected: Execution) -> None:
    assert execution(paragraph) == [expected]


def test_another_city_compares_with_the_budget_and_tells_groups_inside_classes() -> None:
    got = execution(
        "1、“教育支出”（类）2023年度决算90万元，比2023年年初预算增加5万元，增长5.88%。其中：“进修及培训”（款）2023年度决算80万元，"
        "比2023年年初预算减少2万元，下降2.44%。主要原因：培训减少。“其他教育支出”（款）2023年度决算10万元。",
        "2、“农林水支出”（类）2023年度决算7万元。",
    )
    assert got == [
        ("205", "教育支出", None, None, None, "90", None, None),
        ("20508", "教育支出", "进修及培训", None, None, "80", None, "培训减少"),
        ("20599", "教育支出", "其他教育支出", None, None, "10", None, None),
        ("213", "农林水支出", None, None, None, "7", None, None),
    ]


def test_items_under_a_heading_that_names_their_class_and_group() -> None:
    got = execution(
        "1.一般公共服务支出（类）财政事务（款）",
        "（1）行政运行（项）。年初预算为80万元，支出决算为81万元，完成年初预算的101.25%。决算数大于年初预算数的主要原因：调资。",
        "（2）信息化建设（项）。年初预算为5万元，支出决算为5万元，完成年初预算的100%。",
        "2.教育支出（类）年初预算9万元，支出决算8万元，其中：进修及培训（款）培训支出（项）年初预算9万元，支出决算8万元。",
    )
    assert got == [
        ("2010601", "一般公共服务支出", "财政事务", "行政运行", "80", "81", "101.25", "调资"),
        ("2010607", "一般公共服务支出", "财政事务", "信息化建设", "5", "5", "100", None),
        ("205", "教育支出", None, None, "9", "8", None, None),
        ("2050803", "教育支出", "进修及培训", "培训支出", "9", "8", None, None),
    ]


def test_items_that_ran_into_one_paragraph() -> None:
    got = execution(
        "1.教育支出（类）。年初预算为3万元，支出决算为2万元，完成年初预算的66.67%，主要原因是培训减少。2.卫生健康支出（类）。年初预算为"
        "4万元，支出决算为4万元，完成年初预算的100%。"
    )
    assert [(row[1], row[4], row[5], row[7]) for row in got] == [
        ("教育支出", "3", "2", "培训减少"),
        ("卫生健康支出", "4", "4", None),
    ]


def test_names_that_stand_on_a_line_of_their_own() -> None:
    (item,) = read_execution_items(
        (
            section(
                EXECUTION,
                "1.教育支出（类）其他教育支出（款）其他教育支出（项）。",
                "年初预算为3万元，支出决算为2万元，完成年初预算的66.67%。",
            ),
        )
    )
    assert (item.code, item.initial_budget, item.final, item.source_line) == (
        "2059999",
        Decimal(3),
        Decimal(2),
        101,
    )


def test_an_item_that_page_breaks_cut() -> None:
    title = "云州市临江区青石街道办事处2023年度部门决算"
    text = (
        f"第三部分 {title}情况说明\n{EXECUTION}\n"
        "1.教育支出（类）。年初预算为3万元，支出决算为2万元，完成年初预算的66.67%。决算数小于年初预算数的主\n"
        f"— 11 —\n\f{title}\n要原因是：培训减少。\n"
        "2.农林水支出（类）。年初预算为4万元，支出决算\n"
        f"— 12 —\n\f{title}\n为5万元，完成年初预算的125%。\n— 13 —\n\f{title}\n"
    )
    got = read_execution_items(with_kinds(trees.sections(text)))
    assert [(i.code, i.initial_budget, i.final, i.completion_pct, i.reason) for i in got] == [
        ("205", Decimal(3), Decimal(2), Decimal("66.67"), "培训减少"),
        ("213", Decimal(4), Decimal(5), Decimal(125), None),
    ]


def test_an_item_quotes_its_sentence() -> None:
    text = "1.教育支出（类）。年初预算为 3 万元，支出决算为 2 万元，完成年初预算的 66.67%。"
    (item,) = read_execution_items((section(EXECUTION, text),))
    assert item == ExecutionItem(
        1, "205", "教育支出", None, None, Decimal(3), Decimal(2), Decimal("66.67"), None, text[2:], Place(101)
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "2023年度一般公共预算财政拨款支出年初预算为70万元，支出决算为80万元，完成年初预算的114%。",
        "1.一般公共服务支出具体包括：",
        "(1)调查工作经费7万元。用于调查；主要成效：完成3项。",
    ],
)
def test_what_is_no_item(paragraph: str) -> None:
    assert execution(paragraph) == []


def test_items_of_other_budgets_are_none_of_these() -> None:
    text = (
        "（一）其他支出（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）。支出决算为4万元。"
    )
    assert read_execution_items((section("七、政府性基金预算财政拨款收入支出决算情况说明", text),)) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["支出(类)", "1.教育支出(类)年初预算为1万元", "(款)", "原因", "1.", "教育支出1万元，占"]
)
def test_hostile_paragraphs_end_soon(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    with processor_seconds(10):
        read_execution_items((section(EXECUTION, text),))
        read_structure_items((section(STRUCTURE, text),))
