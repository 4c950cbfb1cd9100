"""From one file to its shard: read, parsed, proofread, written to the cache; a receipt goes back, never the data.

A shard's name is the hash of the file and of the code that reads it, so an unchanged file is never read twice and a
changed reader never meets an old shard.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from .checking import check
from .engines import WALL_FACTOR, Loss
from .model import CheckReport, Disclosure, NotADisclosure, NotReadable, Page
from .parsing import parse
from .reading import read
from .reading.registry import identify

CPU_SECONDS = 120
"""CPU time one file may take; a real one takes a tenth of a second."""

_STAGES = (
    "model",
    "amounts.py",
    "printed_forms.py",
    "reading",
    "layout",
    "parsing",
    "classification",
    "checking",
    "catalogue",
    "shards.py",
)


@dataclass(frozen=True, slots=True)
class Shard:
    """What a file came to: the disclosure, its proofreading, the lines of its text and its pages."""

    disclosure: Disclosure
    report: CheckReport
    lines: tuple[str, ...]
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, what the portal calls it, the folder of the shards made so, and whether persons' numbers are masked."""

    path: Path
    name: str
    cache: Path
    mask: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file: `ok` with whose accounts it holds, or `quarantined` with the reason (Chinese)."""

    name: str
    source_id: str
    format: str
    bytes: int
    status: Literal["ok", "quarantined"]
    error: str | None = None
    lines: int | None = None
    reader: str | None = None
    carrier: str | None = None
    pages: int | None = None
    department_id: str = ""
    department: str = ""
    fiscal_year: int = 0
    made_up: bool = False
    cached: bool = False


@cache
def code_version() -> str:
    """Hash the code of every stage up to the cache."""
    package = Path(__file__).parent
    digest = hashlib.blake2b(digest_size=8)
    for stage in _STAGES:
        for file in sorted([package / stage] if stage.endswith(".py") else (package / stage).rglob("*")):
            if file.suffix in (".py", ".csv"):
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def reading_version(mask: bool) -> str:
    """Return what tells shards apart that would differ for one file: the code that reads it, and what is masked."""
    return code_version() if mask else f"{code_version()}-unmasked"


def shard_path(cache_folder: Path, source_id: str) -> Path:
    return cache_folder / source_id[:2] / f"{source_id}.msgpack"


def load_shard(cache_folder: Path, source_id: str) -> Shard:
    """Load the shard of a file that was read before."""
    return msgspec.msgpack.decode(shard_path(cache_folder, source_id).read_bytes(), type=Shard)


def make_shard(task: Task) -> Receipt:
    """Read, parse and proofread one file into the cache. Never raises: what goes wrong is in the receipt."""
    try:
        data = task.path.read_bytes()
    except OSError as error:
        return _unread(task, f"无法打开文件：{error.strerror}")
    source = identify(task.path, task.name, data)

    def quarantined(reason: str) -> Receipt:
        return Receipt(task.name, source.id, source.format, source.bytes, "quarantined", reason)

    if shard_path(task.cache, source.id).is_file():
        with suppress(msgspec.DecodeError, OSError):
            return _receipt(task, load_shard(task.cache, source.id), cached=True)
    try:
        document = read(task.path, task.name, data, mask=task.mask)
        disclosure = parse(document)
        report = check(disclosure)
    except (NotReadable, NotADisclosure) as reason:
        return quarantined(str(reason))
    except Exception as error:
        # The last line of defence: one file must never stop the others. The type tells a developer where to look.
        return quarantined(
            f"读取时出现内部错误（{type(error).__name__}: {error}）：请将此文件报告给开发者"[:300]
        )
    shard = Shard(disclosure, report, document.lines, document.pages)
    _write(shard_path(task.cache, source.id), msgspec.msgpack.encode(shard))
    return _receipt(task, shard, cached=False)


def lost(task: Task, why: Loss) -> Receipt:
    """Return the receipt of a file that took its process along. The file is not looked at again."""
    reasons = {
        Loss.CRASHED: "读取时进程异常终止（可能内存不足）：请检查文件",
        Loss.CPU_TIME: f"读取所用处理器时间超过 {CPU_SECONDS} 秒：请检查文件是否正常",
        Loss.WALL_TIME: f"读取超过 {CPU_SECONDS * WALL_FACTOR // 60} 分钟：请检查文件所在磁盘是否正常",
    }
    return _unread(task, reasons[why])


def _unread(task: Task, reason: str) -> Receipt:
    """Return the receipt of a file whose bytes are not known: its name stands for them."""
    source_id = hashlib.sha256(task.name.encode()).hexdigest()
    return Receipt(task.name, source_id, "", 0, "quarantined", reason)


def _receipt(task: Task, shard: Shard, cached: bool) -> Receipt:
    source, who = shard.disclosure.source, shard.disclosure.identity
    return Receipt(
        task.name,
        source.id,
        source.format,
        source.bytes,
        "ok",
        None,
        source.lines,
        source.reader,
        source.carrier,
        source.pages,
        who.department_id,
        who.name,
        who.fiscal_year,
        shard.disclosure.made_up,
        cached,
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(data)
    beside.replace(path)
