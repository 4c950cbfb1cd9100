"""`portal.yml` is read strictly: what it may say, and the one line that a wrong one gets."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from mingzhang.portal import FILE_NAME, PARTS, Portal, SettingsError, copy_sample, load_portal, starter_root


def written(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("", "title", "明账 · 部门决算公开"),
        ("# nothing but a comment\n", "output", "portal"),
        ("title: 某区账本\n", "title", "某区账本"),
        ("base_url: https://example.org/accounts/\n", "base_url", "https://example.org/accounts/"),
        ("contact: jiucuo@example.cn\n", "contact", "jiucuo@example.cn"),
        ("licence: CC0-1.0\n", "licence", "CC0-1.0"),
        ("input: files\noutput: out\n", "input", "files"),
        ("notice: 试运行\n", "notice", "试运行"),
        ("cors: [https://example.org]\n", "cors", ("https://example.org",)),
        ("cors: ['*']\n", "cors", ("*",)),
        ("cors: ['http://127.0.0.1:8080', 'https://a.example']\n", "cors", ("http://127.0.0.1:8080", "https://a.example")),
        ("cors: []\n", "cors", ()),
    ],
)  # fmt: skip
def test_a_setting_is_what_the_file_says(tmp_path: Path, text: str, name: str, value: object) -> None:
    assert getattr(load_portal(written(tmp_path, text)), name) == value


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("search: {backend: pagefind}\n", ("search", "backend"), "pagefind"),
        ("search: {backend: meilisearch, fallback: true}\n", ("search", "fallback"), True),
        ("search: {meilisearch: {url: 'http://127.0.0.1:7700'}}\n", ("search", "meilisearch", "url"), "http://127.0.0.1:7700"),
        ("sql: {open: true}\n", ("sql", "open"), True),
        ("privacy: {mask: false}\n", ("privacy", "mask"), False),
        ("", ("sql", "open"), False),
        ("", ("privacy", "mask"), True),
        ("", ("search", "fallback"), False),
    ],
)  # fmt: skip
def test_a_setting_inside_another(tmp_path: Path, text: str, path: tuple[str, ...], value: object) -> None:
    found: object = load_portal(written(tmp_path, text))
    for name in path:
        found = getattr(found, name)
    assert found == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel: 明账\n", "unknown setting 'titel'"),
        ("root: /\n", "unknown setting 'root'"),
        ("search: {engine: sqlite}\n", "unknown setting 'search.engine'"),
        ("search: {meilisearch: {key: secret}}\n", "unknown setting 'search.meilisearch.key'"),
        ("sql: {opened: true}\n", "unknown setting 'sql.opened'"),
        ("privacy: {hide: true}\n", "unknown setting 'privacy.hide'"),
        ("title: 12\n", "line 1: title is 12; it must be text"),
        ("sql: yes please\n", "line 1: sql is 'yes please'; it must be settings of its own"),
        ("sql: {open: maybe}\n", "sql.open is 'maybe'; it must be true or false"),
        ("cors: https://example.org\n", "cors is 'https://example.org'; it must be a list"),
        ("cors: [example.org]\n", "cors: 'example.org' is no site; write https://example.org, or *"),
        ("cors: ['https://example.org/']\n", "cors: 'https://example.org/' is no site"),
        ("cors: ['https://example.org\\n']\n", "is no site"),
        ("title: [\n", "line 2: expected the node content"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_portal(written(tmp_path, text))
    message = str(refused.value)
    assert message.startswith(str(tmp_path / FILE_NAME))
    assert said in message
    assert "\n" not in message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"title: \xff\xfe\n")
    with pytest.raises(SettingsError, match="utf-8"):
        load_portal(tmp_path)


def test_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    assert load_portal(written(tmp_path, "title: 甲\n")).root == tmp_path.resolve()


def test_without_a_file_the_defaults_stand_on_the_starter(tmp_path: Path) -> None:
    assert load_portal(tmp_path) == Portal(root=starter_root())


def test_the_starter_has_every_part_and_the_sample() -> None:
    root = starter_root()
    assert [part for part in PARTS if not (root / part).exists()] == []
    assert len(list((root / "disclosures").glob("sample-*.txt"))) == 12


def test_the_shipped_settings_are_the_defaults_and_name_every_setting() -> None:
    shipped = load_portal(starter_root())
    assert shipped == Portal(root=starter_root())
    text = (starter_root() / FILE_NAME).read_text(encoding="utf-8")
    assert [field.name for field in fields(Portal) if field.name != "root" and field.name not in text] == []
    assert isinstance(yaml.safe_load(text), dict)


def test_copying_the_sample_again_changes_nothing(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in copy_sample(tmp_path)}
    assert {path.name: path.read_bytes() for path in copy_sample(tmp_path)} == first
    assert sorted(first) == sorted(path.name for path in tmp_path.glob("*.txt"))
