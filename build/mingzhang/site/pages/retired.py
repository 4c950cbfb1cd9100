"""Pages of addresses that no longer are: a tombstone that says why, or one that leads to the new address.

A served portal answers 410 or 301 there (`serving/retired_addresses.py`); on a host of files these pages answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...history.records import Account, History
from ...history.rows import page_of
from ..templating import render

RETIRED = "retired.json"
_OF_ACCOUNT = re.compile(r"(?P<language>(?:en/)?)d/(?P<id>[^/]+)/(?P<rest>.*)")
_SAID = {
    "withdrawn": "这份公开文件已撤下",
    "removed": "这份公开文件已不在本站收录范围",
    "": "这个页面已没有内容",
}


@dataclass(frozen=True, slots=True)
class Retired:
    """An address that has no page any more: where it leads, or what is said there."""

    url: str
    to: str = ""
    said: str = ""
    reason: str = ""


def write_retired(site: Path, history: History, built: Collection[str], folder: Path) -> None:
    """Write a page for each address of `history` that is not among those `built`, and `retired.json` into `folder`.

    The history learns of what was built.
    """
    known = {*history.pages, *built}
    known |= {page_of(id_, n) for id_, account in history.accounts.items() for n in account.asides}
    known |= {page_of(id_) for id_ in history.accounts}
    answers: dict[str, dict[str, str]] = {}
    for url in sorted(known - set(built)):
        if ".." in PurePosixPath(url).parts or not url.endswith("/"):
            continue
        one = _retired(url, history, built)
        file = site / url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render("retired.html", url, page=one), encoding="utf-8")
        answers[url] = {"to": one.to} if one.to else {}
    text = json.dumps(answers, ensure_ascii=False, indent=0)
    (folder / RETIRED).write_text(text + "\n", encoding="utf-8")
    history.pages = sorted(known)


def _retired(url: str, history: History, built: Collection[str]) -> Retired:
    match = _OF_ACCOUNT.fullmatch(url)
    account = history.accounts.get(match["id"]) if match else None
    if match is None or account is None:
        return Retired(url, said=_SAID[""])
    if account.status in ("withdrawn", "removed"):
        return Retired(url, said=_SAID[account.status], reason=account.reason)
    return Retired(url, to=_new_address(match, account, built))


def _new_address(match: re.Match[str], account: Account, built: Collection[str]) -> str:
    """Where a page of an account leads that moved, or of a version that is the shown one again."""
    home = account.moved_to if account.status == "moved" and account.moved_to else page_of(match["id"])
    ways = (f"{match['language']}{home}{match['rest']}", f"{match['language']}{home}", home)
    return next((way for way in ways if way in built), home)
