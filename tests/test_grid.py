"""Tables: which cell names, which says the unit, the time, the place; what a figure states then."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from each import each_row

from extract import annotate, articles
from extract.grid import read
from extract.model import Article, Statement
from extract.patterns import load_rules
from tests.read_files import html

DAY = dt.date(2024, 3, 5)


def every(article: Article) -> list[Statement]:
    return sorted([*article.targets, *article.actuals], key=lambda one: one.start)


def states(text: str, published: dt.date = DAY) -> list[tuple[Any, ...]]:
    """Indicator, value, unit, measure, status of each statement of a text."""
    found = every(annotate(text, published=published))
    return [(one.indicator.text, float(one.value), one.unit, one.measure, one.status) for one in found]


def lasts(text: str, published: dt.date = DAY) -> list[str | None]:
    return [str(one.period.last) if one.period else None for one in every(annotate(text, published=published))]


def test_classes_and_running_numbers_are_no_indicators() -> None:
    text = "2024年工作目标\n| 序号 | 类别 | 指标 | 单位 | 目标值 | 责任单位 |\n| 1 | 交通 | 农村公路里程 | 公里 | 36 | 县交通局 |\n| 2 | 城建 | 公园 | 个 | 7 | 县住建局 |"
    assert states(text) == [("农村公路里程", 36, "km", "level", "target"), ("公园", 7, "个", "level", "target")]


def test_a_year_in_a_head_is_its_columns_period_and_the_base_is_actual() -> None:
    text = "“十五五”时期主要指标\n| 指标 | 单位 | 2025年 | 2030年目标 | 属性 |\n| 茶叶产值 | 亿元 | 12 | 20 | 预期性 |"
    day = dt.date(2026, 2, 3)
    assert states(text, day) == [("茶叶产值", 1.2e9, "CNY", "level", "actual"), ("茶叶产值", 2e9, "CNY", "level", "target")]
    assert lasts(text, day) == ["2025-12-31", "2030-12-31"]


@each_row(
    [
        ("比上年增长（%）", "%", "growth"),
        ("累计同比±%", "%", "growth"),
        ("增幅", "%", "growth"),
        ("比重（%）", "%", "share"),
        ("占比", "%", "share"),
        ("比年初增减额", "CNY", "increase"),
        ("完成率（%）", "%", "level"),
        ("增加（万元）", "CNY", "increase"),
        ("提高（百分点）", "pp", "increase"),
    ]
)
def test_what_a_head_says_of_its_figures(head: str, unit: str, measure: str) -> None:
    found = states(f"2023年财政收支\n单位：亿元\n| 指标 | 金额 | {head} |\n| 财政收入 | 18.2 | -3.2 |\n| 财政支出 | 50.1 | 4 |")
    assert [(one[2], one[3]) for one in found[1::2]] == [(unit, measure)] * 2
    rate = "完成率" if head.startswith("完成率") else ""
    assert [one[0] for one in found] == ["财政收入", f"财政收入{rate}", "财政支出", f"财政支出{rate}"]


def test_rows_of_towns_are_subjects_and_heads_their_indicators() -> None:
    text = "2023年各乡镇指标\n| 乡镇 | 茶叶产值（亿元） | 同比增长（%） |\n| 桃溪乡 | 3 | 5 |\n| 石坪镇 | 2 | 4 |\n| 合计 | 5 | 4.6 |"
    article = annotate(text, published=DAY)
    assert [one.subject and one.subject.text for one in every(article)] == ["桃溪乡", "桃溪乡", "石坪镇", "石坪镇", None, None]
    assert {one.indicator.text for one in every(article)} == {"茶叶产值"}
    assert [one.value for one in article.amounts][:2] == [300_000_000, 5]


def test_rows_of_years_are_periods() -> None:
    text = "| 年度 | 公路里程（公里） |\n| 2021 | 860 |\n| 2022 | 912 |"
    assert lasts(text) == ["2021-12-31", "2022-12-31"]
    assert states(text) == [("公路里程", 860, "km", "level", "actual"), ("公路里程", 912, "km", "level", "actual")]


def test_years_in_the_head_row_are_periods() -> None:
    text = "| 年份 | 2021 | 2022 |\n| 公路里程（公里） | 860 | 912 |"
    assert lasts(text) == ["2021-12-31", "2022-12-31"]
    assert [one[:2] for one in states(text)] == [("公路里程", 860), ("公路里程", 912)]


def test_a_deadline_belongs_to_its_row() -> None:
    text = "重点任务表\n| 任务 | 责任单位 | 完成时限 |\n| 新建公园6个 | 县住建局 | 2024年9月底 |\n| 改造管网24公里 | 县水务局 | 2025年底前 |"
    assert lasts(text) == ["2024-09-30", "2025-12-31"]
    assert {one[4] for one in states(text)} == {"target"}


def test_a_unit_line_holds_until_the_next() -> None:
    text = "单位：万元\n| 指标 | 2月末 |\n| 各项贷款 | 310 |\n|  | 单位：万美元 |\n| 指标 | 1-2月 |\n| 出口总值 | 95 |"
    assert [one[:3] for one in states(text)] == [("各项贷款", 3_100_000, "CNY"), ("出口总值", 950_000, "USD")]


def test_cells_with_their_own_unit_a_hedge_or_a_sum_of_years() -> None:
    text = "“十四五”主要指标\n| 指标 | 2025年 |\n| 亩均税收增速 | 6%左右 |\n| 新增就业（万人） | [4] |\n| 绿化覆盖率（%） | ≥42 |"
    found = every(annotate(text, published=dt.date(2021, 4, 1)))
    assert [(one.value, one.unit, one.approximate, one.comparator) for one in found] == [
        (6, "%", True, "eq"),
        (40_000, "人", False, "eq"),
        (42, "%", False, "ge"),
    ]
    assert [str(one.period and one.period.first) for one in found] == ["2025-01-01", "2021-01-01", "2025-01-01"]


def test_parts_of_the_row_above_and_sides_of_products() -> None:
    text = "2023年人口\n| 指标 | 年末数（万人） | 比重（%） |\n| 常住人口 | 8 | 100 |\n| 其中：女性 | 3.9 | 48.8 |\n| 男性 | 4.1 | 51.2 |"
    assert [one[0] for one in states(text)][2::2] == ["女性常住人口", "男性常住人口"]
    text = "| 产品名称 | 单位 | 产量 |\n| 水泥 | 吨 | 800 |\n| 发电量 | 千瓦时 | 90 |"
    assert [one[0] for one in states(text)] == ["水泥产量", "发电量"]


def test_a_bar_in_a_line_makes_no_table() -> None:
    text = "本报讯 | 记者走访\n全县建成公园6个。"
    assert [one[:2] for one in states(text)] == [("建成公园", 6)]


def test_cells_one_a_line_with_a_column_of_units() -> None:
    text = "2023年交通\n指标\n单位\n绝对数\n增长（%）\n货运量\n万吨\n8\n4.6\n公路里程\n公里\n860\n1.1\n"
    assert [one[:4] for one in states(text)] == [
        ("货运量", 80_000, "t", "level"),
        ("货运量", 4.6, "%", "growth"),
        ("公路里程", 860, "km", "level"),
        ("公路里程", 1.1, "%", "growth"),
    ]


def test_heads_of_two_rows_with_cells_that_span_in_html() -> None:
    table = (
        "<table><tr><td rowspan=2>类别</td><td rowspan=2>指标</td><td colspan=2>2023年</td><td colspan=2>2024年计划</td></tr>"
        "<tr><td>亿元</td><td>增长%</td><td>亿元</td><td>增长%</td></tr>"
        "<tr><td rowspan=2>财政</td><td>税收收入</td><td>5</td><td>3</td><td>6</td><td>4</td></tr>"
        "<tr><td>非税收入</td><td>2</td><td>1</td><td>2.5</td><td>2</td></tr></table>"
    )
    body = f"<p>现将主要指标印发给你们，请结合实际，认真抓好落实。</p>{table}<p>各单位要加强调度，确保完成。</p>"
    [article] = [one for one in articles(("a.html", html(body)), published=DAY) if isinstance(one, Article)]
    found = [(one.indicator.text, float(one.value), one.status, str(one.period and one.period.last)) for one in every(article)]
    assert found[:4] == [
        ("税收收入", 5e8, "actual", "2023-12-31"),
        ("税收收入", 3, "actual", "2023-12-31"),
        ("税收收入", 6e8, "target", "2024-12-31"),
        ("税收收入", 4, "target", "2024-12-31"),
    ]
    assert [one[0] for one in found[4:]] == ["非税收入"] * 4


def test_merged_labels_of_a_sheet_stand_in_each_of_their_rows() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["2024年主要指标", None, None, None], ["指标", None, "单位", "2023年"], ["茶叶", "产量", "吨", 86], [None, "产值", "万元", 910]):
        sheet.append(row)
    for span in ("A1:D1", "A2:B2", "A3:A4"):
        sheet.merge_cells(span)
    data = io.BytesIO()
    book.save(data)
    [article] = [one for one in articles(("a.xlsx", data.getvalue()), published=DAY) if isinstance(one, Article)]
    assert [(one.indicator.text, one.value, one.unit) for one in every(article)] == [("茶叶产量", 86, "t"), ("茶叶产值", 9_100_000, "CNY")]


def test_a_lone_growth_beside_its_group_is_the_groups() -> None:
    text = "| 指标 | 内容 | 单位 | 2023年 |\n| 财政收入 | 总量 | 亿元 | 8 |\n| 财政收入 | 增速 | % | 5 |"
    assert [one[:4] for one in states(text)] == [("财政收入", 8e8, "CNY", "level"), ("财政收入", 5, "%", "growth")]


def test_the_title_names_what_neither_rows_nor_heads_do() -> None:
    text = "2024年全社会用电量增速\n| 时间 | 增速（%） |\n| 1-2月 | 7.2 |\n| 1-3月 | 6.8 |"
    assert [one[:4] for one in states(text, dt.date(2024, 4, 20))] == [("全社会用电量", 7.2, "%", "growth"), ("全社会用电量", 6.8, "%", "growth")]
    assert lasts(text, dt.date(2024, 4, 20)) == ["2024-02-29", "2024-03-31"]


def test_projects_are_subjects_though_a_column_tells_what_they_are() -> None:
    text = "2024年重点项目\n单位：亿元\n| 项目名称 | 建设内容 | 总投资 |\n| 云谷产业园 | 建设厂房12万平方米 | 9.6 |\n| 滨河路 | 改造道路4公里 | 1.1 |"
    article = annotate(text, published=DAY)
    found = [(one.indicator.text, one.subject and one.subject.text) for one in every(article) if one.rule == "statement.cell"]
    assert found == [("总投资", "云谷产业园"), ("总投资", "滨河路")]


def test_what_a_rule_grants_by_a_table_is_a_limit() -> None:
    text = "附件 门诊补助标准\n| 病种 | 年度最高支付限额 |\n| 高血压 | 600元/月 |\n| 糖尿病 | 700元/月 |"
    [first, _] = annotate(text, published=DAY).targets
    assert (first.status, first.comparator, first.unit, first.period) == ("limit", "le", "CNY/mo", None)


def test_a_unit_of_two_parts_in_a_head() -> None:
    text = "| 指标 | 2023年（微克/立方米） |\n| 细颗粒物浓度 | 27 |\n| 臭氧浓度 | 130 |"
    assert [one[:3] for one in states(text)] == [("细颗粒物浓度", 27, "ug/m3"), ("臭氧浓度", 130, "ug/m3")]


def test_months_under_a_title_and_the_year_before() -> None:
    text = "2024年1-2月收支\n单位：万元\n| 指标 | 本月 | 累计 | 上年同期 | 累计同比±% |\n| 财政收入 | 30 | 70 | 65 | 7.7 |"
    assert lasts(text) == ["2024-02-29", "2024-02-29", "2023-02-28", "2024-02-29"]
    found = [one.period and str(one.period.first) for one in every(annotate(text, published=DAY))]
    assert found == ["2024-02-01", "2024-01-01", "2023-01-01", "2024-01-01"]


def test_years_of_an_undated_table_are_over_and_its_plan_is_to_come() -> None:
    text = "| 指标 | 2021年 | 2022年 | 2023年 |\n| 公路里程（公里） | 860 | 870 | 912 |"
    assert {one.status for one in every(annotate(text))} == {"actual"}
    text = "“十五五”主要指标\n| 指标 | 2025年 | 2030年 |\n| 绿化覆盖率（%） | 41 | 44 |"
    assert [one.status for one in every(annotate(text))] == ["actual", "target"]


def test_a_plan_of_years_to_come_has_no_base() -> None:
    text = "三年行动目标任务表\n| 任务 | 2023年 | 2024年 | 2025年 |\n| 建设数字基地（个） | 5 | 8 | 12 |"
    assert [one.status for one in every(annotate(text, published=dt.date(2023, 2, 3)))] == ["target"] * 3


def test_tasks_with_their_figure_in_a_cell_of_its_own() -> None:
    text = "2024年民生实事清单\n| 序号 | 任务 | 目标 | 完成时限 |\n| 1 | 改造老旧小区 | 15个 | 11月底 |\n| 2 | 新建绿道 | 12公里 | 6月底 |"
    assert [one[:3] for one in states(text)] == [("改造老旧小区", 15, "个"), ("新建绿道", 12, "km")]
    assert lasts(text) == ["2024-11-30", "2024-06-30"]


def test_a_title_in_the_middle_of_a_table_holds_for_what_is_below() -> None:
    text = "| 2022年收支 |  |\n| 指标 | 金额（万元） |\n| 税收收入 | 30 |\n| 2023年收支 |  |\n| 指标 | 金额（万元） |\n| 税收收入 | 36 |"
    assert lasts(text) == ["2022-12-31", "2023-12-31"]


def test_a_sheet_of_any_shape_is_read_in_time() -> None:
    wide = "| 指标 |" + " 2023年 |" * 2000 + "\n| 公路里程（公里） |" + " 3.5 |" * 2000
    assert len(read(wide, load_rules()).by_start) == 2000
    assert read("\n".join("12" for _ in range(5000)), load_rules()).by_start == {}


def test_cells_that_span_rows_in_html_stand_in_each_of_them() -> None:
    rows = (
        "<tr><td>序号</td><td>重点任务</td><td>牵头单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>新建充电桩600个</td><td rowspan='2'>县发改局</td><td rowspan='2'>2024年6月底前</td></tr>"
        "<tr><td>2</td><td>新建公园3个</td></tr><tr><td>3</td><td>改造户厕400座</td><td>县农业局</td><td>2024年11月底前</td></tr>"
    )
    body = f"<p>现将任务分解如下，请各单位结合实际，认真抓好落实。</p><table>{rows}</table>"
    page = f"<html><head><title>重点任务分解方案</title></head><body><div><h1>重点任务分解方案</h1>{body}</div></body></html>"
    [article] = [one for one in articles(("a.html", page.encode()), published=DAY) if isinstance(one, Article)]
    assert "| 2 | 新建公园3个 | 县发改局 | 2024年6月底前 |" in article.text
    assert [str(one.period and one.period.last) for one in every(article)] == ["2024-06-30", "2024-06-30", "2024-11-30"]


def test_the_named_are_subjects_and_where_they_lie_is_not() -> None:
    text = "2023年湿地名录\n| 湿地名称 | 所在乡镇 | 湿地面积（公顷） | 主管单位 |\n| 东湖湿地 | 溪口乡 | 43 | 县林业局 |\n| 南湾湿地 | 溪口乡 | 15 | 县林业局 |"
    article = annotate(text, published=DAY)
    assert [(one.indicator.text, one.subject and one.subject.text) for one in every(article)] == [("湿地面积", "东湖湿地"), ("湿地面积", "南湾湿地")]


def test_months_are_of_the_year_that_row_or_title_says() -> None:
    text = "| 年份 | 月份 | 用电量（千瓦时） |\n| 2021 | 6月 | 910 |\n| 2022 | 7月 | 1020 |"
    assert lasts(text) == ["2021-06-30", "2022-07-31"]
    text = "2022年金融统计\n单位：万元\n| 指标 | 3月末 | 6月末 |\n| 各项存款 | 910 | 1020 |"
    assert lasts(text, dt.date(2025, 5, 6)) == ["2022-03-31", "2022-06-30"]


def test_a_deadline_without_a_year_is_to_come() -> None:
    text = "重点工作推进计划\n| 工作任务 | 计划完成时间 |\n| 培训职业农民500人 | 全年 |\n| 新建卫生室9个 | 年底前 |"
    assert lasts(text, dt.date(2024, 2, 1)) == ["2024-12-31", "2024-12-31"]


def test_a_cell_that_says_a_fall_is_one_under_any_head() -> None:
    text = "| 指标 | 2023年 | 同比 |\n| 污水排放量（吨） | 110 | 下降8.3% |\n| 固废产生量（吨） | 40 | ↓4.8% |\n| 用水量（吨） | 90 | 增长2% |"
    assert [(one[1], one[3]) for one in states(text)][1::2] == [(8.3, "decrease"), (4.8, "decrease"), (2, "growth")]


def test_marks_of_persons_are_no_indicators() -> None:
    assert states("公示名单\n| 序号 | 姓名 | 年龄（岁） | 成绩（分） | 名次 |\n| 1 | 王芳 | 28 | 86.5 | 1 |\n| 2 | 李强 | 31 | 85 | 2 |") == []


def test_cells_of_a_table_of_rules_state_limits_and_do_not_run_into_one_another() -> None:
    text = (
        "| 层级 | 城市 | 名称 | 补贴内容 | 条件 | 链接 |\n"
        "| 市级 | 瀚海市 | 新秀安居补贴 | 符合条件的硕士每人每月补贴600元，补贴期限不超过36个月。 | 1.毕业年限不超过3年。2.年龄35周岁以下。 | https://example.org/a/2025/t20250301.html?q=%E4%B8%BA%E5%90%B8 |\n"
        "| 区级 | 瀚海市 | 工匠奖 | 给予一次性奖励5万元。 | 从事本工种8年以上。 | https://example.org/b |"
    )
    said = annotate(text, published="2025-03-01")
    found = [(one.role, str(one.value), one.unit) for one in said.targets]
    assert found == [
        ("grant", "600", "CNY/人/mo"),
        ("cap", "36", "mo"),
        *[("threshold", "3", "a"), ("threshold", "35", "a"), ("grant", "50000", "CNY"), ("threshold", "8", "a")],
    ]
    assert not said.actuals
    assert all("|" not in one.recipient.text for one in said.targets if one.recipient)


def told(text: str) -> dict[str, tuple[str, str | None, str | None]]:
    """By their value, the name, role and recipient of a text's limits."""
    said = annotate(text, published="2026-03-01").targets
    return {one.text: (one.indicator.text, one.role, one.recipient.text if one.recipient else None) for one in said}


