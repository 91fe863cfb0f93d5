"""Lines -> DataFrames, CSV, XLSX and Parquet: one table a record type, one row a record. The only room that knows pandas.

Tables are a pure function of the lines. Every row names its article and carries the sentence that proves it. `write`
takes the lines as they come and holds none of them; `frames` holds all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from extract import patterns
from extract.patterns import Rules
from extract.tables import csv_files, parquet, workbook
from extract.tables.dataframes import frames as frames
from extract.tables.dataframes import with_heads as with_heads
from extract.tables.dataframes import write_csv as write_csv
from extract.tables.dataframes import write_xlsx as write_xlsx
from extract.tables.files import Heads
from extract.tables.rows import COLUMNS as COLUMNS
from extract.tables.rows import Row, heads, rows
from extract.tables.rows import one_line as one_line


class Files(Protocol):
    """Open files of tables: where rows go, and what a form had no room for, known when they are closed."""

    notes: list[str]

    def add(self, table: str, row: Row) -> None:
        """Write one row."""


class _Opened(Protocol):
    def __call__(self, out: Path, heads: Heads, /) -> AbstractContextManager[Files]: ...


FORMS: Mapping[str, _Opened] = {"xlsx": workbook.opened, "csv": csv_files.opened, "parquet": parquet.opened}
"""One workbook, or a folder of one file a table."""


@dataclass(slots=True)
class Written:
    """How many rows were written to each table, and what the form had no room for, a line each."""

    rows: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def write(lines: Iterable[Mapping[str, Any]], out: Path, to: str, *, names: Mapping[str, str] | None = None, repeated: bool = False) -> Written:
    """What was written of the lines: to the workbook `out`, or to the folder `out`, one file a table.

    `to` is one of FORMS; `names` are other names of tables and columns (`chinese_heads`). Rows go to the disk as the
    lines come, so that memory stays the same for an archive of any size.
    """
    called = names or {}
    shown = {table: (called.get(table, table), [called.get(head, head) for head in heads(table)]) for table in COLUMNS}
    written = Written()
    with FORMS[to](out, shown) as files:
        for table, row in rows(lines, repeated=repeated):
            files.add(table, row)
            written.rows[table] += 1
    written.notes = files.notes
    return written


def chinese_heads(rules: Rules | None = None) -> dict[str, str]:
    """Heads in Chinese for every table and column, as patterns/heads.yaml has them."""
    return {entry.id: entry.forms[0] for entry in (rules or patterns.load_rules()).vocabularies["heads"]}
