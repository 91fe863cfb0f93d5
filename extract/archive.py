"""Many sources -> one dataset folder.

    outputs/NAME/
        articles/<source name>-<hash>.jsonl   the articles of one source, a line each
        manifest.jsonl                        a line a source: what became of it

A source that cannot be read is reported, entered as failed and set aside; the run goes on. A run that is broken off
leaves whole parts and a journal, from which the next run goes on. A source whose bytes, options, patterns and program
are those of its manifest line is not read again. Sources of earlier runs into the same folder stay in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from extract import emit, pipeline
from extract.errors import PatternError, SourceError, UsageError
from extract.faults import FAULT
from extract.model import Article
from extract.patterns import Rules, load_rules

RECORDS = ("targets", "actuals", "amounts", "dates", "organisations", "persons", "places", "documents")
_MEANS = (
    "今年, 去年 and 6月底 in them stay open, and goals are told from reports by words alone (`undated` in warnings); "
    "--published-default DATE or --column published=NAME dates them"
)
_EXAMPLES = 3  # cells that show what a column holds in place of dates
_SHOWN = 40  # characters of a passage that tell it from others
_UNREAD = "date-unread:"
_UNSAFE = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for; the same options on the same bytes give the same part."""

    published: dt.date | str | None = None
    published_default: dt.date | str | None = None
    tokens: bool = False
    ner: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Summary:
    """What a run did: its dataset's folder, counts of articles and records, and what failed."""

    folder: Path
    sources: int = 0
    unchanged: int = 0
    earlier: int = 0
    articles: int = 0
    records: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def add(self, entry: dict[str, Any]) -> None:
        """Count one manifest line in."""
        self.sources += 1
        self.articles += entry["articles"]
        self.records.update(entry["records"])
        self.errors.extend(entry["errors"])
        self.undated += entry.get("undated", 0)
        self.unread.update(entry.get("unread_dates", {}))

    def doubts(self) -> list[str]:
        """Which columns hold cells that are no dates, although the caller named them for that."""
        return [_unread(column, cells) for column, cells in _by_column(self.unread).items()]

    def lines(self) -> list[str]:
        """What a person wants to know at the end of a run."""
        aside = [f"{self.unchanged} unchanged"] * bool(self.unchanged) + [_of(len(self.errors), "error")] * bool(
            self.errors
        )
        sources = _of(self.sources, "source") + (f" ({', '.join(aside)})" if aside else "")
        found = ", ".join(_of(self.records[name], name[:-1]) for name in RECORDS)
        kept = [f"{_of(self.earlier, 'source')} of earlier runs still in {self.folder}"] * bool(self.earlier)
        undated = [f"{self.undated} without any date: {_MEANS}"] * bool(self.undated)
        return [f"{sources}: {_of(self.articles, 'article')}", found, *undated, f"JSONL: {self.folder / emit.PARTS}", *kept]


