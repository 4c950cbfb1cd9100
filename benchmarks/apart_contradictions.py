"""Faults of a sentence against itself or against another, and of counts, second set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from apart_places import FIGURE as N
from apart_places import Prose, changed, exchanged, like, swapped, value
from faults_apart import SECOND, Fault, fault

UP = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "降低": "提高",
    "大于": "小于",
    "小于": "大于",
}


@fault("prose itself", SECOND)
def change_against_its_rate(lines: list[str], rng: Random) -> Iterator[Fault]:
    """减少 12 万元，增长 3%: one of the two words is the other way."""
    pattern = rf"(?P<x>增加|减少){N}万元，(?:增长|下降|降低|提高){N}%"
    return changed(lines, pattern, lambda m: UP[m["x"]])


@fault("prose itself", SECOND)
def both_words_the_other_way(lines: list[str], rng: Random) -> Iterator[Fault]:
    """In one section the total rose, in the others it fell."""
    pattern = rf"(?:合计|总计|各)(?P<x>增加{N}万元，增长|减少{N}万元，(?:下降|减少))"

    def turned(match: re.Match[str]) -> str:
        figure = re.search(N, match["x"])
        rose = match["x"].startswith("增加")
        return f"{'减少' if rose else '增加'}{figure[0] if figure else ''}万元，{'下降' if rose else '增长'}"

    return changed(lines, pattern, turned)


@fault("prose itself", SECOND)
def change_amount_digits_in_one_section(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"(?:合计|总计|各)(?:增加|减少)(?P<x>{N})万元，"
    return changed(lines, pattern, lambda m: swapped(m["x"], rng))


@fault("prose itself", SECOND)
def larger_for_smaller(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"决算数(?P<x>大于|小于)(?:年初预算数?|全年预算数?|预算数?)"
    return changed(lines, pattern, lambda m: UP[m["x"]])


@fault("prose itself", SECOND)
def equal_for_different(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"决算数(?P<x>大于|小于)(?:年初预算数?|全年预算数?|预算数?)"
    return changed(lines, pattern, lambda m: "等于")


@fault("prose itself", SECOND)
def reason_where_nothing_changed(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"预算数?为?(?P<b>{N})万元，(?:支出)?决算数?为?(?P=b)万元，完成[^。\n]{{0,8}}?的100%(?P<x>)。"
    return changed(lines, pattern, lambda m: "，支出决算数小于年初预算数的主要原因是年中压减支出")


@fault("prose itself", SECOND)
def reason_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The final figure is far from the budget, and nobody says why."""
    pattern = rf"完成[^。\n]{{0,8}}?的(?P<rate>{N})%(?P<x>，(?:支出)?决算数?[大小]于[^。\n]{{0,12}}?主?要?原因[^。\n]+)。"
    far = changed(lines, pattern, lambda m: "" if abs(value(m["rate"]) - 100) > 5 else None)
    return (Fault(f.lines, ("原因",), gone=True) for f in far)


