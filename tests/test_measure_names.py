"""Names of a rule's values: caps by what they bound, rates by their base, shares by what is paid for, benefits by their heading."""

from __future__ import annotations

import pytest
from each import each_row

from extract import annotate
from extract.assemble.measures.bounding import Bounding
from extract.assemble.view import View
from extract.model import Statement

UNDER = """临浦市产业扶持办法
为规范资金管理，制定本办法。符合条件的可申请补助。
"""


def limits(text: str) -> dict[str, Statement]:
    return {one.text: one for one in annotate(UNDER + text).targets if one.status == "limit"}


CAPPED = """奖励标准
节水改造项目
对年节水量3万吨以上的节水改造项目
根据年节水量按2元/吨给予一次性奖励
单个项目最高不超过40万元奖励
中水回用项目
按管网建设费用（含设计、监理）的15%予以补助
单个企业最高补助金额不超过60万元"""


@pytest.mark.parametrize(
    ("value", "name", "recipient"),
    [
        ("2元/吨", "节水改造项目奖励", "年节水量3万吨以上的节水改造项目"),
        ("40万元", "节水改造项目奖励", "年节水量3万吨以上的节水改造项目"),
        ("15%", "管网建设费用补助", "中水回用项目"),
        ("60万元", "中水回用项目补助金额", "企业"),
    ],
)
def test_a_cap_is_called_by_what_it_bounds_and_is_for_each(value: str, name: str, recipient: str) -> None:
    found = limits(CAPPED)[value]
    assert found.indicator.text == name
    assert (found.recipient and found.recipient.text) == recipient


def test_a_cap_of_another_kind_of_money_is_not_called_by_what_stands_before_it() -> None:
    called = View.of("技改贴息", 0, 4)
    assert Bounding(0, "贴息").name(called).text == "技改贴息"
    assert not len(Bounding(0, "奖励").name(called))


@each_row(
    [
        ("科研单位按照不高于试剂直接费用70%的额度进行资助。", "70%", "试剂直接费用额度资助"),
        ("第三条 农机企业支付给高校的技术开发费用达20万元以上的，按照支付金额的30%给予补助。", "30%", "技术开发费用补助"),
        ("第三条 对企业购买制图软件的，按照实际发生费用的25%给予资助。", "25%", "实际发生费用资助"),
        ("第三条 对冷链园区，按年度新增投资额（冷库建设、设备购置）给予运营主体10%补助。", "10%", "年度新增投资额补助"),
        ("第三条 承租公有房屋的，租金标准以评估价的60%计算和收取。", "60%", "租金标准"),
        ("第三条 本县老年人可享受助餐补贴。补贴标准为就餐费用的20%，最高不超过4元。", "4元", "助餐补贴"),
        ("补助标准\n按项目近三年（2022年1月1日至2024年12月31日）设备投资额的12%予以补助。", "12%", "项目设备投资额补助"),
    ]
)
def test_a_rate_is_named_by_what_is_paid_for(sentence: str, value: str, name: str) -> None:
    assert limits(sentence)[value].indicator.text == name


SHARES = """第五条 照护费用按以下标准执行：
（一）重度失能人员的照护费用
纳入支付范围的费用标准为每人每次90元
1. 一级待遇人员由照护基金按85%的比例支付；
2. 二级待遇人员由照护基金按75%的比例支付。
（二）缴费标准
1.个人缴费费率：
（1）在职人员为0.03%；
（2）退休人员为0.06%。"""


@pytest.mark.parametrize(
    ("value", "name"),
    [("90元", "照护费用标准"), ("85%", "照护费用支付比例"), ("75%", "照护费用支付比例"), ("0.03%", "个人缴费费率"), ("0.06%", "个人缴费费率")],
)
def test_shares_and_rates_are_called_by_the_heading_of_their_list(value: str, name: str) -> None:
    assert limits(SHARES)[value].indicator.text == name


@pytest.mark.parametrize(
    ("sentence", "value", "name"),
    [
        ("每个街道应当设置1个托育服务中心，每处建筑面积不少于300平方米。", "300平方米", "托育服务中心建筑面积"),
        ("申报条件：研发经费不低于收入总额的8%，其中企业类的不低于5%（农业类企业不低于4%）。", "4%", "研发经费"),
        ("申报条件：研发人员不少于15人（农业类企业不少于11人）。", "11人", "研发人员"),
        ("申报条件：设立县级分公司以上或年保费收入3000万元以上的保险机构。", "3000万元", "年保费收入"),
    ],
)
def test_what_is_measured_is_told_before_a_bracket_or_a_size(sentence: str, value: str, name: str) -> None:
    assert limits(sentence)[value].indicator.text == name


