"""The plan of a run: which sources are to be read, and why; which stay as they are; which are gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path

from extract import emit, read
from extract.archive import keys, last_run
from extract.archive.migrate import earlier_places, migrated
from extract.archive.parts import CUT, Settings, Source, part_name, sha256
from extract.archive.states import UNSETTLED
from extract.archive.task import PART_BYTES, Task
from extract.emit import Entry
from extract.errors import SourceError, UsageError
from extract.read import storage
from extract.read.files import STDIN, File, Inputs, Listing

NEW, FORCED, FAILED = "new", "forced", "failed before"
LOST, DAMAGED = "its part is lost", "its part is damaged"
MADE, CHANGED = "program, patterns or options changed", "changed"
_NEEDED = frozenset(("uri", "sha256", "part", "articles", "records", "statements", "status", "errors"))
TRIES = 3  # runs that fail at a source before it is set aside: what failed one night may work the next day
_WRITTEN = (emit.PARTS, emit.MANIFEST, emit.JOURNAL, last_run.RUN, "tables", "tables.xlsx", "tables.sqlite", "report.html", "review.jsonl")
"""What run, table, report and serve write into a dataset; the tables in one file are those of `tables.ONE_FILE`, a room that no run imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run has to do.

    `sources` are all that the inputs lead to, each once, `again` counts those named more than once; `todo` are those to be
    read, with the reason of each, `left` those that a limit leaves for another run. `gone` are sources of the dataset
    whose files are no longer in the input, `renamed` counts those of them that stand there under a new name.
    `renewed` is whether lines of the manifest have got new names, or were dropped. `tries` is how many runs have failed at a
    source as it is now, by its name. `added` are inputs that are new to a dataset with others. `passed` is a remark on files
    of folders that were left out, or None.
    """

    sources: Sequence[Source]
    before: Mapping[str, Entry]
    inputs: Sequence[keys.Input]
    todo: Mapping[Source, str]
    gone: Sequence[str] = ()
    left: Sequence[Source] = ()
    again: int = 0
    renamed: int = 0
    renewed: bool = False
    tries: Mapping[str, int] = field(default_factory=dict)
    passed: str | None = None
    added: Sequence[keys.Input] = ()

    def aside(self) -> int:
        """The number of sources that are not read because that has failed too often."""
        return sum(self.tries.get(source.uri, 0) >= TRIES for source in self.sources if source not in self.todo)

    def unchanged(self) -> list[Entry]:
        """The manifest lines of the sources that need not be read again."""
        others = {*self.todo, *self.left}
        return [self.before[source.uri] for source in self.sources if source not in others]

    def keeping_earlier(self, entry: Entry) -> Entry:
        """The manifest line to write for `entry`; where the source cannot be read now, it keeps what was read of it before."""
        before = self.before.get(entry["uri"])
        if entry["sha256"] is not None or before is None or not before["part"]:
            return entry
        return {**before, "status": "failed", "errors": [f"{error}; what was read of it before stays" for error in entry["errors"]]}

    def is_done(self, folder: Path, pruned: Collection[str]) -> bool:
        """Whether the manifest is already as the run would leave it."""
        return not (self.todo or pruned or self.renewed or emit.is_unfinished(folder)) and (folder / emit.MANIFEST).is_file()

    def earlier(self) -> int:
        """How many sources the dataset has besides those of this run."""
        return len(self.before.keys() - {source.uri for source in self.sources})

    def remarks(self) -> list[str]:
        """A line for each thing in the inputs that may be a mistake: a further archive beside the earlier one, files that were left out."""
        before = ", ".join(item.path or item.name for item in self.inputs if item not in self.added)
        added = (f"{item.path}: another input than before ({before}); its sources are added, as {item.prefix}…" for item in self.added)
        return [*added, *([self.passed] if self.passed else [])]

    def lines(self) -> list[str]:
        """What a run would do, as lines to be printed: one for each source that it would read or that is gone, and the numbers last."""
        unchanged = f"{len(self.unchanged())} unchanged"
        left = [f"{len(self.left)} left by --limit"] * bool(self.left)
        gone = [f"{len(self.gone)} no longer in the input"] * bool(self.gone)
        return [
            *(f"{reason}: {source.path}" for source, reason in self.todo.items()),
            *(f"no longer in the input: {uri}" for uri in self.gone),
            *self.remarks(),
            f"would read {len(self.todo)} of {len(self.sources)} sources ({', '.join([unchanged, *left, *gone])}); nothing is written",
        ]


def listed(inputs: Inputs, settings: Settings, folder: Path) -> Listing:
    """The files that inputs lead to, without what runs and tables write: a dataset inside an input folder is no input.

    Raises UsageError where there is none.
    """
    inputs = list(inputs)
    listing = read.listing(inputs, settings.include, settings.exclude)
    written = tuple(os.path.join(os.path.realpath(folder), name) for name in _WRITTEN)  # noqa: PTH118
    holds = cache(_holds_dataset)
    files = tuple(file for file in listing.files if not _is_written(file, written) and not _is_of_dataset(file, holds))
    if not files:
        raise UsageError(f"{' '.join(map(str, inputs))}: no file to read there; --include GLOB takes files of other names")
    return replace(listing, files=files)


def _is_of_dataset(file: File, holds: Callable[[str], bool]) -> bool:
    """Whether a file has a name of `_WRITTEN`, or lies below one, in a dataset that is the input folder or lies in it, whoever wrote the file."""
    parts = file.inside.split("/")
    return any(name in _WRITTEN and holds(os.path.join(file.folder, *parts[:depth])) for depth, name in enumerate(parts))  # noqa: PTH118


def _holds_dataset(folder: str) -> bool:
    return Path(folder, last_run.RUN).is_file() and any(Path(folder, name).is_file() for name in (emit.MANIFEST, emit.JOURNAL))


def planned(inputs: Inputs, task: Task, settings: Settings) -> Plan:
    """The plan of a run over `inputs` into the dataset of the task."""
    listing = listed(inputs, settings, task.folder)
    kept = _kept(task.folder, settings.force)
    files, again = keys.each_once(listing.files)
    inputs_before = keys.known_inputs(last_run.inputs(task.folder), kept)
    folders = keys.with_folders(inputs_before, list(files.values()), kept)
    known = keys.places(folders, kept)
    sources = keys.sources(files, folders, known)
    every = list(sources.values())
    earlier = earlier_places(kept, sources)
    before = migrated(kept, sources, folders, earlier)
    known = keys.places(folders, before) | earlier
    gone, vain = _gone(before, known, every, listing.folders)
    before = {uri: entry for uri, entry in before.items() if uri not in vain}
    tries = {} if settings.retry_failed else _tries(every, before, task)
    todo, left = _todo(every, before, tries, task, settings)
    _check_parts([*todo, *left], before)
    return Plan(
        sources=every,
        before=before,
        inputs=folders,
        todo=todo,
        gone=gone,
        left=left,
        again=again,
        renamed=_renamed(gone, before, todo),
        renewed=before.keys() != kept.keys(),
        tries=tries,
        passed=listing.remark(),
        added=_added(folders, inputs_before),
    )


def _gone(before: Mapping[str, Entry], known: Mapping[str, str], sources: Sequence[Source], folders: Sequence[str]) -> tuple[list[str], set[str]]:
    """The sources whose files no longer exist: those that have a part, and those that have none."""
    others = {uri: known[uri] for uri in before.keys() & known.keys() - {source.uri for source in sources}}
    gone = [uri for uri in before if uri in others and _is_gone(others[uri], folders)]
    vain = {uri for uri in gone if not before[uri]["part"]}
    return [uri for uri in gone if uri not in vain], vain


def _added(inputs: Sequence[keys.Input], before: Sequence[keys.Input]) -> Sequence[keys.Input]:
    """The inputs that are new to a dataset with others; none for a new dataset."""
    return inputs[len(before) :] if before else ()


def _tries(sources: Iterable[Source], before: Mapping[str, Entry], task: Task) -> dict[str, int]:
    """How many runs have failed at each source; only of sources that are unchanged since, under the same program and options."""
    known = last_run.tries(task.folder)
    tried = [(source, before[source.uri]) for source in sources if source.uri in known and source.uri in before]
    return {source.uri: known[source.uri] for source, entry in tried if entry.get("made") == task.made and entry["sha256"] == sha256(source.path)}


def _todo(
    sources: Sequence[Source], before: Mapping[str, Entry], tries: Mapping[str, int], task: Task, settings: Settings
) -> tuple[dict[Source, str], list[Source]]:
    """The sources that are to be read with the reason of each, and those that a limit leaves for another run.

    Those that failed before are the first to be left, so that they hold none of the others up.
    """
    reasons = {source: FORCED if settings.force else _reason(source, before.get(source.uri), tries, task) for source in sources}
    todo = {source: reason for source, reason in reasons.items() if reason}
    left = sorted(todo, key=lambda source: todo[source] == FAILED)[settings.limit :] if settings.limit else []
    for source in left:
        del todo[source]
    return todo, left


def _reason(source: Source, entry: Entry | None, tries: Mapping[str, int], task: Task) -> str | None:
    """Why a source is to be read; None where that would give what its manifest line says."""
    if entry is None:
        return NEW
    if UNSETTLED in entry:
        return CHANGED
    if entry["status"] == "failed" or CUT in entry:
        return FAILED if tries.get(source.uri, 0) < TRIES else None
    return _stale(source, entry, task)


def _stale(source: Source, entry: Entry, task: Task) -> str | None:
    """Why the result of an earlier reading that did not fail is outdated; None where it is not."""
    if entry["part"] and (reason := _spoilt(os.path.join(task.folder, entry["part"]), entry)):  # noqa: PTH118
        return reason
    if entry["sha256"] is None or entry["sha256"] != sha256(source.path):
        return CHANGED
    return MADE if entry.get("made") != task.made else None


def _spoilt(part: str, entry: Entry) -> str | None:
    """Why a part cannot be as it was written: it is missing, or its size differs; None where it may be."""
    try:
        size = os.path.getsize(part)  # noqa: PTH202 (of a hundred thousand files, Path takes seconds)
    except OSError:
        return LOST
    return DAMAGED if size != entry.get(PART_BYTES, size) else None


def _kept(folder: Path, force: bool) -> dict[str, Entry]:
    """The manifest lines of the dataset, by source. Raises UsageError for a line that cannot be read; with `force`, such lines are left out."""
    try:
        return emit.entries(folder)
    except SourceError as error:
        if not force:
            raise UsageError(f"{error}; give all inputs of the dataset, others may lose their lines") from error
    return {entry["uri"]: emit.compact(entry) for entry in emit.readable(folder) if entry.keys() >= _NEEDED}


def _is_gone(place: str, folders: Sequence[str]) -> bool:
    """Whether a file that lay in one of these folders no longer exists; False where that cannot be known, as its folder may not be opened."""
    if not any(keys.Input("", "", folder).holds(place) for folder in folders):
        return False
    try:
        return not (storage.is_file(place) if storage.is_url(place) else Path(place).is_file())
    except OSError:
        return False


def _is_written(file: File, written: tuple[str, ...]) -> bool:
    place = os.path.join(file.folder, file.inside)  # noqa: PTH118 (of a hundred thousand files, Path takes seconds)
    return file.path != STDIN and place.startswith(written) and any(place == one or place.startswith(one + os.sep) for one in written)


def _check_parts(to_read: Iterable[Source], before: Mapping[str, Entry]) -> None:
    coming = {source.uri: f"{emit.PARTS}/{part_name(source.uri)}" for source in to_read}
    kept = ((uri, entry["part"]) for uri, entry in before.items() if uri not in coming and entry["part"])
    keys.check_parts(chain(coming.items(), kept))


def _renamed(gone: Sequence[str], before: Mapping[str, Entry], todo: Mapping[Source, str]) -> int:
    """The number of gone sources that are in the input under a new name, with the same bytes."""
    if not gone:
        return 0
    new = {sha256(source.path) for source, reason in todo.items() if reason == NEW}
    return sum(before[uri]["sha256"] in new for uri in gone if before[uri]["sha256"])
