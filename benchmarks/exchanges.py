"""A portal exchanged under load: `python benchmarks/exchanges.py --exchanges 30 --seconds 60`.

Six clients read pages, files, tables, CSV, SQL of their own and the search without a pause while the portal is exchanged.
Targets: no answer of status 500, none cut off, none of two versions.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from test_serving_swap import CLIENTS, read_while_exchanged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exchanges", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pause = given.seconds / given.exchanges
        read, faults = read_while_exchanged(Path(folder) / "portal", given.exchanges, pause)
    print(f"{read:,} answers to {CLIENTS} clients during {given.exchanges} exchanges; faults: {dict(faults)}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
