"""Calendar expressions of a text -> Date records, resolved against the article's date.

>>> from extract.patterns import load_rules
>>> text = "3月18日，云岭市提出，到2027年建成茶园5万亩。"
>>> context = Findings(reference=Reference("2022-04-02", "metadata"))
>>> [(date.text, date.value) for date in find(Passage.of(text), context, load_rules()).records]
[('3月18日', '2022-03-18'), ('2027年', '2027')]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract import calendar
from extract import expressions as re
from extract.model import Date, Reference, Rejected, Span
from extract.passage import Passage
from extract.patterns import Needed, Rule, Rules, from_rules, from_words, one_of, phrases
from extract.recognise.dates import absolute, eras, relative
from extract.recognise.dates.context import Context, Reading, Words, opened, words
from extract.recognise.findings import Findings, Found, spans

_BEFORE, _AFTER = 20, 24  # how far an expression may reach around a word that its rule needs
_OPENING = 400  # characters within which a text is dated
_DATELINE = 10  # characters that may stand before the day or the year of a line: 白河镇2023年3月8日电
_HEAD = 40  # characters of a line that is a head
_MONTHS = (58, 340)  # days of two to eleven months: stretches that statistics report on
# 23-08-08 09:30,正文: the stamp of a record, with the hour and without the century
_CLOCKED = re.compile(r"\s*(?:20)?(?P<y>\d\d)-(?P<m>\d\d)-(?P<d>\d\d) \d{1,2}:\d\d")
_ISSUE = re.compile(r"第\s?\d{1,3}\s?期")
_STAMP = re.compile(r"\d{2,4}([-/.])\d{1,2}\1\d{1,2}")
_DAY_OF_ROW = re.compile(r"^\|(?:[^|\n]{0,40}\|){0,8}?\s(?P<day>(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})日?\s(?=\|)", re.M)
_CELL = 40  # a text so short may be a cell that holds nothing but a date
Parts = Mapping[str, str]
FORMS: Mapping[str, Callable[[tuple[Parts, Parts], Context, Span], Reading | str]] = {
    "point": absolute.point,
    "whole": relative.whole,
    "year_edge": relative.year_edge,
    "month_edge": relative.month_edge,
    "quarter": relative.quarter,
    "week": relative.week,
    "same_period": relative.same_period,
    "holiday": eras.holiday,
    "first_units": relative.first_units,
    "plan": eras.plan,
    "era": eras.era,
    "centenary": eras.centenary,
    "lunar": eras.lunar,
    "season": eras.season,
    "lunar_range": eras.lunar_range,
    "run": absolute.run,
    "stamp": absolute.stamp,
    "pair": relative.pair,
    "ordinal": relative.ordinal,
    "set": relative.repeated,
    "bound": relative.bound,
}


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The date rules and vocabularies of a rule set, prepared once."""

    words: Words
    rules: Needed
    cells: tuple[Rule, ...]

    def candidates(self, passage: Passage) -> list[tuple[Rule, Any]]:
        """All matches in a passage, the earliest and then the longest first."""
        folded = passage.folded
        found = sorted(self.rules.matches(folded), key=_precedence)
        if len(folded) > _CELL:
            return found
        return [*((rule, match) for rule in self.cells for match in rule.match.finditer(folded)), *found]


def _precedence(found: tuple[Rule, Any]) -> tuple[int, int]:
    """The order of matches: by start, then by length; equal ones keep the order of their file, in which they come."""
    start, end = found[1].span()
    return start, -end


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Date]:
    """The dates of a passage in reading order, and the candidates that are none, with the reason.

    No date may share characters with a name with digits, unless it holds the whole of it and more. The reference is an
    ISO day, month or year. Records come without id and sentence.

    >>> from extract.patterns import load_rules
    >>> context = Findings(reference=Reference("2026-03-12", "metadata"))
    >>> found = find(Passage.of("去年12月至今年1月新增茶园5万亩，9月31日验收"), context, load_rules())
    >>> [(date.text, date.value) for date in found.records], [(one.text, one.reason) for one in found.rejected]
    ([('去年12月至今年1月', '2025-12/2026-01')], [('9月31日', 'no such day in the calendar')])
    """
    known = _knowledge(rules)
    text, taken = passage.text, spans(context.names)
    course = opened(passage.folded, context.reference, known.words, context.title)
    dates: list[Date] = []
    rejected: list[Rejected] = []
    settled = 0
    for rule, match in passage.once(known.candidates):  # asked for twice, where the text has to tell its own date
        start, end = match.span()
        if "alone" not in rule.gives and _touches(taken, start, end):
            rejected.append(Rejected(text[start:end], start, end, rule.id, "inside a name with digits"))
            continue
        if start < settled:
            continue
        reading = _read(rule, match, course)
        if isinstance(reading, str):
            rejected.append(Rejected(text[start:end], start, end, rule.id, reading))
            settled = settled if reading in absolute.YIELDING else end
            continue
        settled = end
        course.tell(start, end, reading)
        dates.append(_record(text, start, end, rule, reading))
    return Found(dates, [item for item in rejected if not _within(item, dates)])


