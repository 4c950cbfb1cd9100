"""The metadata parted for Datasette 1.0, tried on the alpha of locks/datasette-next.txt.

`make test` installs that alpha in an environment of its own; `DATASETTE_NEXT=/path/to/datasette` names another.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from made_up_database import made_up_portal, make_database
from mingzhang.serving import metadata
from mingzhang.serving.next_datasette import part, write
from tools import missing

pytestmark = pytest.mark.slow

KEPT = Path(__file__).resolve().parents[1] / ".venv" / "datasette-next" / "bin" / "datasette"


def datasette_next() -> str:
    """The command of a Datasette 1.0."""
    found = os.environ.get("DATASETTE_NEXT") or shutil.which(KEPT)
    return found or missing(
        f"{KEPT} is not installed: make {KEPT.parents[1].relative_to(KEPT.parents[3])}/.installed"
    )


def test_words_and_behaviour_are_parted() -> None:
    portal = made_up_portal()
    words, configuration = part(metadata.load(portal), portal)
    database = configuration["databases"]["disclosures"]
    assert words["databases"]["disclosures"]["tables"]["departments"].keys() == {
        "title",
        "description",
        "columns",
    }
    assert database["tables"]["departments"] == {"facets": ["district", "kind"], "label_column": "short_name"}
    assert database["allow_sql"] is False
    assert "three-public" in database["queries"]
    assert "full-text" not in database["queries"]  # it needs our SQL functions
    assert configuration["settings"]["default_allow_sql"] is False
    assert "base_url" not in configuration["settings"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    words, configuration = write(tmp_path / "next", made_up_portal())
    assert yaml.safe_load(words.read_text(encoding="utf-8"))["title"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = make_database(tmp_path / "disclosures.db")
    command = [datasette_next(), "serve", "-i", database, "-m", words, "-c", configuration, "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_datasette_1_runs_the_canned_queries_and_keeps_sql_closed(served: str) -> None:
    for _ in range(50):
        try:
            urllib.request.urlopen(f"{served}/-/versions.json").close()
            break
        except OSError:
            time.sleep(0.2)
    with urllib.request.urlopen(f"{served}/disclosures/three-public.json?_shape=array&year=2022") as answer:
        assert len(json.load(answer)) == 3
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{served}/disclosures/-/query.json?sql=select+1")
    assert error.value.code == 403
