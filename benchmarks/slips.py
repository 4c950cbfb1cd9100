"""Slips of accountants (`tests/generator/slips*.py`) planted into sound made-up accounts, and what is told of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from generator import slips_evaluation, slips_prose, slips_tables, slips_wording
from generator.slips import SLIPS, Slip, held_apart
from mingzhang.model import CheckReport, Finding

KINDS = (slips_evaluation, slips_prose, slips_tables, slips_wording)
"""The modules that register the kinds."""
NEAR = 3
"""Lines around the planted one that are still its place."""


@dataclass
class Family:
    """What came of the slips of one family: planted, found, new findings for those that were found, the most for one."""

    planted: int = 0
    found: int = 0
    new: int = 0
    most: int = 0


@dataclass
class Slips:
    """Every trial: by family and half (tuned on or held apart), the rules that told each kind, and the kinds missed."""

    families: dict[tuple[str, bool], Family] = field(default_factory=lambda: defaultdict(Family))
    told: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missed: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The report."""
        yield f"{'family':16} half    planted  found  recall  findings for one, most"
        for apart in (False, True):
            half = "apart" if apart else "tuned"
            rows = [(name, one) for (name, kept), one in sorted(self.families.items()) if kept == apart]
            whole = Family(*(sum(getattr(f, k) for _, f in rows) for k in ("planted", "found", "new")))
            whole.most = max((family.most for _, family in rows), default=0)
            for name, one in (*rows, ("all", whole)):
                yield (
                    f"{name:16} {half:7} {one.planted:7d} {one.found:6d} {one.found / max(1, one.planted):7.3f}"
                    f"  {one.new / max(1, one.found):.2f} {one.most}"
                )


def try_slips(text: str, seed: int, proofread: Callable[[str], CheckReport], slips: Slips) -> None:
    """Plant one slip of every kind that has a place in a sound account, each alone, and count what is told."""
    lines = text.split("\n")
    usual = {(f.rule_id, f.message) for f in proofread(text).findings}
    for name, (family, maker) in SLIPS.items():
        rng = Random(f"{seed}/{name}")
        offered = [one for one in maker(lines, rng) if any(lines[i] != told for i, told in one.lines.items())]
        if not offered:
            continue
        planted = rng.choice(offered)
        altered = [planted.lines.get(i, line) for i, line in enumerate(lines)]
        new = [
            f
            for f in proofread("\n".join(altered)).findings
            if f.severity != "rounding" and (f.rule_id, f.message) not in usual
        ]
        hits = [finding for finding in new if _tells(finding, planted)]
        score = slips.families[family, held_apart(name)]
        score.planted += 1
        slips.told[name].update({finding.rule_id for finding in hits})
        if not hits:
            slips.missed[name] += 1
            continue
        score.found += 1
        score.new += len(new)
        score.most = max(score.most, len(new))


def _tells(finding: Finding, slip: Slip) -> bool:
    """Whether a finding stands at the planted place; where something is not there, whether it names it."""
    places = [line for line in (finding.source_line, finding.other_line) if line is not None]
    if any(abs(line - index - 1) <= NEAR for line in places for index in slip.lines):
        return True
    said = re.sub(r"[\s,]", "", f"{finding.message}{finding.expected}{finding.found}")
    return slip.gone and any(len(words) > 1 and re.sub(r"[\s,]", "", words) in said for words in slip.says)
