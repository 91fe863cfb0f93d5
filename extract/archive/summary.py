"""What a run did, in numbers, and in the lines that a person reads at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive.parts import MENTIONS, REPEATS, STATUSES

_MEANS = (
    "今年, 去年 and 6月底 in them stay open, and goals are told from reports by words alone (`undated` in warnings); "
    "--published-default DATE or --column published=NAME dates them"
)
_EXAMPLES = 3  # cells that show what a column holds in place of dates


@dataclass(slots=True)
class Summary:
    """What a run did: its dataset's folder, counts of articles and records, and what failed."""

    folder: Path
    sources: int = 0
    unchanged: int = 0
    earlier: int = 0
    articles: int = 0
    again: int = 0
    records: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def add(self, entry: dict[str, Any]) -> None:
        """Count one manifest line in."""
        self.sources += 1
        self.articles += entry["articles"]
        self.records.update(entry["records"])
        self.statements.update(entry["statements"])
        self.errors.extend(entry["errors"])
        self.undated += entry.get("undated", 0)
        self.unread.update(entry.get("unread_dates", {}))

    def doubts(self) -> list[str]:
        """Which columns hold cells that are no dates, although the caller named them for that."""
        return [_unread(column, cells) for column, cells in _by_column(self.unread).items()]

    def lines(self) -> list[str]:
        """What a person wants to know at the end of a run."""
        aside = (
            [f"{self.unchanged} unchanged"] * bool(self.unchanged)
            + [_of(len(self.errors), "error")] * bool(self.errors)
            + [f"{self.again} given again by another path"] * bool(self.again)
        )
        sources = _of(self.sources, "source") + (f" ({', '.join(aside)})" if aside else "")
        found = ", ".join(_of(self.records[name], name[:-1]) for name in MENTIONS)
        kept = [f"{_of(self.earlier, 'source')} of earlier runs still in {self.folder}"] * bool(self.earlier)
        undated = [f"{self.undated} without any date: {_MEANS}"] * bool(self.undated)
        return [f"{sources}: {_of(self.articles, 'article')}", self._stated(), found, *undated, f"JSONL: {self.folder / emit.PARTS}", *kept]

    def _stated(self) -> str:
        """The statements, each status by itself, and how many only say again what another says."""
        each = ", ".join(_of(self.statements[name], name) for name in STATUSES)
        repeats = self.statements[REPEATS]
        return each + f"; {repeats} of them repeat{'s' * (repeats == 1)} an earlier one (same_as; left out of tables)" * bool(repeats)


def _of(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _by_column(unread: Counter[str]) -> dict[str, Counter[str]]:
    """The cells that hold no date, counted for each column: 年份 -> 待定, 3 times."""
    columns: dict[str, Counter[str]] = {}
    for told, count in sorted(unread.items()):
        column, _, cell = told.partition(": ")
        columns.setdefault(column, Counter())[cell] += count
    return columns


def _unread(column: str, cells: Counter[str]) -> str:
    shown = ", ".join(cell for cell, _ in cells.most_common(_EXAMPLES)) + (" …" if len(cells) > _EXAMPLES else "")
    return f"column {column}: no day, month or year in {_of(sum(cells.values()), 'row')} ({shown})"