def test_a_table_of_policies_tells_by_its_columns_what_is_given_and_to_whom() -> None:
    found = told(
        "| 序号 | 政策名称 | 支持对象 | 支持标准 | 申报时间 |\n"
        "| 1 | 首次“升规”奖励 | 首次入统的工业企业 | 一次性奖励10万元，次年再增长的再奖励5万元 | 2026-03-31 |\n"
        "| 2 | 设备更新补助 | 制造业企业 | 按设备购置额的8%给予补助，单个企业最高300万元 | 6月底前 |\n"
        "| 3 | 安家补贴 | 全职引进的博士、硕士 | 分别给予20万元、8万元，分5年发放 | 常年受理 |\n"
        "| 4 | 创业补贴 | 返乡创业大学生 | 2万元 | 常年受理 |\n"
        "| 5 | 购房补贴 | 首次购房的青年人才 | 最高15万元 | 常年受理 |"
    )
    assert found["10万元"] == ("首次“升规”奖励", "grant", "首次入统的工业企业") and found["5万元"] == found["10万元"]
    assert found["8%"] == ("设备更新补助", "rate", "制造业企业") and found["300万元"] == ("设备更新补助", "cap", "制造业企业")
    assert found["20万元"][2] == "全职引进的博士" and found["8万元"][2] == "全职引进的硕士"
    assert found["2万元"] == ("创业补贴", "grant", "返乡创业大学生") and found["15万元"] == ("购房补贴", "cap", "首次购房的青年人才")


