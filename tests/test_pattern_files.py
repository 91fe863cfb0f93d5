"""Pattern files are read strictly: what is not exactly as it should be stops the load with file, line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import PatternError
from extract.patterns import Rules, from_rules, from_words, load_rules

RULE = """
kind: {kind}
rules:
  - id: some.rule
    match: '\\d+亩'
    gives: {gives}
    finds: [种茶⟦3亩⟧]
"""


def load(folder: Path, text: str, name: str = "词.yaml") -> Rules:
    folder = folder / "patterns"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text.lstrip("\n"), "utf-8")
    return load_rules(folder)


def said(folder: Path, text: str, name: str = "词.yaml") -> str:
    with pytest.raises(PatternError) as error:
        load(folder, text, name)
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "gives", "what"),
    [
        ("amount", "{kindd: money}", "unknown key kindd; one of approximate, comparator, factor, from, kind, unit, value"),
        ("unbound", "{role: adverbal}", "unknown role adverbal; one of adverbial, attribute, class, from, gap, none"),
    ],
    ids=["键", "值"],
)
def test_what_a_rule_gives_is_known_to_its_kind(kind: str, gives: str, what: str, tmp_path: Path) -> None:
    assert said(tmp_path, RULE.format(kind=kind, gives=gives)) == f"patterns/词.yaml:5: {what}"


def test_a_kind_that_nobody_knows_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, RULE.format(kind="ammount", gives="{}")).startswith("patterns/词.yaml:1: unknown kind ammount; one of amount,")


def test_what_is_made_of_rules_is_made_once(tmp_path: Path) -> None:
    rules = load(tmp_path, RULE.format(kind="amount", gives="{kind: money}"))
    made: list[str] = []

    @from_rules
    def ours(rules: Rules) -> int:
        made.append(rules.digest)
        return len(rules.rules)

    @from_words
    def words(rules: Rules) -> Rules:
        made.append("words")
        return rules

    none = rules.only()
    assert [ours(rules), ours(rules), ours(none), ours(none)] == [1, 1, 0, 0]
    assert words(none) is words(rules) is rules
    assert made == [rules.digest, none.digest, "words"]
