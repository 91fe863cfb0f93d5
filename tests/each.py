"""One test that asks the same of many small things: pytest takes longer to announce a thousand tests than these take to run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def each(items: Iterable[Item], named: Callable[[Item], str] = str) -> Callable[[Callable[[Item], None]], Callable[[], None]]:
    """The test, asked of every item; it fails with a line for each item that it failed of, the item's name first."""

    def of_all(test: Callable[[Item], None]) -> Callable[[], None]:
        def asked() -> None:
            failed = []
            for item in items:
                try:
                    test(item)
                except AssertionError as error:
                    failed.append(f"{named(item)}: {error}")
            assert not failed, "\n".join(failed)

        asked.__name__, asked.__doc__, asked.__module__ = test.__name__, test.__doc__, test.__module__
        return asked

    return of_all
