"""Ours, JioNLP and Recognizers-Text on the same text in one run: values right, and characters a second.

    python bench/bench.py [GOLD]          GOLD: annotated JSON lines (default: corpora/gold)

A value is right where a tool finds something on the annotated characters that has the annotated value and unit (of
dates: first and last day). What a tool has no words for, its column says so; what is not installed is told, and left out.
`pip install '.[bench]'` installs both (Recognizers-Text needs emoji<2). bare jieba stands beside as a measure of speed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
MONEY, PERCENT, MEASURE, COUNT, DATE = "money", "percent", "measures", "counts and others", "dates"
Reader = Callable[[str, dt.date], object]
KINDS = {"money": MONEY, "percent": PERCENT, "percentage_point": PERCENT} | dict.fromkeys(("area", "length", "mass", "volume", "energy", "power"), MEASURE)
VAGUE = tuple("初中末底旬")
ROUNDS = 4  # the fastest of so many runs counts


@dataclass(frozen=True, slots=True)
class Value:
    """What stands at a place of a passage: for amounts (value, upper value, unit), for dates (first, last)."""

    start: int
    end: int
    kind: str
    says: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: what it reads of a text and its day, and of which kinds of values it speaks at all."""

    name: str
    read: Callable[[str, dt.date], list[Value]]
    kinds: tuple[str, ...]


def ours() -> Tool:
    """The whole pipeline: with statements, bodies, people, places and documents."""
    import extract

    rules = extract.load_rules()

    def read(text: str, day: dt.date) -> list[Value]:
        article = extract.annotate(text, published=day, rules=rules)
        amounts = [Value(a.start, a.end, KINDS.get(a.kind, COUNT), (a.value, a.value_max, a.unit)) for a in article.amounts]
        return amounts + [Value(d.start, d.end, DATE, (d.first, d.last)) for d in article.dates]

    return Tool("ours", read, (MONEY, PERCENT, MEASURE, COUNT, DATE))


def jionlp() -> Tool:
    """JioNLP: money and time expressions."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import jionlp as jio

    codes = {"元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP"}

    def read(text: str, day: dt.date) -> list[Value]:
        found = []
        for one in jio.ner.extract_money(text, with_parsing=True):
            number, case = one["detail"]["num"], one["detail"]["case"]
            low, high = number if isinstance(number, list) else (number, None)
            start, end = one["offset"]
            found.append(Value(start, end, MONEY, (_decimal(low), _decimal(high), codes.get(case, case))))
        base = {"year": day.year, "month": day.month, "day": day.day}
        times = jio.ner.extract_time(text, time_base=base, with_parsing=True)
        points = [one for one in times if one["type"] in ("time_point", "time_span")]
        return found + [_dated(one) for one in points]

    return Tool("JioNLP", read, (MONEY, DATE))


def _dated(one: Any) -> Value:
    start, end = one["offset"]
    return Value(start, end, DATE, tuple(map(_day, one["detail"]["time"])))


def recognizers() -> Tool:
    """Recognizers-Text: money, percentages, dimensions, date and time expressions."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    units = NumberWithUnitRecognizer(Culture.Chinese)
    currency, dimension = units.get_currency_model(), units.get_dimension_model()
    percentage = NumberRecognizer(Culture.Chinese).get_percentage_model()
    dates = DateTimeRecognizer(Culture.Chinese).get_datetime_model()
    names = {
        "Square meter": "m2", "Square kilometer": "km2", "Hectare": "hm2", "Mu": "mu", "Kilometer": "km", "Meter": "m",
        "Jin": "jin", "Ton": "t", "Metric ton": "t", "Kilogram": "kg", "Gram": "g", "Cubic meter": "m3", "Kilowatt": "kW",
    }  # fmt: skip

    def read(text: str, day: dt.date) -> list[Value]:
        return [
            *(_value(one, MONEY, one.resolution.get("isoCurrency")) for one in currency.parse(text)),
            *(_value(one, PERCENT, "%") for one in percentage.parse(text)),
            *(_value(one, MEASURE, names.get(one.resolution["unit"], one.resolution["unit"])) for one in dimension.parse(text)),
            *(
                Value(one.start, one.end + 1, DATE, _extent(meant))
                for one in dates.parse(text, dt.datetime.combine(day, dt.time()))
                for meant in (one.resolution or {}).get("values", ())
            ),
        ]

    return Tool("Recognizers-Text", read, (MONEY, PERCENT, MEASURE, DATE))


def _value(one: Any, kind: str, unit: str | None) -> Value:
    return Value(one.start, one.end + 1, kind, (_decimal((one.resolution["value"] or "").rstrip("%")), None, unit))


