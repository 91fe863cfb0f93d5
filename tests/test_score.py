"""Scoring: what counts as the same record, what is counted, and what a run is told about an earlier one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from extract import cli, emit, pipeline, score
from extract.errors import SourceError, UsageError
from extract.score import report
from extract.score.records import Record

TEXT = "去年，全镇茶叶总产值达到12.5亿元，同比增长8%。到2027年，力争新增规模以上工业企业20家。"
DAY = "2026-03-12"


def statement(start: int, end: int, **says: Any) -> dict[str, Any]:
    usual = {"value_max": None, "comparator": "eq", "status": "actual", "last": "2025-12-31"}
    return {"start": start, "end": end, "text": TEXT[start:end], **usual, **says}


VALUE = statement(12, 18, indicator="茶叶总产值", value=1250000000, unit="CNY", measure="level")
GROWTH = statement(23, 25, indicator="茶叶总产值", value=8, unit="%", measure="growth")
FIRMS = statement(45, 48, indicator="规模以上工业企业", value=20, unit="家", measure="increase", status="target", last="2027-12-31")
ROW = {
    "doc": "茶-01", "text": TEXT, "published": DAY, "targets": [FIRMS], "actuals": [VALUE, GROWTH],
    "amounts": [VALUE, GROWTH, FIRMS], "dates": [], "organisations": [],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    emit.write(tmp_path / "金.jsonl", [ROW])
    return tmp_path / "金.jsonl"


@pytest.fixture
def line() -> dict[str, Any]:
    """The line that a run makes of the row."""
    made = pipeline.annotate(TEXT, published=dt.date.fromisoformat(DAY)).as_dict()
    return {**made, "source": {**made["source"], "metadata": {"doc": "茶-01"}}}


def one(results: list[score.Result], name: str) -> score.Result:
    [found] = [result for result in results if result.name == name]
    return found


def record(start: int = 0, end: int = 4, name: str = "actuals", **says: Any) -> Record:
    return Record("甲", start, end, name, {"value": 20, "value_max": None, "unit": "人", "indicator": "就业人数", **says})


def test_the_spans_of_this_test_are_right() -> None:
    assert [row["text"] for row in (VALUE, GROWTH, FIRMS)] == ["12.5亿元", "8%", "20家"]


def test_what_gold_says_and_the_run_finds_is_right(gold: Path, line: dict[str, Any]) -> None:
    results = score.scores(gold, [line])
    strict = one(results, "statements: strict")
    assert (strict.gold, strict.found, strict.precision, strict.recall, strict.f1) == (3, 3, 1.0, 1.0, 1.0)
    assert [one(results, name).gold for name in ("targets: strict", "limits: strict", "actuals: strict")] == [1, 0, 2]


def test_offsets_are_carried_back_through_the_alignment(gold: Path, line: dict[str, Any]) -> None:
    emit.write(gold, [{**ROW, "text": "\n\n" + TEXT, "amounts": [{**VALUE, "start": 14, "end": 20}], "targets": [], "actuals": []}])
    shifted = {**line, "alignment": [[0, 2, len(TEXT)]]}
    assert one(score.scores(gold, [shifted]), "amounts: span").pairs
    assert not one(score.scores(gold, [line]), "amounts: span").pairs


@pytest.mark.parametrize(
    ("field", "wrong", "test"),
    [
        ("value", 13, "statements: value found"),
        ("indicator", {"text": "游客人次"}, "statements: indicator, status"),
        ("comparator", "gt", "statements: strict"),
        ("measure", "growth", "statements: strict"),
        ("period", {"last": "2024-12-31"}, "deadlines"),
    ],
    ids=["数值", "指标", "比较词", "度量", "期限"],
)
def test_one_wrong_field_costs_its_test(gold: Path, line: dict[str, Any], field: str, wrong: Any, test: str) -> None:
    first, *rest = line["actuals"]
    bent = {**line, "actuals": [{**first, field: wrong}, *rest]}
    found = one(score.scores(gold, [bent]), test)
    assert (len(found.missed), len(found.extra)) == (1, 1)


def test_an_actual_told_as_target_is_value_found_but_no_more(gold: Path, line: dict[str, Any]) -> None:
    first, *rest = line["actuals"]
    bent = {**line, "actuals": rest, "targets": [*line["targets"], first]}
    results = score.scores(gold, [bent])
    assert one(results, "statements: value found").f1 == 1
    assert one(results, "statements: indicator, status").f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize("unit", ["人", "名", "位"])
def test_people_are_counted_alike(unit: str) -> None:
    assert score.valued(record(), record(unit=unit))
    assert not score.valued(record(), record(unit="家"))


@pytest.mark.parametrize(
    ("gold_says", "found_says", "same"),
    [("新增城镇就业人数", "就业人数", True), ("农村居民收入", "城镇居民收入", True), ("就业人数", "绿道里程", False), ("就业", None, False)],
)
def test_indicators_are_compared_by_their_characters(gold_says: str, found_says: str | None, same: bool) -> None:
    assert score.bound(record(indicator=gold_says), record(indicator=found_says)) is same


def test_a_record_is_matched_once(gold: Path, line: dict[str, Any]) -> None:
    twice = {**line, "amounts": [*line["amounts"], line["amounts"][0]]}
    found = one(score.scores(gold, [twice]), "amounts: span")
    assert (len(found.pairs), len(found.extra)) == (3, 1)


def test_a_row_that_was_never_run_is_missed(gold: Path, line: dict[str, Any]) -> None:
    emit.write(gold, [ROW, {**ROW, "doc": "茶-02"}])
    assert one(score.scores(gold, [line]), "amounts: span").recall == 0.5


def test_foreign_articles_of_a_dataset_do_not_count(gold: Path, line: dict[str, Any]) -> None:
    other = {**line, "source": {**line["source"], "metadata": {}}}
    assert one(score.scores(gold, [line, other]), "amounts: span").precision == 1


def test_a_dataset_of_other_rows_is_a_wrong_call(gold: Path, line: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="no article of the dataset"):
        score.scores(gold, [{**line, "source": {**line["source"], "metadata": {"doc": "别的"}}}])


def test_a_span_outside_its_text_is_told(gold: Path, line: dict[str, Any]) -> None:
    with pytest.raises(SourceError, match="outside its text"):
        score.scores(gold, [{**line, "text": TEXT[:10]}])


def test_gold_without_doc_and_without_files_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold there"):
        score.scores(tmp_path, [])
    emit.write(tmp_path / "无名.jsonl", [{"text": TEXT}])
    with pytest.raises(UsageError, match="without `doc`"):
        score.scores(tmp_path, [])
    emit.write(tmp_path / "无名.jsonl", [ROW, ROW])
    with pytest.raises(UsageError, match="stands in gold already"):
        score.scores(tmp_path, [])


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ({"indicator": {"text": "茶叶总产值"}}, "`indicator` is no text"),
        ({"recipient": {"text": "茶农"}}, "`recipient` is no text"),
        ({"value": "12.5亿"}, "`value` is no number"),
        ({"end": None}, "`end` is no offset"),
    ],
    ids=["指标", "对象", "数值", "位置"],
)
def test_a_record_that_is_not_written_as_gold_is_a_wrong_call(gold: Path, line: dict[str, Any], says: dict[str, Any], told: str) -> None:
    emit.write(gold, [{**ROW, "actuals": [GROWTH, {**VALUE, **says}]}])
    with pytest.raises(UsageError, match=f"金.jsonl: 茶-01: actuals has a record whose {told}: '12.5亿元'; write it as"):
        score.scores(gold, [line])


def test_a_line_of_a_dataset_as_gold_is_a_wrong_call(gold: Path, line: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit.write(gold, [{**line, "doc": "茶-01"}])
    emit.write(tmp_path / "出.jsonl", [line])
    assert cli.main(["score", str(gold), str(tmp_path / "出.jsonl")]) == 2
    assert "`indicator` is no text" in (said := capsys.readouterr().err) and "policy-extract gold DATASET" in said


def test_floors_stand_a_little_below_and_never_sink(gold: Path, line: dict[str, Any]) -> None:
    good, bad = score.scores(gold, [line]), score.scores(gold, [{**line, "actuals": []}])
    floors = report.pinned(good, gold)
    assert floors["floors"]["statements: strict"] == 0.99 and "limits: strict" not in floors["floors"]
    assert report.sunk(good, floors, gold) == []
    assert any("statements: strict: F1 0.5" in what for what in report.sunk(bad, floors, gold))
    assert report.pinned(bad, gold, floors) == floors


def test_floors_of_another_gold_say_what_to_do(gold: Path, line: dict[str, Any]) -> None:
    floors = report.pinned(score.scores(gold, [line]), gold)
    emit.write(gold, [{**ROW, "actuals": [VALUE]}])
    [said] = report.sunk(score.scores(gold, [line]), floors, gold)
    assert "gold has changed" in said and "--pin" in said


def test_the_command_shows_figures_errors_gains_and_losses(gold: Path, line: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emit.write(tmp_path / "前.jsonl", [{**line, "actuals": line["actuals"][1:]}])
    emit.write(tmp_path / "后.jsonl", [{**line, "targets": []}])
    assert cli.main(["score", str(gold), str(tmp_path / "前.jsonl"), "--errors", "3", "--only", "strict"]) == 0
    said = capsys.readouterr().out
    assert "statements: strict" in said and "amounts" not in said and "⟦12.5亿元⟧" in said
    assert cli.main(["score", str(gold), str(tmp_path / "前.jsonl"), "--json"]) == 0
    kept = capsys.readouterr().out
    assert json.loads(kept)["tests"]["statements: strict"]["r"] == 0.6667
    (tmp_path / "前.json").write_text(kept, "utf-8")
    assert cli.main(["score", str(gold), str(tmp_path / "后.jsonl"), "--against", str(tmp_path / "前.json")]) == 0
    said = capsys.readouterr().out
    assert "gain: found now: 茶-01 12-18 12.5亿元 茶叶总产值" in said
    assert "loss: lost: 茶-01 45-48 20家 规模以上工业企业" in said


def test_the_command_pins(gold: Path, line: dict[str, Any], tmp_path: Path) -> None:
    emit.write(tmp_path / "出.jsonl", [line])
    pin = tmp_path / "floors.json"
    assert cli.main(["score", str(gold), str(tmp_path / "出.jsonl"), "--pin", str(pin)]) == 0
    assert json.loads(pin.read_text("utf-8"))["gold"] == score.digest(gold)


def test_an_earlier_run_that_is_none_is_a_wrong_call(gold: Path, line: dict[str, Any], tmp_path: Path) -> None:
    emit.write(tmp_path / "出.jsonl", [line])
    assert cli.main(["score", str(gold), str(tmp_path / "出.jsonl"), "--against", str(tmp_path / "无.json")]) == 2


def test_what_neither_side_has_is_no_row_of_zeros(gold: Path, line: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = [{**json.loads(one), "organisations": []} for one in gold.read_text("utf-8").splitlines()]
    emit.write(tmp_path / "标.jsonl", made)
    emit.write(tmp_path / "出.jsonl", [{**line, "organisations": []}])
    assert cli.main(["score", str(tmp_path / "标.jsonl"), str(tmp_path / "出.jsonl")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert not [one for one in said if one.startswith("organisations:")]
    assert said[-1].startswith("neither gold nor the dataset has any:") and "organisations" in said[-1]
