"""Whose accounts, of which year; and which texts are refused, with a reason a person can act on."""

from __future__ import annotations

import pytest

from limits import processor_seconds
from mingzhang.model import Identity, NotADisclosure, Place
from mingzhang.parsing import parse
from mingzhang.parsing.cover import strip_title
from mingzhang.parsing.divisions import divisions, locate
from mingzhang.parsing.identity import read_identity
from mingzhang.parsing.naming import kind_of, short_name_of
from mingzhang.parsing.scope import read_scope
from mingzhang.parsing.slugs import department_slug, with_address
from mingzhang.parsing.twins import body_key
from trees import document, tree


def identity(text: str) -> Identity:
    source = tree(text)
    return read_identity(source, source.sections)


@pytest.mark.parametrize(
    ("name", "places", "short", "kind", "slug"),
    [
        (
            "武汉市硚口区人民政府莲汀街道办事处",
            ("湖北省", "武汉市", "硚口区"),
            "莲汀街道办事处",
            "街道办事处",
            "wuhan-qiaokou-lianting-jiedaobanshichu",
        ),
        # 长 is read chang in 长寿, which pypinyin alone does not know
        (
            "重庆市长寿区教育局",
            ("重庆市", "重庆市", "长寿区"),
            "教育局",
            "局",
            "chongqing-changshou-jiaoyu-ju",
        ),
        # a city and a district that no table lists are told by their endings
        (
            "云州市青澜区财政局",
            (None, "云州市", "青澜区"),
            "财政局",
            "局",
            "yunzhou-qinglan-caizheng-ju",
        ),
        # 城市 opens the body's own name, it is no division
        (
            "武汉市城市管理执法委员会",
            ("湖北省", "武汉市", None),
            "城市管理执法委员会",
            "委员会",
            "wuhan-chengshiguanlizhifa-weiyuanhui",
        ),
        # 北京市 is province and city at once
        (
            "北京市朝阳区城市管理委员会",
            ("北京市", "北京市", "朝阳区"),
            "城市管理委员会",
            "委员会",
            "beijing-chaoyang-chengshiguanli-weiyuanhui",
        ),
        # a government office keeps its government
        (
            "武汉市江汉区人民政府办公室",
            ("湖北省", "武汉市", "江汉区"),
            "人民政府办公室",
            "政府办公室",
            "wuhan-jianghan-renminzhengfubangongshi",
        ),
        (
            "中共武汉市江汉区委员会组织部",
            ("湖北省", "武汉市", "江汉区"),
            "区委组织部",
            "党委部门",
            "wuhan-jianghan-quweizuzhibu",
        ),
        # the district alone is enough where only one city has one of that name
        (
            "武昌区莲汀街道办事处",
            ("湖北省", "武汉市", "武昌区"),
            "莲汀街道办事处",
            "街道办事处",
            "wuhan-wuchang-lianting-jiedaobanshichu",
        ),
        # … and not where several have (江北区 of 重庆 and 宁波)
        ("江北区审计局", (None, None, "江北区"), "审计局", "局", "jiangbei-shenji-ju"),
        (
            "青澜县城关镇人民政府",
            (None, None, "青澜县"),
            "城关镇人民政府",
            "镇政府",
            "qinglan-chengguanzhenrenminzhengfu",
        ),
        (
            "武汉东湖新技术开发区教育局",
            ("湖北省", "武汉市", "东湖新技术开发区"),
            "教育局",
            "局",
            "wuhan-donghuxinjishukaifaqu-jiaoyu-ju",
        ),
        ("湖北省财政厅", ("湖北省", None, None), "财政厅", "厅", "hubei-caizhengting"),
        ("武汉市第一医院", ("湖北省", "武汉市", None), "第一医院", "医院", "wuhan-diyi-yiyuan"),
        # a city's bureau for a district: with 区, and without it where the table has it in that city
        (
            "云州市公安局青澜区分局",
            (None, "云州市", "青澜区"),
            "公安局青澜区分局",
            "局",
            "yunzhou-qinglan-gonganjuqinglanqufen-ju",
        ),
        (
            "武汉市公安局硚口分局",
            ("湖北省", "武汉市", "硚口区"),
            "公安局硚口分局",
            "局",
            "wuhan-qiaokou-gonganjuqiaokoufen-ju",
        ),
        (
            "武汉市公安局水上分局",
            ("湖北省", "武汉市", None),
            "公安局水上分局",
            "局",
            "wuhan-gonganjushuishangfen-ju",
        ),
        # counties that no city is above
        ("仙桃市财政局", ("湖北省", None, "仙桃市"), "财政局", "局", "xiantao-caizheng-ju"),
        ("神农架林区林业局", ("湖北省", None, "神农架林区"), "林业局", "局", "shennongjia-linye-ju"),
        (
            "第八师石河子市教育局",
            ("新疆维吾尔自治区", None, "石河子市"),
            "第八师教育局",
            "局",
            "shihezi-dibashijiaoyu-ju",
        ),
        # prefectures, autonomous counties and provinces in short
        (
            "甘南州夏河县教育局",
            ("甘肃省", "甘南藏族自治州", "夏河县"),
            "教育局",
            "局",
            "gannan-xiahe-jiaoyu-ju",
        ),
        (
            "长阳县民政局",
            ("湖北省", "宜昌市", "长阳土家族自治县"),
            "民政局",
            "局",
            "yichang-changyang-minzheng-ju",
        ),
        (
            "广西南宁市青秀区财政局",
            ("广西壮族自治区", "南宁市", "青秀区"),
            "财政局",
            "局",
            "nanning-qingxiu-caizheng-ju",
        ),
        ("巴中市巴州区财政局", ("四川省", "巴中市", "巴州区"), "财政局", "局", "bazhong-bazhou-caizheng-ju"),
        # a county that lies in no city, and a word that is a county elsewhere
        ("定安县财政局", ("海南省", None, "定安县"), "财政局", "局", "hainan-dingan-caizheng-ju"),
        (
            "武汉市城区供水中心",
            ("湖北省", "武汉市", None),
            "城区供水中心",
            "中心",
            "wuhan-chengqugongshui-zhongxin",
        ),
    ],
)
def test_what_a_name_says(
    name: str, places: tuple[str | None, str | None, str | None], short: str, kind: str, slug: str
) -> None:
    place = locate(name)
    assert (place.province, place.city, place.district) == places
    assert short_name_of(name) == short
    assert kind_of(name) == kind
    assert department_slug(name) == slug


