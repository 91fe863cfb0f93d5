"""Which day or year an article speaks of, and what an undated one leaves open."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from each import each, each_row

from extract import annotate, articles
from extract.cli import main
from extract.errors import UsageError
from extract.model import Article
from extract.read.metadata import moment, year_in_name

NOW = "今年新建绿道12公里。去年建成公园5个。"


def read(name: str, data: str | bytes, **options: Any) -> list[Article]:
    raw = data.encode() if isinstance(data, str) else data
    found = list(articles((name, raw), **options))
    assert all(isinstance(item, Article) for item in found)
    return found  # type: ignore[return-value]


def reference(article: Article) -> tuple[str, str] | None:
    return (article.reference.value, article.reference.origin) if article.reference else None


def lasts(article: Article) -> dict[str, str | None]:
    """By their printed words, the last days of an article's dates."""
    return {date.text: date.last.isoformat() if date.last else None for date in article.dates}


# What a cell of a column of dates holds


@each_row([
    ("2023", "2023"), (2023, "2023"), ("2023.0", "2023"), ("2023年", "2023"), ("２０２３年度", "2023"), ("二○二三年", "2023"),
    ("2023年3月", "2023-03"), ("2023-03", "2023-03"), ("2023.3", "2023-03"), ("202303", "2023-03"), ("March 2023", "2023-03"),
    ("2023年3月上旬", "2023-03"), ("2023/3/5", "2023-03-05"), ("20230305", "2023-03-05"), ("二〇二三年三月五日", "2023-03-05"),
    ("Mar 1, 2020", "2020-03-01"), ("1 March 2020", "2020-03-01"), ("Sun, 01 Mar 2020 10:00:00 GMT", "2020-03-01"),
    (44990, "2023-03-05"), ("44990", "2023-03-05"), (dt.datetime(2023, 3, 5, 8), "2023-03-05"), (1677974400, "2023-03-05"),
    ("3/25/2023", "2023-03-25"), ("25/3/2023", "2023-03-25"), ("5/3/2023", "2023"), ("2023年2月30日", "2023-02"),
    ("待定", None), ("", None), ("第29期", None), ("8.5", None), (True, None), (None, None),
])  # fmt: skip
def test_a_cell_is_taken_for_the_day_month_or_year_it_is(cell: object, value: str | None) -> None:
    assert moment(cell) == value


@each_row([
    ("2022年竹溪县政府工作报告.txt", "2022"), ("竹溪县_2022.txt", "2022"), ("zhuxi-2022-report.docx", "2022"), ("竹溪（2022）.pdf", "2022"),
    ("包.zip!2022年/竹溪县.txt", "2022"), ("2022年度工作总结", "2022"), ("年鉴/2022年鉴.txt", None),
    ("2021—2025年规划.txt", None), ("2021-2025.txt", None), ("2030年前碳达峰方案.txt", None), ("2000字以内.txt", None),
    ("第2023期.txt", None), ("content_20231.htm", None), ("IMG2023.txt", None), ("3号文.txt", None), ("2019与2022对比.txt", None),
    ("竹溪县简报2023年3月.txt", "2023-03"), ("简报2023-03.txt", "2023-03"), ("2023-03至2023-06.txt", None), ("2023年1-3月.txt", "2023"),
    ("v2020.1.txt", None), ("2045.txt", None),
])  # fmt: skip
def test_the_year_in_a_name(name: str, year: str | None) -> None:
    assert year_in_name(name) == year


# Rows


def panel(head: str, cell: str, text: str = NOW) -> str:
    return f'县,{head},全文\n竹溪县,{cell},"发布时间：2024-05-06 来源：县政府网\n{text}"\n'


@pytest.mark.parametrize("cell", ["2021", "2021年", "2021年度", "2021.0", "二〇二一年"])
def test_no_day_in_the_text_overrules_the_column_that_was_named(cell: str) -> None:
    [article] = read("panel.csv", panel("报告所属", cell), columns={"published": "报告所属"})
    assert (article.published, reference(article)) == (None, ("2021", "column"))
    said = lasts(article)
    assert (said["今年"], said["去年"]) == ("2021-12-31", "2020-12-31")


def test_a_named_column_of_days_gives_the_day_of_publication() -> None:
    [article] = read("panel.csv", panel("日子", "Mar 1 2021"), columns={"published": "日子"})
    assert (article.published, reference(article)) == (dt.date(2021, 3, 1), ("2021-03-01", "column"))


