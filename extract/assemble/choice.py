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

from extract import expressions as re
from extract.assemble.features import step, summed
from extract.assemble.naming import Lattice, Naming, Way, words_at
from extract.assemble.surroundings import Window
from extract.assemble.view import View
from extract.model import Printed, Statement
from extract.patterns import Rules

WAYS = 6  # ways through the words that are weighed; on unread passages 10 do no better
# Log odds by which nobody must be likelier than whom the rules name; of 0 to 2 the best on passages held out and on those read
_NOBODY = 1.0
_SHARP = 0.7  # below 1 the likelier candidates count for more; of 0.7, 1.0 and 1.5 the best on passages held out
_LAGS = tuple(half / 2 for half in range(12))  # log odds by which a candidate is behind the likeliest
_LENGTHS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 9.0, 12.0, 16.0, 21.0)  # characters
_ROUGHLY = (0.0, 2.0, 4.0, 7.0, 11.0)
_FAR = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0)  # words
_MORE = (1.0, 2.0, 3.0, 5.0, 8.0, 13.0)  # characters that one name has before the other
_ALIKE = (0.0, 0.4, 0.6, 0.8, 0.9, 0.999)  # shares of characters
_TAILS = (0.0, 2.0, 4.0, 7.0)  # characters before the indicator that a candidate ends with
_STOPS = frozenset(",;:。")
_EDGE = "|"
_ITEM, _NUMBER = frozenset("、.)"), re.compile("[一二三四五六七八九十]+|[0-9]+")  # a number, and what stands behind it, before an item
_OPENING = frozenset("“‘《〈(<")  # what a name may begin with beside letters and figures; < is of a mention
_PARTING = frozenset(",;:。、()“”_")
_CORES, _RUNS, _WORDS = 3, 8, 3  # names that are completed, runs of words that complete them, words of a part of one
_PARTS = (0.0, 0.999)  # shares of words: none, some, all


class Candidate(NamedTuple):
    """A name that a value may have: its words by their index in the window, how far behind the likeliest it is, whether it is the rules' answer.

    `made` says how it was found: a way through the words, or a way with the opening or the end of what stands before it.
    """

    name: View
    words: tuple[int, ...]
    lag: float
    is_ruled: bool
    made: str = "way"


class _Ground(NamedTuple):
    """Where names are looked for: the words around a value with what speaks for each, the text, what the likeliest way adds up to."""

    window: Window
    lattice: Lattice
    folded: str
    best: float

    def candidate(self, way: Way, made: str = "way") -> Candidate:
        spans = [(self.window.words[index].start, self.window.words[index].end) for index in way.words]
        name = View("".join(self.folded[start:end] for start, end in spans), tuple(at for span in spans for at in range(*span)))
        return Candidate(name, way.words, self.best - way.worth, False, made)


def candidates(around: Around, ruled: View, naming: Naming, folded: str) -> list[Candidate]:
    """The names that a value may have; `ruled` is the rules' answer, or empty.

    What a rule gives or asks for is named by a thing that stands before and the benefit: of a value with a role,
    the likeliest names are therefore completed by what stands before them, too.
    """
    window = around.window
    lattice, answer = naming.lattice(window, around.unit), words_at(window, frozenset(ruled.at))
    ways = _ways(window, lattice, answer)
    ground = _Ground(window, lattice, folded, max(way.worth for way in ways))
    found = [ground.candidate(way) for way in ways]
    found = [one._replace(name=ruled, is_ruled=True) if answer and one.words == answer else one for one in found]
    every = [*found, *_completed(ground, found)] if around.told.role else found
    return [one for one in every if not _clips(one, ruled)] or every


def _clips(one: Candidate, ruled: View) -> bool:
    """Whether a name is the rules' answer without its first character: 公|租房租金."""
    return bool(one.words) and not one.is_ruled and ruled.text[1:] == one.name.text


def _ways(window: Window, lattice: Lattice, answer: tuple[int, ...]) -> list[Way]:
    """The likeliest ways and the rules' answer, without those that say a word twice."""
    every = lattice.likeliest(WAYS)
    if answer and all(way.words != answer for way in every):
        every.append(lattice.way(answer))
    return [way for way in every if way.words == answer or _may_name(window, way.words)] or every


def _may_name(window: Window, words: Sequence[int]) -> bool:
    """Whether words may be a name: none that says a word twice (设备补助|补助), none that begins with a mark or the number of an item (一、|技改补助)."""
    longer = [text for index in words if len(text := window.words[index].text) > 1]
    return len(set(longer)) == len(longer) and not (words and _opens_badly(window, words[0]))


def _opens_badly(window: Window, index: int) -> bool:
    """Whether no name begins with a word: a bullet or another mark that opens nothing, the number of an item."""
    word = window.texts[index]
    return not (word[:1].isalnum() or word[:1] in _OPENING) or _numbers(window, index)


def _numbers(window: Window, index: int) -> bool:
    """Whether a word is the number of an item: what goes on after it."""
    behind = window.texts[index + 1] if index + 1 < len(window.texts) else _EDGE
    return behind in _ITEM and _NUMBER.fullmatch(window.texts[index]) is not None


