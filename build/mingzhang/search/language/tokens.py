"""How text and queries become comparable: one module for builder, command, Datasette plugin and servers.

Chinese has no blanks between words, so a run of Han characters is indexed as its overlapping pairs and its last
character: 三公经费 gives 三公 公经 经费 费. Any piece of the run is then a phrase of pairs, found exactly, and a single
character is the beginning of a pair. Numbers and Latin runs are whole tokens. The browser has a copy of this module
(`content/assets/search-language.js`), held to the same cases (`tests/language_cases.json`).

Only the standard library is imported here: Datasette's plugin loads this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .normal import DROP, POINT, RUN, THOUSANDS, fold, normalise

_SEPARATORS = re.compile(r"[\s\u200b、，,;；。！？!?|…]+")
MAX_TERMS = 24
MAX_TOKENS = 240
NOTHING = '""'
"""An expression FTS5 accepts and no document matches."""


def number_of(run: str) -> str:
    """A number as a token: 92.00 and 92 are the same number; a version or date such as 2.10.3 is none."""
    if run.count(".") == 1:
        return run.rstrip("0").rstrip(".")
    return run


def tokens(text: str) -> list[str]:
    """The tokens of `text` in order, as they are indexed.

    >>> tokens("支出4,916.70万元")
    ['支出', '出', '4916.7', '万元', '元']
    """
    return tokens_of_normal(normalise(text))


def tokens_of_normal(text: str) -> list[str]:
    """The tokens of a text that is normalised already."""
    out: list[str] = []
    for run in RUN.findall(text):
        first = run[0]
        if "0" <= first <= "9":
            out.append(number_of(run))
        elif is_han(first):
            out += [run[i : i + 2] for i in range(len(run))]  # the last piece is the last character
        else:
            out.append(run)
    return out


def is_han(character: str) -> bool:
    """Whether a character is of the script that is indexed in pairs."""
    return (
        "\u3400" <= character <= "\u9fff"
        or character in "々〇"
        or "\uf900" <= character <= "\ufaff"
        or character >= "\U00020000"
    )


# ------------------------------------------------------------------------------------------------- the query


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that follow one another; the last one need only begin so where `prefix` (a single character)."""

    tokens: tuple[str, ...]
    prefix: bool = False

    @property
    def run(self) -> str | None:
        """What it is where it is one run of Han characters: it stands wherever these do. Otherwise None."""
        pairs = all(len(token) == 2 and is_han(token[0]) for token in self.tokens)
        if pairs and not self.prefix:
            return self.tokens[0] + "".join(token[1] for token in self.tokens[1:])
        return self.tokens[0] if self.prefix and len(self.tokens) == 1 else None

    def expression(self) -> str:
        """The phrase in FTS5's language. Tokens hold no quotation marks, so this cannot be broken out of."""
        return f'"{" ".join(self.tokens)}"' + ("*" if self.prefix else "")


def split_query(query: str) -> list[str]:
    """The terms of a query, normalised: parted by blanks and list punctuation, at most `MAX_TERMS`.

    >>> split_query("硚口、“三公”经费 4,916.71")
    ['硚口', '三公经费', '4916.71']
    """
    folded = POINT.sub(".", fold(query[: MAX_TOKENS * 8]))
    joined = THOUSANDS.sub(lambda number: number[0].replace(",", ""), folded)
    terms = (DROP.sub("", piece) for piece in _SEPARATORS.split(joined))
    return [trimmed for term in terms if (trimmed := _trimmed(term))][:MAX_TERMS]


def _trimmed(term: str) -> str:
    """A term without the signs around it, which no index holds."""
    spans = [run.span() for run in RUN.finditer(term)]
    return term[spans[0][0] : spans[-1][1]] if spans else ""


def phrase(term: str) -> Phrase:
    """A normalised term as the phrase that finds it inside any text."""
    out: list[str] = []
    runs = RUN.findall(term)
    prefix = False
    for number, run in enumerate(runs, start=1):
        if not is_han(run[0]):
            out.append(number_of(run) if "0" <= run[0] <= "9" else run)
            continue
        out += (run[i : i + 2] for i in range(len(run) - 1))
        if number < len(runs) or len(run) == 1:
            out.append(run[-1])
            prefix = number == len(runs)
    return Phrase(tuple(out[:MAX_TOKENS]), prefix and len(out) <= MAX_TOKENS)


def phrases(query: str) -> list[Phrase]:
    """The phrases a text must all have to match `query`; none where it has no word."""
    out: list[Phrase] = []
    left = MAX_TOKENS
    for term in dict.fromkeys(split_query(query)):
        found = phrase(term)
        if len(found.tokens) > left:
            break
        left -= len(found.tokens)
        out.append(found)
    return out


def match_expression(query: str) -> str:
    """A safe FTS5 expression for whatever was typed: every term, each as a phrase; `NOTHING` where there is none.

    >>> match_expression('“三公”经费 "OR" 费')
    '"三公 公经 经费" "or" "费"*'
    """
    return " ".join(found.expression() for found in phrases(query)) or NOTHING
