"""The progress of a run: a bar on a terminal, else a line a minute; a line for each source; a log of JSON lines."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from extract.text import counted

if TYPE_CHECKING:
    from extract.archive.workers import Work

_EVERY = 60.0  # seconds between two lines, where nobody watches a bar
_BAR = 0.5  # seconds between two looks at the bar


@dataclass(frozen=True, slots=True)
class Watch:
    """What is reported of a run while it lasts, and where: `say` takes a line for a person."""

    quiet: bool = False
    verbose: bool = False
    log: Path | None = None
    say: Callable[[str], None] = lambda line: None


@dataclass(slots=True)
class Progress:
    """The progress of a run; `sources` is the number of those to be read."""

    watch: Watch
    sources: int
    log: TextIO | None
    read: int = 0
    failed: int = 0
    articles: int = 0
    began: float = field(default_factory=time.monotonic)
    bar: Any = None
    _told: float = field(default_factory=time.monotonic)

    def source(self, entry: Mapping[str, Any], path: str) -> None:
        """Count and report a source that is done."""
        self.read += 1
        self.failed += entry["status"] != "ok"
        self.articles += entry["articles"]
        if self.watch.verbose:
            self.watch.say(f"{entry['status']}, {counted(entry['articles'], 'article')}: {path}")
        self.event("source", {name: entry[name] for name in ("uri", "status", "articles", "errors")})

    def look(self, work: Work) -> None:
        """Report the progress, when it is time to."""
        now = time.monotonic()
        if now - self._told < (_BAR if self.bar is not None else _EVERY):
            return
        self._told = now
        if self.bar is not None:
            self.bar.update(min(work.done, work.size) - self.bar.n)
            self.bar.set_postfix_str(f"{self._articles(work)} articles, {self.failed} failed", refresh=False)
            return
        seconds = now - self.began
        if not self.watch.quiet:
            self.watch.say(line(seconds, (work.done, work.size), (self.read, self.sources), self._articles(work), self.failed))
        self.event("progress", {"bytes": work.done, "of": work.size, "sources": self.read, "articles": self._articles(work), "failed": self.failed})

    def _articles(self, work: Work) -> int:
        return max(self.articles, work.articles())

    def event(self, name: str, told: Mapping[str, Any]) -> None:
        """Write a line of the log."""
        if self.log is not None:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            self.log.write(json.dumps({"time": now, "event": name, **told}, ensure_ascii=False) + "\n")
            self.log.flush()


def line(seconds: float, size: tuple[int, int], sources: tuple[int, int], articles: int, failed: int) -> str:
    """The progress of a run in one line.

    >>> line(120, (3_000_000, 12_000_000), (300, 1200), 2400, 2)
    '3.0 of 12.0 MB (25%), 300 of 1200 sources, 2400 articles, 20.0 a second, 2 failed, 6 min left'
    """
    done, whole = size
    part = done / whole if whole else 0.0
    left = f", {seconds / part * (1 - part) / 60:.0f} min left" if part else ""
    return (
        f"{done / 1e6:.1f} of {whole / 1e6:.1f} MB ({part:.0%}), {sources[0]} of {sources[1]} sources, "
        f"{articles} articles, {articles / max(seconds, 1):.1f} a second, {failed} failed{left}"
    )


@contextmanager
def shown(watch: Watch, sources: int, size: Callable[[], int]) -> Iterator[Progress]:
    """Yield the progress of a run over `sources` sources, with its bar and its log; the log says how the run ended."""
    with _log(watch.log) as log:
        progress = Progress(watch, sources, log)
        progress.event("start", {"sources": sources})
        if sources and not watch.quiet and not watch.verbose and sys.stderr.isatty():
            from tqdm import tqdm

            progress.bar = tqdm(total=size(), unit="B", unit_scale=True, file=sys.stderr, leave=False)
        try:
            yield progress
        except BaseException as error:
            progress.event("broken off", {"error": f"{type(error).__name__}: {error}"})
            raise
        finally:
            if progress.bar is not None:
                progress.bar.close()
        told = {"sources": progress.read, "articles": progress.articles, "failed": progress.failed}
        progress.event("end", {**told, "seconds": round(time.monotonic() - progress.began, 3)})


@contextmanager
def _log(path: Path | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    with path.open("a", encoding="utf-8", newline="\n") as file:
        yield file
