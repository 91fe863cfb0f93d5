"""The tool that another machine does units with; it is sent there by value, and kept from one batch to the next.

The machine does them as this one does, in a watched process and in a folder of its own; the files that they write are
sent back with the results.
"""

from __future__ import annotations

import multiprocessing
import platform
import shutil
import tempfile
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive import last_run, lock
from extract.archive.parts import Options, Source
from extract.archive.pool import End, Limits, Pool, scratch_in
from extract.archive.task import At, Share, Task, Unit, UnitResult
from extract.errors import UsageError
from extract.patterns import Rules
from extract.read import storage

DoUnit = Callable[[Task, Unit, At], UnitResult]
_REST = 60.0  # seconds without work, after which a machine lets a process go
_PLACE = "policy-extract-remote-"
_SQUEEZE = 1  # compression level of zlib: leaves a tenth of the bytes, in a hundredth of the time that extraction takes
_PIECE = 1 << 20  # bytes that are compressed at a time


@dataclass(frozen=True, slots=True)
class Parcel:
    """The result of a unit, with the file that it names, compressed."""

    result: UnitResult
    file: str | None = None
    lines: bytes = b""

    @classmethod
    def of(cls, result: UnitResult, folder: Path) -> Parcel:
        """The parcel of a result; its file is removed from `folder`."""
        file = result.file if isinstance(result, Share) else result["part"] if result else None
        if not file:  # nothing was written
            return cls(result)
        squeeze = zlib.compressobj(_SQUEEZE)
        with (folder / file).open("rb") as opened:
            pieces = [squeeze.compress(piece) for piece in iter(partial(opened.read, _PIECE), b"")]
        (folder / file).unlink()
        return cls(result, file, b"".join([*pieces, squeeze.flush()]))

    def unpack(self, folder: Path) -> None:
        """Write the file to `folder`; it gets its name only when it is complete."""
        if self.file is None:
            return
        path = folder / self.file
        unfinished, unpacked, left = path.with_name(f".{path.name}.part"), zlib.decompressobj(), self.lines
        with unfinished.open("wb") as file:
            while left:
                file.write(unpacked.decompress(left, _PIECE))
                left = unpacked.unconsumed_tail
        unfinished.replace(path)

    @property
    def articles(self) -> int:
        """How many articles the file holds."""
        return self.result.counts.articles if isinstance(self.result, Share) else self.result["articles"] if self.result else 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a machine reports of a unit: its result, or how its process ended; neither, where it cannot open the source."""

    unit: Unit
    parcel: Parcel | None = None
    end: End | None = None
    host: str = ""


@dataclass
class RemoteWorker:
    """The tool: all that parts depend on besides their sources, and the processes that read sources.

    On a machine whose program, patterns or packages differ from `made` and `versions`, it refuses to work.
    """

    options: Options
    rules: Rules
    limits: Limits
    do_unit: DoUnit
    made: str
    versions: Mapping[str, Any]
    _free: list[_Place] = field(default_factory=list)

    def __call__(self, units: Sequence[Unit]) -> list[Outcome]:
        """The outcomes of `units`. Raises UsageError where this machine would make other bytes, or cannot write."""
        if self._amiss:
            raise UsageError(f"{_host()}, a worker of the cluster, would give other records: {self._amiss}; install the same there as here")
        place = self._free.pop() if self._free else _Place(self.limits, self.do_unit, self.options, self.rules)
        outcomes = place.done(units)
        self._free.append(place)
        return outcomes

    def rest(self) -> None:
        """End the processes without work at once: otherwise they would wait a minute for it."""
        for place in self._free:
            place.let_go()

    def __reduce__(self) -> tuple[Any, ...]:
        return RemoteWorker, (self.options, self.rules, self.limits, self.do_unit, self.made, self.versions)

    @cached_property
    def _amiss(self) -> str:
        """How this machine differs from the one that started the run; empty where it would make the same bytes."""
        there, here = _flat(self.versions), _flat(last_run.versions())
        others = [f"{name} is {here.get(name)}, not {there.get(name)}" for name in {**there, **here} if here.get(name) != there.get(name)]
        same = Task(Path(), self.options, self.rules).made == self.made
        return ", ".join(others or ["its program is another one of the same version"] * (not same))


class _Place:
    """A process that reads sources and writes to a folder of its own; it is ended after a while without work."""

    def __init__(self, limits: Limits, do_unit: DoUnit, options: Options, rules: Rules) -> None:
        _sweep(Path(tempfile.gettempdir()))
        folder = Path(tempfile.mkdtemp(prefix=_PLACE))
        self._held = ExitStack()
        self._held.enter_context(lock.held(folder))
        # not one of weakref's finalizers: child processes run none of them when they end
        Finalize(self, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=1)
        (folder / emit.PARTS).mkdir()
        _allow_children()
        self._pool = Pool(1, None, partial(_packed, do_unit, Task(folder, options, rules)), limits, copies=False)
        self._lock = threading.Lock()
        self._rest = threading.Timer(_REST, self.let_go)

    def done(self, units: Sequence[Unit]) -> list[Outcome]:
        """The outcomes of `units`."""
        self._rest.cancel()
        batch = _Batch(deque(units))
        with self._lock, _named():
            try:
                while self._pool.turn(batch):
                    pass
            except BaseException:
                self._pool.end()
                raise
        self._rest = threading.Timer(_REST, self.let_go)
        self._rest.daemon = True
        self._rest.start()
        return batch.outcomes

    def let_go(self) -> None:
        """End the process, if it is not at work."""
        self._rest.cancel()
        if self._lock.acquire(blocking=False):
            self._pool.end()
            self._lock.release()


@dataclass(slots=True)
class _Batch:
    """The units that a machine was given, and what it reports of each."""

    units: deque[Unit]
    outcomes: list[Outcome] = field(default_factory=list)

    def take(self) -> Unit | None:
        """The next unit whose source can be opened here."""
        while self.units:
            unit = self.units.popleft()
            if is_seen(unit.source):
                return unit
            self.outcomes.append(Outcome(unit, host=_host()))
        return None

    def back(self, unit: Unit) -> None:
        """Put a unit that was not begun back before the others."""
        self.units.appendleft(unit)

    def done(self, unit: Unit, result: Any) -> None:
        """Report the result of a unit."""
        self.outcomes.append(Outcome(unit, parcel=result))

    def ended(self, unit: Unit, end: End) -> None:
        """Report how the process of a unit ended."""
        self.outcomes.append(Outcome(unit, end=end))


def is_seen(source: Source) -> bool:
    """Whether this machine can open a source."""
    return storage.is_file(source.path)


def _sweep(top: Path) -> None:
    """Remove the folders that killed processes have left, whose locks nobody holds."""
    for folder in top.glob(f"{_PLACE}*"):
        if (folder / lock.LOCK).is_file() and not lock.is_held(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _packed(do_unit: DoUnit, task: Task, unit: Unit, at: At) -> Parcel:
    scratch_in(task.folder)
    return Parcel.of(do_unit(task, unit, at), task.folder)


def _allow_children() -> None:
    """Dask marks its workers as processes without children, lest these outlive them; ours end with the process that began them."""
    process = multiprocessing.current_process()
    if process.daemon:
        process.daemon = False


@contextmanager
def _named() -> Iterator[None]:
    """Raise UsageError in place of OSError, whose message would seem to be of the machine that writes the dataset."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{_host()}, a worker of the cluster: {error.strerror or error}, under {tempfile.gettempdir()}") from error


def _host() -> str:
    return platform.node() or "a machine without a name"


def _flat(versions: Mapping[str, Any]) -> dict[str, str]:
    """Name -> version; of Python's, only what may change records: 3.11 of 3.11.9."""
    python = ".".join(str(versions["python"]).split(".")[:2])
    return {**{name: str(told) for name, told in versions.items() if name != "packages"}, **versions["packages"], "python": python}
