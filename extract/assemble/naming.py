"""The indicator of a value, word by word: which of the words around the value may name it, with weights learned from annotated passages.

A linear-chain conditional random field (Lafferty et al. 2001) labels each word as in the name or out of it: what the
word is, where it stands and whether its neighbour is in count for it or against it. The likeliest labellings
(ways through the chain) are candidate names of the value; `choice` takes one of them or the one that the rules found.
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
_MOST = len(_STEPS) - 1  # farther words get the step of this distance
_COMMAS, _AMOUNTS = 4, 3  # more commas or amounts than this between a word and the value count as this many
_COMMA, _AMOUNT, _EDGE = ",", "<amount>", "|"
_STOPS = frozenset((_COMMA, _AMOUNT))
_LAST = "\U0010ffff"  # sorts behind every other character
CHAIN = ("chain=II", "chain=IO", "chain=OI", "chain=OO")  # features of two neighbours, each in (I) or out (O)
# Words with a lower score (log odds) are skipped: a third of all words, of which only one in sixty likely names has one
_COLD = -1.0
_Sum = tuple[float, tuple[int, ...]]  # the total of a way and the indexes of its words that are in
_PLAIN = 4  # the features of a place that name neither the unit nor the word before the value come first
Place = tuple[str, int, int]  # a word's side (Before, After, or the sentence Past), the number of commas and of amounts between it and the value


class Way(NamedTuple):
    """A way through a chain: the indexes of the words that are in, and the sum of its weights (log odds)."""

    words: tuple[int, ...]
    worth: float


def features(window: Window, unit: str) -> list[tuple[str, ...]]:
    """The names of the features of each word around a value that has the unit `unit`."""
    texts, near = _texts(window), _near(window)
    named: list[tuple[str, ...]] = [("value",)] * len(texts)
    for run, place in _runs(window, texts):
        for index in run:
            placed = _of_place(place, _STEPS[min(abs(index - window.value), _MOST)], unit, near)
            named[index] = (*_of_word(*_beside(texts, index)), *placed, *_of_both(texts[index], place, unit, near))
    return named


def _texts(window: Window) -> Sequence[str]:
    if "_" not in window.texts:  # `texts` write blanks as _, so only here may a blank be left to translate
        return window.texts
    return [word.text.translate(BLANKS) for word in window.words]


def _near(window: Window) -> str:
    """The word before the value."""
    return window.words[window.value - 1].text.translate(BLANKS) if window.value else _EDGE


def _beside(texts: Sequence[str], index: int) -> tuple[str, str, str]:
    """The word before `index`, the word there, and the word behind it."""
    return texts[index - 1] if index else _EDGE, texts[index], texts[index + 1] if index + 1 < len(texts) else _EDGE


def _runs(window: Window, texts: Sequence[str]) -> Iterator[tuple[range, Place]]:
    """The runs of words between commas and amounts, nearest to the value first on each side, each run with its place."""
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
    """The parts of a run before the value, each with its side: the part in the value's own sentence (B), and the part in the sentence before (P)."""
    for side, part in (("B", range(max(run.start, own), run.stop)), ("P", range(run.start, min(run.stop, own)))):
        if part:
            yield side, part


def _of_word(before: str, word: str, after: str) -> tuple[str, ...]:
    """The features of a word itself and of its two neighbours."""
    return "w=" + word, "end=" + word[-1], "w-=" + before, "w+=" + after


def _of_place(place: Place, far: str, unit: str, near: str) -> tuple[str, ...]:
    """The features of a word's place, some of them together with the unit of the value or with the word before it (`near`)."""
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
    """The features that combine a word with its place, with the unit, or with the word before the value."""
    side, commas, _ = place
    placed = (f"where={side}{min(commas, 1)}{word}", f"unit={unit}{word}")
    return placed if commas else (*placed, f"near={near}|{word}")


def words_at(window: Window, offsets: frozenset[int]) -> tuple[int, ...]:
    """The indexes of the words of a window that have more than half of their characters at `offsets`."""
    if not offsets:
        return ()
    first, last = min(offsets), max(offsets)
    near = (index for index, word in enumerate(window.words) if word.end > first and word.start <= last)
    return tuple(index for index in near if _is_in(window.words[index], offsets))


def _is_in(word: Word, offsets: frozenset[int]) -> bool:
    return 2 * sum(at in offsets for at in range(word.start, word.end)) > word.end - word.start


class _Placed(NamedTuple):
    """The summed weight of a place without unit and word before the value, and the keys to look up the weights of those two and of each word."""

    worth: Sequence[float]  # by the distance to the value
    of_unit: str
    of_near: str
    words: Mapping[str, float]
    is_beside: bool


