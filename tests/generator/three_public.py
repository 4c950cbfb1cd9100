"""九、财政拨款“三公”经费支出决算情况说明."""

from __future__ import annotations

from .elements import Prose
from .records import Facts, Money


def write_three_public(p: Prose, f: Facts) -> None:
    """The total and its three parts."""
    budget, final, before = f.three_public_budget, f.three_public, f.previous.three_public
    p.add("subheading", "（一）“三公”经费财政拨款支出决算总体情况说明")
    told = _told(p, "three_public", budget.total, final.total, before.total)
    p.body(f"{f.year}年度“三公”经费财政拨款支出{told}")
    p.add("subheading", "（二）“三公”经费财政拨款支出决算具体情况说明")
    p.body(f"1.因公出国（境）费{_told(p, 'abroad', budget.abroad, final.abroad, before.abroad)}")
    if final.abroad:
        p.body(
            f"全年支出涉及出国（境）团组{p.state('abroad_groups', 1)}个，累计{p.state('abroad_persons', 3)}人次。"
        )
    p.body(
        f"2.{p.pick('公务用车购置及运行维护费', '公务用车购置及运行费')}{_told(p, 'vehicle', budget.vehicles, final.vehicles, before.vehicles)}其中："
    )
    bought = 1 if final.purchase else 0
    p.body(
        f"（1）公务用车购置费支出{p.wan('vehicle_purchase_final', final.purchase)}。"
        f"本年度购置（更新）公务用车{p.state('vehicles_purchased', bought)}辆。"
    )
    p.body(_operation(p, f))
    p.body(f"3.公务接待费{_told(p, 'reception', budget.reception, final.reception, before.reception)}其中：")
    batches, persons = f.receptions
    if p.layout.wording == "coast":
        p.body(
            f"国内公务接待支出{p.wan('reception_domestic', final.reception)}，其中：外事接待支出"
            f"{p.wan('reception_foreign', 0)}。国内公务接待{p.state('reception_domestic_batches', batches)}批次（其中外事"
            f"接待{p.state('reception_foreign_batches', 0)}批次），{p.state('reception_domestic_persons', persons)}人次"
            f"（其中外事接待{p.state('reception_foreign_persons', 0)}人次），陪同{batches}人。"
        )
        return
    p.body(
        f"外宾接待支出{p.wan('reception_foreign', 0)}。国内公务接待支出"
        f"{p.wan('reception_domestic', final.reception)}。{f.year}年共接待国内来访团组"
        f"{p.state('reception_domestic_batches', batches)}个，{p.state('reception_domestic_persons', persons)}人次。"
    )


def _operation(p: Prose, f: Facts) -> str:
    amount = f.three_public.operation
    fuel, repair = amount * 4 // 10, amount * 3 // 10
    toll = amount // 20
    insurance = amount - fuel - repair - toll
    held = p.state("vehicles_held", f.assets.vehicles)
    return (
        f"（2）公务用车运行维护费支出{p.wan('vehicle_operation_final', amount)}，其中：燃料费"
        f"{p.wan('vehicle_fuel', fuel)}；维修费{p.wan('vehicle_repair', repair)}；过桥过路费"
        f"{p.wan('vehicle_toll', toll)}；保险费{p.wan('vehicle_insurance', insurance)}。截至{f.year}年12月31日，"
        f"开支财政拨款的公务用车保有量{held}辆。"
    )


def _told(p: Prose, metric: str, budget: Money, final: Money, before: Money) -> str:
    whole = p.pick("全年", "", "全年", "年初")
    text = f"{whole}预算为{p.wan(f'{metric}_budget', budget)}，支出决算为{p.wan(f'{metric}_final', final)}"
    if budget:
        text += f"，完成{whole}预算的{p.share(f'{metric}_final_completion_pct', final, budget)}"
    if final != before:
        text += f"；较上年{p.change(f'{metric}_final', final, before)}"
    if final < budget:
        return f"{text}。决算数小于{whole}预算数的主要原因：用车和活动安排少于年初计划。"
    return f"{text}。"
