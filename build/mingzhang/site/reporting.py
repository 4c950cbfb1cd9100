"""Where readers report an error: the portal's `contact` as an address with places for a title and a text.

`contact` is a mail address, a repository whose host has issues, or the address of a form. A form may say where the title
and the text go (`https://example.org/form?about={title}&words={text}`); one that does not gets them as `title` and `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

TITLE, TEXT = "{title}", "{text}"
_NEW_ISSUE = {
    "github.com": "/issues/new?title={title}&body={text}",
    "gitee.com": "/issues/new?title={title}&description={text}",
    "gitlab.com": "/-/issues/new?issue[title]={title}&issue[description]={text}",
    "codeberg.org": "/issues/new?title={title}&body={text}",
}
"""How the address of a new issue is made from that of a repository, by host."""
_REPOSITORY = re.compile(r"https://(?P<host>[^/?#]{1,200})/[^/?#]{1,200}/[^/?#]{1,200}/?")


def report_form(contact: str) -> str:
    """Return the address of a report with `{title}` and `{text}` in it, to be replaced by encoded words; empty
    where `contact` is an address of another kind."""
    if "://" not in contact:
        return f"mailto:{quote(contact, safe='@')}?subject={TITLE}&body={TEXT}"
    if not contact.startswith(("https://", "http://")):
        return ""
    repository = _REPOSITORY.fullmatch(contact)
    if repository and repository["host"] in _NEW_ISSUE:
        return contact.rstrip("/") + _NEW_ISSUE[repository["host"]]
    if TITLE in contact or TEXT in contact:
        return contact
    return f"{contact}{'&' if '?' in contact else '?'}title={TITLE}&text={TEXT}"


def report_link(contact: str, about: str, lines: Iterable[str]) -> str:
    """Return the address of a report about something, its text prefilled with lines."""
    form = report_form(contact)
    return form.replace(TITLE, quote(f"纠错：{about}")).replace(TEXT, quote("\n".join(lines) + "\n"))
