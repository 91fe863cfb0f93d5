"""Schedules of benefits and standards set anew: the line or the label names the value, its class is whom it is for."""

from __future__ import annotations

import pytest
from each import each_row

from extract import annotate
from extract.model import Statement

RESIDENTS = "云岭县居民医保待遇办法\n市内住院待遇：镇卫生院起付标准200元，报销比例85%；二级医院起付标准500元，报销比例70%。\n职工大病年最高支付限额30万元。"
WORKERS = "云岭县职工医保管理规程\n职工门诊起付标准：一级30元、二级60元；支付比例基层65%（退休70%）、二级55%（退休60%）；年度封顶在职2600元，退休3100元。"
NOTICE = (
    "本报讯 记者从市民政局获悉，我市调整了城乡低保标准及其他困难对象救济标准。\n"
    "城市低保标准从900元/月/人提高至930元/月/人；特困人员基本生活标准从原来的城市800元/月、农村560元/月，提升至城市830元/月、农村590元/月。\n"
    "新标准从4月1日起实施。"
)
REPORT = "2023年云岭县国民经济和社会发展统计公报\n城乡居民养老保障待遇从每人每月170元提高到185元，惠及6万人。"


def told(text: str) -> dict[str, Statement]:
    """The limits of a text by their printed values; the last of each."""
    return {one.text: one for one in annotate(text).targets if one.status == "limit"}


def terms(one: Statement) -> tuple[object, ...]:
    return one.indicator.text, one.role, one.measure, one.comparator, one.unit, one.recipient and one.recipient.text


@each_row(
    [
        ("200元", ("市内住院起付标准", "threshold", "level", "eq", "CNY", "镇卫生院")),
        ("85%", ("市内住院报销比例", "rate", "level", "eq", "%", "镇卫生院")),
        ("500元", ("市内住院起付标准", "threshold", "level", "eq", "CNY", "二级医院")),
        ("30万元", ("大病年支付限额", "cap", "level", "le", "CNY/a", "职工")),
    ]
)
def test_a_line_names_its_value_and_the_words_before_it_whom_it_is_for(value: str, expected: tuple[object, ...]) -> None:
    assert terms(told(RESIDENTS)[value]) == expected


def test_classes_stand_behind_the_line_in_brackets_too() -> None:
    made = [one for one in annotate(WORKERS).targets if one.unit == "%"]
    assert [(one.indicator.text, one.recipient and one.recipient.text) for one in made] == [
        ("职工门诊支付比例", name) for name in ("基层", "基层退休", "二级", "二级退休")
    ]


def test_a_ceiling_in_the_label_holds_for_each_class() -> None:
    found = told(WORKERS)
    assert [terms(found[value])[1:] for value in ("2600元", "3100元")] == [
        ("cap", "level", "le", "CNY/a", "在职"),
        ("cap", "level", "le", "CNY/a", "退休"),
    ]


def test_a_standard_set_anew_is_a_limit_in_news_of_it_too() -> None:
    found = told(NOTICE)
    assert [(value, found[value].indicator.text) for value in found] == [
        ("930元/月/人", "城市低保标准"),
        ("830元/月", "特困人员基本生活标准"),
        ("590元/月", "特困人员基本生活标准"),
    ]


def test_the_old_values_of_a_standard_state_nothing() -> None:
    said = annotate(NOTICE)
    assert not {"900元/月/人", "800元/月", "560元/月"} & {one.text for one in (*said.targets, *said.actuals)}


def test_a_report_of_a_year_tells_of_standards_as_of_what_came_about() -> None:
    assert next((one.text, one.status, one.unit) for one in annotate(REPORT).actuals) == ("185元", "actual", "CNY/人/mo")


def test_a_share_that_came_about_is_no_line_of_a_schedule() -> None:
    [one] = annotate("2023年，全县住院费用实际报销比例达到78.5%。").actuals
    assert one.status == "actual"


@each_row(
    [
        ("对引进的教师每月给予生活补贴900元、租房补贴500元。", "500元", "CNY/mo"),
        ("新评定的养老机构，每家可获得5万元补助。", "5万元", "CNY/家"),
        ("每家企业最高补助20万元。", "20万元", "CNY"),
        ("筹资标准为每人每年640元，其中个人缴费220元。", "220元", "CNY/人/a"),
        ("补助标准由每人每月600元统一调整到640元。", "640元", "CNY/人/mo"),
        ("公益岗位按每人每月发放岗位补贴300元。", "300元", "CNY/人/mo"),
        ("单个企业每年补助上限为90万元。", "90万元", "CNY/a"),
    ]
)
def test_what_a_sum_is_paid_for_each_of(text: str, value: str, unit: str) -> None:
    assert told("云溪县扶持办法\n为规范资金管理，制定本办法。\n" + text)[value].unit == unit


def test_how_long_a_benefit_is_given_is_named_by_it() -> None:
    found = told("云溪县人才办法\n为规范资金管理，制定本办法。\n对博士给予每月2000元租房补贴，最多发放3年。")["3年"]
    assert (found.indicator.text, found.role, found.comparator) == ("租房补贴", "cap", "le")


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("春茶种植补贴每亩100元。受灾的地块，每亩再增加补贴20元。", "20元", "increase"),
        ("小微企业补助比例再提高2个百分点。", "2个百分点", "increase"),
        ("致残一级的，伤残津贴增加310元/月。", "310元/月", "increase"),
        ("伤残津贴提高到3100元/月。", "3100元/月", "level"),
    ],
)
def test_what_a_standard_is_moved_by_is_an_increase(text: str, value: str, measure: str) -> None:
    assert told("云溪县扶持办法\n为规范资金管理，制定本办法。\n" + text)[value].measure == measure


def test_instalments_are_ways_of_paying() -> None:
    text = "云溪县人才办法\n对博士给予补贴30万元（第一年15万元，第二年15万元）。奖励资金按50%、30%、20%比例分三年拨付。"
    said = annotate(text)
    assert [one.text for one in (*said.targets, *said.actuals)] == ["30万元"]


def test_a_name_that_tiers_share_has_neither_their_classes_nor_what_is_paid_for_each() -> None:
    text = "云溪县扶持办法\n为规范资金管理，制定本办法。\n对被评为国家、省、市级示范园的，分别奖励10万元、5万元、2万元。改良茶树品种每亩一次性补助1500元。"
    made = [(one.indicator.text, one.recipient and one.recipient.text) for one in annotate(text).targets]
    assert made == [
        ("示范园奖励", "被评为国家级示范园"),
        ("示范园奖励", "被评为省级示范园"),
        ("示范园奖励", "被评为市级示范园"),
        ("改良茶树品种补助", None),
    ]


def test_the_items_of_a_headed_standard_are_whom_it_is_for() -> None:
    text = "云溪县村干部待遇办法\n1.在任村干部基本报酬补助标准。村党支部书记每人每月640元，村文书每人每月510元。"
    made = [(one.indicator.text, one.recipient and one.recipient.text) for one in annotate(text).targets]
    assert made == [("在任村干部基本报酬补助标准", "村党支部书记"), ("在任村干部基本报酬补助标准", "村文书")]


def test_bands_are_ranges() -> None:
    text = "云溪县扶持办法\n对设备投资在30万元以上至80万元以下的项目，给予补助5万元。违反规定的，处3万元以上30万元以下罚款。"
    assert [(one.text, one.comparator) for one in annotate(text).targets if one.unit == "CNY"][:2] == [("30万元以上至80万元", "range"), ("5万元", "eq")]
