"""Proofreading the text of a draft apart from the server, so that no draft can hold it up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from ..engines import ENGINES, Ground, Loss
from ..proofreading.proofread import proofread

CPU_SECONDS = 20.0


def proofread_text(text: str, most: int) -> dict[str, Any]:
    """Say what was found in a draft: `readable`, then `total` and at most `most` of the `findings`, or the `reason` why
    it could not be read. It may take `CPU_SECONDS`; nothing of it is kept.
    """
    with ENGINES["local"](Ground()) as engine:
        (told,) = engine.run(_proofread, [(text, most)], _lost, CPU_SECONDS)
    return told


def _proofread(item: tuple[str, int]) -> dict[str, Any]:
    text, most = item
    with tempfile.TemporaryDirectory(prefix="mingzhang-draft-") as folder:
        file = Path(folder) / "draft.txt"
        file.write_text(text, encoding="utf-8", errors="replace")
        proofed = proofread(file)
    if proofed.error or proofed.report is None:
        return {"readable": False, "reason": proofed.error}
    found = proofed.report.findings
    shown = [
        {"rule": one.rule_id, "severity": one.severity, "message": one.sentence, "line": one.source_line}
        for one in found[:most]
    ]
    return {"readable": True, "total": len(found), "findings": shown}


def _lost(item: object, why: Loss) -> dict[str, Any]:
    return {"readable": False, "reason": "核对这份文本用时过长，已中止。"}
