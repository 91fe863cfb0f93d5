"""Word files: list numbers, notes, cells that span rows, and what stands raised, hidden or above the text."""

from __future__ import annotations

import random
import re

import pytest
import read_files as files
from each import each, each_row

from extract import read, split
from extract.errors import FormatError
from extract.model import Article, Page
from extract.numerals import number, written
from extract.patterns import load_rules


def page(body: str, styles: str = "", **parts: str) -> Page:
    [found] = read.pages(("a.docx", files.word(body, styles, **parts)))
    assert isinstance(found, Page)
    return found


def lines(body: str, styles: str = "", **parts: str) -> list[str]:
    return page(body, styles, **parts).text.split("\n")


def article(body: str, styles: str = "", **parts: str) -> Article:
    [found] = split.articles(page(body, styles, **parts), load_rules())
    return found


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str, depth: int | None = None, *, num: int | str = 1, style: str = "", more: str = "") -> str:
    listed = "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{run(text) if text else ''}{more}</w:p>"


def level(depth: int, form: str, text: str, more: str = "", suff: str = "tab") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/>{more}<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'


def abstract(*levels: str, name: int = 1, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name: int = 1, of: int = 1, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def style(name: str, called: str, more: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:styleId="{name}"><w:name w:val="{called}"/>{based}<w:pPr>{more}</w:pPr></w:style>'


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalFullWidth", "（%4）"),
)
PLAN = abstract(*OFFICIAL) + num()


# List numbers


def test_numbers_of_an_official_document() -> None:
    body = [
        para("总体要求", 0),
        para("主要任务", 0),
        para("培育主体", 1),
        para("新增企业50家。", 2),
        para("5G基站新建100座。", 2),
        para("市区先行", 3),
        para("扩大投资", 1),
        para("实施项目20个。", 2),
        para("保障措施", 0),
        para("加强领导", 1),
    ]
    assert lines("".join(body), numbering=PLAN) == [
        "一、总体要求",
        "二、主要任务",
        "（一）培育主体",
        "1. 新增企业50家。",
        "2. 5G基站新建100座。",
        "（１）市区先行",
        "（二）扩大投资",
        "1. 实施项目20个。",
        "三、保障措施",
        "（一）加强领导",
    ]


def test_list_numbers_make_sections() -> None:
    body = (
        para("清溪镇产业发展行动方案", style="T")
        + para("总体要求", 0)
        + para("到2026年，全镇工业总产值突破300亿元。")
        + para("主要任务", 0)
        + para("培育主体", 1)
        + para("新增规模以上工业企业50家。")
    )
    found = article(body, style("T", "Title"), numbering=PLAN)
    assert [(section.level, section.heading) for section in found.sections] == [
        (1, "一、总体要求"),
        (1, "二、主要任务"),
        (2, "（一）培育主体"),
    ]
    assert found.title == "清溪镇产业发展行动方案"


@each_row(
    [
        ("decimal", "3", "11"),
        ("decimalZero", "03", "11"),
        ("decimalFullWidth", "３", "１１"),
        ("chineseCounting", "三", "十一"),
        ("chineseCountingThousand", "三", "十一"),
        ("taiwaneseCounting", "三", "十一"),
        ("japaneseCounting", "三", "十一"),
        ("ideographDigital", "三", "一一"),
        ("chineseLegalSimplified", "叁", "拾壹"),
        ("ideographTraditional", "丙", "11"),
        ("ideographZodiac", "寅", "戌"),
        ("ideographZodiacTraditional", "丙寅", "甲戌"),
        ("decimalEnclosedCircle", "③", "⑪"),
        ("decimalEnclosedCircleChinese", "③", "⑪"),
        ("decimalEnclosedParen", "(3)", "(11)"),
        ("upperLetter", "C", "K"),
        ("lowerLetter", "c", "k"),
        ("upperRoman", "III", "XI"),
        ("lowerRoman", "iii", "xi"),
        ("hebrew1", "3", "11"),
    ]
)
def test_forms_of_counts(form: str, third: str, eleventh: str) -> None:
    found = lines(para("甲", 0) * 11, numbering=abstract(level(0, form, "%1)")) + num())
    assert (found[2], found[10]) == (f"{third})甲", f"{eleventh})甲")


@each_row(
    [
        ("第%1条", "space", "为了规范管理", "第1条 为了规范管理"),
        ("第%1条", "nothing", "为了规范管理", "第1条为了规范管理"),
        ("%1.", "nothing", "投入3亿元", "1.投入3亿元"),
        ("%1.", "nothing", "5亿元基金", "1. 5亿元基金"),
        ("%1、", "tab", "5亿元基金", "1、 5亿元基金"),
        ("（%1）", "tab", "5亿元基金", "（1）5亿元基金"),
        ("%1", "nothing", "年内开工", "1 年内开工"),
        ("%1是", "tab", "扩大投资", "1是扩大投资"),
        ("", "tab", "扩大投资", "扩大投资"),
        ("%2", "tab", "扩大投资", "扩大投资"),
    ]
)
def test_what_stands_between_number_and_text(text: str, suff: str, content: str, line: str) -> None:
    assert lines(para(content, 0), numbering=abstract(level(0, "decimal", text, suff=suff)) + num()) == [line]


def test_numbers_of_several_depths_and_legal_ones() -> None:
    levels = (
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%1-%2-%3", '<w:isLgl w:val="0"/>'),
    )
    body = para("总则", 0) + para("适用范围", 1) + para("定义", 2) + para("定义", 2)
    assert lines(body, numbering=abstract(*levels) + num()) == [
        "第一章 总则",
        "1.1 适用范围",
        "一-1-a 定义",
        "一-1-b 定义",
    ]


def test_numbers_that_begin_anew_and_those_that_go_on() -> None:
    levels = (
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>', "nothing"),
        level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(para("甲", depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert lines(body, numbering=abstract(*levels) + num()) == [
        *("一、甲", "1.甲", "(1)甲", "2.甲", "(2)甲"),
        *("二、甲", "3.甲", "(1)甲"),
    ]


def test_lists_of_one_kind_go_on_unless_told_to_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(*OFFICIAL) + num(1) + num(2) + num(3, more=anew.format(1)) + num(4, more=anew.format(7)) + num(5, more=other)
    body = "".join(para("甲", 0, num=name) for name in (1, 1, 2, 3, 3, 4, 5))
    assert lines(body, numbering=numbering) == ["一、甲", "二、甲", "三、甲", "一、甲", "二、甲", "七、甲", "H)甲"]


def test_numbers_that_styles_give() -> None:
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("1", "heading 1", listed)
        + style("2", "heading 2", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + style("a", "方案标题", "", base="2")
        + style("b", "无号标题", '<w:numPr><w:numId w:val="0"/></w:numPr>', base="1")
    )
    levels = (level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), *OFFICIAL[1:])
    body = "".join(para("目标", style=name) for name in ("1", "2", "a", "b", "1")) + para("附则", 0, num=0, style="1")
    assert lines(body, styles, numbering=abstract(*levels) + num()) == [
        "## 一、目标",
        "## （一）目标",
        "## （二）目标",
        "## 目标",
        "## 二、目标",
        "## 附则",
    ]


def test_a_list_whose_depths_stand_in_a_style_of_lists() -> None:
    styles = style("L", "公文列表", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbering = abstract(*OFFICIAL, more='<w:styleLink w:val="L"/>') + abstract(name=2, more='<w:numStyleLink w:val="L"/>') + num() + num(2, of=2)
    assert lines(para("甲", 0, num=2) + para("乙", 1, num=2), styles, numbering=numbering) == ["一、甲", "（一）乙"]


def test_bullets_are_no_numbers_and_empty_lines_show_none() -> None:
    numbering = abstract(*OFFICIAL) + num() + abstract(level(0, "bullet", "\uf06c"), name=2) + num(2, of=2)
    body = para("甲", 0) + para("", 0) + para("乙", 0) + para("丙", 0, num=2)
    assert lines(body, numbering=numbering) == ["一、甲", "", "三、乙", "丙"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del/></w:p>'
    assert lines(para("甲", 0) + gone + para("乙", 0), numbering=PLAN) == ["一、甲", "", "二、乙"]


def test_numbers_of_rows() -> None:
    cells = ("", "清溪大桥", "3.2"), ("", "白石小学", "0.8")
    rows = "".join(f"<w:tr><w:tc>{para('', 0)}</w:tc>" + "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row[1:]) + "</w:tr>" for row in cells)
    numbering = abstract(level(0, "decimal", "%1")) + num()
    assert lines(f"<w:tbl>{rows}</w:tbl>", numbering=numbering) == ["| 1 | 清溪大桥 | 3.2 |", "| 2 | 白石小学 | 0.8 |"]


LOOP = abstract(name=1, more='<w:numStyleLink w:val="L"/>') + num()


@each_row(
    [
        ("", "", "甲"),
        (num(1, of=9), "", "甲"),
        (abstract(level(0, "decimal", "%1.")) + num(), style("s", "甲", base="s"), "1. 甲"),
        (LOOP, style("L", "列表", '<w:numPr><w:numId w:val="1"/></w:numPr>'), "甲"),
        (abstract(level(0, "decimal", "%1." * 99_999)) + num(), "", "1." * 20 + " 甲"),
        (abstract(level(0, "decimal", "%1.", f'<w:start w:val="{"9" * 5000}"/>')) + num(), "", "1. 甲"),
        (abstract(level(0, "upperLetter", "%1.", '<w:start w:val="999999"/>')) + num(), "", "999999. 甲"),
        (abstract(level(0, "upperRoman", "%1.", '<w:start w:val="1000000"/>')) + num(), "", "1000000. 甲"),
        (abstract(level(0, "decimal", "%1.", '<w:start w:val="-3"/>')) + num(), "", "1. 甲"),
        (abstract(level(99, "decimal", "%1.")) + num(), "", "甲"),
    ],
    ids=["无编号", "缺定义", "样式循环", "列表循环", "过长", "过大", "字母过大", "罗马过大", "负数", "层级过深"],
)
def test_numbering_that_no_person_made(numbering: str, styles: str, line: str) -> None:
    assert lines(para("甲", 0, style="s"), styles, numbering=numbering) == [line]


@each([*range(1, 130), 1001, 1010, 1100, 2026, 10_000, 10_010, 100_000_001])
def test_written_numerals_are_read_again(value: int) -> None:
    assert number(written(value)) == value


# Notes


def note(name: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{name}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'


def ref(name: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


FEET = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>' + note(1, "按可比价格计算。") + note(2, "快报数。") + note(3, "无人提及。")


def test_notes_stand_below_the_text_and_their_marks_nowhere() -> None:
    body = (
        para("增长5.5%", more=ref(2) + run("，新建学校3所") + ref(1, "endnote") + run("。"))
        + f"<w:tbl><w:tr><w:tc>{para('产值', more=ref(1))}</w:tc><w:tc>{para('3')}</w:tc></w:tr></w:tbl>"
        + para("此件公开发布", more=ref(2))
    )
    assert lines(body, footnotes=FEET, endnotes=note(1, "含改建。", "endnote")) == [
        "增长5.5%，新建学校3所。",
        "| 产值 | 3 |",
        "此件公开发布",
        "①快报数。",
        "②含改建。",
        "③按可比价格计算。",
    ]


def test_a_note_with_a_mark_of_its_own() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>1</w:t></w:r>'
    notes = '<w:footnote w:id="1">' + para("注1：快报数。") + para("下同。") + "</w:footnote>"
    assert lines(para("增长5.5", more=own + run("%。")), footnotes=notes) == ["增长5.5%。", "注1：快报数。", "下同。"]


def test_notes_disturb_neither_the_flow_nor_the_date_below_it() -> None:
    body = para("清溪镇年内新建公寓1500套，", more=ref(1) + ref(2)) + para("改造厂房2万平方米。") + para("2024年5月9日")
    found = article(body, footnotes=FEET)
    assert found.text.split("\n") == [
        "清溪镇年内新建公寓1500套，改造厂房2万平方米。",
        "2024年5月9日",
        "①按可比价格计算。",
        "②快报数。",
    ]
    assert str(found.published) == "2024-05-09"


def test_page_heads_comments_and_notes_that_are_missing() -> None:
    parts = {"header1": para("清溪镇文件"), "comments": f'<w:comment w:id="0">{para("请核实")}</w:comment>'}
    body = para("新建学校3所。", more='<w:r><w:commentReference w:id="0"/></w:r>' + ref(7) + ref(1, "endnote"))
    assert lines(body, **parts) == ["新建学校3所。"]


def test_damaged_notes_are_told() -> None:
    data = files.replaced(files.word(para("甲", more=ref(1)), footnotes=FEET), "word/footnotes.xml", "<w:footnotes")
    with pytest.raises(FormatError, match="damaged"):
        list(read.pages(("a.docx", data)))


# Cells that span rows


def row(*cells: str | None, before: int = 0) -> str:
    """A row of a table: ^ begins a cell that reaches down, None goes on with it."""
    made = "".join(
        f"<w:tc><w:tcPr>{'<w:vMerge/>' if cell is None else VMERGE if cell[:1] == '^' else ''}</w:tcPr>{para((cell or '').strip('^'))}</w:tc>" for cell in cells
    )
    return f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/></w:trPr>{made}</w:tr>'


VMERGE = '<w:vMerge w:val="restart"/>'


def test_a_label_that_spans_rows_names_each_and_a_figure_stands_once() -> None:
    rows = (
        row("类别", "项目", "投资(亿元)"),
        row("^农林业", "造林", "^3.5"),
        row(None, "水库", None),
        row(None, None, None),
        row("工业", "园区", "8.1"),
        row("合计", "11.6", before=1),
    )
    assert lines(f"<w:tbl>{''.join(rows)}</w:tbl>") == [
        "| 类别 | 项目 | 投资(亿元) |",
        "| 农林业 | 造林 | 3.5 |",
        "| 农林业 | 水库 |  |",
        "| 工业 | 园区 | 8.1 |",
        "|  | 合计 | 11.6 |",
    ]


def test_a_frame_that_spans_rows_is_said_once() -> None:
    assert lines(f"<w:tbl>{row('^清溪镇')}{row(None)}{row(None)}</w:tbl>") == ["清溪镇"]


# Runs


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@each_row(
    [
        (run("绿地300m") + run("2", RAISED), "绿地300m²"),
        (run("增长5.5%") + run("1", RAISED), "增长5.5%¹"),
        (run("增长5.5%") + run("[1]", RAISED), "增长5.5%[1]"),
        (run("发电10") + run("8", RAISED) + run("千瓦时"), "发电10⁸千瓦时"),
        (run("CO") + run("2", LOWERED) + run("减排3万吨"), "CO2减排3万吨"),
        (run("投入3亿元") + run("（待定）", "<w:vanish/>"), "投入3亿元"),
        (run("投入") + run("3亿元", '<w:vanish w:val="0"/>'), "投入3亿元"),
        ('<w:fldSimple w:instr="DOCPROPERTY x">' + run("3亿元") + "</w:fldSimple>", "3亿元"),
        ("<w:smartTag>" + run("清溪镇") + "</w:smartTag>", "清溪镇"),
        ("<w:r><w:ruby><w:rt>" + run("xī") + "</w:rt><w:rubyBase>" + run("溪") + "</w:rubyBase></w:ruby></w:r>", "溪"),
        (run("误差") + '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>' + run("5%"), "误差±5%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>' + run("投资"), "②投资"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("投资"), "投资"),
        ('<w:r><w:sym w:font="宋体" w:char="2264"/></w:r>' + run("5%"), "≤5%"),
        ('<w:r><w:sym w:font="x" w:char="D800"/><w:sym w:char="坏"/></w:r>' + run("5%"), "5%"),
        (
            run("绿地") + "<m:oMath><m:sSup><m:e><m:r><m:t>5km</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
            "绿地5km²",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
            "1/3",
        ),
    ],
    ids=[
        "平方",
        "上标注",
        "方括号注",
        "乘方",
        "下标",
        "隐藏",
        "不隐藏",
        "域",
        "智能标记",
        "拼音",
        "正负号",
        "圈码",
        "对勾",
        "字符",
        "坏字符",
        "公式",
        "分数",
    ],
)
def test_runs_as_a_reader_sees_them(runs: str, text: str) -> None:
    assert lines(f"<w:p>{runs}</w:p>") == [text]


def test_a_table_of_contents_is_left_out() -> None:
    styles = style("1", "heading 1") + style("t1", "toc 1") + style("t", "TOC Heading", base="1")
    entries = "".join(para(f"{head}</w:t><w:tab/><w:t>{n}", style="t1") for n, head in enumerate(("总体要求", "主要任务"), 3))
    sentence = "本页说明全镇产业发展的基础、目标和任务，" * 8
    body = (
        para("目　录", more='<w:r><w:br w:type="page"/></w:r>')
        + f"<w:sdt><w:sdtContent>{entries}</w:sdtContent></w:sdt>"
        + para("目录", style="t")
        + para("总体要求", style="1")
        + para("目录")
        + para("另册印发。")
        + para(sentence, style="t1")
    )
    assert lines(body, styles) == ["## 总体要求", "目录", "另册印发。", sentence]


def test_values_that_no_program_wrote_do_no_harm() -> None:
    chance = random.Random("清溪")
    values = (
        "",
        "-1",
        "0",
        "1",
        "2",
        "8",
        "9",
        "99",
        "9" * 40,
        "a",
        "restart",
        "none",
        "upperRoman",
        "%1%9",
        "٣",
        "²",
        "L",
    )

    def bent(part: str) -> str:
        return re.sub(r'"[^" /]*"', lambda old: f'"{chance.choice(values)}"' if chance.random() < 0.1 else old[0], part)

    body = (
        "".join(para("新建公寓1500套。", depth, more=ref(1)) for depth in (0, 1, 2, 3, 1))
        + para("目标", style="1")
        + f"<w:tbl>{row('类别', '^项目')}{row('^农林业', None)}{row(None, '造林')}</w:tbl>"
        + para("绿地", more=run("2", RAISED) + '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>')
    )
    styles = style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("L", "列表", base="1")
    parts = {"numbering": PLAN + abstract(name=2, more='<w:numStyleLink w:val="L"/>') + num(2, of=2), "footnotes": FEET}
    for _ in range(20):
        found = page(bent(body), bent(styles), **{part: bent(content) for part, content in parts.items()})
        assert found.text.count("新建公寓1500套。") >= 5
