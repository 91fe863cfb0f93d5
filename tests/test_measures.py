"""Rules of measures: what is a limit, its role, whom it is for, of what it is taken, and how its benefit is named."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extract import annotate
from extract.assemble.measures.tiers import tiers
from extract.assemble.view import View
from extract.model import Statement

RULES = """云岭市先进制造业扶持办法
第三条 对新认定的国家级、省级、市级设计中心，分别给予60万元、40万元、15万元一次性奖励。
第四条 对租用标准厂房的企业，按实际发生租金的40%给予补贴，单个企业每年最高25万元，补贴期限不超过2年。
第五条 申请企业须满足以下条件：
年营业收入不低于800万元
研发人员不少于12人
第六条 城市低保标准提高到每人每月910元。散居孤儿基本生活费为每人每月1600元。
第七条 市财政每年安排2亿元专项资金。到2027年，力争全市规模以上工业企业达到900家。"""


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
    assert _texts(tiers(View.of(whole, 0, len(whole)), 2)) == parts


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
