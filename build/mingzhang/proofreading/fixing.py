"""What `mingzhang fix` does: show how a file would read with the figures that are proven put right.

A figure is proven where with it the document agrees and nothing that agreed is broken (`Finding.proven`); it is taken
from the finding's record, and put only where the wrong one is printed exactly once. The file itself is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..checking.report.reviewed import Proofed, line_of, where_printed
from ..checking.spots import find_spot, find_whole, printed_forms
from ..model import Finding
from ..reading import read
from .proofread import UsageError, proofread


@dataclass(frozen=True, slots=True)
class Fix:
    """A figure to be put right: where it stands in its line (characters from 0), how it is printed, what it should be."""

    line: int
    start: int
    end: int
    right: str
    where: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """What can be put right in a file, and what is proven but must be done by hand, a line each."""

    fixes: tuple[Fix, ...]
    by_hand: tuple[str, ...]


def run(path: Path, output: Path | None = None) -> tuple[str, Fixes]:
    """The unified diff of a file (Chinese places in its heads) and what it is made of; `output` takes the corrected text.

    Raises `UsageError` for what cannot be read, and for an `output` of a file that is no text.
    """
    proofed = proofread(path)
    if proofed.error or proofed.disclosure is None:
        raise UsageError(f"{path}: {proofed.error}")
    found = fixes_of(proofed)
    if output is not None:
        if proofed.disclosure.source.carrier != "text":
            raise UsageError(
                f"only text can be written; {path} is not text: put the figures right in it by hand, "
                "or see `mingzhang check --annotate`"
            )
        if output.exists() and output.samefile(path):
            raise UsageError(f"{output} is the file itself: name another one")
        lines = read(path, mask=False).lines
        output.write_text("\n".join(fixed(lines, found.fixes)) + "\n", encoding="utf-8")
    return "\n".join(_diff(proofed, found.fixes)), found


def fixes_of(proofed: Proofed) -> Fixes:
    """The proven figures of a file that was checked."""
    fixes: dict[tuple[int, int], Fix] = {}
    by_hand: list[str] = []
    for finding in proofed.report.findings:
        if not finding.proven or finding.severity not in ("error", "warning"):
            continue
        where = where_printed(proofed, finding) or f"第{finding.source_line}行"
        fix = _fix(proofed, finding, where)
        if fix is None:
            by_hand.append(f"{where}：{finding.found}应为{finding.expected}，须人工改正")
        elif fixes.setdefault((fix.line, fix.start), fix).right != fix.right:
            by_hand.append(f"{where}：{finding.found}有两种改法（{fix.right}），须人工改正")
    return Fixes(tuple(fix for _, fix in sorted(fixes.items())), tuple(dict.fromkeys(by_hand)))


def _fix(proofed: Proofed, finding: Finding, where: str) -> Fix | None:
    """The fix of a finding; None where its figure is not printed exactly once in its line, or changes its sign."""
    text, line = line_of(proofed, finding.source_line), finding.source_line
    try:
        found, right = Decimal(finding.found or ""), Decimal(finding.expected or "")
    except InvalidOperation:
        return None
    spot = None if text is None else find_spot(text, finding.found)
    if line is None or text is None or spot is None or found * right < 0:
        return None
    start, end = spot
    if any(find_whole(text, form, end) >= 0 for form in printed_forms(finding.found)):
        return None
    shown = f"{abs(right):,f}" if "," in text[start:end] else f"{abs(right):f}"
    return Fix(line, start, end, shown, where)


def fixed(lines: Sequence[str], fixes: Iterable[Fix]) -> list[str]:
    """The lines with the figures put right."""
    out = list(lines)
    for fix in sorted(fixes, key=lambda fix: fix.start, reverse=True):
        text = out[fix.line - 1]
        out[fix.line - 1] = text[: fix.start] + fix.right + text[fix.end :]
    return out


def _diff(proofed: Proofed, fixes: Sequence[Fix]) -> Iterator[str]:
    """A unified diff without context; each hunk says where in the document it stands."""
    if fixes:
        yield f"--- {proofed.path}"
        yield f"+++ {proofed.path} (fixed)"
    after = fixed(proofed.lines, fixes)
    for line, where in {fix.line: fix.where for fix in fixes}.items():
        yield f"@@ -{line} +{line} @@ {where}"
        yield f"-{proofed.lines[line - 1]}"
        yield f"+{after[line - 1]}"