def test_the_table_of_divisions_is_sound() -> None:
    table = [division for found in divisions().values() for division in found]
    assert len([d for d in table if d.level == 3]) > 2_950
    names = {(d.name, d.level) for d in table}
    assert [d for d in table if d.level == 2 and (d.parent, 1) not in names] == []
    assert [d for d in table if d.level == 3 and not {(d.parent, 1), (d.parent, 2)} & names] == []
    slugs = [(d.level, d.parent if d.level == 3 else "", d.slug) for d in table]
    assert len(slugs) == len(set(slugs))
    assert [d.slug for d in table if not d.slug.replace("-", "").isascii() or not d.slug.islower()] == []


COVERED = """附件1：

2031 年度云州市青澜区人民政府莲汀街道办事处 部门决算公开

2032 年 10 月 31 日

目 录

第一部分 云州市青澜区人民政府莲汀街道办事处概况

第三部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算情况说明

第一部分 云州市青澜区人民政府莲汀街道办事处概况

单位咨询电话：88101021转6023

第二部分 云州市青澜区人民政府莲汁街道办事处2030年度部门决算表

部门：云州市青澜区人民政府莲汀街道办事处本级

单位：万元

第三部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算情况说明
"""


def test_cover_misspelling_and_stale_year() -> None:
    """The name misspelt once and a year left over from the year before do not win."""
    found = identity(COVERED)
    assert with_address(found) == Identity(
        department_id="yunzhou-qinglan-lianting-jiedaobanshichu",
        name="云州市青澜区人民政府莲汀街道办事处",
        short_name="莲汀街道办事处",
        kind="街道办事处",
        fiscal_year=2031,
        title="云州市青澜区人民政府莲汀街道办事处2031年度部门决算",
        district="青澜区",
        city="云州市",
        province=None,
        scope="本级",
        published_on="2032-10-31",
        phone="88101021转6023",
        place=Place(3),
    )


