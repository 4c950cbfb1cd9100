"""Which body a question names: by its full name, by what people call it, in pinyin or English, with one wrong character."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from ..database.renamed_bodies import renamed_bodies
from ..search.language.normal import normalise
from ..search.language.spelled_names import readings
from .records import Body

_SQL = """SELECT departments.id, departments.name, short_name, departments.kind, departments.district, departments.city,
        fiscal_year, disclosures.id
    FROM departments JOIN disclosures ON department_id = departments.id ORDER BY departments.id, fiscal_year DESC"""
_STREET = re.compile("街道办事处$")
_STREET_FORMS = ("街道办事处", "街道办", "街办事处", "街办", "街道", "街", "")
_SHORT_FORMS = (
    ("人民政府办公室", ("政府办公室", "政府办", "府办")),
    ("人民政府", ("政府",)),
    ("委员会", ("委",)),
    ("人力资源和社会保障局", ("人社局",)),
    ("住房和城乡建设局", ("住建局",)),
    ("市场监督管理局", ("市监局", "市场监管局")),
    ("城市管理执法局", ("城管局", "城管执法局")),
    ("发展和改革局", ("发改局", "发改委")),
    ("卫生健康局", ("卫健局", "卫健委")),
    ("文化和旅游局", ("文旅局",)),
    ("生态环境局", ("环保局",)),
)
_DISTRICT = re.compile("(自治县|新区|区|县|市|旗)$")
_WORDS_OF_OFFICES = (
    "subdistrict", "sub-district", "street", "office", "offices", "jiedao", "jie", "banshichu", "jiedaoban", "ban",
    "district", "qu", "government", "county", "the", "of", "in",
)  # fmt: skip
_GOVERNMENT = "zhengfuban"
_LONGEST_MISSPELT = 6
_SHORTEST_MISSPELT = 3
"""Characters of a street's own name: of 汉中 and 汉东 each may be right, 韩家敦 can only be 韩家墩."""


@dataclass(frozen=True)
class Bodies:
    """All bodies of a database, by every way to write their names, normalised."""

    known: tuple[Body, ...]
    by_form: Mapping[str, tuple[Body, ...]]
    by_letters: Mapping[str, tuple[Body, ...]]
    by_hole: Mapping[str, tuple[Body, ...]]
    places: frozenset[str]
    """Their districts and cities, with and without 区, 县, 市."""

    @classmethod
    def of(cls, conn: sqlite3.Connection) -> Bodies:
        """Those of a database."""
        years: dict[tuple[str | None, ...], list[tuple[int, str]]] = defaultdict(list)
        for *who, year, disclosure in conn.execute(_SQL):
            years[tuple(who)].append((year, disclosure))
        known = _told_apart(_with_other_names(conn, tuple(_body(who, one) for who, one in years.items())))
        forms: dict[str, list[Body]] = defaultdict(list)
        letters: dict[str, list[Body]] = defaultdict(list)
        holes: dict[str, list[Body]] = defaultdict(list)
        for body in known:
            for form in dict.fromkeys(_forms(body)):
                forms[form].append(body)
            for spelled in dict.fromkeys(_letters(body)):
                letters[spelled].append(body)
            own = normalise(own_name(body))
            if _STREET.search(body.short_name) and len(own) >= _SHORTEST_MISSPELT:
                for hole in _holes(own):
                    holes[hole].append(body)
        return cls(
            known,
            {form: tuple(of_form) for form, of_form in forms.items()},
            {spelled: tuple(of_letters) for spelled, of_letters in letters.items()},
            {hole: tuple(of_hole) for hole, of_hole in holes.items()},
            frozenset(
                place for body in known for whole in (body.district, body.city) for place in _written(whole)
            ),
        )

    def of_place(self, place: str) -> tuple[Body, ...]:
        """The bodies of a district or city."""
        return tuple(body for body in self.known if place in (*_written(body.district), *_written(body.city)))

    def near(self, name: str) -> tuple[Body, ...]:
        """The bodies whose own name differs in one character from one that is not there, or sounds like it."""
        own = re.sub("(街道办事处|街道办|街办|街道|街)$", "", normalise(name))
        spelled, holes = set(_spelled(own)), set(_holes(own))
        return tuple(
            body
            for body in self.known
            if len(own) > 1
            and (spelled & set(_spelled(own_name(body))) or holes & set(_holes(normalise(own_name(body)))))
        )

    def misspelt(self, plain: str) -> tuple[str, str, Body] | None:
        """A street's name with one wrong character in a text: what stands there, what is meant, and the one body it can be.

        Only with the word for its kind behind it, and only of a name long enough to know by its other characters.
        """
        for start in range(len(plain)):
            for length in range(_SHORTEST_MISSPELT, _LONGEST_MISSPELT + 1):
                own = plain[start : start + length]
                if not plain.startswith("街", start + length) or len(own) < length:
                    continue
                found = {body for hole in _holes(own) for body in self.by_hole.get(hole, ())}
                if len(found) == 1:
                    (body,) = found
                    return own, normalise(own_name(body)), body
        return None


