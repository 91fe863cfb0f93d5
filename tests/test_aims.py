"""What is still to come when a text is published, and by when: aims of news and budgets, milestones of projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

import extract
from extract import recognise
from extract.assemble.lexicon import lexicon
from extract.assemble.status import Tenses
from extract.model import Period
from extract.passage import Passage
from extract.patterns import load_rules


def told(text: str, published: str) -> Sequence[tuple[str, str, str | None]]:
    """Of each statement in reading order its amount as it is printed, its status, and the last day of its period."""
    made = extract.annotate(text, published=published)
    return [
        (one.text, one.status, one.period and one.period.last and one.period.last.isoformat())
        for one in sorted((*made.targets, *made.actuals), key=lambda one: one.start)
    ]


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("2025年粮食播种面积稳定在45万亩；新建高标准农田3万亩；建成冷链仓库5座。", "2025-02-18", "target"),
        ("2025年粮食播种面积稳定在45万亩；新建高标准农田3万亩；建成冷链仓库5座。", "2026-02-18", "actual"),
        ("2025年教育支出65000万元，比上年增长4%；“三公”经费支出1200万元。", "2025-01-20", "target"),
        ("2025年已新建高标准农田3万亩。", "2025-02-18", "actual"),
        ("2025年以来新建高标准农田3万亩。", "2025-02-18", "actual"),
        ("会议明确，全年新建高标准农田3万亩，改造户厕2000户。", "2025-03-18", "target"),
        ("会议指出，全县已建成高标准农田3万亩。", "2025-03-18", "actual"),
        ("会议提出，去年新建高标准农田3万亩的做法值得推广。", "2025-03-18", "actual"),
    ],
)
def test_a_year_that_has_hardly_begun_has_only_aims(text: str, published: str, status: str) -> None:
    assert {one for _, one, _ in told(text, published)} == {status}


def test_what_a_budget_arranges_is_aimed_at() -> None:
    text = "2025年全县一般公共预算收入安排132800万元，增长5%；教育支出增长4%以上；科技支出安排3200万元。"
    made = extract.annotate(text, published="2025-06-20")
    assert [(one.indicator.text, one.status) for one in made.targets] == [
        ("一般公共预算收入", "target"), ("一般公共预算收入", "target"), ("教育支出", "target"), ("科技支出", "target"),
    ]  # fmt: skip


def test_how_far_a_budget_is_carried_out_is_not_the_revenue_itself() -> None:
    text = "2024年，全县一般公共预算收入完成126500万元，为预算的101.2%，增长5.4%。茶园建设完成投资8600万元，完成年度任务的98%，增长6%。"
    made = extract.annotate(text, published="2025-02-01")
    assert [(one.indicator.text, one.value, one.measure) for one in made.actuals] == [
        ("一般公共预算收入", 1265000000, "level"), ("一般公共预算收入为预算", extract.annotate("101.2%").amounts[0].value, "level"),
        ("一般公共预算收入", extract.annotate("5.4%").amounts[0].value, "growth"),
        ("茶园建设投资", 86000000, "level"), ("茶园建设投资完成年度任务", 98, "level"), ("茶园建设投资", 6, "growth"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("一期工程将于2026年6月投产，项目全部建成后，年产值可达8亿元。", "2025-02-20", None),
        ("一期预计2026年6月投产。项目达产后，年加工茶叶3000吨。", "2025-02-20", None),
        ("到2026年底，园区投用后，将引进企业60家。", "2025-02-20", None),
        ("项目2024年建成后，2025年产值达到8亿元。", "2025-02-20", "2025-12-31"),
        ("截至2025年6月底，茶厂投产后收购鲜叶300吨。", "2025-07-20", "2025-06-30"),
        ("2024年，茶厂建成投产后已收购鲜叶300吨。", "2025-07-20", "2024-12-31"),
        ("项目计划2026年10月建成投产，届时年产值可达3亿元。", "2025-02-20", "2026-10-31"),
    ],
)
def test_the_day_of_the_works_is_not_that_of_what_they_yield(text: str, published: str, last: str | None) -> None:
    assert {day for _, _, day in told(text, published)} == {last}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("到2027年底，全县建成茶园8万亩。\n“冷库可储存冷冻食品5万吨。”项目负责人周砚说。", None),
        ("到2027年底，全县建成茶园8万亩。\n县茶业局局长周砚介绍：“我们还将新建加工厂3座。”", None),
        ("到2027年底，全县建成茶园8万亩。\n新建加工厂3座。", "2027-12-31"),
    ],
)
def test_what_somebody_says_has_a_time_of_its_own(text: str, last: str | None) -> None:
    assert told(text, "2025-02-20")[-1][2] == last


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("2024年，云溪县经济总量突破百亿元大关、达到103.5亿元，增长6%。", True),
        ("2024年，茶叶产值超过10亿元，达10.3亿元。", True),
        ("2024年，茶叶产值超过10亿元，旅游收入达到12亿元。", False),
        ("2024年，茶叶产值超过10亿元，同比增长10.3%。", False),
    ],
)
def test_a_round_value_that_was_passed_repeats_the_one_that_tells_how_far(text: str, repeats: bool) -> None:
    first, second, *_ = sorted(extract.annotate(text, published="2025-02-20").actuals, key=lambda one: one.start)
    assert first.same_as == (second.id if repeats else None)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("3月4日，云溪县集中开工项目。产业发展类项目8个，年度计划投资22亿元；基础设施类项目4个，年度计划投资9亿元。", "ATAT"),
        ("在建茶类项目8个，年度计划投资22亿元，已完成投资15亿元；果类项目4个，年度计划投资9亿元，已完成投资6亿元。", "ATAATA"),
        ("2025年，拟建茶类项目8个，年度计划投资22亿元；果类项目4个，年度计划投资9亿元。", "TTTT"),
        ("计划投资2亿元，新建学校3所；改造道路5公里。", "TTT"),
    ],
)
def test_what_is_planned_for_one_group_says_nothing_of_the_next(text: str, statuses: str) -> None:
    assert "".join(status[0].upper() for _, status, _ in told(text, "2025-03-05")) == statuses


@pytest.mark.parametrize(("published", "statuses"), [("2025-01-12", "AT"), ("2024-01-12", "TT")])
def test_a_report_that_goes_on_to_the_next_year_is_of_a_year_that_is_over(published: str, statuses: str, tmp_path: Path) -> None:
    text = "岚沂县2024年政府工作报告\n2024年，全县地区生产总值增长6.2%。\n2025年，全县地区生产总值力争增长6.5%。\n"
    (tmp_path / f"{published}.txt").write_text(text, "utf-8")
    [made] = extract.articles(tmp_path / f"{published}.txt")
    assert "".join(one.status[0].upper() for one in sorted((*made.targets, *made.actuals), key=lambda one: one.start)) == statuses


@pytest.mark.parametrize(
    ("text", "published", "statuses"),
    [
        ("今年全县计划新建厂房36座，目前已开工21座，开工率58.3%。", "2025-05-20", ["target", "actual", "actual"]),
        ("年初确定的民生实事中，新建公厕20座，现已建成18座。", "2025-11-05", ["target", "actual"]),
        ("全县改造水渠31公里，剩余21公里将于10月底前建成。", "2025-07-03", ["actual", "target"]),
        ("全年到位资金目标133亿元，前8个月到位资金96亿元。", "2025-09-16", ["target", "actual"]),
        ("今年全县安排茶业资金3亿元，截至5月25日已发放1.1亿元。", "2025-05-30", ["target", "actual"]),
        ("云溪县促进茶叶消费若干措施\n全年发放茶券1500万元。", "2025-04-08", ["target"]),
        ("云溪县茶会启动 全年发放茶券800万元\n4月24日，云溪县茶会启动。全年将发放茶券800万元。", "2025-04-25", ["target", "target"]),
        ("云溪县2025年部门预算公开\n2025年收入总计3800万元，比上年减少60万元。", "2025-02-12", ["target", "target"]),
        ("云溪县工业运行情况\n上半年，工业投资增长11%。\n三、下一步打算\n新增茶企15家，全年茶叶产值增长8%。", "2025-07-25", ["actual", "target", "target"]),
        ("到2024年底，我县已建成茶厂11座，茶园3150亩。", "2024-12-20", ["actual", "actual"]),
        ("合作社今年种植西瓜500亩，亩产7000斤。", "2025-06-18", ["actual", "actual"]),
    ],
)
def test_what_is_planned_is_told_from_what_came_of_it(text: str, published: str, statuses: list[str]) -> None:
    assert [status for _, status, _ in told(text, published)] == statuses


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("截至5月底，全县接待游客186万人次，全年力争接待游客500万人次。", "2025-06-12", "2025-12-31"),
        ("3月底前完成育秧2.4万亩，4月20日前完成机插8万亩。", "2025-03-05", "2025-04-20"),
        ("过去一年，全镇种茶1200亩。新的一年，全镇种茶6000亩。", "2025-02-27", "2025-12-31"),
        ("3月19日，县里召开会议。会议要求，修复水渠36公里。", "2025-03-20", None),
    ],
)
def test_an_aim_has_the_time_by_which_it_is_to_be_reached(text: str, published: str, last: str | None) -> None:
    assert told(text, published)[-1][1:] == ("target", last)


def test_a_report_is_of_the_year_that_a_plan_came_between() -> None:
    text = "一、2024年工作回顾\n全年生产总值增长5%。\n“十四五”规划各项任务有序推进。\n新建公园3座，改造管网12公里。"
    begun = "过去一年，生产总值增长5%。\n2025年是收官之年。\n新建公园3座，改造管网12公里。"
    assert told(begun, "2025-01-19")[-1] == ("12公里", "actual", "2024-12-31")
    assert [(status, last) for _, status, last in told(text, "2025-01-19")] == [("actual", "2024-12-31")] * 3


def test_a_head_of_aims_keeps_the_year_of_a_report_of_which_only_that_is_known(tmp_path: Path) -> None:
    report = "云溪县政府工作报告\n一、工作回顾\n2023年，生产总值增长6.2%。\n二、工作安排\n今年是关键一年，做好今年工作意义重大。\n主要预期目标是：生产总值增长6.8%左右。\n（一）新建园区3个。"
    (tmp_path / "云溪县_2024.txt").write_text(report, "utf-8")
    [article] = extract.articles(tmp_path / "云溪县_2024.txt")
    assert [str(one.period and one.period.last) for one in article.targets] == ["2024-12-31"] * 2


@pytest.mark.parametrize(
    ("text", "name", "last"),
    [
        ("云岭省三条高速公路昨天（11月28日）实现通车，总里程247公里。", "高速公路", "2022-11-28"),
        ("24家企业今年上半年实现扭亏为盈。", "企业实现扭亏为盈", "2022-06-30"),
        ("2020年，全县产值3亿元。5家企业在2021年投产。", "企业投产", "2021-12-31"),
        ("2021年，青岭镇评出51家2022年度示范基地。", "示范基地", "2021-12-31"),
        ("3家企业入选2022年度省级名单，产值5亿元。", "企业入选省级名单", None),
    ],
)
def test_when_those_did_something_whom_a_value_counts(text: str, name: str, last: str | None) -> None:
    made = extract.annotate(text, published="2022-11-29")
    found = {one.indicator.text: one.period and one.period.last and one.period.last.isoformat() for one in made.actuals}
    assert found.get(name, "not told") == last


def test_a_plan_behind_the_day_up_to_which_others_are_counted() -> None:
    text = "截至2月底，全区已完成老旧小区改造32个；今年计划再改造28个，总建筑面积75万平方米。截至2月底，全年计划投资50亿元，已完成12亿元。"
    assert told(text, "2026-03-12") == [
        ("32个", "actual", "2026-02-28"), ("28个", "target", "2026-12-31"), ("75万平方米", "target", "2026-12-31"),
        ("50亿元", "target", "2026-12-31"), ("12亿元", "actual", "2026-02-28"),
    ]  # fmt: skip


def test_what_there_is_by_now_is_neither_expected_nor_of_the_day_when_the_works_are_due() -> None:
    text = "产业园总投资9.8亿元，预计9月交付使用，已签约企业11家，意向投资超6亿元。"
    assert told(text, "2026-04-03")[-2:] == [("11家", "actual", None), ("6亿元", "actual", None)]


def test_what_somebody_says_of_last_year_holds_for_no_more_than_he_says() -> None:
    text = "“去年我们收回土地96亩，今年还要再收回150亩。”周砚说。\n茶产业园占地186亩，总投资9.8亿元。\n接下来将推出3个改造项目，计划总投资22亿元。"
    assert told(text, "2026-04-03") == [
        ("96亩", "actual", "2025-12-31"), ("150亩", "target", "2026-12-31"), ("186亩", "actual", None), ("9.8亿元", "actual", None), ("3个", "target", None), ("22亿元", "target", None),
    ]  # fmt: skip


def test_a_year_of_one_deed_holds_for_no_paragraph_that_tells_of_late_years() -> None:
    text = "村支书周砚介绍，2023年村里建起食用菌大棚120座。\n近年来，青岭镇整合资金2600万元，新建冷库8座。\n如今，全镇年产值1.3亿元。"
    assert [last for _, _, last in told(text, "2025-11-20")] == ["2023-12-31", None, None, None]


def test_a_name_does_not_begin_with_who_speaks() -> None:
    made = extract.annotate("“今年我种了12个大棚。”周砚说。", published="2025-11-20")
    assert [one.indicator.text for one in made.actuals] == ["种大棚"]


def test_what_is_to_be_done_goes_on_from_aspect_to_aspect() -> None:
    text = "会议强调，今年要重点抓好八个方面的工作。产业方面，拆除旧厂房30万平方米。\n民生方面，新建学校2所。\n会上，50家企业受到表彰。"
    assert told(text, "2026-01-16")[:2] == [("30万平方米", "target", "2026-12-31"), ("2所", "target", "2026-12-31")]
    assert [status for _, status, _ in told(text.replace("要重点抓好", "重点抓好了"), "2026-12-16")[:2]] == ["actual", "actual"]


def test_what_comes_about_at_an_event_has_its_day() -> None:
    text = "2月18日，云江区2026年第一季度重大项目集中开工暨推进现场会举行。此次集中开工项目42个，总投资286亿元。\\n当天，桂溪镇6个项目动工建设。"
    assert told(text, "2026-02-19") == [("42个", "actual", "2026-02-18"), ("286亿元", "actual", None), ("6个", "actual", "2026-02-18")]


@pytest.mark.parametrize(("published", "dawns"), [("2026-02-18", True), ("2026-11-18", False), (None, False)])
def test_a_year_dawns_only_where_a_day_of_writing_is_known(published: str | None, dawns: bool) -> None:
    rules, article = load_rules(), extract.annotate("新建冷链仓库5座。", published=published)
    passage = Passage.of(article.text)
    tenses = Tenses(article, passage.folded, lexicon(rules), recognise.mentions(article, rules, None, passage))
    assert tenses.dawns(Period("2026年", dt.date(2026, 1, 1), dt.date(2026, 12, 31), None)) is dawns
