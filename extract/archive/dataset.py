"""Datasets as input for other commands: folders, single parts, globs; their state and their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive import lock
from extract.archive.parts import REPEATS, STATUSES
from extract.errors import UsageError
from extract.model import MENTIONS, RECORDS, Line
from extract.text import counted


def opened(given: Iterable[Path | str]) -> list[Path]:
    """The dataset folders and parts that names and globs match. Raises UsageError where one matches nothing."""
    found = [path for name in given for path in emit.matches(name)]
    for path in found:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; a dataset is a folder that `policy-extract run` wrote")
        if path.is_dir() and not is_dataset(path):
            raise UsageError(f"{path}: no dataset; {_instead(path)}")
    return list(dict.fromkeys(found))


def _instead(folder: Path) -> str:
    """What to do with a folder that is no dataset."""
    inside = sorted(str(one) for one in folder.iterdir() if one.is_dir() and is_dataset(one))
    return f"it holds datasets: {', '.join(inside[:_SHOWN])}" if inside else f"`policy-extract run` writes one, with {emit.MANIFEST} and {emit.PARTS}/"


_SHOWN = 3  # names of datasets in a folder that a message shows


def is_dataset(folder: Path) -> bool:
    """Whether a run wrote to this folder, or is writing to it."""
    return any((folder / name).exists() for name in (emit.MANIFEST, emit.JOURNAL, emit.PARTS))


def folder_of(path: Path) -> Path | None:
    """The dataset folder that a path is, or that a part lies in; None for a file of lines that lies elsewhere."""
    if path.is_dir():
        return path
    folder = path.absolute().parent.parent
    inside = path.absolute().parent.name == emit.PARTS and is_dataset(folder)
    return path.parent.parent if inside else None


def unfinished(paths: Iterable[Path]) -> Iterator[str]:
    """A line for each dataset whose run was interrupted or is still going on: what is missing, and what to do."""
    folders = dict.fromkeys(folder for path in paths if (folder := folder_of(path)) is not None)
    for folder in folders:
        if emit.is_unfinished(folder):
            done = len({entry["uri"] for entry in emit.read_manifest(folder, journal=True)})
            if lock.is_held(folder):
                yield f"{folder}: a run is still writing to it; here is what is done so far ({counted(done, 'source')})"
            else:
                yield (f"{folder}: its last run was broken off; here is what was done ({counted(done, 'source')}). Give the same `run` again, and it goes on")


@dataclass(slots=True)
class Totals:
    """The counts of articles, records and statements in lines, as a run counts them."""

    articles: int = 0
    records: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)

    def counted(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The same lines, each counted as it passes."""
        for line in lines:
            self.add(line)
            yield line

    def add(self, line: Mapping[str, Any]) -> None:
        """Count one line; a key that it lacks counts as empty."""
        self.articles += 1
        for name in RECORDS:
            self.records[name] += len(line.get(name, ()))
        for statement in (*line.get("targets", ()), *line.get("actuals", ())):
            self.statements[statement["status"]] += 1
            self.statements[REPEATS] += statement.get("same_as") is not None

    def agrees(self, entry: Mapping[str, Any]) -> bool:
        """Whether a manifest line has the same counts."""
        told = (entry["articles"], *(entry["records"].get(name, 0) for name in RECORDS))
        states = tuple(entry.get("statements", self.statements).get(name, 0) for name in (*STATUSES, REPEATS))
        return (told, states) == (
            (self.articles, *(self.records[name] for name in RECORDS)),
            tuple(self.statements[name] for name in (*STATUSES, REPEATS)),
        )

    def lines(self, repeated: bool = False) -> list[str]:
        """The same as `run` says at its end, with what became of statements that repeat another."""
        each = ", ".join(counted(self.statements[name], name) for name in STATUSES)
        repeats = self.statements[REPEATS]
        aside = "also as rows" if repeated else "left out; --repeated has them"
        said = f"; {repeats} of them repeat{'s' * (repeats == 1)} an earlier one (same_as; {aside})" * bool(repeats)
        found = ", ".join(counted(self.records[name], name[:-1]) for name in MENTIONS)
        return [f"{counted(self.articles, 'article')}: {each}{said}", found]


def doubts(paths: Sequence[Path], totals: Totals) -> Iterator[str]:
    """A warning where whole datasets that no run is writing to hold more or fewer articles than their manifests count."""
    if all(path.is_dir() and not lock.is_held(path) for path in paths):
        promised = sum(int(entry["articles"]) for path in paths for entry in emit.standing(path))
        if promised and promised != totals.articles:
            yield f"{', '.join(map(str, paths))}: {counted(promised, 'article')} in the manifest, {totals.articles} in the parts; `policy-extract verify` tells more"
