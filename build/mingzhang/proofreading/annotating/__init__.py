"""A copy of a file with its findings as comments where they stand: a PDF or a Word document, each by its library.

The file itself is never written into; the libraries are loaded only here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ...checking.report.reviewed import LEVELS, Proofed
from ...model import Finding
from ...reading.files import read_bytes
from .comments import CannotAnnotate, Comment

__all__ = ["CannotAnnotate", "annotate"]


def annotate(proofed: Proofed, output: Path) -> int:
    """Write a copy of a file that was checked, its findings as comments; returns how many.

    Raises `CannotAnnotate` and `OSError`.
    """
    carrier = proofed.disclosure.source.carrier if proofed.disclosure else ""
    write = _WRITERS.get(carrier)
    if write is None:
        raise CannotAnnotate(
            f"--annotate writes into PDF and Word files (.docx), and {proofed.path} is neither: "
            "the report names the place of each finding"
        )
    if output.suffix.lower() != f".{carrier}":
        raise CannotAnnotate(f"the copy of {proofed.path} is a .{carrier} file: name it so")
    if output.exists() and output.samefile(proofed.path):
        raise CannotAnnotate(f"{output} is the file that was checked: name another one for the copy")
    comments = [(finding, _said(finding)) for finding in proofed.findings]
    output.write_bytes(write(read_bytes(proofed.path), comments))
    return len(comments)


def _said(finding: Finding) -> str:
    return f"{LEVELS[finding.severity]}（{finding.rule_id}）：{finding.sentence}"


def _on_pdf(data: bytes, comments: list[Comment]) -> bytes:
    from .pdf_comments import commented

    return commented(data, comments)


def _on_word(data: bytes, comments: list[Comment]) -> bytes:
    from .word_comments import commented

    return commented(data, comments)


_WRITERS: Mapping[str, Callable[[bytes, list[Comment]], bytes]] = {"pdf": _on_pdf, "docx": _on_word}
"""What writes comments, by carrier."""