HEADED = """第 7 条 鼓励企业产品研发。产品在县域内投产的，给予企业30万元奖励。
（八）企业上市奖励补助。对在主板上市的企业，给予企业200万元奖励。
9.星级民宿创建。
对新评定为三星级、四星级、五星级的民宿，分别给予3万元、5万元、8万元奖励。"""


@pytest.mark.parametrize(
    ("value", "name"), [("30万元", "企业产品研发奖励"), ("200万元", "企业上市奖励"), ("3万元", "星级民宿创建奖励"), ("8万元", "星级民宿创建奖励")]
)
def test_the_heading_of_an_item_names_what_nothing_else_tells_apart(value: str, name: str) -> None:
    assert limits(HEADED)[value].indicator.text == name


def test_prizes_told_in_a_row_share_their_end() -> None:
    found = limits("获得省级一、二、三等奖的分别奖励3万元、2万元、1万元。")
    assert [one.recipient and one.recipient.text for one in found.values()] == ["获得省级一等奖", "获得省级二等奖", "获得省级三等奖"]


def test_bounds_printed_as_signs_in_a_list_of_conditions_are_limits() -> None:
    conditions = "确诊符合以下标准：\n（一）血清铁蛋白<12ug/L；\n（二）血红蛋白≤110g/L；\n（三）排除其他疾病。"
    found = annotate(conditions)
    assert {one.text: (one.status, one.role) for one in found.targets} == {"12ug/L": ("limit", "threshold"), "110g/L": ("limit", "threshold")}
    report = annotate("2024年抽检结果：\n（一）血清铁蛋白<12ug/L；\n（二）血红蛋白≤110g/L。")
    assert not [one for one in report.targets if one.status == "limit"]


@pytest.mark.parametrize(
    ("text", "value", "recipient", "base"),
    [
        ("大型企业按失业保险费的30%返还，中小微企业按60%返还。", "60%", "中小微企业", "失业保险费"),
        ("规上企业按设备投资额的5%给予补助，规下企业按8%给予补助。", "8%", "规下企业", "设备投资额"),
        ("国有企业按应缴租金的40%减免，民营企业按70%减免。", "70%", "民营企业", "应缴租金"),
    ],
)
def test_another_one_gets_a_rate_of_the_same_base(text: str, value: str, recipient: str, base: str) -> None:
    found = limits(text)[value]
    assert found.recipient and found.base
    assert (found.recipient.text, found.base.text) == (recipient, base)


