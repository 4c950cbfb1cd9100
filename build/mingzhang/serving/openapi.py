"""The portal's interfaces for programs, described by OpenAPI 3.1: `/openapi.json`.

The files below `files/` answer on any host; the others need `mingzhang serve`, which their summaries say.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .. import __version__
from ..catalogue.metrics import METRICS
from ..exports import Release
from ..search.documents.document_kinds import KINDS

_FILE = Path(__file__).parent / "openapi.yml"


def openapi(release: Release) -> dict[str, Any]:
    """Describe the interfaces of a portal; `release` gives its title, licence and address."""
    described: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    described["components"]["schemas"] |= {
        "Metric": {"type": "string", "enum": [metric.id for metric in METRICS]},
        "Kind": {"type": "string", "enum": list(KINDS)},
    }
    return {
        "openapi": described.pop("openapi"),
        "info": {
            "title": release.portal.title,
            "version": __version__,
            "description": release.description,
            "license": {"name": release.portal.licence, "url": release.licence_url},
        },
        "servers": [{"url": release.url().rstrip("/")}],
        **described,
    }
