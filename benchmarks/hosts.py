"""A build on hosts of their own: each a network namespace with an address, a bridge between them (root, iproute2).

    PYTHONPATH=tests python benchmarks/hosts.py [--documents 48] [--hosts 3]

The same made-up corpus is built three times: on this machine alone; by the workers of all hosts; and again while the
cable of one host is pulled in the middle of reading. The three portals must be equal byte for byte. Last, a build with
a scheduler that nobody can reach: how long it takes to say so. The machine's processors are shared, so what this tells
is that the work goes over a network and survives it, not how fast a cluster is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scale import corpus

BRIDGE, NAME, NET = "mzbridge", "mzhost", "10.213.7."
PORT = 8786
DASK = "from distributed.cli.dask_{0} import main; main()"
FIXED = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
"""The moment of a build is written into it."""
TIMES = {"data.json", "site.json"}
"""What the next build looks at: times of files; nobody is given them."""


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)


@contextmanager
def network(hosts: int) -> Iterator[None]:
    """Lay a bridge with so many hosts on it, and take it away again."""
    with ExitStack() as stack:
        ip("link", "add", BRIDGE, "type", "bridge")
        stack.callback(ip, "link", "del", BRIDGE)
        ip("addr", "add", f"{NET}1/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for host in range(hosts):
            ip("netns", "add", f"{NAME}{host}")
            stack.callback(ip, "netns", "del", f"{NAME}{host}")
            ip("link", "add", cable(host), "type", "veth", "peer", "name", "eth0", "netns", f"{NAME}{host}")
            ip("link", "set", cable(host), "master", BRIDGE, "up")
            inside = ("-n", f"{NAME}{host}")
            ip(*inside, "addr", "add", f"{address(host)}/24", "dev", "eth0")
            ip(*inside, "link", "set", "lo", "up")
            ip(*inside, "link", "set", "eth0", "up")
        yield


def cable(host: int) -> str:
    return f"mzcable{host}"


def address(host: int) -> str:
    return f"{NET}{host + 10}"


@contextmanager
def cluster(hosts: int, folder: Path) -> Iterator[str]:
    """A scheduler on the first host and a worker on each of the others; gives the scheduler's address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(host: int, kind: str, *arguments: str) -> None:
        command = [
            "ip",
            "netns",
            "exec",
            f"{NAME}{host}",
            sys.executable,
            "-c",
            DASK.format(kind),
            *arguments,
        ]
        log = (folder / f"host{host}.log").open("wb")
        running.append(subprocess.Popen(command, stdout=log, stderr=log, env=FIXED))

    at = f"tcp://{address(0)}:{PORT}"
    try:
        start(0, "scheduler", "--host", address(0), "--port", str(PORT), "--no-dashboard")
        for host in range(1, hosts):
            where = ("--host", address(host), "--local-directory", str(folder / f"host{host}"))
            start(host, "worker", at, "--nthreads", "1", "--no-nanny", "--no-dashboard", *where)
        wait_for_workers(at, hosts - 1)
        yield at
    finally:
        for process in running:
            process.kill()
            process.wait()


def wait_for_workers(at: str, workers: int) -> None:
    from distributed import Client

    with Client(at, set_as_default=False, timeout=120) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=120)


def build(inputs: Path, output: Path, *options: str, pulled: int | None = None) -> tuple[float, int, str]:
    """Run the real command; return its seconds, its code and its last line. `pulled` is a host whose cable is pulled
    once a tenth of the files is read."""
    command = [sys.executable, "-m", "mingzhang.cli", "build", str(inputs), "--output", str(output), *options]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=FIXED, stdout=subprocess.DEVNULL
    ) as process:
        if pulled is not None:
            wanted = len(list(inputs.rglob("*.txt"))) // 10
            threading.Thread(target=_pull, args=(output.parent, wanted, pulled), daemon=True).start()
        said = (process.communicate()[1] or "").splitlines()
    return time.perf_counter() - begun, process.returncode, said[-1] if said else ""


def _pull(folder: Path, wanted: int, host: int) -> None:
    """Pull a host's cable once so many shards lie in the cache below a folder."""
    while sum(1 for _ in folder.rglob("*.msgpack")) < wanted:
        time.sleep(0.1)
    ip("link", "set", cable(host), "down")
    print(f"pulled the cable of host {host}", flush=True)


def files_of(portal: Path) -> dict[str, str]:
    """The hash of each published file of a portal, by its path."""
    return {
        str(path.relative_to(portal)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(portal.rglob("*"))
        if path.is_file() and path.name not in TIMES
    }


def compared(portal: Path, alone: Path) -> str:
    """Whether a portal is the one that was built alone, else the first files that differ."""
    one, other = files_of(alone), files_of(portal)
    differ = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return (
        f"{len(other)} files, equal" if not differ else f"{len(differ)} files differ: {', '.join(differ[:3])}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=48)
    parser.add_argument("--hosts", type=int, default=3, help="one for the scheduler, a worker on each other")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        inputs = folder / "in"
        corpus(inputs, given.documents)
        stack.enter_context(network(given.hosts))
        print("| build | seconds | portal |\n|---|---|---|", flush=True)

        def tell(name: str, output: Path, *options: str, pulled: int | None = None) -> None:
            seconds, code, said = build(inputs, output, *options, pulled=pulled)
            print(
                f"| {name} | {seconds:.0f} | {said if code else compared(output, folder / 'alone' / 'portal')} |",
                flush=True,
            )

        tell("this machine alone", folder / "alone" / "portal")
        for name, pulled in (("hosts", None), ("hosts, one cable pulled", given.hosts - 1)):
            place = folder / name.replace(" ", "-")
            place.mkdir()
            with cluster(given.hosts, place) as at:
                tell(name, place / "portal", "--engine", "dask", "--scheduler", at, pulled=pulled)
        nobody = f"tcp://{address(99)}:{PORT}"
        tell("no scheduler there", folder / "none" / "portal", "--engine", "dask", "--scheduler", nobody)


if __name__ == "__main__":
    main()
