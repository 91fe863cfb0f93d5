"""What a page, a row or a file name says of its article: date, title, publisher."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath
from typing import Any

from extract import calendar
from extract import expressions as re
from extract.errors import UsageError
from extract.read.raw import MEMBER
from extract.text import fold

_SEPARATED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?P<s>[-/.年_])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:(?P=s)|月)\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)")
_SOLID = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_MOMENT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[T ]?\d{4}(?:\d\d)?(?!\d))")
_FOLDERS = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/]?(?P<m>0[1-9]|1[0-2])/?(?:t(?=\d{8}))?(?P<d>0[1-9]|[12]\d|3[01])(?:/|$)")
_CHINESE = "〇○零一二三四五六七八九十"
_WRITTEN = re.compile(
    rf"(?<![\d{_CHINESE}])(?P<y>(?:19|20)\d\d|[一二][九〇○零][{_CHINESE[:-1]}]{{2}})\s?(?P<sep>年度?|[-/.]|$)"
    rf"(?:\s?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?![\d{_CHINESE}])\s?(?:月|(?=[-/.]|$)))?"
    rf"(?:\s?[-/.]?\s?(?P<d>\d{{1,2}}|[{_CHINESE[3:]}]{{1,3}})(?![\d{_CHINESE}])\s?(?:[日号]|$))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,2}})?\b(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[\s-]{{0,2}}"
    rf"(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?\s{{0,2}})?,?(?P<y>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)(?:\s.*)?")
_COUNTED = re.compile(r"(?P<y>(?:19|20)\d\d)(?:\.0+)?")
_PACKED_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])")
_SERIAL = re.compile(r"(?P<days>[2-6]\d{4})(?:\.\d+)?")
_EXCEL = dt.date(1899, 12, 30)  # day 0 of a spreadsheet, so that day 60 is the 29 February 1900 which Excel believes in
_RANGE = re.compile(r"(?:19|20)\d\d年?\s?[-—~至到]{1,2}\s?(?:20)?\d\d(?!\d)")
_NAMED_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)年(?!前|以前|后|以后|底前|鉴)")  # a yearbook is about the year before
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAMED_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:年|[-_.](?=0[1-9]|1[0-2]))(?P<m>1[0-2]|0?[1-9])(?![-_.]?\d)(?!\s?[-—~至到])")
# a bare number is a year where it stands apart, no count (2000字) and no number in a series (第2023期) behind or before it
_BARE_YEAR = re.compile(r"(?<![\dA-Za-z第.])(?P<y>(?:19[5-9]|20[0-3])\d)(?![\dA-Za-z年字个户套名号期条家人元万亿亩米吨集场次届项版])(?![.]\d)")
_GIVEN = re.compile("([0-9]{4})(?:[-/.\u5e74]([0-9]{1,2})(?:[-/.\u6708]([0-9]{1,2}))?)?[\u5e74\u6708\u65e5]?")
"""2024-03-01, 2024/3/1, and a date as it is written in Chinese."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CHINA = dt.timezone(dt.timedelta(hours=8))
_EARLIEST = dt.date(1949, 10, 1)


