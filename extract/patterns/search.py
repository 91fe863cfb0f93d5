"""The prefilter: each rule is tried only around the words that it needs, all looked for in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extract import expressions as re
from extract.patterns.expressions import one_of
from extract.patterns.records import Rule, Span


class Needed:
    """Some rules, and the stretches of a text where each is worth trying: around the words that it needs.

    All words are looked for in one go. A rule whose `needs` stand in the text finds no more there than `Rule.matches`
    does; what it finds stands within `_BEFORE` and `_AFTER` characters of a word that it needs.
    """

    _BEFORE, _AFTER = 40, 60

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        words = {word for rule in self._rules for word in rule.needs}
        firsts = "".join(re.escape(char) for char in sorted({word[0] for word in words}))
        self._words = re.compile(f"(?=[{firsts}])(?=({one_of(words)}))" if words else "(?!)")
        self._by_word = {word: frozenset(self._needing(word)) for word in words}
        self._always = frozenset(order for order, rule in enumerate(self._rules) if not rule.needs)

    def _needing(self, word: str) -> Iterator[int]:
        return (order for order, rule in enumerate(self._rules) if word.startswith(rule.needs))

    def rules(self, text: str) -> list[Rule]:
        """The rules whose needs stand in a short text, in their order."""
        words = set(self._words.findall(text))
        return [self._rules[order] for order in sorted(self._always.union(*map(self._by_word.__getitem__, words)))]

    def matches(self, folded: str) -> Iterator[tuple[Rule, regex.Match[str]]]:
        """Each rule with its matches, rule by rule."""
        stretches: dict[int, list[Span]] = {order: [(0, len(folded))] for order in self._always}
        for hit in self._words.finditer(folded):
            start, end = max(hit.start() - self._BEFORE, 0), hit.start() + self._AFTER
            for order in self._by_word[hit[1]]:
                known = stretches.setdefault(order, [])
                known.append((known.pop()[0] if known and known[-1][1] >= start else start, end))
        for order in sorted(stretches):
            rule = self._rules[order]
            for start, end in stretches[order]:
                for match in rule.match.finditer(folded, start, end):
                    yield rule, match