@pytest.mark.parametrize(
    ("row", "whom"),
    [
        ("| 旅游民宿 | 甲级30万元，乙级一次性奖励20万元 |", ["甲级", "乙级"]),
        ("| 取得甲级、乙级民宿称号的经营主体 | 甲级30万元，乙级一次性奖励20万元 |", ["取得甲级民宿称号的经营主体", "取得乙级民宿称号的经营主体"]),
        ("| 新评定为国家4A级、3A级景区的单位 | 4A级奖励100万元，3A级奖励50万元 |", ["新评定为国家4A级景区的单位", "新评定为国家3A级景区的单位"]),
        ("| 主导制定国家标准、行业标准的企业 | 国家标准每项20万元，行业标准每项10万元 |", ["主导制定国家标准的企业", "主导制定行业标准的企业"]),
        ("| 种粮大户 | 早稻每亩150元、中稻每亩100元，晚稻每亩补助120元 |", ["种粮大户"] * 3),
        ("| 规模养猪场 | 种公猪每头1000元，种母猪每头500元；每个项目最高3万元 |", ["规模养猪场"] * 3),
        ("| 本科及以上学历就业人员 | 本科每月500元，硕士每月800元 |", ["本科", "硕士"]),
    ],
)
def test_whom_a_sum_is_for_is_the_class_of_the_rows_list_that_its_cell_tells(row: str, whom: list[str]) -> None:
    """Neither a crop by the mu nor anybody (每个项目) takes the place of whom the row is for."""
    said = annotate(f"| 政策名称 | 支持对象 | 支持标准 |\n| 云坞奖补 {row}", published="2026-03-01").targets
    assert [one.recipient.text for one in said if one.recipient] == whom and {one.indicator.text for one in said} == {"云坞奖补"}


