"""The same metadata as Datasette 1.0 wants it: `metadata.yml` for words, `datasette.yml` for what it does.

    python -m mingzhang.serving.next_datasette FOLDER
    datasette disclosures.db -m FOLDER/metadata.yml -c FOLDER/datasette.yml

1.0 ignores the configuration it finds in metadata without a word (canned queries gone, SQL open): so the two are parted
here, from the one source. The portal itself serves with 0.65; this is for whoever opens the database with 1.0.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from ..portal import Portal, load_portal
from .canned import DATABASE
from .instance import settings
from .metadata import hide_stored, load

_WORDS = ("title", "description", "license", "license_url", "source", "source_url", "about", "about_url")
_NOT_IN_1_0 = {"base_url", "suggest_facets"}
_OWN_FUNCTIONS = ("match_expression(", "snippet_of(", "code_name(", "economic_name(")


def part(known: dict[str, Any], portal: Portal) -> tuple[dict[str, Any], dict[str, Any]]:
    """Metadata of 0.65 as (metadata, configuration) of 1.0. Queries that need our SQL functions are left out."""
    database = known["databases"][DATABASE]
    words: dict[str, Any] = {key: known[key] for key in _WORDS if key in known}
    words["databases"] = {DATABASE: {key: database[key] for key in _WORDS if key in database}}
    words["databases"][DATABASE]["tables"] = {
        name: {key: table[key] for key in ("title", "description", "columns") if key in table}
        for name, table in database["tables"].items()
    }
    behaviour = {
        name: {key: value for key, value in table.items() if key not in ("title", "description", "columns")}
        for name, table in database["tables"].items()
    }
    queries = {
        name: query
        for name, query in database["queries"].items()
        if not any(function in query["sql"] for function in _OWN_FUNCTIONS)
    }
    tables = {name: table for name, table in behaviour.items() if table}
    configuration = {
        "settings": {key: value for key, value in settings(portal).items() if key not in _NOT_IN_1_0},
        "databases": {DATABASE: {"allow_sql": portal.sql.open, "tables": tables, "queries": queries}},
    }
    return words, configuration


def write(folder: Path, portal: Portal) -> tuple[Path, Path]:
    """Write metadata.yml and datasette.yml for Datasette 1.0 into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "metadata.yml", folder / "datasette.yml"
    for file, value in zip(files, part(hide_stored(load(portal)), portal), strict=True):
        file.write_text(
            yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8"
        )
    return files


if __name__ == "__main__":
    write(Path(sys.argv[1]), load_portal())
