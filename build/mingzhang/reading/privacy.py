"""Numbers of persons, masked where a document is read, so that nothing later knows them: mobiles and identity numbers.

A masked line is as long as it was: 13800000000 is 138****0000, and of an identity number two digits stay. Eighteen
digits with a date and the right check digit (GB 11643) are an identity number wherever they stand. Eleven digits may
as well be an amount in 元: in a table they are a mobile only where the row or the head of the column speaks of
telephones, in prose where they touch words or a telephone is named, and never before a unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z.])[1-9]\d{5} ?((?:18|19|20)\d\d)(\d\d)(\d\d) ?\d{3}[\dXxＸ](?![\dA-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![\dA-Za-z*])(?<!\d[.,，-])(?:(?:\+|00)86[- ]?)?"
    r"(?P<number>[1１][3-9３-９]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4})"  # 13912345678, 139-1234-5678, 139 1234 5678
    r"(?![\dA-Za-z*%％])(?![.,，]\d)(?! ?[百千万亿]?(?:元|万|亿))"
)
_CANDIDATE = re.compile(
    r"[1-9１](?=\d\d[\d -]\d{3})(?:(?<=[1１])[3-9３-９]\d[- ]?\d{4}|\d{16}|\d{7} \d{3}[\dXxＸ])"
)
"""What every number to mask begins with; begun by a character, so that nothing is tried where none stands."""
_CONTACT = re.compile(
    r"电 ?话(?!费)|手 ?机(?=[号：:）)\s|]|$)|联 ?系(?:人|方式|号码|[：:])|(?:填报|填表|经办|负责)人|微 ?信|(?i:\btel\b|mobile|phone)"
)
_TABLE = re.compile(r"\t|\||<t[dh]\b|\S(?: {2,}|\u3000)\S|^\s*[\d+() -]+$")
_CELL_END = re.compile(r"\t|\||</t[dh]>| {2,}|\u3000+")
_WORDS_BEFORE = re.compile(r"[\u4e00-\u9fff，,；;、（(]$")
_WORDS_AFTER = re.compile(r"^[\u4e00-\u9fff，,；;、）)。]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ROWS_UP, _CELLS_UP = (
    40,
    6,
)  # how far up the head of a column stands, or the cell before where a line is a cell


def masked(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines with the middle of each mobile number and all but two digits of each identity number as `*`."""
    if not _CANDIDATE.search("\n".join(lines)):
        return tuple(lines)
    out = list(lines)
    for number, line in enumerate(lines):
        if _CANDIDATE.search(line):
            out[number] = _without_mobiles(_without_identities(line), lines, number)
    return tuple(out)


def _without_identities(line: str) -> str:
    def hide(match: re.Match[str]) -> str:
        text = match[0]
        return text[:2] + "*" * (len(text) - 2) if _is_identity(text, *match.groups()) else text

    return _IDENTITY.sub(hide, line)


def _is_identity(text: str, *birth: str) -> bool:
    """Whether the birthday is one and the last character is the check digit of the others."""
    printed = text.replace(" ", "").upper().replace("Ｘ", "X")
    check = printed[-1]
    try:
        date(*map(int, birth))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, printed[:-1], strict=True))
    return _CHECK_DIGITS[total % 11] == (check if check == "X" else str(int(check)))


def _without_mobiles(line: str, lines: Sequence[str], number: int) -> str:
    def hide(match: re.Match[str]) -> str:
        if not _is_mobile(match, line, lines, number):
            return match[0]
        before, digits = match[0][: -len(match["number"])], match["number"]
        return f"{before}{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"

    return _MOBILE.sub(hide, line)


def _is_mobile(match: re.Match[str], line: str, lines: Sequence[str], number: int) -> bool:
    before, after = line[: match.start()], line[match.end() :]
    if _CONTACT.search(before) or _CONTACT.search(after[:6]):
        return True
    if _TABLE.search(line):
        return _under_contact(before, lines, number)
    if match["gap"] == " ":
        return False  # three numbers of a row
    return bool(_WORDS_BEFORE.search(before) or _WORDS_AFTER.search(after)) or any(
        _CONTACT.search(above) for above in _above(lines, number, 2)
    )


def _under_contact(before: str, lines: Sequence[str], number: int) -> bool:
    """Whether the head of the number's column, or the cell above where each cell has its line, names a telephone."""
    column = len(_CELL_END.split(before)) - 1
    if column == 0:
        return any(_CONTACT.search(above) for above in _above(lines, number, _CELLS_UP) if len(above) <= 20)
    for above in _above(lines, number, _ROWS_UP):
        cells = _CELL_END.split(above)
        if len(cells) == 1:
            return False
        if column < len(cells) and _CONTACT.search(cells[column]):
            return True
    return False


def _above(lines: Sequence[str], number: int, count: int) -> list[str]:
    """The lines above, nearest first, without blank ones."""
    return list(islice((lines[i] for i in range(number - 1, -1, -1) if lines[i].strip()), count))
