"""Tables: one row a record, numbers as numbers, days as days, text as text."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from bulletin import article, repeated
from each import each, each_row

import extract
from extract import emit, explain, meanings, schema, tables
from extract.errors import UsageError
from extract.model import Article, Printed, Reasons, Reference
from extract.pipeline import articles
from extract.tables import rows, workbook


def lines(*found) -> list[dict]:
    return [json.loads(emit.line(item)) for item in found or (article(),)]


@cache
def plain() -> dict[str, pd.DataFrame]:
    """The tables of the article made by hand."""
    return tables.frames(lines())


@cache
def empty() -> dict[str, pd.DataFrame]:
    """The tables of no article."""
    return tables.frames([])


def table(name: str, found: Iterable[dict], **wanted: Any) -> pd.DataFrame:
    """One table alone: all thirteen take five times as long."""
    return tables.frames(found, tables.Wanted(only=[name], **wanted))[name]


def sheet(path: Path, name: str):
    return openpyxl.load_workbook(path)[name]


def test_one_table_a_record_type_with_article_and_evidence_in_each_row() -> None:
    made = plain()
    assert list(made) == list(tables.COLUMNS)
    target = made["targets"].iloc[0]
    assert target["indicator_text"] == "粮食总产量"
    assert target["value"] == 150_000_000 and target["unit"] == "jin"
    assert target["period_last"] == pd.Timestamp(2028, 12, 31)
    assert target["hedges"] == "力争"
    assert target["article_title"] == "柳溪县部署种业振兴" and target["published"] == pd.Timestamp(2026, 3, 9)
    assert target["evidence"] == "柳溪县力争到2028年粮食总产量达到1.5亿斤。"
    assert made["warnings"].iloc[0]["text"] == "２万亩"
    assert made["documents"].iloc[0]["title"] == "柳溪县种业振兴方案"
    assert made["articles"].iloc[0]["byline"] == "记者 安可"


@each(list(tables.COLUMNS))
def test_tables_without_rows_have_the_same_columns(name: str) -> None:
    full, without = plain()[name], empty()[name]
    assert list(full.columns) == list(without.columns)
    assert (len(without) > 0) == (name == "codebook")


def test_a_statement_that_repeats_another_is_no_second_row_unless_asked_for() -> None:
    assert len(table("targets", lines(repeated()))) == 1
    twice = table("targets", lines(repeated()), repeated=True)
    assert list(twice["same_as"].fillna("")) == ["", "t1"]


def test_a_reprint_says_where_the_same_text_stood_first() -> None:
    text = "5月9日，榕江镇新建学校3所，新增学位4000个，今年9月开学。"
    pages = ("\n\n".join([f"# 榕江再添三所学校\n\n{text}", "# 青禾镇今年修路八公里\n\n青禾镇今年修路8公里，总投资2亿元。"]), f"# 榕江三校今秋开学\n\n{text}")
    found = [item for n, page in enumerate(pages) for item in articles((f"{n}.md", page.encode())) if isinstance(item, Article)]
    frame = table("articles", (item.as_dict() for item in found))
    assert frame["reprint_of"].fillna("").tolist() == ["", "", "0.md#0"]
    assert frame["article_id"].nunique() == 2 and all(frame["article_id"].str.startswith("a"))


def test_an_article_printed_twice_on_a_page_is_kept_and_marked() -> None:
    text = "5月9日，榕江镇新建学校3所，新增学位4000个，今年9月开学。"
    page = f"# 榕江再添三所学校\n\n{text}\n\n# 榕江三校今秋开学\n\n{text}"
    found = [item for item in articles(("a.md", page.encode()), published="2023-05-10") if isinstance(item, Article)]
    assert [[warning.code for warning in item.warnings] for item in found] == [[], ["reprint"]]


def test_lines_of_something_else_are_no_tables() -> None:
    with pytest.raises(UsageError, match="lines that `run` wrote"):
        tables.frames([{"text": "别的东西"}])


def test_days_before_1677_and_unknown_days_are_kept() -> None:
    date = replace(article().dates[0], first=dt.date(1368, 1, 23), last=None)
    frame = table("dates", lines(replace(article(), dates=(date,))))
    assert frame["first"].iloc[0] == pd.Timestamp("1368-01-23") and pd.isna(frame["last"].iloc[0])


def test_a_workbook_has_numbers_days_and_a_frozen_filtered_head(tmp_path: Path) -> None:
    assert tables.write_xlsx(plain(), tmp_path / "表.xlsx") == []
    targets = sheet(tmp_path / "表.xlsx", "targets")
    row = dict(zip([cell.value for cell in targets[1]], targets[2], strict=True))
    assert row["value"].value == 150_000_000 and row["value"].data_type == "n"
    assert row["period_last"].value == dt.datetime(2028, 12, 31) and row["period_last"].number_format == "yyyy-mm-dd"
    assert targets.freeze_panes == "A2" and targets.auto_filter.ref.startswith("A1:")
    assert targets.column_dimensions["A"].width > 50 and targets["A2"].alignment.wrap_text
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").sheetnames == ["about", *tables.COLUMNS]


@pytest.mark.parametrize(("chinese", "words"), [(False, ("no", "yes")), (True, ("否", "是"))])
def test_yes_and_no_are_words_in_a_workbook(chinese: bool, words: tuple[str, str], tmp_path: Path) -> None:
    """LibreOffice reads the cell TRUE as the formula =TRUE()."""
    found = [json.loads(emit.line(extract.annotate("全镇建成茶园3万亩，新修道路20公里左右。")))]
    tables.write(found, tmp_path / "a.xlsx", "xlsx", tables.Wanted(only=["amounts"], chinese=chinese))
    head, *rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1].values)
    at = head.index("约数" if chinese else "approximate")
    assert tuple(row[at] for row in rows) == words


def test_a_day_before_excel_counts_is_text(tmp_path: Path) -> None:
    date = replace(article().dates[0], first=dt.date(1368, 1, 23))
    tables.write_xlsx({"dates": table("dates", lines(replace(article(), dates=(date,))))}, tmp_path / "表.xlsx")
    assert [cell.value for cell in sheet(tmp_path / "表.xlsx", "dates")[2]][4:6] == [
        "1368-01-23",
        dt.datetime(2028, 12, 31),
    ]


def test_the_same_lines_are_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        tables.write_xlsx(plain(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "＝1＋1", "-2+3", "-1-1", "=1", "#N/A"])
def test_text_that_looks_like_a_formula_stays_text(title: str, tmp_path: Path) -> None:
    made = {"articles": table("articles", lines(article(title=title)))}
    tables.write_xlsx(made, tmp_path / "表.xlsx")
    cell = sheet(tmp_path / "表.xlsx", "articles")["A2"]
    assert cell.value == title and cell.data_type == "s"
    tables.write_csv(made, tmp_path)
    quoted = title if title.startswith("#") else "'" + title
    assert pd.read_csv(tmp_path / "articles.csv", keep_default_na=False)["title"].iloc[0] == quoted


def test_a_negative_figure_is_no_formula(tmp_path: Path) -> None:
    tables.write_csv({"articles": table("articles", lines(article(title="-3.2%")))}, tmp_path)
    assert pd.read_csv(tmp_path / "articles.csv")["title"].iloc[0] == "-3.2%"


def test_characters_that_no_workbook_may_hold_are_replaced(tmp_path: Path) -> None:
    tables.write_xlsx({"articles": table("articles", lines(article(title="标\x0b题\ud83d\uffff")))}, tmp_path / "表.xlsx")
    assert sheet(tmp_path / "表.xlsx", "articles")["A2"].value == "标\ufffd题\ufffd\ufffd"


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "articles: 1 text is longer than a cell holds and ends in …; the JSONL has it whole"),
        (2, "articles: 2 texts are longer than a cell holds and end in …; the JSONL has them whole"),
    ],
    ids=["一篇", "两篇"],
)
def test_a_text_too_long_for_a_cell_is_cut_and_said(count: int, told: str, tmp_path: Path) -> None:
    made = lines(*(article(title="长" * 40_000, index=at) for at in range(count)))
    assert told in tables.write_xlsx({"articles": table("articles", made)}, tmp_path / "表.xlsx")
    assert len(sheet(tmp_path / "表.xlsx", "articles")["A2"].value) == 32_767


@pytest.mark.parametrize(
    ("value", "written"),
    [(["明前茶", "雨前茶"], "['明前茶', '雨前茶']"), ([], "[]"), ({"亩": 3}, "{'亩': 3}"), (float("inf"), "inf"), (np.array([3, 5]), "[3 5]")],
    ids=["列表", "空列表", "映射", "无穷", "数组"],
)
def test_what_a_column_of_ones_own_holds_is_written_to_a_workbook_as_to_csv(value: Any, written: str, tmp_path: Path) -> None:
    made = {"places": pd.DataFrame({"name": ["云溪镇", "白河镇"], "品种": pd.Series([value, None], dtype=object)})}
    assert tables.write_xlsx(made, tmp_path / "表.xlsx") == []
    assert [cell.value for cell in sheet(tmp_path / "表.xlsx", "places")["B"]] == ["品种", written, None]
    tables.write_csv(made, tmp_path)
    assert pd.read_csv(tmp_path / "places.csv", dtype=str)["品种"].tolist()[0] == written


@pytest.mark.parametrize("value", [np.float64(1.5), Decimal("1.5")], ids=["数组的数", "十进制"])
def test_a_number_of_any_kind_is_a_number_in_a_workbook(value: Any, tmp_path: Path) -> None:
    made = {"places": pd.DataFrame({"name": ["云溪镇"], "亩产": pd.Series([value], dtype=object)})}
    tables.write_xlsx(made, tmp_path / "表.xlsx")
    assert sheet(tmp_path / "表.xlsx", "places")["B2"].value == 1.5


def test_rows_too_many_for_a_sheet_go_on_in_the_next_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 3)
    made = {"articles": table("articles", lines(*(article(index=i) for i in range(5))))}
    said = tables.write_xlsx(made, tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["about", "articles", "articles (2)", "articles (3)"]
    assert [part.max_row for part in book.worksheets[1:]] == [3, 3, 2]
    assert "5 rows are more than a sheet holds" in said[0]


def test_csv_opens_in_excel_and_writes_numbers_as_people_do(tmp_path: Path) -> None:
    tables.write_csv(plain(), tmp_path)
    raw = (tmp_path / "targets.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ",150000000,,jin,1.5亿斤,False," in raw.decode("utf-8-sig")
    assert ",2028-12-31," in raw.decode("utf-8-sig")


def test_every_table_and_column_has_a_chinese_head() -> None:
    heads = tables.chinese_heads()
    made = plain()
    named = tables.with_heads(made, heads)
    assert "目标" in named and "依据原句" in named["目标"].columns
    for name, frame in made.items():
        assert set(frame.columns) <= set(heads), name
        assert len(set(named[heads[name]].columns)) == len(frame.columns)


def test_a_limit_has_its_role_recipient_and_base_in_columns_and_in_explain() -> None:
    made = article()
    county, grain = Printed("县农业农村局", 21, 27), Printed("粮食总产量", 12, 17)
    limit = replace(made.targets[0], status="limit", role="rate", recipient=county, base=grain)
    row = table("limits", lines(replace(made, targets=(limit,)))).iloc[0]
    assert (row["role"], row["recipient_text"], row["base_text"]) == ("rate", "县农业农村局", "粮食总产量")
    assert any("rate for 县农业农村局 base 粮食总产量" in said for said in explain.lines(replace(made, targets=(limit,)), Reasons()))


def test_lines_of_schema_1_are_still_made_into_tables() -> None:
    line = lines()[0]
    old = [{key: value for key, value in one.items() if key not in ("role", "recipient", "base", "basis")} for one in line["targets"]]
    target = table("targets", [{**line, "schema": "policy-extract/1", "targets": old}]).iloc[0]
    assert target["basis"] is None and target["value"] == 150_000_000


@pytest.mark.parametrize("broken", ["\r\n", "\r", "\\r\\n", "\\n"], ids=["raw", "return", "escaped", "escaped line feed"])
def test_evidence_is_one_line_to_read(broken: str) -> None:
    line = lines()[0]
    text = line["text"].replace("粮食总产量", f"粮食{broken}", 1)[: len(line["text"])]
    row = table("targets", [{**line, "text": text}]).iloc[0]
    assert not set(row["evidence"]) & set("\r\n\\") and "粮食 " in row["evidence"]


def test_a_path_is_no_text_and_keeps_its_letters() -> None:
    frames = tables.frames(lines(article(uri="D:\\news\\n\\报.txt")))
    assert frames["articles"]["uri"][0] == frames["targets"]["uri"][0] == "D:\\news\\n\\报.txt"


def test_an_article_says_against_what_its_dates_were_read() -> None:
    made = article()
    row = table("articles", lines(replace(made, reference=Reference("2021", "title")))).iloc[0]
    assert (row["reference"], row["reference_from"]) == ("2021", "title")
    assert table("articles", lines(replace(made, reference=None))).iloc[0]["reference"] is None


def test_the_rows_of_an_undated_article_bear_the_year_of_its_title_marked_as_such() -> None:
    undated = replace(article(), published=None, published_from=None, reference=Reference("2023", "title"))
    made = tables.frames(lines(undated))
    for name in ("targets", "limits", "amounts"):
        assert {*made[name]["reference_year"]} <= {2023} and {*made[name]["reference_from"]} <= {"title"}
    assert made["targets"]["reference_year"][0] == 2023 and made["targets"]["year"][0] == 2028


def read_back(folder: Path, to: str) -> dict[str, pd.DataFrame]:
    """What stands in written tables, read by pandas."""
    if to == "xlsx":
        return {name: frame for name, frame in pd.read_excel(folder / "表.xlsx", sheet_name=None, keep_default_na=False).items() if name != "about"}
    if to == "csv":
        return {path.stem: pd.read_csv(path, keep_default_na=False) for path in folder.glob("*.csv")}
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def written(folder: Path, to: str, found: list[dict[str, Any]], **said: Any) -> dict[str, pd.DataFrame]:
    wanted = tables.Wanted(**said)
    done = tables.write(found, folder / "表.xlsx" if to == "xlsx" else folder, to, wanted)
    assert done.rows == {name: len(frame) for name, frame in tables.frames(found, wanted).items() if len(frame)}
    return read_back(folder, to)


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet"])
def test_rows_written_as_lines_come_are_those_of_the_frames(to: str, tmp_path: Path) -> None:
    found = lines(repeated(), article(index=1, title="-5%的增速"), article(uri="长\ud83d.txt"))
    made = written(tmp_path, to, found, repeated=True)
    assert set(made) == set(tables.COLUMNS)
    for name, frame in tables.frames(found, tables.Wanted(repeated=True)).items():
        assert list(made[name].columns) == list(frame.columns), name
        assert len(made[name]) == len(frame), name
    assert [int(value) for value in made["targets"]["value"]] == [150_000_000] * 4
    assert made["targets"]["same_as"].fillna("").tolist() == ["", "t1", "", ""]
    assert made["articles"]["title"][1] == ("'-5%的增速" if to == "csv" else "-5%的增速")


def test_frames_and_lines_give_the_same_files(tmp_path: Path) -> None:
    found = lines(repeated(), article(index=1), article(uri="二.txt", title="=1+1"))
    tables.write_csv(tables.frames(found), tmp_path / "帧")
    tables.write(found, tmp_path / "行", "csv")
    for name in tables.COLUMNS:
        assert (tmp_path / "帧" / f"{name}.csv").read_bytes() == (tmp_path / "行" / f"{name}.csv").read_bytes(), name
    tables.write_xlsx(tables.frames(found), tmp_path / "帧.xlsx")
    tables.write(found, tmp_path / "行.xlsx", "xlsx")
    assert (tmp_path / "帧.xlsx").read_bytes() == (tmp_path / "行.xlsx").read_bytes()


def test_parquet_says_of_each_column_what_it_holds(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    date = replace(article().dates[0], first=dt.date(1368, 1, 23), last=None)
    written(tmp_path, "parquet", lines(replace(article(), dates=(date,))))
    types = {name: str(parquet.read_schema(tmp_path / "targets.parquet").field(name).type) for name in ("value", "period_last", "start", "approximate", "unit")}
    assert types == {"value": "decimal128(38, 10)", "period_last": "date32[day]", "start": "int64", "approximate": "bool", "unit": "string"}
    assert parquet.read_table(tmp_path / "dates.parquet").to_pylist()[0]["first"] == dt.date(1368, 1, 23)
    assert parquet.read_schema(tmp_path / "dates.parquet").field("value").type == "string"


def test_parquet_without_pyarrow_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"policy-extract\[parquet\]"):
        tables.write(lines(), tmp_path, "parquet")


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet"])
def test_lines_that_end_in_an_error_leave_no_file(to: str, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx" if to == "xlsx" else tmp_path
    with pytest.raises(UsageError, match="lines that `run` wrote"):
        tables.write([*lines(), {"text": "别的东西"}], out, to)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_lines(to: str, tmp_path: Path) -> None:
    [line] = lines()

    def many(count: int) -> Iterator[dict[str, Any]]:
        for number in range(count):
            yield {**line, "id": f"{number:032x}", "source": {**line["source"], "uri": f"新闻/{number}.txt"}}

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            tables.write(many(count), tmp_path, to)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.tables.parquet._GROUP", 50)
        tables.write(many(rows._RECENT), tmp_path, to)  # so that what is kept of the last texts is full before the first is measured
        small, large = peak(50), peak(350)
    assert large < small * 1.3 + 200_000


def test_a_text_printed_before_is_found_among_many() -> None:
    [line] = lines()
    found = [{**line, "id": str(n % 5), "source": {**line["source"], "uri": f"{n}.txt"}} for n in range(12)]
    frame = table("articles", found)
    assert frame["reprint_of"].fillna("").tolist() == [""] * 5 + [f"{n % 5}.txt#0" for n in range(5, 12)]


@cache
def annotated(text: str) -> str:
    """The line of a text that many tests share."""
    return emit.line(extract.annotate(text, published=dt.date(2024, 2, 1)))


def county(text: str, title: str, uri: str = "报告.txt", **metadata: Any) -> dict[str, Any]:
    """The line of an article on a real county, whose place the gazetteer knows."""
    line = json.loads(annotated(text))
    return {**line, "title": title, "source": {**line["source"], "uri": uri, "metadata": metadata}}


GROWTH = "今年全县地区生产总值预期增长6%左右，力争茶叶总产值达到100亿元。去年，全县地区生产总值增长5.2%。"


@each_row(
    [
        ("阜平县政府工作报告", "1.txt", {}, "130624", "title"),
        ("保定市阜平县2024年政府工作报告", "1.txt", {}, "130624", "title"),
        ("政府工作报告", "baoding_阜平_2024.txt", {}, "130624", "filename"),
        ("政府工作报告", "baoding_清苑_2013.txt", {}, "130608", "filename"),
        ("政府工作报告", "各地 报道.xlsx", {}, None, None),
        ("政府工作报告", "资源.txt", {}, None, None),
        ("政府工作报告", "阜平.xlsx", {"地区": "清溪县"}, None, "row"),
        ("政府工作报告", "1.txt", {"区县代码": "130624"}, "130624", "row"),
        ("政府工作报告", "1.txt", {"省": "河北省", "市": "保定市", "区县": "阜平县"}, "130624", "row"),
        ("阜平县和曲阳县座谈", "1.txt", {}, None, None),
        ("政府工作报告", "1.txt", {}, None, None),
    ]
)
def test_the_whole_county_is_the_place_of_row_title_or_file(title: str, uri: str, metadata: dict[str, str], place: str | None, origin: str | None) -> None:
    row = table("targets", [county(GROWTH, title, uri, **metadata)]).iloc[0]
    assert (row["place_code"], row["place_from"]) == (place, origin)
    assert row["year"] == 2024 and row["indicator_id"] == "gdp"


@pytest.mark.parametrize("printed", ["青浦岭县", "海淀屯镇", "合川湾县", "滨江开发区", "昆山坪镇", "义乌沟村", "青羊宫街道", "松岭县", "大荷塘区"])
@pytest.mark.parametrize("where", ["row", "title", "filename"])
def test_a_longer_name_is_another_place_without_a_code(printed: str, where: str) -> None:
    said = {"区县": printed} if where == "row" else {}
    title, uri = (f"{printed}政府工作报告" if where == "title" else "政府工作报告"), (f"{printed}_2024.txt" if where == "filename" else "1.txt")
    row = table("targets", [county(GROWTH, title, uri, **said)]).iloc[0]
    assert row["place_code"] is None
    assert where != "row" or (row["place"], row["place_from"]) == (printed, "row")


def test_a_namesake_is_shown_by_its_full_name() -> None:
    row = table("targets", [county(GROWTH, "北京市朝阳区政府工作报告")]).iloc[0]
    assert (row["place"], row["place_code"]) == ("朝阳区", "110105")


def test_a_sheet_that_is_called_after_a_year_says_the_year_of_its_rows() -> None:
    line = county("全县茶叶总产值达到100亿元。", "政府工作报告")
    told = [{**one, "period": None} for one in (*line["targets"], *line["actuals"])]
    rows = table("targets", [{**line, "targets": told, "actuals": [], "reference": {"value": "2023", "from": "sheet"}}])
    assert rows["year"].tolist() == [2023]


def test_the_text_tells_its_place_only_of_the_kind_that_it_calls_its_own() -> None:
    often = "保定市部署工作。保定市召开会议。保定市出台办法。曲阳县跟进。曲阳县落实。曲阳县见效。" + GROWTH
    row = table("targets", [county(often, "政府工作报告")]).iloc[0]
    assert (row["place"], row["place_from"]) == ("曲阳县", "text")
    row = table("targets", [county(often.replace("曲阳县", "该县"), "政府工作报告")]).iloc[0]
    assert row["place"] is None


@each_row([("全县", "130624"), ("我县", "130624"), ("全市", "130600"), ("全省", "130000"), ("全区", None), ("全镇", None)])
def test_what_a_text_calls_its_own_is_the_place_of_that_kind(word: str, place: str | None) -> None:
    line = county(GROWTH, "阜平县政府工作报告")
    targets = [{**one, "subject": {"text": word, "from": "sentence"}} for one in line["targets"]]
    assert table("targets", [{**line, "targets": targets}]).iloc[0]["place_code"] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("昆明市发布新方案。力争到2027年新建公园30个，昆明市民就近可达。", None),
        ("北京市发布新方案。力争到2027年新建公园30个。", "110000"),
        ("新方案发布。力争到2027年新建公园30个。", "110000"),
    ],
)
def test_a_paper_that_reports_on_another_place_does_not_make_it_its_own(text: str, place: str | None) -> None:
    line = {**county(text, "新方案发布"), "publisher": "北京日报"}
    for said in (None, {"text": "北京市", "from": "publisher"}):
        [target] = [{**one, "subject": said} for one in line["targets"]]
        assert table("targets", [{**line, "targets": [target]}])["place_code"][0] == place


@each_row(
    [
        ("广西壮族自治区政府工作报告", "全区", "450000"),
        ("宁夏回族自治区政府工作报告", "我区", "640000"),
        ("内蒙古自治区政府工作报告", "全自治区", "150000"),
        ("新疆维吾尔自治区政府工作报告", "全疆", "650000"),
        ("阳朔县政府工作报告", "全区", "450000"),
        ("桂林市叠彩区政府工作报告", "全区", "450303"),
        ("湖南省政府工作报告", "全区", None),
        ("上海市政府工作报告", "全省", None),
    ]
)
def test_an_autonomous_region_is_called_as_a_district_is(title: str, word: str, place: str | None) -> None:
    line = county(GROWTH, title)
    targets = [{**one, "subject": {"text": word, "from": "sentence"}} for one in line["targets"]]
    assert table("targets", [{**line, "targets": targets}]).iloc[0]["place_code"] == place


@each_row([("阜平", "130624"), ("阜平县", "130624"), ("保定市阜平县", "130624"), ("对新", None), ("云溪公司", None), ("朝阳区", None)])
def test_a_subject_is_a_place_only_without_doubt(name: str, place: str | None) -> None:
    line = county(GROWTH, "阜平县政府工作报告")
    targets = [{**one, "subject": {"text": name, "from": "sentence"}} for one in line["targets"]]
    assert table("targets", [{**line, "targets": targets}]).iloc[0]["place_code"] == place


@each_row(
    [
        ("澜浦市政府工作报告", "今年，全市地区生产总值增长6%。", "澜浦市"),
        ("2021年岚浦县国民经济和社会发展统计公报", "今年，全县地区生产总值增长6%。", "岚浦县"),
        ("檀津亮出新路线图", "5月16日，檀津街道举行推进大会，力争今年地区生产总值增长6%。", "檀津街道"),
        ("推进县域经济促进发展", "今年，全县地区生产总值增长6%。", None),
        ("澜浦市政府工作报告", "今年地区生产总值增长6%。", "澜浦市"),
        ("云浦市促进消费", "今年，全县地区生产总值增长6%。", None),
    ]
)
def test_a_title_names_its_place_though_no_list_has_it(title: str, text: str, place: str | None) -> None:
    """Where its name is no common word, and the text calls its own of no other kind; or where the text names it in full."""
    assert table("targets", [county(text, title)]).iloc[0]["place"] == place


def panel(*found: dict[str, Any]) -> pd.DataFrame:
    return table("panel", found).set_index(["place_code", "indicator_id", "period", "aspect"])


def test_the_panel_has_target_beside_actual_and_growth_apart_from_level() -> None:
    later = "去年，全县地区生产总值达到62亿元，增长5.8%。"
    made = panel(county(GROWTH, "阜平县政府工作报告", "1.txt"), county(later, "阜平县政府工作报告", "2.txt"))
    growth = made.loc[("130624", "gdp", "2024", "growth")]
    assert growth["target"] == 6 and growth["target_comparator"] == "eq" and growth["target_approximate"] and growth["target_evidence"].startswith("今年全县")
    assert made.loc[("130624", "gdp", "2023", "growth")]["actual_count"] == 2
    assert made.loc[("130624", "gdp", "2023", "growth")]["actual_conflict"] in ("5.2% | 5.8%", "5.8% | 5.2%")
    assert made.loc[("130624", "gdp", "2023", "level")]["actual_readable"] == "62亿元"


def test_the_panel_counts_a_reprint_once_and_keeps_averages_apart() -> None:
    text = "到2027年，全县地区生产总值年均增长7%，粮食总产量达到20万吨。2024年全县地区生产总值增长6%。"
    once = county(text, "阜平县发展规划", "1.txt")
    made = panel(once, {**once, "source": {**once["source"], "uri": "2.txt"}})
    assert set(made["target_count"].dropna()) | set(made["actual_count"].dropna()) == {1}
    assert {key[3] for key in made.index if key[1] == "gdp"} == {"annual_average", "growth"}
    assert not made["target_conflict"].notna().any()


def test_of_the_copies_of_a_text_the_panel_takes_the_first_that_tells_its_time() -> None:
    text = "今年，全县力争地区生产总值增长7%，粮食总产量达到20万吨。"

    def copy(name: str, published: str | None) -> dict[str, Any]:
        [found] = articles((name, f"阜平县发展规划\n\n{text}".encode()), published=published)
        assert isinstance(found, Article)
        return found.as_dict()

    bare, rough, dated, late = copy("1.txt", None), copy("2.txt", "2022"), copy("3.txt", "2024-03-05"), copy("4.txt", "2025-03-05")
    assert len({one["id"] for one in (bare, rough, dated, late)}) == 1
    years = [{key[2] for key in panel(*copies).index} for copies in ((bare, dated, late), (bare, rough, dated), (late, dated, bare), (bare, rough))]
    assert years == [{"2024"}, {"2024"}, {"2025"}, {"2022"}]
    assert set(panel(bare, dated, late)["target_count"]) == {1} and table("panel", [bare]).empty


def test_a_bound_that_a_value_keeps_is_no_conflict_in_the_panel() -> None:
    said = "去年，全县地区生产总值突破百亿元大关。年末统计，去年全县地区生产总值达到103.5亿元。今年，全县力争地区生产总值增长6%以上。"
    made = panel(county(said, "阜平县政府工作报告", "1.txt"), county("今年，全县力争地区生产总值增长6.5%。", "阜平县政府工作报告", "2.txt")).reset_index()
    level = made[made["aspect"] == "level"].iloc[0]
    assert (level["actual_readable"], level["actual_comparator"], level["actual_conflict"], level["actual_count"]) == ("103.5亿元", "eq", None, 2)
    assert set(made[made["aspect"] == "growth"].iloc[0]["target_conflict"].split(" | ")) == {"6%", "6.5%"}  # two goals


@pytest.mark.parametrize(
    ("said", "single"),
    [
        ("岚浦县蓝溪水泥有限公司去年完成固定资产投资1.1亿元。", "岚浦县蓝溪水泥有限公司"),
        ("位于青石镇的岚浦装备产业园，去年完成固定资产投资3亿元。", "青石镇的岚浦装备产业园"),
        ("去年，白石茶厂完成固定资产投资2亿元。", "白石茶厂"),
        ("公司负责人介绍，去年固定资产投资2亿元。", "公司负责人"),
        ("项目总投资15亿元，去年完成固定资产投资5亿元。", "项目"),
        ("云浦茶油项目去年投产，建成投产后完成固定资产投资1亿元。", "云浦茶油项目"),
        ("去年，全县重点项目完成固定资产投资30亿元。", None),
        ("去年，岚浦水厂投产，全县固定资产投资30亿元。", None),
        ("去年实施项目105个，项目总投资90亿元，固定资产投资30亿元。", None),
        ("云坞茶业有限公司、岚浦水泥有限公司等企业去年固定资产投资30亿元。", None),
    ],
)
def test_the_figure_of_one_firm_or_project_is_no_countys(said: str, single: str | None) -> None:
    actuals = table("actuals", [county(said, "阜平县要闻", "1.txt")])
    fixed = actuals[actuals["indicator_id"] == "fai"]
    assert list(fixed["single"]) == [single]
    assert panel(county(said, "阜平县要闻", "1.txt")).empty == (single is not None)


def test_a_fall_is_growth_below_nothing_in_the_panel() -> None:
    made = panel(county("2024年，全县单位GDP能耗下降3%以上。", "阜平县工作方案"))
    row = made[made.index.get_level_values("aspect") == "growth"].iloc[0]
    assert (row["target"], row["target_comparator"], row["target_readable"]) == (-3, "le", "-3%")


def test_growth_in_times_is_growth_in_per_cent_in_the_panel() -> None:
    """So that 增长1.1倍 stands beside a goal of 100 %, and what grew is no increase in 倍."""
    later = "去年，全县地区生产总值增长1.1倍，达到62亿元。"
    made = panel(county("今年，全县地区生产总值增长100%。", "阜平县政府工作报告", "1.txt"), county(later, "阜平县政府工作报告", "2.txt"))
    row = made.loc[("130624", "gdp", "2023", "growth")]
    assert (row["actual"], row["actual_readable"], row["unit"]) == (110, "110%", "%")
    assert "increase" not in set(made.index.get_level_values("aspect"))


def test_columns_of_the_input_row_are_kept_as_they_were_written() -> None:
    made = tables.frames([county(GROWTH, "政府工作报告", 区县代码=130624.0, 批次="007")], tables.Wanted(keep=["区县代码", "批次"]))
    assert made["targets"]["row_区县代码"].tolist() == ["130624"] * len(made["targets"])
    assert made["amounts"]["row_批次"].iloc[0] == "007" and "row_批次" in made["articles"]


def test_a_column_that_no_row_has_is_said(tmp_path: Path) -> None:
    done = tables.write([county(GROWTH, "政府工作报告", 批次="007")], tmp_path, "csv", tables.Wanted(keep=["区县"]))
    assert done.notes == ["no input row has a column 区县; the rows have 批次"]


def test_only_the_rows_that_are_asked_for() -> None:
    """GDP growth by place and year, in one call: of each column any of its values, of all columns one."""
    names = ("阜平县", "曲阳县", "涞源县")
    found = [county(GROWTH.replace("全县", name), f"{name}政府工作报告") for name in names]
    asked = [("indicator_id", "gdp"), ("aspect", "growth"), ("year", "2024"), ("place", "阜平县"), ("place", "涞源县")]
    made = tables.frames(found, tables.Wanted(where=asked))
    assert list(made) == ["panel", "codebook"]
    assert made["panel"][["place", "target"]].values.tolist() == [["阜平县", 6], ["涞源县", 6]]
    assert "gdp" in {*made["codebook"]["code"]}


@pytest.mark.parametrize(
    ("only", "where", "kept"),
    [
        (["面板"], [("地区", "阜平县"), ("方面", "增速"), ("指标名称", "地区生产总值")], {"panel": 1}),
        (["目标"], [("口径", "增速"), ("状态", "目标")], {"targets": 2}),
        (["targets"], [("约数", "是"), ("unit", "%")], {"targets": 0}),
        (["目标", "数量"], [("单位", "元")], {"targets": 2, "amounts": 2}),
        (["articles"], [("目标项数", "2")], {"articles": 2}),
    ],
    ids=["面板", "代码", "是否", "单位", "目标项数"],
)
def test_tables_columns_and_codes_may_be_written_in_chinese(only: list[str], where: list[tuple[str, str]], kept: dict[str, int]) -> None:
    names = ("阜平县", "曲阳县")
    text = "2024年，力争全县地区生产总值增长6%，社会消费品零售总额达到30亿元。"
    found = [county(text.replace("全县", name), f"{name}政府工作方案") for name in names]
    for chinese in (False, True):
        made = tables.frames(found, tables.Wanted(only=only, where=where, chinese=chinese))
        assert [len(frame) for frame in made.values()] == [*kept.values()]


@pytest.mark.parametrize(
    ("only", "column", "says"),
    [
        ((), "区县", "a column 区县; write one of these: of targets evidence"),
        (("amounts", "panel"), "place", "a column place; write one of these: of amounts evidence"),
    ],
)
def test_a_column_that_no_table_has_is_refused_with_those_that_there_are(only: tuple[str, ...], column: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        tables.frames(lines(), tables.Wanted(only=only, where=[(column, "阜平县")]))


def test_a_row_of_a_table_names_its_own_place() -> None:
    """A workbook of many cities read as one text: each value is of the city in its row, not of the one that is named most."""
    text = (
        "全市共三项。\n| 省 | 市 | 名称 | 补贴内容 |\n| 河北省 | 保定市 | 安家补贴 | 硕士每人补贴2万元 |\n| 浙江省 | 杭州市 | 租房补贴 | 硕士每人补贴3万元 |\n"
    )
    line = extract.annotate(text + "| 广东省 | 深圳市 | 生活补贴 | 硕士每人补贴4万元 |\n| 广东省 | 深圳市南山区 | 创业补贴 | 每人补贴5万元 |").as_dict()
    limits = table("limits", [line])
    assert {(place, from_, value) for place, from_, value in limits[["place", "place_from", "value"]].values} == {
        ("保定市", "row", 20_000), ("杭州市", "row", 30_000), ("深圳市", "row", 40_000), ("南山区", "row", 50_000)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2024年，阜平县、曲阳县粮食产量达到20万吨。", {None}),
        ("2024年，阜平县粮食产量达到20万吨。", {"阜平县"}),
        ("2024年，阜平县、曲阳县地区生产总值分别增长6%、7%。", {"阜平县", "曲阳县"}),
    ],
    ids=["两县合计", "一县", "分别"],
)
def test_a_value_of_several_places_is_not_the_first_ones(text: str, places: set[str | None]) -> None:
    made = tables.frames([county(text, "保定市农业情况")], tables.Wanted(only=["targets", "actuals"]))
    assert {*made["targets"]["place"], *made["actuals"]["place"]} == places


@pytest.mark.parametrize("text", ["2024年，该县粮食产量达到20万吨。", "2024年，全县共有高标准农田20万亩。"])
def test_that_county_is_the_county_of_the_article(text: str) -> None:
    made = tables.frames([county(text, "阜平县粮食丰收")], tables.Wanted(only=["targets", "actuals"]))
    assert {*made["targets"]["place"], *made["actuals"]["place"]} == {"阜平县"}


def test_a_zone_in_the_place_of_a_county_calls_itself_a_district() -> None:
    """全区 of 平潭综合实验区 is 平潭县; a school's 新校区 before it is no district."""
    text = "2024年，一中新校区建成。全区地区生产总值达到81亿元。"
    made = tables.frames([county(text, "平潭综合实验区统计公报")], tables.Wanted(only=["actuals"]))
    assert {*made["actuals"]["place"]} == {"平潭县"}


