"""Which rules could match where a text goes on like this: an exact sieve before the expressions are tried.

Dozens of rules are to be tried at every numeral, and nearly all fail on its first characters. `regex` can say whether
a string may be the beginning of a match (partial matching), so the answer is computed once for each opening and kept;
for one that is met for the first time only by its first characters, as to ask costs more than to try, and most are never met again.
What looks around is taken out of the expressions before, so that the sieve lets through too much rather than too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import regex

from extract import expressions as re
from extract.patterns import FLAGS, Rule

_AROUND = ("(?<=", "(?<!", "(?=", "(?!")
_CLASS = r"\[\^?\]?(?:\\.|[^\]\\])*\]"
_ONE = re.compile(rf"{_CLASS}|[^(^$.\\\[]", re.S)
_PIECES = re.compile(rf"\\.|{_CLASS}|\(\?<?[=!]|\(|\)|[^()\[\\]+", re.S)
"""What an expression is made of: an escape, a class, the opening of a lookaround, of a group, the close of one, all else."""
_FIRST = 2  # characters
_KEPT = 6_000  # openings, a megabyte, as many as twenty reports have; then the sieve begins anew
Key = TypeVar("Key")
Found = TypeVar("Found")


class Prefilter:
    """The rules worth trying for an opening, and for the one character before it (empty at the text's beginning).

    >>> from types import SimpleNamespace as Rule
    >>> percent, ratio, nth = (Rule(expression=e) for e in (r"(?<!第)\\d+%", r"\\d+:\\d+", r"(?<=[第每])\\d+"))
    >>> prefilter = Prefilter([percent, ratio, nth])
    >>> prefilter("5%", "近") == (percent, ratio), prefilter("5%", "近") == (percent,), prefilter("5", "第") == (percent, ratio, nth)
    (True, True, True)
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._sieves = {id(rule): re.compile_regex(_bare(rule.expression), FLAGS) for rule in self._rules}
        self._behind = {id(rule): _behind(rule.expression) for rule in self._rules}
        self._known: dict[str, tuple[Rule, ...]] = {}
        self._fitting: dict[str, tuple[Rule, ...]] = {}
        self._wanting: dict[str, frozenset[int]] = {}
        self._alike: dict[Any, Any] = {}  # what many of these have, once
        self._met: dict[str, bool] = {}

    def __call__(self, opening: str, before: str) -> tuple[Rule, ...]:
        both = f"{before}|{opening}"
        rules = self._known.get(both)
        if rules is None:
            if len(opening) > 1 and opening not in self._met:
                _kept(self._met)[opening] = True
                return self(opening[: min(_FIRST, len(opening) - 1)], before)
            wanting = self._wanting_behind(before)
            rules = tuple([rule for rule in self._sifted(opening) if id(rule) not in wanting])
            rules = self._alike.setdefault(tuple(map(id, rules)), rules)
            _kept(self._known)[both] = rules
        return rules

    def places(self, openings: Iterable[tuple[int, str, str]]) -> Iterator[tuple[Rule, list[int]]]:
        """Each rule with the places where it is worth trying, of places with their openings and the characters before.

        Rule by rule, because an expression that has just run is still at hand for the processor.

        >>> from types import SimpleNamespace as Rule
        >>> prefilter = Prefilter([Rule(expression=r"(?<=第)\\d+期"), Rule(expression=r"\\d+%")])
        >>> [(rule.expression, at) for rule, at in prefilter.places([(3, "5", "第"), (9, "5", "长")])]
        [('(?<=第)\\\\d+期', [3]), ('\\\\d+%', [3, 9])]
        """
        found: dict[int, list[int]] = {}
        for start, opening, before in openings:
            for rule in self(opening, before):
                found.setdefault(id(rule), []).append(start)
        return ((rule, found[id(rule)]) for rule in self._rules if id(rule) in found)

    def _sifted(self, opening: str) -> tuple[Rule, ...]:
        """What the opening's own opening lets through, sifted by one character more."""
        rules = self._fitting.get(opening)
        if rules is None:
            shorter = self._sifted(opening[:-1]) if len(opening) > 1 else self._rules
            rules = tuple(rule for rule in shorter if self._sieves[id(rule)].match(opening, partial=True))
            _kept(self._fitting)[opening] = rules
        return rules

    def _wanting_behind(self, before: str) -> frozenset[int]:
        """The rules that want something else before them."""
        found = self._wanting.get(before)
        if found is None:
            found = frozenset(rule for rule, one in self._behind.items() if one and not one.fullmatch(before))
            found = self._alike.setdefault(found, found)
            _kept(self._wanting)[before] = found
        return found


def _kept(known: dict[Key, Found]) -> dict[Key, Found]:
    """The same answers, or none where they have become too many."""
    if len(known) >= _KEPT:
        known.clear()
    return known


def _behind(pattern: str) -> regex.Pattern[str] | None:
    """What an expression wants right before it, where that is one character of a class: `(?<=[第每])`.

    >>> _behind(r"(?<=[第每])\\d+").pattern, _behind(r"(?<=“)一").pattern, _behind(r"(?<=第|[每届])\\d+")
    ('[第每]', '“', None)
    """
    if not pattern.startswith("(?<="):
        return None
    inner = pattern[4 : _close(pattern) - 1]
    one = _ONE.fullmatch(inner)
    return re.compile_regex(inner) if one else None


def _bare(pattern: str) -> str:
    """The expression without its lookarounds.

    >>> _bare(r"(?<![\\d(])(?<n>\\d+)(?=a(?:b|c))元(?!旦)")
    '(?<n>\\\\d+)元'
    """
    kept: list[str] = []
    depth = 0  # of groups in a lookaround, itself the first
    for piece in _PIECES.findall(pattern):
        if not depth and piece not in _AROUND:
            kept.append(piece)
        else:
            depth += (piece[0] == "(") - (piece == ")")
    return "".join(kept)


def _close(pattern: str) -> int:
    """Where the group that opens the expression has closed."""
    depth = place = 0
    for piece in _PIECES.findall(pattern):
        depth += (piece[0] == "(") - (piece == ")")
        place += len(piece)
        if not depth:
            break
    return place
