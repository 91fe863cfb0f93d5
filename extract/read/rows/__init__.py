"""Rows of .jsonl, .json, .csv and .tsv -> one whole page a row; a row that cannot be used -> a RowError."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.errors import EncodingError, FormatError, RowError, SourceError
from extract.model import Page
from extract.read.encoding import Decoded, decode, without_surrogates
from extract.read.raw import ROW, Raw
from extract.read.rows.columns import Columns, Table, pages_of

_SAMPLE = 1 << 20
_WIDTH = 20_000  # cells of a row
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
                yield row if isinstance(row, RowError) else table.page(row, number, line.encoding, line.replaced)


def json_array(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each object of a .json file: an array of objects, or a single one; `row` counts objects."""
    decoded = decode(raw.whole(), raw.uri)
    value = _parsed(decoded.text, raw.uri, 1)
    if isinstance(value, RowError):
        raise FormatError(raw.uri, value.what)
    table = Table(raw.uri, "json", raw.sha256(), columns)
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        if isinstance(row, dict):
            yield table.page(row, number, decoded.encoding, 0)
        else:
            yield RowError(raw.uri, number, 'no JSON object; a row is {"text": …}')


def delimited(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """A page for each row of .csv or .tsv; one page of `| cell |` lines where it is a table of figures."""
    head = raw.start(_SAMPLE)
    encoding = _encoding(head, raw)
    table = Table(raw.uri, "csv", raw.sha256(), columns)
    with raw.open() as stream:
        reader = io.TextIOWrapper(stream, _codec(head, encoding), errors="replace", newline="")
        sample = head.decode(reader.encoding, errors="replace").removeprefix("\ufeff")
        yield from pages_of(_records(reader, raw.uri, _delimiter(sample, columns)), table, encoding)


def _encoding(head: bytes, raw: Raw) -> str:
    """The file's encoding as its first megabyte has it; a cut in the middle of a line is no fault."""
    if len(head) == _SAMPLE and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return decode(head, raw.uri).encoding


def _codec(head: bytes, encoding: str) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return {"big5": "big5hkscs"}.get(encoding, encoding)


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
    decoded = decode(raw.whole(), raw.uri)
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
    return max(
        _DELIMITERS, key=lambda mark: (sum(line.count(mark) > 0 for line in sample.split("\n")[:20]), head.count(mark))
    )


def _records(lines: io.TextIOWrapper, uri: str, delimiter: str) -> Iterator[tuple[int, list[Any] | RowError]]:
    """The rows with the line on which each begins; an endless quote or cell is told and passed over."""
    reader = csv.reader(_short(lines), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        before = csv.field_size_limit(ROW)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield begins, RowError(uri, begins, f"no row that CSV knows, up to line {reader.line_num}: {error}")
            continue
        finally:
            csv.field_size_limit(before)
        if len(row) > _WIDTH:
            yield begins, RowError(uri, begins, f"a row of more than {_WIDTH:,} cells")
        elif begins > 1 or not (row and row[0].startswith("sep=")):
            yield begins, [without_surrogates(cell)[0] for cell in row]


def _short(lines: io.TextIOWrapper) -> Iterator[str]:
    """The lines, of one that has no end only as much as the reader's own bound then refuses."""
    while line := lines.readline(ROW + 1):
        rest = line
        while len(rest) > ROW and not rest.endswith("\n"):
            rest = lines.readline(ROW + 1)
        yield line
