"""Rows as people have them: HTML in cells, columns of any name, dumps, tables of figures."""

from __future__ import annotations

import io
import json

import pytest
from each import each, each_row

from extract import read, split
from extract.errors import FormatError, RowError
from extract.model import Article, Page
from extract.patterns import load_rules

RULES = load_rules()
REPORT = "过去一年，全县生产总值增长6%，新建学校3所。" * 12


def pages(name: str, content: str | bytes) -> list[Page]:
    found = list(read.pages((name, content.encode() if isinstance(content, str) else content), rules=RULES))
    return [page for page in found if isinstance(page, Page)]


def articles(name: str, content: str | bytes) -> list[Article]:
    return [article for page in pages(name, content) for article in split.articles(page, RULES)]


def book(*rows: list[object]) -> bytes:
    import openpyxl

    made, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(data)
    return data.getvalue()


@each_row(
    [
        (
            "<p>每亩补助<span>1</span><span>20</span>元。&nbsp;</p>\r\n<p>不少于&nbsp;50亩。</p>",
            "每亩补助120元。\n不少于 50亩。",
        ),
        ("每亩补助120元。<br/>不少于50亩。", "每亩补助120元。\n不少于50亩。"),
        ("&lt;p&gt;每亩补助120元。&lt;/p&gt;&lt;p&gt;不少于50亩。&lt;/p&gt;", "每亩补助120元。\n不少于50亩。"),
        ("<!-- 稿 --><style>p{margin:0}</style><div>每亩补助120元。</div><script>x()</script>", "每亩补助120元。"),
        (
            "<table><tr><td>项目</td><td>金额</td></tr><tr><td>粮补</td><td>120</td></tr></table>",
            "| 项目 | 金额 |\n| 粮补 | 120 |",
        ),
        ("他说：&ldquo;增速&lt;5%&rdquo;\n<附件>", "他说：“增速&lt;5%”\n<附件>"),
        ("增速<5%，户数>30。", "增速<5%，户数>30。"),
    ],
    ids=["段落", "换行", "转义", "注释与脚本", "表格", "只有实体", "不是标签"],
)
def test_html_in_a_cell(cell: str, text: str) -> None:
    for name, content in (("a.jsonl", json.dumps({"正文": cell})), ("a.json", json.dumps([{"正文": cell}]))):
        [found] = articles(name, content)
        assert found.text == text
        [run] = found.alignment
        assert run == (0, 0, len(text))


@each(
    [
        "政策名称,政策内容,发文日期,发文单位",
        "报告标题,报告全文,成文日期,发布机构",
        "题目,中文,pubtime,来源",
        "title,full_text,pub_time,source",
        "文件名称,正文内容,发布时间,发布单位",
        "headline,article,date,publisher",
        "标题,文本,印发日期,发文机关",
    ]
)
def test_columns_as_people_call_them(head: str) -> None:
    [found] = articles("a.csv", f"{head}\n粮补办法,每亩补助120元。,2025-03-01,沙浦县水利局\n")
    assert (found.title, found.text, str(found.published), found.publisher) == (
        "粮补办法",
        "每亩补助120元。",
        "2025-03-01",
        "沙浦县水利局",
    )


def test_rows_of_which_most_cells_are_empty_are_rows() -> None:
    rows: list[list[object]] = [["报告全文", "报告标题", "年份", "区县名称", "区县代码", "备注"]]
    rows += [[REPORT if n % 4 == 0 else None, "政府工作报告", 2010 + n, "沙浦县", 990000 + n, None] for n in range(12)]
    found = list(read.pages(("a.xlsx", book(*rows)), rules=RULES))
    assert [page.text for page in found if isinstance(page, Page)] == [REPORT] * 3
    assert sum(isinstance(error, RowError) for error in found) == 9