def reference_in(passage: Passage, rules: Rules) -> Reference | None:
    """The date that an undated text states as its own, or None; years that it only mentions do not count.

    It is a full day that opens one of its first lines or is stamped on them, else the year of the head under which it
    says what is to be done (or the one after that of its 工作回顾), else the day or month up to which it counts, else the
    year of a stretch of months that it reports on. A text that speaks of 今年 is of the year that its plan is made for, or
    of the one after a year whose figures it opens a sentence with.

    >>> from extract.patterns import load_rules
    >>> reference_in(Passage.of("白河镇2023年3月8日电"), load_rules())
    Reference(value='2023-03-08', origin='context')
    >>> reference_in(Passage.of("今年上半年，白河镇建成茶厂3座。白河镇2023年计划新建茶厂5座。"), load_rules())
    Reference(value='2023', origin='context')
    >>> reference_in(Passage.of("白河镇建于2019年3月8日。"), load_rules()) is None
    True
    """
    if (stamp := _CLOCKED.match(passage.folded)) and (day := calendar.extent(f"20{stamp['y']}-{stamp['m']}-{stamp['d']}")):
        return Reference(day[0].isoformat(), "context")
    full = [date for date in find(passage, Findings(), rules).records if _is_full(date)]
    for tells in (_dateline, _planned_year, _year_after, _counted_up_to, _reported_year, _year_of_plan, _year_before_this):
        found = next((value for date in full if (value := tells(date, passage, rules))), None)
        if found is not None:
            return Reference(found, "context")
    return None


def _is_full(date: Date) -> bool:
    """Whether a date states its own year, and its days are known."""
    return date.resolved_from == "text" and date.first is not None and date.last is not None


