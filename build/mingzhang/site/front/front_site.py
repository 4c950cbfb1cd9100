"""Building the front: pages over all portals, in the same frame, beside a search page and what is hand-written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ...catalogue import METRICS, TABLES
from ...exports.union import Row, Union
from ...portal import Portal
from ..building import write_sitemap
from ..disclosure_facts import connect, fetch
from ..frame.shell import Kind, filled
from ..html_page import Page
from ..page_writing import write
from ..pages.english_search import english_search_page, english_words_file
from ..templating import render
from . import asked_of_all

_HAND_WRITTEN = ("about.md", "corrections.md", "dictionary.md", "search.md")
_HOME = """---
title: 首页
hide: [navigation, toc]
---
# 部门的钱，一笔一笔看清楚 {: .mz-title }

<!--mz:home-->
"""
_NAV = """
nav:
  - 首页: index.md
  - 部门: departments/index.md
  - 专题: topics/index.md
  - 科目: codes/index.md
  - 检索: search.md
  - 数据: data/index.md
  - 说明:
      - 方法: method/index.md
      - 数据字典: dictionary.md
      - 下载: downloads/index.md
      - 关于: about.md
      - 纠错: corrections.md
"""
_LINKED = {
    "departments/": ("部门", "每个门户列出自己的部门；知道名字的，检索更快。", "departments/"),
    "data/": ("数据", "每个门户有自己的数据库，可以逐表查询，也可以运行现成的问题。", "data/"),
    "method/": (
        "方法",
        "各门户用同一套程序读取、核对、发布；读到了多少、没有读出什么，由各门户如实写明。",
        "method/",
    ),
    "downloads/": (
        "下载",
        "各门户的全部数据：数据库、CSV、JSON Lines、Parquet 与逐份的 Excel。",
        "downloads/",
    ),
}
"""Pages that lead to the like page of each portal: title, what is said there, the address below each."""
_ENGLISH = {
    "en/": ("Accounts", "Final accounts of government departments, one portal for each region.", "en/"),
    "en/topics/": ("Topics", "Topics of each portal.", "en/topics/"),
    "en/compare/": ("Compare", "Departments side by side, within one region.", "en/compare/"),
    "en/method/": ("Method", "How the documents are read and checked.", "en/method/"),
}
KINDS = (
    Kind("topics/"),
    Kind("topics/*/"),
    Kind("codes/"),
    Kind("codes/*/"),
    Kind("questions/*/"),
    *map(Kind, _LINKED),
    *(Kind(url, lang="en") for url in _ENGLISH),
    Kind("en/search/", lang="en", alternate="search/"),
)


Question = tuple[str, str, str, str, tuple[tuple[str, str], ...]]
"""A question over all portals: name, title, group, description, and each parameter with what it is called."""


def build_front(
    names: Mapping[str, str],
    output: Path,
    site: Path,
    portal: Portal,
    left_out: Sequence[tuple[str, str]] = (),
    asked: Sequence[Question] = (),
) -> list[str]:
    """Write the front's site over the portals `names` (what each is called, by its folder below `output`); return the
    addresses of its pages. `left_out` are the files that are in no portal, each with the reason, `asked` the
    questions that the server answers over all portals.

    Everything is read from the portals' Parquet files. What the search page needs is written by `search.delivery`.
    """
    from ..frame.material import frame

    with closing(Union(output, names)) as union:
        held = asked_of_all.portals(union)
        pages = [*_pages(union, held, names, left_out, asked), *map(_question, asked), english_search_page()]
        with _content(portal) as content:
            shells = frame(content, site, portal, KINDS, 0)
        hand_written = sorted(site.rglob("index.html"))
        for page in pages:
            write(site / page.url / "index.html", filled(page, shells).encode())
    first = next(iter(names))
    _fill(hand_written, output / first / "disclosures.db", portal, held, names)
    address, words = english_words_file([])
    (site / address).write_bytes(words)
    urls = sorted(file.parent.relative_to(site).as_posix().strip(".") for file in site.rglob("index.html"))
    write_sitemap(site, portal, urls, {})
    return [f"{url}/" if url else "" for url in urls]


def _pages(
    union: Union,
    held: list[Row],
    names: Mapping[str, str],
    left_out: Sequence[tuple[str, str]],
    asked: Sequence[Question],
) -> Iterator[Page]:
    stated = asked_of_all.stated(union)
    # No year is high.
    metrics = [metric for metric in METRICS if stated.get(metric.id) and metric.unit != "年"]
    text = render("front/topics.html", "topics/", metrics=metrics, stated=stated)
    yield Page("topics/", "专题", text, bare=True)
    for metric in metrics:
        url = f"topics/{metric.id}/"
        years = asked_of_all.grouped(asked_of_all.ranking(union, metric.id))
        text = render(
            "front/ranking.html", url, metric=metric, years=years, names=names, ranked=asked_of_all.RANKED
        )
        yield Page(url, metric.zh, text, bare=True)
    codes = asked_of_all.codes(union)
    yield Page("codes/", "科目", render("front/codes.html", "codes/", codes=codes), bare=True)
    for one in codes:
        url = f"codes/{one['code']}/"
        rows = asked_of_all.code(union, one["code"])
        text = render(
            "front/code.html", url, code=one["code"], name=one["name"] or one["code"], rows=rows, names=names
        )
        yield Page(url, f"{one['code']} {one['name'] or ''}".strip(), text, bare=True)
    for linked, lang in ((_LINKED, "zh"), (_ENGLISH, "en")):
        for url, (title, said, below) in linked.items():
            text = render(
                "front/linked.html",
                url,
                title=title,
                said=said,
                below=below,
                held=held,
                names=names,
                lang=lang,
                left_out=left_out if url == "method/" else (),
                asked=asked if url == "data/" else (),
            )
            yield Page(url, title, text, bare=True, lang=lang)


def _question(asked: Question) -> Page:
    """A question's page without its rows, which the server puts in."""
    name, title, _, description, parameters = asked
    url = f"questions/{name}/"
    told = {"name": name, "title": title, "description": description, "parameters": parameters}
    return Page(url, title, render("front/question.html", url, **told), bare=True)