def _written(place: str | None) -> tuple[str, ...]:
    """A district or city as it is written, with and without 区, 县, 市; 市区 and the like stay whole."""
    whole = normalise(place or "")
    bare = _DISTRICT.sub("", whole)
    return tuple(dict.fromkeys(one for one in (whole, bare) if len(one) > 1))


def _holes(own: str) -> list[str]:
    """A name with each of its characters left open in turn."""
    return [f"{own[:at]}?{own[at + 1 :]}" for at in range(len(own))]


def _body(who: tuple[str | None, ...], years: list[tuple[int, str]]) -> Body:
    id_, name, short_name, kind, district, city = who
    return Body(id_ or "", name or "", short_name or "", kind, district, city, tuple(years))


def _told_apart(bodies: tuple[Body, ...]) -> tuple[Body, ...]:
    """Bodies with their cities where several are called alike: nine cities have a 新华区财政局."""
    times = Counter(body.called for body in bodies)
    return tuple(replace(body, of_city=True) if times[body.called] > 1 else body for body in bodies)


def _with_other_names(conn: sqlite3.Connection, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
    """Bodies with what they published under other names."""
    series, by_id = renamed_bodies(conn), {body.id: body for body in bodies}
    out = []
    for body in bodies:
        if of_body := series.get(body.id):
            others = [by_id[id_] for id_ in of_body.ids if id_ != body.id and id_ in by_id]
            under = [(year, id_, one.short_name) for one in others for year, id_ in one.years]
            later = of_body.newest if of_body.newest != body.id else None
            body = replace(body, others=tuple(sorted(under, reverse=True)), later=later)
        out.append(body)
    return tuple(out)


def _forms(body: Body) -> Iterator[str]:
    """Every way to write the name of a body: with the names of its city and district, or not, in full and in short."""
    places = _places(body)
    yield normalise(body.name)
    generic = normalise(body.district or body.city or "")[-1:]
    for name in _short_names(normalise(body.short_name)):
        if generic in ("区", "县", "市", "旗") and len(name) > 1 and not _STREET.search(body.short_name):
            yield generic + name  # 区政府办 where it is clear which
        for place in places:
            if place or len(name) > 1:
                yield place + name
            if place and "街" in name:
                yield f"{place}人民政府{name}"


def _places(body: Body) -> list[str]:
    city = normalise(body.city or "")
    district = normalise(body.district or "")
    bare = _DISTRICT.sub("", district) if len(district) > 2 else district
    bare_city = _DISTRICT.sub("", city)
    cities, districts = ("", city, bare_city), (district, bare) if district else ("",)
    return [
        *dict.fromkeys(("", *(one + other for one, other in product(cities, districts)), city, bare_city))
    ]


def _short_names(name: str) -> Iterator[str]:
    if _STREET.search(name):
        own = _STREET.sub("", name)
        for end in _STREET_FORMS:
            yield own + end
        return
    yield name
    for long, shorts in _SHORT_FORMS:
        if name.endswith(long):
            for short in shorts:
                yield name.removesuffix(long) + short


def own_name(body: Body) -> str:
    """The name of a street without the word for its office; of others the whole."""
    return _STREET.sub("", body.short_name)


def _letters(body: Body) -> Iterator[str]:
    own = list(_spelled(own_name(body)))
    yield from own
    for place in filter(None, (body.district, body.city)):
        for spelled in _spelled(_DISTRICT.sub("", place)):
            yield from (spelled + name for name in own)
    if body.kind == "政府办公室" and body.district:
        for spelled in _spelled(_DISTRICT.sub("", body.district)):
            yield spelled + _GOVERNMENT


def _spelled(name: str) -> Iterator[str]:
    """The pinyin of a name without tones and blanks, in every reading of its characters (at most a few)."""
    if not name or len(name) > 8:
        return
    for syllables in list(product(*(options[:2] for options in readings(name))))[:16]:
        yield "".join(syllables)


def letters_of(words: Iterable[str]) -> str:
    """Latin words as the letters of one name; the words for offices are left out."""
    words = list(words)
    own = "".join(word for word in words if word not in _WORDS_OF_OFFICES)
    return own + _GOVERNMENT if "government" in words else own
