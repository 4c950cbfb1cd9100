"""Building the site: Material frames one page per kind, then an engine makes and writes the others."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

from ..answers.concepts import Concepts, words_of_metrics
from ..catalogue.metrics import METRICS
from ..engines import Engine, InlineEngine, in_order
from ..exports import data_version, release_of
from ..markdown_twins import markdown_twin
from ..portal import Portal
from ..progress import Reporter
from . import page_kinds
from .disclosure_facts import Facts, connect, fetch
from .disclosures import all_disclosures
from .frame.shell import shell_of
from .loading_facts import load_facts, load_standing
from .page_writing import PAGE, Work, files_of, kept_or_written, write, write_all
from .pages.comparison import comparison_indexes, figures_file
from .pages.english_search import english_words_file
from .pages.feeds import place_feeds
from .pages.hand_written import fragments
from .parts.social_card import Font, card_of_disclosure, card_of_portal, chinese_font
from .parts.tallies import Tally, tallies
from .reuse import (
    Kept,
    Lying,
    common_digest,
    read_manifest,
    standing_digest,
    take_over,
    write_manifest,
)
from .templating import render

_FEW = 40
_CHUNK = 25
_MOMENTS = """
select page_url as url, substr(published_at, 1, 10) as day from disclosures
join versions on versions.disclosure_id = disclosures.id and versions.source_id = disclosures.source_id
where published_at is not null"""
_FRAGMENT = re.compile(r"<!--mz:([a-z0-9-]{1,40})-->")


@dataclass(frozen=True, slots=True)
class Made:
    """Record what a task hands back: the addresses of the pages it wrote, which pages of disclosures lie there now, and
    what else may be taken over, by its address; what was counted of every disclosure.
    """

    urls: list[str] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    pages: dict[str, Kept] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)


def build_site(
    database: Path,
    output: Path,
    portal: Portal,
    progress: Reporter | None = None,
    old: Path | None = None,
    engine: Engine | None = None,
    reached: Collection[str] | None = None,
) -> list[str]:
    """Write the static site of `database` into `output`, and beside it what a later build may take over (`reuse`).
    Return the addresses of its pages.

    Reads the database and the pages, styles and scripts of `portal.root/content`. The same database gives the same
    bytes, whether or not there is an `old` site to take pages from that would come out the same. Many pages are made by
    `engine`, where one is given. `reached` names the disclosures of which anything is said that the database of the old site
    does not say; the others are not looked at.
    """
    with closing(connect(database)) as conn:
        ids = [row["id"] for row in fetch(conn, "select id from disclosures order by id")]
        epoch, version = _epoch(conn), data_version(conn)
        moments = {row["url"]: row["day"] for row in fetch(conn, _MOMENTS)}
    with progress.stage("Framing pages") if progress else nullcontext():
        from .frame.material import frame  # MkDocs takes long to import, and workers do without

        shells = frame(portal.part("content"), output, portal, page_kinds.all_shells(), epoch, version)
    hand_written = sorted(output.rglob("index.html"))
    font = _font(progress)
    common = common_digest(portal, [shells[shell.pattern] for shell in page_kinds.shells_of_each()], font)
    known = read_manifest(old, common)
    work = Work(database, output, portal, shells, old, common, font)
    workers = engine if engine and len(ids) > _FEW else InlineEngine()
    urls = [file.parent.relative_to(output).as_posix().strip(".") for file in hand_written]
    lying = Lying(common)
    with progress.stage("Writing pages", len(ids)) if progress else nullcontext(lambda: None) as advance:
        for made in in_order(workers, _do, _tasks(work, ids, hand_written, known, reached)):
            urls += made.urls
            lying.disclosures |= made.kept
            lying.pages |= made.pages
            lying.tallies |= made.tallies
            for _ in made.kept:
                advance()
    write_sitemap(output, portal, urls, moments)
    write_manifest(output, lying)
    return [url.rstrip("/") + "/" if url else "" for url in urls]


def _font(progress: Reporter | None) -> Font | None:
    """Find the font of social cards; tell where there is none."""
    font = chinese_font()
    if progress and not font:
        progress.say(
            "warning: no Chinese font is installed: the cards of links that are passed on are in English"
        )
    return font


Task = tuple[Callable[..., Made], tuple[object, ...]]


def _tasks(
    work: Work,
    ids: list[str],
    hand_written: list[Path],
    known: Lying,
    reached: Collection[str] | None,
) -> Iterator[Task]:
    """Yield everything there is to do; what takes longest in one piece comes first."""
    for number, kind in enumerate(page_kinds.PAGE_KINDS):
        beginnings = {shell.pattern.partition("/")[0] for shell in kind.shells}
        own = {url: kept for url, kept in known.pages.items() if url.partition("/")[0] in beginnings}
        yield from ((write_index, (work, number, share, own)) for share in range(kind.shares))
    feeds = {path: kept for path, kept in known.pages.items() if not path.endswith("/")}
    yield write_files, (work, hand_written, feeds, known.tallies)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        stands = {id_: known.disclosures[id_] for id_ in chunk if id_ in known.disclosures}
        same = frozenset() if reached is None else frozenset(stands) - frozenset(reached)
        yield write_disclosures, (work, chunk, stands, same)


def _do(task: Task) -> Made:
    function, given = task
    return function(*given)


def write_disclosures(work: Work, ids: list[str], known: dict[str, Kept], same: Collection[str] = ()) -> Made:
    """Write the pages of some disclosures; those that are known and would print the same are taken from the old site. Of
    the `same` nothing changed, so the database need not be asked."""
    made = Made()
    with closing(connect(work.database)) as conn:
        for id_ in ids:
            kept = known.get(id_)
            if not (kept and id_ in same and work.old and take_over(kept, work.old, work.output)):
                standing = load_standing(conn, id_)
                digest = standing_digest(standing)
                if not (
                    kept and work.old and kept.digest == digest and take_over(kept, work.old, work.output)
                ):
                    kept = Kept(digest, _write_pages_of(work, load_facts(conn, standing)))
            made.kept[id_] = kept
            made.urls.extend(
                path.rpartition("/")[0] + "/"
                for path in kept.files
                if path.endswith((f"/{PAGE}", f"/{PAGE}.gz"))
            )
    return made


def _write_pages_of(work: Work, facts: Facts) -> dict[str, tuple[int, int]]:
    """Write everything there is one of per disclosure; return the files with their stamps."""
    pages = [page for kind in page_kinds.PAGE_KINDS for page in kind.of_each(facts, work.portal)]
    files = [file for page in pages for file in files_of(page, work)]
    files.append(figures_file(facts))
    files.append((f"d/{facts.id}/card.png", card_of_disclosure(facts, work.portal.title, work.font)))
    return write_all(work, files)


def write_index(work: Work, kind: int, share: int, known: dict[str, Kept]) -> Made:
    """Write a share of the pages of one of `PAGE_KINDS` that show many disclosures; take over those that are made of the same."""
    made = Made()
    with closing(connect(work.database)) as conn:
        for page in page_kinds.PAGE_KINDS[kind].of_all(conn, share):
            made.urls.append(page.url)
            if page.made_of is None:
                write_all(work, files_of(page, work))
                continue
            shell, _ = shell_of(page, work.shells)
            told = (page.made_of, page.title, page.description, repr(shell))
            made.pages[page.url] = kept_or_written(
                work, known.get(page.url), told, partial(files_of, page, work)
            )
    return made


def write_files(
    work: Work, hand_written: list[Path], known: dict[str, Kept], counted: dict[str, Tally]
) -> Made:
    """Write what is no page, and fill the figures into the hand-written pages."""
    with closing(connect(work.database)) as conn:
        made = Made(tallies=tallies(conn, counted))
        for feed in place_feeds(conn, work.portal):
            made.pages[feed.path] = kept_or_written(work, known.get(feed.path), feed.made_of, feed.files)
        rows = all_disclosures(conn)
        for path, data in (*comparison_indexes(conn, rows), english_words_file(rows)):
            write(work.output / path, data)
        departments = len({row["department_id"] for row in rows})
        card = card_of_portal(work.portal.title, departments, len(rows), work.font)
        write(work.output / "card.png", card)
        filled_in = dict(fragments(conn, work.portal, made.tallies))
        release = release_of(conn, work.portal)
        guide = render("llms.txt", "", release=release, metrics=METRICS)
        write(work.output / "llms.txt", guide.encode())
        words = words_of_metrics(Concepts.load(work.portal.part("search")))
        write(work.output / "answer-words.json", json.dumps(words, ensure_ascii=False).encode())
    for file in hand_written:
        text = _FRAGMENT.sub(lambda found: filled_in[found[1]], file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        if work.portal.files_only:
            file.with_suffix(".md").write_bytes(markdown_twin(text.encode()))
    return made


def write_sitemap(output: Path, portal: Portal, urls: list[str], moments: dict[str, str]) -> None:
    """Write the addresses of all pages; of a corrected disclosure's with the day of the correction."""
    days = {url.rstrip("/"): day for url, day in moments.items()}
    pages = sorted(
        (quote(url.rstrip("/")) + "/" if url else "", days.get(url.rstrip("/"), "")) for url in urls
    )
    base = portal.base_url.rstrip("/") + "/"
    text = render("sitemap.xml", "", pages=pages, base=base)
    (output / "sitemap.xml").write_text(text, encoding="utf-8")


def _epoch(conn: sqlite3.Connection) -> int:
    """Return the newest date of publication, which stands for the time of building."""
    newest = fetch(conn, "select max(published_on) as day from disclosures")[0]["day"]
    try:
        day = datetime.date.fromisoformat(newest or "")
    except ValueError:
        return 0
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
