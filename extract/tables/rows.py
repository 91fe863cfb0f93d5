"""Lines -> rows: one table a record type, one row a record, each with its article and the sentence that proves it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract import expressions as re
from extract.errors import UsageError
from extract.model import READABLE, SCHEMA

Row = tuple[Any, ...]
"""The cells of a row: text, numbers, days, True or False, None where nothing is known."""

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
DAYS = ("published", "first", "last", "period_first", "period_last")
NUMBERS = ("value", "value_max", "from_value", "confidence")
_NAMES_OF_FILES = ("uri", "reprint_of")
_JOINED = ("aliases", "titles", "hedges")  # worth reading in a cell; of spans and records only their number is
_RECENT = 512  # texts that are kept: those of an article come again and again in its rows
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"(?:[ \t]*(?:[\r\n\x85\u2028\u2029]|\\[rn](?![a-z])))+[ \t]*")
"""Ends of lines inside a text, also as files show them that were escaped once too often: a backslash and an n."""


def heads(table: str) -> list[str]:
    """The column heads of a table: its keys, `_` for the dot."""
    return [key.replace(".", "_") for key in COLUMNS[table]]


def is_number(table: str, head: str) -> bool:
    """Whether a column holds numbers that may have decimals; the value of a date is a text."""
    return head in NUMBERS and table != "dates"


def rows(lines: Iterable[Mapping[str, Any]], *, repeated: bool = False) -> Iterator[tuple[str, Row]]:
    """The table and the cells of every row, in the order of the lines; of the lines none is kept.

    A statement that repeats another (a headline's twin, `same_as`) is a row only where `repeated` ones are asked for.
    `reprint_of` of an article is where the same text (the same id) stood first.
    """
    with _Places() as places:
        for line in lines:
            if line.get("schema") not in READABLE:
                raise UsageError(f"tables are made of lines that `run` wrote; here is one without schema {SCHEMA}")
            about = _about(line)
            about["reprint_of"] = places.first(line["id"], f"{about['uri']}#{about['index']}")
            yield "articles", _row("articles", {**line, **about, **_reference(line)}, about)
            for name in _RECORDS:
                for record in line[name]:
                    if repeated or not record.get("same_as"):
                        yield name, _row(name, _with_evidence(record, line), about)


class _Places:
    """Where the article of each id stood first; beyond a few megabytes on the disk, so that an archive of any size will do."""

    def __enter__(self) -> _Places:
        self._file = sqlite3.connect("", isolation_level=None)  # a nameless file of its own, gone when it is closed
        self._file.execute("PRAGMA journal_mode=OFF")
        self._file.execute("CREATE TABLE places (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")
        self._file.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def first(self, ident: str, place: str) -> str | None:
        """Where an id stood before; None for the first place, which is kept."""
        told = self._file.execute("INSERT OR IGNORE INTO places VALUES (?, ?)", (whole(ident), whole(place)))
        if told.rowcount:
            return None
        [found] = self._file.execute("SELECT place FROM places WHERE id = ?", (whole(ident),)).fetchone()
        return str(found)


def whole(value: Any) -> Any:
    """The value; in a text, halves of surrogate pairs, which are no UTF-8, are replaced.

    >>> whole("绿\\ud83d道"), whole(3)
    ('绿\ufffd道', 3)
    """
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", value)
    return value


_RECORDS = tuple(COLUMNS)[1:]


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


@lru_cache(_RECENT)
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
    return tuple(_cell(key, record, about) for key in _KEYS[name])


@dataclass(frozen=True, slots=True)
class _Key:
    """What stands in a column: a key of the record or of its article, and a key inside that."""

    outer: str
    inner: str
    is_day: bool


def _key(name: str) -> _Key:
    outer, _, inner = name.partition(".")
    return _Key(outer, inner, name.replace(".", "_") in DAYS)


_KEYS = {table: tuple(map(_key, keys)) for table, keys in COLUMNS.items()}


def _cell(key: _Key, record: Mapping[str, Any], about: Mapping[str, Any]) -> Any:
    outer, inner = key.outer, key.inner
    value = record[outer] if outer in record else about.get(outer)
    if inner:
        value = value[inner] if value else None
    if isinstance(value, str):
        return _day(value) if key.is_day else value if outer in _NAMES_OF_FILES else one_line(value)
    if not isinstance(value, list):
        return value
    if outer == "byline":
        return "、".join(f"{item['role'] or ''} {item['name']}".strip() for item in value)
    return "、".join(value) if outer in _JOINED else len(value)


@lru_cache(_RECENT)
def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
