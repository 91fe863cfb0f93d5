"""A page becomes its articles: heads, bylines, captions and furniture apart from the running text."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from each import each_row

from extract import segment, split
from extract.model import Article, Byline, Page, Source
from extract.patterns import load_rules
from extract.split import layout

RULES = load_rules()

NEWSPAPER = """\
## 柳埠亮出“智造立镇”路线图

### 力争到2028年工业产值破300亿元,研发投入占比达3.5%

衡川日报(记者/乔知夏 见习记者/温若安 通讯员/贺平 陆一舟)3月6日,柳埠镇召开“智造立镇”大会,提出五年再造一个新柳埠。现场有12个项目签约,总投资86亿元。

#### 单个项目最高补助2000万元

会上发布了《柳埠镇工业扶持办法(试行)》,符合条件的最高补助2000万元。

柳埠镇把旧厂房改成了产业园。图为鹤湖智造园。 衡川日报记者/邵远 摄

到2028年,全镇规模以上工业企业达到150家,高技能人才总量为全县提供新活力

强支撑的样板。

## 从算账看柳埠的底气

算好了账,心里才有底!

### 一

#### 算清土地账

近年来,以旧厂改造推动

产业升级,成为不少镇街的共同选择。

### 二

#### 算好人才账

柳埠对标先进,在3

月6日召开的大会上,提出引进博士50名。

文/衡川日报记者 施白

### 柳埠推出“暖心桥”工程

## 架好连心桥 办好实事百件

