"""Tokens as plain ASCII words, for engines with a tokenizer of their own.

Meilisearch would cut Han text by a dictionary and numbers at their point, each version in its way. So it is given
words it can only take whole: 经费 becomes `h7ecf8d39`, 4916.71 becomes `n4916p71e`, gdp becomes `lgdp0`. A phrase of such
words is found exactly where the tokens stand together; the word of a single character begins all its pairs, no other
word begins another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ...language.normal import RUN
from ...language.tokens import Phrase, is_han, tokens

APART = "zz"
"""Between pieces that do not follow one another."""


def encode(token: str) -> str:
    """One token as an ASCII word.

    >>> encode("经费"), encode("4916.71"), encode("gdp")
    ('h7ecf8d39', 'n4916p71e', 'lgdp0')
    """
    first = token[0]
    if is_han(first):
        return "h" + "".join(f"{ord(character):04x}" for character in token)
    if first.isdigit():
        return f"n{token.replace('.', 'p')}e"
    return f"l{token}0" if token.isascii() else f"u{token.encode('utf-8').hex()}z"


def encode_text(text: str) -> str:
    """A text as encoded tokens, parted by blanks."""
    return " ".join(map(encode, tokens(text)))


def encode_characters(texts: Iterable[str]) -> str:
    """What a single character is looked for among: the Han characters of normalised texts, each once, and where a run
    begins also the character with the token before it (2023年度 has 2023年)."""
    found: set[str] = set()
    for text in texts:
        runs = RUN.findall(text)
        found.update(encode(one) for run in runs if is_han(run[0]) for one in run)
        found.update(
            encode(tokens(before)[-1]) + encode(after[0])
            for before, after in pairwise(runs)
            if is_han(after[0])
        )
    return " ".join(sorted(found))


def encode_phrase(phrase: Phrase) -> str:
    """A phrase as a query. That its last character may go on cannot be said within quotes: it is asked for with the
    token before it."""
    *firm, last = map(encode, phrase.tokens)
    if phrase.prefix and firm:
        return f'"{" ".join(firm)}" "{firm[-1]}{last}"'
    return f'"{" ".join([*firm, last])}"'
