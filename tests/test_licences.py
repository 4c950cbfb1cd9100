"""Everything locked is under a licence that lets anyone use, change and publish a portal: permissive ones and the MPL.

Read are the metadata of the packages as installed. Of two licences to choose from one suffices.
"""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from test_dependencies import LOCKED, PINNED

REFUSED = re.compile(
    r"\b(?:[AL]?GPL|SSPL|BUSL|EUPL|OSL|CC-BY-NC)|GNU |Affero|Commons Clause|Non-?Commercial", re.I
)
KNOWN = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|MPL|Mozilla|ISC|ISCL|PSF|Python|Unlicense|Public Domain|CC0|Zlib|W3C|HPND|Artistic|BlueOak)"
    r"|\bPIL\b|MIT-CMU",
    re.I,
)


def alternatives(metadata: Message) -> list[str]:
    """The licences one may choose from, as the metadata of a package name them: the first field that names one."""
    if expression := metadata.get("License-Expression"):
        return re.split(r"\)? OR \(?", expression)
    classifiers = [c for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c.rpartition("::")[2].strip() for c in classifiers if KNOWN.search(c) or REFUSED.search(c)]
    return named or [str(metadata.get("License") or "").split("\n")[0]]


def is_free_enough(licence: str) -> bool:
    return KNOWN.search(licence) is not None and REFUSED.search(licence) is None


INSTALLED = []
for name, _ in PINNED.findall(LOCKED):
    try:
        INSTALLED.append((name, distribution(name).metadata))
    except PackageNotFoundError:  # of another platform
        continue


def test_most_of_what_is_locked_is_installed_and_looked_at() -> None:
    assert len(INSTALLED) > 0.9 * len(PINNED.findall(LOCKED))


@pytest.mark.parametrize(("name", "metadata"), INSTALLED, ids=[name for name, _ in INSTALLED])
def test_a_package_is_under_a_licence_that_anyone_may_use(name: str, metadata: Message) -> None:
    licences = alternatives(metadata)
    assert any(map(is_free_enough, licences)), f"{name}: {licences}"


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True), ("BSD-3-Clause", True), ("Apache Software License", True), ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("AGPL-3.0-only", False), ("GNU Lesser General Public License v3 (LGPLv3)", False), ("LGPL-2.1-or-later", False),
        ("MIT AND GPL-2.0-only", False), ("", False), ("Proprietary", False),
    ],
)  # fmt: skip
def test_licences_are_told_apart(licence: str, fine: bool) -> None:
    assert is_free_enough(licence) is fine
