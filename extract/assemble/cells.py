"""Cells of tables -> bound values: row and column name the indicator, heads and titles its period and status."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from extract import calendar, grid
from extract import expressions as re
from extract.assemble import written
from extract.assemble.bind import Bound
from extract.assemble.cell_names import CellNames
from extract.assemble.cell_roles import CellRoles
from extract.assemble.cell_terms import CellTerms
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.measures.words import words as of_measures
from extract.assemble.view import NOTHING, View
from extract.grid import Figure, times
from extract.grid.provisions import provisions
from extract.model import Amount, Article, Comparator, Date, Mentions, Period, Role, Span, Status
from extract.patterns import Rules
from extract.records import record
from extract.text import fold

_A_YEAR = re.compile(r"(?:19|20)\d\d")
_BASE = dt.timedelta(days=120)  # a plan published in autumn has the current year, of which so many days may be left, as its base
_LEAP, _WHOLE = 366, 360  # days from the first to the last: more than _LEAP are several years, from _WHOLE on a whole one
_BOUNDS: Mapping[str, Comparator] = {"most": "le", "least": "ge"}


@record
class Told:
    """What a table says about one of its figures: the bound value, its period, its status (empty: that of the text around the table).

    `timed`: columns of its table name their time, or the table is a rule's, so that no time from around the table holds for it.
    `heads` are those of its column; `summed`: brackets mark it as a sum over years ([13.5]); `role`: its role in the table of a rule.
    """

    bound: Bound
    period: Period | None
    status: Status | Literal[""]
    timed: bool
    heads: tuple[Span, ...] = ()
    summed: bool = False
    role: Role | None = None


class Cells:
    """The figures and deadlines of an article's tables, looked up by the offset of an amount."""

    def __init__(self, article: Article, folded: str, mentions: Mentions, words: Lexicon, rules: Rules) -> None:
        self._words = words
        table, rule = grid.table_words(rules), of_measures(rules)
        self._folded, self._names = folded, CellNames(folded, words, table, rule)
        self._terms = CellTerms(folded, words, table, rule)
        self._roles = CellRoles(folded, words, table, rule)
        self._published = written.day(article)
        self._title = fold(article.title or "")
        self._dates = mentions.dates
        self._starts = [date.start for date in self._dates]
        self._figures = grid.read(folded, rules, self._title)
        self._provisions = provisions(folded, rules, self._title)
        amounts = {amount.start: amount for amount in mentions.amounts}
        self.told: Mapping[int, Told] = {
            amount.start: told
            for figure in self._figures.by_start.values()
            if (amount := _within(figure.cell, amounts)) and (told := self._told(figure, amount))
        }
        self._rows = [one.row[0] for one in self._figures.deadlines]

    def role(self, offset: int) -> Role | None:
        """The role of the value at `offset` for the rule of its table; None where it has none."""
        told = self.told.get(offset)
        return told.role if told else None

    def heads(self, offset: int) -> bool:
        """Whether `offset` lies in the head of a table and begins none of its figures: 收入20万元以上的村."""
        at = bisect_left(self._figures.heads, (offset + 1, 0)) - 1
        return at >= 0 and offset < self._figures.heads[at][1] and offset not in self.told

    def cells_of_words(self, row: Span) -> Iterator[Span]:
        """The cells of a rule's table within a sentence (`row`) that state in words what is granted or required."""
        return (one.cell for one in self._provisions if row[0] <= one.cell[0] and one.cell[1] <= row[1])

    def deadline(self, offset: int) -> tuple[Period | None, Status | Literal[""]]:
        """The period and status that the deadline of its row gives the value at `offset`; None and an empty string without a deadline."""
        at = bisect_left(self._rows, offset + 1) - 1
        due = self._figures.deadlines[at] if at >= 0 else None
        if due is None or not due.row[0] <= offset < due.row[1]:
            return None, ""
        return self._to_come(self._in(due.cell), due.plan), "target" if due.plan else ""

    def _to_come(self, due: Period | None, plan: bool | None) -> Period | None:
        """A deadline; one of a plan without a year (年底, 全年) that would be over at publication is moved to the next year."""
        over = due and plan and not _A_YEAR.search(due.text) and self._published and due.last and due.last < self._published
        return _moved(due, 1) if due and over else due

    def _told(self, figure: Figure, amount: Amount) -> Told | None:
        if self._terms.is_scheduled(figure, amount):
            figure = replace(figure, norm=True)
        indicator, measure, whom = self._called(figure, amount)
        if amount.unit is None or not indicator:
            return None
        slot = Slot(amount, -1, NOTHING, NOTHING, amount.end)
        period = None if figure.norm else self._period(figure)
        status = self._status(figure, period)
        comparator = _comparator(figure, amount)
        subject = self._beside(whom, self._subject(figure))
        one = Bound(slot, indicator, measure, "statement.cell", subject=subject, comparator=comparator, whom=whom, base=self._base(figure, amount))
        role = self._roles.of(figure, amount, comparator or amount.comparator)
        period = None if status == "actual" and self._runs_on(figure, period) else period
        return Told(one, period, status, figure.timed or figure.norm, figure.heads, figure.years > 0, role)

    def _runs_on(self, figure: Figure, period: Period | None) -> bool:
        """Whether a figure has no time but the title's, which was not over when the text was published."""
        return not figure.times and period is not None and not self._past(period, dt.timedelta()) and self._published is not None

    def _called(self, figure: Figure, amount: Amount) -> tuple[View, str, View]:
        """The indicator of a figure, its measure, and its recipient in the table of a rule."""
        named, whom = self._terms.of(figure)
        if named:
            return *self._names.measured(named, figure, amount), whom
        indicator, measure = self._names.of(figure, amount)
        return (self._terms.levelled(figure) if self._terms.is_level(figure) else indicator), measure, whom

    def _beside(self, whom: View, subject: View) -> View:
        """The subject of a figure; beside a recipient only one that begins in the same place, else none."""
        return subject if not whom or (subject and whom.start == subject.start) else NOTHING

    def _base(self, figure: Figure, amount: Amount) -> View:
        """The base of a per cent or multiple, from the column that names it: 补助基数."""
        return self._names.plain(figure.basis) if figure.basis and amount.unit in ("%", "x") else NOTHING

    def _subject(self, figure: Figure) -> View:
        """The subject of a figure: its own cell or the label of its row; empty where that label is the indicator."""
        subject = figure.subject or (figure.label if figure.key == "entity" and not figure.named else None)
        if subject and self._names.of_project(figure):
            return NOTHING
        return View.of(self._folded, *subject) if subject else NOTHING

    def _status(self, figure: Figure, period: Period | None) -> Status | Literal[""]:
        """The status of a figure by heads, title and period; an empty string where they leave it open."""
        if figure.aim is not None:
            return "target" if figure.aim else "actual"
        if figure.norm:
            return "limit"
        if self._coming(period):
            return "target"
        planned = figure.plan or (figure.era and not self._past(period, dt.timedelta()))
        if self._reported(figure, period, bool(planned)):
            return "actual"
        return "target" if planned else "" if self._published else "actual"

    def _reported(self, figure: Figure, period: Period | None, planned: bool) -> bool:
        """Whether a figure is a report: its table reports, its period is over (in a plan: before its last column), or it is the base year of a plan."""
        if figure.plan is False or (figure.base and self._past(period, _BASE)):
            return True
        return self._past(period, dt.timedelta()) and not (planned and figure.latest)

    def _past(self, period: Period | None, ahead: dt.timedelta) -> bool:
        """Whether a period is over at publication or at most `ahead` later; in an undated text, whether `ahead` is more than nothing."""
        if period is None or period.last is None:
            return False
        return period.last <= self._published + ahead if self._published else bool(ahead)

    def _coming(self, period: Period | None) -> bool:
        return bool(period and period.first and self._published and period.first > self._published)

    def _period(self, figure: Figure) -> Period | None:
        """The period of a figure by the heads of column and row, else by the title; that of a sum over years ([13.5]) is all of them."""
        said = [found for span in figure.times if (found := self._in(span))]
        title = self._of_title(figure)
        own = _in_year(said[0], [*said[1:], title], self._words) if said else None
        own = self._by_head(figure, own, title)
        if figure.years and (own or title):
            return _summed(own or title, title, figure.years)
        return own or title

    def _of_title(self, figure: Figure) -> Period | None:
        """The period named above a table (no single day, which is one of signing), else in the article's title."""
        heads = (self._in(span) for span in figure.title)
        return next((found for found in heads if found and found.first != found.last), None) or _in_words(self._title)

    def _by_head(self, figure: Figure, own: Period | None, title: Period | None) -> Period | None:
        """The period of a head that depends on the title's (本月, 累计, 上年同期, 年度); else its own, or the row's deadline."""
        if figure.month == "month":
            return _of_month(figure.month, title)
        if figure.month == "ago" and title and (own is None or self._words["cells.same_time"].search(own.text)):
            return replace(_moved(title, -1), date=None)
        if own is not None:
            return own
        if figure.month == "summed":
            return _of_month(figure.month, title)
        if figure.due:
            return self._in(figure.due)
        return self._of_year(figure, title) if figure.month == "whole-year" else None

    def _of_year(self, figure: Figure, title: Period | None) -> Period | None:
        """The whole year of which the title names a part, else that of the column beside; None where the title names all of it."""
        if title and _days(title) >= _WHOLE:
            return None
        return _in_words(str(title.last.year)) if title and title.last else self._whole_year(figure)

    def _whole_year(self, figure: Figure) -> Period | None:
        """The year that another column names: that of 年度目标 beside 1-10月完成."""
        beside = next((found for span in figure.others if (found := self._in(span))), None)
        return _in_words(str(beside.last.year)) if beside and beside.last else None

    def _in(self, span: Span) -> Period | None:
        """The last time named in a cell or title, except a year of comparison."""
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
        return self._words["cells.compared"].search(self._folded, max(date.start - 2, 0), date.start) is not None


