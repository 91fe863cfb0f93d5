"""`policy-extract table`: a dataset -> a spreadsheet, or CSV, Parquet, SQLite, JSON lines."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import add_datasets, given_datasets
from extract.cli.options import patterns, unwritten
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED, complain
from extract.cli.telling import articles, tell, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands
    from extract.tables import Written

_FEW = 2  # tables that are named in the last line
_ENDINGS = {"xlsx": (".xlsx", ""), "sqlite": (".sqlite", ".sqlite3", ".db", "")}
"""What the one file of a form may be called; the others make a folder."""


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("table", help="a dataset as a spreadsheet, or as CSV, Parquet, SQLite or JSON lines")
    add_datasets(parser)
    forms = "one workbook or database, or one file a table (csv with datapackage.json, jsonl of one flat shape)"
    parser.add_argument("--to", choices=("xlsx", "csv", "parquet", "sqlite", "jsonl"), default="xlsx", help=forms)
    lies = "the workbook or database, or the folder of files (default: inside the dataset)"
    parser.add_argument("--out", type=Path, help=lies)
    parser.add_argument("--heads", choices=("en", "zh"), default="en", help="heads and codes in English or Chinese (中文列名)")
    keep = "a column of the input rows to stand in each row as row_COLUMN (again for more)"
    parser.add_argument("--keep", action="append", default=[], metavar="COLUMN", help=keep)
    only = "only this table, such as panel (again for more)"
    parser.add_argument("--only", action="append", default=[], metavar="TABLE", help=only)
    where = "only rows with this value in this column, as indicator_id=gdp, in words of either heads (again for more); tables without the column are left out"
    parser.add_argument("--where", type=_condition, action="append", default=[], metavar="COLUMN=VALUE", help=where)
    parser.add_argument("--repeated", action="store_true", help="also statements that repeat another (same_as)")
    patterns(parser)
    telling(parser)
    parser.set_defaults(command=_table)


def _table(given: argparse.Namespace) -> int:
    from extract import emit, tables
    from extract.archive import dataset, lock

    paths = given_datasets(given.dataset)
    out = _named(given.out, given.to) if given.out else _inside(paths, f"tables.{given.to}" if given.to in tables.ONE_FILE else "tables")
    wanted = tables.Wanted(keep=given.keep, only=given.only, chinese=given.heads == "zh", repeated=given.repeated, where=given.where)
    totals = dataset.Totals()
    lines = totals.counted(articles(emit.read_jsonl(*paths), given))
    try:
        with lock.alone(out):
            written = tables.write(lines, out, given.to, wanted, rules=rules_of(given) if given.patterns or given.add_patterns else None)
    except OSError as error:
        raise unwritten(out, error) from error
    for line in (*written.notes, *_narrowed(given, written, out), *dataset.doubts(paths, totals)):
        complain(line)
    tell(given, *totals.lines(given.repeated), f"{_counts(written)}: {out}")
    return SOME_FAILED if given.where and not _rows(written) else OK


def _narrowed(given: argparse.Namespace, written: Written, out: Path) -> list[str]:
    """A line where the dataset's own tables now hold only some of its rows."""
    if not given.where or given.out or not _rows(written):
        return []
    names, asked = ", ".join(name for name, count in written.rows.items() if count), ", ".join(map("=".join, given.where))
    return [f"{out}: its {names} now hold{'s' * (',' not in names)} only rows with {asked}; --out FOLDER keeps a selection apart"]


def _rows(written: Written) -> int:
    """How many rows there are, but for the codebook's."""
    from extract.tables.chosen import EXPLAINS

    return sum(count for name, count in written.rows.items() if name != EXPLAINS)


def _counts(written: Written) -> str:
    """How many rows there are in which tables; the codebook is none of them."""
    from extract.tables.chosen import EXPLAINS
    from extract.text import counted

    names = [name for name in written.tables if name != EXPLAINS]
    rows = counted(_rows(written), "row")
    if len(names) <= _FEW:
        return f"{rows} in {' and '.join(names)}" if names else "the codebook"
    return f"{rows} in {len(names)} tables" + ", and the codebook" * (EXPLAINS in written.tables)


def _condition(typed: str) -> tuple[str, str]:
    column, equals, value = typed.partition("=")
    if not equals or not column:
        raise argparse.ArgumentTypeError(f"{typed} is no column with a value; write it as indicator_id=gdp")
    return column, value


def _named(out: Path, form: str) -> Path:
    """Where the tables go; UsageError for a name that says something else than what is written there: --out targets.csv, and no --to csv."""
    ending = out.suffix.lower()
    if form in _ENDINGS and ending not in _ENDINGS[form] and not out.is_dir():
        other = f", or say --to {ending[1:]} and a folder" if ending[1:] in ("csv", "parquet", "jsonl") else ""
        raise UsageError(f"{out}: --to {form} writes one file; call it {out.with_suffix(_ENDINGS[form][0])}{other}")
    if form not in _ENDINGS and ending == f".{form}":
        raise UsageError(f"{out}: --to {form} writes one file a table; name a folder for them, as {out.with_suffix('')}")
    return out


def _inside(paths: Sequence[Path], name: str) -> Path:
    """Where tables lie when nobody says where: in the dataset, or beside the part."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    if len(folders) > 1:
        raise UsageError(f"tables of {len(folders)} datasets: name with --out where they are to lie")
    return folders.pop() / name
