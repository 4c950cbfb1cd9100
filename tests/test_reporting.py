"""Reports of errors: by mail, to a form, to a repository, prefilled; nothing else becomes a link."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mingzhang.portal import load_portal
from mingzhang.settings import SettingsError
from mingzhang.site.reporting import report_form, report_link


@pytest.mark.parametrize(
    ("contact", "form"),
    [
        ("jiucuo@example.cn", "mailto:jiucuo@example.cn?subject={title}&body={text}"),
        ("a b@example.cn", "mailto:a%20b@example.cn?subject={title}&body={text}"),
        ("https://example.org/report", "https://example.org/report?title={title}&text={text}"),
        ("https://example.org/report?to=us", "https://example.org/report?to=us&title={title}&text={text}"),
        (
            "https://example.org/f?about={title}&words={text}",
            "https://example.org/f?about={title}&words={text}",
        ),
        ("https://github.com/o/r", "https://github.com/o/r/issues/new?title={title}&body={text}"),
        ("https://gitee.com/o/r/", "https://gitee.com/o/r/issues/new?title={title}&description={text}"),
        ("https://github.com/o/r/wiki", "https://github.com/o/r/wiki?title={title}&text={text}"),
        ("javascript://example.org", ""),
        ("data://x", ""),
    ],
)
def test_a_contact_becomes_the_address_of_a_report(contact: str, form: str) -> None:
    assert report_form(contact) == form


def test_a_report_is_prefilled() -> None:
    link = urlsplit(report_link("https://github.com/o/r", "甲 & 乙", ["https://a/b", "第 3 行"]))
    given = parse_qs(link.query)
    assert given["title"] == ["纠错：甲 & 乙"]
    assert given["body"] == ["https://a/b\n第 3 行\n"]
    assert unquote(report_link("a@b.cn", "甲", [])).startswith("mailto:a@b.cn?subject=纠错：甲")


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "nobody", "ftp://example.org/x", "a@b c"])
def test_a_contact_that_leads_nowhere_is_refused(contact: str, tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text(f"contact: {contact!r}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 1: contact is"):
        load_portal(tmp_path)