def _comparator(figure: Figure, amount: Amount) -> Comparator | Literal[""]:
    """The comparator that the head of a figure gives, where its cell gives none; else an empty string."""
    return _BOUNDS.get(figure.bound, "") if amount.comparator == "eq" else ""


def _within(cell: Span, amounts: Mapping[int, Amount]) -> Amount | None:
    """The amount that stands in a cell."""
    return next((amounts[at] for at in range(*cell) if at in amounts and amounts[at].end <= cell[1]), None)


def _of_month(which: str, title: Period | None) -> Period | None:
    """The period of 本月 or 累计 under a title of 2024年6月 or 2024年1-6月; None under one of several years."""
    if title is None or title.last is None or _days(title) >= _LEAP:
        return None
    first = title.last.replace(day=1) if which == "month" else title.last.replace(month=1, day=1)
    return replace(title, first=first)


def _moved(period: Period, years: int) -> Period:
    if period.first is None or period.last is None:
        return period
    first, last = calendar.same_years_ago((period.first, period.last), -years)
    return replace(period, first=first, last=last)


def _in_year(own: Period, others: Sequence[Period | None], words: Lexicon) -> Period:
    """A period that names no year (3月末, 一季度), in the first year that one of `others` names."""
    if _A_YEAR.search(own.text) or words["cells.relative"].search(own.text) or own.last is None:
        return own
    year = next((year for other in others if (year := _one_year(other))), own.last.year)
    return _moved(own, year - own.last.year)


def _one_year(period: Period | None) -> int:
    """The year that a period names by its number; 0 where it names none, or spans several."""
    if period is None or period.last is None or not _A_YEAR.search(period.text) or _days(period) >= _LEAP:
        return 0
    return period.last.year


def _days(period: Period) -> int:
    return (period.last - period.first).days if period.first and period.last else 0


def _in_words(text: str) -> Period | None:
    """The period that a head or title names without a date record: 2024年1-8月, 2025."""
    found = times.written(text)
    return Period(found[0], *found[1], None) if found else None


def _summed(own: Period | None, title: Period | None, years: int) -> Period | None:
    """The period of a sum over years: the title's, where it ends with the head's (`own`), else the last `years` years up to that end."""
    if own is None or own.last is None:
        return own
    if title and title.first and title.last == own.last and (own.last - title.first).days > _LEAP:
        return replace(own, first=title.first)
    return replace(own, first=dt.date(own.last.year - years + 1, 1, 1))
