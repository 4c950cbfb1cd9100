"""Text as it is compared: folded character by character, so that every offset can be traced back.

Standard library only; ranges are spelled out so that the browser's copy agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ...traditional import simplified

HAN = r"々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTERS = r"a-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\u30ff\uac00-\ud7af"
_BLANKS = r" \u200b-\u200d\ufeff"
_QUOTES = "\"'`“”‘’„‟「」『』〝〞〟﹁﹂﹃﹄"
_DROPPED = _BLANKS + _QUOTES
_WORD = f"[0-9{LETTERS}]"

# Blanks and quotation marks are dropped, except that one stays between two words of Latin letters or digits:
# what remains of a run of them after its first character always matches the first branch.
DROP = re.compile(f"(?<!{_WORD})[{_DROPPED}]+|[{_DROPPED}]+(?!{_WORD}|[{_DROPPED}])")
THOUSANDS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")  # 4,916.71
POINT = re.compile(f"(?<=[0-9])[{_DROPPED}]*\\.[{_DROPPED}]*(?=[0-9])")  # 0. 1 is one number, as in a text
WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")  # ４，９１６ is a number, 100，200 are two
RUN = re.compile(f"[{HAN}]+|[0-9]+(?:\\.[0-9]+)*|[{LETTERS}]+")


class _Fold(dict[int, str]):
    """What `str.translate` asks: each character folded alone, so that offsets can be kept; filled as met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """NFKC, lower case, simplified. A tab or newline stays: it parts cells. ① is not glued to its neighbours."""
    if character in "\t\n，" or "\ud800" <= character <= "\udfff":
        return "，" if character == "，" else "\n"
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " " if unicodedata.category(character) == "Zs" else "\n"
    folded = unicodedata.normalize("NFKC", character).lower()
    if not character.isdecimal() and any("0" <= c <= "9" for c in folded):
        return f"\n{folded}\n"
    return "".join(simplified().get(c, c) for c in folded)


FOLD = _Fold()


def fold(text: str) -> str:
    """Each character folded, nothing dropped yet."""
    if "，" in text:
        text = WIDE_COMMA.sub(",", text)
    return text.translate(FOLD)


def tidy(folded: str) -> str:
    """Folded text without thousands commas, quotation marks and blanks that part nothing."""
    if "," in folded:
        folded = THOUSANDS.sub(lambda number: number[0].replace(",", ""), folded)
    return DROP.sub("", folded)


def normalise(text: str) -> str:
    """`text` as it is compared: NFKC, lower case, simplified, without quotation marks, blanks and thousands commas.

    >>> normalise("４,９１６.71 萬元，“三公” 经费")
    '4916.71万元，三公经费'
    """
    return tidy(fold(text))


def origins(text: str) -> tuple[str, Sequence[int]]:
    """The normalised text and, for each of its characters, the offset in `text` it came from."""
    joined = WIDE_COMMA.sub(",", text) if "，" in text else text
    plain = joined.translate(FOLD)
    origin: Sequence[int] = range(len(plain))
    if len(plain) != len(joined):  # no character folds to nothing, so as many mean one for one
        origin = [offset for offset, character in enumerate(joined) for _ in FOLD[ord(character)]]
    if "," in plain:
        commas = (i for m in THOUSANDS.finditer(plain) for i in range(*m.span()) if plain[i] == ",")
        plain, origin = _without(plain, origin, ((i, i + 1) for i in commas))
    return _without(plain, origin, (m.span() for m in DROP.finditer(plain)))


def _without(text: str, origin: Sequence[int], spans: Iterable[tuple[int, int]]) -> tuple[str, Sequence[int]]:
    """A text and its offsets without the characters of the spans, which rise."""
    kept, offsets, at = list[str](), list[int](), 0
    for start, end in spans:
        kept.append(text[at:start])
        offsets += origin[at:start]
        at = end
    if at == 0:
        return text, origin
    kept.append(text[at:])
    offsets += origin[at:]
    return "".join(kept), offsets
