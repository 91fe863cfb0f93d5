"""The examples of a rule are run as they say, and a wrong one is named with file and line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bulletin import article

from extract import check, pipeline, recognise
from extract.model import Amount, Article, Mentions, Rejected
from extract.patterns import Rules, load_rules
from extract.text import fold

HEAD = """
kind: {kind}
rules:
  - id: amount.yuan
    needs: [元]
    match: '(?<number>\\d+) (?<scale>亿)? 元 (?!旦)'
"""


def mentions(made: Article, rules: Rules) -> Mentions:
    """A recogniser of one idea: what a rule matches is an amount in yuan, or rejected."""
    amounts, rejected = [], []
    for rule in rules.rules:
        for found in rule.matches(fold(made.text)):
            where = (made.text[slice(*found.span())], *found.span())
            if rule.kind == "reject":
                rejected.append(Rejected(*where, rule.id, rule.note))
            else:
                value = Decimal(found["number"]) * (10**8 if found["scale"] else 1)
                amounts.append(Amount(f"a{len(amounts)}", *where, 0, rule.id, "money", value, None, "CNY", "eq", False, None))
    return Mentions(amounts=tuple(amounts), rejected=tuple(rejected))


def annotate(text: str, *, published: Any = None, rules: Rules) -> Article:
    bare = replace(article(), text=text, targets=(), actuals=(), sentences=((0, len(text)),))
    return replace(bare, amounts=mentions(bare, rules).amounts)


@pytest.fixture(autouse=True)
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "mentions", mentions, raising=False)
    monkeypatch.setattr(pipeline, "annotate", annotate, raising=False)


def outcome(folder: Path, examples: str, kind: str = "amount") -> list[str]:
    folder = folder / "patterns"
    folder.mkdir(parents=True)
    (folder / "钱.yaml").write_text(HEAD.format(kind=kind) + examples, "utf-8")
    rules = load_rules(folder)
    return [failure.what for case in check.cases(rules) for failure in check.failures(case, rules)]


GOOD = """
    finds:
      - 镇上投入⟦3亿元⟧修路: {value: 300000000, unit: CNY, approximate: 'false', item: 'null'}
      - 投入⟦５元⟧和⟦7元⟧
    leaves:
      - 2027元旦前完工
    todo:
      - 投入⟦三亿元⟧
"""


def test_examples_that_come_out_as_they_say_are_silent(tmp_path: Path) -> None:
    assert outcome(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ("finds: [投入⟦三亿元⟧]", "the rule alone does not find ⟦三亿元⟧"),
        ("finds: [投入3⟦亿元⟧]", "the rule alone finds ⟦3亿元⟧, which is not marked"),
        ("finds: [投入⟦3亿元⟧和4元]", "the rule alone finds ⟦4元⟧, which is not marked"),
        ("finds: [{投入⟦3亿元⟧: {value: 3}}]", "⟦3亿元⟧ has value 300000000, not 3"),
        ("finds: [投入⟦1元⟧]\n    leaves: [投入3亿元]", "the rule alone finds ⟦3亿元⟧, which is not marked"),
        ("finds: [投入⟦1元⟧]\n    todo: [投入⟦3亿元⟧]", "this todo passes now; promote it to finds or leaves"),
        ("finds: [投入⟦1元⟧]\n    todo: [2027元旦]", "this todo passes now; promote it to finds or leaves"),
    ],
    ids=["不会", "边界", "多出", "数值", "该放过", "已会", "已放过"],
)
def test_an_example_that_comes_out_otherwise_is_named(examples: str, said: str, tmp_path: Path) -> None:
    assert said in outcome(tmp_path, "    " + examples)


def test_a_failure_leads_to_file_and_line(tmp_path: Path) -> None:
    outcome(tmp_path, "    finds:\n      - 投入⟦三亿元⟧\n")
    rules = load_rules(tmp_path / "patterns")
    [first, *_] = check.failures(check.cases(rules)[0], rules)
    assert str(first) == "patterns/钱.yaml:8: amount.yuan: the rule alone does not find ⟦三亿元⟧: 投入三亿元"


def test_another_rule_that_steals_the_record_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "annotate", lambda text, **rest: replace(annotate(text, **rest), amounts=()))
    assert outcome(tmp_path, "    finds: [投入⟦3亿元⟧]") == ["the whole rule set makes no amount of ⟦3亿元⟧"]


def test_a_rejecting_rule_must_reject_what_is_marked(tmp_path: Path) -> None:
    assert outcome(tmp_path, "    finds: [编号⟦3元⟧]\n    leaves: [元旦]", "reject") == []
    assert outcome(tmp_path / "另", "    finds: [编号⟦三元⟧]", "reject") == ["the rule alone does not find ⟦三元⟧"]
