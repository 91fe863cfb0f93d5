"""The day or year that an article is about, against which its relative dates are resolved, and where that was read.

A paper of 2021 that is posted in 2024 speaks of 2021: its own date goes before the day on which a site put it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from extract import calendar
from extract import expressions as re
from extract.model import Page, PublishedFrom, Reference
from extract.records import record
from extract.split.layout import Layout
from extract.split.lines import Line

_BRACKETED = re.compile(r"[(《“][^()《》“”]*[)》”]$")
_NUMBER = re.compile(r"[〔\[(【](?P<y>(?:19|20)\d\d)[〕\])】]\s?第?\s?\d{1,4}\s?号")
_BEHIND = re.compile(r"[(（][^()（）]{2,16}[〔\[【](?P<y>(?:19|20)\d\d)[〕\]】]\s?第?\s?\d{1,4}\s?号[)）]$")
_TITLE = 80  # characters of a title
_HEAD = 8  # lines at the top of a text among which its document number stands
_LATE = dt.timedelta(31)  # a paper is posted before its own date only where one of them was mistyped
_COMING = 7  # from this month on papers are written for the year to come
_SOON = 6  # until this month a year that is over is still reported on


@record
class Times:
    """The known times of an article: the day of publication with its origin, and the day of the paper itself."""

    published: dt.date | None
    origin: PublishedFrom | None
    drawn: dt.date | None


def reference(page: Page, times: Times, title: str | None, number: int | None, layout: Layout) -> Reference | None:
    """The reference against which an article's dates are resolved.

    What the source says of the row (a column), then the paper's own date, then the year in its title, then the day of
    publication; the names of sheet and file where nothing else tells. A year gives way to a day that lies in it.

    >>> from extract.model import Source
    >>> from extract.patterns import load_rules
    >>> from extract.split import layout
    >>> page, times = Page(Source("榕江.txt", "txt", "utf-8", ""), ""), Times(dt.date(2024, 5, 9), "text", dt.date(2021, 3, 8))
    >>> reference(page, times, "榕江县节水方案", None, layout.of(load_rules()))
    Reference(value='2021-03-08', origin='document')
    """
    said = page.reference
    posted = _posted(times)
    own = _own(_drawn(said, times), times, posted)
    if said and said.origin in ("column", "option"):
        return _finer(said, own, posted, title, layout)
    titled = title_year(title, layout)
    if titled is not None and _speaks_of(titled, own, posted, title or "", layout):
        return Reference(str(titled), "title")
    return own or _numbered(number or _bracketed_number(title), times.published) or posted or said


def _posted(times: Times) -> Reference | None:
    """The day of publication as a reference."""
    return Reference(times.published.isoformat(), times.origin or "text") if times.published else None


def _numbered(number: int | None, published: dt.date | None) -> Reference | None:
    """The year of a document's number, where the document was not posted in it."""
    return Reference(str(number), "document") if number and (published is None or published.year > number) else None


def _drawn(said: Reference | None, times: Times) -> dt.date | None:
    """The day of the paper itself; None where it lies so long after its publication that one of them was mistyped."""
    drawn = dt.date.fromisoformat(said.value) if said and said.origin == "document" else times.drawn
    return None if drawn and times.published and drawn > times.published + _LATE else drawn


def _own(drawn: dt.date | None, times: Times, posted: Reference | None) -> Reference | None:
    """The paper's own day as a reference: that of its publication where they are one."""
    if drawn is None:
        return None
    return posted if drawn == times.published else Reference(drawn.isoformat(), "document")


def _finer(said: Reference, own: Reference | None, posted: Reference | None, title: str | None, layout: Layout) -> Reference:
    """The date of a column or the caller: a day in its year where one is known, the title's year where that lies just ahead."""
    extent = calendar.extent(said.value)
    if extent is None:
        return said
    if extent[0] != extent[1]:
        return next((one for one in filter(None, (own, posted)) if _is_fine(one, own, extent)), said)
    titled = title_year(title, layout) or 0
    ahead = titled >= extent[0].year and _speaks_of(titled, None, said, title or "", layout)
    return Reference(str(titled), "title") if ahead else said


def _is_fine(one: Reference, own: Reference | None, extent: calendar.Extent) -> bool:
    """Whether a day lies in a stretch, and comes from the paper itself, its metadata or the caller."""
    return extent[0] <= dt.date.fromisoformat(one.value) <= extent[1] and (one is own or one.origin in ("metadata", "option"))


