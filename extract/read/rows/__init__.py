"""Rows of .jsonl, .json, .csv and .tsv -> one whole page a row; a row that cannot be used -> a RowError."""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract import expressions as re
from extract.errors import EncodingError, FormatError, RowError, SourceError
from extract.model import Page
from extract.read.encoding import Decoded, decode, is_marked_utf8
from extract.read.lines import newlines
from extract.read.raw import ROW, Raw
from extract.read.rows.columns import Columns, Table, pages_of
from extract.read.rows.content import is_prose
from extract.text import without_surrogates

_SAMPLE = 1 << 20
_WIDTH = 20_000  # cells of a row
_BROKEN = 100  # rows of a file behind which it is gone back, for an endless quote is looked for through megabytes
_NESTED = 3  # objects inside objects in which the list of rows is looked for
_DATED = re.compile(r"\ufeff?(?:19|20)\d\d(?:年度?|[-/.]\d{1,2}[-/.]\d{1,2})?(?:\t[^\t]{0,60}){0,3}\t[^\t]{20}")
_DELIMITERS = (",", "\t", ";", "|", "，")


def jsonl(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each line of JSON; lines that are none are told and passed over."""
    head = raw.start(_SAMPLE)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from json_array(raw, columns)
        return
    table = Table(raw.uri, "jsonl", raw.sha256(), columns)
    encoding = _encoding(head, raw)
    with raw.open() as stream:
        lines = _decoded_lines(stream, raw, encoding) if not encoding.startswith("utf-16") else _wide_lines(raw)
        for number, line in lines:
            if isinstance(line, SourceError):
                yield line
            elif line.text.strip():
                row = _row(line.text, raw.uri, number)
                yield row if isinstance(row, RowError) else table.page(table.holding(row), number, line.encoding, line.replaced)


def json_array(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each object of a .json file: an array of objects, or a single one; `row` counts objects. Raises FormatError for what is no JSON."""
    decoded = decode(raw.whole(), raw.uri, raw.declared)
    value = _parsed(decoded.text, raw.uri, 1)
    if isinstance(value, RowError):
        raise FormatError(raw.uri, value.what)
    table = Table(raw.uri, "json", raw.sha256(), columns)
    for number, row in enumerate(_objects(value, table, _NESTED), 1):
        if isinstance(row, dict):
            yield table.page(table.holding(row), number, decoded.encoding, _lost(row) if decoded.replaced else 0)
        else:
            yield RowError(raw.uri, number, 'no JSON object; a row is {"text": …}')


def _lost(row: dict[str, Any]) -> int:
    """How many characters of a row were replaced, in whatever key or value."""
    return json.dumps(row, ensure_ascii=False).count("\ufffd")


def _objects(value: Any, table: Table, depth: int) -> list[Any]:
    """The rows of a JSON value: itself, or the list inside it that holds them, as interfaces answer: {"data": [{…}]}."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or not depth or table.columns.find(value, "text"):
        return [value]
    if rows := _longest(value, table, depth):
        return rows
    return (depth == _NESTED and list(_keyed(value, (), depth))) or [value]


def _longest(value: dict[str, Any], table: Table, depth: int) -> list[Any]:
    """The longest list of rows inside an object; an empty one where none holds rows."""
    lists = [_objects(inner, table, depth - 1) for inner in value.values() if isinstance(inner, list | dict)]
    rows: list[Any] = max((found for found in lists if len(found) > 1 or _is_row(found, table)), key=len, default=[])
    return rows if any(isinstance(row, dict) for row in rows) else []


def _keyed(value: dict[str, Any], path: tuple[str, ...], depth: int) -> Iterator[dict[str, str]]:
    """A row for each text that stands under keys of its own: {"榕江县": {"2023": "…", "2024": "…"}}."""
    for key, inner in value.items():
        if isinstance(inner, dict) and depth:
            yield from _keyed(inner, (*path, key), depth - 1)
        elif is_prose(inner):
            yield {"text": inner, "key": "/".join((*path, key))}


def _is_row(rows: list[Any], table: Table) -> bool:
    return len(rows) == 1 and isinstance(rows[0], dict) and bool(table.columns.find(rows[0], "text"))


def tabbed(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each line `2019<TAB>text` of a plain text file, which has no head."""
    decoded = decode(raw.whole(), raw.uri, raw.declared)
    table = Table(raw.uri, "txt", raw.sha256(), columns, between="\t")
    lines = enumerate(newlines(decoded.text).split("\n"), 1)
    yield from pages_of(((n, line.split("\t")) for n, line in lines if line.strip()), table, decoded.encoding)


def is_tabbed(raw: Raw) -> bool:
    """Whether each line of a plain text file is a row: a year or a day, then a text, tabs between."""
    head = raw.start(_SAMPLE)
    try:
        text = head.decode(_encoding(head, raw), errors="replace")
    except EncodingError:
        return False
    lines = [line for line in newlines(text).split("\n") if line.strip()]
    return len(lines) > 1 and all(map(_DATED.match, lines))


def delimited(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each row of .csv or .tsv; one page of `| cell |` lines where it is a table of figures."""
    head = raw.start(_SAMPLE)
    encoding = _encoding(head, raw)
    with raw.open() as stream:
        stream.read(_mark_before(head, encoding))
        reader = io.TextIOWrapper(stream, _codec(head, encoding), errors="replace", newline="")
        sample = head[_mark_before(head, encoding) :].decode(reader.encoding, errors="replace").removeprefix("\ufeff")
        delimiter = _delimiter(sample, columns)
        table = Table(raw.uri, "csv", raw.sha256(), columns, between=delimiter)
        yield from pages_of(_records(reader, raw.uri, delimiter), table, encoding)


def _encoding(head: bytes, raw: Raw) -> str:
    """The file's encoding as its first megabyte has it; a cut in the middle of a line is no fault."""
    if len(head) == _SAMPLE and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return decode(head, raw.uri, raw.declared).encoding


def _codec(head: bytes, encoding: str) -> str:
    if is_marked_utf8(head) and encoding == "utf-8":
        return "utf-8-sig"
    return {"big5": "big5hkscs"}.get(encoding, encoding)


def _mark_before(head: bytes, encoding: str) -> int:
    """How many bytes the mark of UTF-8 takes that stands before another encoding."""
    return len(codecs.BOM_UTF8) if is_marked_utf8(head) and encoding != "utf-8" else 0


def _decoded_lines(stream: BinaryIO, raw: Raw, encoding: str) -> Iterator[tuple[int, Decoded | SourceError]]:
    number = 0
    while line := stream.readline(ROW + 1):
        number += 1
        if len(line) > ROW:
            while line and not line.endswith(b"\n"):
                line = stream.readline(ROW)
            yield number, RowError(raw.uri, number, f"a row of more than {ROW // 1_000_000} MB")
            continue
        try:
            yield number, decode(line.rstrip(b"\r\n"), raw.uri, encoding)
        except EncodingError as error:
            yield number, RowError(raw.uri, number, error.what)


def _wide_lines(raw: Raw) -> Iterator[tuple[int, Decoded | SourceError]]:
    decoded = decode(raw.whole(), raw.uri, raw.declared)
    for number, line in enumerate(decoded.text.split("\n"), 1):
        yield number, Decoded(line, decoded.encoding, line.count("\ufffd") if decoded.replaced else 0)


def _row(line: str, uri: str, number: int) -> dict[str, Any] | RowError:
    value = _parsed(line, uri, number)
    if isinstance(value, dict | RowError):
        return value
    return RowError(uri, number, 'no JSON object; a row is {"text": …}')


def _parsed(text: str, uri: str, number: int) -> Any:
    try:
        return json.loads(text, parse_constant=str, parse_float=_finite)
    except json.JSONDecodeError as error:
        return RowError(uri, number, f"no valid JSON: {error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        return RowError(uri, number, "JSON nested too deep" if deep else "a number of too many digits")


def _finite(number: str) -> float | str:
    value = float(number)
    return value if math.isfinite(value) else number


def _delimiter(sample: str, columns: Columns) -> str:
    """What stands between cells: the one that shows a column of text, else the one that stands most in the head."""
    head = sample.lstrip("\r\n").partition("\n")[0]
    if head.startswith("sep=") and len(head.strip()) == 5:
        return head.strip()[-1]
    for delimiter in _DELIMITERS:
        cells = [cell.strip(' "\r') for cell in head.split(delimiter)]
        if len(cells) > 1 and columns.find(cells, "text"):
            return delimiter
    lines = [line for line in sample.split("\n")[:20] if line.strip()]

    def weight(mark: str) -> tuple[int, bool, bool, int]:
        counts = [line.count(mark) for line in lines]
        return sum(map(bool, counts)), mark != "，", len(set(counts)) == 1, head.count(mark)

    return max(_DELIMITERS, key=weight)


def _records(lines: io.TextIOWrapper, uri: str, delimiter: str) -> Iterator[tuple[int, list[Any] | RowError]]:
    """The rows with the line on which each begins; an endless quote or cell is told, and the rows behind it go on."""
    taken, width = _Taken(_short(lines), delimiter), 0
    while True:
        begins = taken.begins()
        before = csv.field_size_limit(ROW)
        try:
            row = next(taken.reader)
        except StopIteration:
            return
        except csv.Error as error:
            taken.resume(width)
            yield begins, RowError(uri, begins, f"no row that CSV knows, up to line {taken.number}: {error}")
            continue
        finally:
            csv.field_size_limit(before)
        width = len(row)
        if len(row) > _WIDTH:
            yield begins, RowError(uri, begins, f"a row of more than {_WIDTH:,} cells")
        elif begins > 1 or not (row and row[0].startswith("sep=")):
            yield begins, [without_surrogates(cell) for cell in row]


class _Taken:
    """Lines on their way to the reader of CSV; those that a broken row has taken too many go there once more."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter, self._row, self._back = lines, delimiter, list[str](), deque[str]()
        self.number, self._broken = 0, 0
        self.reader = self._anew()

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        self._row.append(line := self._back.popleft() if self._back else next(self._lines))
        self.number += 1
        return line

    def _anew(self) -> Iterator[list[str]]:
        return csv.reader(self, delimiter=self._delimiter, strict=True)

    def begins(self) -> int:
        """The number of the line on which the next row begins."""
        self._row.clear()
        return self.number + 1

    def resume(self, width: int) -> None:
        """After a broken row: on with the next line that is a row of so many cells by itself, where there is one."""
        self._broken += 1
        self.reader = self._anew()
        own = next((at for at, line in enumerate(self._row) if at and self._is_row(line, width)), None)
        if own is not None and self._broken <= _BROKEN:
            self._back.extendleft(reversed(self._row[own:]))
            self.number -= len(self._row) - own

    def _is_row(self, line: str, width: int) -> bool:
        try:
            return width > 1 and len(next(csv.reader([line], delimiter=self._delimiter, strict=True), ())) == width
        except csv.Error:
            return False


def _short(lines: io.TextIOWrapper) -> Iterator[str]:
    """The lines, of one that has no end only as much as the reader's own bound then refuses."""
    while line := lines.readline(ROW + 1):
        rest = line
        while len(rest) > ROW and not rest.endswith("\n"):
            rest = lines.readline(ROW + 1)
        yield line
