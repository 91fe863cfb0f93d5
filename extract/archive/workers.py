"""Sources -> manifest lines, in their order, by one process or several."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from extract import pipeline
from extract.archive import parts
from extract.archive.parts import Options, Settings, Source, extracted
from extract.errors import PolicyExtractError
from extract.patterns import Rules, load_rules

Entry = dict[str, Any]
_AROUND = ("__init__", "__main__", "archive", "check", "cli", "cluster", "explain", "learn", "report", "schema", "score", "serve", "tables")
"""Rooms that have no share in what stands in a part."""
_AHEAD = 4  # sources that wait for each worker, so that none is idle and not all are held in memory


@dataclass(frozen=True)
class Task:
    """What is done with each source of a run."""

    folder: Path
    options: Options
    rules: Rules

    def entry(self, source: Source) -> Entry:
        """The manifest line of a source, its articles written to its part."""
        return {**extracted(source, self.folder, self.options, self.rules), "made": self.made}

    @cached_property
    def made(self) -> str:
        """A digest of all that a part depends on besides its source: program, patterns, options."""
        asked = self.options
        wanted = f"{asked.published} {asked.published_default} {asked.tokens} {asked.ner} {sorted(asked.columns.items())}"
        return hashlib.sha256(f"{pipeline.version()} {_program()} {self.rules.digest} {wanted}".encode()).hexdigest()[:12]


def entries(task: Task, sources: Sequence[Source], settings: Settings) -> Iterator[Entry]:
    """The manifest line of each source that is to be read, in the order of the sources."""
    workers = settings.workers
    if workers < 2 or len(sources) < 2:
        yield from map(task.entry, sources)
        return
    # fresh processes: a copy of this one would hold its lock and its open files
    fresh = multiprocessing.get_context("spawn")
    start = (task.folder, task.options, task.rules.origin)
    with ProcessPoolExecutor(min(workers, len(sources)), fresh, _start, start) as pool:
        waiting: deque[Future[Entry]] = deque()
        try:
            for source in sources:
                waiting.append(pool.submit(_entry, source))
                if len(waiting) > workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PolicyExtractError(
                "a worker was killed, most likely for want of memory; what is done so far is kept: run again with fewer --workers"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


_TASK: list[Task] = []  # of a worker: its one task


def _start(folder: Path, options: Options, patterns: Path | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _TASK[:] = [Task(folder, options, load_rules(patterns))]


def _end_with_parent() -> None:
    """A worker whose run was killed must not write into what the next run makes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _entry(source: Source) -> Entry:
    return _TASK[0].entry(source)


@cache
def _program() -> str:
    """The digest of all modules that have a share in a part: what runs, tables and commands are made of has none."""
    digest = hashlib.sha256()
    top = Path(__file__).parents[1]
    for file in sorted(top.rglob("*.py"), key=lambda path: path.relative_to(top).as_posix()):
        if file == Path(parts.__file__) or file.relative_to(top).parts[0].removesuffix(".py") not in _AROUND:
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