def test_text_column_of_an_unknown_name_is_found_and_told() -> None:
    rows = [f"{n},沙浦文{n},{REPORT if n % 4 == 0 else ''}" for n in range(1, 21)]
    found = articles("a.csv", "\n".join(["编号,甲列,乙列", *rows]))
    assert [article.text for article in found] == [REPORT] * 5
    assert [warning.code for warning in found[0].warnings] == ["text-column:乙列"]


def test_table_of_words_is_no_table_of_texts() -> None:
    rows = [["城市", "补贴内容", "条件"]] + [["沙浦", "每人每月补助500元，最长三年", "在沙浦工作满一年的毕业生，并按月缴纳社会保险费。"]] * 5
    [found] = articles("a.xlsx", book(*rows))
    assert found.text.count("| 沙浦 |") == 5
    assert [warning.code for warning in found.warnings] == ["no-text-column"]


def test_asked_for_column_that_is_not_there_is_an_error() -> None:
    data = book(["编号", "标题", "正文"], [1, "沙浦新闻", REPORT])
    found = list(read.pages(("a.xlsx", data), rules=RULES, columns={"text": "报到"}))
    assert [str(one) for one in found if not isinstance(one, Page)] == ["a.xlsx: no column is called 报到; there are 编号, 标题, 正文"]


def test_what_names_a_column_is_told_as_it_is_typed() -> None:
    nested = json.dumps({"code": 0, "data": {"list": [{"biaoti": "甲", "neirong": REPORT}]}}, ensure_ascii=False).encode()
    [error] = [one for one in read.pages(("a.json", nested), rules=RULES) if not isinstance(one, Page)]
    assert str(error) == "a.json:1: no text: none of the columns code, biaoti, neirong is known to hold it; name it with --column text=NAME"
    [page] = list(read.pages(("a.json", nested), rules=RULES, columns={"text": "neirong"}))
    assert isinstance(page, Page) and page.text == REPORT
    rows = f'{{"neirong": "{REPORT}"}}\n{{"biaoti": "甲"}}\n'.encode()
    found = list(read.pages(("a.jsonl", rows), rules=RULES, columns={"text": "neirong"}))
    assert str(found[1]) == "a.jsonl:2: no text: the row has no column neirong; it has biaoti"


def test_a_hidden_sheet_is_read_and_told() -> None:
    import openpyxl

    made = openpyxl.Workbook()
    for sheet, state in ((made.active, "visible"), (made.create_sheet("旧稿"), "hidden")):
        sheet.append(["标题", "正文"])
        sheet.append(["沙浦", REPORT])
        sheet.sheet_state = state
    made.save(stream := io.BytesIO())
    assert [[warning.code for warning in one.warnings if warning.code == "hidden-sheet"] for one in articles("a.xlsx", stream.getvalue())] == [
        [],
        ["hidden-sheet"],
    ]


def test_list_of_titles_is_a_row_for_each() -> None:
    rows = [["编号", "标题", "标题链接", "发文机构", "公布日期"]] + [
        [n, f"沙浦市人民政府关于{n}年新建公园{n - 2000}个的通知", f"https://example.org/{n}.html", "沙浦市人民政府", f"{n}.3.1公布"] for n in (2019, 2020, 2021)
    ]
    found = articles("a.xlsx", book(*rows))
    assert [article.text for article in found] == [row[1] for row in rows[1:]]
    assert [article.published.year for article in found if article.published] == [2019, 2020, 2021]
    assert [warning.code for warning in found[0].warnings] == ["text-column:标题"]
    assert found[0].publisher == "沙浦市人民政府"


@pytest.mark.parametrize("head", ["县名,年份,产值(亿元),人口(万人)", "内容,年份,产值(亿元),人口(万人)"])
def test_table_of_figures_is_one_article_and_said_to_be_one(head: str) -> None:
    [found] = articles("a.csv", f"{head}\n沙浦县,2020,310.5,45\n榕江县,2020,210.3,33\n鹤湖县,2020,99.8,21\n")
    assert found.text.split("\n")[1] == "| 沙浦县 | 2020 | 310.5 | 45 |"
    assert [warning.code for warning in found.warnings] == ["table-of-figures"]
    assert "name it" in str(found.source.metadata["note"])


