"""Settings from a YAML file into a record, strictly: every error names the file, the line, the choices, a likely key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

Record = TypeVar("Record")
Path_ = tuple[str, ...]

_AT = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"[^.\[\]]+")
_WORDS: dict[type, str] = {
    bool: "true or false",
    str: "text",
    int: "a whole number",
    float: "a number",
    tuple: "a list",
}


class SettingsError(ValueError):
    """A settings file says something that cannot be; the message names the file, the line and the key."""


def read_settings(file: Path, kind: type[Record], given: Mapping[str, object] | None = None) -> Record:
    """Read `file` into a dataclass; `given` are fields that do not come from the file, and may not stand in it.

    Raises `SettingsError`.
    """
    given = given or {}
    try:
        node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SettingsError(f"{_at(file, mark)}: {error.problem or error.context}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})") from None
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise SettingsError(f"{_at(file, node.start_mark)}: write one `setting: value` a line")
    lines = dict(_checked(file, node, kind, frozenset(given))) if node else {}
    settings = yaml.SafeLoader("").construct_document(node) if node else {}
    try:
        return msgspec.convert({**settings, **given}, kind, dec_hook=_decode)
    except msgspec.ValidationError as error:
        found = _AT.search(str(error))
        path = tuple(_STEP.findall(found[1])) if found else ()
        raise SettingsError(_wrong(file, kind, settings, path, lines, str(error))) from None


def place_of(file: Path, *path: str) -> str:
    """Return where a setting stands, as errors begin (`portal.yml, line 7`), for whoever alone knows its choices; the
    file alone where it does not stand there."""
    mark = None
    try:
        node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return str(file)
    for step in path:
        if not isinstance(node, yaml.MappingNode):
            return str(file)
        found = next(((key, value) for key, value in node.value if key.value == step), None)
        if found is None:
            return str(file)
        mark, node = found[0].start_mark, found[1]
    return _at(file, mark)


def _checked(
    file: Path, node: yaml.MappingNode, kind: type, without: frozenset[str] = frozenset(), above: Path_ = ()
) -> Iterator[tuple[Path_, yaml.Mark]]:
    """Where each setting stands. `SettingsError` for a key that the record lacks, and for one that stands twice."""
    types = get_type_hints(kind)
    known = [one.name for one in fields(kind) if one.name not in without]
    seen: set[str] = set()
    for key_node, value in node.value:
        key = str(key_node.value)
        where, name = _at(file, key_node.start_mark), ".".join((*above, key))
        if key not in known:
            likely = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {likely[0]!r}?" if likely else f"there are {', '.join(known)}"
            raise SettingsError(f"{where}: unknown setting {name!r}; {hint}")
        if key in seen:
            raise SettingsError(f"{where}: {name!r} stands here a second time; keep one of them")
        seen.add(key)
        yield (*above, key), key_node.start_mark
        inner = next(iter(get_args(types[key])), types[key])
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for item in items if is_dataclass(inner) else ():
            if isinstance(item, yaml.MappingNode):
                yield from _checked(file, item, inner, above=(*above, key))


def _wrong(
    file: Path,
    kind: type,
    settings: Mapping[str, Any],
    path: Path_,
    lines: Mapping[Path_, yaml.Mark],
    error: str,
) -> str:
    """The sentence about a value of the wrong type, or none of the choices."""
    expected: Any = kind
    value: Any = settings
    steps: list[str] = []
    for step in path:
        if not is_dataclass(expected):
            break  # an item of a list
        expected = get_type_hints(expected).get(step)
        value = value.get(step) if isinstance(value, dict) else None
        steps.append(step)
    where = _at(file, lines.get(tuple(steps)))
    choices = [str(choice) for choice in get_args(expected)] if get_origin(expected) is Literal else []
    if choices:
        likely = get_close_matches(str(value), choices, n=1)
        hint = f" (did you mean {likely[0]!r}?)" if likely else ""
        return f"{where}: {'.'.join(steps)} is {value!r}; it can be {', '.join(choices)}{hint}"
    wanted = _WORDS.get(get_origin(expected) or expected)
    if wanted is None:
        wanted = (
            f"settings of its own: {', '.join(get_type_hints(expected))}" if is_dataclass(expected) else None
        )
    if wanted is None:
        return f"{where}: {'.'.join(steps)}: {_AT.sub('', error)}"
    return f"{where}: {'.'.join(steps)} is {value!r}; it must be {wanted}"


def _at(file: Path, mark: yaml.Mark | None) -> str:
    return f"{file}, line {mark.line + 1}" if mark else str(file)


def _decode(kind: type, value: object) -> object:
    if kind is Path:
        return Path(str(value))
    raise NotImplementedError(kind)
