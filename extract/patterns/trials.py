"""The expression of a rule that somebody wrote, tried before it is used: it compiles, its groups are read, it ends in time."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extract import expressions as re
from extract.errors import PatternError
from extract.patterns.fingerprint import bare
from extract.patterns.gives import GROUPS
from extract.patterns.nodes import unknown
from extract.patterns.phrases import KIND, phrase
from extract.patterns.records import Rule

_SECONDS = 1.0  # of the processor; our slowest expression takes a hundredth of it over these texts
_LENGTH = 60  # as far as a rule looks from a word that it needs; what doubles with each character takes ages at 30


def proved(rule: Rule) -> None:
    """PatternError where the expression is none, has a group that nobody reads, or takes too long over some short text."""
    known, pattern = GROUPS.get(rule.kind), _pattern(rule)
    for group in pattern.groupindex:
        if known and group not in known:
            raise PatternError(rule.line, unknown("group", group, sorted(known)) + "; or leave it open: (?:…)")
    for text in _texts(rule):
        try:
            for _ in pattern.finditer(text, timeout=_SECONDS):
                pass
        except TimeoutError as error:
            what = f"takes longer than {_SECONDS:g} s over `{text[:12]}…` of {len(text)} characters"
            raise PatternError(rule.line, f"{what}; it holds a repeat inside a repeat, as (?:…+)+: write one of the two, with a bound") from error


def _pattern(rule: Rule) -> regex.Pattern[str]:
    """The expression as `regex` compiles it, which can stop in the midst of a text; a phrase is proved as `re` does first."""
    if rule.kind != KIND:
        return rule.match
    phrase(rule)
    return re.compile_regex(bare(rule.expression))


def _texts(rule: Rule) -> Iterator[str]:
    """The examples, and what drives an expression to try all there is: each character and word of them again and again, then a find."""
    yield from (example.text for example in (*rule.finds, *rule.leaves, *rule.todo))
    finds = [(example.text, span) for example in rule.finds for span in example.spans]
    end = f"□{finds[0][0][finds[0][1][0] :]}" if finds else "□"
    signs = dict.fromkeys("9" + "".join(text[slice(*span)] for text, span in finds))
    for piece in (*signs, *rule.needs, *(text[slice(*span)] for text, span in finds)):
        yield piece * (_LENGTH // max(len(piece), 1)) + end
