"""Where the provisions of a rule begin, and the text of a provision around a value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract import expressions as re
from extract import items
from extract.assemble.measures.headings import Headings, Outline
from extract.assemble.measures.words import Words
from extract.assemble.view import View
from extract.grid.provisions import Provision
from extract.model import Amount, Span
from extract.passage import clause_start, line_start, within_figure

# Beyond so many characters nothing is looked for: the longest provisions of one sentence that were met have 300
_FAR = 400
_STOP = re.compile(r"[。;!?]| \|")  # a sentence, or a cell of a table


@dataclass(frozen=True)
class Place:
    """A value in its provision: the `start` of the provision, of its `segment` between semicolons, and its `head`.

    The text around the value is asked for a dozen times, and so cut out once.
    """

    amount: Amount
    text: str  # the folded text of the article
    start: int
    segment: int
    behind: int  # the end of the value, or of the list of values that it opens (30万元、20万元)
    head: str  # the benefit that the nearest heading names
    head_start: int
    row: Provision | None = None  # the row of a table of rules in whose cell the value stands
    section: int = -1  # the start of the label of its section: 补助标准
    until: int = 0  # the end of its clause, if before the value: 不超过|本市|3个月低保标准
    times: Span = (0, 0)  # the span of the standard or wage of which the value is so many months: 6个月的|低保标准

    @property
    def giving(self) -> bool:
        """Whether the value stands in a table cell under a head of grants."""
        return self.row is not None and self.row.giving

    @cached_property
    def tail(self) -> str:
        """The text behind the value, to the end of its sentence."""
        end = _STOP.search(self.text, self.behind, self.behind + 120)
        return self.text[self.behind : end.start() if end else self.behind + 120]

    @cached_property
    def lead(self) -> str:
        """The text of the segment before the value."""
        return self.text[self.segment : self.amount.start]

    @cached_property
    def clause(self) -> str:
        """The text before the value since the last comma or line, commas in brackets not counted."""
        return self.text[self.clause_start : self.until or self.amount.start]

    def in_clause(self, found: re.Match[str], group: str = "who") -> View:
        """The view of a group of a match in the clause."""
        return View.of(self.text, self.clause_start + found.start(group), self.clause_start + found.end(group))

    def in_segment(self, found: re.Match[str], group: str = "who") -> View:
        """The view of a group of a match in the segment before the value."""
        return View.of(self.text, self.segment + found.start(group), self.segment + found.end(group))

    def is_line_apart(self, start: int, words: Words) -> bool:
        """Whether the value stands on a later line than `start`, in a list without numbers: each line has its own recipient, or refers back (|其|主营收入…)."""
        own = line_start(self.text, self.amount.start)
        numbered = line_start(self.text, self.start) < self.start
        return start < own and not numbered and not any(words[name].match(self.text, own) for name in ("recipients.its", "recipients.goes_on"))

    def last(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The last match of a pattern between `start` and the clause of the value; None where there is none."""
        return re.last(pattern, self.text, max(start, 0), self.clause_start)

    def named_until(self, base: int) -> int:
        """The end of the words that can name the value: the start of its base, if that stands in its clause."""
        return base if self.clause_start < base < self.amount.start else self.until or self.amount.start

    @cached_property
    def clause_start(self) -> int:
        """The start of the clause."""
        return last_mark(self.text, self.segment, self.amount.start, ",\n:;。")


