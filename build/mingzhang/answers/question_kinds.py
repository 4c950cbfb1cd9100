"""The words of questions: what kind of answer they want, and those that say nothing of what is asked."""

from __future__ import annotations

import re

# In the order they are looked for; the first that is found tells the kind. Beside each what it catches.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # 什么是三公经费, 机关运行经费是什么意思, 有什么区别
    ("definition", re.compile(r"(?<!为)什么是|是什么意思|什么意思|指什么|是指|含义|定义|反映什么|是反映|什么区别|怎么理解|是啥意思|是啥[?？]?$|啥叫|啥意思|何为|何谓|什么叫|^(?!.*(原因|为什么|为啥|为何))[^最第]*[^的]是什么[?？]*$|what (is|are|does)\b.*mean|what (is|are) the meaning|define")),
    # 为什么没花完, 怎么超了预算那么多
    ("reason", re.compile(r"为什么|为啥|为何|什么原因|啥原因|原因是|原因|怎么会|怎么(超|少|多|降|涨|增|减|没)|咋|why\b")),
    # 算得对吗, 对得上吗, 一样吗, 到底是200.14还是441.79, 等于4407.79吗
    ("check", re.compile(r"对得上|算得对|对不对|对吗|一样吗|一致吗|一致|相符|是不是\d|是否等于|等于.*吗|等于.*[?？]|等不等于|加起来|之和|总和|相加|到底是\d|有没有矛盾|有没有错|是否一致|有错|(几|多少)[处个](错|不符|对不上|问题)|错误|算错|差错|矛盾|\d吗")),
    # 哪个街道花钱最多
    ("ranking", re.compile(r"最(高|多|大|少|低|小|贵|厉害)|第[一二三四五六七八九十1-9](大|多|高|名|位|$)|排第|第一|倒数|排名|排行|前[二两三四五六七八九十2-9]|highest|lowest|most|least|largest|smallest")),
    # 都花在哪些地方, 有哪些项目
    ("list", re.compile(r"(采购|买|购置|购买)了(什么|哪)|哪些|哪几|分哪|列出|清单|明细|构成|都有什么|有什么项目|花在哪|花在什么|去了哪|哪里|的项目(有|$|\?)|which projects|list\b")),
    # 占比, 占几成, 占总支出的百分之几
    ("share", re.compile(r"占|比重|比例|几成|份额|share|percent(age)? of|proportion")),
    # 汉中和花楼谁花得多, 对比, 差多少
    ("compare", re.compile(r"预算执行情况|谁|哪个.{0,12}(更|高|多|少|低|大)|对比|相比|比较|差多少|相差|差额|多还是|还是.*多|比[^年上去初预]{2,14}(多|少|高|低)|比年初预算|比预算|超[出过]?(了)?(年初)?预算|超支|几倍|多少倍|之比|预算[和与跟]决算|决算[和与跟]预算|预决算|compare|more than|versus|vs")),
    # 比上年少花了多少, 同比, 增幅
    ("change", re.compile(r"比(上年|去年|前一年|20\d\d年?)|较(上年|去年|20\d\d年?)|同比|增长率|增长|增幅|降幅|增加|减少|下降|上升|上涨|涨了|降了|涨|降|变化|少花|多花|少了|多了|(?<!多)(少|多)多少|rise|rose|fall|fell|increase|decrease|change|grow|drop")),
    # 有几辆车, 接待了多少批次
    ("count", re.compile(r"几(个|辆|次|批|人|名|家|台|位|处|部|件)|多少(个|辆|次|批|人|名|家|台|位|处|项|套|部|件|户|场|吨|亩|平方米|平米|公里)|有多少(?!钱|元|万|亿|$|[?？])|(?<![花用])了多少(?![^,，?？]{0,5}钱|元|万|亿|$|[?？,，。])|人数|个数|how many")),
)  # fmt: skip

FUTURE = re.compile(
    r"明年|后年|将来|未来|会涨|会降|会增|会减|会不会|预计|预测|下一年|next year|will\b|forecast"
)
OPINION = re.compile(
    r"浪费|腐败|贪|合理|应该|该不该|值不值|值得|好不好|怎么样|够不够|够用|高不高|多不多|贵不贵|是不是太|是否过高|违规|违法(?!建|占)|靠谱|透明吗|评价一下|你觉得|你认为|waste|corrupt|should|reasonable"
)
# 书记工资多少: one person's money is in no disclosure
PERSONAL = re.compile(
    r"(书记|主任|局长|处长|科长|区长|市长|镇长|领导|院长|校长|公务员|某人|个人).{0,6}(工资|薪|收入|奖金|年薪|挣|拿多少)|salary of"
)
WHOLE_GOVERNMENT = re.compile(
    r"全区|全市|全省|全国|全县|市本级|区本级|省本级|县本级|整个(区|市|县)|(市|区|县|省)\s*财政(总)?(支出|收入)"
)
PER_HEAD = re.compile(r"人均|平均每人|每个?人|per capita|per person")
PER_UNIT = re.compile(
    "平均|每(?![年一]|一年)|每一(?!年)|[车人批次]均|per (vehicle|car|guest|visitor|person|trip|head)|average"
)
PART_OF_YEAR = re.compile(
    r"季度|[上下]半年|(?<![\d至到-])(1[0-2]|[1-9]|十?[一二三四五六七八九]|十)月份?(?![\d至到底末-]|.{0,8}(项目|报酬))"
)
NOT_HELD = re.compile(r"在编|编制|在职|职工人数|员工人数|有多少员工|多少职工|staff headcount")
ORGANISATION = re.compile(
    r"(街道办|街办|办事处|街道|街|局|厅|委员会|卫健委|发改委|大学|学院|医院|中学|小学|学校|幼儿园|公司|集团|法院|检察院|镇|乡|政府办|政府|政府办公室|党校|中队|支队|bureau|university|school|hospital|committee|department of)$"
)
PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}[省市区县州]")
