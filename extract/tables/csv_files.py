"""Rows -> one CSV file a table, as Excel reads it, and a description of their columns beside them (datapackage.json, Frictionless)."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from extract import expressions as re
from extract.tables.columns import Column
from extract.tables.files import Sheet, Sheets, together
from extract.tables.rows import Row

PACKAGE = "datapackage.json"
_FORMULA = re.compile(r"[=@＝＠\t\r]|[+\-＋－](?![\d.,]*[%％]?$)")  # -3.2% is a number, no formula
_TYPES = {"text": "string", "number": "number", "integer": "integer", "day": "date", "yes/no": "boolean"}


class CsvFiles:
    """Open CSV files, one a table; rows go to the disk as they come."""

    def __init__(self, writers: Mapping[str, Any]) -> None:
        self._writers = writers
        self.notes: list[str] = []

    def add(self, table: str, row: Row) -> None:
        """Write one row."""
        self._writers[table].writerow([_written(value) for value in row])


@contextmanager
def opened(folder: Path, sheets: Sheets) -> Iterator[CsvFiles]:
    """Open a CSV file for each table, and write the description of their columns beside them.

    >>> from tempfile import TemporaryDirectory
    >>> sheet = Sheet("日期", (Column("text", "text", "text"),), ("原文",))
    >>> with TemporaryDirectory() as folder:
    ...     with opened(Path(folder), {"dates": sheet}) as files:
    ...         files.add("dates", ("3月9日",))
    ...     Path(folder, "日期.csv").read_text("utf-8-sig").split(), Path(folder, PACKAGE).is_file()
    (['原文', '3月9日'], True)
    """
    with together(folder) as place, _plain(place, {table: (sheet.name, sheet.heads) for table, sheet in sheets.items()}) as files:
        place(PACKAGE).write_text(json.dumps(package(sheets), ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
        yield files


@contextmanager
def plain(folder: Path, heads: Mapping[str, tuple[str, Sequence[str]]]) -> Iterator[CsvFiles]:
    """Open CSV files in UTF-8 with a byte order mark, for Excel; they get their names when all rows are written.

    `heads` holds for each table the name of its file and its column heads. Text that Excel would take for a formula gets a ' before it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with plain(Path(folder), {"rows": ("镇村", ["名称", "说明"])}) as files:
    ...         files.add("rows", ("云溪镇", "=5+3"))
    ...     Path(folder, "镇村.csv").read_text("utf-8-sig").split()
    ['名称,说明', "云溪镇,'=5+3"]
    """
    with together(folder) as place, _plain(place, heads) as files:
        yield files


@contextmanager
def _plain(place: Callable[[str], Path], heads: Mapping[str, tuple[str, Sequence[str]]]) -> Iterator[CsvFiles]:
    with ExitStack() as stack:
        writers = {}
        for table, (name, columns) in heads.items():
            file = stack.enter_context(place(f"{name}.csv").open("w", encoding="utf-8-sig", errors="replace", newline=""))
            writers[table] = csv.writer(file, lineterminator="\r\n")
            writers[table].writerow(columns)
        yield CsvFiles(writers)


def package(sheets: Sheets) -> dict[str, Any]:
    """The Tabular Data Package (Frictionless) of the files: each column with its type and meaning.

    >>> made = package({"dates": Sheet("日期", (Column("first", "first", "day"),), ("首日",), meanings=("第一天",))})
    >>> made["resources"][0]["path"], made["resources"][0]["schema"]["fields"]
    ('日期.csv', [{'name': '首日', 'type': 'date', 'description': '第一天'}])
    """
    return {
        "profile": "tabular-data-package",
        "name": "policy-extract",
        "resources": [_resource(table, sheet) for table, sheet in sheets.items()],
    }


def _resource(table: str, sheet: Sheet) -> dict[str, Any]:
    means = sheet.meanings or ("",) * len(sheet.columns)
    fields = [_field(*one) for one in zip(sheet.columns, sheet.heads, means, strict=True)]
    return {
        "name": table,
        "path": f"{sheet.name}.csv",
        "profile": "tabular-data-resource",
        "description": sheet.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(column: Column, head: str, meaning: str) -> dict[str, Any]:
    said = {"name": head, "type": _TYPES[column.kind], "description": meaning}
    return said | ({"trueValues": ["True"], "falseValues": ["False"]} if column.kind == "yes/no" else {})


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, float):
        return shortest(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def shortest(number: float) -> str:
    """The number as text, without .0 or an exponent where it is whole.

    >>> shortest(5.5), shortest(1e11)
    ('5.5', '100000000000')
    """
    return str(int(number)) if number.is_integer() else repr(number)
