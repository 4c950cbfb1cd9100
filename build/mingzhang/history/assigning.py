"""Which address each account has, and which of its files is shown there: a pure function of files and history.

Nothing here depends on the order or the names of files. An address comes from the body, the year and the scope; where
two would share one, the account that the history knows keeps it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .denominators import Denominators
from .records import History, Scope
from .registers import Bodies, DistrictFigure, Expected, Provenance, Replacement, Withdrawal
from .replies import Replies

_SUFFIXES: Mapping[str, str] = {"汇总": "-huizong", "本级": "-benji"}
_HASH = 4


class Filed(Protocol):
    """What is known of a file that was read: the name and digest of the file, and whose account it holds."""

    @property
    def name(self) -> str: ...
    @property
    def source_id(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def department_id(self) -> str: ...
    @property
    def fiscal_year(self) -> int: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def published_on(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Assigned:
    """An account with its identifiers: the file that is shown, and its other files from the oldest on."""

    disclosure_id: str
    department_id: str
    scope: Scope
    shown: Filed
    others: tuple[Filed, ...] = ()


@dataclass(slots=True)
class Assignment:
    """What is published and what is withdrawn (identifier and reason), and what a person should know."""

    published: list[Assigned] = field(default_factory=list)
    withdrawn: dict[str, Withdrawal] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    """Digests of the files that are withdrawn."""
    expected: list[Expected] = field(default_factory=list)
    """What the register says is owed."""
    bodies: Bodies = field(default_factory=Bodies)
    """What the register says of bodies over time."""
    provenances: dict[str, Provenance] = field(default_factory=dict)
    """Where files were fetched, by their digests."""
    districts: list[DistrictFigure] = field(default_factory=list)
    """What the accounts of districts say."""
    replies: Replies = field(default_factory=Replies)
    """What departments reply to findings."""
    denominators: Denominators = field(default_factory=Denominators)
    """The price index and numbers of people."""
    warnings: list[str] = field(default_factory=list)


def assign(
    files: Iterable[Filed],
    history: History,
    withdrawals: Sequence[Withdrawal] = (),
    replacements: Sequence[Replacement] = (),
) -> Assignment:
    """Give every account its identifiers and choose the file that is shown."""
    out = Assignment()
    known = sorted(files, key=lambda file: (file.body, file.fiscal_year, file.source_id))
    departments = _departments(known, history, out.warnings)
    accounts: dict[tuple[str, int], list[Filed]] = {}
    for file in known:
        accounts.setdefault((file.body, file.fiscal_year), []).append(file)
    order = _Replaced(known, replacements, out.warnings)
    for (body, year), group in accounts.items():
        department = departments[body]
        parted = _by_scope(group)
        ids = _identifiers(body, year, department, list(parted), history)
        for scope, same in parted.items():
            shown, others = _choose(_oldest_first(same, ids[scope], history), order, out.warnings)
            out.published.append(Assigned(ids[scope], department, scope, shown, others))
    _withdraw(out, history, withdrawals)
    out.published.sort(key=lambda one: (one.department_id, one.shown.fiscal_year, one.disclosure_id))
    return out


def _departments(files: Sequence[Filed], history: History, warnings: list[str]) -> dict[str, str]:
    """The identifier of each body: the history's, else its name's slug; of twins that come at once, none has it bare."""
    ids = dict(history.bodies)
    taken = set(ids.values())
    slugs = {file.body: file.department_id for file in files if file.body not in ids}
    for body, slug in sorted(slugs.items()):
        twins = [other for other in slugs if other != body and slugs[other] == slug]
        twins += [other for other, id_ in history.bodies.items() if id_ == slug]
        ids[body] = _hashed(slug, body, taken) if twins or slug in taken else slug
        if twins:
            warnings.append(f"{body} sounds like {twins[0]}: two bodies, this one at {ids[body]}")
    taken.update(ids.values())
    return ids


def _hashed(slug: str, body: str, taken: set[str]) -> str:
    """The slug with as many characters of the name's hash as tell it from all others."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    found = next(id_ for n in range(_HASH, 65) if (id_ := f"{slug}-{digest[:n]}") not in taken)
    taken.add(found)
    return found


def _by_scope(group: Sequence[Filed]) -> dict[Scope, list[Filed]]:
    """The files of a body and year by scope. One that does not state it goes with those that do, 汇总 first."""
    parted: dict[Scope, list[Filed]] = {}
    for scope in ("汇总", "本级"):
        if same := [file for file in group if file.scope == scope]:
            parted[scope] = same
    if silent := [file for file in group if file.scope not in ("汇总", "本级")]:
        parted.setdefault(next(iter(parted), ""), []).extend(silent)
    return parted