def test_a_rate_is_called_by_the_benefit_of_its_row() -> None:
    found = told("| 政策名称 | 支持标准 |\n| 技改贷款贴息 | 按LPR的50%给予贴息，最高20万元 |\n| 人才补助 | 薪酬的30%，给予博士每月600元生活补贴 |")
    assert [one[0] for one in found.values()] == ["技改贷款贴息", "技改贷款贴息", "人才补助", "生活补贴"]


def test_classes_of_a_cell_are_those_whom_each_of_its_sums_is_for() -> None:
    found = told("| 补贴名称 | 补贴内容 |\n| 租房补贴 | 学士1万元/年，具有硕士学位每人2万元，博士(含博士后)每人每年3万元 |")
    assert [one[2] for one in found.values()] == ["学士", "硕士学位", "博士(含博士后)"] and {one[0] for one in found.values()} == {"租房补贴"}


def test_figures_beside_whom_they_are_for_are_called_by_the_benefit_of_the_row() -> None:
    found = told("| 序号 | 补贴项目 | 补助对象 | 补助标准（元/亩） |\n| 1 | 双季稻补贴 | 双季稻种植户 | 260 |\n| 2 | 油菜轮作补贴 | 种植大户 | 150 |")
    assert found == {"260": ("双季稻补贴", "grant", "双季稻种植户"), "150": ("油菜轮作补贴", "grant", "种植大户")}


@pytest.mark.parametrize("head", ["政策内容", "扶持政策", "具体措施", "奖补标准"])
def test_rules_stand_under_any_head_in_a_table_that_says_whom_they_are_for(head: str, tmp_path: Path) -> None:
    said = sheet(
        tmp_path,
        ("序号", "政策名称", "支持对象", head, "责任单位"),
        (1, "技改设备补助", "规上工业企业", "按设备投资额的8%给予补助", "县工信局"),
        (2, "首店奖励", "知名品牌首店", "给予一次性奖励20万元", "县商务局"),
    )
    assert [(one.indicator.text, one.recipient.text) for one in said.targets if one.recipient] == [
        ("技改设备补助", "规上工业企业"),
        ("首店奖励", "知名品牌首店"),
    ]


