"""Extracted text (.txt, .md): UTF-8 with or without a byte-order mark, UTF-16 with one, or GB18030."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ..model import NotReadable
from .contract import Content
from .run_together import SHORTEST, lines_apart

NAME = CARRIER = "text"
SUFFIXES = (".txt", ".md")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORDS = ("决算", "決算", "预算", "預算", "部门", "部門", "单位", "單位")
"""Words that tell the right encoding of an account."""
_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "big5hkscs": "Big5"}
_PROBE = 200_000
_PAGE_END = re.compile(r"(?<=\S)([ \t]*)\f")
"""A form feed after words on one line: pages put together without a line end."""
_LINE_END = re.compile(r"\r\n|\n|\r")


def decode(data: bytes) -> str:
    """`data` as text; `NotReadable` where it is none."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        if b"\0" in data[:65536]:
            guess = _guessed(data, ("utf-16-le", "utf-16-be"))
            if guess:
                raise NotReadable(f"文字编码看来是没有标记的 {guess}：请另存为 UTF-8")
            raise NotReadable("不是文本文件（含二进制内容）：请先提取为 UTF-8 文本")
        encoding = "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        text, wrong = "", error.start
    if any(word in text for word in _WORDS):
        return text
    guess = _guessed(data, ("big5hkscs",))
    if guess:
        raise NotReadable(f"文字编码看来是 {guess}：请另存为 UTF-8")
    if not text:
        raise NotReadable(f"无法识别文字编码（第 {wrong} 字节）：请另存为 UTF-8")
    return text


def _guessed(data: bytes, encodings: tuple[str, ...]) -> str | None:
    """The encoding, by its usual name, in which words that every account prints stand in the data."""
    for encoding in encodings:
        text = data[:_PROBE].decode(encoding, errors="ignore")
        if any(word in text for word in _WORDS):
            return _NAMES[encoding]
    return None


def recognises(data: bytes, path: Path) -> bool:
    """Whether a file is taken for text: by its suffix, for any bytes may be text in some encoding."""
    return path.suffix.lower() in SUFFIXES


def read(data: bytes, path: Path) -> Content:
    """The lines of a text file, without their ends, whatever convention ended them."""
    text = decode(data)
    if not text.strip():
        raise NotReadable("文件是空的：请检查文本提取是否成功")
    return Content(lines_of(text))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text. A form feed parts lines as well; it stays at the head of the page's first line. A text without
    line ends is parted where its titles and sentences begin."""
    if "\f" in text:
        text = _PAGE_END.sub(r"\1" + "\n\f", text)
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if max(map(len, lines), default=0) < SHORTEST:
        return tuple(lines)
    return tuple(piece for line in lines for piece in lines_apart(line))
