"""Rows -> pandas DataFrames, and DataFrames -> files. All rows are in memory here; `tables.write` keeps none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.meanings import meanings
from extract.tables.codebook import meaning
from extract.tables.columns import COLUMNS, Column, column
from extract.tables.files import Sheet
from extract.tables.rows import Row, storable

if TYPE_CHECKING:
    import pandas as pd

    Frames = dict[str, pd.DataFrame]


def frame(columns: Sequence[Column], table: Sequence[Row]) -> pd.DataFrame:
    """The rows of a table as a DataFrame: days as datetime64, numbers as float64, integers as Int64 (which may be missing).

    >>> made = frame([Column("first", "first", "day"), Column("mentions", "mentions", "integer")], [(dt.date(2026, 3, 9), 2), (None, None)])
    >>> list(map(str, made.dtypes)), made["mentions"].tolist()
    (['datetime64[s]', 'Int64'], [2, <NA>])
    """
    import pandas as pd

    made = pd.DataFrame([tuple(map(storable, row)) for row in table], columns=[one.head for one in columns])
    for one in columns:
        if one.kind == "day":
            # Whole seconds reach from year 1 to 9999; the usual nanoseconds end at 1677.
            made[one.head] = pd.Series(made[one.head], dtype="datetime64[s]")
        elif one.kind in ("number", "integer"):
            made[one.head] = made[one.head].astype("float64" if one.kind == "number" else "Int64")
    return made


def with_heads(tables: Frames, heads: Mapping[str, str]) -> Frames:
    """The same tables with tables and columns (列名) renamed by `heads`; names that it does not have stay as they are.

    >>> import pandas
    >>> made = with_heads({"places": pandas.DataFrame({"name": ["云溪镇"], "row_区县": ["榕江县"]})}, {"places": "地名", "name": "名称"})
    >>> {name: list(one.columns) for name, one in made.items()}
    {'地名': ['名称', 'row_区县']}
    """
    return {heads.get(name, name): made.rename(columns=dict(heads)) for name, made in tables.items()}


def write_csv(tables: Frames, folder: Path) -> list[Path]:
    """Write one CSV file a table and return the paths: UTF-8 with a byte order mark, and a ' before text that Excel would take for a formula.

    >>> import pandas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write_csv({"places": pandas.DataFrame({"name": ["云溪镇"]})}, Path(folder))
    ...     path.name, path.read_text("utf-8-sig").split()
    ('places.csv', ['name', '云溪镇'])
    """
    from extract.tables import csv_files

    with csv_files.opened(folder, _sheets(tables)) as files:
        for name, made in tables.items():
            for row in _rows(made):
                files.add(name, row)
    return [folder / f"{name}.csv" for name in tables]


def write_xlsx(tables: Frames, path: Path) -> list[str]:
    """Write a workbook of one sheet a table, with its head row frozen and filtered, numbers as numbers, days as days.

    Returns a note on each thing beyond Excel's limits: a table of too many rows continues in a further sheet, a text of
    too many characters is cut.

    >>> import pandas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_xlsx({"places": pandas.DataFrame({"name": ["云溪镇" * 11_000]})}, Path(folder, "地名.xlsx"))
    ['places: 1 text is longer than a cell holds and ends in …; the JSONL has it whole']
    """
    from extract.tables import workbook

    with workbook.opened(path, _sheets(tables)) as book:
        for name, made in tables.items():
            for row in _rows(made):
                book.add(name, row)
    return book.notes


def _sheets(tables: Frames) -> dict[str, Sheet]:
    return {name: _sheet(name, tuple(map(str, made.columns))) for name, made in tables.items()}


def _sheet(name: str, heads: tuple[str, ...]) -> Sheet:
    known = {one.head: one for one in (column(name, key) for key in COLUMNS.get(name, ()))}
    columns = tuple(known.get(head, Column(head, head, "text")) for head in heads)
    means = tuple(meaning(name, one).english if one.head in known else "" for one in columns)
    return Sheet(name, columns, heads, meanings()[name].english if known else "", means)


def _rows(made: pd.DataFrame) -> Iterator[Row]:
    for row in made.itertuples(index=False, name=None):
        yield tuple(_cell(value) for value in row)


def _cell(value: Any) -> Any:
    """A pandas cell as a plain value: None for NaN, NaT or NA, a date for a Timestamp, a Python number for one of numpy.

    Anything that is neither text, number nor day, such as a list, becomes text.

    >>> import pandas
    >>> _cell(["明前茶", "雨前茶"]), _cell(pandas.NA), _cell(pandas.Timestamp("2026-03-09"))
    ("['明前茶', '雨前茶']", None, datetime.date(2026, 3, 9))
    """
    import pandas as pd

    if isinstance(value, str):
        return value
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    return _number(value)


def _number(value: Any) -> bool | int | float | str:
    """The value as a bool, int or float; as text where it is none of these, or infinite.

    >>> import numpy
    >>> _number(numpy.bool_(True)), _number(Decimal("1.5")), _number(float("inf")), _number({"亩": 3})
    (True, 1.5, 'inf', "{'亩': 3}")
    """
    import pandas as pd

    types = pd.api.types
    if types.is_bool(value):
        return bool(value)
    if types.is_integer(value):
        return int(value)
    return float(value) if (types.is_float(value) or isinstance(value, Decimal)) and isfinite(value) else str(value)
