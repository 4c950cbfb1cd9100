"""What figures can be asked of, by every word for it: the metrics of the catalogue, the codes of the classification, and
the words people use instead (`search/concepts.yml`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..catalogue.metrics import METRICS, metric
from ..classification import economic_codes, function_codes
from ..search.language.normal import normalise
from ..search.language.spelled_names import readings
from ..search.language.tuning import TuningError
from .question_kinds import KINDS, PER_UNIT
from .records import Concept

FILE, IGNORED = "concepts.yml", "question_words.txt"
_FACETS = ("_change", "_change_pct", "_share_pct", "_completion_pct", "_budget_change", "_budget_change_pct")
_FOR_MORE = re.compile(
    "[比占率成倍最第排差增减降升涨超预绩项科未没因谁哪什怎何均每零半季月个辆批次台套件户处部位名家完执达更高低大小类上下前分会各所错较标进区映等亩团人其过才只同对]|不到|"
    "grew|between|than|percent|budget|which|what|why|many|most|least|more|less"
)
_FAMILIES = ("vehicle", "procurement", "reception", "abroad")


class ConceptsError(TuningError):
    """search/concepts.yml does not say what it should; the message names what is wrong."""


@dataclass(frozen=True)
class Concepts:
    """Concepts by their words, normalised; `budgets` names the metric that 预算 beside another asks for, `ignored` are the
    words of questions that say nothing of what is asked."""

    by_word: Mapping[str, tuple[Concept, ...]]
    budgets: Mapping[str, str]
    ignored: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> Concepts:
        """Those of the catalogue and the classification, with the words of a portal's search/ `folder`. Raises
        `ConceptsError`."""
        told = _read(folder / FILE)
        words: dict[str, list[Concept]] = defaultdict(list)
        for one in METRICS:
            if one.id != "fiscal_year" and not one.id.endswith(_FACETS):
                concept = Concept("metric", one.id, _plain_name(one.zh))
                own = (one.zh, concept.name, one.en, *told["metrics"].get(one.id, ()))
                _add(words, own, concept)
        known = {code.code: code for code in (*function_codes(), *economic_codes())}
        for code in known.values():
            for name in code.names:
                _add(words, (name,), Concept("item", "", name))
            _add(words, (code.code,), Concept("item", code.code, code.name))
        for number, of_code in told["items"].items():
            if str(number) in known:
                _add(words, of_code, Concept("item", str(number), known[str(number)].name))
        return cls(
            {word: tuple(found) for word, found in words.items() if found},
            told["budgets"],
            _ignored(folder / IGNORED),
        )


def _plain_name(name: str) -> str:
    """三公经费决算 is asked for as 三公经费."""
    return name.removesuffix("决算")


def _add(words: dict[str, list[Concept]], names: Iterable[str], concept: Concept) -> None:
    for name in dict.fromkeys(normalise(name) for name in names):
        same = any(known.kind == concept.kind and known.name == concept.name for known in words[name])
        if name and not same:
            words[name].append(concept)


def _ignored(file: Path) -> frozenset[str]:
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return frozenset(normalise(word) for line in lines if not line.startswith("#") for word in line.split())


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConceptsError(f"{file}: {str(error).splitlines()[0]}") from None
    parts = ("metrics", "budgets", "items")
    if not isinstance(told, dict) or not all(isinstance(told.get(part, {}), dict) for part in parts):
        raise ConceptsError(f"{file}: expected {', '.join(parts)}, each a mapping")
    out: dict[str, dict[str, Any]] = {part: told.get(part) or {} for part in parts}
    for part in ("metrics", "budgets"):
        for id_ in out[part]:
            try:
                metric(id_)
            except KeyError:
                raise ConceptsError(f"{file}: {part}: the catalogue has no metric {id_!r}") from None
    return out


def first_meant(concepts: Iterable[Concept]) -> list[Concept]:
    """Of the concepts of one word the metrics, which are totals the document itself states, else all."""
    found = list(concepts)
    return [one for one in found if one.kind == "metric"] or found


def more_special(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts without those of which another is a part: 公车 beside 油钱."""
    found = list(dict.fromkeys(concepts))
    for family in _FAMILIES:
        general = {f"{family}_final", f"{family}_total"}
        special = [one for one in found if one.key.startswith(family) and one.key not in general]
        if special:
            found = [one for one in found if one.key not in general]
    return found


_LETTERS: dict[int, dict[str, tuple[Concept, ...]]] = {}


def by_letters(concepts: Concepts) -> dict[str, tuple[Concept, ...]]:
    """Metrics by the pinyin of their words, made once."""
    known = _LETTERS.get(id(concepts.by_word))
    if known is None:
        known = {}
        for word, found in concepts.by_word.items():
            if found[0].kind == "metric" and re.fullmatch("[\u4e00-\u9fff]{2,8}", word):
                known.setdefault("".join(options[0] for options in readings(word)), found)
        _LETTERS.clear()
        _LETTERS[id(concepts.by_word)] = known
    return known


def words_of_metrics(concepts: Concepts) -> dict[str, object]:
    """The words for metrics, their names and what says nothing, as a page can use them without a server."""
    metrics = {
        word: found[0].key
        for word, found in sorted(concepts.by_word.items())
        if len({one.key for one in first_meant(found)}) == 1 and found[0].kind == "metric"
    }
    names = {key: metric(key).zh for key in sorted(set(metrics.values()))}
    said = sorted(word for word in concepts.ignored if not _asks_for_more(word))
    return {"metrics": metrics, "names": names, "said": said}


def _asks_for_more(word: str) -> bool:
    """Whether a word makes a question one for more than a figure as it stands: 占比, 比上年, 最高, 平均, 预算, 为什么."""
    return bool(_FOR_MORE.search(word) or PER_UNIT.search(word)) or any(one.search(word) for _, one in KINDS)