@each(["年份", "年度", "Year", "报告年份", "统计年度", "policy_year"])
def test_a_column_of_years_is_found_by_its_name(head: str) -> None:
    [article] = read("panel.csv", panel(head, "2021"))
    assert reference(article) == ("2021", "column")


def test_a_day_of_the_report_itself_refines_the_year_of_its_column() -> None:
    text = "2021年1月20日在竹溪县第十八届人民代表大会第一次会议上\n" + NOW
    row = json.dumps({"年份": 2021, "正文": text}, ensure_ascii=False)
    [article] = read("rows.jsonl", row)
    assert article.reference is not None and article.reference.value == "2021-01-20"


def test_the_papers_own_day_goes_before_the_day_it_was_posted() -> None:
    row = {"成文日期": "2021年3月15日", "发布日期": "2024-01-10", "正文": NOW}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert (article.published, reference(article)) == (dt.date(2024, 1, 10), ("2021-03-15", "column"))


def test_a_row_of_an_undated_table_has_the_year_of_its_sheet_and_else_of_its_file() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "2021年"
    for row in (["县", "正文"], ["竹溪县", NOW]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    [article] = read("各县.xlsx", out.getvalue())
    assert reference(article) == ("2021", "sheet")
    [article] = read("各县2022年报告.csv", f"县,正文\n竹溪县,{NOW}\n")
    assert reference(article) == ("2022", "filename")


def test_cells_that_hold_no_date_are_counted_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "panel.csv"
    rows.write_text("县,年份,正文\n甲县,2021,今年新建公园5个。\n乙县,待定,今年新建公园6个。\n丙县,,今年新建公园7个。\n", "utf-8")
    out = tmp_path / "out"
    assert main(["run", str(rows), "--out", str(out), "--column", "published=年份"]) == 0
    said = capsys.readouterr()
    assert "column 年份: no day, month or year in 2 rows (empty, 待定)" in said.err
    assert "2 without any date" in said.out
    assert main(["run", str(rows), "--out", str(out), "--column", "published=日期"]) == 0
    assert "column 日期: no day, month or year in 3 rows (no such column)" in capsys.readouterr().err


# Options


@pytest.mark.parametrize(("published", "last"), [("2021-03-01", "2021-12-31"), ("2021-03", "2021-12-31"), ("2021", "2021-12-31")])
def test_published_may_be_an_iso_day_month_or_year(published: str, last: str) -> None:
    article = annotate(NOW, published=published)
    assert lasts(article)["今年"] == last
    assert article.published == (dt.date(2021, 3, 1) if len(published) == 10 else None)
    [article] = read("a.txt", NOW, published=published)
    assert reference(article) == (published, "option")


def test_what_is_no_date_is_refused() -> None:
    for wrong in ("2021-13-01", "去年", "2021年3月1日讯"):
        with pytest.raises(UsageError, match="write it as 2022-06-29"):
            annotate(NOW, published=wrong)


def test_the_option_goes_before_the_papers_own_day_and_its_default_behind_it() -> None:
    paper = f"竹溪县造林方案\n\n{NOW}\n\n竹溪县人民政府\n2021年3月15日\n"
    [article] = read("a.txt", paper, published="2023-01-05")
    assert reference(article) == ("2023-01-05", "option")
    [article] = read("a.txt", paper, published_default="2023-01-05")
    assert reference(article) == ("2021-03-15", "text")
    [article] = read("a.txt", NOW, published_default="2023-01-05")
    assert (article.published, article.published_from, reference(article)) == (
        dt.date(2023, 1, 5), "option", ("2023-01-05", "default"),
    )  # fmt: skip


# The document's own date


PAGE = """<html><head><meta charset="utf-8"><title>竹溪县人民政府关于加快造林的意见</title></head><body><table>
<tr><td>索引号：</td><td>0021/2024-3</td></tr><tr><td>成文日期：</td><td>2021年03月15日</td></tr>
<tr><td>发布日期：</td><td>2024年01月10日</td></tr></table><div id="content"><p>竹溪县人民政府关于加快造林的意见</p>
<p>各乡镇人民政府：</p><p>今年新造林1200亩。到2023年底，全县林地面积达到80万亩，苗圃达到35个。</p>
<p>6月底前完成整地。</p></div></body></html>"""


def test_a_page_speaks_of_the_day_its_paper_was_drawn_up() -> None:
    [article] = read("a.html", PAGE)
    assert (article.published, reference(article)) == (dt.date(2024, 1, 10), ("2021-03-15", "document"))
    assert lasts(article) == {"今年": "2021-12-31", "2023年底": "2023-12-31", "6月底": "2021-06-30"}
    assert [one.value for one in article.targets] == [1200, 800000, 35]


@pytest.mark.parametrize("day", ["2021年3月15日", "二〇二一年三月十五日", "2021 年 3 月 15 日"])
def test_a_signature_says_the_day_of_a_paper_that_was_posted_later(day: str) -> None:
    row = {"发布时间": "2024-01-10", "正文": f"竹溪县造林意见\n{NOW}\n竹溪县林业局\n{day}"}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert reference(article) == ("2021-03-15", "document")


def test_a_signature_after_the_posting_day_is_a_slip() -> None:
    row = {"发布时间": "2021-01-10", "正文": f"竹溪县造林意见\n{NOW}\n竹溪县林业局\n2024年3月15日"}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert reference(article) == ("2021-01-10", "metadata")


def test_a_document_number_dates_a_paper_without_another_date() -> None:
    row = {"发布时间": "2024-01-10", "正文": f"竹溪县造林意见\n竹政发〔2021〕8号\n{NOW}"}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert reference(article) == ("2021", "document")


# The year in the title


@each_row(
    [
        ("关于2026年端午节放假安排的通知", "2025-11-04", "2026"),
        ("竹溪县2025年春季造林工作方案", "2024-12-20", "2025"),
        ("关于印发竹溪县2025年民生实事实施方案的通知", "2024-12-20", "2025"),
        ("竹溪县2025年春季造林工作方案", "2025-01-20", "2025"),
        ("竹溪县2026年元旦春节文化活动安排", "2025-12-15", "2026"),
        ("竹溪县2025年政府工作报告", "2025-01-20", "2025-01-20"),
        ("竹溪县2025年公开招聘教师公告", "2024-12-01", "2024-12-01"),
        ("关于2025年度技改项目申报的通知", "2024-11-20", "2024-11-20"),
        ("竹溪县召开2025年造林工作会议", "2024-12-20", "2024-12-20"),
        ("竹溪县发布2025年造林方案", "2024-12-20", "2024-12-20"),
        ("竹溪县2030年前碳达峰实施方案", "2024-12-20", "2024-12-20"),
        ("竹溪县水利发展规划（2025—2030年）", "2024-12-20", "2024-12-20"),
        ("竹溪县2023年国民经济和社会发展统计公报", "2024-03-05", "2024-03-05"),
    ]
)
def test_a_paper_speaks_of_the_year_in_its_title(title: str, published: str, value: str) -> None:
    article = annotate(f"{title}\n\n5月1日至3日造林，计划植树5万株。", published=published)
    assert article.reference is not None and article.reference.value == value


def test_days_of_a_holiday_notice_lie_in_the_year_of_its_title() -> None:
    article = annotate("关于2026年端午节放假安排的通知\n\n6月19日至21日放假，共3天。", published="2025-11-04")
    assert lasts(article)["6月19日至21日"] == "2026-06-21"


@pytest.mark.parametrize(("posted", "value"), [("2021-02-01", "2021-02-01"), ("2023-08-01", "2021"), ("2024-02-01", "2021")])
def test_a_report_that_a_site_put_up_later_speaks_of_its_own_year(posted: str, value: str) -> None:
    row = {"标题": "2021年竹溪县政府工作报告", "发布时间": posted, "正文": NOW}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert article.reference is not None and article.reference.value == value


# Undated texts


@pytest.mark.parametrize(
    "text",
    [
        "2020年全县水稻种植面积3.2万公顷，其中早稻1.5万公顷。",
        "2018年末全镇户籍人口4万人，2019年全镇规模以上工业企业12家。",
        "2021年，全市完成财政支出56亿元。",
        "全镇耕地面积1.2万亩，总人口2.3万人。",
        "竹溪镇2019年农业总产值3.1亿元，粮食总产量1.8万吨。",
    ],
)
def test_what_an_undated_text_reports_is_no_target(text: str) -> None:
    article = annotate(text)
    assert article.targets == () and article.actuals
    assert "undated" in [warning.code for warning in article.warnings]


def test_a_year_relative_to_nothing_stays_open() -> None:
    article = annotate("到2030年，全区绿道里程达到80公里。去年新建公园5个。今年新增茶园2000亩。9月12日开工。")
    assert lasts(article) == {"2030年": "2030-12-31", "去年": None, "今年": None, "9月12日": None}
    assert [(one.value, one.period.last if one.period else None) for one in article.actuals] == [(5, None)]
    assert [one.value for one in article.targets] == [80, 2000]


def test_a_year_in_passing_dates_nothing_behind_it() -> None:
    article = annotate("竹溪茶厂建于1964年。9月12日，镇里举行座谈会。")
    assert lasts(article)["9月12日"] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一、2022年工作回顾\n全年建成公园5个。\n二、2023年工作安排\n今年新建公园6个。", "2023"),
        ("2023-03-08 09:30，正文：今年新建公园6个。", "2023-03-08"),
        ("2023年上半年，全县完成投资12亿元。今年新建公园6个。", "2023"),
        ("2021年修渠，2022年修路，2022年种茶。今年新建公园6个。", None),
        ("公园建于2019年3月8日。今年新建公园6个。", None),
    ],
)
def test_what_an_undated_text_tells_of_itself(text: str, value: str | None) -> None:
    article = annotate(text)
    assert (article.reference.value if article.reference else None) == value


