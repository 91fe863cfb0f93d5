"""What a part, a share, a group of one age or a further deed is called, when the words before say half of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from each import each_row

from extract import annotate

PARTS = {
    "全县国有林面积12.6万亩，其中：青坪林场3.2万亩，石岭林场2.1万亩。": "国有林面积 青坪林场国有林面积 石岭林场国有林面积",
    "公路总里程达到6200公里，其中高速公路320公里，国道410公里。": "公路总里程 高速公路里程 国道里程",
    "年末牲畜存栏量38万头，其中猪21万头、牛3.4万头、羊12万只。": "牲畜存栏量 猪存栏量 牛存栏量 羊存栏量",
    "天然林蓄积862万立方米，其中：石桥镇97万立方米，青河乡34万立方米。": "天然林蓄积 天然林蓄积 天然林蓄积",
    "渝江铁路新线全长345公里，其中，云州境内112公里，安平境内233公里。": "渝江铁路新线全长 云州境内全长 安平境内全长",
    "今年新建农村公路86公里，其中县道22公里、乡道64公里。": "新建农村公路 新建县道 新建乡道",
    "全年回收废旧物资3600吨，其中，废钢1200吨，废纸800吨。": "回收废旧物资 回收废钢 回收废纸",
    "全县供热总面积528万平方米，其中住宅339万平方米。": "供热总面积 住宅供热面积",
    "服务业增加值320亿元，其中批发零售业42亿元。": "服务业增加值 批发零售业增加值",
}
WHOLES = {
    "一般公共预算收入32亿元，其中税收24亿元。": "一般公共预算收入 税收",
    "完成固定资产投资210亿元，其中工业投资86亿元。": "固定资产投资 工业投资",
    "金融机构存款余额210亿元，其中住户存款150亿元。": "金融机构存款余额 住户存款",
    "外贸进出口总额86亿元，其中出口62亿元、进口24亿元。": "外贸进出口总额 出口 进口",
    "全市共有卫生机构1260个，其中医院62个，乡镇卫生院88个。": "卫生机构 医院 乡镇卫生院",
}
SHARES = {
    "三次产业结构比为12.4:43.1:44.5。": "第一产业结构比 第二产业结构比 第三产业结构比",
    "三次产业比重由15:45:40调整为12.4:43.1:44.5。": "第一产业比重 第二产业比重 第三产业比重",
    "三次产业结构调整优化为8.2∶46.5∶45.3。": "第一产业结构 第二产业结构 第三产业结构",
    "全县县级以上文明村、文明乡镇占比分别达到52.6%、71%。": "县级以上文明村占比 县级以上文明乡镇占比",
    "市级以上龙头企业、农民合作社分别达到36家、12家。": "市级以上龙头企业 市级以上农民合作社",
    "省级以上绿色工厂、国家级绿色园区分别达到26家、2家。": "省级以上绿色工厂 国家级绿色园区",
}
AGES = {
    "截至5月底，60岁及以上老年人口达42.3万人。": "60岁及以上老年人口",
    "全市0—14岁人口为18.6万人，15—59岁人口为60万人。": "0—14岁人口 15—59岁人口",
    "60岁以上老年人健康管理率达到72%。": "60岁以上老年人健康管理率",
    "为80周岁以上老人发放高龄津贴320万元。": "发放高龄津贴",
}
DEEDS = {
    "法院受理各类案件8600件，审结8200件。": "受理各类案件 审结各类案件",
    "市城管局先后公开处罚了4名评审专家、14家供应商。": "处罚评审专家 处罚供应商",
    "共有5家代理机构因评审不规范等原因被约谈。": "代理机构被约谈",
    "区属企业从原来的18家整合为6家。": "区属企业",
    "市场监管部门检查商户1260家次。": "检查商户",
}
HEDGED = {
    "完工后将新增灌溉面积3.2万亩，改善灌溉面积8.6万亩。": "灌溉面积 改善灌溉面积",
    "今年以来，共查处违法违规行为126起。": "查处违法违规行为",
    "秋粮收购均价每斤1.36元。": "秋粮收购均价",
    "达成意向成交额26亿元。": "达成意向成交额",
    "每年可节约电费320万元，可吸纳就业86人。": "节约电费 吸纳就业",
    "畜禽免疫密度应常年保持在90%以上。": "畜禽免疫密度",
    "能源供应达到320万吨标准煤。": "能源供应",
    "上述项目拟投入募集资金分别为12亿元、3亿元和5亿元。": "投入募集资金 投入募集资金 投入募集资金",
    "该镇先后安装路灯460盏。": "安装路灯",
    "全县26个重点项目计划总投资82亿元。": "重点项目总投资",
    "全县26个重点项目总投资82亿元。": "重点项目 重点项目总投资",
    "1个重点项目计划总投资3亿元。": "重点项目 总投资",
}
THINGS = {
    "公司占地面积120亩，建筑面积4.6万平方米拥有员工860人。": "占地面积 建筑面积 员工",
    "区属国企资产总额110亿元，负债总额59亿元。": "区属国企资产总额 区属国企负债总额",
    "中药材产业方面，全县种植面积3.4万亩，产量6200吨。": "中药材种植面积 中药材产量",
    "今年全镇的蜂蜜产量恐怕只有86吨。": "蜂蜜产量",
}
PROFILES = {
    "生猪出栏21万头，增长2.8%；年末存栏13万头，下降3.5%。": "生猪出栏 生猪出栏 生猪存栏 生猪存栏",
    "肉牛出栏3万头，年末能繁母牛存栏1万头。": "肉牛出栏 能繁母牛存栏",
    "粮食产量3万吨，产值5亿元。": "粮食产量 粮食产值",
    "截至2月底完成老旧小区改造32个；今年计划再改造28个。": "老旧小区改造 老旧小区改造",
    "完成危房改造30户，改造厕所20户。": "危房改造 改造厕所",
    "全镇有中型水库1座，小型水库6座，总库容2150万立方米。": "中型水库 小型水库 水库总库容",
    "全镇有水库20座，其中小型水库16座，总库容2150万立方米。": "水库 小型水库 小型水库总库容",
    "外资企业进出口增长16%，对全市进出口增长贡献率达20%。": "外资企业进出口 外资企业进出口对全市进出口增长贡献率",
    "居民消费价格上涨0.3%，其中衣着上涨0.8%。": "居民消费价格 衣着消费价格",
    "新开工项目52个、竣工投产31个。": "新开工项目 竣工投产项目",
    "财产净收入5435元同比增长2.4%。": "财产净收入 财产净收入",
    "工业增加值3亿元同比增长5%，投资2亿元下降3%。": "工业增加值 工业增加值 投资 投资",
    "12个学科经费增长1%。": "学科经费",
}
SPENT = {
    "投资300万元完成农田整地12万亩。": "农田整地投资 农田整地",
    "全镇投资5000万元，在柳湖村新建面粉厂。": "新建面粉厂投资",
    "投资80万元改善村容村貌。": "改善村容村貌投资",
    "投资12亿元推动旅游业发展，接待游客30万人次。": "投资 接待游客",
    "全年完成投资5亿元，完成税收2亿元。": "投资 税收",
}
LISTED = {
    "云雾茶等14个品牌入选老字号。": "品牌入选老字号",
    "全市12个学科进入全球前1%。": "学科进入全球前1%",
    "4个案例入选全国典型，5人入选劳动模范。": "",
    "全镇新建全长30公里的环湖公路。": "新建环湖公路",
}


@each_row([*(PARTS | WHOLES | SHARES | AGES | DEEDS | HEDGED | THINGS | PROFILES | SPENT | LISTED).items()])
def test_values_have_the_names_that_the_words_before_complete(text: str, named: str) -> None:
    article = annotate(text, published=dt.date(2024, 3, 5))
    found = sorted((*article.targets, *article.actuals), key=lambda one: one.start)
    assert " ".join(one.indicator.text for one in found if one.indicator) == named


def test_the_things_of_a_ratio_that_one_word_fuses() -> None:
    article = annotate("全镇粮经饲比例达到87：9：4。三次产业投资比重为6.8：77.3：15.9。", published="2023-04-10")
    named = {one.indicator.text: (one.value, one.unit, one.measure) for one in article.actuals}
    assert named == {
        "粮比例": (87, "%", "share"), "经比例": (9, "%", "share"), "饲比例": (4, "%", "share"),
        "第一产业投资比重": (Decimal("6.8"), "%", "share"), "第二产业投资比重": (Decimal("77.3"), "%", "share"), "第三产业投资比重": (Decimal("15.9"), "%", "share"),
    }  # fmt: skip


def test_a_bound_is_for_none_before_it_where_the_value_behind_has_its_own() -> None:
    amounts = annotate("用水量、能耗、排放量分别下降8%、10%以上、12%以上。合格率、覆盖率分别达到98%、85%以上。").amounts
    assert [(one.text, one.comparator) for one in amounts] == [("8%", "eq"), ("10%", "ge"), ("12%", "ge"), ("98%", "ge"), ("85%", "ge")]


def test_parts_of_a_rank_and_tasks_that_were_handed_down() -> None:
    text = "培育市级以上龙头企业4家，其中省级1家。粮食播种面积46.8万亩，总产21.3万吨，分别完成市下达任务的101.2%和102.6%。"
    named = {one.text: (one.indicator.text, one.measure) for one in annotate(text, published="2026-01-15").actuals}
    assert named["1家"] == ("培育省级龙头企业", "level")
    assert named["101.2%"] == ("粮食播种面积完成市下达任务", "level")
    assert named["102.6%"] == ("粮食总产完成市下达任务", "level")


def test_the_works_whose_size_is_told_in_passing_are_what_a_sum_is_for() -> None:
    article = annotate("推进总投资25亿元的城市更新项目建设，确保年内完成投资6亿元。", published="2026-01-20")
    assert [one.indicator.text for one in article.targets] == ["城市更新项目投资"]


def test_towns_are_the_subjects_of_their_parts() -> None:
    article = annotate("完成建设安置房1469套（其中：长桥街道204套、广坪镇400套、摆河镇127套）。", published="2023-04-10")
    assert [(one.indicator.text, one.subject and one.subject.text) for one in article.actuals] == [
        ("建设安置房", None), ("建设安置房", "长桥街道"), ("建设安置房", "广坪镇"), ("建设安置房", "摆河镇"),
    ]  # fmt: skip


def test_a_size_of_a_class_keeps_its_bound() -> None:
    text = "新引进项目25个，其中超10亿元项目3个。签约项目25个，其中超10亿元项目4个、超亿元项目12个。培育超百亿元企业5家。"
    named = {one.text: one.indicator.text for one in annotate(text, published="2026-01-16").actuals}
    assert [named[text] for text in ("3个", "4个", "12个", "5家")] == ["新引进超10亿元项目", "超10亿元项目", "超亿元项目", "培育超百亿元企业"]


def test_another_deed_of_a_list_is_not_done_by_the_first() -> None:
    named = [one.indicator.text for one in annotate("新建小学2所、改扩建中学1所。新开通公交线路3条，惠及群众8.6万人。", published="2026-01-10").actuals]
    assert named == ["新建小学", "改扩建中学", "新开通公交线路", "新开通公交线路惠及群众"]


def test_a_value_and_its_change_without_a_comma_are_a_level_and_a_growth() -> None:
    found = annotate("产值达3亿元增长5%。", published="2024-03-05").actuals
    assert [(one.text, one.measure) for one in found] == [("3亿元", "level"), ("5%", "growth")]


def test_how_many_times_an_income_is_the_other() -> None:
    found = annotate("城乡居民收入比由上年的1.98缩小至1.94，居民收入比上年增长1.94%。", published="2024-03-05").actuals
    assert [(one.value, one.unit, one.measure) for one in found] == [(Decimal("1.94"), "x", "multiple"), (Decimal("1.94"), "%", "growth")]


def test_times_compared_with_are_no_times_of_values() -> None:
    text = "2024年上半年，服务业增速分别较2023年全年和2024年一季度提高3个、0.2个百分点，其中，住宿业、餐饮业增加值分别增长14%、9%。2022年、2023年产值分别增长5%、6%。"
    found = annotate(text, published="2024-08-05").actuals
    assert [one.period and str(one.period.last) for one in found] == ["2024-06-30"] * 4 + ["2022-12-31", "2023-12-31"]


def test_what_works_will_bring_holds_for_their_member_of_a_list() -> None:
    report = "投资3亿元的6个乡镇土地整治项目扎实推进，预计新增耕地5800亩；投资300万元完成土地深翻12万亩；8个电气化工程投入使用。"
    aims = "到2027年，投资3亿元实施土地整治，预计新增耕地800亩；完成绿化4万亩。"
    assert [one.text for one in annotate(report, published="2024-03-05").targets] == ["5800亩"]
    assert [one.text for one in annotate(aims, published="2024-03-05").targets] == ["3亿元", "800亩", "4万亩"]


def test_the_aims_of_the_year_are_for_the_year_in_which_they_appear_early() -> None:
    text = "教育工程\n年度目标：新建幼儿园10所，改造学校8所。"
    last = {day: [one.period and str(one.period.last) for one in annotate(text, published=day).targets] for day in ("2025-01-18", "2024-12-18")}
    assert last == {"2025-01-18": ["2025-12-31"] * 2, "2024-12-18": [None] * 2}
