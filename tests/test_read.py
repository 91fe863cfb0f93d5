"""Reading: which files are taken, text and rows, encodings, days; what cannot be read is told in one line."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import read_files as files
from each import each_row

from extract import read
from extract.errors import EncodingError, FormatError, RowError, SourceError, UsageError
from extract.model import Page, Source
from extract.pipeline import articles
from extract.read.kinds import ADVICE
from extract.read.raw import of_bytes

README = Path(__file__).parents[1] / "README.md"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + b"\x22\0"
SENTENCE = "清溪镇今年投入３亿元，新建学校2所。"
TRADITIONAL = "新北鎮將投入三億元整治河道，並興建兩所學校。"


def one(name: str, data: bytes, **asked: object) -> Page:
    [found] = read.pages((name, data), **asked)  # type: ignore[arg-type]
    assert isinstance(found, Page)
    return found


def all_of(name: str, data: bytes, **asked: object) -> list[Page | SourceError]:
    return list(read.pages((name, data), **asked))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of old Office files does not depend on what this machine has installed; test_old_office has a stand-in."""
    monkeypatch.setattr("extract.read.old_office.program", lambda: None)


def test_a_kind_that_is_given_a_reader_is_read_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever kinds still have none: each is refused with advice until a row of READERS names the module that reads it."""
    packed = files.zipped({"content.xml": SENTENCE.encode()})
    kind = next(kind for kind in ADVICE if kind not in read.READERS)
    with pytest.raises(FormatError, match=re.escape(ADVICE[kind])):
        one(f"a{kind}", packed)
    reader = ModuleType("extract.read.another")
    reader.__dict__["pages"] = lambda raw: iter([Page(Source(raw.uri, kind[1:], None, raw.sha256()), SENTENCE)])
    monkeypatch.setitem(sys.modules, reader.__name__, reader)
    monkeypatch.setitem(read.READERS, kind, read._by("another"))
    assert one(f"a{kind}", packed).text == SENTENCE


@pytest.mark.parametrize("name", ["旧.doc", "a.xls", "a.rar"])
def test_what_is_called_as_an_old_file_and_holds_no_chinese_text_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match="its bytes are something else, or damaged"):
        one(name, b"x")
    assert one("旧.doc", SENTENCE.encode("gb18030")).text == SENTENCE


@pytest.mark.parametrize(
    ("encoding", "told", "text"),
    [
        ("utf-8", "utf-8", SENTENCE),
        ("utf-8-sig", "utf-8", SENTENCE),
        ("gbk", "gb18030", SENTENCE),
        ("gb18030", "gb18030", SENTENCE + "㐀"),
        ("utf-16", "utf-16", SENTENCE),
        ("utf-16-le", "utf-16-le", SENTENCE + "\n" + SENTENCE),
        ("utf-16-be", "utf-16-be", SENTENCE + "\n" + SENTENCE),
        ("big5", "big5", TRADITIONAL),
    ],
)
def test_encoding_is_found_and_told(encoding: str, told: str, text: str) -> None:
    page = one("简报.txt", text.encode(encoding))
    assert (page.text, page.source.encoding, dict(page.source.metadata)) == (text, told, {})


@pytest.mark.parametrize("damage", [b"\xff", b"\xed\xa0\x80", b"\0"], ids=["不成字节", "孤立代理", "空字节"])
def test_damage_is_replaced_and_counted(damage: bytes) -> None:
    text = (SENTENCE * 10).encode()
    page = one("简报.txt", text[:27] + damage + text[27:])
    assert page.source.encoding == "utf-8"
    assert page.source.metadata["replaced"] == page.text.count("\ufffd") >= 1
    assert page.text.replace("\ufffd", "") == SENTENCE * 10


@pytest.mark.parametrize(
    ("name", "data", "error", "what"),
    [
        ("空.txt", b"", SourceError, "empty"),
        ("白.md", b"\xef\xbb\xbf \r\n\n", SourceError, "empty"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + b"\0\1" * 3000, EncodingError, "binary"),
        ("乱.txt", bytes((i * 7919) % 251 | 128 for i in range(3000)), EncodingError, "no text in any encoding"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FormatError, "save it as .docx"),
        ("稿.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FormatError, "save it as .docx"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FormatError, "save it as .xlsx"),
        ("锁.xlsx", LOCKED, FormatError, "locked with a password; open it in Office and save it without one"),
        ("锁.docx", LOCKED, FormatError, "locked with a password"),
        ("假.docx", "不是文档，只是文字。".encode(), FormatError, "no .docx file"),
        ("假.pdf", "不是文档，只是文字。".encode(), FormatError, "no .pdf file"),
        ("只有空行.jsonl", b"\n\n", SourceError, "empty"),
    ],
    ids=["空", "白", "图", "乱", "旧Word", "WPS", "旧Excel", "锁Excel", "锁Word", "假Word", "假PDF", "空行"],
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, data: bytes, error: type[SourceError], what: str) -> None:
    with pytest.raises(error) as caught:
        all_of(name, data)
    assert what in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_path_that_is_not_there_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(read.pages(tmp_path / "无此文件.txt"))
    with pytest.raises(SourceError, match="folder"):
        list(read.pages(tmp_path))


def test_line_ends_become_one_newline_and_nothing_else_changes() -> None:
    assert one("a.md", "甲　\r\n\r\n 乙\r丙\n\f".encode()).text == "甲　\n\n 乙\n丙\n\f"


def test_line_ends_that_a_program_wrote_out_are_line_ends() -> None:
    text = r"各位代表：\r\n&nbsp;一、2023年工作回顾\r\n建成茶园3万亩，R&amp;D投入增速&lt;5%。\r\n"
    assert one("报告.txt", text.encode()).text == "各位代表：\n\xa0一、2023年工作回顾\n建成茶园3万亩，R&D投入增速&lt;5%。\n"
    assert r"D:\new" in one("路径.txt", r"存于 D:\new 文件夹，建成茶园3万亩。".encode()).text


def test_sha256_is_of_the_raw_bytes() -> None:
    import hashlib

    data = SENTENCE.encode("gbk")
    assert one("a.txt", data).source.sha256 == hashlib.sha256(data).hexdigest()


def test_name_may_lie_and_bytes_tell() -> None:
    assert one("保存的网页.doc", files.html()).title == files.TITLE
    assert one("无后缀", files.html()).source.format == "html"
    assert one("简报", SENTENCE.encode()).source.format == "txt"
    assert one("其实是.txt", files.article_pdf()).source.format == "pdf"


# rows


def test_row_is_one_article_with_all_its_columns() -> None:
    row = {
        "doc": 7,
        "text": f" {SENTENCE}\r\n ",
        "标题": "三亿元",
        "published": "2022-06-29",
        "labels": [{"start": 1}],
        "row": "x",
    }
    page = one("a.jsonl", json.dumps(row, ensure_ascii=False).encode())
    assert page.whole
    assert page.text == row["text"]
    assert (page.title, page.published, page.published_from) == ("三亿元", dt.date(2022, 6, 29), "metadata")
    assert dict(page.source.metadata) == {key: value for key, value in row.items() if key != "text"}


def test_rows_that_cannot_be_used_are_told_and_the_rest_goes_on() -> None:
    lines = [
        '{"text":"甲"}',
        "",
        '{"text":',
        '{"text":""}',
        '{"text":5}',
        "[1]",
        '"x"',
        '{"标题":"乙"}',
        '{"text":"丙"}',
    ]
    found = all_of("a.jsonl", "\n".join(lines).encode())
    assert [item.text for item in found if isinstance(item, Page)] == ["甲", "丙"]
    assert [item.source.metadata["row"] for item in found if isinstance(item, Page)] == [1, 9]
    errors = [item for item in found if isinstance(item, RowError)]
    assert [error.line for error in errors] == [3, 4, 5, 6, 7, 8]
    assert str(errors[0]).startswith("a.jsonl:3: no valid JSON")
    assert "标题" in str(errors[-1])


@pytest.mark.parametrize(("name", "around"), [("a.jsonl", b"%s\n%s"), ("a.json", b"[%s, %s]")], ids=["jsonl", "json"])
def test_damage_in_a_row_is_counted_in_lines_and_in_an_array(name: str, around: bytes) -> None:
    whole = json.dumps({"text": SENTENCE, "题": "甲"}, ensure_ascii=False).encode()
    damaged = whole.replace("甲".encode(), b"\xff").replace("。".encode(), b"\xff")
    found = [page for page in all_of(name, around % (whole, damaged)) if isinstance(page, Page)]
    assert [page.source.metadata.get("replaced") for page in found] == [None, 2]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "text,year\n{},2023\n"), ("a.jsonl", '{{"text": "{}"}}\n'), ("a.json", '[{{"text": "{}"}}]')],
    ids=["csv", "jsonl", "json"],
)
def test_rows_are_of_the_encoding_that_a_web_archive_states(name: str, content: str) -> None:
    """So few characters are told apart by nothing else."""
    text = "鹿港鎮龍山寺修復"
    data = content.format(text).encode("big5")
    assert one(name, data).source.encoding == "gb18030"
    [page] = read.pages(of_bytes(name, data, declared="big5"))
    assert isinstance(page, Page)
    assert (page.text, page.source.encoding) == (text, "big5")


def test_json_that_no_line_could_hold_is_made_writable() -> None:
    page = one("a.jsonl", b'{"text":"ok\\ud800","a":1e999,"b":NaN,"\\udc00":["\\ud83d\\ude00\\ud800"]}')
    assert page.text == "ok\ufffd"
    assert page.source.metadata["replaced"] == 1
    json.dumps(dict(page.source.metadata), allow_nan=False, ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"text":"甲","a":' + "9" * 10_000 + "}"], ids=["深", "更深", "长数"])
def test_hostile_json_is_one_bad_row(line: str) -> None:
    found = all_of("a.jsonl", ('{"text":"甲"}\n' + line + '\n{"text":"乙"}').encode())
    assert [type(item) for item in found] == [Page, RowError, Page]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_articles(encoding: str, delimiter: str) -> None:
    rows = [
        ["编号", "标题", "正文", "发布日期", "来源"],
        ["1", "甲", '投入3亿元，\n其中"两高"1亿元。', "2022/6/9", "清溪日报"],
        ["2", "乙", "", "", ""],
    ]
    quoted = "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    page, error = all_of("a.csv", quoted.encode(encoding))
    assert isinstance(page, Page)
    assert page.text == '投入3亿元，\n其中"两高"1亿元。'
    assert (page.title, page.publisher, page.published) == ("甲", "清溪日报", dt.date(2022, 6, 9))
    assert page.source.metadata == {"编号": "1", "标题": "甲", "发布日期": "2022/6/9", "来源": "清溪日报", "row": 2}
    assert isinstance(error, RowError)
    assert error.line == 4


def test_csv_of_figures_is_one_page_of_rows() -> None:
    page = one("a.csv", "清溪镇主要指标,,\n指标,本月,增长(%)\n用电量(万千瓦时),310,5.5\n注：快报数,,\n".encode())
    assert not page.whole
    assert page.text == "清溪镇主要指标\n| 指标 | 本月 | 增长(%) |\n| 用电量(万千瓦时) | 310 | 5.5 |\n注：快报数"


def test_csv_quote_that_never_closes_is_told() -> None:
    [error] = all_of("a.csv", '标题,正文\n甲,"清溪镇'.encode())
    assert isinstance(error, RowError)
    assert error.line == 2


@each_row([("a.txt", "{}"), ("a.csv", "标题,正文\n甲,{}\n"), ("a.jsonl", '{{"text": "{}"}}\n'), ("a.html", "<h1>桃溪办实事</h1><p>{}</p>")])
def test_a_mark_of_utf8_before_gbk_is_dropped_and_told(name: str, form: str) -> None:
    data = form.format("桃溪镇今年新建学校5所，投资3亿元，惠及居民2万人。")
    [found] = articles((name, b"\xef\xbb\xbf" + data.encode("gbk")))
    assert "新建学校5所" in found.text and "\ufffd" not in found.text and not found.text.startswith("\ufeff")
    assert found.source.encoding == "gb18030" and "encoding-mark:gb18030" in [warning.code for warning in found.warnings]
    [plain] = articles((name, b"\xef\xbb\xbf" + data.encode()))
    assert plain.text == found.text and plain.source.encoding == "utf-8" and "encoding_mark" not in plain.source.metadata


def test_rows_behind_a_broken_one_go_on() -> None:
    rows = ["标题,正文", '甲,"清溪镇', "新建学校3所，", "乙,桃溪乡", '丙,"榕江镇"区', "丁,檀渡镇", '戊,"石岭', "乡"]
    found = all_of("a.csv", "\n".join(rows).encode())
    assert [one.line if isinstance(one, RowError) else one.text for one in found] == [2, "桃溪乡", 5, "檀渡镇", 7]
    assert next(one.what for one in found if isinstance(one, RowError)) == "no row that CSV knows, up to line 3: ',' expected after '\"'"


@each_row([(",", "新建学校3所,公园2个,"), ("\t", "新建学校3所\t公园2个"), (";", "新建学校3所;;公园2个")])
def test_a_text_with_the_mark_between_cells_in_it_is_joined_again(mark: str, text: str) -> None:
    rows = [["标题", "发布日期", "正文"], ["甲", "2024-03-02", text], ["乙", "2024-03-03", "桃溪乡", "", ""]]
    joined, plain = all_of("a.csv", "\n".join(mark.join(row) for row in rows).encode())
    assert (joined.text, joined.source.metadata["cells_joined"]) == (text.rstrip(mark), text.count(mark) + 1)
    assert plain.text == "桃溪乡" and "cells_joined" not in plain.source.metadata


def test_a_text_that_may_be_cut_at_a_comma_is_told_where_other_columns_stand_behind_it() -> None:
    cut, whole = all_of("a.csv", "正文,标签\n新建学校3所,公园2个,民生\n新建学校3所。,民生,三版\n".encode())
    assert isinstance(cut, RowError) and cut.line == 2 and cut.what == "3 cells under 2 heads: a text that has , in it stands in quotes"
    assert whole.text == "新建学校3所。" and whole.source.metadata["beyond"] == ["三版"]


def test_csv_cells_beyond_the_head_and_twice_the_same_head_are_kept() -> None:
    page = one("a.csv", "正文,标签,标签\n甲。,1,2,3\n".encode())
    assert page.source.metadata == {"标签": "1", "标签.2": "2", "beyond": ["3"], "row": 2}


def test_prose_under_an_unknown_head_is_text_and_said_to_be_guessed() -> None:
    page = one("a.csv", ("甲,稿件\n1," + SENTENCE * 20 + "\n").encode())
    assert (page.text, page.whole) == (SENTENCE * 20, True)
    assert page.source.metadata == {"甲": "1", "row": 2, "text_column": "稿件"}


def test_column_names_can_be_given() -> None:
    data = '{"稿件":"清溪镇","见报":"2022年6月9日","text":"不是这个"}'.encode()
    page = one("a.jsonl", data, columns={"text": "稿件", "published": "见报"})
    assert (page.text, page.published) == ("清溪镇", dt.date(2022, 6, 9))
    [error] = all_of("a.jsonl", data, columns={"text": "无"})
    assert isinstance(error, RowError)
    with pytest.raises(UsageError):
        all_of("a.jsonl", data, columns={"正文": "稿件"})


def test_json_array() -> None:
    found = all_of("a.json", '[{"正文":"甲"},{"正文":"乙"},3]'.encode())
    assert [item.text if isinstance(item, Page) else type(item) for item in found] == ["甲", "乙", RowError]


# days


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("清溪日报2022-06-29.md", "2022-06-29"),
        ("20220629.txt", "2022-06-29"),
        ("t20220629_123.txt", "2022-06-29"),
        ("2022年6月9日简报.txt", "2022-06-09"),
        ("archive.zip!2022-06/29/content_7.txt", "2022-06-29"),
        ("VIDE220629.txt", None),
        ("2022.txt", None),
        ("20221329.txt", None),
        ("13800138000.txt", None),
    ],
)
def test_day_in_the_file_name(name: str, day: str | None) -> None:
    page = one(name, SENTENCE.encode())
    assert page.published == (dt.date.fromisoformat(day) if day else None)
    assert page.published_from == ("filename" if day else None)


def test_option_goes_before_all_and_a_file_name_never_dates_a_row() -> None:
    asked = dt.date(2021, 1, 2)
    page = one("2022-06-29.txt", SENTENCE.encode(), published=asked)
    assert (page.published, page.published_from) == (asked, "option")
    assert one("2022-06-29.jsonl", b'{"text":"a"}').published is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-06-29T08:00:00+08:00", "2022-06-29"),
        ("２０２２年６月２９日", "2022-06-29"),
        ("2022.6.9 10:30", "2022-06-09"),
        (1656460800, "2022-06-29"),
        ("20220629103000", "2022-06-29"),
        ("星期三", None),
        (None, None),
        (True, None),
    ],
)
def test_day_in_a_cell(cell: object, day: str | None) -> None:
    page = one("a.jsonl", json.dumps({"text": "a", "date": cell}).encode())
    assert page.published == (dt.date.fromisoformat(day) if day else None)


# folders and standard input


def test_folders_are_walked_in_one_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", ".隐藏/x.txt", "c.py", "c.jpg", "~$锁.docx", "旧.doc", "b/草稿.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")

    def names(*asked: object, **globs: object) -> list[str]:
        return [Path(found).relative_to(tmp_path).as_posix() for found in read.sources([tmp_path, *asked], **globs)]  # type: ignore[list-item, arg-type]

    assert names() == ["a.txt", "旧.doc", "b/1.md", "b/2.txt", "b/草稿.txt"]
    assert names(tmp_path / "a.txt") == names()
    assert names(include=["*.md", "c.py"]) == ["c.py", "b/1.md"]
    assert names(exclude=["b/*.txt"]) == ["a.txt", "旧.doc", "b/1.md"]
    assert list(read.sources([tmp_path / "a.txt", "-"])) == [str(tmp_path / "a.txt"), "-"]
    with pytest.raises(UsageError, match=r"没有\.txt: no such file or folder"):
        list(read.sources(["没有.txt", "-"]))


@pytest.mark.parametrize(("data", "form"), [(SENTENCE.encode(), "txt"), ('{"text": "甲"}'.encode(), "jsonl")], ids=["文字", "行"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, form: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    [page] = read.pages("-")
    assert isinstance(page, Page)
    assert (page.source.uri, page.source.format) == ("-", form)


def test_reading_text_brings_in_no_heavy_package() -> None:
    code = (
        "import sys; from extract import read; list(read.pages(('a.txt', b'abc'))); "
        "print([m for m in ('lxml', 'trafilatura', 'docx', 'pypdfium2', 'openpyxl', 'warcio', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": ""})
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_files_of_endings_that_are_not_known_are_counted_where_nobody_said_which_to_take(tmp_path: Path) -> None:
    names = ["a.txt", "b.xml", "c.xml", "d.asp", "e.tar.bz2", "f.txt~", "无后缀", ".g.xml", "内/h.XML", "i.doc"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, "utf-8")
    found = read.listing([tmp_path])
    assert [Path(file.path).name for file in found.files] == ["a.txt", "i.doc"]
    assert found.left == ((".xml", 3), ("", 1), (".asp", 1), (".bz2", 1), (".txt~", 1))
    assert found.remark() == (
        "left 7 files of endings that are not known: 3 .xml, 1 without ending, 1 .asp, 1 .bz2, 1 .txt~; "
        "--include '*.xml' takes such files alone, --include '*' all"
    )
    assert read.listing([tmp_path], exclude=["*.xml", "*.XML"]).left == (("", 1), (".asp", 1), (".bz2", 1), (".txt~", 1))
    assert read.listing([tmp_path], include=["*.xml"]).remark() is None
    assert read.listing([tmp_path / "b.xml", str(tmp_path / "*.asp")]).remark() is None


def test_a_linked_folder_is_left_and_told(tmp_path: Path) -> None:
    for place in ("in", "archive"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "in" / "2026").symlink_to(tmp_path / "archive", target_is_directory=True)
    found = read.listing([tmp_path / "in"])
    assert len(found.files) == 1
    assert found.remark() == "left 1 linked folder (links can lead in a circle); name one to have it read"
    assert len(read.listing([tmp_path / "in" / "2026"]).files) == 1


def test_the_readme_names_every_ending_that_is_taken_in_folders() -> None:
    line = next(line for line in README.read_text("utf-8").splitlines() if line.startswith("| folders"))
    named = {word.rstrip(";,") for word in line.split() if word.startswith(".")}
    assert named == {*read.READERS, *ADVICE}