def test_an_actual_whose_time_is_not_over_is_doubted() -> None:
    article = annotate("今年，全市已完成财政支出56亿元。", published="2024-03-01")
    assert [one.status for one in article.actuals] == ["actual"]
    assert [warning.code for warning in article.warnings] == [f"actual_ahead:{article.actuals[0].id}"]
    assert annotate("去年，全市已完成财政支出56亿元。", published="2024-03-01").warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "竹溪街道成立于2019年2月，辖区面积10.8平方公里，总人口5.8万人。",
        "竹溪街道2019年2月由两镇合并设立，辖区面积10.8平方公里，总人口5.8万人。",
        "竹溪中学始建于1958年。占地面积80亩，在校学生1200人。",
    ],
)
def test_the_day_since_when_there_is_a_body_is_not_that_of_its_figures(text: str) -> None:
    assert [one.period for one in annotate(text, published="2023-05-01").actuals] == [None, None]


def test_a_day_in_a_frame_holds_for_what_follows() -> None:
    article = annotate("2022年，全镇新建公园5个，完成投资3亿元。", published="2023-05-01")
    assert [one.period.last.isoformat() for one in article.actuals if one.period and one.period.last] == ["2022-12-31"] * 2


def test_all_the_year_of_a_plan_is_its_own_also_in_january() -> None:
    article = annotate("竹溪县2024年农田建设实施方案\n\n全年新建农田2万亩，3月底前完成设计。", published="2024-01-15")
    assert lasts(article) == {"2024年": "2024-12-31", "全年": "2024-12-31", "3月底": "2024-03-31"}
    assert [one.status for one in article.targets] == ["target"]


