"""What is written for people holds: links lead somewhere, paths exist, both READMEs and all versions agree."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from markdown.extensions.toc import slugify

import mingzhang
from mingzhang.commands.program import main
from places import ROOT

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", ".github/*.md", "disclosures/*.md", "search/**/*.md")
    for path in ROOT.glob(pattern)
)
_CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?)(?: *\{: *#([\w-]+) *\})?$", re.MULTILINE)
_PATH = re.compile(
    r"`((?:build|tests|docs|content|search|benchmarks|locks|disclosures|\.ci|\.github)/[\w./-]+)`"
)


def prose_of(page: Path) -> str:
    """A page without its blocks of code."""
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts and MkDocs make them."""
    return {own or slugify(title, "-") for title, own in _HEADING.findall(prose_of(page))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_paths_of_a_page_lead_somewhere(page: Path) -> None:
    lost = []
    for link in _LINK.findall(prose_of(page)):
        if "://" in link or link.startswith("mailto:"):
            continue
        target, anchor = urldefrag(unquote(link))
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors_of(file)):
            lost.append(link)
    roots = (ROOT, ROOT / "build" / "mingzhang")
    lost += [
        path
        for path in _PATH.findall(prose_of(page))
        if "NAME" not in path and not any((root / path).exists() for root in roots)
    ]
    assert lost == []


@pytest.mark.slow
def test_docs_build_as_a_site_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(ROOT / ".ci" / "docs.yml"), "-d", str(tmp_path)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} <= {
        page.stem for page in tmp_path.glob("*.html")
    }


def test_the_first_page_of_docs_leads_to_every_other() -> None:
    folder = ROOT / "docs"
    linked = {link.partition("#")[0] for link in _LINK.findall(prose_of(folder / "index.md"))}
    others = {page.relative_to(folder).as_posix() for page in folder.rglob("*.md")} - {"index.md"}
    assert others - linked == set(), "docs/index.md must link to it"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_every_command(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `mingzhang (\w+)", text, re.MULTILINE)) == set(main.commands)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_first_build_prints_what_the_readme_shows(name: str, first_build: list[str]) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (shown,) = (block for block in text.split("```") if block.startswith("\nReading"))
    assert as_shown(shown.strip()) == first_build


def as_shown(printed: str) -> list[str]:
    """Lines without what differs from one machine and sample to another: numbers and where the portal lies."""
    return re.sub(r"(portal in|--output) \S+", r"\1 …", re.sub(r"\d+", "N", printed)).splitlines()


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that building the sample prints, numbers left open."""
    built = subprocess.run(
        [sys.executable, "-m", "mingzhang.cli", "build", str(ROOT / "disclosures"), "--output", "portal"],
        cwd=tmp_path_factory.mktemp("first"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True,
    )  # fmt: skip
    return as_shown(built.stdout)


def test_the_two_readmes_are_twins() -> None:
    english, chinese = ((ROOT / n).read_text(encoding="utf-8") for n in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^#+ ", r"^```", r"^\| ", r"^!\[", r"^\* "):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (english, chinese)]
        assert counts[0] == counts[1], pattern


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(
        r"^## (\d\S*) \((\d{4}-\d\d-\d\d)\)$",
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert newest is not None
    assert newest.groups() == (citation["version"], citation["date-released"].isoformat())
    assert citation["version"] == mingzhang.__version__
    assert f'version = "{mingzhang.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_public_ci_runs_what_our_own_runs() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    steps = [step.get("run") for job in workflow["jobs"].values() for step in job["steps"]]
    assert ".ci/run" in steps


PACKAGE = ROOT / "build" / "mingzhang"
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert failed == 0
    assert tried > 0
