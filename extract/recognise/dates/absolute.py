"""Points of the calendar and ranges between two of them: 去年12月至今年1月, 6月底, 今年前4个月, 昨天 -> a Reading.

What an expression does not say (its year, its month) the context fills in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract import calendar
from extract import expressions as re
from extract.calendar import Extent, shifted
from extract.patterns import Entry
from extract.recognise.dates import festivals
from extract.recognise.dates.context import Build, Context, Reading

Parts = Mapping[str, str]
LEAP = 2000  # a year with every day that a year can have, for what stays without one
UNTOLD = "no year told before it"  # 同年6月 may still be a 6月
NO_RUN = "not as many days or years as it says"  # 12日、16日两天 are still two days
YIELDING = (UNTOLD, NO_RUN)
_BRACKET = re.compile(r"\((?:(?P<month>1[0-2]|[1-9])月)?(?P<day>3[01]|[12]\d|[1-9])日\)")
_EDGES = {"初": "start", "前": "start", "上": "start", "中": "mid", "末": "end", "后": "end", "下": "end", "底": "end"}


class Year(NamedTuple):
    """The year of an expression: its number, what filled it in (the reason, where there is none), whether any was stated."""

    number: int | None
    source: str | None
    explicit: bool


_NO_YEAR = Year(None, None, True)
_LATE = 6  # a month, June: 新的一年 is said around the turn of a year, so behind the middle of one it is the next


def point(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A point of the calendar, or a range between two of them.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("去年12月至今年1月", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> point(({"ryear": "去年", "month": "12"}, {"ryear": "今年", "month": "1"}), context, (0, 10)).value
    '2025-12/2026-01'
    """
    left, right = sides
    first = _one(left, context, span)
    if not right or isinstance(first, str):
        return first
    right = _filled(right, left)
    last = _one(right, context, span, after=first)
    if isinstance(last, str):
        return last
    if not first.explicit and "month" in left and "month" in right:
        first, last = _of_one_year((left, right), context, span, first, last)
    return _between(first, last)


def _between(first: Reading, last: Reading) -> Reading | str:
    """The range from one point to another."""
    start, end = first.extent[0], last.extent[1]
    if start is None or end is None:
        return Reading((None, None), f"{first.value}/{last.value}", None, "period", plain=False)
    if start > end:
        return "a range that ends before it begins"
    source = first.source if last.source == "text" else last.source
    return Reading((start, end), calendar.edtf((start, end)), source, "period", last.modifier, first.explicit, plain=start.year == end.year)