def told(text: str) -> list[tuple[str, str, str]]:
    """Value, name and whom it is for, of all limits of a text."""
    made = [one for one in annotate(UNDER + text).targets if one.status == "limit"]
    return [(one.text, one.indicator.text, one.recipient.text if one.recipient else "") for one in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2026年1月起，全县孤儿基本生活补贴和重度残疾人护理补贴标准分别提高至每人每月1500元、270元。",
            [("1500元", "孤儿基本生活补贴标准", "孤儿"), ("270元", "重度残疾人护理补贴标准", "重度残疾人")],
        ),
        (
            "科学进步奖每项奖金数额为一等奖40万元、二等奖15万元。创新奖奖金标准为50万元。",
            [("40万元", "科学进步奖奖金数额", "一等奖"), ("15万元", "科学进步奖奖金数额", "二等奖"), ("50万元", "创新奖奖金标准", "")],
        ),
        (
            "育儿补助方面，生育二孩给予一次性补助6000元，生育三孩给予一次性补助15000元。",
            [("6000元", "育儿补助", "生育二孩"), ("15000元", "育儿补助", "生育三孩")],
        ),
        (
            "第六条 博士每人每月发放租房补贴2000元，硕士1000元。",
            [("2000元", "租房补贴", "博士"), ("1000元", "租房补贴", "硕士")],
        ),
        (
            "第五条 新获评国家5A级旅游景区的奖励500万元，4A级的奖励200万元。",
            [("500万元", "新获评国家5A级旅游景区奖励", "新获评国家5A级旅游景区"), ("200万元", "4A级旅游景区奖励", "4A级旅游景区")],
        ),
        (
            "第八条 服务中心建设补贴。2A级最高18万元，3A级最高45万元。",
            [("18万元", "服务中心建设补贴", "2A级"), ("45万元", "服务中心建设补贴", "3A级")],
        ),
        (
            "对新认定的旅游民宿给予奖励，甲级30万元，乙级20万元。",
            [("30万元", "新认定旅游民宿奖励", "甲级"), ("20万元", "新认定旅游民宿奖励", "乙级")],
        ),
        (
            "第九条 建设补贴。对新建、改建养老机构，分别按每张床位1.2万元、6000元给予一次性建设补贴。",
            [("1.2万元", "建设补贴", "新建养老机构"), ("6000元", "建设补贴", "改建养老机构")],
        ),
        (
            "第三条 主城区缴存人提取额度提高至每人1600元/月，夫妻双方为3200元/月。",
            [("1600元/月", "提取额度", "主城区缴存人"), ("3200元/月", "提取额度", "主城区缴存人夫妻双方")],
        ),
    ],
)
def test_each_of_several_is_called_and_told_by_its_own_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_grades_of_a_prize_have_its_name_and_their_winners_are_told_by_grade() -> None:
    assert told("青年创业大赛设一等奖1名、二等奖2名，分别奖励10万元、5万元。") == [
        ("1名", "青年创业大赛一等奖", ""),
        ("2名", "青年创业大赛二等奖", ""),
        ("10万元", "青年创业大赛奖励", "一等奖"),
        ("5万元", "青年创业大赛奖励", "二等奖"),
    ]


def test_a_share_at_most_is_a_rate_of_its_base_and_other_shares_are_bounds() -> None:
    found = limits("对示范项目扶持比例不超过设备投资的15%，最高600万元。外资股权比例不超过50%。")
    assert found["15%"].base
    assert (found["15%"].role, found["15%"].indicator.text, found["15%"].measure, found["15%"].base.text) == ("rate", "设备投资扶持", "level", "设备投资")
    assert (found["50%"].role, found["50%"].indicator.text) == ("cap", "外资股权比例")


def test_a_cap_on_several_benefits_is_called_by_whom_it_is_for() -> None:
    found = limits("对参加境外展会的企业，按展位费的50%给予补助，人员费每人补助8000元，单个企业每年最高30万元。")
    assert found["30万元"].indicator.text == "参加境外展会补助"


def test_whoever_must_meet_a_condition_is_told_by_where_they_come_from_or_by_the_head_of_the_list() -> None:
    found = told(
        "申报单位应具备以下条件：\n应为境内注册的独立法人\n注册时间不少于2年\n从省外引进的每年在本市工作时间累计8个月以上\n外地户籍男性年满55周岁和女性年满45周岁的"
    )
    assert [(value, who) for value, _, who in found] == [("2年", "申报单位"), ("8个月", "从省外引进"), ("55周岁", "外地户籍男性"), ("45周岁", "外地户籍女性")]


def test_a_cap_on_several_benefits_of_nobody_told_keeps_their_name() -> None:
    found = told("奖励10万元。\n按展位费的50%给予补助，人员费每人补助8000元，单个项目每年最高30万元。")
    assert [value for value, _, _ in found] == ["10万元", "50%", "8000元", "30万元"]