@pytest.mark.parametrize(("name", "mark"), [("a.txt", "\t"), ("a.tsv", "\t")])
def test_lines_of_year_and_text_are_rows(name: str, mark: str) -> None:
    found = pages(name, f"2019{mark}{REPORT}\n2020{mark}{REPORT}新建学校5所。\n")
    assert [page.text for page in found] == [REPORT, REPORT + "新建学校5所。"]
    assert [page.source.metadata["年份"] for page in found] == ["2019", "2020"]


def test_text_with_a_tab_is_text() -> None:
    [page] = pages("a.txt", "2019年\t沙浦\n今年新建学校3所。\n")
    assert not page.whole


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_rows_in_other_encodings(encoding: str) -> None:
    [page] = pages("a.tsv", "文件名称\t文件内容\n粮补办法\t每亩补助120元。\n".encode(encoding))
    assert (page.title, page.text) == ("粮补办法", "每亩补助120元。")


@pytest.mark.parametrize(
    "value",
    [
        {
            "code": 0,
            "data": [{"title": "甲", "content": "<p>新建公园8个。</p>"}, {"title": "乙", "content": "新建公园9个。"}],
        },
        {
            "result": {
                "total": 2,
                "list": [{"title": "甲", "content": "新建公园8个。"}, {"title": "乙", "content": "新建公园9个。"}],
            }
        },
        [
            {"_id": 1, "_source": {"title": "甲", "content": "新建公园8个。"}},
            {"_id": 2, "_source": {"title": "乙", "content": "新建公园9个。"}},
        ],
    ],
    ids=["接口", "分页", "检索库"],
)
def test_rows_inside_other_objects(value: object) -> None:
    assert [(p.title, p.text) for p in pages("a.json", json.dumps(value))] == [
        ("甲", "新建公园8个。"),
        ("乙", "新建公园9个。"),
    ]


def test_texts_under_keys_of_their_own() -> None:
    found = pages("a.json", json.dumps({"沙浦县": {"2019": REPORT, "2020": REPORT + "新建学校5所。"}}))
    assert [page.source.metadata["key"] for page in found] == ["沙浦县/2019", "沙浦县/2020"]
    assert [page.text for page in found] == [REPORT, REPORT + "新建学校5所。"]


def test_whole_page_in_a_cell_is_read_without_its_menu() -> None:
    page = f"<html><body><ul><li><a href='/'>首页</a></li></ul><div><p>{REPORT}</p><p>{REPORT}新建学校5所。</p></div></body></html>"
    [found] = pages("a.jsonl", json.dumps({"url": "http://a.example", "raw_html": page}))
    assert found.text == f"{REPORT}\n{REPORT}新建学校5所。"


DUMP = """-- dump
CREATE TABLE IF NOT EXISTS `policy` (
  `id` int NOT NULL AUTO_INCREMENT,
  `title` varchar(255) DEFAULT NULL COMMENT '标题',
  `content` longtext,
  `pub_date` date,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
INSERT INTO `policy` VALUES (1,'粮补办法','<p>每亩补助120元。</p>\\r\\n<p>叫\\'农补\\'（试行）；即日起。</p>','2025-03-01'),
(2,'公园计划','今年新建公园9个。',NULL);
INSERT INTO "site"."news" ("title", "body") VALUES ('他说''好''', '新建学校3所。');
"""


def test_dump_of_a_database() -> None:
    assert [(p.title, p.text, str(p.published)) for p in pages("a.sql", DUMP)] == [
        ("粮补办法", "每亩补助120元。\n叫'农补'（试行）；即日起。", "2025-03-01"),
        ("公园计划", "今年新建公园9个。", "None"),
        ("他说'好'", "新建学校3所。", "None"),
    ]


