"""`policy-extract verify`: whether a dataset is what it says it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import add_datasets, given_datasets
from extract.cli.options import patterns
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED
from extract.cli.telling import passing, tell, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("verify", help="whether a dataset is whole: lines, spans, alignment, manifest")
    add_datasets(parser)
    where = "the folder below which the sources lie now (default: where the run found them)"
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help=where)
    parser.add_argument("--no-sources", action="store_true", help="read no source again: alignment is not held against them")
    patterns(parser)
    telling(parser)
    parser.set_defaults(command=_verify)


def _verify(given: argparse.Namespace) -> int:
    from extract.archive import verify

    if given.sources is not None and not given.sources.is_dir():
        raise UsageError(f"{given.sources}: no folder; name the one that the inputs of the run lie in now, or leave them out with --no-sources")
    paths = given_datasets(given.dataset)
    asked = verify.Asked(
        sources=given.sources,
        rules=rules_of(given) if given.patterns or given.add_patterns else None,
        again=not given.no_sources,
        passing=lambda parts: passing(parts, given, "parts"),
    )
    checked = verify.Checked()
    count = 0
    for finding in verify.findings(paths, checked, asked):
        print(finding)
        count += 1
    tell(given, *checked.lines(), f"{count} findings" if count != 1 else "1 finding")
    return SOME_FAILED if count else OK