@pytest.mark.parametrize(
    "opening",
    [
        "——2022年1月27日在竹溪县第十八届人民代表大会第二次会议上",
        "政府工作报告——2022年1月27日在竹溪县第十八届人民代表大会第二次会议上竹溪县人民政府县长　林晓",
        "（2022年1月27日）",
    ],
)
def test_a_report_in_a_panel_has_the_day_of_its_session(opening: str) -> None:
    text = f"工作报告\n2022年竹溪县政府工作报告\n时间：2023-01-24　来源：县政府网\n阅读：506\n政府工作报告\n{opening}\n各位代表：\n{NOW}"
    [article] = read("panel.csv", f'县,年份,全文\n竹溪县,2022,"{text}"\n')
    assert article.reference is not None and article.reference.value == "2022-01-27"


def test_of_a_year_alone_a_review_tells_of_the_year_before() -> None:
    text = "一、2022年工作回顾\n全年建成公园5个。10月，绿道通车。\n二、2023年工作安排\n全年新建公园6个。10月底前完工。"
    said = [(date.text, date.last.year if date.last else None) for date in annotate(text, published="2023").dates]
    assert said == [("2022年", 2022), ("全年", 2022), ("10月", 2022), ("2023年", 2023), ("全年", 2023), ("10月底", 2023)]


def test_a_communique_without_a_day_reports() -> None:
    article = annotate("竹溪县2023年国民经济和社会发展统计公报\n\n全年地区生产总值310亿元，增长5.2%。年末常住人口40万人。")
    assert article.targets == () and len(article.actuals) == 3


def test_so_far_this_year_is_no_target_where_only_the_year_is_known() -> None:
    article = annotate("今年以来，全县新建公园5个。下一步，计划新建公园8个。", published="2023")
    assert [[one.value for one in found] for found in (article.targets, article.actuals)] == [[8], [5]]


