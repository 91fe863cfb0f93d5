"""What a matched calendar expression means: its groups -> a Reading.

One mechanism a form, as the rules of patterns/dates.yaml name them under `gives`. A mechanism returns a Reading, or the
reason why there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from extract import calendar
from extract.calendar import Extent, shifted
from extract.patterns import Entry
from extract.recognise.date_rolling import SENSES, Rolling
from extract.recognise.date_story import Build, Reading, Story

Parts = Mapping[str, str]
_LEAP = 2000  # a year with every day that a year can have, for what stays without one
_EDGES = {"初": "start", "前": "start", "上": "start", "中": "mid", "末": "end", "后": "end", "下": "end", "底": "end"}
_FOUNDED = {"建党": 1921, "中国共产党成立": 1921, "建军": 1927, "新中国成立": 1949}
_EACH = {"天": "P1D", "日": "P1D", "晚": "P1D", "周": "P1W", "星期": "P1W", "月": "P1M", "季度": "P3M", "年": "P1Y", "工作日": "P1D"}


def point(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """A point of the calendar, or a range between two of them."""
    left, right = sides
    if not right:
        return _one(left, story, span)
    right = _filled(right, left)
    left = {**left, **{key: right[key] for key in ("month",) if "day" not in left and "day" in right and key not in left and len(left) == 0}}
    first = _one(left, story, span)
    if isinstance(first, str):
        return first
    last = _one(right, story, span, after=first)
    if isinstance(last, str):
        return last
    start, end = first.extent[0], last.extent[1]
    if start is None or end is None:
        return Reading((None, None), f"{first.value}/{last.value}", None, "period", plain=False)
    if start > end:
        return "a range that ends before it begins"
    source = first.source if last.source == "text" else last.source
    return Reading((start, end), calendar.edtf((start, end)), source, "period", last.modifier, first.explicit, plain=start.year == end.year)


def _filled(right: Parts, left: Parts) -> Parts:
    """The second point with what it takes over from the first: 2018年3月9日至12日."""
    order = ("year", "yy", "ryear", "month", "rmonth")
    if any(key in right for key in ("year", "yy", "ryear", "rday", "rmonth")):
        return right
    taken = [key for key in order if key in left]
    if "month" in right or "part" in right or "quarter" in right:
        taken = [key for key in taken if key not in ("month", "rmonth")]
    return {**{key: left[key] for key in taken}, **right}


def _one(parts: Parts, story: Story, span: tuple[int, int], after: Reading | None = None) -> Reading | str:
    if "rday" in parts:
        return _day_word(story.words.kinds["day"][parts["rday"]], story)
    if "rmonth" in parts:
        return _month_word(parts, story)
    if "day" in parts and "month" not in parts:
        return _bare_day(parts, story, span)
    build = _builder(parts, story)
    modifier = _modifier(parts, story)
    number, source, explicit = _year(parts, story, span)
    if explicit and number is None and source is not None:
        return source
    if explicit and number is None:
        return Reading((None, None), "XXXX", None, _type(build(_LEAP)), modifier)
    if explicit and number is not None:
        return _made(build(number), source, modifier, explicit=True)
    if after and after.extent[0] is not None:
        got = build(after.extent[0].year)
        if got and got[1] < after.extent[0]:
            got = build(after.extent[0].year + 1)
        return _made(got, after.source, modifier)
    got, source = story.yearless(build, *span)
    return _made(got, source, modifier) if got else _unresolved(build(_LEAP), modifier)


def _made(extent: Extent | None, source: str | None, modifier: str | None = None, explicit: bool = False) -> Reading | str:
    if extent is None:
        return "no such day in the calendar"
    return Reading(extent, calendar.edtf(extent), source, _type(extent), modifier, explicit)


def _unresolved(extent: Extent | None, modifier: str | None = None) -> Reading | str:
    if extent is None:
        return "no such day in the calendar"
    return Reading((None, None), calendar.edtf(extent).replace(str(_LEAP), "XXXX"), None, _type(extent), modifier)


def _type(extent: Extent | None) -> str:
    """date for a day, month, quarter or year; period for what is put together from them."""
    return "period" if extent and "/" in calendar.edtf(extent) else "date"


def _year(parts: Parts, story: Story, span: tuple[int, int]) -> tuple[int | None, str | None, bool]:
    """The year said, what filled it in, and whether any was said (a reason in place of the source, where it is none)."""
    if "year" in parts:
        return calendar.reading(parts["year"]), "text", True
    if "yy" in parts:
        number = _short_year(parts["yy"], story)
        return number, "text" if number else "a number of years, not a year", True
    if "ryear" not in parts:
        return None, None, False
    entry = story.words.kinds["year"][parts["ryear"]]
    shift = int(entry["shift"])
    if entry["base"] == "reference":
        return (story.reference[0].year + shift, story.origin, True) if story.reference else (None, None, True)
    told = story.before(span[0])
    if entry["base"] == "same" and not (told and told.explicit):
        return None, "no year told before it", True
    number, source = story.current_year(*span)
    if told and told.extent[1] and told.plain:
        number, source = told.extent[1].year, told.source
    return (None if number is None else number + shift), source if number is not None else None, True


def _short_year(text: str, story: Story) -> int | None:
    number = calendar.reading(text)
    if number is None or (not text.isascii() and number % 10 == number // 10 + 1 and number > 10) or text in ("三五",):
        return None
    pivot = (story.reference[0].year if story.reference else 2025) + 10
    return next(century + number for century in (2000, 1900, 1800, 1700) if century + number <= pivot or century == 1700)


def _builder(parts: Parts, story: Story) -> Build:
    """What the parts below the year make of a year's number."""
    kinds = story.words.kinds

    def build(number: int) -> Extent | None:
        whole = calendar.year(number)
        if "festival" in parts:
            return _festival(story.words.festivals[parts["festival"]], number, "holiday" in parts)
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
        return _below(parts, story, whole)

    return build


