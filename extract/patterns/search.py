"""The prefilter: rules are tried only around the words that they need, all of which are searched for in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extract.patterns.records import Rule, Span
from extract.patterns.words import Everywhere

_KEPT = 20_000  # sets of words whose rules are remembered; at more, all are forgotten


class Needed:
    """A set of rules, each tried only in the stretches of a text around the words that it needs.

    All words are searched for in one pass. A rule finds nothing here that `Rule.matches` would not find; its matches lie
    within `before` and `after` characters of a word of its `needs`.
    """

    def __init__(self, rules: Iterable[Rule], before: int = 40, after: int = 60) -> None:
        self._rules, self._before, self._after = tuple(rules), before, after
        words = sorted({word for rule in self._rules for word in rule.needs})
        self._words = Everywhere(words)
        self._needing = [[order for order, rule in enumerate(self._rules) if word in rule.needs] for word in words]
        self._always = frozenset(order for order, rule in enumerate(self._rules) if not rule.needs)
        self._known: dict[frozenset[int], tuple[Rule, ...]] = {}

    def rules(self, text: str) -> tuple[Rule, ...]:
        """The rules with no `needs` or with one of them in a short text, in their order."""
        words = frozenset([word for _, word in self._words.found(text)])
        found = self._known.get(words)
        if found is None:
            orders = self._always.union(*(self._needing[word] for word in words))
            found = self._known[words] = tuple(self._rules[order] for order in sorted(orders))
            if len(self._known) > _KEPT:
                self._known.clear()
        return found

    def matches(self, folded: str) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """Pairs of a rule and one of its matches, rule by rule."""
        stretches: dict[int, list[Span]] = {order: [(0, len(folded))] for order in self._always}
        for at, word in self._words.found(folded):
            start, end = max(at - self._before, 0), at + self._after
            for order in self._needing[word]:
                known = stretches.setdefault(order, [])
                known.append((known.pop()[0] if known and known[-1][1] >= start else start, end))
        for order in sorted(stretches):
            rule = self._rules[order]
            for start, end in stretches[order]:
                for match in rule.match.finditer(folded, start, end):
                    yield rule, match
