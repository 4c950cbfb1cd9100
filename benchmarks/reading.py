"""How fast files are read, and what a long one takes: `python benchmarks/reading.py [--pages 500]`.

Printed are documents per processor second of a Word document (the sample account, with some 5,500 cells), and how many
times the bare parse of its XML that is; pages per processor second of a PDF printed by Chromium; and the memory of a process
(of Linux) that has read a PDF of so many pages, beside one that has read a single account of some thirty: what of it the
document is, what the file, and what else. The targets: 50 documents, 30
pages. Processor time is that of this process; the least of some runs is told, for other work on a machine only adds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from pypdf import PdfReader, PdfWriter

from mingzhang.reading import read
from mingzhang.reading.packed import Package, parsed
from writing_carriers import as_docx, as_pdf, parts_of

ROOT = Path(__file__).resolve().parent.parent
_IN_A_PROCESS = """
import ctypes, gc, sys
from pathlib import Path
from mingzhang.reading import read

def memory(kind):
    return int(Path("/proc/self/status").read_text().partition(kind)[2].split()[0]) // 1024

def held():  # what is free goes back to the system first
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return memory("VmRSS:")

read(Path(sys.argv[2]))
before = held()
document = read(Path(sys.argv[1]))
print(memory("VmHWM:"), held() - before)
"""


def least(work: Callable[[], object], runs: int = 12) -> float:
    """Processor seconds of the quickest of some runs."""
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def memory(path: Path, before: Path) -> tuple[int, int, int]:
    """MB: the most a process held that read a file (and another `before`, so that all is loaded), what of it the document is,
    and the file itself."""
    told = subprocess.run(
        [sys.executable, "-c", _IN_A_PROCESS, path, before], check=True, capture_output=True, text=True
    )
    most, document = map(int, told.stdout.split())
    return most, document, path.stat().st_size // 2**20


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--pages", type=int, default=500)
    asked = given.parse_args()
    parts = parts_of(ROOT / "disclosures" / "sample-001-2023.txt")
    with tempfile.TemporaryDirectory() as folder:
        word, pdf, long_pdf = (Path(folder) / name for name in ("a.docx", "a.pdf", "long.pdf"))
        as_docx(parts, word)
        data = word.read_bytes()
        main_part = Package(data).member("word/document.xml")
        whole, bare = least(lambda: read(word, word.name, data)), least(lambda: parsed(main_part))
        print(f"docx  {1 / whole:6.1f} documents/CPU-s  {whole / bare:.1f} times the parse of its XML")
        as_pdf(parts, pdf)
        pages = len(PdfReader(pdf).pages)
        print(f"pdf   {pages / least(lambda: read(pdf), 3):6.1f} pages/CPU-s")
        writer = PdfWriter()
        for _ in range(max(1, asked.pages // pages)):
            writer.append(str(pdf))
        writer.write(str(long_pdf))
        for path, count in ((pdf, pages), (long_pdf, len(writer.pages))):
            most, document, file = memory(path, pdf)
            print(
                f"pdf   {most} MB for {count} pages: {document} the document, {file} the file, {most - document - file} else"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
