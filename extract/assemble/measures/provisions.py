"""Where the provisions of a rule begin, and what stands in one around a value."""

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
    """A value in its provision: `start` of the provision, `segment` of the part between semicolons, its `head`.

    What stands around the value is asked for a dozen times, and cut out once.
    """

    amount: Amount
    text: str  # the folded text of the article
    start: int
    segment: int
    behind: int  # the end of the value, or of the list of values that it opens (30万元、20万元)
    head: str  # the benefit that the nearest head names
    head_start: int
    row: Provision | None = None  # the cell that it stands in, in the row of a table of rules
    section: int = -1  # where the label begins of the section that it stands in: 补助标准
    until: int = 0  # where its clause ends, if before the value: 不超过|本市|3个月低保标准
    times: Span = (0, 0)  # the standard or wage of which the value is so many months: 6个月的|低保标准

    @property
    def giving(self) -> bool:
        """Whether it stands in a cell under a head of grants."""
        return self.row is not None and self.row.giving

    @cached_property
    def tail(self) -> str:
        """What stands behind the value, to the end of its sentence."""
        end = _STOP.search(self.text, self.behind, self.behind + 120)
        return self.text[self.behind : end.start() if end else self.behind + 120]

    @cached_property
    def lead(self) -> str:
        """What stands in the segment before the value."""
        return self.text[self.segment : self.amount.start]

    @cached_property
    def clause(self) -> str:
        """What stands before the value since the last comma or line, brackets being passed over."""
        return self.text[self.clause_start : self.until or self.amount.start]

    def in_clause(self, found: re.Match[str], group: str = "who") -> View:
        """A part of the text that was found in the clause."""
        return View.of(self.text, self.clause_start + found.start(group), self.clause_start + found.end(group))

    def in_segment(self, found: re.Match[str], group: str = "who") -> View:
        """A part of the text that was found in what stands in the segment before the value."""
        return View.of(self.text, self.segment + found.start(group), self.segment + found.end(group))

    def is_line_apart(self, start: int, words: Words) -> bool:
        """Whether the value stands on another line than a place before it, of a list without numbers: each line says whom it is about, unless it refers back (|其|主营收入…)."""
        own = line_start(self.text, self.amount.start)
        numbered = line_start(self.text, self.start) < self.start
        return start < own and not numbered and not any(words[name].match(self.text, own) for name in ("recipients.its", "recipients.goes_on"))

    def last(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The last place from `start` up to its clause where a phrase stands; None where it stands nowhere."""
        return re.last(pattern, self.text, max(start, 0), self.clause_start)

    def named_until(self, base: int) -> int:
        """Where the words end that can name the value: before what it is taken of, if that stands in its clause."""
        return base if self.clause_start < base < self.amount.start else self.until or self.amount.start

    @cached_property
    def clause_start(self) -> int:
        """Where that begins."""
        return last_mark(self.text, self.segment, self.amount.start, ",\n:;。")


def last_mark(text: str, start: int, end: int, marks: str) -> int:
    """The offset behind the last of the marks outside of brackets that are closed before `end`, or `start`.

    A bracket that is open there begins a clause of its own, unless it holds but a comparator: 不低于6%(农业类企业不低于|5%).

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
    """Whether a bracket begins that says something of its own before the end."""
    return text[at] == "(" and end - at > _ASIDE


_ASIDE = 3  # characters from a bracket to its value that say nothing of their own: 额度上限(|30万元), 职工人数(超过|100人
_BRACKETS = frozenset(")”(“")


def _last_plain(text: str, start: int, end: int, marks: str) -> int:
    """The same where there are no brackets."""
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
        """Whether another item of a list begins between two places, so that what the first one tells says nothing of the second."""
        return self._headings.parts(start, at)

    def place(self, amount: Amount, last: Amount | None = None) -> Place:
        """Where an amount stands; `last` is that in which the list of values ends that it opens."""
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
        """The starts of the provisions before one, the nearest first."""
        at = bisect_right(self._starts, start) - 1
        yield from reversed(self._starts[max(at - 3, 0) : at])


def _times(place: Place, words: Words) -> Place:
    """The place of so many months of a wage or a standard, which the value then reads as one: 不超过|本市3个月低保标准."""
    found = words["roles.months_of"].match(place.text, place.amount.end)
    if found is None:
        return place
    whose = words["roles.months_whose"].search(place.clause)
    until = place.clause_start + whose.start() if whose else 0
    return replace(place, until=until, behind=found.end(), times=found.span("base"))


def _in_currency(place: Place, words: Words) -> Place:
    """The place of a sum without the currency that is told beside it: 每家不超过|人民币|5万元, 奖励5万元|人民币."""
    before, behind = words["provisions.currency_before"].search(place.clause), words["provisions.currency"].match(place.text, place.behind)
    until = place.clause_start + before.start() if before else 0
    return replace(place, until=until, behind=behind.end() if behind else place.behind) if before or behind else place


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, 0)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _unmarked(text: str, start: int, words: Words) -> int:
    """Behind blanks and the number of an article or a list."""
    return re.matched(words["provisions.number"].match(text, start)).end()
