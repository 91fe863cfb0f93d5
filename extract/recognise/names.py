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
_DIGITS = "0123456789"
# A name's look alone, under which its surroundings hardly ever save it (2 in 100 of the names found).
_NATIVE, _FOREIGN = -3.7, -3.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weights by kind of sign, with what finds candidates fast."""

    weights: Mapping[str, float]
    by_kind: Mapping[str, Mapping[str, float]]
    given: frozenset[str]
    surname: re.Pattern[str]
    foreign: re.Pattern[str]

    def candidates(self, folded: str, least: float) -> Iterator[tuple[float, int, int]]:
        """Every stretch whose weight is `least` or more, with its weight; hopeless ones are dropped by their look alone."""
        for match in self.surname.finditer(folded):
            start, first = match.span()
            for end in (first + 1, first + 2):
                look = self._native(match[0], folded[first:end]) if end <= len(folded) else -9.0
                if look >= _NATIVE and all(map(_HAN.match, folded[first:end])):
                    weight = look + self._around(folded, start, end)
                    if weight >= least:
                        yield weight, start, end
        for match in self.foreign.finditer(folded):
            look = self._foreign(match[0])
            if look >= _FOREIGN:
                weight = look + self._around(folded, *match.span())
                if weight >= least:
                    yield weight, *match.span()

    def _native(self, surname: str, rest: str) -> float:
        kind = self.by_kind
        usual = sum(char in self.given for char in rest)
        if not usual:
            return -9.0
        look = kind["s"].get(surname, 0.0) + kind["n"].get(_DIGITS[len(surname) + len(rest)], 0.0)
        look += kind["g"].get(_DIGITS[len(rest)] + _DIGITS[usual], 0.0)
        if len(rest) == 1:
            return look + kind["a"].get(rest, 0.0)
        return look + kind["b"].get(rest[0], 0.0) + kind["c"].get(rest[1], 0.0)

    def _foreign(self, name: str) -> float:
        kind = self.by_kind
        look = kind["f"].get(_DIGITS[min(len(name), 6)], 0.0) + kind["d"].get(str(name.count("·")), 0.0)
        look += kind["x"].get(name[0], 0.0) + kind["y"].get(name[-1], 0.0)
        letters = kind["z"]
        return look + sum([letters.get(char, 0.0) for char in dict.fromkeys(name)])

    def _around(self, folded: str, start: int, end: int) -> float:
        return sum([self.weights.get(sign, 0.0) for sign in _around(folded, start, end)])


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
    weights = {sign: float(weight) for sign, weight in rules.lists["person_weights"].items()}
    kinds = {sign[0] for sign in weights} | set("snabcgfdxyz")
    return Likeness(
        weights=weights,
        by_kind={kind: {sign[1:]: w for sign, w in weights.items() if sign[0] == kind} for kind in sorted(kinds)},
        given=frozenset(rules.lists["given"]),
        surname=re.compile(f"{'|'.join(compounds)}|[{singles}](?=[\u4e00-\u9fff])"),
        foreign=re.compile(f"[{letters}](?:[{letters}]|·(?=[{letters}]))+"),
    )
