"""The commands for what is wrong in a file or was misread of it: `fix`, `cases`, `show`."""

from __future__ import annotations

from pathlib import Path

import click

from ..portal import Portal
from .command_base import Failure, in_portal


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write the corrected text to this file."
)
def fix(file: Path, output: Path | None) -> None:
    """Show, as a diff, the figures of FILE whose right value is proven; FILE itself is never written.

    列出能够证实的更正。 Exit code 1 where there is anything to put right.
    """
    from ..proofreading import fixing
    from ..proofreading import proofread as proofreading

    try:
        diff, found = fixing.run(file, output)
    except proofreading.UsageError as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"cannot write to {error.filename or output} ({error.strerror})") from None
    if diff:
        click.echo(diff)
    for told in found.by_hand:
        click.echo(told, err=True)
    raise SystemExit(int(bool(found.fixes or found.by_hand)))


@click.command()
@click.argument("output", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path, file_okay=False), metavar="[INPUT]...")
@in_portal
def cases(portal: Portal, output: Path, inputs: tuple[Path, ...]) -> None:
    """Keep each row of corrections.csv as a test case in DIR: the misread page or file, and what it says.

    把人工更正保存为测试用例。 INPUT are folders of disclosures (default: `input` of portal.yml).
    """
    from ..proofreading.misreadings import write_cases

    try:
        written, problems = write_cases(inputs or (Path(portal.input),), output)
    except OSError as error:
        raise Failure(f"{error.filename or error} cannot be read or written") from None
    for told in problems:
        click.echo(told, err=True)
    click.echo(f"{len(written)} cases in {output}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The PNG.  [FILE-page-N.png here]")
def show(file: Path, page: int, output: Path | None) -> None:
    """Draw what the reader saw of a page of FILE: lines, cells, titles and figures found, what is doubtful.

    画出程序从某一页读到的内容。
    """
    from ..model import NotReadable
    from ..proofreading.showing import NotShown, write_picture

    target = output or Path(f"{file.stem}-page-{page}.png")
    try:
        outlines = write_picture(file, page, target)
    except (NotReadable, NotShown) as error:
        raise Failure(f"{file}: {error}" if isinstance(error, NotReadable) else str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or target}: {error.strerror}") from None
    click.echo(f"{target}: {len(outlines)} boxes; blue lines, green figures, orange titles, red doubts")
