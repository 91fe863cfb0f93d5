"""`policy-extract check`: the examples of the pattern files, run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.cli.options import patterns
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED
from extract.cli.telling import passing, tell, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.check import Case
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("check", help="run the examples of the pattern files")
    patterns(parser)
    telling(parser)
    parser.set_defaults(command=_check)


def _check(given: argparse.Namespace) -> int:
    from extract import check

    rules = rules_of(given)
    cases = check.cases(rules)
    if not cases:
        raise UsageError(f"{given.patterns}: no rule or entry with an example in this folder; --patterns takes a whole folder in place of ours")
    added = _added(given, cases)
    failures = [failure for case in passing(cases, given, "examples", lambda case: case.rule) for failure in check.failures(case, rules)]
    for failure in failures:
        print(failure)
    tell(given, f"{len(cases)} examples{added}, {len(failures)} failures")
    return SOME_FAILED if failures else OK


def _added(given: argparse.Namespace, cases: Sequence[Case]) -> str:
    """How many of the examples are those of added files; ours run as well, for a word added here may break one there."""
    if not given.add_patterns:
        return ""
    from extract import check
    from extract.patterns import load_rules

    ours = {(case.rule, case.example.where) for case in check.cases(load_rules(given.patterns))}
    return f" ({sum((case.rule, case.example.where) not in ours for case in cases)} of them yours)"
