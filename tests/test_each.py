"""What is asked of many things at once tells of each that failed."""

from __future__ import annotations

import pytest
from each import each


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
