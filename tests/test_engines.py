"""Work in processes: any number of items, and what one does to its process never takes the others along."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from mingzhang import engines
from mingzhang.engines import ENGINES, Engine, EngineError, Ground, InlineEngine, LocalEngine, Loss, in_order

READY = "ready"


def square(n: int) -> int:
    return n * n


def dies_at_three(n: int) -> int:
    if n == 3:
        os._exit(1)
    return n * n


def worker_of(n: int) -> int:
    if n == 3:
        os._exit(1)
    return os.getpid()


def fails_at_three(n: int) -> int:
    if n == 3:
        raise OSError(28, "No space left on device", "/portal/page")
    return n


def goes_astray(n: int) -> int:
    if n == 3:
        re.fullmatch("(a|aa)+b", "a" * 60)
    return n


def waits(n: int) -> int:
    if n == 3:
        time.sleep(600)
    return n


def dies_once(marker: str) -> str:
    """As a process does that the system ended for the memory others took."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def lost(item: object, why: Loss) -> Any:
    return why


class StubEngine:
    """The least that is an engine: what the contract test holds for any other, as for one on a cluster."""

    limits = False

    def run(
        self,
        work: Callable[[Any], Any],
        items: Iterable[Any],
        on_loss: Callable[[Any, Loss], Any],
        cpu_seconds: float | None = None,
    ) -> Iterator[Any]:
        for item in items:
            yield work(item)

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


CONTRACT: dict[str, Callable[[Ground], Engine]] = {
    **ENGINES,
    "two": lambda _: LocalEngine(2),
    "stub": lambda _: StubEngine(),
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name == "dask" else ()) for name in sorted(CONTRACT)],
)
def test_contract_of_engines(name: str, tmp_path: Path) -> None:
    """Every item gives one result, whatever their number; errors are raised; an engine serves one run after another."""
    with CONTRACT[name](Ground(tmp_path)) as engine:
        assert list(engine.run(square, [], lost)) == []
        assert sorted(engine.run(square, iter(range(100)), lost)) == [n * n for n in range(100)], (
            f"{name}: run() must give one result for each item"
        )
        assert list(in_order(engine, square, range(50))) == [n * n for n in range(50)]
        with pytest.raises(OSError, match="No space left") as raised:
            list(engine.run(fails_at_three, range(10), lost))
        assert raised.value.filename == "/portal/page", f"{name}: run() must raise what the work raised"
        assert sorted(engine.run(square, range(5), lost)) == [0, 1, 4, 9, 16]


def test_more_than_a_thousand_items_on_two_processes_end() -> None:
    with LocalEngine(2) as engine:
        assert sorted(engine.run(square, range(1200), lost)) == [n * n for n in range(1200)]


def test_items_are_taken_as_workers_become_free() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    with LocalEngine(2) as engine:
        for done, _ in enumerate(engine.run(square, items(), lost), start=1):
            assert len(taken) <= done + 2


def test_an_item_that_kills_its_process_is_lost_alone() -> None:
    with LocalEngine(2) as engine:
        results = list(engine.run(dies_at_three, range(60), lost))
    assert results.count(Loss.CRASHED) == 1
    assert sorted(r for r in results if isinstance(r, int)) == [n * n for n in range(60) if n != 3]


def test_a_dead_process_costs_two_new_ones_and_no_more() -> None:
    with LocalEngine(2) as engine:
        pids = {pid for pid in engine.run(worker_of, range(60), lost) if isinstance(pid, int)}
    assert len(pids) <= 4


def test_an_item_that_could_not_help_it_is_tried_again_alone(tmp_path: Path) -> None:
    with LocalEngine(2) as engine:
        assert list(engine.run(dies_once, [str(tmp_path / "seen")], lost)) == ["done"]


@pytest.mark.slow
def test_cpu_time_is_limited_even_in_a_regular_expression(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.engines.local.WALL_FACTOR", 10_000)  # however busy the machine
    with LocalEngine(2) as engine:
        results = list(engine.run(goes_astray, range(6), lost, cpu_seconds=1))
    assert sorted(r for r in results if isinstance(r, int)) == [0, 1, 2, 4, 5]
    assert results.count(Loss.CPU_TIME) == 1


def test_waiting_is_limited_by_a_longer_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty times the CPU time: 120 s of it are 40 minutes by the clock; here, 0.01 s are 0.2 s."""
    monkeypatch.setattr("mingzhang.engines.local._LOOK", 0.1)
    with LocalEngine(2) as engine:
        results = list(engine.run(waits, range(3, 4), lost, cpu_seconds=0.01))
    assert results == [Loss.WALL_TIME]


def test_workers_end_by_themselves_when_their_parent_is_killed() -> None:
    script = (
        "import sys, os; sys.path.insert(0, sys.argv[1]); from test_engines import *\n"
        "with LocalEngine(2) as engine:\n"
        "    list(engine.run(tells_and_waits, range(2), lost))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(Path(__file__).parent)], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert [process.stderr.readline() for _ in range(2)] == [f"{READY}\n"] * 2
        process.kill()
        assert process.stderr.read() == ""  # the pipe closes when the last of them has ended


def tells_and_waits(n: int) -> None:
    os.write(2, f"{READY}\n".encode())  # in one piece, whoever else writes
    time.sleep(600)


def test_a_worker_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with LocalEngine(2) as engine, pytest.raises(EngineError, match="ended at once"):
        list(engine.run(square, [1], lost))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with LocalEngine(2) as engine, pytest.raises(EngineError, match="No such file"):
        list(engine.run(square, [1], lost))


def test_an_engine_says_whether_it_keeps_limits_of_time() -> None:
    assert LocalEngine(1).limits
    assert not InlineEngine().limits


def test_cores_are_those_this_process_may_use() -> None:
    if hasattr(os, "sched_getaffinity"):
        assert engines.cores() == len(os.sched_getaffinity(0))


def test_workers_that_are_thrown_out_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """A run that ends early closes pipes that hold answers nobody reads."""
    with LocalEngine(2) as engine:
        for _ in range(5):
            results = engine.run(square, range(100), lost)
            next(results)
            results.close()  # type: ignore[attr-defined]
    assert capfd.readouterr().err == ""
