"""The commands around a build: `collect` fetches documents before it, `archive` packs its release after it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from .. import __version__
from ..portal import Portal
from .command_base import Failure, in_portal


@click.command()
@click.argument("list_", type=click.Path(path_type=Path), metavar="LIST")
@click.option("--into", type=click.Path(path_type=Path), help="Folder for the files.  [portal.yml: input]")
@click.option(
    "--delay",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0.5, 600),
    help="Seconds between requests to a host.",
)
@click.option(
    "--again-after",
    default=12.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Hours; what is younger is not asked for.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where anything could not be fetched.")
@in_portal
def collect(
    portal: Portal, list_: Path, into: Path | None, delay: float, again_after: float, strict: bool
) -> None:
    """Fetch documents from the web: LIST names files, and pages that link to files, one address a line.

    Asks each robots.txt, waits between requests, fetches only what changed, goes on where it was stopped; what came
    from where is in collected.csv beside the files and, after a build, in the table sources. Nothing else of Mingzhang
    reaches for the network.

    按清单从网上取得公开文件。
    """
    from ..collecting.address_list import ListError, read_list
    from ..collecting.rounds import Collector

    problems: list[str] = []
    try:
        addresses = read_list(list_, problems)
    except ListError as error:
        raise Failure(str(error)) from None
    for problem in problems:
        click.echo(problem, err=True)
    folder = into or Path(portal.input)
    agent = f"mingzhang/{__version__} (+{portal.contact or portal.base_url})"
    try:
        collector = Collector(folder, agent, click.echo, delay, timedelta(hours=again_after))
        told = collector.collect(addresses)
    except OSError as error:
        raise Failure(f"cannot write to {error.filename or folder} ({error.strerror})") from None
    click.echo(f"{collector.summary}; files in {folder}")
    if strict and told["failed"]:
        raise SystemExit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the portal.  [portal.yml: output]")
@click.option("--site", is_flag=True, help="Pack the pages too.")
@in_portal
def archive(portal: Portal, file: Path, output: Path | None, site: bool) -> None:
    """Pack a built portal into FILE.zip: database, data, history, manifest, CITATION.cff and checksums.

    把一次发布打包存档。
    """
    from ..pipeline.archive import ArchiveError, pack
    from ..pipeline.manifest import ManifestError

    try:
        count = pack(output or Path(portal.output), file, portal, site)
    except (ArchiveError, ManifestError) as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"cannot write {error.filename or file} ({error.strerror})") from None
    click.echo(f"{count} files in {file}")
