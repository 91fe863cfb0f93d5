"""Every example of every pattern file: the rule alone, and within the whole rule set."""

from __future__ import annotations

import pytest

from extract import check
from extract.patterns import load_rules

RULES = load_rules()


@pytest.mark.parametrize("case", check.cases(RULES), ids=str)
def test_example(case: check.Case) -> None:
    assert [str(failure) for failure in check.failures(case, RULES)] == []


def test_every_rule_was_asked() -> None:
    asked = {case.rule for case in check.cases(RULES)}
    assert {rule.id for rule in RULES.rules} <= asked
