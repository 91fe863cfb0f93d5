"""Many sources -> one dataset folder.

    outputs/NAME/
        articles/<source name>-<hash>.jsonl   the articles of one source, a line each
        manifest.jsonl                        a line a source: what became of it
        run.json                              what the last run did, and when

A source that cannot be read is reported, entered as failed and set aside; the run goes on. An interrupted run
leaves whole parts and a journal, from which the next run continues. A source whose bytes, options, patterns and program
are those of its manifest line is not read again. Sources of earlier runs into the same folder stay in it, those whose
files are gone until a run prunes them. One run at a time writes to a folder; a file that is named by several paths is
read once.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract import emit
from extract.archive import journal, last_run, lock
from extract.archive.parts import Cluster as Cluster
from extract.archive.parts import Options as Options
from extract.archive.parts import Settings as Settings
from extract.archive.parts import Source as Source
from extract.archive.parts import part_name as part_name
from extract.archive.plan import Plan as Plan
from extract.archive.plan import planned
from extract.archive.progress import Watch as Watch
from extract.archive.progress import shown
from extract.archive.summary import Summary as Summary
from extract.archive.workers import Task, Work, hired
from extract.emit import Entry
from extract.errors import UsageError
from extract.patterns import Rules, load_rules
from extract.read.files import Inputs

_USUAL = Settings()
_NOT_WATCHED = Watch(quiet=True)
_GO_ON = "what is done so far is kept; mend that and give the same call again"


def run(
    inputs: Inputs,
    folder: Path,
    options: Options | None = None,
    settings: Settings = _USUAL,
    *,
    rules: Rules | None = None,
    report: Callable[[str], None] = lambda line: None,
    watch: Watch = _NOT_WATCHED,
) -> Summary:
    """Write the articles of all inputs into a dataset folder; returns the summary of the run.

    `report` is called with one line for each thing that could not be read, and for each that was taken for something
    it may not be; `watch` says what else is reported. `settings` is how the run does its work;
    the dataset is the same whatever the number of workers, and wherever they are. Raises UsageError for inputs that
    lead to no file.
    """
    inputs = list(inputs)
    task = Task(folder, options or Options(), rules or load_rules())
    with _writing(folder), _made(folder), lock.held(folder), hired(task, settings, inputs) as work:
        plan = planned(inputs, task, settings)
        summary = Summary.of_plan(folder, plan)
        with last_run.recorded(task, settings, plan.inputs, summary):
            dataset = _carried_out(plan, work, summary, report, watch)
            _sweep(folder, dataset)
            summary.total(dataset)
        for doubt in (*summary.doubts(), *([] if watch.quiet else plan.remarks())):
            report(doubt)
    return summary


def preview(inputs: Inputs, folder: Path, options: Options | None = None, settings: Settings = _USUAL, *, rules: Rules | None = None) -> Plan:
    """What a run would do. Nothing is written."""
    return planned(inputs, Task(folder, options or Options(), rules or load_rules()), settings)


def _carried_out(plan: Plan, work: Work, summary: Summary, report: Callable[[str], None], watch: Watch) -> list[Entry]:
    """Read all sources that the plan lists; returns the manifest lines of the dataset."""
    sources = {source.uri: source for source in plan.todo}
    pruned = frozenset(plan.gone) if work.settings.prune and not plan.left else frozenset[str]()
    with shown(watch, len(sources), lambda: work.size) as progress:
        if plan.is_done(work.task.folder, pruned):
            return list(plan.before.values())
        with journal.kept(work.task.folder, plan) as lines:
            for entry in work.entries(list(plan.todo)):
                progress.look(work)
                if entry is not None:
                    entry = plan.keeping_earlier(entry)
                    lines.enter(entry)
                    summary.add(entry)
                    source = sources[entry["uri"]]
                    progress.source(entry, source.path)
                    for message in (*entry["errors"], *entry.get("notes", ())):
                        report(source.with_path(message))
    summary.pruned = len(pruned)
    summary.earlier -= len(pruned)
    return journal.closed(work.task.folder, plan, lines, pruned)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder of a dataset; if it is new and stays empty, it is removed again, with the new folders above it."""
    new = [path for path in (folder / emit.PARTS, folder, *folder.parents) if not path.exists()]
    (folder / emit.PARTS).mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            for path in new if os.listdir(folder) == [emit.PARTS] else ():  # noqa: PTH208
                path.rmdir()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Raise UsageError in place of an OSError when writing; errors of reading have been handled before."""
    try:
        yield
    except OSError as error:
        advice = "name another --out" if error.errno in (errno.EACCES, errno.EROFS, errno.ENOTDIR, errno.EEXIST) else _GO_ON
        raise UsageError(f"{folder}: cannot be written to: {error.strerror or error}; {advice}") from error


def _sweep(folder: Path, dataset: Iterable[Entry]) -> None:
    """Remove parts that the manifest does not name, and unfinished files of a killed run."""
    named = {entry["part"] for entry in dataset}
    for name in sorted(os.listdir(folder / emit.PARTS)):  # noqa: PTH208 (of a hundred thousand names, Path takes seconds)
        if name.endswith((".jsonl", ".jsonl.part")) and f"{emit.PARTS}/{name}" not in named:
            (folder / emit.PARTS / name).unlink()
