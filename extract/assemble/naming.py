"""A value's indicator, word by word: which words around it may name it, as it was learned from annotated passages.

A chain of words, each in the name or out of it (a linear-chain conditional random field, Lafferty et al. 2001): what a
word is and where it stands count for it or against it, and so does whether its neighbour is in. The likeliest ways
through the chain are names that a value may have; `choice` takes one of them or the rules' own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import add
from sys import intern
from typing import NamedTuple

from extract.assemble.features import BLANKS, Steps, by_kind
from extract.assemble.surroundings import Window, Word
from extract.patterns import Rules, from_words
from extract.patterns.weights import once

_FAR = Steps((0, 1, 2, 3, 4, 6, 9, 13, 20, 40))  # words between a word and the value
_STEPS = tuple(_FAR.of(words) for words in range(42))  # the step of each distance
_MOST = len(_STEPS) - 1  # what is farther stands as far
_COMMAS, _AMOUNTS = 4, 3  # more between a word and the value than so many say no more
_COMMA, _AMOUNT, _EDGE = ",", "<amount>", "|"
_STOPS = frozenset((_COMMA, _AMOUNT))
_LAST = "\U0010ffff"  # what sorts behind every other character
CHAIN = ("chain=II", "chain=IO", "chain=OI", "chain=OO")  # the weights of two neighbours, in or out
# A word that says less for being in (log odds) stands in one of sixty likely names, and a third of all words need not be tried
_COLD = -1.0
_Sum = tuple[float, tuple[int, ...]]  # of the words that are in, by their index
_PLAIN = 4  # features of a place that tell neither of the unit nor of the word before the value
Place = tuple[str, int, int]  # a word's side (Before, After, sentence Past), the commas and amounts between it and the value


class Way(NamedTuple):
    """A way through a chain: the words that are in, by their index, and what it adds up to (log odds)."""

    words: tuple[int, ...]
    worth: float


def features(window: Window, unit: str) -> list[tuple[str, ...]]:
    """The names of the features of each word around a value in a unit."""
    texts, near = _texts(window), _near(window)
    named: list[tuple[str, ...]] = [("value",)] * len(texts)
    for run, place in _runs(window, texts):
        for index in run:
            placed = _of_place(place, _STEPS[min(abs(index - window.value), _MOST)], unit, near)
            named[index] = (*_of_word(*_beside(texts, index)), *placed, *_of_both(texts[index], place, unit, near))
    return named


def _texts(window: Window) -> Sequence[str]:
    if "_" not in window.texts:  # no word has a blank in it that is not one
        return window.texts
    return [word.text.translate(BLANKS) for word in window.words]


def _near(window: Window) -> str:
    """The word before the value."""
    return window.words[window.value - 1].text.translate(BLANKS) if window.value else _EDGE


def _beside(texts: Sequence[str], index: int) -> tuple[str, str, str]:
    """A word with the words before and behind it."""
    return texts[index - 1] if index else _EDGE, texts[index], texts[index + 1] if index + 1 < len(texts) else _EDGE


def _runs(window: Window, texts: Sequence[str]) -> Iterator[tuple[range, Place]]:
    """The runs of words that no comma and no amount parts, nearest to the value first, each with where it stands."""
    stops = [index for index, text in enumerate(texts) if text in _STOPS]
    middle = bisect_left(stops, window.value)
    for side, ends in (("B", [*reversed(stops[:middle]), 0]), ("A", [*stops[middle:], len(texts) - 1])):
        commas = amounts = 0
        edge = window.value
        for end in ends:
            for where, run in _parts(range(end, edge), window.own) if side == "B" else ((side, range(edge + 1, end + 1)),):
                yield run, (where, commas, amounts)
            edge, commas, amounts = end, min(commas + (texts[end] == _COMMA), _COMMAS), min(amounts + (texts[end] == _AMOUNT), _AMOUNTS)


def _parts(run: range, own: int) -> Iterator[tuple[str, range]]:
    """What of a run before the value stands in its own sentence, and what in the one before that."""
    for side, part in (("B", range(max(run.start, own), run.stop)), ("P", range(run.start, min(run.stop, own)))):
        if part:
            yield side, part


def _of_word(before: str, word: str, after: str) -> tuple[str, ...]:
    """What a word is, and beside which words it stands."""
    return "w=" + word, "end=" + word[-1], "w-=" + before, "w+=" + after


def _of_place(place: Place, far: str, unit: str, near: str) -> tuple[str, ...]:
    """Where a word stands, for a value in a unit with a word before it."""
    side, commas, amounts = place
    return (
        f"at={side}{far}/{min(commas, 2)}{min(amounts, 2)}",
        f"in={side}{commas}",
        f"past={side}{amounts}",
        f"between={side}{min(commas, 3)}{amounts}",
        f"unit={unit}{side}{min(commas, 2)}{min(amounts, 2)}",
        f"near={near}{side}{min(commas, 1)}{min(amounts, 1)}",
    )


def _of_both(word: str, place: Place, unit: str, near: str) -> tuple[str, ...]:
    """What a word is where it stands."""
    side, commas, _ = place
    placed = (f"where={side}{min(commas, 1)}{word}", f"unit={unit}{word}")
    return placed if commas else (*placed, f"near={near}|{word}")


def words_at(window: Window, offsets: frozenset[int]) -> tuple[int, ...]:
    """The words of a window of which more than half lies at some offsets, by their index."""
    if not offsets:
        return ()
    first, last = min(offsets), max(offsets)
    near = (index for index, word in enumerate(window.words) if word.end > first and word.start <= last)
    return tuple(index for index in near if _is_in(window.words[index], offsets))


def _is_in(word: Word, offsets: frozenset[int]) -> bool:
    return 2 * sum(at in offsets for at in range(word.start, word.end)) > word.end - word.start


class _Placed(NamedTuple):
    """What a place adds up to but for the unit and the word before the value, and the keys under which those and the words stand."""

    worth: Sequence[float]  # by the distance
    of_unit: str
    of_near: str
    words: Mapping[str, float]
    is_beside: bool


class Lattice(NamedTuple):
    """What speaks for each word around a value to be in its name (`scores`), and for two neighbours (`chain`)."""

    scores: Sequence[float]
    chain: Sequence[float]

    def likeliest(self, count: int) -> list[Way]:
        """The likeliest ways through the words, so many."""
        return likeliest(self.scores, self.chain, count)

    def way(self, words: tuple[int, ...]) -> Way:
        """The way that takes some words, in whatever order a name has them."""
        return Way(words, worth(words, self.scores, self.chain))


class Naming:
    """The names that the values of an article may have, by the learned weights.

    The weights lie in tables by the parts of a feature's name, so that no names are put together word by word. What is added
    up, and in which order, is what `features` says.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        kinds = by_kind(weights)
        self._kinds = {kind: kinds.get(kind, {}) for kind in ("value", "chain", "at", "in", "past", "between")}
        self._chain = list(map(self._weight, CHAIN))
        self._word, self._end, self._before, self._after = (kinds.get(kind, {}) for kind in ("w", "end", "w-", "w+"))
        self._where = _parted(kinds.get("where", {}), lambda name: [2])  # B0|水稻
        self._placed_near = _parted(kinds.get("near", {}), lambda name: [len(name) - 3])  # 达|B00
        self._near = _parted(kinds.get("near", {}), lambda name: [at + 1 for at, char in enumerate(name) if char == "|"])  # 达||水稻
        self._of_units = sorted(kinds.get("unit", {}).items())  # 亩B00, 亩水稻
        self._units: dict[str, dict[str, float]] = {}  # for each unit that was asked for: they are few
        self._places: dict[Place, _Placed] = {}

    @classmethod
    def of(cls, rules: Rules, what: str = "indicator") -> Naming:
        """The naming of values, or of what else was learned so (`recipient`), by a set of rules, made ready once."""
        return _namings(rules)[what]

    def __bool__(self) -> bool:
        return any(self._kinds.values())

    def lattice(self, window: Window, unit: str) -> Lattice:
        """The words around a value, each with what speaks for it."""
        return Lattice(self._scores(window, unit), self._chain)

    def _scores(self, window: Window, unit: str) -> list[float]:
        """What speaks for each word to be in: the sum of its features' weights."""
        texts, near, of_unit = _texts(window), _near(window), self._of_unit(unit)
        placed_near, on_near = self._placed_near.get(near, _NONE), self._near.get(near + "|", _NONE)
        scores = list(self._alone(texts))
        scores[window.value] = self._weight("value")
        for run, place in _runs(window, texts):
            known = self._places.get(place) or self._placed(place)
            here, next_to, words = of_unit.get(known.of_unit, 0.0), placed_near.get(known.of_near, 0.0), known.words
            for index in run:
                word, far = texts[index], abs(index - window.value)
                both = words.get(word, 0.0) + of_unit.get(word, 0.0)
                placed = known.worth[far if far < _MOST else _MOST] + here + next_to
                scores[index] = scores[index] + placed + (both + on_near.get(word, 0.0) if known.is_beside else both)
        return scores

    def _alone(self, texts: Sequence[str]) -> Iterator[float]:
        """What each word and its neighbours weigh, wherever they stand."""
        ends = [text[-1] for text in texts]
        kinds = ((self._word, texts), (self._end, ends), (self._before, (_EDGE, *texts[:-1])), (self._after, (*texts[1:], _EDGE)))
        one, two, three, four = (map(weights.get, words, repeat(0.0)) for weights, words in kinds)
        return map(add, map(add, map(add, one, two), three), four)

    def _placed(self, place: Place) -> _Placed:
        """What is known of a place; there are some dozens."""
        side, commas, _ = place
        worth = [sum(map(self._weight, _of_place(place, far, "", "")[:_PLAIN])) for far in _STEPS]
        of_unit, of_near = (name.partition("=")[2] for name in _of_place(place, "", "", "")[_PLAIN:])
        known = _Placed(worth, of_unit, of_near, self._where.get(f"{side}{min(commas, 1)}", _NONE), not commas)
        return self._places.setdefault(place, known)

    def _of_unit(self, unit: str) -> Mapping[str, float]:
        """The weights of a unit, by what its features name beside it."""
        if unit not in self._units:
            first, last = bisect_left(self._of_units, (unit,)), bisect_left(self._of_units, (unit + _LAST,))
            self._units[unit] = {intern(said[len(unit) :]): weight for said, weight in self._of_units[first:last]}
        return self._units[unit]

    def _weight(self, name: str) -> float:
        """The weight of a feature that tells neither of words nor of units."""
        kind, _, said = name.partition("=")
        return self._kinds[kind].get(said, 0.0)