def last_mark(text: str, start: int, end: int, marks: str) -> int:
    """The offset behind the last of the marks outside of brackets that are closed before `end`, or `start`.

    A bracket that is open there begins a clause of its own, unless it holds no more than a comparator: 不低于6%(农业类企业不低于|5%).

    >>> text = "对企业(含分公司,不含门店)给予,每户2万元"
    >>> last_mark(text, 0, len(text), ",;。"), last_mark("对企业(甲,乙)每户", 0, 9, ",;。")
    (17, 0)
    """
    if _BRACKETS.isdisjoint(text[start:end]):
        return _last_plain(text, start, end, marks)
    depth = 0
    for at in range(end - 1, start - 1, -1):
        char = text[at]
        if char in ")”":
            depth += 1
        elif depth == 0 and (_opens(text, at, end) or (char in marks and not within_figure(text, at))):
            return at + 1
        elif char in "(“":
            depth = max(depth - 1, 0)
    return start


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a bracket opens at `at` and says something of its own before `end`."""
    return text[at] == "(" and end - at > _ASIDE


_ASIDE = 3  # characters between a bracket and its value that say nothing of their own: 额度上限(|30万元), 职工人数(超过|100人
_BRACKETS = frozenset(")”(“")


def _last_plain(text: str, start: int, end: int, marks: str) -> int:
    """The same for a text without brackets."""
    while (behind := clause_start(text, end, start, marks)) > start and within_figure(text, behind - 1):
        end = behind - 1
    return behind


class Provisions:
    """The provisions of one article."""

    def __init__(self, outline: Outline, words: Words, told: Sequence[Provision] = ()) -> None:
        folded = outline.text
        self._text, self._words = folded, words
        inside = [m.span() for m in words["provisions.brackets"].finditer(folded)]
        marks = {m.end() for m in words["provisions.ends"].finditer(folded)} | {m.end() for m in words["provisions.headed"].finditer(folded)}
        marks |= {start for start, _ in items.marks(folded)}
        self._starts = [0, *sorted(mark for mark in marks if not _within(inside, mark))]
        self._rows = sorted(told, key=lambda one: one.cell)
        self._headings = Headings(outline, [one.label for one in told if one.label])

    def parts(self, start: int, at: int) -> bool:
        """Whether another list item begins between two offsets, so that the words before it say nothing about those behind."""
        return self._headings.parts(start, at)

    def place(self, amount: Amount, last: Amount | None = None) -> Place:
        """The place of an amount; `last` is the amount that ends the list which this one opens."""
        text = self._text
        start = self._starts[bisect_right(self._starts, amount.start) - 1]
        start = max(start, amount.start - _FAR)
        segment = last_mark(text, start, amount.start, ";")
        head_start, head = self._headings.over(amount.start)
        section = self._headings.section(amount.start)
        behind = (last or amount).end
        place = Place(
            amount, text, _unmarked(text, start, self._words), _unmarked(text, segment, self._words), behind, head, head_start, self._row(amount), section
        )
        if amount.kind == "duration":
            return place if last else _times(place, self._words)
        return _in_currency(place, self._words) if amount.kind == "money" else place

    def _row(self, amount: Amount) -> Provision | None:
        index = bisect_right(self._rows, amount.start, key=lambda one: one.cell[0]) - 1
        return self._rows[index] if index >= 0 and amount.end <= self._rows[index].cell[1] else None

    def before(self, start: int) -> Iterator[int]:
        """The starts of the provisions before `start`, nearest first."""
        at = bisect_right(self._starts, start) - 1
        yield from reversed(self._starts[max(at - 3, 0) : at])


def _times(place: Place, words: Words) -> Place:
    """The place of so many months of a wage or a standard, read as one sum: 不超过|本市3个月低保标准."""
    found = words["roles.months_of"].match(place.text, place.amount.end)
    if found is None:
        return place
    whose = words["roles.months_whose"].search(place.clause)
    until = place.clause_start + whose.start() if whose else 0
    return replace(place, until=until, behind=found.end(), times=found.span("base"))


def _in_currency(place: Place, words: Words) -> Place:
    """The place of a sum without the name of its currency: 每家不超过|人民币|5万元, 奖励5万元|人民币."""
    before, behind = words["provisions.currency_before"].search(place.clause), words["provisions.currency"].match(place.text, place.behind)
    until = place.clause_start + before.start() if before else 0
    return replace(place, until=until, behind=behind.end() if behind else place.behind) if before or behind else place


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, 0)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _unmarked(text: str, start: int, words: Words) -> int:
    """The offset behind blanks and the number of an article or list item."""
    return re.matched(words["provisions.number"].match(text, start)).end()
