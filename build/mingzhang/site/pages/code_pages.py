"""A page per classification code: who spends how much on it, over the years."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ..disclosure_facts import Row, fetch
from ..html_page import Page
from ..parts import printed_rows
from ..parts.charts import Chart
from ..parts.code_history import CodeHistory, code_histories
from ..parts.code_uses import Use, code_uses
from ..parts.group_charts import NO_KIND, Comparisons, Entry, Group, compared, like_with_like, medians
from ..templating import named, place, render


def code_pages(conn: sqlite3.Connection) -> Iterator[Page]:
    """Make the index of codes that occur, with what stands above them, and a page for each."""
    uses = code_uses(conn)
    names = _names(conn)
    codes = sorted(uses)
    listed = sorted(
        {*codes, *(code[:n] for code in codes for n in (3, 5) if n < len(code) and code[:n] in names)}
    )
    functional = [(code, names.get(code)) for code in listed if not _is_economic(code)]
    economic = [(code, names.get(code)) for code in listed if _is_economic(code)]
    body = render("codes.html", "codes/", functional=functional, economic=economic, uses=uses)
    yield Page("codes/", "按科目", body, "支出功能分类与经济分类科目：谁花了多少。", bare=True)
    histories = code_histories(conn)
    for code in codes:
        yield _code_page(code, names, uses, histories.get(code, CodeHistory()))


def _is_economic(code: str) -> bool:
    return code.startswith("3") and len(code) in (3, 5)


def _names(conn: sqlite3.Connection) -> dict[str, Row]:
    tables = ("function_codes", "economic_codes")
    return {row["code"]: row for table in tables for row in fetch(conn, f"select * from {table}")}  # noqa: S608


def _compared(uses: list[Use]) -> Comparisons:
    """Draw the largest of the group with most members and the middle of every year of its kind, as the statements print
    them; of each other group the largest.

    What only another table or the prose says is a part of the whole and is not mixed in.
    """
    printed = [use for use in uses if use.printed and use.total is not None]

    def more(group: Group[Use]) -> Iterator[Chart | None]:
        years: dict[int, dict[str, float | None]] = {}
        for use in printed:
            if (use.disclosure["kind"] or NO_KIND) == group.kind:
                of_year = years.setdefault(use.disclosure["fiscal_year"], {})
                of_year[use.disclosure["department_id"]] = use.total
        yield medians("chart-years", f"{group.kind}历年支出的中位数", years)

    groups = like_with_like(printed, lambda use: (use.disclosure["kind"], use.disclosure["fiscal_year"]))
    return compared(groups, _entry, "这一科目的支出", "万元", more)


def _entry(use: Use) -> Entry:
    disputed = use.mark is not None and use.mark.disputes
    return Entry(named(use.disclosure), use.total, disputed, place(use.disclosure))


def _code_page(code: str, names: dict[str, Row], uses: dict[str, list[Use]], history: CodeHistory) -> Page:
    url = f"codes/{code}/"
    known = names.get(code)
    name = known["name"] if known else "（科目名称未收录）"
    above = [names[code[:n]] for n in (3, 5) if n < len(code) and code[:n] in names and code[:n] in uses]
    below = [c for c in sorted(uses) if len(c) == len(code) + 2 and c.startswith(code)]
    same = [other for other in history.same if other in uses]
    elsewhere = [use for other in same for use in uses[other]]
    kind = "支出经济分类" if _is_economic(code) else "支出功能分类"
    named_below = [(c, names[c]["name"] if c in names else c) for c in below]

    def draw() -> str:
        return render(
            "code.html", url, code=code, name=name, above=above, kind=kind, rows=uses[code], printed=printed_rows,
            economic=_is_economic(code), compared=_compared([*uses[code], *elsewhere]), history=history,
            elsewhere=elsewhere, same=same, below=named_below,
        )  # fmt: skip

    told = [[*use.told, *use.disclosure] for use in (*uses[code], *elsewhere)]
    made_of = (above, named_below, same, history.said, len(elsewhere), told)
    about = f"{kind}科目{code} {name}：各部门各年度的支出。"
    return Page(url, f"{code} {name}", draw, about, bare=True, made_of=made_of)