def test_the_panel_leaves_out_what_an_indicator_cannot_be_counted_in() -> None:
    """9个 of a rank that moved up is no industrial output; a share of a plan is no GDP."""
    kept = panel(county("2024年，全县地区生产总值达到81亿元，比上年提高9个位次。", "阜平县工作方案"))
    assert {key[3] for key in kept.index} == {"level"} and set(kept["unit"]) == {"CNY"}


def test_the_same_sentence_in_two_articles_counts_once() -> None:
    made = panel(county(f"{GROWTH}工作会议昨天召开。", "阜平县政府工作报告"), county(f"{GROWTH}报告全文如下。", "阜平县政府工作报告"))
    assert set(made["actual_count"].dropna()) == {1}


def test_shares_and_numbers_of_rows_have_their_formats_in_a_workbook(tmp_path: Path) -> None:
    done = tables.write([county(GROWTH, "阜平县政府工作报告", sheet="报告", row=1200)], tmp_path / "表.xlsx", "xlsx")
    assert "panel" in done.tables
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    for name, head, form in (("targets", "confidence", "0.00"), ("panel", "target_confidence", "0.00"), ("targets", "row", "0")):
        [column] = [cell.column for cell in book[name][1] if cell.value == head]
        assert {row[0].number_format for row in book[name].iter_rows(min_row=2, min_col=column, max_col=column) if row[0].value is not None} == {form}


