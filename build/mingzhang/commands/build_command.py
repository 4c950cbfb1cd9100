"""`mingzhang build`: its options, and what it tells of a build, for people or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ..engines import ENGINES, EngineError
from ..engines.worker import collect_seldom
from ..portal import Portal
from .command_base import Failure, in_portal

if TYPE_CHECKING:
    from ..pipeline.manifest import Manifest
    from ..pipeline.stages import Build
    from ..progress import Reporter


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the portal.  [portal.yml: output]")
@click.option("--strict", is_flag=True, help="Exit with 1 where any file was quarantined.")
@click.option(
    "--engine",
    type=click.Choice(sorted(ENGINES)),
    default="local",
    show_default=True,
    help="What the work runs on: all cores, a Dask cluster, or this process alone (for debuggers).",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster (default: one of this machine).")
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="Tell what came of each file and stage as JSON.")
@click.option(
    "--reproduce",
    type=click.Path(path_type=Path),
    metavar="MANIFEST",
    help="Repeat the build of this build.json; tell what differs, and exit with 1 where anything does.",
)
@in_portal
def build(
    portal: Portal,
    inputs: tuple[str, ...],
    output: Path | None,
    strict: bool,
    engine: str,
    scheduler: str | None,
    quiet: bool,
    as_json: bool,
    reproduce: Path | None,
) -> None:
    """Build the portal: DIR/disclosures.db, DIR/site/ and DIR/data/.

    INPUT are folders or files of disclosures, or addresses of such (s3://bucket/folder; default: `input` of portal.yml). A
    file that cannot be read is quarantined with its reason and the rest are published. The old portal stands until the
    new one is whole.

    从文件夹或文件生成门户网站与数据库。
    """
    from ..database.loading import DatabaseError
    from ..pipeline.fetching import fetched
    from ..pipeline.stages import InputError
    from ..progress import Reporter
    from ..publishing import OutputError
    from ..search.delivery import DeliveryError

    collect_seldom()
    folder, reporter = output or Path(portal.output), Reporter(quiet=quiet)
    wanted = _to_repeat(reproduce)
    try:
        paths = fetched(inputs or (portal.input,), folder, reporter)
        result = _maker(portal, anew=wanted is not None)(paths, folder, portal, reporter, engine, scheduler)
    except (InputError, EngineError, OutputError, DatabaseError, DeliveryError) as error:
        raise Failure(str(error)) from None
    _tell(result, portal, reporter)
    if as_json:
        click.echo(_as_json(result, reporter))
    elif not quiet:
        click.echo(f"{result.summary}; portal in {result.output}")
        click.echo(f"Look at it: mingzhang serve --output {folder}   then open http://127.0.0.1:8000/")
    differences = _differences(wanted, result.output, as_json) if wanted else []
    if (strict and result.quarantined) or differences:
        raise SystemExit(1)


def _maker(portal: Portal, *, anew: bool) -> Callable[..., Build]:
    """Return what builds a portal or a portal of portals; a database that is to be held against another byte by byte is made
    `anew`."""
    from ..pipeline.partitions import build_partitions
    from ..pipeline.stages import build_portal

    return partial(build_portal, anew=anew) if portal.partition == "none" else build_partitions


def _tell(result: Build, portal: Portal, reporter: Reporter) -> None:
    """Tell what a person should know of a build, a line each."""
    for receipt in result.quarantined:
        reporter.say(f"quarantined: {receipt.name}: {receipt.error}")
    for warning in result.warnings:
        reporter.say(f"warning: {warning}")
    for doubt in result.doubtful:
        reporter.say(f"doubtful: {doubt}")
    if result.doubtful:
        reporter.say("  what is misread can be put right in corrections.csv")
    if not portal.contact:
        reporter.say("warning: portal.yml: no contact, so readers have no way to report an error")


def _as_json(result: Build, reporter: Reporter) -> str:
    """What `--json` prints: what was published, every stage with its seconds, every file with what became of it."""
    told = {
        "output": str(result.output),
        "disclosures": result.disclosures,
        "departments": result.departments,
        "findings": result.findings,
        "quarantined": len(result.quarantined),
        "warnings": result.warnings,
        "doubtful": result.doubtful,
        "stages": [asdict(stage) for stage in reporter.stages],
        "files": [asdict(receipt) for receipt in result.receipts],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()


def _to_repeat(manifest: Path | None) -> Manifest | None:
    """Return the manifest of the build to be repeated, whose moment stands for the clock from now on."""
    from ..pipeline.manifest import ManifestError, read_manifest, stop_the_clock

    if manifest is None:
        return None
    try:
        wanted = read_manifest(manifest)
    except ManifestError as error:
        raise Failure(str(error)) from None
    stop_the_clock(wanted)
    return wanted


def _differences(wanted: Manifest, output: Path, err: bool) -> list[str]:
    """Tell in what the build in `output` differs from the one that was to be repeated, a line each."""
    from ..pipeline.manifest import MANIFEST, differences, read_manifest

    told = list(differences(wanted, read_manifest(output / MANIFEST)))
    click.echo("\n".join(told) or "the same bytes as the manifest tells of", err=err)
    return told
