"""What a long run says: plain lines where nobody watches, ten of them at most for a long stage."""

from __future__ import annotations

import io
from itertools import count, repeat

import pytest
from rich.console import Console

from mingzhang.progress import Reporter, StageDone, in_words, per_second


def reported(
    terminal: bool = False, quiet: bool = False, seconds: float = 0.0
) -> tuple[Reporter, io.StringIO]:
    """A reporter whose clock moves by so many seconds each time it is looked at."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100, highlight=False, soft_wrap=True)
    ticks = count(0, seconds) if seconds else repeat(0.0)
    return Reporter(console, quiet, lambda: next(ticks)), out


@pytest.mark.parametrize(
    ("name", "total", "done", "lines"),
    [
        ("Indexing", None, 0, ["Indexing"]),
        ("Reading", 12, 12, ["Reading (12)"]),
        ("Reading", 199, 199, ["Reading (199)"]),
        ("Reading", 200, 40, ["Reading (200)", "  Reading: 20 of 200", "  Reading: 40 of 200"]),
        ("Reading", 0, 0, ["Reading (0)"]),
    ],
)
def test_a_stage_says_its_name_and_how_far_it_is(
    name: str, total: int | None, done: int, lines: list[str]
) -> None:
    reporter, out = reported()
    with reporter.stage(name, total) as advance:
        for _ in range(done):
            advance()
    assert out.getvalue().splitlines() == lines


@pytest.mark.parametrize("total", [200, 1_000, 12_345])
def test_a_long_stage_says_ten_lines(total: int) -> None:
    reporter, out = reported()
    with reporter.stage("Reading", total) as advance:
        for _ in range(total):
            advance()
    assert 10 <= len(out.getvalue().splitlines()) - 1 <= 11


def test_a_long_stage_says_its_rate_and_what_is_left() -> None:
    reporter, out = reported(seconds=2.0)
    with reporter.stage("Reading", 200) as advance:
        for _ in range(200):
            advance()
    said = out.getvalue().splitlines()
    assert said[1] == "  Reading: 20 of 200 (0.5/s, 6 min 0 s left)"
    assert said[-2] == "  Reading: 180 of 200 (0.5/s, 40 s left)"
    assert said[-1] == "  Reading: 200 of 200"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (95, "1 min 35 s"),
        (3_600, "1 h 0 min"),
        (90_061, "25 h 1 min"),
    ],
)
def test_a_time_is_said_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("rate", "words"), [(0.04, "0.04/s"), (5.4, "5.4/s"), (99.96, "100/s"), (78_512.0, "78,512/s")]
)
def test_a_rate_is_said_without_powers_of_ten(rate: float, words: str) -> None:
    assert per_second(rate) == words


@pytest.mark.parametrize("terminal", [True, False])
def test_a_quiet_reporter_says_lines_and_no_stages(terminal: bool) -> None:
    reporter, out = reported(terminal, quiet=True, seconds=1.0)
    with reporter.stage("Reading", 300) as advance:
        for _ in range(300):
            advance()
    reporter.say("warning: x")
    assert out.getvalue() == "warning: x\n"


def test_stages_that_have_ended_are_remembered() -> None:
    reporter, _ = reported(seconds=1.5)
    with reporter.stage("Reading", 3) as advance:
        advance()
    with reporter.stage("Framing"):
        pass
    assert [(one.name, one.done, one.total) for one in reporter.stages] == [
        ("Reading", 1, 3),
        ("Framing", 0, None),
    ]
    assert reporter.stages[1] == StageDone("Framing", 0, None, 1.5)


def test_a_terminal_shows_a_bar() -> None:
    reporter, out = reported(terminal=True)
    with reporter.stage("Reading", 3) as advance:
        advance()
    assert "Reading" in out.getvalue()


@pytest.mark.parametrize("line", ["[bold]no markup[/bold]", "公开01表 [1]", "a" * 500, "50%"])
def test_a_line_is_said_as_it_is(line: str) -> None:
    reporter, out = reported()
    reporter.say(line)
    assert out.getvalue() == f"{line}\n"
