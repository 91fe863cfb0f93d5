"""Limits: what a measure grants at most, asks for at least, or draws as a line."""

from __future__ import annotations

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon

_NEAR = 24


def limit(one: Bound, folded: str, sentence: tuple[int, int], words: Lexicon) -> str | None:
    """`limit` where the value is a rule's ceiling, floor or threshold, else None."""
    start, end = sentence
    amount = one.amount
    before = folded[max(start, amount.start - _NEAR) : amount.start]
    after = folded[amount.end : min(end, amount.end + _NEAR)]
    grant = bool(words.grants.search(before) or words.grants.search(after[:12]))
    bound = bool(words.ceilings.search(before[-10:]) or words.floors.search(before[-10:]) or amount.comparator == "le")
    condition = bool(words.conditions.search(folded, start, min(end, amount.end + _NEAR)))
    if amount.kind == "money" and grant and (bound or condition) and not words.done.search(folded, start, end):
        return "limit"
    return None
