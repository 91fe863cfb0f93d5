"""Lines -> pandas DataFrames, and back to files. All rows are in memory here; `tables.write` holds none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.tables import csv_files, workbook
from extract.tables.rows import COLUMNS, DAYS, Row, heads, is_number, rows, whole

if TYPE_CHECKING:
    import pandas as pd

    Frames = dict[str, pd.DataFrame]


def frames(lines: Iterable[Mapping[str, Any]], *, repeated: bool = False) -> Frames:
    """One DataFrame a record type. A statement that repeats another (a headline's twin, `same_as`) is a row only
    where `repeated` ones are asked for. `reprint_of` of an article is where the same text (the same id) stood first.
    """
    found: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for name, row in rows(lines, repeated=repeated):
        found[name].append(row)
    return {name: _frame(name, table) for name, table in found.items()}


def with_heads(tables: Frames, heads: Mapping[str, str]) -> Frames:
    """The same tables under other heads (列名): those of the mapping, and their own where it has none."""
    return {heads.get(name, name): frame.rename(columns=dict(heads)) for name, frame in tables.items()}


def write_csv(tables: Frames, folder: Path) -> list[Path]:
    """One CSV file a table, in UTF-8 with the mark by which Excel knows it. Text that Excel would calculate gets a '."""
    with csv_files.opened(folder, _heads(tables)) as files:
        for name, frame in tables.items():
            for row in _rows(frame):
                files.add(name, row)
    return [folder / f"{name}.csv" for name in tables]


def write_xlsx(tables: Frames, path: Path) -> list[str]:
    """One sheet a table, head frozen and filtered, numbers as numbers, days as days.

    Returns what Excel had no room for, one line each: a table of more rows goes on in a further sheet, a text of more
    characters is cut.
    """
    with workbook.opened(path, _heads(tables)) as book:
        for name, frame in tables.items():
            for row in _rows(frame):
                book.add(name, row)
    return book.notes


def _frame(name: str, table: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    columns = heads(name)
    frame = pd.DataFrame([tuple(map(whole, row)) for row in table], columns=columns)
    for column in columns:
        if column in DAYS:
            # Whole seconds reach from year 1 to 9999; the usual nanoseconds end at 1677.
            frame[column] = pd.Series(frame[column], dtype="datetime64[s]")
        elif is_number(name, column):
            frame[column] = frame[column].astype("float64")
    return frame


def _heads(tables: Frames) -> dict[str, tuple[str, list[str]]]:
    return {name: (name, list(frame.columns)) for name, frame in tables.items()}


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    for row in frame.itertuples(index=False, name=None):
        yield tuple(_cell(value) for value in row)


def _cell(value: Any) -> Any:
    """The cell as `rows` has it: None for what pandas calls NaN or NaT, a day for its Timestamp."""
    if value is None or value != value:
        return None
    return value.date() if isinstance(value, dt.datetime) else value