def test_it_is_said_when_no_row_is_as_asked(tmp_path: Path) -> None:
    done = tables.write([county(GROWTH, "政府工作报告")], tmp_path, "csv", tables.Wanted(where=[("地区", "无此县")]))
    assert done.notes == ["no row has place=无此县; the whole cell is compared, as it stands in the table"]


def test_a_row_says_which_row_of_its_workbook_it_was() -> None:
    made = tables.frames([county(GROWTH, "政府工作报告", sheet="报告", row=7)])
    assert {tuple(row) for row in made["targets"][["sheet", "row"]].values} == {("报告", 7)}
    assert made["articles"][["sheet", "row"]].values.tolist() == [["报告", 7]]


def test_the_panel_says_how_sure_its_values_are() -> None:
    assert panel(county(GROWTH, "阜平县政府工作报告"))["target_confidence"].dropna().between(0.3, 1).all()


def test_rows_of_tables_are_joined_by_article_and_copy_also_where_a_text_stands_twice() -> None:
    text = "力争到2027年，全县地区生产总值达到90亿元，粮食总产量达到20万吨。"
    copies = [
        {**(one := county(text, "阜平县发展规划", uri)), "source": {**one["source"], "metadata": {"row": row}}}
        for uri, row in (("1.csv", 2), ("1.csv", 3), ("2.csv", 2))
    ]
    made = tables.frames(copies)
    assert made["articles"]["article_id"].nunique() == 1 and made["articles"]["copy"].tolist() == [1, 2, 3]
    assert not made["targets"].duplicated(["article_id", "copy", "id"]).any()
    assert len(made["targets"].merge(made["articles"], on=["article_id", "copy"])) == len(made["targets"]) == 6
    assert all("copy" in made[name] for name in tables.COLUMNS if name not in ("panel", "codebook"))


