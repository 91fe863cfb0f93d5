"""Rows -> one Parquet file a table, through pyarrow (an extra: `[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.tables.files import Heads, replacing
from extract.tables.rows import COLUMNS, DAYS, Row, is_number, whole
from extract.tables.rows import heads as plain_heads

_GROUP = 5_000  # rows that wait to be written together; enough for a column to be packed well
_WHOLE = frozenset(
    ("start", "end", "index", "characters", "sentences", "mentions", *tuple(COLUMNS)[1:-1])
)  # columns of whole numbers


class ParquetFiles:
    """Open Parquet files, one a table; rows go to the disk in groups."""

    def __init__(self, arrow: Any, writers: dict[str, Any]) -> None:
        self._arrow, self._writers = arrow, writers
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
        columns = zip(*waiting, strict=True)
        arrays = [self._arrow.array([whole(value) for value in column], kind.type) for column, kind in zip(columns, schema, strict=True)]
        self._writers[table].write_table(self._arrow.Table.from_arrays(arrays, schema=schema))
        waiting.clear()


@contextmanager
def opened(folder: Path, heads: Heads) -> Iterator[ParquetFiles]:
    """Parquet files with the types of the columns in them; they take their names when all rows are written.

    Raises UsageError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; pip install 'policy-extract[parquet]'") from error
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table, (name, columns) in heads.items():
            unfinished = stack.enter_context(replacing(folder / f"{name}.parquet"))
            schema = pyarrow.schema(list(zip(columns, _types(pyarrow, table), strict=True)))
            writers[table] = stack.enter_context(parquet.ParquetWriter(str(unfinished), schema, compression="zstd"))
        files = ParquetFiles(pyarrow, writers)
        yield files
        files.close()


def _types(arrow: Any, table: str) -> Iterator[Any]:
    """The type of each column of a table."""
    for head in plain_heads(table):
        if head in DAYS:
            yield arrow.date32()
        elif is_number(table, head):
            yield arrow.float64()
        elif head == "approximate":
            yield arrow.bool_()
        else:
            yield arrow.int64() if head in _WHOLE else arrow.string()
