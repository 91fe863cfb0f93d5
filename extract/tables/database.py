"""Rows -> one SQLite file, with typed columns in each of its tables."""

from __future__ import annotations

import datetime as dt
import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from extract.tables.files import Sheet, Sheets, replacing
from extract.tables.rows import Row, storable

_TYPES = {"text": "TEXT", "number": "NUMERIC", "integer": "INTEGER", "day": "DATE", "yes/no": "BOOLEAN"}


class Database:
    """An open database; rows go to the disk as they come."""

    def __init__(self, file: sqlite3.Connection, sheets: Sheets) -> None:
        self._file = file
        self._inserts = {table: _insert(sheet) for table, sheet in sheets.items()}
        self.notes: list[str] = []

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        self._file.execute(self._inserts[table], [_plain(value) for value in row])


@contextmanager
def opened(path: Path, sheets: Sheets) -> Iterator[Database]:
    """Open a database that gets its name when all rows are written. Days are stored as ISO text, which SQLite's date functions read.

    >>> from tempfile import TemporaryDirectory
    >>> from extract.tables.columns import Column
    >>> with TemporaryDirectory() as folder:
    ...     with opened(path := Path(folder, "tables.sqlite"), {"dates": Sheet("日期", (Column("first", "first", "day"),), ("首日",))}) as file:
    ...         file.add("dates", (dt.date(2026, 3, 9),))
    ...     with closing(sqlite3.connect(path)) as read:
    ...         read.execute('SELECT * FROM "日期"').fetchall()
    [('2026-03-09',)]
    """
    with replacing(path) as unfinished, _named(path):
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode=OFF")
            file.execute("BEGIN")
            for sheet in sheets.values():
                columns = ", ".join(f"{_quoted(head)} {_TYPES[column.kind]}" for head, column in zip(sheet.heads, sheet.columns, strict=True))
                file.execute(f"CREATE TABLE {_quoted(sheet.name)} ({columns})")
            yield Database(file, sheets)
            file.execute("COMMIT")


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Raise OSError in place of SQLite's OperationalError, as where a disk is full or fails."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error


def _insert(sheet: Sheet) -> str:
    return f"INSERT INTO {_quoted(sheet.name)} VALUES ({', '.join('?' * len(sheet.heads))})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else storable(value)
