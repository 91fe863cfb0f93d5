"""A line and its source -> the decoded text that the line's `alignment` leads to.

That text is what the source's reader makes of one page of it (of a row, of a member of an archive) before articles are
told apart: for plain text the file with `\\n` for each line end; for HTML, Word and PDF the lines of the document, heads
marked as in Markdown (`## …`), rows of tables as `| cell | cell |`, notes behind the text; for a row the cell that holds
its text; for a sheet of figures its rows as `| cell |` lines. Reading is deterministic, so it need not be kept: the same
bytes give the same text again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from pathlib import Path
from typing import Any

from extract import read
from extract.errors import SourceError
from extract.model import Article, Page, alignment_fault
from extract.patterns import Rules
from extract.read.raw import MEMBER

_SHOWN = 20  # characters of a passage that tell it from others


@dataclass(frozen=True, slots=True)
class Reading:
    """How the sources were read, where that was not as usual: a file or folder to find them in, columns, patterns."""

    place: Path | bytes | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    rules: Rules | None = None
    name: str | None = None
    """What lines call the file in `place`, where they call it otherwise than it is called."""


def source_text(article: Article | Mapping[str, Any], place: Path | str | bytes | None = None, **reading: Any) -> str:
    """The decoded text that the alignment of an article, or of its line, leads to; its source is read again.

    `place` is the source's file, or its bytes, or the folder below which `source.uri` lies; without it, `source.uri` is
    the path. `columns` and `rules` are those of the run, where it was given any. Raises SourceError where the source is
    gone, or no longer what was read (by `source.sha256`).

    >>> from extract.pipeline import articles
    >>> page = "<h1>榕江建成两座公园</h1><p>5月9日，榕江镇建成公园2座，<b>面积3公顷</b>，惠及居民1.2万人。</p>".encode()
    >>> [article] = articles(("公园.html", page))
    >>> text, [start, at, length] = source_text(article, page), article.alignment[0]
    >>> text[at : at + length] == article.text[start : start + length]
    True
    """
    where = Path(place) if isinstance(place, str) else place
    return Texts(Reading(where, **reading)).of(*parts(article))


@dataclass(slots=True)
class Runs:
    """The text of an article, and the runs of its alignment."""

    text: str
    alignment: Sequence[Sequence[int]]

    def fault(self, decoded: str) -> str | None:
        """What is wrong with an alignment to a decoded text; None where every character of the article is led to its own.

        >>> Runs("绿道80公里", [(0, 2, 6)]).fault("# 绿道80公里"), Runs("绿道", [(0, 2, 2)]).fault("# 公路")
        (None, 'characters 0-2 are 绿道, and 公路 in the source')
        """
        if fault := alignment_fault(self.alignment, len(self.text)):
            return fault
        for start, source_start, length in self.alignment:
            here, there = self.text[start : start + length], decoded[source_start : source_start + length]
            if here != there:
                return f"characters {start}-{start + length} are {_few(here)}, and {_few(there)} in the source"
        return None


class Texts:
    """The decoded texts of many articles; of articles in the order of their sources each source is read once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._opened: _Opened | None = None
        self._pages: Iterator[Page | SourceError] = iter(())
        self._page: Page | None = None

    def of(self, source: Mapping[str, Any], runs: Runs) -> str:
        """The decoded text of the page that an article with this `source` came from. Raises SourceError without one."""
        if source["format"] == "text" and not source["sha256"]:  # a string, which is its own source
            return runs.text
        alike: str | None = None
        for page in self._unchanged(source):
            if runs.fault(page.text) is None:
                return page.text
            alike = alike or page.text
        if alike is None:
            raise SourceError(source["uri"], "read again, it has no such page or row; name the columns or patterns it was read with")
        return alike

    def _unchanged(self, source: Mapping[str, Any]) -> Iterator[Page]:
        """The candidates with the bytes that were read. Raises SourceError where all have others; an archive may have several members of one name."""
        same = changed = False
        for page in self._candidates(source):
            if page.source.sha256 == source["sha256"]:
                same = True
                yield page
            else:
                changed = True
                if MEMBER not in page.source.uri:
                    break
        if changed and not same:
            raise SourceError(source["uri"], "no longer what was read: its bytes have changed (sha256)")

    def _candidates(self, source: Mapping[str, Any]) -> Iterator[Page]:
        """The pages that an article may have come from: those of its file, member, sheet and row."""
        openings = list(self._openings(source["uri"]))
        for opened in openings:
            wanted = opened.uri(source["uri"]), *_row(source["metadata"])
            try:
                for page in self._all(opened):
                    if (page.source.uri, *_row(page.source.metadata)) == wanted:
                        yield page
            except SourceError:
                self._opened = None
                if opened is openings[-1]:
                    raise

    def _all(self, opened: _Opened) -> Iterator[Page]:
        """Every page of a file: where it is open, from the page reached before to the end, and then from the beginning."""
        if opened == self._opened:
            yield from self._rest()
        self._opened, self._page = opened, None
        self._pages = read.pages(opened.given, columns=self._reading.columns or None, rules=self._reading.rules)
        yield from self._rest()

    def _rest(self) -> Iterator[Page]:
        for page in chain([self._page], self._pages):
            if isinstance(page, Page):
                self._page = page
                yield page

    def _openings(self, uri: str) -> Iterator[_Opened]:
        """The file that holds what `uri` names; where it was given and not named, under each name that it may have."""
        place, names = self._reading.place, self._names(uri)
        if isinstance(place, bytes):
            yield from (_Opened(name, name, (name, place)) for name in names)
        elif place is not None and place.is_file():
            yield from (_Opened(name, str(place), str(place)) for name in names)
        else:
            paths = {name: Path(name) if place is None else place / name for name in reversed(names)}
            name = next((name for name, path in paths.items() if is_file(path)), names[-1])
            yield _Opened(name, str(paths[name]), str(paths[name]))

    def _names(self, uri: str) -> list[str]:
        """The names that the file may have: the one that was given, else all of `uri`, or what stands before a ! in it."""
        if self._reading.name is not None:
            return [self._reading.name]
        return [*(uri[:at] for at, char in enumerate(uri) if char == MEMBER), uri]


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a line calls a file, what this reading of it does, and what is given to the reader."""

    name: str
    called: str
    given: str | tuple[str, bytes]

    def uri(self, uri: str) -> str:
        """What this reading calls the file or member that a line calls `uri`."""
        return self.called + uri.removeprefix(self.name)


def is_file(path: Path) -> bool:
    """Whether there is such a file, and it may be looked at."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _row(metadata: Mapping[str, Any]) -> tuple[str, str]:
    """Sheet and row of a row of a table; nothing of other pages."""
    return str(metadata.get("sheet")), str(metadata.get("row"))


def parts(article: Article | Mapping[str, Any]) -> tuple[Mapping[str, Any], Runs]:
    """The `source` of an article or of its line, and its runs."""
    if isinstance(article, Article):
        source = {item.name: getattr(article.source, item.name) for item in fields(article.source)}
        return source, Runs(article.text, article.alignment)
    return article["source"], Runs(article["text"], article["alignment"])


def _few(text: str) -> str:
    """The text on one line, of a long one its beginning: enough to find it by."""
    return (text if len(text) <= _SHOWN else text[:_SHOWN] + "…").replace("\n", "\\n")
