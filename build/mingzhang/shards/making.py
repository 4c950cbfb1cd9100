"""From one file to its shard: read, parsed, proofread, its rows checked, written to the cache; a receipt goes back.

A shard's name is the hash of the file and of the code that reads it, so an unchanged file is never read twice and a
changed reader never meets an old shard. It begins with a digest of itself: a damaged one is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec

from ..catalogue import METRICS
from ..checking import RULES, check
from ..checking.spots import with_cells
from ..database.file_rows import file_rows
from ..database.row_checks import Acceptance, Rows, accept
from ..database.rows import department_row, disclosure_rows
from ..engines import WALL_FACTOR, Loss
from ..model import CheckReport, Disclosure, Document, NotADisclosure, NotReadable, ReadingNote, Source
from ..parsing import parse
from ..parsing.acceptance import NO_FIGURES, NO_FINAL, TOO_LITTLE
from ..parsing.holding import Fragment, holding, read_fragment
from ..parsing.slugs import with_address
from ..parsing.twins import body_key
from ..reading.files import read_bytes, shown
from ..reading.scan.page_store import PagesWaiting
from .receipts import Receipt, Task, digest_of, read_receipt
from .task_files import read_files, source_of

CPU_SECONDS = 120
"""CPU time one file may take; a real one takes a tenth of a second."""

_LATER = frozenset(
    [
        "answers",
        "assistants",
        "cli.py",
        "collecting",
        "commands",
        "digests.py",
        "engines",
        "exports",
        "history",
        "interruptions.py",
        "opening.py",
        "pipeline",
        "portal.py",
        "progress.py",
        "proofreading",
        "publishing.py",
        "search",
        "serving",
        "settings.py",
        "site",
    ]
)
"""What comes after the cache or stands beside it: a change there re-reads nothing. All else of the package does."""
_DIGEST = 16
_REFUSALS_TOLD = 30
"""So many rows that could not be kept are told one by one; a document with more has one fault, not many."""


class Shard(msgspec.Struct, frozen=True):
    """What a file came to: its receipt, its rows as the database takes them, and the records they were made from."""

    receipt: Receipt
    rows: Rows
    disclosure_: msgspec.Raw
    report_: msgspec.Raw

    @property
    def disclosure(self) -> Disclosure:
        return msgspec.msgpack.decode(self.disclosure_, type=Disclosure)

    @property
    def report(self) -> CheckReport:
        return msgspec.msgpack.decode(self.report_, type=CheckReport)


class _Cover(msgspec.Struct):
    """A shard as far as it must be read for its receipt."""

    receipt: Receipt


class DamagedShard(ValueError):
    """A file of the cache is not what was written; the message names it."""


@cache
def code_version() -> str:
    """Hash the code of every stage up to the cache."""
    package = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(package.rglob("*")):
        inside = file.relative_to(package)
        if file.suffix in (".py", ".csv", ".txt") and inside.parts[0] not in _LATER:
            digest.update(inside.as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def reading_version(mask: bool) -> str:
    """Return what tells shards apart that would differ for one file: the code that reads it, and what is masked."""
    return code_version() if mask else f"{code_version()}-unmasked"


def shard_path(cache_folder: Path, source_id: str) -> Path:
    """Where the shard of a file lies, by its SHA-256."""
    return cache_folder / source_id[:2] / f"{source_id}.msgpack"


def load_shard(cache_folder: Path, source_id: str) -> Shard:
    """Load the shard of a file that was read before. Raises `DamagedShard`."""
    return msgspec.msgpack.decode(read_kept(shard_path(cache_folder, source_id)), type=Shard)


def make_shard(task: Task) -> Receipt:
    """Read, parse and proofread one file, or all files of a split account, into the cache. What is wrong with it is in
    the receipt.

    Raises `OSError` where the cache cannot be written: that is no fault of the file.
    """
    try:
        files = [(part, read_bytes(part.path)) for part in task.files()]
    except NotReadable as reason:
        return _unread(task, str(reason))
    except OSError as error:
        return _unread(task, f"无法打开文件：{error.strerror or error}")
    source = source_of(files)
    path = shard_path(task.cache, source.id)
    of_the_whole = task.wanted_of(source.id) if task.parts else []
    corrected = digest_of([*of_the_whole, *(row for part, data in files for row in part.wanted(data))])
    with suppress(FileNotFoundError, DamagedShard):
        kept = msgspec.msgpack.decode(read_kept(path), type=_Cover).receipt
        if kept.corrected == corrected:
            return replace(kept, name=task.name, format=source.format, cached=True)
    document, fragment = None, None
    try:
        document = read_files(files, of_the_whole)
        disclosure = _addressed(parse(document))
        shard = _shard(task, document, disclosure, with_cells(check(disclosure), document))
    except (NotReadable, NotADisclosure) as reason:
        told = str(reason)
        fragment = _fragment(document, told)
    except PagesWaiting as waiting:
        return replace(_unread(task, "有待识别的图像页"), waiting=waiting.pages)
    except MemoryError:
        told = "读取时内存不足：请检查文件是否正常"
    except Exception as error:
        # The last line of defence: one file must never stop the others. The type tells a developer where to look.
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        told = f"读取时出现内部错误（{shown(what)}）：请将此文件报告给开发者"
    else:
        receipt = replace(shard.receipt, corrected=corrected, not_corrected=document.not_corrected)
        write_kept(path, msgspec.msgpack.encode(msgspec.structs.replace(shard, receipt=receipt)))
        return receipt
    return _refused(task, source, told, fragment)


def _refused(task: Task, source: Source, told: str, fragment: Fragment | None) -> Receipt:
    """Return the receipt of a file that was refused, with what it may give to a split account."""
    who = fragment.identity if fragment else None
    return Receipt(
        name=task.name,
        source_id=source.id,
        format=source.format,
        bytes=source.bytes,
        status="quarantined",
        error=told,
        body=body_key(who.name) if who else "",
        fiscal_year=who.fiscal_year if who else 0,
        scope=who.scope if who else None,
        holds=fragment.holds if fragment else (),
    )


def part_receipt(task: Task, document: Document, disclosure: Disclosure | None, refused: str) -> Receipt:
    """Return the receipt of a file that was read, of which no shard is kept: what it may give to a split account."""
    if disclosure is None:
        return _refused(task, document.source, refused, _fragment(document, refused))
    who = disclosure.identity
    return read_receipt(task.name, document.source, who, body_key(who.name), holds=holding(disclosure))


def _fragment(document: Document | None, refused: str) -> Fragment | None:
    """What a file that was refused for holding too little may give to a split account."""
    if document is None or document.parts or refused not in (NO_FIGURES, NO_FINAL, TOO_LITTLE):
        return None
    with suppress(Exception):  # whatever is wrong with it, it has been refused already
        return read_fragment(document)
    return None


def lost(task: Task, why: Loss) -> Receipt:
    """Return the receipt of a file that took its process along. The file is not looked at again."""
    reasons = {
        Loss.CRASHED: "读取时进程异常终止（可能内存不足）：请检查文件",
        Loss.CPU_TIME: f"读取所用处理器时间超过 {CPU_SECONDS} 秒：请检查文件是否正常",
        Loss.WALL_TIME: f"读取超过 {CPU_SECONDS * WALL_FACTOR // 60} 分钟：请检查文件所在磁盘是否正常",
    }
    return _unread(task, reasons[why])


def accepted_rows(disclosure: Disclosure, report: CheckReport, disclosure_id: str) -> Acceptance:
    """Hold the rows of a disclosure under an identifier, its department's with them, against the catalogue."""
    known = {
        "metrics.id": {metric.id for metric in METRICS},
        "rules.id": RULES.keys(),
        "sources.id": {disclosure.source.id},
    }
    return accept([department_row(disclosure), *disclosure_rows(disclosure, report, disclosure_id)], known)


