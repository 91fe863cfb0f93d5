"""`policy-extract check`: the examples of the pattern files, run."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from extract.cli.options import patterns
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("check", help="run the examples of the pattern files")
    patterns(parser)
    parser.set_defaults(command=_check)


def _check(given: argparse.Namespace) -> int:
    from extract import check

    rules = rules_of(given)
    cases = check.cases(rules)
    failures = [failure for case in cases for failure in check.failures(case, rules)]
    for failure in failures:
        print(failure)
    print(f"{len(cases)} examples, {len(failures)} failures")
    return SOME_FAILED if failures else OK
