"""Rules of measures: what is a limit, its role, whom it is for, of what it is taken, and how its benefit is named."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from each import each_row

from extract import annotate
from extract.assemble.measures.tiers import tiers
from extract.assemble.measures.words import words
from extract.assemble.view import View
from extract.model import Statement
from extract.patterns import load_rules

RULES = """云岭市先进制造业扶持办法
第三条 对新认定的国家级、省级、市级设计中心，分别给予60万元、40万元、15万元一次性奖励。
第四条 对租用标准厂房的企业，按实际发生租金的40%给予补贴，单个企业每年最高25万元，补贴期限不超过2年。
第五条 申请企业须满足以下条件：
年营业收入不低于800万元
研发人员不少于12人
第六条 城市低保标准提高到每人每月910元。散居孤儿基本生活费为每人每月1600元。
第七条 市财政每年安排2亿元专项资金。到2027年，力争全市规模以上工业企业达到900家。"""

UNDER = """临浦市产业扶持办法
为规范资金管理，制定本办法。符合条件的可申请补助。
"""


def limits(text: str) -> dict[str, Statement]:
    return {one.text: one for one in annotate(text).targets if one.status == "limit"}


@pytest.fixture(scope="module")
def rules() -> dict[str, Statement]:
    return limits(RULES)


@pytest.mark.parametrize(
    ("value", "role"),
    [("60万元", "grant"), ("40%", "rate"), ("25万元", "cap"), ("2年", "cap"), ("800万元", "threshold"), ("12人", "threshold"), ("910元", "grant")],
)
def test_a_value_has_its_role(rules: dict[str, Statement], value: str, role: str) -> None:
    assert rules[value].role == role


@pytest.mark.parametrize(
    ("value", "recipient"),
    [
        ("60万元", "新认定的国家级设计中心"),
        ("40万元", "新认定的省级设计中心"),
        ("15万元", "新认定的市级设计中心"),
        ("40%", "租用标准厂房的企业"),
        ("800万元", "申请企业"),
        ("1600元", "散居孤儿"),
        ("910元", None),
    ],
)
def test_a_limit_names_whom_it_is_for(rules: dict[str, Statement], value: str, recipient: str | None) -> None:
    found = rules[value].recipient
    assert (found.text if found else None) == recipient


def test_a_rate_has_its_base_and_is_named_by_it(rules: dict[str, Statement]) -> None:
    rate = rules["40%"]
    assert rate.base is not None and rate.base.text == "实际发生租金"
    assert RULES[rate.base.start : rate.base.end] == "实际发生租金"
    assert (rate.indicator.text, rate.measure, rate.comparator) == ("实际发生租金补贴", "level", "eq")
    assert rules["60万元"].base is None


def test_a_budget_and_an_aim_in_a_rule_are_no_limits(rules: dict[str, Statement]) -> None:
    assert not rules.keys() & {"2亿元", "900家"}


def test_only_limits_have_a_role() -> None:
    other = [one for one in (*annotate(RULES).targets, *annotate(RULES).actuals) if one.status != "limit"]
    assert other and all((one.role, one.recipient, one.base) == (None, None, None) for one in other)


@pytest.mark.parametrize(
    "text",
    [
        "去年，全县发放稳岗补贴1260万元，惠及企业214家。",
        "这座桥全长2.4公里，最高处离水面60米。",
        "村里的老会计在岗位上工作超过30年。",
        "奖励资金分三年按50%、30%、20%拨付。",
    ],
)
def test_reports_and_ways_of_paying_are_no_limits(text: str) -> None:
    assert limits(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对实缴资本2亿元以上的企业给予300万元落户奖励。", {"2亿元": "企业", "300万元": "实缴资本2亿元以上的企业"}),
        ("按设备投资额的12%给予建设单位补助。", {"12%": "建设单位"}),
        ("对年销售额达到600万元以上的网店，每家奖励4万元。", {"600万元": "网店", "4万元": "年销售额达到600万元以上的网店"}),
        ("本科毕业生每人每月补贴500元、硕士毕业生每人每月补贴900元。", {"500元": "本科毕业生", "900元": "硕士毕业生"}),
    ],
)
def test_whom_words_around_the_giving_name(text: str, expected: dict[str, str]) -> None:
    found = limits(text)
    assert {value: found[value].recipient.text for value in expected if found[value].recipient} == expected


def _texts(views: Iterable[View]) -> list[str]:
    return [view.text for view in views]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("国家级、省级示范社", ["国家级示范社", "省级示范社"]),
        ("获得质量金奖、银奖", ["获得质量金奖", "获得质量银奖"]),
        ("博士、硕士", ["博士", "硕士"]),
        ("新设立的企业", []),
    ],
)
def test_tiers_share_what_stands_around_their_list(whole: str, parts: list[str]) -> None:
    assert _texts(tiers(View.of(whole, 0, len(whole)), 2, words(load_rules()))) == parts


HOUSING = """清溪市引进人才租金补贴实施细则
二、申领
租金补贴标准自核准次月起执行。
三、标准
（一）甲类人才，每人每月1200元；
（二）乙类人才，每人每月700元；
（三）具有硕士学位者，每户每月450元。"""


@pytest.mark.parametrize("value", ["1200元", "700元", "450元"])
def test_an_item_that_names_only_for_whom_has_the_benefit_above(value: str) -> None:
    assert "租金补贴" in limits(HOUSING)[value].indicator.text


def test_an_item_that_names_its_own_benefit_keeps_it() -> None:
    found = limits(HOUSING + "\n（四）丙类人才，交通补贴每人每月150元。")
    assert "交通补贴" in found["150元"].indicator.text


@pytest.mark.parametrize(
    ("text", "value", "name"),
    [
        ("（一）居家发生的护理费用纳入结算范围的支付限额标准为每人每月640元。", "640元", "居家发生的护理费用纳入结算范围的支付限额标准"),
        ("单职工缴存公积金的最高可贷额度为35万元。", "35万元", "可贷额度"),
        ("县财政供养的特困人员基本生活标准为每人每月980元。", "980元", "特困人员基本生活标准"),
    ],
)
def test_what_narrows_a_standard_stays_and_whom_it_is_for_goes(text: str, value: str, name: str) -> None:
    assert limits(text)[value].indicator.text.removeprefix("最高") == name


def test_a_noun_inside_another_word_is_nobody() -> None:
    text = "申报单位须满足以下条件：\n具有独立法人资格\n连续经营3年以上\n"
    found = limits(text)["3年"].recipient
    assert found is None or not found.text.endswith("法人")


BANDS = """第五条 对新设研发机构补助20万元。
第六条 年纳税额100万元至500万元的给予奖励3万元，500万元（含）至1000万元的给予奖励6万元，1000万元以上的奖励12万元。"""


def test_bands_of_a_condition_are_thresholds_and_what_they_earn_is_granted() -> None:
    found = limits(BANDS)
    bands = ("100万元至500万元", "500万元（含）至1000万元", "1000万元")
    assert [(found[band].role, found[band].indicator.text) for band in bands] == [("threshold", "年纳税额")] * 3
    assert [found[sum_].role for sum_ in ("3万元", "6万元", "12万元")] == ["grant"] * 3


Tier = tuple[str | None, str | None, str]


def tiered(text: str) -> dict[str, Tier]:
    return {value: (one.role, one.recipient.text if one.recipient else None, one.indicator.text) for value, one in limits(text).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一次性给予甲类人才80万元、乙类人才40万元、丙类人才15万元购房补贴。",
            {"80万元": "甲类人才", "40万元": "乙类人才", "15万元": "丙类人才"},
        ),
        ("给予一级店铺9万元、二级店铺6万元购房补贴。", {"9万元": "一级店铺", "6万元": "二级店铺"}),
    ],
)
def test_tiers_share_the_benefit_that_the_last_names(text: str, expected: dict[str, str]) -> None:
    assert tiered(text) == {value: ("grant", who, "购房补贴") for value, who in expected.items()}


def test_tiers_after_the_first_have_its_unit_and_their_own_recipient() -> None:
    found = limits("到岗的博士每人每月补贴1800元、硕士900元、本科500元。")
    assert [(one.role, one.unit, one.recipient and one.recipient.text) for one in found.values()] == [
        ("grant", "CNY/人/mo", "到岗的博士"),
        ("grant", "CNY/人/mo", "硕士"),
        ("grant", "CNY/人/mo", "本科"),
    ]


def test_a_thing_with_a_benefit_of_its_own_is_no_tier() -> None:
    found = limits("对门店给予补助10万元、软件补助5万元。")
    assert found["5万元"].recipient is None or found["5万元"].recipient.text != "软件"


@pytest.mark.parametrize(
    ("text", "value", "recipient"),
    [
        ("甲类、乙类人才，分别给予80万元、40万元安家费；丙类按每月1200元发放租房补贴。", "1200元", "丙类人才"),
        ("对首次通过评估的众创空间一次性补助15万元，再次通过评估的补助5万元。", "5万元", "再次通过评估"),
        ("对新入选的非遗工坊给予10万元奖励，复评合格的给予奖励4万元。", "4万元", "复评合格"),
        ("按检测费用的30%给予补贴。", "30%", None),
    ],
)
def test_a_sum_is_for_whom_its_own_clause_names(text: str, value: str, recipient: str | None) -> None:
    assert tiered(text)[value][1] == recipient


def test_how_often_is_no_quota_and_how_often_at_most_is_one() -> None:
    found = limits("补贴申报一般每年一次，对符合条件的企业给予奖励5万元。每个企业每年最多申报两次。")
    assert "一次" not in found and found["两次"].role == "quota"


def test_what_somebody_spends_more_than_is_a_threshold() -> None:
    found = limits("申报企业须满足以下条件：\n单次支出金额大于3万元的\n")
    assert found["3万元"].role == "threshold"


def test_classes_in_a_cell_under_a_head_of_grants_are_granted_the_benefit_of_the_row() -> None:
    text = "| 名称 | 补贴内容 | 条件 |\n| --- | --- | --- |\n| 青年安居补贴 | 本科4万元、硕士6万元 | 家庭年收入20万元以下 |"
    found = tiered(text)
    assert found["4万元"] == ("grant", "本科", "青年安居补贴") and found["6万元"] == ("grant", "硕士", "青年安居补贴")
    assert found["20万元"][0] == "threshold"


# What is measured ends before modals and comparisons, and begins behind connectors and times.
@each_row(
    [
        ("申报企业近两年研发投入合计必须达到80万元以上。", "80万元", "研发投入"),
        ("引进的博士年薪应当不低于25万元。", "25万元", "年薪"),
        ("执行期内应实现新增产值不少于1000万元。", "1000万元", "产值"),
        ("转让的厂房经核定后建筑面积须在2000平方米以上。", "2000平方米", "建筑面积"),
        ("本办法所称龙头企业是指年销售收入不少于5000万元的农产品加工企业。", "5000万元", "年销售收入"),
        ("种植户连片种植面积至少要达到50亩。", "50亩", "连片种植面积"),
        ("对经营困难的客运公司，可提高贷款贴息上限至5%。", "5%", "贷款贴息"),
        ("村卫生室服务人口均应在800人以上。", "800人", "服务人口"),
        ("化肥企业农资供应不少于300吨。", "300吨", "农资供应"),
    ]
)
def test_what_is_measured_has_its_own_words_only(sentence: str, value: str, indicator: str) -> None:
    assert limits(UNDER + sentence)[value].indicator.text == indicator


@pytest.mark.parametrize(
    ("sentence", "value", "indicator", "base"),
    [
        ("按照不低于全县低保标准30%的标准向在院老人发放零用钱。", "30%", "零用钱", "全县低保标准"),
        ("孤儿基本生活标准按低保标准的1.8倍确定。", "1.8倍", "孤儿基本生活标准", "低保标准"),
        ("对购置数控机床的企业，按不高于合同中设备购置额的12%予以补助。", "12%", "合同中设备购置额补助", "合同中设备购置额"),
    ],
)
def test_a_rate_is_of_its_base_and_of_nothing_before_it(sentence: str, value: str, indicator: str, base: str) -> None:
    found = limits(UNDER + sentence)[value]
    assert (found.indicator.text, found.base and found.base.text) == (indicator, base)


@each_row(
    [
        ("企业应具有独立法人资格，或者控股股东为法人；上年度纳税额不低于50万元。", "50万元", "企业"),
        ("实训基地应配备专职管理人员，接收学徒40人以上，实训场地面积不少于1000平方米。", "40人", "实训基地"),
        ("具有博士学位，或具有高级职称的人员，年龄须在45周岁以下。", "45周岁", "具有博士学位，或具有高级职称的人员"),
        ("小微企业稳岗贷款最高300万元。", "300万元", "小微企业"),
        ("每个乡镇推荐名额不超过2个。", "2个", "乡镇"),
        ("对落户本区的检测机构，给予最高60万元开办补助。对其租用的办公用房给予100%租金补贴。", "100%", "落户本区的检测机构"),
        ("常住本县的低收入老年人可享受就餐补贴。补贴标准为每人每月120元。", "120元", "常住本县的低收入老年人"),
        ("外籍专家一般不超过60周岁。", "60周岁", "外籍专家"),
        ("对运营规范的社区食堂，第二年起可采取购买服务方式支持，每年不超过12万元。", "12万元", "运营规范的社区食堂"),
        ("对上一年度引进6家以上科技企业的楼宇，给予运营方30万元奖励。", "6家", "楼宇"),
        ("连续两年营业收入增长15%以上，且带动就业20人以上的企业，可申请贴息。", "15%", "企业"),
        ("进一步降低购房成本，家庭购买首套住房的，最低首付款比例为20%。", "20%", "家庭购买首套住房"),
        ("2．支持绿色工厂创建\n采取以奖代补方式给予支持，一次性奖励30万元", "30万元", "绿色工厂创建"),
        ("设备更新项目\n申报条件：\n1.设备投资额须达到200万元\n补助标准：按设备投资额的8%给予补助", "8%", "设备更新项目"),
        ("每套保障房只能享受一次换租补贴。", "一次", "保障房"),
        ("同一块菜地，每年度只能享受一次轮作补贴。", "一次", "同一块菜地"),
        ("男性不满55周岁、女性不满45周岁的可参加。", "55周岁", "男性"),
        ("对年销售额首次突破2000万元、5000万元的电商企业，分别给予8万元、15万元奖励。", "15万元", "年销售额首次突破5000万元的电商企业"),
        ("合同期内企业缴纳的增值税应达到60万元及以上。", "60万元", "企业"),
        (
            "对“青岭学者奖励计划”教授等省级领军人才（B类人才，不含省级“百人计划”人才），给予为期三年每人每年6万元的租房补贴。",
            "三年",
            "“青岭学者奖励计划”教授等省级领军人才（B类人才，不含省级“百人计划”人才）",
        ),
        ("博士后研究人员在站时间原则上不得超过3年。", "3年", "博士后研究人员"),
        ("一级造价工程师在本市执业的，给予2万元执业奖励；二级造价工程师给予8000元。", "8000元", "二级造价工程师"),
        ("经营主体经核验后实际投入应超过150万元。", "150万元", "经营主体"),
        ("申请单位自有资金应不少于总投资的40%。", "40%", "申请单位"),
        ("提交申请时女性不超过55周岁、男性不超过60周岁。", "55周岁", "女性"),
        ("申请人年龄男性应在60周岁以下。", "60周岁", "男性"),
    ]
)
def test_a_recipient_is_somebody_and_no_condition(sentence: str, value: str, recipient: str) -> None:
    found = limits(UNDER + sentence)[value].recipient
    assert (found.text if found else None) == recipient


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("租金标准：锦湖公寓28元/平方米/月、望江苑22元/平方米/月。", {"锦湖公寓": "租金标准", "望江苑": "租金标准"}),
        ("收费标准：小型车5元/小时，中型车8元/小时，大型车12元/小时。", {"小型车": "收费标准", "中型车": "收费标准", "大型车": "收费标准"}),
        ("（一）租金标准\n滨河公寓30元/平方米/月、听涛苑21元/平方米/月", {"滨河公寓": "租金标准", "听涛苑": "租金标准"}),
        ("奖励标准：\n一等奖：每名3万元\n二等奖：每名1万元", {"一等奖": "奖励标准", "二等奖": "奖励标准"}),
    ],
)
def test_a_list_of_standards_names_each_of_its_values(sentence: str, found: dict[str, str]) -> None:
    assert {one.recipient.text: one.indicator.text for one in limits(UNDER + sentence).values() if one.recipient} == found


@each_row(
    [
        ("第六条 企业应自取得证书之日起6个月内提出补贴申请。", "6个月"),
        ("补助资金在公示结束后1个月内发放到户。", "1个月"),
        ("受理后2个工作日内反馈意见，材料不全的退回补正。", "2个工作日"),
        ("卡片制作需等待12个工作日，凭短信到窗口领取。", "12个工作日"),
        ("申报材料一式三份，附身份证复印件2份。", "2份"),
        ("联席会议每季度至少召开一次。", "一次"),
        ("频次：一般每年一次。", "一次"),
        ("主讲人简介：周砚，高级咨询师，曾辅导200多家企业，培训客户1万余家。", "200多家"),
        ("专家现任滨海大学教授，从业30年，先后指导学员1000余名。", "1000余名"),
    ]
)
def test_terms_of_procedure_papers_and_careers_state_nothing(sentence: str, value: str) -> None:
    article = annotate(UNDER + sentence)
    assert value not in {one.text for one in (*article.targets, *article.actuals)}


@pytest.mark.parametrize("brackets", ["（含{}）", "〔含{}〕", "（含{}，下同）", "（包括{}）"])
@pytest.mark.parametrize("value", ["16周岁", "50人", "60%", "500万元"])
def test_brackets_that_tell_a_line_twice_state_nothing_second(value: str, brackets: str) -> None:
    article = annotate(UNDER + f"申报对象须为{value}以上{brackets.format(value)}的单位或个人。")
    assert sum(one.text == value for one in (*article.targets, *article.actuals)) <= 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("申报条件：\n1.上年度营业收入2000万元以上；\n2.近三年研发投入占比5%以上；\n3.拥有发明专利3件以上。", ["2000万元", "3件"]),
        ("示范基地应具备实训场地面积900平方米以上，专职教师不少于8名。", ["900平方米", "8名"]),
        ("停车收费标准：小型车每小时5元，夜间每次8元。", ["5元", "8元"]),
        ("星级民宿评定标准：三星级，客房5间以上，餐位30个以上。", ["5间", "30个"]),
    ],
)
def test_what_one_must_have_is_a_limit_without_a_rule_around_it(text: str, values: list[str]) -> None:
    found = limits(text)
    assert [value for value in values if value not in found] == []


def test_a_recipient_may_end_the_text() -> None:
    made = annotate("对工业领域年节约用煤500吨及以上的节能技改项目")
    assert not [one for one in made.warnings if one.code.startswith("fault")]


SECTIONED = """云岭县制造业扶持资金申报指南
绿色工厂奖励申报条件
在云岭县注册的工业企业
无环保处罚
申报材料
（1）营业执照
（2）申报承诺书
奖励标准
一次性给予20万元奖励
民宿发展补助支持方向
支持个人和企业经营民宿
补助标准
（1）新建民宿
单个民宿最高补助10万元
（2）老旧民宿改造
单个民宿最高补助5万元
数字车间奖励
支持重点与奖励标准
分别奖励40万元、15万元"""


@pytest.mark.parametrize(
    ("value", "benefit"),
    [("20万元", "绿色工厂奖励"), ("10万元", "新建民宿补助"), ("5万元", "老旧民宿改造补助"), ("40万元", "数字车间奖励"), ("15万元", "数字车间奖励")],
)
def test_a_sum_under_a_section_is_named_by_the_heading_of_its_item(value: str, benefit: str) -> None:
    assert limits(SECTIONED)[value].indicator.text == benefit


@each_row(
    [
        ("对首次获得五星、四星、三星评价的物业公司，分别给予12万元、8万元、4万元奖励。", "4万元", "首次获得三星评价的物业公司"),
        ("对当年度获评5A级、4A级、3A级等级的社会组织，分别一次性奖励10万元、5万元、2万元。", "5万元", "当年度获评4A级等级的社会组织"),
        ("养老食堂评估为优秀、良好、合格等级的，分别给予6万元、4万元、2万元奖励。", "4万元", "养老食堂评估为良好等级"),
        ("特困供养对象每人每天补贴240元，其他申请人每人每天补贴120元。", "120元", "其他申请人"),
        ("自建场地办学的托育机构每个托位补贴8000元，租用场地办学的每个托位补贴5000元。", "5000元", "租用场地办学"),
        ("申报条件\n市直企业、民族乡的企业\n营业收入不低于500万元\n其他乡镇的企业\n营业收入不低于800万元", "800万元", "其他乡镇的企业"),
        ("补贴标准为采取统一配送方式的社区食堂每人每餐2元，其他方式的每人每餐1元。", "2元", "采取统一配送方式的社区食堂"),
        ("优先支持年内投产的龙头企业、高新技术企业等项目\n按设备投资额的6%给予补助", "6%", None),
    ]
)
def test_each_tier_is_for_its_own_words(text: str, value: str, recipient: str | None) -> None:
    found = limits(text)[value].recipient
    assert (found.text if found else None) == recipient


def test_the_money_that_a_part_is_taken_of_is_its_base_and_nobody() -> None:
    found = limits("对企业购买工业软件的实际支出，按30%给予补助，最高60万元。")["30%"]
    assert found.base and found.base.text == "企业购买工业软件的实际支出"
    assert found.recipient and found.recipient.text == "企业"


@each_row(
    [
        ("救助金额人均不超过本市3个月最低生活保障标准。", "3个月", "cap", "最低生活保障标准", "le"),
        ("一次性抚恤金为20个月的上年度职工月平均工资。", "20个月", "grant", "上年度职工月平均工资", "eq"),
        ("救助金额超过2个月最低生活保障标准的，报县民政局审批。", "2个月", "threshold", "最低生活保障标准", "gt"),
        ("个人缴费标准为每人每年380元，财政补助标准为每人每年640元。", "380元", "threshold", None, "eq"),
        ("一等奖2项、二等奖5项，每项分别奖励10万元、5万元。", "5项", "quota", None, "eq"),
        ("申请企业成立时间不超过5年，实缴资本不少于100万元。", "5年", "threshold", None, "le"),
    ]
)
def test_what_a_value_is_to_a_rule(sentence: str, value: str, role: str, base: str | None, comparator: str) -> None:
    found = limits(f"云溪县救助和扶持办法\n第二条 本办法适用于本县户籍居民和登记注册的单位。\n第三条 {sentence}")[value]
    assert (found.role, found.base.text if found.base else None, found.comparator) == (role, base, comparator)


def test_the_date_of_what_is_asked_does_not_make_a_grant_reported() -> None:
    found = limits("云溪县扶持办法\n第三条 对2023年度营业收入首次达到3000万元、8000万元的企业，分别给予10万元、20万元奖励。")
    assert [(one, found[one].recipient.text) for one in ("10万元", "20万元")] == [
        ("10万元", "2023年度营业收入首次达到3000万元的企业"),
        ("20万元", "2023年度营业收入首次达到8000万元的企业"),
    ]


def test_a_sum_for_each_of_a_thing_keeps_the_thing_in_its_unit() -> None:
    assert limits(UNDER + "第三条 按每台（套）设备补助3000元。")["3000元"].unit == "CNY/台(套)"


def test_counts_in_the_list_of_papers_to_file_state_nothing() -> None:
    found = annotate("申报条件\n服务企业30家以上\n申报材料\n提供2家用户意见\n20家服务企业名单")
    assert [one.text for one in (*found.targets, *found.actuals)] == ["30家"]


def test_the_heading_of_an_item_that_is_no_benefit_names_what_one_is_for() -> None:
    text = "云溪县数字专项申报指南\n智慧水务示范项目\n支持方向\n支持建设智慧水务\n补助标准\n给予20万元补助\n智慧停车试点项目\n支持方向\n支持停车\n补助标准\n给予10万元补助"
    assert {one: found.indicator.text for one, found in limits(text).items()} == {"20万元": "智慧水务示范项目补助", "10万元": "智慧停车试点项目补助"}


@each_row(
    [
        ("村集体流转土地种植黄精50亩以上，每亩补助600元。", "600元", "村集体流转土地种植黄精50亩以上"),
        ("文艺院团赴山区演出，每场补助3000元。", "3000元", "文艺院团"),
        ("返乡农民工创办的小微企业吸纳脱贫人口3人以上，可申请一次性创业补贴1万元。", "1万元", "返乡农民工创办的小微企业吸纳脱贫人口3人以上"),
        ("乡村医生到村卫生室工作满5年，每人每年补助6000元。", "6000元", "乡村医生"),
        ("渔民转产从事休闲渔业的，每户补贴1.5万元。", "1.5万元", "渔民转产从事休闲渔业"),
        ("举办国际性会议的，补助主办方30万元。", "30万元", "主办方"),
        ("民营医院首次评定为三级甲等、三级乙等，分别奖励200万元、100万元。", "100万元", "民营医院三级乙等"),
    ]
)
def test_who_does_what_a_clause_tells_is_whom_its_sum_is_for(text: str, value: str, recipient: str) -> None:
    [made] = [one for one in annotate("云溪县扶持办法\n" + text).targets if one.text == value]
    assert made.status == "limit" and made.recipient is not None and made.recipient.text == recipient


def test_sums_handed_out_to_each_of_the_classes_told_before_are_theirs() -> None:
    made = annotate("云溪县扶持办法\n技能大赛设一等奖1名、二等奖2名、三等奖3名，分别奖励选手5万元、3万元、1万元。").targets
    given = [(one.text, one.recipient.text) for one in made if one.role == "grant" and one.recipient]
    assert given == [("5万元", "选手一等奖"), ("3万元", "选手二等奖"), ("1万元", "选手三等奖")]


def test_rows_and_prizes_of_one_sum_are_no_twins() -> None:
    table = "云溪县门诊慢性病支付限额标准\n| 序号 | 病种名称 | 最高支付限额 |\n| 1 | 哮喘病 | 210元/月 |\n| 2 | 痛风 | 210元/月 |\n"
    made = annotate(table).targets
    assert [one.subject and one.subject.text for one in made] == ["哮喘病", "痛风"] and not any(one.same_as for one in made)


@each_row(
    [
        ("装修企业可向业主收取每户不超过500元的装修押金。", "装修押金", "装修企业"),
        ("每所幼儿园应当配备保健医生至少1名。", "保健医生", "幼儿园"),
        ("物业服务企业应当按照不少于建筑面积千分之三的比例配置物业用房。", "配置物业用房比例", "物业服务企业"),
        ("校车驾驶人年龄不得超过60周岁。", "年龄", "校车驾驶人"),
        ("注册在青岭、云溪的采购金额在200万元以上。", "采购金额", "注册在青岭、云溪"),
        ("采购本地农产品30万元以上的学校食堂，可评为示范食堂。", "采购本地农产品", "学校食堂"),
    ]
)
def test_what_is_asked_of_somebody_is_named_by_its_noun(text: str, name: str, recipient: str) -> None:
    frame = "云溪县管理办法\n第一条 为规范管理，根据有关规定，制定本办法。\n第二条 {}\n第三条 本办法自印发之日起施行。"
    [made] = annotate(frame.format(text)).targets
    assert made.status == "limit" and made.indicator.text == name and made.recipient and made.recipient.text == recipient


def test_each_sum_of_a_list_of_standards_is_for_each_of_the_same_thing() -> None:
    made = annotate("云溪县公租房管理办法\n第二条 公租房租金收缴标准：一类地段每平方米每月4元，二类地段3元。").targets
    assert [(one.indicator.text, one.unit, one.recipient and one.recipient.text) for one in made] == [
        ("公租房租金收缴标准", "CNY/m2/mo", "一类地段"),
        ("公租房租金收缴标准", "CNY/m2/mo", "二类地段"),
    ]


@each_row(
    [
        ("托育机构按备案托位数给予每托位每年1200元运营补助。", "1200元", "CNY/托位/a", "grant"),
        ("公立医院引进医师，服务期不少于5年，安家费按15万元标准发放。", "15万元", "CNY", "grant"),
        ("渔船报废拆解，船长24米以上的每艘补助40万元，24米以下的每艘20万元。", "20万元", "CNY/艘", "grant"),
        ("外聘教练员课时费每节不超过150元。", "150元", "CNY/节", "cap"),
        ("更换高效电机的项目按照200元/千瓦予以补助。", "200元/千瓦", "CNY/kW", "grant"),
        ("申报单位成立时间须满2年。", "2年", "a", "threshold"),
    ]
)
def test_a_sum_has_its_role_and_what_it_is_paid_for_each_of(text: str, value: str, unit: str, role: str) -> None:
    [made] = [one for one in annotate("云溪县扶持办法\n为规范资金管理，制定本办法。\n" + text).targets if one.text == value]
    assert (made.status, made.unit, made.role) == ("limit", unit, role)


def test_a_part_of_a_sum_is_measured_by_what_the_value_before_it_measures() -> None:
    text = "云溪县技改补助办法\n设备投资额50-100万元的部分\n按设备投资额的10%给予补助\n超过100万元的部分\n按设备投资额的5%给予补助"
    assert [one.indicator.text for one in annotate(text).targets if one.role == "threshold"] == ["设备投资额", "设备投资额"]


def test_objects_of_one_deed_are_no_tiers() -> None:
    text = "云溪县扶持办法\n为规范资金管理，制定本办法。\n对提供软件和信息技术服务的平台，按首次和再次认定分别给予10万元和5万元奖励。"
    found = {one.recipient.text for one in annotate(text).targets if one.role == "grant" and one.recipient}
    assert found == {"提供软件和信息技术服务的平台"}


def test_a_rate_is_named_by_the_kind_of_money_that_its_clause_ends_in() -> None:
    text = "云溪县扶持办法\n为规范资金管理，制定本办法。\n对公共服务平台，按软硬件投资额30%的比例给予最高不超过50万元补助。"
    assert [one.indicator.text for one in annotate(text).targets if one.role == "rate"] == ["软硬件投资额补助"]


def test_whom_a_sum_is_for_is_told_in_one_sentence() -> None:
    text = "檀津区扶持办法\n第三条 整机龙头项目落户檀津，符合条件的，单个项目补助最高3000万元；首次入选国家级制造业单项冠军的企业，一次性奖励200万元。"
    for one in annotate(text).targets:
        whom = one.recipient
        assert whom is None or not {"；", "。", "\n"} & set(text[whom.start : whom.end]), whom


COMPLETED = (
    UNDER
    + """（一）支持研发服务平台建设
