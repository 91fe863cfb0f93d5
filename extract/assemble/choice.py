"""The name of a value: one of those that its words may give it, or the rules' own, as was learned from annotated passages.

Each candidate's features (its ends, length, place, what it leaves out, how it stands to the rules' answer) are weighed,
and of the likelier ones that is taken which shares most characters with all of them, each as far as it is likely
(minimum Bayes risk, Kumar and Byrne 2004): between a long name and a short one the words that both have win.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.assemble.features import step, summed
from extract.assemble.naming import Naming, Way, words_at
from extract.assemble.surroundings import Window
from extract.assemble.view import View
from extract.patterns import Rules

WAYS = 6  # ways through the words that are weighed; on unread passages 10 do no better
_SHARP = 0.7  # below 1 the likelier candidates count for more; of 0.7, 1.0 and 1.5 the best on passages held out
# By so much of its characters another name must be likelier right than the rules' own: less changes names that are as good
_MARGIN = 0.1
_LAGS = tuple(half / 2 for half in range(12))  # log odds by which a candidate is behind the likeliest
_LENGTHS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 9.0, 12.0, 16.0, 21.0)  # characters
_ROUGHLY = (0.0, 2.0, 4.0, 7.0, 11.0)
_FAR = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0)  # words
_MORE = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0)  # characters that one name has before the other
_ALIKE = (0.0, 0.4, 0.6, 0.8, 0.9, 0.999)  # shares of characters
_TAILS = (0.0, 2.0, 4.0, 7.0)  # characters before the indicator that a candidate ends with
_STOPS = frozenset(",;:。")
_EDGE = "|"


class Candidate(NamedTuple):
    """A name that a value may have: its words by their index in the window, how far behind the likeliest it is, whether it is the rules' answer."""

    name: View
    words: tuple[int, ...]
    lag: float
    is_ruled: bool


def candidates(window: Window, unit: str, ruled: View, naming: Naming, folded: str) -> list[Candidate]:
    """The names that a value may have; `ruled` is the rules' answer, or empty."""
    answer = words_at(window, frozenset(ruled.at))
    every = naming.ways(window, unit, answer, WAYS)
    ways = [way for way in every if way.words == answer or not _repeats(window, way)] or every
    best = max(way.worth for way in ways)
    return [_candidate(window, way, best, folded, ruled if answer and way.words == answer else None) for way in ways]


def _repeats(window: Window, way: Way) -> bool:
    """Whether a name would say a word twice: 设备补助|补助."""
    longer = [text for index in way.words if len(text := window.words[index].text) > 1]
    return len(set(longer)) < len(longer)


def _candidate(window: Window, way: Way, best: float, folded: str, ruled: View | None) -> Candidate:
    spans = [(window.words[index].start, window.words[index].end) for index in way.words]
    name = ruled or View("".join(folded[start:end] for start, end in spans), tuple(at for span in spans for at in range(*span)))
    return Candidate(name, way.words, best - way.worth, ruled is not None)


class Around(NamedTuple):
    """What stands around a value: the window, the value's unit, the rules' answer or nothing."""

    window: Window
    unit: str
    ruled: str

    @property
    def texts(self) -> Sequence[str]:
        return self.window.texts

    @classmethod
    def of(cls, window: Window, unit: str, ruled: View) -> Around:
        return cls(window, unit, ruled.text)


def features(around: Around, one: Candidate, known: Mapping[str, object]) -> tuple[str, ...]:
    """The names of a candidate's features; `known` are the catalogue's names."""
    names = ["length=" + step(float(len(one.name)), _LENGTHS), "lag=" + step(one.lag, _LAGS), *_beside_rules(one, around.ruled)]
    if one.words:
        window, texts = around.window, around.texts
        names += [*_ends(texts, one, around.unit), *_place(window, texts, one), *_gaps(window, texts, one), *_known(one.name.text, known)]
    return tuple(names)


def _beside_rules(one: Candidate, ruled: str) -> Iterator[str]:
    """How a candidate stands to the rules' answer."""
    if not ruled:
        yield "rules=none"
        return
    text = one.name.text
    yield "rules=" + step(shared(text, ruled), _ALIKE)
    if one.is_ruled:
        yield "rules=own"
    elif text.endswith(ruled):
        yield "longer=" + step(float(len(text) - len(ruled)), _MORE)
    elif text and ruled.endswith(text):
        yield "shorter=" + step(float(len(ruled) - len(text)), _MORE)
    elif text and (ruled in text or text in ruled):
        yield f"rules={'holds' if ruled in text else 'within'}"


def shared(one: str, other: str) -> float:
    """The share of characters that two names have in common (F1 of their sets).

    >>> round(shared("粮食产量", "全县粮食产量"), 2)
    0.8
    """
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other))) if one and other else 0.0


