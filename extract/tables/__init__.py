"""Lines -> DataFrames, CSV, XLSX, Parquet, SQLite, JSON lines: one table a record type, one row a record. The only room that
uses pandas.

Tables are a pure function of the lines. The row of a record names its article and quotes its sentence as evidence. `write`
takes the lines as they come and keeps none in memory; `frames` keeps all rows. The room can be called: `extract.tables(lines)`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from extract import patterns
from extract.errors import UsageError
from extract.meanings import meanings
from extract.model import Article
from extract.patterns import Rules
from extract.tables import chosen, codebook
from extract.tables.columns import COLUMNS as COLUMNS
from extract.tables.columns import Column, tables
from extract.tables.dataframes import frame
from extract.tables.dataframes import with_heads as with_heads
from extract.tables.dataframes import write_csv as write_csv
from extract.tables.dataframes import write_xlsx as write_xlsx
from extract.tables.files import Sheets
from extract.tables.rows import Row, Rows
from extract.tables.rows import one_line as one_line

if TYPE_CHECKING:
    import pandas as pd

Lines = Iterable[Article | Mapping[str, Any]]


class Files(Protocol):
    """The open files of tables; once they are closed, `notes` says what the file format had no room for."""

    notes: list[str]

    def add(self, table: str, row: Row) -> None:
        """Write one row."""


class _Opened(Protocol):
    def __call__(self, out: Path, sheets: Sheets, /) -> AbstractContextManager[Files]: ...


FORMS = {"xlsx": "workbook", "csv": "csv_files", "parquet": "parquet", "sqlite": "database", "jsonl": "json_files"}
"""The module that writes each file format (imported when used): one workbook or database, or a folder of one file a table."""
ONE_FILE = ("xlsx", "sqlite")


@dataclass(slots=True)
class Written:
    """The tables that were written, the number of rows of each, and notes on them, one line each."""

    tables: tuple[str, ...] = ()
    rows: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tables are made, and how.

    `keep` are columns of the input rows to carry over, `only` the tables to make (empty: all), `chinese` puts heads and codes
    in Chinese, `repeated` adds statements that repeat another. `where` are pairs of column and value: only tables with all these
    columns are made, of only the rows with these values. Tables, columns and values may be written in Chinese.
    """

    keep: Sequence[str] = ()
    only: Sequence[str] = ()
    chinese: bool = False
    repeated: bool = False
    where: chosen.Conditions = ()

    def __post_init__(self) -> None:
        """Translate Chinese names of tables and columns: 面板 is panel, 地区 is place."""
        of_tables, of_columns = _english_names()
        object.__setattr__(self, "only", _english(self.only, of_tables))
        columns, values = [column for column, _ in self.where], [value for _, value in self.where]
        object.__setattr__(self, "where", tuple(zip(_english(columns, of_columns), values, strict=True)))


def write(lines: Lines, out: Path, to: str, wanted: Wanted | None = None, *, rules: Rules | None = None) -> Written:
    """Write the tables of `lines` to the workbook or database `out`, or to the folder `out`, one file a table; returns what was written.

    `to` is one of FORMS. Rows go to the disk as the lines come, so that the memory needed does not grow with the archive.

    >>> from tempfile import TemporaryDirectory
    >>> from extract import annotate
    >>> with TemporaryDirectory() as folder:
    ...     written = write([annotate("云溪镇力争到2027年茶园达到5万亩。")], Path(folder, "tables"), "csv", Wanted(only=["targets"]))
    ...     written.rows, [file.name for file in sorted(Path(folder, "tables").iterdir())]
    (Counter({'targets': 1}), ['datapackage.json', 'targets.csv'])
    """
    wanted, rules = wanted or Wanted(), rules or patterns.load_rules()
    columns = _columns(wanted)
    written, made = Written(tuple(columns)), Rows(columns, rules, repeated=wanted.repeated)
    with _opened(to)(out, codebook.sheets(columns, chinese=wanted.chinese)) as files:
        for table, row in _all_rows(lines, made, columns, rules, wanted):
            files.add(table, row)
            written.rows[table] += 1
    written.notes = [*files.notes, *_never_met(made), *_untaught(made), *chosen.nothing(written.rows, wanted.where)]
    return written


def frames(lines: Lines, wanted: Wanted | None = None, *, rules: Rules | None = None) -> dict[str, pd.DataFrame]:
    """Return one DataFrame for each table, made of lines or articles.

    >>> from extract import annotate
    >>> made = frames([annotate("云溪镇力争到2027年茶园达到5万亩。")], Wanted(only=["targets"]))
    >>> made["targets"][["indicator_text", "unit", "readable"]].values.tolist(), float(made["targets"]["value"][0])
    ([['茶园', 'mu', '5万亩']], 50000.0)
    """
    wanted, rules = wanted or Wanted(), rules or patterns.load_rules()
    columns = _columns(wanted)
    found: dict[str, list[Row]] = {name: [] for name in columns}
    for name, row in _all_rows(lines, Rows(columns, rules, repeated=wanted.repeated), columns, rules, wanted):
        found[name].append(row)
    made = {name: frame(columns[name], rows) for name, rows in found.items()}
    sheets = codebook.sheets(columns, chinese=wanted.chinese)
    return {sheets[name].name: one.set_axis(list(sheets[name].heads), axis=1) for name, one in made.items()}


