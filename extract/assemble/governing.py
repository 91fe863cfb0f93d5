"""Sentences -> for each, the date that earlier ones left in force: of a head, of a paragraph's opening, of the subject of a story."""

from __future__ import annotations

import datetime as dt

from extract.assemble import labelled, written
from extract.assemble.announced import announces_aims, programme
from extract.assemble.dates import FIGURE, Dates, days, first, is_plan, last
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Date, Span
from extract.passage import line_start
from extract.records import record

_OPENING = 27  # characters of a sentence in which the date it hands on stands
_BESIDE = 2  # characters between two dates that are read as one: 2023年|全省|上半年
_HEAD = 40  # characters of a line that is a head
_TAIL = 24  # characters at the end of a sentence in which it announces a list
_STRETCH = 2  # days from first to last of a period that is handed on: a holiday or longer
_MONTH = 28  # days; a holiday or a few days are fewer
_YEAR = (300, 400)  # days of a period that counts as a year
_JUST_OVER = 400  # days since the end of a year that may still be reviewed
_LISTS = ("dash", "bullet", "number", "counted")  # items of a list, as opposed to chapters
_AHEAD = 2  # paragraphs for which the time of an aim is handed on
_LEAD = 3  # sentences at the beginning of a story that say what it is about


@record
class Force:
    """What earlier sentences leave to one: the date in force, and the last date that is still to come."""

    date: Date | None
    coming: Date | None
    aims: bool = False  # whether the sentence stands under a head of aims without a date


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
        self._under: Date | None = None  # the date of the head, the review or the story
        self._told: Date | None = None  # the date of the paragraph
        self._since = 0  # paragraphs since `_told`
        self._below_head = False  # whether the sentence is an item of what a head announces
        self._lead = False  # whether the date in force is that of a review or a story
        self._coming: Date | None = None
        self._ahead = 0  # paragraphs since `_coming`
        self._aims = False  # whether the last head was one of aims without a date
        self._ruled = written.is_ruling(article, folded, words)
        self._settled = False  # whether the sentence opens the list of a programme of a year not yet over
        blank = len(folded) - len(folded.lstrip())
        self._force = [self._next(index, span, blank) for index, span in enumerate(article.sentences)]

    def __getitem__(self, sentence: int) -> Force:
        """What holds for a sentence without a date of its own."""
        return self._force[sentence]

    def _next(self, index: int, span: Span, blank: int) -> Force:
        """Return what holds for the sentence, and take up what it leaves to those behind it."""
        opens = span[0] <= blank or self._folded[span[0] - 1] == "\n"
        self._go_on(span, opens)
        if opens and self._words["governing.article"].match(self._folded, span[0]):
            self._told = self._coming = None
        opening = None if self._words["periods.goes_on"].match(self._folded, span[0]) else self._up_to(*span) or self._opening(span)
        if opens and self._is_head(*span):
            self._head_of_aims(span, opening)
        force = Force(self._held(span), self._coming, self._aims)
        if opening is not None:
            self._leave(opening, index, span, opens)
        return force

    def _head_of_aims(self, span: Span, opening: Date | None) -> None:
        """Drop past dates where the sentence is a head of aims: 上半年…⏎三、下一步打算⏎新建公园3座。"""
        self._aims = opening is None and self._words.heads_aims(self._folded[slice(*span)])
        if self._aims:
            self._under = None if self._under and self._dates.was_over(self._under) else self._under
            self._told = None if self._told and self._dates.was_over(self._told) else self._told

    def _go_on(self, span: Span, opens: bool) -> None:
        """Drop what no longer holds where a sentence begins; `opens`: it begins a paragraph."""
        self._settled = programme(self._folded, span, self._words, self._year) != ""
        new = opens and not self._below_head
        self._since, self._ahead = self._since + new, self._ahead + new
        self._below_head = self._heads_list(span) or (self._below_head and self._is_item(span[0]))
        if self._since > 1 or (opens and (self._is_over(span) or self._is_of_stock())):
            self._told = None
        if self._ahead > _AHEAD and not self._runs():
            self._coming = None

    def _heads_list(self, span: Span) -> bool:
        """Whether a sentence announces aims, or counts things for the labelled lines below it."""
        return self._announces(*span) or labelled.heads(self._folded, span, self._words)

    def _leave(self, opening: Date, index: int, span: Span, opens: bool) -> None:
        """Leave the date of a sentence to those behind it, unless it only looks ahead or repeats the year in force; `opens`: it begins a paragraph."""
        if self._is_year_in_force(opening):
            return
        if opens or not self._is_vision(opening, span):
            self._take(opening, index, span)
        if opens and self._leads_items(opening, span):
            self._below_head = True

    def _is_year_in_force(self, date: Date) -> bool:
        """Whether 全年 stands for the year of a head or sentence before it, which is later than that of writing: 2027年工作计划…全年新建3座."""
        told = self._told or self._under
        if told is None or not is_year(told):
            return False
        return first(date) < first(told) and self._words["dates.whole_year"].fullmatch(date.text) is not None

    def _leads_items(self, date: Date, span: Span) -> bool:
        """Whether a paragraph about a term is followed by a list of its aims: 到2027年,茶业提质增效。⏎——茶园达到3万亩。"""
        item = self._words["announced.item"].match(self._folded, self._folded.find("\n", span[0]) + 1)
        return item is not None and item.lastgroup in _LISTS and self._is_by(date) and not self._is_item(span[0])

    def _is_vision(self, date: Date, span: Span) -> bool:
        """Whether a sentence looks beyond the time in force, without a figure: …3万亩。到2035年,茶乡全面振兴。"""
        told = self._told
        if told is None or not self._is_by(date) or last(date) <= last(told):
            return False
        return FIGURE.search(self._folded, date.end, span[1]) is None

    def _is_by(self, date: Date) -> bool:
        """Whether a date is a term, with 到 before it: 到|2027年."""
        return self._words["written.towards"].search(self._folded, max(date.start - 3, 0), date.start) is not None

    def _is_over(self, span: Span) -> bool:
        """Whether a new paragraph ends what the one above left: it has a date of its own, quotes somebody, or the date above was a narrow one."""
        own = self._dates.between(span[0], min(span[1], span[0] + _OPENING))
        said = self._is_said(span) or (self._told is not None and self._is_quoted(self._told))
        lately = self._words["governing.lately"].match(self._folded, span[0]) is not None
        return bool(own) or said or lately or self._is_aside() or self._is_due()

    def _is_of_stock(self) -> bool:
        """Whether the paragraph above told how things stood before the plan that this text is: 截至2024年底,…"""
        return self._ruled and self._told is not None and self._dates.was_over(self._told)

    def _is_said(self, span: Span) -> bool:
        """Whether a paragraph is what somebody says, which has its own time: “茶园收入3万元。”茶农周砚说。"""
        return self._words["governing.said"].match(self._folded, span[0]) is not None

    def _is_quoted(self, date: Date) -> bool:
        """Whether a date stands in somebody's words, so that it holds for these only: “|去年|建成茶园3万亩。”周砚说。⏎茶厂占地20亩。"""
        line = line_start(self._folded, date.start)
        return self._folded.rfind("“", line, date.start) > self._folded.rfind("”", line, date.start)

    def _runs(self) -> bool:
        """Whether the date still to come is the year of writing, which stays in force."""
        published, coming = self._dates.published, self._coming
        return coming is not None and published is not None and is_year(coming) and first(coming) <= published

    def _is_due(self) -> bool:
        """Whether the paragraph above, which heads no list, named a term: …,9月底|前完成清退。"""
        return not self._below_head and self._told is not None and self._words["status.until"].match(self._folded, self._told.end) is not None

    def _held(self, span: Span) -> Date | None:
        """The date in force; None where the sentence tells of the present (目前…) and the date is still to come, or cites data before its end."""
        told, since = self._told, self._dates.published or dt.date.min
        in_force = told or self._under
        if in_force is not None and last(in_force) > since and self._words["governing.cites"].match(self._folded, *span):
            return None
        if told is None:
            return self._under
        ahead = first(told) > since
        return None if ahead and self._words.present.match(self._folded, span[0]) else told

    def _take(self, opening: Date, index: int, span: Span) -> None:
        """Take up the date in the opening of a sentence: as that of a head, of a paragraph, of a review or a story."""
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
        """Whether the date of a paragraph also holds for later ones: that of a review, of a story, or of the plan the text is about."""
        about = index < _LEAD and not self._lead
        if self._is_narrow(opening) or (past and self._ruled):  # how things stood before a plan
            return False
        over = past and self._is_recent(opening) and (about or is_year(opening))  # the year of a review holds from paragraph to paragraph
        return over or (about and is_plan(opening))

    def _is_narrow(self, date: Date) -> bool:
        """Whether a date stands in somebody's words, or is a part of the time in force."""
        return self._is_quoted(date) or (self._under is not None and self._is_part(date, self._under))

    def _is_aside(self) -> bool:
        """Whether the paragraph above named, not at its beginning, a part of the time that all stands under: 茶业方面,1—11月…."""
        told, under = self._told, self._under
        if told is None or under is None or told.start == line_start(self._folded, told.start):
            return False
        return self._is_part(told, under)

    def _is_part(self, date: Date, wider: Date) -> bool:
        return first(wider) <= first(date) and last(date) <= last(wider) and days(date) < days(wider)

    def _is_by_the_way(self, date: Date) -> bool:
        """Whether a date is a few days inside the time that a story is about (上半年), which it does not replace."""
        wider = self._told or self._under
        return wider is not None and days(date) < _MONTH <= days(wider) and first(wider) <= first(date) <= last(date) <= last(wider)

    def _says_nothing(self, date: Date) -> bool:
        """Whether a date does not replace that of a story: it is a wider one, or a look back (2023年 in the review of 2024年)."""
        under = self._under
        return self._lead and under is not None and (self._is_within(under, date) or last(date) < first(under))

    def _is_within(self, date: Date, wider: Date) -> bool:
        """Whether `date` lies in a wider time that is not over (今年 in a story about 4月)."""
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
        """Whether a sentence ends in a colon that introduces aims, or opens a programme."""
        if self._settled:
            return True
        line = self._folded[start:end].rstrip()
        return line[-1:] == ":" and announces_aims(line[:-1], self._words)

    def _opening(self, span: Span) -> Date | None:
        """The last period of three days or more in the opening of a sentence; None where there is none."""
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
        """The offset behind a headline that only a gap separates from its sentence: 水质达标率100%  8月4日,…"""
        gap = self._words["governing.gap"].match(self._folded, *span)
        return gap.end() if gap else span[0]

    def _opens(self, date: Date, start: int) -> bool:
        """Whether a date stands near the beginning of its sentence, opens a clause or a report within it (发布会,介绍|上半年…), or sets a term."""
        if date.start <= start + _OPENING or self._folded[date.start - 1] in ",:" or self._sets_term(date):
            return True
        before = self._dates.between(start, date.start)
        begins = before[-1].start if before and date.start - before[-1].end <= _BESIDE else date.start
        return self._words["governing.tells"].search(self._folded, start, begins) is not None

    def _sets_term(self, date: Date) -> bool:
        """Whether a date at the beginning of a clause is the term of a figure: 主要目标是:优化结构,到|2027年|茶园达到3万亩."""
        clause = self._words["governing.term_opens"].search(self._folded, max(date.start - 3, 0), date.start)
        end = self._folded.find("。", date.end)
        return clause is not None and FIGURE.search(self._folded, date.end, end if end >= 0 else len(self._folded)) is not None

    def _is_of_clause(self, date: Date, since: int) -> bool:
        """Whether a date holds only for its own clause: it follows a figure (年内建成道路100公里，到2025年…), or is itself what is told."""
        told = self._words["governing.term"].search(self._folded, max(date.start - 1, 0), date.start)
        return FIGURE.search(self._folded, since, date.start) is not None or told is not None

    def _hands_on(self, date: Date, span: Span) -> bool:
        """Whether a date in an opening is long enough to hand on, and is not only the term (年内建成…) or the beginning (从…以来) of its clause."""
        if date.first is None or days(date) < _STRETCH:
            return False
        if self._words["governing.within"].search(date.text) and not self._is_head(*span):
            return False
        if self._words["periods.by_then"].match(self._folded, date.end):
            return False
        begins = self._dates.is_since(date) and self._words["dates.start"].search(self._folded, max(date.start - 1, 0), date.start)
        return not begins and not self._dates.is_passing(date, span[1])

    def _is_item(self, start: int) -> bool:
        """Whether a sentence begins a list item or a labelled line, or stands within one."""
        line = line_start(self._folded, start)
        return self._words["announced.item"].match(self._folded, line) is not None or labelled.label(self._folded, line, self._words) is not None

    def _is_named(self, start: int, date: Date) -> bool:
        """Whether a date is part of a quoted name (在“2023年专项行动”发布会上), neither the whole of it (“十五五”) nor in somebody's words."""
        quote = self._folded.rfind("“", start, date.start)
        if quote == date.start - 1 and self._folded[date.end : date.end + 1] == "”":
            return False
        return quote > max(start, self._folded.rfind("”", start, date.start)) and self._folded[quote - 1] not in ":,。\n"

    def _up_to(self, start: int, end: int) -> Date | None:
        """The last date in the sentence up to which a clause counts (…93项指标,截至6月底,开工51项); None where there is none."""
        counted = (date for date in reversed(self._dates.between(start, end)) if self._dates.is_up_to(date))
        return next((date for date in counted if date.start - 2 <= start or self._folded[date.start - 3] in ",:;"), None)