@contextmanager
def _content(portal: Portal) -> Iterator[Path]:
    """The pages that MkDocs frames: those of the portal's own content that fit a front, and an empty home page."""
    content = portal.part("content")
    with tempfile.TemporaryDirectory(prefix="mingzhang-front-") as name:
        folder = Path(name)
        for part in ("assets", "overrides"):
            shutil.copytree(content / part, folder / part)
        for page in _HAND_WRITTEN:
            text = (content / page).read_text("utf-8").replace("../data/disclosures/full-text", "../data/")
            (folder / page).write_text(text, encoding="utf-8")
        (folder / "index.md").write_text(_HOME, encoding="utf-8")
        settings = (content / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
        (folder / "mkdocs.yml").write_text(settings + _NAV, encoding="utf-8")
        yield folder


def _fill(
    files: Sequence[Path], database: Path, portal: Portal, held: list[Row], names: Mapping[str, str]
) -> None:
    """Fill the figures into the hand-written pages."""
    with closing(connect(database)) as conn:
        metrics = fetch(conn, "select * from metrics order by rowid")
    known = {
        "home": render("front/home.html", "", portal=portal, held=held, names=names),
        "dictionary": render("fragments/dictionary.html", "dictionary/", tables=TABLES, metrics=metrics),
        "contact": render("fragments/contact.html", "about/", portal=portal),
    }
    for file in files:
        text = file.read_text("utf-8")
        for name, filling in known.items():
            text = text.replace(f"<!--mz:{name}-->", filling)
        file.write_text(text, encoding="utf-8")
