"""`policy-extract check`: the examples of the pattern files, run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.parser import OK, SOME_FAILED

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("check", help="run the examples of the pattern files")
    parser.add_argument("--patterns", type=Path, metavar="DIR", help="the folder of pattern files (default: our own)")
    parser.set_defaults(command=_check)


def _check(given: argparse.Namespace) -> int:
    from extract import check
    from extract.patterns import load_rules

    rules = load_rules(given.patterns)
    cases = check.cases(rules)
    failures = [failure for case in cases for failure in check.failures(case, rules)]
    for failure in failures:
        print(failure)
    print(f"{len(cases)} examples, {len(failures)} failures")
    return SOME_FAILED if failures else OK
