"""Sources -> manifest lines, in the order that they are done, by this process or by several that are watched."""

from __future__ import annotations

import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from extract import emit
from extract.archive import shares
from extract.archive.away import Away
from extract.archive.parts import CUT, Settings, Source
from extract.archive.pool import SCRATCH, Crew, End, Limits, Pool
from extract.archive.task import At, Share, Unit, UnitResult
from extract.archive.task import Task as Task
from extract.emit import Entry
from extract.read import storage
from extract.read.files import STDIN
from extract.read.kinds import suffix

_LARGE = 32_000  # bytes of a share (half a second's work, so that joining costs little); a source of twice as many is shared
_SHARES = 64  # the most shares of one source
_UNKNOWN = 8  # shares of a large source while a cluster has no machines yet
_LONGER = {".zip": 4, ".gz": 4, ".tgz": 4, ".tar.gz": 4, ".warc.gz": 4, ".xlsx": 4, ".xlsm": 4, ".docx": 0, ".docm": 0, ".pdf": 0}
"""Suffix -> how many times longer a file is when unpacked; 0 where reading, which cannot be shared, is most of the work."""
_TRIES = 3  # times that an item ends its process before it is left out: the process may have been killed for other reasons
_ASIDE = 20  # items of one source that are left out singly, before all the rest of it is


@dataclass(slots=True)
class Work:
    """Makes the manifest lines of sources, as they are done; `articles` counts those reached, `size` and `done` are in bytes."""

    task: Task
    settings: Settings
    crew: Crew | None = None
    """The crew that does the work; None: this process does it."""
    size: int = 0
    done: int = 0
    articles: Callable[[], int] = lambda: 0

    def entries(self, sources: Sequence[Source]) -> Iterator[Entry | None]:
        """Yield the manifest line of each source when it is done, and None now and then in between."""
        sizes = {source: _size(source) for source in sources}
        self.size = sum(sizes.values())
        for source in sizes if self.crew is None else [source for source in sizes if source.path == STDIN]:
            yield self.task.entry(Unit(source), lambda number, busy: None, settled=True)
            self.done += sizes[source]
        if self.crew is not None and any(source.path != STDIN for source in sizes):
            yield from self._shared(self.crew, _Jobs(sizes, self._count()))

    def _count(self) -> int:
        """How many units are done at the same time."""
        cluster = self.settings.cluster
        return (cluster.size() or _UNKNOWN) if cluster else self.settings.workers

    def _shared(self, crew: Crew, jobs: _Jobs) -> Iterator[Entry | None]:
        self.articles = crew.articles
        try:
            for _ in crew.run(jobs):
                while jobs.entries:
                    unit, entry = jobs.entries.popleft()
                    self.done += unit.size
                    yield entry
                yield None
        finally:
            remove_unfinished(self.task.folder)


@contextmanager
def hired(task: Task, settings: Settings, inputs: Sequence[str | os.PathLike[str]]) -> Iterator[Work]:
    """Yield the work of a run; its processes are begun before there is a list of sources, so that they hold no copy of it.

    Where all inputs are files named one by one, they are begun later: there may be fewer files than processes.
    """
    limits = Limits(settings.seconds, settings.megabytes)
    pool = Pool(settings.workers, task.folder, partial(do_unit, task), limits)
    with _scratch(task.folder):
        if settings.cluster:
            yield Work(task, settings, Away(settings.cluster, task, limits, do_unit))
            return
        try:
            if not all(os.path.isfile(given) for given in inputs):  # noqa: PTH113 (URLs are no paths)
                pool.begin()
            yield Work(task, settings, pool if settings.workers else None)
        finally:
            pool.end()


@contextmanager
def _scratch(folder: Path) -> Iterator[None]:
    """Make an empty folder for temporary files, even where an earlier run was killed; it is removed at the end."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)
    (folder / SCRATCH).mkdir(exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def do_unit(task: Task, unit: Unit, at: At) -> UnitResult:
    """The result of a unit, done in this process."""
    if unit.shares:
        return shares.together(task, unit, at)
    return task.entry(unit, at) if unit.of == 1 else shares.written(task, unit, at)


def remove_unfinished(folder: Path) -> None:
    """Remove the unfinished files of processes that have ended."""
    for file in (folder / emit.PARTS).glob(".*.part"):
        with suppress(OSError):
            file.unlink()


def _size(source: Source) -> int:
    return storage.size(source.path) if source.path != STDIN else 0


@dataclass(slots=True)
class _Jobs:
    """The units of a run in the order of their sources, large ones first in shares, and the manifest lines that come of them.

    A unit is made only when it is taken: else each process would hold a copy of those of a million sources.
    """

    sizes: Mapping[Source, int]
    count: int
    entries: deque[tuple[Unit, Entry]] = field(default_factory=deque)
    _waiting: deque[Unit] = field(default_factory=deque)
    _coming: Iterator[Unit] = field(init=False)
    _shares: dict[str, dict[int, Share]] = field(default_factory=dict)
    _ends: Counter[tuple[str, int, bool]] = field(default_factory=Counter)
    _aside: dict[str, dict[int, str]] = field(default_factory=dict)
    _stop: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._coming = chain(self._shared(), self._whole())

    def _shared(self) -> Iterator[Unit]:
        for source, size in self.sizes.items():
            of = self._share_count(source, size)
            yield from (Unit(source, size, number, of) for number in range(of) if of > 1)

    def _whole(self) -> Iterator[Unit]:
        return (Unit(source, size) for source, size in self.sizes.items() if source.path != STDIN and self._share_count(source, size) == 1)

    def _share_count(self, source: Source, size: int) -> int:
        """The number of shares in which a source is read."""
        length = size * _LONGER.get(suffix(source.path), 1)
        return max(1, min(self.count, length // _LARGE, _SHARES))

    def take(self) -> Unit | None:
        """The next unit, with what is known to be left out of it."""
        unit = self._waiting.popleft() if self._waiting else next(self._coming, None)
        if unit is None:
            return None
        uri = unit.source.uri
        return replace(unit, aside=dict(self._aside.get(uri, {})), stop=self._stop.get(uri))

    def back(self, unit: Unit) -> None:
        """Put a unit back before the others."""
        self._waiting.appendleft(unit)

    def done(self, unit: Unit, result: UnitResult) -> None:
        """Enter a result: keep a manifest line, put shares together when all are there; if that failed (None), have the source read as a whole."""
        if isinstance(result, Share):
            known = self._shares.setdefault(unit.source.uri, {})
            known[unit.share] = result
            if len(known) == unit.of:
                self.back(replace(unit, shares=tuple(share for _, share in sorted(known.items()))))
        elif result is None:
            self.back(replace(unit, of=1, share=0, shares=()))
        else:
            cut = unit.source.uri in self._aside or unit.source.uri in self._stop
            self.entries.append((unit, {**result, **({CUT: True} if cut else {})}))

    def ended(self, unit: Unit, end: End) -> None:
        """Have a unit begun again, without the item that ended its process if that is no chance (over its limits, or `_TRIES` times)."""
        uri = unit.source.uri
        self._ends[uri, end.number, end.busy] += 1
        if end.stopped or self._ends[uri, end.number, end.busy] >= _TRIES:
            aside = self._aside.setdefault(uri, {})
            if end.busy and len(aside) < _ASIDE:
                aside[end.number] = f"{end.reason}; it is left out"
            else:
                self._stop[uri] = end.number + 1, f"{end.reason}; what stands behind is left out" if end.number >= 0 else end.reason
        self.back(unit)