def test_no_cover_and_headings_wrapped_over_lines() -> None:
    found = identity(
        "第一部分 云州市青澜区人民政府莲汀街道办\n\n事处概况\n\n"
        "第二部分 云州市青澜区人民政府莲汀街道办\n事处2031年度部门决算表\n\n"
        "第三部分 云州市青澜区人民政府莲汀街道办\n事处2031年度部门决算情况说\n明\n\n"
        "单位联系电话：027-83730000\n"
    )
    assert (found.name, found.fiscal_year) == ("云州市青澜区人民政府莲汀街道办事处", 2031)
    assert (found.published_on, found.phone, found.scope) == (None, "027-83730000", None)


def test_a_title_with_another_year_than_all_the_text_does_not_win() -> None:
    """2030 in the heading of the first part; 2031年度 in eight sentences."""
    prose = "\n\n".join(f"2031年度第{n}项支出与上年相比没有增减。" for n in range(1, 9))
    text = (
        "第二部分 云州市青澜区人民政府莲汀街道办事处2030年度部门决算表\n\n"
        f"第三部分 云州市青澜区人民政府莲汀街道办事处2031年度部门决算情况说明\n\n{prose}\n"
    )
    assert identity(text).fiscal_year == 2031


def test_a_name_only_in_captions_and_prose() -> None:
    found = identity(
        "2031年度部门决算\n第一部分 部门概况\n一、机构设置\n"
        "从决算单位构成看，云州市青澜区教育局部门决算由局本级决算和3个下属单位决算组成。\n"
        "第二部分 2031年度部门决算表\n收入决算表\n部门：云州市青澜区教育局\t\t单位：万元\n"
    )
    assert (found.name, found.kind, found.scope) == ("云州市青澜区教育局", "局", "汇总")


def test_accounts_of_the_body_alone() -> None:
    found = identity(
        "附件1：云州市青澜区教育局（本级）\n2031年度单位决算\n2032年9月\n第一部分 单位概况\n第二部分 2031年度单位决算表\n"
        "项目\t金额\n部门：云州市青澜区教育局（本级）\t单位：万元\n"
    )
    assert (found.name, found.scope, found.fiscal_year) == ("云州市青澜区教育局", "本级", 2031)


def test_a_cover_of_another_year_than_all_headings_is_a_slip() -> None:
    body = BODY.replace("部门决算", "2031年度部门决算")
    found = identity("2030年度云州市青澜区财政局部门决算\n" + body)
    assert (found.fiscal_year, found.title) == (2031, "云州市青澜区财政局2031年度部门决算")


def test_one_heading_of_another_year_does_not_outvote_the_cover() -> None:
    text = "2031年度云州市青澜区财政局部门决算\n" + BODY.replace("部门决算表", "2030年度部门决算表")
    assert identity(text).fiscal_year == 2031


def test_chinese_numerals_of_the_year() -> None:
    found = identity("二〇三一年度云州市青澜区审计局部门决算\n第一部分 云州市青澜区审计局概况\n")
    assert found.fiscal_year == 2031


FILLER = "收入支出决算总体情况说明 本年收入合计 基本支出 项目支出 名词解释 三公 "
FIGURES = "10.5万元 8.5万元 2.0万元 6.5万元 4.0万元"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("云州渡口的船期，春夏每日六班。\n", "不是部门决算公开：全文没有“决算”二字"),
        (
            "2031年度云州市青澜区教育局部门预算公开\n第一部分 部门概况\n第二部分 2031年部门预算表\n"
            "第三部分 2031年部门预算情况说明\n比上年决算数增加，比上年决算数减少，上年决算数。\n",
            "是部门预算公开，不是部门决算：请提供同一年度的决算公开文件",
        ),
        (
            f"云州市青澜区2031年财政决算公开\n一、关于2031年全区一般公共预算收支决算的说明\n{FILLER}决算决算\n",
            "是一级政府的财政决算，不是部门决算：本库只收部门（单位）的决算公开",
        ),
        (
            f"20××年度××部门决算公开\n第一部分 ××部门概况\n第三部分 ××部门20××年度部门决算情况说明\n{FILLER}\n",
            "是没有填写的模板：部门名称、年度或金额都是空白",
        ),
        (
            "我区各部门决算公开工作会议召开，会议要求按时公开部门决算，做好决算工作。\n",
            "不是部门决算公开：没有决算表、决算情况说明等应有的内容",
        ),
        (
            f"2031年度部门决算\n第一部分 概况\n第三部分 2031年度部门决算情况说明\n{FILLER}{FIGURES}\n",
            "看不出是哪个部门的决算：封面、各部分标题与表头都没有部门名称",
        ),
        (
            f"云州市青澜区教育局部门决算\n第一部分 云州市青澜区教育局概况\n第三部分 部门决算情况说明\n{FILLER}{FIGURES}\n",
            "看不出决算年度：封面与各部分标题都没有“××××年度”",
        ),
    ],
)
def test_refusals(text: str, reason: str) -> None:
    with pytest.raises(NotADisclosure) as refused:
        parse(document(text))
    assert str(refused.value) == reason


