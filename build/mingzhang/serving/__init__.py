"""One web process on one port: the site at /, Datasette at /data/, the open-data files at /files/, search at /search.json."""

from .errors import ServeError
from .running import run

__all__ = ["ServeError", "run"]
