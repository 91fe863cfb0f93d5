"""Times that belong to some values only: the deadline behind a task, and times listed before as many values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.model import Date, Period, Span
from extract.passage import clause_start, line_start

_REMARK = 24  # characters that may follow a deadline in its bracket: (6月底前完成,区城管局牵头)
_TASK = 2  # characters of the shortest task before a bracket
_LINES = 3  # most lines between a task and its deadline
_BY = 2  # characters of 之前, 高于
_LABEL_REACH = 12  # characters: the longest label and its colon
_ENDS = re.compile(r"[;。\n)]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIZES = (1, 3, 12)  # months of a month, a quarter, a year


class Deadlines:
    """The deadlines behind values: in brackets after the task, or behind a label (完成时限:) in its line."""

    def __init__(self, folded: str, dates: Sequence[Date], words: Lexicon) -> None:
        self._folded, self._words, self._dates = folded, words, dates
        self._spans: list[tuple[int, int, Date]] = []
        last = 0
        for date in dates:
            start = self._task(date)
            if start is not None and date.last is not None:
                self._spans.append((max(start, last), date.start, date))
                last = date.end
        self.dates = frozenset(date.id for _, _, date in self._spans)

    def _task(self, date: Date) -> int | None:
        """The offset from which the values before a deadline have it; None for a date that is no deadline."""
        line = line_start(self._folded, date.start)
        label = self._words["due.label"].search(self._folded, max(date.start - _LABEL_REACH, line), date.start)
        if label:
            return line if self._folded[line : label.start()].strip() else self._above(line)
        if self._folded[date.start - 1 : date.start] == "," and self._words["due.done"].match(self._folded, date.end):
            return self._clause(line, date.start)
        opened = self._folded.rfind("(", line, date.start)
        return self._clause(line, opened) if opened - line >= _TASK and self._in_bracket(opened, date) else None

    def _clause(self, line: int, end: int) -> int:
        """The offset at which the last part of a line before `end` begins."""
        return max((mark.end() for mark in _ENDS.finditer(self._folded, line, end)), default=line)

    def _in_bracket(self, opened: int, date: Date) -> bool:
        """Whether a bracket holds a deadline and little else: (6月底前完成,区城管局牵头)."""
        due = self._words["due.by"].match(f"{date.text[-1:]}□{self._folded[date.end : date.end + _BY]}") is not None
        closed = self._folded.find(")", date.end)
        return due and 0 <= closed <= date.end + _REMARK and ")" not in self._folded[opened : date.start]

    def _above(self, line: int) -> int:
        """The beginning of the lines above `line`, for which a deadline that stands alone in its line holds."""
        for _ in range(_LINES):
            line = line_start(self._folded, max(line - 1, 0))
        return line

    def of(self, offset: int) -> Period | None:
        """The deadline behind the value at `offset`."""
        for start, end, date in self._spans:
            if start <= offset < end and not self._has_own(offset, date):
                return Period(date.text, date.first, date.last, date.id)
        return None

    def _has_own(self, offset: int, due: Date) -> bool:
        """Whether another deadline stands before a value in its own clause: 6月底前完成|800个|,年底前全部完成。"""
        clause = clause_start(self._folded, offset, line_start(self._folded, offset))
        return any(clause <= date.start < offset and date is not due and self._words["status.until"].match(self._folded, date.end) for date in self._dates)


def paired(found: Sequence[Bound], folded: str, start: int, dates: Sequence[Date], words: Lexicon) -> dict[int, Period]:
    """The period of each value in a list, by the value's offset, where as many periods are listed before."""
    periods: dict[int, Period] = {}
    for chain in _chains(found):
        times = row(folded, (start, chain[0].amount.start), dates, words)
        if len(times) != len(chain):
            times = _parts([date for date in dates if start <= date.start and date.end <= chain[0].amount.start], len(chain), words)
        if len(times) == len(chain):
            periods.update((one.amount.start, time) for one, time in zip(chain, times, strict=True))
    return periods


def _parts(dates: Sequence[Date], count: int, words: Lexicon) -> list[Period]:
    """The last of the dates, divided into `count` months, quarters or years (一、二季度; 2019至2021年); empty where it cannot be."""
    date = dates[-1] if dates else None
    if date is None or date.first is None or date.last is None or not words["due.several"].search(date.text):
        return []
    first = date.first.year * 12 + date.first.month - 1
    size, over = divmod(date.last.year * 12 + date.last.month - first, count)
    if over or size not in _SIZES:
        return []
    starts = [_month(first + size * part) for part in range(count + 1)]
    return [Period(date.text, begin, end - dt.timedelta(days=1), date.id) for begin, end in pairwise(starts)]


def _month(number: int) -> dt.date:
    """The first day of a month counted from the year 0."""
    return dt.date(number // 12, number % 12 + 1, 1)


def _chains(found: Sequence[Bound]) -> Iterator[list[Bound]]:
    chain: list[Bound] = []
    for one in found:
        if chain and not (one.rule == "statement.list" and one.slot.listed):
            yield chain
            chain = []
        if one.rule == "statement.list":
            chain.append(one)
    if chain:
        yield chain


def row(folded: str, span: Span, dates: Sequence[Date], words: Lexicon) -> list[Period]:
    """The periods listed in a span: 2020、2021、2022年; 一季度和二季度."""
    start, end = span
    years = list(words["due.years"].finditer(folded, start, end))
    if years:
        first = years[-1].start()
        if _is_against(folded, first, words):
            return []
        known = {date.start: date.id for date in dates}
        return [_year(int(year[0]), known.get(year.start())) for year in _YEAR.finditer(folded, first, years[-1].end())]
    times = _joined(folded, words, [date for date in dates if start <= date.start and date.end <= end])
    if len(times) == 1:
        return _years(times[0])
    return [Period(date.text, date.first, date.last, date.id) for date in times]


def _joined(folded: str, words: Lexicon, dates: Sequence[Date]) -> list[Date]:
    """The last of the dates, with those before it that only 、 or 和 separates; empty where values are compared with them."""
    times = [*dates[-1:]]
    for date in reversed(dates[:-1]):
        if not words["due.joined"].fullmatch(folded, date.end, times[0].start):
            break
        times.insert(0, date)
    return [] if times and _is_against(folded, times[0].start, words) else times


def _is_against(folded: str, at: int, words: Lexicon) -> bool:
    """Whether values are compared with the dates that begin at `at`: 增速分别较|2023年和2024年|提高2个、1个百分点."""
    return words["due.against"].search(folded, max(at - _BY, 0), at) is not None


def _years(date: Date) -> list[Period]:
    """The single years of a date of whole years (2020至2022年); empty for any other date."""
    first, last = date.first, date.last
    if first is None or last is None or (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return []
    return [Period(date.text, dt.date(year, 1, 1), dt.date(year, 12, 31), date.id) for year in range(first.year, last.year + 1)]


def _year(year: int, date: str | None) -> Period:
    return Period(f"{year}年" if date else str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), date)