@each_row([
    ("对育苗企业按设备投入的20%给予补助，单个企业补助总额不超过50万元。", "50万元", "设备投入补助总额"),
    ("符合条件的青年可按规定申领一次性求职补贴。补贴标准为每人一次性1500元。", "1500元", "求职补贴标准"),
    ("1.新编剧目的资助额度：大戏项目不超过80万元；小戏项目不超过20万元。", "80万元", "新编剧目的资助额度"),
    ("方向1节能灯具首用奖励。支持企业开展首用，对符合条件的企业按照费用一定比例予以奖励，单个企业奖励金额最高不超过300万元。", "300万元", "节能灯具首用奖励金额"),
    ("对老旧书场改造项目进行一次性奖励，资金支持比例不超过实际投资额的5%。单个项目支持金额不超过90万元。", "90万元", "老旧书场改造项目支持金额"),
    ("对企业为获得订单而发生的境外检测相关费用予以支持，支持比例不超过50%。", "50%", "境外检测相关费用支持比例"),
    ("对列入省级绿色车间名单的企业（园区）给予支持，每家企业（园区）奖励7万元。", "7万元", "列入省级绿色车间名单奖励"),
    ("按幼儿每生每年3000元、小学每生每年4000元的标准给予学位补贴。", "3000元", "学位补贴"),
    ("第二年实到外资达到上述标准的，给予6万元奖励。", "6万元", "实到外资奖励"),
    ("经市级认定为优秀灯具产品的工业企业，给予9万元奖励。", "9万元", "优秀灯具产品奖励"),
    ("知识产权领军企业每家支持额度不超过30万元，知识产权示范企业每家支持额度不超过15万元。", "15万元", "知识产权示范企业支持额度"),
    ("按照平台聘用经理人薪酬的40%，择优给予每家平台不超过60万元的资金支持。", "40%", "平台聘用经理人薪酬资金支持"),
])  # fmt: skip
def test_a_benefit_keeps_what_tells_it_apart_and_which_side_of_it_a_value_is(text: str, value: str, name: str) -> None:
    assert limits(text)[value].indicator.text == name


@each_row([
    ("对获准在区域性股权市场（股权交易中心）挂牌的，给予每家企业不超过8万元资金支持。", "8万元", "获准在区域性股权市场（股权交易中心）挂牌资金支持"),
    ("品牌商线上平台年均（项目建设期内自然年）交易额不低于700万元。", "700万元", "交易额"),
    ("牵头或参与制定行业标准或操作指南（不包括本单位内部指南）2项以上。", "2项", "牵头或参与制定行业标准或操作指南（不包括本单位内部指南）"),
    ("申报主体近3年应主导或参与制定不少于3项国际标准和不少于2项地方标准。", "3项", "制定国际标准"),
    ("申报剧团应在备案的剧场安排不少于4场营业性演出。", "4场", "安排营业性演出"),
    ("申报主体2023年已缴税收注册在云州、石城的在50万元以上。", "50万元", "缴税收"),
    ("申报单位与技师签订5年及以上服务合同的，给予奖励。", "5年", "服务合同"),
    ("申报单位为获得“百强”荣誉的企业以及入围估计市值超过10亿元的企业。", "10亿元", "估计市值"),
    ("申报单位年产值增速达20%及以上的，奖励5万元；增速达50%及以上的，奖励9万元。", "50%", "年产值增速"),
    ("团队成员在企业的工作时间不少于9个月（外国专家团队成员不少于2个月）。", "2个月", "在企业的工作时间"),
])  # fmt: skip
def test_what_is_asked_for_is_named_by_whole_words_outside_of_brackets(text: str, value: str, name: str) -> None:
    assert limits(text)[value].indicator.text == name


def test_names_that_stand_as_they_are() -> None:
    assert told("对改造冷库的企业，给予10万元补助。\n2.对新建茶亭的合作社，给予6万元补助，最高不超过8万元。")[1:] == [
        ("6万元", "新建茶亭合作社补助", "新建茶亭的合作社"),
        ("8万元", "新建茶亭合作社补助", "新建茶亭的合作社"),
    ]
    assert limits("对于入驻企业，年产值占比不低于20%。")["20%"].indicator.text == "年产值占比"


@each_row([
    ("同一项目限每年申报一次，每次补助2万元。", "一次", "申报"),
    ("申请人最少填报2个志愿，最多填报8个志愿。", "8个", "填报志愿"),
    ("申领人达到法定退休年龄时累计缴费满15年。", "15年", "累计缴费"),
])  # fmt: skip
def test_what_only_leads_to_what_is_measured_is_no_part_of_its_name(text: str, value: str, name: str) -> None:
    assert limits(text)[value].indicator.text == name


def test_a_cap_on_a_part_of_a_sum_is_called_by_the_heading_of_its_item() -> None:
    heads = "循环利用项目\n1、支持范围：改造项目\n\n节水示范项目\n1、支持范围：节水设备应用项目\n2、支持标准：按投资额的15%予以补助\n"
    found = limits(heads + "每个项目补助最高不超过20万元\n2026年监测系统建设项目补助\n对完成监测的单位\n给予每家补助2万元")
    assert [found[value].indicator.text for value in ("20万元", "2万元")] == ["节水示范项目补助", "监测系统建设项目补助"]
