"""Work in processes: an item that kills its process does not take the others along."""

from __future__ import annotations

import os

from mingzhang import engines


def square(n: int) -> int:
    if n == 3:
        os._exit(1)
    return n * n


def crashed(n: int) -> int:
    return -n


def test_every_item_gives_a_result_and_a_crash_only_its_own() -> None:
    assert sorted(engines.run(square, [1, 2, 3, 4, 5], crashed, processes=2)) == [-3, 1, 4, 16, 25]


def test_nothing_to_do() -> None:
    assert list(engines.run(square, [], crashed)) == []