def test_a_notice_for_the_coming_year_plans() -> None:
    row = {"标题": "关于做好2025年春耕生产工作的通知", "发布时间": "2025-01-03", "正文": "3月底前备足化肥2万吨。\n竹溪县农业局\n2024年12月30日"}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert reference(article) == ("2025", "title")
    assert [(one.value, one.period and one.period.last) for one in article.targets] == [(20000, dt.date(2025, 3, 31))]


def test_a_deadline_in_a_year_that_is_all_that_is_known_is_still_to_come() -> None:
    assert [one.status for one in annotate("6月底前建成公园5个。", published="2023").targets] == ["target"]


def test_what_is_so_now_has_no_year_told_before_it() -> None:
    article = annotate("到2030年，全县人口达到50万人。目前，全县人口45万人。", published="2023-05-01")
    assert [(one.status, one.period) for one in article.actuals] == [("actual", None)]


def test_a_date_before_another_figure_is_that_figures_own() -> None:
    article = annotate("全镇面积120平方公里，2018年末总人口3.2万人。", published="2019-05-01")
    assert [(one.unit, one.period and one.period.text) for one in article.actuals] == [("km2", None), ("人", "2018年末")]


def test_the_issue_of_a_paper_says_its_year() -> None:
    assert lasts(annotate("竹溪通讯\n2022年第3期\n\n今年新建公园5个。"))["今年"] == "2022-12-31"


def test_the_day_behind_each_label_of_one_line_is_told_apart() -> None:
    line = "索引号：001　发文机关：竹溪县人民政府　成文日期：2019年7月1日　发布日期：2022年3月4日"
    page = f"<html><head><meta charset='utf-8'></head><body><p>{line}</p><h1>竹溪县人民政府关于发展茶业的意见</h1><p>各乡镇人民政府：</p><p>今年新建茶园3000亩。</p></body></html>"
    [article] = read("a.html", page)
    assert (article.published, reference(article)) == (dt.date(2022, 3, 4), ("2019-07-01", "document"))


def test_a_row_whose_named_cell_holds_no_date_has_the_year_of_another_column() -> None:
    [article] = read("a.csv", "上传,年份,正文\n未知,2022,今年新建公园6个。\n", columns={"published": "上传"})
    assert reference(article) == ("2022", "column")
    assert [warning.code for warning in article.warnings] == ["date-unread:上传: 未知"]


def test_a_numbered_head_is_no_title() -> None:
    article = annotate("一、2020年工作总结\n全年建成公园5个。\n二、2021年工作计划\n全年新建公园8个。")
    assert [(one.value, one.period and one.period.last) for one in (*article.actuals, *article.targets)] == [
        (5, dt.date(2020, 12, 31)), (8, dt.date(2021, 12, 31)),
    ]  # fmt: skip


def test_a_title_may_stand_below_the_name_of_its_body() -> None:
    row = {"发布时间": "2023-05-05", "正文": f"竹溪县人民政府\n关于印发竹溪县2021年绿化工作要点的通知\n各乡镇：\n{NOW}"}
    [article] = read("rows.jsonl", json.dumps(row, ensure_ascii=False))
    assert reference(article) == ("2021", "title")


def test_joined_papers_have_each_their_own_day() -> None:
    text = "竹溪县绿道建设方案\n2021-03-01\n今年新建绿道12公里。\n\n柳浦镇茶产业发展意见\n2023-06-15\n今年新增茶园2000亩。\n"
    assert [lasts(article)["今年"] for article in read("a.txt", text)] == ["2021-12-31", "2023-12-31"]


# The last time of its name that is over, in what is published in winter and spring


