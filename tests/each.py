"""One test that asks the same of many small things: pytest takes longer to announce a thousand tests than these take to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pytest

Item = TypeVar("Item")
Ids = Callable[[Any], Any] | Sequence[str]


def each(items: Iterable[Item], ids: Ids = str) -> Callable[[Callable[[Item], None]], Callable[[], None]]:
    """The test, asked of every item; it fails with a line for each item that it failed of, the item's name first."""

    def of_all(test: Callable[[Item], None]) -> Callable[[], None]:
        def asked() -> None:
            failed, number = [], -1
            for number, item in enumerate(items):
                try:
                    test(item)
                except (Exception, pytest.fail.Exception) as error:
                    failed.append(f"{ids(item) if callable(ids) else ids[number]}: {_said(error)}")
            assert not failed, "\n".join(failed)
            assert number >= 0, "nothing was asked"

        asked.__name__, asked.__doc__, asked.__module__ = test.__name__, test.__doc__, test.__module__
        return asked

    return of_all


def each_row(rows: Iterable[Sequence[Any]], ids: Ids | None = None) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """The same of a table, whose columns are what the test takes; a row is named as pytest would name it, or by all that it holds."""

    def named(row: Sequence[Any]) -> str:
        return "-".join(str(ids(cell)) for cell in row) if callable(ids) else ", ".join(map(repr, row))

    def of_all(test: Callable[..., None]) -> Callable[[], None]:
        def of_row(row: Sequence[Any]) -> None:
            test(*row)

        of_row.__name__, of_row.__doc__, of_row.__module__ = test.__name__, test.__doc__, test.__module__
        return each(rows, named if ids is None or callable(ids) else ids)(of_row)

    return of_all


def _said(error: BaseException) -> str:
    """What an assertion says; of any other error its kind, too."""
    return str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
