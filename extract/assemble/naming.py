"""A value's indicator, word by word: which words around it may name it, as it was learned from annotated passages.

A chain of words, each in the name or out of it (a linear-chain conditional random field, Lafferty et al. 2001): what a
word is and where it stands count for it or against it, and so does whether its neighbour is in. The likeliest ways
through the chain are names that a value may have; `choice` takes one of them or the rules' own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.assemble.features import step
from extract.assemble.surroundings import Window, Word
from extract.patterns import Rules

_FAR = tuple(map(float, (0, 1, 2, 3, 4, 6, 9, 13, 20, 40)))  # words between a word and the value
_STEPS = tuple(step(float(words), _FAR) for words in range(42))  # the step of each distance
_COMMAS, _AMOUNTS = 4, 3  # more between a word and the value than so many say no more
_COMMA, _EDGE = ",", "|"
_SPACE = str.maketrans({" ": "_", "\t": "_", "\n": "_"})  # so that a feature is one word in the table of weights
CHAIN = ("chain=II", "chain=IO", "chain=OI", "chain=OO")  # the weights of two neighbours, in or out
# A word that says less for being in (log odds) stands in one of sixty likely names, and a third of all words need not be tried
_COLD = -1.0
_Sum = tuple[float, tuple[int, ...]]  # of the words that are in, by their index
Place = tuple[str, int, int, str]  # its side (Before, After, sentence Past), the commas and amounts between it and the value, its distance


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a chain: the words that are in, by their index, and what it adds up to (log odds)."""

    words: tuple[int, ...]
    worth: float


def features(window: Window, unit: str) -> list[tuple[str, ...]]:
    """The names of the features of each word around a value in a unit."""
    texts, near = _texts(window), _near(window)
    return [
        (*_of_word(*_beside(texts, index)), *_of_place(place, unit, near), *_of_both(texts[index], place, unit, near)) if place is not None else ("value",)
        for index, place in enumerate(_places(window, texts))
    ]


def _texts(window: Window) -> list[str]:
    return [word.text.translate(_SPACE) for word in window.words]


def _near(window: Window) -> str:
    """The word before the value."""
    return window.words[window.value - 1].text.translate(_SPACE) if window.value else _EDGE


def _beside(texts: Sequence[str], index: int) -> tuple[str, str, str]:
    """A word with the words before and behind it."""
    return texts[index - 1] if index else _EDGE, texts[index], texts[index + 1] if index + 1 < len(texts) else _EDGE


def _places(window: Window, texts: Sequence[str]) -> list[Place | None]:
    """Where each word stands, seen from the value; None for the value itself."""
    places: list[Place | None] = [None] * len(texts)
    for way, side in ((range(window.value - 1, -1, -1), "B"), (range(window.value + 1, len(texts)), "A")):
        commas = amounts = 0
        for index in way:
            far = _STEPS[min(abs(index - window.value), len(_STEPS) - 1)]
            places[index] = ("P" if index < window.own else side, min(commas, _COMMAS), min(amounts, _AMOUNTS), far)
            commas += texts[index] == _COMMA
            amounts += texts[index] == "<amount>"
    return places


def _of_word(before: str, word: str, after: str) -> tuple[str, ...]:
    """What a word is, and beside which words it stands."""
    return "w=" + word, "end=" + word[-1], "w-=" + before, "w+=" + after


def _of_place(place: Place, unit: str, near: str) -> tuple[str, ...]:
    """Where a word stands, for a value in a unit with a word before it."""
    side, commas, amounts, far = place
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
    side, commas, _, _ = place
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


class Naming:
    """The names that the values of an article may have, by the learned weights."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._chain = [weights.get(name, 0.0) for name in CHAIN]
        self._words: dict[tuple[str, str, str], float] = {}  # what a word beside two others adds up to, and a place: the values
        self._places: dict[tuple[Place, str, str], float] = {}  # of a sentence share most of them

    @classmethod
    def of(cls, rules: Rules) -> Naming:
        return cls(rules.weights.get("indicator", {}))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def ways(self, window: Window, unit: str, answer: tuple[int, ...], count: int) -> list[Way]:
        """The likeliest ways through the words around a value, so many, and among them or beside them the rules' answer, if it takes any word."""
        scores = self._scores(window, unit)
        found = likeliest(scores, self._chain, count)
        if answer and all(way.words != answer for way in found):
            found.append(Way(answer, worth(answer, scores, self._chain)))
        return found

    def _scores(self, window: Window, unit: str) -> list[float]:
        """What speaks for each word to be in: the sum of its features' weights."""
        texts, near = _texts(window), _near(window)
        scores = list[float]()
        for index, place in enumerate(_places(window, texts)):
            if place is None:
                scores.append(self._sum(("value",)))
                continue
            beside, where = _beside(texts, index), (place, unit, near)
            if beside not in self._words:
                self._words[beside] = self._sum(_of_word(*beside))
            if where not in self._places:
                self._places[where] = self._sum(_of_place(*where))
            scores.append(self._words[beside] + self._places[where] + self._sum(_of_both(beside[1], *where)))
        return scores

    def _sum(self, names: Sequence[str]) -> float:
        return sum([self._weights.get(name, 0.0) for name in names])


def worth(words: Sequence[int], scores: Sequence[float], chain: Sequence[float]) -> float:
    """What a way through a chain adds up to: `scores` speak for being in, `chain` weighs two neighbours.

    >>> worth((1, 2), [-1.0, 2.0, 0.5], (1.0, -0.5, -0.5, 1.0))
    3.0
    """
    inside = set(words)
    taken = [index in inside for index in range(len(scores))]
    return sum(scores[index] for index in words) + sum(chain[2 * (not one) + (not other)] for one, other in pairwise(taken))


def likeliest(scores: Sequence[float], chain: Sequence[float], count: int) -> list[Way]:
    """So many ways through a chain, the likeliest first (Viterbi 1967, with lists of the best in place of the best).

    >>> [way.words for way in likeliest([-2.0, 3.0, 0.5, -3.0], (1.0, -0.5, -0.5, 1.0), 2)]
    [(1, 2), (1,)]
    """
    both, ends, opens = (weight - chain[3] for weight in chain[:3])  # beside the way that takes no word
    inside: list[_Sum] = []
    outside: list[_Sum] = [(0.0, ())]
    last = -1
    for index in [index for index, score in enumerate(scores) if score > _COLD]:
        ended = outside + _with(inside, ends)
        if index > last + 1:  # cold words lie between: whatever was in has ended
            inside, outside = [], _best(ended, count)
            ended = outside
        begun = scores[index] + (opens if index else 0.0)
        inside = _best(_with(inside, scores[index] + both, index) + _with(outside, begun, index), count)
        outside, last = _best(ended, count), index
    none = chain[3] * max(len(scores) - 1, 0)
    return [Way(words, total + none) for total, words in _best(inside + outside, count)]


def _with(ways: Sequence[_Sum], weight: float, *word: int) -> list[_Sum]:
    """Ways that go on by a step of some weight, and take a word if one is given."""
    return [(total + weight, (*words, *word)) for total, words in ways]


def _best(ways: list[_Sum], count: int) -> list[_Sum]:
    """So many ways, the likeliest first."""
    return sorted(ways, reverse=True)[:count]
