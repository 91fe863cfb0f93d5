"""What a rule raises: a sum added to a benefit, a per cent added to a standard."""

from __future__ import annotations

import pytest

from extract import annotate

NOTICE = (
    "岚浦市调整退休人员基本养老金。\n定额调整：退休人员每人每月增加42元。\n"
    "倾斜调整：年满70周岁的退休人员，每人每月再增加30元。同时，山区退休人员每人每月再增加6元。"
)


def test_sums_are_added_to_what_the_notice_raises() -> None:
    made = [one for one in annotate(NOTICE, published="2024-06-01").targets if one.role == "grant"]
    assert [(one.indicator.text, int(one.value or 0), one.measure) for one in made] == [
        ("退休人员基本养老金定额调整", 42, "increase"),
        ("退休人员基本养老金倾斜调整", 30, "increase"),
        ("退休人员基本养老金倾斜调整", 6, "increase"),
    ]
    assert [one.recipient.text if one.recipient else "" for one in made] == ["退休人员", "年满70周岁的退休人员", "山区退休人员"]


UPLIFTS = [
    ("新区项目奖励标准上浮20%。", "奖励标准", "新区项目", "奖励标准"),
    ("外籍人才的安家补助相应上浮30%。", "安家补助", "外籍人才", "安家补助"),
]


@pytest.mark.parametrize(("text", "indicator", "recipient", "base"), UPLIFTS, ids=[text for text, *_ in UPLIFTS])
def test_per_cents_are_added_to_a_standard(text: str, indicator: str, recipient: str, base: str) -> None:
    [one] = annotate("对新认定的园区给予10万元奖励。" + text).targets[1:]
    assert (one.indicator.text, one.role, one.measure) == (indicator, "rate", "growth")
    assert one.recipient and one.recipient.text == recipient and one.base and one.base.text == base


def test_an_income_that_rises_is_no_rule() -> None:
    [one] = annotate("去年，全市居民人均可支配收入增加1200元。", published="2024-06-01").actuals
    assert one.indicator.text == "居民人均可支配收入"


def test_the_label_of_a_line_names_whose_benefit_it_is() -> None:
    made = annotate("申报条件和标准如下：\n企业技改项目投资补助专项：按照设备投入的2%给予补助，最高不超过500万元。").targets
    assert {one.recipient.text for one in made if one.recipient} == {"企业技改项目"} and len(made) == 2
