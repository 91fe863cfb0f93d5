"""Sentences -> for each the date that an earlier one left in force: a head's, a paragraph's opening, what a story is about."""

from __future__ import annotations

import datetime as dt

from extract.assemble import labelled, written
from extract.assemble.announced import announces_aims, programme
from extract.assemble.dates import FIGURE, Dates, days, first, is_plan, last
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Date, Span
from extract.passage import line_start
from extract.records import record

_OPENING = 27  # characters of a sentence in which the date stands that it hands on
_BESIDE = 2  # characters between two dates that are one: 2023年|全省|上半年
_HEAD = 40  # characters of a line that is a head
_TAIL = 24  # characters at the end of a sentence in which it announces what follows
_STRETCH = 2  # days from first to last of what is handed on: a holiday or longer
_MONTH = 28  # days; a holiday or a few days are fewer
_YEAR = (300, 400)  # days of what is called a year
_JUST_OVER = 400  # days since the end of a year that a review may be of
_LISTS = ("dash", "bullet", "number", "counted")  # items of a list, as against chapters
_AHEAD = 2  # paragraphs for which the time that one strives for is handed on
_LEAD = 3  # sentences of a story that tell what it is about


@record
class Force:
    """What earlier sentences leave to one: the date in force, and the last one that is still to come."""

    date: Date | None
    coming: Date | None
    aims: bool = False  # whether it stands under a head of aims that names no time


def is_year(date: Date) -> bool:
    """Whether a date is a year or nearly one."""
    return _YEAR[0] < days(date) < _YEAR[1]


