"""What a long run says: plain lines where nobody watches, ten of them at most for a long stage."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from mingzhang.progress import Reporter


def reported(terminal: bool = False) -> tuple[Reporter, io.StringIO]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=80, highlight=False, soft_wrap=True)
    return Reporter(console), out


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
