"""Whose turn each item of a source is, when several processes share it, and which item a process is at.

An item is a member of an archive, or else an article, or a row that cannot be read. Each process reads the source from
its beginning (that is cheap), but works only at its own items; what it is at is told, so that one that ends it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extract.errors import SourceError

_BLOCK = 16  # articles that follow on one another in one share: less than a second's work, so that shares end together; members go one by one


@dataclass(slots=True)
class Turns:
    """The items of one share of a source out of `of`.

    `aside` are items that are left out, by their number, each with its reason; nothing is read from item `stop` on,
    for the reason that stands with it. `at` is told the number of each item that is come to, and whether it is worked at;
    `over` says that the source was read to its end.

    >>> turns = Turns(share=1, of=2)
    >>> [number for number in range(48) if turns.begins_article()]
    [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]
    """

    share: int = 0
    of: int = 1
    aside: Mapping[int, str] = field(default_factory=dict)
    stop: tuple[int, str] | None = None
    at: Callable[[int, bool], None] = lambda number, busy: None
    number: int = -1
    by_member: bool = False
    over: bool = False

    def begins_article(self) -> bool:
        """Whether the next article or row is one of this share; all of a member of an archive are where the member is."""
        return self.by_member or self._begins()

    def begins_member(self) -> bool:
        """Whether the next member of an archive is one of this share."""
        self.by_member = True
        return self._begins()

    def ends_article(self) -> None:
        """An article is done."""
        self.at(self.number, self.by_member)

    def ends_member(self, uri: str) -> None:
        """A member of an archive is done. Raises SourceError where none behind it may be read."""
        self.at(self.number, False)
        self._check(uri)

    def ends_page(self, uri: str) -> None:
        """A page is done. Raises SourceError where none behind it may be read."""
        if not self.by_member:
            self._check(uri)

    def opens(self, uri: str) -> None:
        """A source is about to be opened. Raises SourceError where that may not be."""
        self.at(self.number, False)
        self._check(uri)

    def refused(self, uri: str) -> SourceError | None:
        """Why the item that was begun is left out."""
        reason = self.aside.get(self.number)
        return SourceError(uri, reason if self.by_member else f"article {self.number + 1}: {reason}") if reason else None

    def _begins(self) -> bool:
        self.number += 1
        mine = self.number // (1 if self.by_member else _BLOCK) % self.of == self.share
        self.at(self.number, mine)
        return mine

    def _check(self, uri: str) -> None:
        if self.stop and self.number + 1 >= self.stop[0]:
            raise SourceError(uri, self.stop[1])
