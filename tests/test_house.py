"""The house stays in order: small rooms, one direction of imports, and no word that is not the project's own."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mingzhang.shards.making import _LATER

pytestmark = pytest.mark.xdist_group("source")  # the trees of the source are parsed once

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "build" / "mingzhang"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAX_MODULE = 300
GROWN: dict[str, int] = {}
"""Modules allowed to be larger, with their bound; it only goes down."""
MAX_FUNCTION = 45

MAX_COMPLEXITY = 20

ORDER = (
    (
        "model",
        "catalogue",
        "opening",
        "printed_forms",
        "traditional",
        "interruptions",
        "settings",
        "digests",
        "markdown_twins",
        "__init__",
    ),
    ("amounts", "portal", "progress", "classification"),
    ("engines", "reading"),
    ("layout",),
    ("parsing",),
    ("checking",),
    ("database",),
    ("shards",),
    ("history",),
    ("proofreading", "publishing", "collecting"),
    ("search", "exports"),
    ("answers",),
    ("assistants",),
    ("site", "serving"),
    ("pipeline",),
    ("commands",),
    ("cli",),
)
"""Every room of the package. A room imports from its own row and those above it."""
RANK = {room: rank for rank, row in enumerate(ORDER) for room in row}

READ_DOCUMENTS = {"reading", "layout", "parsing", "checking", "shards"}
FORBIDDEN = {
    "catalogue": {"model"},
    "model": {"catalogue"},
    "layout": {"reading"},
    "parsing": {"reading"},
    "checking": {"reading", "layout", "parsing", "amounts", "portal", "engines"},
    "database": READ_DOCUMENTS,
    "search": READ_DOCUMENTS,
    "exports": READ_DOCUMENTS | {"search", "site"},
    "site": READ_DOCUMENTS | {"search", "serving"},
    "serving": READ_DOCUMENTS | {"site"},
}
"""What a room may not import though it comes before it: what is published is made from the database alone."""

SAME_PART = {"backend", "command", "contract", "index", "records", "registry", "rows", "searching", "server"}
"""Names of modules that play the same part in each room."""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_modules_stay_small() -> None:
    sizes = {p.relative_to(PACKAGE).as_posix(): lines(p) for p in MODULES}
    grown = {name: size for name, size in sizes.items() if size > GROWN.get(name, MAX_MODULE)}
    assert grown == {}


SEES_LINES = ("reading", "layout", "model")
"""The rooms that may know what a document looks like before it is taken apart."""


def test_only_reading_and_layout_see_blocks_and_lines() -> None:
    """Everything after `layout` takes the nodes of a `DocumentTree`."""
    raw = {"Block", "TextLine", "find_blocks"}
    seen = {
        path.relative_to(PACKAGE).as_posix(): sorted(raw & {alias.name for alias in node.names})
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] not in SEES_LINES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom)
        and re.match(r"model|layout\.shapes", node.module or "")
        and raw & {alias.name for alias in node.names}
    }
    assert seen == {}


def test_functions_stay_small() -> None:
    grown = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MAX_FUNCTION:
                    grown[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert grown == {}


def imported_rooms(path: Path) -> set[str]:
    """The rooms of the package that a module imports, by absolute or relative import, also inside functions."""
    here = path.relative_to(PACKAGE).parts[:-1]
    rooms = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            dotted = (*base, *(node.module.split(".") if node.module else ()))
            rooms |= {dotted[0]} if dotted else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mingzhang."):
            rooms.add((node.module or "").split(".")[1])
    return rooms


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in MODULES} == set(RANK)


@pytest.mark.parametrize("room", sorted(RANK))
def test_a_room_imports_only_from_those_before_it(room: str) -> None:
    for path in MODULES:
        if room_of(path) == room:
            rooms = imported_rooms(path)
            late = {other for other in rooms if RANK.get(other, -1) > RANK[room]}
            assert late == set(), f"{path.relative_to(ROOT)} imports from a later room"
            assert rooms & FORBIDDEN.get(room, set()) == set(), f"{path.relative_to(ROOT)}: see FORBIDDEN"


def modules_imported(path: Path, known: dict[tuple[str, ...], Path]) -> set[tuple[str, ...]]:
    """The modules of the package that a module imports, types included."""
    here = path.relative_to(PACKAGE).parts[:-1]
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            dotted = (*here[: len(here) - node.level + 1], *(node.module.split(".") if node.module else ()))
            found |= {
                (*dotted, alias.name) if (*dotted, alias.name) in known else dotted for alias in node.names
            }
    return found


def test_no_module_imports_itself_through_others() -> None:
    known = {}
    for path in MODULES:
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        known[parts[:-1] if parts[-1] == "__init__" else parts] = path
    left = {name: modules_imported(path, known) & set(known) - {name} for name, path in known.items()}
    while ready := {name for name, needs in left.items() if not needs & set(left)}:
        left = {name: needs for name, needs in left.items() if name not in ready}
    assert {
        ".".join(name) for name, needs in left.items() if any(name in left[n] for n in needs & set(left))
    } == set()


def test_what_reads_a_file_names_its_shard() -> None:
    """A room whose code is left out of a shard's name (`_LATER`) has no say in what the shard holds."""
    known = {path.relative_to(PACKAGE).with_suffix("").parts: path for path in MODULES}
    seen, left = set(), [("shards", "budget_shards")]
    while left:
        name = left.pop()
        seen.add(name)
        if name[:1] != ("engines",):  # for what became of a lost file
            left += modules_imported(known.get(name, PACKAGE.joinpath(*name, "__init__.py")), known) - seen
    rooms = {name[0] if len(name) > 1 or name not in known else f"{name[0]}.py" for name in seen if name}
    assert rooms & _LATER == {"engines"}


