"""Made-up accounts passed through the programs that people extract text with, read back and scored by shape:
`python benchmarks/extractors.py --documents 6 --tools /path/to/venv/bin`.

Each account becomes a web page, from it a Word file (pandoc) and a PDF (Chromium), and these become text. A program
that is not installed leaves its shapes out; none is a dependency of the project. `--source real.pdf --gold cells.csv`
scores one real PDF instead, through the shapes that begin with a PDF.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.cases import case
from generator.comparison import Part, compare
from generator.document import draft
from generator.elements import Cells, PageEnd
from generator.expectation import expected
from generator.layouts import ELSEWHERE, LAYOUTS
from mingzhang.model import NotADisclosure
from mingzhang.parsing import parse
from mingzhang.reading import read
from tools import chromium

PARTS = ("cells", "sections", "key_figures", "execution", "offices", "forms")
KEPT, ALIGNED, LOST = 0.995, 0.97, 0.99
"""The goals: F1 of the cells where the structure survives, where blanks align or part them, and their precision where
it does not survive."""
RULED = "table{border-collapse:collapse} td{border:1px solid #000;padding:1px 3px}"
_FIGURE = re.compile(r"-?[0-9][0-9,]*\.[0-9]+")
PRINTED = "body{font:9pt 'Noto Sans CJK SC'} p{margin:2pt 0} table{width:100%} tr{break-inside:avoid} @page{size:A4 landscape}"
HEADINGS = {"part": "h1", "heading": "h2", "subheading": "h3"}


@dataclass(frozen=True)
class Shape:
    """A way of a document to text: what it begins with, the command, and what becomes of the cells."""

    name: str
    source: str
    command: tuple[str, ...]
    kind: str = "kept"


def _pandoc(source: str, to: str) -> Shape:
    return Shape(f"{source} → pandoc {to}", source, ("pandoc", "{}", "-t", to))


SHAPES = (
    *(_pandoc("html", to) for to in ("plain", "markdown", "gfm", "rst", "asciidoc", "latex", "mediawiki")),
    _pandoc("html", "markdown-simple_tables-pipe_tables-multiline_tables"),
    *(_pandoc("docx", to) for to in ("plain", "markdown", "rst")),
    Shape("html → html2text", "html", ("html2text", "{}")),
    Shape("html → markitdown", "html", ("markitdown", "{}")),
    Shape("docx → markitdown", "docx", ("markitdown", "{}")),
    Shape("docx → docx2txt", "docx", ("docx2txt", "{}")),
    Shape("pdf → pdftotext -layout", "pdf", ("pdftotext", "-layout", "{}", "-"), "aligned"),
    Shape("pdf → pdfplumber layout", "pdf", ("pdfplumber", "{}", "--format", "text"), "aligned"),
    Shape("pdf → pdftotext -raw", "pdf", ("pdftotext", "-raw", "{}", "-"), "aligned"),
    Shape("pdf → pdftotext", "pdf", ("pdftotext", "{}", "-"), "lost"),
    Shape("pdf → markitdown", "pdf", ("markitdown", "{}"), "lost"),
)


def page(elements: tuple[object, ...]) -> str:
    """A web page of a document's elements; the rows of a table are as wide as the widest."""
    out = [
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title><style>{RULED}</style></head><body>'
    ]
    for element in elements:
        if isinstance(element, PageEnd):
            continue
        if isinstance(element, Cells):
            width = max(map(len, element.rows))
            rows = (
                _caption(row, width)
                if n < element.head and 0 < sum(map(bool, row)) < 3 and row[0]
                else "".join(_cell(c) for c in (*row, *[""] * (width - len(row))))
                for n, row in enumerate(element.rows)
            )
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            tag = HEADINGS.get(element.kind, "p")
            out.append(f"<{tag}>{escape(element.text)}</{tag}>")
    return "\n".join((*out, "</body></html>"))


def _caption(row: tuple[str, ...], width: int) -> str:
    """A row of one or two words above the head: the first is as wide as the room before the second."""
    at = next((i for i, cell in enumerate(row) if i and cell), width)
    rest = f"<td colspan='{width - at}'>{escape(row[at])}</td>" if at < width else ""
    return f"<td colspan='{at}'>{escape(row[0])}</td>{rest}"


def _cell(text: str) -> str:
    """A cell; figures stand at the right, as accounts print them."""
    return f"<td align='right'>{text}</td>" if _FIGURE.fullmatch(text) else f"<td>{escape(text)}</td>"


