"""Times as heads and titles of tables write them: 2024年1-8月, 上半年, 2025, “十五五”."""

from __future__ import annotations

import datetime as dt

from extract import calendar, numerals
from extract import expressions as re

Extent = tuple[dt.date, dt.date]

YEAR = re.compile(r"(?:19|20)\d\d年?")
_QUARTERS = {"上半年": (1, 6), "下半年": (7, 12)}
_QUARTERS |= {f"{name}季度": (3 * at + 1, 3 * at + 3) for at, name in enumerate("一二三四")}
_QUARTERS |= {f"前{name}季度": (1, 3 * at + 3) for at, name in enumerate("一二三四")}
_PLAN = re.compile(r"“?(十[一二三四五六七八九])五”?")
_YEAR_AND_PART = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?"
    r"(?:(?:(?P<first>\d{1,2})月?[-—~至])?(?P<last>\d{1,2})月|(?P<part>[上下]半年|前?[一二三四]季度))?"
)
_FIGURES = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[./-](?P<month>0?[1-9]|1[0-2]))?(?![\d.])")
_ONE = (
    r"(?:到|至|截至)?(?:(?:19|20)\d\d年?度?|\d{1,2}(?:[-—~至]\d{1,2})?月[份末底]*|[上下]半年|[一二三四1-4]季度|全年|年[末底]"
    r"|[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间|期末|末)?)"
)
_AT_ENDS = re.compile(rf"^(?:{_ONE}[-—~至]?)+|(?:{_ONE})+$")
_SAID = re.compile(r"\d\s*[年月季]|[上下]半年|季度|五[”\"]?(?:时期|期间|末)?$|本月|全年|(?<![比较与占])(?:上年|去年)")
_CELL = re.compile(r"\d\s*[年月季.-]|(?:19|20)\d\d|[上下]半年|季度|五[”\"]?(?:时期|期间|末)?$|全年|[年月]底|长期")


def says_time(head: str) -> bool:
    """Whether a head gives the time of its figures; a year that they are only compared with does not count.

    >>> says_time("3月末"), says_time("2025年目标"), says_time("上年同期"), says_time("比上年增长")
    (True, True, True, False)
    """
    return _SAID.search(head) is not None or YEAR.fullmatch(head) is not None


def is_time(cell: str) -> bool:
    """Whether a cell is a time and little else: 2024.6, 3月底, 一季度.

    >>> is_time("2024年6月底"), is_time("绿道里程")
    (True, False)
    """
    return len(cell) < 12 and _CELL.search(cell) is not None


def without_times(head: str, start: int, end: int) -> tuple[int, int]:
    """The span of a head from `start` to `end`, without the times at its ends.

    >>> without_times("2024年工业产值", 0, 9)
    (5, 9)
    """
    for found in _AT_ENDS.finditer(head[start:end]):
        start, end = (start + found.end(), end) if found.start() == 0 else (start, start + found.start())
    return start, end


def written(text: str) -> tuple[str, Extent] | None:
    """The time in a head or title: as printed, and its first and last day; None where there is none.

    >>> [str(written(text)[1][1]) for text in ("2024年1-8月主要指标", "2023年上半年收入", "2024.6", "“十五五”主要指标")]
    ['2024-08-31', '2023-06-30', '2024-06-30', '2030-12-31']
    """
    plan = _PLAN.search(text)
    if plan and (number := numerals.number(plan[1])):
        return _known(plan[0], calendar.plan(int(number)))
    found = _YEAR_AND_PART.search(text)
    if found:
        return _known(found[0], _of_part(found))
    bare = _FIGURES.search(text)
    if bare and bare["month"]:
        return _known(bare[0], calendar.months(int(bare["year"]), int(bare["month"]), int(bare["month"])))
    return _known(bare[0], calendar.year(int(bare["year"]))) if bare else None


def _of_part(found: re.Match[str]) -> Extent | None:
    """The days of the part of a year that was found (上半年, 1-8月), or of the whole year."""
    year, last = int(found["year"]), int(found["last"] or 12)
    if found["part"]:
        return calendar.months(year, *_QUARTERS[found["part"]])
    return calendar.months(year, int(found["first"] or last), last) if found["last"] else calendar.year(year)


def _known(text: str, extent: Extent | None) -> tuple[str, Extent] | None:
    return (text, extent) if extent else None
