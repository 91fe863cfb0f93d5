"""What a page, a row or a file name says of its article: date, title, publisher."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import Any

_SEPARATED = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?P<s>[-/.年_])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:(?P=s)|月)\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_MOMENT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[T ]?\d{4}(?:\d\d)?(?!\d))"
)
_FOLDERS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/]?(?P<m>0[1-9]|1[0-2])/?(?:t(?=\d{8}))?(?P<d>0[1-9]|[12]\d|3[01])(?:/|$)"
)
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


def day_in_name(path: str) -> dt.date | None:
    """The day in a file's name, or in the folders right above it as e-papers lay them out.

    A bare six-digit yymmdd is left alone: it may as well be a number.

    >>> day_in_name("zjsb/2022-06-29.md"), day_in_name("t20220629_123.html"), day_in_name("html/2022-06/29/content_7.htm")
    (datetime.date(2022, 6, 29), datetime.date(2022, 6, 29), datetime.date(2022, 6, 29))
    >>> day_in_name("VIDE220629.html") is None
    True
    """
    inside = path.replace("\\", "/").rpartition("!")[2]
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


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
