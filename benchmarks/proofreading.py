"""How many planted faults proofreading finds, and how many of its findings are planted faults.

    python benchmarks/proofreading.py [--documents 30] [--seed 1] [--verbose] [--write]

Sample disclosures agree with themselves. Into each, one fault of every family is planted in turn; the document is
parsed and checked as any other. A fault is found where a finding that the sound document does not have stands at the
planted place, or names it as evidence, and either comes from a rule that should notice or names a figure or word of the
planted line. Precision: the share of new findings that are about the planted place; a finding on a sound document is
false by definition. Slips of rounding (尾数) state what is there and are counted apart.

The slips of `slips.py` are planted too, in the words of its families; half of their kinds are held apart from tuning.

`--write` tries every rule on faults of its own and on sound accounts (`rule_trials.py`), on sound documents in every
layout, and on the real documents at hand, and writes what came of it to `checking/accuracy.csv`; with `--documents 0`
nothing else is measured.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from random import Random

from corpus import REAL, path_of
from generator import ELSEWHERE, FAULTS, LAYOUTS, Planted, case, plant, render
from generator.history import history
from generator.names import departments
from generator.planting import PLAIN
from generator.planting_omissions import OMISSIONS
from generator.records import Facts
from mingzhang.checking import RULES, Accuracy, accuracy, check, check_years
from mingzhang.model import CheckReport, Disclosure, Finding
from mingzhang.parsing import parse
from mingzhang.reading import read
from places import SHARED
from rule_trials import FIRST_YEAR, IMITATED, Judged, Tried, judge_real, read_text, try_rules
from slips import Slips, try_slips

NEAR = 3
"""Lines around the planted one that are still its place: blank lines part the rows of some layouts."""
ACCURACY = Path(__file__).resolve().parent.parent / "build" / "mingzhang" / "checking" / "accuracy.csv"
SOUND_SEEDS = 2
"""Sound documents tried in each layout."""


@dataclass
class Score:
    """What came of the faults of one family."""

    planted: int = 0
    found: int = 0
    fired: Counter[str] = field(default_factory=Counter)


@dataclass
class Tally:
    """The whole measurement."""

    families: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    true: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    sound: int = 0
    rounding: int = 0
    seconds: list[float] = field(default_factory=list)


def timed_check(text: str, tally: Tally) -> CheckReport:
    disclosure = read_text(text)
    start = time.process_time()
    report = check(disclosure)
    tally.seconds.append(time.process_time() - start)
    return report


def identity(finding: Finding) -> tuple[str, str]:
    return finding.rule_id, finding.message


def about(finding: Finding, planted: Planted) -> bool:
    """Whether a finding is of the planted place."""
    lines = [line for line in (finding.source_line, finding.other_line) if line is not None]
    lines += [evidence.line for evidence in finding.evidence if evidence.line is not None]
    return any(abs(line - planted.line) <= NEAR for line in lines)


def noticed(finding: Finding, planted: Planted) -> bool:
    """Whether a finding tells the fault: at its place, by a rule that should notice, or naming what was planted."""
    if finding.family in planted.rules and planted.fault in OMISSIONS:
        return True  # what is not there has no place
    if finding.family in planted.rules:
        return about(finding, planted) or bool(named(planted) & words(finding.sentence))
    return about(finding, planted) and bool(named(planted) & words(f"{finding.sentence} {finding.found}"))


def words(text: str) -> set[str]:
    """The figures of a text, and its words in quotation marks."""
    return set(_FIGURE.findall(text.replace(",", ""))) | set(_QUOTED.findall(text))


def named(planted: Planted) -> set[str]:
    """The figures that the planted line has and the sound one has not, or the other way round."""
    after, before = (set(_FIGURE.findall(t.replace(",", ""))) for t in (planted.after, planted.before))
    return after ^ before


_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile("“([^”]{2,30})”")


def two_years(seed: str) -> tuple[Facts, Facts]:
    """A department's year and the year before it."""
    rng = Random(seed)
    department = rng.choice(departments(rng.randint(1, 12), rng))
    before, now = history(department, rng.randint(2019, 2024), 2, seed)
    return now, before


def across(text: str, before: Disclosure) -> tuple[Finding, ...]:
    """The findings of a document against the year before."""
    return check_years({"now": read_text(text), "before": before})["now"].findings


def measure(facts: Facts, last_year: Facts, seed: int, tally: Tally, verbose: bool) -> None:
    """One document: sound, then with one fault of each family."""
    before = read_text(render(last_year, PLAIN))
    text = render(facts, PLAIN)
    sound = timed_check(text, tally)
    sound = replace(sound, findings=sound.findings + across(text, before))
    usual = {identity(finding) for finding in sound.findings}
    tally.sound += 1
    for finding in sound.findings:
        if finding.severity == "rounding":
            tally.rounding += 1
            continue
        tally.false[finding.rule_id] += 1
        if verbose:
            print(f"  false (sound) {finding.rule_id} L{finding.source_line}: {finding.message[:150]}")
    for fault in FAULTS:
        planted = plant(facts, fault, PLAIN, seed)
        if planted is not None:
            judge(planted, before, usual, tally, verbose)


