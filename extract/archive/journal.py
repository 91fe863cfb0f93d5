"""The journal of a run: its manifest lines as they are made; the manifest is written from it at the end."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from extract import emit
from extract.archive.plan import Plan
from extract.emit import Entry

_SETTLES = 0.5  # seconds between two times that the journal is forced to the disk: what is lost with the power is read again


@dataclass(slots=True)
class Journal:
    """Manifest lines by the name of their source: the earlier ones, and those entered in this run."""

    known: dict[str, Entry]
    _file: TextIO
    _settled: float = 0.0

    def enter(self, entry: Entry) -> None:
        """Enter the line of a source whose part is written."""
        emit.append(self._file, entry)
        self._file.flush()
        self.known[entry["uri"]] = emit.compact(entry)
        if time.monotonic() - self._settled > _SETTLES:
            emit.settle(self._file)
            self._settled = time.monotonic()


@contextmanager
def kept(folder: Path, plan: Plan) -> Iterator[Journal]:
    """The journal of a run; it begins with all earlier lines, under the current names.

    While it stands it is what the dataset holds; `closed` puts the manifest in its place.
    """
    path = folder / emit.JOURNAL
    emit.write(path, plan.before.values())
    with path.open("a", encoding="utf-8", newline="\n") as file:
        journal = Journal(dict(plan.before), file)
        try:
            yield journal
        finally:
            emit.settle(file)


def closed(folder: Path, plan: Plan, journal: Journal, pruned: Collection[str]) -> list[Entry]:
    """Write the dataset's manifest and return its lines: other sources first, then those of the run in order."""
    asked = dict.fromkeys(source.uri for source in plan.sources)
    dataset = [entry for uri, entry in journal.known.items() if uri not in asked and uri not in pruned]
    dataset += [journal.known[uri] for uri in asked if uri in journal.known]
    emit.write(folder / emit.MANIFEST, dataset)
    (folder / emit.JOURNAL).unlink()
    emit.settle_folder(folder)
    return dataset
