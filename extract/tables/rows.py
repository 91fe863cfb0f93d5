"""Lines -> rows: one table a record type, one row a record, each with its article and its sentence as evidence."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from extract import expressions as re
from extract.errors import UsageError
from extract.located import Places, gazetteer, year
from extract.model import LISTS, READABLE, SCHEMA, STATEMENTS, Line, sentence_at
from extract.patterns import Rules, from_words
from extract.readable import readable, unit_kinds, unit_names
from extract.tables.columns import KEPT, Column
from extract.tables.conditions import bounds_behind, condition
from extract.tables.panel import Panel
from extract.tables.singles import Singles, singles_words
from extract.text import without_surrogates

Row = tuple[Any, ...]
"""The cells of a row: text, numbers, days, True or False, None where nothing is known."""

_NAMES_OF_FILES = ("uri", "reprint_of", "url")
_JOINED = ("aliases", "titles", "hedges")  # lists whose words are joined in a cell; of spans and records the cell gives only the number
_VALUED = (*STATEMENTS, "limits", "amounts")
_RECENT = 512  # texts whose results are cached: those of an article recur in its rows
_BREAKS = re.compile(r"(?:[ \t]*(?:[\r\n\x85\u2028\u2029]|\\[rn](?![a-z])))+[ \t]*")
"""Line breaks inside a text, also those that were escaped once too often: a backslash and an n."""


class Rows:
    """Makes the rows of lines, in the order of the lines, and keeps no line.

    A statement that repeats another (`same_as`, as one in a headline) is a row only if `repeated` is true.
    `reprint_of` names where the same text (the same id) stood first. The rows of the panel come last.
    """

    def __init__(self, columns: Mapping[str, Sequence[Column]], rules: Rules, *, repeated: bool = False) -> None:
        self._columns, self._repeated = columns, repeated
        self._known, self._units, self._catalogue = gazetteer(rules), unit_names(rules), _catalogue(rules)
        self._behind, self._phrases = bounds_behind(rules), singles_words(rules)
        self._panel = Panel(self._units, unit_kinds(rules))
        self.kept = {column.head.removeprefix(KEPT): 0 for table in columns.values() for column in table if column.head.startswith(KEPT)}
        """Column of the input rows to be kept -> how many articles have it."""
        self.met: dict[str, None] = {}
        """The names of the columns of the input rows, in the order of their appearance."""
        self.unknown: dict[str, None] = {}
        """Indicators that the catalogue lacks: the patterns of the run had them, those of the tables do not."""

    def of(self, lines: Iterable[Line]) -> Iterator[tuple[str, Row]]:
        """Yield the table and the cells of each row of the lines. Raises UsageError for lines that `run` did not write.

        >>> from extract import annotate, load_rules
        >>> from extract.tables.columns import tables
        >>> made = Rows(tables(only=["amounts"]), load_rules())
        >>> [(table, row[:3]) for table, row in made.of([annotate("云溪镇扩种茶园5万亩。").as_dict()])]
        [('amounts', ('云溪镇扩种茶园5万亩。', '5万亩', 'area'))]
        """
        with _Firsts() as firsts, self._panel:
            for line in lines:
                if line.get("schema") not in READABLE:
                    raise UsageError(f"tables are made of lines that `run` wrote; here is one without schema {SCHEMA}")
                for table, record, about in self._records(line, firsts):
                    if table in self._columns:
                        yield table, tuple([_cell(column, record, about) for column in self._columns[table]])
            if "panel" in self._columns:
                for found in self._panel.rows():
                    yield "panel", tuple(found.get(column.key) for column in self._columns["panel"])

    def _records(self, line: Line, firsts: _Firsts) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
        places, singles = Places(line, self._known), Singles(line, self._known, self._phrases)
        about = self._about(line, places, firsts)
        about["counts"] = self._panel.opens(about["article_id"], line)
        yield "articles", {**line, **about, **_located(places.home)}, about
        for name in LISTS:
            for record in line[name]:
                if self._repeated or not record.get("same_as"):
                    single = singles.of(record) if name in STATEMENTS and record["status"] != "limit" else None
                    yield self._record(name, {**record, "single": single}, line, about, places)

    def _record(self, name: str, record: Line, line: Line, about: Mapping[str, Any], places: Places) -> tuple[str, Line, Line]:
        """The table of a record, the record with the values derived for its row, and `about`, the columns of its article."""
        table = "limits" if record.get("status") == "limit" else name
        made = {**_with_evidence(record, line)}
        if table in _VALUED:
            made["readable"] = readable(record, self._units)
        if name in STATEMENTS:
            made.update(self._of_statement(record, line, places))
            if table != "limits" and about["counts"] and not record["same_as"]:
                self._panel.add(made, about["article_id"])
        return table, made, about

    def _of_statement(self, record: Line, line: Line, places: Places) -> dict[str, Any]:
        """The columns derived for a statement: its place, its year, theme and dimension of its indicator; of a limit also benefit and condition."""
        place = places.of(record)
        indicator = record["indicator"]["id"]
        said = self._catalogue.get(indicator or "", {})
        if indicator and not said:
            self.unknown[indicator] = None
        return {
            **_located(place),
            "year": year(record, line),
            "theme": said.get("theme"),
            "dimension": said.get("dimension"),
            "benefit": record["indicator"]["text"],
            "condition": condition(record, line, self._behind) if record["status"] == "limit" else None,
        }

    def _about(self, line: Line, places: Places, firsts: _Firsts) -> dict[str, Any]:
        """The columns of an article, which every row has; `article_id` begins with a letter, so that no program takes it for a number."""
        source = line["source"]
        first, copy = firsts.place(line["id"], f"{source['uri']}#{source['index']}")
        metadata = source["metadata"]
        self.met.update(dict.fromkeys(metadata))
        for name in self.kept:
            self.kept[name] += name in metadata
        return {
            "article": {"title": line["title"]},
            "article_id": f"a{line['id']}",
            **{key: line[key] for key in ("published", "publisher")},
            **_reference(line),
            **_row_read(metadata),
            **{"uri": source["uri"], "index": source["index"], "characters": len(line["text"]), "url": places.url()},
            "reprint_of": first,
            "copy": copy,
            **{f"{KEPT}{name}": _as_text(metadata.get(name)) for name in self.kept},
        }


class _Firsts:
    """The place where each article id stood first; beyond a few megabytes kept on the disk, so that an archive may be of any size."""

    def __enter__(self) -> _Firsts:
        self._file = sqlite3.connect("", isolation_level=None)  # a temporary database, deleted when it is closed
        self._file.execute("PRAGMA journal_mode=OFF")
        self._file.execute("CREATE TABLE places (id TEXT PRIMARY KEY, place TEXT, copies INTEGER) WITHOUT ROWID")
        self._file.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def place(self, ident: str, place: str) -> tuple[str | None, int]:
        """The first place of an id (None if it is this `place`, which is then recorded), and which copy of it this is, from 1."""
        ident = without_surrogates(ident)
        told = self._file.execute("INSERT OR IGNORE INTO places VALUES (?, ?, 1)", (ident, without_surrogates(place)))
        if told.rowcount:
            return None, 1
        self._file.execute("UPDATE places SET copies = copies + 1 WHERE id = ?", (ident,))
        [found, copy] = self._file.execute("SELECT place, copies FROM places WHERE id = ?", (ident,)).fetchone()
        return str(found), copy


@from_words
def _catalogue(rules: Rules) -> Mapping[str, Mapping[str, str]]:
    """Key of an indicator -> its columns in the catalogue."""
    return {entry.id: entry.columns for entry in rules.vocabularies.get("indicators", ())}


def storable(value: Any) -> Any:
    """The value as a file can hold it: lone surrogates in a text are replaced.

    >>> storable("绿\\ud83d道"), storable(3)
    ('绿\ufffd道', 3)
    """
    return without_surrogates(value) if isinstance(value, str) else value


def legible(name: str) -> str:
    """The name of a file in legible form: parts that are not UTF-8 on the disk are decoded as GB18030.

    >>> legible("新闻/" + "要闻.txt".encode("gbk").decode("utf-8", "surrogateescape")), legible("新闻/要闻.txt")
    ('新闻/要闻.txt', '新闻/要闻.txt')
    """
    parts = name.split("/")
    try:
        return "/".join(part if part == without_surrogates(part) else part.encode("utf-8", "surrogateescape").decode("gb18030") for part in parts)
    except UnicodeError:
        return without_surrogates(name)


def _row_read(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet and the number of the row that an article was read from, as the program counted them; None for other files."""
    sheet, row = metadata.get("sheet"), metadata.get("row")
    return {"sheet": _as_text(sheet), "row": row if isinstance(row, int) else None}


