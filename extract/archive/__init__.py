"""Many sources -> one dataset folder.

    outputs/NAME/
        articles/<source name>-<hash>.jsonl   the articles of one source, a line each
        manifest.jsonl                        a line a source: what became of it
        run.json                              what the last run did, and when

A source that cannot be read is reported, entered as failed and set aside; the run goes on. A run that is broken off
leaves whole parts and a journal, from which the next run goes on. A source whose bytes, options, patterns and program
are those of its manifest line is not read again. Sources of earlier runs into the same folder stay in it, those whose
files are gone until a run prunes them. One run at a time writes to a folder; a file that is named by several paths is
read once.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract import emit, read
from extract.archive import last_run, lock
from extract.archive.parts import Options as Options
from extract.archive.parts import Settings as Settings
from extract.archive.parts import Source as Source
from extract.archive.parts import part_name as part_name
from extract.archive.plan import Plan as Plan
from extract.archive.plan import outside as outside
from extract.archive.plan import planned
from extract.archive.summary import Summary as Summary
from extract.archive.workers import Task, entries
from extract.errors import UsageError
from extract.patterns import Rules, load_rules
from extract.read.files import Inputs, Listing

Entry = dict[str, Any]
_USUAL = Settings()
_GO_ON = "what is done so far is kept; mend that and give the same call again"


def run(
    inputs: Inputs | Listing,
    folder: Path,
    options: Options | None = None,
    settings: Settings = _USUAL,
    *,
    rules: Rules | None = None,
    report: Callable[[str], None] = lambda line: None,
) -> Summary:
    """The summary of a run that puts the articles of all inputs into a dataset folder.

    `report` is called with one line for each thing that could not be read, and for each that was taken for something
    it may not be. `settings` is how the run goes about it; the dataset is the same whatever the number of workers.
    """
    listing = inputs if isinstance(inputs, Listing) else read.listing(inputs)
    task = Task(folder, options or Options(), rules or load_rules())
    with _writing(folder), lock.held(_made(folder)):
        plan = planned(listing, task, settings)
        summary = Summary.of_plan(folder, plan)
        with last_run.recorded(task, settings, plan.inputs, summary):
            dataset = _carried_out(plan, task, settings, summary, report)
            _sweep(folder, dataset)
            summary.total(dataset)
        for doubt in summary.doubts():
            report(doubt)
    return summary


def preview(inputs: Inputs | Listing, folder: Path, options: Options | None = None, settings: Settings = _USUAL, *, rules: Rules | None = None) -> Plan:
    """What a run would do. Nothing is written."""
    listing = inputs if isinstance(inputs, Listing) else read.listing(inputs)
    return planned(listing, Task(folder, options or Options(), rules or load_rules()), settings)


def _carried_out(plan: Plan, task: Task, settings: Settings, summary: Summary, report: Callable[[str], None]) -> list[Entry]:
    """The dataset's manifest lines, when all is read that the plan says."""
    sources = {source.uri: source for source in plan.todo}
    pruned = plan.gone if settings.prune and not plan.left else ()
    if plan.is_done(task.folder, pruned):
        return list(plan.before.values())
    with _journal(task.folder, plan, frozenset(pruned)) as (enter, dataset):
        for entry in _progress(entries(task, list(plan.todo), settings), len(plan.todo)):
            enter(entry)
            summary.add(entry)
            for message in (*entry["errors"], *entry.get("notes", ())):
                report(sources[entry["uri"]].told(message))
    summary.pruned = len(pruned)
    summary.earlier -= len(pruned)
    return dataset


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


@contextmanager
def _journal(folder: Path, plan: Plan, pruned: frozenset[str]) -> Iterator[tuple[Callable[[Entry], None], list[Entry]]]:
    """A way to enter manifest lines, into a journal while the run lasts, and all lines of the manifest, when it is over.

    The journal begins with all that was known, under the names of now: while it stands it is what the dataset holds.
    """
    journal = folder / emit.JOURNAL
    emit.write(journal, plan.before.values())
    known = dict(plan.before)
    dataset: list[Entry] = []
    with journal.open("a", encoding="utf-8", newline="\n") as file:

        def enter(entry: Entry) -> None:
            emit.append(file, entry)
            emit.settle(file)
            known[entry["uri"]] = entry

        yield enter, dataset
    asked = dict.fromkeys(source.uri for source in plan.sources)
    dataset += [entry for uri, entry in known.items() if uri not in asked and uri not in pruned]
    dataset += [known[uri] for uri in asked if uri in known]
    emit.write(folder / emit.MANIFEST, dataset)
    journal.unlink()
    emit.settle_folder(folder)


def _sweep(folder: Path, dataset: Iterable[Entry]) -> None:
    """Remove parts that the manifest does not name, and what a run that was killed left unfinished."""
    named = {entry["part"] for entry in dataset}
    for file in sorted((folder / emit.PARTS).iterdir()):
        ours = file.name.endswith((".jsonl", ".jsonl.part"))
        if ours and f"{emit.PARTS}/{file.name}" not in named:
            file.unlink()


def _progress(done: Iterator[Entry], count: int) -> Iterable[Entry]:
    if not sys.stderr.isatty():
        return done
    from tqdm import tqdm

    return tqdm(done, total=count, unit=" sources", file=sys.stderr, leave=False)
