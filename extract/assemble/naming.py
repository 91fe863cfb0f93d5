"""A value's indicator, word by word: which words around it name it, weighed by what was learned from annotated passages.

A chain of words, each in the name or out of it (a linear-chain conditional random field, Lafferty et al. 2001): what a
word is and where it stands count for it or against it, and so does whether its neighbour is in. The rules' own answer is
one more thing that is known of a word, so that the two are weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.assemble.features import step
from extract.assemble.surroundings import Window, Word
from extract.assemble.view import View, trimmed
from extract.patterns import Rules

_FAR = tuple(map(float, (0, 1, 2, 3, 4, 6, 9, 13, 20, 40)))  # words between a word and the value
_COMMAS, _AMOUNTS = 4, 3  # more between a word and the value than so many say no more
_COMMA, _EDGE = ",", "|"
_SPACE = str.maketrans({" ": "_", "\t": "_", "\n": "_"})  # so that a feature is one word in the table of weights
# By so much another name must outweigh the rules' own: less changes names that are as good (log odds)
_MARGIN = 2.0
CHAIN = ("chain=II", "chain=IO", "chain=OI", "chain=OO")  # the weights of two neighbours, in or out


def features(window: Window, unit: str, ruled: frozenset[int] | None) -> list[tuple[str, ...]]:
    """The names of each word's features; `ruled` are the offsets of the rules' answer, None where nothing is to be told of it."""
    texts = [word.text.translate(_SPACE) for word in window.words]
    inside = _inside(window.words, ruled or frozenset())
    found = list[tuple[str, ...]]()
    for index, place in enumerate(_places(window, texts)):
        if index == window.value:
            found.append(("value",))
            continue
        plain = _of_word(texts, index, window.value, place, unit)
        found.append((*plain, *(_of_rules(inside, index, place) if ruled is not None else ())))
    return found


def _places(window: Window, texts: Sequence[str]) -> list[tuple[str, int, int, str]]:
    """For each word its side (Before, After, sentence Past), the commas and amounts between it and the value, its distance."""
    places = [("V", 0, 0, "0")] * len(texts)
    for way, side in ((range(window.value - 1, -1, -1), "B"), (range(window.value + 1, len(texts)), "A")):
        commas = amounts = 0
        for index in way:
            where = "P" if index < window.own else side
            far = step(float(abs(index - window.value)), _FAR)
            places[index] = (where, min(commas, _COMMAS), min(amounts, _AMOUNTS), far)
            commas += texts[index] == _COMMA
            amounts += texts[index] == "<amount>"
    return places


def _of_word(texts: Sequence[str], index: int, value: int, place: tuple[str, int, int, str], unit: str) -> Iterator[str]:
    """What a word is, beside which words it stands, and where, seen from the value."""
    side, commas, amounts, far = place
    word = texts[index]
    near = texts[value - 1] if value else _EDGE
    yield "w=" + word
    yield "end=" + word[-1]
    yield "w-=" + (texts[index - 1] if index else _EDGE)
    yield "w+=" + (texts[index + 1] if index + 1 < len(texts) else _EDGE)
    yield f"at={side}{far}/{min(commas, 2)}{min(amounts, 2)}"
    yield f"in={side}{commas}"
    yield f"past={side}{amounts}"
    yield f"between={side}{min(commas, 3)}{amounts}"
    yield f"where={side}{min(commas, 1)}{word}"
    yield f"unit={unit}{side}{min(commas, 2)}{min(amounts, 2)}"
    yield f"unit={unit}{word}"
    yield f"near={near}{side}{min(commas, 1)}{min(amounts, 1)}"
    if not commas:
        yield f"near={near}|{word}"


def _of_rules(inside: Sequence[str], index: int, place: tuple[str, int, int, str]) -> Iterator[str]:
    """Whether the rules' answer holds a word and its neighbours."""
    side, commas, amounts, _ = place
    own = inside[index]
    yield "rules=" + own
    yield "rules=" + (inside[index - 1] if index else _EDGE) + own + (inside[index + 1] if index + 1 < len(inside) else _EDGE)
    yield f"rules={own}{side}{min(commas, 3)}{amounts}"


def _inside(words: Sequence[Word], offsets: frozenset[int]) -> list[str]:
    """I for each word of which more than half lies at the offsets, O for the others; N where nothing does."""
    if not offsets:
        return ["N"] * len(words)
    return ["I" if is_in(word, offsets) else "O" for word in words]


def is_in(word: Word, offsets: frozenset[int] | set[int]) -> bool:
    """Whether more than half of a word lies at some offsets."""
    return 2 * sum(at in offsets for at in range(word.start, word.end)) > word.end - word.start


class Naming:
    """The names of an article's values by the learned weights; none where nothing was learned."""

    def __init__(self, folded: str, rules: Rules) -> None:
        self._folded = folded
        self._weights: Mapping[str, float] = rules.weights.get("indicator", {})
        self._chain = [self._weights.get(name, 0.0) for name in CHAIN]

    def name(self, window: Window, unit: str | None, ruled: View) -> View:
        """The words that name a value, in the order of the text: the rules' answer, unless others outweigh it; NOTHING where none name it."""
        if not self._weights:
            return ruled
        offsets = frozenset(ruled.at)
        scores = [sum(self._weights.get(name, 0.0) for name in names) for names in features(window, unit or "", offsets)]
        taken, answer = best(scores, self._chain), [is_in(word, offsets) for word in window.words]
        if offsets and worth(taken, scores, self._chain) < worth(answer, scores, self._chain) + _MARGIN:
            return ruled
        at = tuple(at for word, is_named in zip(window.words, taken, strict=True) if is_named for at in range(word.start, word.end))
        return trimmed(View("".join(self._folded[one] for one in at), at))


def worth(taken: Sequence[bool], scores: Sequence[float], chain: Sequence[float]) -> float:
    """What a way through a chain adds up to.

    >>> worth([False, True, True], [-1.0, 2.0, 0.5], (1.0, -0.5, -0.5, 1.0))
    3.0
    """
    pairs = sum(chain[2 * (not one) + (not other)] for one, other in pairwise(taken))
    return pairs + sum(score for score, is_taken in zip(scores, taken, strict=True) if is_taken)


def best(scores: Sequence[float], chain: Sequence[float]) -> list[bool]:
    """The likeliest way through a chain (Viterbi 1967): `scores` speak for being in, `chain` weighs two neighbours.

    >>> best([-2.0, 3.0, 0.5, -3.0], (1.0, -0.5, -0.5, 1.0))
    [False, True, True, False]
    """
    both, opens, ends, none = chain  # a word and the next: in and in, in and out, out and in, out and out
    inside, outside = (scores[0], 0.0) if scores else (0.0, 0.0)
    back: list[tuple[bool, bool]] = []
    for score in scores[1:]:
        from_in, from_out = inside + both >= outside + ends, inside + opens > outside + none
        inside, outside = (
            score + (inside + both if from_in else outside + ends),
            inside + opens if from_out else outside + none,
        )
        back.append((from_in, from_out))
    taken = [inside > outside] if scores else []
    for from_in, from_out in reversed(back):
        taken.append(from_in if taken[-1] else from_out)
    return taken[::-1]
