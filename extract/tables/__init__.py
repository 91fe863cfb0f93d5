"""Lines -> DataFrames, CSV, XLSX, Parquet, SQLite, JSON lines: one table a record type, one row a record. The only room that
knows pandas.

Tables are a pure function of the lines. Every row names its article and carries the sentence that proves it. `write`
takes the lines as they come and holds none of them; `frames` holds all. The room can be called: `extract.tables(lines)`.
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
    """Open files of tables: where rows go, and what a form had no room for, known when they are closed."""

    notes: list[str]

    def add(self, table: str, row: Row) -> None:
        """Write one row."""


class _Opened(Protocol):
    def __call__(self, out: Path, sheets: Sheets, /) -> AbstractContextManager[Files]: ...


FORMS = {"xlsx": "workbook", "csv": "csv_files", "parquet": "parquet", "sqlite": "database", "jsonl": "json_files"}
"""One workbook or database, or a folder of one file a table; and the module that writes it, imported when it is used."""
ONE_FILE = ("xlsx", "sqlite")


@dataclass(slots=True)
class Written:
    """Which tables were written, of how many rows each, and what there is to say of them, a line each."""

    tables: tuple[str, ...] = ()
    rows: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tables are made, and how.

    `keep` are columns of the input rows, `only` some of the tables (all where it is empty), `chinese` says that heads and
    codes stand in Chinese, `repeated` that statements which repeat another are rows, too. `where` are columns, each with a
    value: of the tables that have them, only the rows with these values. Tables, columns and values may be written in Chinese.
    """

    keep: Sequence[str] = ()
    only: Sequence[str] = ()
    chinese: bool = False
    repeated: bool = False
    where: chosen.Conditions = ()

    def __post_init__(self) -> None:
        """Tables and columns are known by their own names: 面板 is panel, 地区 is place."""
        of_tables, of_columns = _english_names()
        object.__setattr__(self, "only", _english(self.only, of_tables))
        columns, values = [column for column, _ in self.where], [value for _, value in self.where]
        object.__setattr__(self, "where", tuple(zip(_english(columns, of_columns), values, strict=True)))


def write(lines: Lines, out: Path, to: str, wanted: Wanted | None = None, *, rules: Rules | None = None) -> Written:
    """What was written of the lines: to the workbook or database `out`, or to the folder `out`, one file a table.

    `to` is one of FORMS. Rows go to the disk as the lines come, so that memory stays the same for an archive of any size.

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
    """One DataFrame a table, of lines or articles.

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
    """What opens the files of a form."""
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
    """Head in Chinese -> what a table is called, and what a column is."""
    heads = {codebook.meaning(table, one).head: one.head for table, columns in tables().items() for one in columns}
    return {meanings()[table].head: table for table in COLUMNS}, heads


def _english(given: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Names of tables or columns as they are called, for those or for Chinese heads.

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
    """The rows of the lines, then those of the codebook, codes in Chinese where that is wanted."""
    used: dict[str, set[str]] = {head: set() for head in (codebook.INDICATORS, codebook.UNITS)}
    rows = made.of(line.as_dict() if isinstance(line, Article) else line for line in lines)
    coded = partial(codebook.chinese_name_of, rules=rules)
    found = _noted(chosen.chosen(rows, columns, wanted.where, coded) if wanted.where else rows, columns, used)
    yield from _in_chinese(found, columns, rules) if wanted.chinese else found
    for entry in codebook.rows(columns, used, rules) if "codebook" in columns else ():
        yield "codebook", tuple(entry.get(column.head) for column in columns["codebook"])


def _noted(rows: Iterable[tuple[str, Row]], columns: Mapping[str, tuple[Column, ...]], used: Mapping[str, set[str]]) -> Iterator[tuple[str, Row]]:
    """The same rows; the codes that stand in them are noted, by column."""
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
    """The columns to keep that no input row has."""
    for name, count in made.kept.items():
        if not count:
            has = "、".join(made.met) or "none"
            yield f"no input row has a column {name}; the rows have {has}"


def _untaught(made: Rows) -> Iterator[str]:
    """The indicators that the run was taught and the tables were not."""
    if made.unknown:
        named = ", ".join(made.unknown)
        yield f"theme and dimension of {named} are not known: give --add-patterns with the folder of pattern files that the run had"


class _Callable(ModuleType):
    """The room itself as `frames`: extract.tables(lines)."""

    def __call__(self, lines: Lines, wanted: Wanted | None = None, *, rules: Rules | None = None, **said: Any) -> dict[str, pd.DataFrame]:
        """One DataFrame a table, of lines or articles; `rules` where they were read with others than ours."""
        return frames(lines, wanted or Wanted(**said), rules=rules)


sys.modules[__name__].__class__ = _Callable
