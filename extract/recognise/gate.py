"""Which rules could match where a text goes on like this: an exact sieve before the expressions are tried.

Dozens of rules are to be tried at every numeral, and nearly all fail on its first characters. `regex` can say whether
a string may be the beginning of a match (partial matching), so the answer is computed once for each opening and kept.
What looks around is taken out of the expressions before, so that the sieve lets through too much rather than too little.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extract.patterns import Rule

_AROUND = ("(?<=", "(?<!", "(?=", "(?!")
_KEPT = 20_000  # openings; then the sieve begins anew


class Gate:
    """The rules worth trying for an opening.

    >>> from types import SimpleNamespace as Rule
    >>> percent, ratio = (Rule(match=regex.compile(e)) for e in (r"(?<!第)\\d+%", r"\\d+:\\d+"))
    >>> gate = Gate([percent, ratio])
    >>> gate("5%") == (percent,), gate("5") == (percent, ratio)
    (True, True)
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._sieves = [(rule, regex.compile(_bare(rule.match.pattern), rule.match.flags)) for rule in rules]
        self._known: dict[str, tuple[Rule, ...]] = {}

    def __call__(self, opening: str) -> tuple[Rule, ...]:
        rules = self._known.get(opening)
        if rules is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            rules = tuple(rule for rule, sieve in self._sieves if sieve.match(opening, partial=True))
            self._known[opening] = rules
        return rules


def _bare(pattern: str) -> str:
    """The expression without its lookarounds.

    >>> _bare(r"(?<![\\d(])(?<n>\\d+)(?=a(?:b|c))元(?!旦)")
    '(?<n>\\\\d+)元'
    """
    kept: list[str] = []
    place = 0
    while place < len(pattern):
        if pattern.startswith(_AROUND, place):
            place = _close(pattern, place)
            continue
        width = 2 if pattern[place] == "\\" else _class_end(pattern, place) - place if pattern[place] == "[" else 1
        kept.append(pattern[place : place + width])
        place += width
    return "".join(kept)


def _close(pattern: str, place: int) -> int:
    """Where the group that opens at `place` has closed."""
    depth = 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 2
            continue
        if char == "[":
            place = _class_end(pattern, place)
            continue
        depth += (char == "(") - (char == ")")
        place += 1
        if not depth:
            break
    return place


def _class_end(pattern: str, place: int) -> int:
    """Where the character class that opens at `place` has closed."""
    place += 2 if pattern[place + 1] == "^" else 1
    place += pattern[place] == "]"
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1
