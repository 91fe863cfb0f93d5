"""Rows -> one CSV file a table, as Excel opens it."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from extract import expressions as re
from extract.tables.files import Heads, replacing
from extract.tables.rows import Row

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r](?![\d.,]*[%％]?$)")


class CsvFiles:
    """Open CSV files, one a table; rows go to the disk as they come."""

    def __init__(self, writers: Mapping[str, Any]) -> None:
        self._writers = writers
        self.notes: list[str] = []

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        self._writers[table].writerow([_written(value) for value in row])


@contextmanager
def opened(folder: Path, heads: Heads) -> Iterator[CsvFiles]:
    """CSV files in UTF-8 with the mark by which Excel knows it; they take their names when all rows are written.

    Text that Excel would calculate gets a '.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for table, (name, columns) in heads.items():
            unfinished = stack.enter_context(replacing(folder / f"{name}.csv"))
            file = stack.enter_context(unfinished.open("w", encoding="utf-8-sig", errors="replace", newline=""))
            writers[table] = csv.writer(file, lineterminator="\r\n")
            writers[table].writerow(columns)
        yield CsvFiles(writers)


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, float):
        return shortest(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def shortest(number: float) -> str:
    """The number as a person writes it.

    >>> shortest(5.5), shortest(1e11)
    ('5.5', '100000000000')
    """
    return str(int(number)) if number.is_integer() else repr(number)
