"""Which of the published bodies a name in a register means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from .assigning import Assigned


class BodyNames:
    """The bodies of a build by what they are called: the full name, the name as printed, the identifier; where none is
    called exactly so, by a name with less or more of its division. Never by how a name sounds. `others` are bodies without
    an account: the full name, which is their identifier too, and the name as printed.
    """

    def __init__(self, published: Iterable[Assigned], others: Iterable[tuple[str, str]] = ()) -> None:
        self._exact: dict[str, set[str]] = {}
        self._full: dict[str, str] = {}
        named = [(one.department_id, one.shown.body, one.shown.department) for one in published]
        for id_, body, printed in [*named, *((body, body, printed) for body, printed in others)]:
            self._full[body] = id_
            for name in (body, printed, id_):
                self._exact.setdefault(name, set()).add(id_)
        self._backwards = sorted(body[::-1] for body in self._full)

    def __call__(self, name: str) -> set[str]:
        """Return the identifiers of the bodies that are called so: none, one, or several."""
        return self._exact.get(name) or {self._full[body] for body in self._ending(name)}

    def _ending(self, name: str) -> set[str]:
        """The full names that end with `name`, and those that it ends with."""
        backwards = name[::-1]
        at = bisect_left(self._backwards, backwards)
        found = set()
        while at < len(self._backwards) and self._backwards[at].startswith(backwards):
            found.add(self._backwards[at][::-1])
            at += 1
        return found | {name[start:] for start in range(len(name)) if name[start:] in self._full}
