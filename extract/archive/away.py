"""Units done on other machines: sent there in batches; their results are written by this process alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from extract.archive import last_run
from extract.archive.parts import Cluster
from extract.archive.pool import AHEAD, AHEAD_BYTES, End, Jobs, Limits, settle
from extract.archive.remote import DoUnit, Outcome, RemoteWorker, is_seen
from extract.archive.task import Task, Unit
from extract.errors import UsageError

_TRIES = 3  # times that a source is sent out before the run stops because machines cannot open it


@dataclass(slots=True)
class Away:
    """A crew on other machines."""

    cluster: Cluster
    task: Task
    limits: Limits
    do_unit: DoUnit
    _articles: int = 0
    _unseen: Counter[str] = field(default_factory=Counter)

    def articles(self) -> int:
        """How many articles have come back."""
        return self._articles

    def run(self, jobs: Jobs) -> Iterator[None]:
        """Have all units done; yields at each result, and now and then."""
        worker = RemoteWorker(self.task.options, self.task.rules, self.limits, self.do_unit, self.task.made, last_run.versions())
        for back in self.cluster.results(worker, partial(self._batch, jobs)):
            if back is not None:
                self._take(*back, jobs)
            yield
        yield  # for what was done here, when all else was back

    def _batch(self, jobs: Jobs) -> list[Unit] | None:
        """The next units to send away; units that cannot be done there are done here meanwhile."""
        batch: list[Unit] = []
        while len(batch) < AHEAD and sum(unit.size for unit in batch) < AHEAD_BYTES and (unit := jobs.take()):
            if unit.shares or not is_seen(unit.source):
                self._here(unit, jobs)
            else:
                batch.append(unit)
        return batch or None

    def _here(self, unit: Unit, jobs: Jobs) -> None:
        """Do a unit in this process: to join shares is little work, and to open a source that cannot be opened gives its error."""
        result = self.do_unit(self.task, unit, lambda number, busy: None)
        settle(self.task.folder)
        jobs.done(unit, result)

    def _take(self, batch: list[Unit], outcomes: Any, jobs: Jobs) -> None:
        """Write the results that came back, force them to the disk, and only then report them."""
        if not isinstance(outcomes, list):
            outcomes = [Outcome(unit, end=End(-1, False, outcomes.reason, stopped=False)) for unit in batch]
        for outcome in outcomes:
            if outcome.parcel:
                outcome.parcel.unpack(self.task.folder)
        settle(self.task.folder)
        for outcome in outcomes:
            if outcome.parcel:
                self._articles += outcome.parcel.articles
                jobs.done(outcome.unit, outcome.parcel.result)
            elif outcome.end:
                jobs.ended(outcome.unit, outcome.end)
            else:
                self._not_seen(outcome, jobs)

    def _not_seen(self, outcome: Outcome, jobs: Jobs) -> None:
        """Ask another machine for a source. Raises UsageError where several do not see what this one does."""
        source = outcome.unit.source
        self._unseen[source.uri] += 1
        if self._unseen[source.uri] >= _TRIES and is_seen(source):
            raise UsageError(
                f"{outcome.host}, a worker of the cluster, cannot open {source.path}, which this machine can; "
                "workers need the same disk under the same path, or a URL"
            )
        jobs.back(outcome.unit)
