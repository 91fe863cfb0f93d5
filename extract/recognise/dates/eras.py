"""Times that are named rather than numbered: “十四五”, 上世纪80年代, 正月十五, 今冬明春, 假期首日 -> a Reading."""

from __future__ import annotations

import datetime as dt

from extract import calendar
from extract.calendar import Extent
from extract.recognise.dates import festivals
from extract.recognise.dates.absolute import Parts, below, made, modifier_of, year_of
from extract.recognise.dates.context import Context, Reading

_FOUNDED = {"建党": 1921, "中国共产党成立": 1921, "建军": 1927, "新中国成立": 1949}


def plan(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """The five years of a plan.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("“十五五”末", words(load_rules()), None, "publication")
    >>> (got := plan(({"plan": "十五", "edge": "末"}, {}), context, (0, 6))).value, got.modifier
    ('2026/2030', 'end')
    """
    got = calendar.plan(calendar.reading(sides[0]["plan"]) or 0)
    if got is None:
        return "no such five-year plan"
    context.plan = (span[1], got)
    return Reading(got, calendar.edtf(got), "text", "period", modifier_of(sides[0], context), plain=False)


def era(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A century, or a decade of one.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("上世纪80年代", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> era(({"century": "上", "decade": "80"}, {}), context, (0, 7)).value
    '1980/1989'
    """
    parts = sides[0]
    source = "text"
    if "dyear" in parts:
        got = calendar.decade(int(parts["dyear"]))
    else:
        number, source = _century(parts.get("century"), context)
        if number is None:
            return Reading((None, None), "XXXX", None, "period", modifier_of(parts, context), plain=False)
        got = calendar.century(number)
        if "decade" in parts:
            last = (sides[1] or parts).get("decade", parts["decade"])
            start, end = (100 * (number - 1) + (calendar.reading(text) or 0) for text in (parts["decade"], last))
            got = calendar.years(start, end + 9)
    if got is None:
        return "no such time in the calendar"
    return Reading(got, calendar.edtf(got), source, "period", modifier_of(parts, context), plain=False)


def _century(text: str | None, context: Context) -> tuple[int | None, str]:
    number = calendar.reading(text) if text else 20
    if number is not None:
        return number, "text"
    if context.reference is None:
        return None, "text"
    shift = {"本": 0, "上": -1, "下": 1}[(text or "本")[0]]
    return (context.reference[0].year + 99) // 100 + shift, context.origin


def centenary(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """The hundredth year of the Party, the Army or the People's Republic.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> centenary(({"founded": "建党"}, {}), Context("建党百年", words(load_rules()), None, "publication"), (0, 4)).value
    '2021'
    """
    return made(calendar.year(_FOUNDED[sides[0]["founded"]] + 100), "text")


def lunar(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A day, or a month, of the farmers' calendar.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("正月十五", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> lunar(({"lmonth": "正", "lday": "十五"}, {}), context, (0, 4)).value
    '2026-03-03'
    """
    parts = sides[0]
    month = {"正": 1, "冬": 11, "腊": 12}.get(parts.get("lmonth", "正")) or calendar.reading(parts["lmonth"]) or 0
    day = calendar.reading(parts["lday"]) if "lday" in parts else None

    def build(number: int) -> Extent | None:
        of = number - (month >= 11)
        first = calendar.lunar(of, month, day or 1, "leap" in parts)
        last = first if day else calendar.lunar(of, month, 30, "leap" in parts)
        return (first, last) if first and last else None

    number, source, explicit = year_of(parts, context, span)
    if explicit and number is not None:
        return made(build(number + (month >= 11)), source, explicit=True)
    got, source = context.yearless(build, *span)
    return made(got, source) if got else Reading((None, None), f"XXXX-XX-{'XX' if day else ''}".rstrip("-"), None)


def lunar_range(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """除夕至正月初六: from one lunar day to the next such day after it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("除夕至正月初六", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> lunar_range(({"lday": "除夕"}, {"lmonth": "正", "lday": "初六"}), context, (0, 7)).value
    '2026-02-16/2026-02-22'
    """
    left, right = map(_lunar_day, sides)
    first = lunar((left, {}), context, span)
    if isinstance(first, str) or first.extent[0] is None:
        return first
    following = {"lmonth": left["lmonth"] if left["lmonth"] != "腊" else "正", **(right or left)}
    last = _next_lunar(following, first.extent[0], context, span)
    if last is None:
        return "a range that ends before it begins"
    extent = (first.extent[0], last)
    return Reading(extent, calendar.edtf(extent), first.source, "period")


def _next_lunar(parts: Parts, start: dt.date, context: Context, span: tuple[int, int]) -> dt.date | None:
    """The first lunar day of this name that does not lie before a day."""
    days = (lunar((parts, {}), _at(context, number), span) for number in (start.year, start.year + 1))
    ends = [day.extent[1] for day in days if isinstance(day, Reading) and day.extent[1]]
    return min((end for end in ends if end >= start), default=None)


def _lunar_day(parts: Parts) -> Parts:
    if parts.get("lday") in ("除夕", "大年三十"):
        return {"lmonth": "腊", "lday": "三十"}
    return {"lmonth": "正", "lday": "初一"} if parts.get("lday") == "大年初一" else parts


def _at(context: Context, number: int) -> Context:
    """A context that has only a year to read against."""
    return Context(context.folded, context.words, None, context.origin, year=number, running=(len(context.folded), number))


def season(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """今冬, 去冬今春: seasons of the years around the article's own.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("去冬今春", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> season(({"ryear": "去", "season": "冬"}, {"ryear": "今", "season": "春"}), context, (0, 4)).value
    '2025-12/2026-05'
    """
    if context.reference is None:
        return Reading((None, None), "XXXX", None, "period", plain=False)
    shifts, reference = {"去": -1, "今": 0, "这": 0, "明": 1}, context.reference[0]
    ends = []
    for parts in filter(None, sides):
        which = "春夏秋冬".index(parts["season"][0]) + 1
        back = which == 4 and reference.month <= 2 and parts["ryear"] in "今这"  # in January 今冬 began last year
        ends.append(calendar.season(reference.year + shifts[parts["ryear"]] - back, which))
    first, last = ends[0], ends[-1]
    if not first or not last:
        return "no such season"
    return Reading((first[0], last[1]), calendar.edtf((first[0], last[1])), context.origin, "period", plain=False)


def holiday(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """假期首日: of the holiday last told.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("假期首日", words(load_rules()), calendar.day(2024, 10, 3), "publication")
    >>> holiday(({"nth": "首", "unit": "日"}, {}), context, (0, 4)).value
    '2024-10-01'
    """
    told = context.holiday or festivals.running(context)
    return made(below(sides[0], context, told), context.origin) if told else "a day of a holiday that was not told"
