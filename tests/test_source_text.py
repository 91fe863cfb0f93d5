"""The decoded text that `alignment` leads to: had again from a line and its source, for every kind of file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import read_files as files

import extract
from extract import emit, pipeline, read
from extract.errors import SourceError
from extract.model import Article
from extract.read.decoded import Reading, Runs, Texts, parts

ROWS = "编号,标题,正文,发布日期\n1,甲,清溪镇今年新建学校2所。,2024-05-06\n2,乙,白石村今年投入３亿元。,2024-05-07\n"
LINES = '{"row": 1, "text": "清溪镇今年新建学校2所。"}\n{"row": 1, "text": "白石村今年投入３亿元。"}\n'
TWO = "# 清溪镇建成两座公园\n\n5月9日,清溪镇建成公园2座。\n\n# 白石村修路八公里\n\n白石村今年修路8公里,\n总投资2亿元。"
SHEETS = {
    "要闻": [["标题", "正文"], ["甲", "清溪镇今年新建学校2所。"], ["乙", "白石村今年投入３亿元。"]],
    "简讯": [["标题", "正文"], ["丙", "清溪镇今年修路8公里。"], ["丁", "白石村今年造林30亩。"]],
    "指标": [["指标", "本月"], ["用电量(万千瓦时)", 310], ["用水量(万吨)", 12]],
}
MEMBERS = {"一.html": files.html(), "二/三.txt": TWO.encode("gbk"), "行.csv": ROWS.encode("gbk")}
KINDS: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: TWO.replace("\n", "\r\n").encode("gb18030"),
    "a.md": TWO.encode,
    "a.html": files.html,
    "a.docx": files.docx,
    "a.pdf": files.article_pdf,
    "a.csv": lambda: ROWS.encode("gbk"),
    "a.jsonl": LINES.encode,
    "a.json": lambda: json.dumps([json.loads(line) for line in LINES.splitlines()]).encode(),
    "a.xlsx": lambda: files.xlsx(SHEETS),
    "a.zip": lambda: files.zipped(MEMBERS, "gbk"),
    "a.tar.gz": lambda: files.tarred(MEMBERS, packed=True),
    "a.txt.gz": lambda: gzip.compress(TWO.encode()),
    "好消息!.txt": TWO.encode,
    "外.zip": lambda: files.zipped({"内!.zip": files.zipped(MEMBERS)}),
}


def lines(source: Any) -> Iterator[dict[str, Any]]:
    """The lines of a source, as they stand in a dataset."""
    for item in pipeline.articles(source):
        if isinstance(item, Article):
            yield json.loads(emit.line(item))


def led(line: dict[str, Any], text: str) -> str:
    """The characters of `text` that the alignment of a line leads to."""
    return "".join(text[at : at + length] for _, at, length in line["alignment"])


@pytest.mark.parametrize("name", KINDS)
def test_every_character_of_every_kind_of_file_leads_to_its_own(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(KINDS[name]())
    found = list(lines(str(tmp_path / name)))
    assert found
    for line in found:
        assert led(line, extract.source_text(line)) == line["text"]


@pytest.mark.parametrize("name", KINDS)
def test_the_source_can_be_given_as_bytes_file_or_folder(name: str, tmp_path: Path) -> None:
    data = KINDS[name]()
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / name).write_bytes(data)
    for line in lines((f"2024/{name}", data)):
        texts = [extract.source_text(line, place) for place in (data, tmp_path, tmp_path / "2024" / name)]
        assert led(line, texts[0]) == line["text"] and len(set(texts)) == 1


def test_an_article_will_do_as_its_line_does() -> None:
    data = files.html()
    [article] = pipeline.articles(("页.html", data))
    assert isinstance(article, Article)
    text = extract.source_text(article, data)
    assert [text[article.source_offset(i)] for i in range(len(article.text))] == list(article.text)


def test_an_annotated_string_is_its_own_source() -> None:
    article = extract.annotate("清溪镇今年修路8公里。")
    assert extract.source_text(article) == article.text


def test_rows_that_call_a_column_row_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "行.jsonl").write_text(LINES, "utf-8")
    assert [extract.source_text(line) for line in lines(str(tmp_path / "行.jsonl"))] == ["清溪镇今年新建学校2所。", "白石村今年投入３亿元。"]


def test_columns_that_the_run_was_told_are_told_again(tmp_path: Path) -> None:
    file = tmp_path / "年鉴.csv"
    file.write_text("编号,报道,见报日\n7,榕江镇今年新建学校3所。,2023-05-09\n", "utf-8")
    columns = {"text": "编号"}
    [article] = pipeline.articles(str(file), columns=columns)
    assert isinstance(article, Article)
    assert extract.source_text(article, columns=columns) == "7"


def test_a_source_that_changed_or_went_is_told(tmp_path: Path) -> None:
    file = tmp_path / "讯.txt"
    file.write_text("清溪镇今年修路8公里。", "utf-8")
    [line] = lines(str(file))
    file.write_text("清溪镇今年修路9公里。", "utf-8")
    with pytest.raises(SourceError, match=r"讯\.txt: no longer what was read"):
        extract.source_text(line)
    file.unlink()
    with pytest.raises(SourceError, match="no such file"):
        extract.source_text(line)


def test_a_row_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text(ROWS, "utf-8")
    first, _ = lines(str(file))
    first["source"]["metadata"]["row"] = 99
    with pytest.raises(SourceError, match="no such page or row"):
        extract.source_text(first)


def test_a_file_is_read_once_for_lines_in_its_order_and_again_for_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "表.csv"
    file.write_text(ROWS, "utf-8")
    one, two = lines(str(file))
    asked: list[Any] = []
    pages = read.pages
    monkeypatch.setattr(read, "pages", lambda *given, **said: [asked.append(given), pages(*given, **said)][1])
    texts = Texts(Reading())
    assert [texts.of(*parts(line)) for line in (one, one, two)] == [one["text"], one["text"], two["text"]]
    assert len(asked) == 1
    assert texts.of(*parts(one)) == one["text"] and len(asked) == 2


@pytest.mark.parametrize(
    ("alignment", "fault"),
    [
        ([[0, 2, 6]], None),
        ([[0, 2, 2], [2, 4, 4]], None),
        ([[0, 2, 2]], "only 2 of 6 characters are led back"),
        ([[0, 1, 6]], "characters 0-6 are 绿道80公里, and  绿道80公 in the source"),
        ([[0, 2, 2], [3, 5, 3]], "the run at 3 does not follow on the one before it"),
    ],
)
def test_what_is_wrong_with_an_alignment_is_named(alignment: list[list[int]], fault: str | None) -> None:
    assert Runs("绿道80公里", alignment).fault("# 绿道80公里") == fault


def test_runs_that_go_back_in_the_source_are_no_alignment() -> None:
    assert Runs("绿道80公里", [(0, 4, 2), (2, 0, 4)]).fault("80公里绿道") == "the run at 2 does not follow on the one before it"
