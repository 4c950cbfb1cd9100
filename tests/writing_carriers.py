"""One account written in any carrier by the tools people use: Word, workbook, web page, PDF printed by Chromium."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import docx
import xlsxwriter
from docx.table import _Cell

from mingzhang.layout import with_blocks
from mingzhang.model import Disclosure, Grid
from mingzhang.reading import read
from tools import chromium, soffice, weasyprint

MOST_COLUMNS = 40
Part = str | list[list[str]]
"""A line of words, or a table."""

RULED = "table{border-collapse:collapse} td{border:1px solid #000;padding:1px 3px}"
OPEN_SIDED = RULED + " td:first-child{border-left:0} td:last-child{border-right:0}"
FILLED = "table{border-collapse:collapse;background:#000} td{background:#fff;border:1px solid #000}"
SIDEWAYS = RULED + " @page{size:A4 landscape}"


def parts_of(path: Path) -> list[Part]:
    """The lines and tables of a text, in order."""
    return [
        [list(row.cells) for row in block.rows] if isinstance(block, Grid) else block.text
        for block in with_blocks(read(path)).blocks
    ]


def as_docx(parts: Iterable[Part], path: Path) -> None:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        document.add_paragraph()  # Word makes one of two tables that touch
        width = max(map(len, part))
        table = document.add_table(len(part), width)
        table.style = "Table Grid"
        for printed, row in zip(
            table._tbl.tr_lst, part, strict=True
        ):  # `table.cell` counts all cells anew each time
            for cell, text in zip(printed.tc_lst, row, strict=False):
                _Cell(cell, table).text = text
    document.add_paragraph()  # Word ends every document with a paragraph; without one LibreOffice loses the last table
    document.save(str(path))


def as_html(parts: Iterable[Part], path: Path, style: str = RULED) -> None:
    """A page; the rows of a table are as wide as the widest."""
    out = [f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>']
    for part in parts:
        if isinstance(part, str):
            out.append(f"<p>{escape(part)}</p>")
            continue
        width = max(map(len, part))
        rows = ("".join(f"<td>{escape(c)}</td>" for c in (*row, *[""] * (width - len(row)))) for row in part)
        out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    path.write_text("\n".join((*out, "</body></html>")), encoding="utf-8")


def as_pdf(parts: Iterable[Part], path: Path, style: str = RULED) -> None:
    """A page printed by Chromium."""
    page = path.with_suffix(".page.html")
    as_html(parts, page, style + " body{font:9pt 'Noto Sans CJK SC'} p{margin:2pt 0} tr{break-inside:avoid}")
    subprocess.run(
        [
            chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={path.with_suffix('.profile')}", f"--print-to-pdf={path}", page.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


HEADED = RULED + (
    " @page{size:A4;margin:18mm 15mm;@top-center{content:'决算公开文本';font-size:8pt}"
    "@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页';font-size:8pt}}"
    " body{font:9pt 'Noto Sans CJK SC'} p{margin:2pt 0}"
)
"""Pages with a running title and numbers; rows are broken where a page ends."""


def as_printed_by_weasyprint(parts: Iterable[Part], path: Path, style: str = HEADED) -> None:
    """A page printed by WeasyPrint."""
    page = path.with_suffix(".page.html")
    as_html(parts, page, style)
    subprocess.run([weasyprint(), str(page), str(path)], check=True, capture_output=True, timeout=600)


def as_made_by_libreoffice(parts: Iterable[Part], path: Path) -> None:
    """What LibreOffice makes of a Word document: a PDF, or Word's former format, by the suffix of `path`."""
    document = path.with_suffix(".docx")
    as_docx(parts, document)
    _converted_by_libreoffice(document, path)


