"""When an article was written: what lies before is reported, what lies behind is to come."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extract import calendar
from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.calendar import Extent
from extract.model import Article, Date
from extract.records import record
from extract.text import fold

_JUST_OVER = 100  # days after the end of a year within which reports on it are published
_LONG = 366  # days; a longer stretch (“十四五”, 未来五年) may still run
_STOPS = "。!?;\n"
_STOP = re.compile(f"[{_STOPS}]")
_AIMS = ("target", "estimate")
_HEAD = 40  # most characters of a line that is a head
_NAME = 40  # characters before a date in which the name opens that contains it
_TO = 3  # characters before a date that hold the word of a deadline: 到
_NAMED = re.compile("[《“(][^》”)\n]*$")  # a name or bracket left open: the year of 《2030年…方案》 is part of the name


@record
class Gloss:
    """A footnote or the introduction of a person: the offsets of its beginning, of the end of its definition, and of the end of its line."""

    start: int
    defined: int
    end: int

    def bars(self, at: int, status: str) -> bool:
        """Whether a value at `at` states nothing: one in the definition, or a target up to the end of the line."""
        return self.start <= at < (self.end if status == "target" else self.defined)


def known(article: Article) -> Extent | None:
    """The day, month or year of an article that is dated; None where only the text itself gives the date (`context`)."""
    if article.reference is not None and article.reference.origin != "context":
        return calendar.extent(article.reference.value)
    return None


def day(article: Article) -> dt.date | None:
    """The one day against which an article's dates are read; the day of publication where no single day is known."""
    extent = known(article)
    return extent[0] if extent and extent[0] == extent[1] else article.published


def extent(article: Article, folded: str, words: Lexicon, dates: Sequence[Date]) -> Extent | None:
    """The first and the last day on which an article may have been written; None where nothing shows it.

    An undated text is read as written after the last year that it reports on.
    """
    told = known(article) or (calendar.extent(article.reference.value) if article.reference else None)
    if told is None:
        over = _Reported(folded, words).last_days(dates)
        return (max(over), dt.date.max) if over else None
    if article.published and _of_posting(article, article.published, told, dates):
        told = (article.published, article.published)
    elif known(article) is None:
        told = _told_of_itself(told, _Reported(folded, words, of_context=True).last_days(dates))
    closed = told[0] != told[1] and words.reviews.search(title(article, folded)) is not None
    return (told[1], told[1]) if closed else told  # 2023年…公报 is written when 2023 is over


def _told_of_itself(told: Extent, over: Sequence[dt.date]) -> Extent:
    """The extent (`told`) of the year that a text names as its own, cut to begin with the last day in it that is reported on: 上半年 is over then.

    A text that reports on a later day is written after that day.
    """
    if later := [day for day in over if day > told[1]]:
        return (max(later), dt.date.max)
    return (max((day for day in over if told[0] <= day < told[1]), default=told[0]), told[1])


def _of_posting(article: Article, published: dt.date, told: Extent, dates: Sequence[Date]) -> bool:
    """Whether a text with a year in its title was written when it was posted: a plan of that year, or a report on it that looks on to the next year."""
    named = article.reference is not None and article.reference.origin == "title"
    return named and (published <= told[1] or _looks_on(article, published, told, dates))


def _looks_on(article: Article, published: dt.date, told: Extent, dates: Sequence[Date]) -> bool:
    """Whether a report on a year just over has a sentence that opens with the next year: posted in January 2025, …2024年政府工作报告 with 2025年,…."""
    if (published - told[1]).days >= _JUST_OVER:
        return False
    starts = {start for start, _ in article.sentences}
    return any(date.start in starts and date.first == dt.date(published.year, 1, 1) and date.last == dt.date(published.year, 12, 31) for date in dates)


def glosses(folded: str, words: Lexicon) -> list[Gloss]:
    """The lines of footnotes that explain a term: [3]“双评价”:指…

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> text = "建成茶园3万亩。\\n[1]“双评价”:指环境评价和安全评价。\\n"
    >>> [(one.start, one.end) for one in glosses(text, words)]
    [(9, 29)]
    """
    found = list[Gloss]()
    for term in words.glosses.finditer(folded):
        found.append(Gloss(term.start(), _end(folded, term.end(), "。\n"), _end(folded, term.end(), "\n")))
    return found