@fault("prose itself", SECOND)
def parts_of_running_costs_do_not_add_up(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = rf"其中：(?:燃料费{N}万元；)?维修费(?P<x>{N})万元；"
    return changed(lines, pattern, lambda m: like(value(m["x"]) + 0.6, m["x"]))


@fault("prose itself", SECOND)
def negative_growth_printed_with_a_sign(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, rf"(?:减少|下降)(?P<x>{N})万元", lambda m: f"-{m['x']}")


@fault("prose itself", SECOND)
def zero_that_grew(lines: list[str], rng: Random) -> Iterator[Fault]:
    """Nothing was spent, yet it is said to have risen over the year before."""
    pattern = r"支出预?算?为?0万元，支出决算为?0万元(?P<x>)[，；。]"
    return changed(lines, pattern, lambda m: "，比上年增加0.35万元")


@fault("prose itself", SECOND)
def total_of_items_stale(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The sum at the head of the items was not brought up to date; its rate was."""
    pattern = (
        rf"年初预算数?为(?P<x>{N})万元，支出决算数?为(?P<f>{N})万元，完成年初预算的(?P<r>{N})%(?=。其中)"
    )
    prose = Prose(lines)
    for match in prose.find(pattern):
        new = like(value(match["x"]) * 0.92, match["x"])
        rate = like(100 * value(match["f"]) / value(new), match["r"])
        made = f"年初预算数为{new}万元，支出决算数为{match['f']}万元，完成年初预算的{rate}%"
        yield Fault(prose.edit(match.start(), match.end(), made), (match["x"], new))


@fault("prose itself", SECOND)
def item_in_prose_left_out(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"(?P<x>[一二三四五六七八九十\d（）]{1,4}[、.．]?[^。\n、]{2,12}支出（类）[^。\n]{2,40}（款）(?P<name>[^。\n（）]{2,30})（项）。年初预算[^\n]{10,160}?。)(?=[一二三四五六七八九十\d（）]{1,4}[、.．]?[^。\n、]{2,12}支出（类）)"
    for made in changed(lines, pattern, lambda m: ""):
        name = re.findall(r"（款）(.{2,30})（项）", made.says[0])
        yield Fault(made.lines, (name[0], *re.findall(rf"决算数?为?({N})万元", made.says[0])), gone=True)


@fault("counts", SECOND)
def vehicles_of_one_kind(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"(?:应急保障|执法执勤|机要通信|其他|特种专业技术)用车(?P<x>\d+)辆"
    return changed(lines, pattern, lambda m: str(int(m["x"]) + rng.choice((1, 2, 3))))


@fault("counts", SECOND)
def vehicles_in_all(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"共有车辆(?P<x>\d+)辆", lambda m: str(int(m["x"]) + rng.choice((1, 2, 10))))


@fault("counts", SECOND)
def vehicles_kept_by_appropriation_above_all(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"保有量为?(?P<x>\d+)辆", lambda m: str(int(m["x"]) + 11))


@fault("counts", SECOND)
def groups_and_guests_exchanged(lines: list[str], rng: Random) -> Iterator[Fault]:
    """More groups than people came."""
    return exchanged(
        lines,
        r"接待(?:国内)?(?:来访)?(?:团组)?(?P<x>[1-9]\d*)(?:个|批次)[^。\n]{0,14}，(?:来宾)?(?P<y>[1-9]\d*)人次",
    )


@fault("counts", SECOND)
def receptions_without_money(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"公务接待费[^\n]{0,20}决算为?0万元[^\n]{0,160}?(?:接待|团组|共)(?P<x>0)(?:个|批次)"
    return changed(lines, pattern, lambda m: "4")


@fault("counts", SECOND)
def journeys_without_money(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"出国（境）(?:费[^\n]{0,80}出国（境）)?团组(?:共计)?(?P<x>0)个", lambda m: "2")


@fault("counts", SECOND)
def vehicle_bought_without_money(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"购置费?支?出?0万元[^\n]{0,30}?(?:购置|更新)[^\n]{0,12}?(?P<x>0)辆"
    return changed(lines, pattern, lambda m: "1")


@fault("counts", SECOND)
def projects_counted_otherwise(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"共?涉及(?:项目)?(?P<x>\d+)个(?:一级项目)?"
    return changed(lines, pattern, lambda m: str(int(m["x"]) + rng.choice((1, 2, 5))))


@fault("counts", SECOND)
def offices_counted_otherwise(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"内设机构(?P<x>\d+)个，包括", lambda m: str(int(m["x"]) + rng.choice((-1, 1, 2))))


@fault("counts", SECOND)
def office_named_twice(lines: list[str], rng: Random) -> Iterator[Fault]:
    pattern = r"内设机构\d+个，包括(?P<a>[^、。]+)、(?P<x>[^、。]+)[、。]"
    return changed(lines, pattern, lambda m: m["a"])


@fault("counts", SECOND)
def indicators_counted_otherwise(lines: list[str], rng: Random) -> Iterator[Fault]:
    return changed(lines, r"产出指标(?P<x>\d+)个，效益指标\d+个?", lambda m: str(int(m["x"]) + 3))


@fault("counts", SECOND)
def people_of_a_meeting_without_money(lines: list[str], rng: Random) -> Iterator[Fault]:
    """The costs of a meeting are nothing, the people who came are not."""
    pattern = rf"会议费(?:支出)?(?P<x>{N})万元，用于召开[^。\n]{{0,20}}人数[1-9]"
    return changed(lines, pattern, lambda m: "0")
