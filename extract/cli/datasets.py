"""The dataset that a command was given: its lines, and what a reader must know of it first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.cli.parser import complain
from extract.errors import UsageError


def article_lines(dataset: Path) -> Iterator[dict[str, Any]]:
    """The lines of a dataset; on stderr, that they are not all, where a run was broken off or is not over yet."""
    from extract import emit
    from extract.archive import lock

    if dataset.is_file():
        _no_input(dataset)
    elif emit.is_unfinished(dataset):
        done = len({entry["uri"] for entry in emit.read_manifest(dataset, journal=True)})
        if lock.is_held(dataset):
            complain(f"{dataset}: a run is still writing to it; here is what is done so far ({_of(done)})")
        else:
            complain(f"{dataset}: its last run was broken off; here is what was done ({_of(done)}). Give the same `run` again, and it goes on")
    return emit.read_jsonl(dataset)


def _of(sources: int) -> str:
    return "1 source" if sources == 1 else f"{sources} sources"


def _no_input(file: Path) -> None:
    """UsageError for a file that `run` reads, given in place of what it writes."""
    from extract.read import kinds, raw

    given = raw.of_path(file, str(file))
    start = given.start().lstrip(b"\xef\xbb\xbf \t\r\n")
    if start and not start.startswith(b"{"):
        kind = kinds.kind_of(given)
        what = {".xlsx": "a workbook", ".xlsm": "a workbook"}.get(kind, f"a {kind} file")
        raise UsageError(
            f"{file}: {what}, not the lines of a dataset; `policy-extract run {file}` reads it and writes one: "
            "give that folder here"
        )
