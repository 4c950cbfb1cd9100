"""What reading mended in a statement, as a record; the Chinese sentence is made from it at the last moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from .place import Placed

RepairKind = Literal[
    "digits",  # a number cut by a blank: 4,916.7 1
    "parted",  # two numbers printed in one cell
    "code",  # a code cut short, left out or misprinted
    "wrapped_name",  # a name printed on two lines; `printed` has them parted by a line feed
    "cut_name",  # a name of which only the beginning is printed, or nothing
    "columns",  # figures that stand under the wrong heads, or whose column was lost
    "blanks",  # figures whose column the loss of blank cells left open
    "total_row",  # a total row scattered over other lines
    "debris",  # a cell of a form with words or figures of other cells in it
    "lost_cell",  # a cell of a form that extraction lost, put back from where the document prints it again
    "corrected",  # a misreading that a person put right; `proof` says who and when
]

_CODE_PROOFS = {
    "other_statements": "按科目名称及其他表更正为",
    "name_and_parent": "按名称及上级科目补全为",
    "name_and_group": "按名称及所在类补全为",
}
_COLUMN_PROOFS = {
    "statement_3": "基本支出与项目支出按公开03表补正",
    "other_rows": "按本表其他各行的错列归位，基本支出＝小计－项目支出",
    "row_sums": "按各行之和补正",
}
_TOTAL_PROOFS = {"statement_3": "按公开03表及合计＝基本支出＋项目支出复原", "row_sums": "按各行之和复原"}
_BLANK_PROOFS = {"sums": "按本行、上级科目及各表的合计归入唯一可能的栏", "prose": "栏位按情况说明推断"}
_FORM_COLUMNS = {"target": "目标值", "actual": "完成值", "executed": "执行数"}
_CELL_PROOFS = {
    "other_print": "重复印出的同一指标",
    "project_summary": "的项目自评综述，与所印执行率相符",
}


class Repair(msgspec.Struct, frozen=True, gc=False):
    """One mended figure, code or name.

    `printed` is the printed form, `column` the amount column it concerns (None for a code, a name or a whole row),
    `value` what stands there now (amounts in 万元), `proof` the key of what proves it, `damage` which harm to the
    columns was seen, in Chinese, `line` the line of the source from which a lost cell was put back.
    """

    kind: RepairKind
    printed: str = ""
    column: str | None = None
    value: str | None = None
    proof: str = ""
    damage: str = ""
    line: int | None = None

    @property
    def text(self) -> str:
        """The repair in Chinese, with the printed form."""
        match self.kind:
            case "digits":
                return f"数字印作“{self.printed}”"
            case "parted":
                return "有两个数字印在一格，已分开"
            case "code":
                shown = f"印作{self.printed}" if self.printed else "未印出"
                return f"科目编码{shown}，{_CODE_PROOFS[self.proof]}{self.value}"
            case "wrapped_name":
                return "名称分印两行（" + "".join(f"“{part}”" for part in self.printed.split("\n")) + "）"
            case "cut_name":
                return f"名称印作“{self.printed}”" if self.printed else "名称未能读出，按科目编码补全"
            case "columns":
                return f"{self.damage}，本行印出的数字为{self.printed}；{_COLUMN_PROOFS[self.proof]}"
            case "debris":
                return f"印作“{self.printed}”"
            case "lost_cell":
                return (
                    f"{_FORM_COLUMNS[self.column or '']}未印出，取自第{self.line}行{_CELL_PROOFS[self.proof]}"
                )
            case "corrected":
                return f"人工更正：读作“{self.printed}”，更正为“{self.value}”（{self.proof}）"
            case "blanks":
                return f"提取中丢失空格，{_BLANK_PROOFS[self.proof]}"
            case _:
                return f"合计行被打散（分别印作{self.printed}），{_TOTAL_PROOFS[self.proof]}"


def repairs_text(repairs: Iterable[Repair]) -> str | None:
    """All repairs of a row in Chinese, each sentence once; None where there are none."""
    return "；".join(dict.fromkeys(repair.text for repair in repairs)) or None


class Mended(Placed):
    """What a record with repairs can do: say them in Chinese."""

    __slots__ = ()
    repairs: tuple[Repair, ...]

    @property
    def repaired(self) -> str | None:
        """What was mended, with the printed form; None where nothing was."""
        return repairs_text(self.repairs)
