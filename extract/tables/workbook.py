"""Rows -> one workbook for Excel: a sheet a table, text as text, numbers as numbers, days as days."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from extract import expressions as re
from extract.tables.files import Heads, replacing
from extract.tables.rows import Row

_WIDTHS = {
    "evidence": 70,
    "title": 32,
    "indicator_text": 28,
    "uri": 30,
    "name": 28,
    "text": 16,
    "byline": 28,
    "rule": 22,
}

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
_SEEN = 50  # rows by which a column is made wide enough to read
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year; what is earlier is written as text."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNDATED = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")


@contextmanager
def opened(path: Path, heads: Heads) -> Iterator[Book]:
    """A workbook of one sheet a table, its head frozen and filtered; it takes its name when all rows are written.

    Its `notes` say what Excel had no room for: a table of more rows goes on in a further sheet, a text of more
    characters is cut.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Book(heads)
    yield book
    book.close()
    _save(book.book, path)


class Book:
    """An open workbook; rows go to a file of each sheet as they come."""

    def __init__(self, heads: Heads) -> None:
        self.book = Workbook(write_only=True)
        self.book.properties.creator = "policy-extract"
        self.notes: list[str] = []
        self._sheets = {table: _Sheets(self.book, name, columns) for table, (name, columns) in heads.items()}

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        self._sheets[table].add(row)

    def close(self) -> None:
        """End the sheets, in the order of the tables."""
        self.notes = [note for sheets in self._sheets.values() for note in sheets.close()]
        self.book._sheets = [sheet for sheets in self._sheets.values() for sheet in sheets.made]


class _Sheets:
    """The sheets of one table: a second one where the first is full."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._first: list[Row] = []
        self._widths: list[float] = []
        self._rows = self._cut = self._in_sheet = 0
        self.made: list[Any] = []

    def add(self, row: Row) -> None:
        """Write one row; the first ones wait until they have shown how wide the columns are."""
        self._rows += 1
        if self.made:
            self._append(row)
        elif len(self._first) < _SEEN:
            self._first.append(row)
        else:
            self._start()
            self._append(row)

    def close(self) -> list[str]:
        """Fix the filters; what there was no room for."""
        if not self.made:
            self._start()
        self._filter()
        said = []
        if len(self.made) > 1:
            said.append(f"{self._name}: {self._rows} rows are more than a sheet holds; they go on in “{self._name} (2)” and so on")
        if self._cut:
            said.append(f"{self._name}: {self._cut} texts are longer than a cell holds and end in …; the JSONL has them whole")
        return said

    def _start(self) -> None:
        self._widths = [_width(column, [row[at] for row in self._first]) for at, column in enumerate(self._columns)]
        self._sheet()
        for row in self._first:
            self._append(row)
        self._first = []

    def _sheet(self) -> None:
        number = len(self.made) + 1
        sheet = self._book.create_sheet(_legal(self._name if number == 1 else f"{self._name} ({number})")[:31])
        sheet.freeze_panes = "A2"
        for at, width in enumerate(self._widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.append([_head(sheet, column) for column in self._columns])
        self.made.append(sheet)
        self._in_sheet = 1

    def _append(self, row: Row) -> None:
        if self._in_sheet == SHEET_ROWS:
            self._filter()
            self._sheet()
        sheet = self.made[-1]
        sheet.append([_written(sheet, value) for value in row])
        self._in_sheet += 1
        self._cut += sum(isinstance(value, str) and len(value) > CELL_CHARACTERS for value in row)

    def _filter(self) -> None:
        self.made[-1].auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._in_sheet}"


def _width(column: str, values: Sequence[Any]) -> float:
    """Wide enough to read: a Chinese character takes two places."""
    if column in _WIDTHS:
        return _WIDTHS[column]
    shown = [column, *(value for value in values if isinstance(value, str))]
    return float(min(max(sum(1 + (char > "\u2e80") for char in text) for text in shown) + 2, 40))


def _written(sheet: Any, value: Any) -> Any:
    """What openpyxl is given; a cell of our own only where it would take a text for something else."""
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, dt.date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value


def _text(sheet: Any, text: str) -> Any:
    text = _legal(text)
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 1] + "…"
    if text[:1] not in ("=", "#"):  # a formula, or the name of an error
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _save(book: Any, path: Path) -> None:
    """Write a workbook without the hour at which it was made, so that the same tables are the same bytes."""
    with tempfile.TemporaryFile() as raw, replacing(path) as unfinished:
        book.save(raw)
        with zipfile.ZipFile(raw) as made, zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as kept:
            for name in made.namelist():
                member = zipfile.ZipInfo(name)
                member.compress_type, member.file_size = zipfile.ZIP_DEFLATED, made.getinfo(name).file_size
                if name == "docProps/core.xml":
                    kept.writestr(member, _UNDATED.sub(rb"\g<1>2000-01-01T00:00:00Z", made.read(name)))
                    continue
                with made.open(name) as whole, kept.open(member, "w") as copy:
                    shutil.copyfileobj(whole, copy, 1 << 20)
