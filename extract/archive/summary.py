"""The summary of a run: its counts, and the lines that are printed at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import emit
from extract.archive.parts import CUT, REPEATS, STATUSES
from extract.archive.states import UNSETTLED
from extract.model import MENTIONS
from extract.text import counted

if TYPE_CHECKING:
    from extract.archive.plan import Plan

_MEANS = (
    "今年, 去年 and 6月底 in them stay open, and goals are told from reports by words alone (`undated` in warnings); "
    "--published-default DATE or --column published=NAME dates them"
)
_EXAMPLES = 3  # names of sources, or cells without a date, that a line gives as examples


@dataclass(slots=True)
class Summary:
    """What a run did with its sources, what its dataset holds now, and what failed.

    `held` (sources), `articles`, `records`, `statements` and `undated` are of the whole dataset, as in its tables; all else is of this run.
    """

    folder: Path
    sources: int = 0
    unchanged: int = 0
    read: int = 0
    failed: int = 0
    partial: int = 0
    left: int = 0
    again: int = 0
    gone: int = 0
    renamed: int = 0
    pruned: int = 0
    earlier: int = 0
    known: int = 0
    before: list[str] = field(default_factory=list)
    held: int = 0
    articles: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    aside: int = 0
    tries: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of_plan(cls, folder: Path, plan: Plan) -> Summary:
        """The summary of a run before anything is read."""
        unchanged = plan.unchanged()
        made = cls(folder, len(plan.sources), len(unchanged), left=len(plan.left), again=plan.again)
        made.gone, made.renamed, made.earlier = len(plan.gone), plan.renamed, plan.earlier()
        made.aside, made.tries = plan.aside(), dict(plan.tries)
        made.reasons.update(plan.todo.values())
        for entry in unchanged:
            made._failures(entry)
        made.known, made.before = len(made.errors), [item["uri"] for item in made.failures]
        return made

    def add(self, entry: dict[str, Any]) -> None:
        """Count the manifest line of a source that was read."""
        self.read += 1
        before = self.tries.pop(entry["uri"], 0)
        if (entry["status"] == "failed" or CUT in entry) and UNSETTLED not in entry:
            self.tries[entry["uri"]] = before + 1
        self.unread.update(entry.get("unread_dates", {}))
        self._failures(entry)

    def _failures(self, entry: dict[str, Any]) -> None:
        self.failed += entry["status"] == "failed"
        self.partial += entry["status"] == "partial"
        self.errors.extend(entry["errors"])
        if entry["errors"]:
            self.failures.append({"uri": entry["uri"], "status": entry["status"], "error": entry["errors"][0]})

    def total(self, dataset: Sequence[dict[str, Any]]) -> None:
        """Count what the dataset holds, by all lines of its manifest."""
        self.held = len(dataset)
        for entry in dataset:
            self.articles += entry["articles"]
            self.records.update(entry["records"])
            self.statements.update(entry["statements"])
            self.undated += entry.get("undated", 0)

    def doubts(self) -> list[str]:
        """A line for each column that the caller named for dates, and that has cells without one."""
        return [_unread(column, cells) for column, cells in _by_column(self.unread).items()]

    def lines(self) -> list[str]:
        """The lines that are printed at the end of a run; the last one sums up."""
        found = ", ".join(counted(self.records[name], name[:-1]) for name in MENTIONS)
        undated = [f"{self.undated} without any date: {_MEANS}"] * bool(self.undated)
        return [self._counted(), self._stated(), found, *undated, f"JSONL: {self.folder / emit.PARTS}", *self.standing(), *self._open(), self._done()]

    def standing(self) -> list[str]:
        """Lines on what failed in earlier runs and is not reported again, because its sources have not changed."""
        names = ", ".join(self.before[:_EXAMPLES]) + ", …" * (len(self.before) > _EXAMPLES)
        known = f"{counted(self.known, 'error')} known from earlier runs ({names}): {self.folder / emit.MANIFEST} says of what"
        aside = f"{counted(self.aside, 'source')} failed in three runs and {'is' if self.aside == 1 else 'are'} set aside; --retry-failed reads again"
        return [known] * bool(self.known) + [aside] * bool(self.aside)

    def _counted(self) -> str:
        aside = (
            [f"{self.unchanged} unchanged"] * bool(self.unchanged)
            + [f"{counted(len(self.errors), 'error')} in {self.failed + self.partial} of them"] * bool(self.errors)
            + [f"{self.again} given again by another path"] * bool(self.again)
        )
        sources = counted(self.sources, "source") + (f" ({', '.join(aside)})" if aside else "")
        return sources + f", {self.earlier} of earlier runs" * bool(self.earlier) + f": {counted(self.articles, 'article')}"

    def _open(self) -> list[str]:
        """Lines on what is left for the caller to decide, or for another run to do."""
        renamed = f" ({self.renamed} of them renamed)" * bool(self.renamed)
        gone = f"{counted(self.gone, 'source')} of the dataset {'is' if self.gone == 1 else 'are'} no longer in the input{renamed}"
        then = f"{self.gone - self.pruned} still in {self.folder}; --prune takes them out" if self.pruned < self.gone else "taken out"
        left = [f"{counted(self.left, 'source')} left by --limit; the same call goes on"] * bool(self.left)
        return [f"{gone}: {then}"] * bool(self.gone) + left

    def _done(self) -> str:
        failed = [f"{self.failed} failed"] * bool(self.failed) + [f"{self.partial} in part"] * bool(self.partial)
        told = ", ".join([f"{self.read} read", f"{self.unchanged} unchanged", *failed])
        return f"done: {counted(self.sources, 'source')} ({told}), {counted(self.articles, 'article')} in {self.folder}"

    def _stated(self) -> str:
        """The number of statements of each status, and how many of them repeat another."""
        each = ", ".join(counted(self.statements[name], name) for name in STATUSES)
        repeats = self.statements[REPEATS]
        return each + f"; {repeats} of them repeat{'s' * (repeats == 1)} an earlier one (same_as; left out of tables)" * bool(repeats)


def _by_column(unread: Counter[str]) -> dict[str, Counter[str]]:
    """The cells that hold no date, counted for each column: 年份 -> 待定, 3 times."""
    columns: dict[str, Counter[str]] = {}
    for told, count in sorted(unread.items()):
        column, _, cell = told.partition(": ")
        columns.setdefault(column, Counter())[cell] += count
    return columns


def _unread(column: str, cells: Counter[str]) -> str:
    shown = ", ".join(cell for cell, _ in cells.most_common(_EXAMPLES)) + (" …" if len(cells) > _EXAMPLES else "")
    return f"column {column}: no day, month or year in {counted(sum(cells.values()), 'row')} ({shown})"
