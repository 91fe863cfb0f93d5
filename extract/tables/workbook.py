"""Rows -> one workbook for Excel: a sheet a table, text as text, numbers as numbers, days as days.

openpyxl makes the workbook with its styles, heads, filters and the sheet that explains the others. The rows, nearly all of
its bytes, are written as XML while they come, in a tenth of the time that openpyxl takes, and inserted when it is saved.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from extract import expressions as re
from extract.meanings import meanings
from extract.tables.columns import Column
from extract.tables.files import Sheet, Sheets, replacing, scratch
from extract.tables.rows import Row

_WIDTHS = {"title": 32, "indicator_text": 24, "uri": 30, "name": 28, "text": 16, "byline": 28, "rule": 22, "url": 30, "article_title": 32}
_LONG = 60  # width of a column of sentences, in characters
_ACROSS = 26  # Chinese characters on a line of such a column, one less than fit: a full stop may wrap
_LINE, _MOST = 15, 12  # height of a line in points, and the most lines that a row may have
_WIDEST, _NUMBER, _DAY = 40, 26, 13  # greatest width of other columns, and of those of numbers; width of a day
_SEEN = 50  # first rows of a table, which set the widths of its columns

SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
_NAME = 31  # characters that the name of a sheet may have
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year; earlier days are written as text."""
_NO_DAY = dt.date(1899, 12, 30)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|^\\s|\\s$")
_UNDATED = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")
_END, _SIZE = b"</sheetData>", re.compile(rb'<dimension ref="[^"]*"')
_ABOUT = "about"
_SPEED = 4  # compression level of zlib: four fifths of the time of its default 6, for a twentieth more bytes
_FORMATS = {"text": "@", "long": "@", "day": "yyyy-mm-dd", "integral": "#,##0", "decimal": "#,##0.##########", "plain": "0", "sure": "0.00"}
_PLAIN = ("year", "reference_year", "start", "end", "index", "copy", "row")  # numbers that identify something and count nothing
_FONT, _FIGURES = "Calibri", "figures"


@contextmanager
def opened(path: Path, sheets: Sheets) -> Iterator[Book]:
    """Open a workbook of one sheet a table, with its head row frozen and filtered; it gets its name when all rows are written.

    The first sheet explains the others. `notes` say what is beyond Excel's limits: a table of too many rows continues in a
    further sheet, a text of too many characters is cut.
    """
    with scratch(path) as folder, replacing(path) as unfinished, ExitStack() as files:
        book = Book(sheets, folder, files)
        yield book
        book.save(unfinished)


class Book:
    """An open workbook; the rows of each sheet go to a temporary file as they come."""

    def __init__(self, sheets: Sheets, folder: Path, files: ExitStack) -> None:
        self._book = Workbook()
        self._book.properties.creator = "policy-extract"
        self.notes: list[str] = []
        styles = _styles(self._book)
        self._sheets = sheets
        self._tables = {table: _TableSheets(sheet, styles, folder / table, files) for table, sheet in sheets.items()}

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        self._tables[table].add(row)

    def save(self, path: Path) -> None:
        """Write the workbook: the sheet that explains the others, then the sheets of the tables in their order."""
        self.notes = [note for sheets in self._tables.values() for note in sheets.close()]
        chinese = any(sheet.name == meanings()[table].head for table, sheet in self._sheets.items() if table in meanings())
        _explain(self._book.worksheets[0], self._sheets, {table: sheets.rows for table, sheets in self._tables.items()}, chinese)
        bodies: list[_Worksheet | None] = [None]
        for sheets in self._tables.values():
            for sheet in sheets.made:
                sheets.head(self._book.create_sheet(sheet.name), sheet)
                bodies.append(sheet)
        _save(self._book, bodies, path)


@dataclass(slots=True)
class _Worksheet:
    """One sheet: its name, the temporary file of its rows, the letter of its last column and the number of its last row."""

    name: str
    path: Path
    file: IO[str]
    last: str
    row: int = 1

    @property
    def corner(self) -> str:
        """The reference of its last cell, such as D20."""
        return f"{self.last}{self.row}"


