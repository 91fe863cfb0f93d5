"""The corpora are what they say: samples open as described, gold keeps its own rules."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from each import each

CORPORA = Path(__file__).parents[1] / "corpora"
SAMPLES = CORPORA / "samples"
GOLD = CORPORA / "gold"

GENRES = {"newspaper", "report", "plan", "measure", "bulletin", "broadcast", "business"}
KEYS = ["doc", "id", "genre", "text", "published", "targets", "actuals", "amounts", "dates", "organisations"]
AMOUNT = ["start", "end", "text", "kind", "value", "value_max", "unit", "comparator"]
DATE = ["start", "end", "text", "first", "last"]
STATEMENT = [
    "start", "end", "text", "indicator", "value", "value_max", "unit", "comparator", "measure", "status", "last",
]  # fmt: skip
LIMIT = ["role", "recipient", "base"]
KINDS = {
    "money", "percent", "percentage_point", "count", "multiple", "area", "length", "mass", "volume", "energy",
    "power", "duration", "rank", "score", "other",
}  # fmt: skip
COMPARATORS = {"eq", "gt", "ge", "lt", "le", "range"}
MEASURES = {"level", "increase", "decrease", "growth", "share", "multiple", "rank"}
STATUS = {"targets": {"target", "limit"}, "actuals": {"actual", "estimate"}}
UNIT_OF_KIND = {"percent": {"%"}, "percentage_point": {"pp"}, "multiple": {"x"}, "rank": {"位"}}
UNITS_OF_MEASURE = {"growth": {"%", "x"}, "multiple": {"x"}, "rank": {"位"}, "share": {"%"}}
# 城乡居民 is two: 城镇居民 and 农村居民, in words that the text need not print.
RESOLVED = {"城乡": set("城镇农村")}

Passage = dict[str, Any]


def _passages() -> list[Passage]:
    files = sorted(GOLD.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


PASSAGES = _passages()
each_passage = each(PASSAGES, lambda passage: str(passage["id"]))


def _statements(passage: Passage) -> list[tuple[str, Passage]]:
    return [(name, row) for name in ("targets", "actuals") for row in passage[name]]


def _span(row: Passage) -> tuple[int, int]:
    return row["start"], row["end"]


@each_passage
def test_keys_are_those_of_the_annotation_form(passage: Passage) -> None:
    assert list(passage) == KEYS
    assert passage["doc"] == passage["id"]
    assert passage["genre"] in GENRES and passage["id"].startswith(passage["genre"])
    assert all(list(row) == AMOUNT for row in passage["amounts"])
    assert all(list(row) == DATE for row in passage["dates"])
    assert all(list(row) == ["start", "end", "text"] for row in passage["organisations"])
    assert all(list(row) == STATEMENT + LIMIT * (row["status"] == "limit") for _, row in _statements(passage))


@each_passage
def test_every_span_holds_its_text(passage: Passage) -> None:
    rows = [row for key in KEYS[5:] for row in passage[key]]
    assert [passage["text"][r["start"] : r["end"]] for r in rows] == [r["text"] for r in rows]
    assert all(r["text"] == r["text"].strip() and r["text"] for r in rows)


@each_passage
def test_amounts_keep_to_the_vocabulary(passage: Passage) -> None:
    for row in passage["amounts"]:
        assert row["kind"] in KINDS and row["comparator"] in COMPARATORS, row
        assert row["unit"] in UNIT_OF_KIND.get(row["kind"], {row["unit"]}), row
        assert (row["comparator"] == "range") == (row["value_max"] is not None), row
        assert row["value_max"] is None or row["value_max"] > row["value"], row


@each_passage
def test_statements_keep_to_the_vocabulary(passage: Passage) -> None:
    for name, row in _statements(passage):
        assert row["status"] in STATUS[name], row
        assert row["measure"] in MEASURES, row
        assert row["unit"] in UNITS_OF_MEASURE.get(row["measure"], {row["unit"]}), row
        assert row["unit"] != "pp" or row["measure"] in {"increase", "decrease", "level"}, row


@each_passage
def test_a_statement_stands_on_an_amount_and_says_the_same(passage: Passage) -> None:
    amounts = {_span(row): row for row in passage["amounts"]}
    for _, row in _statements(passage):
        amount = amounts[_span(row)]
        assert [row[k] for k in ("text", "value", "value_max", "unit", "comparator")] == [
            amount[k] for k in ("text", "value", "value_max", "unit", "comparator")
        ]


@each_passage
def test_one_value_is_bound_once_and_no_character_has_two_owners(passage: Passage) -> None:
    bound = Counter(_span(row) for _, row in _statements(passage))
    assert not [span for span, n in bound.items() if n > 1]
    owned = sorted(_span(row) for row in passage["amounts"] + passage["dates"])
    assert all(left[1] <= right[0] for left, right in pairwise(owned))
    bodies = [_span(row) for row in passage["organisations"]]
    assert bodies == sorted(bodies) and all(left[1] <= right[0] for left, right in pairwise(bodies))


@each_passage
def test_an_indicator_is_made_of_the_words_of_its_text(passage: Passage) -> None:
    text = passage["text"]
    known = set(text).union(*(chars for word, chars in RESOLVED.items() if word in text))
    for _, row in _statements(passage):
        assert row["indicator"] and set(row["indicator"]) <= known, row


@each_passage
def test_days_are_iso_and_in_order(passage: Passage) -> None:
    dt.date.fromisoformat(passage["published"])
    for row in passage["dates"]:
        days = [dt.date.fromisoformat(day) for day in (row["first"], row["last"]) if day]
        assert days == sorted(days), row
    for _, row in _statements(passage):
        assert row["last"] is None or dt.date.fromisoformat(row["last"])


def test_gold_is_large_and_spread_over_the_genres() -> None:
    assert len(PASSAGES) >= 60
    assert len({p["id"] for p in PASSAGES}) == len({p["text"] for p in PASSAGES}) == len(PASSAGES)
    assert {p["genre"] for p in PASSAGES} == GENRES
    limits = [p["id"] for p in PASSAGES if any(row["status"] == "limit" for row in p["targets"])]
    assert len(limits) >= 20
    assert any(not _statements(p) for p in PASSAGES), "negative cases belong to gold"


def test_samples_show_each_difficulty_of_reading() -> None:
    files = {file.name: file.read_bytes() for file in SAMPLES.iterdir()}
    assert len(files) >= 6
    assert any(" " in name and not name.isascii() for name in files)
    with pytest.raises(UnicodeDecodeError):
        files["jishan-first-quarter-2026-04-21.txt"].decode("utf-8")
    assert files["jishan-first-quarter-2026-04-21.txt"].decode("gb18030").startswith("霁山县")
    assert "２０２３年" in files["lanpu-fullwidth.txt"].decode("utf-8")
    page = files["tinglan-times-2023-05-22.md"].decode("utf-8")
    assert "在5\n\n月16日" in page and "宜业宜\n\n游" in page


def test_sample_rows_carry_their_columns() -> None:
    columns = ["text", "title", "published", "sources", "labels"]
    lines = (SAMPLES / "lanjiang-briefs.jsonl").read_text("utf-8").splitlines()
    assert all(list(json.loads(line)) == columns for line in lines)
    with (SAMPLES / "lanjiang-rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all(list(row) == columns for row in csv.DictReader(file))


def test_every_corpus_file_is_accounted_for_in_sources() -> None:
    sources = (CORPORA / "SOURCES.md").read_text("utf-8")
    files = [*SAMPLES.iterdir(), *GOLD.glob("*.jsonl")]
    assert [file.name for file in files if f"`{file.name}`" not in sources] == []