def stamp(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A day of a page's time stamp without its year: 06-24 08:15 may be of any year.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("06-24 08:15", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> stamp(({"month": "06", "day": "24"}, {}), context, (0, 5)).value
    'XXXX-06-24'
    """
    return unresolved(_builder(sides[0], context)(LEAP))


def run(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """Consecutive days or years of a list, as many as the text says: 12日、13日两天.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("3月12日、13日两天", words(load_rules()), calendar.day(2026, 3, 16), "publication")
    >>> [getattr(got := run(({"month": "3", "day": "12"}, {"day": day, "days": "两"}), context, (0, 11)), "value", got) for day in ("13", "16")]
    ['2026-03-12/2026-03-13', 'not as many days or years as it says']
    """
    right = dict(sides[1])
    said = calendar.reading(right.pop("years", "") or right.pop("days", ""))
    got = point((sides[0], right), context, span)
    if isinstance(got, str):
        return got
    first, last = got.extent
    if not first or not last:
        return NO_RUN
    counted = last.year - first.year if "years" in sides[1] else (last - first).days
    return got if counted + 1 == said else NO_RUN


def _of_one_year(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int], first: Reading, last: Reading) -> tuple[Reading, Reading]:
    """1—11月, read in January: both ends in the year that the last of them has by itself."""
    start, end = first.extent[0], last.extent[1]
    if not start or not end or not _is_of_the_year_before((start, end), context, span):
        return first, last
    low, high = (made(_builder(parts, context)(start.year - 1), context.origin, modifier_of(parts, context)) for parts in sides)
    return (low, high) if isinstance(low, Reading) and isinstance(high, Reading) else (first, last)


def _is_of_the_year_before(extent: Extent, context: Context, span: tuple[int, int]) -> bool:
    """Whether a stretch that still runs is rather that of the year before."""
    (start, end), reference = extent, context.reference
    if reference is None or start.year != end.year:
        return False
    return start <= reference[1] < end and context.over(extent, reference, span)


def _filled(right: Parts, left: Parts) -> Parts:
    """The second point with what it takes over from the first: 2018年3月9日至12日."""
    if not right.keys().isdisjoint(("year", "yy", "ryear", "rday", "rmonth")):
        return right
    monthless = right.keys().isdisjoint(("month", "part", "quarter"))
    order = ("year", "yy", "ryear", "month", "rmonth") if monthless else ("year", "yy", "ryear")
    return {**{key: left[key] for key in order if key in left}, **right}


def _one(parts: Parts, context: Context, span: tuple[int, int], after: Reading | None = None) -> Reading | str:
    """One point; `after` is the one that a range begins with."""
    if (near := _of_the_days_around(parts, context, span)) is not None:
        return near
    year = year_of(parts, context, span)
    if "holiday" in parts and (year.number is not None or not year.explicit):
        context.holiday = _holiday(parts, context, year.number, span)
    if year.explicit:
        return _with_year(parts, context, year.number, year.source)
    return _behind(parts, context, after) if after and after.extent[0] else _without_year(parts, context, span)


def _of_the_days_around(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str | None:
    """昨天, 上月, 12日: counted from the article's own day or month; None for a point that states its month or year."""
    if "rday" in parts:
        return _day_word(context.words.kinds["day"][parts["rday"]], context, span)
    if "rmonth" in parts:
        return _month_word(parts, context, span)
    return _bare_day(parts, context, span) if "day" in parts and "month" not in parts else None


def _with_year(parts: Parts, context: Context, number: int | None, source: str | None) -> Reading | str:
    """A point whose year is stated; the reason why there is none where `source` gives it."""
    build, modifier = _builder(parts, context), modifier_of(parts, context)
    if number is not None:
        return made(build(number), source, modifier, explicit=True)
    return source if source is not None else Reading((None, None), "XXXX", None, type_of(build(LEAP)), modifier)


def _behind(parts: Parts, context: Context, first: Reading) -> Reading | str:
    """The second point of a range, in the year of the first or in the next one."""
    build, start = _builder(parts, context), first.extent[0]
    got = build(start.year) if start else None
    if start and got and got[1] < start:
        got = build(start.year + 1)
    return made(got, first.source, modifier_of(parts, context))


def _without_year(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    build, modifier = _builder(parts, context), modifier_of(parts, context)
    got, source = context.yearless(build, *span)
    return made(got, source, modifier) if got else unresolved(build(LEAP), modifier)


def made(extent: Extent | None, source: str | None, modifier: str | None = None, explicit: bool = False) -> Reading | str:
    """The reading of an expression with an extent; what is wrong with it, where the calendar has no such day.

    `source` says where its year was taken from, where it names none.

    >>> made(calendar.day(2024, 3, 5), None).value, made(calendar.day(2023, 2, 29), None)
    ('2024-03-05', 'no such day in the calendar')
    """
    if extent is None:
        return "no such day in the calendar"
    return Reading(extent, calendar.edtf(extent), source, type_of(extent), modifier, explicit)


def unresolved(extent: Extent | None, modifier: str | None = None) -> Reading | str:
    """The reading of an expression whose year is unknown; its extent is that of a leap year.

    >>> unresolved(calendar.day(LEAP, 3, 5)).value
    'XXXX-03-05'
    """
    if extent is None:
        return "no such day in the calendar"
    return Reading((None, None), calendar.edtf(extent).replace(str(LEAP), "XXXX"), None, type_of(extent), modifier)


def type_of(extent: Extent | None) -> str:
    """The type of a reading: date for a day, month, quarter or year; period for what is put together from them.

    >>> type_of(calendar.months(2026, 3, 3)), type_of(calendar.months(2026, 3, 4))
    ('date', 'period')
    """
    return "period" if extent and "/" in calendar.edtf(extent) else "date"


def year_of(parts: Parts, context: Context, span: tuple[int, int]) -> Year:
    """The year stated by the parts of an expression.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("去年12月", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> year_of({"ryear": "去年"}, context, (0, 5)), year_of({"yy": "25", "month": "12"}, context, (0, 5))
    (Year(number=2025, source='publication', explicit=True), Year(number=2025, source='text', explicit=True))
    """
    if "year" in parts:
        return Year(calendar.reading(parts["year"]), "text", True)
    if "yy" in parts:
        number = _short_year(parts["yy"], context, sure="month" in parts)
        return Year(number, "text" if number else "a number of years, not a year", True)
    return _relative_year(parts["ryear"], context, span) if "ryear" in parts else Year(None, None, False)


def _begins(entry: Entry, context: Context, span: tuple[int, int]) -> int:
    """How many years later the year is whose beginning alone is meant (新的一年 is the next one from July on, nearer to its beginning), or that of accounts."""
    if entry["base"] == "own":
        return -context.accounted(*span)
    if entry["modifier"] != "start" or context.reference is None:
        return 0
    first, last = context.reference
    return int(first.month == last.month and first.month > _LATE)


def _relative_year(word: str, context: Context, span: tuple[int, int]) -> Year:
    """今年, 上年, 同年: counted from the article's year or from the last one stated; none in a rule that holds for each year."""
    entry, told = context.words.kinds["year"][word], context.before(span[0])
    shift = int(entry["shift"])
    if entry["base"] in ("reference", "own"):
        return _of_reference(word, shift + _begins(entry, context, span), context, span)
    if context.alone(*span) and context.reference:
        return Year(context.reference[0].year + shift, context.origin, True)
    if entry["base"] == "same" and (told is None or not told.explicit):
        return _untold(context, span)
    each = told is None and context.undated and context.rule(*span)
    return _NO_YEAR if each else _of_course(word, shift, told, context, span)


def _untold(context: Context, span: tuple[int, int]) -> Year:
    """同年 before any year is stated: any year in a rule, else a month that is read without it."""
    return _NO_YEAR if context.rule(*span) else Year(None, UNTOLD, True)


def _of_reference(word: str, shift: int, context: Context, span: tuple[int, int]) -> Year:
    """今年, 去年: counted from the year of the article; the 今年度 of a rule is any year."""
    of_accounts = word.endswith("度")  # 本年度 of an undated report is the year that it tells of
    each = of_accounts and context.undated and context.rule(*span)
    if each or context.reference is None:
        told = context.year if of_accounts and not each else None
        return Year(told + shift, "context", True) if told else _NO_YEAR
    return Year(context.reference[0].year + shift, context.origin, True)


def _of_course(word: str, shift: int, told: Reading | None, context: Context, span: tuple[int, int]) -> Year:
    """当年, 上年, 这一年: counted from the year that the article is about at this point."""
    if told and told.extent[1] and told.plain:
        shift = 0 if context.repeats(word) else shift
        return Year(told.extent[1].year + shift, told.source, True)
    if shift > 0:
        return _NO_YEAR  # 次年 follows a year that was told, or any year
    number, source = context.current_year(*span)
    if context.reference and _is_own_year(word, shift, told, context, span):
        number, source = context.reference[0].year, context.origin
    return _NO_YEAR if number is None else Year(number + shift, source, True)


def _is_own_year(word: str, shift: int, told: Reading | None, context: Context, span: tuple[int, int]) -> bool:
    """Whether the article's own year is meant: 这一年 before any year is stated, where it has run for some time; 对上年度出口额 … 的企业 in a rule."""
    if shift == 0 and context.topic is None:
        return not context.new_year
    settled = told or (context.topic and not context.rule(*span)) or context.compared(span[0])
    return word.endswith("度") and not settled


def _short_year(text: str, context: Context, sure: bool) -> int | None:
    """The year of two figures; 三四年 is a length unless a month follows."""
    number = calendar.reading(text)
    if number is None or (not sure and not text.isascii() and _is_length(number, text)):
        return None
    pivot = (context.reference[0].year if context.reference else _UNDATED) + _AHEAD
    return next(century + number for century in (2000, 1900, 1800, 1700) if century + number <= pivot or century == 1700)


def _is_length(number: int, text: str) -> bool:
    """Whether two figures are neighbours, as in 三四年 and 三五年."""
    return number > 10 and (number % 10 == number // 10 + 1 or text == "三五")


_UNDATED, _AHEAD = 2025, 10  # the year of a text that tells none; years that plans look ahead: 35年 is 2035, 36年 1936


def _builder(parts: Parts, context: Context) -> Build:
    """The extent of a year's number with the parts below the year."""

    def build(number: int) -> Extent | None:
        if "festival" in parts:
            festival = festivals.extent(context.words.festivals[parts["festival"]], number, "holiday" in parts, context)
            return below(parts, context, festival) if "nth" in parts else festival
        if "today" in parts:
            return _this_day(number, context)
        if "season" in parts:
            return calendar.season(number, int(context.words.kinds["season"][parts["season"]]["shift"]))
        return below(parts, context, _months(number, parts, context))

    return build


def _months(number: int, parts: Parts, context: Context) -> Extent | None:
    """The part, the quarter or the month of a year that is named, or all of it."""
    if "part" in parts:
        start, end = map(int, context.words.kinds["part"][parts["part"]]["months"].split())
        return calendar.months(number, start, end)
    if "quarter" in parts:
        which = calendar.reading(parts["quarter"].removeprefix("第")) or 0
        return calendar.months(number, 3 * which - 2, 3 * which)
    if "month" in parts:
        which = calendar.reading(parts["month"]) or 0
        return calendar.months(number, which, which)
    return calendar.year(number)


def _this_day(number: int, context: Context) -> Extent | None:
    """The article's own day in another year (去年今日)."""
    if context.reference is None or context.reference[0] != context.reference[1]:
        return None
    return calendar.day(number, context.reference[0].month, context.reference[0].day)


def below(parts: Parts, context: Context, whole: Extent | None) -> Extent | None:
    """The day, ten days or first so many units within a month or year.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("6月中旬", words(load_rules()), None, "publication")
    >>> calendar.edtf(below({"tenth": "中旬"}, context, calendar.months(2026, 6, 6)))
    '2026-06-11/2026-06-20'
    """
    if whole is None:
        return None
    if "day" in parts:
        return calendar.day(whole[0].year, whole[0].month, calendar.reading(parts["day"]) or 0)
    if "tenth" in parts:
        span = context.words.kinds["tenth"][parts["tenth"]]["days"]
        if span:
            start, end = map(int, span.split())
            return calendar.days(whole, start, end)
    if "nth" in parts:
        return _nth(parts["nth"], calendar.reading(parts.get("count", "一")) or 0, parts["unit"].lstrip("个"), whole)
    return whole


def _nth(side: str, count: int, unit: str, whole: Extent) -> Extent | None:
    """The first, the last or the nth so many months, weeks or days of a stretch."""
    if unit in _MONTHS:
        return _nth_months(side, count, _MONTHS[unit], whole)
    days = 1 if unit in _DAYS else 7
    if side == "第":
        return calendar.days(whole, days * (count - 1) + 1, days * count)
    return calendar.days(whole, -days * count, -1) if side in _LAST else calendar.days(whole, 1, days * count)


def _nth_months(side: str, count: int, months: int, whole: Extent) -> Extent | None:
    """The first, the last or the nth so many months or quarters of a year."""
    size, number = count * months, whole[0].year
    if not 1 <= size <= 12 or (whole[0].month, whole[1].month) != (1, 12):
        return None
    if side == "第":
        return calendar.months(number, size - months + 1, size)
    return calendar.months(number, 13 - size, 12) if side in _LAST else calendar.months(number, 1, size)


_MONTHS = {"月": 1, "季度": 3}
_DAYS = ("天", "日")
_LAST = ("后", "最后")


def _holiday(parts: Parts, context: Context, number: int | None, span: tuple[int, int]) -> Extent | None:
    """The whole holiday of which an expression names a day or all."""
    entry = context.words.festivals[parts["festival"]]
    if number is not None:
        return festivals.extent(entry, number, True, context)
    return context.yearless(lambda year: festivals.extent(entry, year, True, context), *span)[0]


def modifier_of(parts: Parts, context: Context) -> str | None:
    """The part of its time that an expression means (`start`, `mid`, `end`); None for all of it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("6月底", words(load_rules()), None, "publication")
    >>> modifier_of({"month": "6", "edge": "底"}, context), modifier_of({"month": "6"}, context)
    ('end', None)
    """
    if "edge" in parts:
        entry = context.words.kinds["edge"].get(parts["edge"])
        if entry:
            return entry["modifier"]
        return next((_EDGES[char] for char in parts["edge"] if char in _EDGES), None)
    if "tenth" in parts:
        entry = context.words.kinds["tenth"][parts["tenth"]]
        return None if entry["days"] else entry["modifier"]
    return None


def _day_word(entry: Entry, context: Context, span: tuple[int, int]) -> Reading | str:
    """昨天, counted from the article's day; 次日, counted from the last day stated."""
    day, source = _base_day(entry, context, span)
    if day is None:
        return Reading((None, None), "XXXX-XX-XX", None)
    moved = shifted(day, days=int(entry["shift"]))
    moved = (_bracketed(context, span[1], moved) if entry["base"] != "same" else None) or moved
    return Reading((moved, moved), moved.isoformat(), source)


def _base_day(entry: Entry, context: Context, span: tuple[int, int]) -> tuple[dt.date | None, str | None]:
    """The day that a word counts from, and its source."""
    if entry["base"] == "same":
        days = [reading for _, reading in context.told if reading.extent[0] and reading.extent[0] == reading.extent[1]]
        if days or not context.alone(*span):
            return (days[-1].extent[0], days[-1].source) if days else (None, None)
    reference = context.reference
    return (reference[0] if reference and reference[0] == reference[1] else None), context.origin


def _bracketed(context: Context, end: int, near: dt.date) -> dt.date | None:
    """The day in brackets right behind 今天 or 昨日, which a page published later still prints: 昨日(9日)."""
    found = _BRACKET.match(context.folded, end)
    if not found:
        return None
    months = [int(found["month"])] if found["month"] else [near.month, shifted(near.replace(day=1), days=-1).month]
    days = [calendar.day(year, month, int(found["day"])) for month in months for year in (near.year, near.year - 1)]
    return min((one[0] for one in days if one), key=lambda day: abs((day - near).days), default=None)


def _month_word(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    """本月, counted from the article's month; 当月, and a 上月 that is compared with, from the last month stated."""
    entry = context.words.kinds["month"][parts["rmonth"]]
    month = next((told for _, told in reversed(context.told) if len(told.value) == len("2026-03")), None)
    if context.compared(span[0]) and entry["base"] != "same" and month and month.extent[0]:
        base, source = month.extent[0], month.source  # 2月份 … 较上月: January
    else:
        known, source = _base_month(entry, context, span)
        if known is None or (context.reference and context.reference[1] - context.reference[0] > dt.timedelta(31)):
            return Reading((None, None), "XXXX-XX", None, modifier=modifier_of(parts, context))
        base = known
    moved = shifted(base.replace(day=1), months=int(entry["shift"]))
    whole = calendar.months(moved.year, moved.month, moved.month)
    return made(below(parts, context, whole), source, modifier_of(parts, context))


def _base_month(entry: Entry, context: Context, span: tuple[int, int]) -> tuple[dt.date | None, str | None]:
    """A day of the month that a word counts from, and its source; 次月 in a rule, or before any month is stated, is of no month."""
    base = context.reference[0] if context.reference else None
    if entry["base"] != "same":
        return base, context.origin
    told = context.before(span[0])
    later = int(entry["shift"]) and not context.alone(*span)
    if ((later or not told) and context.rule(*span)) or (later and not told):
        return None, context.origin
    return _last_month(context.told) if context.told else (base, context.origin)


def _last_month(told: Sequence[tuple[int, Reading]]) -> tuple[dt.date | None, str | None]:
    """The last day of the months stated last, and its source; of a year where none were: 当月 behind 今年以来 is none of its months."""
    parts = (reading for _, reading in reversed(told) if len(reading.value) != len("2026"))
    month = next(parts, told[-1][1])
    return month.extent[1], month.source


def _bare_day(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    """A day of the month stated in the sentence, else of the article's month or of the one before."""
    number = calendar.reading(parts["day"]) or 0
    told = context.before(span[0])
    if told and told.extent[0] and told.extent[1] and (told.extent[1] - told.extent[0]).days < 31:
        return made(_day_within((told.extent[0], told.extent[1]), number), told.source)
    reference = context.reference
    if reference is None or (reference[1] - reference[0]).days > 31:
        return Reading((None, None), f"XXXX-XX-{number:02d}", None) if 1 <= number <= 31 else "no such day in the calendar"
    return made(_day_near(number, reference, context, span), context.origin)


def _day_within(stretch: Extent, number: int) -> Extent | None:
    """The day of a stretch of two months that lies in it (春节假期截至|3日); else that of its first month."""
    first, later = (calendar.day(day.year, day.month, number) for day in stretch)
    return later if later and not (first and first[0] >= stretch[0]) and later[0] <= stretch[1] else first


def _day_near(number: int, reference: Extent, context: Context, span: tuple[int, int]) -> Extent | None:
    """The day of the reference's month; of the month before, where it would lie ahead and is past."""
    this = calendar.day(reference[0].year, reference[0].month, number)
    before = shifted(reference[0].replace(day=1), days=-1)
    earlier = calendar.day(before.year, before.month, number)
    if this is None or (this[0] > reference[1] and _past(context, span, earlier, reference)):
        return earlier or this
    return this


def _past(context: Context, span: tuple[int, int], earlier: Extent | None, reference: Extent) -> bool:
    ahead = context.future(*span)
    return ahead is False or (ahead is None and earlier is not None and (reference[0] - earlier[0]).days <= 10)