class Governing:
    """The dates in force, sentence by sentence.

    A head (a short line, or a sentence that ends in a colon) holds until the next one; any other sentence for its
    own paragraph and the next, unless that has a day of its own. The year of a review and what a story's lead is
    about (4月份，…) hold on.
    """

    def __init__(self, article: Article, folded: str, dates: Dates, words: Lexicon) -> None:
        self._folded, self._dates, self._words = folded, dates, words
        self._year = dates.published.year if dates.published else None  # of writing
        self._under: Date | None = None  # of the head, the review or the story
        self._told: Date | None = None  # of the paragraph
        self._since = 0  # paragraphs since that was told
        self._below_head = False  # whether the sentence is an item of what a head announces
        self._lead = False  # whether what holds on is that of a review or a story
        self._coming: Date | None = None
        self._ahead = 0  # paragraphs since that was told
        self._aims = False  # whether the last head was one of aims without a time
        self._ruled = written.is_ruling(article, folded, words)
        self._settled = False  # whether the sentence settles a programme of a year that is not over, and its list follows
        blank = len(folded) - len(folded.lstrip())
        self._force = [self._next(index, span, blank) for index, span in enumerate(article.sentences)]

    def __getitem__(self, sentence: int) -> Force:
        """What holds for a sentence that names no date of its own."""
        return self._force[sentence]

    def _next(self, index: int, span: Span, blank: int) -> Force:
        """What holds for the next sentence; and what it leaves to those behind it."""
        opens = span[0] <= blank or self._folded[span[0] - 1] == "\n"
        self._go_on(span, opens)
        if opens and self._words["governing.article"].match(self._folded, span[0]):
            self._told = self._coming = None
        opening = self._up_to(*span) or self._opening(span)
        if opens and self._is_head(*span):
            self._head_of_aims(span, opening)
        force = Force(self._held(span), self._coming, self._aims)
        if opening is not None:
            self._leave(opening, index, span, opens)
        return force

    def _head_of_aims(self, span: Span, opening: Date | None) -> None:
        """A head of aims lets go of a time gone by that those before it told: 上半年…⏎三、下一步打算⏎新建公园3座。"""
        self._aims = opening is None and self._words.heads_aims(self._folded[slice(*span)])
        if self._aims:
            self._under = None if self._under and self._dates.was_over(self._under) else self._under
            self._told = None if self._told and self._dates.was_over(self._told) else self._told

    def _go_on(self, span: Span, opens: bool) -> None:
        """Lets go of what no longer holds where a sentence begins; `opens`: it begins a paragraph."""
        self._settled = programme(self._folded, span, self._words, self._year) != ""
        new = opens and not self._below_head
        self._since, self._ahead = self._since + new, self._ahead + new
        self._below_head = self._heads_list(span) or (self._below_head and self._is_item(span[0]))
        if self._since > 1 or (opens and (self._is_over(span) or self._is_of_stock())):
            self._told = None
        if self._ahead > _AHEAD and not self._runs():
            self._coming = None

    def _heads_list(self, span: Span) -> bool:
        """Whether a sentence announces aims, or lines with labels go on with what it counts."""
        return self._announces(*span) or labelled.heads(self._folded, span, self._words)

    def _leave(self, opening: Date, index: int, span: Span, opens: bool) -> None:
        """Leave the date of a sentence to those behind it, unless it only looks ahead, or is the year in force; `opens`: the sentence begins a paragraph."""
        if self._is_year_in_force(opening):
            return
        if opens or not self._is_vision(opening, span):
            self._take(opening, index, span)
        if opens and self._leads_items(opening, span):
            self._below_head = True

    def _is_year_in_force(self, date: Date) -> bool:
        """Whether 全年 is the year that a head or a sentence before it names, later than that of writing: 2027年工作计划…全年新建3座."""
        told = self._told or self._under
        if told is None or not is_year(told):
            return False
        return first(date) < first(told) and self._words["dates.whole_year"].fullmatch(date.text) is not None

    def _leads_items(self, date: Date, span: Span) -> bool:
        """Whether a paragraph of what is to be by a date is followed by a list of it: 到2027年,茶业提质增效。⏎——茶园达到3万亩。"""
        item = self._words["announced.item"].match(self._folded, self._folded.find("\n", span[0]) + 1)
        return item is not None and item.lastgroup in _LISTS and self._is_by(date) and not self._is_item(span[0])

    def _is_vision(self, date: Date, span: Span) -> bool:
        """Whether a sentence looks farther ahead than the time in force, without a figure: …3万亩。到2035年,茶乡全面振兴。"""
        told = self._told
        if told is None or not self._is_by(date) or last(date) <= last(told):
            return False
        return FIGURE.search(self._folded, date.end, span[1]) is None

    def _is_by(self, date: Date) -> bool:
        """Whether a date is one by which something is to be: 到|2027年."""
        return self._words["written.towards"].search(self._folded, max(date.start - 3, 0), date.start) is not None

    def _is_over(self, span: Span) -> bool:
        """Whether a new paragraph, which has a time of its own, stands under a wider one or quotes somebody, ends what the one above told."""
        own = self._dates.between(span[0], min(span[1], span[0] + _OPENING))
        said = self._is_said(span) or (self._told is not None and self._is_quoted(self._told))
        lately = self._words["governing.lately"].match(self._folded, span[0]) is not None
        return bool(own) or said or lately or self._is_aside() or self._is_due()

    def _is_of_stock(self) -> bool:
        """Whether the paragraph above told how things stood before the plan that the text is: 截至2024年底,…"""
        return self._ruled and self._told is not None and self._dates.was_over(self._told)

    def _is_said(self, span: Span) -> bool:
        """Whether a paragraph is what somebody says, which has a time of its own: “茶园收入3万元。”茶农周砚说。"""
        return self._words["governing.said"].match(self._folded, span[0]) is not None

    def _is_quoted(self, date: Date) -> bool:
        """Whether somebody says a date, so that it holds for no more than he says: “|去年|建成茶园3万亩。”周砚说。⏎茶厂占地20亩。"""
        line = line_start(self._folded, date.start)
        return self._folded.rfind("“", line, date.start) > self._folded.rfind("”", line, date.start)

    def _runs(self) -> bool:
        """Whether what one strives for is told of the year of writing, which holds on."""
        published, coming = self._dates.published, self._coming
        return coming is not None and published is not None and is_year(coming) and first(coming) <= published

    def _is_due(self) -> bool:
        """Whether the paragraph above, which heads no list, told by when something is to be done: …,9月底|前完成清退。"""
        return not self._below_head and self._told is not None and self._words["status.until"].match(self._folded, self._told.end) is not None

    def _held(self, span: Span) -> Date | None:
        """The date in force; none where the sentence tells of the present (目前…) and the paragraph's is still to come, or cites data before its end."""
        told, since = self._told, self._dates.published or dt.date.min
        in_force = told or self._under
        if in_force is not None and last(in_force) > since and self._words["governing.cites"].match(self._folded, *span):
            return None
        if told is None:
            return self._under
        ahead = first(told) > since
        return None if ahead and self._words.present.match(self._folded, span[0]) else told

    def _take(self, opening: Date, index: int, span: Span) -> None:
        """What the opening of a sentence leaves in force: as a head, as a paragraph, as the year of a review or a story."""
        past = self._dates.is_past(opening)
        if self._dates.published is not None and not past:
            self._coming, self._ahead = opening, 0
        if self._is_head(*span):
            self._under, self._told = opening, None
        elif not self._is_by_the_way(opening) and not self._says_nothing(opening):
            self._told, self._since = opening, 0
            if self._holds_on(opening, past, index):
                self._under, self._lead = opening, True

    def _holds_on(self, opening: Date, past: bool, index: int) -> bool:
        """Whether the date of a paragraph holds for those behind it, too: of a review, a story, or the plan that a text is about."""
        about = index < _LEAD and not self._lead
        if self._is_narrow(opening) or (past and self._ruled):  # how things stood before a plan
            return False
        over = past and self._is_recent(opening) and (about or is_year(opening))  # the year of a review holds from paragraph to paragraph
        return over or (about and is_plan(opening))

    def _is_narrow(self, date: Date) -> bool:
        """Whether a date is one that somebody says, or a part of the time in force."""
        return self._is_quoted(date) or (self._under is not None and self._is_part(date, self._under))

    def _is_aside(self) -> bool:
        """Whether the paragraph above told of a part of the time that all stands under, and not from its beginning (茶业方面,1—11月…)."""
        told, under = self._told, self._under
        if told is None or under is None or told.start == line_start(self._folded, told.start):
            return False
        return self._is_part(told, under)

    def _is_part(self, date: Date, wider: Date) -> bool:
        return first(wider) <= first(date) and last(date) <= last(wider) and days(date) < days(wider)

    def _is_by_the_way(self, date: Date) -> bool:
        """A holiday or some days inside the time that a story is about (上半年): it does not take its place."""
        wider = self._told or self._under
        return wider is not None and days(date) < _MONTH <= days(wider) and first(wider) <= first(date) <= last(date) <= last(wider)

    def _says_nothing(self, date: Date) -> bool:
        """A wider time says nothing of what follows in a story, and a look back (2023年 in the review of 2024年) is soon over."""
        under = self._under
        return self._lead and under is not None and (self._is_within(under, date) or last(date) < first(under))

    def _is_within(self, date: Date, wider: Date) -> bool:
        """今年 in a story about 4月 says nothing of what follows."""
        return first(wider) <= first(date) and last(date) < last(wider) and not self._dates.is_past(wider)

    def _is_recent(self, date: Date) -> bool:
        """Whether a date was over not long before the text was written."""
        published = self._dates.published
        return published is None or (published - last(date)).days <= _JUST_OVER

    def _is_head(self, start: int, end: int) -> bool:
        line = self._folded[start:end].rstrip(" \n”")
        if (len(line) < _HEAD and line[-1:] not in "。!?;,") or self._settled:
            return True
        return line[-1:] in ":。" and self._words["governing.announces"].search(line[-_TAIL:]) is not None

    def _announces(self, start: int, end: int) -> bool:
        """Whether a sentence ends in a colon that heads aims, or settles a programme."""
        if self._settled:
            return True
        line = self._folded[start:end].rstrip()
        return line[-1:] == ":" and announces_aims(line[:-1], self._words)

    def _opening(self, span: Span) -> Date | None:
        """The last stretch of three days or more in the opening of a sentence."""
        found, since = None, self._behind_headline(span)
        for date in self._dates.between(*span):
            if not self._opens(date, span[0]):
                break
            since = max(since, self._folded.rfind("”", since, date.start))  # “100亩地两天种完。”今年…
            since = date.start if self._words["governing.shown"].search(self._folded, since, date.start) else since
            if self._is_named(span[0], date):
                continue
            if self._is_of_clause(date, since):
                break
            since = date.end
            if self._hands_on(date, span):
                found = date
        return found

    def _behind_headline(self, span: Span) -> int:
        """Where a sentence begins behind a headline that only a gap parts from it: 水质达标率100%  8月4日,…"""
        gap = self._words["governing.gap"].match(self._folded, *span)
        return gap.end() if gap else span[0]

    def _opens(self, date: Date, start: int) -> bool:
        """Whether a date stands near the beginning of its sentence, opens a clause, or is of what somebody tells there (发布会,介绍|上半年…)."""
        if date.start <= start + _OPENING or self._folded[date.start - 1] in ",:" or self._sets_term(date):
            return True
        before = self._dates.between(start, date.start)
        begins = before[-1].start if before and date.start - before[-1].end <= _BESIDE else date.start
        return self._words["governing.tells"].search(self._folded, start, begins) is not None

    def _sets_term(self, date: Date) -> bool:
        """Whether a clause opens with a time by which a figure is to be reached: 主要目标是:优化结构,到|2027年|茶园达到3万亩."""
        clause = self._words["governing.term_opens"].search(self._folded, max(date.start - 3, 0), date.start)
        end = self._folded.find("。", date.end)
        return clause is not None and FIGURE.search(self._folded, date.end, end if end >= 0 else len(self._folded)) is not None

    def _is_of_clause(self, date: Date, since: int) -> bool:
        """Whether a date holds for its own clause alone: behind a figure (年内建成道路100公里，到2025年…), or as what is told."""
        told = self._words["governing.term"].search(self._folded, max(date.start - 1, 0), date.start)
        return FIGURE.search(self._folded, since, date.start) is not None or told is not None

    def _hands_on(self, date: Date, span: Span) -> bool:
        """Whether a date in an opening is long enough and says more than when its own clause is (年内建成…) or begins (从…以来)."""
        if date.first is None or days(date) < _STRETCH:
            return False
        if self._words["governing.within"].search(date.text) and not self._is_head(*span):
            return False
        if self._words["periods.by_then"].match(self._folded, date.end):
            return False
        begins = self._dates.is_since(date) and self._words["dates.start"].search(self._folded, max(date.start - 1, 0), date.start)
        return not begins and not self._dates.is_passing(date, span[1])

    def _is_item(self, start: int) -> bool:
        """Whether a sentence begins an item of a list, or stands within its line."""
        line = line_start(self._folded, start)
        return self._words["announced.item"].match(self._folded, line) is not None or labelled.label(self._folded, line, self._words) is not None

    def _is_named(self, start: int, date: Date) -> bool:
        """Whether a date stands in a quoted name (在“2023年专项行动”发布会上), is not all of it (“十五五”) and not in what somebody says."""
        quote = self._folded.rfind("“", start, date.start)
        if quote == date.start - 1 and self._folded[date.end : date.end + 1] == "”":
            return False
        return quote > max(start, self._folded.rfind("”", start, date.start)) and self._folded[quote - 1] not in ":,。\n"

    def _up_to(self, start: int, end: int) -> Date | None:
        """The last day up to which a clause of the sentence counts: …93项指标,截至6月底,开工51项."""
        counted = (date for date in reversed(self._dates.between(start, end)) if self._dates.is_up_to(date))
        return next((date for date in counted if date.start - 2 <= start or self._folded[date.start - 3] in ",:;"), None)
