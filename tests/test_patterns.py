"""Every example of every pattern file: the rule alone, and within the whole rule set."""

from __future__ import annotations

import pytest

from extract import check
from extract.patterns import load_rules

RULES = load_rules()


def by_file() -> dict[str, list[check.Case]]:
    """The examples of each file."""
    found: dict[str, list[check.Case]] = {}
    for case in check.cases(RULES):
        found.setdefault(case.example.where.partition(":")[0], []).append(case)
    return found


CASES = by_file()


@pytest.mark.parametrize("file", CASES)
def test_every_example_of_a_file(file: str) -> None:
    """One test a file: what fails is named with its line, and pytest need not announce thousands."""
    assert [str(failure) for case in CASES[file] for failure in check.failures(case, RULES)] == []


def test_every_rule_was_asked() -> None:
    asked = {case.rule for case in check.cases(RULES)}
    assert {rule.id for rule in RULES.rules} <= asked