def _converted_by_libreoffice(document: Path, path: Path) -> None:
    subprocess.run(
        [
            soffice(), f"-env:UserInstallation={path.with_suffix('.profile').as_uri()}", "--headless",
            "--convert-to", path.suffix[1:], "--outdir", str(path.parent), str(document),
        ],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip


def as_xlsx(parts: Iterable[Part], path: Path) -> None:
    """A sheet for the words and one for each table, with the lines before it that name it; figures are numbers."""
    workbook = xlsxwriter.Workbook(str(path))
    sheet, at, titled = workbook.add_worksheet("正文"), 0, False
    number = 0
    for part in parts:
        if isinstance(part, str):
            if titled:
                number += 1
                sheet, at, titled = workbook.add_worksheet(f"文{number:02d}"), 0, False
            sheet.write_string(at, 0, part)
            at += 1
            continue
        titled = True
        for row in part:
            for column, text in enumerate(row):
                if text:
                    sheet.write(at, column, figure if (figure := _figure(text)) is not None else text)
            at += 1
    workbook.close()


def as_printed_sheets(parts: Iterable[Part], path: Path, across: bool = False) -> None:
    """A workbook printed by LibreOffice, its tables wider than the page: the left columns on some pages, the others on
    pages after them; or, `across`, beside each other page by page, with a running title and numbers."""
    book = path.with_suffix(".xlsx")
    workbook = xlsxwriter.Workbook(str(book))
    font = {"font_name": "Noto Sans CJK SC", "font_size": 8}
    words = workbook.add_format({**font, "text_wrap": True})
    title, cell = workbook.add_format(font), workbook.add_format({**font, "text_wrap": True, "border": 1})
    lines: list[str] = []
    for number, part in enumerate((*parts, [])):
        if isinstance(part, str):
            lines.append(part)
            continue
        titles = lines[-5:] if part else []
        if prose := lines[: len(lines) - len(titles)]:
            sheet = workbook.add_worksheet(f"文{number}")
            sheet.set_column(0, 0, 80)
            for at, line in enumerate(prose):
                sheet.write_string(at, 0, line, words)
                sheet.set_row(at, 14 * (1 + len(line) // 40))
        lines = []
        if not part:
            break
        sheet = workbook.add_worksheet(f"表{number}")
        sheet.set_paper(9)  # A4
        sheet.set_column(0, MOST_COLUMNS, 16)
        if across:
            sheet.print_across()
            sheet.set_header("&C部门决算公开")
            sheet.set_footer("&C第 &P 页")
        for at, line in enumerate(titles):
            sheet.write_string(at, 0, line, title)
        width = max(map(len, part))
        for at, row in enumerate(part, start=len(titles)):
            sheet.set_row(at, 22)
            for column, text in enumerate((*row, *[""] * (width - len(row)))):
                sheet.write_string(at, column, text, cell)
    workbook.close()
    _converted_by_libreoffice(book, path)


def _figure(text: str) -> float | None:
    try:
        return float(text.replace(",", "")) if "." in text or "," in text else None
    except ValueError:
        return None


def statement_cells(disclosure: Disclosure) -> set[tuple[object, ...]]:
    """Every figure of the nine statements with what names it."""
    return {
        (s.number, *sorted(map(str, row.keys.items())), row.code, row.item, column, amount)
        for s in disclosure.statements
        for row in s.rows
        for column, amount in row.figures.items()
        if amount is not None
    }


def facts(disclosure: Disclosure) -> dict[str, Sequence[object]]:
    """What a disclosure says beside its statements, without places."""
    return {
        "identity": [disclosure.identity.name, disclosure.identity.fiscal_year, disclosure.identity.scope],
        "status": [(s.number, s.status) for s in disclosure.statements],
        "key_figures": sorted((k.metric, k.value, k.origin) for k in disclosure.key_figures),
        "items": [(i.code, i.initial_budget, i.final, i.completion_pct) for i in disclosure.execution_items],
        "structure": [(i.code, i.amount, i.share_pct) for i in disclosure.structure_items],
        "projects": [(p.name, p.budget, p.executed) for p in disclosure.projects],
        "forms": [(f.kind, f.name, f.score, len(f.indicators)) for f in disclosure.forms],
        "terms": [t.term for t in disclosure.terms],
    }
