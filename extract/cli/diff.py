"""`policy-extract diff`: what two datasets of the same sources have otherwise."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import WHAT, given_datasets
from extract.cli.options import unwritten
from extract.cli.parser import OK
from extract.cli.telling import passing, tell, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.archive.diff import Change
    from extract.cli.parser import Commands

_MARKS = {"gained": "+", "lost": "-", "changed": "~"}


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("diff", help="records gained, lost and changed between two datasets")
    parser.add_argument("old", metavar="OLD", help=WHAT.partition(";")[0] + ", or a glob")
    parser.add_argument("new", metavar="NEW", help="another of the same sources: of later patterns, or of another version")
    parser.add_argument("--out", type=Path, metavar="FILE", help="all changes as JSON lines (.jsonl) or as a table (.csv)")
    parser.add_argument("--ignore", action="append", default=[], metavar="FIELD", help="a field that does not count, as confidence")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="show up to N changes (default: 10)")
    telling(parser)
    parser.set_defaults(command=_diff)


def _diff(given: argparse.Namespace) -> int:
    from extract.archive import diff
    from extract.text import counted

    if given.out is not None and given.out.suffix.lower() not in (".jsonl", ".csv"):
        raise UsageError(f"{given.out}: write changes to a file called .jsonl or .csv")
    counts = diff.Counts()
    found = diff.changes(
        given_datasets([given.old]), given_datasets([given.new]), counts, frozenset(given.ignore), lambda uris: passing(uris, given, "sources")
    )
    try:
        shown = list(_shown(_kept(found, given.out), given.show))
    except OSError as error:
        raise unwritten(given.out, error) from error
    tell(given, *shown, *counts.lines())
    total = sum(kind.total() for kind in counts.changes.values())
    tell(given, counted(total, "change") + f": {given.out}" * bool(given.out))
    return OK


def _shown(changes: Iterable[Change], limit: int) -> Iterator[str]:
    """A line for each of the first changes; the others pass."""
    for number, change in enumerate(changes):
        if number < limit:
            found = change.found
            told = "; ".join(f"{name}: {' -> '.join(_apart(old, new))}" for name, (old, new) in change.fields.items())
            yield " ".join(f"{_MARKS[change.change]} {found.kind} {found.line['source']['uri']}: {found.text} {told or found.evidence}".split())


_AROUND = 16  # characters beside what two long values have otherwise


def _apart(old: object, new: object) -> tuple[str, str]:
    """Both as they are shown: of two long texts the stretch in which they differ, with a little of what stands around."""
    was, now = str(old), str(new)
    head = _shared(was, now)
    tail = min(_shared(was[::-1], now[::-1]), min(len(was), len(now)) - head)
    start, end = max(head - _AROUND, 0), max(tail - _AROUND, 0)
    shown = (text[start : len(text) - end] for text in (was, now))
    first, second = ("…" * (start > 0) + text + "…" * (end > 0) for text in shown)
    return first, second


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _kept(changes: Iterable[Change], out: Path | None) -> Iterator[Change]:
    """The same changes, each written to a file as it passes."""
    if out is None:
        yield from changes
    elif out.suffix.lower() == ".csv":
        from extract.archive.diff import COLUMNS
        from extract.tables import csv_files

        with csv_files.plain(out.parent, {"changes": (out.stem, COLUMNS)}) as files:
            for change in changes:
                for row in change.rows():
                    files.add("changes", row)
                yield change
    else:
        from extract import emit

        with emit.replacing(out) as file:
            for change in changes:
                emit.append(file, change.as_dict())
                yield change
