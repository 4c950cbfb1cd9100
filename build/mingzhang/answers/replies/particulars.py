"""What a disclosure says of its body besides figures: duties, offices, telephone, day of publication, key tasks, what its
projects lacked and how they are to be mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..asking import Question
from ..printed_figures import Source
from ..records import NOT_PUBLISHED, Answer, Refused
from .listing import Entry, listed, offices

_PHONE = re.compile("电话|联系方式|怎么联系|如何联系|联系谁|phone|telephone")
_DAY = re.compile(
    "(什么|啥)?(时候|时间|日期|哪天|哪一天|几号|何时).{0,4}(公开|公布|发布|公示)|(公开|公布|发布|公示).{0,3}(时间|日期|的?日子|何时)"
)
_DUTIES = re.compile("职责|职能|(负责|主管|管)(些)?(什么|哪些|啥)|(干|做)(些)?(什么|啥)的")
_OFFICES = re.compile("内设|科室|处室|机构设置|哪些部门|几个部门")
_UNITS = re.compile("(下属|二级|所属|下级|直属|预算)单位|下面.{0,4}单位")
_TASKS = re.compile(
    "重点工作|主要工作|工作亮点|工作完成情况|干了(哪些|什么)|做了(哪些|什么)(?!项目)|key tasks"
)
_PROBLEMS = re.compile("(存在|有|发现|遇到).{0,4}问题|问题(有哪些|是什么|清单)|不足之处|哪些不足|有什么不足")
_MENDING = re.compile(
    "(改进|整改)(的)?(措施|办法|建议|方向|计划)|怎么(改进|整改)|如何(改进|整改)|下一步.{0,4}(措施|打算|计划|怎么)"
)


def teller(question: Question) -> Callable[[Source], Answer] | None:
    """What answers a question that asks for one of these and for no figure; None for any other.

    It raises `Refused` where nothing of the kind is published.
    """
    if question.concepts and not question.has("项目"):
        return None
    return next((tell for pattern, tell in _TOLD if pattern.search(question.plain)), None)


def _phone(source: Source) -> Answer:
    (row,) = source.rows("SELECT phone FROM disclosures WHERE id = ?1")
    return _one(source, "咨询电话", row["phone"])


def _day(source: Source) -> Answer:
    (row,) = source.rows("SELECT published_on FROM disclosures WHERE id = ?1")
    return _one(source, "公开日期", row["published_on"])


def _one(source: Source, what: str, value: str | None) -> Answer:
    if not value:
        raise Refused(NOT_PUBLISHED, f"{source.named}的公开文件没有印{what}。")
    return Answer(
        "text", f"{source.named}公开文件所印的{what}是{value}。", evidence=(source.evidence(None, value),)
    )


def _duties(source: Source) -> Answer:
    rows = source.rows("SELECT duty, source_line FROM duties WHERE disclosure_id = ?1 ORDER BY position")
    return listed(source, "职责", [(row["duty"], row["source_line"]) for row in rows])


def _tasks(source: Source) -> Answer:
    rows = source.rows(
        "SELECT matter, outcome, source_line FROM key_tasks WHERE disclosure_id = ?1 ORDER BY position"
    )
    told = [("：".join(filter(None, (row["matter"], row["outcome"]))), row["source_line"]) for row in rows]
    return listed(source, "重点工作", told)


def _of_projects(column: str, what: str) -> Callable[[Source], Answer]:
    def tell(source: Source) -> Answer:
        rows = source.rows(
            f"SELECT name, {column} AS words, source_line FROM projects WHERE disclosure_id = ?1 ORDER BY position"  # noqa: S608
        )
        told: list[Entry] = [
            (f"{row['name']}：{row['words']}", row["source_line"]) for row in rows if row["words"]
        ]
        if column == "improvements":
            forms = source.rows(
                "SELECT name, improvements AS words, source_line FROM evaluation_forms WHERE disclosure_id = ?1"
            )
            told += [
                (f"{row['name']}自评表：{row['words']}", row["source_line"]) for row in forms if row["words"]
            ]
        return listed(source, what, told)

    return tell


_TOLD: tuple[tuple[re.Pattern[str], Callable[[Source], Answer]], ...] = (
    (_PHONE, _phone),
    (_DAY, _day),
    (_MENDING, _of_projects("improvements", "项目的改进措施")),
    (_PROBLEMS, _of_projects("problems", "项目存在的问题")),
    (
        _UNITS,
        lambda source: offices(source, "预算单位" if _has(source, "预算单位", "下属单位") else "下属单位"),
    ),
    (_OFFICES, lambda source: offices(source, "内设机构")),
    (_DUTIES, _duties),
    (_TASKS, _tasks),
)


def _has(source: Source, kind: str, rather: str) -> bool:
    """Whether units of a kind are listed and none of the kind one would rather hear of."""
    kinds = {
        row["kind"]
        for row in source.rows("SELECT DISTINCT kind FROM organisation_units WHERE disclosure_id = ?1")
    }
    return kind in kinds and rather not in kinds