def _below(parts: Parts, story: Story, whole: Extent | None) -> Extent | None:
    """The day, ten days or first so many units within a month or year."""
    if whole is None:
        return None
    if "day" in parts:
        return calendar.day(whole[0].year, whole[0].month, calendar.reading(parts["day"]) or 0)
    if "tenth" in parts:
        span = story.words.kinds["tenth"][parts["tenth"]]["days"]
        if span:
            start, end = map(int, span.split())
            return calendar.days(whole, start, end)
    if "nth" in parts:
        return _nth(parts["nth"], calendar.reading(parts["count"]) or 0, parts["unit"].lstrip("个"), whole)
    return whole


def _nth(side: str, count: int, unit: str, whole: Extent) -> Extent | None:
    """The first, the last or the nth so many months, weeks or days of a stretch."""
    last = side in ("后", "最后")
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


def _festival(entry: Entry, number: int, holiday: bool) -> Extent | None:
    day: dt.date | None = None
    if not 1 < number < 9999:
        return None
    if entry["solar"]:
        month, of_month = map(int, entry["solar"].split())
        day = dt.date(number, month, of_month)
    elif entry["lunar"]:
        month, of_month = map(int, entry["lunar"].split())
        day = calendar.lunar(number - (month == 12), month, of_month)
    elif entry["term"]:
        day = calendar.solar_term(number, entry["term"])
    elif entry["weekday"]:
        month, weekday, nth = map(int, entry["weekday"].split())
        day = calendar.nth_weekday(number, month, weekday, nth)
    if day is None:
        return None
    return day, shifted(day, days=int(entry["holiday"] or 1) - 1 if holiday else 0)


def _modifier(parts: Parts, story: Story) -> str | None:
    if "edge" in parts:
        entry = story.words.kinds["edge"].get(parts["edge"])
        if entry:
            return entry["modifier"]
        return next((_EDGES[char] for char in parts["edge"] if char in _EDGES), None)
    if "tenth" in parts:
        entry = story.words.kinds["tenth"][parts["tenth"]]
        return None if entry["days"] else entry["modifier"]
    return None


