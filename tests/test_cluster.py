"""The engine of many machines, with a real scheduler and real workers: the same portal, whatever happens to them."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from documents import minimal, write
from mingzhang.engines import ENGINES, EngineError, Ground, Loss, cluster
from mingzhang.exports import writing
from mingzhang.pipeline.stages import Build, build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Advance, Reporter
from mingzhang.search.documents import prepared
from mingzhang.site import building
from test_engines import dies_at_three, fails_at_three, goes_astray, lost, square
from waiting import until

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"
WORKER = "from distributed.cli.dask_worker import main; main()"
WITHOUT_US = "import sys; sys.modules['mingzhang'] = None; " + WORKER
PORTAL = Portal(root=starter_root(), contact="somebody@example.org")


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path, workers: int, script: str = WORKER) -> None:
        self._told = folder / "scheduler.json"
        self.scheduler = self._start(
            SCHEDULER,
            "--port",
            "0",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
            "--scheduler-file",
            str(self._told),
        )
        until(lambda: self._told.exists() and self._told.read_text().endswith("}"))
        self.workers = [self.join(script) for _ in range(workers)]

    @property
    def address(self) -> str:
        return str(json.loads(self._told.read_text())["address"])

    def join(self, script: str = WORKER) -> subprocess.Popen[bytes]:
        where = str(self._told.parent)
        return self._start(
            script,
            self.address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--local-directory",
            where,
        )

    def _start(self, script: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def running(folder: Path, workers: int = 4, script: str = WORKER) -> Iterator[Cluster]:
    from distributed import Client

    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        made = Cluster(folder, workers, script)
        stack.callback(made.close)
        with Client(made.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield made


class Striking(Reporter):
    """Does something once, when the first file has been read."""

    def __init__(self, strike: Callable[[], object]) -> None:
        super().__init__(quiet=True)
        self._strike: Callable[[], object] | None = strike

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        with super().stage(name, total) as advance:

            def struck() -> None:
                advance()
                if self._strike and name == "Reading and proofreading":
                    strike, self._strike = self._strike, None
                    strike()

            yield struck


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = "青白赤玄金银铜铁石木"
    texts = {
        f"f{number}": minimal(
            f"云州市临江区人民政府{name}坊街道办事处", 2022 + number % 2, f"{1000 + number}.50"
        )
        for number, name in enumerate(names)
    }
    return write(tmp_path_factory.mktemp("in"), **texts)


@pytest.fixture(autouse=True)
def every_stage_on_the_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(building, "_FEW", 0)
    monkeypatch.setattr(prepared, "_FEW", 0)
    monkeypatch.setattr(writing, "MANY", 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    yield
    # Tasks that Dask leaves behind are told with their tracebacks when they are collected; in the middle of parsing code
    # that would fail whatever test comes next (python/cpython#106905).
    gc.collect()


@pytest.fixture(scope="module")
def local(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    try:
        return published(built(inputs, tmp_path_factory.mktemp("local"), "local").output)
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]


def built(
    inputs: Path, folder: Path, engine: str, scheduler: str | None = None, reporter: Reporter | None = None
) -> Build:
    return build_portal(
        [inputs], folder / "portal", PORTAL, reporter or Reporter(quiet=True), engine, scheduler
    )


def published(portal: Path) -> dict[str, bytes]:
    """Every byte the public gets."""
    return {
        file.relative_to(portal).as_posix(): file.read_bytes()
        for part in ("disclosures.db", "data", "site")
        for file in ([portal / part] if part.endswith(".db") else sorted((portal / part).rglob("*")))
        if file.is_file()
    }


def test_a_cluster_builds_the_same_bytes(
    inputs: Path, local: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths may be relative to where the build is started: workers start elsewhere."""
    with running(tmp_path / "cluster") as made:
        monkeypatch.chdir(inputs.parent)
        inputs = inputs.relative_to(inputs.parent)
        result = built(inputs, tmp_path, "dask", made.address)
    assert result.disclosures == 10
    assert published(result.output) == local
    assert not list((tmp_path / ".mingzhang" / "portal").glob(".cluster-*"))