def test_a_warning_about_no_words_has_an_empty_cell(tmp_path: Path) -> None:
    found = [json.loads(emit.line(extract.annotate("全县茶园面积达到3万亩。今年还将修路8公里。")))]
    tables.write(found, tmp_path / "表.xlsx", "xlsx", tables.Wanted(only=["warnings"]))
    page = sheet(tmp_path / "表.xlsx", "warnings")
    at = [cell.value for cell in page[1]].index("text")
    assert page[2][at].value is None and page[2][at].data_type == "n"
    assert table("warnings", found)["text"].isna().all()


def test_a_name_of_a_file_in_gbk_is_legible_in_tables(tmp_path: Path) -> None:
    name = "新闻/" + "要闻.txt".encode("gbk").decode("utf-8", "surrogateescape")
    found = [county(GROWTH, "阜平县政府工作报告", name)]
    tables.write(found, tmp_path, "csv", tables.Wanted(only=["targets"]))
    assert set(pd.read_csv(tmp_path / "targets.csv")["uri"]) == {"新闻/要闻.txt"}
    assert set(table("targets", [county(GROWTH, "阜平县政府工作报告", "坏\ud83d.txt")])["uri"]) == {"坏\ufffd.txt"}


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(UsageError, match="no table target; there are targets"):
        tables.frames([], tables.Wanted(only=["target"]))


