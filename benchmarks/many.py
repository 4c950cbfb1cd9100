"""Many documents in one build: `python benchmarks/many.py [--documents 1500]`.

More than a thousand files once hung a build for ever (python/cpython#115634). Small made-up documents, each of its own
department and year; prints seconds of the clock and of processors, and the most memory a process took.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from documents import minimal, write
from mingzhang.pipeline.stages import build_portal
from mingzhang.portal import Portal, starter_root
from mingzhang.progress import Reporter

_HAN = "青白赤玄金银铜铁石木水火土山川河海湖泉林松柏竹梅兰菊荷桃李杏梨枣桂枫榆槐柳杨桐樟楠"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        inputs = write(Path(name) / "in", **dict(made_up(asked.documents)))
        begin = time.perf_counter()
        result = build_portal([inputs], Path(name) / "portal", Portal(root=starter_root()), Reporter())
        seconds = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    print(result.summary)
    print(
        f"{asked.documents} documents: {seconds:.0f} s of the clock, {cpu:.0f} s of processors; at most "
        f"{used[0].ru_maxrss // 1024} MB in the first process, {used[1].ru_maxrss // 1024} MB in a worker"
    )
    return int(result.disclosures != asked.documents)


def made_up(documents: int) -> list[tuple[str, str]]:
    """So many small documents by file name."""
    texts = []
    for number in range(documents):
        first, second = _HAN[number // 4 % len(_HAN)], _HAN[number // 4 // len(_HAN) % len(_HAN)]
        body = f"云州市临江区人民政府{first}{second}街道办事处"
        texts.append((f"f{number:05d}", minimal(body, year=2020 + number % 4, total=f"{1000 + number}.50")))
    return texts


if __name__ == "__main__":
    sys.exit(main())
