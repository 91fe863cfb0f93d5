"""The name of a value: a candidate made of the words around it, or the rules' answer, by weights learned from annotated passages.

The features of each candidate (its ends, length, place, gaps, how it compares with the rules' answer) are weighed,
and the candidate is taken that shares most characters with all of them, each counted by its probability
(minimum Bayes risk, Kumar and Byrne 2004): between a long name and a short one, the words that both have win.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from extract import expressions as re
from extract.assemble.features import Steps, summed
from extract.assemble.naming import Lattice, Naming, Way, words_at
from extract.assemble.surroundings import Window
from extract.assemble.view import NOTHING, View
from extract.model import Printed, Statement
from extract.patterns import Forms, Rules

WAYS = 6  # ways through the words that become candidates; on unread passages 10 do no better
# Log odds by which no recipient must beat the rules' recipient; of 0 to 2 the best on passages held out and on those read
_NOBODY = 1.0
_SHARP = 0.7  # below 1 the likelier candidates count for more; of 0.7, 1.0 and 1.5 the best on passages held out
_LAGS = Steps(half / 2 for half in range(12))  # log odds by which a candidate is less likely than the likeliest
_LENGTHS = Steps((0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 9.0, 12.0, 16.0, 21.0))  # characters
_ROUGHLY = Steps((0.0, 2.0, 4.0, 7.0, 11.0))
_FAR = Steps((1.0, 2.0, 3.0, 5.0, 8.0, 13.0))  # words
_MORE = Steps((1.0, 2.0, 3.0, 5.0, 8.0, 13.0))  # characters by which one name is longer than the other
_ALIKE = Steps((0.0, 0.4, 0.6, 0.8, 0.9, 0.999))  # shares of characters
_TAILS = Steps((0.0, 2.0, 4.0, 7.0))  # characters before the indicator that a candidate ends with
_STOPS = frozenset(",;:。")
_EDGE = "|"
_ITEM, _NUMBER = frozenset("、.)"), re.compile("[一二三四五六七八九十]+|[0-9]+")  # the number of a list item, and the marks that follow it
_OPENING = frozenset("“‘《〈(<")  # marks with which a name may begin, beside letters and figures; < is that of a mention
_PARTING = frozenset(",;:。、()“”_")
_EACH = frozenset("单每")  # a measure behind them is no word of a name
_CORES, _RUNS, _WORDS = 3, 8, 3  # names that are completed, runs of words used for that, words taken from a run
_PARTS = Steps((0.0, 0.999))  # shares of words: none, some, all


class Candidate(NamedTuple):
    """A possible name of a value: its words by their index in the window, its log odds behind the likeliest, whether it is the rules' answer.

    `made` says how it was found: as a way through the words, or as one with the opening or the end of an earlier run.
    """

    name: View
    words: tuple[int, ...]
    lag: float
    is_ruled: bool
    made: str = "way"


class _Ground(NamedTuple):
    """Where candidates come from: the words around a value, the weights for each word, the text, and the sum of the likeliest way."""

    window: Window
    lattice: Lattice
    folded: str
    best: float

    def candidate(self, way: Way, made: str = "way") -> Candidate:
        words, folded = self.window.words, self.folded
        spans = [(words[index].start, words[index].end) for index in way.words]
        name = View("".join([folded[start:end] for start, end in spans]), tuple([at for start, end in spans for at in range(start, end)]))
        return Candidate(name, way.words, self.best - way.worth, False, made)


def candidates(around: Around, ruled: View, naming: Naming, folded: str) -> list[Candidate]:
    """The possible names of a value; `ruled` is the rules' answer, or empty.

    A rule's value is named by an earlier thing together with the benefit: where the value has a role, the likeliest names
    are therefore also completed by what stands before them.
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
    """Whether a candidate is the rules' answer without its first character: 公|租房租金."""
    return bool(one.words) and not one.is_ruled and ruled.text[1:] == one.name.text


def _ways(window: Window, lattice: Lattice, answer: tuple[int, ...]) -> list[Way]:
    """The likeliest ways and the rules' answer, without those that cannot be a name."""
    every = lattice.likeliest(WAYS)
    if answer and all(way.words != answer for way in every):
        every.append(lattice.way(answer))
    return [way for way in every if way.words == answer or _may_name(window, way.words)] or every