def test_an_address_that_the_row_gives_stands_in_each_row() -> None:
    made = tables.frames([county(GROWTH, "政府工作报告", 链接="https://example.gov.cn/1.html")])
    assert made["targets"]["url"].iloc[0] == made["dates"]["url"].iloc[0] == "https://example.gov.cn/1.html"


def test_heads_and_codes_in_chinese() -> None:
    made = tables.frames([county(GROWTH, "阜平县政府工作报告")], tables.Wanted(chinese=True))
    target = made["目标"].iloc[0]
    assert (target["状态"], target["口径"], target["指标名称"], target["地区"]) == ("目标", "增速", "地区生产总值", "阜平县")
    level = made["目标"].iloc[1]
    assert (level["数值（亿/万）"], level["单位"], level["比较符"]) == ("100亿元", "元", "等于")
    assert made["面板"].iloc[0]["方面"] in ("增速", "水平值")


def warned_of(file: Path) -> Iterator[str]:
    """The codes of the warnings that a module makes, written out there or by the name of a constant."""
    module = ".".join(file.relative_to(Path(extract.__file__).parents[1]).with_suffix("").parts).removesuffix(".__init__")
    for code, constant in re.findall(r'\bWarning\((?:f?"([a-z_-]+)|(?:f"\{)?([A-Z_]+)\b)', file.read_text("utf-8")):
        yield code or getattr(import_module(module), constant).removesuffix(":")


