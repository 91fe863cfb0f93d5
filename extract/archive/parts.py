"""One source -> one part of the dataset, and its manifest line, which records the outcome."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from extract import emit, pipeline
from extract.emit import Entry
from extract.errors import PatternError, SourceError, UsageError
from extract.faults import FAULT
from extract.model import RECORDS, Article
from extract.patterns import Rules
from extract.read import storage
from extract.read.raw import Raw, of_path
from extract.split import HIDDEN_SHEET, JOINED, NO_TEXT_COLUMN, TEXT_COLUMN, UNREAD
from extract.turns import Turns

STATUSES = ("target", "limit", "actual", "estimate")
REPEATS = "repeat"
BETWEEN = "//"
"""The separator in a source's name behind the name of its input, where a dataset has several inputs."""
CUT = "cut"
"""The key of a manifest line that says that documents were left out, as they ended a process or exceeded a limit."""
_SHOWN = 40  # characters of a passage that an error line quotes
_DIGITS = 16  # of a SHA-256: the chance that two of a million names with one stem are the same is one in 30 million
_UNSAFE = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run that decide what stands in a part: the same options on the same bytes give the same part."""

    published: dt.date | str | None = None
    published_default: dt.date | str | None = None
    tokens: bool = False
    ner: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


class Cluster(Protocol):
    """Machines that do the work of a run."""

    def size(self) -> int:
        """How many pieces of work they can do at the same time now."""

    def results(self, tool: Callable[[Any], Any], take: Callable[[], Any]) -> Iterator[tuple[Any, Any] | None]:
        """Yield each batch from `take` with what `tool` makes of it, or with an object whose `reason` says why nothing; None now and then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run does its work; none of it changes what stands in a complete part.

    `workers` is the number of watched processes; a document may take `seconds` of one, and `megabytes` (None: no limit).
    With 0, the calling process does all, and is not watched. The machines of a `cluster` do the work in place of this one.
    Of folders, the files are read that match a glob of `include` and none of `exclude`.
    """

    workers: int = 0
    force: bool = False
    prune: bool = False
    limit: int | None = None
    seconds: float = 300.0
    megabytes: int | None = None
    retry_failed: bool = False
    cluster: Cluster | None = None
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        """The settings for run.json, a cluster as its address."""
        said = {item.name: getattr(self, item.name) for item in fields(self)}
        return {**said, "cluster": str(self.cluster)} if self.cluster else said


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a run: `uri` is its name in the dataset, `path` is where its bytes are, `input` is the name of its input
    in the dataset, and `folder` the input folder's own name.
    """

    uri: str
    path: str
    input: str = "-"
    folder: str = ""

    @property
    def name(self) -> str:
        """The path below the input folder, behind that folder's own name: both may state a day or a year."""
        return f"{self.folder}/{self.uri.rpartition(BETWEEN)[2]}" if self.folder else self.uri

    def with_path(self, message: str) -> str:
        """A message about the source, with its path in place of its name in the dataset."""
        return self.path + message.removeprefix(self.uri) if message.startswith(self.uri) else message

    @contextmanager
    def at_hand(self, folder: Path | None = None) -> Iterator[Source]:
        """Yield the source as a file on this machine's disk; one in a remote store is copied to `folder` while it is read."""
        with storage.fetched(self.path, self.uri, folder) as path:
            yield replace(self, path=path)

    def given(self) -> str | Raw:
        """The source in the form that `pipeline.articles` takes. Raises SourceError where the file cannot be opened."""
        return self.path if self.path == "-" else of_path(Path(self.path), self.uri, self.name)


def part_name(uri: str) -> str:
    """The name of a source's part: one that a person can read and that no two sources share.

    >>> part_name("2022年/6月/桥镇快讯.txt")
    '桥镇快讯-f06a2af390532420.jsonl'
    >>> part_name("-")
    'source-3973e022e93220f9.jsonl'
    """
    stem = Path(uri.replace("\\", "/").rstrip("/")).name.rsplit(".", 1)[0] or "source"
    safe = "".join("_" if char in _UNSAFE or not char.isprintable() else char for char in stem).strip(" .-") or "source"
    # Most file systems allow 255 bytes a name, and a Chinese character takes three of them.
    return f"{safe[:60]}-{hashlib.sha256(uri.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}.jsonl"