def _may_name(window: Window, words: Sequence[int]) -> bool:
    """Whether words may be a name: no word is repeated (设备补助|补助), and they open with no mark, item number (一、|技改补助) or scrap."""
    longer = [text for index in words if len(text := window.words[index].text) > 1]
    return len(set(longer)) == len(longer) and not (words and (_opens_badly(window, words[0]) or _opens_with_scrap(window, words)))


def _goes_on_to_next(window: Window, words: Sequence[int]) -> bool:
    """Whether words before a value continue with words of a later clause: 提供风险保障|20亿元,|赔付|…."""
    behind = next((index for index in words if index > window.value), 0)
    left = window.texts[window.value + 1 : behind]
    return not _STOPS.isdisjoint(left)


def _opens_badly(window: Window, index: int) -> bool:
    """Whether no name begins with this word: a mark that opens nothing, the number of an item, a size without its side, a measure of each (单|家|企业)."""
    word = window.texts[index]
    if not (word[:1].isalnum() or word[:1] in _OPENING) or _numbers(window, index):
        return True
    return _is_cut_size(window, index) or (len(word) == 1 and index > 0 and window.texts[index - 1] in _EACH)


def _opens_with_scrap(window: Window, words: Sequence[int]) -> bool:
    """Whether a name begins with a single character apart from the rest, with more than the value between.

    >>> from types import SimpleNamespace as Window
    >>> _opens_with_scrap(Window(texts=["但", "经", "认定", "<value>", "奖励"], value=3), (0, 4))
    True
    >>> _opens_with_scrap(Window(texts=["拟", "投", "<value>", "扩产"], value=2), (1, 3))
    False
    """
    apart = len(words) > 1 and words[1] > words[0] + 1 != window.value
    return apart and _is_character(window.texts[words[0]])


def _is_character(word: str) -> bool:
    return len(word) == 1 and word.isalnum()


def _is_cut_size(window: Window, index: int) -> bool:
    """Whether a word is a size whose side stands before it: 总投资超|10亿元|的项目."""
    joined = any(map(_is_character, window.texts[index + 1 : index + 2]))
    return joined and window.texts[index] == "<amount>" and index > 0 and window.texts[index - 1] not in _STOPS


def _numbers(window: Window, index: int) -> bool:
    """Whether a word is the number of a list item, by the mark behind it."""
    behind = window.texts[index + 1] if index + 1 < len(window.texts) else _EDGE
    return behind in _ITEM and _NUMBER.fullmatch(window.texts[index]) is not None