class _TableSheets:
    """The sheets of one table; when one is full, the rows continue on a further one."""

    def __init__(self, sheet: Sheet, styles: Mapping[str, int], path: Path, files: ExitStack) -> None:
        self._sheet, self._path, self._files = sheet, path, files
        self._widths = [_head_width(column, head) for column, head in zip(sheet.columns, sheet.heads, strict=True)]
        self._cells = [_Cells(get_column_letter(at), column, styles, sheet.truths) for at, column in enumerate(sheet.columns, 1)]
        self._long = [place for place, column in enumerate(sheet.columns) if column.long]
        self.rows = 0
        self.made: list[_Worksheet] = []
        self._begin()

    def add(self, row: Row) -> None:
        """Write one row; the first `_SEEN` rows set the widths of the columns."""
        if self.made[-1].row == SHEET_ROWS:
            self.made[-1].file.close()
            self._begin()
        sheet = self.made[-1]
        sheet.row += 1
        self.rows += 1
        if self.rows <= _SEEN:
            self._widths = [max(width, _width(cells.column, value)) for width, cells, value in zip(self._widths, self._cells, row, strict=True)]
        number, lines = sheet.row, self._lines(row)
        written = [cells.written(value, number) for cells, value in zip(self._cells, row, strict=True) if value is not None]
        tall = f' ht="{_LINE * lines}" customHeight="1"' if lines > 1 else ""
        sheet.file.write(f'<row r="{number}"{tall}>{"".join(written)}</row>')

    def _lines(self, row: Row) -> int:
        """The number of lines that the longest sentence of a row needs to be seen whole in any program, `_MOST` at most."""
        longest = max((len(row[place] or "") for place in self._long), default=0)
        return min(-(-longest // _ACROSS), _MOST)

    def close(self) -> list[str]:
        """Close the last file; returns notes on what is beyond Excel's limits."""
        self.made[-1].file.close()
        said, name, cut = [], self._sheet.name, sum(cells.cut for cells in self._cells)
        if len(self.made) > 1:
            said.append(f"{name}: {self.rows} rows are more than a sheet holds; they go on in “{name} (2)” and so on")
        if cut:
            texts, end, them = ("text is", "ends", "it") if cut == 1 else ("texts are", "end", "them")
            said.append(f"{name}: {cut} {texts} longer than a cell holds and {end} in …; the JSONL has {them} whole")
        return said

    def head(self, sheet: Any, written: _Worksheet) -> None:
        """Write the head row of a sheet, and set its column widths, its filter and how it is printed."""
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{written.corner}"
        sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
        for at, (head, width, column) in enumerate(zip(self._sheet.heads, self._widths, self._sheet.columns, strict=True), 1):
            cell = sheet.cell(1, at, _legal(head))
            cell.data_type, cell.style = "s", "head" if column.kind in ("text", "yes/no") else _FIGURES
            sheet.column_dimensions[get_column_letter(at)].width = width

    def _begin(self) -> None:
        """Begin a further sheet, which has no rows yet."""
        number = len(self.made) + 1
        name = self._sheet.name if number == 1 else f"{self._sheet.name} ({number})"
        path = self._path.with_name(f"{self._path.name}.{number}")
        file = self._files.enter_context(path.open("w", encoding="utf-8", newline=""))
        self.made.append(_Worksheet(_NOT_IN_A_NAME.sub(" ", _legal(name))[:_NAME], path, file, get_column_letter(len(self._sheet.columns))))


class _Cells:
    """The cells of one column, as XML."""

    def __init__(self, letter: str, column: Column, styles: Mapping[str, int], truths: tuple[str, str]) -> None:
        self.letter, self.column, self.cut, self._truths = letter, column, 0, truths
        self._text = styles["long" if column.long else "text"]
        self._day = styles["day"]
        own = "plain" if column.head in _PLAIN else "sure" if column.head.endswith("confidence") else None
        self._integral, self._decimal = (styles[own],) * 2 if own else (styles["integral"], styles["decimal"])

    def written(self, value: Any, row: int) -> str:
        """A cell as XML; text never becomes a formula, and yes and no are words, since LibreOffice makes a formula of TRUE."""
        at = f'<c r="{self.letter}{row}" s="'
        value = self._truths[value] if isinstance(value, bool) else value
        if isinstance(value, str):
            return f'{at}{self._text}" t="inlineStr"><is>{self._shown(value)}</is></c>'
        if isinstance(value, dt.date):
            if value < _FIRST_DAY:
                return f'{at}{self._text}" t="inlineStr"><is><t>{value.isoformat()}</t></is></c>'
            return f'{at}{self._day}"><v>{(value - _NO_DAY).days}</v></c>'
        whole = int(value)
        return f'{at}{self._integral}"><v>{whole}</v></c>' if whole == value else f'{at}{self._decimal}"><v>{value!r}</v></c>'

    def _shown(self, text: str) -> str:
        if len(text) > CELL_CHARACTERS:
            text, self.cut = text[: CELL_CHARACTERS - 1] + "…", self.cut + 1
        return f'<t xml:space="preserve">{_escaped(text)}</t>' if _SPECIAL.search(text) else f"<t>{text}</t>"


def _escaped(text: str) -> str:
    """The text escaped for XML; the first character of `_x0041_`, which would be read as A, is escaped as well."""
    text = _legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _styles(book: Any) -> dict[str, int]:
    """Add the styles of cells to a workbook; returns the number of each style of `_FORMATS` in it."""
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    centred = Alignment(vertical="top", horizontal="center")
    right = Alignment(vertical="top", horizontal="right", indent=1)  # else numbers touch the text of the next column
    fill, font = PatternFill("solid", fgColor="DDE6EE"), Font(name=_FONT, bold=True)
    for name, way in (("head", wrapped), (_FIGURES, Alignment(vertical="top", horizontal="right", indent=1, wrap_text=True))):
        book.add_named_style(NamedStyle(name, font=font, fill=fill, alignment=way))
    ways = {"long": wrapped, "text": top, "plain": centred, "sure": centred}
    pattern, numbers = book.create_sheet(), {}
    for row, (name, shape) in enumerate(_FORMATS.items(), 1):
        cell = pattern.cell(row, 1)
        cell.number_format, cell.alignment = shape, ways.get(name, right)
        numbers[name] = cell.style_id
    book.remove(pattern)
    return numbers


def _explain(sheet: Any, sheets: Sheets, rows: Mapping[str, int], chinese: bool) -> None:
    """Fill the sheet that explains the others: what each holds, how many rows it has, and how to read them."""
    known = meanings()
    sheet.title = known[_ABOUT].head if chinese else _ABOUT
    title, *lines = [one.chinese if chinese else one.english for key, one in known.items() if key.split(".")[0] == _ABOUT]
    for letter, width in zip("ABC", (18, 12, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet["A1"], sheet["A1"].font = title, Font(name=_FONT, bold=True, size=14)
    for at, (table, made) in enumerate(sheets.items(), 3):
        link = sheet.cell(at, 1, _legal(made.name))
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{link.value}'!A1", display=link.value)
        link.font = Font(name=_FONT, color="0B5394", underline="single")
        count = sheet.cell(at, 2, rows[table])
        count.number_format, count.alignment = "#,##0", Alignment(horizontal="center")
        sheet.cell(at, 3, _legal(made.meaning)).alignment = Alignment(wrap_text=True)
    for at, line in enumerate(lines, len(sheets) + 4):
        sheet.cell(at, 1, line)


def _head_width(column: Column, head: str) -> float:
    return float(_LONG if column.long else _WIDTHS.get(column.head, min(_places(head), _WIDEST)))


def _width(column: Column, value: Any) -> float:
    """The width that a cell needs to be read; 0 where the width of its column is fixed, or the cell is empty."""
    if column.long or column.head in _WIDTHS or value is None:
        return 0
    if isinstance(value, str):
        return min(_places(value), _WIDEST)
    return _DAY if isinstance(value, dt.date) else min(len(f"{value:,.15g}") + 4, _NUMBER)


def _places(text: str) -> int:
    """The width that a text needs, with a margin; a Chinese character is as wide as two others."""
    return sum(1 + (char > "\u2e80") for char in text) + 2


def _legal(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _save(book: Any, bodies: Sequence[_Worksheet | None], path: Path) -> None:
    """Write a workbook with the rows of its sheets, but without the time at which it was made: the same tables give the same
    bytes.
    """
    sheets = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(bodies, 1)}
    with tempfile.TemporaryFile() as raw:
        book.save(raw)
        with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_SPEED) as kept:
            for name in made.namelist():
                member, sheet = zipfile.ZipInfo(name), sheets.get(name)
                member.compress_type = zipfile.ZIP_DEFLATED
                text = made.read(name)
                if name == "docProps/core.xml":
                    text = _UNDATED.sub(rb"\g<1>2000-01-01T00:00:00Z", text)
                with kept.open(member, "w", force_zip64=sheet is not None) as out:
                    _copy(text, sheet, out)


def _copy(text: bytes, sheet: _Worksheet | None, out: IO[bytes]) -> None:
    """Write a member of the workbook; the rows of a sheet are inserted behind its head row."""
    if sheet is None:
        out.write(text)
        return
    head, end, rest = text.partition(_END)
    out.write(_SIZE.sub(f'<dimension ref="A1:{sheet.corner}"'.encode(), head))
    with sheet.path.open("rb") as rows:
        shutil.copyfileobj(rows, out, 1 << 20)
    out.write(end + rest)
