"""Titles over several lines are one title, one web page is one article, documents joined in one file are told apart."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import read_files as files
from each import each, each_row

from extract import read, split
from extract.model import Article, Page
from extract.patterns import load_rules

RULES = load_rules()
BODY = "<p>到2027年，全县建成高标准农田12万亩，粮食产量稳定在30万吨以上。</p><p>今年，新建灌溉渠道86公里，安排资金2.3亿元，惠及农户1.5万户。</p>"
NOTICE = "各乡镇人民政府：\n到2027年建成高标准农田12万亩，请认真贯彻执行。\n"


def articles(name: str, content: str) -> list[Article]:
    found: list[Article] = []
    for page in read.pages((name, content.encode()), rules=RULES):
        assert isinstance(page, Page)
        found += split.articles(page, RULES)
    return found


def site(body: str, head: str = "<h1>沙浦农田怎么建</h1>", title: str = "沙浦农田怎么建_沙浦新闻网", source: str = "沙浦日报") -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><div><a href='/'>首页</a></div><div>{head}"
        f"<div class='info'>2025-04-02 来源：{source}</div><div class='content'>{body}</div></div></body></html>"
    )


@each_row(
    [
        ("沙浦县水利局\n沙浦县水利局关于节水的通知\n", "沙浦县水利局关于节水的通知"),
        ("沙浦县水利局　关于\n节水灌溉补贴的\n公　　告\n", "沙浦县水利局　关于节水灌溉补贴的公　　告"),
        (
            "关于2025年沙浦县国民经济和社会发展计划\n执行情况与2026年计划草案的报告\n",
            "关于2025年沙浦县国民经济和社会发展计划执行情况与2026年计划草案的报告",
        ),
        ("沙浦县2025年国民经济和社会发展\n统计公报\n", "沙浦县2025年国民经济和社会发展统计公报"),
        (
            "沙浦县人民政府办公室\n关于印发农田三年行动方案的通知\n沙政办发〔2025〕7号\n",
            "沙浦县人民政府办公室关于印发农田三年行动方案的通知",
        ),
        (
            "沙浦县人民政府文件\n\n沙政发〔2025〕7号\n\n沙浦县人民政府\n关于促进粮食生产的意见\n",
            "沙浦县人民政府关于促进粮食生产的意见",
        ),
        (
            "沙浦县农业农村局\n沙浦县财政局\n关于做好补贴发放的通知\n",
            "沙浦县农业农村局 沙浦县财政局关于做好补贴发放的通知",
        ),
        (
            "沙浦县人民政府关于加快农田建设\n促进粮食增产的实施意见（试行）\n",
            "沙浦县人民政府关于加快农田建设促进粮食增产的实施意见（试行）",
        ),
        (
            "沙浦县国民经济和社会发展第十五个五年规划\n和二〇三五年远景目标纲要\n",
            "沙浦县国民经济和社会发展第十五个五年规划和二〇三五年远景目标纲要",
        ),
        ("2025年沙浦县\n政府工作报告\n", "2025年沙浦县政府工作报告"),
        (
            "沙浦县人民政府办公室转发\n县水利局关于节水灌溉意见的通知\n",
            "沙浦县人民政府办公室转发县水利局关于节水灌溉意见的通知",
        ),
    ],
    ids=[
        "机关重出",
        "字间有空",
        "计划草案",
        "公报",
        "发文机关独行",
        "红头",
        "联合发文",
        "文种在次行",
        "和字起行",
        "报告之年",
        "转发",
    ],
)
def test_title_over_lines(head: str, title: str) -> None:
    [found] = articles("a.txt", head + "\n" + NOTICE)
    assert (found.title, found.text) == (title, NOTICE.strip())


@each(
    [
        "沙浦县2025年国民经济和社会发展统计公报\n沙浦县统计局　沙浦县调查队\n2026年3月18日\n",
        "沙浦县2025年国民经济和社会发展统计公报\n沙浦县统计局\n沙浦县调查队\n2026年3月18日\n",
        "沙浦县统计局　沙浦县调查队\n沙浦县2025年国民经济和社会发展统计公报\n2026年3月18日\n",
        "沙浦县统计局\n沙浦县调查队\n沙浦县2025年国民经济和社会发展统计公报\n2026年3月18日\n",
    ],
    ["题下一行", "题下两行", "题上一行", "题上两行"],
)
def test_the_bodies_that_issue_a_document_are_no_part_of_its_title(head: str) -> None:
    [found] = articles("a.txt", head + "\n2025年，全县地区生产总值120.3亿元。\n一、综合\n粮食产量2万吨。\n")
    assert (found.kicker, found.title, found.publisher) == (None, "沙浦县2025年国民经济和社会发展统计公报", "沙浦县统计局")
    assert found.published == dt.date(2026, 3, 18) and found.text.startswith("2025年，")


def test_a_documents_name_stays_the_title_above_a_line_of_unknown_bodies() -> None:
    [found] = articles("a.txt", "沙浦镇2025年统计公报\n沙浦镇统计站　沙浦镇茶叶站\n2026年3月18日\n\n2025年，全镇粮食产量2万吨。\n茶叶产量3万吨。\n")
    assert (found.title, found.published) == ("沙浦镇2025年统计公报", dt.date(2026, 3, 18))


def test_title_of_a_word_file_over_lines() -> None:
    import docx

    made, data = docx.Document(), io.BytesIO()
    made.add_paragraph("沙浦县水利局文件")
    for line in ("沙浦县水利局", "关于节水灌溉的通知"):
        made.add_heading(line, level=1)
    made.add_paragraph(NOTICE.strip())
    made.save(data)
    [page] = read.pages(("a.docx", data.getvalue()), rules=RULES)
    assert isinstance(page, Page)
    [found] = split.articles(page, RULES)
    assert (found.title, found.publisher, found.text) == (
        "沙浦县水利局关于节水灌溉的通知",
        "沙浦县水利局",
        NOTICE.strip(),
    )


def test_title_of_a_pdf_over_lines() -> None:
    heads = [
        (180.0, 790.0, 34.0, "沙浦县水利局文件"),
        (220.0, 740.0, 20.0, "沙浦县水利局"),
        (200.0, 705.0, 20.0, "关于节水灌溉的通知"),
    ]
    lines = [
        (250.0, 675.0, 12.0, "沙水〔2025〕3号"),
        *((60.0, 640.0 - 18 * n, 12.0, t) for n, t in enumerate(NOTICE.strip().split("\n"))),
    ]
    [page] = read.pages(("a.pdf", files.pdf([[*heads, *lines]])), rules=RULES)
    assert isinstance(page, Page)
    [found] = split.articles(page, RULES)
    assert (found.title, found.text) == ("沙浦县水利局关于节水灌溉的通知", NOTICE.strip())


def test_red_head_names_the_publisher() -> None:
    [found] = articles("a.txt", "沙浦县水利局文件\n沙水〔2025〕3号　　签发人：何一鸣\n关于节水灌溉的通知\n\n" + NOTICE)
    assert (found.publisher, found.source.metadata["document_number"]) == ("沙浦县水利局", "沙水〔2025〕3号")


def test_title_and_number_glued_before_the_text() -> None:
    [found] = articles("a.txt", "沙浦县关于促进粮食生产的意见（试行）沙政发〔2025〕7号各乡镇人民政府：到2027年建成高标准农田12万亩。")
    assert (found.title, found.text) == (
        "沙浦县关于促进粮食生产的意见（试行）",
        "各乡镇人民政府：到2027年建成高标准农田12万亩。",
    )
    assert found.source.metadata["document_number"] == "沙政发〔2025〕7号"
    assert found.alignment[0][:2] == (0, len("沙浦县关于促进粮食生产的意见（试行）沙政发〔2025〕7号"))


def test_a_title_that_a_site_puts_before_the_text_it_reprints() -> None:
    [found] = articles(
        "a.txt",
        "原标题：沙浦县新建高标准农田      来源：沙浦日报  记者7月2日从沙浦县农业农村局获悉，到2027年，全县建成高标准农田12万亩，改造灌区3处，惠及农户。",
    )
    assert (found.title, found.publisher) == ("沙浦县新建高标准农田", "沙浦日报")
    assert found.text.startswith("记者7月2日从沙浦县农业农村局获悉")


def test_addressees_are_no_title() -> None:
    [found] = articles("a.txt", "各县（市、区）人民政府\n现将办法印发给你们，请认真贯彻执行。\n到2027年建成高标准农田12万亩。\n")
    assert (found.title, found.text.split("\n")[0]) == (None, "各县（市、区）人民政府")


def test_two_headlines_stay_two() -> None:
    [found] = articles("a.txt", "沙浦三年建成十二万亩良田\n农户种粮更有底气\n沙浦日报记者 柳如松\n\n" + NOTICE)
    assert (found.title, found.subtitle) == ("沙浦三年建成十二万亩良田", "农户种粮更有底气")


@pytest.mark.parametrize(
    "head",
    [
        "<h1>沙浦县人民政府办公室<br>关于促进粮食生产<br>若干政策措施的意见</h1>",
        "<h1>沙浦县人民政府办公室</h1><h1>关于促进粮食生产若干政策措施的意见</h1>",
        "<p align='center'><b>沙浦县人民政府办公室</b></p><p align='center'><b>关于促进粮食生产若干政策措施的意见</b></p>",
    ],
    ids=["换行", "两个标题", "加粗两段"],
)
def test_title_of_a_web_page_over_lines(head: str) -> None:
    [found] = articles("a.html", site(head + "<p>各乡镇人民政府：</p>" + BODY, head="", title=""))
    assert found.title == "沙浦县人民政府办公室关于促进粮食生产若干政策措施的意见"
    assert found.text.startswith("各乡镇人民政府：\n到2027年")


@pytest.mark.parametrize(
    "body",
    [
        f"<p><strong>沙浦日报记者 柳如松 何一鸣</strong></p>{BODY}<p><b>“地里长出金疙瘩”</b></p>{BODY.replace('12', '13')}",
        f"<p><strong>文/小满、阿禾&amp;老陈</strong></p>{BODY}<p><b>嗯，“不等不靠，就等下雨！”</b></p>{BODY.replace('12', '13')}",
        f"{BODY}<h2>一份账单</h2>{BODY.replace('12', '13')}<h2>两本台账</h2>{BODY.replace('12', '14')}",
        f"<p>现将办法印发给你们。</p><p>沙浦县水利局</p><p>2025年4月1日</p><h2>沙浦县节水办法</h2><p>沙水〔2025〕3号</p>{BODY}",
    ],
    ids=["加粗署名", "写法多样的署名", "小标题", "所附办法"],
)
def test_page_with_one_headline_is_one_article(body: str) -> None:
    [found] = articles("a.html", site(body))
    assert found.title == "沙浦农田怎么建"


@each(
    [
        "本报记者/柳如松 通讯员/何一鸣",
        "文丨柳如松 图丨何一鸣",
        "见习记者｜柳如松　通讯员｜何一鸣",
        "□ 沙浦日报记者 柳如松 何一鸣",
        "作者：柳如松 何一鸣",
        "记者 柳如松 何一鸣 摄影报道",
    ]
)
def test_bylines_as_papers_set_them(byline: str) -> None:
    [found] = articles("a.html", site(f"<p>沙浦日报 2025-04-02</p><p><b>{byline}</b></p>{BODY}"))
    assert [person.name for person in found.byline] == ["柳如松", "何一鸣"]
    assert found.text.startswith("到2027年")


def test_bold_byline_is_no_text() -> None:
    [found] = articles("a.html", site(f"<p><strong>采写：沙浦日报记者 柳如松 何一鸣</strong></p>{BODY}<p><b>“金疙瘩”</b></p>{BODY}"))
    assert [person.name for person in found.byline] == ["柳如松", "何一鸣"]
    assert "柳如松" not in found.text
    assert [section.heading for section in found.sections] == ["“金疙瘩”"]


def test_page_of_several_reports_is_several_articles() -> None:
    report = "<h2>沙浦第{0}件实事办成</h2><p>沙浦日报讯（记者 柳如松）今年，沙浦新建{0}号渠道，安排资金{1}亿元，惠及农户{1}万户。</p>"
    pages = "".join(report.format(n, place) for place, n in enumerate("一二三", 2))
    assert len(articles("a.html", site(pages, head="", title="沙浦日报"))) == 3


@pytest.mark.parametrize(
    "body",
    [
        "<p>问：今年建多少？</p><p>答：新建3万亩。</p><p>问：钱从哪里来？</p><p>答：县财政安排2.3亿元，每亩补助1500元。</p>",
        "<p><b>一、今年建多少？</b></p><p>新建高标准农田3万亩。</p><p><b>二、钱从哪里来？</b></p><p>县财政安排2.3亿元，每亩补助1500元。</p>",
        "<h3>1.今年建多少？</h3><p>答：新建3万亩。</p><h3>2.钱从哪里来？</h3><p>答：县财政安排2.3亿元，每亩补助1500元。</p>",
        "<p>Q1：今年建多少？</p><p>A：新建3万亩。</p><p>Q2：钱从哪里来？</p><p>A：县财政安排2.3亿元，每亩补助1500元。</p>",
    ],
    ids=["问答", "加粗的问", "编号的问", "QA"],
)
def test_questions_and_answers_are_sections_of_one_article(body: str) -> None:
    [found] = articles("a.html", site(body))
    assert found.title == "沙浦农田怎么建"
    asked = [section.heading for section in found.sections]
    assert [heading[-6:] for heading in asked] == ["今年建多少？", "钱从哪里来？"]


def test_hidden_copy_for_a_voice_to_read_is_left_out() -> None:
    long = "".join(f"<p>第{n}片农田新建渠道{n}公里，安排资金{n}亿元，惠及农户{n}万户，村民都说好。</p>" for n in range(1, 13))
    copy = long.replace("<p>", "").replace("</p>", "　")
    [found] = articles("a.html", site(long).replace("</body>", f"<div style='display:none'>{copy}</div></body>"))
    assert found.text.count("新建渠道5公里") == 1
    [alone] = articles("a.html", site(f"<div style='display:none'>{long}</div>"))
    assert alone.text.count("新建渠道5公里") == 1


def test_no_numbered_line_of_a_page_is_lost() -> None:
    rules = "".join(f"<p>第{n}条 沙浦渠道</p><p>渠道宽{w}米，由乡镇管护，县里每年补助{w}万元。</p>" for w, n in enumerate("一二三四五六", 2))
    [found] = articles("a.html", f"<html><body>{rules}</body></html>")
    assert [line for line in found.text.split("\n") if line.startswith("第")] == [f"第{n}条 沙浦渠道" for n in "一二三四五六"]


def test_paragraph_said_twice_stays_and_a_copy_of_the_whole_goes() -> None:
    again = "<p>申请人应当在收到通知之日起三十日内，到县政务服务中心一楼窗口提交材料，逾期视为放弃。</p>"
    body = f"<p>一、新办</p><p>新办许可的，应当有固定场所，面积不少于50平方米，从业人员不少于5人，并符合消防要求。</p>{again}<p>二、延续</p>{again}"
    assert articles("a.html", site(body))[0].text.count("三十日内") == 2
    assert articles("a.html", site(body + f"<div>{body}</div>"))[0].text.count("固定场所") == 1


def test_list_of_clauses_has_no_title() -> None:
    clauses = [
        "申报条件",
        "在沙浦县登记注册",
        "年销售额达到500万元",
        "从业人员不少于20人",
        "近三年没有失信",
        "有固定场所",
        "补助不超过10万元",
    ]
    [found] = articles("a.txt", "\n".join(clauses))
    assert (found.title, found.text) == (None, "\n".join(clauses))


@pytest.mark.parametrize("between", ["\n\n", "\n\n----------\n\n", "\n\n\n"], ids=["空行", "横线", "两空行"])
def test_documents_joined_in_one_file(between: str) -> None:
    parts = [
        "沙浦茶园方案\n2022-05-01\n今年新建茶园3000亩。",
        "沙浦公园计划\n发布时间：2023年6月2日\n今年新建公园8个。",
        "沙浦县水利局\n关于供水的通知\n2024/7/3\n今年改造管网45公里。",
    ]
    found = articles("a.txt", between.join(parts))
    assert [(a.title, a.published) for a in found] == [
        ("沙浦茶园方案", dt.date(2022, 5, 1)),
        ("沙浦公园计划", dt.date(2023, 6, 2)),
        ("沙浦县水利局关于供水的通知", dt.date(2024, 7, 3)),
    ]
    assert [a.text for a in found] == ["今年新建茶园3000亩。", "今年新建公园8个。", "今年改造管网45公里。"]


@each(
    [
        "2023-03-01\n沙浦茶园方案\n今年新建茶园3000亩。\n\n2024-04-02\n沙浦公园计划\n今年新建公园8个。\n",
        "=== 文件1 ===\n沙浦茶园方案\n沙政发〔2023〕3号\n今年新建茶园3000亩。\n2023年3月1日\n=== 文件2 ===\n沙浦公园计划\n沙政发〔2024〕5号\n"
        "今年新建公园8个。\n2024年4月2日\n",
        "【标题】沙浦茶园方案\n【时间】2023-03-01\n【正文】今年新建茶园3000亩。\n\n【标题】沙浦公园计划\n【时间】2024-04-02\n【正文】今年新建公园8个。\n",
        "沙浦茶园方案 2023-03-01\n今年新建茶园3000亩。\n\n沙浦公园计划 2024-04-02\n今年新建公园8个。\n",
        "沙浦茶园方案\n来源：沙浦日报　2023年3月1日\n今年新建茶园3000亩。\n\n沙浦公园计划\n来源：沙浦日报　2024年4月2日\n今年新建公园8个。\n",
        "沙浦茶园方案\n沙政发〔2023〕3号\n\n今年新建茶园3000亩。\n\n沙浦县人民政府\n2023年3月1日\n\n\n沙浦公园计划\n沙政发〔2024〕5号\n\n"
        "今年新建公园8个。\n\n沙浦县人民政府\n2024年4月2日\n",
        "# 沙浦茶园方案\n2023-03-01\n今年新建茶园3000亩。\n\n# 沙浦公园计划\n2024-04-02\n今年新建公园8个。\n",
    ],
    ids=["日期在前", "分隔行", "方括号标签", "日期在题后", "来源与日期", "落款之后", "Markdown"],
)
def test_archives_of_other_makes(text: str) -> None:
    found = articles("a.md" if text.startswith("#") else "a.txt", text)
    assert [(a.title, a.published) for a in found] == [
        ("沙浦茶园方案", dt.date(2023, 3, 1)),
        ("沙浦公园计划", dt.date(2024, 4, 2)),
    ]
    assert [a.text.split("。")[0] for a in found] == ["今年新建茶园3000亩", "今年新建公园8个"]


def test_question_that_opens_a_text_stays_in_it() -> None:
    [found] = articles("a.txt", "问：补贴多少？\n答：每船每年1200元。\n\n问：向谁申请？\n答：向县水利局申请。\n")
    assert (found.title, [section.heading for section in found.sections]) == (
        None,
        ["问：补贴多少？", "问：向谁申请？"],
    )


def test_day_of_a_notice_is_that_of_its_signature_above_what_it_sends() -> None:
    text = "关于印发渔港方案的通知\n\n各镇：\n现将方案印发给你们。\n\n沙浦县人民政府\n2024年3月1日\n\n沙浦县渔港方案\n\n"
    [found] = articles("a.txt", text + "一、总体要求\n新建渔港5座，投资3亿元。\n二、保障措施\n加强领导，落实资金。\n到位资金1亿元。")
    assert found.published == dt.date(2024, 3, 1)


def test_signed_notice_is_one_document() -> None:
    text = "关于供水的通知\n2024-07-03\n今年改造管网45公里。\n\n沙浦县水利局\n2024年7月3日\n\n附件：管网名单\n东城管网12公里。"
    assert len(articles("a.txt", text)) == 1


def test_reports_of_several_years_joined_in_one_file() -> None:
    found = articles("a.txt", "2022年沙浦县政府工作报告\n\n新建学校3所。\n\n2023年沙浦县政府工作报告\n\n新建学校5所。\n")
    assert [(a.title, a.text) for a in found] == [
        ("2022年沙浦县政府工作报告", "新建学校3所。"),
        ("2023年沙浦县政府工作报告", "新建学校5所。"),
    ]
    assert len(articles("a.txt", "2022年工作总结\n\n新建学校3所。\n\n2023年工作计划\n\n新建学校5所。\n")) == 1


def test_records_of_one_line_each() -> None:
    lines = "2023-05-09 10:20，正文：今年新建茶园3000亩。\n2024-06-10 08:00  来源：  沙浦日报  ，正文：今年新建公园8个。\n"
    found = articles("a.txt", lines)
    assert [(str(a.published), a.publisher, a.text) for a in found] == [
        ("2023-05-09", None, "今年新建茶园3000亩。"),
        ("2024-06-10", "沙浦日报", "今年新建公园8个。"),
    ]
    assert articles("a.txt", "2023年5月9日，培训内容：种茶。参加300人。")[0].text.startswith("2023年5月9日")


def test_labelled_documents() -> None:
    one = "标题：{}\n发文单位：沙浦县水利局\n发文时间：{}\n来源URL：http://a.example/1.html\n正文：{}\n\n"
    found = articles(
        "a.txt",
        one.format("供水方案", "2022-05-01", "改造管网45公里。") + one.format("节水方案", "2023-06-02", "节水3万吨。"),
    )
    assert [(a.title, a.publisher, str(a.published), a.text) for a in found] == [
        ("供水方案", "沙浦县水利局", "2022-05-01", "改造管网45公里。"),
        ("节水方案", "沙浦县水利局", "2023-06-02", "节水3万吨。"),
    ]


@each_row(
    [
        ("<a>沙浦晚报</a><a>举报</a>", "沙浦晚报"),
        ("新华社 字体：大 中 小", "新华社"),
        ("沙浦日报 【打印】【关闭】", "沙浦日报"),
        ("人民日报客户端", "人民日报客户端"),
        ("<span>沙浦日报</span><span>分享到</span><a>微信</a><a>微博</a>", "沙浦日报"),
        ("本网", "沙浦新闻网"),
        ("本站讯", "沙浦新闻网"),
        ("本网 沙浦县水利局", "沙浦县水利局"),
    ]
)
def test_publisher_is_clean(source: str, publisher: str) -> None:
    assert articles("a.html", site(BODY, source=source))[0].publisher == publisher


@pytest.mark.parametrize(
    ("source", "publisher"),
    [("本网讯", None), ("新华社 字体：大 中 小", "新华社"), ("沙浦日报举报", "沙浦日报"), ("本报", None)],
)
def test_publisher_of_a_source_line(source: str, publisher: str | None) -> None:
    [found] = articles("a.txt", f"沙浦建农田\n2025-04-02 来源：{source}\n{NOTICE}")
    assert found.publisher == publisher


def test_fields_of_a_form_head_no_articles() -> None:
    form = (
        "{n}.瀚海市支持绿色工厂建设\n依据文件《瀚海市绿色制造办法》\n发文机构瀚海市工业和信息化局\n发文字号瀚工信发〔2023〕{n}号\n发布日期2023-0{n}-24\n"
        "服务对象瀚海市企业\n对首次认定的绿色工厂给予30万元奖励,用于企业开展节能改造和能源审计等工作。\n时间/频度每年2月左右\n联络方式瀚海市工业和信息化局:0999-5552{n}00\n"
    )
    found = articles("a.txt", "瀚海市产业政策导引\n\n" + "".join(form.format(n=n) for n in range(1, 6)))
    assert len(found) == 1