@dataclass(slots=True)
class Counts:
    """The counts of the articles of one source, made while they are written."""

    articles: int = 0
    undated: int = 0
    records: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    notes: dict[str, None] = field(default_factory=dict)
    sha256: str | None = None

    def add(self, article: Article) -> None:
        """Count one article."""
        self.articles += 1
        self.records.update({name: len(getattr(article, name)) for name in RECORDS})
        for statement in (*article.targets, *article.actuals):
            self.statements[statement.status] += 1
            self.statements[REPEATS] += statement.same_as is not None
        codes = [warning.code for warning in article.warnings]
        self.undated += pipeline.UNDATED in codes
        self.unread.update(code.removeprefix(UNREAD) for code in codes if code.startswith(UNREAD))
        self.notes |= dict.fromkeys(_decisions(article, codes))
        self.sha256 = self.sha256 or article.source.sha256

    def entry(self, source: Source, digest: str | None, part: str, errors: list[str]) -> Entry:
        """The manifest line of the source."""
        return {
            "uri": source.uri,
            "input": source.input,
            "sha256": digest or self.sha256,
            "part": part if self.articles else None,
            "articles": self.articles,
            "records": {name: self.records[name] for name in RECORDS},
            "statements": {name: self.statements[name] for name in (*STATUSES, REPEATS)},
            "status": ("partial" if self.articles else "failed") if errors else "ok",
            "errors": errors,
            **({"undated": self.undated} if self.undated else {}),
            **({"unread_dates": dict(sorted(self.unread.items()))} if self.unread else {}),
            **({"notes": [f"{source.uri}: {note}" for note in self.notes]} if self.notes else {}),
        }


def _decisions(article: Article, codes: Sequence[str]) -> Iterator[str]:
    """Notes on what the reader of rows assumed where the caller may know better."""
    told = article.source.metadata
    where = f"sheet {told['sheet']}: " if article.source.format == "xlsx" and "sheet" in told else ""
    if HIDDEN_SHEET in codes:
        yield f"{where}a hidden sheet, read as the others ({HIDDEN_SHEET} in warnings)"
    if NO_TEXT_COLUMN in codes:
        yield f"{where}{told['note']}"
    if any(code.startswith(JOINED) for code in codes):
        yield f"rows have more cells than heads, and those beyond are joined to the text again ({JOINED[:-1]} in warnings); texts stand in quotes"
    for code in codes:
        if code.startswith(TEXT_COLUMN):
            column = code.removeprefix(TEXT_COLUMN)
            yield f"{where}the column {column} is taken for the text by what stands in it; --column text=NAME names another"


def extracted(source: Source, folder: Path, options: Options, rules: Rules, turns: Turns, *, settled: bool) -> Entry:
    """Write the articles of one source to its part; returns its manifest line.

    The digest is taken before the source is read, so that the next run notices a change made meanwhile.
    """
    errors: list[str] = []
    counts = Counts()
    digest = sha256(source.path)
    part = f"{emit.PARTS}/{part_name(source.uri)}"

    def counted() -> Iterator[Article]:
        for article in found(source, options, rules, errors, turns):
            counts.add(article)
            yield article

    first = next(articles := counted(), None)
    if first:
        emit.write(folder / part, chain([first], articles), settled=settled)
    return counts.entry(source, digest, part, errors)


def sha256(path: str) -> str | None:
    """The digest of a file's bytes; None where they cannot be read. A pipe is never opened, since reading it would block."""
    if storage.is_url(path):
        return _sha256_of_stored(path)
    try:
        if not os.path.isfile(path):  # noqa: PTH113 (of a hundred thousand files, Path takes seconds)
            return None
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _sha256_of_stored(url: str) -> str | None:
    digest = hashlib.sha256()
    try:
        for piece in storage.pieces(url, url):
            digest.update(piece)
    except SourceError:
        return None
    return digest.hexdigest()


def found(source: Source, options: Options, rules: Rules, errors: list[str], turns: Turns | None = None) -> Iterator[Article]:
    """The articles of a source; for each thing that cannot be read, a line is added to `errors`."""
    uri = source.uri
    wanted = {item.name: getattr(options, item.name) for item in fields(options)}
    turns = turns or Turns()
    try:
        turns.opens(uri)
        for item in pipeline.articles(source.given(), rules=rules, turns=turns, **wanted):
            if isinstance(item, SourceError):
                errors.append(_one_line(str(item)))
            else:
                errors.extend(_faults(uri, item))
                yield item
    except (PatternError, UsageError):
        raise
    except SourceError as error:
        errors.append(_one_line(str(error)))
    except Exception as error:  # one bulletin that causes an error must not cost the other hundred thousand
        errors.append(_one_line(f"{uri}: unexpected {type(error).__name__}: {error}"))


def _faults(uri: str, article: Article) -> Iterator[str]:
    """An error line for each part of an article on which a stage failed: the stage, the error, the position and the words."""
    for warning in article.warnings:
        if warning.code.startswith(FAULT):
            _, stage, error = warning.code.split(":")
            words = _one_line(article.text[warning.start : warning.end])
            yield (
                f"{uri}: article {article.source.index + 1}, characters {warning.start}-{warning.end}: unexpected {error} "
                f"in {stage}; only what it finds there is missing: {words[:_SHOWN]}"
            )


def _one_line(message: str) -> str:
    return " ".join(message.split())