def test_a_name_beside_whom_a_figure_is_for_is_that_of_the_benefit() -> None:
    found = told("| 政策名称 | 支持对象 | 补助标准（万元） |\n| 技改补助 | 工业企业 | 30 |\n| 民宿评级奖励 | 甲级民宿 | 20 |")
    assert found == {"30": ("技改补助", "grant", "工业企业"), "20": ("民宿评级奖励", "grant", "甲级民宿")}


def test_items_within_a_cell_do_not_run_into_one_another() -> None:
    found = told("| 补贴名称 | 补贴对象 | 申报条件 |\n| 安家补贴 | 领军人才 | 1.全职到岗满1年 2.在当地缴纳社保 3.55周岁以下 |")
    assert found == {"1年": ("全职到岗", "threshold", "领军人才"), "55周岁": ("年龄", "threshold", "领军人才")}


def sheet(folder: Path, *rows: Sequence[str | int]) -> Article:
    """The article that a workbook of one sheet is read as."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "表.xlsx")
    [read_as] = articles(folder / "表.xlsx")
    assert isinstance(read_as, Article)
    return read_as


def test_title_right_above_a_table_tells_its_unit_and_that_it_is_a_plan(tmp_path: Path) -> None:
    rows = [("镇街", "技改投资", "税收增速（%）"), ("栖河镇", 5200, 9), ("南坪镇", 1800, 7)]
    said = sheet(tmp_path, ("青澜县2026年任务分解表（单位：万元）",), *rows)
    assert said.title == "青澜县2026年任务分解表（单位：万元）"
    assert [(one.status, float(one.value)) for one in said.targets] == [("target", 5.2e7), ("target", 9), ("target", 1.8e7), ("target", 7)]


def test_rows_of_a_budget_name_its_figures_and_2000_is_no_year_there() -> None:
    text = "专项资金表\n单位：万元\n| 项目名称 | 主管部门 | 2025年预算 | 2026年预算 |\n| 企业技改补助 | 工信局 | 1500 | 2000 |\n| 衔接资金 | 农业农村局 | 5200 | 5800 |\n| 合计 | | 6700 | 7800 |"
    said = annotate(text, published="2026-03-01")
    found = {one.text: one.indicator.text for one in [*said.targets, *said.actuals]}
    assert found["2000"] == "企业技改补助" and found["5800"] == "衔接资金"


def test_figures_that_no_head_or_label_names_state_nothing() -> None:
    said = annotate("汇总\n| beds_total | 3 | 350.6 | 136 |\n| firms | 5 | 79.6 | 30 |", published="2026-03-01")
    assert not said.targets and not said.actuals


def test_standards_named_by_their_rows_are_limits() -> None:
    said = annotate(
        "低保标准表\n| 类别 | 城市(元/月) | 农村(元/月) |\n| 最低生活保障标准 | 890 | 720 |\n| 特困人员基本生活标准 | 1160 | 940 |", published="2025-03-01"
    )
    assert [(one.status, float(one.value)) for one in said.targets] == [("limit", 890), ("limit", 720), ("limit", 1160), ("limit", 940)]


def test_title_of_a_plan_names_figures_that_neither_rows_nor_heads_name() -> None:
    said = annotate("2025年招商引资目标任务分解\n| 单位 | 全年目标(亿元) | 一季度(亿元) |\n| 经开区 | 60 | 15 |\n| 高新区 | 50 | 12 |", published="2025-03-01")
    assert [(one.indicator.text, float(one.value), str(one.period and one.period.last)) for one in said.targets] == [
        ("招商引资", 6e9, "2025-12-31"),
        ("招商引资", 1.5e9, "2025-03-31"),
        ("招商引资", 5e9, "2025-12-31"),
        ("招商引资", 1.2e9, "2025-03-31"),
    ]


def test_row_that_only_says_growth_is_about_the_row_above() -> None:
    said = annotate("2024年各镇主要指标\n| 指标 | 青溪镇 | 柳湾镇 |\n| 财政收入(万元) | 3200 | 2800 |\n| 增长(%) | 6.1 | 4.2 |", published="2025-03-01")
    assert [(one.indicator.text, one.measure, float(one.value)) for one in said.actuals] == [
        *[("财政收入", "level", 3.2e7), ("财政收入", "level", 2.8e7), ("财政收入", "growth", 6.1), ("财政收入", "growth", 4.2)]
    ]


def test_what_stands_behind_the_figures_names_no_row() -> None:
    head = "门诊特定病种支付限额\n| 序号 | 门诊特定病种 |  | 统筹基金最高支付限额 |  |  | 审核确认有效期 |\n| 序号 | 分类 | 病种名称 | 职工医保 | 居民医保 |  | 审核确认有效期 |\n"
    said = annotate(
        head + "| 1 | 一类 | 糖尿病 | 600元/月 | 80元/月 |  | 长期 |\n| 2 | 二类 | 肺结核 | 300元/月 | 200元/月 | 100元/月 | 两年 |", published="2025-03-01"
    )
    assert [one.indicator.text for one in said.targets if one.recipient] == ["糖尿病统筹基金最高支付限额"] * 2 + ["肺结核统筹基金最高支付限额"] * 2


def test_bars_behind_the_cells_make_rows_too() -> None:
    text = "序号 | 指标 | 2023年（亿元） |\n1 | 茶叶产值 | 8 |\n2 | 油茶产值 | 3 |"
    assert [one[:2] for one in states(text)] == [("茶叶产值", 8e8), ("油茶产值", 3e8)]


def test_cells_one_a_line_with_a_bar_behind_each() -> None:
    text = "2023年经济指标\n指标 |\n单位 |\n绝对数 |\n增长（%） |\n茶叶产值 |\n亿元 |\n8 |\n4.6 |\n茶园面积 |\n亩 |\n860 |\n1.1 |"
    assert [one[:4] for one in states(text)] == [
        ("茶叶产值", 8e8, "CNY", "level"),
        ("茶叶产值", 4.6, "%", "growth"),
        ("茶园面积", 860, "mu", "level"),
        ("茶园面积", 1.1, "%", "growth"),
    ]


def test_rows_are_about_the_narrowest_place_and_a_total_about_none() -> None:
    text = "2023年茶园\n| 乡镇 | 村 | 茶园面积（亩） |\n| 桃溪乡 | 青岭村 | 50 |\n| | 石桥村 | 40 |\n| 石坪镇 | 上坪村 | 30 |\n| 合计 | | 120 |"
    assert [one.subject and one.subject.text for one in every(annotate(text, published=DAY))] == ["青岭村", "石桥村", "上坪村", None]
    text = "2023年项目\n| 序号 | 项目名称 | 总投资（亿元） |\n| 1 | 云谷产业园 | 9 |\n| 合计 | | 9 |"
    assert [one.subject and one.subject.text for one in every(annotate(text, published=DAY))] == ["云谷产业园", None]


def test_a_total_is_no_part_of_the_row_above_and_what_both_end_in_stands_once() -> None:
    text = "2023年支出\n单位：万元\n| 科目 | 决算数 |\n| 教育支出 | 880 |\n| 其中：义务教育 | 620 |\n| 支出合计 | 3100 |"
    assert [one[0] for one in states(text)] == ["教育支出", "义务教育支出", "支出合计"]


def limits(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Text, name, role and recipient of each limit of a text."""
    found = annotate(text, published="2026-03-01").targets
    assert all(one.status == "limit" for one in found)
    return [(one.text, one.indicator.text, one.role, one.recipient and one.recipient.text) for one in found]


