"""What `mingzhang check` does: proofread files on this machine, print what was found, say so in the exit code.

Exit codes: 0 nothing as grave as the threshold, 1 findings that are (errors unless told otherwise), 2 a wrong option or
a file that could not be read.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ..checking import RULES, check
from ..checking.messages import SEVERITIES
from ..checking.registry import rule_order
from ..checking.report import FORMATS, Review
from ..checking.report import baseline as baselines
from ..checking.report.baseline import BaselineError, Entry
from ..checking.report.reviewed import Proofed
from ..checking.report.terminal import explain as explained
from ..checking.spots import with_cells
from ..model import CheckReport, Document, Finding, NotADisclosure, NotReadable, Severity
from ..parsing import parse
from ..portal import Check
from ..reading import read
from ..reading.files import MAX_BYTES, input_files, is_plain_text
from .annotating import CannotAnnotate, annotate

STANDARD_INPUT = Path("-")

__all__ = ["FORMATS", "BaselineError", "Options", "UsageError", "explain", "run"]


class UsageError(ValueError):
    """An option names what does not exist; one line, says what does."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: rules by id or family, the least severity to show, from which severity on to exit with 1."""

    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Severity | None = None
    baseline: Path | None = None
    update_baseline: bool = False
    output: Path | None = None
    statistics: bool = False
    annotate: Path | None = None


def options(settings: Check, given: Mapping[str, Any]) -> Options:
    """The options of the command line, completed by the settings of portal.yml."""
    baseline = given["baseline"] or (Path(settings.baseline) if settings.baseline else None)
    if given["update_baseline"] and baseline is None:
        raise UsageError("--update-baseline needs --baseline FILE")
    severity = given["severity"] or settings.severity or None
    if severity not in (None, *SEVERITIES):
        raise UsageError(f"check.severity is one of {', '.join(SEVERITIES)}; portal.yml says {severity}")
    return Options(
        **{
            **given,
            "select": given["select"] or settings.select,
            "ignore": (*given["ignore"], *settings.ignore),
            "severity": severity,
            "baseline": baseline,
        }
    )


def run(paths: Sequence[Path], options: Options) -> int:
    """Proofread files, folders and `-` (standard input), and print the report; returns the exit code."""
    wanted = _wanted(options.select, options.ignore)
    known = _known(options)
    proofed = _proofread_all(_files(paths), partial(proofread, rules=wanted, alone=not options.select))
    if options.update_baseline and options.baseline is not None:
        every = [finding for one in proofed for finding in one.report.findings]
        print(f"{options.baseline}: {baselines.write(options.baseline, every)}", file=sys.stderr)
        return 0
    files = tuple(_reviewed(one, known, options.severity) for one in proofed)
    if options.annotate is not None:
        _annotate(files, options.annotate)
    colour = options.output is None and options.format in ("text", "concise") and sys.stdout.isatty()
    _write(FORMATS[options.format](Review(files, colour, options.statistics)), options.output)
    if any(one.error for one in files):
        return 2
    grave = SEVERITIES[: SEVERITIES.index(options.severity or "error") + 1]
    return int(any(finding.severity in grave for one in files for finding in one.findings))


def _proofread_all(paths: Sequence[Path], check: Callable[..., Proofed]) -> list[Proofed]:
    """Proofread files: text here, everything else by processes with limits."""
    named = [path for path in paths if path != STANDARD_INPUT]
    proofed = [check(path) for path in paths if path == STANDARD_INPUT]
    plain = all(map(is_plain_text, named))
    if plain and len(named) < 2:
        return proofed + [check(path) for path in named]
    from ..progress import Reporter  # what a text alone does without
    from .in_workers import check_files

    return proofed + check_files(named, check, Reporter(quiet=not sys.stderr.isatty()), here=plain)


def _annotate(files: Sequence[Proofed], output: Path) -> None:
    """Write the copy with comments of the one file that was checked."""
    if len(files) != 1 or files[0].path == STANDARD_INPUT or "!/" in str(files[0].path):
        raise UsageError(
            "--annotate takes one file by its name; a member of an archive must be unpacked first"
        )
    if files[0].error is None:
        try:
            count = annotate(files[0], output)
        except CannotAnnotate as error:
            raise UsageError(str(error)) from error
        print(f"{output}: {count} comment{'s' * (count != 1)}", file=sys.stderr)