采取后补助方式，每年给予不超过60万元的资金支持。支持周期不超过3年。
（二）招用困难人员的企业可申请吸纳就业补贴。补贴标准为每人每月300元，期限不超过2年。
（三）对列入市级绿色工厂名单的企业，给予8万元奖励。"""
)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("60万元", "研发服务平台建设资金支持"),
        ("3年", "研发服务平台建设支持周期"),
        ("300元", "吸纳就业补贴标准"),
        ("2年", "吸纳就业补贴期限"),
        ("8万元", "绿色工厂名单奖励"),
    ],
)
def test_a_name_that_says_nothing_alone_is_completed(value: str, name: str) -> None:
    assert limits(COMPLETED)[value].indicator.text == name


def test_a_general_name_is_completed_where_a_benefit_is_the_only_one_too() -> None:
    assert limits("职工购买首套住房的，贷款最高限额60万元。")["60万元"].indicator.text == "购买首套住房贷款"


@pytest.mark.parametrize(
    ("sentence", "value", "name"),
    [
        ("申请企业应签订1年以上劳动合同并按规定缴纳6个月以上社会保险费。", "1年", "劳动合同"),
        ("申报条件：科技型企业不少于30家，其中高新技术企业不少于6家。", "6家", "高新技术企业"),
        ("申报条件：研发人员不少于12人，资产负债率≤70%。", "70%", "资产负债率"),
    ],
)
def test_a_threshold_is_named_by_what_it_measures(sentence: str, value: str, name: str) -> None:
    assert limits(UNDER + sentence)[value].indicator.text == name


@pytest.mark.parametrize(
    "sentence",
    [
        "今年上半年，县里共向86家企业发放稳岗补贴359万元。",
        "企业没有递交材料，就收到了稳岗返还资金87万元、一次性扩岗补助9万元。",
    ],
)
def test_what_was_paid_is_reported(sentence: str) -> None:
    found = annotate(UNDER + sentence)
    assert not found.targets
    assert {one.status for one in found.actuals} == {"actual"}


def test_a_fund_that_is_to_be_founded_is_an_aim() -> None:
    found = annotate(UNDER + "第七条 设立总规模20亿元的先进制造业产业基金，支持企业发展。")
    assert [(one.indicator.text, one.status) for one in found.targets] == [("先进制造业产业基金总规模", "target")]
    assert not annotate("去年，云岭市设立了20亿元的先进制造业产业基金。").targets


def test_so_much_more_for_which_more_is_given_states_nothing() -> None:
    found = limits(UNDER + "奖励标准：\n年零售额每增长2000万元奖励10万元。\n每新增直营门店数量1家，奖励5万元。")
    assert {text: one.role for text, one in found.items()} == {"10万元": "grant", "5万元": "grant"}


@pytest.mark.parametrize(
    "sentence",
    ["采购过首台套产品的企业不再享受设备购买价的15%补助。", "根据县财政局等4部门《关于加强采购帮扶的意见》办理。", "办公室下设品质提升、采购协作等6个专班。"],
)
def test_what_is_denied_and_sums_of_bodies_and_parts_state_nothing(sentence: str) -> None:
    found = annotate(UNDER + sentence)
    assert not found.targets and not found.actuals


def test_a_condition_is_nobody_and_a_cap_may_stand_before_its_base() -> None:
    found = limits(UNDER + "支持标准：设备累计投资额须在50万元及以上，按投资额的15%予以补助，按不超过市场销售单价60%计算。")
    assert {one.recipient for one in found.values()} == {None}
    assert found["60%"].comparator == "le"


def test_a_programme_that_is_supported_heads_its_sections() -> None:
    text = (
        UNDER
        + "支持门店统一结算\n申报条件：\n门店5家以上\n奖励标准：\n给予10万元奖励\n申报材料：\n申请表\n鼓励平台开展采购\n申报条件：\n注册满1年\n奖励标准：\n给予8万元奖励"
    )
    found = limits(text)
    assert {value: found[value].indicator.text for value in ("10万元", "8万元")} == {"10万元": "门店统一结算奖励", "8万元": "平台开展采购奖励"}


def test_a_sum_paid_part_by_part_has_tiers() -> None:
    found = limits(UNDER + "对企业设备投资500万元以下部分按5%给予奖励，500万元至1000万元部分按8%给予奖励。")
    assert [(one.role, one.indicator.text, one.base and one.base.text) for one in (found["5%"], found["8%"])] == [
        ("rate", "设备投资奖励", "设备投资500万元以下部分"),
        ("rate", "设备投资奖励", "500万元至1000万元部分"),
    ]
    assert (found["500万元"].role, found["500万元"].indicator.text) == ("threshold", "设备投资")


def test_a_fine_has_a_least_and_a_most() -> None:
    found = limits(UNDER + "违反本规定的，没收违法所得，处以违法所得1倍以上3倍以下罚款。")
    assert [(one.role, one.indicator.text, one.base and one.base.text) for one in found.values()] == [
        ("floor", "罚款", "违法所得"),
        ("cap", "罚款", "违法所得"),
    ]


def test_the_time_of_an_article_does_not_hold_for_the_next() -> None:
    found = limits("第一条 对新引进的人才，前两年给予全额租房补贴，后三年给予50%的租房补贴。\n第二条 对年营业收入超过1亿元的企业，给予20万元奖励。")
    assert found["20万元"].period is None


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        (
            "对首次纳入统计的批发、零售、餐饮企业，分别给予5万元、4万元、3万元奖励。",
            ["首次纳入统计的批发企业", "首次纳入统计的零售企业", "首次纳入统计的餐饮企业"],
        ),
        (
            "对在主板上市的企业，按辅导备案、申报受理、成功上市三个阶段，分别奖励50万元、90万元、200万元。",
            ["在主板上市的企业辅导备案", "在主板上市的企业申报受理", "在主板上市的企业成功上市"],
        ),
    ],
)
def test_sums_are_given_apart_by_trades_and_by_stages(sentence: str, whom: list[str]) -> None:
    assert [one.recipient.text for one in limits(UNDER + sentence).values() if one.recipient] == whom


@pytest.mark.parametrize("each", ["单户最高", "每户最高", "单户不超过", "单个农户最高"])
def test_each_of_those_whom_a_cap_is_for_is_no_second_part_of_them(each: str) -> None:
    found = limits(f"对新建茶园20亩以上的农户，每亩补助800元，{each}3万元。")["3万元"]
    assert found.recipient is not None and found.recipient.text == "新建茶园20亩以上的农户"


@pytest.mark.parametrize("length", ["补贴期3年", "补贴有效期3年", "补贴有效期为3年", "补贴期限3年"])
def test_the_length_of_a_benefit_is_a_cap_and_a_way_of_paying_out_is_none(length: str) -> None:
    assert limits(f"租金{length}。")["3年"].role == "cap"
    said = limits("对新引进的博士给予30万元安家补贴，分5年平均发放，证书有效期4年。本措施有效期3年。")
    assert set(said) == {"30万元"}


def test_what_a_sentence_opens_with_a_time_for_is_an_aim_unless_somebody_must_reach_it() -> None:
    text = "（一）支持办医。到“十五五”末，民办机构床位数占全县床位数的比例30%以上。\n（二）到2027年，机构床位数达到50张以上的，奖励10万元。"
    status = {one.text: one.status for one in annotate(UNDER + text, published="2026-02-10").targets}
    assert status == {"30%": "target", "50张": "limit", "10万元": "limit"}


def test_who_pays_a_share_is_nobody_whom_it_is_for_and_its_base_is_the_cost() -> None:
    head = "（二）设备使用费用\n1.享受3级待遇的失能人员、延续失能人员由基金按90%的比例支付；\n2.经评估享受1级待遇的由基金和申请人各按50%的比例支付。"
    found = [(one.recipient and one.recipient.text, one.base and one.base.text) for one in limits(head).values()]
    assert found == [("享受3级待遇的失能人员、延续失能人员", "设备使用费用"), ("经评估享受1级待遇", "设备使用费用")]
    assert [one.base and one.base.text for one in limits("参保居民由基金按机构照护70%、居家照护85%的比例支付。").values()] == ["机构照护", "居家照护"]


@pytest.mark.parametrize(
    ("sentence", "value", "whom"),
    [
        ("年满16周岁的未成年人和行动不便的老年人可由家属代办。", "16周岁", "未成年人"),
        ("对年满60周岁不满65周岁的老年人，每人每月补贴100元。", "60周岁", "老年人"),
        ("每个乡镇建立2个服务点，每个服务点补助1万元。", "2个", "乡镇"),
        ("直播产业园\n(1)符合本县规划\n拥有明确的经营主体并已投入运营1年以上\n(2)办公面积超过1万平方米", "1年", "直播产业园"),
    ],
)
def test_who_must_meet_a_condition_is_the_first_noun_and_no_deed(sentence: str, value: str, whom: str) -> None:
    found = limits(UNDER + sentence)[value].recipient
    assert found is not None and found.text == whom
