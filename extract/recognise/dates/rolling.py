"""Stretches counted from the article's date: 五年来, 未来5年, 三年前, 下三天 -> first and last day.

Bulletins count in calendar years (近三年 are three of them, the last being the one that is told); only where the
expression is the whole text (a cell) are they counted to the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from extract import calendar
from extract.calendar import Extent, shifted
from extract.records import record

Open = tuple[dt.date | None, dt.date | None]


@record
class Rolling:
    """So many units around a reference; `half` is a half more, `alone` says that nothing else stands in the text."""

    reference: Extent
    count: int
    unit: str
    half: bool
    parts: Mapping[str, str]
    alone: bool
    opening: bool

    @property
    def months(self) -> int:
        """The length in months, 0 for weeks and days.

        >>> Rolling(calendar.day(2026, 3, 12), 2, "年", True, {}, False, False).months
        30
        """
        size = {"年": 12, "季度": 3, "月": 1}.get(self.unit, 0)
        return self.count * size + (6 if self.half and self.unit == "年" else 0)

    @property
    def days(self) -> int:
        """What the length has beyond its months; half a day counts as one.

        >>> Rolling(calendar.day(2026, 3, 12), 2, "周", False, {}, False, False).days
        14
        """
        if self.unit == "月":
            return 15 if self.half else 0
        return self.count * {"天": 1, "周": 7}.get(self.unit, 0) + int(self.half and self.unit == "天")

    @property
    def day(self) -> bool:
        """Whether the reference is a single day."""
        return self.reference[0] == self.reference[1]

    def moved(self, sign: int, start: dt.date | None = None) -> dt.date:
        """The day so much later, or earlier.

        >>> Rolling(calendar.day(2026, 3, 31), 1, "月", False, {}, False, False).moved(-1)
        datetime.date(2026, 2, 28)
        """
        return shifted(start or self.reference[0], months=sign * self.months, days=sign * self.days)


def back(rolling: Rolling) -> Open:
    """过去五年, 近30天: up to the article's date.

    >>> calendar.edtf(back(Rolling(calendar.day(2026, 3, 12), 30, "天", False, {}, False, True)))
    '2026-02-10/2026-03-12'
    """
    if rolling.unit == "年" and not rolling.half and not (rolling.alone and rolling.day):
        return _years_back(rolling)
    return rolling.moved(-1), rolling.reference[1]


def since(rolling: Rolling) -> Open:
    """五年来, 三个多月以来: as `back`, from the first of a month where months are counted.

    >>> calendar.edtf(since(Rolling(calendar.day(2026, 3, 12), 5, "年", False, {}, False, True)))
    '2021/2025'
    """
    if rolling.unit == "年" and not rolling.half:
        return _years_back(rolling)
    first = rolling.moved(-1)
    return (first.replace(day=1) if rolling.months else first), rolling.reference[1]


def _years_back(rolling: Rolling) -> Open:
    over = rolling.opening or (rolling.reference[1] - rolling.reference[0]).days > 31  # of a year alone, the years before it
    last = rolling.reference[0].year - over
    if rolling.count == 1 and rolling.day and not rolling.opening and rolling.reference[0].month < 12:
        return shifted(rolling.reference[0], years=-1), rolling.reference[1]
    whole = rolling.day and not over  # ten years back from a day of 2024 lies in 2014
    return calendar.years(last - rolling.count + (not whole), last) or (None, None)


def ahead(rolling: Rolling) -> Open:
    """未来5年: from the article's date on.

    >>> day = calendar.day(2026, 3, 12)
    >>> [calendar.edtf(ahead(Rolling(day, count, unit, False, {}, False, True))) for count, unit in ((5, "年"), (30, "天"))]
    ['2026/2030', '2026-03-12/2026-04-11']
    """
    if rolling.unit == "年" and not (rolling.alone and rolling.day):
        year = rolling.reference[0].year
        last = year + rolling.count - (rolling.opening or not rolling.day)
        return calendar.years(year, last) or (None, None)
    if rolling.day and rolling.unit in ("天", "周"):
        return rolling.reference[0], rolling.moved(1)
    return rolling.reference[0], shifted(rolling.moved(1), days=-1)


def within(rolling: Rolling) -> Open:
    """三年内, 60日内.

    >>> calendar.edtf(within(Rolling(calendar.day(2026, 3, 12), 60, "天", False, {}, False, False)))
    '2026-03-12/2026-05-11'
    """
    if rolling.unit == "年" and rolling.count and not rolling.alone:
        return ahead(rolling)
    last = rolling.moved(1)
    if not rolling.day:
        last = _month(last)[1]
    return rolling.reference[0], last


def ago(rolling: Rolling) -> Open:
    """三年前 (a year), 两个月前 (a month), 5天前 (a day); 两天之前 (until then).

    >>> day = calendar.day(2026, 3, 12)
    >>> [calendar.edtf(ago(Rolling(day, count, unit, False, {}, False, False))) for count, unit in ((3, "年"), (2, "月"), (5, "天"))]
    ['2023', '2026-01', '2026-03-07']
    """
    moved = _counted(rolling, -1)
    if "open" in rolling.parts:
        return None, (_grain(rolling, moved)[1] if rolling.months else moved)
    return _grain(rolling, moved)


def after(rolling: Rolling) -> Open:
    """两年后 (a year), 10天后 (a day); 半月以后 (from then on).

    >>> day = calendar.day(2026, 3, 12)
    >>> [calendar.edtf(after(Rolling(day, 10, "天", False, parts, False, False))) for parts in ({}, {"open": "以"})]
    ['2026-03-22', '2026-03-22/..']
    """
    moved = _counted(rolling, 1)
    if "open" in rolling.parts:
        return _grain(rolling, moved)[0], None
    return _grain(rolling, moved)


def _counted(rolling: Rolling, sign: int) -> dt.date:
    """The day so much before or after; half a year beyond whole ones is half of 365 days, rounded down."""
    if not (rolling.half and rolling.unit == "年"):
        return rolling.moved(sign)
    return shifted(rolling.reference[0], years=sign * rolling.count, days=182 if sign > 0 else -183)


def _grain(rolling: Rolling, moved: dt.date) -> Open:
    """The year, month or day that a counted moment falls in, as finely as it was counted."""
    if rolling.unit == "年" and not rolling.half:
        return calendar.year(moved.year) or (None, None)
    if rolling.months and rolling.days and not rolling.day:
        return moved, shifted(moved, months=1, days=-1)
    return _month(moved) if rolling.months and not rolling.days else (moved, moved)


def _month(day: dt.date) -> Extent:
    return calendar.months(day.year, day.month, day.month) or (day, day)


def neighbours(rolling: Rolling) -> Open:
    """下三天, 上两个月, 前两年: whole units before or after the article's own.

    >>> day = calendar.day(2026, 3, 12)
    >>> [calendar.edtf(neighbours(Rolling(day, 2, "月", False, {"side": side}, False, False))) for side in "上下"]
    ['2026-01/2026-02', '2026-04/2026-05']
    """
    sign = -1 if rolling.parts["side"] in ("上", "前") else 1
    start = rolling.reference[0]
    if rolling.unit == "年":
        return _years_beside(rolling, sign) or (None, None)
    if rolling.unit == "周":
        first = shifted(calendar.week(start)[0], days=7 if sign > 0 else -7 * rolling.count)
        return first, shifted(first, days=7 * rolling.count - 1)
    if rolling.unit == "天":
        edges = sorted((shifted(start, days=sign), shifted(start, days=sign * rolling.count)))
        return edges[0], edges[1]
    first = shifted(start.replace(day=1), months=1 if sign > 0 else -rolling.months)
    return first, shifted(first, months=rolling.months, days=-1)


def _years_beside(rolling: Rolling, sign: int) -> Extent | None:
    """下三年 are the calendar's, 后三年 run from the day on; 前两年 are the calendar's."""
    start = rolling.reference[0]
    if rolling.parts["side"] == "下":
        return calendar.years(start.year + 1, start.year + rolling.count)
    if sign > 0:
        return shifted(start, days=1), shifted(start, years=rolling.count)
    return calendar.years(start.year - rolling.count, start.year - 1)


SENSES: Mapping[str, Callable[[Rolling], Open]] = {
    "back": back,
    "since": since,
    "ahead": ahead,
    "within": within,
    "ago": ago,
    "after": after,
    "neighbours": neighbours,
}