def judge(
    planted: Planted, before: Disclosure, usual: set[tuple[str, str]], tally: Tally, verbose: bool
) -> None:
    """The findings of one planted document."""
    findings = timed_check(planted.text, tally).findings
    if any(rule.startswith("Y") for rule in planted.rules):
        findings += across(planted.text, before)
    new = [f for f in findings if identity(f) not in usual and f.severity != "rounding"]
    score = tally.families[planted.fault]
    score.planted += 1
    hits = [finding for finding in new if noticed(finding, planted)]
    if hits:
        score.found += 1
    if not hits and verbose:
        print(f"  missed {planted.fault} L{planted.line}: {planted.before[:70]!r} -> {planted.after[:70]!r}")
    for finding in new:
        score.fired[finding.rule_id] += 1
        good = noticed(finding, planted) or about(finding, planted)
        (tally.true if good else tally.false)[finding.rule_id] += 1
        if verbose and not good:
            print(
                f"  false {planted.fault} L{planted.line} {finding.rule_id} L{finding.source_line}: {finding.message[:150]}"
            )


def try_sound_layouts(tried: Mapping[str, Tried]) -> None:
    """Sound documents in every layout: whatever is told of them is a false alarm."""
    for layout in (*LAYOUTS, *ELSEWHERE):
        made = (case(seed, layout, frozenset()) for seed in range(100))
        recent = (one for one in made if one.facts.year >= FIRST_YEAR)
        for one in islice(recent, SOUND_SEEDS):
            report = check(read_text(one.text()))
            for rule_id in {r.rule_id for r in report.results if r.outcome in ("held", "failed")} & set(
                tried
            ):
                tried[rule_id].sound += 1
            for finding in report.findings:
                kept = finding.severity != "rounding" and finding.rule_id not in IMITATED
                if kept and finding.rule_id in tried:
                    tried[finding.rule_id].false += 1


def write_accuracy(tried: Mapping[str, Tried], real: Judged, path: Path) -> None:
    """A row per rule: what came of its trials, now or as written before, and of its findings on real documents."""
    before = {rule_id: (a.documents, a.planted, a.told, a.false_alarms) for rule_id, a in accuracy().items()}
    now = {rule_id: (one.sound, one.planted, one.told, one.false) for rule_id, one in tried.items()}
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("rule", *(column.name for column in fields(Accuracy))))
        for rule_id in RULES:
            if counts := now.get(rule_id, before.get(rule_id)):
                rows.writerow(
                    (rule_id, *counts, *(c[rule_id] for c in (real.findings, real.judged, real.false)))
                )


def try_each_rule(wanted: tuple[str, ...]) -> None:
    """Try the rules of the registry, or those whose ids begin so, and write `checking/accuracy.csv`."""
    real = {path.stem[:3]: parse(read(path)) for path in real_documents()}
    judged = judge_real(real, SHARED / "gold")
    tried = try_rules(wanted, verbose=True)
    try_sound_layouts(tried)
    write_accuracy(tried, judged, ACCURACY)


def real_documents() -> list[Path]:
    """The real documents at hand: five of one city, one of another."""
    return [path_of(name) for name in REAL] + sorted(
        (SHARED / "disclosures" / "shanghai").glob("final-*.pdf")
    )


def lines_of(tally: Tally) -> Iterator[str]:
    """The report."""
    yield f"{'fault':28} planted  found  recall  rules fired"
    for fault, score in sorted(tally.families.items()):
        fired = " ".join(f"{rule}:{n}" for rule, n in score.fired.most_common(5))
        yield f"{fault:28} {score.planted:7d} {score.found:6d} {score.found / score.planted:7.2f}  {fired}"
    yield ""
    yield f"{'rule':6} true  false  precision"
    for rule in sorted({*tally.true, *tally.false}):
        good, bad = tally.true[rule], tally.false[rule]
        yield f"{rule:6} {good:4d} {bad:6d} {good / (good + bad):10.2f}"
    planted = sum(s.planted for s in tally.families.values())
    found = sum(s.found for s in tally.families.values())
    good, bad = sum(tally.true.values()), sum(tally.false.values())
    times = sorted(tally.seconds)
    yield ""
    yield f"recall {found}/{planted} = {found / max(1, planted):.3f}; precision {good}/{good + bad} = {good / max(1, good + bad):.3f}"
    yield (
        f"{tally.sound} sound documents, {tally.rounding} notes of rounding; all rules on one document: "
        f"median {times[len(times) // 2] * 1000:.1f} ms, slowest {times[-1] * 1000:.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--write", action="store_true", help="write the figures of each rule to the package")
    parser.add_argument("--rules", nargs="*", default=(), help="with --write: only rules whose ids begin so")
    options = parser.parse_args()
    tally, slips = Tally(), Slips()
    for number in range(options.documents):
        now, before = two_years(f"{options.seed}/{number}")
        measure(now, before, number, tally, options.verbose)
        try_slips(render(now, PLAIN), number, lambda text: timed_check(text, tally), slips)
    if options.write:
        try_each_rule(tuple(options.rules))
    if not options.documents:
        return
    text = "\n".join((*lines_of(tally), "", *slips.lines()))
    if options.verbose:
        print("missed slips:", dict(slips.missed))
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
