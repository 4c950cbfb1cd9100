"""The database as files that last: CSV, JSON Lines, Parquet, XLSX, data packages, catalogues, a feed, citations."""

from .citing import Citation, citation, data_version, version_of
from .descriptions import Release, release_of
from .linked import dataset_json, script_json
from .writing import lay_beside_pages, write_exports

__all__ = [
    "Citation",
    "Release",
    "citation",
    "data_version",
    "dataset_json",
    "lay_beside_pages",
    "release_of",
    "script_json",
    "version_of",
    "write_exports",
]
