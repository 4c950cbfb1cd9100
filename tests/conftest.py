"""What all tests share: where the real documents are (if they are), and a built portal of the sample."""

from __future__ import annotations

import pytest

from places import SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the real documents are skipped, by name, where those are not present."""
    if (SHARED / "disclosures").is_dir():
        return
    skip = pytest.mark.skip(reason="the real documents (../shared) are not here")
    for item in items:
        if item.get_closest_marker("real"):
            item.add_marker(skip)
