"""A portal of portals: every file read once, then a portal for each province or city, side by side, then their front."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..database.loading import DatabaseError
from ..engines import ENGINES, Ground, Loss
from ..parsing.slugs import division_slug
from ..portal import Portal
from ..progress import Reporter
from ..publishing import MARK, PARTITIONS, OutputError, Workspace, workspace
from ..reading.archives import with_members
from ..search.delivery import Delivery, DeliveryError
from ..serving.portal_list import FRONT, Partition, portal_of, write_partitions
from ..shards.receipts import Receipt
from .stages import (
    UNPACKED,
    Build,
    InputError,
    Part,
    build_portal,
    files_of,
    must_publish,
    read_all,
    with_sample_notice,
)

OTHER = Partition("other", "其他")
"""The portal of bodies whose province or city nobody knows."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What all portals have in common: the inputs, the folder they lie in, the settings, the folder with what was read."""

    inputs: tuple[Path, ...]
    output: Path
    portal: Portal
    read: Path


@dataclass(frozen=True, slots=True)
class Job:
    """One of the portals to build: its files, with what became of each."""

    partition: Partition
    whole: Whole
    receipts: tuple[Receipt, ...]
    files: tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one of the portals: its build, or why there is none."""

    partition: Partition
    build: Build | None = None
    failed: str = ""


def build_partitions(
    inputs: Sequence[Path],
    output: Path,
    portal: Portal,
    reporter: Reporter,
    engine: str = "local",
    scheduler: str | None = None,
) -> Build:
    """Build a portal for each province or city (`portal.partition`) into folders below `output`, then their front.

    Each is published by itself: one that cannot be built is told among the warnings, stays as it was, and the others
    are new. Raises as `build_portal` does; `InputError` where none could be built.
    """
    if find_spec("duckdb") is None:
        raise InputError(
            "portals by partition need DuckDB for their front: pip install 'mingzhang[partitions]'"
        )
    output = output.absolute()
    _refuse_a_single_portal(output)
    output.mkdir(parents=True, exist_ok=True)
    found = files_of(inputs)
    with (
        Delivery(portal, reporter.say) as delivery,
        workspace(output / FRONT, mark=PARTITIONS) as space,
        ENGINES[engine](Ground(space.root, tuple(inputs), scheduler)) as workers,
    ):
        found = with_members(found, space.building / UNPACKED, workers)
        problems = [*found.passed_over]
        folders = [*filter(Path.is_dir, inputs), portal.root]
        receipts = read_all(found, folders, problems, space, portal, reporter, workers)
        must_publish([one for one in receipts if one.status == "ok"], receipts)
        whole = Whole(tuple(inputs), output, portal, space.read)
        jobs = _jobs(whole, receipts, {name: path for path, name in found.files})
        with reporter.stage("Building portals", len(jobs)) as advance:
            done = []
            for one in workers.run(build_one, jobs, _lost):
                done.append(one)
                advance()
        done.sort(key=lambda one: one.partition.slug)
        shutil.rmtree(space.building / UNPACKED, ignore_errors=True)
        with reporter.stage("Building the front"):
            standing = _write_front(whole, done, receipts, space.building)
        _ask_questions(output, [one.slug for one in standing], space.building, reporter)
        _publish(space, {one.slug: output / one.slug / MARK for one in standing}, delivery, reporter)
    return _together(output, receipts, done, problems)


def _ask_questions(output: Path, names: Sequence[str], building: Path, reporter: Reporter) -> None:
    """Keep with the front what the questions over all portals come to where nothing is given."""
    from ..serving.joint_questions import joint_questions  # DuckDB is an extra
    from ..serving.prepared_questions import prepare_answers

    questions = joint_questions().values()
    with reporter.stage("Asking the questions", len(questions)) as advance:
        for wrong in prepare_answers(questions, output, names, building):
            advance()
            if wrong:
                reporter.say(f"warning: the question {wrong}; it is asked again when a reader asks it")


def _publish(space: Workspace, databases: Mapping[str, Path], delivery: Delivery, reporter: Reporter) -> None:
    """Put the front in its place, and let its search answer from the portals' databases."""
    with reporter.stage("Handing documents to search"):
        delivery.prepare_together(databases, space.building / "site")
    space.publish()
    delivery.finish()