def _ends(texts: Sequence[str], one: Candidate, unit: str) -> Iterator[str]:
    """The words at a name's ends, and beside them."""
    first, last = one.words[0], one.words[-1]
    before = texts[first - 1] if first else _EDGE
    after = texts[last + 1] if last + 1 < len(texts) else _EDGE
    opens, ends, tail = texts[first], texts[last], one.name.text[-2:]
    opening = "clause" if before in _STOPS or before in (_EDGE, "_") else "mark" if before.startswith("<") else "within"
    roughly = step(float(len(one.name)), _ROUGHLY)
    yield from ("first=" + opens, "first0=" + opens[0], "last=" + ends, "last0=" + ends[-1], "tail=" + tail)
    yield from ("before=" + before, "after=" + after, f"before={before}|{opens}", f"after={ends}|{after}")
    yield from (f"unit={unit}|{ends[-1]}", f"unit={unit}|{tail}", "opens=" + opening, f"opens={opening}|{roughly}", f"last={ends}|{roughly}")
    if len(one.words) == 1:
        yield "only=" + ends


def _place(window: Window, texts: Sequence[str], one: Candidate) -> Iterator[str]:
    """Where a name stands, seen from the value."""
    first, last, value = one.words[0], one.words[-1], window.value
    side = "A" if first > value else "B" if last < value else "AB"
    between = texts[last + 1 : value] if side == "B" else texts[value + 1 : first if side == "A" else last]
    commas, amounts = sum(text in _STOPS for text in between), between.count("<amount>")
    yield "side=" + side
    yield f"far={side}{step(float(abs(last - value)), _FAR)}"
    yield f"between={side}{min(commas, 3)}/{min(amounts, 3)}"
    yield f"own={first >= window.own}{last >= window.own}"
    for index in one.words:
        if texts[index].startswith("<"):
            yield "holds=" + texts[index]
        elif texts[index] in _STOPS:
            yield "holds=,"


def _gaps(window: Window, texts: Sequence[str], one: Candidate) -> Iterator[str]:
    """What a name in several pieces leaves out between them."""
    count = 1
    for here, there in pairwise(one.words):
        if there == here + 1:
            continue
        count += 1
        left = texts[here + 1 : there]
        yield from ("from=" + texts[here], "to=" + texts[there], "leaves=" + left[0], "leaves0=" + left[-1])
        yield "gap=" + step(float(len(left)), _FAR)
        yield from (f"gap={name}" for name, holds in (("clause", not _STOPS.isdisjoint(left)), ("amount", "<amount>" in left), ("value", here < window.value < there)) if holds)
    yield f"pieces={min(count, 4)}"


def _known(text: str, known: Mapping[str, object]) -> Iterator[str]:
    """Whether the catalogue knows a name, or one that it ends with."""
    at = next((at for at in range(len(text)) if text[at:] in known), None)
    if at is not None:
        yield "known=" + step(float(at), _TAILS)


class Choice:
    """The choice between the names of a value by the learned weights; the rules' answer where nothing was learned."""

    def __init__(self, rules: Rules, known: Mapping[str, object]) -> None:
        self._weights: Mapping[str, float] = rules.weights.get("choice", {})
        self._naming, self._known = Naming.of(rules), known

    def name(self, window: Window, unit: str, ruled: View, folded: str) -> View:
        """The name that is taken; NOTHING where none is likely."""
        if not self._weights or not self._naming or _reaches_out(ruled, window):
            return ruled
        found = candidates(window, unit, ruled, self._naming, folded)
        around = Around.of(window, unit, ruled)
        sums = [summed(self._weights, features(around, one, self._known)) for one in found]
        agreed = agreements(sums, [_bits(one.name.at, window.words[0].start) for one in found])
        best = max(range(len(found)), key=agreed.__getitem__)
        own = next((index for index, one in enumerate(found) if one.is_ruled), best)
        return found[own if agreed[own] + _MARGIN >= agreed[best] else best].name


def _reaches_out(name: View, window: Window) -> bool:
    """Whether part of a name stands before the window (in a head above): the words around the value know too little of it."""
    return bool(name.at) and (min(name.at) < window.words[0].start or max(name.at) >= window.words[-1].end)


def _bits(at: Sequence[int], start: int) -> int:
    """Offsets, seen from a start, as the bits of a number, so that two phrases are compared at once."""
    bits = 0
    for offset in at:
        bits |= 1 << (offset - start)
    return bits


def agreements(sums: Sequence[float], masks: Sequence[int]) -> list[float]:
    """How much of each phrase is expected to be right: what it shares with all of them, each as far as it is likely.

    >>> [round(one, 2) for one in agreements([1.0, 1.2, 0.9], [0b0111, 0b1000, 0b0110])]
    [0.53, 0.42, 0.52]
    """
    top = max(sums)
    shares = [math.exp((one - top) / _SHARP) for one in sums]
    every = sum(shares)
    likely = [(share, mask, mask.bit_count()) for share, mask in zip(shares, masks, strict=True)]
    return [sum([share * _overlap(mask, size, other, many) for share, other, many in likely]) / every for _, mask, size in likely]


def _overlap(one: int, size: int, other: int, many: int) -> float:
    """F1 of the places of two phrases of some sizes; two that are empty agree."""
    return 2 * (one & other).bit_count() / (size + many) if size + many else 1.0
