"""Write made-up disclosures into a folder: `python -m generator DIR [--seed 1] [--departments 4] [--years 3]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from .writing import write_sample


def main() -> None:
    given = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    given.add_argument("folder", type=Path, metavar="DIR")
    given.add_argument("--seed", type=int, default=1, help="the same seed writes the same bytes")
    given.add_argument("--departments", type=int, default=4)
    given.add_argument("--years", type=int, default=3)
    asked = given.parse_args()
    written = write_sample(asked.folder, asked.seed, asked.departments, asked.years)
    print(f"{len(written)} made-up disclosures in {asked.folder}")


if __name__ == "__main__":
    main()