def _addressed(disclosure: Disclosure) -> Disclosure:
    return replace(disclosure, identity=with_address(disclosure.identity))


def _shard(task: Task, document: Document, disclosure: Disclosure, report: CheckReport) -> Shard:
    """Everything kept of a document. Raises `NotADisclosure` where not even its title can be."""
    who, source = disclosure.identity, disclosure.source
    disclosure_id = f"{who.department_id}-{who.fiscal_year}"
    base = accept(file_rows(document), {"sources.id": {source.id, *(part.id for part in document.parts)}})
    done = accepted_rows(disclosure, report, disclosure_id)
    if "disclosures" not in done.rows:
        reason = done.refused[0].reason
        raise NotADisclosure(f"封面上的部门或年度无法收录（{reason}）")
    if refused := (*base.refused, *done.refused):
        notes = [ReadingNote("row_left_out", one.text, place=one.place) for one in refused[:_REFUSALS_TOLD]]
        if len(refused) > _REFUSALS_TOLD:
            notes.append(ReadingNote("row_left_out", f"另有{len(refused) - _REFUSALS_TOLD}行未能收录"))
        disclosure = replace(disclosure, notes=(*disclosure.notes, *notes))
        done = accepted_rows(disclosure, report, disclosure_id)
    receipt = read_receipt(
        task.name,
        source,
        who,
        body_key(who.name),
        made_up=disclosure.made_up,
        masked=document.masked,
        findings=len(done.rows.get("findings", ())),
        holds=holding(disclosure),
        parts=tuple(part.id for part in document.parts),
    )
    encode = msgspec.msgpack.encode
    return Shard(receipt, base.rows | done.rows, msgspec.Raw(encode(disclosure)), msgspec.Raw(encode(report)))


def _unread(task: Task, reason: str) -> Receipt:
    """Return the receipt of a file whose bytes are not known: its path stands for them."""
    source_id = hashlib.sha256(os.fsencode(task.path)).hexdigest()
    return Receipt(
        name=task.name, source_id=source_id, format="", bytes=0, status="quarantined", error=reason
    )


def read_kept(path: Path) -> bytes:
    """What `write_kept` wrote. Raises `FileNotFoundError` and `DamagedShard`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedShard(f"{path}: {error.strerror}") from None
    if hashlib.blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() != data[:_DIGEST]:
        raise DamagedShard(f"{path} is damaged")
    return data[_DIGEST:]


def write_kept(path: Path, data: bytes) -> None:
    """Write a shard at once or not at all; two processes may write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    beside.write_bytes(hashlib.blake2b(data, digest_size=_DIGEST).digest() + data)
    if path.is_dir():
        shutil.rmtree(path)
    beside.replace(path)
