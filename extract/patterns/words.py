"""Lookup of words in a text: the longest form at an offset, and where a name may begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from extract import expressions as re
from extract.patterns.records import Entry, Span

Lookup = Mapping[str, object]
"""A collection of words for membership tests only. A dict, because the garbage collector does not track a dict of strings, but does scan a set on every full pass."""


def lookup(*words: Iterable[str]) -> dict[str, None]:
    """Words to be looked up.

    >>> "水稻" in lookup(["水稻"], ["种植"])
    True
    """
    return dict.fromkeys(chain(*words))


class Forms(dict[str, Entry]):
    """Form -> entry, and the longest form at either end of a text.

    >>> from types import SimpleNamespace
    >>> verbs = Forms([SimpleNamespace(forms=("新建", "新", "建成"))])
    >>> verbs.opening("新建绿道"), verbs.ending("绿道建成"), verbs.opening("绿道")
    ('新建', '建成', '')
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__((form, entry) for entry in entries for form in entry.forms)
        self._opening = self._sizes(0)
        self._ending = self._sizes(-1)

    def _sizes(self, at: int) -> dict[str, tuple[int, ...]]:
        """Character at index `at` of a form -> the lengths of such forms, the longest first."""
        sizes: dict[str, set[int]] = {}
        for form in self:
            sizes.setdefault(form[at], set()).add(len(form))
        return {char: tuple(sorted(found, reverse=True)) for char, found in sizes.items()}

    def opening(self, text: str) -> str:
        """The longest form that the text begins with, or an empty string."""
        for size in self._opening.get(text[:1], ()):
            if text[:size] in self:
                return text[:size]
        return ""

    def ending(self, text: str) -> str:
        """The longest form that the text ends in, or an empty string."""
        for size in self._ending.get(text[-1:], ()):
            if text[-size:] in self:
                return text[-size:]
        return ""


_MANY = 2_000  # names: to build the automaton for more of them takes longer than to search a short text without it
_FEW = 1_000  # characters that are searched without it


class Names:
    """Many words, found in a text: at each offset the longest, none inside another.

    All are searched in one pass (Aho and Corasick 1975): a quarter of a second for a million characters and thirteen thousand names.

    >>> names = Names(["财政部", "财政部门", "民政部"])
    >>> names.spans("财政部门和民政部"), names.words("财政部门和民政部")
    ([(0, 4), (5, 8)], ['财政部门', '民政部'])
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = names if isinstance(names, Mapping) else lookup(names)
        self._few = _FEW if len(names) > _MANY else 0

    @cached_property
    def _machine(self) -> AhoCorasick:
        return AhoCorasick(sorted(self._names), matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._names), default=0)

    def spans(self, text: str) -> list[Span]:
        """The spans of the words in a text, in reading order."""
        if len(text) <= self._few:
            self._few -= len(text)
            return list(self._one_by_one(text))
        return [(start, end) for _, start, end in self._machine.find_matches_as_indexes(text)]

    def _one_by_one(self, text: str) -> Iterator[Span]:
        """The same without the automaton."""
        start = 0
        while start < len(text):
            sizes = range(min(self._longest, len(text) - start), 0, -1)
            end = start + next((size for size in sizes if text[start : start + size] in self._names), 0)
            if end > start:
                yield start, end
            start = max(end, start + 1)

    def words(self, text: str) -> list[str]:
        """The words found in a text, in reading order."""
        return self._machine.find_matches_as_strings(text)


class Everywhere:
    """Many words, found at every offset of a text, also inside one another.

    >>> Everywhere(["会", "会计", "计"]).found("会计")
    [(0, 0), (0, 1), (1, 2)]
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._machine = AhoCorasick(words)

    def found(self, text: str) -> list[tuple[int, int]]:
        """The offset of each word found in a text, with its index, in reading order."""
        return sorted([(start, index) for index, start, _ in self._machine.find_matches_as_indexes(text, overlapping=True)])


class Signs:
    """Words with weights.

    >>> Signs({"鼓励": 1.5, "完成": -2.0}).sum("完成任务,鼓励申报,鼓励创业")
    -0.5
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights, self._names = weights, Names(weights)

    def sum(self, text: str) -> float:
        """The sum of the weights of the words in a text, each counted once."""
        words = self._names.words(text)
        return sum([self._weights[word] for word in sorted(set(words))]) if words else 0.0


def beginning(names: Collection[str]) -> re.Pattern[str]:
    """An expression for the first character of what may be one of the names, by their first three characters.

    >>> names = beginning(["佛山", "佛冈县", "中山市"])
    >>> [bool(names.match(text)) for text in ("佛山到", "中山市", "中山路", "佛冈人")]
    [True, True, False, False]
    """
    pairs, triples = {name for name in names if len(name) == 2}, {name[:3] for name in names if len(name) > 2}
    two, three = f"(?<={_any_at(0, pairs)}){_any_at(1, pairs)}", f"{_any_at(1, triples)}{_any_at(2, triples)}"
    return re.compile(f"{_any_at(0, pairs | triples)}(?={two}|{three})")


def _any_at(place: int, openings: Iterable[str]) -> str:
    """A character class of what `openings` have at index `place`."""
    chars = "".join(sorted({opening[place] for opening in openings}))
    return f"[{re.escape(chars)}]" if chars else "(?!)"
