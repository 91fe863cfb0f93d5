"""`policy-extract report`: a dataset -> one page to read, filter and review it in, without a network."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import add_datasets, given_datasets
from extract.cli.options import number, unwritten
from extract.cli.parser import OK, complain
from extract.cli.telling import articles, tell, telling

if TYPE_CHECKING:
    from extract.cli.parser import Commands

_LARGE = 30  # megabytes: beyond that a laptop's browser takes seconds to open the page


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("report", help="a dataset as one page to read, filter, chart and review, offline")
    add_datasets(parser)
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="the page (default: report.html inside the dataset)")
    parser.add_argument("--review", type=Path, action="append", default=[], metavar="FILE", help="decisions of earlier reviews, to go on from")
    parser.add_argument("--limit", type=number, metavar="N", help="the first N articles only")
    telling(parser)
    parser.set_defaults(command=_report)


def _report(given: argparse.Namespace) -> int:
    from extract import emit, report, review
    from extract.archive import lock

    paths = given_datasets(given.dataset)
    out = given.out or (paths[0] if paths[0].is_dir() else paths[0].parent) / "report.html"
    lines = articles(islice(emit.read_jsonl(*paths), given.limit), given)
    try:
        with lock.alone(out), emit.replacing(out) as file:
            for piece in report.page(lines, paths[0].resolve().stem, review.read(given.review).lines()):
                file.write(piece)
    except OSError as error:
        raise unwritten(out, error) from error
    megabytes = out.stat().st_size / 1e6
    if megabytes > _LARGE:
        complain(f"{out}: {megabytes:.0f} MB, which a browser opens slowly; name fewer datasets or parts, or take --limit 2000")
    tell(given, f"{out}: {megabytes:.1f} MB; open it in a browser")
    return OK