def _day_word(entry: Entry, story: Story) -> Reading | str:
    day = story.reference[0] if story.reference and story.reference[0] == story.reference[1] else None
    source: str | None = story.origin
    if entry["base"] == "same":
        days = [reading for _, reading in story.told if reading.extent[0] and reading.extent[0] == reading.extent[1]]
        day, source = (days[-1].extent[0], days[-1].source) if days else (None, None)
    if day is None:
        return Reading((None, None), "XXXX-XX-XX", None)
    moved = shifted(day, days=int(entry["shift"]))
    return Reading((moved, moved), moved.isoformat(), source)


def _month_word(parts: Parts, story: Story) -> Reading | str:
    entry = story.words.kinds["month"][parts["rmonth"]]
    base: dt.date | None = story.reference[0] if story.reference else None
    source: str | None = story.origin
    if entry["base"] == "same" and story.told:
        base, source = story.told[-1][1].extent[1], story.told[-1][1].source
    if base is None or (story.reference and story.reference[1] - story.reference[0] > dt.timedelta(31)):
        return Reading((None, None), "XXXX-XX", None, modifier=_modifier(parts, story))
    moved = shifted(base.replace(day=1), months=int(entry["shift"]))
    month = calendar.months(moved.year, moved.month, moved.month)
    return _made(_below(parts, story, month), source, _modifier(parts, story))


def _bare_day(parts: Parts, story: Story, span: tuple[int, int]) -> Reading | str:
    """A day of the month told in the sentence, else of the article's month or of the one before."""
    number = calendar.reading(parts["day"]) or 0
    told = story.before(span[0])
    if told and told.extent[0] and told.extent[1] and (told.extent[1] - told.extent[0]).days < 31:
        return _made(calendar.day(told.extent[0].year, told.extent[0].month, number), told.source)
    reference = story.reference
    if reference is None or (reference[1] - reference[0]).days > 31:
        return Reading((None, None), f"XXXX-XX-{number:02d}", None) if 1 <= number <= 31 else "no such day in the calendar"
    month = reference[0].replace(day=1)
    this = calendar.day(month.year, month.month, number)
    before = shifted(month, days=-1)
    earlier = calendar.day(before.year, before.month, number)
    if this is None or (this[0] > reference[1] and _past(story, span, earlier, reference)):
        return _made(earlier or this, story.origin)
    return _made(this, story.origin)


def _past(story: Story, span: tuple[int, int], earlier: Extent | None, reference: Extent) -> bool:
    ahead = story.future(*span)
    return ahead is False or (ahead is None and earlier is not None and (reference[0] - earlier[0]).days <= 10)


