"""Festivals of a year -> their day, or their public holiday as it was arranged: 中秋国庆假期 of 2023 is 9月29日至10月6日."""

from __future__ import annotations

import datetime as dt

from extract import calendar
from extract.calendar import Extent, shifted
from extract.patterns import Entry
from extract.recognise.dates.context import Context


def extent(entry: Entry, number: int, holiday: bool, context: Context) -> Extent | None:
    """The day of a festival in a year, or its public holiday.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> context = Context("", words(load_rules()), None, "publication")
    >>> [calendar.edtf(extent(context.words.festivals["国庆节"], 2024, off, context)) for off in (False, True)]
    ['2024-10-01', '2024-10-01/2024-10-07']
    """
    if not 1 < number < 9999:
        return None
    if entry["joins"]:
        return _joined(entry["joins"].split(), number, context)
    arranged = context.words.holidays.get(str(number)) if holiday else None
    if arranged and arranged[entry.id]:
        first, last = map(dt.date.fromisoformat, arranged[entry.id].split())
        return first, last
    day = _day_of(entry, number)
    return (day, shifted(day, days=int(entry["holiday"] or 1) - 1 if holiday else 0)) if day else None


def _joined(names: list[str], number: int, context: Context) -> Extent | None:
    """From the holiday of one festival to that of another: 中秋国庆假期."""
    known = {one.id: one for one in context.words.festivals.values()}
    first, *_, last = (extent(known[name], number, True, context) for name in names)
    return (first[0], last[1]) if first and last else None


def _day_of(entry: Entry, number: int) -> dt.date | None:
    """The day of a festival in a year."""
    day: dt.date | None = None
    if entry["solar"]:
        month, of_month = map(int, entry["solar"].split())
        day = dt.date(number, month, of_month)
    elif entry["lunar"]:
        month, of_month = map(int, entry["lunar"].split())
        day = calendar.lunar(number - (month == 12), month, of_month)
    elif entry["term"]:
        day = calendar.solar_term(number, entry["term"])
    elif entry["weekday"]:
        month, weekday, nth = map(int, entry["weekday"].split())
        day = calendar.nth_weekday(number, month, weekday, nth)
    return day


def running(context: Context) -> Extent | None:
    """The public holiday in which, or soon after which, the article appeared.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.dates.context import words
    >>> calendar.edtf(running(Context("", words(load_rules()), calendar.day(2024, 10, 3), "publication")))
    '2024-10-01/2024-10-07'
    """
    if context.reference is None:
        return None
    day = context.reference[1]
    found = (
        extent(entry, number, True, context)
        for number in (day.year, day.year + 1)
        for entry in context.words.festivals.values()
        if entry["kind"] == "statutory"
    )
    running = [one for one in found if one and one[0] <= day <= shifted(one[1], days=10)]
    return max(running, default=None)