def sources_of(html: str, folder: Path) -> dict[str, Path]:
    """The page, and what pandoc and Chromium make of it."""
    paths = {kind: folder / f"account.{kind}" for kind in ("html", "docx", "pdf")}
    paths["html"].write_text(html, encoding="utf-8")
    subprocess.run(["pandoc", paths["html"], "-o", paths["docx"]], check=True)
    printed = folder / "printed.html"
    printed.write_text(html.replace("</head>", f"<style>{PRINTED}</style></head>"), encoding="utf-8")
    subprocess.run(
        [
            chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={paths['pdf']}", printed.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return paths


def text_of(shape: Shape, source: Path, tools: str) -> str | None:
    """What the program prints; None where it is not installed."""
    name, *arguments = shape.command
    program = shutil.which(name, path=tools) or shutil.which(name)
    if program is None:
        return None
    filled = [argument.replace("{}", str(source)) for argument in arguments]
    done = subprocess.run([program, *filled], check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


def score(text: str, wanted: object, folder: Path) -> dict[str, Part]:
    """Read the text and compare; a refused document has given nothing back."""
    path = folder / "account.txt"
    path.write_text(text, encoding="utf-8")
    try:
        return compare(wanted, parse(read(path)))
    except NotADisclosure as refusal:
        print(f"  refused: {refusal}")
        return {}


def f1(parts: list[Part]) -> float:
    total = sum(p.expected + p.found for p in parts)
    return 2 * sum(p.hits for p in parts) / total if total else 1.0


def precision(parts: list[Part]) -> float:
    found = sum(p.found for p in parts)
    return sum(p.hits for p in parts) / found if found else 1.0


def documents(count: int, seed: int) -> Iterator[tuple[str, object, str]]:
    """Name, what is expected and the page of each document: every look by turns."""
    looks = [look for look in (*LAYOUTS, *ELSEWHERE) if look.tables]
    for i in range(count):
        look = looks[(seed + i) % len(looks)]
        made = case(seed * 1000 + i, look, frozenset())
        yield look.name, expected(made.facts, look), page(draft(made.facts, look, frozenset()).elements)


def _show(name: str, shape: Shape, result: dict[str, Part], shown: str) -> None:
    part = result.get(shown)
    if part and (part.missed or part.extra):
        print(f"  {name}, {shape.name}:", *part.missed, "  but found", *part.extra, sep="\n    ")


def measure(options: argparse.Namespace) -> dict[Shape, list[dict[str, Part]]]:
    """The outcome of every document in every shape."""
    results: dict[Shape, list[dict[str, Part]]] = {}
    for name, wanted, html in documents(options.documents, options.seed):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(options.keep) / name if options.keep else Path(place)
            folder.mkdir(parents=True, exist_ok=True)
            paths = sources_of(html, folder)
            for shape in SHAPES:
                if options.only not in shape.name:
                    continue
                text = text_of(shape, paths[shape.source], options.tools)
                if text is not None:
                    if options.keep:
                        (folder / f"{shape.name.replace(' ', '_')}.txt").write_text(text, encoding="utf-8")
                    result = score(text, wanted, folder)
                    _show(name, shape, result, options.show)
                    results.setdefault(shape, []).append(result)
    return results


_MET: dict[str, Callable[[list[Part]], bool]] = {
    "kept": lambda parts: f1(parts) >= KEPT,
    "aligned": lambda parts: f1(parts) >= ALIGNED,
    "lost": lambda parts: precision(parts) >= LOST,
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tools", default="", help="a folder of programs asked before PATH")
    options.add_argument("--only", default="", help="shapes whose name has these words")
    options.add_argument("--show", default="", help="print what was missed of this part")
    options.add_argument("--keep", default="", help="a folder to leave the files in")
    chosen = options.parse_args()
    started = time.perf_counter()
    missed = 0
    results = measure(chosen)
    print(f"\n{'shape':<60}{'n':>3} {'precision':>10} " + " ".join(f"{part[:9]:>9}" for part in PARTS))
    for shape, outcomes in results.items():
        by_part = {part: [o[part] for o in outcomes if part in o] for part in PARTS}
        good = _MET[shape.kind](by_part["cells"])
        missed += not good
        figures = " ".join(f"{f1(by_part[part]):>9.4f}" for part in PARTS)
        mark = "" if good else "  below its goal"
        print(f"{shape.name:<60}{len(outcomes):>3} {precision(by_part['cells']):>10.4f} {figures}{mark}")
    print(f"{chosen.documents} documents, seed {chosen.seed}, {time.perf_counter() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