def _identifiers(
    body: str, year: int, department: str, scopes: Sequence[Scope], history: History
) -> dict[Scope, str]:
    """The identifier of each scope's account. Where there is one account its scope does not matter for its address."""
    known = {
        account.scope: id_
        for id_, account in history.accounts.items()
        if (account.body, account.year) == (body, year) and account.status != "moved"
    }
    bare = f"{department}-{year}"
    if "" in scopes and len(known) > 1:
        known[""] = known.get("", known.get("汇总", next(iter(known.values()))))
    if len(known) == 1 and len(scopes) == 1 and (not scopes[0] or "" in known):
        return {scopes[0]: next(iter(known.values()))}
    ids: dict[Scope, str] = {}
    for scope in scopes:
        free = bare not in known.values() and bare not in ids.values()
        ids[scope] = known.get(scope) or (bare if free else bare + _SUFFIXES.get(scope, "-2"))
    return ids


def _oldest_first(files: Sequence[Filed], disclosure_id: str, history: History) -> list[Filed]:
    """The files of an account as they were published; of those that come at once, as they are dated."""
    account = history.accounts.get(disclosure_id)
    numbers = {version.source_id: version.number for version in account.versions} if account else {}
    shown = (
        next((v.source_id for v in account.versions if v.number == account.current), "") if account else ""
    )
    return sorted(
        files,
        key=lambda file: (
            file.source_id != shown,  # the one that is the page stays it where nothing decides
            numbers.get(file.source_id, len(numbers) + 1),
            file.published_on or "9999",
            file.source_id,
        ),
    )


class _Replaced:
    """Which file replaces which, as the register says it."""

    def __init__(self, files: Sequence[Filed], rows: Iterable[Replacement], warnings: list[str]) -> None:
        self._pairs: set[tuple[str, str]] = set()
        for row in rows:
            newer, older = (_named(files, name) for name in (row.file, row.replaces))
            if newer is None:
                warnings.append(f"{row.where}: no file {row.file!r} was read; row left out")
            elif older is not None:  # one that is no longer there has nothing to say
                self._pairs.add((newer.source_id, older.source_id))

    def __call__(self, file: Filed, other: Filed) -> bool:
        return (file.source_id, other.source_id) in self._pairs


def _named(files: Sequence[Filed], name: str) -> Filed | None:
    digest = name.lower() if len(name) >= 8 else "-"
    return next((f for f in files if f.name == name or f.source_id.startswith(digest)), None)


def _choose(files: list[Filed], replaces: _Replaced, warnings: list[str]) -> tuple[Filed, tuple[Filed, ...]]:
    """The file that is shown: the one with the later printed date; where dates do not decide, the one before stays."""
    shown = files[0]
    for file in files[1:]:
        if replaces(file, shown) or replaces(shown, file):
            shown = file if replaces(file, shown) else shown
        elif file.published_on and shown.published_on and file.published_on != shown.published_on:
            shown = max(file, shown, key=lambda one: one.published_on or "")
        else:
            warnings.append(
                f"{file.name}: same body, year and scope as {shown.name}, other content, and no later date: "
                f"{shown.name} is shown; replaces.csv can settle it"
            )
    return shown, tuple(file for file in files if file is not shown)


def _withdraw(out: Assignment, history: History, withdrawals: Iterable[Withdrawal]) -> None:
    """Take out what is withdrawn, published in this build or once before."""
    names = _names(out, history)
    for row in withdrawals:
        found = _named_by(row, names)
        bodies = {names[id_][1] for id_ in found}
        if len(bodies) == 1:
            out.withdrawn |= dict.fromkeys(found, row)
            continue
        several = f"{len(bodies)} bodies are called so, give the full name" if bodies else "no such account"
        out.warnings.append(f"{row.where}: {row.body!r} {row.year}: {several}; row left out")
    gone = [one for one in out.published if one.disclosure_id in out.withdrawn]
    out.withheld = {file.source_id for one in gone for file in (one.shown, *one.others)}
    out.published = [one for one in out.published if one.disclosure_id not in out.withdrawn]


_Names = dict[str, tuple[int, str, str, str]]


def _names(out: Assignment, history: History) -> _Names:
    """The year of each account and what its body is called: full name, as printed, identifier."""
    names = {
        id_: (account.year, account.body, account.body, history.bodies.get(account.body, ""))
        for id_, account in history.accounts.items()
    }
    for one in out.published:
        file = one.shown
        names[one.disclosure_id] = (file.fiscal_year, file.body, file.department, one.department_id)
    return names


def _named_by(row: Withdrawal, names: _Names) -> set[str]:
    """The accounts a row means: by a name as it stands, else by one with less or more of its division."""
    of_year = {id_: called for id_, called in names.items() if called[0] == row.year}
    exact = {id_ for id_, called in of_year.items() if row.body in called[1:]}
    return exact or {
        id_ for id_, (_, body, *_) in of_year.items() if body.endswith(row.body) or row.body.endswith(body)
    }
