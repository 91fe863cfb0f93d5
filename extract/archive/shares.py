"""A large source, shared by several processes: each writes the lines of its items, one joins them.

The part that comes out is that of a source read by one process, byte for byte. Where that is in doubt (a fault in the
middle, a source that changed meanwhile, nothing found) it is not put together but read anew, as a whole.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from extract import emit
from extract.archive.parts import Counts, found, part_name, sha256
from extract.archive.states import state
from extract.archive.task import At, Share, Task, Unit
from extract.emit import Entry
from extract.errors import SourceError
from extract.pipeline import REPRINT

_LINE = tuple[int, str, str, str]  # number of the item, kind, id of the article, line
_ARTICLE, _ERROR, _NOTE = "a", "e", "n"


def written(task: Task, unit: Unit, at: At) -> Share:
    """One share of a source, in a file of its own beside the parts; nothing, where it cannot be fetched."""
    try:
        with unit.source.at_hand(task.folder / emit.PARTS) as source:
            return _written(task, replace(unit, source=source), at)
    except SourceError:
        return Share("", None, Counts(), over=False)


def _written(task: Task, unit: Unit, at: At) -> Share:
    part = part_name(unit.source.uri)
    file = f"{emit.PARTS}/.{unit.share}-of-{unit.of}.{part}.part"
    before = state(unit.source.path)
    digest, counts, turns = sha256(unit.source.path), Counts(), unit.turns(at)
    errors: list[str] = []
    with (task.folder / file).open("w", encoding="utf-8", newline="\n") as lines:
        for article in found(unit.source, task.options, task.rules, errors, turns):
            known = len(counts.notes)
            counts.add(article)
            _put(lines, turns.number, _ERROR, errors)
            _put(lines, turns.number, _NOTE, list(counts.notes)[known:])
            lines.write(f"{turns.number}\t{_ARTICLE}\t{article.id}\t{emit.line(article)}\n")
        _put(lines, turns.number, _ERROR, errors)
    return Share(file, digest, counts, turns.over and state(unit.source.path) == before)


def together(task: Task, unit: Unit, at: At) -> Entry | None:
    """The manifest line of a source whose shares are put together to its part; None where it has to be read as a whole."""
    shares, uri = unit.shares, unit.source.uri
    if not _fit(task.folder, shares):
        return None
    counts = _sum(shares)
    errors: list[str] = []
    notes: dict[str, None] = {}
    lines = _told(heapq.merge(*(_read(task.folder / share.file) for share in shares)), errors, notes, at)
    part = f"{emit.PARTS}/{part_name(uri)}"
    if counts.articles:
        with emit.replacing(task.folder / part, settled=False) as file:
            file.writelines(lines)
    else:
        list(lines)
    counts.notes = notes
    remove(task.folder, shares)
    return task.stamped(counts.entry(unit.source, shares[0].digest, part, errors)) if counts.articles or errors else None


def _fit(folder: Path, shares: Iterable[Share]) -> bool:
    """Whether shares make a whole: all read to the end, of the same bytes, and still there.

    They are not where whoever put them together ended before it was told.
    """
    alike = len({share.digest for share in shares}) == 1
    return alike and all(share.over and (folder / share.file).is_file() for share in shares)


def remove(folder: Path, shares: Iterable[Share]) -> None:
    """Remove the files of shares."""
    for share in shares:
        (folder / share.file).unlink(missing_ok=True)


def _put(lines: TextIO, number: int, kind: str, messages: list[str]) -> None:
    """Write messages to a share, and clear the list."""
    for message in messages:
        lines.write(f"{number}\t{kind}\t\t{json.dumps(message)}\n")
    messages.clear()


def _read(file: Path) -> Iterator[tuple[int, int, _LINE]]:
    with file.open(encoding="utf-8", newline="\n") as lines:
        for place, text in enumerate(lines):
            number, kind, ident, line = text.split("\t", 3)
            yield int(number), place, (int(number), kind, ident, line)


def _told(lines: Iterator[tuple[int, int, _LINE]], errors: list[str], notes: dict[str, None], at: At) -> Iterator[str]:
    """The lines of articles, those that stood in the source before with a warning; messages go where they belong."""
    seen: set[str] = set()
    for _, _, (number, kind, ident, line) in lines:
        at(number, False)
        if kind == _ERROR:
            errors.append(json.loads(line))
        elif kind == _NOTE:
            notes[json.loads(line)] = None
        else:
            yield _reprinted(line) if ident in seen else line
            seen.add(ident)


def _reprinted(line: str) -> str:
    """The line of an article as `pipeline.reprinted` has it."""
    record: dict[str, Any] = json.loads(line)
    record["warnings"].append({"code": REPRINT, "start": 0, "end": 0})
    return emit.line(record) + "\n"


def _sum(shares: Iterable[Share]) -> Counts:
    counts = Counts()
    for share in shares:
        counts.articles += share.counts.articles
        counts.undated += share.counts.undated
        counts.records += share.counts.records
        counts.statements += share.counts.statements
        counts.unread += share.counts.unread
        counts.sha256 = counts.sha256 or share.counts.sha256
    return counts