# ---------------------------------------------------------------------------------------------- twins

HUASHAN, FLOWER_HILL = "云州市青澜区华山街道办事处", "云州市青澜区花山街道办事处"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("云州市青澜区人民政府花山街道办事处", FLOWER_HILL, True),
        ("甘南州夏河县教育局", "甘肃省甘南藏族自治州夏河县教育局", True),
        ("岳阳楼区统计局", "岳阳市岳阳楼区统计局", True),
        ("青澜区经信局（科技局）", "青澜区经信局(科技局)", True),
        ("苏州市财政局", "宿州市财政局", False),
        (HUASHAN, FLOWER_HILL, False),
    ],
)
def test_bodies_are_one_only_by_their_full_names(one: str, other: str, same: bool) -> None:
    assert (body_key(one) == body_key(other)) is same


# ---------------------------------------------------------------------------------------------- covers of other places

BODY = """
第一部分 概况

一、部门主要职责

（一）拟订辖区财政政策。

第二部分 部门决算表

第三部分 部门决算情况说明

一、收入支出决算总体情况说明

收入总计12.50万元，支出总计12.50万元，财政拨款收入12.50万元，基本支出8.20万元，项目支出4.30万元，“三公”经费0.00万元。
"""


def test_the_name_stands_in_the_title_below_the_crumbs_of_a_web_page() -> None:
    read = identity(
        "您所在的位置： 首页 > 政务公开 > 云州市青澜区财政局\n\n云州市青澜区公路事务中心2022年度决算公开说明\n\n"
        "来源：云州市青澜区政府网 发布时间：2023-09-16 10:20 字体：大 中 小\n" + BODY
    )
    assert (read.name, read.fiscal_year, read.published_on) == (
        "云州市青澜区公路事务中心",
        2022,
        "2023-09-16",
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("关于公开云州市第一人民医院2022年度单位决算的公告", "云州市第一人民医院"),
        ("云州市青澜区人民法院2022年度部门决算公开报告", "云州市青澜区人民法院"),
        ("青澜县实验小学2022年度单位决算公开说明", "青澜县实验小学"),
        ("附件1：2022年度云州市公安局青澜区分局部门决算", "云州市公安局青澜区分局"),
        ("【决算公开】云州市青澜区司法局2022年度部门决算", "云州市青澜区司法局"),
        ("云州市青澜区财政局关于2022年度部门决算公开的说明", "云州市青澜区财政局"),
        ("标题：云州市青澜区审计局2022年度部门决算公开", "云州市青澜区审计局"),
        ("首页>信息公开>云州市青澜区机关事务服务中心2022年度部门决算公开", "云州市青澜区机关事务服务中心"),
        (
            "云州市青澜区发展和改革局（云州市青澜区粮食和物资储备局、云州市青澜区能源局、云州市青澜区人民防空办公室）2022年度部门决算",
            "云州市青澜区发展和改革局（云州市青澜区粮食和物资储备局、云州市青澜区能源局、云州市青澜区人民防空办公室）",
        ),
    ],
)
def test_a_name_may_stand_in_the_title_alone(title: str, name: str) -> None:
    assert identity(title + "\n" + BODY).name == name


def test_the_district_of_a_branch_is_the_one_its_text_names() -> None:
    title = "云州市公安局青澜分局2022年度部门决算公开\n"
    assert identity(title + BODY).district is None
    assert identity(title + BODY.replace("辖区", "青澜区")).district == "青澜区"


@pytest.mark.parametrize(
    "cover",
    [
        "云州市青澜区财政局\n\n年度部门决算\n\n2022\n",
        "2022\n\n云州市青澜区财政局年度部门决算\n",
        "云州市青澜区财政局\n年度部门决算公开\n二〇二二\n",
        "云州市青澜区财政局2022部门决算公开\n",
    ],
)
def test_the_year_may_stand_on_a_line_by_itself(cover: str) -> None:
    assert identity(cover + BODY).fiscal_year == 2022


