"""Amounts: what a text states, who owns a character, and that nothing raises or hangs."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract
from extract import units
from extract.model import Amount, Rejected
from extract.passage import Passage
from extract.patterns import Rules, load_rules
from extract.recognise import amounts
from extract.recognise.findings import Findings


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def found(text: str, rules: Rules, taken: list[tuple[int, int]] | None = None) -> list[Amount]:
    passage = Passage.of(text)
    names = [*amounts.rejects(passage, rules), *(Rejected("", *span, "x", "") for span in taken or [])]
    return amounts.find(passage, Findings(names=names), rules).records


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资3至5亿元", [("3至5亿元", 300_000_000, 500_000_000, "CNY", "range")]),
        ("补助1万-5万元不等", [("1万-5万元", 10_000, 50_000, "CNY", "range")]),
        ("从1亿元扩充到2亿元", [("1亿元", 100_000_000, None, "CNY", "eq"), ("2亿元", 200_000_000, None, "CNY", "eq")]),
        ("收入和支出分别达到1.2和3.4亿元", [("1.2", 120_000_000, None, "CNY", "eq"), ("3.4亿元", 340_000_000, None, "CNY", "eq")]),
        ("两市增速分别高于全省1.6和0.9个百分点", [("1.6", Decimal("1.6"), None, "pp", "eq"), ("0.9个百分点", Decimal("0.9"), None, "pp", "eq")]),
        ("惠及6500余人", [("6500余人", 6500, None, "人", "gt")]),
        ("近五成农户参与", [("五成", 50, None, "%", "lt")]),
        ("不超过5亿元", [("5亿元", 500_000_000, None, "CNY", "le")]),
        ("单位能耗控制在2%以内", [("2%", 2, None, "%", "le")]),
        ("产值突破千亿元大关", [("千亿元", 100_000_000_000, None, "CNY", "gt")]),
        ("三分之一的村庄完成改造", [("三分之一", Decimal("33.33"), None, "%", "eq")]),
        ("税费12亿3000万元", [("12亿3000万元", 1_230_000_000, None, "CNY", "eq")]),
        ("补贴最高给予50万元", [("50万元", 500_000, None, "CNY", "le")]),
        ("签约29个项目", [("29个", 29, None, "个", "eq")]),
        ("产量下降１．５％", [("１．５％", Decimal("1.5"), None, "%", "eq")]),
        ("企业占全国总量超过三成", [("三成", 30, None, "%", "gt")]),
        ("合同价人民币柒佰零伍万元整", [("柒佰零伍万元", 7_050_000, None, "CNY", "eq")]),
        ("公司净利润-2.6亿元", [("-2.6亿元", -260_000_000, None, "CNY", "eq")]),
        ("出口额同比-4.5%,进口额同比+2.5%", [("-4.5%", Decimal("-4.5"), None, "%", "eq"), ("+2.5%", Decimal("2.5"), None, "%", "eq")]),
        ("为企业降负6亿元", [("6亿元", 600_000_000, None, "CNY", "eq")]),
        ("标段-3亿元", [("3亿元", 300_000_000, None, "CNY", "eq")]),
        ("支付￥60，400欧元另付", [("￥60", 60, None, "CNY", "eq"), ("400欧元", 400, None, "EUR", "eq")]),
        ("余额702,118.05元", [("702,118.05元", Decimal("702118.05"), None, "CNY", "eq")]),
        ("资产4 210.5万元", [("4 210.5万元", 42_105_000, None, "CNY", "eq")]),
        ("十分之三的农户", [("十分之三", 30, None, "%", "eq")]),
        ("尿素≥28.6mmol/l(80mg/dl)", [("28.6mmol/l", Decimal("28.6"), None, "mmol/l", "ge"), ("80mg/dl", 80, None, "mg/dl", "ge")]),
        ("购置设备40台（套）", [("40台（套）", 40, None, "台（套）", "eq")]),
        ("符合条件的老人:\n1.80周岁及以上的\n2.孤寡老人", [("80周岁", 80, None, "a", "ge")]),
        ("材料:\n1．申请表\n2．3个以上茶厂的协议", [("3个", 3, None, "个", "ge")]),
        ("4家茶厂及24家子公司", [("4家", 4, None, "家", "eq"), ("24家", 24, None, "家", "eq")]),
        ("18个月龄以上幼儿", [("18个月龄", 18, None, "mo", "ge")]),
        ("产值首次达到5000万元(含5000万元)", [("5000万元", 50_000_000, None, "CNY", "ge"), ("5000万元", 50_000_000, None, "CNY", "eq")]),
        ("贷款最高额度分别上浮20%", [("20%", 20, None, "%", "eq")]),
        ("经费不低于近三年收入总额的10%", [("10%", 10, None, "%", "ge")]),
        ("门票2元5角", [("2元5角", Decimal("2.5"), None, "CNY", "eq")]),
        ("每户每年最高2.4万元", [("2.4万元", 24_000, None, "CNY/户/a", "le")]),
        ("津贴提高到每月830元和690元", [("830元", 830, None, "CNY/mo", "eq"), ("690元", 690, None, "CNY/mo", "eq")]),
        ("惠及近四万户", [("四万户", 40_000, None, "户", "lt")]),
        ("投资七到十亿元", [("七到十亿元", 700_000_000, 1_000_000_000, "CNY", "range")]),
        ("共有8亿亿亿元", []),
        ("来了260位教授", [("260位", 260, None, "位", "eq")]),
        ("亏损额同比变动-3.2%", [("-3.2%", Decimal("-3.2"), None, "%", "eq")]),
    ],
)  # fmt: skip
def test_values_units_and_comparators(text: str, expected: list[tuple[object, ...]], rules: Rules) -> None:
    assert [(a.text, a.value, a.value_max, a.unit, a.comparator) for a in found(text, rules)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "规模以上工业企业", "“两高四新”方向", "“20+8”产业集群", "5G基站", "云政发〔2024〕12号", "一是抓投资,二是促消费", "千方百计稳就业",
        "进入全国百强县", "打造千亿级产业", "保持两位数增长", "第三批试点", "党的二十大精神", "统一部署", "万一出现险情", "拨打12345热线",
        "一个时期以来", "开展三年行动", "第 6 条", "第 1 3 条", "按第4、5条执行", "专栏2　区位优势", "九五普法", "王五人民币账户", "庆祝建县40周年", "“十四五”规划", "第一书记", "2026元旦", "《稳增长30条》",
    ],
)  # fmt: skip
def test_names_and_words_are_no_amounts(text: str, rules: Rules) -> None:
    assert found(text, rules) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("落实榕府〔2022〕5号文件", ["榕府〔2022〕5号"]),
        ("根据《云溪镇茶园管护办法》（汀府办〔2020〕18号）", ["汀府办〔2020〕18号"]),
        ("榕府〔2022〕5号、榕府办〔2023〕18号同时废止", ["榕府〔2022〕5号", "榕府办〔2023〕18号"]),
        ("文号： 榕江府办〔2023〕18号", ["榕江府办〔2023〕18号"]),
        ("按照（2023）12号办理", ["（2023）12号"]),
    ],
    ids=["落实", "括号", "两件", "文号", "无字头"],
)
def test_the_number_of_a_document_is_one_name(text: str, names: list[str], rules: Rules) -> None:
    assert [one.text for one in amounts.rejects(Passage.of(text), rules)] == names


@pytest.mark.parametrize("stands", ["5吨", "2022年3月", "今年", "12.5%", "3万亩", "上季度"])
def test_the_number_of_a_document_takes_nothing_from_what_stands_before_it(stands: str, rules: Rules) -> None:
    text = f"云溪镇{stands}榕府〔2022〕5号"
    assert [text[: one.start] for one in amounts.rejects(Passage.of(text), rules)] == [text[: text.index("〔")]]
    assert [one.text for one in (*extract.annotate(text).amounts, *extract.annotate(text).dates)] == [stands]


def test_a_plan_of_five_years_is_left_to_the_dates(rules: Rules) -> None:
    text = "“十四五”期间和“十五五”开局"
    assert amounts.rejects(Passage.of(text), rules) == []


def test_characters_that_others_own_are_not_used(rules: Rules) -> None:
    text = "2025年完成12.5亿元"
    assert [a.text for a in found(text, rules, [(0, 5)])] == ["12.5亿元"]
    assert found(text, rules, [(7, 9)]) == []


def test_every_digit_run_is_accounted_for(rules: Rules) -> None:
    text = "东岭镇7条路、8号院和编号90,第3批共4.5万户"
    passage = Passage.of(text)
    names = amounts.rejects(passage, rules)
    stated, left = amounts.find(passage, Findings(names=names), rules)
    owned = {i for record in (*names, *stated, *left) for i in range(record.start, record.end)}
    assert {i for i, char in enumerate(passage.folded) if char.isdigit()} <= owned
    assert all(record.reason for record in left)


def test_the_thing_counted(rules: Rules) -> None:
    assert [a.item for a in found("29个重点项目加快建设,新增企业5家", rules)] == ["重点项目", None]


def test_cells_of_a_table_take_the_unit_of_row_and_column(rules: Rules) -> None:
    text = "| 指标 | 数量 | 增长（%） |\n| 生猪（万头） | 17.5 | 2.4 |\n| 禽蛋（万吨） | 8 | -1.0 |"
    assert [(a.value, a.unit) for a in found(text, rules)] == [
        (175_000, "头"),
        (Decimal("2.4"), "%"),
        (80_000, "t"),
        (-1, "%"),
    ]


def test_units_are_many_and_per_parts_are_kept(rules: Rules) -> None:
    known = units.table(rules.vocabularies["units"])
    assert len({unit.code for unit in known.forms.values()}) >= 150
    [amount] = found("均价为6500元/平方米", rules)
    assert (amount.text, amount.unit, amount.kind) == ("6500元/平方米", "CNY/m2", "money")


TEXT = st.text(
    "零一二三四五六七八九十百千万亿两几数多余第前半个家元亩吨年月日%成折倍番分之至到-—、，。“”《》约近超以上5G12.3和 \n|",
    max_size=80,
)


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_disjoint_exact_spans(text: str) -> None:
    rules = load_rules()
    passage = Passage.of(text)
    names = amounts.rejects(passage, rules)
    stated, left = amounts.find(passage, Findings(names=names), rules)
    for records in (names, stated, left):
        assert all(record.text == text[record.start : record.end] for record in records)
    spans = sorted((r.start, r.end) for r in (*names, *stated))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("char", list("亿一9多半-、|"))
def test_a_hundred_thousand_of_one_character_do_not_hang(char: str, rules: Rules) -> None:
    found(char * 100_000, rules)


@pytest.mark.parametrize("pair", ["1,", "1.", "3至", "三分之", "9亿", "1、", "5%"])
def test_long_enumerations_do_not_hang(pair: str, rules: Rules) -> None:
    found(pair * 3_000, rules)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("失业率、物价涨幅分别控制在5%和3%以内", ["le", "le"]),
        ("税收和规费分别超过50亿元、38亿元", ["gt", "gt"]),
        ("增长5%、7%以上", ["ge", "ge"]),
        ("运量超过40亿元、35亿元", ["gt", "gt"]),
        ("其中2亿元以上项目12个、5亿元以上项目3个", ["ge", "eq", "ge", "eq"]),
        ("服务8万人次和2万吨以上", ["ge", "ge"]),
        ("最高分别可获得6万元、9万元、12万元", ["le", "le", "le"]),
        ("给予最高90万元场租、30万元装修费扶持", ["le", "le"]),
        ("单个项目最高奖励额为70万元", ["le"]),
        ("最高贷款额度由35万元提高到55万元", ["eq", "le"]),
        ("最低首付比例由30%调整至15%", ["eq", "ge"]),
        ("最低生活保障标准为每人每月980元", ["eq"]),
        ("全年最高气温达39℃", ["eq"]),
        ("登记满18个月", ["ge"]),
        ("年销售额700万元(含)以上", ["ge"]),
        ("占比超过12%(含)", ["ge"]),
        ("贷款40万元以下(不含)", ["lt"]),
        ("产值3000万元(不含)以上", ["gt"]),
        ("超过60万元的部分按设备价款的8%给予补助", ["gt", "eq"]),
        ("突破12项关键核心技术", ["eq"]),
        ("项目突破120项", ["gt"]),
        ("投资800万元人民币以上", ["ge"]),
        ("每人每月最高不超过750元", ["le"]),
        ("发行价不低于前20个交易日均价的80%", ["eq", "ge"]),
        ("管理费不得超过基金规模的2%", ["le"]),
        ("期价跌破17000元", ["lt"]),
        ("时速300公里等级以上的动车", ["ge"]),
        ("至少有3名专家", ["ge"]),
        ("出资不少于人民币300万元", ["ge"]),
        ("产值过10亿元的企业", ["gt"]),
    ],
)
def test_comparators_beside_lists_and_shares(text: str, expected: list[str], rules: Rules) -> None:
    assert [amount.comparator for amount in found(text, rules)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "国道206线白河至青禾段改造",
        "86道班积雪",
        "增开12路公交",
        "云湖里3幢2单元",
        "达产后每千瓦时补贴下降",
        "振兴三年路线图",
    ],
)
def test_numbers_that_only_name(text: str, rules: Rules) -> None:
    assert found(text, rules) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仓单增加675吨至3350吨", [(675, "t"), (3350, "t")]),
        ("成交量减少1200手至800手", [(1200, "手"), (800, "手")]),
        ("水利完成投资12亿开工建设泵站", [(1_200_000_000, "CNY")]),
        ("入园人次预计达1.3亿,增势不减", [(130_000_000, "人次")]),
        ("城乡收入比由2.36缩小至2.24", [(Decimal("2.36"), "x"), (Decimal("2.24"), "x")]),
        ("她以1分52秒03夺冠", [(Decimal("112.03"), "s")]),
        ("发生4.6级地震", [(Decimal("4.6"), "级")]),
    ],
)
def test_what_unseen_text_taught(text: str, expected: list[tuple[object, str]], rules: Rules) -> None:
    assert [(amount.value, amount.unit) for amount in found(text, rules)] == expected


def test_a_range_is_said_of_itself_alone() -> None:
    text = "额度分别提高至80万元、100-120万元"
    assert [(a.comparator, a.value_max) for a in found(text, load_rules())] == [("eq", None), ("range", 1200000)]


def test_what_rises_to_a_score_is_no_decilitre() -> None:
    assert [one.text for one in extract.annotate("群众满意度由91分升至96.5分，血糖为5分升。").amounts] == ["91分", "96.5分", "5分升"]
