"""diff: records gained, lost and changed between two datasets, matched by source and place, with the fields that changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bulletin import article

from extract import cli, emit
from extract.archive import diff
from extract.model import Article

Line = dict[str, Any]
Said = pytest.CaptureFixture[str]


def dataset(folder: Path, *found: Article, edit: Callable[[Line], Any] = lambda line: None, name: str = "柳溪.txt") -> Path:
    """A dataset of one source, its lines edited."""
    lines = [json.loads(emit.line(item)) for item in found or (article(),)]
    for line in lines:
        edit(line)
    part = f"articles/{Path(name).stem}.jsonl"
    emit.write(folder / part, lines)
    emit.write(folder / emit.MANIFEST, [*emit.read_manifest(folder), {"uri": name, "part": part, "articles": len(lines)}])
    return folder


def changes(old: Path, new: Path, *ignored: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    found = diff.changes([old], [new], diff.Counts(), frozenset(ignored))
    return [(item.change, item.found.kind, item.found.text, dict(item.fields)) for item in found]


def against(tmp_path: Path, edit: Callable[[Line], Any], *ignored: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    """The changes that an edit of the lines makes."""
    return changes(dataset(tmp_path / "前"), dataset(tmp_path / "后", edit=edit), *ignored)


def test_the_same_datasets_have_no_changes(tmp_path: Path) -> None:
    assert against(tmp_path, lambda line: None) == []


def test_a_record_that_is_gained_or_lost_is_one_change(tmp_path: Path) -> None:
    assert against(tmp_path, lambda line: line["amounts"].pop()) == [("lost", "amounts", "２万亩", {})]
    assert changes(tmp_path / "后", tmp_path / "前") == [("gained", "amounts", "２万亩", {})]


def test_fields_that_changed_are_named_with_what_was_and_is(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line["targets"][0].update(comparator="gt", hedges=[])
        line["targets"][0]["indicator"].update(name="粮食产量", id="grain")

    assert against(tmp_path, edit) == [
        (
            "changed",
            "statements",
            "1.5亿斤",
            {"comparator": ("eq", "gt"), "hedges": (["力争"], []), "indicator.name": (None, "粮食产量"), "indicator.id": (None, "grain")},
        )
    ]


def test_a_goal_that_becomes_a_report_is_changed_and_not_lost(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line["actuals"].append({**line["targets"].pop(), "status": "actual"})

    assert against(tmp_path, edit) == [("changed", "statements", "1.5亿斤", {"status": ("target", "actual")})]


def test_numbers_of_records_and_places_are_no_changes(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        for name in ("targets", "actuals", "amounts", "dates", "organisations", "persons"):
            for record in line[name]:
                record["id"] += "9"
        for statement in (*line["targets"], *line["actuals"]):
            statement["amount"] += "9"
        line["targets"][0]["period"]["date"] = "d19"
        line["persons"][0]["organisation"] += "9"
        line["id"] = "another"

    assert against(tmp_path, edit) == []


def test_an_article_that_is_cut_otherwise_takes_no_record_with_it(tmp_path: Path) -> None:
    def cut(line: Line) -> None:
        """The first sentence goes to no article; all behind it moves."""
        first = line["sentences"][0][1]
        line["text"] = line["text"][first:]
        line["alignment"] = [[0, 11 + first, len(line["text"])]]
        line["sentences"] = [[start - first, end - first] for start, end in line["sentences"][1:]]
        line["targets"], line["places"], line["sections"], line["source"]["index"] = [], [], [], 1
        for name in ("actuals", "amounts", "dates", "organisations", "persons", "documents", "warnings"):
            line[name] = [record for record in line[name] if record["start"] >= first]
            for record in line[name]:
                record.update(start=record["start"] - first, end=record["end"] - first, sentence=record.get("sentence", 1) - 1)
                if name == "warnings":
                    del record["sentence"]

    found = against(tmp_path, cut)
    assert {item[:3] for item in found if item[1] != "articles"} == {
        ("lost", "statements", "1.5亿斤"),
        ("lost", "amounts", "1.5亿斤"),
        ("lost", "dates", "2028年"),
        ("lost", "places", "柳溪县"),
    }


def test_of_a_source_that_changed_records_are_matched_by_their_sentence(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line["source"]["sha256"] = "1" * 64
        line["alignment"] = [[0, 500, len(line["text"])]]
        line["amounts"][0]["unit"] = "kg"

    assert against(tmp_path, edit) == [("changed", "amounts", "1.5亿斤", {"unit": ("jin", "kg")})]


def test_names_are_matched_wherever_they_stand_and_offices_by_name_of_their_body(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line["organisations"][0].update(start=0, end=3, text="柳溪县", mentions=[[0, 3]])
        line["persons"][0]["organisation"] = None

    found = against(tmp_path, edit)
    assert ("changed", "persons", "孟广田", {"organisation": ("县农业农村局", None)}) in found
    assert [item[1] for item in found if item[0] != "changed"] == []


def test_what_is_said_of_an_article_and_its_warnings_is_compared(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line.update(title="柳溪种业", published=None)
        line["warnings"][0]["code"] = "other"

    assert against(tmp_path, edit) == [
        ("changed", "articles", "柳溪种业", {"title": ("柳溪县部署种业振兴", "柳溪种业"), "published": ("2026-03-09", None)}),
        ("lost", "warnings", "２万亩", {}),
        ("gained", "warnings", "２万亩", {}),
    ]


def test_two_statements_at_one_place_are_paired_by_what_they_say(tmp_path: Path) -> None:
    made = article()
    first = made.targets[0]
    twins = replace(made, targets=(first, replace(first, id="t8", measure="growth", value=Decimal(3))))
    other = replace(made, targets=(replace(first, id="t8", measure="growth", value=Decimal(4)), first))
    found = changes(dataset(tmp_path / "前", twins), dataset(tmp_path / "后", other))
    assert found == [("changed", "statements", "1.5亿斤", {"value": (3, 4)})]


@pytest.mark.parametrize(("was", "now"), [("12.3亿元", "112.3亿元"), ("600万元", "0.7亿元"), ("三百万元", "一千万元")])
def test_a_figure_that_was_changed_in_a_source_takes_no_other_record_of_its_sentence_with_it(was: str, now: str, tmp_path: Path) -> None:
    text = "2025年，柳溪县完成固定资产投资{}，其中工业投资3.1亿元，增长6%，新建公路20公里。\n张晓光说，粮食产量5万吨。"
    for folder, figure in (("前", was), ("后", now)):
        (tmp_path / folder / "文").mkdir(parents=True)
        (tmp_path / folder / "文" / "柳溪.txt").write_text("柳溪县要闻\n\n" + text.format(figure), "utf-8")
        assert cli.main(["run", str(tmp_path / folder / "文"), "--out", str(tmp_path / folder), "-q"]) == 0
    found = changes(tmp_path / "前", tmp_path / "后")
    assert [item[:2] for item in found] == [("changed", "articles"), ("changed", "statements"), ("changed", "amounts")]
    assert found[2][3]["text"] == (was, now)


ROWS = [f"柳溪县第{number}期。2025年，全县完成投资{number}.3亿元，增长6%。力争2028年茶叶产量达到{number}万吨。" for number in range(1, 7)]


def of_rows(folder: Path, rows: list[str]) -> Path:
    """A dataset of a file of rows."""
    emit.write(folder / "行.jsonl", [{"标题": "要闻", "正文": row, "发布日期": "2025-03-01"} for row in rows])
    assert cli.main(["run", str(folder / "行.jsonl"), "--out", str(folder / "集"), "-q"]) == 0
    return folder / "集"


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (lambda rows: ["2025年，全县新建公路20公里。", *rows], {"gained"}),
        (lambda rows: rows[1:], {"lost"}),
        (lambda rows: [rows[-1], *rows[:-1]], set()),
        (lambda rows: ["2025年，全县新建公路20公里。", *rows[:2], rows[2].replace("3.3", "13.3"), *rows[3:]], {"gained", "changed"}),
        (lambda rows: [rows[0], rows[1].replace("2.3", "12.3"), "2025年，全县新建公路20公里。", *rows[2:]], {"gained", "changed"}),
        (lambda rows: [*rows, *rows[:2]], {"gained"}),
    ],
    ids=["上面添一行", "去掉首行", "换位", "添一行改一行", "相邻添改", "重复两行"],
)
def test_rows_are_known_again_wherever_they_stand(edit: Callable[[list[str]], list[str]], kinds: set[str], tmp_path: Path) -> None:
    found = changes(of_rows(tmp_path / "前", ROWS), of_rows(tmp_path / "后", edit(ROWS)), "same_as")
    assert {item[0] for item in found if item[1] != "warnings"} == kinds
    assert [item[1] for item in found if item[0] == "changed"] == ["articles", "statements", "amounts"] * ("changed" in kinds)


def test_of_long_values_the_stretch_in_which_they_differ_is_shown(two: Path, capsys: Said) -> None:
    def edit(line: Line) -> None:
        line["text"] = line["text"].replace("２万亩", "３万亩")

    dataset(Path("改"), edit=edit)
    assert cli.main(["diff", "前", "改"]) == 0
    said = capsys.readouterr().out.splitlines()[0]
    assert "２万亩" in said and "３万亩" in said and "…" in said and len(said) < 150


def test_sources_of_one_dataset_alone_are_gained_or_lost(tmp_path: Path) -> None:
    old = dataset(tmp_path / "前")
    new = dataset(dataset(tmp_path / "后"), article(uri="二.txt"), name="二.txt")
    found = changes(old, new)
    assert {item[0] for item in found} == {"gained"} and len(found) == 1 + 2 + 2 + 2 + 1 + 1 + 1 + 1 + 1
    assert {item[0] for item in changes(new, old)} == {"lost"}


def test_ignored_fields_are_no_changes(tmp_path: Path) -> None:
    def edit(line: Line) -> None:
        line["targets"][0].update(confidence=0.5, rule="target.other")

    assert [sorted(item[3]) for item in against(tmp_path, edit)] == [["confidence", "rule"]]
    assert changes(tmp_path / "前", tmp_path / "后", "confidence", "rule") == []


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def edit(line: Line) -> None:
        line["targets"][0].update(comparator="gt")
        line["amounts"].pop()

    monkeypatch.chdir(tmp_path)
    dataset(Path("前"))
    dataset(Path("后"), edit=edit)
    return tmp_path


def test_the_screen_shows_a_table_the_first_changes_and_the_fields(two: Path, capsys: Said) -> None:
    assert cli.main(["diff", "前", "后"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "~ statements 柳溪.txt: 1.5亿斤 comparator: eq -> gt"
    assert said[1].startswith("- amounts 柳溪.txt: ２万亩 去年，县农业农村局局长孟广田说")
    assert ["amounts", "2", "1", "0", "1", "0"] in [line.split() for line in said]
    assert said[-2:] == ["fields that changed: statements.comparator 1", "2 changes"]
    cli.main(["diff", "前", "后", "--show", "0", "--ignore", "comparator"])
    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["old", "new", "gained", "lost", "changed"] and said[-1] == "1 change"


def test_all_changes_are_written_as_lines_and_as_a_table(two: Path, capsys: Said) -> None:
    assert cli.main(["diff", "前", "后/articles/*.jsonl", "--out", "差.jsonl", "--show", "0"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 changes: 差.jsonl"
    changed, lost = emit.read_jsonl("差.jsonl")
    assert changed["fields"] == {"comparator": {"old": "eq", "new": "gt"}} and changed["new"]["comparator"] == "gt"
    assert (lost["change"], lost["record"], lost["uri"], lost["new"]) == ("lost", "amounts", "柳溪.txt", None)
    assert cli.main(["diff", "前", "后", "--out", "差.csv"]) == 0
    frame = pd.read_csv("差.csv", keep_default_na=False)
    assert frame[["change", "record", "field", "old", "new"]].values.tolist() == [
        ["changed", "statements", "comparator", "eq", "gt"],
        ["lost", "amounts", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("call", "said"),
    [(["前", "无"], "无: no such file or folder"), (["前", "后", "--out", "差.xlsx"], "差.xlsx: write changes to a file called .jsonl or .csv")],
)
def test_a_wrong_call_is_2(call: list[str], said: str, two: Path, capsys: Said) -> None:
    assert cli.main(["diff", *call]) == 2
    assert said in capsys.readouterr().err


def test_an_unfinished_dataset_and_a_broken_line_are_told(two: Path, capsys: Said) -> None:
    Path("后", emit.MANIFEST).rename(Path("后", emit.JOURNAL))
    assert cli.main(["diff", "前", "后"]) == 0
    assert "后: its last run was broken off" in capsys.readouterr().err
    Path("后/articles/柳溪.jsonl").write_text('{"a":1}\n', "utf-8")
    assert cli.main(["diff", "前", "后", "--out", "差.jsonl"]) == 1
    assert "柳溪.jsonl:1: no line that `run` wrote" in capsys.readouterr().err
    assert not Path("差.jsonl").exists()
