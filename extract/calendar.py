"""Calendar arithmetic: extents of days (first and last, both inclusive) and their EDTF writing.

Everything here is a pure function of numbers and days. Nothing knows how a bulletin prints a date; that is
`recognise.dates`. A day, month or year that the calendar does not have is None, never an exception.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache

from extract import expressions as re

Extent = tuple[dt.date, dt.date]

_DIGITS = {char: value for value, chars in enumerate(("〇○零0OＯ", "一元", "二两", "三", "四", "五", "六", "七", "八", "九")) for char in chars}
_TENS = {"廿": 20, "卅": 30}
_POWERS = {"十": 10, "百": 100}


def reading(text: str) -> int | None:
    """The whole number that a calendar figure says, up to 999; None where it says none.

    >>> [reading(text) for text in ("24", "二十四", "廿四", "初八", "十", "二〇二六", "一百零五", "两", "半")]
    [24, 24, 24, 8, 10, 2026, 105, 2, None]
    """
    text = text.removeprefix("初")
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _counted_out(text)


def _counted_out(text: str) -> int | None:
    """A figure with its tens and hundreds: 二十四, 廿四, 一百零五."""
    total = ones = 0
    for char in text:
        if char in _DIGITS:
            ones = _DIGITS[char]
        elif char in _TENS:
            total += _TENS[char]
        elif char in _POWERS:
            total += (ones or 1) * _POWERS[char]
            ones = 0
        else:
            return None
    return total + ones or None


def year(number: int) -> Extent | None:
    """The days of a year.

    >>> edtf(year(2026))
    '2026'
    """
    return months(number, 1, 12)


def months(number: int, start: int, end: int) -> Extent | None:
    """The days of the months `start` to `end` of a year; an `end` before `start` lies in the year after.

    >>> edtf(months(2021, 12, 1))
    '2021-12/2022-01'
    """
    if not (1 <= start <= 12 and 1 <= end <= 12):
        return None
    after = number + (end < start)
    if not (number >= 1 and after <= 9999):
        return None
    return dt.date(number, start, 1), dt.date(after, end, calendar.monthrange(after, end)[1])


def day(number: int, month: int, of_month: int) -> Extent | None:
    """One day as an extent; None for 2月30日.

    >>> day(2024, 2, 29), day(2024, 2, 30)
    ((datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)), None)
    """
    try:
        only = dt.date(number, month, of_month)
    except ValueError:
        return None
    return only, only


def days(extent: Extent, start: int, end: int) -> Extent | None:
    """The `start`th to the `end`th day of an extent; negative ones count from its end.

    >>> edtf(days(months(2022, 6, 6), 21, 30)), edtf(days(months(2022, 6, 6), -5, -1))
    ('2022-06-21/2022-06-30', '2022-06-26/2022-06-30')
    """
    first, last = (_counted(extent, number) for number in (start, end))
    last = min(last, extent[1])
    return (first, last) if extent[0] <= first <= last else None


# The part of a stretch that its edge names, by the months (or days) that the stretch has: 年初 is January and February,
# 季末 the last month, 月初 the first five days, a decade's beginning its first three years.
_EDGES: dict[int, dict[str, tuple[int, int]]] = {
    1: {"start": (1, 5), "mid": (10, 20), "end": (25, 31)},
    3: {"start": (1, 1), "mid": (2, 2), "end": (3, 3)},
    6: {"start": (1, 1), "mid": (3, 4), "end": (6, 6)},
    12: {"start": (1, 2), "mid": (6, 7), "end": (11, 12)},
    60: {"start": (1, 12), "mid": (25, 36), "end": (49, 60)},
    120: {"start": (1, 36), "mid": (37, 84), "end": (85, 120)},
    1200: {"start": (1, 120), "mid": (481, 720), "end": (1081, 1200)},
}


def edge(extent: Extent, which: str, months: tuple[int, int] | None = None) -> Extent:
    """The start, mid or end of an extent in the narrow sense; the extent itself where it has none.

    >>> edtf(edge(year(2022), "start")), edtf(edge(months(2022, 1, 3), "end")), edtf(edge(months(2022, 9, 9), "start"))
    ('2022-01/2022-02', '2022-03', '2022-09-01/2022-09-05')
    """
    first, last = extent
    length = 12 * (last.year - first.year) + last.month - first.month + 1
    if not _whole_months(first, last):
        return extent
    if length == 1:
        return days(extent, *_EDGES[1][which]) or extent
    if length not in _EDGES:
        return extent
    start, end = months or _EDGES[length][which]
    return shifted(first, months=start - 1), shifted(first, months=end, days=-1)


def _counted(extent: Extent, number: int) -> dt.date:
    day, step = (extent[0], number - 1) if number > 0 else (extent[1], number + 1)
    return shifted(day, days=step)


def years(start: int, end: int) -> Extent | None:
    """The days of several years; None where they are out of order.

    >>> years(2021, 2025)
    (datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    """
    first, last = year(start), year(end)
    return (first[0], last[1]) if first and last and first <= last else None


def decade(start: int) -> Extent | None:
    """The ten years from `start`: decade(1980) is 20世纪80年代.

    >>> decade(1980)
    (datetime.date(1980, 1, 1), datetime.date(1989, 12, 31))
    """
    return years(start, start + 9)


def century(number: int) -> Extent | None:
    """The hundred years of a century, from its year 1: century(21) is 2001 to 2100.

    >>> century(21)
    (datetime.date(2001, 1, 1), datetime.date(2100, 12, 31))
    """
    return years(100 * number - 99, 100 * number)


def plan(number: int) -> Extent | None:
    """The five years of the nth five-year plan of the People's Republic.

    The first three ran from 1953, 1958 and 1966; since the third one follows another.

    >>> edtf(plan(14)), edtf(plan(2))
    ('2021/2025', '1958/1962')
    """
    start = {1: 1953, 2: 1958}.get(number, 1951 + 5 * number)
    return years(start, start + 4) if 1 <= number <= 30 else None


def season(number: int, which: int) -> Extent | None:
    """A season by its months, 1 (spring, March to May) to 4 (winter, December to February).

    >>> season(2024, 1)
    (datetime.date(2024, 3, 1), datetime.date(2024, 5, 31))
    """
    return months(number, 3 * which, (3 * which + 1) % 12 + 1) if 1 <= which <= 4 else None


def shifted(start: dt.date, *, years: int = 0, months: int = 0, days: int = 0) -> dt.date:
    """The day so much later (or earlier); a day that the month lacks becomes its last.

    The first and the last day that there are, where it would lie beyond them.

    >>> shifted(dt.date(2024, 1, 31), months=1)
    datetime.date(2024, 2, 29)
    """
    count = start.year * 12 + start.month - 1 + 12 * years + months
    number, month = divmod(count, 12)
    if not dt.MINYEAR <= number <= dt.MAXYEAR:
        return dt.date.min if number < dt.MINYEAR else dt.date.max
    moved = dt.date(number, month + 1, min(start.day, calendar.monthrange(number, month + 1)[1]))
    try:
        return moved + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.min if days < 0 else dt.date.max


def week(of: dt.date) -> Extent:
    """Monday to Sunday of the week of a day.

    >>> week(dt.date(2024, 3, 7))
    (datetime.date(2024, 3, 4), datetime.date(2024, 3, 10))
    """
    monday = shifted(of, days=-of.weekday())
    return monday, shifted(monday, days=6)


def same_years_ago(extent: Extent, count: int) -> Extent:
    """The same extent `count` years before; a month's end stays a month's end.

    >>> edtf(same_years_ago(months(2024, 2, 2), 1))
    '2023-02'
    """
    first, last = (shifted(edge, years=-count) for edge in extent)
    if shifted(extent[1], days=1).day == 1:
        last = shifted(shifted(last.replace(day=1), months=1), days=-1)
    return first, last


@cache
def lunar(number: int, month: int, of_month: int, leap: bool = False) -> dt.date | None:
    """The day of a lunar date; day 30 of a short month is its 29th (除夕 is 腊月三十 in any year).

    >>> lunar(2024, 1, 1), lunar(2023, 12, 30)
    (datetime.date(2024, 2, 10), datetime.date(2024, 2, 9))
    """
    from lunar_python import LunarMonth

    if not (1000 <= number <= 3000 and 1 <= month <= 12 and 1 <= of_month <= 30):
        return None
    found = LunarMonth.fromYm(number, -month if leap else month)
    if found is None:
        return None
    return shifted(_solar(found.getFirstJulianDay()), days=min(of_month, int(found.getDayCount())) - 1)


def _solar(julian: float) -> dt.date:
    from lunar_python import Solar

    day = Solar.fromJulianDay(julian)
    return dt.date(day.getYear(), day.getMonth(), day.getDay())


@cache
def solar_term(number: int, name: str) -> dt.date | None:
    """The day of one of the twenty-four solar terms (清明, 冬至) in a year.

    >>> solar_term(2024, "清明"), solar_term(2024, "冬至")
    (datetime.date(2024, 4, 4), datetime.date(2024, 12, 21))
    """
    from lunar_python import Lunar

    if not 1000 <= number <= 3000:
        return None
    table = Lunar.fromYmd(number, 6, 1).getJieQiTable()  # from one winter to the next: 冬至 is first that of the year before
    found = table.get("DONG_ZHI" if name == "冬至" else name)
    return dt.date(found.getYear(), found.getMonth(), found.getDay()) if found else None


def nth_weekday(number: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth Monday (0) … Sunday (6) of a month: 母亲节 is nth_weekday(2024, 5, 6, 2).

    >>> nth_weekday(2024, 5, 6, 2)
    datetime.date(2024, 5, 12)
    """
    first = dt.date(number, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def edtf(extent: tuple[dt.date | None, dt.date | None] | None) -> str:
    """The shortest writing of an extent: year, quarter, month, day, or an interval of them; `..` where it is open.

    >>> edtf((dt.date(2022, 1, 1), dt.date(2022, 3, 31))), edtf((dt.date(2022, 6, 24), dt.date(2022, 6, 28)))
    ('2022-Q1', '2022-06-24/2022-06-28')
    """
    if extent is None:
        return ""
    first, last = extent
    if first is None or last is None:
        return "/".join(edge.isoformat() if edge else ".." for edge in extent)
    if first == last:
        return first.isoformat()
    return _in_months(first, last) if _whole_months(first, last) else f"{first.isoformat()}/{last.isoformat()}"


def _whole_months(first: dt.date, last: dt.date) -> bool:
    return first.day == 1 and (last == dt.date.max or shifted(last, days=1).day == 1)


def _in_months(first: dt.date, last: dt.date) -> str:
    """Whole months, written as years, a quarter or months."""
    same_year = first.year == last.year
    if (first.month, last.month) == (1, 12):
        return f"{first.year:04d}" if same_year else f"{first.year:04d}/{last.year:04d}"
    if same_year and first.month % 3 == 1 and last.month == first.month + 2:
        return f"{first.year:04d}-Q{last.month // 3}"
    start, end = (f"{edge.year:04d}-{edge.month:02d}" for edge in (first, last))
    return start if start == end else f"{start}/{end}"


def extent(value: str) -> Extent | None:
    """The days of an EDTF writing that `edtf` makes, or of an ISO day, month or year; None for others.

    >>> edtf(extent("2021-12/2022-01")), extent("XXXX-06-24")
    ('2021-12/2022-01', None)
    """
    start, _, end = value.partition("/")
    if end:
        first, last = extent(start), extent(end)
        return (first[0], last[1]) if first and last else None
    if quarter := _QUARTER.fullmatch(start):
        return months(int(quarter["year"]), 3 * int(quarter["nth"]) - 2, 3 * int(quarter["nth"]))
    parts = start.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return _of_numbers([int(part) for part in parts])


_QUARTER = re.compile(r"(?P<year>\d+)-Q(?P<nth>[1-4])")


def _of_numbers(numbers: list[int]) -> Extent | None:
    """The days of a year, of a month, or one day."""
    match numbers:
        case [number]:
            return year(number)
        case [number, month]:
            return months(number, month, month)
        case [number, month, of_month]:
            return day(number, month, of_month)
    return None
