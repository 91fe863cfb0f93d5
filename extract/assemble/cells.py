"""Cells of tables -> bound values: what row and column name is the indicator, what heads and titles say its period and status."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract import calendar, grid, numerals
from extract.assemble.bind import Bound
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, trimmed
from extract.grid import Figure
from extract.model import Amount, Article, Date, Mentions, Period, Span
from extract.patterns import Rules
from extract.text import fold

_UNIT = re.compile(r"\s*(?:\([^()]{1,12}\)|[±+-]*%)\s*$")
_MARK = re.compile(r"^(?:[#*]+|[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d+[.、](?!\d)|[①-⑳])\s*")
_COMPARED = re.compile(r"(?:比|较|与|同)$")
_PLAN = re.compile(r"“?(十[一二三四五六七八九])五”?")
_TIME = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?(?:(?:(?P<first>\d{1,2})月?[-—~至])?(?P<last>\d{1,2})月|(?P<half>[上下]半年)|(?P<quarter>前?[一二三四]季度))?"
)
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
_PARTS |= {"前二季度": (1, 6), "前三季度": (1, 9), "前一季度": (1, 3), "前四季度": (1, 12)}
_BASE = dt.timedelta(days=120)  # a plan that comes out in autumn has the year that ends as its base
_BOUNDS = {"most": "le", "least": "ge"}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[./-](0?[1-9]|1[0-2]))?(?![\d.])")


@dataclass(frozen=True, slots=True)
class Told:
    """What a table says of one of its figures: the bound value, its period, its status (empty: that of its surroundings).

    `timed`: other columns of its table say their time, so that no time from around the table holds for it.
    """

    bound: Bound
    period: Period | None
    status: str
    timed: bool


class Cells:
    """The figures and deadlines of an article's tables, asked by where an amount begins."""

    def __init__(self, article: Article, folded: str, mentions: Mentions, words: Lexicon, rules: Rules) -> None:
        self._folded, self._words, self._rules = folded, words, grid.table_words(rules)
        self._published = article.published
        self._title = fold(article.title or "")
        self._dates = mentions.dates
        self._starts = [date.start for date in self._dates]
        self._figures = grid.read(folded, rules)
        amounts = {amount.start: amount for amount in mentions.amounts}
        self.told: Mapping[int, Told] = {
            amount.start: told
            for figure in self._figures.by_start.values()
            if (amount := _within(figure.cell, amounts)) and (told := self._told(figure, amount))
        }
        self._rows = [one.row[0] for one in self._figures.deadlines]

    def deadline(self, offset: int) -> tuple[Period | None, str]:
        """The period and status that a row's deadline gives to the values of its other cells."""
        at = bisect_left(self._rows, offset + 1) - 1
        due = self._figures.deadlines[at] if at >= 0 else None
        if due is None or not due.row[0] <= offset < due.row[1]:
            return None, ""
        return self._in(due.cell), "target" if due.plan else ""

    def _told(self, figure: Figure, amount: Amount) -> Told | None:
        indicator, measure = self._indicator(figure, amount)
        if amount.unit is None or not indicator:
            return None
        subject = figure.subject or (figure.label if figure.key == "entity" and not figure.named else None)
        slot = Slot(amount, -1, NOTHING, NOTHING, amount.end)
        view = View.of(self._folded, *subject) if subject else NOTHING
        period = None if figure.norm else self._period(figure)
        comparator = _BOUNDS.get(figure.bound, "") if amount.comparator == "eq" else ""
        one = Bound(slot, indicator, measure, "statement.cell", subject=view, comparator=comparator)
        return Told(one, period, self._status(figure, period), figure.timed or figure.norm)

    def _status(self, figure: Figure, period: Period | None) -> str:
        """What heads, title and period make of a value: a goal, or what was reached; an empty string where they do not say."""
        if figure.norm and figure.aim is None:
            return "limit"
        if figure.aim is not None:
            return "target" if figure.aim else "actual"
        if self._coming(period):
            return "target"
        over = self._past(period, dt.timedelta())
        planned = figure.plan or (figure.era and not over)
        if figure.plan is False or (over and not (planned and figure.latest)) or (figure.base and self._past(period, _BASE)):
            return "actual"
        return "target" if planned else "" if self._published else "actual"

    def _past(self, period: Period | None, ahead: dt.timedelta) -> bool:
        """Whether a period is over when the text is published, or so long before it is; of an undated text it is."""
        if period is None or period.last is None:
            return False
        return period.last <= self._published + ahead if self._published else bool(ahead)

    def _coming(self, period: Period | None) -> bool:
        return bool(period and period.first and self._published and period.first > self._published)

    def _period(self, figure: Figure) -> Period | None:
        """The time in the heads of the column, of the row, of the title; a [sum] is that of the years that end there."""
        own = next((found for span in figure.times if (found := self._in(span))), None)
        title = next((found for span in figure.title if (found := self._in(span))), None)
        title = title or _in_words(self._title)
        if figure.month in ("month", "summed") and (figure.month == "month" or own is None):
            own = _of_month(figure.month, title) if title and title.last and _days(title) < 366 else None
        elif figure.month == "ago" and title and (own is None or own.text.endswith("同期")):
            own = _a_year_before(title)
        elif own is None and figure.due:
            own = self._in(figure.due)
        elif figure.month == "whole-year" and own is None and (title is None or _days(title) < 360):
            own = _year_in(str(title.last.year)) if title and title.last else self._whole_year(figure)
        if figure.years and (own or title):
            return _summed(own or title, title, figure.years)
        return own or title

    def _whole_year(self, figure: Figure) -> Period | None:
        """The year of 年度目标 beside 1-10月完成."""
        beside = next((found for span in figure.others if (found := self._in(span))), None)
        return _year_in(str(beside.last.year)) if beside and beside.last else None

    def _in(self, span: Span) -> Period | None:
        """The last time that stands in a cell or title; the year that it is compared with is none."""
        at = bisect_left(self._starts, span[0])
        found: Date | None = None
        while at < len(self._dates) and self._dates[at].start < span[1]:
            date = self._dates[at]
            if date.last is not None and not self._is_compared(date):
                found = date
            at += 1
        if found:
            return Period(found.text.strip(), found.first, found.last, found.id)
        return _in_words(self._folded[slice(*span)])

    def _is_compared(self, date: Date) -> bool:
        return bool(_COMPARED.search(self._folded, max(date.start - 2, 0), date.start))

    def _indicator(self, figure: Figure, amount: Amount) -> tuple[View, str]:
        """The phrase that names a figure, and the measure that phrase and head make."""
        label = self._label(figure.label) if figure.key in ("name", "class") else NOTHING
        if label and figure.over and self._generic(label) and "growth" in self._rules.roles(label.text):
            return self._label(figure.over), "growth" if amount.unit == "%" else "increase"
        named = [self._plain(span) for span in figure.named]
        whole = self._completed(figure, label, named) if label else self._joined(named)
        return self._measured(whole, figure, amount)

    def _joined(self, named: Sequence[View]) -> View:
        """The heads of a column from the top as one phrase: 财政收入 over 税收 is 税收财政收入."""
        whole = NOTHING
        for view in named:
            whole = view if not whole else self._part_of(view, whole)
        return whole

    def _completed(self, figure: Figure, label: View, named: Sequence[View]) -> View:
        """The label, with what it is a part of (其中), its group, or the side that its column adds (产量), where it needs one."""
        parent = self._label(figure.parent)
        if parent and self._whole(parent):
            return self._part_of(label, parent)
        if self._whole(label):
            return label
        side = self._joined(named) if named else self._side(figure)
        if figure.over and self._generic(label):
            return self._label(figure.over) + (NOTHING if self._rules.role(label.text) else label)
        if side and side.text != label.text and not figure.group:
            return label + side
        for span in (figure.group, figure.over):
            group = self._label(span) if span else NOTHING
            if group and (self._whole(group) or any(form in group.text for form in ("存栏", "出栏"))):
                return self._grouped(label, group)
        return label

    def _grouped(self, label: View, group: View) -> View:
        """期末存栏 + 猪 -> 期末存栏猪; 产品产量 + 牛奶 -> 牛奶产量; 常住人口 + 城镇 -> 城镇常住人口."""
        facet = self._words.facets.ending(group.text)
        if facet:
            return label + group.cut(len(group) - len(facet))
        return group + label if group.text.endswith(("存栏", "出栏")) else label + group

    def _part_of(self, label: View, whole: View) -> View:
        """城镇 of 常住人口: 城镇常住人口; a part that can be looked up by itself stays as it is."""
        return label if self._whole(label) or not whole else label + whole

    def _whole(self, label: View) -> bool:
        """Whether a phrase can be looked up by itself."""
        text = label.text.replace(" ", "")
        if self._generic(label):
            return False
        return text in self._words.aliases or self._rules.ending.search(text) is not None or bool(self._words.facets.ending(text))

    def _generic(self, label: View) -> bool:
        """Whether a label says nothing alone: 总量, 增速, 产量."""
        text = label.text.replace(" ", "")
        if text in self._words.aliases or len(text) > 4:
            return False
        return text in self._words.facets or text in self._words.sides or self._rules.role(text) in ("plain", "rank") or bool(
            self._rules.roles(text) & {"growth", "share"}
        )

    def _side(self, figure: Figure) -> View:
        """The side of an indicator that the table's title ends with: 主要产品|产量."""
        for start, end in figure.title[:1]:
            title = self._folded[start:end]
            facet = self._words.sides.ending(title)
            if facet:
                return View.of(self._folded, end - len(facet), end)
        return NOTHING

    def _label(self, span: Span | None) -> View:
        """A label without its number, its 其中 and its unit."""
        if span is None:
            return NOTHING
        label = View.of(self._folded, *span)
        for _ in range(2):
            number = _MARK.match(label.text)
            label = label.cut(number.end()) if number else label
            mark = self._rules.marks.match(label.text)
            label = label.cut(mark.end()) if mark else label
        unit = _UNIT.search(label.text)
        return trimmed(label.cut(0, unit.start()) if unit and unit.start() else label)

    def _plain(self, span: Span) -> View:
        return trimmed(View.of(self._folded, *span))

    def _measured(self, phrase: View, figure: Figure, amount: Amount) -> tuple[View, str]:
        """Phrase and measure: what the head says, else what the phrase ends in, else the unit's."""
        measure = figure.measure
        if measure == "rate":
            return phrase, "level"
        if measure == "level":
            phrase, measure = self._ended(phrase, amount)
        if measure == "growth" and amount.unit not in ("%", "x"):
            measure = "increase"
        if measure == "level" and amount.unit == "%" and self._words.shares.search(phrase.text):
            measure = "share"
        return phrase, measure

    def _ended(self, phrase: View, amount: Amount) -> tuple[View, str]:
        """The phrase without the 增长 or 下降 that it ends in, unless the catalogue has it so, and the measure of it."""
        text = phrase.text
        before = self._folded[max(amount.start - 6, 0) : amount.start].rpartition("|")[2]
        for words, measure in ((("增长", "提高"), "growth"), (("下降", "降低", "减少"), "decrease")):
            ending = next((word for word in words if text.endswith(word)), "")
            if ending or any(word in before for word in words):
                keep = text in self._words.aliases or len(text) - len(ending) < 2
                cut = re.sub(r"(?:比上年|较上年|同比|年均|累计)?$", "", text[: len(text) - len(ending)])
                return (phrase if keep or not ending else phrase.cut(0, len(cut))), measure
        if self._words.growths.search(text) and amount.unit == "%":
            return phrase, "growth"
        if self._words.falls.search(text):
            return phrase, "decrease"
        fresh = next((word for word in ("新增", "净增") if text.startswith(word)), "")
        if fresh and len(text) > 3:
            phrase = phrase.cut(2)
        grown = any(word in text for word in ("新增", "净增")) and amount.unit not in ("%", "pp")
        return phrase, "increase" if grown else "level"