def test_classes_of_the_heads_or_of_the_rows_are_those_whom_a_sum_is_for() -> None:
    expected = [("90万元", "绿色园区奖励", "grant", "国家级绿色园区"), ("40万元", "绿色园区奖励", "grant", "省级绿色园区")]
    assert limits("云坞县奖励办法\n按下表给予奖励：\n| 类别 | 国家级 | 省级 |\n| 绿色园区 | 90万元 | 40万元 |") == expected
    assert limits("云坞县奖励办法\n按下表给予奖励：\n| 级别 | 绿色园区 |\n| 国家级 | 90万元 |\n| 省级 | 40万元 |") == expected
    bare = "云坞县奖励办法\n| 类别 | 国家级 | 省级 |\n| 绿色园区 | 90万元 | 40万元 |"
    assert [one[3] for one in limits(bare)] == ["国家级绿色园区", "省级绿色园区"]


def test_bounds_of_a_row_are_asked_and_tell_whom_its_sum_is_for() -> None:
    text = "云坞县奖励办法\n| 档次 | 上年营业收入 | 奖励金额 |\n| 第一档 | 80亿元以上 | 90万元 |\n| 第二档 | 20亿元至80亿元 | 40万元 |"
    assert limits(text) == [
        ("80亿元", "上年营业收入", "threshold", None),
        ("90万元", "营业收入奖励金额", "grant", "上年营业收入80亿元以上"),
        ("20亿元至80亿元", "上年营业收入", "threshold", None),
        ("40万元", "营业收入奖励金额", "grant", "上年营业收入20亿元至80亿元"),
    ]


def test_bounds_of_rows_and_of_heads_hold_together() -> None:
    text = "云坞县办法\n按以下标准给予奖励：\n年产值 |\n当年增速 |\n|\n15%以下 |\n15%以上 |\n|\n1亿元以上 |\n3万元 |\n6万元 |\n5亿元以上 |\n8万元 |\n9万元 |"
    found = limits(text)
    assert found[:3] == [("15%", "年产值增速", "threshold", None), ("15%", "年产值增速", "threshold", None), ("1亿元", "年产值", "threshold", None)]
    assert found[3] == ("3万元", "年产值奖励", "grant", "年产值当年增速15%以下1亿元以上")


def test_a_condition_in_words_tells_whom_a_sum_is_for_and_what_is_asked() -> None:
    text = "| 档次 | 条件 | 奖励金额 |\n| 一档 | 年出口额8000万美元以上 | 60万元 |\n| 二档 | 年出口额2000万美元以上 | 不超过20万元 |"
    assert limits(text) == [
        ("8000万美元", "年出口额", "threshold", None),
        ("60万元", "奖励金额", "grant", "年出口额8000万美元以上"),
        ("2000万美元", "年出口额", "threshold", None),
        ("20万元", "奖励金额", "cap", "年出口额2000万美元以上"),
    ]


def test_classes_within_a_cell_are_those_of_the_rows_name() -> None:
    text = "| 项目 | 申报条件 | 奖励标准 |\n| 示范合作社 | 成员80户以上 | 国家级16万元，省级8万元 |\n| 家庭农场 | 经营面积90亩以上 | 省级4万元 |"
    assert limits(text)[:3] == [
        ("80户", "成员", "threshold", "示范合作社"),
        ("16万元", "示范合作社奖励", "grant", "国家级示范合作社"),
        ("8万元", "示范合作社奖励", "grant", "省级示范合作社"),
    ]


def test_heads_that_only_say_how_much_are_of_the_rows_benefit() -> None:
    text = "云坞县技改办法\n| 类别 | 门槛 | 补助比例 | 最高金额 |\n| 茶机更新 | 设备投资300万元以上 | 12% | 90万元 |\n| 茶厂改造 | 设备投资80万元以上 | 15% | 40万元 |"
    assert limits(text)[:3] == [
        ("300万元", "设备投资", "threshold", "茶机更新"),
        ("12%", "茶机更新补助", "rate", "设备投资300万元以上"),
        ("90万元", "茶机更新补助", "cap", "设备投资300万元以上"),
    ]


def test_heads_of_a_benefit_with_its_side_are_no_recipients() -> None:
    text = "对茶企按下表给予扶持。\n| 等级 | 一次性奖励（万元） | 贷款贴息比例 | 贴息上限（万元/年） |\n| 甲级 | 40 | 60% | 25 |\n| 乙级 | 20 | 30% | 12 |"
    assert limits(text)[:3] == [("40", "一次性奖励", "grant", "甲级"), ("60%", "贷款贴息比例", "rate", "甲级"), ("25", "贴息上限", "cap", "甲级")]


