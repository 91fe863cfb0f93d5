"""Excel files -> a page for each row of a table of articles, or one page of `| cell |` lines for a sheet of figures.

Figures of a sheet are written as Excel shows them (0.055 under the format 0.0% is 5.5%); formulas count with the
value that was saved with them, and where none was, the row is named. Macros and links are never looked at.
"""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from io import BytesIO
from typing import Any

from extract import expressions as re
from extract.errors import FormatError, RowError, SourceError
from extract.model import Page
from extract.read.packed.zips import checked
from extract.read.raw import CELLS, Raw
from extract.read.rows.columns import Columns, Table, pages_of
from extract.read.rows.formulas import uncomputed
from extract.read.spans import names_rows
from extract.text import without_surrogates

_EMPTY_ROWS = 50_000
_UNPACKED = 400_000_000  # bytes of XML that a sheet with all its cells may come to
_MERGED = re.compile(rb"<mergeCell\b[^>]*?\bref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_TALL = 1000  # rows that a label may stand for; what is merged over more is a mistake or a trap
_UNCOMPUTED = "a formula that was never computed; open and save the workbook in Excel"
_CELL = re.compile(rb"<c[ >/]")
_PLACES = re.compile(r"[0#](?:\.(?P<places>0+))?(?:#*)(?P<percent>%)?(?:$|[;_\s)\"])")


def pages(raw: Raw, columns: Columns) -> Iterator[Page | SourceError]:
    """The pages of every sheet of a workbook, in its order. Raises FormatError where it is damaged or locked."""
    data = raw.whole()
    _not_too_large(data, raw.uri)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it does not know
        yield from _sheets(raw, data, columns)


def _not_too_large(data: bytes, uri: str) -> None:
    """FormatError for a sheet of too many cells: they are counted in the XML, long before any is made."""
    with checked(data, uri, _UNPACKED) as packed:
        for member in packed.infolist():
            if not member.filename.startswith("xl/worksheets/") or member.flag_bits & 1:
                continue
            try:
                xml = packed.read(member)
            except Exception as error:  # whatever zipfile says of damage
                raise FormatError(uri, "a damaged Excel file; open and save it again") from error
            if len(_CELL.findall(xml)) > CELLS:
                raise FormatError(uri, f"a sheet of more than {CELLS:,} cells; split it")


def _sheets(raw: Raw, data: bytes, columns: Columns) -> Iterator[Page | SourceError]:
    try:
        book = _workbook(data)
    except Exception as error:  # a damaged file makes the library stumble in ever new ways
        raise FormatError(raw.uri, "a damaged Excel file; open and save it again") from error
    digest = raw.sha256()
    try:
        for sheet in book.worksheets:
            hidden = {"hidden_sheet": True} if sheet.sheet_state != "visible" else {}
            table = Table(raw.uri, "xlsx", digest, columns, {"sheet": sheet.title, **hidden})
            try:
                xml = _xml(data, sheet)
                yield from pages_of(_spread(_rows(sheet, raw.uri, uncomputed(xml)), _merged(xml)), table, None)
            except SourceError as error:
                yield error
    finally:
        book.close()


def _workbook(data: bytes) -> Any:
    """The workbook without its chart sheets: they hold no rows, and openpyxl stumbles over an empty one."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_chartsheet = lambda sheet, relation: None
    reader.read()
    return reader.wb


def _xml(data: bytes, sheet: Any) -> bytes:
    """What a sheet is written in."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return packed.read(str(sheet._worksheet_path).lstrip("/"))


def _merged(xml: bytes) -> dict[tuple[int, int], int]:
    """Row and column of each cell that a cell above reaches down to -> the row in which that one begins.

    openpyxl does not tell of merged cells where it reads a sheet as a stream, so they are read from its XML.
    """
    below: dict[tuple[int, int], int] = {}
    for left, top, _, bottom in _MERGED.findall(xml):
        first, last = int(top), int(bottom)
        for row in range(first + 1, min(last, first + _TALL) + 1):
            below[row, _column(left)] = first
    return below


def _column(letters: bytes) -> int:
    """0 of A, 26 of AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _spread(rows: Iterator[tuple[int, list[Any] | RowError]], below: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, list[Any] | RowError]]:
    """The rows with the label of a merged cell in each row that it covers; a figure stands there once."""
    tops = {(top, column) for (_, column), top in below.items()}
    labels: dict[tuple[int, int], str] = {}
    for number, row in rows:
        if below and not isinstance(row, RowError):
            labels |= {(number, at): cell for at, cell in enumerate(row) if (number, at) in tops and _names(cell)}
            row = [labels.get((below.get((number, at), 0), at)) if cell is None else cell for at, cell in enumerate(row)]
        yield number, row


def _names(cell: Any) -> bool:
    return isinstance(cell, str) and names_rows(cell)


def _rows(sheet: Any, uri: str, uncomputed: Set[int]) -> Iterator[tuple[int, list[Any] | RowError]]:
    """The rows that hold anything, with their numbers, a row with an uncomputed formula behind the error that says so.

    The sheet ends where nothing stands for 50,000 rows.
    """
    cells = last = 0
    forms: dict[int, str | None] = {}
    for number, row in enumerate(_undamaged(sheet, uri), 1):
        cells += len(row)
        if cells > CELLS:
            raise FormatError(uri, f"sheet {sheet.title} has more than {CELLS:,} cells; split it")
        if number in uncomputed:
            yield number, RowError(uri, number, f"sheet {sheet.title}, row {number}: {_UNCOMPUTED}")
        values = [None if cell.value is None else _value(cell, forms) for cell in row]
        if any(value is not None for value in values):
            last = number
            yield number, values
        elif number - last > _EMPTY_ROWS:
            return


def _undamaged(sheet: Any, uri: str) -> Iterator[Any]:
    """The rows as openpyxl gives them. Raises FormatError where it cannot go on."""
    try:
        sheet.reset_dimensions()  # what a file says of its size may be wrong, or a trap
        yield from sheet.iter_rows()
    except Exception as error:
        raise FormatError(uri, f"sheet {sheet.title} is damaged; open and save the file again") from error


def _value(cell: Any, forms: dict[int, str | None]) -> Any:
    value = cell.value
    if isinstance(value, str):
        return without_surrogates(value.replace("_x000D_", "").replace("\r\n", "\n"))
    if isinstance(value, float | int) and not isinstance(value, bool):
        return shown(value, _form(cell, forms))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, dt.timedelta) else value


def _form(cell: Any, forms: dict[int, str | None]) -> str | None:
    """The number format of a cell; looked up once a style, for the look-up is slow."""
    style = getattr(cell, "_style_id", None)
    if style is None:
        return str(cell.number_format)
    if style not in forms:
        forms[style] = str(cell.number_format)
    return forms[style]


def shown(value: Any, form: str | None) -> Any:
    """The number as its cell shows it: text where the format rounds or makes per cent, else the number itself.

    >>> shown(0.055, "0.0%"), shown(1286.4999999999998, "0.0"), shown(310, "General"), shown(0.30000000000000004, None)
    ('5.5%', '1286.5', 310, 0.3)
    """
    found = _PLACES.search(form or "")
    if found and form != "General" and (found["places"] or found["percent"]):
        sign = "%" if found["percent"] else ""
        exact = Decimal(repr(value)) * (100 if sign else 1)
        return f"{exact:.{len(found['places'] or '')}f}{sign}"
    return _exact(value) if isinstance(value, float) else value


def _exact(value: float) -> int | float:
    """What Excel keeps of a number; the digits behind are the binary fraction's."""
    whole = float(f"{value:.15g}")
    return int(whole) if whole.is_integer() and abs(whole) < 1e15 else whole
