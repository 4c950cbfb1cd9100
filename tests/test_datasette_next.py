"""The metadata parted for Datasette 1.0. With `DATASETTE_NEXT=/path/to/datasette` (1.0) it is tried on the real thing;
that test never blocks, since 1.0 is still an alpha that moves.
"""

from __future__ import annotations

import json
import os
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

NEXT = os.environ.get("DATASETTE_NEXT", "")


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
    command = [NEXT, "serve", "-i", database, "-m", words, "-c", configuration, "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(not NEXT, reason="set DATASETTE_NEXT to the command of a Datasette 1.0")
@pytest.mark.xfail(strict=False, reason="Datasette 1.0 is an alpha")
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
