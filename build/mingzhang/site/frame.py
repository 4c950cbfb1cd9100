"""Framing: MkDocs-Material makes a site of stubs, ready bodies and the hand-written pages of content/."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from ..portal import Portal
from . import hook
from .pages import Page, write_page

_NOT_PAGES = ("mkdocs.yml", "overrides", ".keep")


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Where a site is put together: `docs` for MkDocs, `bodies` beside it, `fragments` for hand-written pages."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def bodies(self) -> Path:
        return self.root / "bodies"

    @property
    def fragments(self) -> Path:
        return self.root / "fragments"

    def add(self, page: Page) -> None:
        write_page(page, self.docs, self.bodies)

    def add_file(self, path: str, content: bytes) -> None:
        """A file of the site that is no page, such as a download."""
        file = self.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def add_fragment(self, name: str, html: str) -> None:
        (self.fragments / f"{name}.html").write_text(html, encoding="utf-8")


def lay_out(root: Path, content: Path) -> Scaffold:
    """A scaffold in `root` with the hand-written pages and assets of `content` (which is never written to)."""
    scaffold = Scaffold(root)
    shutil.copytree(content, scaffold.docs, ignore=shutil.ignore_patterns(*_NOT_PAGES))
    shutil.copytree(content / "overrides", root / "overrides")
    shutil.copy(content / "mkdocs.yml", root / "mkdocs.yml")
    scaffold.bodies.mkdir()
    scaffold.fragments.mkdir()
    return scaffold


def frame(scaffold: Scaffold, output: Path, portal: Portal, epoch: int) -> None:
    """Build the site into `output`. `epoch` (seconds) stands for the time of building: the same data, the same bytes."""
    # Material prints a notice about MkDocs' future on every start otherwise; it is not for a portal's maker.
    with _environment(SOURCE_DATE_EPOCH=str(epoch), NO_MKDOCS_2_WARNING="1"), _quiet():
        config = load_config(
            config_file=str(scaffold.root / "mkdocs.yml"),
            docs_dir=str(scaffold.docs),
            site_dir=str(output),
            site_name=portal.title,
            site_description=portal.description,
            site_url=portal.base_url,
            hooks=[hook.__file__],
        )
        config.extra["bodies"] = str(scaffold.bodies)
        config.extra["fragments"] = str(scaffold.fragments)
        config.extra["notice"] = portal.notice
        config.extra["contact"] = portal.contact
        config.extra["licence"] = portal.licence
        build(config)
    # Material's own scripts, which overrides/main.html does without: a megabyte nobody would load.
    shutil.rmtree(output / "assets" / "javascripts", ignore_errors=True)


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