def _within(cell: Span, amounts: Mapping[int, Amount]) -> Amount | None:
    """The amount that stands in a cell."""
    return next((amounts[at] for at in range(*cell) if at in amounts and amounts[at].end <= cell[1]), None)


def _of_month(which: str, title: Period) -> Period:
    """本月 and 累计 under a title of 2024年6月 or 2024年1-6月."""
    assert title.last is not None  # what has no end is no title of a month
    first = title.last.replace(day=1) if which == "month" else title.last.replace(month=1, day=1)
    return replace(title, first=first)


def _a_year_before(title: Period) -> Period:
    before = calendar.same_years_ago((title.first, title.last), 1) if title.first and title.last else None
    return replace(title, first=before[0], last=before[1], date=None) if before else title


def _days(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else 0


def _in_words(text: str) -> Period | None:
    """The time that a head or title says, where no record of a date holds it: 2024年1-8月, 2023年上半年, 2025.

    >>> [str(_in_words(text).last) for text in ("2024年1-8月主要指标", "2023年上半年收入", "2025", "“十五五”主要指标")]
    ['2024-08-31', '2023-06-30', '2025-12-31', '2030-12-31']
    """
    plan = _PLAN.search(text)
    if plan and (number := numerals.number(plan[1])):
        extent = calendar.plan(int(number))
        return Period(plan[0], extent[0], extent[1], None) if extent else None
    found = _TIME.search(text)
    if not found:
        return _year_in(text)
    year = int(found["year"])
    part = found["half"] or found["quarter"]
    first, last = _PARTS[part] if part else (int(found["first"] or found["last"]), int(found["last"])) if found["last"] else (1, 12)
    extent = calendar.months(year, first, last)
    return Period(found[0], extent[0], extent[1], None) if extent else None


def _year_in(text: str) -> Period | None:
    """A bare year or month of a cell: 2023, 2024.6, 2024-06."""
    found = _YEAR.search(text)
    if not found:
        return None
    extent = calendar.months(int(found[1]), int(found[2]), int(found[2])) if found[2] else calendar.year(int(found[1]))
    return Period(found[0], extent[0], extent[1], None) if extent else None


def _summed(own: Period | None, title: Period | None, years: int) -> Period | None:
    """The years that a sum is of: those of the title where they end with the head's, else so many up to it."""
    if own is None or own.last is None:
        return own
    if title and title.first and title.last == own.last and (own.last - title.first).days > 366:
        return replace(own, first=title.first)
    return replace(own, first=dt.date(own.last.year - years + 1, 1, 1))
