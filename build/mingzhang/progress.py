"""What a long run says while it works: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from .interruptions import tidied_by

Advance = Callable[[], None]


class Reporter:
    """Tells stages and lines on standard error, so that standard output stays data."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, highlight=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """A stage of work; call what it gives once per piece done."""
        if self.console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            with Progress(*columns, TimeElapsedColumn(), console=self.console) as progress:
                task = progress.add_task(name, total=total)
                with tidied_by(progress.stop):
                    yield lambda: progress.advance(task)
            return
        self.say(f"{name} ({total})" if total is not None else name)
        yield _plain_counter(self, name, total)

    def say(self, line: str) -> None:
        self.console.print(line, markup=False)


def _plain_counter(reporter: Reporter, name: str, total: int | None) -> Advance:
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        # Ten lines for a long stage tell enough; a short one is over before anyone reads.
        if total and total >= 200 and done % (total // 10) == 0:
            reporter.say(f"  {name}: {done} of {total}")

    return advance
