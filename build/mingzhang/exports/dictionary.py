"""The data dictionary as one JSON file: every table, view and column of the catalogue."""

from __future__ import annotations

from ..catalogue import TABLES


def dictionary() -> list[dict[str, object]]:
    """List every table, view and column of the catalogue."""
    return [
        {
            "table": table.name,
            "title": table.zh,
            "title_en": table.en,
            "description": table.description,
            "view": table.view is not None,
            "primary_key": list(table.primary_key),
            "columns": [
                {
                    "name": column.name,
                    "type": column.type,
                    "title": column.zh,
                    "title_en": column.en,
                    "description": column.description,
                    "unit": column.unit,
                    "references": column.references,
                    "required": column.required,
                }
                for column in table.columns
            ],
        }
        for table in TABLES
    ]
