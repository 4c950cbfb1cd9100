"""The build: files to shards in all processes, shards to one database, the database to site and files, then the swap."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ..engines import ENGINES, Engine, Ground
from ..exports import lay_beside_pages, write_exports
from ..history import keeping
from ..history.assigning import Assigned, Assignment
from ..history.corrections_register import not_applied, read_corrections
from ..history.forgetting import forget
from ..history.records import History
from ..history.registers import find, find_all
from ..history.updating import moment_after, updated
from ..portal import Portal
from ..progress import Reporter
from ..publishing import MARK, Workspace, workspace
from ..reading.archives import with_members
from ..reading.files import CORRECTIONS, READ_ME, Found, input_files
from ..search.delivery import Delivery
from ..search.documents import prepared
from ..serving.static_pages import write_static_pages
from ..shards.budget_shards import make_shard_or_budget
from ..shards.making import lost, make_shard, reading_version
from ..shards.receipts import Receipt, Task
from ..shards.recognition import read_files
from ..shards.seen_files import SeenFiles
from ..shards.split_accounts import join_accounts
from ..shards.task_files import pages_folder
from ..site import build_site
from ..site.pages.retired import write_retired
from .base import write_made
from .making_database import Contents, Filled, make_database
from .manifest import Manifest, manifest_of, write_manifest
from .publications import choose_publications
from .replaced import write_replaced

UNPACKED = "unpacked"
"""Where archives are unpacked while they are read."""
_DETAIL = re.compile("[（：，。；]")


@dataclass(frozen=True, slots=True)
class Part:
    """What one of several portals publishes out of files that were read together: its files with what became of them, and
    the folder with what was read of all."""

    files: tuple[tuple[Path, str], ...]
    receipts: tuple[Receipt, ...]
    read: Path


class InputError(RuntimeError):
    """There is nothing to build from; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to: the receipts of all files, and what a person should know about them."""

    output: Path
    receipts: tuple[Receipt, ...]
    disclosures: int
    departments: int
    findings: int
    warnings: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    """The most doubtful figures, the worst first."""
    versions: int = 0
    """Files that hold another version of an account that is published."""

    @property
    def quarantined(self) -> tuple[Receipt, ...]:
        return tuple(r for r in self.receipts if r.status == "quarantined")

    @property
    def summary(self) -> str:
        """One line: what was published, what was left out and the three commonest reasons."""
        told = f"{self.disclosures} disclosures of {self.departments} departments published, {self.findings} findings"
        if self.versions:
            told += f"; {self.versions} more files are other versions of these"
        if not self.quarantined:
            return f"{told}; no file left out"
        # What follows a bracket, a colon or a comma is of one file: its size, its year, what to do about it.
        reasons = Counter(_DETAIL.split(receipt.error or "", maxsplit=1)[0] for receipt in self.quarantined)
        commonest = "; ".join(f"{times} × {reason}" for reason, times in reasons.most_common(3))
        more = "; …" if len(reasons) > 3 else ""
        return f"{told}; {len(self.quarantined)} of {len(self.receipts)} files left out ({commonest}{more})"


def build_portal(
    inputs: Sequence[Path],
    output: Path,
    portal: Portal,
    reporter: Reporter,
    engine: str = "local",
    scheduler: str | None = None,
    part: Part | None = None,
    anew: bool = False,
) -> Build:
    """Build a portal from files or folders into the folder `output`, by one of `engines.ENGINES`; of a `part` of their files
    alone, where one is given. What is unchanged of the database that stands is kept, unless all is to be made `anew`.

    Raises `InputError` (nothing to read, nothing readable), `engines.EngineError`, `publishing.OutputError`, `loading.DatabaseError` and
    `delivery.DeliveryError`; whatever goes wrong before the swap, an old portal and its search index stay as they were.
    """
    found = Found(list(part.files)) if part else files_of(inputs)
    with (
        Delivery(portal, reporter.say) as delivery,
        workspace(output, part.read if part else None) as space,
        ENGINES[engine](Ground(space.root, tuple(inputs), scheduler)) as workers,
    ):
        kept = keeping.open_history(space.output, space.backup, space.building / keeping.FOLDER)
        found = with_members(found, space.building / UNPACKED, workers)
        folders = [*(path for path in inputs if path.is_dir()), portal.root]
        problems: list[str] = []
        receipts = (
            part.receipts if part else read_all(found, folders, problems, space, portal, reporter, workers)
        )
        chosen = choose_publications(receipts, kept.history, folders)
        chosen.warnings[:0] = [*found.passed_over, *kept.problems, *problems]
        must_publish(chosen.published, receipts)
        portal = _with_sample_notice(portal, chosen.published, receipts)
        moment = moment_after(kept.history.last)
        history = _carry_on(kept, chosen, space, portal, moment)
        made_of = manifest_of(receipts, chosen.withheld, find_all(folders), portal, kept.folder, moment)
        paths = {name: path for path, name in found.files}
        filled = _fill(space, receipts, chosen, history, portal, reporter, workers, paths, made_of, anew)
        shutil.rmtree(space.building / UNPACKED, ignore_errors=True)
        keeping.write_history(kept.folder, history, space.building / "data")
        write_manifest(made_of, space.building, grown=filled.grown)
        write_made(space.building, filled.made, made_of)
        _publish(space, delivery, reporter)
        _forget_old_shards(space, portal)
    return _built(space, receipts, chosen, filled)


def _built(space: Workspace, receipts: Sequence[Receipt], chosen: Assignment, filled: Filled) -> Build:
    departments = len({one.department_id for one in chosen.published})
    counts = (len(chosen.published), departments, filled.findings)
    warnings = (*chosen.warnings, *filled.warnings)
    versions = sum(len(one.others) for one in chosen.published)
    return Build(space.output, tuple(receipts), *counts, warnings, tuple(filled.doubtful), versions)


def _publish(space: Workspace, delivery: Delivery, reporter: Reporter) -> None:
    """Put what was built in its place, and let search answer from it."""
    with reporter.stage("Handing documents to search"):
        delivery.prepare(space.building / MARK, space.building / "site")
    space.publish()
    delivery.finish()


def must_publish(published: Sequence[object], receipts: Sequence[Receipt]) -> None:
    """Raise `InputError` where nothing can be published, with the first file's reason."""
    if not published:
        raise InputError(
            f"none of {len(receipts)} files could be published; first: {receipts[0].name}: {receipts[0].error}"
        )


