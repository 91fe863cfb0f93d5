"""Files that take their names only when they are whole, and what is written above their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extract.tables.columns import Column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file: what it is called there, its columns, their heads, and what table and columns mean."""

    name: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    meaning: str = ""
    meanings: tuple[str, ...] = ()


Sheets = Mapping[str, Sheet]
"""By its key in COLUMNS, each table of a file."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its name `path` only when it is whole; nothing of it stays where it fails."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
