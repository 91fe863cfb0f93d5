"""Tables: one row a record, numbers as numbers, days as days, text as text."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from bulletin import article, repeated

from extract import emit, explain, tables
from extract.errors import UsageError
from extract.model import Article, Printed, Reasons, Reference
from extract.pipeline import articles
from extract.tables import workbook


def lines(*found) -> list[dict]:
    return [json.loads(emit.line(item)) for item in found or (article(),)]


def sheet(path: Path, name: str):
    return openpyxl.load_workbook(path)[name]


def test_one_table_a_record_type_with_article_and_evidence_in_each_row() -> None:
    made = tables.frames(lines())
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


@pytest.mark.parametrize("name", list(tables.COLUMNS))
def test_tables_without_rows_have_the_same_columns(name: str) -> None:
    full, empty = tables.frames(lines())[name], tables.frames([])[name]
    assert list(full.columns) == list(empty.columns)
    assert len(empty) == 0 and len(full) > 0


def test_a_statement_that_repeats_another_is_no_second_row_unless_asked_for() -> None:
    assert len(tables.frames(lines(repeated()))["targets"]) == 1
    twice = tables.frames(lines(repeated()), repeated=True)["targets"]
    assert list(twice["same_as"].fillna("")) == ["", "t1"]


def test_a_reprint_says_where_the_same_text_stood_first() -> None:
    text = "5月9日，榕江镇新建学校3所，新增学位4000个，今年9月开学。"
    pages = ("\n\n".join([f"# 榕江再添三所学校\n\n{text}", "# 青禾镇今年修路八公里\n\n青禾镇今年修路8公里，总投资2亿元。"]), f"# 榕江三校今秋开学\n\n{text}")
    found = [item for n, page in enumerate(pages) for item in articles((f"{n}.md", page.encode())) if isinstance(item, Article)]
    frame = tables.frames(item.as_dict() for item in found)["articles"]
    assert frame["reprint_of"].fillna("").tolist() == ["", "", "0.md#0"]
    assert frame["id"].nunique() == 2


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
    frame = tables.frames(lines(replace(article(), dates=(date,))))["dates"]
    assert frame["first"].iloc[0] == pd.Timestamp("1368-01-23") and pd.isna(frame["last"].iloc[0])


def test_a_workbook_has_numbers_days_and_a_frozen_filtered_head(tmp_path: Path) -> None:
    assert tables.write_xlsx(tables.frames(lines()), tmp_path / "表.xlsx") == []
    targets = sheet(tmp_path / "表.xlsx", "targets")
    row = dict(zip([cell.value for cell in targets[1]], targets[2], strict=True))
    assert row["value"].value == 150_000_000 and row["value"].data_type == "n"
    assert row["period_last"].value == dt.datetime(2028, 12, 31) and row["period_last"].number_format == "yyyy-mm-dd"
    assert targets.freeze_panes == "A2" and targets.auto_filter.ref.startswith("A1:")
    assert targets.column_dimensions["V"].width > 20
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").sheetnames == list(tables.COLUMNS)


def test_a_day_before_excel_counts_is_text(tmp_path: Path) -> None:
    date = replace(article().dates[0], first=dt.date(1368, 1, 23))
    tables.write_xlsx(tables.frames(lines(replace(article(), dates=(date,)))), tmp_path / "表.xlsx")
    assert [cell.value for cell in sheet(tmp_path / "表.xlsx", "dates")[2]][3:5] == [
        "1368-01-23",
        dt.datetime(2028, 12, 31),
    ]


def test_the_same_lines_are_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        tables.write_xlsx(tables.frames(lines()), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("title", ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "＝1＋1", "-2+3", "#N/A"])
def test_text_that_looks_like_a_formula_stays_text(title: str, tmp_path: Path) -> None:
    made = tables.frames(lines(article(title=title)))
    tables.write_xlsx(made, tmp_path / "表.xlsx")
    cell = sheet(tmp_path / "表.xlsx", "articles")["A2"]
    assert cell.value == title and cell.data_type == "s"
    tables.write_csv(made, tmp_path)
    quoted = title if title.startswith("#") else "'" + title
    assert pd.read_csv(tmp_path / "articles.csv", keep_default_na=False)["title"].iloc[0] == quoted


def test_a_negative_figure_is_no_formula(tmp_path: Path) -> None:
    tables.write_csv(tables.frames(lines(article(title="-3.2%"))), tmp_path)
    assert pd.read_csv(tmp_path / "articles.csv")["title"].iloc[0] == "-3.2%"


def test_characters_that_no_workbook_may_hold_are_replaced(tmp_path: Path) -> None:
    tables.write_xlsx(tables.frames(lines(article(title="标\x0b题\ud83d\uffff"))), tmp_path / "表.xlsx")
    assert sheet(tmp_path / "表.xlsx", "articles")["A2"].value == "标\ufffd题\ufffd\ufffd"


def test_a_text_too_long_for_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    said = tables.write_xlsx(tables.frames(lines(article(title="长" * 40_000))), tmp_path / "表.xlsx")
    assert any(line.startswith("articles: 1 texts are longer") for line in said)
    assert len(sheet(tmp_path / "表.xlsx", "articles")["A2"].value) == 32_767


def test_rows_too_many_for_a_sheet_go_on_in_the_next_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 3)
    made = {"articles": tables.frames(lines(*(article(index=i) for i in range(5))))["articles"]}
    said = tables.write_xlsx(made, tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["articles", "articles (2)", "articles (3)"]
    assert [part.max_row for part in book] == [3, 3, 2]
    assert "5 rows are more than a sheet holds" in said[0]


def test_csv_opens_in_excel_and_writes_numbers_as_people_do(tmp_path: Path) -> None:
    tables.write_csv(tables.frames(lines()), tmp_path)
    raw = (tmp_path / "targets.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ",150000000,,jin,False," in raw.decode("utf-8-sig")
    assert ",2028-12-31," in raw.decode("utf-8-sig")


def test_every_table_and_column_has_a_chinese_head() -> None:
    heads = tables.chinese_heads()
    made = tables.frames(lines())
    named = tables.with_heads(made, heads)
    assert "目标" in named and "依据原句" in named["目标"].columns
    for name, frame in made.items():
        assert set(frame.columns) <= set(heads), name
        assert len(set(named[heads[name]].columns)) == len(frame.columns)


def test_a_limit_has_its_role_recipient_and_base_in_columns_and_in_explain() -> None:
    made = article()
    county, grain = Printed("县农业农村局", 21, 27), Printed("粮食总产量", 12, 17)
    limit = replace(made.targets[0], status="limit", role="rate", recipient=county, base=grain)
    row = tables.frames(lines(replace(made, targets=(limit,))))["targets"].iloc[0]
    assert (row["role"], row["recipient_text"], row["base_text"]) == ("rate", "县农业农村局", "粮食总产量")
    assert any("rate for 县农业农村局 base 粮食总产量" in said for said in explain.lines(replace(made, targets=(limit,)), Reasons()))


def test_lines_of_schema_1_are_still_made_into_tables() -> None:
    line = lines()[0]
    old = [{key: value for key, value in one.items() if key not in ("role", "recipient", "base")} for one in line["targets"]]
    target = tables.frames([{**line, "schema": "policy-extract/1", "targets": old}])["targets"].iloc[0]
    assert target["role"] is None and target["recipient_text"] is None and target["value"] == 150_000_000


@pytest.mark.parametrize("broken", ["\r\n", "\r", "\\r\\n", "\\n"], ids=["raw", "return", "escaped", "escaped line feed"])
def test_evidence_is_one_line_to_read(broken: str) -> None:
    line = lines()[0]
    text = line["text"].replace("粮食总产量", f"粮食{broken}", 1)[: len(line["text"])]
    row = tables.frames([{**line, "text": text}])["targets"].iloc[0]
    assert not set(row["evidence"]) & set("\r\n\\") and "粮食 " in row["evidence"]


def test_a_path_is_no_text_and_keeps_its_letters() -> None:
    frames = tables.frames(lines(article(uri="D:\\news\\n\\报.txt")))
    assert frames["articles"]["uri"][0] == frames["targets"]["uri"][0] == "D:\\news\\n\\报.txt"


def test_an_article_says_against_what_its_dates_were_read() -> None:
    made = article()
    row = tables.frames(lines(replace(made, reference=Reference("2021", "title"))))["articles"].iloc[0]
    assert (row["reference"], row["reference_from"]) == ("2021", "title")
    assert tables.frames(lines(replace(made, reference=None)))["articles"].iloc[0]["reference"] is None


def read_back(folder: Path, to: str) -> dict[str, pd.DataFrame]:
    """What stands in written tables, read by pandas."""
    if to == "xlsx":
        return pd.read_excel(folder / "表.xlsx", sheet_name=None, keep_default_na=False)
    if to == "csv":
        return {path.stem: pd.read_csv(path, keep_default_na=False) for path in folder.glob("*.csv")}
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def written(folder: Path, to: str, found: list[dict[str, Any]], **said: Any) -> dict[str, pd.DataFrame]:
    done = tables.write(found, folder / "表.xlsx" if to == "xlsx" else folder, to, **said)
    assert done.rows == {name: len(frame) for name, frame in tables.frames(found, repeated=said.get("repeated", False)).items() if len(frame)}
    return read_back(folder, to)


@pytest.mark.parametrize("to", ["csv", "xlsx", "parquet"])
def test_rows_written_as_lines_come_are_those_of_the_frames(to: str, tmp_path: Path) -> None:
    found = lines(repeated(), article(index=1, title="-5%的增速"), article(uri="长\ud83d.txt"))
    made = written(tmp_path, to, found, repeated=True)
    assert set(made) == set(tables.COLUMNS)
    for name, frame in tables.frames(found, repeated=True).items():
        assert list(made[name].columns) == list(frame.columns), name
        assert len(made[name]) == len(frame), name
    assert made["targets"]["value"].tolist() == [150_000_000] * 4
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
    assert types == {"value": "double", "period_last": "date32[day]", "start": "int64", "approximate": "bool", "unit": "string"}
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
        patch.setattr("extract.tables.parquet._GROUP", 300)
        small, large = peak(500), peak(3000)
    assert large < small * 1.3 + 200_000


def test_a_text_printed_before_is_found_among_many() -> None:
    [line] = lines()
    found = [{**line, "id": str(n % 5), "source": {**line["source"], "uri": f"{n}.txt"}} for n in range(12)]
    frame = tables.frames(found)["articles"]
    assert frame["reprint_of"].fillna("").tolist() == [""] * 5 + [f"{n % 5}.txt#0" for n in range(5, 12)]