def _opened(to: str) -> _Opened:
    """The function that opens the files of a format, one of FORMS."""
    found: _Opened = import_module(f"{__name__}.{FORMS[to]}").opened
    return found


def chinese_heads() -> dict[str, str]:
    """Table or column -> its head in Chinese.

    >>> heads = chinese_heads()
    >>> heads["targets"], heads["place_code"], heads["year"]
    ('目标', '地区代码', '年份')
    """
    columns = tables()
    heads = {column.head: codebook.meaning(table, column).head for table in reversed(columns) for column in columns[table]}
    return heads | {table: meanings()[table].head for table in columns}


@cache
def _english_names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Two mappings from Chinese heads: to the names of tables, and to the names of columns."""
    heads = {codebook.meaning(table, one).head: one.head for table, columns in tables().items() for one in columns}
    return {meanings()[table].head: table for table in COLUMNS}, heads


def _english(given: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The names of tables or columns in English; `given` may hold Chinese heads, and unknown names stay as they are.

    >>> _english(["地区代码", "year", "区县"], _english_names()[1])
    ('place_code', 'year', '区县')
    """
    return tuple(names.get(one, one) for one in given)


def _columns(wanted: Wanted) -> dict[str, tuple[Column, ...]]:
    unknown = [name for name in wanted.only if name not in COLUMNS]
    if unknown:
        raise UsageError(f"no table {'、'.join(unknown)}; there are {', '.join(COLUMNS)}")
    made = tables(wanted.keep, wanted.only)
    return chosen.having(made, wanted.where, wanted.only) if wanted.where else made


def _all_rows(lines: Lines, made: Rows, columns: Mapping[str, tuple[Column, ...]], rules: Rules, wanted: Wanted) -> Iterator[tuple[str, Row]]:
    """The rows of the lines (with codes in Chinese if wanted), then those of the codebook."""
    used: dict[str, set[str]] = {head: set() for head in (codebook.INDICATORS, codebook.UNITS)}
    rows = made.of(line.as_dict() if isinstance(line, Article) else line for line in lines)
    coded = partial(codebook.chinese_name_of, rules=rules)
    found = _noted(chosen.chosen(rows, columns, wanted.where, coded) if wanted.where else rows, columns, used)
    yield from _in_chinese(found, columns, rules) if wanted.chinese else found
    for entry in codebook.rows(columns, used, rules) if "codebook" in columns else ():
        yield "codebook", tuple(entry.get(column.head) for column in columns["codebook"])


def _noted(rows: Iterable[tuple[str, Row]], columns: Mapping[str, tuple[Column, ...]], used: Mapping[str, set[str]]) -> Iterator[tuple[str, Row]]:
    """Pass the rows on unchanged, and add their codes to `used`, by column."""
    coded = {table: [(place, used[one.head]) for place, one in enumerate(some) if one.head in used] for table, some in columns.items()}
    for table, row in rows:
        for place, codes in coded[table]:
            if row[place]:
                codes.add(row[place])
        yield table, row


def _in_chinese(rows: Iterable[tuple[str, Row]], columns: Mapping[str, tuple[Column, ...]], rules: Rules) -> Iterator[tuple[str, Row]]:
    """The same rows with their codes in Chinese."""
    coded = {
        table: [(place, name_of) for place, column in enumerate(some) if (name_of := codebook.chinese_name_of(table, column, rules))]
        for table, some in columns.items()
    }
    for table, row in rows:
        cells = list(row)
        for place, name_of in coded[table]:
            if cells[place] is not None:
                cells[place] = name_of(cells[place])
        yield table, tuple(cells)


def _never_met(made: Rows) -> Iterator[str]:
    """A note on each column to keep that no input row has."""
    for name, count in made.kept.items():
        if not count:
            has = "、".join(made.met) or "none"
            yield f"no input row has a column {name}; the rows have {has}"


def _untaught(made: Rows) -> Iterator[str]:
    """A note on the indicators that the patterns of the run had and those of the tables do not have."""
    if made.unknown:
        named = ", ".join(made.unknown)
        yield f"theme and dimension of {named} are not known: give --add-patterns with the folder of pattern files that the run had"


class _Callable(ModuleType):
    """Makes the room itself callable as `frames`: extract.tables(lines)."""

    def __call__(self, lines: Lines, wanted: Wanted | None = None, *, rules: Rules | None = None, **said: Any) -> dict[str, pd.DataFrame]:
        """Return what `frames` does; `said` are fields of `Wanted`, `rules` are needed if the lines were made with other patterns than ours."""
        return frames(lines, wanted or Wanted(**said), rules=rules)


sys.modules[__name__].__class__ = _Callable
