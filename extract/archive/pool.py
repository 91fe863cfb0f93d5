"""Processes that do units of work; when one dies, or exceeds its time or memory, only the item that it was at is lost.

They are forks of the process that starts them (where the system has it), so that patterns are read and expressions
compiled once for all. The unit and the item that a process is at stand in memory that it shares with its parent.
Results are sent when the files they name are on the disk: a process forces those of many units to the disk at a time.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import queue
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, MutableSequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol

from extract import expressions
from extract.archive.task import At, Unit
from extract.errors import PolicyExtractError, UsageError

_LINUX: bool = sys.platform == "linux"
_UNIT, _ITEM, _BUSY, _TICKS, _ARTICLES, _HELD = range(6)  # places in the memory that is shared with a process
_BEGUN, _TOLD = 1, 2  # states of an item: being worked on, and with an article that has ended; 0: no item
_IDLE = -1
_LOOK = 0.2  # seconds between two checks of the processes
_GATHER = 0.3  # seconds that results wait for others, to be forced to the disk together
AHEAD = 32  # the most units that a process is sent before they are done,
AHEAD_BYTES = 30_000  # and the most bytes of them: half a second's work, lest one process end long after the others
_PATIENCE = 10.0  # seconds that a process has to end by itself

SCRATCH = ".scratch"
"""The name of the folder for temporary files in the folder of a pool: a process that is killed does not remove its own."""

Do = Callable[[Unit, At], Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and megabytes of a process."""

    seconds: float = 300.0
    megabytes: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended in the middle of a unit: at which item (or behind it, where it was not `busy`), and why.

    One that was `stopped` by us was over its limits, and would be again.
    """

    number: int
    busy: bool
    reason: str
    stopped: bool


class Crew(Protocol):
    """What does the units of a run: processes of this machine, or other machines."""

    def articles(self) -> int:
        """How many articles have been reached."""

    def run(self, jobs: Jobs) -> Iterator[None]:
        """Have all units done; yields at each result, and now and then."""


class Jobs(Protocol):
    """The units of a run, and their results."""

    def take(self) -> Unit | None:
        """The next unit; None where there is none now."""

    def back(self, unit: Unit) -> None:
        """Take back a unit that was not begun."""

    def done(self, unit: Unit, result: Any) -> None:
        """Enter the result of a unit."""

    def ended(self, unit: Unit, end: End) -> None:
        """Enter the end of the process that a unit was begun in."""


@dataclass(slots=True)
class Pool:
    """`count` processes that do units of work in `folder`."""

    count: int
    folder: Path | None
    """The folder whose files have to be on the disk before results are sent; None where the caller sees to that."""
    do: Do
    """The function that a process runs on a unit. It is pickled where processes are not forks."""
    limits: Limits
    copies: bool = True
    """Whether processes may be forks of this one; False inside threads."""
    _hands: list[_Hand] = field(default_factory=list)
    _serial: int = 0

    def articles(self) -> int:
        """How many articles the processes have reached, including those of unfinished units."""
        return sum(hand.state[_ARTICLES] for hand in self._hands)

    def run(self, jobs: Jobs) -> Iterator[None]:
        """Have all units done; yields at each result, and now and then."""
        try:
            while self.turn(jobs):
                yield
            for hand in self._hands:
                hand.send(None)
            for hand in self._hands:
                hand.process.join(_PATIENCE)
        finally:
            self.end()

    def begin(self) -> None:
        """Begins the processes before there are units, if they are forks, so that they hold no copy of what is made later."""
        while self._copies() and len(self._hands) < self.count:
            self._new()

    def turn(self, jobs: Jobs) -> bool:
        """Gives the processes what they have room for, and takes what they have done; False when no unit is left."""
        if not self._give(jobs):
            return False
        ready = wait([watched for hand in self._hands for watched in (hand.pipe, hand.process.sentinel)], _LOOK)
        for hand in self._hands:
            if hand.pipe in ready or hand.process.sentinel in ready:
                self._hear(hand, jobs)
            else:
                hand.watch(self.limits)
        self._hands = [hand for hand in self._hands if not hand.gone]
        return True

    def _give(self, jobs: Jobs) -> bool:
        """Sends each process the units that it has room for; returns whether any result is still to come."""
        while True:
            free = min((hand for hand in self._hands if hand.has_room()), key=lambda hand: len(hand.sent), default=None)
            if (free is None or free.sent) and len(self._hands) < self.count and (unit := jobs.take()):
                free = self._new()
            elif free is None or (unit := jobs.take()) is None:
                return any(hand.sent for hand in self._hands)
            self._serial += 1
            free.sent[self._serial] = unit
            free.send((self._serial, unit))

    def _new(self) -> _Hand:
        copied = self._copies()
        context: Any = multiprocessing.get_context("fork" if copied else "spawn")
        ours, theirs = context.Pipe()
        state = context.RawArray("q", [_IDLE, -1, 0, 0, 0, 0])
        others = [ours, *(hand.pipe for hand in self._hands)] if copied else []
        life = _Life(self.folder, others)
        process = context.Process(target=life.serve, args=(theirs, state, self.do), daemon=True)
        process.start()
        theirs.close()
        self._hands.append(made := _Hand(process, ours, state))
        return made

    def _copies(self) -> bool:
        return _LINUX and self.copies  # on a Mac, system libraries do not outlive a fork

    def _hear(self, hand: _Hand, jobs: Jobs) -> None:
        """Receive what a process has sent and, where it has ended, the units that it leaves."""
        for serial, well, result in hand.received():
            if not well:
                raise _raised(*result)
            jobs.done(hand.sent.pop(serial), result)
        if hand.gone:
            hand.process.join()
            hand.leave(jobs)

    def end(self) -> None:
        """Kills the processes, whatever they are doing."""
        for hand in self._hands:
            if hand.process.is_alive():
                hand.process.kill()
        for hand in self._hands:
            hand.process.join()
            hand.pipe.close()
        self._hands.clear()


@dataclass(slots=True, eq=False)
class _Hand:
    """A process of a pool, as its parent sees it."""

    process: Any
    pipe: Connection[Any, Any]
    state: MutableSequence[int]
    sent: dict[int, Unit] = field(default_factory=dict)
    gone: bool = False
    stopped: str = ""
    _seen: tuple[int, int] = (_IDLE, 0)
    _since: float = 0.0

    def has_room(self) -> bool:
        """Whether a further unit may be sent."""
        return not self.sent or (len(self.sent) < AHEAD and sum(unit.size for unit in self.sent.values()) < AHEAD_BYTES)

    def send(self, message: tuple[int, Unit] | None) -> None:
        """Send a message; if the process has ended, `received` finds that out."""
        with suppress(BrokenPipeError, ConnectionError):
            self.pipe.send(message)

    def received(self) -> Iterator[tuple[int, bool, Any]]:
        """Yield what the process has sent; at the end of its pipe, set `gone`."""
        while True:
            try:
                if not self.pipe.poll():
                    return
                message = self.pipe.recv()
            except (EOFError, ConnectionError):
                self.gone = True
                return
            yield message

    def watch(self, limits: Limits) -> None:
        """Stop the process where it is over its limits."""
        seen = self.state[_UNIT], self.state[_TICKS]
        now = time.monotonic()
        if seen != self._seen or seen[0] == _IDLE:
            self._seen, self._since = seen, now
        elif now - self._since > limits.seconds:
            self._stop(f"took more than {limits.seconds:g} seconds (--max-seconds)")
        if limits.megabytes and seen[0] != _IDLE and _megabytes(self.process.pid) - self.state[_HELD] > limits.megabytes:
            self._stop(f"took more than {limits.megabytes} MB of memory (--max-mb)")

    def _stop(self, reason: str) -> None:
        self.stopped = reason
        self.process.kill()

    def leave(self, jobs: Jobs) -> None:
        """Hand back the units that the process still had when it ended."""
        for serial, unit in reversed(self.sent.items()):
            if serial == self.state[_UNIT]:
                jobs.ended(unit, End(self.state[_ITEM], bool(self.state[_BUSY]), self.stopped or _how(self.process.exitcode), bool(self.stopped)))
            else:
                jobs.back(unit)
        self.sent.clear()


def _how(code: int | None) -> str:
    """How a process ended, by its exit code.

    >>> _how(-11), _how(3)
    ('ended its process by SIGSEGV', 'ended its process with exit code 3')
    """
    if code is None or code >= 0:
        return f"ended its process with exit code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"ended its process by {name}" + ", most likely for want of memory" * (name == "SIGKILL")


def _megabytes(pid: int) -> int:
    """The memory of a process in megabytes; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return 0


