"""`policy-extract table`: a dataset -> a spreadsheet or CSV files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import article_lines
from extract.cli.parser import OK, complain
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("table", help="a dataset as a spreadsheet or as CSV files")
    parser.add_argument("dataset", type=Path, help="a folder that `run` wrote, or one file of JSON lines")
    parser.add_argument("--to", choices=("xlsx", "csv"), default="xlsx", help="one workbook, or one file a record type")
    parser.add_argument(
        "--out", type=Path, help="the workbook, or the folder of CSV files (default: inside the dataset)"
    )
    parser.add_argument("--chinese-heads", action="store_true", help="column heads in Chinese (中文列名)")
    parser.add_argument("--repeated", action="store_true", help="also statements that repeat another (same_as)")
    parser.set_defaults(command=_table)


def _table(given: argparse.Namespace) -> int:
    from extract import tables

    made = tables.frames(article_lines(given.dataset), repeated=given.repeated)
    if given.chinese_heads:
        made = tables.with_heads(made, tables.chinese_heads())
    inside = given.dataset if given.dataset.is_dir() else given.dataset.parent
    out = given.out or inside / ("tables" if given.to == "csv" else "tables.xlsx")
    try:
        if given.to == "csv":
            tables.write_csv(made, out)
        else:
            for line in tables.write_xlsx(made, out):
                complain(line)
    except OSError as error:
        raise UsageError(f"{error.filename or out}: cannot be written: {error.strerror or error}") from error
    print(f"{sum(len(frame) for frame in made.values())} rows in {len(made)} tables: {out}")
    return OK
