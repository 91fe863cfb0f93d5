"""Plans and accounts in rows and lines: told year by year, under heads that count or rank, and what plans of the past aimed at."""

from __future__ import annotations

import datetime as dt

from each import each_row

from extract import annotate

ROW = "{0}年：修路20公里，投资1亿元。\n{1}年：修路30公里，投资2亿元。按照9月底前完成60%的进度要求推进。"
STATUS = {
    ROW.format(2024, 2025): "target target target target target",
    ROW.format(2023, 2024): "actual actual actual actual target",
    "修路三年计划\n" + ROW.format(2023, 2024): "target target target target target",
    "2024年：已修路20公里。\n2025年：已修路30公里。": "actual actual",
    "2024年：修路20公里。\n2025年：计划修路30公里。": "actual target",
    "2022年印发《茶业规划（2022-2026年）》，提出到2023年茶园达到3万亩，2026年达到5万亩。": "target target",
    "《茶业规划》提出，到2023年茶园达到3万亩，实际达到4万亩。": "target actual",
    "《茶业发展报告》显示，到2023年茶园达到3万亩。": "actual",
    "《茶业规划》明确，核心区长17公里。": "actual",
    "计划新建住房300套，搬迁900人：\n云溪村：120套360人；\n青岭村：180套540人。": "target target target target target target",
    "已新建住房300套：\n云溪村：120套；\n青岭村：180套。": "actual actual actual",
    "未来5年，经济总量将达7000亿元。\n据统计，全市茶厂达到30家。": "target actual",
    "未来5年，经济总量将达7000亿元。\n茶厂达到30家。": "target target",
    "“十五五”期间，累计实际利用外资10亿美元。": "target",
    "截至目前，“十五五”期间累计建成学校30所。": "actual",
    "基金已到位4亿元，争取用两年时间达到9亿元。": "actual target",
    "县级连续两年安排预算1亿元。": "actual",
    "道路三年计划总任务900公里，总投资6亿元。": "target target",
}
NAMES = {
    "计划新建住房300套，搬迁900人：\n云溪村：120套360人，总投资2亿元。": "新建住房 搬迁 新建住房 搬迁 总投资",
    "计划新建学校10所：\n小学：6所；\n中学：4所。": "新建学校 小学 中学",
    "2．县（区）投资增速前两名：云溪县增长36%，青岭县增长7%。": "投资增速 投资增速",
    "重大项目投资完成率前两名：云溪市计划投资5亿元，完成63%；青岭市计划投资4亿元，完成58%。": "重大项目投资 重大项目投资完成率 重大项目投资 重大项目投资完成率",
    "全市茶产业综合产值突破50亿元，从业人员超3万人，规上企业数量达40家。": "茶产业综合产值 茶产业从业人员 茶产业规上企业数量",
    "全市建筑业总产值30亿元，进出口总额12亿元，税收3亿元。": "建筑业总产值 进出口总额 税收",
    "水稻和小麦产量30万吨和20万吨，同增3%和5%。": "水稻产量 小麦产量 水稻产量 小麦产量",
    "存款和贷款余额合计300亿元。": "存款和贷款余额",
    "增加水稻种植面积26万亩、油菜16万亩，调减玉米种植面积7万亩。": "水稻种植面积 油菜种植面积 玉米种植面积",
    "新增茶园面积3万亩、果园2万亩。": "茶园面积 果园",
    "民营企业出口12亿元，拉动全市出口增长2个百分点，占出口总额的37%。": "民营企业出口 拉动全市出口增长 民营企业出口占出口总额",
    "省、市下达我县搬迁任务300户。": "搬迁任务",
    "带动300户900人脱贫。": "带动脱贫 带动脱贫",
    "来自欧盟、东盟等经济体投资分别增长9%、8%。": "来自欧盟投资 来自东盟投资",
    "建成500亩规模以上果园24个。": "建成500亩规模以上果园",
    "引进总投资超1亿美元项目50个，其中超9亿美元项目取得突破。": "引进总投资超1亿美元项目",
}
COMPARATORS = {
    "茶叶产值突破 30 亿元，出口不低于 5 亿元，游客 3 万人次 以上。": "gt ge ge",
    "生产总值连跨300亿元、400亿元两大台阶。": "gt gt",
    "茶叶产值 30 亿元，出口 5 亿元。": "eq eq",
}
MEASURES = {
    "投资下降2%，负向拉动全市投资3个百分点。": "decrease decrease",
    "投资增长2%，正向拉动全市投资3个百分点。": "growth increase",
    "调减玉米种植面积7万亩。": "decrease",
}
PERIODS = {
    "2023年：修路20公里。按照9月底前完成60%的进度要求推进。": "2023-12-31 2023-09-30",
    "十四五”期间，修路20公里。": "2025-12-31",
}


def _told(text: str, part: str) -> str:
    """One part of all statements of a text, in order."""
    article = annotate(text, published=dt.date(2025, 3, 5) if "十五五" not in text else dt.date(2026, 3, 5))
    found = sorted((*article.targets, *article.actuals), key=lambda one: one.start)
    parts = {
        "status": lambda one: one.status,
        "name": lambda one: one.indicator.text,
        "comparator": lambda one: one.comparator,
        "measure": lambda one: one.measure,
        "period": lambda one: str(one.period and one.period.last),
    }
    return " ".join(parts[part](one) for one in found)


@each_row(STATUS.items())
def test_goal_or_report(text: str, status: str) -> None:
    assert _told(text, "status") == status


@each_row(NAMES.items())
def test_lines_and_lists_are_named(text: str, names: str) -> None:
    assert _told(text, "name") == names


@each_row(
    [
        *((*one, "comparator") for one in COMPARATORS.items()),
        *((*one, "measure") for one in MEASURES.items()),
        *((*one, "period") for one in PERIODS.items()),
    ]
)
def test_bounds_changes_and_times(text: str, told: str, part: str) -> None:
    assert _told(text, part) == told