def explain(rule_ids: Iterable[str]) -> str:
    """What rules check; `UsageError` for one that does not exist."""
    return "\n".join(explained(RULES[rule_id]) for rule_id in existing(rule_ids))


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, those of the folders named; `UsageError` for a folder that holds none."""
    found: list[Path] = []
    for path in paths:
        files = [file for file, _ in input_files([path]).files] if path.is_dir() else [path]
        if not files:
            raise UsageError(f"{path}: no files in it")
        found += files
    return found


def proofread(
    path: Path,
    rules: Iterable[str] | None = None,
    *,
    alone: bool = True,
    reading: Callable[[], Document] | None = None,
) -> Proofed:
    """Read, parse and check one file, or what `reading` returns; what cannot be read is told in `error`, never raised.

    Unless they run `alone`, the other rules run as well and are not told: what they know of a figure keeps the chosen
    ones from blaming another.
    """
    try:
        if reading is not None:
            document = reading()
        else:
            document = _from_standard_input() if path == STANDARD_INPUT else read(path)
        disclosure = parse(document)
        chosen = None if rules is None else frozenset(rules)
        report = check(disclosure, chosen if alone else None)
        if chosen is not None and not alone:
            report = _only(report, chosen)
        report = with_cells(report, document)
    except (NotReadable, NotADisclosure) as error:
        return Proofed(path, error=str(error))
    except OSError as error:
        return Proofed(path, error=f"无法打开文件（{error.strerror or error}）")
    except MemoryError:
        return Proofed(path, error="读取时内存不足：请检查文件是否正常")
    except Exception as error:
        # The last line of defence: the exit code of findings must not stand for a fault of ours.
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Proofed(path, error=f"读取时出现内部错误（{what}）：请将此文件报告给开发者")
    return Proofed(path, document.lines, disclosure, report, document.pages, parts=document.parts)


def _only(report: CheckReport, rules: frozenset[str]) -> CheckReport:
    """What a report says of some rules."""
    return CheckReport(
        tuple(finding for finding in report.findings if finding.rule_id in rules),
        tuple(result for result in report.results if result.rule_id in rules),
    )


def _from_standard_input() -> Document:
    """A document from standard input; its carrier is told by its content."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "standard-input.txt"
        file.write_bytes(sys.stdin.buffer.read(MAX_BYTES + 1))
        return read(file)


def _reviewed(one: Proofed, known: list[Entry], severity: Severity | None) -> Proofed:
    """The file with the findings to show: without those accepted, and none below the threshold."""
    shown: list[Finding] = []
    accepted: list[Finding] = []
    least = severity or SEVERITIES[-1]
    levels = SEVERITIES[: SEVERITIES.index(least) + 1]
    for finding in one.report.findings:
        if finding.severity in levels:
            (accepted if baselines.accepted(finding, known) else shown).append(finding)
    return replace(one, findings=tuple(shown), accepted=tuple(accepted), least=least)


def _wanted(select: Iterable[str], ignore: Iterable[str]) -> list[str] | None:
    """The rules to run: those named (all where none is), without those to ignore."""
    chosen = existing(select) or list(RULES)
    without = set(existing(ignore))
    return [rule_id for rule_id in chosen if rule_id not in without]


def _known_like(wanted: str) -> str:
    """The rules of the family that an unknown id names, or all families."""
    own = [rule.id for rule in RULES.values() if wanted.partition(".")[0] == rule.family.casefold()]
    if own:
        return f"rules of its family are {', '.join(own)}"
    return f"families are {', '.join(sorted({rule.family for rule in RULES.values()}, key=rule_order))}"


def existing(rule_ids: Iterable[str]) -> list[str]:
    """The ids that are named: one id, a family (N16), or a group by its letter (N)."""
    found: list[str] = []
    for given in rule_ids:
        for name in given.replace("，", ",").split(","):
            wanted = name.strip().casefold()
            members = [
                rule.id
                for rule in RULES.values()
                if wanted in (rule.id.casefold(), rule.family.casefold(), rule.id[0].casefold())
            ]
            if wanted and not members:
                raise UsageError(f"no rule {name.strip()}; {_known_like(wanted)}")
            found += members
    return list(dict.fromkeys(found))


def _known(options: Options) -> list[Entry]:
    if options.baseline is None or (options.update_baseline and not options.baseline.exists()):
        return []
    return baselines.load(options.baseline)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8", errors="backslashreplace")
