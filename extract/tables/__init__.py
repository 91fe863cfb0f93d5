"""Lines -> DataFrames, CSV and XLSX: one table a record type, one row a record. The only room that knows pandas.

Tables are a pure function of the lines. Every row names its article and carries the sentence that proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from extract.errors import UsageError
from extract.model import READABLE, SCHEMA
from extract.patterns import Rules, load_rules
from extract.tables.workbook import replacing
from extract.tables.workbook import write_xlsx as write_xlsx

Frames = dict[str, pd.DataFrame]

_ARTICLE = ("article.title", "published", "publisher", "uri", "article.id")
_MENTION = ("id", "start", "end", "rule")
_STATEMENT = (
    *("indicator.text", "indicator.name", "indicator.id", "subject.text", "measure", "comparator"),
    *("value", "value_max", "unit", "approximate", "from_value", "baseline"),
    *("period.text", "period.first", "period.last", "hedges", "status", "role", "recipient.text", "base.text"),
    *("text", "evidence", *_ARTICLE),
    *("id", "start", "end", "rule", "confidence", "same_as"),
)
# What stands in which order in each table: keys of the record (with a dot: keys inside it), of its article, and
# `evidence`, the sentence. A column is called as its key is, `_` for the dot.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        *("title", "kicker", "subtitle", "published", "published_from", "reference", "reference_from", "publisher", "byline"),
        *("targets", "actuals", "amounts", "dates", "organisations", "persons", "places", "documents"),
        *("characters", "sentences", "uri", "index", "id", "reprint_of"),
    ),
    "targets": _STATEMENT,
    "actuals": _STATEMENT,
    "amounts": (
        *("text", "kind", "comparator", "value", "value_max", "unit", "approximate", "item"),
        *("evidence", *_ARTICLE, *_MENTION),
    ),
    "dates": ("text", "type", "value", "first", "last", "modifier", "resolved_from", "evidence", *_ARTICLE, *_MENTION),
    "organisations": ("name", "type", "aliases", "mentions", "evidence", *_ARTICLE, *_MENTION),
    "persons": ("name", "titles", "organisation", "mentions", "evidence", *_ARTICLE, *_MENTION),
    "places": ("name", "code", "mentions", "evidence", *_ARTICLE, *_MENTION),
    "documents": ("title", "kind", "stage", "issuer", "mentions", "evidence", *_ARTICLE, *_MENTION),
    "warnings": ("code", "text", "evidence", *_ARTICLE, "start", "end"),
}
_NAMES_OF_FILES = ("uri", "reprint_of")
_DAYS = ("published", "first", "last", "period_first", "period_last")
_NUMBERS = ("value", "value_max", "from_value", "confidence")
_BREAKS = re.compile(r"(?:[ \t]*(?:[\r\n\x85\u2028\u2029]|\\[rn](?![a-z])))+[ \t]*")
"""Ends of lines inside a text, also as files show them that were escaped once too often: a backslash and an n."""
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r](?![\d.,]*[%％]?$)")


def frames(lines: Iterable[Mapping[str, Any]], *, repeated: bool = False) -> Frames:
    """One DataFrame a record type. A statement that repeats another (a headline's twin, `same_as`) is a row only
    where `repeated` ones are asked for. `reprint_of` of an article is where the same text (the same id) stood first.
    """
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    first: dict[str, str] = {}
    for line in lines:
        if line.get("schema") not in READABLE:
            raise UsageError(f"tables are made of lines that `run` wrote; here is one without schema {SCHEMA}")
        about = {**_about(line), "reprint_of": first.get(line["id"])}
        first.setdefault(line["id"], f"{about['uri']}#{about['index']}")
        rows["articles"].append(_row("articles", {**line, **about, **_reference(line)}, about))
        for name in list(COLUMNS)[1:]:
            for record in line[name]:
                if repeated or not record.get("same_as"):
                    rows[name].append(_row(name, _with_evidence(record, line), about))
    return {name: _frame(name, found) for name, found in rows.items()}


def with_heads(tables: Frames, heads: Mapping[str, str]) -> Frames:
    """The same tables under other heads (列名): those of the mapping, and their own where it has none."""
    return {heads.get(name, name): frame.rename(columns=dict(heads)) for name, frame in tables.items()}


def chinese_heads(rules: Rules | None = None) -> dict[str, str]:
    """Heads in Chinese for every table and column, as patterns/heads.yaml has them."""
    return {entry.id: entry.forms[0] for entry in (rules or load_rules()).vocabularies["heads"]}


def write_csv(tables: Frames, folder: Path) -> list[Path]:
    """One CSV file a table, in UTF-8 with the mark by which Excel knows it. Text that Excel would calculate gets a '."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in tables.items():
        path = folder / f"{name}.csv"
        with replacing(path) as unfinished, unfinished.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            _harmless(frame).to_csv(file, index=False, lineterminator="\r\n", float_format=_shortest)
        paths.append(path)
    return paths


def _about(line: Mapping[str, Any]) -> dict[str, Any]:
    """What every row says of its article."""
    source = line["source"]
    return {
        "article": {"id": line["id"], "title": line["title"]},
        **{key: line[key] for key in ("published", "publisher")},
        **{"uri": source["uri"], "index": source["index"], "characters": len(line["text"])},
    }


def _reference(line: Mapping[str, Any]) -> dict[str, Any]:
    """Against which day, month or year 今年 and 6月底 were read, and where that stood."""
    reference = line["reference"] or {}
    return {"reference": reference.get("value"), "reference_from": reference.get("from")}


def one_line(text: str) -> str:
    """The text on one line: a blank for each run of line ends.

    >>> one_line("新建学校3所，\\r\\n惠及\\\\n2万人"), one_line("C:\\\\news\\\\读报.txt")
    ('新建学校3所， 惠及 2万人', 'C:\\\\news\\\\读报.txt')
    """
    return _BREAKS.sub(" ", text).strip()


def _with_evidence(record: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    text, start = line["text"], record["start"]
    at = record.get("sentence")
    if at is None:  # a warning has a span and no sentence of its own
        at = max((i for i, span in enumerate(line["sentences"]) if span[0] <= start), default=None)
    first, end = line["sentences"][at] if at is not None and at < len(line["sentences"]) else (start, record["end"])
    return {"text": text[start : record["end"]], **record, "evidence": text[first:end]}


def _row(name: str, record: Mapping[str, Any], about: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_cell(key, record, about) for key in COLUMNS[name])


def _cell(key: str, record: Mapping[str, Any], about: Mapping[str, Any]) -> Any:
    outer, _, inner = key.partition(".")
    value = record[outer] if outer in record else about.get(outer)
    if inner:
        value = value[inner] if value else None
    if not isinstance(value, list):
        return one_line(value) if isinstance(value, str) and outer not in _NAMES_OF_FILES else value
    if key == "byline":
        return "、".join(f"{item['role'] or ''} {item['name']}".strip() for item in value)
    # Names are worth reading in a cell; of spans and records only their number is.
    return "、".join(value) if key in ("aliases", "titles", "hedges") else len(value)


def _frame(name: str, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    columns = [key.replace(".", "_") for key in COLUMNS[name]]
    frame = pd.DataFrame(rows, columns=columns)
    for column in columns:
        if column in _DAYS:
            # Whole seconds reach from year 1 to 9999; the usual nanoseconds end at 1677.
            frame[column] = pd.Series(frame[column], dtype="datetime64[s]")
        elif column in _NUMBERS and name != "dates":
            frame[column] = frame[column].astype("float64")
    return frame


def _harmless(frame: pd.DataFrame) -> pd.DataFrame:
    def quoted(value: Any) -> Any:
        return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value

    return frame.map(quoted)


def _shortest(value: object) -> str:
    """The number as a person writes it: 5.5, 100000000000."""
    number = float(str(value))
    return str(int(number)) if number.is_integer() else repr(number)
