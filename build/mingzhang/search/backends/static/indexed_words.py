"""What Pagefind indexes: the tokens of the language module, each as a word it takes whole and never for another's beginning.

Pagefind finds words by how they begin, cuts at punctuation, reduces English words to their stem, and in a Chinese page
takes what is looked for apart by a dictionary. Words of consonants alone escape all of it. Every character of a Han
token has four letters, and the end one of its own, so that looking for the letters of a single character finds it and
all pairs that begin with it, while the character alone can be asked for too. The last pair of a run has another end
than those that go on: so the browser need not look for every pair of a phrase, each second one tells the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...language.tokens import is_han

END, LAST = "x", "z"
LANGUAGE = "zxx"
"""No language: of one it knows, Pagefind would reduce words to their stem."""
_OTHER = "l"
_FAR = "z"
_LONGEST = 120
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrtvw")


def word(token: str, end: str = END) -> str:
    """One token as a word of the index; `end` is `LAST` for the last pair of a run.

    >>> word("经费"), word("费"), word("92")
    ('kvrwmtfnx', 'mtfnx', 'lfnfdx')
    """
    if is_han(token[0]):
        return "".join(map(_character, token)) + end
    return _OTHER + token.encode("utf-8", "replace").hex().translate(_LETTERS)[:_LONGEST] + END


def _character(character: str) -> str:
    letters = f"{ord(character):04x}".translate(_LETTERS)
    return letters if len(letters) == 4 else _FAR + letters


def spanning(chunks: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Of the characters whose words stand in several chunks of an index, for each of these chunks how a word in it goes on.

    Pagefind, asked for the beginning of words, loads one chunk only; asked for letters between the first and the last word
    of a chunk it loads that one.

    >>> spanning([("bbbbccccx", "bbbbffffx"), ("bbbbffggx", "ccccddddx"), ("ddddffffx", "ddddx")])
    {'bbbb': ['f', 'ffggx']}
    """
    found: dict[str, list[str]] = defaultdict(list)
    for first, last in chunks:
        of_first, of_last = _first_character(first), _first_character(last)
        if of_first != of_last:
            found[of_first].append(first.removeprefix(of_first))
        shortest = next(
            last[:length] for length in range(len(of_last), len(last) + 1) if last[:length] >= first
        )
        found[of_last].append(shortest.removeprefix(of_last))
    found.pop("", None)
    return {letters: words for letters, words in found.items() if len(words) > 1}


def _first_character(word: str) -> str:
    """The letters of the character of Han that a word begins with."""
    if word[0] in (_OTHER, END):
        return ""
    return word[:5] if word[0] == _FAR else word[:4]


def words(tokens: Sequence[str]) -> Iterator[str]:
    """The tokens of a text as words. Only the last pair of a run is followed by a single character.

    >>> list(words(["费"])) == [word("费")], list(words(["经费", "费"])) == [word("经费", LAST), word("费")]
    (True, True)
    """
    for token, following in pairwise((*tokens, "")):
        is_last = len(token) == 2 and len(following) == 1 and is_han(following) and is_han(token[0])
        yield word(token, LAST if is_last else END)


def page(regions: Iterable[Sequence[str]], salt: int = 0) -> Iterator[str]:
    """A page for Pagefind: the words of one region after another; `salt` makes it another page of the same words."""
    yield f'<!doctype html><html lang="{LANGUAGE}"><head><title>-</title></head><body data-pagefind-body><p>'
    for tokens in regions:
        yield "".join(f"{one} " for one in words(tokens))
    yield f"{END} " * salt + "</p></body></html>"
