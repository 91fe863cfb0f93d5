"""Rows -> one Parquet file a table, through pyarrow (an extra: `[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.tables.columns import Column
from extract.tables.files import Sheet, Sheets, together
from extract.tables.rows import Row, storable

_GROUP = 5_000  # rows that are written together; enough for a column to compress well
_SURE = "confidence"
_DIGITS, _PLACES = 38, 10  # of a decimal: the most digits that Parquet's readers support, and more decimal places than a bulletin prints
_PLACE = Decimal(1).scaleb(-_PLACES)
_MOST = Decimal(10) ** (_DIGITS - _PLACES)


class ParquetFiles:
    """Open Parquet files, one a table; rows go to the disk in groups."""

    def __init__(self, arrow: Any, writers: dict[str, Any], sheets: Sheets) -> None:
        self._arrow, self._writers, self._sheets = arrow, writers, sheets
        self._waiting: dict[str, list[Row]] = {table: [] for table in writers}
        self.notes: list[str] = []

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _GROUP:
            self._write(table)

    def close(self) -> None:
        """Write the rows that wait."""
        for table, waiting in self._waiting.items():
            if waiting:
                self._write(table)

    def _write(self, table: str) -> None:
        schema, waiting = self._writers[table].schema, self._waiting[table]
        made = zip(zip(*waiting, strict=True), self._sheets[table].columns, schema, strict=True)
        arrays = [self._arrow.array([_typed(value, column) for value in values], field.type) for values, column, field in made]
        self._writers[table].write_table(self._arrow.Table.from_arrays(arrays, schema=schema))
        waiting.clear()


@contextmanager
def opened(folder: Path, sheets: Sheets) -> Iterator[ParquetFiles]:
    """Open a Parquet file for each table, with the types and meanings of its columns; they get their names when all rows are written.

    Raises UsageError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; pip install 'policy-extract[parquet]'") from error
    with together(folder) as place, ExitStack() as stack:
        writers = {}
        for table, sheet in sheets.items():
            unfinished = str(place(f"{sheet.name}.parquet"))
            writers[table] = stack.enter_context(parquet.ParquetWriter(unfinished, _schema(pyarrow, sheet), compression="zstd"))
        files = ParquetFiles(pyarrow, writers, sheets)
        yield files
        files.close()


def _schema(arrow: Any, sheet: Sheet) -> Any:
    means = sheet.meanings or ("",) * len(sheet.columns)
    made = zip(sheet.columns, sheet.heads, means, strict=True)
    return arrow.schema([arrow.field(head, _type(arrow, column), metadata={"description": meaning}) for column, head, meaning in made])


def _type(arrow: Any, column: Column) -> Any:
    """The Arrow type of a column: values are decimals, as exact as printed; confidences are floats."""
    if column.head == _SURE:
        return arrow.float64()
    kinds = {"number": arrow.decimal128(_DIGITS, _PLACES), "integer": arrow.int64(), "day": arrow.date32(), "yes/no": arrow.bool_()}
    return kinds.get(column.kind, arrow.string())


def _typed(value: Any, column: Column) -> Any:
    if column.kind != "number" or value is None or column.head == _SURE:
        return storable(value)
    exact = Decimal(repr(value))
    return exact.quantize(_PLACE) if abs(exact) < _MOST else None