def _extent(meant: dict[str, str]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day; the end of a range is the day after it."""
    if "start" in meant or "end" in meant:
        end = _day(meant.get("end"))
        return _day(meant.get("start")), end - dt.timedelta(days=1) if end else None
    return _day(meant.get("value")), _day(meant.get("value"))


def _day(stamp: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _decimal(number: str | None) -> Decimal | None:
    try:
        return None if number is None else Decimal(number)
    except InvalidOperation:
        return None


def passages(gold: Path) -> list[tuple[str, dt.date, list[Value]]]:
    """Each passage with its day and its annotated values.

    Dates without known days are left out, and those of which tools mean different things (5月底: all of May, or its last
    week).
    """
    from extract import emit, score

    found = []
    for row in (row for file in score.gold_files(gold) for row in emit.read_jsonl(file)):
        values = [Value(a["start"], a["end"], KINDS.get(a["kind"], COUNT), (_exact(a["value"]), _exact(a["value_max"]), a["unit"])) for a in row["amounts"]]
        values += [
            Value(d["start"], d["end"], DATE, (_day(d["first"]), _day(d["last"])))
            for d in row["dates"]
            if d["first"] and d["last"] and not d["text"].endswith(VAGUE)
        ]
        found.append((row["text"], dt.date.fromisoformat(row["published"]), values))
    return found


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def right(gold: Sequence[Value], found: Sequence[Value]) -> Iterator[tuple[str, str]]:
    """For each annotated value its kind and `right`, `wrong` (something else was read there) or `nothing`."""
    for one in gold:
        here = [f for f in found if f.kind == one.kind and f.start < one.end and one.start < f.end]
        same = any(_alike(one.says, f.says) for f in here)
        yield one.kind, "right" if same else "wrong" if here else "nothing"


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    people = {"名": "人", "位": "人"}
    return [people.get(x, x) for x in one] == [people.get(x, x) for x in other]


def speeds(readers: Sequence[Reader], texts: Sequence[tuple[str, dt.date, list[Value]]]) -> list[str]:
    """Characters a second of each reader: its fastest run over all passages, the readers taking turns."""
    best = [float("inf")] * len(readers)
    for _ in range(ROUNDS):
        for place, read in enumerate(readers):
            begun = time.perf_counter()
            for text, day, _ in texts:
                read(text, day)
            best[place] = min(best[place], time.perf_counter() - begun)
    size = sum(len(text) for text, _, _ in texts)
    return [f"{size / seconds:,.0f}" for seconds in best]


def installed() -> Iterator[Tool]:
    """Each tool that can be imported; of the others one line on why not."""
    for name, make in (("ours", ours), ("JioNLP", jionlp), ("Recognizers-Text", recognizers)):
        try:
            yield make()
        except ImportError as error:
            print(f"{name}: not installed ({error}); pip install '.[bench]'")


def table(gold: Path) -> Iterator[str]:
    """The lines of the comparison."""
    texts, tools = passages(gold), list(installed())
    counts = {kind: sum(one.kind == kind for _, _, values in texts for one in values) for kind in (MONEY, PERCENT, MEASURE, COUNT, DATE)}
    marks = {tool.name: [mark for text, day, values in texts for mark in right(values, tool.read(text, day))] for tool in tools}
    yield f"{len(texts)} passages, {sum(len(text) for text, _, _ in texts)} characters; of each kind: values right (other values read there)"
    yield "| | gold | " + " | ".join(tool.name for tool in tools) + " |"
    yield "| --- " * (len(tools) + 2) + "|"
    for kind, count in counts.items():
        cells = [_cell(marks[tool.name], kind, count) if kind in tool.kinds else "–" for tool in tools]
        yield f"| {kind} | {count} | " + " | ".join(cells) + " |"
    *fast, bare = speeds([*(tool.read for tool in tools), _jieba()], texts)
    yield "| characters/s | | " + " | ".join(fast) + " |"
    yield f"bare jieba, cutting the same text: {bare} characters/s"


def _cell(marks: Sequence[tuple[str, str]], kind: str, count: int) -> str:
    ok, other = marks.count((kind, "right")), marks.count((kind, "wrong"))
    return f"{100 * ok / count:.1f} % ({other})"


def _jieba() -> Reader:
    import jieba

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return lambda text, day: list(tokenizer.cut(text))


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # those of the other tools,
    logging.disable()  # which also log what they cannot parse, and would pay for it in speed
    for line in table(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD):
        print(line, flush=True)
