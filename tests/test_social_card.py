"""The picture of a link that is passed on: who, which year, figures with their marks, in Chinese where a font has it."""

from __future__ import annotations

import io
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from mingzhang.site.disclosure_facts import Facts, connect, fetch
from mingzhang.site.loading_facts import load_facts, load_standing
from mingzhang.site.parts import social_card
from mingzhang.site.parts.disputes import Mark
from mingzhang.site.parts.social_card import SIZE, card_of_disclosure, card_of_portal, chinese_font
from site_database import make_database


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    with closing(connect(make_database(tmp_path_factory.mktemp("card") / "disclosures.db"))) as conn:
        id_ = fetch(conn, "select id from disclosures order by id limit 1")[0]["id"]
        return load_facts(conn, load_standing(conn, id_))


def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written on cards from now on."""
    found: list[str] = []
    social_card._ground.cache_clear()
    draw = social_card.ImageDraw.ImageDraw.text

    def note(self: object, at: object, text: str, *others: object) -> None:
        found.append(text)
        draw(self, at, text, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(social_card.ImageDraw.ImageDraw, "text", note)
    return found


def test_without_a_chinese_font_the_card_is_in_english(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = written(monkeypatch)
    card = Image.open(io.BytesIO(card_of_disclosure(facts, "明账", None)))
    assert (card.format, card.size) == ("PNG", SIZE)
    assert f"Final accounts {facts.year}" in texts and all(text.isascii() for text in texts)


@pytest.mark.skipif(not chinese_font(), reason="no Chinese font on this machine")
def test_a_card_names_the_body_in_full_and_marks_disputed_figures(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = Mark(facts.id, "f-1", "error", "不符")
    monkeypatch.setattr(social_card, "disputed_of", lambda _: {"expenditure_total": mark})
    texts = written(monkeypatch)
    card = card_of_disclosure(facts, "明账", chinese_font())
    assert any(text.endswith(" ※") for text in texts) and any(
        "标※的数字与原文别处不一致" in text for text in texts
    )
    assert facts.department["name"] in "".join(texts)
    assert f"{facts.year} 年度部门决算" in texts
    assert len(card) < 40_000 and len(Image.open(io.BytesIO(card)).getcolors() or ()) == 4
    assert card == card_of_disclosure(facts, "明账", chinese_font())


def test_a_long_name_breaks_between_words_and_is_cut_on_its_second_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = written(monkeypatch)
    card_of_portal("Mingzhang", 1, 2, None)
    assert "Mingzhang" in texts
    texts.clear()
    social_card._drawn(None, "", "Office of Everything " * 20, "", [], "")
    first, second = (text for text in texts if text.startswith(("Office", "of", "Everything")))
    assert first.split()[-1] in ("Office", "of", "Everything") and second.endswith("…")


def test_a_font_that_cannot_be_opened_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    listed = subprocess.CompletedProcess([], 0, stdout=f"{broken}|0|Noto Sans CJK SC\nnonsense\n")
    monkeypatch.setattr(social_card.subprocess, "run", lambda *_, **__: listed)
    monkeypatch.setattr(social_card, "_ELSEWHERE", (str(tmp_path / "none.ttc"),))
    assert chinese_font() is None
