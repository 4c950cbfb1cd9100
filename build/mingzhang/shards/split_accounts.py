"""Accounts split over several files of one folder (the prose here, the tables there): joined, or told.

Files are joined where all name the same body and year, none another scope, and no two hold the same part of an account;
nothing is joined by the name of a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..engines import Engine
from ..layout import joined_path
from ..parsing.holding import PROSE
from .making import CPU_SECONDS, lost, make_shard
from .receipts import Receipt, Task

_Group = list[Receipt]


def join_accounts(
    receipts: Sequence[Receipt], tasks: Iterable[Task], engine: Engine, problems: list[str]
) -> list[Receipt]:
    """The receipts with one more for each account out of several files, whose own are of kind `part` from then on. What
    might be parts of one account and is not joined goes to `problems`, a line each."""
    wholes, told = split_accounts(receipts, tasks)
    made = {receipt.name: receipt for receipt in engine.run(make_shard, wholes, lost, CPU_SECONDS)}
    joined: set[str] = set()
    for task in sorted(wholes, key=lambda one: one.name):
        names = [name for _, name in task.parts]
        if (receipt := made[task.name]).status == "ok":
            joined.update(names)
        else:
            told.append(f"{', '.join(names)}: parts of one account, not joined: {receipt.error}")
    problems += sorted(told)
    kept = [replace(r, status="ok", error=None, kind="part") if r.name in joined else r for r in receipts]
    kept += [receipt for receipt in made.values() if receipt.status == "ok"]
    return sorted(kept, key=lambda r: (r.name, r.source_id))


def split_accounts(receipts: Iterable[Receipt], tasks: Iterable[Task]) -> tuple[list[Task], list[str]]:
    """A task for each account out of several files, and a line for each that looks like one and is none."""
    of = {task.name: task for task in tasks}
    wholes, told = [], []
    for files in _groups(receipts, of):
        if why := _apart(files):
            told.append(f"{', '.join(one.name for one in files)}: {why}; not joined")
        else:
            wholes.append(_task(files, of))
    return wholes, told


def _groups(receipts: Iterable[Receipt], tasks: Mapping[str, Task]) -> Iterator[_Group]:
    """The files of a folder that hold something of one body's account of a year, where none holds all that is there.
    The same content twice is one file."""
    found: dict[tuple[str, Path, str, int], dict[str, Receipt]] = {}
    for one in receipts:
        if one.kind == "final" and one.holds and one.body and one.name in tasks:
            key = one.name.rpartition("/")[0], tasks[one.name].path.parent, one.body, one.fiscal_year
            found.setdefault(key, {}).setdefault(one.source_id, one)
    for same in found.values():
        group = sorted(same.values(), key=_order)
        everything = {part for one in group for part in one.holds}
        if all(set(one.holds) != everything for one in group):
            yield group


def _order(one: Receipt) -> tuple[bool, str, str]:
    """The prose first, then the tables by their numbers."""
    return PROSE not in one.holds, min(one.holds), one.name


def _apart(files: _Group) -> str:
    """Why files are no parts of one account; "" where they are."""
    if len({one.scope for one in files if one.scope}) > 1:
        return "one body and year, but different scopes (本级, 汇总)"
    twice = [
        part for part, times in Counter(part for one in files for part in one.holds).items() if times > 1
    ]
    if twice:
        named = "the prose" if PROSE in twice else f"公开{int(min(twice)):02d}表"
        return f"one body and year, but {named} stands in more than one of them"
    return ""


def _task(files: _Group, tasks: Mapping[str, Task]) -> Task:
    """The task that reads files as one account."""
    parts = tuple((tasks[one.name].path, one.name) for one in files)
    name = joined_path([name for _, name in parts])
    return replace(tasks[files[0].name], name=name, waits=False, parts=parts)
