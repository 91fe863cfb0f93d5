"""What is asked of many things at once tells of each that failed."""

from __future__ import annotations

import pytest
from each import each, each_row


def test_every_item_that_fails_is_named() -> None:
    @each([1, 2, 3], lambda number: f"number {number}")
    def is_odd(number: int) -> None:
        assert number % 2, "even"

    @each([2, 4, 5], lambda number: f"number {number}")
    def are_odd(number: int) -> None:
        assert number % 2, "even"

    with pytest.raises(AssertionError) as error:
        are_odd()
    assert [line.split("\n")[0] for line in str(error.value).splitlines() if line.startswith("number")] == ["number 2: even", "number 4: even"]
    with pytest.raises(AssertionError, match="number 2: even"):
        is_odd()


def test_every_row_that_fails_or_raises_is_named() -> None:
    @each_row([("一", 1), ("二", 3), ("三", "3")])
    def is_its_double(_: str, number: int) -> None:
        assert number - 1 == 0, "no"

    @each_row([(1, 0), (4, 2)], ids=["nothing", "half"])
    def is_divided(of: int, by: int) -> None:
        assert of / by == 2

    with pytest.raises(AssertionError) as error:
        is_its_double()
    told = str(error.value).splitlines()
    assert [line.partition(": ")[0] for line in told if line.startswith("'")] == ["'二', 3", "'三', '3'"] and "TypeError" in told[-1]
    with pytest.raises(AssertionError, match=r"^nothing: ZeroDivisionError"):
        is_divided()


def test_a_table_without_rows_is_a_failure() -> None:
    @each([])
    def is_asked(_: object) -> None: ...

    with pytest.raises(AssertionError, match="nothing was asked"):
        is_asked()