衡川日报(记者/乔知夏)3月9日,柳埠镇启动“暖心桥”工程,年内办好100件实事。
"""


def page(text: str, **said: object) -> Page:
    return Page(Source("柳埠.md", "md", "utf-8", ""), text, **said)  # type: ignore[arg-type]


def articles(text: str, **said: object) -> list[Article]:
    return [segment.sentences(article) for article in split.articles(page(text, **said), RULES)]


def lines(article: Article) -> list[str]:
    return article.text.split("\n")


def aligned(text: str, article: Article) -> bool:
    return all(text[b : b + n] == article.text[a : a + n] for a, b, n in article.alignment)


class Test报纸一版三篇:
    found = articles(NEWSPAPER)

    def test_title_subtitle_and_kicker(self) -> None:
        assert [(a.kicker, a.title, a.subtitle) for a in self.found] == [
            (None, "柳埠亮出“智造立镇”路线图", "力争到2028年工业产值破300亿元,研发投入占比达3.5%"),
            (None, "从算账看柳埠的底气", None),
            ("柳埠推出“暖心桥”工程", "架好连心桥 办好实事百件", None),
        ]

    def test_bylines(self) -> None:
        assert self.found[0].publisher == self.found[1].publisher == "衡川日报"
        assert self.found[0].byline == (
            Byline("乔知夏", "记者"),
            Byline("温若安", "见习记者"),
            Byline("贺平", "通讯员"),
            Byline("陆一舟", "通讯员"),
        )
        assert self.found[1].byline == (Byline("施白", "记者"),)

    def test_the_text_begins_at_its_dateline(self) -> None:
        assert self.found[0].text.startswith("3月6日,柳埠镇召开")

    def test_captions_are_not_in_the_text(self) -> None:
        [caption] = self.found[0].captions
        assert caption.text.endswith("图为鹤湖智造园。")
        assert caption.credit == "衡川日报记者/邵远"
        assert "图为" not in self.found[0].text

    def test_headings(self) -> None:
        assert [s.heading for s in self.found[0].sections] == ["单个项目最高补助2000万元"]
        assert [(s.heading, s.level) for s in self.found[1].sections] == [("算清土地账", 1), ("算好人才账", 1)]
        first, second = self.found[1].sections
        assert first.end == second.start
        assert self.found[1].text[second.start :].startswith("二\n算好人才账")

    def test_a_broken_sentence_is_joined(self) -> None:
        assert "高技能人才总量为全县提供新活力强支撑的样板。" in self.found[0].text
        assert "以旧厂改造推动产业升级" in self.found[1].text
        assert "在3月6日召开的大会上" in self.found[1].text

    def test_a_title_is_not_joined_to_the_text(self) -> None:
        assert "单个项目最高补助2000万元" in lines(self.found[0])

    def test_alignment(self) -> None:
        assert all(aligned(NEWSPAPER, article) for article in self.found)

    def test_indices_begin_at_zero(self) -> None:
        assert [article.source.index for article in self.found] == [0, 1, 2]


BROADCAST = "\n\n".join(
    f"{mark}{title}\n\n**衡川网消息**（衡川新闻）：{title}的消息今天公布，共有{n}家企业参加，完成投资{n}亿元。\n\n"
    f"下一步，全市将继续推进。\n\n[查看原文](https://example.org/{n})"
    for n, (mark, title) in enumerate([("### ", "全市工业开门红"), ("### ", "新港码头开港 首航三条航线"), ("### ", "三所学校同日开工")], 2)
)


@pytest.mark.parametrize("text", [BROADCAST, BROADCAST.replace("### ", "")], ids=["标题有记号", "标题无记号"])
def test_the_news_of_a_day_are_several_articles(text: str) -> None:
    found = articles(text)
    assert [a.title for a in found] == ["全市工业开门红", "新港码头开港 首航三条航线", "三所学校同日开工"]
    assert {a.publisher for a in found} == {"衡川网"}
    assert not any("衡川网消息" in a.text or "查看原文" in a.text or "*" in a.text for a in found)
    assert all(w.code == "furniture:1" for a in found for w in a.warnings)


def test_a_table_of_contents_is_no_article() -> None:
    contents = "# 衡川新闻\n\n## 要目\n\n1.全市工业开门红；\n\n2.新港码头开港 首航三条航线；\n\n3.三所学校同日开工。\n\n## 详细\n\n"
    assert [a.title for a in articles(contents + BROADCAST)] == [a.title for a in articles(BROADCAST)]
    assert [a.title for a in articles(contents + BROADCAST.replace("### ", ""))] == [a.title for a in articles(BROADCAST)]


REPORT = """\
2024年柳埠县政府工作报告
来源：衡川日报
——2024年1月9日在柳埠县第八届人民代表大会第四次会议上
县长　韦清和
各位代表：
现在，我代表县人民政府，向大会报告工作。
　　一、2023年工作回顾
一年来，全县地区生产总值增长6.2%。
（一）产业发展提速。新增规上企业18家，总数达到160家。
（二）民生持续改善
新建学校3所。
二、2024年工作安排
增长6%左右。
附件1
2024年县十件民生实事
一、改造老旧小区
改造20个。
"""


def test_a_report_is_one_article() -> None:
    [report] = articles(REPORT)
    assert report.title == "2024年柳埠县政府工作报告"
    assert report.subtitle == "——2024年1月9日在柳埠县第八届人民代表大会第四次会议上"
    assert (report.publisher, report.byline) == ("衡川日报", (Byline("韦清和", "县长"),))
    assert (report.published, report.published_from) == (dt.date(2024, 1, 9), "text")
    assert [(s.level, s.heading) for s in report.sections][:4] == [
        (1, "一、2023年工作回顾"),
        (2, "（一）产业发展提速"),
        (2, "（二）民生持续改善"),
        (1, "二、2024年工作安排"),
    ]
    assert (2, "一、改造老旧小区") in [(s.level, s.heading) for s in report.sections]
    assert report.text.startswith("各位代表：\n")


def test_an_undated_report_is_read_against_the_year_of_its_title() -> None:
    [report] = articles("2024年柳埠县政府工作报告\n\n一、工作回顾\n\n一年来，全县稳中有进。")
    assert report.published is None
    assert report.reference is not None
    assert (report.reference.value, report.reference.origin) == ("2024", "title")


def test_official_documents() -> None:
    [found] = articles(
        "关于印发柳埠县节水三年行动方案的通知\n柳府办〔2023〕18号\n\n各镇人民政府：\n\n现将方案印发给你们，请认真组织实施。\n\n"
        "柳埠县人民政府办公室\n2023年7月3日\n"
    )
    assert found.title == "关于印发柳埠县节水三年行动方案的通知"
    assert found.source.metadata["document_number"] == "柳府办〔2023〕18号"
    assert found.published == dt.date(2023, 7, 3)
    assert "2023年7月3日" in found.text


@each_row(
    [
        ("本报讯（记者 林晓 通讯员 王 勇）5月9日，公园建成。", None, ["林晓", "王勇"], "5月9日，公园建成。"),
        ("新华社广州6月2日电（记者 田家和）全省开工项目30个。", "新华社", ["田家和"], "广州6月2日全省开工项目30个。"),
        ("衡川新闻网4月2日讯 (记者 曾予) 记者获悉，工业增长9%。", "衡川新闻网", ["曾予"], "4月2日 记者获悉，工业增长9%。"),
        ("央视网消息（新闻联播）：今年一季度，外贸增长5%。", "央视网", [], "今年一季度，外贸增长5%。"),
        ("衡川晚报记者 苏木 报道：全县造林2万亩。", "衡川晚报", ["苏木"], "全县造林2万亩。"),
        ("5月9日，全县开工项目9个。（记者 林晓）", None, ["林晓"], "5月9日，全县开工项目9个。"),
    ],
    ids=["本报讯", "电头", "网讯带日期", "央视网消息", "记者报道", "文末括号"],
)
def test_bylines_of_all_forms(line: str, publisher: str | None, people: list[str], text: str) -> None:
    [found] = articles(f"# 衡川一则\n\n{line}")
    assert (found.publisher, [p.name for p in found.byline], found.text) == (publisher, people, text)


@pytest.mark.parametrize(
    "line",
    [
        "本报告期内（记者节前后）企业增加9家。",
        "参与电力市场和电网运行的电源协调管理系统已建成3套。",
        "记者今日从县统计局获悉，工业增长9%。",
        "该社区（通讯员驿站所在地）服务居民3000户。",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    [found] = articles(f"# 衡川一则\n\n{line}")
    assert (found.text, found.byline, found.publisher) == (line, (), None)


@each_row(
    [
        ("全县将在6", "月24日前完成改造任务。", True),
        ("近年来,以科技创新推进", "绿色制造,成为重要抓手。", True),
        ("会议提出,要为企业提供更好的", "服务环境。", True),
        ("会议通过了《柳埠县", "节水条例》的草案。", True),
        ("全县建成公园9座。下一步将加快推进", "三个片区的改造,年内完工。", True),
        ("会议要求各镇加强领导、压实责任、", "抓好落实。", True),
        ("产业兴则柳埠兴", "今年以来,全县新增企业90家,增长8%。", False),
        ("聚焦项目建设", "聚焦科技创新", False),
        ("全县建成公园9座。", "下一步再建3座。", False),
        ("一、工作回顾", "一年来,全县稳中有进,增长6%。", False),
        ("重点抓好以下工作:", "扩大有效投资,开工项目9个。", False),
        ("(四)民生保障持续改善", "着力办好民生实事。完成20项工程。", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "接" if value else "不接",
)
def test_lines_that_are_joined_and_that_are_not(first: str, second: str, joined: bool) -> None:
    text = f"# 衡川一则\n\n柳埠县今年开局良好,工业增长9%。\n\n{first}\n\n{second}\n\n全县上下信心十足,增长可期。"
    [found] = articles(text)
    assert (first + second in found.text) is joined
    assert aligned(text, found)


def test_a_paragraph_of_hard_lines_is_joined() -> None:
    paragraph = "今年一季度全县完成地区生产总值48.6亿元，同比增长6.9%，其中第二产业增加值22.7亿元，增长9.4%，工业用电量3.15亿千瓦时，增长10.2%，投资增长13.5%。"
    broken = "\n".join(paragraph[i : i + 17] for i in range(0, len(paragraph), 17))
    text = f"柳埠县一季度实现开门红\n\n{broken}\n\n{broken}"
    [found] = articles(text)
    assert lines(found) == [paragraph, paragraph]
    assert aligned(text, found)


def test_furniture_of_sites_is_counted_and_left_out() -> None:
    text = "# 新港开港\n\n发布时间：2023-05-06 09:30 来源：衡川日报 浏览次数：91\n\n新港5月6日开港，首年吞吐量100万吨。\n\n责任编辑：方舟\n\n扫一扫在手机打开当前页\n\n【打印本页】"
    [found] = articles(text)
    assert found.text == "新港5月6日开港，首年吞吐量100万吨。"
    assert (found.published, found.publisher) == (dt.date(2023, 5, 6), "衡川日报")
    assert [w.code for w in found.warnings] == ["furniture:3"]


def test_a_list_of_organisers_is_text() -> None:
    line = "主办单位：省教育厅、省民政厅、省卫生健康委，各县人民政府"
    [found] = articles(f"# 民生实事\n\n新增学位3000个。\n\n{line}\n\n年底前完成。")
    assert line in found.text


def test_rows_of_tables_stay_in_the_text() -> None:
    text = "# 主要指标\n\n单位：亿元\n\n| 指标 | 2023年 |\n|---|---|\n| 存款 | 120.5 |\n"
    [found] = articles(text)
    assert lines(found)[-2:] == ["| 指标 | 2023年 |", "| 存款 | 120.5 |"]


class Test整篇:
    text = "“十四五”末目标\n\n到2025年，全县建成公园9座，\n其中湿地公园3座。"

    def test_a_row_is_one_article_and_its_text_as_it_was(self) -> None:
        [row] = articles(self.text, whole=True)
        assert row.text == self.text
        assert row.alignment == ((0, 0, len(self.text)),)

    def test_what_is_never_split(self) -> None:
        [row] = articles(NEWSPAPER, whole=True)
        assert row.text == NEWSPAPER

    def test_an_empty_one_is_an_article_too(self) -> None:
        [row] = articles("", whole=True)
        assert (row.text, row.alignment, row.sentences) == ("", (), ())


def test_what_the_page_knows_of_its_date_goes_first() -> None:
    [found] = articles("# 新港开港\n\n衡川日报2023年5月6日讯 新港开港。", published=dt.date(2023, 5, 7), published_from="option")
    assert (found.published, found.published_from) == (dt.date(2023, 5, 7), "option")
    assert found.reference is not None
    assert found.reference.value == "2023-05-07"


def test_one_article_has_one_id_wherever_it_stands() -> None:
    first, other = articles("# 新港开港\n\n新港5月6日开港，首年吞吐量１００万吨。"), articles("新港开港\n\n\n新港5月6日开港,首年吞吐量100万吨。")
    assert first[0].id == other[0].id
    [row] = articles("新港5月6日开港，首年吞吐量100万吨。", whole=True, title="新港开港")
    assert row.id == first[0].id
    [differs] = articles("# 新港开港\n\n新港5月6日开港，首年吞吐量10.0万吨。")
    assert differs.id != first[0].id


def test_reprints_have_one_id() -> None:
    [first] = articles("# 新港开港\n\n衡川日报讯（记者 林晓）新港5月6日开港，首年吞吐量100万吨。")
    [other] = articles("# 新港今日开港啦\n\n来源：柳埠发布\n\n新港5月6日开港,首年吞吐量100万吨。\n\n责任编辑：方舟")
    [row] = articles("新港5月6日开港，首年吞吐量100万吨。\n责任编辑：方舟", whole=True)
    assert first.id == other.id == row.id


def test_for_short_texts_the_title_counts_in_the_id() -> None:
    [first], [other] = articles("# 新港开港\n\n详见附件。"), articles("# 旧港停用\n\n详见附件。")
    assert first.id != other.id


def test_an_empty_page_has_no_article() -> None:
    assert articles("") == articles("\n \n　\n") == []


def test_any_text_is_aligned_and_loses_nothing() -> None:
    chance = random.Random(7)
    pieces = [*NEWSPAPER.split("\n"), *REPORT.split("\n"), *BROADCAST.split("\n"), "", "---", "| a | b |", "“未合", "**", "# "]
    for _ in range(150):
        text = "\n".join(chance.choices(pieces, k=chance.randrange(1, 14)))
        for article in articles(text):
            assert aligned(text, article)
            assert "".join(article.text[a : a + n] for a, _b, n in article.alignment) == article.text
            assert all(0 <= s.start <= s.end <= len(article.text) for s in article.sections)
            starts = [b for _a, b, _n in article.alignment]
            assert starts == sorted(starts)


@pytest.mark.parametrize(
    "head",
    ["沙岭镇报 2025年8月22日 第3版", "澜江日报　2025年8月22日　星期五　第03版：要闻", "2025年8月22日 星期五 澜江日报 A03版"],
)
def test_the_head_of_a_newspapers_page_dates_all_its_articles(head: str) -> None:
    text = f"{head}\n\n沙岭镇用电量增长11.2%\n\n本报讯（记者 方若溪）今年上半年，全镇用电量2.36亿千瓦时。\n\n青山村建成光伏车棚\n\n本报讯（记者 林晚舟）近日，青山村建成光伏车棚3座。\n"
    found = articles(text)
    assert [(one.title, str(one.published)) for one in found] == [("沙岭镇用电量增长11.2%", "2025-08-22"), ("青山村建成光伏车棚", "2025-08-22")]


def test_the_layout_is_that_of_the_words_that_are_asked_for() -> None:
    """Rules with another vocabulary keep their digest; a few of the rules share the words of all."""
    without = replace(RULES, vocabularies={**RULES.vocabularies, "furniture": ()})
    assert layout.of(RULES).within and not layout.of(without).within
    assert layout.of(RULES.only("lines.source")) is layout.of(RULES)