def _as_text(value: Any) -> str | None:
    """A cell of the input row as text; whole numbers lose their .0, so that a code stays as it was written: 130624.0 is 130624."""
    if value is None:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _reference(line: Line) -> dict[str, Any]:
    """The day, month or year against which 今年 and 6月底 were resolved, its year, and where it was found."""
    reference = line["reference"] or {}
    value = reference.get("value")
    return {"reference": value, "reference_year": int(value[:4]) if value else None, "reference_from": reference.get("from")}


def _located(place: Any) -> dict[str, Any]:
    if place is None:
        return {"place": None, "place_code": None, "place_from": None}
    return {"place": place.name, "place_code": place.code, "place_from": place.origin}


@lru_cache(_RECENT)
def one_line(text: str) -> str:
    """The text on one line, with a blank for each run of line breaks.

    >>> one_line("新建学校3所，\\r\\n惠及\\\\n2万人"), one_line("C:\\\\news\\\\读报.txt")
    ('新建学校3所， 惠及 2万人', 'C:\\\\news\\\\读报.txt')
    """
    return _BREAKS.sub(" ", text).strip()


def _with_evidence(record: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    text, start = line["text"], record["start"]
    at = record.get("sentence")
    if at is None:  # a warning has a span and no sentence of its own
        at = sentence_at(line["sentences"], start)
    first, end = line["sentences"][at] if 0 <= at < len(line["sentences"]) else (start, record["end"])
    return {"text": text[start : record["end"]], **record, "evidence": text[first:end]}


def _cell(column: Column, record: Mapping[str, Any], about: Mapping[str, Any]) -> Any:
    outer, _, inner = column.key.partition(".")
    value = record[outer] if outer in record else about.get(outer)
    if inner:
        value = value[inner] if value else None
    if isinstance(value, str):
        return _day(value) if column.kind == "day" else legible(value) if outer in _NAMES_OF_FILES else one_line(value) or None
    return _listed(outer, value) if isinstance(value, list) else value


def _listed(key: str, values: Sequence[Any]) -> str | int | None:
    """The cell for a list: the words of a `byline` or of a key in `_JOINED` joined, of any other list its length."""
    if key == "byline":
        return "、".join(f"{item['role'] or ''} {item['name']}".strip() for item in values) or None
    return ("、".join(values) or None) if key in _JOINED else len(values)


@lru_cache(_RECENT)
def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