def test_whom_a_column_of_its_own_tells_comes_before_a_condition() -> None:
    rows = "| 茶旅奖励 | 国家级/省级茶庄园 | 60万元/30万元 | | 首次评定 |\n| 展销补贴 | 茶叶企业 | 展位费40% | 6万元 | 参加茶博会 |\n| 用工补贴 | 缺工茶企 | 每人400元 | 8万元 | 新招15人以上 |"
    assert limits("| 事项 | 对象 | 补助标准 | 封顶 | 条件 |\n" + rows) == [
        ("60万元", "茶旅奖励", "grant", "国家级茶庄园"),
        ("30万元", "茶旅奖励", "grant", "省级茶庄园"),
        ("40%", "展销补贴", "rate", "茶叶企业"),
        ("6万元", "展销补贴", "cap", "茶叶企业"),
        ("400元", "用工补贴", "grant", "缺工茶企"),
        ("8万元", "用工补贴", "cap", "缺工茶企"),
        ("15人", "新招", "threshold", "缺工茶企"),
    ]


def test_the_cells_of_a_table_without_a_name_are_of_those_whom_its_rows_are_for() -> None:
    text = "| 支持对象 | 条件 | 补助标准 |\n| 制茶师培训机构 | 年培训60人以上 | 每人800元，每年30万元 |\n| 茶旅专线 | 年运行2000班次以上 | 每班次30元 |"
    assert [one[1:] for one in limits(text) if one[0] in ("800元", "30万元")] == [("制茶师培训机构补助", "grant", "制茶师培训机构")] * 2


def test_classes_over_sums_in_words_are_whom_they_are_for() -> None:
    text = "云坞县救助保障标准\n| 类别 | 城市 | 农村 |\n| 孤儿基本生活费 | 每人每月1400元 | 每人每月1100元 |\n| 最低生活保障 | 每人每月760元 | 每人每月610元 |"
    assert limits(text)[2:] == [("760元", "最低生活保障", "grant", "城市"), ("610元", "最低生活保障", "grant", "农村")]


def test_prices_are_a_rules_and_tell_for_what() -> None:
    text = "云坞县停车收费标准\n| 区域 | 车型 | 首小时（元） | 日最高收费（元） |\n| 一类区域 | 小型车 | 6 | 36 |\n| 一类区域 | 大型车 | 9 | 60 |"
    assert limits(text)[:2] == [("6", "首小时", "grant", "一类区域小型车"), ("36", "日最高收费", "cap", "一类区域小型车")]


def test_fractions_of_one_have_no_unit_of_their_table() -> None:
    text = (
        "云坞县茶业补助一览表（单位：万元）\n| 项目 | 补助比例 | 补助上限 | 补助基数 |\n| 冷库建设 | 0.4 | 70 | 设备投入额 |\n| 品牌推广 | 0.25 | 12 | 展位费 |"
    )
    [rate, cap, *_] = annotate(text, published="2025-03-01").targets
    assert (float(rate.value), rate.unit, rate.role, rate.base and rate.base.text) == (0.4, "x", "rate", "设备投入额")
    assert (float(cap.value), cap.unit, cap.role) == (700_000, "CNY", "cap")


def test_this_years_goal_is_of_what_the_row_names() -> None:
    said = annotate("| 指标 | 单位 | 去年完成 | 今年目标 |\n| 新增规上企业 | 家 | 16 | 21 |\n| 新增茶企 | 家 | 3 | 4 |", published="2025-03-01")
    assert [one.indicator.text for one in said.targets] == ["规上企业", "茶企"]


def test_columns_called_by_benefits_are_those_of_the_rows_that_are_somebody() -> None:
    text = "云坞县人才待遇标准\n| 人才层次 | 生活补贴 | 购房补贴 | 补贴期限 |\n| A类 | 每月6000元，发放5年 | 最高90万元 | 5年 |\n| B类 | 每月3000元，发放3年 | 最高50万元 | 3年 |"
    assert limits(text)[:4] == [
        ("6000元", "生活补贴", "grant", "A类"),
        ("5年", "生活补贴", "cap", "A类"),
        ("90万元", "购房补贴", "cap", "A类"),
        ("5年", "A类补贴期限", "cap", "A类"),
    ]


def test_a_part_of_a_column_is_not_the_whole_and_a_head_with_a_figure_states_nothing() -> None:
    text = "2023年决算表（单位：万元）\n| 科目 | 决算数 | 其中：上级补助 | 比上年增减% |\n| 教育支出 | 880 | 280 | 2 |"
    assert [one[:2] for one in states(text)] == [("教育支出", 8.8e6), ("教育支出上级补助", 2.8e6), ("教育支出", 2)]
    text = "2023年底情况\n| 乡镇 | 集体收入20万元以上的村（个） |\n| 桃溪乡 | 9 |\n| 石坪镇 | 4 |"
    assert [one[:2] for one in states(text)] == [("集体收入20万元以上的村", 9), ("集体收入20万元以上的村", 4)]


def test_how_far_a_plan_is_carried_out_and_a_rank_have_the_time_of_what_was_reached() -> None:
    text = "2024年重点工作进度表\n| 工作 | 单位 | 全年任务 | 1-2月完成 | 完成全年任务% | 全市位次 |\n| 农村改厕 | 户 | 900 | 300 | 33.3 | 4 |"
    assert [one[4] for one in states(text)] == ["target", "actual", "actual", "actual"]
    assert lasts(text) == ["2024-12-31", "2024-02-29", "2024-02-29", "2024-02-29"]


def test_a_sum_over_years_under_growth_is_no_growth() -> None:
    text = "“十五五”主要指标\n| 指标 | 2030年 | 年均增长〔累计〕 |\n| 茶叶产值（亿元） | 20 | 7% |\n| 城镇新增就业（人） | — | 〔9000〕 |"
    assert [one[:4] for one in states(text, dt.date(2026, 2, 3))][1:] == [("茶叶产值", 7, "%", "growth"), ("城镇新增就业", 9000, "人", "increase")]


