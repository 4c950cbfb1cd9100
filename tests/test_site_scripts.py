"""Scripts are published without comments and blanks, the same bytes each time, and mean what they meant."""

from __future__ import annotations

import shutil
from pathlib import Path

from mingzhang.site.scripts import shorten_scripts

ASSETS = Path(__file__).resolve().parents[1] / "content" / "assets"
WRITTEN = """// A comment.
/** Documentation. */
export function address(name) {
  const root = "http://example.org//"; // another
  const marks = /[/"'*]+ \\/\\*/gu;
  return `${root}  ${name.replace(marks, " ")} /* kept */`;
}
"""
PUBLISHED = """export function address(name){const root="http://example.org//";\
const marks=/[/"'*]+ \\/\\*/gu;return`${root}  ${name.replace(marks, " ")} /* kept */`;}
"""


def test_comments_and_blanks_go_and_texts_stay(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(WRITTEN, encoding="utf-8")
    (tmp_path / "a.css").write_text("/* x */", encoding="utf-8")
    shorten_scripts(tmp_path)
    assert (tmp_path / "a.js").read_text(encoding="utf-8") == PUBLISHED
    assert (tmp_path / "a.css").read_text(encoding="utf-8") == "/* x */"


def test_our_scripts_lose_a_fifth_and_nothing_the_second_time(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    shutil.copytree(ASSETS, folder)
    shorten_scripts(folder)
    once = {script.name: script.read_bytes() for script in folder.glob("*.js")}
    assert sum(map(len, once.values())) < 0.8 * sum(len((ASSETS / name).read_bytes()) for name in once)
    shorten_scripts(folder)
    assert {script.name: script.read_bytes() for script in folder.glob("*.js")} == once
