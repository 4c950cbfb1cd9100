"""Single faults as people make them, written before anybody looked at the rules: what is told of each.

    python benchmarks/faults_held_apart.py [--set first|second] [--seed 1] [--made-up 14] [--misses]

The kinds follow the families of proofreading and the list of errors that auditors found, not the registry of rules: a first
set (`apart_tables.py`, `apart_prose.py`, `apart_forms.py`, `apart_words.py`), and a second, written when the first had been
tuned on (`apart_cells.py`, `apart_sentences.py`, `apart_contradictions.py`, `apart_scores.py`, `apart_gaps.py`, `apart_naming.py`, `apart_titles.py`). One fault of every kind that has a place is planted, each alone, into the real
texts at hand and into sound made-up accounts in the forms of several provinces. It is found where a finding that the unplanted
text has not stands within `NEAR` lines of it, or, where something is left out, names it. Told by family: recall, new findings
for one that is found (mean and most); and whatever is told of made-up accounts without any fault: false alarms.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import apart_cells
import apart_contradictions
import apart_forms
import apart_gaps
import apart_naming
import apart_prose
import apart_scores
import apart_sentences
import apart_tables
import apart_titles
import apart_words
from corpus import REAL, path_of
from faults_apart import DROP, KINDS, SECOND, Fault, Kinds
from generator import ELSEWHERE, LAYOUTS, case
from mingzhang.checking import check
from mingzhang.model import Finding
from rule_trials import IMITATED, read_text
from slips import NEAR, Family

MODULES = (
    (apart_forms, apart_prose, apart_tables, apart_words),
    (
        apart_cells,
        apart_contradictions,
        apart_gaps,
        apart_naming,
        apart_scores,
        apart_sentences,
        apart_titles,
    ),
)
"""The modules that register the kinds of each set."""
ORDER = ("error", "warning", "note", "rounding")
SETS = {"first": KINDS, "second": SECOND}


@dataclass
class Outcome:
    """Every trial: by family, the kinds missed with a place, and what was told of accounts without a fault."""

    families: dict[str, Family] = field(default_factory=lambda: defaultdict(Family))
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    split: list[tuple[str, str, str]] = field(default_factory=list)
    severities: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    sound: int = 0


def told(lines: list[str]) -> list[Finding]:
    """The findings of a text, slips of rounding left out."""
    return [f for f in check(read_text("\n".join(lines))).findings if f.severity != "rounding"]


def planted(lines: list[str], fault: Fault) -> list[str]:
    """The lines with the fault in them."""
    altered = (fault.lines.get(i, line) for i, line in enumerate(lines))
    return "\n".join(line for line in altered if line != DROP).split("\n")


def _named(finding: Finding) -> tuple[str, str]:
    """What tells a finding of one text from another's: the lines that a message names move with a row left out."""
    return finding.rule_id, re.sub("第[0-9]+行", "", finding.message)


def tells(finding: Finding, fault: Fault) -> bool:
    """Whether a finding stands at the planted place; where something is left out, whether it names that."""
    places = [line for line in (finding.source_line, finding.other_line) if line is not None]
    if any(abs(line - index - 1) <= NEAR for line in places for index in fault.lines):
        return True
    said = re.sub(r"[\s,]", "", f"{finding.message}{finding.expected}{finding.found}")
    return fault.gone and any(len(w) > 1 and re.sub(r"[\s,]", "", w) in said for w in fault.says)


def try_faults(kinds: Kinds, lines: list[str], seed: str, outcome: Outcome) -> list[Finding]:
    """Plant one fault of every kind that has a place, each alone; the findings of the text without any."""
    usual = told(lines)
    known = {_named(f) for f in usual}
    for name, (family, maker) in kinds.items():
        rng = Random(f"{seed}/{name}")
        offered = [f for f in maker(lines, rng) if any(lines[i] != words for i, words in f.lines.items())]
        if not offered:
            continue
        fault = rng.choice(offered)
        new = [f for f in told(planted(lines, fault)) if _named(f) not in known]
        score = outcome.families[family]
        score.planted += 1
        telling = [finding for finding in new if tells(finding, fault)]
        if not telling:
            outcome.missed.append((name, seed, _place(lines, fault)))
            continue
        score.found += 1
        score.new += len(new)
        score.most = max(score.most, len(new))
        outcome.severities[min((f.severity for f in telling), key=ORDER.index)] += 1
        if len(new) > 2:
            rules = " ".join(f"{f.rule_id}@{f.source_line}" for f in new)
            outcome.split.append((name, seed, f"{_place(lines, fault)}: {rules}"))
    return usual


def _place(lines: list[str], fault: Fault) -> str:
    """Where a fault was planted: the line's number, and what is printed there with the fault."""
    index = min(fault.lines)
    printed = fault.lines[index].replace("\n", "⏎")
    return f"L{index + 1} {lines[index][:60] if printed == DROP else printed[:140]!r}"


def texts(made_up: int, seed: int) -> Iterator[tuple[str, list[str], bool]]:
    """Name, lines, and whether the text is sound: the real texts at hand, and made-up accounts of several forms."""
    for name in REAL:
        yield name, path_of(name).read_text(encoding="utf-8").split("\n"), False
    looks = (*ELSEWHERE, *LAYOUTS)
    for number in range(made_up):
        one = case(seed * 1000 + number, looks[number % len(looks)], frozenset())
        yield f"{one.layout.name}/{seed * 1000 + number}", one.text().split("\n"), True


def lines_of(outcome: Outcome) -> Iterator[str]:
    """The report."""
    yield f"{'family':16} planted  found  recall  findings for one, most"
    whole = Family(
        *(sum(getattr(f, k) for f in outcome.families.values()) for k in ("planted", "found", "new"))
    )
    whole.most = max((f.most for f in outcome.families.values()), default=0)
    for name, one in (*sorted(outcome.families.items()), ("all", whole)):
        recall, mean = one.found / max(1, one.planted), one.new / max(1, one.found)
        yield f"{name:16} {one.planted:7d} {one.found:6d} {recall:7.3f}  {mean:.2f} {one.most}"
    yield "found faults by the highest severity that told them: " + ", ".join(
        f"{name} {outcome.severities[name]}" for name in ORDER[:3]
    )
    yield f"{len(outcome.false)} false alarms on {outcome.sound} accounts without a fault"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--set", choices=SETS, default="first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--made-up", type=int, default=14, help="made-up accounts beside the real texts")
    parser.add_argument("--misses", action="store_true", help="list what was missed, split, and told falsely")
    options = parser.parse_args()
    outcome, kinds = Outcome(), SETS[options.set]
    for name, lines, sound in texts(options.made_up, options.seed):
        usual = try_faults(kinds, lines, name, outcome)
        if sound:
            outcome.sound += 1
            outcome.false += [
                f"{name} {f.rule_id} L{f.source_line} {f.message[:120]}"
                for f in usual
                if f.rule_id not in IMITATED
            ]
    if options.misses:
        print(*(f"missed {' '.join(one)}" for one in sorted(outcome.missed)), sep="\n")
        print(*(f"split {' '.join(one)}" for one in sorted(outcome.split)), sep="\n")
        print(*outcome.false, sep="\n")
    print(f"{len(kinds)} kinds of the {options.set} set")
    print("\n".join(lines_of(outcome)))


if __name__ == "__main__":
    main()