def files_of(inputs: Sequence[Path]) -> Found:
    """Find the files of the inputs; `InputError` where there are none."""
    try:
        found = input_files(inputs)
    except FileNotFoundError as error:
        raise InputError(f"{error.args[0]}: no such file or folder") from None
    if not found.files:
        names = ", ".join(str(path) for path in inputs)
        why = "; ".join(found.passed_over[:3]) or "no files in it"
        raise InputError(
            f"{names}: {why}; put the disclosures (PDF, Word, Excel, web pages or text) there, or name another folder"
        )
    return found


def _carry_on(
    kept: keeping.Kept, chosen: Assignment, space: Workspace, portal: Portal, moment: str
) -> History:
    """Return the history with what this build publishes; leave in its folder nothing of what is withdrawn."""
    history = updated(kept.history, chosen, moment)
    forget(kept.folder, chosen.withdrawn)
    published = {one.disclosure_id: one for one in chosen.published}
    write_replaced(history, published, space.output, _shards(space, portal), kept.folder)
    return history


def _with_sample_notice(portal: Portal, published: Sequence[Assigned], receipts: Sequence[Receipt]) -> Portal:
    shown = {one.shown.source_id for one in published}
    made_up = len({receipt.source_id for receipt in receipts if receipt.made_up} & shown)
    return with_sample_notice(portal, made_up, len(published))


def with_sample_notice(portal: Portal, made_up: int, published: int) -> Portal:
    """Say of made-up documents that they are; nothing is added where all are real."""
    if not made_up:
        return portal
    # No count: what stands on every page must not change with every document.
    which = "本站数据全部" if made_up == published else "本站有部分文件"
    return replace(portal, notice=f"{portal.notice} {which}为虚构样例，与任何真实部门无关。".strip())


def read_all(
    found: Found,
    folders: Sequence[Path],
    problems: list[str],
    space: Workspace,
    portal: Portal,
    reporter: Reporter,
    engine: Engine,
) -> Sequence[Receipt]:
    """Read and proofread every file into the folder of shards, with what a person put right (corrections.csv in `folders`);
    return what became of each, by name. What is wrong with the corrections joins the `problems`."""
    corrections = read_corrections(find(CORRECTIONS, folders), problems)
    tasks = [
        Task(path, name, _shards(space, portal), portal.privacy.mask, corrections=tuple(corrections))
        for path, name in found.files
    ]
    receipts: list[Receipt] = []
    seen = SeenFiles(tasks)
    with reporter.stage("Reading and proofreading", len(tasks)) as advance:
        if not engine.limits:
            reporter.say("no limit of time is kept for a file")
        make = make_shard_or_budget if portal.budgets else make_shard
        known = seen.known(budgets=portal.budgets)
        unknown = [task for task in tasks if task.name not in known]
        for receipt in chain(known.values(), read_files(unknown, make, engine, reporter, lost)):
            advance()
            # A folder's README.md may be about the folder: then nobody needs to hear that it is no account.
            if receipt.status == "ok" or Path(receipt.name).name != READ_ME:
                receipts.append(receipt)
    seen.remember(receipts)
    problems += not_applied(corrections, receipts)
    receipts.sort(key=lambda r: (r.name, r.source_id))
    return join_accounts(receipts, tasks, engine, problems)


def _fill(
    space: Workspace,
    receipts: Sequence[Receipt],
    chosen: Assignment,
    history: History,
    portal: Portal,
    reporter: Reporter,
    engine: Engine,
    paths: Mapping[str, Path],
    made_of: Manifest,
    anew: bool,
) -> Filled:
    past, database = space.building / keeping.FOLDER, space.building / MARK
    contents = Contents(receipts, chosen, history, past, portal, _shards(space, portal), paths)
    filled = make_database(contents, made_of, space, reporter, engine, anew=anew)
    data, site = space.building / "data", space.building / "site"
    built = build_site(database, site, portal, reporter, space.output / "site", engine, filled.reached)
    write_retired(site, history, built, past)
    write_exports(database, data, portal, reporter, space.output, engine, past)
    lay_beside_pages(data, site)
    write_static_pages(database, site, portal)
    return filled


def _shards(space: Workspace, portal: Portal) -> Path:
    """Return where the shards lie that this version of the code made for this portal."""
    return space.read / reading_version(portal.privacy.mask)


def _forget_old_shards(space: Workspace, portal: Portal) -> None:
    """Drop the shards of earlier code versions; those of the present one stay for the next build."""
    for folder in space.cache.iterdir():
        if folder not in (
            _shards(space, portal),
            pages_folder(_shards(space, portal)),
            space.cache / prepared.FOLDER,
        ):
            shutil.rmtree(folder, ignore_errors=True)
