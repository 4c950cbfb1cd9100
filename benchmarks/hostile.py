"""How reading bears damaged and hostile files: `python benchmarks/hostile.py [FILES [FIRST]]`.

2,000 files of every carrier, damaged by seed (tests/hostile_files.py), are read and parsed in the processes of a build.
Told are how many were read, refused in a sentence, lost with their process, how many raised, and the most memory a process
held. `FIRST` (0) is the seed of the first file: a run may go in pieces. One in fifty more is a file of Word's former format, which LibreOffice opens. Exit code 1 where anything raised or was
lost.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from hostile_files import judged, lost, old_word_file, whole_files
from mingzhang.engines import LocalEngine

CPU_SECONDS = 60
OLD_WORD = 50
"""Files to one of Word's former format, which takes LibreOffice some seconds each."""
KINDS = ("read", "refused", "raised", "lost")


def main(count: int, first: int = 0) -> int:
    with tempfile.TemporaryDirectory() as folder, LocalEngine() as engine:
        files = whole_files(Path(folder))
        begun = time.monotonic()
        work = partial(judged, files, Path(folder))
        results = list(engine.run(work, range(first, first + count), lost, CPU_SECONDS))
        old = partial(judged, old_word_file(Path(folder)), Path(folder)) if shutil.which("soffice") else None
        if old:
            results += engine.run(
                old, range(first // OLD_WORD, (first + count) // OLD_WORD), lost, CPU_SECONDS
            )
    kinds = Counter(kind for kind, *_ in results)
    print(
        f"{len(results)} files in {time.monotonic() - begun:.0f} s, at most {max(most for *_, most in results)} MB a process"
    )
    print(", ".join(f"{kinds[kind]} {kind}" for kind in KINDS))
    for told, times in Counter(told for kind, _, told, _ in results if kind == "refused").most_common(12):
        print(f"  {times:5} {told}")
    for kind, seed, told, _ in results:
        if kind in ("raised", "lost"):
            print(f"{kind}: seed {seed}: {told}")
    return int(kinds["raised"] + kinds["lost"] > 0)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:] or [2_000])))