def _completed(ground: _Ground, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The rules' answer and the likeliest ways, each with words from the runs that stand before it: 新建|青贮池|…每立方米|补助."""
    known, runs = {one.name.text for one in found}, _runs(ground.window)
    cores = sorted((one for one in found if one.words), key=lambda one: (not one.is_ruled, one.lag))[:_CORES]
    for made, words in (one for core in cores for one in _openings(runs, core.words)):
        if _may_name(ground.window, words):
            one = ground.candidate(ground.lattice.way(words), made)
            if one.name.text not in known:
                known.add(one.name.text)
                yield one


def _runs(window: Window) -> list[range]:
    """The last runs of words before the value that no mark, mention or bracket parts."""
    edges = [-1, *(index for index, text in enumerate(window.texts[: window.value]) if text in _PARTING or text.startswith("<")), window.value]
    return [range(one + 1, other) for one, other in pairwise(edges) if other - one > 1][-_RUNS:]


def _openings(runs: Sequence[range], core: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A core with the end, and with the opening, of each run before it: all of it, one word, two, three."""
    for run in runs:
        before = [index for index in run if index < core[0]]
        for count in dict.fromkeys((len(before), *range(1, min(len(before), _WORDS) + 1))):
            if count:
                yield "end", (*before[-count:], *core)
                yield "opening", (*before[:count], *core)


class Told(NamedTuple):
    """What a rule's value is to the rule (a grant, a rate …; "" of what is no rule's), and the offsets of whom it is for and of what it is taken."""

    role: str
    recipient: range
    base: range

    @classmethod
    def of(cls, made: Statement) -> Told:
        return cls(made.role or "", _offsets(made.recipient), _offsets(made.base))


def _offsets(phrase: Printed | None) -> range:
    return range(phrase.start, phrase.end) if phrase else range(0)


UNTOLD = Told("", range(0), range(0))


class Around(NamedTuple):
    """What stands around a value: the window, the value's unit, the rules' answer or nothing, what else is told of it."""

    window: Window
    unit: str
    ruled: str
    told: Told

    @property
    def texts(self) -> Sequence[str]:
        return self.window.texts


def features(around: Around, one: Candidate, known: Mapping[str, object]) -> tuple[str, ...]:
    """The names of a candidate's features; `known` are the catalogue's names."""
    names = ["length=" + step(float(len(one.name)), _LENGTHS), "lag=" + step(one.lag, _LAGS), *_beside_rules(one, around.ruled)]
    if around.told.role:
        names += [f"{around.told.role}|{name}" for name in names]
    if one.words:
        window, texts = around.window, around.texts
        placed = list(_place(window, texts, one))
        names += [*_ends(texts, one, around.unit), *placed, *_gaps(window, texts, one), *_known(one.name.text, known)]
        if around.told.role:
            names += [*_of_role(around, one), *(f"{around.told.role}|{name}" for name in placed)]
    return tuple(names)


def _of_role(around: Around, one: Candidate) -> Iterator[str]:
    """How a name stands to what else is told of a rule's value: its last words, and what it has of whom that is for and of what it is taken."""
    role, recipient, base = around.told
    yield from (f"{role}|made={one.made}", f"made={one.made}|{around.texts[one.words[-1]]}", f"made={one.made}|{around.texts[one.words[0]]}", f"made={one.made}|{around.unit}")
    words = [around.window.words[index] for index in one.words]
    yield from (f"{role}|last={around.texts[one.words[-1]]}", f"{role}|tail={one.name.text[-2:]}", f"{role}|first={around.texts[one.words[0]]}")
    for what, span in (("for", recipient), ("base", base)):
        inside = sum(word.start in span for word in words)
        name = f"{role}|{what}={step(inside / len(words), _PARTS)}" if span else f"{role}|{what}=none"
        yield name
        yield f"{name}|{one.name.text[-1]}"
        if span and inside:
            covered = sum(word.end - word.start for word in words if word.start in span) / len(span)
            yield f"{name}|{step(covered, _ALIKE)}"


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
        if not left:  # a part, and behind it the side of the whole that stands before it
            yield from ("back=" + texts[here], "side=" + texts[there])
            continue
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
    """The choice between the names of a value by the learned weights, or between those whom it is for; the rules' answer where nothing was learned."""

    def __init__(self, naming: Naming, weights: Mapping[str, float], known: Mapping[str, object] | None) -> None:
        self._naming, self._weights, self._known, self._names = naming, weights, known or {}, known is not None

    @classmethod
    def of_names(cls, rules: Rules, known: Mapping[str, object]) -> Choice:
        """Between names; `known` are the catalogue's."""
        return cls(Naming.of(rules), rules.weights.get("choice", {}), known)

    @classmethod
    def of_recipients(cls, rules: Rules) -> Choice:
        """Between those whom a rule's value is for; what `Around` has as its unit is the value's role."""
        return cls(Naming.of(rules, "recipient"), rules.weights.get("recipients", {}), None)

    def name(self, around: Around, ruled: View, folded: str) -> View:
        """The name that is taken; NOTHING where none is likely."""
        window = around.window
        if not self._weights or not self._naming or _reaches_out(ruled, window):
            return ruled
        found = candidates(around, ruled, self._naming, folded)
        worth = [summed(self._weights, features(around, one, self._known)) for one in found]
        if self._names and not around.told.role:  # of a rule's value the likeliest is better than what many share: most are parts of one another
            worth = agreements(worth, [_bits(one.name.at, window.words[0].start) for one in found])
        taken = max(range(len(found)), key=lambda index: (worth[index], found[index].is_ruled))
        if len(found[taken].name) or self._names:
            return found[taken].name
        own = next((one for one, candidate in zip(worth, found, strict=True) if candidate.is_ruled), -math.inf)
        return ruled if worth[taken] - own < _NOBODY else found[taken].name


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
