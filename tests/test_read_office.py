"""Word, Excel and PDF files: the text in its order, tables as rows, damage told."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import read_files as files

from extract import read
from extract.errors import FormatError, RowError, SourceError
from extract.model import Page

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(name: str, data: bytes) -> Page:
    [found] = read.pages((name, data))
    assert isinstance(found, Page)
    return found


def word(body: str) -> Page:
    return page("a.docx", files.docx(f"<w:document {W}><w:body>{body}</w:body></w:document>"))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


# Word


def test_word_file_in_its_order() -> None:
    assert page("简报.docx", files.docx()).text.split("\n") == [
        f"## {files.TITLE}",
        *files.PARAGRAPHS,
        "| 指标 | 本月 | 增长(%) |",
        "| 工业增加值(亿元) | 12.5 | 5.5 |",
        "| 用电量(万千瓦时) | 310 | -2.1 |",
        "此件公开发布。",
    ]


def test_word_text_as_a_reader_sees_it() -> None:
    body = (
        f"<w:p><w:ins>{run('新建')}</w:ins><w:del><w:r><w:delText>改建</w:delText></w:r></w:del>{run('学校')}"
        f"<w:hyperlink>{run('2所')}</w:hyperlink><w:r><w:br/><w:t>其中</w:t><w:tab/><w:t>1所</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('投入3亿元')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{run('二、目标')}</w:p>"
    )
    assert word(body).text == "新建学校2所\n其中\t1所\n投入3亿元\n## 二、目标"


def test_word_table_of_one_column_is_a_frame() -> None:
    cell = f"<w:tc><w:p>{run('甲')}</w:p><w:p>{run('乙')}</w:p></w:tc>"
    assert word(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").text == "甲\n乙"


def test_word_tables_in_tables_without_end_lose_nothing() -> None:
    depth = 60
    text = word("<w:tbl><w:tr><w:tc>" * depth + f"<w:p>{run('投入3亿元')}</w:p>" + "</w:tc></w:tr></w:tbl>" * depth).text
    assert text.strip("| ") == "投入3亿元"


@pytest.mark.parametrize(
    "document",
    [
        "<不是XML",
        f"<!DOCTYPE a [<!ENTITY b '{'清' * 99}'>" + "".join(f"<!ENTITY b{i} '{'&b;' * 99}'>" for i in range(99)) + f"]><w:document {W}/>",
        f"<w:document {W}><w:body>" + "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000 + "</w:body></w:document>",
        f"<w:document {W}><w:body/></w:document>",
    ],
    ids=["坏XML", "实体炸弹", "过深", "空文档"],
)
def test_word_file_that_cannot_be_read(document: str) -> None:
    with pytest.raises(FormatError):
        page("a.docx", files.docx(document))


# Excel


def test_sheets_of_articles_and_of_figures() -> None:
    articles = [
        ["清溪日报文章表", None, None, None],
        ["标题", "正文", "发布日期", "字数"],
        ["甲", " 投入3亿元。\n增长5%。 ", dt.datetime(2022, 6, 29), 12],
        [None, None, None, None],
        ["乙", None, "2022年7月1日", 3],
    ]
    figures = [["清溪镇主要指标", None, None], *files.TABLE[:1], ["工业增加值", 12.499999999999998, 0.055]]
    found = list(read.pages(("a.xlsx", files.xlsx({"文章": articles, "指标": figures}, {"指标!C3": "0.0%"}))))
    first, error, table = found
    assert isinstance(first, Page)
    assert isinstance(table, Page)
    assert (first.whole, first.text, first.title) == (True, " 投入3亿元。\n增长5%。 ", "甲")
    assert first.published == dt.date(2022, 6, 29)
    assert first.source.metadata == {"标题": "甲", "发布日期": "2022-06-29", "字数": 12, "row": 3, "sheet": "文章"}
    assert isinstance(error, RowError)
    assert error.line == 5
    assert table.text == "清溪镇主要指标\n| 指标 | 本月 | 增长(%) |\n| 工业增加值 | 12.5 | 5.5% |"


def test_sheet_of_far_too_many_cells_is_refused_before_it_is_made() -> None:
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += ("<row>" + "<c><v>5</v></c>" * 1000 + "</row>") * 2001 + "</sheetData></worksheet>"
    data = files.replaced(files.xlsx({"甲": [["正文"]]}), "xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(FormatError):
        list(read.pages(("a.xlsx", data)))


def test_xml_bomb_in_a_sheet_is_refused() -> None:
    bomb = f"<!DOCTYPE a [<!ENTITY b '{'清' * 99}'>]>"
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    data = files.replaced(files.xlsx({"甲": [["正文"]]}), "xl/worksheets/sheet1.xml", bomb + sheet)
    with pytest.raises(SourceError):
        raise next(item for item in read.pages(("a.xlsx", data)) if isinstance(item, SourceError))


# PDF


def test_pdf_lines_become_paragraphs() -> None:
    found = page("清溪2022-06-25.pdf", files.article_pdf())
    assert found.text == f"## {files.TITLE}\n{files.TEXT}"
    assert (found.published, found.published_from) == (dt.date(2022, 6, 25), "filename")


def test_pdf_columns_running_heads_folios_and_tables() -> None:
    sheets = []
    for number in range(3):
        lines = [(60.0, 815.0, 9.0, "清溪日报 2022年6月29日 星期三"), (290.0, 20.0, 9.0, f"— {number + 1} —")]
        lines.append((130.0, 770.0, 20.0, f"第{'一二三'[number]}场发布会举行"))
        rest = [line for text in files.PARAGRAPHS for line in files.wrapped(text, 20)]
        half = len(rest) // 2
        for left, column in ((60.0, rest[:half]), (310.0, rest[half:])):
            for index, line in enumerate(column):
                indent = 20 if line.startswith("　　") else 0
                lines.append((left + indent, 735.0 - 16 * index, 10.0, line.strip("　")))
        y = 735.0 - 16 * (half + 3)
        for row in files.TABLE:
            lines.extend((x, y, 10.0, cell) for x, cell in zip((60.0, 250.0, 400.0), row, strict=True))
            y -= 16
        sheets.append(lines)
    found = page("a.pdf", files.pdf(sheets))
    expected = [line for n in "一二三" for line in (f"## 第{n}场发布会举行", *files.PARAGRAPHS, *(f"| {' | '.join(row)} |" for row in files.TABLE))]
    assert found.text.split("\n") == expected
    assert found.source.metadata["furniture"] == 6
    assert found.published == dt.date(2022, 6, 29)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (files.pdf([[]]), "no text layer"),
        (b"%PDF-1.4\n" + b"x" * 500, "damaged"),
        (files.article_pdf()[:300], "damaged"),
    ],
    ids=["扫描件", "坏文件", "残文件"],
)
def test_pdf_that_cannot_be_read(data: bytes, what: str) -> None:
    with pytest.raises(FormatError, match=what):
        page("a.pdf", data)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.csv", "a.jsonl", "a.zip", "a"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (files.docx(), "a Word file under another name; rename it to .docx"),
        (files.xlsx({"甲": [["正文"]]}), "an Excel file under another name; rename it to .xlsx"),
    ],
    ids=["Word", "Excel"],
)
def test_office_file_under_another_name_is_told(name: str, data: bytes, what: str) -> None:
    with pytest.raises(FormatError) as caught:
        list(read.pages((name, data)))
    assert str(caught.value) == f"{name}: {what}"


def test_chart_sheets_of_a_workbook_are_passed_over() -> None:
    import openpyxl

    made, data = openpyxl.Workbook(), io.BytesIO()
    made.create_chartsheet("图", 0)
    for row in (["标题", "正文"], ["甲", "茶园3万亩。"]):
        made["Sheet"].append(row)
    made.save(data)
    [found] = read.pages(("a.xlsx", data.getvalue()))
    assert isinstance(found, Page) and found.text == "茶园3万亩。"