class Lattice(NamedTuple):
    """The score of each word around a value for being in its name (`scores`), and the weights of two neighbours (`chain`)."""

    scores: Sequence[float]
    chain: Sequence[float]

    def likeliest(self, count: int) -> list[Way]:
        """The `count` likeliest ways through the words."""
        return likeliest(self.scores, self.chain, count)

    def way(self, words: tuple[int, ...]) -> Way:
        """The way in which exactly these words are in; a name may have them in any order."""
        return Way(words, worth(words, self.scores, self.chain))


class Naming:
    """The candidate names of an article's values, by the learned weights.

    The weights lie in tables by the parts of a feature's name, so that no feature names are built word by word. Which features are
    summed, and in which order, is what the function `features` says.
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
        self._units: dict[str, dict[str, float]] = {}  # filled for each unit that was asked for: they are few
        self._places: dict[Place, _Placed] = {}

    @classmethod
    def of(cls, rules: Rules, what: str = "indicator") -> Naming:
        """The naming learned for indicators, or for `recipient`, from a set of rules; made once."""
        return _namings(rules)[what]

    def __bool__(self) -> bool:
        return any(self._kinds.values())

    def lattice(self, window: Window, unit: str) -> Lattice:
        """The lattice of the words around a value: their scores and the weights of neighbours."""
        return Lattice(self._scores(window, unit), self._chain)

    def _scores(self, window: Window, unit: str) -> list[float]:
        """The score of each word for being in: the sum of its features' weights."""
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
        """The summed weights of each word, its last character and its neighbours, whatever its place."""
        ends = [text[-1] for text in texts]
        kinds = ((self._word, texts), (self._end, ends), (self._before, (_EDGE, *texts[:-1])), (self._after, (*texts[1:], _EDGE)))
        one, two, three, four = (map(weights.get, words, repeat(0.0)) for weights, words in kinds)
        return map(add, map(add, map(add, one, two), three), four)

    def _placed(self, place: Place) -> _Placed:
        """The weights of a place, kept for the next time; there are some dozens of places."""
        side, commas, _ = place
        worth = [sum(map(self._weight, _of_place(place, far, "", "")[:_PLAIN])) for far in _STEPS]
        of_unit, of_near = (name.partition("=")[2] for name in _of_place(place, "", "", "")[_PLAIN:])
        known = _Placed(worth, of_unit, of_near, self._where.get(f"{side}{min(commas, 1)}", _NONE), not commas)
        return self._places.setdefault(place, known)

    def _of_unit(self, unit: str) -> Mapping[str, float]:
        """The weights of the features of a unit, by the rest of their names."""
        if unit not in self._units:
            first, last = bisect_left(self._of_units, (unit,)), bisect_left(self._of_units, (unit + _LAST,))
            self._units[unit] = {intern(said[len(unit) :]): weight for said, weight in self._of_units[first:last]}
        return self._units[unit]

    def _weight(self, name: str) -> float:
        """The weight of a feature that names neither a word nor a unit."""
        kind, _, said = name.partition("=")
        return self._kinds[kind].get(said, 0.0)


_NONE: Mapping[str, float] = {}


@from_words
def _namings(rules: Rules) -> Mapping[str, Naming]:
    return {what: _naming(rules.weights.get(what, {})) for what in ("indicator", "recipient")}


_naming = once(Naming)


def _parted(weights: Mapping[str, float], places: Callable[[str], Iterable[int]]) -> dict[str, dict[str, float]]:
    """The weights by the two parts of a feature's name, split at each of `places(name)`: first part -> second part -> weight."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        for at in places(name):
            found.setdefault(name[:at], {})[intern(name[at:])] = weight
    return found


def worth(words: Sequence[int], scores: Sequence[float], chain: Sequence[float]) -> float:
    """The sum of the way in which `words` are in: the `scores` of those words and the weight (`chain`) of each two neighbours.

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
    """The `count` likeliest ways through a chain, the likeliest first (Viterbi 1967, with a list of the best ways in place of one).

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
        if index > last + 1:  # cold words, which are out, lie between
            inside, outside = [], ended
        goes_on, begun = score + both, score + (opens if index else 0.0)
        inside = _best([(total + goes_on, (*words, index)) for total, words in inside], outside, begun, (index,), count)
        outside, last = ended, index
    none = chain[3] * max(len(scores) - 1, 0)
    return [Way(words, total + none) for total, words in _best(inside, outside, 0.0, (), count)]


def _best(ways: list[_Sum], others: list[_Sum], more: float, word: tuple[int, ...], count: int) -> list[_Sum]:
    """The `count` likeliest of `ways` and of `others`, which are lengthened by `word` and raised by `more`; all lists have the likeliest first."""
    if not others or (len(ways) == count and ways[-1][0] > others[0][0] + more):
        return ways
    return sorted([*ways, *((total + more, words + word) for total, words in others)], reverse=True)[:count]