def _dateline(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The day of a full date that opens a text, or that is stamped on it (2023-08-08 09:30)."""
    if date.first != date.last or date.start > _OPENING or _is_one_of_rows(date, passage):
        return None
    stamped = _STAMP.fullmatch(passage.folded, date.start, date.end) is not None
    return date.value if stamped or _opens_line(date, passage, rules) else None


def _is_one_of_rows(date: Date, passage: Passage) -> bool:
    """Whether a day stands in a row of a table of which another row has another day: it dates the row, not the text."""
    in_row = passage.folded.startswith("|", passage.line(date.start)[0])
    return in_row and len({match["day"] for match in _DAY_OF_ROW.finditer(passage.folded)}) > 1


def _planned_year(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The year of a head such as 二、2026年工作安排, or of a paper's issue: 2026年第3期."""
    line = _head(date, passage, rules)
    return date.value if line and (_heads(rules).search(line) or _ISSUE.search(line)) else None


def _year_after(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The year after that of a head such as 一、2025年工作回顾."""
    line = _head(date, passage, rules)
    review = next(entry for entry in rules.vocabularies["date_tense"] if entry.id == "review")
    return str(int(date.value) + 1) if line and any(form in line for form in review.forms) else None


def _head(date: Date, passage: Passage, rules: Rules) -> str:
    """The line that a year opens, where it is short and no sentence; else an empty string."""
    line = passage.folded[slice(*passage.line(date.start, date.end))].strip()
    short = len(line) <= _HEAD and line[-1:] not in "。;,"
    return line if len(date.value) == len("2026") and short and _opens_line(date, passage, rules) else ""


def _reported_year(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The year of 2023年1—6月: figures for a part of a year are reported while the year still runs."""
    if date.first is None or date.last is None or not _MONTHS[0] <= (date.last - date.first).days <= _MONTHS[1]:
        return None
    passing = phrases(rules)["times.passing"].search(passage.folded, max(date.start - 2, 0), date.start) or passage.folded.startswith("前", date.end)
    if passing and phrases(rules)["times.briefing"].match(passage.folded, date.end):
        passing = False
    return None if passing or date.first.year != date.last.year else f"{date.first.year:04d}"


def _counted_up_to(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The day or month up to which a text counts: 截至2023年8月9日."""
    short = len(date.value) > len("2026") and "/" not in date.value
    counts = phrases(rules)["times.counted"].search(passage.folded, max(date.start - 3, 0), date.start)
    return date.value if short and counts else None


def _year_of_plan(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The year of a plan in a text that mentions 今年: 今年…按照2023年度茶业工作要点…"""
    if not _of_this_year(date, passage, rules):
        return None
    opens = not passage.folded[: date.start].strip()
    planned = phrases(rules)["times.planned"].match(passage.folded, date.end) or (opens and phrases(rules)["times.intends"].match(passage.folded, date.end))
    return date.value if planned else None


def _year_before_this(date: Date, passage: Passage, rules: Rules) -> str | None:
    """The year after one whose figures come before those of 今年: 2022年,产茶5万吨。今年上半年,产茶3万吨."""
    opens = phrases(rules)["times.opens"].search(passage.folded, max(date.start - 6, 0), date.start)
    told = opens and phrases(rules)["times.figures"].match(passage.folded, date.end)
    return str(int(date.value) + 1) if told and _of_this_year(date, passage, rules, date.end) else None


def _of_this_year(date: Date, passage: Passage, rules: Rules, start: int = 0) -> bool:
    """Whether a date is a year, and the text mentions 今年 behind offset `start`."""
    return len(date.value) == len("2026") and phrases(rules)["times.this_year"].search(passage.folded, start) is not None


def _opens_line(date: Date, passage: Passage, rules: Rules) -> bool:
    before = passage.folded[passage.line(date.start)[0] : date.start].strip()
    return len(before) <= _DATELINE and not phrases(rules)["times.passing"].search(before)


@from_words
def _heads(rules: Rules) -> re.Pattern[str]:
    """The words by which a head announces what is to be done."""
    return re.compile(one_of(form for entry in rules.vocabularies["cues"] if entry.id == "head.future" for form in entry.forms))


def _record(text: str, start: int, end: int, rule: Rule, reading: Reading) -> Date:
    first, last = reading.extent
    return Date(
        id="", text=text[start:end], start=start, end=end, sentence=-1, rule=rule.id, type=reading.type,
        value=reading.value, first=first, last=last, modifier=reading.modifier, resolved_from=reading.source,
    )  # fmt: skip


def _within(item: Rejected, dates: Sequence[Date]) -> bool:
    place = bisect_right(dates, item.start, key=lambda date: date.start) - 1
    return any(date.start < item.end and item.start < date.end for date in dates[max(place, 0) : place + 2])


def _touches(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether a name with digits holds, meets or crosses a span; one well inside it (九号 of 3月九号) gives way."""
    place = bisect_right(taken, end - 1, key=lambda span: span[0]) - 1
    while place >= 0 and taken[place][0] > start - _BEFORE:
        name_start, name_end = taken[place]
        if name_end > start and not (start <= name_start and name_end <= end and name_end - name_start < end - start):
            return True
        place -= 1
    return place >= 0 and taken[place][1] > start


@from_rules
def _knowledge(rules: Rules) -> Knowledge:
    alone = [rule for rule in rules.of("date") if "alone" in rule.gives]
    return Knowledge(words(rules), Needed([rule for rule in rules.of("date") if rule not in alone], _BEFORE, _AFTER), tuple(alone))


def _read(rule: Rule, match: Any, context: Context) -> Reading | str:
    sides = _sides(match)
    try:
        if rule.gives["form"] == "rolling":
            return relative.rolling(sides, context, match.span(), rule.gives["sense"])
        return relative.narrowed(FORMS[rule.gives["form"]](sides, context, match.span()), sides, context, match.span())
    except OverflowError:
        return "beyond the calendar"


def _sides(match: Any) -> tuple[Parts, Parts]:
    """The groups of a match, before and after its `to`; of a group captured several times, the last."""
    groups: dict[str, list[Span]] = {name: match.spans(name) for name, text in match.groupdict().items() if text is not None}
    cut = groups.pop("to", None)
    left: dict[str, str] = {}
    right: dict[str, str] = {}
    for name, captured in groups.items():
        for start, end in captured:
            if cut is None or start < cut[0][0]:
                left[name] = match.string[start:end]
            elif start >= cut[-1][1]:
                right[name] = match.string[start:end]
    return left, right
