"""Expressions that a stage asks for by name, to match at a place it has found: `phrases(rules)["roles.given_who"]`.

They are rules of kind `phrase`, with examples of their own; a match is no record, but helps to decide about one.
"""

from __future__ import annotations

from collections.abc import Mapping

from extract import expressions as re
from extract.errors import PatternError
from extract.patterns.expressions import not_one
from extract.patterns.fingerprint import bare
from extract.patterns.records import Rule, Rules, from_words

KIND = "phrase"

Phrases = Mapping[str, re.Pattern[str]]
Characters = frozenset[str]
_CLASS = re.compile(r"(?:\(\?:)?\[(?P<members>[^\\^\[\]-][^\\\[\]-]*)\]\)?")


@from_words
def phrases(rules: Rules) -> Phrases:
    """The compiled expression of each phrase, by its id.

    >>> from extract.patterns import load_rules
    >>> phrases(load_rules())["roles.given_who"].search("给予甲类人才")["who"]
    '甲类人才'
    """
    return {rule.id: phrase(rule) for rule in rules.of(KIND)}


@from_words
def characters(rules: Rules) -> Mapping[str, Characters]:
    """The set of characters of each phrase that is a character class or an alternation of classes, by its id.

    >>> from extract.patterns import load_rules
    >>> "各" in characters(load_rules())["names.many"]
    True
    """
    classes = {rule.id: [_CLASS.fullmatch(part) for part in rule.expression.split("|")] for rule in rules.of(KIND)}
    return {name: frozenset("".join(part["members"] for part in parts if part)) for name, parts in classes.items() if all(parts)}


def phrase(rule: Rule) -> re.Pattern[str]:
    """Compile the expression of a phrase, which may match the empty string; PatternError where it is invalid or has numbered groups."""
    try:
        pattern = re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", bare(rule.expression)))
    except RecursionError as error:
        raise PatternError(rule.line, "brackets too deep in each other; write the expression with fewer") from error
    except re.error as error:
        raise PatternError(rule.line, not_one(error)) from error
    if pattern.groups != len(pattern.groupindex):
        raise PatternError(rule.line, "a numbered group; name it (?<name>…) or leave it open (?:…)")
    return pattern
