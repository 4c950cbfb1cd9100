"""Tokens as plain ASCII words, for engines with a tokenizer of their own.

Meilisearch would cut Han text by a dictionary and numbers at their point, each version in its way. So it is given
words it can only take whole: 经费 becomes `h7ecf8d39`, 4916.71 becomes `n4916p71e`, gdp becomes `lgdp0`. A phrase of such
words is found exactly where the tokens stand together; the word of a single character begins all its pairs, no other
word begins another one.
"""

from __future__ import annotations

from .language import Phrase, is_han, tokens
from .normal import normalise
from .synonyms import Synonyms

_AROUND = 6
"""Characters kept on each side of a word put otherwise, so that a longer word around it is found as well."""
_APART = "zz"
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


def encode_phrase(phrase: Phrase) -> str:
    """A phrase as a query; what may go on is left unquoted, so that the engine takes it for a beginning."""
    words = " ".join(map(encode, phrase.tokens))
    return words if phrase.prefix else f'"{words}"'


def otherwise(text: str, synonyms: Synonyms) -> str:
    """The known words of a text put otherwise, each with what stands around it; encoded."""
    plain = normalise(text)
    out: list[str] = []
    for word in synonyms.words_in(plain):
        at = plain.index(word)
        before, after = plain[max(0, at - _AROUND) : at], plain[at + len(word) :][:_AROUND]
        out += [encode_text(f"{before}{way}{after}") for way in synonyms.ways(word)]
    return f" {_APART} ".join(out)
