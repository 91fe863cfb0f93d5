"""Laws of every record, on sentences and tables that look real and were then bent: cut, doubled, spliced, misprinted.

`python tests/test_laws.py 5000` asks them of five thousand; here are two hundred and fifty, always the same.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extract
from extract import emit
from extract.archive import conform
from extract.faults import FAULT
from extract.model import RECORDS
from extract.text import fold

TOP = Path(__file__).parents[1]
_ALONE = __name__ == "__main__"
_FEW = int(sys.argv[1]) if _ALONE else 150  # a hundredth of a second each
TABLES = (
    "单位：亿元\n| 指标 | 3月末 | 比年初增减额 |\n| 各项存款余额 | 118.6 | 5.2 |\n|  | 9.3 | -1.1 |",
    "表2 云岭县“十五五”主要指标\n| 类别 | 指标 | 单位 | 2025年 | 2030年 | 属性 |\n| 绿色 | 森林覆盖率 | % | 41 | 43.5 | 约束性 |",
    "| 镇街 | 规上工业产值（亿元） | 增长（%） |\n| 雷坪镇 | 35 | 6 |\n|  | 28 | 7 |",
    "| 序号 | 任务 | 责任单位 | 完成时限 |\n| 1 | 新建口袋公园6座 | 县城管局 | 2027年6月底 |",
    "产品名称\n产量\n增长（%）\n水泥（万吨）\n96.5\n-3.2\n",
)
# What misprints, copies and broken conversions leave behind.
MISPRINTS = (
    "",
    "\n",
    "\r\n",
    " ",
    "　",
    "\ud83d",
    "\x00",
    "%",
    "-",
    "—",
    "～",
    "至",
    "、",
    "，",
    "。",
    "（",
    "）",
    "“",
    "|",
    "1",
    "０",
    "万",
    "亿",
    "元",
    "年",
    "月",
    "日",
    "分别",
    "其中",
    "去年",
    "不超过",
    "第",
    "一",
    "e",
    "\u200b",
    "2028年\n",
    "叁",
    "½",
)


# A misprint may double a scale (亿亿元 is read as it stands), but no per cent comes near to that.
_MOST = {"%": 1e9, "pp": 1e9}


@cache
def passages() -> tuple[str, ...]:
    """Sentences of our own samples and of the hand-checked passages, and tables."""
    samples = (file.read_text("utf-8") for file in sorted((TOP / "corpora/samples").glob("*.md")))
    gold = (json.loads(line)["text"] for file in sorted((TOP / "corpora/gold").glob("*.jsonl")) for line in file.read_text("utf-8").splitlines())
    lines = (line for text in chain(samples, gold) for line in text.splitlines() if any(char.isdigit() for char in line))
    return (*TABLES, *(line[:160] for line in lines))


@st.composite
def bent(draw: st.DrawFn) -> str:
    """A passage with up to four places cut, doubled, moved or misprinted."""
    text = draw(st.sampled_from(passages()))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        piece = text[start : start + draw(st.integers(0, 8))]
        put = draw(st.sampled_from(("cut", "double", "move", "misprint", "splice")))
        if put == "cut":
            text = text[:start] + text[start + len(piece) :]
        elif put == "double":
            text = text[:start] + piece + text[start:]
        elif put == "move":
            text = text[:start] + text[start + len(piece) :] + piece
        elif put == "misprint":
            text = text[:start] + draw(st.sampled_from(MISPRINTS)) + text[start + len(piece) :]
        else:
            text = text[:start] + draw(st.sampled_from(passages()))[-40:] + text[start:]
    return text


@settings(max_examples=_FEW, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=not _ALONE)
@given(text=bent(), published=st.sampled_from((None, dt.date(2026, 3, 1))))
def test_laws(text: str, published: dt.date | None) -> None:
    line = json.loads(emit.line(extract.annotate(text, published=published)))
    assert list(broken(line)) == []


def broken(line: Mapping[str, Any]) -> Iterator[str]:
    """What in a line breaks a law."""
    yield from (warning["code"] for warning in line["warnings"] if warning["code"].startswith(FAULT))
    yield from conform.faults(line)  # which test_verify holds against a full validator, thirty times as slow
    for kind in RECORDS:
        for record in line[kind]:
            yield from (f"{kind} {record['text']!r}: {what}" for what in _record(record, line))
    for name, inner in _inner(line):
        if inner and "start" in inner and not 0 <= inner["start"] < inner["end"] <= len(line["text"]):
            yield f"{name} {inner}: no span"


def _record(record: Mapping[str, Any], line: Mapping[str, Any]) -> Iterator[str]:
    text, start, end = line["text"], record["start"], record["end"]
    if text[start:end] != record["text"] or not record["text"]:
        yield f"text is {text[start:end]!r}"
    if record["text"] != record["text"].strip():
        yield "blanks at its ends"
    first, last = line["sentences"][record["sentence"]]
    if not first <= start < end <= last:
        yield f"outside its sentence {text[first:last]!r}"
    if record.get("first") and record.get("last") and record["first"] > record["last"]:
        yield f"first {record['first']} after last {record['last']}"
    if (record.get("comparator") == "range") != (record.get("value_max") is not None):
        yield f"{record.get('comparator')} with value_max {record.get('value_max')}"
    for key in ("value", "value_max", "from_value"):
        number = record.get(key)
        if isinstance(number, int | float) and (not math.isfinite(number) or abs(number) >= _MOST.get(record.get("unit"), 1e26)):
            yield f"{key} {number}"
    for a, b in record.get("mentions", ()):
        if not 0 <= a < b <= len(text):
            yield f"mention {a}-{b}"
        if record.get("name") and not set(fold(record["name"])) & set(fold(text[a:b])):
            yield f"mention {text[a:b]!r} has no character of {record['name']!r}"
        if record.get("name") and not set(fold(record["name"])) & set(fold(text[a:b])):
            yield f"mention {text[a:b]!r} has no character of {record['name']!r}"
    if "mentions" in record and [start, end] not in record["mentions"]:
        yield "its own span is no mention"


def _inner(line: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind in ("targets", "actuals"):
        for record in line[kind]:
            for name in ("indicator", "recipient", "base"):
                yield name, record.get(name)


if _ALONE:
    test_laws()
