"""What local news tells: works in passing, what is handed out to whom, what an event brought, benefits told by their field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from each import each_row

from extract import annotate
from extract.model import Statement


def told(text: str, published: str = "2026-08-10") -> Sequence[Statement]:
    article = annotate(text, published=dt.date.fromisoformat(published))
    return sorted((*article.targets, *article.actuals), key=lambda one: one.start)


NAMED = {
    "项目总投资3.2亿元的南河大桥扩建工程主体已完工；总投资5000万元的东湖公园已开园。": "",
    "8月6日，总投资6亿元、总建筑面积12万平方米的云坞会展中心在新区动工。": "",
    "开发区打造了3000平方米的滨河公园。": "",
    "建成3万平方米的标准厂房。": "建成标准厂房",
    "全县完成固定资产投资5亿元，占地120亩的产业园投用。": "固定资产投资",
    "引水工程概算总投资8.6亿元，建设工期36个月。": "引水工程概算总投资 建设工期",
    "县民政局为120名残疾人发放补贴38万元。": "为残疾人发放补贴 为残疾人发放补贴",
    "云溪银行累计为小微企业发放贷款205笔。": "为小微企业发放贷款",
    "全县发放创业贷款1444万元。": "发放创业贷款",
    "开展培训，为1200名农民提供就业服务。": "为农民提供就业服务",
    "全市小麦增产3.2万吨，农民增收1.5亿元。": "小麦增产 农民增收",
    "青竹村有茶园2300亩，公司现有员工320人。": "茶园 员工",
    "累计放贷7.8亿元，涵盖家具、石材、鞋业等10多个产业。": "放贷",
    "6月，月度监测发现该项目违法占地63.5亩。": "违法占地",
    "2025年，全市生产总值增长6.2%，完成年初6%的预期目标。": "生产总值 生产总值",
    "全县要实现绿化率达到62%、垃圾处理率达到96%以上的目标。": "绿化率 垃圾处理率",
    "上半年，全市GDP增长5.2%，为实现全年经济增长5.5%的目标打下基础。": "GDP GDP",
    "韩国是全市的第二大贸易伙伴，我市成为全国第三大红茶产区。": "贸易伙伴 红茶产区",
    "今年前7个月，内地九市外贸总值达4.9万亿元。": "外贸总值",
    "规模以上工业发电量、全社会用电量分别增长6%、8%。": "规模以上工业发电量 全社会用电量",
    "小微企业贷款、绿色贷款分别增长9%、30%，固定资产投资和进出口总额分别增长5%、7%。": "小微企业贷款 绿色贷款 固定资产投资 进出口总额",
    "建筑业转型加快，装配式建筑面积占新建建筑比重超70%，城镇绿色建筑占比达95%。": "装配式建筑面积占新建建筑比重 城镇绿色建筑占比",
    "片区改造惠及12500户居民在乡村振兴方面，全县建成高标准农田12万亩。": "片区改造惠及居民 建成高标准农田",
}


@each_row([*NAMED.items()])
def test_what_news_tell_is_called_by_what_was_done_for_whom(text: str, named: str) -> None:
    assert " ".join(one.indicator.text for one in told(text)) == named


@each_row(
    [
        ("8月8日，青石县举行招商推介会。1至7月，工业投资增长12%。会上，15个项目集中签约。", ["2026-07-31", "2026-08-08"]),
        ("1至7月，工业投资增长12%。15个项目集中签约。", ["2026-07-31", "2026-07-31"]),
        ("县水利局为去年受旱的6个乡镇新打机井45眼。", [None]),
        ("去年，县水利局为6个乡镇新打机井45眼。", ["2025-12-31"]),
        ("今年，全市小麦增产3.2万吨。其中，南山县小麦增产超过5000吨。", ["2026-12-31", "2026-12-31"]),
        ("6月底前完成春防任务，抽检比例不低于5%。县财政安排防疫经费320万元。", [None]),
        ("截至目前，2026年全县家电补贴覆盖品类达3200个。", ["2026-12-31"]),
    ]
)
def test_when_it_was_is_told_by_the_event_and_not_by_whom_it_befell(text: str, last: list[str | None]) -> None:
    found = [one.period and one.period.last and one.period.last.isoformat() for one in told(text)]
    assert found[-len(last) :] == last


@each_row(
    [
        ("上半年，东湖区48个重点项目完成投资36亿元，计划总投资286亿元，其中超10亿元项目7个。", "AATA"),
        ("今年计划实施重点项目60个，总投资300亿元，其中新建项目25个。", "TTT"),
        ("目前，企业开办时间已经压缩到1个工作日以内，审批事项精简30%。", "AA"),
        ("向脱贫户发放小额贷款320笔。", "A"),
        ("云临高速是今年新开工的项目。该项目东起云溪县，路线全长86公里，概算总投资95亿元。", "AA"),
        ("公司上半年产值有望突破3亿元，同比增长20%以上。", "EE"),
        ("县人社局将在全县14个镇开展巡回招聘，力争年内新增就业5000人。", "T"),
    ]
)
def test_a_part_of_what_there_is_is_no_aim_and_what_has_come_no_rule(text: str, statuses: str) -> None:
    assert "".join(one.status[0].upper() for one in told(text)) == statuses


BENEFITS = {
    "育儿补助方面，生育二孩给予一次性补助5000元；孕产补助方面，同一对夫妻怀孕（生产）二孩给予一次性补助2000元。": ["育儿补助", "孕产补助"],
    "租房补贴方面，硕士毕业生每人每月给予补贴800元。": ["租房补贴"],
    "育儿补助的补助对象为生育二孩的家庭。补助标准为生育二孩给予一次性补助5000元。": ["育儿补助"],
    "符合条件的获奖者由县政府给予奖励。自然科学奖、技术发明奖每项奖金数额为一等奖30万元、二等奖15万元。": ["自然科学奖、技术发明奖奖金数额"] * 2,
}


@each_row([*BENEFITS.items()])
def test_a_benefit_is_named_by_the_field_or_the_prize_that_is_told_of(text: str, named: list[str]) -> None:
    assert [one.indicator.text for one in told(text)] == named


@each_row(
    [
        ("全县七成以上村民在家门口就业。", "share"),
        ("出口的矿产品80%以上通过该港转运。", "share"),
        ("6%的年利率保持不变。", "level"),
    ]
)
def test_a_part_of_those_who_act_is_a_share(text: str, measure: str) -> None:
    assert [one.measure for one in told(text)] in ([measure], [])
