"""What a long run says while it works: a bar on a terminal, plain lines elsewhere, with rate and remaining time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from .interruptions import tidied_by

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage that has ended: how many pieces of how many were done, in how many seconds."""

    name: str
    done: int
    total: int | None
    seconds: float


class Reporter:
    """Tells stages and lines on standard error, so that standard output stays data.

    `quiet` keeps the stages to itself; lines are said all the same. `stages` are those that have ended.
    """

    def __init__(
        self, console: Console | None = None, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.console = console or Console(stderr=True, highlight=False, soft_wrap=True)
        self.stages: list[StageDone] = []
        self._quiet, self._clock = quiet, clock

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """A stage of work; call what it gives once per piece done."""
        done, begun = 0, self._clock()

        def advance() -> None:
            nonlocal done
            done += 1
            shown()

        with self._shown(name, total, lambda: (done, self._clock() - begun)) as shown:
            yield advance
        self.stages.append(StageDone(name, done, total, self._clock() - begun))

    @contextmanager
    def _shown(self, name: str, total: int | None, far: Callable[[], tuple[int, float]]) -> Iterator[Advance]:
        """Show a stage; call what it gives when one more is done. `far` says how many are, after how many seconds."""
        if self._quiet:
            yield lambda: None
        elif self.console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            times = (TimeElapsedColumn(), _Rate(), TimeRemainingColumn())
            with Progress(*columns, *times, console=self.console) as progress:
                task = progress.add_task(name, total=total)
                with tidied_by(progress.stop):
                    yield lambda: progress.advance(task)
        else:
            self.say(f"{name} ({total})" if total is not None else name)
            yield lambda: self._say_tenth(name, total, *far())

    def _say_tenth(self, name: str, total: int | None, done: int, seconds: float) -> None:
        """Ten lines for a long stage tell enough; a short one is over before anyone reads."""
        if not total or total < 200 or done % (total // 10):
            return
        rate = done / seconds if seconds > 0 else 0.0
        told = (
            f" ({per_second(rate)}, {in_words((total - done) / rate)} left)" if rate and done < total else ""
        )
        self.say(f"  {name}: {done} of {total}{told}")

    def say(self, line: str) -> None:
        self.console.print(line, markup=False)


class _Rate(TextColumn):
    """Pieces a second since the stage began: the speed of the last two alone may be anything."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        rate = task.completed / task.elapsed if task.elapsed else 0.0
        return Text(per_second(rate) if rate else "", style="progress.data.speed")


def per_second(rate: float) -> str:
    """A rate, for people: three digits, and no powers of ten.

    >>> per_second(0.7871), per_second(16.94), per_second(78_500.0)
    ('0.787/s', '16.9/s', '78,500/s')
    """
    return f"{rate:,.0f}/s" if rate >= 100 else f"{rate:.3g}/s"


def in_words(seconds: float) -> str:
    """How long something takes, for people.

    >>> in_words(42.4), in_words(95), in_words(7_300)
    ('42 s', '1 min 35 s', '2 h 1 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
