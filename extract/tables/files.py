"""Files that take their names only when they are whole, and the heads that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

Heads = Mapping[str, tuple[str, Sequence[str]]]
"""Of each table, by its key in COLUMNS: what it is called in the file, and its column heads there."""


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
