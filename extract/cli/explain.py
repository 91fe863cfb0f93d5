"""`policy-extract explain`: why each record came out as it did."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from extract.cli.options import reading
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED, complain
from extract.errors import SourceError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("explain", help="each sentence with its records, their rules, and what was rejected")
    parser.add_argument("file", help="a bulletin (- for standard input)")
    reading(parser)
    parser.set_defaults(command=_explain)


def _explain(given: argparse.Namespace) -> int:
    from extract import explain, pipeline

    rules = rules_of(given)
    code = OK
    dates = {"published": given.published, "published_default": given.published_default}
    read = pipeline.articles(given.file, **dates, rules=rules, ner=given.ner, columns=dict(given.column))
    for article in read:
        if isinstance(article, SourceError):
            complain(str(article))
            code = SOME_FAILED
            continue
        print("\n".join(explain.lines(article, pipeline.reasons(article, rules, given.ner))))
    return code