_NONE: Mapping[str, float] = {}


@from_words
def _namings(rules: Rules) -> Mapping[str, Naming]:
    return {what: _naming(rules.weights.get(what, {})) for what in ("indicator", "recipient")}


_naming = once(Naming)


def _parted(weights: Mapping[str, float], places: Callable[[str], Iterable[int]]) -> dict[str, dict[str, float]]:
    """Features in two parts, wherever they can be parted: the first part -> the second -> weight."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        for at in places(name):
            found.setdefault(name[:at], {})[intern(name[at:])] = weight
    return found


def worth(words: Sequence[int], scores: Sequence[float], chain: Sequence[float]) -> float:
    """What a way through a chain adds up to: `scores` speak for being in, `chain` weighs two neighbours.

    >>> worth((1, 2), [-1.0, 2.0, 0.5], (1.0, -0.5, -0.5, 1.0))
    3.0
    """
    both, ends, opens = (weight - chain[3] for weight in chain[:3])  # beside the way that takes no word
    inside, last = set(words), len(scores) - 1
    total = chain[3] * max(last, 0)
    for index in words:
        total += scores[index]
        if index:
            total += both if index - 1 in inside else opens
        if index < last and index + 1 not in inside:
            total += ends
    return total


def likeliest(scores: Sequence[float], chain: Sequence[float], count: int) -> list[Way]:
    """So many ways through a chain, the likeliest first (Viterbi 1967, with lists of the best in place of the best).

    >>> [way.words for way in likeliest([-2.0, 3.0, 0.5, -3.0], (1.0, -0.5, -0.5, 1.0), 2)]
    [(1, 2), (1,)]
    """
    both, ends, opens = (weight - chain[3] for weight in chain[:3])  # beside the way that takes no word
    inside: list[_Sum] = []
    outside: list[_Sum] = [(0.0, ())]
    last = -1
    for index, score in enumerate(scores):
        if score <= _COLD:
            continue
        ended = _best(outside, inside, ends, (), count)
        if index > last + 1:  # cold words lie between: whatever was in has ended
            inside, outside = [], ended
        goes_on, begun = score + both, score + (opens if index else 0.0)
        inside = _best([(total + goes_on, (*words, index)) for total, words in inside], outside, begun, (index,), count)
        outside, last = ended, index
    none = chain[3] * max(len(scores) - 1, 0)
    return [Way(words, total + none) for total, words in _best(inside, outside, 0.0, (), count)]


def _best(ways: list[_Sum], others: list[_Sum], more: float, word: tuple[int, ...], count: int) -> list[_Sum]:
    """So many ways, the likeliest first: of some and of others that add up to so much more with a word; both have their likeliest first."""
    if not others or (len(ways) == count and ways[-1][0] > others[0][0] + more):
        return ways
    return sorted([*ways, *((total + more, words + word) for total, words in others)], reverse=True)[:count]
