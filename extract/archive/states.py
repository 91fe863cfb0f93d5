"""Whether a file was written to while it was read; its manifest line says so, and the next run reads it again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.archive.parts import Source

UNSETTLED = "unsettled"
"""The key of a manifest line whose file was written to while it was read: the articles may not be those of the digest."""
_SAID = "changed while it was read; the next run reads it again"


@dataclass(frozen=True, slots=True)
class State:
    """The state of a file: the number (inode) of the file under a name, its size in bytes, and when it was last written to."""

    file: int
    size: int
    time: int


def state(path: str) -> State | None:
    """The state of a file; None where there is none, as for standard input."""
    try:
        found = os.stat(path)  # noqa: PTH116 (of a hundred thousand files, Path takes seconds)
    except (OSError, ValueError):
        return None
    return State(found.st_ino, found.st_size, found.st_mtime_ns)


def watched(entry: Mapping[str, Any], source: Source, before: State | None) -> dict[str, Any]:
    """The manifest line of a source, marked UNSETTLED with a message if its file is no longer as it was `before`.

    A file that only grew, or was replaced by another, was read without a break: its message is a note and no error.
    """
    after = state(source.path)
    if before is None or after is None or after == before:
        return dict(entry)
    said = f"{entry['uri']}: {_SAID}"
    if after.file != before.file or after.size > before.size:
        return {**entry, "notes": [*entry.get("notes", ()), said], UNSETTLED: True}
    return {**entry, "status": "partial" if entry["articles"] else "failed", "errors": [*entry["errors"], said], UNSETTLED: True}