def bios(folded: str, words: Lexicon) -> list[Gloss]:
    """The introductions of persons (lines under a label, sentences with words of a career): 主讲人简介:…,曾服务300家企业.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> text = "培训开讲。\\n主讲人简介:周砚。"
    >>> [text[one.start : one.end] for one in bios(text, words)]
    ['主讲人简介:周砚。']
    """
    found = list[Gloss]()
    for label in words.bios.finditer(folded):
        found.append(Gloss(label.start(), *[_end(folded, label.end(), "\n")] * 2))
    careers = list(words.careers.finditer(folded))
    for first, second in pairwise(careers):
        end = _end(folded, first.end(), _STOPS)
        if second.start() < end and first[0] != second[0]:
            found.append(Gloss(first.start(), end, end))
    return found


def _end(folded: str, offset: int, stops: str) -> int:
    """The offset of the next of the `stops`, or of the end of the text."""
    return min(at if at >= 0 else len(folded) for at in (folded.find(stop, offset) for stop in stops))


def title(article: Article, folded: str, most: int = 2 * _HEAD) -> str:
    """The title, or a first sentence of at most `most` characters that reads like one; an empty string where there is neither."""
    first = folded[slice(*article.sentences[0])].strip() if article.sentences else ""
    return fold(article.title or "") or (first if len(first) <= most and first[-1:] not in "。!?;,:" else "")


def is_ruling(article: Article, folded: str, words: Lexicon) -> bool:
    """Whether an article is a ruling, whose title says that it lays down what is to be done.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.model import Source
    >>> from extract.patterns import load_rules
    >>> words, text = lexicon(load_rules()), "新建公厕20座。"
    >>> def titled(title):
    ...     return Article("", Source("", "text", None, ""), title, None, None, None, (), None, None, None, text, (), (), (), ((0, len(text)),))
    >>> [is_ruling(titled(title), text, words) for title in ("云溪县促进茶叶消费若干措施", "云溪县出台新政策促消费")]
    [True, False]
    """
    return words["times.ruling"].search(title(article, folded)) is not None


class _Reported:
    """The dates of an undated text that say when something was, not by when something is to be.

    `of_context`: also those that have their year from the context.
    """

    def __init__(self, folded: str, words: Lexicon, of_context: bool = False) -> None:
        self._folded, self._words = folded, words
        self._sources = ("text", "context") if of_context else ("text",)
        self._stops = [match.start() for match in _STOP.finditer(folded)]
        self._aims: dict[int, bool] = {}  # whether there is an aim between two stops, by the offset behind the first

    def last_days(self, dates: Sequence[Date]) -> list[dt.date]:
        """The last days of those dates."""
        told = (date for date in dates if date.resolved_from in self._sources and _is_told(date, self._folded, self._words))
        return [date.last for date in told if date.last and not self._aimed(date)]

    def _aimed(self, date: Date) -> bool:
        """Whether an aim stands between the stops around a date."""
        above, below = bisect_left(self._stops, date.start) - 1, bisect_left(self._stops, date.end)
        start = self._stops[above] + 1 if above >= 0 else 0
        if start not in self._aims:
            self._aims[start] = self._aim(start, self._stops[below] if below < len(self._stops) else len(self._folded))
        return self._aims[start]

    def _aim(self, start: int, end: int) -> bool:
        cues = (self._words.cue_of[match[0]] for match in self._words.cues.finditer(self._folded, start, end))
        return any(cue["kind"] in _AIMS and cue["reach"] != "after" for cue in cues)


def _is_told(date: Date, folded: str, words: Lexicon) -> bool:
    """Whether a date is no deadline (到2027年), no long period and no part of a name."""
    if date.first is None or date.last is None or (date.last - date.first).days > _LONG:
        return False
    return not (
        towards(folded, date.start, words) or words["written.until"].match(folded, date.end) or _NAMED.search(folded, max(date.start - _NAME, 0), date.start)
    )


def towards(folded: str, begin: int, words: Lexicon) -> bool:
    """Whether the date at `begin` is a deadline (到2027年), not the end of a reported change (从2013年的2家增加到2019年的9家).

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> [towards(text, text.index("2019"), words) for text in ("茶厂到2019年达到9家", "茶厂从2013年的2家增加到2019年的9家")]
    [True, False]
    """
    if not words["written.towards"].search(folded, max(begin - _TO, 0), begin):
        return False
    return words["written.range"].search(folded, max(begin - _NAME, 0), begin) is None
