"""A published portal's tables in Python: `mingzhang.open("https://…")` or `mingzhang.open("portal")`.

    import mingzhang
    data = mingzhang.open("portal")
    data["key_figures"].to_pandas()

Tables come as Arrow, with types, names and units of the columns (docs/data.md). What comes over the net is held against
the digests that the portal publishes.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

_SUMS = "sha256sums.txt"
_PARQUET = re.compile(r"([0-9a-f]{64}) [ *]parquet/([a-z0-9_]+)(?:/(\d{4})(?:-part\d+)?)?\.parquet")
_SECONDS = 60.0
_MOST_BYTES = 4_000_000_000


class NotAPortalError(ValueError):
    """Nothing that Mingzhang published lies there; the message says what was looked for."""


class _Files(Protocol):
    def read(self, path: str) -> bytes: ...


class Tables(Mapping[str, "pa.Table"]):
    """The tables of a portal by name, each read when it is asked for."""

    def __init__(self, files: _Files) -> None:
        self._files = files
        self._found: dict[str, list[tuple[int | None, str, str]]] = defaultdict(list)
        for line in files.read(_SUMS).decode("utf-8").splitlines():
            found = _PARQUET.fullmatch(line.strip())
            if found:
                digest, table, year = found.groups()
                path = line.strip().split(maxsplit=1)[1].lstrip("*")
                self._found[table].append((int(year) if year else None, path, digest))

    def __repr__(self) -> str:
        return f"{len(self)} tables of a portal: {', '.join(self)}"

    def __getitem__(self, name: str) -> pa.Table:
        return self.table(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def table(self, name: str, years: Collection[int] = ()) -> pa.Table:
        """Return a table as Arrow, of some fiscal years where `years` names them. Raises KeyError, OSError."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        if name not in self._found:
            raise KeyError(f"no table {name!r}; there are {', '.join(self)}")
        chosen = [
            part for part in sorted(self._found[name], key=str) if not years or part[0] in (None, *years)
        ]
        tables = [pq.read_table(pa.BufferReader(self._checked(path, digest))) for _, path, digest in chosen]
        if not tables:
            raise KeyError(f"no rows of {name!r} in {', '.join(map(str, sorted(years)))}")
        return pa.concat_tables(tables)

    def _checked(self, path: str, digest: str) -> bytes:
        content = self._files.read(path)
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(
                f"{path} is not what {_SUMS} says; the portal may just have been published anew: open it again"
            )
        return content


def open_portal(where: str | Path) -> Tables:
    """Open a portal by its address, by the folder it was built into, or by that folder's `data/`.

    Raises NotAPortalError where there is none, OSError where it cannot be read.
    """
    if str(where).startswith(("http://", "https://")):
        return Tables(_Remote(str(where).rstrip("/") + "/files/"))
    folder = Path(where)
    for data in (folder / "data", folder):
        if (data / _SUMS).is_file():
            return Tables(_Local(data))
    raise NotAPortalError(f"{folder} holds no portal: neither data/{_SUMS} nor {_SUMS} is there")


class _Local:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()


class _Remote:
    def __init__(self, base: str) -> None:
        self._base = base

    def read(self, path: str) -> bytes:
        import httpx

        address = self._base + path
        try:
            with httpx.stream("GET", address, timeout=_SECONDS, follow_redirects=True) as answer:
                if answer.status_code == 404 and path == _SUMS:
                    raise NotAPortalError(f"{address} is not there: is this the address of a portal?")
                answer.raise_for_status()
                content = b""
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        raise OSError(f"{address} is larger than {_MOST_BYTES} bytes")
                return content
        except httpx.HTTPError as error:
            raise OSError(f"{address}: {error}") from None