def day(value: Any) -> dt.date | None:
    """The first day that a cell, a meta element or a label's text names; None where it names none.

    >>> day("2022年6月29日 10:05"), day("20220629"), day("2022-06-29T08:00:00+08:00")
    (datetime.date(2022, 6, 29), datetime.date(2022, 6, 29), datetime.date(2022, 6, 29))
    >>> day("第29期") is None
    True
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).translate(_WIDE)
    stamp = re.fullmatch(r"1\d{9}(?:\.\d+)?|1\d{12}", text.strip())
    if stamp:
        return _of_stamp(text.strip())
    return _first(text, _SEPARATED, _MOMENT, _SOLID)


def moment(value: Any) -> str | None:
    """The day, month or year that a cell of a column of dates holds, in ISO; None where it holds none.

    >>> moment("2023年度"), moment(2023.0), moment("2023年3月"), moment("二〇二三年三月五日"), moment("Mar 1, 2020"), moment(44990)
    ('2023', '2023', '2023-03', '2023-03-05', '2020-03-01', '2023-03-05')
    >>> moment("待定"), moment("2023年13月"), moment("第29期")
    (None, '2023', None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if found := day(value):
        return found.isoformat()
    text = fold(str(value)).strip()
    if match := _COUNTED.fullmatch(text) or _PACKED_MONTH.fullmatch(text):
        return "-".join(match.groups())
    if match := _SERIAL.fullmatch(text):
        return calendar.shifted(_EXCEL, days=int(match["days"])).isoformat()
    return _of_words(text)


def _of_words(text: str) -> str | None:
    """The same of a time that is written with words or slashes: Mar 1, 2020; 1/3/2020; 二〇二三年三月."""
    if match := _ENGLISH.search(text):
        return _iso(int(match["y"]), _MONTHS.index(match["m"].lower()) + 1, int(match["d1"] or match["d2"] or 0))
    if match := _SLASHED.fullmatch(text):
        return _of_either(int(match["y"]), int(match["a"]), int(match["b"]))
    match = _WRITTEN.search(text)
    if match is None:
        return None
    number, month, of_month = (calendar.reading(match[part]) if match[part] else None for part in "ymd")
    return _iso(number, month, of_month) if number else None


def _of_either(number: int, one: int, other: int) -> str:
    """5/3/2023 is a day in March or in May, and only its year is sure; 3/25/2023 is one in March."""
    if one <= 12 and other <= 12 and one != other:
        return f"{number:04d}"
    return _iso(number, *((other, one) if one > 12 else (one, other)))


def _iso(number: int, month: int | None, of_month: int | None) -> str:
    """As much of a day as the calendar has."""
    if month and of_month and calendar.day(number, month, of_month):
        return f"{number:04d}-{month:02d}-{of_month:02d}"
    return f"{number:04d}-{month:02d}" if month and 1 <= month <= 12 else f"{number:04d}"


def given(value: dt.date | str) -> str:
    """The ISO day, month or year that a caller names as the date of articles. Raises UsageError where it is none.

    >>> given(dt.date(2024, 3, 1)), given("2024-03"), given("2024"), given("2024年3月1日"), given("2024/3/1")
    ('2024-03-01', '2024-03', '2024', '2024-03-01', '2024-03-01')
    """
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    typed = _GIVEN.fullmatch(value.strip()) if isinstance(value, str) else None
    day = "-".join(part.zfill(2) for part in typed.groups() if part) if typed else ""
    if day and calendar.extent(day):
        return day
    raise UsageError(f"published={value!r} is no day, month or year; write it as 2022-06-29, 2022-06 or 2022")


def whole_day(value: str) -> dt.date | None:
    """The day of an ISO date; None where it is a month or a year alone.

    >>> whole_day("2022-06-29"), whole_day("2022-06")
    (datetime.date(2022, 6, 29), None)
    """
    return dt.date.fromisoformat(value) if value.count("-") == 2 else None


def year_in_name(path: str) -> str | None:
    """The year, or the month, that a file's or a sheet's name gives to what is in it; None where it names none, or several.

    >>> year_in_name("石桥区简报2023年3月.txt")
    '2023-03'
    >>> year_in_name("2023年石桥区政府工作报告.txt"), year_in_name("shiqiao_2021.txt"), year_in_name("石桥(2019).docx")
    ('2023', '2021', '2019')
    >>> year_in_name("2021-2025年规划.txt"), year_in_name("2000字短文.txt"), year_in_name("content_20231.htm")
    (None, None, None)
    """
    parts = PurePosixPath(fold(path).replace("\\", "/").rpartition(MEMBER)[2]).parts
    stem = re.sub(r"(?:\.[a-z]{2,5})+$", "", parts[-1], flags=re.I) if parts else ""
    if (month := _NAMED_MONTH.search(stem)) and len(_YEARS.findall(stem)) == 1:
        return f"{month['y']}-{int(month['m']):02d}"
    named = {name: _years_of(_NAMED_YEAR, name) for name in (stem, *reversed(parts[-3:-1]))}
    named[stem] = named[stem] or _years_of(_BARE_YEAR, stem)
    name, found = next(((name, found) for name, found in named.items() if found), ("", set()))
    return found.pop() if len(found) == 1 and not _RANGE.search(name) else None


def _years_of(pattern: re.Pattern[str], name: str) -> set[str]:
    return {match["y"] for match in pattern.finditer(name)}


def day_in_name(path: str) -> dt.date | None:
    """The day in a file's name, or in the folders right above it as e-papers lay them out.

    A bare six-digit yymmdd is left alone: it may as well be a number.

    >>> day_in_name("zjsb/2022-06-29.md"), day_in_name("t20220629_123.html"), day_in_name("html/2022-06/29/content_7.htm")
    (datetime.date(2022, 6, 29), datetime.date(2022, 6, 29), datetime.date(2022, 6, 29))
    >>> day_in_name("VIDE220629.html") is None
    True
    """
    inside = path.replace("\\", "/").rpartition(MEMBER)[2]
    parts = PurePosixPath(inside).parts
    if not parts:
        return None
    found = _first(parts[-1], _SEPARATED, _MOMENT, _SOLID)
    return found or _first("/".join(parts[-4:-1]) + "/", _FOLDERS)


def _first(text: str, *patterns: re.Pattern[str]) -> dt.date | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            try:
                found = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            if found >= _EARLIEST:
                return found
    return None


def _of_stamp(digits: str) -> dt.date | None:
    """The day in China of a Unix time in seconds or milliseconds."""
    seconds = int(digits.partition(".")[0])
    return dt.datetime.fromtimestamp(seconds // 1000 if seconds > 10**11 else seconds, _CHINA).date()
