"""One round through a list: pages and files are fetched one after another, kept, and told."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from .collection_log import CollectionLog
from .downloads import Fetched, NotFetched, fetch
from .page_links import is_document, read_web_page
from .permissions import Permissions

LARGEST_PAGE = 8_000_000
_NAME = re.compile(r"[^\w.-]+")
_HTML = ("text/html", "application/xhtml+xml")
_KINDS = ("new", "changed", "unchanged", "fetched lately", "gone", "failed")


class Collector:
    """Collect into a folder. `delay` are the seconds between two requests to a host; what was fetched less than
    `again_after` ago is passed over, so that a round which was interrupted goes on where it stopped. `now`, `clock` and
    `wait` stand for the clocks of this machine.
    """

    def __init__(
        self,
        folder: Path,
        agent: str,
        say: Callable[[str], None],
        delay: float = 2.0,
        again_after: timedelta = timedelta(hours=12),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        timeout: float = 30.0,
    ) -> None:
        self._folder, self._say, self._again_after, self._now, self._clock = (
            folder,
            say,
            again_after,
            now,
            clock,
        )
        self._client = httpx.Client(headers={"User-Agent": agent}, timeout=timeout, follow_redirects=False)
        self._permissions = Permissions(self._client, agent, delay, clock, wait)
        self._log = CollectionLog(folder)
        self._done: set[str] = set()
        self.told: Counter[str] = Counter()

    def collect(self, addresses: Iterable[str]) -> Counter[str]:
        """Fetch every address and the documents its page links to; count what became of each."""
        try:
            for address in addresses:
                self._collect(address, "", "")
        finally:
            self._log.close()
            self._client.close()
        return self.told

    @property
    def summary(self) -> str:
        """What became of all addresses, on one line."""
        return (
            ", ".join(f"{self.told[kind]} {kind}" for kind in _KINDS if self.told[kind]) or "nothing to fetch"
        )

    def _collect(self, address: str, title: str, found_on: str) -> None:
        if address in self._done:
            return
        self._done.add(address)
        known = self._log.rows.get(address, {})
        have = self._have(known)
        if have and self._is_fresh(known):
            self.told["fetched lately"] += 1
            return
        largest = {} if is_document(address) else {"largest": LARGEST_PAGE}
        try:
            got = fetch(
                self._client, self._permissions, address, known if have else {}, self._clock, **largest
            )
        except NotFetched as reason:
            self._tell("gone" if reason.gone else "failed", address, str(reason))
            self._log.add({**known, "url": address, "status": str(reason)})
            return
        if got.content is not None and got.media in _HTML and not found_on:
            page = read_web_page(got.content, got.address)
            title = title or page.title
            if page.documents:
                for document, words in page.documents.items():
                    self._collect(document, f"{words} | {page.title}" if words else page.title, address)
                return
        if got.content is not None and got.media in _HTML and is_document(address):
            told = "a page in place of a document"  # what many sites answer where nothing is any more
            self._tell("failed", address, told)
            self._log.add({**known, "url": address, "status": told})
            return
        self._keep(address, got, known, title, found_on)

    def _keep(self, address: str, got: Fetched, known: dict[str, str], title: str, found_on: str) -> None:
        """Keep what was fetched, and remember where it came from."""
        moment = self._now().replace(microsecond=0).isoformat()
        row = {**known, "url": address, "fetched_at": moment, "status": "200", "found_on": found_on}
        row["title"] = title or known.get("title", "")
        digest = known.get("sha256", "") if got.content is None else hashlib.sha256(got.content).hexdigest()
        if got.content is None or (digest == known.get("sha256") and self._have(known)):
            self.told["unchanged"] += 1
            self._log.add(row)
            return
        name = known.get("file") or _file_name(address, got.media)
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(got.content)
        part.replace(file)
        row |= {"file": name, "sha256": digest, "etag": got.headers.get("etag", "")}
        row["last_modified"] = got.headers.get("last-modified", "")
        before = known.get("sha256", "")
        self._tell(
            "changed" if before else "new",
            address,
            f"{name}, {before[:8]} → {digest[:8]}" if before else name,
        )
        self._log.add(row)

    def _have(self, known: dict[str, str]) -> bool:
        """Whether the file of a row lies there as it was fetched."""
        name = known.get("file", "")
        file = self._folder / name
        if not name or not file.is_file() or not file.resolve().is_relative_to(self._folder.resolve()):
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == known.get("sha256")

    def _is_fresh(self, known: dict[str, str]) -> bool:
        try:
            return self._now() - datetime.fromisoformat(known.get("fetched_at", "")) < self._again_after
        except (ValueError, TypeError):
            return False

    def _tell(self, kind: str, address: str, about: str) -> None:
        self.told[kind] += 1
        self._say(f"{kind}: {address}: {about}")


def _file_name(address: str, media: str) -> str:
    """HOST/NAME-HASH.SUFFIX: it comes from the address alone, so that the same address is the same file."""
    parts = urlsplit(address)
    last = PurePosixPath(unquote(parts.path)).name
    stem, suffix = PurePosixPath(last).stem, PurePosixPath(last).suffix.lower()
    if not is_document(address):
        stem, suffix = (
            last,
            ".html" if media in _HTML else ".pdf" if media == "application/pdf" else suffix[:8],
        )
    host = _NAME.sub("-", parts.hostname or "").strip("-.") or "site"
    stem = _NAME.sub("-", stem).strip("-.")[:60] or "index"
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{host}/{stem}-{digest}{_NAME.sub('', suffix)}"
