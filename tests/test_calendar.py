"""The calendar: extents, their EDTF writing and back, lunar days and solar terms."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import calendar

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
YEARS = st.integers(1, 9990)


@given(DAYS, DAYS)
def test_any_extent_is_written_and_read_back(one: dt.date, other: dt.date) -> None:
    extent = min(one, other), max(one, other)
    assert calendar.extent(calendar.edtf(extent)) == extent


@given(YEARS, st.integers(1, 12), st.integers(1, 12))
def test_months_are_written_and_read_back(year: int, start: int, end: int) -> None:
    extent = calendar.months(year, start, end)
    assert extent is not None
    assert calendar.extent(calendar.edtf(extent)) == extent


@given(st.integers(1, 99))
def test_a_chinese_figure_reads_as_its_number(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")
    assert calendar.reading(written) == number


@given(st.text(max_size=8))
def test_reading_and_extent_never_raise(text: str) -> None:
    calendar.reading(text)
    calendar.extent(text)


@given(DAYS, st.integers(-20000, 20000), st.integers(-200000, 200000))
def test_shifting_stays_within_the_calendar(day: dt.date, months: int, days: int) -> None:
    assert dt.date.min <= calendar.shifted(day, months=months, days=days) <= dt.date.max


@pytest.mark.parametrize(("number", "years"), [(1, "1953/1957"), (2, "1958/1962"), (3, "1966/1970"), (9, "1996/2000"), (15, "2026/2030")])
def test_five_year_plan(number: int, years: str) -> None:
    assert calendar.edtf(calendar.plan(number)) == years


def test_a_day_that_the_month_lacks_is_none() -> None:
    assert calendar.day(2023, 2, 29) is None
    assert calendar.months(2023, 13, 13) is None
    assert calendar.plan(0) is None


@pytest.mark.parametrize(
    ("year", "spring", "mid_autumn", "qingming"),
    [(2021, "2021-02-12", "2021-09-21", "2021-04-04"), (2025, "2025-01-29", "2025-10-06", "2025-04-04")],
)
def test_lunar_days_and_solar_terms(year: int, spring: str, mid_autumn: str, qingming: str) -> None:
    found = calendar.lunar(year, 1, 1), calendar.lunar(year, 8, 15), calendar.solar_term(year, "清明")
    assert [str(day) for day in found] == [spring, mid_autumn, qingming]


def test_a_leap_month_has_days_of_its_own() -> None:
    assert calendar.lunar(2023, 2, 1) == dt.date(2023, 2, 20)
    assert calendar.lunar(2023, 2, 1, leap=True) == dt.date(2023, 3, 22)
    assert calendar.lunar(2022, 2, 1, leap=True) is None


def test_the_year_before_keeps_the_end_of_a_month() -> None:
    assert calendar.edtf(calendar.same_years_ago((dt.date(2023, 2, 1), dt.date(2023, 2, 28)), -1)) == "2024-02"


def test_open_extents_are_written_with_two_points() -> None:
    assert calendar.edtf((None, dt.date(2022, 6, 1))) == "../2022-06-01"
