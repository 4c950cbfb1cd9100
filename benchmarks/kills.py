"""A build stopped at many moments: `python benchmarks/kills.py [--kills 41] [--documents 40]`.

By SIGINT, SIGTERM and SIGKILL in turn, at moments spread evenly over the time of one whole build. After each the old
portal must stand, nothing half-made may be left (but after SIGKILL), no worker may live, and the next build must work.
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from documents import minimal, write
from interrupted import stop_build
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=41)
    parser.add_argument("--documents", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        faults = kills(folder, asked.kills, asked.documents)
    print(f"{asked.kills} kills, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    return int(bool(faults))


def kills(folder: Path, times: int, documents: int) -> list[str]:
    """What went wrong in so many kills."""
    inputs, output = write(folder / "in", first=minimal(year=1999)), folder / "portal"
    portal = Portal(root=starter_root())
    build_portal([inputs], output, portal, Reporter())
    write(
        inputs, **{f"f{n:03d}": minimal(year=2000 + n % 25, total=f"{1000 + n}.00") for n in range(documents)}
    )
    begin = time.perf_counter()
    stop_build(inputs, folder / "other", signal.SIGKILL, after=3600)
    whole = time.perf_counter() - begin
    faults = []
    ended = 0
    for kill in range(times):
        number, after = SIGNALS[kill % 3], whole * kill / times
        stopped = stop_build(inputs, output, number, after=after)
        where = f"{number.name} after {after:.1f} of {whole:.1f} s"
        if stopped.code == 0:
            ended += 1
        elif number != signal.SIGKILL:
            if stopped.code != 128 + number and after > 0.1:
                faults.append(f"{where}: exit code {stopped.code}")
            if (folder / ".mingzhang" / "portal" / "building").exists():
                faults.append(f"{where}: building/ is left")
        if any("Traceback" in line for line in stopped.told) and after > 0.1:
            faults.append(f"{where}: a traceback")
        if stopped.left:
            faults.append(f"{where}: {len(stopped.left)} workers live on")
        faults += [f"{where}: {fault}" for fault in damage(output, (1, documents + 1))]
    if build_portal([inputs], output, portal, Reporter()).disclosures != documents + 1:
        faults.append("the build after the last kill is not whole")
    print(f"a whole build took {whole:.1f} s; {ended} builds had ended before their kill")
    return faults


def damage(output: Path, expected: tuple[int, ...]) -> list[str]:
    """What is wrong with a portal that must hold one of these numbers of disclosures."""
    with closing(sqlite3.connect(f"file:{output / 'disclosures.db'}?mode=ro", uri=True)) as conn:
        (sound,) = conn.execute("PRAGMA integrity_check").fetchone()
        (count,) = conn.execute("SELECT count(*) FROM disclosures").fetchone()
    faults = [] if sound == "ok" else [f"integrity check: {sound}"]
    if count not in expected:
        faults.append(f"{count} disclosures")
    if not (output / "site" / "index.html").is_file():
        faults.append("no site")
    return faults


if __name__ == "__main__":
    sys.exit(main())
