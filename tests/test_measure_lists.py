"""Several values of one rule: which of those told before each is for, and how it is called."""

from __future__ import annotations

import pytest

from extract import annotate
from extract.model import Statement


def told(text: str) -> list[tuple[str, str, str | None]]:
    """What each limit of a text says: the value, its name, whom it is for."""
    return [(one.text, one.indicator.text, one.recipient.text if one.recipient else None) for one in _limits(text)]


def _limits(text: str) -> list[Statement]:
    return sorted((one for one in annotate(text).targets if one.status == "limit"), key=lambda one: one.start)


def _whom(text: str) -> list[str | None]:
    return [whom for value, _, whom in told(text) if "元" in value or "%" in value]


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        (
            "首次获得国家级、省级、市级绿色工厂称号的，分别给予20万元、10万元、设备投资额5%的奖励。",
            ["首次获得国家级绿色工厂称号", "首次获得省级绿色工厂称号", "首次获得市级绿色工厂称号"],
        ),
        ("按照自理、半失能、失能老年人每人每月100元、200元、300元的标准给予运营补助。", ["自理老年人", "半失能老年人", "失能老年人"]),
        ("对残疾人、失能老年人分别发放护理补贴每月100元、200元。", ["残疾人", "失能老年人"]),
        ("对80周岁以上老人每人每月发放高龄津贴100元，90周岁以上每人每月200元。", ["80周岁以上老人", "90周岁以上老人"]),
        (
            "经认定的国家级杰出人才、地方级杰出人才和海外A类、B类人才，分别给予300万元、200万元奖励。",
            ["经认定的国家级杰出人才和海外A类人才", "经认定的地方级杰出人才和海外B类人才"],
        ),
        ("连续经营满3年、5年的旅行社，奖励5万元、10万元。", ["连续经营满3年的旅行社", "连续经营满5年的旅行社"]),
        ("首次评为国家级绿色工厂的，奖励50万元；评为省级的，奖励20万元。", ["首次评为国家级绿色工厂", "评为省级绿色工厂"]),
        (
            "获得市级以上烹饪大赛一、二等奖的厨师，分别奖励3万元、2万元，并给予其所在企业2万元奖励。",
            ["获得市级以上烹饪大赛一等奖的厨师", "获得市级以上烹饪大赛二等奖的厨师", "其所在企业"],
        ),
        ("为困难老人家庭实施防滑改造，每户补助不超过5000元。", ["困难老人家庭"]),
        ("对小于8米的渔船为每月补助333元，每年4000元。", ["小于8米的渔船", "小于8米的渔船"]),
    ],
)
def test_each_value_is_for_one_of_those_told(sentence: str, whom: list[str]) -> None:
    assert _whom(sentence) == whom


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("2.支持企业做大做强。对年产值首次突破1亿元、5亿元的工业企业，分别给予10万元、30万元奖励。", ["年产值奖励", "年产值奖励"]),
        ("首次认定为省物流业重点企业（龙头企业）、市物流业重点企业（龙头企业），分别奖励20万元、10万元。", ["物流业重点企业（龙头企业）奖励"] * 2),
        ("获得市级以上烹饪大赛一、二等奖的厨师，分别奖励3万元、2万元，并给予其所在企业2万元奖励。", ["市级以上烹饪大赛奖励"] * 3),
        ("4.旧房改造。对重点改造对象按照一级补助3.5万元/户，二级补助1.5万元/户。", ["旧房改造一级补助", "旧房改造二级补助"]),
        ("为困难老人家庭实施防滑改造，每户补助不超过5000元。", ["防滑改造补助"]),
        ("（三）开设老年助餐点。60周岁以上老年人每餐补贴2元，80周岁以上老年人每餐补贴4元。", ["开设老年助餐点补贴"] * 2),
        ("对返乡购房农民，属首次购买的，给予320元/平方米补贴；属改善型的，给予260元/平方米补贴。", ["购房农民补贴"] * 2),
        ("支持渔业。海洋捕捞渔船更新补助：对小于8米的渔船为每月333元，每年4000元。", ["海洋捕捞渔船更新补助"] * 2),
    ],
)
def test_values_of_a_list_are_named_by_what_they_share(sentence: str, names: list[str]) -> None:
    assert [name for value, name, _ in told(sentence) if "元" in value and "亿" not in value] == names


def test_items_below_somebody_with_a_sum_are_for_them() -> None:
    said = told("资助项目如下：\n1.技工学校（一年级）（1900元/生•年）\n（1）励志助学金，标准为1000元/生•年；\n（2）免住宿费，标准为500元/生•年。")
    assert said[1:] == [("1000元/生•年", "励志助学金标准", "技工学校（一年级）"), ("500元/生•年", "免住宿费标准", "技工学校（一年级）")]


def test_the_part_that_a_list_of_sums_ends_in_has_its_own_base() -> None:
    [*_, rate] = _limits("对到位资金500万元以上、3000万元以上的，分别按10万元、到位资金的5‰给予奖励。")
    assert rate.base is not None and (rate.role, rate.base.text) == ("rate", "到位资金")


def test_points_by_which_a_part_is_raised_are_rates_and_one_of_each_states_nothing() -> None:
    assert [one.role for one in _limits("成功创建国家级、省级技术中心的，补助比例分别提高3、2个百分点。")] == ["rate", "rate"]
    assert [one.text for one in _limits("支持旅行社开通包机航线，每开设1条航线奖励20万元。")] == ["20万元"]


def test_how_long_a_benefit_is_paid_is_called_so_and_a_bracket_names_none() -> None:
    found = told("1.鼓励发展物流业。对新设物流企业，按租金的30%给予补助，补助期限不超过3年。")
    assert found[-1] == ("3年", "补助期限", "新设物流企业")