def test_each_code_of_a_warning_is_explained_and_has_a_chinese_name() -> None:
    """Those that are written in the code, too: a new one needs its meaning."""
    written = {code for file in Path(extract.__file__).parent.rglob("*.py") for code in warned_of(file)}
    book = empty()["codebook"].query("table == 'warnings' and column == 'code'")
    assert {"furniture", "two_values", "date-unread", "hidden-sheet", "undated", "fault"} <= written <= {*book["code"].dropna()}
    text = "全县茶园面积达到3万亩。今年还将修路8公里。"
    warned = tables.frames([json.loads(emit.line(extract.annotate(text)))], tables.Wanted(chinese=True))["存疑"]
    assert {*warned["代码"]} == {"没有日期"}


def test_a_limit_has_the_conditions_of_its_sentence() -> None:
    made = table("limits", [county("对年销售额超过5000万元的企业，给予一次性奖励30万元。", "阜平县扶持办法")])
    grant = made[made["role"] == "grant"].iloc[0]
    assert "5000万元" in grant["condition"] and "奖励" in grant["benefit"] and "企业" in grant["recipient_text"]
    assert made[made["role"] == "threshold"]["condition"].isna().all()


def test_a_condition_says_nothing_of_whom_another_part_of_the_sentence_is_for() -> None:
    made = table("limits", [county("对总投资500万元以上的项目，按投资额的10%补助；对新上市企业，一次性奖励200万元。", "云溪县扶持办法")])
    asked = dict(zip(made["readable"], made["condition"].fillna(""), strict=True))
    assert "500万元" in asked["10%"] and asked["200万元"] == ""


