"""The readings of matched calendar expressions that are no plain points: 全年, 上周五, 去年同期, “十四五”, 每天.

One mechanism a form, as the rules of patterns/dates.yaml name them under `gives`. A mechanism returns a Reading, or the
reason why there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from extract import calendar
from extract.calendar import Extent, shifted
from extract.recognise.dates.absolute import LEAP, Parts, below, made, modifier_of, point, type_of, unresolved
from extract.recognise.dates.context import Context, Reading
from extract.recognise.dates.rolling import SENSES, Rolling
from extract.records import record

_PLAN = 5  # years
_PARAGRAPH = 500  # characters in which a report of some years tells from which to which one they go
_NEAR_PLAN = 40  # characters; a sentence later 五年来 still means the plan just named
_EACH = {
    "天": "P1D",
    "日": "P1D",
    "晚": "P1D",
    "周": "P1W",
    "星期": "P1W",
    "月": "P1M",
    "季度": "P3M",
    "年": "P1Y",
    "年度": "P1Y",
    "学年": "P1Y",
    "学期": "P6M",
    "工作日": "P1D",
}


def whole(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """全年 and 年内: the year that the passage is about.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("年内开工", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> whole(({"whole": "年内"}, {}), context, (0, 2)).value
    '2026'
    """
    within = sides[0]["whole"].endswith("内")
    number, source = context.whole_year(*span)
    if within and context.undated and context.rule(*span):
        return Reading((None, None), "XXXX", None)
    if within and context.reference and not ((told := context.before(span[0])) and told.explicit):
        number, source = context.reference[0].year, context.origin
        context.topic = context.topic or number
    return made(calendar.year(number), source) if number else Reading((None, None), "XXXX", None)


def year_edge(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """年底, 年初: of the year that the passage is about; a year's end that is to come is this year's.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("年底前开工", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> (got := year_edge(({"edge": "年底"}, {}), context, (0, 2))).value, got.modifier
    ('2026', 'end')
    """
    modifier = modifier_of(sides[0], context)
    number, source = context.current_year(*span)
    if modifier == "end" and context.reference and context.opening and _to_come(sides[0], context, span):
        number, source = context.reference[0].year, context.origin
    return made(calendar.year(number), source, modifier) if number else Reading((None, None), "XXXX", None, modifier=modifier)


def _to_come(parts: Parts, context: Context, span: tuple[int, int]) -> bool:
    """Whether a year's end is this year's: 年底 that nothing puts into the past; 年末 is mostly one of statistics."""
    ahead = context.future(*span)
    return ahead is True or "until" in parts or (ahead is None and context.topic is None and parts["edge"] == "年底")


def month_edge(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """月底, 中旬: of the month stated in the sentence, else of the article's.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("中旬开工", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> month_edge(({"tenth": "中旬"}, {}), context, (0, 2)).value
    '2026-03-11/2026-03-20'
    """
    told = context.before(span[0])
    modifier = modifier_of(sides[0], context)
    if told and told.extent[0] and told.extent[1] and (told.extent[1] - told.extent[0]).days < 31:
        base, source = told.extent[0], told.source
    elif context.reference and (context.reference[1] - context.reference[0]).days <= 31:
        base, source = context.reference[0], context.origin
    else:
        return Reading((None, None), "XXXX-XX", None, modifier=modifier)
    return made(below(sides[0], context, calendar.months(base.year, base.month, base.month)), source, modifier)


def quarter(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """上季度: a quarter counted from the article's own.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("上季度", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> quarter(({"rquarter": "上季度"}, {}), context, (0, 3)).value
    '2025-Q4'
    """
    if context.reference is None:
        return Reading((None, None), "XXXX-QX", None)
    first = context.reference[0]
    start = shifted(
        first.replace(month=(first.month - 1) // 3 * 3 + 1, day=1),
        months=3 * (int(context.words.kinds["quarter"][sides[0]["rquarter"]]["shift"]) if "rquarter" in sides[0] else 0),
    )
    whole = calendar.months(start.year, start.month, start.month + 2)
    return made(whole, context.origin, modifier_of(sides[0], context))


def week(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A week, or a day of one; a weekday alone is the nearest on this side of the article's date.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("上周五", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> week(({"rweek": "上周", "weekday": "五"}, {}), context, (0, 3)).value
    '2026-03-06'
    """
    if context.reference is None or context.reference[0] != context.reference[1]:
        return Reading((None, None), "XXXX-WXX", None)
    parts, today = sides[0], context.reference[0]
    weekday = parts.get("weekday")
    if "rweek" in parts:
        shift = int(context.words.kinds["week"][parts["rweek"]]["shift"])
        return _of_week(weekday, sides[1], calendar.week(shifted(today, days=7 * shift)), context)
    if weekday == "周末" or sides[1]:
        return _of_week(weekday, sides[1], calendar.week(today), context)
    wanted = shifted(calendar.week(today)[0], days=_weekday(weekday or "一"))
    stays = wanted <= today or context.future(*span) or context.alone(*span)
    day = wanted if stays else shifted(wanted, days=-7)
    return made((day, day), context.origin)


def _of_week(weekday: str | None, right: Parts, whole: calendar.Extent, context: Context) -> Reading | str:
    """A week, its weekend, a day of it or the days from one to another."""
    monday, sunday = whole
    if weekday is None:
        return made(whole, context.origin)
    if weekday.endswith("末"):
        return made((shifted(monday, days=5), sunday), context.origin)
    first = shifted(monday, days=_weekday(weekday))
    last = shifted(monday, days=_weekday(right["weekday"])) if right else first
    return made((first, last), context.origin) if first <= last else "a range that ends before it begins"


def _weekday(text: str) -> int:
    return "一二三四五六日".find(text.replace("天", "日"))


def same_period(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """去年同期, 2019年同期: the stretch just stated, so many years before.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("1月至3月出口茶叶8吨,去年同期5吨", words(load_rules()), calendar.day(2026, 4, 12), "publication")
    >>> context.tell(0, 5, made(calendar.months(2026, 1, 3), "publication"))
    >>> same_period(({"ryear": "去年"}, {}), context, (12, 16)).value
    '2025-Q1'
    """
    parts = sides[0]
    named = calendar.reading(parts["year"]) if "year" in parts else None
    shift = -int(context.words.kinds["year"][parts["ryear"]]["shift"]) if "ryear" in parts else 0
    for stretch, source in _stretches(context):
        count = stretch[0].year - named if named else shift
        if count > 0:
            before = calendar.same_years_ago(stretch, count)
            return Reading(before, calendar.edtf(before), source, type_of(before), plain=False)
    number = named or (context.reference[0].year - shift if context.reference else None)
    return Reading((None, None), str(number) if number else "XXXX", None, "period", plain=False)


def _stretches(context: Context) -> Iterator[tuple[Extent, str | None]]:
    """The possible readings of 同期 with their sources: the last part of a year first, whole years after all of these."""
    years_first = sorted(context.told, key=lambda item: not type_of_year(item[1]))
    for _, told in reversed(years_first):
        first, last = told.extent
        if first and last and (last - first).days < 366:
            yield (first, last), told.source


def type_of_year(told: Reading) -> bool:
    """Whether a reading is a whole year, which 同期 means only where no part of one was stated.

    >>> type_of_year(made(calendar.year(2025), "text")), type_of_year(made(calendar.months(2025, 1, 6), "text"))
    (True, False)
    """
    return len(told.value) == 4


def first_units(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """前两个月: the first two of the year where they are over, else the last two.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("前两个月", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> first_units(({"count": "两", "unit": "个月"}, {}), context, (0, 4)).value
    '2026-01/2026-02'
    """
    parts = sides[0]
    count, unit = calendar.reading(parts["count"]) or 0, parts["unit"].lstrip("个")
    if unit == "天":
        return _last_units(parts, context, span)
    if not 1 <= count <= 12:
        return "no such months in a year"
    told = context.before(span[0])
    if told and told.explicit and told.extent[0]:
        return made(calendar.months(told.extent[0].year, 1, count), told.source)
    if context.reference is None:
        running = context.running_year(span[0])
        return made(calendar.months(running, 1, count), "context") if running else unresolved(calendar.months(LEAP, 1, count))
    return _first_months(count, context.reference, context) or _last_units(parts, context, span)


def _first_months(count: int, reference: Extent, context: Context) -> Reading | str | None:
    """The first months of the article's year, or of the year before where these are not over; None where the last ones are meant."""
    this = calendar.months(reference[0].year, 1, count)
    if this is None or this[1] <= reference[1]:
        return made(this, context.origin)
    return made(calendar.months(reference[0].year - 1, 1, count), context.origin) if count >= _FIRST_OF_YEAR else None


def _last_units(parts: Parts, context: Context, span: tuple[int, int]) -> Reading | str:
    return rolling(({**parts, "side": "前"}, {}), context, span, "neighbours")


_FIRST_OF_YEAR = 4  # so many months and more are the year's first, that of last year while this one's are not over


def repeated(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """每天: a recurring time, with no days of its own.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> repeated(({"each": "季度"}, {}), Context("每季度通报", words(load_rules()), None, "publication"), (0, 3)).value
    'R/P3M'
    """
    each = _EACH[sides[0]["each"].lstrip("个逢")]
    count = sides[0].get("count", "一")
    times = calendar.reading(count) or 1
    each = "P6M" if count == "半" else f"P{int(each[1:-1]) * times}{each[-1]}"
    return Reading((None, None), f"R/{each}", None, "set", plain=False)


def pair(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """今明两年: the article's own year and the one beside it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("今明两年", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> pair(({"pair": "今明"}, {}), context, (0, 4)).value
    '2026/2027'
    """
    if context.reference is None:
        return Reading((None, None), "XXXX/XXXX", None, "period", plain=False)
    first = context.reference[0].year + {"去": -1, "今": 0, "明": 1}[sides[0]["pair"][0]]
    return made(calendar.years(first, first + 1), context.origin)


def ordinal(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """第三年: of the units that begin with the article's own.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("第三年", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> ordinal(({"count": "三", "unit": "年"}, {}), context, (0, 3)).value
    '2028'
    """
    count = calendar.reading(sides[0]["count"]) or 0
    if context.reference is None or count < 1:
        return "nothing to count from"
    today, unit = context.reference[0], sides[0]["unit"].replace("星期", "周")
    months = {"年": 12, "季度": 3, "月": 1}.get(unit, 0)
    if not months:
        day = shifted(today, days=(count - 1) * (7 if unit == "周" else 1))
        return made(calendar.week(day) if unit == "周" else (day, day), context.origin)
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    first = shifted(first, months=months * (count - 1))
    return made((first, shifted(first, months=months, days=-1)), context.origin)


def narrowed(reading: Reading | str, sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """A reading as it is, but 年初 or 月末 that is the whole text stands for these weeks alone.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context, found = Context("2026年底", words(load_rules()), None, "publication"), made(calendar.year(2026), "text", "end")
    >>> narrowed(found, ({"year": "2026", "edge": "底"}, {}), context, (0, 6)).value
    '2026-11/2026-12'
    """
    if isinstance(reading, str) or sides[1] or not context.alone(*span):
        return reading
    return _edge(reading, sides[0], context)


def _edge(reading: Reading, parts: Parts, context: Context) -> Reading:
    first, last = reading.extent
    if not first or not last or reading.modifier not in ("start", "mid", "end"):
        return reading
    entry = context.words.kinds["edge"].get(parts.get("edge", ""))
    named = entry["months"] if entry else None
    start, _, end = (named or "").partition(" ")
    extent = calendar.edge((first, last), reading.modifier, (int(start), int(end)) if named else None)
    return replace(reading, extent=extent, value=calendar.edtf(extent))


def bound(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """2025年前, as the whole of a text: from the article's date until then; 去年9月起: from then until it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("2028年前", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> bound(({"year": "2028", "until": "前"}, {}), context, (0, 6)).value
    '2026-03-12/2028-12-31'
    """
    inner = _bounding(sides, context, span)
    if isinstance(inner, str):
        return inner
    inner, reference = _edge(inner, sides[0], context), context.reference
    first, last = inner.extent
    if reference is None or first is None:
        return inner
    if "later" in sides[0]:
        return _stretched(inner, first, None, "after")
    if "from" in sides[0]:
        return _since(inner, first, reference[1])
    return inner if last is None or last < reference[0] else _stretched(inner, reference[0], last, "before")


def _since(inner: Reading, first: dt.date, now: dt.date) -> Reading:
    """The stretch from a time until the article's; from the year before, where no year is said and the time is still to come."""
    if first > now and not inner.explicit:
        first = shifted(first, years=-1)
    return inner if first > now else _stretched(inner, first, now, "after")


def _stretched(inner: Reading, first: dt.date, last: dt.date | None, modifier: str) -> Reading:
    """The stretch that a time begins or ends."""
    return Reading((first, last), calendar.edtf((first, last)), inner.source, "period", modifier, plain=False)


def _bounding(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int]) -> Reading | str:
    """The time that a stretch ends or begins with."""
    if not sides[0].keys() <= {"edge", "until", "from", "later", "bounded"}:
        return point(sides, context, span)
    of_month = sides[0].get("bounded", "").startswith("月")
    return month_edge(sides, context, span) if of_month else year_edge(sides, context, span)


def rolling(sides: tuple[Parts, Parts], context: Context, span: tuple[int, int], sense: str) -> Reading | str:
    """So many years, months or days up to the article's date, from it, before it or after it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("30日内办结", words(load_rules()), calendar.day(2026, 3, 12), "publication")
    >>> rolling(({"count": "30", "unit": "日"}, {}), context, (0, 4), "within").value
    '2026-03-12/2026-04-11'
    """
    length = _length(sides[0], sense)
    if length is None:
        return "no number that the calendar can count"
    settled, reference = _uncounted(length, context, span), context.reference
    if settled or reference is None:
        return settled or "nothing to count from"
    counted = Rolling(reference, length.count, length.unit, length.half, sides[0], context.alone(*span), context.opening)
    return "longer than the calendar" if length.is_beyond(reference) else _counted(length, counted, context)


def _counted(length: Length, counted: Rolling, context: Context) -> Reading | str:
    """The stretch that a length comes to, counted from the article's date."""
    first, last = SENSES[length.sense](counted)
    if first and last and first > last:
        return "beyond the calendar"
    if first and length.is_past_year and context.opening:
        context.topic = first.year
    modifier = "approx" if "vague" in counted.parts else None
    return Reading((first, last), calendar.edtf((first, last)), context.origin, "period", modifier, plain=False)


_LONGEST = 999  # units of any kind


@record
class Length:
    """So many units, and the sense in which they are counted: up to a day (back), since then, within, …"""

    count: int
    unit: str
    half: bool
    sense: str

    @property
    def looks_back(self) -> bool:
        """Whether it ends with the day that it is counted from, and does not begin with it."""
        return self.sense in ("back", "since")

    @property
    def is_past_year(self) -> bool:
        """Whether it is one year, seen in retrospect: 一年来.

        >>> Length(1, "年", False, "since").is_past_year, Length(1, "年", False, "within").is_past_year
        (True, False)
        """
        return (self.count, self.unit) == (1, "年") and self.looks_back

    def is_beyond(self, reference: Extent) -> bool:
        """Whether it leads out of the calendar from the article's date.

        >>> Length(3, "年", False, "ago").is_beyond(calendar.year(2026)), Length(3000, "年", False, "ago").is_beyond(calendar.year(2026))
        (False, True)
        """
        return self.count > _LONGEST or (self.unit == "年" and self.count >= reference[0].year)

    def reading(self) -> Reading:
        """A length without its days.

        >>> Length(3, "年", False, "back").reading().value
        'P3Y'
        """
        return Reading((None, None), self.value, None, "duration", plain=False)

    @property
    def value(self) -> str:
        """As ISO 8601 writes it: P3Y, P18M.

        >>> Length(1, "年", True, "within").value, Length(2, "季度", False, "within").value, Length(30, "天", False, "within").value
        ('P18M', 'P6M', 'P30D')
        """
        if self.unit in _DAYS:
            return f"P{self.count}{_DAYS[self.unit]}"
        years = self.unit == "年"
        size = self.count * {"年": 12, "季度": 3}.get(self.unit, 1) + (6 if self.half and years else 0)
        return f"P{size // 12}Y" if size % 12 == 0 and years else f"P{size}M"


_DAYS = {"天": "D", "周": "W"}


def _length(parts: Parts, sense: str) -> Length | None:
    count = 0 if parts["count"] == "半" else calendar.reading(parts["count"])
    unit = parts["unit"].lstrip("个").replace("日", "天").replace("星期", "周")
    half = "half" in parts or parts["count"] == "半"
    return Length(count, unit, half, sense) if count is not None and (count or half) else None


def _uncounted(length: Length, context: Context, span: tuple[int, int]) -> Reading | str | None:
    """The reading of a length that is not counted from the article's date; None where it is counted."""
    if context.reference is None:  # 一年来 of an undated report is the year that it tells of
        return _of_undated(length, context, span)
    if length.is_past_year and (year := context.year_before(span[0])):
        return year
    if length.sense == "since" and (plan := _plan_told(length, context, span[0])):
        return plan
    if _of_each_case(length, context, span):
        return length.reading() if length.looks_back else "a length that each case has"
    return None


def _of_undated(length: Length, context: Context, span: tuple[int, int]) -> Reading | str:
    """The reading of a length in a text without a date: a year that it is about, the plan just named, the years of a change that it states."""
    if length.is_past_year and context.year:
        return made(calendar.year(context.year), "context")
    if not length.looks_back or length.unit != "年":
        return length.reading()
    if context.plan is not None and length.count == _PLAN and span[0] - context.plan[0] <= _NEAR_PLAN:
        return _of_years(context.plan[1])
    end = context.folded.find("\n", span[1])
    told = context.words.phrases["times.from_to"].search(context.folded, span[1], max(end, span[1] + _PARAGRAPH))
    if told is None or int(told["last"]) - int(told["first"]) != length.count:
        return length.reading()
    return _of_years(calendar.years(int(told["first"]) + 1, int(told["last"])))


def _of_years(extent: Extent | None) -> Reading:
    """A stretch of years that the text states otherwise."""
    return Reading(extent or (None, None), calendar.edtf(extent), "context", "period", plain=False)


def _of_each_case(length: Length, context: Context, span: tuple[int, int]) -> bool:
    """Whether a length ends at no day of the article: 近三年 of a rule, or years up to now where nobody looks back."""
    if context.alone(*span):
        return False
    if length.sense == "within":
        return context.rule(*span) and context.future(*span) is not True
    text = context.folded[slice(*span)]
    if not length.looks_back:
        return False
    if _ends_at_the_article(length, text, context):
        return length.sense == "back" and not text.startswith("过去") and context.rule(*span)
    return _points_back(text) or context.undated or context.rule(*span)


def _points_back(text: str) -> bool:
    """Whether a length refers to the stretch just stated: 三年来, 这三年."""
    return text.endswith("来") or text.startswith("这")


def _ends_at_the_article(length: Length, text: str, context: Context) -> bool:
    """Whether a length in retrospect reaches to the article's day: one year, or stated when bulletins look back."""
    december = context.reference is not None and context.reference[0].month == 12  # looks back, as the spring does
    one = length.count == 1 and "多" not in text
    return length.unit != "年" or one or context.opening or (december and not context.undated)


def _plan_told(length: Length, context: Context, start: int) -> Reading | None:
    """The five years of the plan stated last, where five years are seen in retrospect right behind it."""
    if context.plan is None or context.reference is None or (length.count, length.unit) != (5, "年"):
        return None
    end, extent = context.plan
    if start - end > _NEAR_PLAN or extent[1] >= context.reference[0]:
        return None
    return Reading(extent, calendar.edtf(extent), "text", "period", plain=False)
