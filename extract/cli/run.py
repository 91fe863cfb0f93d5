"""`policy-extract run`: bulletins -> a dataset of JSON lines."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.options import count, number, reading
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED, complain
from extract.cli.telling import telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.archive import Cluster, Options, Settings
    from extract.cli.parser import Commands
    from extract.patterns import Rules

_STDOUT = "-"


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("run", help="read bulletins, write a dataset of JSON lines")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder or a glob (- for standard input)")
    parser.add_argument("--out", metavar="FOLDER", help="the dataset (default: outputs/ and the input's name); - for JSON lines on standard output")
    parser.add_argument("--tokens", action="store_true", help="put words with their part of speech into the lines")
    parser.add_argument("--include", action="append", default=[], metavar="GLOB", help="of folders, only these files")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="of folders, not these files")
    share = "processes that share the files, and large files among them; the dataset is the same for any number (default: the cores)"
    parser.add_argument("--workers", type=count, default=0, metavar="N", help=share)
    machines = "have the work done by the workers of a Dask scheduler, as tcp://node7:8786, or the file that it wrote its address to"
    parser.add_argument("--cluster", metavar="ADDRESS", help=machines)
    _limits(parser)
    _told(parser)
    again = "read all sources anew, also those of which nothing has changed"
    parser.add_argument("--force", action="store_true", help=again)
    gone = "take sources out of the dataset whose files are no longer in the input folder"
    parser.add_argument("--prune", action="store_true", help=gone)
    parser.add_argument("--dry-run", action="store_true", help="say what would be read and why; write nothing")
    parser.add_argument("--limit", type=number, metavar="N", help="read N sources at most; the same call goes on with the others")
    reading(parser)
    parser.set_defaults(command=_run)


def _limits(parser: argparse.ArgumentParser) -> None:
    """Options that say what one document may take."""
    seconds = "seconds that one document may take (default: 300); over that it is left out and named, and the rest goes on"
    parser.add_argument("--max-seconds", type=number, default=300, metavar="N", help=seconds)
    memory = "megabytes that a process may take for one document (default: what there is)"
    parser.add_argument("--max-mb", type=number, metavar="N", help=memory)
    tries = "read also sources that failed in three runs and have been set aside since"
    parser.add_argument("--retry-failed", action="store_true", help=tries)


def _told(parser: argparse.ArgumentParser) -> None:
    """Options that say what is told of a run while it lasts."""
    telling(parser)
    parser.add_argument("--log-json", type=Path, metavar="FILE", help="put a JSON line for each source, and one a minute, at the end of a file")


def _run(given: argparse.Namespace) -> int:
    from extract import archive

    _check(given)
    folder = _folder(given)
    rules = rules_of(given)
    options = archive.Options(
        published=given.published, published_default=given.published_default, tokens=given.tokens, ner=given.ner, columns=dict(given.column)
    )
    if str(given.out) == _STDOUT:
        return _streamed(given, options, rules)
    if given.dry_run:
        print("\n".join(archive.preview(given.inputs, folder, options, _settings(given), rules=rules).lines()))
        return OK
    return _written(given, folder, options, rules)


def _check(given: argparse.Namespace) -> None:
    """Raises UsageError for options that do not go together."""
    if str(given.out) == _STDOUT and (given.prune or given.dry_run):
        raise UsageError("--out - writes lines to standard output and has no dataset; --prune and --dry-run are for one: leave them out, or name a folder")
    if given.cluster and (given.workers or str(given.out) == _STDOUT):
        raise UsageError("--cluster writes to a dataset, with as many workers as there are; leave --workers and --out - out")


def _folder(given: argparse.Namespace) -> Path:
    """Where the dataset is to lie. Raises UsageError for a place where none can."""
    from extract.read.storage import is_url, on_disk

    out = on_disk(str(given.out)) if given.out else str(Path("outputs") / _name(given.inputs[0]))
    if is_url(out):
        raise UsageError(f"{out}: a dataset is written to a disk, where files can be locked and renamed; name a folder, and copy it there when the run is over")
    return Path(out)


def _written(given: argparse.Namespace, folder: Path, options: Options, rules: Rules) -> int:
    """Write the dataset, and say what was done."""
    from dataclasses import replace

    from extract import archive

    watch = archive.Watch(quiet=given.quiet, verbose=given.verbose, log=given.log_json, say=complain)
    try:
        with _machines(given) as cluster:
            settings = replace(_settings(given), cluster=cluster)
            summary = archive.run(given.inputs, folder, options, settings, rules=rules, report=complain, watch=watch)
    except KeyboardInterrupt as error:
        error.args = (f"{str(error) or 'broken off'}; what is done is kept in {folder}, and the same call goes on",)
        raise
    with suppress(BrokenPipeError):  # the reader went away; what the run came to stands in the exit code
        for line in [] if given.quiet else summary.lines():
            print(line)
    for line in summary.standing() if given.quiet else []:  # the exit code wants its reason
        complain(line)
    return SOME_FAILED if summary.errors else OK


def _machines(given: argparse.Namespace) -> AbstractContextManager[Cluster | None]:
    from extract import cluster

    return cluster.connected(given.cluster, complain) if given.cluster else nullcontext()


def _settings(given: argparse.Namespace) -> Settings:
    from extract import archive

    workers = given.workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    return archive.Settings(
        workers=workers,
        force=given.force,
        prune=given.prune,
        limit=given.limit,
        seconds=given.max_seconds,
        megabytes=given.max_mb,
        retry_failed=given.retry_failed,
        include=given.include,
        exclude=given.exclude,
    )


def _streamed(given: argparse.Namespace, options: Options, rules: Rules) -> int:
    from extract.archive import stream

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="\n")
    counts = stream.write(given.inputs, sys.stdout, options, _settings(given), rules=rules, report=complain)
    complain(counts.line())
    return SOME_FAILED if counts.failed else OK


def _name(given: str) -> str:
    from extract.read.files import fixed, is_glob

    path = Path(fixed(given) if is_glob(given) else given).resolve()
    return "stdin" if given == "-" else (path.name if path.is_dir() else path.stem) or "run"