def test_no_two_modules_share_a_name_unless_they_play_the_same_part() -> None:
    names: dict[str, list[str]] = {}
    for path in MODULES:
        if path.stem not in SAME_PART | {"__init__"}:
            names.setdefault(path.stem, []).append(path.relative_to(PACKAGE).as_posix())
    twice = {name: paths for name, paths in names.items() if len(paths) > 1}
    assert twice == {}, "give the new module a name that no other has"


WORDS = re.compile(r"[A-Za-z_]\w*")
ENTRANCES = {"cli", "plugin", "next_datasette"}
"""Modules that are started from outside: the command, Datasette's plugin, `python -m`."""
CALLED_FROM_OUTSIDE = {"on_page_content", "on_post_page", "ignore_aliases"}
"""Names that a library looks for: MkDocs' hooks, a dumper of YAML."""


def names_in(path: Path) -> Iterator[str]:
    """Every name that a module uses, in code or in a string that is no docstring; what it defines is no use of it."""
    tree = tree_of(path)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.ImportFrom(names=names) if path.stem != "__init__":
                yield from (alias.name for alias in names)
            case ast.Constant(value=str(text)) if node not in docstrings:
                yield from WORDS.findall(text)


@cache
def used_in_the_package() -> Counter[str]:
    """How often each name is used in the code and the templates of the package."""
    templates = [p for p in PACKAGE.rglob("*") if p.suffix in {".html", ".j2", ".svg", ".xml"}]
    used = Counter(word for p in templates for word in WORDS.findall(p.read_text(encoding="utf-8")))
    used.update(name for path in MODULES for name in names_in(path))
    return used


def test_no_module_is_there_for_tests_only() -> None:
    walked = PACKAGE / "checking" / "rules"  # loaded by walking the package
    imported = used_in_the_package() + Counter(
        part
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for part in WORDS.findall(ast.unparse(node))
    )
    stems = {path.stem for path in MODULES if walked not in path.parents} - {"__init__"} - ENTRANCES
    assert {stem for stem in stems if not imported[stem]} == set()


def test_no_name_is_there_for_tests_only() -> None:
    unused = set()
    for path in MODULES:
        for node in tree_of(path).body:
            match node:
                case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name):
                    named = {name}
                case ast.Assign(targets=targets):
                    named = {target.id for target in targets if isinstance(target, ast.Name)}
                case ast.AnnAssign(target=ast.Name(id=name)):
                    named = {name}
                case _:
                    named = set()
            unused |= {name for name in named if not used_in_the_package()[name] and name[:2] != "__"}
    assert unused - CALLED_FROM_OUTSIDE == set()


def complexity(function: ast.AST) -> int:
    """One, and one more for each branch, loop, handler, condition of a comprehension and further operand of and/or."""
    count = 1
    for node in ast.walk(function):
        if isinstance(
            node, ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.Assert
        ):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.match_case):
            count += 1
    return count


def test_functions_stay_simple() -> None:
    tangled = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found = complexity(node)
                if found > MAX_COMPLEXITY:
                    tangled[f"{path.relative_to(ROOT)}:{node.name}"] = found
    assert tangled == {}