def test_each_tier_has_its_own_condition() -> None:
    text = "对年营业收入首次达到3000万元、8000万元的企业，分别给予10万元、20万元奖励。"
    made = table("limits", [county(text, "云溪县扶持办法")])
    asked = dict(zip(made["readable"], made["condition"], strict=True))
    assert (asked["10万元"], asked["20万元"]) == ("年营业收入首次达到3000万元", "年营业收入首次达到8000万元")


def test_a_length_of_time_is_readable_as_it_is_printed() -> None:
    made = table("limits", [county("申报条件：\n申请人年满18周岁。\n申请人经营2年以上。", "云溪县扶持办法")])
    assert sorted(made["readable"]) == ["18周岁", "2年"]


def test_every_key_column_and_code_is_in_the_codebook() -> None:
    book = tables.frames([county(GROWTH, "阜平县政府工作报告")])["codebook"]
    for table, keys in tables.COLUMNS.items():
        columns = book[(book["table"] == table) & book["code"].isna()]
        assert columns["column"].tolist() == [key.replace(".", "_") for key in keys]
        assert columns[["meaning", "meaning_zh", "head_zh", "type"]].notna().all(axis=None)
    for table, column in (("targets", "measure"), ("limits", "role"), ("amounts", "kind"), ("dates", "modifier"), ("panel", "aspect")):
        assert len(book[(book["table"] == table) & (book["column"] == column) & book["code"].notna()]) > 5, column
    used = {name: book[(book["column"] == name) & book["code"].notna()] for name in ("indicator_id", "unit")}
    assert set(zip(used["indicator_id"]["code"], used["indicator_id"]["code_zh"], strict=True)) == {("gdp", "地区生产总值")}
    assert {"CNY": "元", "%": "%"}.items() <= dict(zip(used["unit"]["code"], used["unit"]["code_zh"], strict=True)).items()


