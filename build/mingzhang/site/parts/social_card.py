"""The picture of a page where a link to it is passed on (`og:image`): who, which year, three figures with their marks.

No Chinese font comes with the program: one of the system's is used. Where there is none the card is in English, which a
font of Pillow can write, and the build says so.
"""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from ..disclosure_facts import Facts
from ..templating import amount
from .disputes import disputed_of
from .english_words import name_in_english

SIZE = (1200, 630)
_EDGE = 72
_ROOM = SIZE[0] - 2 * _EDGE
_DARK, _LIGHT = (18, 48, 79), (255, 255, 255)
_FAINT, _FULL = 176, 255
"""How light letters are, of 255."""
_SHADES = 4
_WIDTH = 360
"""Of a figure with what is beside it, in pixels."""
_LIKED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_ELSEWHERE = (
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
_SHOWN = (
    ("expenditure_total", "本年支出", "Expenditure"),
    ("three_public_final", "“三公”经费", "Three public"),
    ("operating_cost", "机关运行经费", "Operating costs"),
)


class Font(NamedTuple):
    """A file of fonts and which of them."""

    path: str
    face: int


def chinese_font() -> Font | None:
    """Find a font that has Chinese: what fontconfig lists, else where systems without it keep theirs; None where none is."""
    told = "%{file}|%{index}|%{family}\\n"
    try:
        listed = subprocess.run(
            ["fc-list", "-f", told, ":lang=zh-cn:style=Bold"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        listed = ""
    found = [line.split("|") for line in sorted(listed.splitlines()) if line.count("|") == 2]
    found.sort(key=lambda one: next((n for n, name in enumerate(_LIKED) if name in one[2]), len(_LIKED)))
    fonts = [Font(path, int(index) & 0xFFFF) for path, index, _ in found if index.isdigit()]
    fonts += [Font(path, 0) for path in _ELSEWHERE if Path(path).is_file()]
    return next((font for font in fonts if _opens(font)), None)


def _opens(font: Font) -> bool:
    try:
        ImageFont.truetype(font.path, 20, index=font.face)
    except OSError:
        return False
    return True


def card_of_disclosure(facts: Facts, title: str, font: Font | None) -> bytes:
    """Draw the card of a department-year as PNG; `title` is the portal's."""
    marks = disputed_of(facts)
    shown = [
        (
            zh if font else en,
            amount(facts.metrics[metric]) + _sign(metric in marks and marks[metric].disputes, font),
        )
        for metric, zh, en in _SHOWN
        if metric in facts.metrics
    ]
    who = facts.department
    if font:
        name, about, unit = who["name"], f"{facts.year} 年度部门决算", "单位：万元"
        note = "标※的数字与原文别处不一致" if any("※" in figure for _, figure in shown) else ""
        made_up = "虚构样例" if facts.disclosure["made_up"] else ""
    else:
        name = name_in_english(who["short_name"], who["district"], who["city"])
        title, about, unit = "Mingzhang", f"Final accounts {facts.year}", "10,000 yuan"
        note = "* disputed by another figure" if any("*" in figure for _, figure in shown) else ""
        made_up = "made-up sample" if facts.disclosure["made_up"] else ""
    foot = " · ".join(part for part in (unit if shown else "", note, made_up) if part)
    return _drawn(font, title, name, about, shown, foot)


def card_of_portal(title: str, departments: int, disclosures: int, font: Font | None) -> bytes:
    """Draw the card of all other pages."""
    if font:
        about = "每个数字都通向它在原文中的那一行"
        return _drawn(
            font, "", title, about, [("部门", str(departments)), ("决算公开", str(disclosures))], ""
        )
    figures = [("Departments", str(departments)), ("Accounts", str(disclosures))]
    return _drawn(None, "", "Mingzhang", "Every figure leads to its line", figures, "")


def _sign(disputed: bool, font: Font | None) -> str:
    return (" ※" if font else " *") if disputed else ""


@cache
def _letters(font: Font | None, size: int) -> ImageFont.FreeTypeFont:
    if font:
        return ImageFont.truetype(font.path, size, index=font.face)
    return ImageFont.load_default(size)  # type: ignore[return-value]


def _drawn(
    font: Font | None, title: str, name: str, about: str, figures: Sequence[tuple[str, str]], foot: str
) -> bytes:
    """Draw in shades of one colour: a shade is a number of a palette, so that the file stays small."""
    image = _ground(font, title, tuple(label for label, _ in figures), foot).copy()
    draw = ImageDraw.Draw(image)
    large = 60 if _letters(font, 60).getlength(name) <= _ROOM else 50
    top = 120
    for line in _lines(name, _letters(font, large), 2):
        draw.text((_EDGE, top), line, _FULL, _letters(font, large))
        top += round(large * 1.3)
    draw.text((_EDGE, top + 14), about, _FULL, _letters(font, 38))
    for place, (_, figure) in enumerate(figures):
        draw.text((_EDGE + place * _WIDTH, 454), figure, _FULL, _letters(font, 54))
    return _png(image)


@lru_cache(maxsize=32)
def _ground(font: Font | None, title: str, labels: Sequence[str], foot: str) -> Image.Image:
    """Draw what many cards have in common."""
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    draw.text((_EDGE, 52), title, _FAINT, _letters(font, 30))
    for place, label in enumerate(labels):
        draw.text((_EDGE + place * _WIDTH, 412), label, _FAINT, _letters(font, 30))
    draw.text((_EDGE, 552), foot, _FAINT, _letters(font, 26))
    return image


def _lines(text: str, letters: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """Break a name into lines that fit, the last cut short where it is too long."""
    lines: list[str] = []
    while text and len(lines) < most:
        fits = len(text)
        while letters.getlength(text[:fits]) > _ROOM:
            fits -= 1
        if fits < len(text) and text[:fits].isascii():
            fits = text.rfind(" ", 0, fits) + 1 or fits
        lines.append(text[:fits].strip())
        text = text[fits:]
    if text:
        lines[-1] = lines[-1][:-1] + "…"
    return lines


def _png(image: Image.Image) -> bytes:
    """Write four shades; runs of one shade are all that is packed, which is as small as anything and four times as fast."""
    last = _SHADES - 1
    shades = Image.frombytes(
        "P", SIZE, image.point([round(value * last / 255) for value in range(256)]).tobytes()
    )
    shades.putpalette(
        [
            round(dark + (light - dark) * step / last)
            for step in range(_SHADES)
            for dark, light in zip(_DARK, _LIGHT, strict=True)
        ]
    )
    out = io.BytesIO()
    shades.save(out, "PNG", bits=2, compress_type=zlib.Z_RLE)
    return out.getvalue()
