"""Settings are read strictly: an error names the file, the line, the choices, and a likely key for a misspelt one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.portal import PARTS, Portal, SettingsError, load_portal, starter_root


def portal(folder: Path, text: str) -> Portal:
    (folder / "portal.yml").write_text(text, encoding="utf-8")
    return load_portal(folder)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: x\ntitel: y\n", "line 2: unknown setting 'titel'; did you mean 'title'?"),
        ("search:\n  backnd: sqlite\n", "line 2: unknown setting 'search.backnd'; did you mean 'backend'?"),
        ("sql: {opne: true}\n", "line 1: unknown setting 'sql.opne'; did you mean 'open'?"),
        ("sql:\n  zzz: true\n", "line 2: unknown setting 'sql.zzz'; there are open"),
        ("root: /etc\n", "line 1: unknown setting 'root'; there are title, description,"),
        ("1: x\n", "line 1: unknown setting '1'; there are title,"),
        ("title: a\n\ntitle: b\n", "line 3: 'title' stands here a second time; keep one of them"),
        ("sql:\n  open: maybe\n", "line 2: sql.open is 'maybe'; it must be true or false"),
        ("title: [a]\n", "line 1: title is ['a']; it must be text"),
        ("cors: https://example.org\n", "line 1: cors is 'https://example.org'; it must be a list"),
        ("cors: [https://example.org, 3]\n", "line 1: cors is ['https://example.org', 3]; it must be a list"),
        ("sql: true\n", "line 1: sql is True; it must be settings of its own: open"),
        ("cors: [example]\n", "cors: 'example' is no site; write https://example.org, or *"),
        ("title: [\n", "line 2: expected the node content, but found '<stream end>'"),
        ("- a\n- b\n", "line 1: write one `setting: value` a line"),
        ("just words\n", "line 1: write one `setting: value` a line"),
        ("title: a: b\n", "line 1: mapping values are not allowed here"),
    ],
)
def test_errors_name_the_line_and_what_would_do(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        portal(tmp_path, text)
    assert str(raised.value).startswith(f"{tmp_path / 'portal.yml'}, {told}") or str(raised.value).startswith(
        f"{tmp_path / 'portal.yml'}: {told}"
    )
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\xfa", b"title: \xb2\xe2\n"])
def test_a_file_that_is_no_text_is_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "portal.yml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"portal\.yml"):
        load_portal(tmp_path)


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    assert portal(tmp_path, "") == Portal(root=tmp_path)
    assert portal(tmp_path, "# nothing yet\n") == Portal(root=tmp_path)
    assert portal(tmp_path, "\ufefftitle: 本市决算\n").title == "本市决算"
    assert load_portal(tmp_path / "nowhere") == Portal(root=starter_root())


def test_a_portal_of_settings_alone_stands_on_the_starters_files(tmp_path: Path) -> None:
    own = portal(tmp_path, "title: x\n")
    for name in PARTS[:3]:
        assert own.part(name) == starter_root() / name
    (tmp_path / "content").mkdir()
    assert own.part("content") == tmp_path / "content"


def test_a_portal_for_a_host_of_files_leaves_nothing_to_a_server(tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text("compact: true\nsearch: {backend: pagefind}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"portal\.yml, line 1: compact leaves to a server what"):
        load_portal(tmp_path)