def test_two_workers_killed_in_mid_run_change_nothing(
    inputs: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with running(tmp_path / "cluster") as made:

        def strike() -> None:
            for worker in made.workers[:2]:
                worker.kill()

        result = built(inputs, tmp_path, "dask", made.address, Striking(strike))
        assert [worker.wait() for worker in made.workers[:2]] == [-9, -9]
    assert published(result.output) == local


def test_a_lost_scheduler_is_told_and_the_next_build_goes_on(
    inputs: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    with (
        running(tmp_path / "cluster", 2) as made,
        pytest.raises(EngineError, match=f"scheduler at {made.address} is lost: start it and build again"),
    ):
        built(inputs, tmp_path, "dask", made.address, Striking(made.scheduler.kill))
    assert not (tmp_path / "portal").exists()
    again = built(inputs, tmp_path, "local")
    assert any(receipt.cached for receipt in again.receipts)
    assert published(again.output) == local


# --------------------------------------------------------------------------------------- what is wrong is told


def opened(ground: Ground) -> Any:
    with ENGINES["dask"](ground):
        pytest.fail("no engine should open here")


def test_no_scheduler_at_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER_IN", 1)
    for address in ("tcp://127.0.0.1:9", "localhost:9"):
        with pytest.raises(EngineError, match="no Dask scheduler answers at") as raised:
            opened(Ground(tmp_path, scheduler=address))
        assert "\n" not in str(raised.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "address", ["nonsense://x", "localhost:not-a-port", "nonsense", "http://127.0.0.1:8786"]
)
def test_what_is_no_address_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    import distributed

    monkeypatch.setattr(distributed, "Client", lambda *_, **__: pytest.fail("no client should be started"))
    with pytest.raises(EngineError, match=f"--scheduler {address}: not an address") as raised:
        opened(Ground(tmp_path, scheduler=address))
    assert "\n" not in str(raised.value)


def test_a_scheduler_is_for_dask_alone(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="--scheduler goes with --engine dask"):
        ENGINES["local"](Ground(tmp_path, scheduler="tcp://127.0.0.1:9"))


def test_what_is_wrong_with_a_worker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path / "cluster", 1) as made:
        nowhere = Ground(tmp_path, (tmp_path / "not-mounted",), made.address)
        with pytest.raises(EngineError, match=r"worker tcp://\S+ does not see \S+not-mounted"):
            opened(nowhere)
        with monkeypatch.context() as patched:
            patched.setattr(cluster, "digest_of_code", lambda _: "another")
            with pytest.raises(EngineError, match="another version of mingzhang"):
                opened(Ground(tmp_path, scheduler=made.address))
        with monkeypatch.context() as patched:
            patched.setattr(Path, "touch", lambda *_, **__: None)
            with pytest.raises(EngineError, match="build into a folder that all machines share"):
                opened(Ground(tmp_path, scheduler=made.address))
        for worker in made.workers:
            worker.kill()
            worker.wait()

        def alone() -> bool:
            with pytest.raises(EngineError) as raised:
                opened(Ground(tmp_path, scheduler=made.address))
            return "has no worker" in str(raised.value)

        until(alone)


def test_a_worker_without_the_package_is_told(tmp_path: Path) -> None:
    told = pytest.raises(
        EngineError, match=r"worker tcp://\S+ cannot run mingzhang .*install the same everywhere$"
    )
    with running(tmp_path / "cluster", 1, WITHOUT_US) as made, told:
        opened(Ground(tmp_path, scheduler=made.address))


def test_an_item_takes_no_worker_along(tmp_path: Path) -> None:
    """An item that crashes, or uses up its time, is lost alone; a full disk on one worker ends the run with its reason."""
    with (
        running(tmp_path / "cluster", 2) as made,
        ENGINES["dask"](Ground(tmp_path, scheduler=made.address)) as engine,
    ):
        results = list(engine.run(dies_at_three, range(20), lost))
        assert results.count(Loss.CRASHED) == 1
        assert sorted(r for r in results if isinstance(r, int)) == [n * n for n in range(20) if n != 3]
        assert list(engine.run(goes_astray, [3, 4], lost, cpu_seconds=1)).count(Loss.CPU_TIME) == 1
        told = f"No space left .*, on worker {os.uname().nodename}"
        with pytest.raises(OSError, match=told) as raised:
            list(engine.run(fails_at_three, range(10), lost))
        assert raised.value.filename == "/portal/page"
        assert [worker.poll() for worker in made.workers] == [None, None]


def test_no_worker_is_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    with (
        running(tmp_path / "cluster", 1) as made,
        ENGINES["dask"](Ground(tmp_path, scheduler=made.address)) as engine,
    ):
        monkeypatch.setattr(cluster, "_ANSWER_IN", 1)
        results = engine.run(square, range(1000), lost)
        next(results)
        made.workers[0].kill()
        with pytest.raises(EngineError, match=r"no worker of tcp://\S+ is left: start some and build again"):
            list(results)
