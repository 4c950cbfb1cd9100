"""What `mingzhang` can do: one function per command, which reads its options and tells what came of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .. import __version__
from ..portal import PARTS, Portal, SettingsError, copy_sample, load_portal, starter_root
from .build_command import build
from .command_base import Failure, in_portal
from .keeping_commands import archive, collect
from .mending import cases, fix, show
from .questions import answer, mcp, search

COMPLETION = "_MINGZHANG_COMPLETE"
"""Set by the shell that asks what could be typed next."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mingzhang")
def main() -> None:
    """Mingzhang 明账: read, proofread and publish the final accounts of government departments.

    读取、核对并发布部门决算公开文件。

    \b
    A first evening:
      mingzhang init my-portal && cd my-portal
      (put disclosures, as they were published, into disclosures/)
      mingzhang build          build the portal
      mingzhang serve          look at it: http://127.0.0.1:8000/
      mingzhang check FILE     proofread one document before it is published
    """


for _command in (collect, build, archive, search, answer, mcp, fix, cases, show):
    main.add_command(_command)


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the portal.  [portal.yml: output]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer, on one port.",
)
@in_portal
def serve(portal: Portal, output: Path | None, host: str, port: int, workers: int) -> None:
    """Serve a built portal: the site at /, Datasette at /data/, on one port.

    在一个端口上提供网站与数据查询。
    """
    from ..serving import ServeError, run

    try:
        run(output or Path(portal.output), portal, host, port, workers)
    except ServeError as error:
        raise Failure(str(error)) from None


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--seed", type=int, hidden=True, help="Of former versions; the sample is the same for all.")
def sample(folder: Path, seed: int | None) -> None:
    """Copy made-up disclosures of made-up departments into DIR, to try things with.

    写出虚构部门的样例文件。
    """
    if folder.exists() and not folder.is_dir():
        raise Failure(f"{folder} is a file: name a folder")
    if seed is not None:
        click.echo("--seed does nothing any more: there is one sample", err=True)
    try:
        copied = copy_sample(folder)
    except OSError as error:
        raise Failure(f"cannot write to {error.filename or folder} ({error.strerror})") from None
    click.echo(f"{len(copied)} made-up disclosures in {folder}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(folder: Path) -> None:
    """Start a portal of your own in DIR: settings, pages, search data and an empty disclosures/.

    新建一个门户文件夹。
    """
    existing = [part for part in PARTS if (folder / part).exists()]
    if existing:
        raise Failure(
            f"{folder} already holds a portal ({existing[0]}): choose another folder; nothing was changed"
        )
    root = starter_root()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            if (root / part).is_dir():
                shutil.copytree(root / part, folder / part)
            else:
                shutil.copy2(root / part, folder / part)
        (folder / "disclosures").mkdir(exist_ok=True)
    except OSError as error:
        raise Failure(f"cannot write to {error.filename or folder} ({error.strerror})") from None
    click.echo(
        f"A portal in {folder}. Next: put disclosures into {folder / 'disclosures'}, then: mingzhang build"
    )


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--format",
    type=click.Choice(["text", "concise", "json", "sarif", "github", "html"]),
    default="text",
    show_default=True,
    help="How to report; html is one file that can be mailed.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option(
    "--select",
    "--rules",
    multiple=True,
    metavar="IDS",
    help="Run only these (N02, N16.units; a letter is a group).",
)
@click.option("--ignore", multiple=True, metavar="IDS", help="Leave rules out; may be given again.")
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "note", "rounding"]),
    help="Show findings from this severity on, and exit with 1 for them (default: show all, exit 1 for errors).",
)
@click.option(
    "--annotate",
    type=click.Path(path_type=Path),
    metavar="COPY",
    help="Write a copy of a PDF or .docx with the findings as comments.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--explain", multiple=True, metavar="IDS", help="Say what rules check, and stop.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Known findings, accepted with a reason.")
@click.option("--update-baseline", is_flag=True, help="Write the present findings to the baseline file.")
def check(files: tuple[Path, ...], explain: tuple[str, ...], **given: Any) -> None:
    """Proofread files, folders or - (standard input) before they are published; nothing leaves this machine.

    公开前核对决算文件；不联网，不上传。 Exit code 1 where figures do not agree; settings may stand under check: in
    portal.yml.
    """
    from ..proofreading import proofread

    try:
        if explain:
            click.echo(proofread.explain(explain), nl=False)
            return
        if not files:
            raise Failure("name at least one file to check (or --explain RULE)")
        code = proofread.run(files, proofread.options(load_portal().check, given))
    except (proofread.UsageError, proofread.BaselineError, SettingsError) as error:
        raise Failure(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Failure(f"cannot write to {error.filename or given['output']} ({error.strerror})") from None
    raise SystemExit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit code. What a command refuses is told in one line.

    Not by click's own `main` but for completion in shells: it ends with 1 when a reader closes our output (`| head`),
    and 1 means findings.
    """
    if COMPLETION in os.environ:
        main.main(arguments, prog_name="mingzhang")
    try:
        with main.make_context("mingzhang", list(arguments)) as context:
            code = main.invoke(context)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return 130
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 2
    return code if isinstance(code, int) else 0