def _of(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _by_column(unread: Counter[str]) -> dict[str, Counter[str]]:
    """The cells that hold no date, counted for each column: 年份 -> 待定, 3 times."""
    columns: dict[str, Counter[str]] = {}
    for told, count in sorted(unread.items()):
        column, _, cell = told.partition(": ")
        columns.setdefault(column, Counter())[cell] += count
    return columns


def _unread(column: str, cells: Counter[str]) -> str:
    shown = ", ".join(cell for cell, _ in cells.most_common(_EXAMPLES)) + (" …" if len(cells) > _EXAMPLES else "")
    return f"column {column}: no day, month or year in {_of(sum(cells.values()), 'row')} ({shown})"


def run(
    sources: Iterable[Any],
    folder: Path,
    options: Options | None = None,
    *,
    rules: Rules | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> Summary:
    """The summary of a run that puts the articles of all sources into a dataset folder.

    `report` is called with one line for each thing that could not be read.
    """
    options = options or Options()
    rules = rules or load_rules()
    made = _made(rules.digest, options)
    before = {entry["uri"]: entry for entry in emit.read_manifest(folder)}
    before.update((entry["uri"], entry) for entry in emit.read_manifest(folder, journal=True))
    summary = Summary(folder)
    names = dict.fromkeys(str(source) for source in sources)
    earlier = [entry for uri, entry in before.items() if uri not in names]
    summary.earlier = len(earlier)
    with _manifest(folder, earlier) as enter:
        for uri in _progress(names):
            entry = _unchanged(folder, before.get(uri), made)
            if entry:
                summary.unchanged += 1
            else:
                entry = {**_extracted(uri, folder, options, rules), "made": made}
            enter(entry)
            summary.add(entry)
            for message in entry["errors"]:
                report(message)
    for doubt in summary.doubts():
        report(doubt)
    _sweep(folder)
    return summary


def part_name(uri: str) -> str:
    """A file name that a person can read and that no two sources share.

    >>> part_name("2022年/6月/桥镇快讯.txt")
    '桥镇快讯-f06a2a.jsonl'
    >>> part_name("-")
    'source-3973e0.jsonl'
    """
    stem = Path(uri.replace("\\", "/").rstrip("/")).name.rsplit(".", 1)[0] or "source"
    safe = "".join("_" if char in _UNSAFE or not char.isprintable() else char for char in stem).strip(" .-") or "source"
    # Most file systems allow 255 bytes a name, and a Chinese character takes three of them.
    return f"{safe[:60]}-{hashlib.sha256(uri.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}.jsonl"


def _extracted(uri: str, folder: Path, options: Options, rules: Rules) -> dict[str, Any]:
    """The manifest line of one source, its articles written to its part."""
    errors: list[str] = []
    counts: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    shas: list[str] = []
    part = f"{emit.PARTS}/{part_name(uri)}"

    def counted() -> Iterator[Article]:
        for article in _found(uri, options, rules, errors):
            counts["articles"] += 1
            counts.update({name: len(getattr(article, name)) for name in RECORDS})
            shas.append(article.source.sha256)
            codes = [warning.code for warning in article.warnings]
            counts["undated"] += pipeline.UNDATED in codes
            unread.update(code.removeprefix(_UNREAD) for code in codes if code.startswith(_UNREAD))
            yield article

    first = next(articles := counted(), None)
    if first:
        emit.write(folder / part, chain([first], articles))
    return {
        "uri": uri,
        "sha256": _sha256(uri) or (shas[0] if shas else None),
        "part": part if first else None,
        "articles": counts["articles"],
        "records": {name: counts[name] for name in RECORDS},
        "status": ("partial" if first else "failed") if errors else "ok",
        "errors": errors,
        **({"undated": counts["undated"]} if counts["undated"] else {}),
        **({"unread_dates": dict(sorted(unread.items()))} if unread else {}),
    }


def _found(uri: str, options: Options, rules: Rules, errors: list[str]) -> Iterator[Article]:
    """The articles of a source; what cannot be read goes to `errors`, one line each."""
    wanted = {item.name: getattr(options, item.name) for item in fields(options)}
    try:
        for item in pipeline.articles(uri, rules=rules, **wanted):
            if isinstance(item, SourceError):
                errors.append(_one_line(str(item)))
            else:
                errors.extend(_faults(uri, item))
                yield item
    except (PatternError, UsageError):
        raise
    except SourceError as error:
        errors.append(_one_line(str(error)))
    except Exception as error:  # one bulletin that trips the program must not cost the other hundred thousand
        errors.append(_one_line(f"{uri}: unexpected {type(error).__name__}: {error}"))


def _faults(uri: str, article: Article) -> Iterator[str]:
    """A line for each part of an article that the program tripped over: which stage, on what, and where."""
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


def _unchanged(folder: Path, entry: dict[str, Any] | None, made: str) -> dict[str, Any] | None:
    """The earlier manifest line of a source, where reading it again would give the same."""
    if not entry or entry["status"] != "ok" or entry.get("made") != made:
        return None
    if entry["part"] and not (folder / entry["part"]).is_file():
        return None
    return entry if entry["sha256"] and entry["sha256"] == _sha256(entry["uri"]) else None


def _sha256(uri: str) -> str | None:
    try:
        with Path(uri).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _made(patterns: str, options: Options) -> str:
    """A digest of all that a part depends on besides its source: program, patterns, options."""
    wanted = f"{options.published} {options.published_default} {options.tokens} {options.ner} {sorted(options.columns.items())}"
    return hashlib.sha256(f"{_program()} {patterns} {wanted}".encode()).hexdigest()[:12]


@cache
def _program() -> str:
    digest = hashlib.sha256()
    top = Path(__file__).parent
    for file in sorted(top.rglob("*.py"), key=lambda path: path.relative_to(top).as_posix()):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@contextmanager
def _manifest(folder: Path, earlier: list[dict[str, Any]]) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A way to enter manifest lines: into a journal while the run lasts, under the final name when it is over."""
    journal = folder / emit.JOURNAL
    try:
        (folder / emit.PARTS).mkdir(parents=True, exist_ok=True)
        emit.write(journal, earlier)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written to: {error.strerror}; name another --out") from error

    with journal.open("a", encoding="utf-8", newline="\n") as file:

        def enter(entry: dict[str, Any]) -> None:
            emit.append(file, entry)
            emit.settle(file)

        yield enter
    journal.replace(folder / emit.MANIFEST)
    emit.settle_folder(folder)


def _sweep(folder: Path) -> None:
    """Remove parts that the manifest does not name, and what a run that was killed left unfinished."""
    named = {entry["part"] for entry in emit.read_manifest(folder)}
    for file in sorted((folder / emit.PARTS).iterdir()):
        ours = file.name.endswith((".jsonl", ".jsonl.part"))
        if ours and f"{emit.PARTS}/{file.name}" not in named:
            file.unlink()


def _progress(names: Iterable[str]) -> Iterable[str]:
    if not sys.stderr.isatty():
        return names
    from tqdm import tqdm

    return tqdm(list(names), unit=" sources", file=sys.stderr, leave=False)