def _write_front(
    whole: Whole, done: Sequence[Done], receipts: Sequence[Receipt], building: Path
) -> list[Partition]:
    """Write the front over the portals that stand, the new ones and those that could not be built again; return these."""
    from ..serving.joint_questions import told_of_questions
    from ..site.front import build_front  # DuckDB is an extra

    standing = [one.partition for one in done if (whole.output / one.partition.slug / MARK).is_file()]
    if not standing:
        raise InputError(f"no portal could be built; first: {done[0].partition.name}: {done[0].failed}")
    made_up = sum(receipt.made_up for receipt in receipts)
    read = sum(receipt.status == "ok" for receipt in receipts)
    build_front(
        {one.slug: one.name for one in standing},
        whole.output,
        building / "site",
        with_sample_notice(whole.portal, made_up, read),
        [(one.name, one.error or "") for one in receipts if one.status == "quarantined"],
        told_of_questions(),
    )
    write_partitions(building, standing)
    return standing


def _jobs(whole: Whole, receipts: Sequence[Receipt], paths: Mapping[str, Path]) -> list[Job]:
    return [
        Job(
            partition,
            whole,
            tuple(own),
            tuple((paths[one.name], one.name) for one in own if one.name in paths),
        )
        for partition, own in divided(receipts, whole.portal.partition).items()
    ]


def build_one(job: Job) -> Done:
    """Build one of the portals, in a worker; what goes wrong is told and ends no other."""
    whole = job.whole
    try:
        build = build_portal(
            whole.inputs,
            whole.output / job.partition.slug,
            portal_of(whole.portal, job.partition),
            Reporter(quiet=True),
            engine="inline",
            part=Part(job.files, job.receipts, whole.read),
        )
    except (InputError, OutputError, DatabaseError, DeliveryError) as error:
        return Done(job.partition, failed=str(error))
    return Done(job.partition, build)


def divided(receipts: Iterable[Receipt], by: str) -> dict[Partition, list[Receipt]]:
    """Return the files that were read by the province or city of their body, in the order of the addresses."""
    read = [one for one in receipts if one.status == "ok"]
    own = {one.name: _partition(one, by) for one in read if one.kind != "part"}
    of_body = {one.body: own[one.name] for one in read if one.name in own}
    found: defaultdict[Partition, list[Receipt]] = defaultdict(list)
    for one in read:
        # A part of an account may not say where its body is: it goes with the whole.
        found[own.get(one.name) or of_body.get(one.body, OTHER)].append(one)
    return {one: found[one] for one in sorted(found, key=lambda one: one.slug)}


def _partition(receipt: Receipt, by: str) -> Partition:
    level = 1 if by == "province" else 2
    place = receipt.province if by == "province" else receipt.city or receipt.province
    return Partition(division_slug(place, level), place) if place else OTHER


def _lost(job: Job, why: Loss) -> Done:
    return Done(job.partition, failed=f"its process ended ({why.value})")


def _refuse_a_single_portal(output: Path) -> None:
    if (output / MARK).exists():
        raise OutputError(f"{output} holds a single portal: choose another --output for portals by partition")


def _together(
    output: Path, receipts: Sequence[Receipt], done: Sequence[Done], problems: Sequence[str]
) -> Build:
    """What all builds came to. A warning that every portal gives is of the inputs, and told once."""
    built = [(one.partition, one.build) for one in done if one.build]
    of_all = set.intersection(*(set(build.warnings) for _, build in built)) if built else set()
    warnings = [*problems, *sorted(of_all)]
    warnings += [
        f"{partition.name}: {warning}"
        for partition, build in built
        for warning in build.warnings
        if warning not in of_all
    ]
    warnings += [f"{one.partition.name}: not built, as before: {one.failed}" for one in done if not one.build]
    return Build(
        output,
        tuple(receipts),
        sum(build.disclosures for _, build in built),
        sum(build.departments for _, build in built),
        sum(build.findings for _, build in built),
        tuple(warnings),
        tuple(doubt for _, build in built for doubt in build.doubtful),
        sum(build.versions for _, build in built),
    )
