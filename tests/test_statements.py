"""Targets and actuals: what is bound to what, measured how, by when, as goal or report."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from each import each, each_row

from extract import annotate
from extract.model import Article, Statement
from extract.pipeline import articles

DAY = dt.date(2024, 3, 5)


def statements(text: str, published: dt.date | None = DAY) -> list[Statement]:
    article = annotate(text, published=published)
    return sorted([*article.targets, *article.actuals], key=lambda one: one.start)


def said(text: str) -> list[tuple[str, str, str]]:
    """Indicator, value as printed, measure."""
    return [(one.indicator.text, one.text, one.measure) for one in statements(text)]


BOUND = [
    ("服务业增加值达到86亿元，同比增长7.2%。", [("服务业增加值", "86亿元", "level"), ("服务业增加值", "7.2%", "growth")]),
    ("新增高新技术企业20家。", [("高新技术企业", "20家", "increase")]),
    ("全年建成充电桩300个、换电站12座。", [("建成充电桩", "300个", "level"), ("建成换电站", "12座", "level")]),
    ("完成25个老旧小区改造。", [("老旧小区改造", "25个", "level")]),
    ("建成6个口袋公园、9处健身广场。", [("建成口袋公园", "6个", "level"), ("建成健身广场", "9处", "level")]),
    ("城镇、农村居民人均可支配收入分别增长5.1%、6.8%。", [("城镇居民人均可支配收入", "5.1%", "growth"), ("农村居民人均可支配收入", "6.8%", "growth")]),
    ("城乡居民人均可支配收入分别达到4.6万元和2.9万元。", [("城镇居民人均可支配收入", "4.6万元", "level"), ("农村居民人均可支配收入", "2.9万元", "level")]),
    ("三次产业投资比例为1.5∶36∶62.5。", [("第一产业投资比例", "1.5", "share"), ("第二产业投资比例", "36", "share"), ("第三产业投资比例", "62.5", "share")]),
    ("钢材、水泥、玻璃产量分别增长4%、3%、2%。", [("钢材产量", "4%", "growth"), ("水泥产量", "3%", "growth"), ("玻璃产量", "2%", "growth")]),
    (
        "研发投入占地区生产总值比重为3.1%，比上年提高0.2个百分点。",
        [("研发投入占地区生产总值比重", "3.1%", "share"), ("研发投入占地区生产总值比重", "0.2个百分点", "increase")],
    ),
    ("单位工业增加值能耗下降4.5%。", [("单位工业增加值能耗", "4.5%", "decrease")]),
    ("粮食总产稳定在30万吨以上，连续8年居全省第二。", [("粮食总产", "30万吨", "level"), ("粮食总产", "第二", "rank")]),
    ("绿道由12公里延长到30公里。", [("绿道", "30公里", "level")]),
    ("数字产业营收翻一番。", [("数字产业营收", "翻一番", "multiple")]),
    ("进出口总额42亿元，其中出口30亿元。", [("进出口总额", "42亿元", "level"), ("出口", "30亿元", "level")]),
    ("城镇化率高于全省平均水平，达到68%。", [("城镇化率", "68%", "level")]),
    ("污水处理率稳步提升，达到95%。", [("污水处理率", "95%", "level")]),
    ("用电量增长6%，高于全国、全省2.7个、1.2个百分点。", [("用电量", "6%", "growth")]),
    ("茶叶加工业产值增速高达2倍。", [("茶叶加工业产值增速", "2倍", "growth")]),
    ("案件结案率达到98%以上的目标。", [("案件结案率", "98%", "level")]),
    ("工业投资加速扩张，同比增长12%。", [("工业投资", "12%", "growth")]),
    ("上半年，全县32个投资500万元以上工业项目全部竣工。", [("竣工投资500万元以上工业项目", "32个", "level")]),
    ("供水管网覆盖96%的建制村。", [("供水管网覆盖建制村", "96%", "level")]),
    ("用水量居中部城市第1位、省会城市第5位。", [("用水量", "第1位", "rank"), ("用水量", "第5位", "rank")]),
    ("进口37亿元，占全省15%。", [("进口", "37亿元", "level"), ("进口占全省", "15%", "share")]),
    ("二手车出口1500辆，出口额达3亿元。", [("二手车出口", "1500辆", "level"), ("二手车出口额", "3亿元", "level")]),
    ("填补21项国际、国内技术空白。", [("填补国际、国内技术空白", "21项", "level")]),
    ("公路通车里程800公里，其中一级公路200公里。", [("公路通车里程", "800公里", "level"), ("一级公路通车里程", "200公里", "level")]),
    ("资产总额为2.8亿元，其中流动资产1.5亿元。", [("资产总额", "2.8亿元", "level"), ("流动资产", "1.5亿元", "level")]),
    ("创建未来社区30个，覆盖20%的城镇社区。", [("创建未来社区", "30个", "level"), ("未来社区覆盖城镇社区", "20%", "level")]),
    ("全县每年完成35亿元以上基础设施建设投资。", [("基础设施建设投资", "35亿元", "level")]),
    ("建设10个产业学院、工匠学院。", [("建设产业学院、工匠学院", "10个", "level")]),
    ("活动现场即有4家制药企业落户。", [("制药企业落户", "4家", "level")]),
    ("立项项目75个 截至1月底，开工率达97.5%。", [("立项项目", "75个", "level"), ("开工率", "97.5%", "level")]),
    ("装机容量达7100万千瓦，位居中国第二。", [("装机容量", "7100万千瓦", "level"), ("装机容量", "第二", "rank")]),
    ("变电容量535万千伏安，与“十五”期末相比约增加一倍。", [("变电容量", "535万千伏安", "level"), ("变电容量", "一倍", "growth")]),
    ("总投资8亿元，其中柳城部分2亿元。", [("总投资", "8亿元", "level"), ("柳城部分总投资", "2亿元", "level")]),
    ("用水量6亿吨，为全省用水量的65%。", [("用水量", "6亿吨", "level"), ("用水量", "65%", "share")]),
    ("煤、油、气的比重分别从42%、33%、25%调整为38%、32%、30%。", [("煤比重", "38%", "share"), ("油比重", "32%", "share"), ("气的比重", "30%", "share")]),
    ("29个项目签约，总金额250亿元。", [("签约项目", "29个", "level"), ("签约项目总金额", "250亿元", "level")]),
    (
        "15个重大产业项目昨天在青岭工业园集中开工，总投资20亿元。",
        [("集中开工重大产业项目", "15个", "level"), ("集中开工重大产业项目总投资", "20亿元", "level")],
    ),
    ("20家规上工业企业完成数字化转型。", [("规上工业企业完成数字化转型", "20家", "level")]),
    ("污染天数平均为10天，同比增加6天。", [("污染天数", "10天", "level"), ("污染天数", "6天", "increase")]),
    ("水泥产量增速为54%（同比高5.4个百分点）。", [("水泥产量增速", "54%", "growth"), ("水泥产量增速", "5.4个百分点", "increase")]),
    ("新开工计划投资同比增加5%。", [("新开工计划投资", "5%", "growth")]),
    ("纳入监测的33个水源地达标率为100%。", [("水源地达标率", "100%", "level")]),
    ("全市各县（区）优良天数为93天。", [("优良天数", "93天", "level")]),
    ("达标水量3617万吨。", [("达标水量", "3617万吨", "level")]),
    ("小学和初中学位分别新增2.4万个、9000个。", [("小学学位", "2.4万个", "increase"), ("初中学位", "9000个", "increase")]),
    ("对考核排名后3位的镇街进行约谈。", []),
    ("全县分布有古树名木210株。", [("古树名木", "210株", "level")]),
    ("采购规模与上年同期相比增加85万元。", [("采购规模", "85万元", "increase")]),
    ("主要预期目标：地区生产总值5%左右，城镇化率68%。", [("地区生产总值", "5%", "growth"), ("城镇化率", "68%", "level")]),
    ("连续12年获评优秀，实施十大工程。", []),
    ("事故造成3人受伤，一碗面只要8元。", []),
]


@each_row(BOUND, ids=[text for text, _ in BOUND])
def test_values_find_their_indicators(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


STATUS = [
    ("力争到2027年工业总产值突破600亿元。", "target", "2027-12-31"),
    ("今年将新建学校3所。", "target", "2024-12-31"),
    ("2023年，地区生产总值达到512亿元。", "actual", "2023-12-31"),
    ("截至2月底，已发放贷款3.2亿元。", "actual", "2024-02-29"),
    ("预计2023年地区生产总值增长5.5%。", "estimate", "2023-12-31"),
    ("以2022年出口数据测算，首年，全市企业约可享受优惠5.3亿元。", "estimate", "2022-12-31"),
    ("2022年落户的项目达产后，年销售收入9000万元。", "target", None),
    ("去年，全面完成“双过半”目标任务，用电量增长5.5%。", "actual", "2023-12-31"),
    ("今年，全县确定将粮食面积稳定在4200亩以上。", "target", "2024-12-31"),
    ("“十四五”末，森林覆盖率达到45%。", "target", "2025-12-31"),
    ("工厂投产达效后，预计2026年产值9000万元。", "target", "2026-12-31"),
]


@each_row(STATUS, ids=[text for text, _, _ in STATUS])
def test_goal_or_report_and_its_day(text: str, status: str, last: str | None) -> None:
    [one] = statements(text)
    assert one.status == status
    assert (one.period and str(one.period.last)) == last


HELD = [
    ("市住建局1日发布消息，截至2月20日，农房修缮开工320户。其中，南岭镇投资达5亿元。", "2024-02-20"),
    ("把今年任务分成65项要点，截至2月底，完成投资43亿元。港口货运量达到80万吨。", "2024-02-29"),
    ("据市统计局根据统一核算结果发布的消息，去年全年，全市生产总值326亿元。第一产业增加值23亿元。", "2023-12-31"),
    ("“去年下半年，全市用电量增长6%。”在“2022年攻坚行动”发布会上，局长说。全市用水量增长3%。", "2023-12-31"),
    ("一月，制造业利润由上年全年下降转为增长7.9%。", "2024-01-31"),
]


UNTIMED = [
    "自1月中旬启动抗旱工作以来，云溪县已经投入抗旱资金3200万元。",
    "自2022年起，每年新建茶园3万亩。",
    "据了解，云坞高速项目计划今年9月份开工建设，共需征地1.8万亩。",
    "2018年7月，玖山茶业公司落户云溪开发区。\n该公司计划投资1.8亿元。",
    "今年，云溪县推进废物回收。\n截至目前，全县已回收废旧物资2万吨。",
]


@each_row([(text,) for text in UNTIMED], ids=UNTIMED)
def test_a_start_and_a_year_that_runs_on_are_no_time_of_what_is_reported(text: str) -> None:
    assert [one.period for one in statements(text)] == [None]


@pytest.mark.parametrize(("text", "last"), HELD, ids=[text for text, _ in HELD])
def test_what_a_story_tells_of_one_time_is_of_that_time(text: str, last: str) -> None:
    period = statements(text)[-1].period
    assert period is not None and period.last is not None and period.last.isoformat() == last


def test_half_of_the_year_that_an_undated_text_speaks_of_is_over_when_it_is_reported() -> None:
    [one] = statements("今年，云溪县落实2023年度茶业工作要点。上半年，全县加大力度，吸纳茶农3万人。", None)
    assert (one.status, one.period and one.period.last) == ("actual", dt.date(2023, 6, 30))


def test_a_title_run_into_the_frame_of_a_page_says_of_which_year_it_is() -> None:
    text = "当前位置：首页 统计公报 2015年云溪县国民经济和社会发展统计公报 时间：2022-10-31 12:15 打印\n全年实现茶叶产值89亿元，增长6%。"
    article = annotate(text)
    assert article.title == "2015年云溪县国民经济和社会发展统计公报"
    assert [str(one.period.last) for one in article.actuals if one.period] == ["2015-12-31"] * 2


def test_what_is_estimated_is_an_aim_until_its_time_is_nearly_over() -> None:
    text = "2024年，云溪茶厂预计产值可达9亿元。"
    assert [statements(text, day)[0].status for day in (dt.date(2024, 8, 2), dt.date(2024, 11, 20))] == ["target", "estimate"]


def test_an_undated_programme_is_known_by_its_many_words_among_aims() -> None:
    aims = "我们要坚持绿色发展，力争茶业再上台阶。要加快推进茶园提质，全面提升品质，确保茶农增收。"
    [programme] = statements(aims + "着力推进茶旅融合，加快建设100个口袋公园，不断优化环境，持续提升形象。", None)
    [report] = statements("云溪镇地处山区，茶业发达。建设口袋公园100个。", None)
    assert [programme.status, report.status] == ["target", "actual"]


def test_a_year_in_which_something_was_arranged_is_one_that_an_undated_text_reports_on() -> None:
    found = statements("2016年云溪茶厂投产。2020年茶厂销售收入1.15亿元，直接安排就业人员170人。", None)
    assert {one.status for one in found} == {"actual"}


def test_what_is_disposed_of_is_no_aim() -> None:
    [one] = statements("镇政府分三次将茶厂173亩闲置土地转让给合作社，有效缓解了用地紧张。")
    assert one.status == "actual"


def test_plans_side_by_side_share_out_their_values() -> None:
    made = statements("“十二五”“十三五”期间，全市分别建成保障房1.2万套、2.6万套。")
    assert [str(one.period.last) for one in made if one.period] == ["2015-12-31", "2020-12-31"]


def test_review_with_the_plan_of_the_next_year_is_of_its_own_year() -> None:
    text = (
        "岚浦县旅游局2024年工作总结暨2025年工作思路\n一、2024年工作总结\n全年接待游客70万人次。今年以来新增民宿6家。\n"
        "二、2025年工作思路\n力争全年新增民宿20家。"
    )
    made = statements(text, None)
    assert [str(one.period.last)[:4] for one in made if one.period] == ["2024", "2024", "2025"]
    assert [one.status for one in made] == ["actual", "actual", "target"]


def test_a_head_holds_for_the_list_below_it() -> None:
    text = "今年主要预期目标是：地区生产总值增长6%左右；固定资产投资增长8%；城镇新增就业1.2万人。"
    found = statements(text)
    assert {str(one.period and one.period.last) for one in found} == {"2024-12-31"}
    assert {one.status for one in found} == {"target"}


def test_review_and_programme_of_a_report_are_told_apart_by_their_heads() -> None:
    text = "一、2023年工作回顾\n建成公园12座，改造管网30公里。\n二、2024年工作安排\n建成公园15座，改造管网45公里。"
    assert [(one.text, one.status) for one in statements(text)] == [
        ("12座", "actual"),
        ("30公里", "actual"),
        ("15座", "target"),
        ("45公里", "target"),
    ]


LIMITS = [
    "对首次认定的高新技术企业，给予最高30万元奖励。",
    "申报企业年营业收入不低于2000万元，申请补助的项目投资额不少于500万元。",
    "对符合条件的企业，按设备投资额的10%给予补助，单个企业不超过200万元。",
]


@pytest.mark.parametrize("text", LIMITS)
def test_what_a_measure_grants_or_asks_is_a_limit(text: str) -> None:
    found = statements(f"青石区产业扶持办法\n{text}")
    assert found
    assert {one.status for one in found} == {"limit"}


def test_a_change_keeps_the_value_it_started_from() -> None:
    [one] = statements("未来三年基金规模从2亿元扩充到5亿元。")
    assert (one.from_value, one.value) == (200_000_000, 500_000_000)


def test_what_is_paid_of_a_sum_is_a_level_and_what_has_to_be_paid_down_a_share() -> None:
    [paid] = statements("对茶叶加工企业，按项目（2022年至2023年）的实际投资额的20%予以补助。")
    [down] = statements("缴存职工家庭首次使用公积金贷款的，贷款首付比例调整为20%。")
    assert ([paid.status, paid.measure], [down.status, down.measure]) == (["limit", "level"], ["limit", "share"])


def test_a_comparison_is_a_baseline_and_no_period() -> None:
    found = statements("2023年，绿化覆盖率达到41%，比2020年提高3个百分点。")
    assert found[1].baseline == "比2020年"
    assert str(found[1].period and found[1].period.last) == "2023-12-31"


def test_cells_of_a_table_take_row_and_column() -> None:
    text = "2023年主要农产品产量\n| 指标 | 产量 | 比上年增长（%） |\n| 粮食（万吨） | 23.4 | 2.6 |\n| 茶叶（吨） | 860 | -1.5 |\n"
    found = [(one.indicator.text, str(one.value), one.unit, one.measure) for one in statements(text)]
    assert found == [
        ("粮食产量", "234000.0", "t", "level"),
        ("粮食产量", "2.6", "%", "growth"),
        ("茶叶产量", "860", "t", "level"),
        ("茶叶产量", "-1.5", "%", "growth"),
    ]


def test_a_row_without_a_label_costs_nothing() -> None:
    article = annotate("| 乡镇 | 粮食（吨） | 增长（%） |\n| 云坪乡 | 410 | 3.1 |\n|  | 372 | 2.4 |\n", published=DAY)
    assert not [warning for warning in article.warnings if warning.code.startswith("fault")]
    assert len(article.actuals + article.targets) >= 2


def codes(article: Article) -> list[str]:
    return [warning.code.partition(":")[0] for warning in article.warnings]


def test_a_repeated_statement_points_to_the_first() -> None:
    article = annotate("力争2026年绿道达到80公里。\n会议提出，力争2026年绿道达到80公里，建成公园9座。", published=DAY)
    twins = [one.same_as for one in article.targets]
    assert twins == [None, article.targets[0].id, None]


def test_parts_above_their_whole_are_warned_of() -> None:
    article = annotate("2023年改造公路60公里，其中国省道改造公路40公里、农村公路35公里。", published=DAY)
    assert "parts_exceed" in codes(article)


@each(
    [
        "县财政安排奖补资金800万元，其中对新认定的国家级企业给予500万元奖励、对省级企业给予400万元奖励。",
        "2023年，全县发放奖补资金800万元，其中单个企业最高500万元、单个合作社最高400万元。",
        "2023年改造公路60公里以上，其中国省道改造公路40公里、农村公路35公里。",
    ]
)
def test_limits_and_bounds_are_no_parts_of_a_sum(text: str) -> None:
    assert "parts_exceed" not in codes(annotate(text, published=DAY))


def test_a_change_that_contradicts_its_ends_is_warned_of() -> None:
    article = annotate("2023年绿化覆盖率由35%提高到41%，提高4个百分点。", published=DAY)
    assert "change_mismatch" in codes(article)


OF_WHOM = [
    ("石家庄1月25日电 政府出资4亿元。", [None]),
    ("湖北日报全媒记者 周砚 茶叶产值3亿元。", [None]),
    ("江西、湖南、湖北的茶叶产量分别达到85吨、45吨和76吨。", ["江西", "湖南", "湖北"]),
    ("上汽乘用车、宇通客车等企业出口量达到5万辆。", ["上汽乘用车、宇通客车等企业"]),
    ("据统计，江西、湖南、湖北等3省共有3万人受灾，受灾面积达3705公顷。", ["江西、湖南、湖北等3省"] * 2),
    ("武汉、十堰获批智能网联汽车试点，新能源汽车产量突破50万辆。", [None]),
    ("云坞大学、玖山医学院等7所高校获批设置，新增博士点57个。", [None]),
    ("云溪中学主体完工，新建棚改项目5个。", [None]),
    ("云溪县新建茶厂3座，玖山县新建茶厂5座。", ["云溪县", "玖山县"]),
    ("云溪海关统计，上半年我省出口3亿元。", ["我省"]),
    ("中国汽车工业协会日前发布数据显示，7月份，我国汽车销量达到242万辆。", ["我国"]),
    ("据介绍，云坞高速项目采用双向四车道标准，设计行车速度100公里/小时。", ["云坞高速项目"]),
    ("上半年，为1987户企业发放资金6174万元，惠及职工12万人。", [None] * 3),
    ("武汉市茶叶、蔬菜产量分别增长5%、6%。", ["武汉市"] * 2),
]


@each_row(OF_WHOM, ids=[text for text, _ in OF_WHOM])
def test_who_sends_or_receives_is_not_the_subject_and_each_of_several_has_its_own(text: str, whose: list[str | None]) -> None:
    assert [one.subject and one.subject.text for one in statements(text)] == whose


@each_row(
    [
        ("2019年1月29日保定市徐水区第二届人民代表大会第三次会议", "保定市徐水区"),
        ("四川新建4条公路", "四川"),
        ("保定高阳：小毛巾织出大产业", "保定高阳"),
        ("2025年重庆市政府工作报告", "重庆市"),
    ]
)
def test_the_place_of_a_title_is_whole_with_those_that_hold_it(title: str, place: str) -> None:
    row = json.dumps({"title": title, "text": "新建学校3所。保定、四川、重庆、徐水区都去看了。"}, ensure_ascii=False).encode()
    [one] = [one for article in articles(("一.jsonl", row)) if isinstance(article, Article) for one in (*article.targets, *article.actuals)]
    assert one.subject is not None
    assert (one.subject.text, one.subject.origin) == (place, "title")


def test_the_subject_comes_from_the_sentence_or_from_the_title() -> None:
    [one] = statements("广州市力争到2026年新建学校12所。")
    assert one.subject is not None
    assert (one.subject.text, one.subject.origin) == ("广州市", "sentence")


def test_every_amount_is_bound_at_most_once() -> None:
    text = "完成投资12亿元、增长9%，新开工项目46个，其中产业项目30个、占65%，总量居全省第三。"
    spans = [(one.start, one.end) for one in statements(text)]
    assert len(spans) == len(set(spans))


@each(
    [
        "今年来，松溪市推进农路整治，共投入资金3700万元，新增错车道41个。",
        "今年以来，杏河县持续推进净河行动，拆除违建29处。",
        "推进“百园”建设，打造口袋公园13个，安装座椅900张。",
        "加强教师队伍建设，招聘教师95名。",
        "市税务局主动上门，将某企业欠税210万元分三期结清。",
        "按照建设平安乡村的目标要求，全镇为26个村安装了监控。",
        "发布公告的松溪城投成立于2018年5月，注册资本8亿元，主要从事土地开发。",
        "年内将建成智慧道路60公里，到2027年覆盖全域。万柳公园成了热门景点，全区改造老旧小区71个。",
    ]
)
def test_what_nothing_calls_an_aim_is_reported(text: str) -> None:
    last = annotate(text, published=dt.date(2023, 9, 11))
    assert [one.status for one in sorted((*last.targets, *last.actuals), key=lambda one: one.start)][-1] == "actual"


@pytest.mark.parametrize(
    "text",
    [
        "我市推出惠企政策：每年安排不少于2亿元资金支持技改。", "三年内累计投入不低于7亿元。", "该集团将累计在县里投资9亿元。",
        "培育龙头企业12家以上。推进种业振兴，加快建设良种基地，新建良种基地6000亩。",
    ],
)  # fmt: skip
def test_what_is_bound_or_stands_among_aims_is_a_target(text: str) -> None:
    made = annotate(text, published=dt.date(2023, 3, 11))
    assert made.targets and not made.actuals


def test_name_of_a_document_states_nothing() -> None:
    text = "瀚海市人民政府关于解决海岸带200米范围内建设问题的通知\n各区：今年全市新建公园5个。"
    said = annotate(text, published="2025-03-01")
    assert [one.indicator.text for one in (*said.targets, *said.actuals)] == ["新建公园"]


@pytest.mark.parametrize(
    ("text", "published", "status"),
    [
        ("登记失业率控制在4%以内。", "2023-01-10", "target"),
        ("居民消费价格涨幅稳定控制在2%以内。", "2023-02-10", "target"),
        ("去年，全市调查失业率控制在5.2%以内。", "2023-01-10", "actual"),
        ("上半年城镇登记失业率控制在3.1%。", "2024-07-20", "actual"),
    ],
)
def test_what_is_held_below_a_ceiling_is_aimed_at_unless_it_is_told(text: str, published: str, status: str) -> None:
    made = annotate(text, published=published)
    assert [one.status for one in (*made.targets, *made.actuals)] == [status]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [("严禁突破9万亩耕地红线。", "耕地红线"), ("全县用水总量严禁突破6亿立方米。", "用水总量"), ("建设用地规模不得突破3200公顷。", "建设用地规模")],
)
def test_a_line_that_nobody_may_cross_bounds_its_value(text: str, indicator: str) -> None:
    made = annotate(text)
    assert [(one.indicator.text, one.comparator) for one in made.targets] == [(indicator, "le")] and not made.actuals


@pytest.mark.parametrize(
    "text", ["原计划到2026年建成园区4个，实际建成2个。", "计划新建公厕20座，实际完成26座。", "原计划到2027年培育企业40家，目前实际完成17家。"]
)
def test_what_came_of_a_plan_is_actual(text: str) -> None:
    made = annotate(text)
    assert (len(made.targets), len(made.actuals)) == (1, 1)
    assert made.actuals[0].start > made.targets[0].start


@pytest.mark.parametrize(
    "text",
    [
        "[8]“双高双普”：指到2026年全县学前教育普及率达到90%以上。",
        "③“专精特新”：是指到2026年培育1000家中小企业的工程。",
        "注：“三新”经济，指到2026年占比达到18%的新产业。",
        "〔4〕“长期专项债”：一般指发行期限在10年以上的债券。",
    ],
)
def test_a_footnote_that_explains_a_term_sets_no_goal(text: str) -> None:
    said = annotate("目标任务\n新建公园3个。\n" + text, published="2025-01-20")
    assert [one.value for one in said.targets if one.status == "target"] == [3] and not said.actuals


@pytest.mark.parametrize("text", ["①到2027年建成公园5个。", "[9]全年指标：2025年力争新增就业3万人。"])
def test_a_numbered_line_that_explains_nothing_may_set_one(text: str) -> None:
    assert annotate(text, published="2025-01-20").targets


def test_what_is_said_of_others_is_no_repetition() -> None:
    found = annotate("2024年，安吉县新增规模以上工业企业20家，德清县新增规模以上工业企业20家。全县新增规模以上工业企业20家。").actuals
    assert [(one.subject.text if one.subject else None, one.same_as) for one in found][:2] == [("安吉县", None), ("德清县", None)]
