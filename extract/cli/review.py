"""`policy-extract review apply` and `policy-extract gold`: a dataset, and what was decided on it, as gold."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.cli.datasets import add_datasets, article_lines
from extract.cli.options import unwritten
from extract.cli.parser import OK, complain
from extract.cli.telling import articles, tell, telling

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the commands into the parser."""
    parser = commands.add_parser("review", help="make gold of what was decided in the page of `report` or in `serve`")
    apply = parser.add_subparsers(required=True, metavar="COMMAND").add_parser("apply", help="decisions and their dataset -> gold lines")
    add_datasets(apply)
    files = "decisions, as the page writes them (several: the last one on a statement holds)"
    apply.add_argument("--review", type=Path, action="append", required=True, metavar="FILE", help=files)
    _out(apply)
    apply.set_defaults(command=_apply)
    gold = commands.add_parser("gold", help="a dataset as gold lines, to be corrected by hand")
    add_datasets(gold)
    _out(gold)
    gold.set_defaults(command=_gold)


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the file of gold lines to write")
    telling(parser)


def _apply(given: argparse.Namespace) -> int:
    from extract import review
    from extract.text import counted

    decided = review.read(given.review)
    written = write(given.out, review.applied(articles(article_lines(given.dataset), given), decided))
    for line in decided.lost:
        complain(line)
    counts = decided.counts
    agreed = f": agreement {decided.agreement:.0%}" * any(counts.values())  # of nothing that was decided there is none
    tell(
        given,
        f"{counts['accept']} accepted, {counts['correct']} corrected, {counts['reject']} rejected, {counts['add']} added{agreed}",
        f"{counted(written, 'gold line')}: {given.out}",
    )
    return OK


def _gold(given: argparse.Namespace) -> int:
    from extract import review
    from extract.text import counted

    written = write(given.out, review.gold(articles(article_lines(given.dataset), given)))
    tell(given, f"{counted(written, 'gold line')}: {given.out}")
    return OK


def write(path: Path, lines: Iterable[Mapping[str, Any]]) -> int:
    """How many lines were written to a file; UsageError where it cannot be written to."""
    from extract import emit

    try:
        return emit.write(path, lines)
    except OSError as error:
        raise unwritten(path, error) from error
