"""The dates of an article: which may govern a value, and which only stand beside one."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extract import expressions as re
from extract.assemble import written
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Date
from extract.records import record

_BEFORE, _BEHIND = 11, 40  # characters around a date that say what it is to a value; the longest are 占该县…| and |…博览会
_YEAR = 366  # days
_NEARLY = 300  # days of a period that counts as a year
_FIVE_YEARS = (1400, 2200)  # days of a five-year plan
_LONG_AGO = 3  # years; a news item that names a year so long ago tells how its subject came about
_OPENS = 3  # characters before a date in which 成立于 ends
FIGURE = re.compile(r"(?<![\d:-])\d+(?![\d:年月日号—-])")  # no part of a date or of a time of day
_CLAUSE_ENDS = ",;。)\n"


def first(date: Date) -> dt.date:
    """The first day of a date; the earliest day there is where it is unknown."""
    return date.first or dt.date.min


def last(date: Date) -> dt.date:
    """The last day of a date; the latest day there is where it is unknown."""
    return date.last or dt.date.max


def days(date: Date) -> int:
    """The days from the first to the last of a date."""
    return (last(date) - first(date)).days


def ended(dates: Sequence[Date], start: int, offset: int) -> list[Date]:
    """The dates that stand wholly between `start` and `offset`."""
    return [date for date in dates if start <= date.start and date.end <= offset]


def is_day(date: Date) -> bool:
    """Whether a date is one day."""
    return date.first == date.last


def is_plan(date: Date) -> bool:
    """Whether a date is the five years of a plan."""
    return _FIVE_YEARS[0] < days(date) < _FIVE_YEARS[1]


@record
class _Around:
    """A date with the text around it, □ in its own place; `past`: it was over when the article was written."""

    date: Date
    text: str
    past: bool

    @property
    def closes(self) -> bool:
        """Whether a bracket closes behind it: 总体规划(2018—2035年)."""
        return self.text[self.text.index("□") + 1 :].startswith(")")


# By phrase around a date that is no value's own, the condition on the date.
ASIDE: tuple[tuple[str, Callable[[_Around], bool]], ...] = (
    ("dates.from", lambda one: True),
    ("dates.founded", lambda one: True),
    ("dates.built", lambda one: one.past),
    ("dates.share", lambda one: True),
    ("dates.task", lambda one: True),
    ("dates.sum", lambda one: True),
    ("dates.first", lambda one: one.date.text.endswith("来") or "□以来" in one.text),
    ("dates.record", lambda one: True),
    ("dates.event", lambda one: not is_day(one.date)),
    ("dates.honour", lambda one: days(one.date) > _NEARLY),
    ("dates.measured", lambda one: True),
    ("dates.befell", lambda one: one.past),
    ("dates.said", lambda one: is_day(one.date)),
    ("dates.compared", lambda one: True),
    ("dates.named", lambda one: "“" not in one.date.text and (one.date.text[-1:] != "年" or (days(one.date) > _YEAR and one.closes))),
)

# By phrase around a date with which something open-ended begins, the condition; such a date still helps to tell goals from reports.
BEGINS: tuple[tuple[str, Callable[[_Around], bool]], ...] = (
    ("dates.begins", lambda one: True),
    ("dates.works", lambda one: days(one.date) < _NEARLY),
    ("dates.came", lambda one: one.past),
)


class Dates:
    """The dates of an article that may be a value's own; `unknown` are those without a known year."""

    def __init__(self, article: Article, folded: str, dates: Sequence[Date], words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self.published, self._written = written.day(article), written.known(article)
        own = [date for date in dates if not self._is_aside(date)]
        self._known = [date for date in own if date.last is not None]
        self._starts = [date.start for date in self._known]
        self.unknown = [date for date in own if date.value.startswith("XXXX")]
        self.plans = list(filter(is_plan, dates))
        self._up_to = set(filter(self._counts_up_to, self._starts))

    def _counts_up_to(self, start: int) -> bool:
        """Whether the date that begins at `start` is the day up to which things are counted: 截至|6月底."""
        return self._words["dates.up_to"].search(self._folded, max(start - 2, 0), start) is not None

    def _is_aside(self, date: Date) -> bool:
        """Whether a date is no value's own: something is compared with it, or it says how old a thing is or when something was said, or is part of a name."""
        text = self._around(date)
        if self._words["dates.own"].search(text):
            return False
        return self._is(date, text, ASIDE)

    def begins(self, date: Date) -> bool:
        """Whether something begins with a date, of which results or size are told then: 自|2022年|起,每年…; 计划|9月|开工,征地…."""
        return self._is(date, self._around(date), BEGINS)

    def _is(self, date: Date, text: str, kinds: Sequence[tuple[str, Callable[[_Around], bool]]]) -> bool:
        around = _Around(date, text, self.is_past(date))
        return any(self._words[name].search(text) and asked(around) for name, asked in kinds)

    def _around(self, date: Date) -> str:
        """The text around a date, □ in its own place."""
        before, behind = self._folded[max(date.start - _BEFORE, 0) : date.start], self._folded[date.end : date.end + _BEHIND]
        return f"{before.rstrip(' ')}□{behind.lstrip(' ')}"

    def between(self, start: int, end: int) -> Sequence[Date]:
        """The dates that begin between `start` and `end`."""
        return self._known[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_past(self, date: Date) -> bool:
        """Whether a date was over when the article was written; True where that day is unknown."""
        return self.published is None or last(date) < self.published

    def was_over(self, date: Date) -> bool:
        """Whether a date was over when the article was written; False where neither its day nor its year is known."""
        return self._written is not None and last(date) < self._written[0]

    def is_up_to(self, date: Date) -> bool:
        """Whether a date is the day up to which things are counted: 截至|6月底."""
        return date.start in self._up_to

    def is_term(self, date: Date) -> bool:
        """Whether a date only says by when its own clause is done: 确保公路|7月底|前建成."""
        opens = self._folded[max(date.start - 1, 0) : date.start] in (*_CLAUSE_ENDS, ":", "")
        return not opens and self._words["periods.by_then"].match(self._folded, date.end) is not None

    def is_of_list(self, date: Date) -> bool:
        """Whether a date is the year of a list that somebody is on: 入选|2025年|省级重点项目."""
        return self._words["dates.listed"].search(self._folded, max(date.start - _OPENS, 0), date.start) is not None

    def is_since(self, date: Date) -> bool:
        """Whether a date begins a period up to the day of writing: 2020年|以来."""
        return self._words["dates.till_now"].match(self._folded, date.end) is not None

    def is_passing(self, date: Date, offset: int) -> bool:
        """Whether a date only says since when something exists (街道成立于2019年2月，…), in a clause that ends before `offset`."""
        clause = next((at for at in range(date.end, offset) if self._folded[at] in _CLAUSE_ENDS), None)
        if clause is None:
            return False
        completes = clause == date.end and self._words["dates.since"].search(self._folded, max(date.start - _OPENS, 0), date.start) is not None
        old = self.published is not None and self.published.year - last(date).year >= _LONG_AGO
        tells = self._words.settled if old else self._words.founded
        return completes or tells.match(self._folded, date.end, clause + 1) is not None
