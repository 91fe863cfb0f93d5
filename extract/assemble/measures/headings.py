"""The headings of a measure that name its benefits, and which of them stands over a value.

A measure gives each benefit a heading and then its sections: 云溪县技改补助 · 申报条件 · … · 补助标准 · 最高不超过200万元.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.measures.words import Words
from extract.model import Span

_NEAR = 300  # characters behind a heading in which it names what no section's label stands over
_FAR = 3000  # in which it does where one stands: the longest benefit that was met has 2,400 with its papers to file
_LEVELS = ("chapter", "article", "first", "second", "third", "fourth")  # numbers of lines, the outer ones first


class Headings:
    """The headings of one article that name a benefit, its sections' labels and its numbered lines."""

    def __init__(self, folded: str, words: Words, labels: Sequence[Span]) -> None:
        named = [m for m in _named(folded, words) if m.start()]  # the title names all, and so tells nothing apart
        self._heads = sorted({*((m.start("name"), m["name"]) for m in named), *((start, folded[start:end]) for start, end in labels)})
        self._sections = [m.start() for m in words["headings.section"].finditer(folded)]
        self._numbers = _numbers(folded, words)
        self._text = folded

    def over(self, at: int) -> tuple[int, str]:
        """Where the heading begins under which a place stands, and the benefit that it names; an empty name where none does."""
        index = bisect_right(self._heads, (at, "")) - 1
        if index < 0:
            return 0, ""
        start, name = self._heads[index]
        sectioned = self._first(self._sections, start) < at
        if at - start >= (_FAR if sectioned else _NEAR) or self._parted(start, at):
            return 0, ""
        return start, name

    def section(self, at: int) -> int:
        """Where the label of the section begins in which a place stands; -1 where there is none."""
        index = bisect_right(self._sections, at) - 1
        return self._sections[index] if index >= 0 else -1

    def _first(self, places: Sequence[int], start: int) -> int:
        index = bisect_right(places, start)
        return places[index] if index < len(places) else len(self._text)

    def _parted(self, start: int, at: int) -> bool:
        """Whether a line of the heading's own numbering, or of an outer one, opens another item before a place."""
        line = self._text.rfind("\n", 0, start) + 1
        own = next((level for place, level in self._numbers if place == line), None)
        first, last = (bisect_right(self._numbers, (place, len(_LEVELS))) for place in (start, at))
        return any(level <= (0 if own is None else own) for _, level in self._numbers[first:last])


def _named(folded: str, words: Words) -> list[re.Match[str]]:
    """The lines that name a benefit, or what one is for."""
    found = [*words.head.finditer(folded), *words["headings.item"].finditer(folded)]
    return [m for m in found if not words["headings.no_name"].search(m["name"])]


def _numbers(folded: str, words: Words) -> list[tuple[int, int]]:
    """Where the numbered lines begin, each with its level, 0 being the outermost."""
    return [(m.start(), _LEVELS.index(str(m.lastgroup))) for m in words["headings.number"].finditer(folded)]


def sections(folded: str, words: Words) -> tuple[list[Span], list[Span]]:
    """The sections of a measure in reading order: those of rules, and those of papers to file and of procedure.

    Each goes from its label to the next one, to a heading, or to a line numbered as it is itself.
    """
    labels = list(words["headings.section"].finditer(folded))
    starts = [one.start() for one in labels]
    heads = [one.start() for one in _named(folded, words)]
    numbers = _numbers(folded, words)
    ruled, papers = list[Span](), list[Span]()
    for label in labels:
        own = dict(numbers).get(label.start(), 0)
        marks = [*starts, *heads, *(place for place, level in numbers if level <= own)]
        span = label.start(), min((place for place in marks if place >= label.end()), default=len(folded))
        (papers if words["headings.papers"].search(label[0]) else ruled).append(span)
    return ruled, papers