def test_dump_that_inserts_nothing_is_told() -> None:
    with pytest.raises(FormatError, match="INSERT"):
        pages("a.sql", "CREATE TABLE `a` (`id` int);")


def test_row_of_a_dump_that_never_ends_is_told() -> None:
    found = list(
        read.pages(
            ("a.sql", "INSERT INTO a (title, body) VALUES ('甲', '新建公园8个。'), ('乙', '没有完".encode()),
            rules=RULES,
        )
    )
    assert isinstance(found[0], Page)
    assert isinstance(found[1], RowError)


@pytest.mark.parametrize(
    ("rows", "told", "texts"),
    [
        ([["标题", "正文"], ["甲", '=CONCATENATE("到2028年，","产值突破15亿元。")'], ["乙", "茶园3万亩。"]], [2], ["茶园3万亩。"]),
        ([["标题", "正文", "合计"], ["甲", "茶园5万亩。", "=SUM(A1:A1)"]], [2], ["茶园5万亩。"]),
        ([["指标", "数值"], ["产值", 3], ["税收", 4], ["合计", "=SUM(B2:B3)"]], [4], ["| 指标 | 数值 |\n| 产值 | 3 |\n| 税收 | 4 |\n合计"]),
        ([['=CONCATENATE("到2028年，","产值突破15亿元。")']], [1], []),
    ],
    ids=["正文", "别的列", "数据表", "只有公式"],
)
def test_formula_that_was_never_computed_is_told(rows: list[list[object]], told: list[int], texts: list[str]) -> None:
    found = list(read.pages(("a.xlsx", book(*rows)), rules=RULES))
    errors = [item for item in found if isinstance(item, RowError)]
    assert [error.line for error in errors] == told
    assert all(f"row {error.line}: a formula that was never computed; open and save the workbook in Excel" in error.what for error in errors)
    assert [item.text for item in found if isinstance(item, Page)] == texts


@each_row(
    [
        (["到2027年，茶园3万亩。"], "holds a list"),
        (12345, "holds a number"),
        (1.5, "holds a number"),
        (True, "holds true or false"),
        ({"甲": "乙"}, "holds an object"),
        ("", "is empty"),
        (None, "is empty"),
    ]
)
def test_what_stands_in_place_of_a_text_is_told(cell: object, what: str) -> None:
    [error] = read.pages(("a.jsonl", json.dumps({"text": cell}).encode()), rules=RULES)
    assert isinstance(error, RowError) and error.what.startswith(f"no text: column text {what}")


def test_number_in_place_of_a_text_in_a_workbook_is_told() -> None:
    [error] = read.pages(("a.xlsx", book(["标题", "正文"], ["甲", 12345])), rules=RULES)
    assert str(error) == "a.xlsx:2: no text: column 正文 holds a number, not a text"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["2024年沙浦县主要指标"], ["指标", "数值"], ["产值", 3], ["税收", 4]], ("2024", "title")),
        ([["2024年沙浦县重点工作"], ["标题", "正文"], ["茶园", "到年底，茶园3万亩。"]], ("2024", "title")),
        ([["2021-2025年沙浦县主要指标"], ["指标", "数值"], ["产值", 3], ["税收", 4]], None),
        ([["2024年沙浦县重点工作"], ["标题", "正文", "年份"], ["茶园", "到年底，茶园3万亩。", 2023]], ("2023", "column")),
    ],
    ids=["数据表", "文章表", "几年", "列"],
)
def test_year_in_the_title_of_a_table_is_what_it_speaks_of(rows: list[list[object]], told: tuple[str, str] | None) -> None:
    [found] = articles("a.xlsx", book(*rows))
    assert (told is None and found.reference is None) or (found.reference and (found.reference.value, found.reference.origin) == told)
