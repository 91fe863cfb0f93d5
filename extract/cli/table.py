"""`policy-extract table`: a dataset -> a spreadsheet, CSV or Parquet files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import add_datasets, given_datasets
from extract.cli.parser import OK, complain
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("table", help="a dataset as a spreadsheet, or as CSV or Parquet files")
    add_datasets(parser)
    forms = "one workbook, or one file a record type"
    parser.add_argument("--to", choices=("xlsx", "csv", "parquet"), default="xlsx", help=forms)
    where = "the workbook, or the folder of files (default: inside the dataset)"
    parser.add_argument("--out", type=Path, help=where)
    parser.add_argument("--chinese-heads", action="store_true", help="column heads in Chinese (中文列名)")
    parser.add_argument("--repeated", action="store_true", help="also statements that repeat another (same_as)")
    parser.set_defaults(command=_table)


def _table(given: argparse.Namespace) -> int:
    from extract import emit, tables
    from extract.archive import dataset

    paths = given_datasets(given.dataset)
    out = given.out or _inside(paths, "tables.xlsx" if given.to == "xlsx" else "tables")
    names = tables.chinese_heads() if given.chinese_heads else None
    totals = dataset.Totals()
    lines = totals.counted(emit.read_jsonl(*paths))
    try:
        written = tables.write(lines, out, given.to, names=names, repeated=given.repeated)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror or error}") from error
    for line in (*written.notes, *dataset.doubts(paths, totals)):
        complain(line)
    print("\n".join([*totals.lines(given.repeated), f"{written.rows.total()} rows in {len(tables.COLUMNS)} tables: {out}"]))
    return OK


def _inside(paths: Sequence[Path], name: str) -> Path:
    """Where tables lie when nobody says where: in the dataset, or beside the part."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    if len(folders) > 1:
        raise UsageError(f"tables of {len(folders)} datasets: name with --out where they are to lie")
    return folders.pop() / name