def described(form: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name, one in {"Article": form, **form["$defs"]}.items():
        yield from ((f"{name}.{key}", inner.get("description")) for key, inner in one["properties"].items())


def test_the_schema_describes_each_of_its_properties_and_the_codebook_each_of_its_codes() -> None:
    form = schema.schema()
    assert [key for key, said in described(form) if not said] == []
    for name in ("measure", "basis", "comparator", "status", "role"):
        allowed = {code for code in form["$defs"]["Statement"]["properties"][name]["enum"] if code}
        assert set(meanings.codes(name)) == allowed, name
    for record, name in (("Amount", "kind"), ("Date", "modifier"), ("Date", "resolved_from")):
        assert set(meanings.codes(name)) == {code for code in form["$defs"][record]["properties"][name]["enum"] if code}, name


@pytest.mark.parametrize("to", ["xlsx", "csv", "sqlite", "parquet", "jsonl"])
def test_ten_thousand_million_is_never_printed_with_an_exponent(to: str, tmp_path: Path) -> None:
    out = tmp_path / f"表.{to}"
    tables.write([county(GROWTH, "阜平县政府工作报告")], out, to)
    if to == "xlsx":
        cells = next(row for row in sheet(out, "targets").iter_rows() if row[9].value == 10_000_000_000)
        assert cells[9].number_format == "#,##0" and cells[12].value == "100亿元"
    elif to == "sqlite":
        with closing(sqlite3.connect(out)) as file:
            assert file.execute("SELECT value, typeof(value) FROM targets WHERE readable = '100亿元'").fetchall() == [(10_000_000_000, "integer")]
    elif to == "csv":
        assert ",10000000000,,CNY,100亿元," in (out / "targets.csv").read_text("utf-8-sig")
    elif to == "jsonl":
        assert '"value":10000000000.0,' in (out / "targets.jsonl").read_text("utf-8")
    else:
        assert 10_000_000_000 in [int(value) for value in pd.read_parquet(out / "targets.parquet")["value"]]


@pytest.mark.parametrize(
    ("to", "reader"), [("csv", "read_csv('{}', types={{'place_code': 'VARCHAR'}})"), ("jsonl", "read_json('{}')"), ("parquet", "read_parquet('{}')")]
)
def test_duckdb_reads_days_numbers_and_texts_as_such(to: str, reader: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the tables are read by DuckDB: pip install duckdb")
    tables.write([county(GROWTH, "阜平县政府工作报告")], tmp_path, to, tables.Wanted(only=["targets"]))
    asked = duckdb.sql(f"SELECT place_code, year, value, period_last, approximate FROM {reader.format(tmp_path / f'targets.{to}')}")
    assert [str(one).partition("(")[0].replace("DECIMAL", "DOUBLE") for one in asked.types] in (
        ["VARCHAR", "BIGINT", "DOUBLE", "DATE", "BOOLEAN"],
        ["VARCHAR", "BIGINT", "BIGINT", "DATE", "BOOLEAN"],
    )
    assert asked.fetchall()[0] == ("130624", 2024, 6, dt.date(2024, 12, 31), True)


def test_json_lines_have_one_shape_that_readers_guess_right(tmp_path: Path) -> None:
    duckdb, arrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow.json")
    found = [county("全县地区生产总值增长。", "通报", "0.txt"), county(GROWTH, "阜平县政府工作报告"), *lines()]
    tables.write(found, tmp_path, "jsonl")
    for name in tables.COLUMNS:
        keys = {tuple(json.loads(line)) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()}
        assert len(keys) <= 1, name
    types = {field.name: str(field.type) for field in arrow.read_json(tmp_path / "targets.jsonl").schema}
    assert (types["value"], types["place_code"], types["basis"], types["start"], types["approximate"]) == ("double", "string", "string", "int64", "bool")
    told = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{tmp_path}/targets.jsonl'").fetchall()}
    assert (told["value"], told["place_code"], told["period_last"], told["year"]) == ("DOUBLE", "VARCHAR", "DATE", "BIGINT")


def test_a_data_package_says_what_the_columns_of_csv_hold(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    tables.write([county(GROWTH, "阜平县政府工作报告", 批次="007"), *lines()], tmp_path, "csv", tables.Wanted(keep=["批次"]))
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    targets = next(one for one in package["resources"] if one["name"] == "targets")
    fields = {field["name"]: field for field in targets["schema"]["fields"]}
    assert (fields["value"]["type"], fields["place_code"]["type"], fields["period_last"]["type"], fields["row_批次"]["type"]) == (
        "number",
        "string",
        "date",
        "string",
    )
    assert all(field["description"] for field in fields.values())
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


@pytest.mark.parametrize("text", ["=1+1", "_x0041_甲", " 甲 ", "<b>&", "#N/A", "a\rb", "😀𠮷"])
def test_a_cell_says_the_text_and_nothing_else(text: str, tmp_path: Path) -> None:
    tables.write([{**lines()[0], "publisher": f"{text}报"}], tmp_path / "表.xlsx", "xlsx", tables.Wanted(only=["articles"]))
    [head, row] = sheet(tmp_path / "表.xlsx", "articles").iter_rows()
    cell = dict(zip([one.value for one in head], row, strict=True))["publisher"]
    assert cell.data_type == "s" and openpyxl.utils.escape.unescape(cell.value) == tables.one_line(f"{text}报")


def test_the_room_itself_makes_frames_of_articles() -> None:
    made = extract.tables([article()])
    assert made["targets"]["value"].tolist() == [150_000_000]
    assert list(extract.tables([article()], only=["dates"])) == ["dates"]
