"""The parts of one source in two datasets -> its pages (rows, members) side by side, also where rows came between them.

A page that has not changed is known by its place. Of a source that has, rows move when one is put above them: a page whose articles
say the same goes with its twin wherever that stands, and what is left goes with what is left between the same neighbours.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from extract.errors import RowError
from extract.model import Line

Pair = tuple[list[Line], list[Line]]
# Pages between two neighbours that are compared as one where there are more of them now, or fewer; the rest in their order. The lines of
# all of them are held at once, so that there may be tens and not thousands; how many is chosen by judgement
_TOGETHER = 50


@dataclass(slots=True)
class _Page:
    """Where the lines of a page begin in their part, and by what the page is known again."""

    part: Path
    place: tuple[str, ...]  # of which source, sheet and row
    version: str  # the digest of its source
    starts: list[int] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Its lines."""
        with self.part.open("rb") as file:
            for start in self.starts:
                file.seek(start)
                yield json.loads(file.readline())


def pages(old: Path | None, new: Path | None) -> Iterator[Pair]:
    """The lines of each page of a source in both datasets, few of them in memory at a time. Raises RowError for what is no line."""
    for left, right in _beside(_listed(old), _listed(new)):
        yield [line for page in left for line in page.lines()], [line for page in right for line in page.lines()]


def _beside(before: Sequence[_Page], after: Sequence[_Page]) -> Iterator[tuple[Sequence[_Page], Sequence[_Page]]]:
    """The pages side by side: each with its twin, the others with those between the same two twins."""
    twins = list(_twins(before, after))
    yield from (((was,), (now,)) for was, now in twins)
    same = {id(was): number for number, (was, _) in enumerate(twins)}, {id(now): number for number, (_, now) in enumerate(twins)}
    gaps = [_gaps(some, known) for some, known in zip((before, after), same, strict=True)]
    for gap in {**gaps[0], **gaps[1]}:
        yield from _aside(gaps[0].get(gap, ()), gaps[1].get(gap, ()))


def _aside(was: Sequence[_Page], now: Sequence[_Page]) -> Iterator[tuple[Sequence[_Page], Sequence[_Page]]]:
    """The pages between two neighbours: as many as before in their order; more or fewer as one page, where they are few."""
    if was and now and len(was) != len(now) and max(len(was), len(now)) <= _TOGETHER:
        yield was, now
    else:
        yield from (((one,) if one else (), (other,) if other else ()) for one, other in zip_longest(was, now))


def _twins(before: Iterable[_Page], after: Iterable[_Page]) -> Iterator[tuple[_Page, _Page]]:
    """Each page with its twin: the page at its place with the same source or the same articles; else one anywhere with the same articles."""
    for key in _KEYS:
        waiting: dict[Hashable, deque[_Page]] = defaultdict(deque)
        for page in after:
            waiting[key(page)].append(page)
        found = [(page, waiting[key(page)].popleft()) for page in before if waiting.get(key(page))]
        before, after = _without(before, (was for was, _ in found)), _without(after, (now for _, now in found))
        yield from found


_KEYS: tuple[Callable[[_Page], Hashable], ...] = (
    lambda page: (page.place, page.version),
    lambda page: (page.place, *page.articles),
    lambda page: (*page.place[:2], *page.articles),
)


def _without(some: Iterable[_Page], taken: Iterable[_Page]) -> list[_Page]:
    known = set(map(id, taken))
    return [page for page in some if id(page) not in known]


def _gaps(some: Iterable[_Page], same: Mapping[int, int]) -> dict[int, list[_Page]]:
    """The pages without a twin, by the number of the last twin before them (-1: none)."""
    gaps: dict[int, list[_Page]] = defaultdict(list)
    last = -1
    for page in some:
        if id(page) in same:
            last = same[id(page)]
        else:
            gaps[last].append(page)
    return gaps


def _listed(part: Path | None) -> list[_Page]:
    """The pages of a part in their order."""
    found: dict[tuple[str, ...], _Page] = {}
    at = 0
    if part is None:
        return []
    with part.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                page, article = _page(part, json.loads(raw))
            except (ValueError, KeyError, TypeError) as error:
                raise RowError(str(part), number, "no line that `run` wrote; `policy-extract verify` tells more") from error
            page = found.setdefault(page.place, page)
            page.starts.append(at)
            page.articles.append(article)
            at += len(raw)
    return list(found.values())


def _page(part: Path, line: Line) -> tuple[_Page, str]:
    """The page of a line, and the id of the line's article."""
    source = line["source"]
    place = (source["uri"], str(source["metadata"].get("sheet")), str(source["metadata"].get("row")))
    return _Page(part, place, source["sha256"]), line["id"]
