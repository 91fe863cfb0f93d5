"""Sources -> JSON lines on a stream, a pipe for other programs; nothing else is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from extract import emit
from extract.archive import keys
from extract.archive.parts import Options, Settings, Source, found
from extract.archive.plan import listed
from extract.errors import SourceError
from extract.model import Article
from extract.patterns import Rules
from extract.read.files import Inputs
from extract.text import counted


@dataclass(slots=True)
class Counts:
    """The counts of what went through a stream."""

    sources: int = 0
    articles: int = 0
    failed: int = 0

    def line(self) -> str:
        """The counts as a line to be printed."""
        failed = f" ({self.failed} failed)" * bool(self.failed)
        return f"done: {counted(self.sources, 'source')}{failed}, {counted(self.articles, 'article')}"


def write(inputs: Inputs, out: TextIO, options: Options, settings: Settings, *, rules: Rules, report: Callable[[str], None] = lambda line: None) -> Counts:
    """Write the lines of all sources, in their order and under the names that a new dataset would give them; returns the counts.

    `report` is called with one line for each thing that could not be read.
    """
    files, _ = keys.each_once(listed(inputs, settings, Path()).files)
    sources = keys.sources(files, keys.with_folders([], list(files.values()), {}), {})
    counts = Counts()
    for source in list(sources.values())[: settings.limit]:
        errors: list[str] = []
        for article in _articles(source, options, rules, errors):
            emit.append(out, article)
            counts.articles += 1
        out.flush()
        counts.sources += 1
        counts.failed += bool(errors)
        for error in errors:
            report(source.with_path(error))
    return counts


def _articles(source: Source, options: Options, rules: Rules, errors: list[str]) -> Iterator[Article]:
    try:
        with source.at_hand() as here:
            yield from found(here, options, rules, errors)
    except SourceError as error:  # it could not be fetched
        errors.append(str(error))
