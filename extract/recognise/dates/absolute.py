"""Points of the calendar and ranges between two of them: 去年12月至今年1月, 6月底, 今年前4个月, 昨天 -> a Reading.

What an expression does not say (its year, its month) the context fills in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

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


def point(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A point of the calendar, or a range between two of them."""
    left, right = sides
    if not right:
        return _one(left, context, span)
    right = _filled(right, left)
    first = _one(left, context, span)
    if isinstance(first, str):
        return first
    last = _one(right, context, span, after=first)
    if isinstance(last, str):
        return last
    if not first.explicit and "month" in left and "month" in right:
        first, last = _of_one_year(left, right, context, span, first, last)
    start, end = first.extent[0], last.extent[1]
    if start is None or end is None:
        return Reading((None, None), f"{first.value}/{last.value}", None, "period", plain=False)
    if start > end:
        return "a range that ends before it begins"
    source = first.source if last.source == "text" else last.source
    return Reading(
        (start, end),
        calendar.edtf((start, end)),
        source,
        "period",
        last.modifier,
        first.explicit,
        plain=start.year == end.year,
    )


def stamp(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A day of a page's time stamp that says no year: 06-24 08:15 may be of any."""
    return unresolved(_builder(sides[0], context)(LEAP))


def run(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """Days, or years, of a list that follow each other, as many as the text says: 12日、13日两天."""
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


def _of_one_year(
    left: Parts, right: Parts, context: Context, span: tuple[int, int], first: Reading, last: Reading
) -> tuple[Reading, Reading]:
    """1—11月, read in January: both ends in the year that the last of them has by itself."""
    start, end = first.extent[0], last.extent[1]
    if not start or not end or start.year != end.year or context.reference is None:
        return first, last
    if end <= context.reference[1] or start > context.reference[1] or not context.over((start, end), context.reference, span):
        return first, last
    low, high = (
        made(_builder(parts, context)(start.year - 1), context.origin, modifier_of(parts, context)) for parts in (left, right)
    )
    return (low, high) if isinstance(low, Reading) and isinstance(high, Reading) else (first, last)


def _filled(right: Parts, left: Parts) -> Parts:
    """The second point with what it takes over from the first: 2018年3月9日至12日."""
    order = ("year", "yy", "ryear", "month", "rmonth")
    if any(key in right for key in ("year", "yy", "ryear", "rday", "rmonth")):
        return right
    taken = [key for key in order if key in left]
    if "month" in right or "part" in right or "quarter" in right:
        taken = [key for key in taken if key not in ("month", "rmonth")]
    return {**{key: left[key] for key in taken}, **right}


def _one(parts: Parts, context: Context, span: tuple[int, int], after: Reading | None = None) -> Reading | str:
    if "rday" in parts:
        return _day_word(context.words.kinds["day"][parts["rday"]], context, span)
    if "rmonth" in parts:
        return _month_word(parts, context, span)
    if "day" in parts and "month" not in parts:
        return _bare_day(parts, context, span)
    build = _builder(parts, context)
    modifier = modifier_of(parts, context)
    number, source, explicit = year_of(parts, context, span)
    if explicit and number is None and source is not None:
        return source
    if explicit and number is None:
        return Reading((None, None), "XXXX", None, type_of(build(LEAP)), modifier)
    if "holiday" in parts:
        context.holiday = _holiday(parts, context, number if explicit else None, span)
    if explicit and number is not None:
        return made(build(number), source, modifier, explicit=True)
    if after and after.extent[0] is not None:
        got = build(after.extent[0].year)
        if got and got[1] < after.extent[0]:
            got = build(after.extent[0].year + 1)
        return made(got, after.source, modifier)
    got, source = context.yearless(build, *span)
    return made(got, source, modifier) if got else unresolved(build(LEAP), modifier)


def made(
    extent: Extent | None, source: str | None, modifier: str | None = None, explicit: bool = False
) -> Reading | str:
    if extent is None:
        return "no such day in the calendar"
    return Reading(extent, calendar.edtf(extent), source, type_of(extent), modifier, explicit)


def unresolved(extent: Extent | None, modifier: str | None = None) -> Reading | str:
    if extent is None:
        return "no such day in the calendar"
    return Reading((None, None), calendar.edtf(extent).replace(str(LEAP), "XXXX"), None, type_of(extent), modifier)


def type_of(extent: Extent | None) -> str:
    """date for a day, month, quarter or year; period for what is put together from them."""
    return "period" if extent and "/" in calendar.edtf(extent) else "date"


def year_of(parts: Parts, context: Context, span: tuple[int, int]) -> tuple[int | None, str | None, bool]:
    """The year said, what filled it in, and whether any was said (a reason in place of the source, where it is none)."""
    if "year" in parts:
        return calendar.reading(parts["year"]), "text", True
    if "yy" in parts:
        number = _short_year(parts["yy"], context, sure="month" in parts)
        return number, "text" if number else "a number of years, not a year", True
    if "ryear" not in parts:
        return None, None, False
    entry = context.words.kinds["year"][parts["ryear"]]
    shift = int(entry["shift"])
    if entry["base"] == "reference" and parts["ryear"].endswith("度") and context.undated and context.rule(*span):
        return None, None, True
    if entry["base"] == "reference":
        return (context.reference[0].year + shift, context.origin, True) if context.reference else (None, None, True)
    told = context.before(span[0])
    if context.alone(*span) and context.reference:
        return context.reference[0].year + shift, context.origin, True
    if entry["base"] == "same" and not (told and told.explicit):
        return (None, None, True) if context.rule(*span) else (None, UNTOLD, True)
    if not told and context.undated and context.rule(*span):
        return None, None, True
    number, source = context.current_year(*span)
    settled = told or (context.topic and not context.rule(*span)) or context.compared(span[0])
    if parts["ryear"].endswith("度") and not settled and context.reference:
        number, source = context.reference[0].year, context.origin  # 对上年度出口额 … 的企业: a rule's own year
    if shift == 0 and context.topic is None and context.reference:
        number, source = context.reference[0].year, context.origin  # 这一年, before any year is told
    if told and told.extent[1] and told.plain:
        number, source = told.extent[1].year, told.source
        shift = 0 if context.repeats(parts["ryear"]) else shift
    return (None if number is None else number + shift), source if number is not None else None, True


def _short_year(text: str, context: Context, sure: bool) -> int | None:
    """The year of two figures; 三四年 is a length unless a month follows."""
    number = calendar.reading(text)
    doubtful = not text.isascii() and not sure and number is not None and number > 10
    if number is None or (doubtful and (number % 10 == number // 10 + 1 or text == "三五")):
        return None
    pivot = (context.reference[0].year if context.reference else 2025) + 10
    return next(
        century + number for century in (2000, 1900, 1800, 1700) if century + number <= pivot or century == 1700
    )


def _builder(parts: Parts, context: Context) -> Build:
    """What the parts below the year make of a year's number."""
    kinds = context.words.kinds

    def build(number: int) -> Extent | None:
        whole = calendar.year(number)
        if "festival" in parts:
            festival = festivals.extent(context.words.festivals[parts["festival"]], number, "holiday" in parts, context)
            return below(parts, context, festival) if "nth" in parts else festival
        if "today" in parts:
            return _this_day(number, context)
        if "season" in parts:
            return calendar.season(number, int(kinds["season"][parts["season"]]["shift"]))
        if "part" in parts:
            start, end = map(int, kinds["part"][parts["part"]]["months"].split())
            whole = calendar.months(number, start, end)
        elif "quarter" in parts:
            which = calendar.reading(parts["quarter"].removeprefix("第")) or 0
            whole = calendar.months(number, 3 * which - 2, 3 * which)
        elif "month" in parts:
            which = calendar.reading(parts["month"]) or 0
            whole = calendar.months(number, which, which)
        return below(parts, context, whole)

    return build


def _this_day(number: int, context: Context) -> Extent | None:
    """The article's own day in another year (去年今日)."""
    if context.reference is None or context.reference[0] != context.reference[1]:
        return None
    return calendar.day(number, context.reference[0].month, context.reference[0].day)


def below(parts: Parts, context: Context, whole: Extent | None) -> Extent | None:
    """The day, ten days or first so many units within a month or year."""
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
    last = side in ("后", "最后")
    unit = "天" if unit == "日" else unit
    if unit in ("月", "季度"):
        size = count * (3 if unit == "季度" else 1)
        if size > 12 or size < 1 or (whole[0].month, whole[1].month) != (1, 12):
            return None
        number = whole[0].year
        if side == "第":
            return calendar.months(number, size - (2 if unit == "季度" else 0), size)
        return calendar.months(number, 13 - size, 12) if last else calendar.months(number, 1, size)
    size = count * (1 if unit == "天" else 7)
    if side == "第":
        return calendar.days(whole, size if unit == "天" else size - 6, size)
    return calendar.days(whole, -size, -1) if last else calendar.days(whole, 1, size)


def _holiday(parts: Parts, context: Context, number: int | None, span: tuple[int, int]) -> Extent | None:
    """The whole holiday of which an expression names a day or all."""
    entry = context.words.festivals[parts["festival"]]
    if number is not None:
        return festivals.extent(entry, number, True, context)
    return context.yearless(lambda year: festivals.extent(entry, year, True, context), *span)[0]


def modifier_of(parts: Parts, context: Context) -> str | None:
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
    day = context.reference[0] if context.reference and context.reference[0] == context.reference[1] else None
    source: str | None = context.origin
    if entry["base"] == "same":
        days = [reading for _, reading in context.told if reading.extent[0] and reading.extent[0] == reading.extent[1]]
        if days or not context.alone(*span):
            day, source = (days[-1].extent[0], days[-1].source) if days else (None, None)
    if day is None:
        return Reading((None, None), "XXXX-XX-XX", None)
    moved = shifted(day, days=int(entry["shift"]))
    moved = (_bracketed(context, span[1], moved) if entry["base"] != "same" else None) or moved
    return Reading((moved, moved), moved.isoformat(), source)


def _bracketed(context: Context, end: int, near: dt.date) -> dt.date | None:
    """The day in brackets right behind 今天 or 昨日, which a page published later still prints: 昨日(9日)."""
    found = _BRACKET.match(context.folded, end)
    if not found:
        return None
    months = [int(found["month"])] if found["month"] else [near.month, shifted(near.replace(day=1), days=-1).month]
    days = [calendar.day(year, month, int(found["day"])) for month in months for year in (near.year, near.year - 1)]
    return min((one[0] for one in days if one), key=lambda day: abs((day - near).days), default=None)


def _month_word(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    entry = context.words.kinds["month"][parts["rmonth"]]
    base: dt.date | None = context.reference[0] if context.reference else None
    source: str | None = context.origin
    told, later = context.before(span[0]), int(entry["shift"]) and not context.alone(*span)
    if entry["base"] == "same" and (((later or not told) and context.rule(*span)) or (later and not told)):
        base = None
    elif entry["base"] == "same" and context.told:
        base, source = context.told[-1][1].extent[1], context.told[-1][1].source
    month = next((told for _, told in reversed(context.told) if len(told.value) == 7), None)
    if context.compared(span[0]) and entry["base"] != "same" and month and month.extent[0]:
        base, source = month.extent[0], month.source  # 2月份 … 较上月: January
    elif base is None or (context.reference and context.reference[1] - context.reference[0] > dt.timedelta(31)):
        return Reading((None, None), "XXXX-XX", None, modifier=modifier_of(parts, context))
    moved = shifted(base.replace(day=1), months=int(entry["shift"]))
    whole = calendar.months(moved.year, moved.month, moved.month)
    return made(below(parts, context, whole), source, modifier_of(parts, context))


def _bare_day(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    """A day of the month told in the sentence, else of the article's month or of the one before."""
    number = calendar.reading(parts["day"]) or 0
    told = context.before(span[0])
    if told and told.extent[0] and told.extent[1] and (told.extent[1] - told.extent[0]).days < 31:
        return made(calendar.day(told.extent[0].year, told.extent[0].month, number), told.source)
    reference = context.reference
    if reference is None or (reference[1] - reference[0]).days > 31:
        return (
            Reading((None, None), f"XXXX-XX-{number:02d}", None) if 1 <= number <= 31 else "no such day in the calendar"
        )
    month = reference[0].replace(day=1)
    this = calendar.day(month.year, month.month, number)
    before = shifted(month, days=-1)
    earlier = calendar.day(before.year, before.month, number)
    if this is None or (this[0] > reference[1] and _past(context, span, earlier, reference)):
        return made(earlier or this, context.origin)
    return made(this, context.origin)


def _past(context: Context, span: tuple[int, int], earlier: Extent | None, reference: Extent) -> bool:
    ahead = context.future(*span)
    return ahead is False or (ahead is None and earlier is not None and (reference[0] - earlier[0]).days <= 10)
