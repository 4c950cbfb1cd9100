"""Characters made plain, once and for the whole text; `Document.lines` keep the print.

Blanks of every kind become a plain blank; controls, soft hyphens and zero-width characters go; full-width letters,
digits and signs, CJK radicals and compatibility ideographs become what they stand for. Superscripts and circled digits
stay what they are: 190.09¹ is a figure with a mark, not 190.091. Chinese punctuation stays Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain

from ..traditional import in_simplified

_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目"
    "⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏"
    "⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟⼾户"
)
"""Radicals of the CJK supplement, each before the ideograph it stands for (Unicode's Equivalent_Unified_Ideograph); and
the one of Kangxi's that stands for a traditional form, though simplified texts carry it."""
_KEPT = frozenset("！（），：；？～")
"""Full-width punctuation that is Chinese punctuation."""
_FOLDED = frozenset(("<wide>", "<narrow>", "<small>", "<noBreak>"))
"""Decompositions that only change the width of a character."""
_IDEOGRAPHS = (range(0x2F00, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Kangxi radicals and compatibility ideographs."""


def _replacement(char: str) -> str | None:
    """What a character becomes: itself, another, or nothing."""
    decomposition = unicodedata.decomposition(char)
    if char.isprintable() and not decomposition:  # nearly all: no blank, no control, made of no other
        return char
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category in ("Cc", "Cf") and char != "\t":
        return None
    folds = decomposition.partition(" ")[0] in _FOLDED and char not in _KEPT
    if folds or any(ord(char) in block for block in _IDEOGRAPHS):
        return unicodedata.normalize("NFKC", char)
    return char


# Ideographs, syllables of Yi and Hangul, surrogates and private characters (3400 to F8FF) stay what they are.
def _replacements() -> dict[int, str | None]:
    codes = chain(range(0x3400), range(0xF900, 0x10000), range(0xE0000, 0xE0080), _IDEOGRAPHS[-1])
    table = {code: new for code in codes if (new := _replacement(chr(code))) != chr(code)}
    pairs = "".join(_RADICALS)
    return table | {
        ord(radical): ideograph for radical, ideograph in zip(pairs[::2], pairs[1::2], strict=True)
    }


_REPLACEMENTS = _replacements()


def _class_of(codes: Iterable[int]) -> str:
    """A pattern that matches any of the characters, as ranges."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges) + "]"


_ODD = re.compile(_class_of(code for code in _REPLACEMENTS if code not in (0x20, 0x0A)))


def plain(text: str) -> str:
    """`text` in plain characters; a line end stays."""
    return _ODD.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    return _REPLACEMENTS[ord(match[0])] or ""


_ESCAPED = re.compile(r"\\([%#$_*.+<>~^@\"'!-])")  # 98.69\%, 62\.33: what Markdown and LaTeX escape in prose
_LATEX_QUOTED = re.compile(r"``([^`'\n]{1,60})''")  # ``三公''经费


_SPOKEN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zàáèéìíòóùúüāēīōūǎěǐǒǔǖǘǚǜńňḿ]{1,6}\)")
"""The reading that some mirrors of pages print behind characters: 財(cái)政撥款, 決(jué)算."""
_TONES = ("é)", "ì)", "ù)", "uó)", "àn)")
"""Ends of readings, one of which is in every page that prints them."""
_MANY = 20
"""So many of them tell such a page; less may be words."""


def _without_readings(text: str) -> str:
    if any(tone in text for tone in _TONES) and len(_SPOKEN.findall(text)) >= _MANY:
        return _SPOKEN.sub("", text)
    return text


def _without_escapes(text: str) -> str:
    """`text` without the backslashes of Markdown and LaTeX and with their quotation marks; those that part or hold
    cells (\\\\, \\&, \\|) and mathematics (\\(, \\[) stay."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return _LATEX_QUOTED.sub(r"“\1”", text) if "``" in text else text


def plain_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines in plain characters, as many as there are; those of a text in traditional characters simplified."""
    text = _without_readings(_without_escapes(plain("\n".join(lines))))
    found = tuple(text.split("\n"))
    if len(found) != len(lines):  # a line without characters, or with a line end inside
        found = tuple(_without_readings(_without_escapes(plain(line))) for line in lines)
    found = in_simplified(found) or found
    return tuple(old if old == new else new for old, new in zip(lines, found, strict=True))  # kept once
