"""What a department's name says: its kind and its short name."""

from __future__ import annotations

import re

from .divisions import locate

_KINDS: tuple[tuple[str, str], ...] = (
    ("街道办事处", "街道办事处"),
    ("人民政府办公厅", "政府办公厅"),
    ("人民政府办公室", "政府办公室"),
    ("政府办公室", "政府办公室"),
    ("街道工作委员会", "街道工委"),
    ("街道工委", "街道工委"),
    ("委员会办公室", "党委部门"),
    ("管委会", "委员会"),
    ("委办公室", "党委部门"),
    ("纪律检查委员会", "纪委监委"),
    ("监察委员会", "纪委监委"),
    ("人民代表大会常务委员会", "人大"),
    ("人大常委会", "人大"),
    ("人大常委会办公室", "人大"),
    ("政治协商会议", "政协"),
    ("政协", "政协"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("公安分局", "局"),
    ("分局", "局"),
    ("管理局", "局"),
    ("监督局", "局"),
    ("局", "局"),
    ("街道", "街道办事处"),
    ("镇人民政府", "镇政府"),
    ("乡人民政府", "乡政府"),
    ("幼儿园", "学校"),
    ("小学", "学校"),
    ("中学", "学校"),
    ("学校", "学校"),
    ("学院", "学校"),
    ("大学", "学校"),
    ("党校", "学校"),
    ("医院", "医院"),
    ("卫生院", "医院"),
    ("卫生服务中心", "医院"),
    ("疾病预防控制中心", "中心"),
    ("中心", "中心"),
    ("联合会", "群众团体"),
    ("总工会", "群众团体"),
    ("工商联", "群众团体"),
    ("妇联", "群众团体"),
    ("团委", "群众团体"),
    ("红十字会", "群众团体"),
    ("协会", "群众团体"),
    ("档案馆", "馆"),
    ("图书馆", "馆"),
    ("文化馆", "馆"),
    ("博物馆", "馆"),
    ("馆", "馆"),
    ("委员会", "委员会"),
    ("组织部", "党委部门"),
    ("宣传部", "党委部门"),
    ("统战部", "党委部门"),
    ("统一战线工作部", "党委部门"),
    ("政法委", "党委部门"),
    ("武装部", "部"),
    ("部", "部"),
    ("办公厅", "办公厅"),
    ("办公室", "办公室"),
    ("办事处", "办事处"),
    ("研究院", "院所"),
    ("研究所", "院所"),
    ("院", "院所"),
    ("所", "院所"),
    ("站", "站队"),
    ("支队", "站队"),
    ("大队", "站队"),
    ("总队", "站队"),
    ("队", "站队"),
    ("厅", "厅"),
    ("公司", "公司"),
    ("人民政府", "政府"),
    ("会", "群众团体"),
    ("园", "馆"),
    ("台", "台"),
    ("社", "社"),
    ("处", "处"),
    ("室", "办公室"),
    ("庭", "院所"),
    ("校", "学校"),
    ("场", "场"),
    ("团", "团"),
    ("委", "委员会"),
)
"""Endings of names with the kind they tell, the most telling first."""
_GOVERNMENT = re.compile(r"^人民政府(?=.{4,})(?!办公[室厅])")


def kind_of(name: str) -> str:
    """What kind of body a name names (街道办事处, 局, 学校 …); empty where its ending names none."""
    if "政治协商会议" in name:
        return "政协"
    bare = re.sub(r"[（(][^（）()]{0,90}[）)]$", "", name)
    return next((kind for ending, kind in _KINDS if bare.endswith(ending)), "")


def short_name_of(name: str) -> str:
    """The name without divisions and 人民政府: 韩家墩街道办事处; 人民政府办公室 keeps its government.

    A party body keeps the level it belongs to: 中共云州市青澜区委组织部 is 区委组织部.
    """
    place = locate(name)
    rest = name[place.end :]
    if name.startswith(("中共", "中国共产党")) and rest.startswith("委") and place.end > place.start:
        return name[place.end - 1] + re.sub(r"^委员会(?=.)", "委", rest)
    return name[: place.start] + (_GOVERNMENT.sub("", rest) or name[place.start :])
