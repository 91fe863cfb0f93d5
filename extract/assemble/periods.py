"""The date that a value belongs to: when it was reached, or by when it is to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from extract import calendar
from extract import expressions as re
from extract.assemble.dates import FIGURE, Dates, days, ended, first, is_day, last
from extract.assemble.governing import Governing, is_year
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Date, Period, Span
from extract.passage import CLAUSE, clause_start, line_start
from extract.text import fold, has_digit

_YEARLY = 12  # characters between 年均 and its value
_PART = (80, 190)  # days of a quarter or a half year, whose end is named
# The months of the parts of a year that a title names
_PARTS = {"half": (1, 6), "later": (7, 12), "quarter": (1, 3), "quarters": (1, 9)}
_STORY, _OPENING = 3, 12  # sentences of a story, and characters at the beginning of one, in which the day of the event stands
_CLAUSE = CLAUSE + "\n"
_EARLY = 6  # the month up to which a text tells the aims of the year in which it appears
_DAYS = 7  # before writing, that still are the present: 昨天…,目前…; weekdays are named up to a week
_SHALL = "hedge.shall"


def titled(title: str | None, words: Lexicon) -> Period | None:
    """The period named by the title of a statistical report, or None.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> [str(titled(title, words).last) for title in ("2023年云溪县统计公报", "云溪县2024年上半年经济运行情况", "2024年1—9月云溪县主要经济指标")]
    ['2023-12-31', '2024-06-30', '2024-09-30']
    >>> titled("云溪县2024年政府工作报告", words) is None
    True
    """
    told = words["periods.titled"].search(fold(title or ""))
    if told is None:
        return None
    first, last = next((months for name, months in _PARTS.items() if told[name]), (1, 12))
    extent = calendar.months(int(told["year"]), first, int(told["until"] or last))
    return Period(told[0], *extent, None) if extent else None


class Periods:
    """The dates of an article, asked for the one that governs a value.

    The nearest date before the value in its sentence wins (never the year it is compared with); then the head under
    which it stands: a date that opens an earlier sentence of the paragraph, an earlier paragraph, the section's head;
    then the one behind it.
    """

    def __init__(self, article: Article, folded: str, dates: Sequence[Date], words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self._sentences = article.sentences
        self._of_id = {date.id: date for date in dates}
        self._dates = Dates(article, folded, dates, words)
        self._force = Governing(article, folded, self._dates, words)
        self._titled = titled(article.title, words)

    def at(self, sentence: int, offset: int) -> Period | None:
        """The period of a value at `offset`, or None where the text names none."""
        start, end = self._sentences[sentence]
        if plan := self._of_plan(start, offset):
            return plan
        before = self._before(start, offset)
        if unknown := self._unknown(before, start, offset):
            return unknown
        if (once := re.last(self._words["periods.once"], self._folded, start, offset)) is not None:
            return self._of_yield(before, once, offset)
        date = self._of_group(self._of_head(self._nearest(before, offset), sentence), start, offset)
        if date is not None and self._is_over(date) and self._is_now((date.end, end), offset):
            return self._told(self._behind(offset, self._clause_end(offset, end)), sentence)
        if date is None or self._is_far_off(date, sentence, offset):
            date = self._elsewhere(sentence, offset)
        return self._told(date, sentence)

    def _elsewhere(self, sentence: int, offset: int) -> Date | None:
        """The date of a value that none before it in its sentence governs: behind it, or from earlier sentences, but not for a report of the present."""
        own, span = self._acted(offset) or self._gone_on(sentence), self._sentences[sentence]
        if own is None and self._is_now(span, offset):
            return self._behind(offset, self._clause_end(offset, span[1]))
        return own or self._inherited(sentence, offset) or self._behind(offset, span[1])

    def _is_over(self, date: Date) -> bool:
        """Whether the present may be told against a date: not against a day up to which things are counted, nor one of the days before writing."""
        day = self._dates.published if is_day(date) else None
        return not self._dates.is_up_to(date) and (day is None or (day - first(date)).days > _DAYS)

    def _is_now(self, span: Span, offset: int) -> bool:
        """Whether a sentence tells before a value of the present rather than of an aim: 目前,全镇共有茶厂|55家."""
        return self._words["dates.now"].search(self._folded, span[0], offset) is not None and not self._is_aim(span, offset)

    def _told(self, date: Date | None, sentence: int) -> Period | None:
        """The date as a period; without a date, the period of the title, unless a head of aims stands between."""
        if date is None:
            return self._of_year(sentence) or (None if self._force[sentence].aims else self._titled)
        return Period(date.text, date.first, self._last(date), date.id)

    def _of_year(self, sentence: int) -> Period | None:
        """The year in which a text appears, if early in it, for a line with the aims of the year (年度目标:|新建学校3所); else None."""
        told = self._words["periods.of_year"].match(self._folded, line_start(self._folded, self._sentences[sentence][0]))
        day = self._dates.published if told else None
        early = day is not None and day.month <= _EARLY
        return Period(told["year"], dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), None) if told and day and early else None

    def reported(self, sentence: int) -> Period | None:
        """The past year that was in force before the years of a plan came between: 2024年工作回顾⏎…“十四五”…。|建成公园3座。"""
        over = (
            force.date
            for force in map(self._force.__getitem__, range(sentence - 1, -1, -1))
            if force.date is not None and is_year(force.date) and self._dates.was_over(force.date)
        )
        date = next(over, None)
        return Period(date.text, date.first, date.last, date.id) if date else None

    def event(self) -> Period | None:
        """The day of the event that a story begins with (6月6日,云溪县产业推介会|举行), or None."""
        for start, end in self._sentences[:_STORY]:
            for date in self._dates.between(start, min(end, start + _OPENING)):
                if is_day(date) and self._words["periods.held"].match(self._folded, date.end, end):
                    return Period(date.text, date.first, date.last, date.id)
        return None

    def of_task(self, period: Period | None, offset: int) -> Period | None:
        """The period of an aim; the task of a year runs to the end of the year, though only part of it was named: 上半年完成3亿元,为|年度目标|6亿元."""
        if period is None or period.first is None or period.last is None or period.first.year != period.last.year:
            return period
        yearly = self._words["periods.yearly_task"].search(self._folded, max(offset - _YEARLY, 0), offset)
        return replace(period, last=dt.date(period.last.year, 12, 31)) if yearly else period

    def begins(self, period: Period | None) -> bool:
        """Whether a period is only the date from which something begins: 自|2022年|起,每年…"""
        date = self._of_id.get(period.date or "") if period else None
        return date is not None and self._dates.begins(date)

    def _before(self, start: int, offset: int) -> list[Date]:
        """The dates between `start` and `offset` that may govern what follows them."""
        return [
            date
            for date in ended(self._dates.between(start, offset), start, offset)
            if not (self._dates.is_passing(date, offset) or self._is_of_works(date, offset) or self._is_passed_over(date, offset))
        ]

    def _is_of_works(self, date: Date, offset: int) -> bool:
        """Whether a date only says when something before a semicolon begins or ends: 预计|2028年|投产;乙项目投资9亿元."""
        over = self._words["periods.works_done"].match(self._folded, date.end, offset)
        return over is not None and not is_year(date)

    def _is_passed_over(self, date: Date, offset: int) -> bool:
        """Whether a date is still to come, and a clause behind it says what exists by now: 预计|9月|交付使用,已签约企业11家."""
        ahead = self._dates.published is not None and first(date) > self._dates.published
        return ahead and self._words["periods.done_by_now"].search(self._folded, date.end, offset) is not None

    def _of_yield(self, before: Sequence[Date], once: re.Match[str], offset: int) -> Period | None:
        """The period of what a work will yield: a date behind `once`, or a past date before it unless the yield is still to come; else None."""
        coming = self._words["periods.to_come"].search(self._folded, once.end(), offset) is not None
        date = next((date for date in reversed(before) if date.start >= once.end() or (self._dates.is_past(date) and not coming)), None)
        return Period(date.text, date.first, self._last(date), date.id) if date else None

    def _gone_on(self, sentence: int) -> Date | None:
        """The last date of the sentence before, whose figures this one continues: 今年安排项目60个。其中,投资|3亿元."""
        start, above = self._sentences[sentence][0], self._sentences[max(sentence - 1, 0)]
        goes_on = self._words["periods.goes_on"].match(self._folded, start) is not None and "\n" not in self._folded[above[1] : start]
        date = self._nearest(self._before(*above), above[1]) if goes_on else None
        figures = date is not None and has_digit(self._folded[date.end : above[1]])
        return date if figures else None

    def _of_plan(self, start: int, offset: int) -> Period | None:
        """The five years of the plan that an aim is quoted from (《…“十五五”规划纲要》提出,年均增长|6%); else None."""
        if not self._words["periods.yearly"].search(self._folded, max(offset - _YEARLY, start), offset):
            return None
        named = re.last(self._words["periods.plan"], self._folded, start, offset)
        years = calendar.plan(calendar.reading(named["nth"]) or 0) if named else None
        return Period(named["plan"], *years, None) if named and years else self._of_five_years(start, offset)

    def _of_five_years(self, start: int, offset: int) -> Period | None:
        """The five years named last before a value in its sentence, where no other date follows them; else None."""
        plan = next(iter(reversed(ended(self._dates.plans, start, offset))), None)
        if plan is None or ended(self._dates.between(plan.end, offset), start, offset):
            return None
        return Period(plan.text, plan.first, plan.last, plan.id)

    def _unknown(self, before: Sequence[Date], start: int, offset: int) -> Period | None:
        """The nearest date before a value, where its year is unknown; else None."""
        near = next(iter(reversed(ended(self._dates.unknown, start, offset))), None)
        if near is None or (before and before[-1].end > near.start):
            return None
        return Period(near.text, None, None, near.id)

    def _nearest(self, before: Sequence[Date], offset: int) -> Date | None:
        """The nearest date before a value; rather a day up to which things are counted, or the longer period before a single day."""
        if not before:
            return None
        if len(before) > 1 and self._is_whole(before[-1], before[-2]):
            return before[-2]
        date, counted = before[-1], next(filter(self._dates.is_up_to, before), None)
        if counted is None:
            return self._stretch(date, before)
        return counted if first(date) <= last(counted) and not self._looks_on(date, offset) else date

    def _looks_on(self, date: Date, offset: int) -> bool:
        """Whether a date behind the day of counting is the value's own: the whole year, or a planned time (截至2月底改造32个;|今年|计划再改造28个)."""
        told = self._words["dates.whole_year"].fullmatch(date.text) or self._words["periods.planned"].match(self._folded, date.end, offset)
        return told is not None and self._words["periods.by_now"].search(self._folded, date.end, offset) is None

    def _stretch(self, date: Date, before: Sequence[Date]) -> Date:
        """The date; for a single day, the longer period before it, unless the day is a term: 4月20日|前完成…."""
        stretch = next(iter(before[-2:-1]), date)
        alone = is_day(date) and self._words["status.until"].match(self._folded, date.end) is None
        return stretch if alone and not is_day(stretch) else date

    def _is_whole(self, date: Date, year: Date) -> bool:
        """Whether 全年 stands right behind its year: 到2025年,|全年|增长5%."""
        beside = 0 <= date.start - year.end <= 1
        return beside and is_year(year) and self._words["dates.whole_year"].fullmatch(date.text) is not None

    def _of_head(self, date: Date | None, sentence: int) -> Date | None:
        """The date; for 全年, the later year of the head above it (2025年工作思路⏎…全年新增…), except 年内 in the paragraph of that head."""
        head = self._force[sentence].date
        if date is None or head is None or not self._words["dates.whole_year"].fullmatch(date.text):
            return date
        if self._words["governing.within"].search(date.text) and "\n" not in self._folded[head.end : date.start]:
            return date
        return head if first(date) < first(head) and is_year(head) else date

    def _is_far_off(self, date: Date, sentence: int, offset: int) -> bool:
        """Whether a weak date (of a list; a single day or a term in an earlier clause) stands before a value, and another date is in force."""
        parted = any(mark in self._folded[date.end : offset] for mark in "。;")
        weak = self._dates.is_of_list(date) or (parted and (is_day(date) or self._dates.is_term(date)))
        return self._force[sentence].date is not None and weak

    def _of_group(self, date: Date | None, start: int, offset: int) -> Date | None:
        """The date; None where it says when the rest of what stands before a semicolon is done: 剩余2公里将于|6月|前建成;管护率82%."""
        if date is None or ";" not in self._folded[date.end : offset]:
            return date
        return None if self._words["status.rest_of"].search(self._folded, start, date.start) else date

    def _inherited(self, sentence: int, offset: int) -> Date | None:
        """The date that an earlier sentence left in force; for an aim, none that is past (力争|增速保持在5%)."""
        force, span = self._force[sentence], self._sentences[sentence]
        if force.date is None or self._dates.published is None or last(force.date) >= self._dates.published:
            return force.date
        if self._words.estimates.search(self._folded, span[0], offset):
            return force.coming or force.date
        return force.coming if self._is_aim(span, offset) else force.date

    def _is_aim(self, span: Span, offset: int) -> bool:
        """Whether a cue in the clause of a value or behind it marks an aim, or its sentence turns to plans (接下来将推出3个项目,投资|22亿元)."""
        clause = clause_start(self._folded, offset, marks=_CLAUSE)
        if self._words["periods.aimed"].search(self._folded, span[0], offset) or any(map(self._shall, self._words.cues.finditer(self._folded, clause, offset))):
            return True
        return self._words.aims.search(self._folded, clause, offset) is not None or self._words.aimed(self._folded, offset, span[1])

    def _shall(self, cue: re.Match[str]) -> bool:
        """Whether a cue says that something will be, rather than taking an object: |将|增加学位5400个."""
        return self._words.cue_of[cue[0]].id == _SHALL and self._words.says(self._folded, cue) > 0

    def _behind(self, offset: int, end: int) -> Date | None:
        """The first date behind a value by which, or in which, it is reached: 建成茶园3万亩,|2027年|之前."""
        return next((date for date in self._dates.between(offset, end) if self._is_for_value_before(date, end) and not self._has_figure(date, offset)), None)

    def _acted(self, offset: int) -> Date | None:
        """The date of what the counted doers did, where no other figure stands in their clause: 24家企业|去年|扭亏为盈."""
        told = self._words["periods.counted"].match(self._folded, offset)
        date = next(iter(self._dates.between(*told.span("those"))), None) if told else None
        deed = self._words["periods.acted"].match(self._folded, date.end, told.end()) if told and date else None
        return date if deed and self._words.acts(deed["deed"]) else None

    def _has_figure(self, date: Date, offset: int) -> bool:
        """Whether a date behind a value belongs to another figure before it in its clause: 已建成26个,未开工的9个|在5月底前|开工."""
        clause = clause_start(self._folded, date.start, marks=_CLAUSE)
        return clause > offset and FIGURE.search(self._folded, clause, date.start) is not None

    def _is_for_value_before(self, date: Date, end: int) -> bool:
        """Whether a date belongs to a value before it rather than to a figure behind it."""
        opens = self._folded[date.start - 1] == ","
        if self._words["periods.towards"].search(self._folded, date.start - 1, date.start):
            opens = self._folded[date.start - 2] in ",;"
            if not opens:
                return True
        return opens and not self._counts(date, end)

    def _counts(self, date: Date, end: int) -> bool:
        """Whether a figure follows a date in its clause, so that the date is that figure's: 面积120平方公里，2018年末总人口3万人."""
        return has_digit(self._folded[date.end : self._clause_end(date.end, end)])

    def _clause_end(self, start: int, end: int) -> int:
        """The end of the clause that goes on at `start`, no later than `end`."""
        return next((at for at in range(start, end) if self._folded[at] in ",;。"), end)

    def _last(self, date: Date) -> dt.date | None:
        """The last day of a period; for one that runs since a date (2020年以来), the day of writing."""
        published = self._dates.published
        named = _PART[0] < days(date) < _PART[1]
        if published is None or named or not self._dates.is_since(date):
            return date.last
        upto = max(published, first(date))
        return min(upto, last(date)) if self._words["dates.this_year"].fullmatch(date.text) else upto  # the text may have been posted later than it was written
