"""Times that belong to some values only: the deadline behind a task, and the years that 分别 shares out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from extract.assemble.bind import Bound
from extract.model import Date, Period

# 责任单位:区城管局;完成时限:|2024年6月底
_LABEL = re.compile(r"(?:完成|办结|计划完成|整改)?(?:时限|时间节点|完成时间|时间要求|期限)(?:要求)?[:：]\s*$")
_DUE = re.compile(r"(?:之|以)?前|底|末")
_LABEL_REACH = 12  # characters: the longest label and its colon
_ENDS = re.compile(r"[;。\n)]")
_YEARS = re.compile(r"(?:(?:19|20)\d\d年?[、和与])+(?:19|20)\d\d年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINTS = "、和与及"


class Deadlines:
    """Which deadline stands behind a value: in brackets after its task, or behind a label (完成时限:) in its line."""

    def __init__(self, folded: str, dates: Sequence[Date]) -> None:
        self._folded = folded
        self._spans: list[tuple[int, int, Date]] = []
        last = 0
        for date in dates:
            start = self._task(date)
            if start is not None and date.last is not None:
                self._spans.append((max(start, last), date.start, date))
                last = date.end
        self.dates = frozenset(date.id for _, _, date in self._spans)

    def _task(self, date: Date) -> int | None:
        """Where the stretch begins that a deadline is behind; None for any other date."""
        line = self._folded.rfind("\n", 0, date.start) + 1
        if _LABEL.search(self._folded, max(date.start - _LABEL_REACH, 0), date.start):
            return line
        opened = self._folded.rfind("(", line, date.start)
        if opened < 0 or self._folded.find(")", opened, date.start) >= 0 or opened - line < 2:
            return None
        closed = self._folded.find(")", date.end)
        due = date.text[-1:] in "底末" or _DUE.match(self._folded, date.end)
        if not due or closed < 0 or closed - date.end > 3 or any(char.isdigit() for char in self._folded[opened : date.start]):
            return None
        return max((end.end() for end in _ENDS.finditer(self._folded, line, opened)), default=line)

    def of(self, offset: int) -> Period | None:
        """The deadline behind the value at `offset`."""
        for start, end, date in self._spans:
            if start <= offset < end:
                return Period(date.text, date.first, date.last, date.id)
        return None


def paired(found: Sequence[Bound], folded: str, start: int, dates: Sequence[Date]) -> dict[int, Period]:
    """By where each value begins, its own of the times that stand in a row before a list of as many values."""
    periods: dict[int, Period] = {}
    for chain in _chains(found):
        times = row(folded, start, chain[0].amount.start, dates)
        if len(times) == len(chain):
            periods.update((one.amount.start, time) for one, time in zip(chain, times, strict=True))
    return periods


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


def row(folded: str, start: int, end: int, dates: Sequence[Date]) -> list[Period]:
    """The times that stand in a row somewhere before `end`: 2020、2021、2022年; 一季度和二季度."""
    years = list(_YEARS.finditer(folded, start, end))
    if years:
        first = years[-1].start()
        known = {date.start: date.id for date in dates}
        return [_year(int(year[0]), known.get(year.start())) for year in _YEAR.finditer(folded, first, years[-1].end())]
    here = [date for date in dates if start <= date.start and date.end <= end]
    times = here[-1:]
    for date in reversed(here[:-1]):
        if times[0].start - date.end != 1 or folded[date.end] not in _JOINTS:
            break
        times.insert(0, date)
    return [Period(date.text, date.first, date.last, date.id) for date in times] if len(times) > 1 else []


def _year(year: int, date: str | None) -> Period:
    return Period(f"{year}年" if date else str(year), dt.date(year, 1, 1), dt.date(year, 12, 31), date)
