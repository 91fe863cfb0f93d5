"""Gold goes to annotation tools and comes back as it was; what people changed there comes back changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract import cli, emit
from extract.errors import SourceError
from extract.review import exchange
from extract.review.spans import Span, spans

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
TEXT = "😀到2028年，𠮷岭镇👨‍👩‍👧茶园面积达到3万亩。\n由𠮷岭镇\n政府负责。"
AREA = TEXT.index("3万亩")
BODY = TEXT.index("𠮷岭镇\n")
LINE = {
    "doc": "𠮷岭",
    "id": "𠮷岭",
    "text": TEXT,
    "published": "2026-03-12",
    "targets": [
        {
            "start": AREA,
            "end": AREA + 3,
            "text": "3万亩",
            "indicator": "茶园面积",
            "value": 30000,
            "value_max": None,
            "unit": "mu",
            "comparator": "eq",
            "measure": "level",
            "status": "target",
            "last": "2028-12-31",
        }
    ],
    "actuals": [],
    "amounts": [{"start": AREA, "end": AREA + 3, "text": "3万亩", "kind": "area", "value": 30000, "value_max": None, "unit": "mu", "comparator": "eq"}],
    "dates": [{"start": 2, "end": 7, "text": "2028年", "first": "2028-01-01", "last": "2028-12-31"}],
    "organisations": [{"start": BODY, "end": BODY + 6, "text": "𠮷岭镇\n政府"}],
}


def there_and_back(tool: str, lines: list[dict[str, Any]], out: Path) -> list[dict[str, Any]]:
    notes: list[str] = []
    exchange.written(tool, lines, out)
    back = list(exchange.read(tool, out, notes))
    assert notes == []
    return back


@pytest.mark.parametrize("tool", exchange.TOOLS)
def test_all_gold_comes_back_as_it_was(tool: str, tmp_path: Path) -> None:
    lines = [*exchange.gold_lines([GOLD]), LINE]
    assert len(lines) > 90
    assert there_and_back(tool, lines, tmp_path / "出") == lines


@pytest.mark.parametrize("tool", exchange.TOOLS)
def test_offsets_are_told_by_the_tool_and_not_by_what_is_carried_along(tool: str, tmp_path: Path) -> None:
    exchange.written(tool, [LINE], tmp_path / "出")
    [(_, found)] = exchange.TOOLS[tool][1](tmp_path / "出")
    assert found == list(spans(LINE))


def changed_task(tmp_path: Path, change: Any) -> tuple[dict[str, Any], list[str]]:
    """LINE as it comes back from Label Studio, its regions changed there."""
    file, notes = tmp_path / "tasks.json", []
    exchange.written("label-studio", [LINE], file)
    tasks = json.loads(file.read_text("utf-8"))
    change(tasks[0]["annotations"][0]["result"])
    file.write_text(json.dumps(tasks), "utf-8")
    [line] = exchange.read("label-studio", file, notes)
    return line, notes


def in_utf16(regions: list[dict[str, Any]]) -> None:
    for region in regions:
        for key in ("start", "end"):
            region["value"][key] = len(TEXT[: region["value"][key]].encode("utf-16-le")) // 2


def test_regions_of_an_older_label_studio_count_utf16(tmp_path: Path) -> None:
    assert changed_task(tmp_path, in_utf16) == (LINE, [])


def test_a_span_that_was_taken_away_is_gone(tmp_path: Path) -> None:
    line, notes = changed_task(tmp_path, lambda regions: regions.clear())
    assert list(spans(line)) == [] == notes


def test_a_span_under_another_label_keeps_its_value(tmp_path: Path) -> None:
    line, notes = changed_task(tmp_path, lambda regions: regions[0]["value"].update(labels=["actual"]))
    assert line["targets"] == [] == notes
    assert line["actuals"] == [{**LINE["targets"][0], "status": "actual"}]


def test_a_new_span_is_read_and_what_nobody_knows_is_named(tmp_path: Path) -> None:
    new = {"type": "labels", "value": {"start": 2, "end": 7, "text": "2028年", "labels": ["limit"]}}
    line, notes = changed_task(tmp_path, lambda regions: regions.append(new))
    assert [(one["text"], one["status"]) for one in line["targets"]] == [("3万亩", "target"), ("2028年", "limit")]
    assert notes == ["𠮷岭: limit at 2-7 (2028年) is new; complete its indicator and value by hand"]


def test_a_region_whose_words_stand_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="was the text changed"):
        changed_task(tmp_path, lambda regions: regions[0]["value"].update(text="4万亩"))


def test_doccano_writes_entities_or_labels(tmp_path: Path) -> None:
    entities = [{"id": number, "label": span.label, "start_offset": span.start, "end_offset": span.end} for number, span in enumerate(spans(LINE))]
    emit.write(tmp_path / "出.jsonl", [{"id": 1, "text": TEXT, "entities": entities, "relations": [], "gold": LINE}])
    assert list(exchange.read("doccano", tmp_path / "出.jsonl", [])) == [LINE]


def test_a_label_that_is_none_of_ours_is_left_out_and_named(tmp_path: Path) -> None:
    notes: list[str] = []
    emit.write(tmp_path / "出.jsonl", [{"text": TEXT, "label": [[0, 2, "动物"]], "gold": LINE}])
    [line] = exchange.read("doccano", tmp_path / "出.jsonl", notes)
    assert notes == ["𠮷岭: 动物 at 0-2 is no span of ours; left out"] and line["targets"] == []


@pytest.mark.parametrize("tool", exchange.TOOLS)
def test_a_file_of_something_else_is_named(tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "别的").write_text('{"a": 1}', "utf-8")
    assert cli.main(["import", str(tmp_path / "别的"), "--from", tool, "--out", str(tmp_path / "gold.jsonl")]) == 1
    assert "别的" in capsys.readouterr().err
    assert not (tmp_path / "gold.jsonl").exists()


def test_the_commands_go_from_a_dataset_to_a_tool_and_to_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bulletin import article

    emit.write(tmp_path / "集/articles/a.jsonl", [article()])
    assert cli.main(["export", str(tmp_path / "集"), "--to", "brat", "--out", str(tmp_path / "文件夹")]) == 0
    assert cli.main(["import", str(tmp_path / "文件夹"), "--from", "brat", "--out", str(tmp_path / "gold.jsonl")]) == 0
    assert "1 gold line: " in capsys.readouterr().out
    [line] = emit.read_jsonl(tmp_path / "gold.jsonl")
    assert Span("target", line["targets"][0]["start"], line["targets"][0]["end"]) in set(spans(line))
