"""LaTeX's tables: `\\begin{tabular}` (longtable, tabularx …) to its end, cells parted by `&`, rows by `\\\\`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Row, TextLine
from .contract import MAX_CELLS, MOST_LINES, Found

NAME = "latex"
_BEGIN = re.compile(r"\\begin\{((?:long|super)?tab(?:ular|le|bing)?[a-z]{0,2}\*?|xltabular|ctabular)\}")
_CAPTION = re.compile(r"\\caption\*?(?:\[[^\]]{0,100}\])?\{([^{}]{0,200})\}")
_MULTI = re.compile(r"\\multi(column|row)\{([0-9]{1,2})\}(?:\[[^\]]{0,20}\])?\{[^{}]{0,80}\}\{")
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|noalign\{[^{}]*\}|centering"
    r"|cline\{[^{}]*\}|cmidrule(?:\([^)]*\))?\{[^{}]*\}|tabularnewline\b(?=$)|arraybackslash|raggedright|raggedleft)(?:\[[^\]]*\])?"
)
_WRAPPED = re.compile(
    r"\\(?:text(?:bf|it|sf|rm|tt)|emph|makecell|textrm|mbox|num)(?:\[[^\]]*\])?\{([^{}]*)\}"
)
_MINIPAGE = re.compile(r"\\(?:begin\{minipage\}(?:\[[^\]]*\])?\{[^{}]*\}|end\{minipage\}|strut)")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_ROW_END = re.compile(r"\\\\(?:\[[^\]]{0,12}\]|\*)?|\\tabularnewline")
_CELL_END = re.compile(r"(?<!\\)&")


def opens(line: str) -> bool:
    """Whether a line opens a table."""
    return "\\begin{" in line and _BEGIN.search(line) is not None


def read(lines: Sequence[str], at: int) -> Found | None:
    """The table up to the end of its environment; captions are lines of words. A head that is printed a second time
    for further pages is left out."""
    begin = _BEGIN.search(lines[at])
    closing = f"\\end{{{begin[1]}}}" if begin else ""
    end = next((n for n in range(at, min(at + MOST_LINES, len(lines))) if closing in lines[n]), None)
    if end is None:
        return None
    content: list[Row | TextLine] = []
    begun, pending = at + 1, ""
    for n in range(at + 1, end):
        line = lines[n]
        if caption := _CAPTION.search(line):
            content.append(TextLine(n + 1, _clean(caption[1])))
            line = line.replace(caption.group(), "")
            line = _ROW_END.sub("", line) if "&" not in line else line
        if "\\endfirsthead" in line:
            pending, again = "", next((k for k in range(n, end) if "\\endhead" in lines[k]), n)
            lines = [*lines[: n + 1], *[""] * (again - n), *lines[again + 1 :]]
        line = _RULES.sub(" ", line)
        if _BEGIN.search(line) or "\\end{" in line:
            continue
        pieces = _ROW_END.split(line)
        for piece in pieces[:-1]:
            content += _row(f"{pending} {piece}", begun)
            pending, begun = "", n + 1
        begun = begun if pending.strip() else n + 1
        pending = f"{pending} {pieces[-1]}"
    content += _row(pending, begun)
    return Found(content, end + 1)


def _row(text: str, line: int) -> list[Row]:
    if not text.strip():
        return []
    cells: list[str] = []
    for piece in _CELL_END.split(text)[:MAX_CELLS]:
        multi = _MULTI.search(piece)
        cells.append(_clean(piece[multi.end() :].rpartition("}")[0] if multi else piece))
        if multi and multi[1] == "column":
            cells += [""] * (min(int(multi[2]), 40) - 1)
    return [Row(line, tuple(cells))] if any(cells) else []


def _clean(text: str) -> str:
    text = _MINIPAGE.sub(" ", text)
    for _ in range(3):
        text = _WRAPPED.sub(r"\1", text)
    return " ".join(_ESCAPED.sub(r"\1", text).replace("~", " ").replace("\\ ", " ").strip().split()).strip(
        "{}"
    )