def whole(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """全年 and 年内: the year that the passage tells of."""
    within = sides[0]["whole"].endswith("内")
    number, source = story.current_year(*span)
    if within and story.reference and not ((told := story.before(span[0])) and told.explicit):
        number, source = story.reference[0].year, story.origin
        story.topic = story.topic or number
    return _made(calendar.year(number), source) if number else Reading((None, None), "XXXX", None)


def year_edge(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """年底, 年初: of the year that the passage tells of; a year's end that is to come is this year's."""
    modifier = _modifier(sides[0], story)
    number, source = story.current_year(*span)
    if modifier == "end" and story.reference and story.opening and story.future(*span) is True:
        number, source = story.reference[0].year, story.origin
    return _made(calendar.year(number), source, modifier) if number else Reading((None, None), "XXXX", None, modifier=modifier)


def month_edge(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """月底, 中旬: of the month told in the sentence, else of the article's."""
    told = story.before(span[0])
    modifier = _modifier(sides[0], story)
    if told and told.extent[0] and told.extent[1] and (told.extent[1] - told.extent[0]).days < 31:
        base, source = told.extent[0], told.source
    elif story.reference and (story.reference[1] - story.reference[0]).days <= 31:
        base, source = story.reference[0], story.origin
    else:
        return Reading((None, None), "XXXX-XX", None, modifier=modifier)
    return _made(_below(sides[0], story, calendar.months(base.year, base.month, base.month)), source, modifier)


def quarter(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """上季度: a quarter counted from the article's own."""
    if story.reference is None:
        return Reading((None, None), "XXXX-QX", None)
    first = story.reference[0]
    start = shifted(first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1), months=3 * int(story.words.kinds["quarter"][sides[0]["rquarter"]]["shift"]))
    return _made(calendar.months(start.year, start.month, start.month + 2), story.origin)


def week(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """A week, or a day of one; a weekday alone is the nearest on this side of the article's date."""
    if story.reference is None or story.reference[0] != story.reference[1]:
        return Reading((None, None), "XXXX-WXX", None)
    parts, today = sides[0], story.reference[0]
    weekday = parts.get("weekday")
    if "rweek" not in parts:
        wanted = calendar.week(today)[0].toordinal() + _weekday(weekday or "一")
        day = dt.date.fromordinal(wanted if wanted <= today.toordinal() or story.future(*span) else wanted - 7)
        return _made((day, day), story.origin)
    monday, sunday = calendar.week(shifted(today, days=7 * int(story.words.kinds["week"][parts["rweek"]]["shift"])))
    if weekday == "末":
        return _made((shifted(monday, days=5), sunday), story.origin)
    if weekday:
        day = shifted(monday, days=_weekday(weekday))
        return _made((day, day), story.origin)
    return _made((monday, sunday), story.origin)


def _weekday(text: str) -> int:
    return "一二三四五六日".find(text.replace("天", "日"))


def same_period(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """去年同期: the stretch just told, a year before."""
    for _, told in reversed(story.told):
        first, last = told.extent
        if first and last and (last - first).days < 366:
            before = calendar.same_years_ago((first, last), 1)
            return Reading(before, calendar.edtf(before), told.source, _type(before), plain=False)
    if story.reference:
        return Reading((None, None), str(story.reference[0].year - 1), None, "period", plain=False)
    return Reading((None, None), "XXXX", None, "period", plain=False)


def first_units(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """前两个月: the first two of the year where they are over, else the last two."""
    parts = sides[0]
    count, unit = calendar.reading(parts["count"]) or 0, parts["unit"].lstrip("个")
    told = story.before(span[0])
    if unit == "天":
        return rolling(({**parts, "side": "前"}, {}), story, span, "neighbours")
    if not 1 <= count <= 12:
        return "no such months in a year"
    if told and told.explicit and told.extent[0]:
        return _made(calendar.months(told.extent[0].year, 1, count), told.source)
    if story.reference is None:
        return _made(calendar.months(story.year, 1, count), "context") if story.year else _unresolved(calendar.months(_LEAP, 1, count))
    this = calendar.months(story.reference[0].year, 1, count)
    if this and this[1] > story.reference[1]:
        if count < 4:
            return rolling(({**parts, "side": "前"}, {}), story, span, "neighbours")
        this = calendar.months(story.reference[0].year - 1, 1, count)
    return _made(this, story.origin)


def plan(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """The five years of a plan."""
    got = calendar.plan(calendar.reading(sides[0]["plan"]) or 0)
    if got is None:
        return "no such five-year plan"
    return Reading(got, calendar.edtf(got), "text", "period", _modifier(sides[0], story), plain=False)


def era(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """A century, or a decade of one."""
    parts = sides[0]
    source = "text"
    if "dyear" in parts:
        got = calendar.decade(int(parts["dyear"]))
    else:
        number, source = _century(parts.get("century"), story)
        if number is None:
            return Reading((None, None), "XXXX", None, "period", _modifier(parts, story), plain=False)
        got = calendar.century(number)
        if "decade" in parts:
            got = calendar.decade(100 * (number - 1) + (calendar.reading(parts["decade"]) or 0))
    if got is None:
        return "no such time in the calendar"
    return Reading(got, calendar.edtf(got), source, "period", _modifier(parts, story), plain=False)


def _century(text: str | None, story: Story) -> tuple[int | None, str]:
    number = calendar.reading(text) if text else 20
    if number is not None:
        return number, "text"
    if story.reference is None:
        return None, "text"
    shift = {"本": 0, "上": -1, "下": 1}[(text or "本")[0]]
    return (story.reference[0].year + 99) // 100 + shift, story.origin


def centenary(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """The hundredth year of the Party, the Army or the People's Republic."""
    return _made(calendar.year(_FOUNDED[sides[0]["founded"]] + 100), "text")


def lunar(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """A day, or a month, of the farmers' calendar."""
    parts = sides[0]
    month = {"正": 1, "冬": 11, "腊": 12}.get(parts["lmonth"]) or calendar.reading(parts["lmonth"]) or 0
    day = calendar.reading(parts["lday"]) if "lday" in parts else None

    def build(number: int) -> Extent | None:
        of = number - (month >= 11)
        first = calendar.lunar(of, month, day or 1, "leap" in parts)
        last = first if day else calendar.lunar(of, month, 30, "leap" in parts)
        return (first, last) if first and last else None

    number, source, explicit = _year(parts, story, span)
    if explicit and number is not None:
        return _made(build(number + (month >= 11)), source, explicit=True)
    got, source = story.yearless(build, *span)
    return _made(got, source) if got else Reading((None, None), f"XXXX-XX-{'XX' if day else ''}".rstrip("-"), None)


def repeated(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """每天: what comes again, with no days of its own."""
    return Reading((None, None), "R/" + _EACH[sides[0]["each"].lstrip("个逢")], None, "set", plain=False)


def bound(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int]) -> Reading | str:
    """2025年前, as the whole of a text: from the article's date until then; 去年9月起: from then until it."""
    parts = sides[0]
    inner = (month_edge if parts.get("bounded", "").startswith("月") else year_edge)(sides, story, span) if set(parts) <= {"edge", "until", "from", "bounded"} else point(sides, story, span)
    if isinstance(inner, str) or story.reference is None or inner.extent[0] is None:
        return inner
    first, last = (inner.extent[0], story.reference[1]) if "from" in parts else (story.reference[0], inner.extent[1])
    if last is None or first > last:
        return inner
    return Reading((first, last), calendar.edtf((first, last)), inner.source, "period", "after" if "from" in parts else "before", plain=False)


def rolling(sides: tuple[Parts, Parts], story: Story, span: tuple[int, int], sense: str) -> Reading | str:
    """So many years, months or days up to the article's date, from it, before it or after it."""
    parts = sides[0]
    count = 0 if parts["count"] == "半" else calendar.reading(parts["count"])
    unit = parts["unit"].lstrip("个").replace("日", "天").replace("星期", "周")
    half = "half" in parts or parts["count"] == "半"
    if count is None:
        return "no number that the calendar can count"
    value = _length(count, unit, half)
    if story.reference is None:
        return Reading((None, None), value, None, "duration", plain=False)
    if count > 999 or (unit == "年" and count >= story.reference[0].year):
        return "longer than the calendar"
    expression = story.folded[span[0] : span[1]]
    alone = story.folded.strip() in (expression, f"{expression}内")
    extent = SENSES[sense](Rolling(story.reference, count, unit, half, parts, alone, story.opening))
    known = tuple(edge for edge in extent if edge)
    whole = calendar.edtf(extent) if len(known) == 2 else "/".join(edge.isoformat() if edge else ".." for edge in extent)  # type: ignore[arg-type]
    reading = Reading(extent, whole, story.origin, "period", "approx" if "vague" in parts else None, plain=False)
    if sense in ("back", "since") and count == 1 and unit == "年" and story.opening and extent[0]:
        story.topic = extent[0].year
    return reading


def _length(count: int, unit: str, half: bool) -> str:
    if unit == "天":
        return f"P{count}D"
    if unit == "周":
        return f"P{count}W"
    size = count * {"年": 12, "季度": 3}.get(unit, 1) + (6 if half and unit == "年" else 0)
    return f"P{size // 12}Y" if size % 12 == 0 and unit == "年" else f"P{size}M"
