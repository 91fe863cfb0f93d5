"""How like a person's name a stretch of text is: a sum of learned weights, for names that no cue word announces.

The signs of a native name are its surname (s), its length (n), its given-name characters (a alone, b first, c second;
g counts those that are usual); of a transliterated one its length (f), dots (d), first (x), last (y) and all (z) characters.
Both have their surroundings: the characters before (<) and after (>), and the joints with them (p, q).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extract.patterns import Rules

_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weights with what finds candidates fast."""

    weights: Mapping[str, float]
    given: frozenset[str]
    compounds: frozenset[str]
    surname: re.Pattern[str]
    foreign: re.Pattern[str]

    def candidates(self, folded: str) -> Iterator[tuple[float, int, int]]:
        """Every stretch that could be a name, with its weight."""
        for match in self.surname.finditer(folded):
            start, first = match.start(), match.end()
            for end in (first + 1, first + 2):
                rest = folded[first:end]
                if end <= len(folded) and self.given.intersection(rest) and all(map(_HAN.match, rest)):
                    yield self._sum([*self._native(match[0], rest), *_around(folded, start, end)]), start, end
        for match in self.foreign.finditer(folded):
            start, end = match.span()
            yield self._sum([*_foreign(match[0]), *_around(folded, start, end)]), start, end

    def _native(self, surname: str, rest: str) -> Iterator[str]:
        yield f"n{len(surname) + len(rest)}"
        yield "s" + surname
        yield f"g{len(rest)}{sum(char in self.given for char in rest)}"
        yield from ("a" + rest,) if len(rest) == 1 else ("b" + rest[0], "c" + rest[1])

    def _sum(self, signs: list[str]) -> float:
        return sum(self.weights.get(sign, 0.0) for sign in signs)


def _foreign(name: str) -> Iterator[str]:
    yield f"f{min(len(name), 6)}"
    yield f"d{name.count('·')}"
    yield "x" + name[0]
    yield "y" + name[-1]
    yield from ("z" + char for char in sorted(set(name)))


def _around(folded: str, start: int, end: int) -> Iterator[str]:
    before = folded[start - 1] if start else "^"
    after = folded[end] if end < len(folded) else "$"
    yield "<" + "".join("H" if _HAN.match(char) else "P" for char in (before, after))
    yield "<" + before
    yield "<" + (folded[start - 2 : start] if start > 1 else "^" + before)
    yield ">" + after
    yield ">" + (folded[end : end + 2] if end + 1 < len(folded) else after + "$")
    yield "p" + (folded[start - 1 : start + 1] if start else "")
    yield "q" + folded[end - 1 : end + 1]


@lru_cache(maxsize=4)
def likeness(rules: Rules) -> Likeness:
    """The weights of these rules, made ready once."""
    surnames = rules.lists["surnames"]
    compounds = sorted(name for name, kind in surnames.items() if kind == "compound")
    singles = "".join(sorted(name for name in surnames if len(name) == 1))
    letters = "".join(sorted(rules.lists["transliteration"]))
    return Likeness(
        weights={sign: float(weight) for sign, weight in rules.lists["person_weights"].items()},
        given=frozenset(rules.lists["given"]),
        compounds=frozenset(compounds),
        surname=re.compile(f"{'|'.join(compounds)}|[{singles}](?=[\u4e00-\u9fff])"),
        foreign=re.compile(f"[{letters}](?:[{letters}]|·(?=[{letters}]))+"),
    )
