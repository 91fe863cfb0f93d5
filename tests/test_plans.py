"""Plans and accounts in rows and lines: told year by year, under heads that count or rank, and what plans of the past aimed at."""

from __future__ import annotations

import datetime as dt

import pytest
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
    "2025年，计划新建道路30公里。路面宽度不得小于3.5米，水泥路面厚度不得小于15厘米。": "target limit limit",
    "2025年，各镇新增茶园不得少于300亩。": "target",
    "上半年全市签约项目30个——市政府日前召开发布会。": "actual",
    "虚拟现实设备、茶机产量增长均超过40%。": "actual",
    "市里下达我县改厕任务300户。": "target",
    "完成搬迁入住1469户，完成市里下达任务111.89%。": "actual actual",
    "今后五年将建设“一纵”大通道。\n“一纵”是指青岭大道，北起云溪镇，全长约165公里，其中云江段长约140公里。": "actual actual",
}
NAMES = {
    "全市48家规上茶企均已复工复产。": "规上茶企复工复产",
    "云溪市6条市政道路将开工建设。": "开工建设市政道路",
    "全县120个贫困村全部出列，两座茶叶仓库已纳入储备规划。": "贫困村出列 茶叶仓库纳入储备规划",
    "线上销售占全部销售的63%。": "线上销售占全部销售",
    "电站水头190米，预计投资70亿元。": "电站水头 投资",
    "大桥全长3公里，共四个标段，总投资7亿元。": "大桥全长 标段 总投资",
    "种植各类药材20个品种，面积4万亩。": "种植各类药材品种 各类药材面积",
    "完成6项示范区创建具体任务，完成3万亩茶园改造任务。": "示范区创建具体任务 茶园改造",
    "投资500万元的8个供水工程建成；投资900万元完成四座危桥改造。": "供水工程建成 危桥改造投资 危桥改造",
    "建成3个公园和绿道20公里。": "建成公园 建成绿道",
    "带动12家企业和合作社流转土地3万亩。": "带动企业和合作社流转土地 带动合作社流转土地",
    "茶叶、蓝莓等特色林果种植面积达到8万亩。": "茶叶、蓝莓等特色林果种植面积",
    "湖北、四川等粮食主产区增产超过5%。": "粮食主产区增产",
    "推介375个重点项目，概算投资总额6000亿元，总处理能力达3万吨。": "推介重点项目 重点项目概算投资总额 推介重点项目总处理能力",
    "完成54栋住宅楼、14家茶厂节能改造。": "住宅楼改造 茶厂节能改造",
    "建成3个公园、5家茶馆改造项目。": "建成公园 建成茶馆改造项目",
    "完成17公里燃气、供暖管网改造工作。": "燃气、供暖管网改造",
    "生产指数位于70%以上的高位，产能利用率保持在80%以上的较高水平。": "生产指数 产能利用率",
    "新建高标准农田20万亩，改造提升15万亩。": "新建高标准农田 改造提升高标准农田",
    "新增停车位300个、改造200个。": "停车位 改造停车位",
    "建设中小学2963所（新建1121所、改扩建1842所）。": "建设中小学 新建中小学 改扩建中小学",
    "拆除违章建筑30万平方米，绿化2万平方米。": "拆除违章建筑 绿化",
    "推出7批170个惠民项目，分三批新建公园12个。": "推出惠民项目 新建公园",
    "全市一般贸易进出口2亿元，占进出口总值的60%。加工贸易进出口3亿元，增长2%，占31%。": (
        "一般贸易进出口 一般贸易进出口占进出口总值 加工贸易进出口 加工贸易进出口 加工贸易进出口占进出口总值"
    ),
    "上半年外贸进出口3亿元，达到去年全年进出口总值的60%。": "外贸进出口 外贸进出口",
    "力争固定资产投资比“十四五”翻一番。": "固定资产投资",
    "调查队对28个行业、148家茶企调查结果显示，产销率为95%。": "产销率",
    "新修订的《奖励办法》共6章41条。": "",
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
    "完成税收3.1亿元，为年度目标6亿元的51.7%。": "税收 税收 税收年度目标",
    "全年完成造林3万亩，占年度计划5万亩的60%。": "造林 造林 造林年度计划",
    "一般贸易进出口3亿元，占外贸总值的60%；加工贸易和保税物流进出口2亿元和1亿元，分别占31%和9%。": (
        "一般贸易进出口 一般贸易进出口占外贸总值 加工贸易进出口 保税物流进出口 加工贸易进出口占外贸总值 保税物流进出口占外贸总值"
    ),
    "省、市下达我县搬迁任务300户。": "搬迁任务",
    "带动300户900人脱贫。": "带动脱贫 带动脱贫",
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
    "电站于2017年3月开工建设，总投资3亿元。": "None",
    "2024年完成总投资3亿元，同比增长8%。": "2024-12-31 2024-12-31",
    "2024年，全县新建公园3座。全县现有公园20座。": "2024-12-31 None",
    "截至2024年底，全县现有公园20座。": "2024-12-31",
    "云溪调查队对148家茶企调查结果显示，今年2月，茶业指数提升。\n生产指数为66%。": "2025-02-28",
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


PLAN = "云溪区水务局2025年工作总结和2026年工作计划\n一、2025年工作情况\n新建水库3座。一季度完成投资1亿元。\n{0}\n6月底前，改造水库5座。一季度新建水厂2座。"
LATER = "全年计划铺设管网30公里。新建泵站3座。"


@pytest.mark.parametrize("head", ["二、2026年工作计划", "二、明年工作安排", "二、下一步工作打算"])
@pytest.mark.parametrize("published", [None, dt.date(2025, 12, 25), dt.date(2026, 1, 20)])
def test_under_the_head_of_a_plan_times_are_of_its_year(published: dt.date | None, head: str) -> None:
    article = annotate(PLAN.format(head) + LATER, published=published)
    found = sorted((*article.targets, *article.actuals), key=lambda one: one.start)
    lasts = [str(one.period and one.period.last) for one in found]
    assert lasts == ["2025-12-31", "2025-03-31", "2026-06-30", "2026-03-31", "2026-12-31", "2026-12-31"]
    assert [one.status for one in found] == ["actual"] * 2 + ["target"] * 4


def test_two_times_right_behind_a_value_cost_no_sentence() -> None:
    article = annotate("项目开工率达97.5%8月1日，记者获悉：今年以来，云溪县建成茶园3座。")
    assert [one.indicator.text for one in article.actuals] == ["项目开工率", "建成茶园"]
    assert [one.code for one in article.warnings] == ["undated"]
