"""DataFrames -> one workbook for Excel: a sheet a table, text as text, numbers as numbers, days as days."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

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
_FIRST_DAY = pd.Timestamp(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year; what is earlier is written as text."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its name `path` only when it is whole; nothing of it stays where it fails."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def write_xlsx(tables: Mapping[str, pd.DataFrame], path: Path) -> list[str]:
    """One sheet a table, head frozen and filtered, numbers as numbers, days as days.

    Returns what Excel had no room for, one line each: a table of more rows goes on in a further sheet, a text of more
    characters is cut.
    """
    said: list[str] = []
    book = Workbook(write_only=True)
    book.properties.creator = "policy-extract"
    for name, frame in tables.items():
        sheets = [frame[at : at + SHEET_ROWS - 1] for at in range(0, max(len(frame), 1), SHEET_ROWS - 1)]
        if len(sheets) > 1:
            said.append(f"{name}: {len(frame)} rows are more than a sheet holds; they go on in “{name} (2)” and so on")
        cut = sum(_sheet(book, name if not i else f"{name} ({i + 1})", part) for i, part in enumerate(sheets))
        if cut:
            said.append(f"{name}: {cut} texts are longer than a cell holds and end in …; the JSONL has them whole")
    path.parent.mkdir(parents=True, exist_ok=True)
    _save(book, path)
    return said


def _sheet(book: Any, name: str, frame: pd.DataFrame) -> int:
    """How many texts had to be cut to fill one sheet."""
    sheet = book.create_sheet(_legal(name)[:31])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{len(frame) + 1}"
    for at, column in enumerate(frame.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(column, frame)
    sheet.append([_head(sheet, column) for column in frame.columns])
    cut = 0
    for row in frame.itertuples(index=False, name=None):
        sheet.append([_written(sheet, value) for value in row])
        cut += sum(isinstance(value, str) and len(value) > CELL_CHARACTERS for value in row)
    return cut


def _width(column: str, frame: pd.DataFrame) -> float:
    """Wide enough to read: a Chinese character takes two places."""
    if column in _WIDTHS:
        return _WIDTHS[column]
    shown = [column, *(value for value in frame[column].head(50) if isinstance(value, str))]
    return float(min(max(sum(1 + (char > "\u2e80") for char in text) for text in shown) + 2, 40))


def _written(sheet: Any, value: Any) -> Any:
    """What openpyxl is given; a cell of our own only where it would take a text for something else."""
    if isinstance(value, str):
        return _text(sheet, value)
    if value is None or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value >= _FIRST_DAY else value.date().isoformat()
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
                kept.writestr(zipfile.ZipInfo(name), _undated(name, made.read(name)), zipfile.ZIP_DEFLATED)


def _undated(name: str, data: bytes) -> bytes:
    return (
        re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
        if name == "docProps/core.xml"
        else data
    )