@each_row(
    [
        ("2024-01-19", "杏河县统计局发布数据，前三季度全县服务业增加值增长6.4%。", "2023-09-30"),
        ("2024-02-06", "上半年，柳坝镇完成工业投资2.7亿元，同比增长9%。", "2023-06-30"),
        ("2024-03-12", "三季度，全区外贸进出口额达到7.9亿元。", "2023-09-30"),
        ("2024-02-20", "1—9月，全市税收收入为83亿元。", "2023-09-30"),
        ("2024-01-15", "全年，松溪区实现工业增加值208亿元，比上年增长6.1%。", "2023-12-31"),
        ("2024-01-31", "上半年，溪口街道改造背街小巷17条。", "2023-06-30"),
        ("2024-04-20", "一季度，全区完成用电量3.1亿千瓦时。", "2024-03-31"),
        ("2024-06-24", "上半年，杏河县新建充电站12座。", "2024-06-30"),
        ("2024-02-24", "1—8月，园区实现税收9.2亿元，完成全年任务的68%。", "2023-08-31"),
    ]
)
def test_a_time_without_its_year_that_has_a_figure_is_the_last_that_is_over(published: str, text: str, last: str) -> None:
    made = annotate(text, published=dt.date.fromisoformat(published))
    assert [(str(one.period.last) if one.period else None) for one in made.actuals][:1] == [last]
    assert not made.targets


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("上半年力争完成投资21亿元。", "2024-06-30"), ("三季度前完成雨污分流改造45公里。", "2024-09-30"),
        ("2024年工作安排\n上半年，新开工标准厂房项目9个。", "2024-06-30"), ("全年地区生产总值预期目标为增长5.5%左右。", "2024-12-31"),
        ("上半年，区中医院新楼将投入使用，新增床位260张。", "2024-06-30"),
    ],
)  # fmt: skip
def test_a_time_without_its_year_that_has_an_aim_is_the_coming_one(text: str, last: str) -> None:
    made = annotate(text, published=dt.date(2024, 2, 16))
    assert [str(one.period.last) for one in made.targets if one.period] == [last]


# The aims of a government's report, with and without the year in their sentence


@each(
    [
        "二、今年目标\n生产总值增长6%左右。",
        "工业投资按增长9%安排。",
        "今年服务业增加值增长7%左右，这是综合考虑各方面条件提出的预期目标。",
        "提出外贸进出口额增长4%以上的目标。",
        "把民间投资增长目标设定为8%左右。",
        "农业总产值预期增长4.5%。",
        "生产总值增长6.5%左右是符合实际、可以实现的。",
    ]
)
def test_an_aim_of_growth_is_for_the_year_of_its_report(sentence: str) -> None:
    opening = "政府工作报告\n（2024年1月18日在杏河县第九届人民代表大会第三次会议上）\n过去一年，全县新建塘坝6座。\n"
    made = annotate(opening + sentence, published=dt.date(2024, 1, 30))
    assert [(one.status, one.period and str(one.period.last)) for one in made.targets] == [("target", "2024-12-31")]


@pytest.mark.parametrize(
    "text",
    [
        "杏河县统计局通报，全县工业投资增长9%。",
        "政府工作报告\n过去一年，全县生产总值增长6.2%，圆满完成增长6%的目标。",
    ],
)
def test_a_growth_that_was_reached_is_no_aim(text: str) -> None:
    assert not annotate(text, published=dt.date(2024, 1, 30)).targets


def test_a_year_to_come_by_which_something_is_built_governs_what_follows() -> None:
    made = annotate("力争2024年底完成主体工程，2025年6月建成投用，提供床位420张。", published=dt.date(2024, 3, 21))
    assert [str(one.period.last) for one in made.targets if one.period] == ["2025-06-30"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2018年白茅镇竹编业实现销售收入约12亿元。", "2018-07-02"),
        ("2020年，青禾公司投入资金2000万元改造生产线。", "2020-04-01"),
        ("早在2015年，永泰合作社便投入资金80万元建设冷库。", "2015"),
        ("全镇民宿从2018年的30家发展到2021年的210家。", "2021"),
        ("企业产能由2018年的5万吨提升到2020年的9万吨。", "2020-06-01"),
    ],
)
def test_a_deed_of_the_year_of_publication_is_reported(text: str, published: str) -> None:
    made = annotate(text, published=published)
    assert made.actuals and not made.targets


@each_row(
    [
        ("2024年，完成造林2万亩。", "2024-01-15"),
        ("2024年，全县工业增加值增长6%左右。", "2024-01-20"),
        ("2024年力争实现产值20亿元。", "2024-06-01"),
        ("2024年要完成技改投资12亿元。", "2024-06-01"),
        ("2024年全年完成投资80亿元以上。", "2024-06-01"),
        ("目标任务\n2024年新建公园3个，完成投资2亿元。", "2024-06-01"),
        ("到2024年实现产值20亿元。", "2024-06-01"),
    ]
)
def test_a_sign_of_an_aim_or_a_year_hardly_begun_makes_the_same_words_a_target(text: str, published: str) -> None:
    made = annotate(text, published=published)
    assert made.targets and not made.actuals


@pytest.mark.parametrize("published", ["2026年3月1日", "2026/3/1", "2026.03.01", "2026-3-1"])
def test_a_day_may_be_written_as_bulletins_write_it(published: str) -> None:
    assert annotate(NOW, published=published).published == dt.date(2026, 3, 1)