def test_sums_that_were_paid_are_no_limits_and_bounds_of_statistics_tell_rows_apart() -> None:
    text = "2023年补贴资金发放情况表\n| 乡镇 | 补贴标准（元/亩） | 补贴金额（万元） |\n| 桃溪乡 | 95 | 53.2 |\n| 石坪镇 | 95 | 29.4 |"
    assert [one[4] for one in states(text)] == ["limit", "actual"] * 2
    text = "2023年工业企业情况\n| 营业收入 | 企业数（家） |\n| 1亿元以下 | 56 |\n| 1亿元—10亿元 | 23 |"
    assert [one[:2] for one in states(text)] == [("营业收入1亿元以下企业数", 56), ("营业收入1亿元—10亿元企业数", 23)]


def test_heads_that_tell_town_from_country_stand_before_the_name_of_the_row() -> None:
    text = "2023年居民收支\n| 指标 | 全体居民 | 城镇居民 | 农村居民 |\n| 人均可支配收入（元） | 32000 | 42000 | 23000 |"
    assert [(one[0], one[4]) for one in states(text)] == [(f"{who}人均可支配收入", "actual") for who in ("", "城镇居民", "农村居民")]


def test_figures_to_be_reached_and_what_is_given_within_bounds() -> None:
    text = "对企业上台阶给予奖励，标准如下：\n| 年产值首次突破 | 奖励金额 |\n| 2亿元 | 20万元 |\n| 6亿元 | 50万元 |"
    assert limits("云坞县办法\n" + text)[:2] == [("2亿元", "年产值", "threshold", None), ("20万元", "年产值奖励金额", "grant", "年产值首次突破2亿元")]
    text = "云坞县办法\n展览补助标准：\n| 展览面积 | 国际性展会 | 区域性展会 |\n| 5000平方米以上 | 20万元 | 10万元 |\n| 9000平方米以上 | 40万元 | 20万元 |"
    assert limits(text)[1] == ("20万元", "国际性展会补助", "grant", "展览面积5000平方米以上国际性展会")


def test_units_of_a_line_are_those_of_the_columns_in_their_order_or_of_none() -> None:
    head = "2023年粮食生产情况\n单位：万亩、万吨\n| 乡镇 | 播种面积 | 其中：早稻 | 总产量 |"
    assert [one[:3] for one in states(f"{head}\n| 桃溪乡 | 3 | 1 | 2 |")] == [("播种面积", 3e4, "mu"), ("早稻播种面积", 1e4, "mu"), ("总产量", 2e4, "t")]
    assert states("2023年粮食生产情况\n单位：万亩、万吨\n| 乡镇 | 播种面积 |\n| 桃溪乡 | 3 |") == []


@pytest.mark.parametrize("line", ["亿元、%", "亿元，%", "%、亿元", "亿元 %", "亿元"], ids=str)
def test_per_cent_is_dealt_to_no_column_of_sums(line: str) -> None:
    head = f"2024年各乡主要指标计划\n单位：{line}\n| 乡镇 | 茶业产值 | 工业投资 | 增速 | 绿化覆盖率 |"
    found = [one[:4] for one in states(f"{head}\n| 桃溪乡 | 3.2 | 1.5 | 6 | 41 |")]
    assert found == [("茶业产值", 3.2e8, "CNY", "level"), ("工业投资", 1.5e8, "CNY", "level"), ("工业投资", 6, "%", "growth"), ("绿化覆盖率", 41, "%", "level")]


def test_per_cent_may_be_the_unit_of_a_change_and_others_are_dealt_without_it() -> None:
    head = "2024年乡镇财政\n单位：万元、%\n| 乡镇 | 财政收入 | 比上年增减 |"
    assert [one[1:3] for one in states(f"{head}\n| 桃溪乡 | 320 | 5 |")] == [(3.2e6, "CNY"), (5, "%")]
    head = "2024年粮食生产情况\n单位：万亩、万吨、%\n| 乡镇 | 播种面积 | 总产量 | 优质率 |"
    assert [one[1:3] for one in states(f"{head}\n| 桃溪乡 | 3 | 2 | 81 |")] == [(3e4, "mu"), (2e4, "t"), (81, "%")]


def test_rows_of_rates_are_in_per_cent_under_a_line_of_sums() -> None:
    rows = "| 财政收入 | 86 |\n| 城镇化率 | 61 |\n| 全员劳动生产率 | 12 |"
    text = f"2024年云坞县主要指标\n单位：万元、%\n| 指标 | 2023年 |\n{rows}"
    assert [one[1:3] for one in states(text)] == [(8.6e5, "CNY"), (61, "%"), (1.2e5, "CNY")]


@pytest.mark.parametrize("line", ["单位：万元，%", "单位：个、亿元", "单位：万亩；万吨", "（单位：万元，%）"])
def test_a_line_of_units_states_nothing(line: str) -> None:
    assert annotate(f"云坞县主要指标\n{line}\n各项工作稳步推进。", published=DAY).amounts == ()


def test_units_that_cannot_be_told_apart_are_warned_of() -> None:
    def doubts(line: str, heads: str, row: str) -> list[str]:
        found = annotate(f"2023年粮食生产情况\n{line}\n| 乡镇 | {heads} |\n| 桃溪乡 | {row} |", published=DAY)
        return [warning.code for warning in found.warnings]

    assert doubts("单位：万亩、万吨", "播种面积 | 早稻 | 产量", "3 | 1 | 2") == ["unit_unknown"]
    assert doubts("单位：万亩、万吨", "播种面积 | 产量", "3 | 2") == doubts("单位：万亩、%", "播种面积 | 早稻面积", "3 | 2") == []


def test_a_unit_that_an_indicator_cannot_have_is_not_dealt_to_it() -> None:
    def units(line: str, heads: str) -> list[str | None]:
        return [one[2] for one in states(f"2023年主要指标\n单位：{line}\n| 乡镇 | {heads} |\n| 桃溪乡 | 3 | 2 |")]

    assert units("亿元、个", "固定资产投资 | 规上工业企业") == ["CNY", "个"] and units("亿元、个", "固定资产投资 | 税收收入") == ["CNY", "CNY"]
    assert units("亿元、万吨", "粮食产量 | 税收收入") == [] and units("万吨、亿元", "粮食产量 | 税收收入") == ["t", "CNY"]
