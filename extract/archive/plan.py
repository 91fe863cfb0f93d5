"""What a run has to do: which of its sources are to be read, and why; which stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.archive.parts import Settings, Source, sha256
from extract.archive.workers import Task

Entry = dict[str, Any]

NEW, FORCED, FAILED = "new", "forced", "failed before"
LOST, MADE, CHANGED = "its part is lost", "program, patterns or options changed", "changed"


@dataclass(frozen=True, slots=True)
class Plan:
    """`sources` are all that the inputs lead to, each once; `todo` those to be read, with the reason of each."""

    sources: Sequence[Source]
    before: Mapping[str, Entry]
    todo: Mapping[Source, str]
    left: int = 0

    @property
    def unchanged(self) -> list[Entry]:
        """The manifest lines of the sources that need not be read again."""
        return [self.before[source.uri] for source in self.sources if source not in self.todo and source.uri in self.before]


def planned(sources: Sequence[Source], before: Mapping[str, Entry], task: Task, settings: Settings) -> Plan:
    """What is to be done with the sources, given the dataset's manifest lines."""
    todo: dict[Source, str] = {}
    left = 0
    for source in sources:
        reason = FORCED if settings.force else _reason(source, before.get(source.uri), task)
        if reason and settings.limit is not None and len(todo) >= settings.limit:
            left += 1
        elif reason:
            todo[source] = reason
    return Plan(sources, before, todo, left)


def _reason(source: Source, entry: Entry | None, task: Task) -> str | None:
    """Why a source is to be read; None where that would give what its manifest line says."""
    if entry is None:
        return NEW
    if entry["status"] == "failed":
        return FAILED
    if entry["part"] and not (task.folder / entry["part"]).is_file():
        return LOST
    if entry["sha256"] is None or entry["sha256"] != sha256(source.path):
        return CHANGED
    return MADE if entry.get("made") != task.made else None
