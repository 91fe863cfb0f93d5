"""The headings of a measure that name its benefits, and the one over a given value.

A measure gives each benefit a heading and then its sections: 云溪县技改补助 · 申报条件 · … · 补助标准 · 最高不超过200万元.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.measures.words import Words
from extract.model import Span
from extract.passage import line_start
from extract.records import record

_NEAR = 300  # characters that a heading reaches without a section label below it
_FAR = 3000  # characters that it reaches with one: the longest benefit met has 2,400 with its papers to file
_KINDS = ("headings.item", "headings.track", "headings.lead")  # headings other than those that end in a benefit
_LEVELS = ("chapter", "article", "first", "second", "third", "fourth")  # numbers of lines, the outer ones first


@record
class Outline:
    """The outline of a measure: headings that name a benefit, labels of sections, numbered lines with their level."""

    text: str
    heads: Sequence[re.Match[str]]  # with the benefit as group `name`
    labels: Sequence[re.Match[str]]
    numbers: Sequence[tuple[int, int]]  # where a line begins, and its level, 0 being the outermost

    @classmethod
    def of(cls, folded: str, words: Words) -> Outline:
        """The outline of a text, made once for all that ask where a value stands in it."""
        found = [*words.head.finditer(folded), *(one for kind in _KINDS for one in words[kind].finditer(folded))]
        heads = [m for m in found if not words["headings.no_name"].search(m["name"])]
        numbers = [(m.start(), _LEVELS.index(str(m.lastgroup))) for m in words["headings.number"].finditer(folded)]
        return cls(folded, heads, list(words["headings.section"].finditer(folded)), numbers)


class Headings:
    """The headings of one article that name a benefit, and the one over a given offset."""

    def __init__(self, outline: Outline, labels: Sequence[Span]) -> None:
        named = [m for m in outline.heads if m.start()]  # the title covers all benefits, so it tells none apart
        self._text, self._numbers, self._levels = outline.text, outline.numbers, dict(outline.numbers)
        self._heads = sorted({*((m.start("name"), m["name"]) for m in named), *((start, self._text[start:end]) for start, end in labels)})
        self._sections = [m.start() for m in outline.labels]

    def over(self, at: int) -> tuple[int, str]:
        """The start and the benefit name of the heading over offset `at`; an empty name where there is none."""
        index = bisect_right(self._heads, (at, "")) - 1
        if index < 0:
            return 0, ""
        start, name = self._heads[index]
        sectioned = self._first(self._sections, start) < at
        if at - start >= (_FAR if sectioned else _NEAR) or self.parts(start, at):
            return 0, ""
        return start, name

    def section(self, at: int) -> int:
        """The start of the section label over offset `at`; -1 where there is none."""
        index = bisect_right(self._sections, at) - 1
        return self._sections[index] if index >= 0 else -1

    def _first(self, places: Sequence[int], start: int) -> int:
        index = bisect_right(places, start)
        return places[index] if index < len(places) else len(self._text)

    def parts(self, start: int, at: int) -> bool:
        """Whether a line numbered at the level of `start`, or an outer one, opens another item before `at`."""
        own = self._levels.get(line_start(self._text, start), 0)
        first, last = (bisect_right(self._numbers, (place, len(_LEVELS))) for place in (start, at))
        return any(level <= own for _, level in self._numbers[first:last])


def sections(outline: Outline, words: Words) -> tuple[list[Span], list[Span]]:
    """The sections of a measure in reading order: those with rules, and those about papers to file and procedure.

    Each reaches from its label to the next label or heading, or to a line numbered at its own level or an outer one.
    """
    starts = [one.start() for one in (*outline.labels, *outline.heads)]
    levels = dict(outline.numbers)
    ruled, papers = list[Span](), list[Span]()
    for label in outline.labels:
        own = levels.get(label.start(), 0)
        marks = [*starts, *(place for place, level in outline.numbers if level <= own)]
        span = label.start(), min((place for place in marks if place >= label.end()), default=len(outline.text))
        (papers if words["headings.papers"].search(label[0]) else ruled).append(span)
    return ruled, papers
