"""Many sources -> one dataset folder.

    outputs/NAME/
        articles/<source name>-<hash>.jsonl   the articles of one source, a line each
        manifest.jsonl                        a line a source: what became of it

A source that cannot be read is reported, entered as failed and set aside; the run goes on. A run that is broken off
leaves whole parts and a journal, from which the next run goes on. A source whose bytes, options, patterns and program
are those of its manifest line is not read again. Sources of earlier runs into the same folder stay in it. One run at a
time writes to a folder; a file that is named by several paths is read once.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive import lock
from extract.archive.parts import Options as Options
from extract.archive.parts import Settings as Settings
from extract.archive.parts import Source as Source
from extract.archive.parts import part_name as part_name
from extract.archive.parts import sha256
from extract.archive.plan import Plan, planned
from extract.archive.summary import Summary as Summary
from extract.archive.workers import Task, entries
from extract.errors import UsageError
from extract.patterns import Rules, load_rules

Entry = dict[str, Any]
_USUAL = Settings()
_GO_ON = "what is done so far is kept; mend that and give the same call again"


def run(
    sources: Iterable[Any],
    folder: Path,
    options: Options | None = None,
    settings: Settings = _USUAL,
    *,
    rules: Rules | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> Summary:
    """The summary of a run that puts the articles of all sources into a dataset folder.

    `report` is called with one line for each thing that could not be read, and for each that was taken for something
    it may not be. `settings` is how the run goes about it; the dataset is the same whatever the number of workers.
    """
    task = Task(folder, options or Options(), rules or load_rules())
    with _writing(folder), lock.held(_made(folder)):
        before = _before(folder)
        names, again = _each_once(map(str, sources), before)
        plan = planned([Source(uri, uri) for uri in names], before, task, settings)
        summary = Summary(folder, again=again, unchanged=len(plan.unchanged))
        for entry in plan.unchanged:
            summary.add(entry)
        with _journal(folder, plan) as enter:
            for entry in _progress(entries(task, list(plan.todo), settings), len(plan.todo)):
                enter(entry)
                summary.add(entry)
                for message in (*entry["errors"], *entry.get("notes", ())):
                    report(message)
        summary.earlier = len(before.keys() - names.keys())
        for doubt in summary.doubts():
            report(doubt)
        _sweep(folder)
    return summary


def _made(folder: Path) -> Path:
    (folder / emit.PARTS).mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """UsageError in place of what the system says when it cannot write; what cannot be read has long been set aside."""
    try:
        yield
    except OSError as error:
        advice = "name another --out" if error.errno in (errno.EACCES, errno.EROFS, errno.ENOTDIR, errno.EEXIST) else _GO_ON
        raise UsageError(f"{folder}: cannot be written to: {error.strerror or error}; {advice}") from error


def _before(folder: Path) -> dict[str, Entry]:
    """The manifest lines of earlier runs, the newest of each source: also of one that was broken off."""
    both = (*emit.read_manifest(folder), *emit.read_manifest(folder, journal=True))
    return {entry["uri"]: entry for entry in both}


def _each_once(sources: Iterable[str], before: Mapping[str, Entry]) -> tuple[dict[str, str], int]:
    """The sources, a file that several paths lead to once, and how many were named in vain.

    Of the paths to a file the one that the dataset knows it by is kept, else one that is no link, else the first.
    """
    known = {os.path.realpath(uri): uri for uri in before}
    found: dict[str, str] = {}
    again = 0
    for source in sources:
        file = source if source == "-" else os.path.realpath(source)
        again += file in found
        if file not in found or (Path(found[file]).is_symlink() and not Path(source).is_symlink()):
            found[file] = source
    return {_as_known(source, known.get(file), before): file for file, source in found.items()}, again


def _as_known(source: str, uri: str | None, before: Mapping[str, Entry]) -> str:
    """The name by which the dataset knows a file. One that was read from another folder may only look like this one."""
    if uri is None or source in before:
        return source
    return uri if Path(uri).is_absolute() or before[uri]["sha256"] == sha256(source) else source


@contextmanager
def _journal(folder: Path, plan: Plan) -> Iterator[Callable[[Entry], None]]:
    """A way to enter manifest lines: into a journal while the run lasts, into the manifest when it is over."""
    journal = folder / emit.JOURNAL
    emit.write(journal, plan.before.values())
    known = dict(plan.before)
    with journal.open("a", encoding="utf-8", newline="\n") as file:

        def enter(entry: Entry) -> None:
            emit.append(file, entry)
            emit.settle(file)
            known[entry["uri"]] = entry

        yield enter
    asked = dict.fromkeys(source.uri for source in plan.sources)
    earlier = (entry for uri, entry in known.items() if uri not in asked)
    emit.write(folder / emit.MANIFEST, [*earlier, *(known[uri] for uri in asked if uri in known)])
    journal.unlink()
    emit.settle_folder(folder)


def _sweep(folder: Path) -> None:
    """Remove parts that the manifest does not name, and what a run that was killed left unfinished."""
    named = {entry["part"] for entry in emit.read_manifest(folder)}
    for file in sorted((folder / emit.PARTS).iterdir()):
        ours = file.name.endswith((".jsonl", ".jsonl.part"))
        if ours and f"{emit.PARTS}/{file.name}" not in named:
            file.unlink()


def _progress(done: Iterator[Entry], count: int) -> Iterable[Entry]:
    if not sys.stderr.isatty():
        return done
    from tqdm import tqdm

    return tqdm(done, total=count, unit=" sources", file=sys.stderr, leave=False)