LONG_PATTERN = 10
"""Characters from which on a pattern says more than a class of characters."""


def test_no_pattern_is_written_twice() -> None:
    """A notion has one definition: a pattern of one module is imported by the others."""
    written: dict[str, set[str]] = {}
    for path in MODULES:
        calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call) and node.args]
        for call in calls:
            literal = isinstance(call.args[0], ast.Constant | ast.JoinedStr)
            if literal and ast.unparse(call.func).startswith("re."):
                name = path.relative_to(PACKAGE).as_posix()
                written.setdefault(ast.unparse(call.args[0]), set()).add(name)
    twice = {pattern: sorted(paths) for pattern, paths in written.items() if len(paths) > 1}
    assert {pattern: paths for pattern, paths in twice.items() if len(pattern) - 2 > LONG_PATTERN} == {}


YEARS = range(2001, 2100)
NO_YEARS = {2048}
"""Numbers in that range that are sizes."""


def test_no_year_is_written_into_the_code() -> None:
    """Since when a form prints what stands in the catalogue; code that knows one year is wrong in the next."""
    written = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        if room_of(path) != "catalogue"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and type(node.value) is int
        and node.value in YEARS
        and node.value not in NO_YEARS
    ]
    assert written == []


READ_BACK = re.compile(
    r"\bmessage (?:NOT )?(?:LIKE|GLOB|REGEXP)\b|(?:\.message|\[.message.\])\.(?:startswith|endswith|find|index|partition)\("
)


def test_nobody_reads_our_own_sentences_back() -> None:
    """What a finding is about is said by its rule and subject, never by the words of its message."""
    reading = [path.name for path in MODULES if READ_BACK.search(path.read_text(encoding="utf-8"))]
    assert reading == []


LONG_CONSTANT = 45
"""Characters from which on a tuple, set or dictionary says more than a few words."""


def test_no_constant_is_written_twice() -> None:
    """Words of the field that two modules know are told once, in the room that both import."""
    written: dict[str, list[str]] = {}
    for path in MODULES:
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(
                node.value, ast.Tuple | ast.Set | ast.Dict
            ):
                written.setdefault(ast.unparse(node.value), []).append(path.relative_to(PACKAGE).as_posix())
    assert {
        text: paths for text, paths in written.items() if len(paths) > 1 and len(text) > LONG_CONSTANT
    } == {}


CLOCKS = re.compile(r"\btime\.(time|monotonic|perf_counter)(_ns)?\(")


def test_no_test_looks_at_the_clock_on_the_wall() -> None:
    """A busy machine fails no test: bounds are of processor time (`limits.processor_seconds`)."""
    looking = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__).resolve() and CLOCKS.search(path.read_text(encoding="utf-8"))
    ]
    assert looking == []


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name]


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a machine and no host of a registry in any file."""
    foreign = re.compile(r"/work/|/root/|/home/\w|pypi\.org|registry\.npmjs|deb\.debian|files\.pythonhosted")
    for path in tracked():
        if path.suffix in {".png", ".woff2", ".gz"} or path.name == Path(__file__).name or not path.is_file():
            continue
        found = foreign.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


TEXTS = {".py", ".md", ".yml", ".txt", ".html", ".json", ".csv", ".js", ".j2"}
RUN = 40
"""So many Han characters alike in a row are no accident, and longer than the template's fixed phrases."""


def runs(path: Path) -> set[str]:
    """Every run of `RUN` Han characters, commas and stops of a file (lists of names fall apart at 、)."""
    text = re.sub(r"[ \n\r]", "", path.read_text(encoding="utf-8", errors="ignore"))
    found = re.findall(rf"[\u4e00-\u9fff，。；]{{{RUN},}}", text)
    return {long[start : start + RUN] for long in found for start in range(len(long) - RUN + 1)}


@pytest.mark.real
def test_no_sentence_of_the_real_documents_is_in_the_project() -> None:
    seen = Counter(
        run for path in (ROOT.parent / "shared" / "disclosures").glob("*.txt") for run in runs(path)
    )
    # What several districts print alike is the official template, not anyone's sentence.
    sentences = {run for run, documents in seen.items() if documents == 1}
    names_of_codes = ROOT / "build" / "mingzhang" / "classification"
    copied = {
        str(path.relative_to(ROOT)): sorted(runs(path) & sentences)[:3]
        for path in tracked()
        if path.suffix in TEXTS
        and path.is_file()
        and path.parent != names_of_codes
        and runs(path) & sentences
    }
    assert copied == {}