@dataclass(frozen=True, slots=True)
class _Life:
    """What a process is given; `others` are the pipes of its siblings, which a fork inherits and closes."""

    folder: Path | None
    others: list[Connection[Any, Any]]

    def serve(self, pipe: Connection[Any, Any], state: MutableSequence[int], do: Do) -> None:
        """Receive units and send results, until there are no more units."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if hasattr(signal, "SIGHUP"):  # nor is the closing of a terminal meant for it
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for other in self.others:
            other.close()
        _end_with_parent()
        gc.freeze()  # what was there before is no garbage; memory that the collector does not touch stays shared
        if self.folder is not None:
            scratch_in(self.folder / SCRATCH)
        outbox = _Outbox(pipe, self.folder)
        outbox.start()
        while (message := _received(pipe, outbox)) is not None:
            serial, unit = message
            state[_HELD] = _megabytes(os.getpid())  # no document is charged with what its process held before
            state[_ITEM], state[_BUSY], state[_UNIT] = -1, 0, serial
            state[_TICKS] += 1
            outbox.put(serial, *_tried(do, unit, lambda number, busy: _tell(state, number, busy)))
            state[_UNIT] = _IDLE
        outbox.close()
        expressions.keep()


def _tell(state: MutableSequence[int], number: int, busy: bool) -> None:
    """Record the item that a process is at. The same item again is the end of an article, but not for a member that has reported its own articles."""
    again = bool(state[_BUSY]) and state[_ITEM] == number
    state[_ARTICLES] += again and (busy or state[_BUSY] == _BEGUN)
    state[_ITEM], state[_BUSY] = number, busy and (_TOLD if again else _BEGUN)
    state[_TICKS] += 1


def _tried(do: Do, unit: Unit, at: At) -> tuple[bool, Any]:
    try:
        return True, do(unit, at)
    except Exception as error:
        return False, (type(error).__name__, str(error), getattr(error, "errno", None), getattr(error, "strerror", None), traceback.format_exc())


def _raised(name: str, text: str, number: int | None, what: str | None, trace: str) -> Exception:
    """An error of a process, to be raised in this one."""
    if number is not None:
        return OSError(number, what or text)
    if name in ("UsageError", "PatternError"):
        return UsageError(text)
    if name == "PolicyExtractError":
        return PolicyExtractError(text)
    return RuntimeError(trace)


def _received(pipe: Connection[Any, Any], outbox: _Outbox) -> Any:
    if not pipe.poll():
        outbox.hurry.set()
    try:
        message = pipe.recv()
    except (EOFError, OSError):
        return None
    outbox.hurry.clear()
    return message


class _Outbox(threading.Thread):
    """Sends results when their files are on the disk, which are forced there for many results at a time, as that takes long."""

    def __init__(self, pipe: Connection[Any, Any], folder: Path | None) -> None:
        super().__init__(daemon=True)
        self.hurry = threading.Event()
        self._pipe, self._folder = pipe, folder
        self._waiting: queue.SimpleQueue[tuple[int, bool, Any] | None] = queue.SimpleQueue()

    def put(self, serial: int, well: bool, result: Any) -> None:
        """Have a result sent."""
        self._waiting.put((serial, well, result))

    def close(self) -> None:
        """Wait until all is sent."""
        self.hurry.set()
        self._waiting.put(None)
        self.join()

    def run(self) -> None:
        """Gather results, force their files to the disk, send them."""
        over = False
        while not over:
            batch = [self._waiting.get()]
            self.hurry.wait(_GATHER)
            with suppress(queue.Empty):
                while True:
                    batch.append(self._waiting.get_nowait())
            over = None in batch
            results = [result for result in batch if result is not None]
            try:
                if self._folder is not None:
                    settle(self._folder)
            except OSError as error:
                results = [(serial, False, ("OSError", str(error), error.errno, error.strerror, "")) for serial, _, _ in results]
            with suppress(BrokenPipeError, ConnectionError):
                for result in results:
                    self._pipe.send(result)


def settle(folder: Path) -> None:
    """Force to the disk all that was written to the file system of `folder`. Raises OSError where the disk cannot take it."""
    if not _LINUX:
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if library.syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)


def scratch_in(folder: Path) -> None:
    """Have this process and its children put temporary files into `folder`, which others clear if this process is killed."""
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def _end_with_parent() -> None:
    """End this process when its parent ends: if a run was killed, its processes must not write into what the next run makes."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if _LINUX:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent.pid:
            os._exit(1)
        return

    def follow() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
