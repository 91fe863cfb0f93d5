"""A cluster of machines: batches of work out, what came of each back, in the order in which they are done.

The only room that knows Dask. What is sent there, and what becomes of it here, is for the caller to say. A machine that
is lost costs the time of what it was at: another one is given that.
"""

from __future__ import annotations

import json
import logging
import pickle
import queue
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from extract import expressions as re
from extract.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

_Batch = TypeVar("_Batch")
_PATIENCE = 30  # seconds that a scheduler is given to answer
_AHEAD = 2  # batches that a thread of the cluster has before it, so that none waits for the wire
_LOOK = 0.2  # seconds between two looks at what is done
_COUNTS = 5.0  # seconds between two counts of the threads: on a queue of jobs, machines come and go for hours
_ADDRESS = re.compile(r"[a-z]+://[^\s/]+[:/]\S*\d")
_GO_ON = "what is done so far is kept; give the same call again"


@dataclass(frozen=True, slots=True)
class Lost:
    """What is told in place of a result, where one machine after another was lost at a batch."""

    reason: str


@dataclass(slots=True)
class Cluster:
    """The machines behind a scheduler; `say` is told what a person has to know."""

    address: str
    client: Client
    say: Callable[[str], None]
    _counted: float = -_COUNTS
    _threads: int = 0
    _told: bool = False

    def __str__(self) -> str:
        return self.address

    def size(self) -> int:
        """How many threads the machines have together, now; none while they are still to come."""
        now = time.monotonic()
        if now - self._counted > _COUNTS:
            self._counted, self._threads = now, sum(self.client.nthreads().values())
            if not self._threads and not self._told:
                self.say(f"{self.address} has no workers yet; they are waited for")
            self._told = not self._threads
        return self._threads

    def results(self, tool: Callable[[_Batch], Any], take: Callable[[], _Batch | None]) -> Iterator[tuple[_Batch, Any] | None]:
        """What `tool` makes of each batch on one of the machines, or `Lost`; None now and then.

        `take` gives the next batch, where there is one now. It is asked until nothing is out and there is none. The tool
        goes to each machine once, by value, and is kept there: what it has made for a batch serves the next.
        Raises UsageError where the scheduler is gone.
        """
        sent = _Sent(self.client, tool)
        try:
            while sent.fill(take, max(1, _AHEAD * self.size())):
                yield sent.done()
        except _gone() as error:
            raise UsageError(f"{self.address}: the scheduler is gone ({type(error).__name__}); {_GO_ON}") from error
        finally:
            sent.recall()


@contextmanager
def connected(address: str, say: Callable[[str], None] = lambda line: None) -> Iterator[Cluster]:
    """The cluster of a scheduler, by its address (`tcp://node7:8786`) or by the file that it wrote it to.

    Raises UsageError where Dask is not installed or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--cluster needs Dask: pip install 'policy-extract[cluster]'") from error
    try:
        client = Client(_answering(address), timeout=_PATIENCE, set_as_default=False)
    except OSError as error:
        raise UsageError(
            f"{address}: no scheduler answers there ({error}); start one with `dask scheduler`, and workers with `dask worker {address}`"
        ) from error
    with _quiet(), client:
        yield Cluster(address, client, say)


def _answering(address: str) -> str:
    """The address of a scheduler, which may stand in a file that it wrote. Raises UsageError where there is none."""
    where = address
    if Path(address).is_file():
        try:
            where = str(json.loads(Path(address).read_text("utf-8"))["address"])
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{address}: no address of a scheduler stands in it; `dask scheduler --scheduler-file {address}` writes one") from error
    if not _ADDRESS.fullmatch(where):
        raise UsageError(f"{address}: no address of a scheduler, as tcp://node7:8786, and no file that one wrote")
    return where


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own log of this side: what is of weight is raised here, and told in a line."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@dataclass(slots=True)
class _Sent:
    """Batches that are on their way, and those that are back."""

    client: Client
    tool: Callable[[Any], Any]
    _out: dict[Future, Any] = field(default_factory=dict)
    _back: queue.SimpleQueue[Future] = field(default_factory=queue.SimpleQueue)
    _parcel: Future | None = None

    def fill(self, take: Callable[[], Any], room: int) -> bool:
        """Whether anything is out, after as much was sent as there is room for."""
        while len(self._out) < room and (batch := take()):
            if self._parcel is None:  # a task of its own, which the scheduler has done again wherever it is needed
                self._parcel = self.client.submit(bytes, zlib.compress(pickle.dumps(self.tool)), pure=False)
            future = self.client.submit(_done, self._parcel, batch, pure=False)
            self._out[future] = batch
            future.add_done_callback(self._back.put)
        return bool(self._out)

    def done(self) -> tuple[Any, Any] | None:
        """A batch that is back, with what came of it; None where there is none yet."""
        from distributed import KilledWorker

        try:
            future = self._back.get(timeout=_LOOK)
        except queue.Empty:
            return None
        batch = self._out.pop(future)
        try:
            return batch, future.result()
        except KilledWorker as error:
            return batch, Lost(f"{error.allowed_failures + 1} workers of the cluster were lost at it")

    def recall(self) -> None:
        """Have nothing more done."""
        if self._out and self.client.status == "running":
            self.client.cancel(list(self._out))
        self._out.clear()
        self._parcel = None


def _gone() -> tuple[type[Exception], ...]:
    """What is raised where the scheduler has ended."""
    from distributed import CancelledError
    from distributed.comm import CommClosedError

    return (CancelledError, CommClosedError, TimeoutError)


_one_at_a_time = threading.Lock()


def _done(parcel: bytes, batch: Any) -> Any:
    """What the tool of a parcel makes of a batch, on the machine that was given it."""
    with _one_at_a_time:
        tool = _tool(parcel)
    return tool(batch)


@lru_cache(1)
def _tool(parcel: bytes) -> Any:
    return pickle.loads(zlib.decompress(parcel))
