"""What Pagefind indexes: the tokens of the language module, each as a word it takes whole and never for another's beginning.

Pagefind finds words by how they begin, cuts at punctuation, reduces English words to their stem, and in a Chinese page
takes what is looked for apart by a dictionary. Words of consonants alone escape all of it. Every character of a Han
token has four letters, and the end one of its own, so that looking for the letters of a single character finds it and
all pairs that begin with it, while the character alone can be asked for too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .language import is_han

END = "x"
_OTHER = "l"
_FAR = "z"
_LONGEST = 120
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrtvw")


def word(token: str) -> str:
    """One token as a word of the index.

    >>> word("经费"), word("费"), word("92")
    ('kvrwmtfnx', 'mtfnx', 'lfnfdx')
    """
    if is_han(token[0]):
        return "".join(map(_character, token)) + END
    return _OTHER + token.encode("utf-8", "replace").hex().translate(_LETTERS)[:_LONGEST] + END


def _character(character: str) -> str:
    letters = f"{ord(character):04x}".translate(_LETTERS)
    return letters if len(letters) == 4 else _FAR + letters


def page(regions: Iterable[Iterable[str]], salt: int = 0) -> Iterator[str]:
    """A page for Pagefind: the words of one region after another; `salt` makes it another page of the same words."""
    yield '<!doctype html><html lang="en"><head><title>-</title></head><body data-pagefind-body><p>'
    for tokens in regions:
        yield "".join(f"{word(token)} " for token in tokens)
    yield f"{END} " * salt + "</p></body></html>"
