"""Scripts and style sheets are published without comments and blanks, the same bytes each time, and mean what they meant."""

from __future__ import annotations

import shutil
from pathlib import Path

from mingzhang.site.frame.shortening import shorten_assets

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
    (tmp_path / "a.css").write_text(
        '/* x */\n.a > b,\n.c { width: calc(1px + 2em); content: "/* y */  z"; }\n', encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text("/* x */ 1", encoding="utf-8")
    shorten_assets(tmp_path)
    assert (tmp_path / "a.js").read_text(encoding="utf-8") == PUBLISHED
    assert (tmp_path / "a.css").read_text(encoding="utf-8") == (
        '.a>b,.c{width:calc(1px + 2em);content:"/* y */  z"}\n'
    )
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "/* x */ 1"


def test_our_assets_lose_a_sixth_and_nothing_the_second_time(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    shutil.copytree(ASSETS, folder)
    shorten_assets(folder)
    once = {asset.name: asset.read_bytes() for asset in folder.iterdir()}
    for suffix in (".js", ".css"):
        before, after = (
            sum(len(one.read_bytes()) for one in at.glob(f"*{suffix}")) for at in (ASSETS, folder)
        )
        assert after < 0.86 * before
    shorten_assets(folder)
    assert {asset.name: asset.read_bytes() for asset in folder.iterdir()} == once
