"""Dates in sentences: spans, the days they mean, and what fills their gaps."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from each import each, each_row
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Date, Reference, Rejected
from extract.passage import Passage
from extract.patterns import load_rules
from extract.recognise import dates
from extract.recognise.findings import Findings

RULES = load_rules()
PUBLISHED = "2022-08-05"


def found(text: str, reference: str | None = PUBLISHED, taken: tuple[tuple[int, int], ...] = ()) -> list[Date]:
    given_by = Reference(reference, "metadata") if reference else None
    names = [Rejected(text[a:b], a, b, "x", "") for a, b in taken]
    return dates.find(Passage.of(text), Findings(reference=given_by, names=names), RULES).records


def said(text: str, reference: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(date.text, date.value) for date in found(text, reference)]


@each_row(
    [
        ("今天（8月5日），云岭市开了动员会", [("今天", "2022-08-05"), ("8月5日", "2022-08-05")]),
        ("到２０２７年，白河镇种茶５万亩", [("２０２７年", "2027")]),
        ("去年12月至今年1月走访320户", [("去年12月至今年1月", "2021-12/2022-01")]),
        ("“十四五”期间修路，“十五五”规划起步", [("“十四五”期间", "2021/2025"), ("十五五", "2026/2030")]),
        ("二〇三五年，青禾县基本建成", [("二〇三五年", "2035")]),
        ("自6月以来雨水偏多", [("6月", "2022-06")]),
        ("农历八月十五赏月", [("农历八月十五", "2022-09-10")]),
        ("2月中旬到3月底", [("2月中旬到3月底", "2022-02-11/2022-03-31")]),
        ("2018/5/3-2018/6/2", [("2018/5/3-2018/6/2", "2018-05-03/2018-06-02")]),
    ]
)
def test_spans_and_values(text: str, dates_: list[tuple[str, str]]) -> None:
    assert said(text) == dates_


@each(
    [
        "近年来，企业连续12年盈利，时隔5年再获奖",
        "三年行动计划提前一年完成，建校50周年",
        "年产3万吨，年均增长，少年宫，学年末",
        "如今年轻人爱喝茶，过去年均外出",
        "“党建星期二”和《明日之后》，今日头条",
        "5号楼，3月龄，党的二十大，二十届三中全会",
        "电话0757-20220624，粤府〔2022〕5号",
        "2023人、2035亩、2010.5亿元",
    ]
)
def test_no_dates(text: str) -> None:
    assert said(text) == []


@each_row(
    [
        ("2022-02-01", "全年修渠30公里", "2021"),
        ("2022-02-01", "今年要做好五件事。全年修渠30公里以上", "2022"),
        ("2022-02-01", "五年来，路网成形", "2017/2021"),
        ("2022-08-05", "未来5年种茶2万亩", "2022/2027"),
        ("2022-08-05", "近三年种茶2万亩", "2019/2022"),
        ("2023-01-05", "12月28日，开园仪式举行", "2022-12-28"),
        ("2023-01-05", "园区将于12月28日开放", "2023-12-28"),
        ("2022-08-05", "上半年种茶2万亩", "2022-01/2022-06"),
        ("2022-02-05", "下半年种茶2万亩", "2021-07/2021-12"),
        ("2022-01-05", "12月30号", "2022-12-30"),
        ("2022", "三年前建厂", "2019"),
        ("2019-06", "未来2个月", "2019-06/2019-07"),
    ]
)
def test_resolved_against_the_day_of_the_article(published: str, text: str, value: str) -> None:
    assert said(text, published)[-1][1] == value


def test_without_any_date_a_year_stays_open() -> None:
    [date] = found("6月24日，园区开放", None)
    assert (date.value, date.first, date.last, date.resolved_from) == ("XXXX-06-24", None, None, None)


def test_the_last_full_year_fills_in_where_there_is_no_other() -> None:
    first, second = found("2019年，白河镇修渠。6月24日，渠成", None)
    assert (second.value, second.resolved_from, first.resolved_from) == ("2019-06-24", "context", "text")


def test_the_same_period_mirrors_the_one_just_told() -> None:
    assert said("1—5月用电2亿度，比去年同期多3%")[-1] == ("去年同期", "2021-01/2021-05")


def test_the_day_told_is_that_day() -> None:
    assert said("6月6日动工，当日签约")[-1] == ("当日", "2022-06-06")


def test_the_day_that_another_follows_is_not_the_day_told() -> None:
    assert said("6月20日，园区开工。继6月6日签约后再添项目。当日还签约")[-1] == ("当日", "2022-06-20")


def test_sets_have_no_days() -> None:
    [date] = found("园区每天运菜2吨")
    assert (date.type, date.value, date.first) == ("set", "R/P1D", None)


def test_edges_of_a_period_are_a_modifier() -> None:
    [date] = found("冷库6月底前建成")
    assert (date.text, date.value, date.modifier) == ("6月底", "2022-06", "end")


def test_what_is_counted_up_to_is_over() -> None:
    assert said("截至12月底，茶厂12座", "2023-12-15") == [("12月底", "2022-12")]
    assert said("截至12月底，茶厂12座", "2023-12-29") == [("12月底", "2023-12")]
    assert said("12月底前建成茶厂12座", "2023-12-15") == [("12月底", "2023-12")]


def test_a_year_under_review_is_meant_by_its_whole_in_december_too() -> None:
    assert said("一、2022年主要工作\n全年新建大棚30座。", "2023-12-15") == [("2022年", "2022"), ("全年", "2022")]
    assert said("全年新建大棚30座。", "2023-12-15") == [("全年", "2023")]


def test_a_name_with_digits_is_never_a_date_but_one_inside_a_date_gives_way() -> None:
    assert found("2022年街招商", taken=((0, 6),)) == []
    assert [date.text for date in found("3月九号布展", taken=((2, 4),))] == ["3月九号"]


def test_a_day_that_is_none_is_rejected_with_its_reason() -> None:
    text = "2023年2月30日交付"
    records, rejected = dates.find(Passage.of(text), Findings(), RULES)
    assert records == []
    assert [(item.text, item.reason) for item in rejected] == [("2023年2月30日", "no such day in the calendar")]


@each_row(
    [
        ("2023年3月8日，白河镇开会", Reference("2023-03-08", "context")),
        ("2021年修渠，2022年修路，2022年种茶", None),
        ("白河镇开会", None),
        ("今年，白河镇已产茶5万吨。截至2023年8月9日，茶厂12座。", Reference("2023-08-09", "context")),
        ("今年，白河镇将落实2023年度茶业工作要点。", Reference("2023", "context")),
        ("白河镇落实2023年度茶业工作要点。", None),
        ("2022年，白河镇产茶5万吨，增长6%。今年上半年产茶3万吨。", Reference("2023", "context")),
        ("今年上半年产茶3万吨。2022年，白河镇产茶5万吨，增长6%。", None),
        ("力争到2027年种茶5万亩", None),
    ]
)
def test_an_undated_text_tells_its_own_date(text: str, reference: Reference | None) -> None:
    assert dates.reference_in(Passage.of(text), RULES) == reference


WRITINGS = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}-{day.month:02d}-{day.day:02d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{chinese_year(day.year)}年{chinese(day.month)}月{chinese(day.day)}日",
)


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")).strip()


def chinese_year(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(WRITINGS))
def test_a_written_day_parses_back(day: dt.date, write) -> None:  # type: ignore[no-untyped-def]
    text = f"公示期自{write(day)}起"
    [date] = found(text)
    assert (date.text, date.first, date.last) == (write(day), day, day)


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(0, 5), st.integers(1, 12))
def test_a_written_range_parses_back(year: int, month: int, years: int, last: int) -> None:
    text = f"{year}年{month}月至{year + years}年{last}月"
    if years == 0 and last < month:
        assert found(text) == []
        return
    [date] = found(text)
    assert date.text == text
    assert date.first == dt.date(year, month, 1)
    assert date.last is not None
    assert (date.last.year, date.last.month) == (year + years, last)


PIECES = [
    *"0123456789一二三四五六七八九十〇零廿半两年月日号天周季旬末底初前后内来上下去今明昨当每第至到-—、，。（“”五世纪代节春正腊 　\n;；",
    "十四五",
    "未来",
    "过去",
    "农历",
    "同期",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(["0001-01-01", "9999-12-31", "2024-02-29", "2019-06", "2019", None]))
def test_random_chinese_never_raises_and_spans_hold(text: str, reference: str | None) -> None:
    records = found(text, reference)
    assert all(text[date.start : date.end] == date.text for date in records)
    assert all(one.end <= two.start for one, two in itertools.pairwise(records))
    assert all(date.text == date.text.strip() and not set(date.text) & set("\n。；！？") for date in records)
    assert all(date.first <= date.last for date in records if date.first and date.last)
    assert records == found(text, reference)


@pytest.mark.parametrize("text", ["年" * 100_000, "1" * 100_000, "2022年" * 4_000, "一" * 100_000, "月日" * 20_000], ids=len)
def test_long_runs_do_not_hang(text: str) -> None:
    found(text)


@each_row(
    [
        ("2023-10-08", "中秋国庆假期客流旺，假期第三天发送7万人次", ("假期第三天", "2023-10-01")),
        ("2024-02-18", "假期最后一天，返程车流达峰", ("假期最后一天", "2024-02-17")),
        ("2031-10-08", "国庆假期接待游客2万人次", ("国庆假期", "2031-10-01/2031-10-07")),
        ("2023-10-08", "国庆假期客流旺，比2019年同期多一成", ("2019年同期", "2019-09-29/2019-10-06")),
        ("2024-03-20", "2月份订单回升，较上月多一成", ("上月", "2024-01")),
        ("2024-03-20", "上月订单回升", ("上月", "2024-02")),
        ("2024-03-20", "三季度以来订单回升", ("三季度", "2023-Q3")),
        ("2025-01-24", "2024年，增速回升。1—11月，利润增长5%", ("1—11月", "2024-01/2024-11")),
        ("2025-01-24", "全区发布年报。增速比上半年快1个百分点", ("上半年", "2024-01/2024-06")),
        ("2024-12-13", "十年来，渠系成网", ("十年来", "2014/2024")),
        ("2022-03-31", "对上年度出口额在300万美元以上的企业给予补助", ("上年度", "2021")),
        ("2011-06-12", "昨日（9日）降雨", ("9日", "2011-06-09")),
        ("2024-03-20", "截至2月末存款增长，当月新增贷款3亿元", ("当月", "2024-02")),
        ("2024-01-15", "今冬兴修水利", ("今冬", "2023-12/2024-02")),
    ]
)
def test_told_as_a_reader_takes_it(published: str, text: str, said_last: tuple[str, str]) -> None:
    assert said(text, published)[-1] == said_last


def test_a_year_to_do_and_a_year_done() -> None:
    done = "粮食总产再创新高，累计建成泵站12座，获批专项资金3亿元，全市场增长2%，成功举办农博会。全年争取资金2亿元。"
    to_do = "必须加快推进水网建设，深入实施强县行动，着力稳面积、提单产，力争全年播种面积110万亩以上。"
    assert said(done, "2025-02-01")[-1] == ("全年", "2024")
    assert said(to_do, "2025-02-01")[-1] == ("全年", "2025")


@each_row(
    [
        ("比去年全年——今年一季度还没算上——多", [("去年全年", "2021"), ("今年一季度", "2022-Q1")]),
        ("汇演定在8月12日（周五）、13日（周六）", [("8月12日", "2022-08-12"), ("13日", "2022-08-13")]),
        ("8月20日、21日、22日三天", [("8月20日、21日、22日三天", "2022-08-20/2022-08-22")]),
        ("8月20日、23日两天", [("8月20日", "2022-08-20"), ("23日", "2022-08-23")]),
        ("8月20日（星期六）至21日（星期日）放映", [("8月20日（星期六）至21日（星期日）", "2022-08-20/2022-08-21")]),
        ("8月20日8时至23日停水", [("8月20日8时至23日", "2022-08-20/2022-08-23")]),
        ("自8月1日起至9月5日止", [("8月1日起至9月5日", "2022-08-01/2022-09-05")]),
        ("茶园2021、2022年两次扩种", [("2021", "2021"), ("2022年", "2022")]),
        ("2021年\n3月", [("2021年", "2021"), ("3月", "2022-03")]),
        ("十月月底前完工", [("十月月底", "2022-10")]),
        ("12-09 08:30 白河镇", [("12-09", "XXXX-12-09")]),
        ("22-08-04 08:30 白河镇", [("22-08-04", "2022-08-04")]),
        ("八月初三上香", [("八月初三", "2022-08-29")]),
        ("2021年度奖补项目8月30日截止申报", [("2021年度", "2021"), ("8月30日", "2022-08-30")]),
        ("上年度账本、上年度报表齐全", [("上年度", "2021"), ("上年度", "2021")]),
        ("编制第十五个五年规划，看“八五”末期旧账", [("第十五个五年规划", "2026/2030"), ("“八五”末期", "1991/1995")]),
        ("《青禾县第十四个五年规划和二〇三五年远景目标纲要》", [("二〇三五年", "2035")]),
        ("2021Q3和Q4出货两批", [("2021Q3", "2021-Q3"), ("Q4", "2021-Q4")]),
        ("去年的今天通水", [("去年的今天", "2021-08-05")]),
        ("白河的明天更美", []),
        ("2020、2021两年共植树3万亩", [("2020、2021两年", "2020/2021")]),
        ("2019年、2021年两年歉收", [("2019年", "2019"), ("2021年", "2021")]),
        ("今明两年共植树3万亩", [("今明两年", "2022/2023")]),
        ("过往三年植树3万亩", [("过往三年", "2019/2022")]),
        ("2020年，是攻坚之年。一年来，路网成形", [("2020年", "2020"), ("一年来", "2020")]),
        ("下周一到下周三轮检", [("下周一到下周三", "2022-08-08/2022-08-10")]),
        ("上个周末客满", [("上个周末", "2022-07-30/2022-07-31")]),
        ("2023年首月开门红", [("2023年首月", "2023-01")]),
        ("9月中，新线通车", [("9月中", "2022-09")]),
        ("冬至开窑", [("冬至", "2022-12-22")]),
        ("2021年阴历8月15赏月", [("2021年阴历8月15", "2021-09-21")]),
        ("15/9/2022", [("15/9/2022", "2022-09-15")]),
        ("提前半年完成", []),
    ]
)
def test_kinds_of_writing(text: str, dates_: list[tuple[str, str]]) -> None:
    assert said(text) == dates_


@each_row(
    [
        ("2023年初", ("2023-01-01", "2023-02-28")),
        ("去年年末", ("2021-11-01", "2021-12-31")),
        ("2023年伊始", ("2023-01-01", "2023-01-31")),
        ("2023年中", ("2023-06-01", "2023-07-31")),
        ("本季末", ("2022-09-01", "2022-09-30")),
        ("三季度末", ("2022-09-01", "2022-09-30")),
        ("上半年末", ("2022-06-01", "2022-06-30")),
        ("10月初", ("2022-10-01", "2022-10-05")),
        ("10月底", ("2022-10-25", "2022-10-31")),
        ("20世纪50年代末", ("1957-01-01", "1959-12-31")),
        ("本世纪中叶", ("2041-01-01", "2060-12-31")),
        ("10月初前", ("2022-08-05", "2022-10-05")),
    ]
)
def test_an_edge_alone_is_read_narrowly(text: str, edge: tuple[str, str]) -> None:
    (date,) = found(text)
    assert (str(date.first), str(date.last)) == edge
    (whole,) = found(f"云岭市{text}总结了全部工作情况。") if not text.endswith("前") else (date,)
    assert text.endswith("前") or (whole.first, whole.last) != (date.first, date.last)


@pytest.mark.parametrize("text", ["2028年\n", "到2028年 ，", "2028年　\n5月", "3月\n5日\n", "2021年 3月 至 5月 \n"])
def test_no_blank_ends_a_date(text: str) -> None:
    assert found(text)
    assert all(date.text == date.text.strip() and "\n" not in date.text for date in found(text))


@each(
    [
        "1年多来共分红16万元",
        "申请人自办结的次月起领取补贴",
        "奖励标准为当年营业收入的2%",
        "近三年在本市缴纳税款的企业可以申报",
        "近十年来首次实现两位数增长",
        "每学年资助一次",
        "每三个月评选一次",
    ]
)
def test_what_each_case_counts_for_itself_has_no_days(text: str) -> None:
    (date,) = found(text)
    assert (date.first, date.last) == (None, None)


@pytest.mark.parametrize(("text", "last"), [("8月15日之后", None), ("次月", "2022-09-30"), ("第三年", "2024-12-31"), ("周二至周四", "2022-08-04")])
def test_alone_counted_from_the_article(text: str, last: str | None) -> None:
    (date,) = found(text)
    assert date.text == text
    assert (str(date.last) if date.last else None) == last


def test_a_sum_per_head_and_month_is_no_set() -> None:
    assert not found("补贴标准为每人每月300元、每户每年2000元")
    assert [date.text for date in found("每学年资助每户2000元")] == ["每学年"]
