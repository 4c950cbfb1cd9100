"""Small made-up disclosures as text, for tests that need a document but not its depth."""

from __future__ import annotations

from pathlib import Path


def minimal(
    name: str = "云州市临江区人民政府青石街道办事处", year: int = 2023, total: str = "1,204.50"
) -> str:
    """A disclosure with a cover, one statement and one section of prose."""
    return f"""{year}年度{name}部门决算公开

{year + 1}年10月20日

第一部分 {name}概况

一、部门主要职责

（一）负责辖区公共服务。

第二部分 {name}{year}年度部门决算表

收入支出决算总表
公开01表
部门：{name}
单位：万元
收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、一般公共预算财政拨款收入\t1\t{total}\t一、一般公共服务支出\t31\t{total}
本年收入合计\t27\t{total}\t本年支出合计\t57\t{total}
总计\t30\t{total}\t总计\t60\t{total}
注：本表反映部门本年度的总收支和年末结转结余情况。

第三部分 {name}{year}年度部门决算情况说明

一、收入支出决算总体情况说明

{year}年度收、支总计{total.replace(",", "")}万元。与{year - 1}年度相比，收、支总计各增加10万元，增长0.84%，主要原因是新增绿化任务。

第五部分 名词解释

一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。
"""


def write(folder: Path, **texts: str) -> Path:
    """Write `stem=text` files into `folder`; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return folder
