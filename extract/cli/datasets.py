"""The dataset that a command was given: its lines, and what a reader must know of it first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.cli.parser import complain
from extract.errors import UsageError

WHAT = "a folder that `run` wrote, or one of its parts; several of them, or a glob"


def add_datasets(parser: argparse.ArgumentParser, name: str = "dataset", what: str = WHAT) -> None:
    """The datasets that a command reads, as its last names."""
    parser.add_argument(name, nargs="+", metavar=name.upper(), help=what)


def given_datasets(names: Sequence[str]) -> list[Path]:
    """The folders and parts of datasets that were named; on stderr, which of them are not all there, and why."""
    from extract.archive import dataset

    found = dataset.opened(names)
    for path in found:
        if path.is_file():
            _no_input(path)
    for line in dataset.unfinished(found):
        complain(line)
    return found


def article_lines(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The lines of datasets; on stderr, that they are not all, where a run was broken off or is not over yet."""
    from extract import emit

    return emit.read_jsonl(*given_datasets(names))


def _no_input(file: Path) -> None:
    """UsageError for a file that `run` reads, given in place of what it writes."""
    from extract.read import kinds, raw

    given = raw.of_path(file, str(file))
    start = given.start().lstrip(b"\xef\xbb\xbf \t\r\n")
    if start and not start.startswith(b"{"):
        kind = kinds.kind_of(given)
        what = {".xlsx": "a workbook", ".xlsm": "a workbook"}.get(kind, f"a {kind} file")
        raise UsageError(f"{file}: {what}, not the lines of a dataset; `policy-extract run {file}` reads it and writes one: give that folder here")
