"""SQL dumps -> a page for each row that an INSERT states, table by table; nothing of a dump is ever run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from extract import expressions as re
from extract.errors import FormatError, RowError, SourceError
from extract.model import Page
from extract.read.encoding import decode
from extract.read.raw import Raw
from extract.read.rows.columns import Columns, Table, pages_of

_INSERT = re.compile(
    r"\binsert\s+(?:ignore\s+)?into\s+(?P<table>[^\s(]{1,200})\s*(?:\((?P<names>[^()]{1,20000})\)\s*)?values?\s*(?=\()",
    re.I,
)
_CREATE = re.compile(r"\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?P<table>[^\s(]{1,200})\s*\(", re.I)
_COLUMN = re.compile(r"\s*(?P<quote>[`\"\[]?)(?P<name>[^\s`\"\],()]{1,100})[`\"\]]?\s+[A-Za-z]")
_NO_COLUMN = re.compile(r"(?:primary|unique|key|index|constraint|foreign|fulltext|check)$", re.I)
_VALUE = re.compile(
    r"\s*(?:[NnEe]?(?P<text>'(?:[^'\\]|\\.|'')*')|(?P<bare>[^\s,()']{1,100}(?:\([^()]{0,200}\))?))\s*(?P<end>[,)])",
    re.S,
)
_ANOTHER = re.compile(r"\s*,\s*(?=\()")  # what stands before one more row of an INSERT
_ESCAPE = re.compile(r"\\(.)|''", re.S)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "0": "", "b": "", "Z": ""}
_QUOTES = '`"[]'


def pages(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """The rows of every table of a dump. Raises FormatError where it inserts nothing."""
    decoded = decode(raw.whole(), raw.uri, raw.declared)
    digest = raw.sha256()
    found = False
    for (name, head), rows in groupby(_rows(decoded.text, raw.uri), key=lambda row: row[:2]):
        found = True
        table = Table(raw.uri, "sql", digest, columns, {"table_name": name})
        yield from pages_of([(0, list(head)), *((number, row) for _, _, number, row in rows)], table, decoded.encoding)
    if not found:
        raise FormatError(raw.uri, "no INSERT in this dump, and so no rows; dump the data too, not only the tables")


def _rows(text: str, uri: str) -> Iterator[tuple[str, tuple[str, ...], int, list[Any] | RowError]]:
    """Table, column names, number and values of every row; `row` counts the rows of the dump."""
    created = {_bare(match["table"]): _created(text, match.end()) for match in _CREATE.finditer(text)}
    number = place = 0
    while match := _INSERT.search(text, place):
        name = _bare(match["table"])
        stated = tuple(_bare(part) for part in (match["names"] or "").split(",") if part.strip())
        head, place = stated or created.get(name, ()), match.end()
        while place < len(text) and text[place] == "(":
            number += 1
            values, place = _values(text, place + 1)
            yield (
                name,
                head,
                number,
                values or RowError(uri, number, f"no row that SQL knows, at character {place + 1}"),
            )
            place = _next(text, place)


def _created(text: str, start: int) -> tuple[str, ...]:
    """The names of the columns that a CREATE TABLE lists, which begins at `start`."""
    names: list[str] = []
    for line in re.split(r",\s*\n", text[start : start + 20_000].partition(";")[0]):
        match = _COLUMN.match(line)
        if match and not (not match["quote"] and _NO_COLUMN.match(match["name"])):
            names.append(match["name"])
    return tuple(names)


def _values(text: str, place: int) -> tuple[list[Any] | None, int]:
    """The values of a row up to its bracket, and where it ends; None for the values where they cannot be read."""
    values: list[Any] = []
    while match := _VALUE.match(text, place):
        place = match.end()
        values.append(_text(match["text"]) if match["text"] else _plain(match["bare"]))
        if match["end"] == ")":
            return values, place
    return None, place


def _text(quoted: str) -> str:
    return _ESCAPE.sub(lambda m: _CONTROL.get(m[1], m[1]) if m[1] else "'", quoted[1:-1])


def _plain(bare: str) -> str | None:
    return None if bare.upper() == "NULL" else bare


def _next(text: str, place: int) -> int:
    """Where the next row of the same INSERT begins, or the end of this one."""
    match = _ANOTHER.match(text, place)
    return match.end() if match else place


def _bare(name: str) -> str:
    """A name without its quotes and its schema: `news` of `db`.`news`."""
    return name.strip().rpartition(".")[2].strip(_QUOTES)
