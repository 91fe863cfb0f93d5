"""Rows -> one file of flat JSON lines a table, and a dataset card that states the types (README.md).

Readers that guess types from the first lines (pyarrow, DuckDB, `datasets`, pandas, jsonlite) guess right: every line has every
key, a text is never null, a number always has its decimal point.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

from extract.tables.files import Sheets, together
from extract.tables.rows import Row, storable

_TYPES = {"text": "string", "number": "float64", "integer": "int64", "day": "date32", "yes/no": "bool"}


class JsonFiles:
    """Open files of JSON lines, one a table."""

    def __init__(self, files: Mapping[str, TextIO], sheets: Sheets) -> None:
        self._files = files
        self._columns = {table: [(head, column.kind) for head, column in zip(sheet.heads, sheet.columns, strict=True)] for table, sheet in sheets.items()}
        self.notes: list[str] = []

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        line = {head: _plain(value, kind) for (head, kind), value in zip(self._columns[table], row, strict=True)}
        self._files[table].write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


@contextmanager
def opened(folder: Path, sheets: Sheets) -> Iterator[JsonFiles]:
    """Open a file of JSON lines for each table; they get their names when all rows are written.

    >>> from tempfile import TemporaryDirectory
    >>> from extract.tables.columns import Column
    >>> from extract.tables.files import Sheet
    >>> with TemporaryDirectory() as folder:
    ...     with opened(Path(folder), {"dates": Sheet("日期", (Column("first", "first", "day"),), ("首日",))}) as files:
    ...         files.add("dates", (dt.date(2026, 3, 9),))
    ...     Path(folder, "日期.jsonl").read_text("utf-8")
    '{"首日":"2026-03-09"}\\n'
    """
    with together(folder) as place, ExitStack() as stack:
        files = {table: stack.enter_context(place(f"{sheet.name}.jsonl").open("w", encoding="utf-8", newline="\n")) for table, sheet in sheets.items()}
        place("README.md").write_text(_card(sheets), "utf-8", newline="\n")
        yield JsonFiles(files, sheets)


def _card(sheets: Sheets) -> str:
    """The dataset card as `datasets` reads it: one configuration a table, with the types of its columns."""
    configs, told = ["configs:"], ["dataset_info:"]
    for table, sheet in sheets.items():
        configs += [f"- config_name: {table}", f"  data_files: {json.dumps(f'{sheet.name}.jsonl', ensure_ascii=False)}"]
        told += [f"- config_name: {table}", "  features:"]
        for head, column in zip(sheet.heads, sheet.columns, strict=True):
            told += [f"  - name: {json.dumps(head, ensure_ascii=False)}", f"    dtype: {_TYPES[column.kind]}"]
    tables = [f"- `{sheet.name}.jsonl`: {sheet.meaning}" for sheet in sheets.values()]
    return "\n".join(["---", *configs, *told, "---", "", "Tables of policy-extract, one record a line.", "", *tables, ""])


def _plain(value: Any, kind: str) -> Any:
    if kind == "text":
        return "" if value is None else storable(value)
    if kind == "number" and value is not None:
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
