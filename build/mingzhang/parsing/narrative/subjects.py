"""What the sentences of the 三公 sections speak of, and whether a figure of theirs is budgeted, spent or counted."""

from __future__ import annotations

import re
from functools import cache

from ...model import Kind
from .labels import BETWEEN, FIGURE

BY_SUBJECT: frozenset[Kind] = frozenset({"three_public", "meetings"})
"""Kinds of sections whose figures are told by what the sentence speaks of and by 预算 or 决算."""
SUBJECTS: tuple[tuple[str, str], ...] = (
    ("abroad", r"因公出国|出国\(境\)"),
    ("vehicle", r"公务用车购置费?[及和与、](?:公务用车)?运行(?:维护)?(?:费|支出)"),
    ("vehicle_purchase", r"公务用车购置(?:费|支出|(?=(?:年初|全年)?预算|决算))|“公务用车购置”|购置费"),
    ("vehicle_operation", r"(?:公务用车|公车)运行(?:维护)?(?:费|支出)|运行维护费"),
    ("meeting", r"(?<![、及和])会议费(?![、和及])"),
    ("training", r"(?<![、及和])培训费(?![、和及])"),
    (
        "foreign",
        r"外宾(?:接待|(?=共?计?[0-9]))|国(?:\(境\))?外来访|来访外宾|国\(境\)外(?:公务)?接待|外事接待",
    ),
    ("domestic", r"国内(?:公务)?接待|国内(?:来访|来宾|宾客)|其他国内"),
    ("reception", r"(?<!国内)公务接待(?:费|支出|(?=共?[0-9]))"),
    ("three_public", r"(?<!占)(?<!占“)三公.{0,2}经费"),
)
"""What a sentence on the 三公经费 speaks of; its figures are told apart by 预算 and 决算."""

AMOUNTS = {
    "foreign": (None, "reception_foreign"),
    "domestic": (None, "reception_domestic"),
    **{
        name: (f"{name}_budget", f"{name}_final")
        for name in (
            "three_public",
            "abroad",
            "vehicle",
            "vehicle_purchase",
            "vehicle_operation",
            "reception",
            "meeting",
            "training",
        )
    },
}
"""The budget and final metric of each subject."""

COUNTS: dict[tuple[str, str], str] = {
    ("abroad", "groups"): "abroad_groups",
    ("abroad", "persons"): "abroad_persons",
    ("foreign", "groups"): "reception_foreign_batches",
    ("foreign", "persons"): "reception_foreign_persons",
    ("domestic", "groups"): "reception_domestic_batches",
    ("domestic", "persons"): "reception_domestic_persons",
    ("reception", "groups"): "reception_batches",
    ("reception", "persons"): "reception_persons",
    ("meeting", "groups"): "meetings",
    ("meeting", "persons"): "meeting_persons",
    ("training", "groups"): "trainings",
    ("training", "persons"): "training_persons",
}


@cache
def subject_pattern() -> re.Pattern[str]:
    """The subjects of the 三公 sections, each in a group of its name."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SUBJECTS))


ROLE = re.compile(
    rf"(?:(?P<budget>预算)|(?P<final>支出决算|决算|(?<!其他)支出|费用?|开支|经费))(?:{BETWEEN})*+{FIGURE}"
)
"""预算为, 支出决算为: whether a figure of the 三公 sections is budgeted or spent."""