def _speaks_of(number: int, own: Reference | None, posted: Reference | None, title: str, layout: Layout) -> bool:
    """Whether a paper with this year in its title is about that year, rather than its own day or the day it was posted."""
    base = own or posted
    if base is None:
        return True
    day = dt.date.fromisoformat(base.value)
    if number == day.year + 1:
        return day.month >= _COMING and layout.called.search(title) is None
    if number == day.year and day.month < _SOON:
        # 全年 of a plan is the year of the plan also in January, when reports look back on the year before
        return layout.planned.search(title) is not None and not layout.past.search(title)
    return number < day.year and own is None and _is_reported_late(number, day, title, layout)


def _is_reported_late(number: int, day: dt.date, title: str, layout: Layout) -> bool:
    """Whether a paper of an earlier year was posted later than reports on that year are written."""
    return number < day.year - 1 or day.month > _SOON or not layout.past.search(title)


def title_year(title: str | None, layout: Layout) -> int | None:
    """The year that the title of a document is about, the last of several; None for headlines of reports.

    A review with the plan for the year after it is of the year under review.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout
    >>> of = lambda title: title_year(title, layout.of(load_rules()))
    >>> of("榕江县2024年工作总结暨2025年工作思路")
    2024
    >>> of("榕江县2025年重点工作"), of("关于2027年中秋节放假安排的通知"), of("榕江县召开2025年造林工作会议"), of("榕江县2030年前碳达峰方案")
    (2025, 2027, None, None)
    """
    printed = (title or "").strip()
    if not _is_document(_BRACKETED.sub("", printed) or printed, layout):
        return None
    found = list(layout.year.finditer(printed))
    years = [calendar.reading(match["y"]) or 0 for match in found]
    return years[0] if _is_review(printed, found, years, layout) else max(years, default=None)


def _is_review(title: str, found: Sequence[re.Match[str]], years: Sequence[int], layout: Layout) -> bool:
    """Whether of two years the first is under review and the plan for the next is added."""
    following = len(years) == 2 and years[1] == years[0] + 1
    return following and layout.past.search(title, found[0].end(), found[1].start()) is not None


def _is_document(title: str, layout: Layout) -> bool:
    """Whether a title is that of a document, and not a headline that reports on a meeting or a conference."""
    if not title or len(title) > _TITLE or not layout.paper.search(title.rstrip("》”")):
        return False
    return layout.of_document.search(title) is not None or not layout.reports.search(title)


def number_year(lines: Sequence[Line]) -> int | None:
    """The year of the document number that stands at the top of a text: 2021 of 榕府发〔2021〕8号.

    >>> number_year([Line(0, 12, "榕府发〔2021〕8号", ((0, 12),), "number")])
    2021
    """
    for line in lines[:_HEAD]:
        if line.kind == "number" and (match := _NUMBER.search(line.text)):
            return int(match["y"])
    return None


def _bracketed_number(title: str | None) -> int | None:
    """The year of the document number that stands behind a title: …的通知(榕府发〔2021〕8号)."""
    match = _BEHIND.search((title or "").strip())
    return int(match["y"]) if match else None


def framed(lines: Sequence[Line], layout: Layout) -> str | None:
    """The title in one of the first lines, among what a site prints around it, before its stamp.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout, lines
    >>> known = layout.of(load_rules())
    >>> framed(lines.lines("当前位置：首页 统计公报 2023年榕江县统计公报 时间：2025-06-18 来源：县统计局", known), known)
    '2023年榕江县统计公报'
    """
    found = (layout.framed.search(line.text) for line in lines[:_HEAD])
    return next((match["title"] for match in found if match), None)


def head(lines: Sequence[Line], layout: Layout) -> str | None:
    """The first line of a text that came without a title, where it may be one; with the second, below the body's name alone.

    >>> from extract.patterns import load_rules
    >>> from extract.split import layout, lines
    >>> known = layout.of(load_rules())
    >>> head(lines.lines("榕江县节水行动方案\\n一、总体要求\\n节水优先。", known), known)
    '榕江县节水行动方案'
    """
    first = [line for line in lines if line.kind in ("text", "head", "redhead")][:2]
    if not first or first[0].number or first[0] is lines[-1]:
        return None
    issued = layout.issuer.fullmatch(first[0].text) is not None
    title = "".join([line.text for line in first[: 1 + issued]])
    return None if len(title) > _TITLE or title.endswith(tuple("。;,:!?")) else title
