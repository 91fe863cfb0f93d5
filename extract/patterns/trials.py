"""Tries the expression of a user's rule before it is used: it must compile, have only known groups, and end in time."""

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

_SECONDS = 1.0  # of processor time; our slowest expression takes a hundredth of it on these texts
_LENGTH = 60  # as far as a rule looks from a word that it needs; what doubles with each character takes ages at 30


def proved(rule: Rule) -> None:
    """Raise PatternError where the expression does not compile, has an unknown group, or takes too long on a short text."""
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
    """The expression compiled by `regex`, which can time out; a phrase is compiled by `re` first, to prove it."""
    if rule.kind != KIND:
        return rule.match
    phrase(rule)
    return re.compile_regex(bare(rule.expression))


def _texts(rule: Rule) -> Iterator[str]:
    """The examples, and texts that make an expression backtrack: each of their characters and words repeated, then a find."""
    yield from (example.text for example in (*rule.finds, *rule.leaves, *rule.todo))
    finds = [(example.text, span) for example in rule.finds for span in example.spans]
    end = f"□{finds[0][0][finds[0][1][0] :]}" if finds else "□"
    signs = dict.fromkeys("9" + "".join(text[slice(*span)] for text, span in finds))
    for piece in (*signs, *rule.needs, *(text[slice(*span)] for text, span in finds)):
        yield piece * (_LENGTH // max(len(piece), 1)) + end
