"""Framing: MkDocs-Material makes the hand-written pages of content/ and one stand-in per kind of generated page."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from ...interruptions import tidied_by
from ...portal import Portal, starter_root
from . import mkdocs_hook
from .asset_names import name_by_content
from .shell import STAND_IN, Kind, Shell, take_shells
from .shortening import shorten_assets

_NOT_PAGES = ("mkdocs.yml", "overrides", ".keep")


def frame(
    content: Path, output: Path, portal: Portal, kinds: Sequence[Kind], epoch: int, version: str = ""
) -> dict[str, Shell]:
    """Write the hand-written pages, styles and scripts of `content` to `output`; return the shells of `kinds`.

    `epoch` (seconds) stands for the time of building: the same data, the same bytes. `version` is that of the data, for
    citing hand-written pages; what is filled into a shell has a version of its own.
    """
    temporary = tempfile.TemporaryDirectory(prefix="mingzhang-frame-")
    with tidied_by(temporary.cleanup), temporary as name:
        folder = Path(name)
        _lay_out(folder, content, kinds)
        _run_mkdocs(folder, output, portal, epoch, version)
    # Material's own scripts, styles and pictures, which overrides/main.html does without: a megabyte nobody would load.
    for unused in ("javascripts", "stylesheets", "images"):
        shutil.rmtree(output / "assets" / unused, ignore_errors=True)
    # What reads the index of search must be of the program that wrote it, also where `content` was copied from an older one.
    for script in (starter_root() / "content" / "assets").glob("search*.js"):
        shutil.copy(script, output / "assets")
    shorten_assets(output / "assets")
    name_by_content(output)
    # MkDocs' list of pages knows the framed ones only; building.py writes the whole.
    (output / "sitemap.xml.gz").unlink(missing_ok=True)
    return take_shells(output, kinds)


def _lay_out(folder: Path, content: Path, kinds: Iterable[Kind]) -> None:
    """Lay out what MkDocs builds from; `content` itself is never written to."""
    docs = folder / "docs"
    shutil.copytree(content, docs, ignore=shutil.ignore_patterns(*_NOT_PAGES))
    shutil.copytree(content / "overrides", folder / "overrides")
    shutil.copy(content / "mkdocs.yml", folder / "mkdocs.yml")
    for kind in kinds:
        stub = docs / kind.url(STAND_IN) / "index.md"
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(_front_matter(kind), encoding="utf-8")


def _front_matter(kind: Kind) -> str:
    meta = {
        "title": "MZ-TITLE",
        "description": "MZ-DESCRIPTION",
        "hide": ["navigation", "toc"] if kind.bare else ["navigation"],
        "lang": kind.lang,
        "alternate": kind.alternate.replace("*", STAND_IN),
        "stand_in": True,
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", ""])


def _run_mkdocs(folder: Path, output: Path, portal: Portal, epoch: int, version: str) -> None:
    # Material prints a notice about MkDocs' future on every start otherwise; it is not for a portal's maker.
    with _environment(SOURCE_DATE_EPOCH=str(epoch), NO_MKDOCS_2_WARNING="1"), _quiet():
        config = load_config(
            config_file=str(folder / "mkdocs.yml"),
            docs_dir=str(folder / "docs"),
            site_dir=str(output),
            site_name=portal.title,
            site_description=portal.description,
            site_url=portal.base_url,
            hooks=[mkdocs_hook.__file__],
        )
        config.extra["notice"] = portal.notice
        config.extra["contact"] = portal.contact
        config.extra["licence"] = portal.licence
        config.extra["version"] = version
        build(config)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
