"""A portal under load: `python benchmarks/load.py --portal portal [--workers 2] [--seconds 5] [--minutes 10]`.

Serves the portal by the real command and asks for static pages, searches, answers and pages of tables with wrk (Debian's)
at 1, 16 and 64 connections, over the loopback: requests a second, the median and the 99th percentile in milliseconds, the
server's own milliseconds of a core for each answer (which a busy machine hardly changes), and errors. Then it
asks for all of them mixed for so many minutes and prints the memory of all processes (PSS) at the beginning and at the end.
Errors are answers other than of status 200 and connections cut off; there must be none. Read ratios: wrk takes a core of
its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from processes import cpu_seconds, family, pss

CONNECTIONS = (1, 16, 64)
_MOST = 500
_WORDS = (
    "三公经费",
    "公务接待费",
    "行政运行",
    "2080208",
    "项目绩效 未完成",
    "年初结转和结余",
    "政府采购",
    "培训费 会议费",
)
_CONCEPTS = ("三公经费是多少", "支出决算总额是多少", "公务接待花了多少钱", "有几辆公车")
_LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = math.random(#paths)
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "median": %%f, "p99": %%f, "errors": %%d}\\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def paths_of(database: Path) -> dict[str, list[str]]:
    """Return what is asked for, by kind: addresses below the portal's root."""
    conn = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    rows = conn.execute(
        """SELECT disclosures.id, department_id, fiscal_year, short_name, coalesce(city, '') || coalesce(district, '')
        FROM disclosures JOIN departments ON departments.id = department_id ORDER BY disclosures.id LIMIT ?""",
        (_MOST,),
    ).fetchall()
    conn.close()
    pages, searches, answers, tables = [], [], [], []
    for number, (disclosure, department, year, name, place) in enumerate(rows):
        word, concept = _WORDS[number % len(_WORDS)], _CONCEPTS[number % len(_CONCEPTS)]
        pages += [f"/d/{disclosure}/", f"/departments/{department}/"]
        searches += [
            f"/search.json?{urlencode({'q': f'{name} {word}'})}",
            f"/search.json?{urlencode({'q': word, 'year': year})}",
        ]
        answers.append(f"/answer.json?{urlencode({'q': f'{place}{name}{year}年{concept}'})}")
        tables += [
            f"/data/disclosures/key_figures?disclosure_id={quote(disclosure)}",
            f"/data/disclosures/statement_cells.json?disclosure_id={quote(disclosure)}&_shape=array",
        ]
    return {"static pages": pages, "search": searches, "answers": answers, "table pages": tables}


@contextmanager
def serving(portal: Path, workers: int) -> Iterator[tuple[str, int]]:
    """Serve a portal by the command; its address and the number of its first process."""
    command = [
        sys.executable,
        "-m",
        "mingzhang.cli",
        "serve",
        "--output",
        str(portal),
        "--port",
        "0",
        "--workers",
        str(workers),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        try:
            found = re.search(r"http://\S+", (process.stdout or sys.stdin).readline())
            if found is None:
                raise SystemExit("the portal is not served")
            yield found[0].rstrip("/"), process.pid
        finally:
            process.terminate()


def ask(url: str, paths: Sequence[str], connections: int, seconds: float, folder: Path) -> dict[str, float]:
    """Ask for the paths in turn over so many connections; what wrk counted, milliseconds for `median` and `p99`."""
    listed, script = folder / "paths.txt", folder / "paths.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    script.write_text(_LUA % listed, encoding="utf-8")
    threads = min(connections, 2)
    command = [
        "wrk",
        f"-t{threads}",
        f"-c{connections}",
        f"-d{seconds:.0f}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120, check=True).stdout
    counted: dict[str, float] = json.loads(said.strip().splitlines()[-1])
    return counted


def memory(pid: int) -> int:
    """Return the bytes that the served portal's processes hold together."""
    total = 0
    for one in family(pid):
        with suppress(OSError):
            total += pss(one)
    return total


def measure(url: str, pid: int, asked: argparse.Namespace, folder: Path) -> int:
    """Print both tables; return how many errors there were."""
    kinds = paths_of(asked.portal / "disclosures.db")
    errors = 0
    print(
        f"{'kind':<14}{'connections':>12}{'a second':>10}{'median ms':>11}{'p99 ms':>9}{'CPU ms':>8}{'errors':>8}"
    )
    for kind, paths in kinds.items():
        for connections in CONNECTIONS:
            before = cpu_seconds(pid)
            got = ask(url, paths, connections, asked.seconds, folder)
            cpu = (cpu_seconds(pid) - before) * 1000 / max(1, got["requests"])
            errors += int(got["errors"])
            rate = got["requests"] / got["seconds"]
            print(
                f"{kind:<14}{connections:>12}{rate:>10.0f}{got['median']:>11.1f}{got['p99']:>9.1f}{cpu:>8.1f}{got['errors']:>8.0f}"
            )
    if asked.minutes:
        sizes: list[int] = []
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(2):
                sizes.append(memory(pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        mixed = [path for group in zip(*kinds.values(), strict=False) for path in group]
        got = ask(url, mixed, 16, asked.minutes * 60, folder)
        ended.set()
        watcher.join()
        errors += int(got["errors"])
        tenth = max(1, len(sizes) // 10)
        begun, last = max(sizes[:tenth]) / 1e6, max(sizes[-tenth:]) / 1e6
        print(
            f"all kinds, 16 connections, {asked.minutes:g} minutes: {got['requests']:,.0f} answers, {got['errors']:.0f} errors; memory "
            f"{begun:.0f} MB in the first tenth, {last:.0f} MB in the last, {max(sizes) / 1e6:.0f} MB at most"
        )
    return errors


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--portal", type=Path, required=True, help="a built portal")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each kind and number of connections")
    parser.add_argument("--minutes", type=float, default=0.0, help="of all kinds mixed, for the memory")
    asked = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing: apt-get install wrk")
    print(
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}; {asked.workers} workers"
    )
    with tempfile.TemporaryDirectory() as folder, serving(asked.portal, asked.workers) as (url, pid):
        started = time.monotonic()
        errors = measure(url, pid, asked, Path(folder))
        print(f"{time.monotonic() - started:.0f} s")
    return int(errors > 0)


if __name__ == "__main__":
    sys.exit(main())