@pytest.mark.parametrize(
    "printed",
    ["2023年9月16日", "2023年9月16号", "2023-09-16", "发布日期：2023-09-16 10:20", "2023/09/16 来源：区财政局", "2023.9.16",
     "日期：20230916", "公开日期： 2023 . 09 . 16", "2023年九月十六日", "发布时间：2022-12-30 | 更新时间：2023-09-16",
     "成文日期：2023年9月10日 发布日期：2023年9月16日",
     "二〇二三年九月十六日", "二○二三年九月十六号", "发布时间:2023年09月16日 浏览次数：12"],
)  # fmt: skip
def test_the_day_of_publication_is_read_in_every_printed_form(printed: str) -> None:
    assert (
        identity(f"2022年度云州市青澜区财政局部门决算公开\n\n{printed}\n{BODY}").published_on == "2023-09-16"
    )


@pytest.mark.parametrize(
    ("printed", "day"), [("二〇二三年十月二十一日", "2023-10-21"), ("二〇二三年十二月三十一日", "2023-12-31")]
)
def test_days_in_chinese_numerals(printed: str, day: str) -> None:
    assert identity(f"2022年度云州市青澜区财政局部门决算公开\n\n{printed}\n{BODY}").published_on == day


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("云州市青澜区财政局部门决算由本级决算和下属单位决算组成。", "汇总"),
        ("部门决算包括：局本级决算、下属2个事业单位决算。", "汇总"),
        ("部门决算由局机关本级及所属3家预算单位组成。", "汇总"),
        ("纳入2022年度部门决算编制范围的单位共3个，包括：", "汇总"),
        ("纳入2022年度部门决算编制范围的单位共1个，具体是本级。", "本级"),
        ("部门决算由纳入独立核算的单位本级决算组成，无下属单位。", "本级"),
        ("部门决算由局本级决算组成，没有下属预算单位。", "本级"),
        ("部门决算由纳入独立核算的单位本级决算组成。", "本级"),
        ("纳入决算编报范围的预算单位共4个，其中行政单位1个，全额拨款事业单位3个。", "汇总"),
        ("部门决算按规定编制。", None),
    ],
)
def test_the_scope_is_what_the_sentence_says(sentence: str, scope: str | None) -> None:
    text = f"2022年度云州市青澜区财政局部门决算公开\n{BODY}".replace(
        "（一）拟订辖区财政政策。", f"（一）拟订政策。\n\n二、机构设置情况\n\n{sentence}"
    )
    assert identity(text).scope == scope


@pytest.mark.parametrize(
    "piece", ["下属单位", "公开表", "本级下属", "无下属", "和3个单位编制范围", "本级决算、"]
)
def test_hostile_covers_end_soon(piece: str) -> None:
    with processor_seconds(5):
        read_scope([], [], [], piece * 500_000)
        strip_title(piece * 500_000)


def test_an_address_stays_short_for_a_name_of_three_bodies() -> None:
    name = "云州市青澜区发展和改革局（云州市青澜区粮食和物资储备局、云州市青澜区能源局、云州市青澜区人民防空办公室）"
    assert department_slug(name) == "yunzhou-qinglan-fazhanhegaige-ju"
    assert short_name_of(name).startswith("发展和改革局（")


# ---------------------------------------------------------------------------------------------- traditional characters

TRADITIONAL = """2022年度雲州市青瀾區財政局部門決算公開

第一部分 雲州市青瀾區財政局概況

一、部門主要職責

（一）擬訂轄區財政政策，彙總統計有關數據。

第二部分 雲州市青瀾區財政局2022年度部門決算表

第三部分 雲州市青瀾區財政局2022年度部門決算情況說明

收入總計12.50萬元，財政撥款收入12.50萬元，基本支出8.20萬元，項目支出4.30萬元，“三公”經費支出0.00萬元，機構設置不變。
"""


def test_a_text_in_traditional_characters_is_read_and_its_name_kept_as_printed() -> None:
    read = parse(document(TRADITIONAL)).identity
    assert (read.name, read.district, read.fiscal_year) == ("雲州市青瀾區財政局", "青澜区", 2022)
    assert body_key(read.name) == body_key("云州市青澜区财政局")
