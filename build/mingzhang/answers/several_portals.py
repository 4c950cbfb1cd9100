"""One answer out of those of several portals: only what one of them alone can say is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from .records import CHOOSE, NO_BODY_OR_YEAR, Answer


def joint(answers: Mapping[str, Answer | sqlite3.Error], labels: Mapping[str, str]) -> Answer:
    """The answer of the one portal that has one, its addresses below the portal's folder and its place named; where several have, their choice;
    where none has, the refusal of whoever knows the body. Raises `sqlite3.Error` where any could not be asked: it might
    have been the one.
    """
    told: dict[str, Answer] = {}
    for name, answer in answers.items():
        if isinstance(answer, sqlite3.Error):
            raise answer
        told[name] = _below(answer, name)
    answered = [name for name, answer in told.items() if answer.type != "refusal"]
    if len(answered) > 1:
        places = tuple(labels[name] for name in answered)
        text = f"{CHOOSE}：{len(places)} 个地区都能回答，请在问题里写明是哪里：{'、'.join(places[:12])}。"
        return Answer("refusal", text, refusal_type=CHOOSE, choices=places)
    if answered:
        (name,) = answered
        answer, place = told[name], labels[name]
        return answer if place in answer.text else replace(answer, text=f"{place}：{answer.text}")
    known = [answer for answer in told.values() if answer.refusal_type != NO_BODY_OR_YEAR]
    return (known or list(told.values()))[0]


def _below(answer: Answer, folder: str) -> Answer:
    return replace(answer, evidence=tuple(replace(one, url=f"{folder}/{one.url}") for one in answer.evidence))