def _completed(ground: _Ground, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The rules' answer and the likeliest candidates, each with words from the runs before it: 新建|青贮池|…每立方米|补助."""
    known, runs = {one.name.text for one in found}, _runs(ground.window)
    cores = sorted((one for one in found if one.words), key=lambda one: (not one.is_ruled, one.lag))[:_CORES]
    for made, words in (one for core in cores for one in _openings(runs, core.words)):
        if _may_name(ground.window, words):
            one = ground.candidate(ground.lattice.way(words), made)
            if one.name.text not in known:
                known.add(one.name.text)
                yield one


def _runs(window: Window) -> list[range]:
    """The last runs of words before the value, without marks, mentions and brackets."""
    edges = [-1, *(index for index, text in enumerate(window.texts[: window.value]) if text in _PARTING or text.startswith("<")), window.value]
    return [range(one + 1, other) for one, other in pairwise(edges) if other - one > 1][-_RUNS:]


def _openings(runs: Sequence[range], core: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The core with the end, and with the opening, of each run before it: the whole run, or one to three words."""
    for run in runs:
        before = [index for index in run if index < core[0]]
        for count in dict.fromkeys((len(before), *range(1, min(len(before), _WORDS) + 1))):
            if count:
                yield "end", (*before[-count:], *core)
            if 0 < count < len(before):
                yield "opening", (*before[:count], *core)


class Told(NamedTuple):
    """The role of a rule's value (a grant, a rate …; "" for other values), and the offsets of its recipient and its base."""

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
    """The surroundings of a value: the window, the value's unit, the rules' answer or "", and what else is known of it."""

    window: Window
    unit: str
    ruled: str
    told: Told

    def word(self, index: int) -> str:
        """The word at an index of the window, as features name it; | beyond its ends."""
        return self.window.texts[index] if 0 <= index < len(self.window.texts) else _EDGE


Trait = tuple[Any, ...]
"""What is looked at in a candidate: the function that names its features, and the words and steps that decide the names."""


class Scales(dict[Trait, float]):
    """The weights of traits, each computed once, as many candidates of an article begin or end with the same words."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def __missing__(self, trait: Trait) -> float:
        self[trait] = weight = summed(self._weights, list(trait[0](*trait[1:])))
        return weight

    def weigh(self, traits: Sequence[Trait]) -> float:
        """The sum of the weights of some traits."""
        return sum(map(self.__getitem__, traits))


class Traits:
    """The traits of the candidates for one value; `known` are the names of the catalogue."""

    def __init__(self, around: Around, known: Forms | None) -> None:
        self._around, self._known = around, known
        self._window, self._texts, self._role = around.window, around.window.texts, around.told.role
        told = (("for", around.told.recipient), ("base", around.told.base))
        self._told = [(what, span, *_indices(around.window, span)) for what, span in told] if self._role else []
        self._between: dict[tuple[str, int, int], tuple[str, str]] = {}
        self._left: dict[tuple[int, int], Trait] = {}

    def features(self, one: Candidate) -> tuple[str, ...]:
        """The names of a candidate's features."""
        return tuple(name for names, *what in self.of(one) for name in names(*what))

    def of(self, one: Candidate) -> list[Trait]:
        """The traits of a candidate."""
        size, words = len(one.name.text), one.words
        found: list[Trait] = [(_outline, self._role, _LENGTHS.of(size), _LAGS.of(one.lag), *_beside_rules(one, self._around.ruled))]
        if not words:
            return found
        found += self._of_words(words, one.name.text[-2:], _ROUGHLY.of(size))
        if self._known and (ending := self._known.ending(one.name.text)):
            found.append((_catalogued, size - len(ending)))
        return [*found, *self._of_role(one)] if self._role else found

    def _of_words(self, words: tuple[int, ...], tail: str, roughly: str) -> list[Trait]:
        """The traits of a name's words."""
        first, last, texts = words[0], words[-1], self._texts
        before, opens, ends, after = self._around.word(first - 1), texts[first], texts[last], self._around.word(last + 1)
        gaps = [gap for gap in pairwise(words) if gap[1] != gap[0] + 1] if last - first >= len(words) else []
        return [
            *((_opening, before, opens), (_opens, _parted(before), roughly), (_end, ends, after, self._around.unit, tail), (_ends, ends, roughly)),
            *(self._place(first, last), (_pieces, opens if len(words) == 1 else None, len(gaps))),
            *[self._left.get(gap) or self._gap(gap) for gap in gaps],
            *[(_holding, self._role, word) for word in map(texts.__getitem__, words) if word in _STOPS or word[0] == "<"],
        ]

    def _place(self, first: int, last: int) -> Trait:
        """Where a name stands relative to the value; the distance of a name before the value is taken from its end."""
        value, own = self._window.value, self._window.own
        side = "A" if first > value else "B" if last < value else "AB"
        key = side, first if side == "A" else value, last
        between = self._between.get(key) or self._between.setdefault(key, self._parting(*key))
        return _place, self._role, side, *between, f"{first >= own}{last >= own}"

    def _parting(self, side: str, first: int, last: int) -> tuple[str, str]:
        """The number of words, and of commas and amounts, between a name and the value."""
        value = self._window.value
        between = self._texts[last + 1 : value] if side == "B" else self._texts[value + 1 : first if side == "A" else last]
        commas, amounts = sum([text in _STOPS for text in between]), between.count("<amount>")
        return _FAR.of(abs(last - value)), f"{min(commas, 3)}/{min(amounts, 3)}"

    def _gap(self, gap: tuple[int, int]) -> Trait:
        """What a name leaves out between two words."""
        here, there = gap
        left = self._texts[here + 1 : there]
        holds = (("clause", not _STOPS.isdisjoint(left)), ("amount", "<amount>" in left), ("value", here < self._window.value < there))
        ends = left[0], left[-1], _FAR.of(len(left)), *(name for name, is_held in holds if is_held)
        return self._left.setdefault(gap, (_gap, self._texts[here], self._texts[there], *ends))

    def _of_role(self, one: Candidate) -> Iterator[Trait]:
        """How a name relates to the recipient and the base of a rule's value: its first and last words, and what it shares with them."""
        words, tail, window, role = one.words, one.name.text[-2:], self._window.words, self._role
        opens, ends = self._texts[words[0]], self._texts[words[-1]]
        yield from ((_made, role, one.made, self._around.unit), (_made_from, role, one.made, opens), (_made_to, role, one.made, ends, tail))
        for what, span, first, last in self._told:
            inside = words[bisect_left(words, first) : bisect_left(words, last)]
            covered = sum([window[index].end - window[index].start for index in inside]) / len(span) if inside else 0.0
            yield _taken, role, what, _PARTS.of(len(inside) / len(words)) if span else "none", _ALIKE.of(covered) if inside else "", tail[-1:]


def _for_role(role: str, names: Sequence[str]) -> Sequence[str]:
    """The names of features, and the same once more with the role of the value."""
    return [*names, *(f"{role}|{name}" for name in names)] if role else names


def _outline(role: str, length: str, lag: str, *ruled: str) -> Sequence[str]:
    """The length of a name, how far it is behind the likeliest, and how it compares with the rules' answer."""
    return _for_role(role, ["length=" + length, "lag=" + lag, *ruled])


def _opening(before: str, opens: str) -> Sequence[str]:
    """The first word of a name, and the word before it."""
    return "first=" + opens, "first0=" + opens[0], "before=" + before, f"before={before}|{opens}", "opens=" + _parted(before)


def _opens(opening: str, roughly: str) -> Sequence[str]:
    """What stands before a name of this length."""
    return (f"opens={opening}|{roughly}",)


def _parted(before: str) -> str:
    """What a word is to the one behind it: the end of a clause, a mention, or a word of the same clause."""
    return "clause" if before in _STOPS or before in (_EDGE, "_") else "mark" if before.startswith("<") else "within"


def _end(ends: str, after: str, unit: str, tail: str) -> Sequence[str]:
    """The last word of a name, and the word behind it."""
    of_unit = f"unit={unit}|{ends[-1]}", f"unit={unit}|{tail}"
    return "last=" + ends, "last0=" + ends[-1], "tail=" + tail, "after=" + after, f"after={ends}|{after}", *of_unit


def _ends(ends: str, roughly: str) -> Sequence[str]:
    """The last word of a name of this length."""
    return (f"last={ends}|{roughly}",)


def _place(role: str, side: str, far: str, between: str, own: str) -> Sequence[str]:
    """Where a name stands relative to the value; `own`: whether its first and its last word stand in the value's sentence."""
    return _for_role(role, ["side=" + side, f"far={side}{far}", f"between={side}{between}", "own=" + own])


def _holding(role: str, text: str) -> Sequence[str]:
    """A comma or a mention inside a name."""
    return _for_role(role, ["holds=" + ("," if text in _STOPS else text)])


def _pieces(alone: str | None, gaps: int) -> Iterator[str]:
    """The number of pieces of a name, and its word where it has only one."""
    yield f"pieces={min(gaps + 1, 4)}"
    if alone is not None:
        yield "only=" + alone


def _gap(here: str, there: str, first: str, last: str, *told: str) -> Sequence[str]:
    """What a name leaves out between two words: the words around the gap, its ends, its length and contents."""
    return "from=" + here, "to=" + there, "leaves=" + first, "leaves0=" + last, *("gap=" + one for one in told)


def _catalogued(before: int) -> Sequence[str]:
    """That a name, or its end, is in the catalogue."""
    return ("known=" + _TAILS.of(before),)


def _made(role: str, made: str, unit: str) -> Sequence[str]:
    """How the name of a rule's value was found."""
    return f"{role}|made={made}", f"made={made}|{unit}"


def _made_from(role: str, made: str, opens: str) -> Sequence[str]:
    """How the name of a rule's value was found, and its first word."""
    return f"made={made}|{opens}", f"{role}|first={opens}"


def _made_to(role: str, made: str, ends: str, tail: str) -> Sequence[str]:
    """How the name of a rule's value was found, and its end."""
    return f"made={made}|{ends}", f"{role}|last={ends}", f"{role}|tail={tail}"


def _taken(role: str, what: str, share: str, covered: str, char: str) -> Iterator[str]:
    """How much of the name of a rule's value lies in the recipient or the base."""
    name = f"{role}|{what}={share}"
    yield from (name, f"{name}|{char}")
    if covered:
        yield f"{name}|{covered}"


def _indices(window: Window, span: range) -> tuple[int, int]:
    """The indices of the first window word that begins in a span, and of the first behind it."""
    starts = [word.start for word in window.words] if span else []
    return bisect_left(starts, span.start), bisect_left(starts, span.stop)


def _beside_rules(one: Candidate, ruled: str) -> tuple[str, ...]:
    """How a candidate compares with the rules' answer."""
    if not ruled:
        return ("rules=none",)
    text, alike = one.name.text, "rules=" + _ALIKE.of(shared(one.name.text, ruled))
    if one.is_ruled:
        return alike, "rules=own"
    if text.endswith(ruled):
        return alike, "longer=" + _MORE.of(len(text) - len(ruled))
    if text and ruled.endswith(text):
        return alike, "shorter=" + _MORE.of(len(ruled) - len(text))
    if text and (ruled in text or text in ruled):
        return alike, f"rules={'holds' if ruled in text else 'within'}"
    return (alike,)


def shared(one: str, other: str) -> float:
    """The share of characters that two names have in common (F1 of their sets).

    >>> round(shared("粮食产量", "全县粮食产量"), 2)
    0.8
    """
    mine, theirs = set(one), set(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


class Choice:
    """Chooses the name, or the recipient, of a value by the learned weights; the rules' answer where nothing was learned."""

    def __init__(self, naming: Naming, weights: Mapping[str, float], known: Forms | None) -> None:
        self._naming, self._weights, self._known = naming, weights, known
        self._scales = Scales(weights)

    @classmethod
    def of_names(cls, rules: Rules, known: Forms) -> Choice:
        """The choice between names; `known` are those of the catalogue."""
        return cls(Naming.of(rules), rules.weights.get("choice", {}), known)

    @classmethod
    def of_recipients(cls, rules: Rules) -> Choice:
        """The choice between recipients of a rule's value; the unit in `Around` is then the role of the value."""
        return cls(Naming.of(rules, "recipient"), rules.weights.get("recipients", {}), None)

    def name(self, around: Around, ruled: View, folded: str) -> View:
        """The name that is chosen; NOTHING where no recipient is likely."""
        window = around.window
        if not self._weights or not self._naming or _reaches_out(ruled, window):
            return ruled
        found = candidates(around, ruled, self._naming, folded)
        worth = self._worth(found, around)
        taken = max(range(len(found)), key=lambda index: (not _goes_on_to_next(window, found[index].words), worth[index], found[index].is_ruled))
        if self._known is not None or len(found[taken].name):
            return found[taken].name
        return ruled if worth[taken] - _of_ruled(found, worth) < _NOBODY else NOTHING

    def _worth(self, found: Sequence[Candidate], around: Around) -> list[float]:
        """The worth of each candidate: the expected agreement with all; for a rule's value or a recipient, the plain sum of weights."""
        worth = list(map(self._scales.weigh, map(Traits(around, self._known).of, found)))
        if self._known is None or around.told.role:
            return worth
        return agreements(worth, [_bits(one.name.at, around.window.words[0].start) for one in found])


def _of_ruled(found: Sequence[Candidate], worth: Sequence[float]) -> float:
    """The worth of the rules' answer; minus infinity where it is no candidate."""
    return next((one for one, candidate in zip(worth, found, strict=True) if candidate.is_ruled), -math.inf)


def _reaches_out(name: View, window: Window) -> bool:
    """Whether part of a name lies outside the window (in a head above), where the weights know too little of it."""
    return bool(name.at) and (min(name.at) < window.words[0].start or max(name.at) >= window.words[-1].end)


def _bits(at: Sequence[int], start: int) -> int:
    """The offsets, counted from `start`, as bits of a number, so that two phrases are compared at once."""
    bits = 0
    for offset in at:
        bits |= 1 << (offset - start)
    return bits


def agreements(sums: Sequence[float], masks: Sequence[int]) -> list[float]:
    """The expected agreement of each phrase with all of them, each counted by its probability.

    >>> [round(one, 2) for one in agreements([1.0, 1.2, 0.9], [0b0111, 0b1000, 0b0110])]
    [0.53, 0.42, 0.52]
    """
    top = max(sums)
    shares = [math.exp((one - top) / _SHARP) for one in sums]
    every = sum(shares)
    likely = [(share, mask, mask.bit_count()) for share, mask in zip(shares, masks, strict=True)]
    return [sum([share * _overlap(mask, size, other, many) for share, other, many in likely]) / every for _, mask, size in likely]


def _overlap(one: int, size: int, other: int, many: int) -> float:
    """F1 of the offsets of two phrases with their sizes; two empty ones agree."""
    return 2 * (one & other).bit_count() / (size + many) if size + many else 1.0
