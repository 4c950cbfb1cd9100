"""`datasette_metadata.yml`: the part made from the catalogue, beside what people write by hand.

The made part stands between two marker lines and is rendered anew; everything outside them is kept as it is. The
portal's own canned queries go below the second marker, where they join the mapping `queries`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..catalogue import TABLES, Column, Table
from ..database import full_text
from ..database.storage import HIDDEN
from ..portal import Portal
from .canned import DATABASE, canned_queries
from .errors import ServeError

FILE_NAME = "datasette_metadata.yml"
BEGIN = "    # ▼ 以下由目录（build/mingzhang/catalogue）与 serving/questions 生成，请勿手改"
END = "    # ▲ 以上为生成部分；本站自己的查询写在下面，缩进与上面的查询相同"

_FACETS: dict[str, tuple[str, ...]] = {
    "departments": ("district", "kind"),
    "disclosures": ("fiscal_year", "scope"),
    "sources": ("status", "format"),
    "statements": ("status", "number"),
    "rules": ("severity",),
    "findings": ("severity", "rule_id"),
    "evaluation_forms": ("kind",),
    "function_codes": ("level",),
    "economic_codes": ("level",),
}
_LABELS = {
    "departments": "short_name",
    "disclosures": "title",
    "sources": "path",
    "metrics": "name_zh",
    "rules": "name_zh",
    "evaluation_forms": "name",
    "sections": "heading",
}
_SEARCH = {"search_documents": (full_text.TABLE, "id")}
"""Tables with a full-text index of their own: (index, key)."""


def column_text(column: Column) -> str:
    """A column in one line: Chinese name, meaning, unit."""
    unit = f"（{column.unit}）" if column.unit else ""
    meaning = f"：{column.description}" if column.description and column.description != column.zh else ""
    return f"{column.zh}{unit}{meaning}"


def table_metadata(table: Table) -> dict[str, Any]:
    """What Datasette is told about one table or view."""
    known: dict[str, Any] = {"title": table.zh, "description": table.description}
    known["columns"] = {column.name: column_text(column) for column in table.columns}
    if table.name in _FACETS:
        known["facets"] = list(_FACETS[table.name])
    if table.name in _LABELS:
        known["label_column"] = _LABELS[table.name]
    if table.name in _SEARCH:
        known["fts_table"], known["fts_pk"] = _SEARCH[table.name]
    return known


def generated() -> str:
    """The made part, markers included."""
    tables = {table.name: table_metadata(table) for table in TABLES}
    queries = {
        query.name: {
            "title": query.title,
            "description": query.description,
            "hide_sql": True,
            "sql": _Text(query.sql),
        }
        for query in canned_queries()
    }
    text = yaml.dump(
        {"tables": tables, "queries": queries},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    body = "\n".join(f"    {line}".rstrip() for line in text.splitlines())
    return f"{BEGIN}\n{body}\n{END}"


def render(existing: str) -> str:
    """The file `existing` with its made part as the catalogue has it now."""
    before, begin, rest = existing.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ServeError(
            f"{FILE_NAME}: the marker lines of the made part are gone; restore them from the shipped file"
        )
    return before + generated() + after


def load(portal: Portal) -> dict[str, Any]:
    """The metadata Datasette is started with: the portal's file, its title, licence and address filled in."""
    file = portal.part(FILE_NAME)
    known = _read(file)
    known["databases"] = databases = _section(file, known, "databases")
    databases[DATABASE] = database = _section(file, databases, DATABASE)
    for name, query in _section(file, database, "queries").items():
        if not isinstance(query, str) and not (isinstance(query, dict) and isinstance(query.get("sql"), str)):
            raise ServeError(f"{file}: query {name} has no `sql`; write it or take the query out")
    for name, table in _section(file, database, "tables").items():
        if not isinstance(table, dict):
            raise ServeError(f"{file}: table {name} is described by nothing that has keys; mend or remove it")
    known.setdefault("title", portal.title)
    known.setdefault("description", portal.description)
    known.setdefault("license", portal.licence)
    known.pop("allow_sql", None)  # open or closed is portal.yml's to say, in one place
    database.pop("allow_sql", None)
    return known


def hide_stored(known: dict[str, Any]) -> dict[str, Any]:
    """Let Datasette list the published views only, not the tables that their rows lie in."""
    tables = known["databases"][DATABASE].setdefault("tables", {}) or {}
    known["databases"][DATABASE]["tables"] = tables | {name: {"hidden": True} for name in HIDDEN}
    return known


def _read(file: Path) -> dict[str, Any]:
    try:
        known = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ServeError(f"{file}: no such file; a new portal (mingzhang init) has one to copy") from None
    except yaml.MarkedYAMLError as error:
        at = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ServeError(f"{file}{at}: not YAML: {error.problem or error.context}") from None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ServeError(f"{file}: cannot be read: {str(error).splitlines()[0]}") from None
    if not isinstance(known, dict) or "databases" not in known:
        raise ServeError(f"{file}: no section `databases`; restore it from the shipped file")
    return known


def _section(file: Path, inside: dict[str, Any], name: str) -> dict[str, Any]:
    """A mapping of the file, empty where there is none; ServeError where something else stands there."""
    found = inside.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ServeError(
            f"{file}: `{name}` must hold names with what belongs to each; restore it from the shipped file"
        )
    return found


def write(file: Path) -> bool:
    """Bring the made part of `file` up to date; True if it changed."""
    before = file.read_text(encoding="utf-8")
    after = render(before)
    if after != before:
        file.write_text(after, encoding="utf-8")
    return after != before


class _Text(str):
    """A string that YAML writes as a block."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Blocks for SQL, no aliases: a file to be read by people."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    _Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


if __name__ == "__main__":
    write(Path(FILE_NAME))
