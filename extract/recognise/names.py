"""How like a person's name a stretch of text is: a sum of learned weights, for names that no cue word announces.

The signs of a native name are its surname (s), its length (n), its given-name characters (a alone, b first, c second;
g counts those that are usual); of a transliterated one its length (f), dots (d), first (x), last (y) and all (z) characters.
Both have their surroundings: the characters before (<) and after (>), the joints with them (p, q) and common words there (w).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract import expressions as re
from extract.patterns import Lookup, Rules, from_words
from extract.records import record

_HAN = re.compile("[\u4e00-\u9fff]")
_NAME = re.compile("[\u4e00-\u9fff]+")
_REMEMBERED = 4_000  # looks kept, a megabyte: two fifths of what is asked for are among them, of all there ever were it would be two thirds
_DIGITS = "0123456789"
# What the surroundings can add to a name's look (98 in 100 of the names found need no more).
_NATIVE, _FOREIGN = 2.9, 1.2
_NEVER = -9.0
_KINDS = "snabcgfdxyz"  # those that are looked up by what stands behind the letter


@record
class Likeness:
    """The weights by kind of sign, with what finds candidates fast."""

    weights: Mapping[str, float]
    by_kind: Mapping[str, Mapping[str, float]]
    given: frozenset[str]
    words: Lookup
    surname: re.Pattern[str]
    foreign: re.Pattern[str]
    looks: dict[str, tuple[float, ...]]

    def candidates(self, folded: str, native: float, foreign: float) -> Iterator[tuple[float, int, int]]:
        """Every stretch that weighs enough, with its weight; hopeless ones are dropped by their look alone.

        >>> from extract.patterns import load_rules
        >>> text = "周晓岚说，云溪镇的茶卖得好"
        >>> [text[start:end] for _, start, end in likeness(load_rules()).candidates(text, 0, 0)]
        ['周晓岚']
        """
        if len(self.looks) > _REMEMBERED:
            self.looks.clear()
        yield from self._natives(folded, native)
        yield from self._foreigners(folded, foreign)

    def _natives(self, folded: str, native: float) -> Iterator[tuple[float, int, int]]:
        looks, least = self.looks, native - _NATIVE
        for match in self.surname.finditer(folded):
            start, first = match.span()
            key = folded[start : first + 2]
            both = looks.get(key)
            if both is None:
                both = looks[key] = self._looks(match[0], key[first - start :])
            if both[0] < least:
                continue
            for end, look in enumerate(both[1:], first + 1):
                if look >= least and end <= len(folded):
                    weight = look + self._around(folded, start, end)
                    if weight >= native:
                        yield weight, start, end

    def _foreigners(self, folded: str, foreign: float) -> Iterator[tuple[float, int, int]]:
        for match in self.foreign.finditer(folded):
            key = "f" + match[0]
            found = self.looks.get(key)
            if found is None:
                found = self.looks[key] = (self._foreign(match[0]) if match[0] not in self.words else _NEVER,)
            look = found[0]
            if look >= foreign - _FOREIGN:
                weight = look + self._around(folded, *match.span())
                if weight >= foreign:
                    yield weight, *match.span()

    def _looks(self, surname: str, rest: str) -> tuple[float, ...]:
        """The better of two looks, then that of a given name of one character and that of one of two."""
        one, two = self._native(surname, rest[:1]), self._native(surname, rest)
        return max(one, two), one, two

    def _native(self, surname: str, rest: str) -> float:
        kind = self.by_kind
        usual = sum([char in self.given for char in rest])
        if not usual or surname + rest in self.words or not _NAME.fullmatch(rest):
            return _NEVER
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
        weigh = self.weights.get
        return sum([weigh(sign, 0.0) for sign in (*_around(folded, start, end), *self._joints(folded, start, end))])

    def _joints(self, folded: str, start: int, end: int) -> Iterator[str]:
        """Where common words stand: across an edge of the name (wl, wr, wx, wy) or in it (wi, wj, wn)."""
        words, name = self.words, folded[start:end]
        if folded[start - 1 : start + 1] in words:
            yield "wl"
        if folded[end - 1 : end + 1] in words:
            yield "wr"
        if name[:2] in words:
            yield "wi"
        if len(name) > 2 and name[-2:] in words:
            yield "wj"
        if name in words:
            yield "wn"
        if folded[start : end + 1] in words or folded[end - 2 : end + 1] in words:
            yield "wx"
        if folded[start - 1 : end] in words or folded[start - 1 : start + 2] in words:
            yield "wy"


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


@from_words
def likeness(rules: Rules) -> Likeness:
    """The weights of these rules, made ready once.

    >>> from extract.patterns import load_rules
    >>> known = likeness(load_rules())
    >>> sorted(known.by_kind["n"]), "晓" in known.given, known.surname.match("欧阳志远")[0]
    (['2', '3', '4'], True, '欧阳')
    """
    surnames = rules.lists["surnames"]
    compounds = sorted(name for name, kind in surnames.items() if kind == "compound")
    singles = "".join(sorted(name for name in surnames if len(name) == 1))
    letters = "".join(sorted(rules.lists["transliteration"]))
    weights = {sign: float(weight) for sign, weight in rules.lists["person_weights"].items()}
    return Likeness(
        weights={sign: weight for sign, weight in weights.items() if sign[0] not in _KINDS},
        by_kind=_by_kind(weights),
        given=frozenset(rules.lists["given"]),
        words=rules.lists["common_words"],
        surname=re.compile(f"{'|'.join(compounds)}|[{singles}](?=[\u4e00-\u9fff])"),
        looks={},
        foreign=re.compile(f"[{letters}](?:[{letters}]|·(?=[{letters}]))+"),
    )


def _by_kind(weights: Mapping[str, float]) -> Mapping[str, Mapping[str, float]]:
    """Kind of sign -> what stands behind its letter -> weight."""
    found: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    for sign, weight in weights.items():
        if sign[0] in found:
            found[sign[0]][sign[1:]] = weight
    return found
