"""Jinja2 with autoescape on, and the filters that print figures: the only way HTML comes into being here."""

from __future__ import annotations

from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

import jinja2
from markupsafe import Markup
from pypinyin import lazy_pinyin

from .escaping import RowEnvironment
from .html_page import root_of
from .reporting import report_form, report_link

MINUS = "−"
MOST_ROWS = 1000
"""How many rows a table of all disclosures prints: more would be slow to open, and are to be had as data."""


@cache
def _environment() -> jinja2.Environment:
    environment = RowEnvironment(
        loader=jinja2.PackageLoader("mingzhang.site", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= {
        "amount": amount,
        "percent": percent,
        "signed": signed,
        "count": count,
        "short": short,
        "fitting": fitting,
        "money": money,
        "slug": slug,
        "place_slug": place_slug,
        "report_form": report_form,
        "report_link": report_link,
        "named": named,
        "placed": placed,
        "place": place,
        "in_css_string": in_css_string,
    }
    environment.globals["most_rows"] = MOST_ROWS
    return environment


def render(template: str, url: str, **context: Any) -> str:
    """Return the HTML of a template for the page at `url`; templates link with `root`, the way back to the site's root."""
    return _environment().get_template(template).render(root=root_of(url), **context)


def forms(template: str) -> SimpleNamespace:
    """Return what a template sets, as plain strings: forms with `%s` for Python to fill in."""
    return SimpleNamespace(
        **{
            name: str(form)
            for name, form in vars(_environment().get_template(template).module).items()
            if isinstance(form, Markup)
        }
    )


def amount(value: float | None) -> str:
    """Print a figure in 万元 as tables do: two decimals, more only where the figure has more; blank stays blank."""
    return "" if value is None else _amount(value or 0.0)  # no minus before a zero


@lru_cache(maxsize=1000)
def _amount(value: float) -> str:
    """Print a figure once: those of one department-year recur in several statements, the prose, the other language."""
    text = f"{value:,.2f}"
    if abs(value - round(value, 2)) > 1e-7:
        text = f"{value:,.6f}".rstrip("0")
    return text.replace("-", MINUS)


def money(value: float | None) -> str:
    """Print a figure in words people say: 5,059.71 万元, or 1.25 亿元 from a hundred million yuan on."""
    if value is None:
        return "—"
    if abs(value) >= 100_000:
        return f"{value / 10_000:,.2f}亿元".replace("-", MINUS)
    return f"{amount(value)}万元"


def percent(value: float | None) -> str:
    """Print a rate, at most two decimals: 88.49%."""
    if value is None:
        return ""
    return (f"{value:,.2f}".rstrip("0").rstrip(".") + "%").replace("-", MINUS)


def signed(value: float | None, unit: str = "") -> str:
    """Print a figure with its direction: +12.3%, −4.5%, and 持平 for none."""
    if value is None:
        return ""
    if value == 0:
        return "持平"
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"{'+' if value > 0 else MINUS}{text}{unit}"


def count(value: float | None) -> str:
    """Print a number of things: 12, or 3.5 where the document says so."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", MINUS)


def short(text: str | None, length: int = 40) -> str:
    """Return the beginning of a text."""
    if not text:
        return ""
    return text if len(text) <= length else text[: length - 1] + "…"


def fitting(text: str, width: float) -> str:
    """Return as much of a label as fits into a width of so many Chinese characters; letters take about half of one."""
    taken = 0.0
    for place, char in enumerate(text):
        taken += 0.55 if char.isascii() else 1.0
        if taken > width:
            return text[: max(place - 1, 0)] + "…"
    return text


def in_css_string(text: str) -> Markup:
    """Return a text as it may stand in a string of a style sheet: everything but plain signs of addresses as code points."""
    return Markup("".join(c if c.isalnum() or c in "-_./:~ " else f"\\{ord(c):06x}" for c in text))  # noqa: S704


@lru_cache(maxsize=10_000)
def slug(name: str | None) -> str:
    """Return an address anyone can type, of a Chinese name: `jiedaobanshichu`; `other` where nothing is left of it."""
    joined = "".join(lazy_pinyin(name or "")).lower()
    return "".join(c for c in joined if c.isascii() and c.isalnum()) or "other"


def place_slug(row: Any) -> str:
    """Return the address of a place with its city, `wuhanshi-jianghanqu`: districts of several cities share a name."""
    return f"{slug(row['city'])}-{slug(row['district'])}" if row["city"] else slug(row["district"])


def named(row: Any) -> str:
    """Return a department's short name, with its place where it says nothing alone (江汉区人民政府办公室)."""
    short_name = str(row["short_name"])
    return f"{place(row)}{short_name}" if short_name.startswith("人民政府") else short_name


def placed(row: Any) -> str:
    """Return a department's short name with its place, for where nothing else says it: 硚口区财政局."""
    return f"{place(row)}{row['short_name']}"


def place(row: Any) -> str:
    """Return where a body is: `locality` as a list has selected it (`PLACE`), else its district, or its city where it is of the
    whole city; empty where none is known.
    """
    for name in ("locality", "district", "city"):
        try:
            value = row[name]
        except (IndexError, KeyError):  # not selected
            continue
        if value:
            return str(value)
    return ""
