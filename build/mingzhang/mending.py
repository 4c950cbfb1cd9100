"""The commands for those who write or read a draft: `fix`."""

from __future__ import annotations

from pathlib import Path

import click

from .command_base import Failure


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write the corrected text to this file."
)
def fix(file: Path, output: Path | None) -> None:
    """Show, as a diff, the figures of FILE whose right value is proven; FILE itself is never written.

    列出能够证实的更正。 Exit code 1 where there is anything to put right.
    """
    from . import fixing, proofreading

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
