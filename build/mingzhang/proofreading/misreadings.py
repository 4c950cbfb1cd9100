"""A correction kept as a test case: the page or the file that was misread, and what it says.

`mended` in the case is false until the reader has learnt to read it; the test tells when it has.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

from ..history.corrections_register import read_corrections
from ..history.registers import find
from ..model import Document, FileCorrection, NotReadable
from ..reading import read
from ..reading.files import CORRECTIONS, input_files, read_bytes
from ..reading.registry import identify

MOST_BYTES = 4 * 1024 * 1024
"""The largest file kept with a case."""


def write_cases(folders: Sequence[Path], output: Path) -> tuple[list[Path], list[str]]:
    """Write every row of `corrections.csv` in `folders` as a case into `output`: a file and a JSON of the same name.

    Returns the cases and what could not be one, a line each. Raises `OSError` and `FileNotFoundError`.
    """
    problems: list[str] = []
    corrections = read_corrections(find(CORRECTIONS, folders), problems)
    files = {name: path for path, name in input_files(folders).files}
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for one in corrections:
        try:
            written.append(_write_case(one, files, output))
        except (NotReadable, LookupError) as error:
            problems.append(f"{one.row.where}: {error.args[0]}; no case written")
    return written, problems


def _write_case(one: FileCorrection, files: dict[str, Path], output: Path) -> Path:
    path, data = _file_of(one, files)
    row = one.row
    if refused := read(path, data=data, mask=False, corrections=[row]).not_corrected:
        raise LookupError(refused[0].removeprefix(f"{row.where}: ").removesuffix("; row left out"))
    document = read(path, data=data, mask=False)
    line, text = row.line, document.lines[row.line - 1]
    if document.source.carrier == "pdf" and document.places[line - 1].page:
        data = _page_alone(data, document.places[line - 1].page or 1)
        line = _line_of(text, read(path, data=data, mask=False))
    if len(data) > MOST_BYTES:
        raise LookupError(f"{one.file} is larger than {MOST_BYTES // 2**20} MB")
    name = f"{document.source.id[:12]}-L{row.line}" + (f"c{row.nth}" if row.nth else "")
    kept = output / f"{name}{path.suffix.lower()}"
    kept.write_bytes(data)
    case = {
        "file": kept.name, "line": line, "cell": row.nth, "read": row.read, "right": row.right,
        "by": row.who, "on": row.when, "mended": False,
    }  # fmt: skip
    target = output / f"{name}.json"
    target.write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _file_of(one: FileCorrection, files: dict[str, Path]) -> tuple[Path, bytes]:
    """The file that a row means. Raises `LookupError`."""
    if one.file in files:
        return files[one.file], read_bytes(files[one.file])
    for name, path in files.items():
        data = read_bytes(path)
        if one.is_of(name, identify(path, name, data).id):
            return path, data
    raise LookupError(f"no file {one.file} among the inputs")


def _page_alone(data: bytes, number: int) -> bytes:
    """A page of a PDF as a PDF of its own."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    writer, out = PdfWriter(), io.BytesIO()
    try:
        writer.add_page(PdfReader(io.BytesIO(data)).pages[number - 1])
        writer.write(out)
    except (PyPdfError, IndexError) as error:
        raise LookupError("the page cannot be taken out of its PDF") from error
    return out.getvalue()


def _line_of(text: str, document: Document) -> int:
    """Which line of a page is the one with a text. Raises `LookupError`."""
    for number, line in enumerate(document.lines, start=1):
        if line == text:
            return number
    raise LookupError("the page alone reads otherwise than within its file")
