"""One run at a time on a dataset, one call at a time on its tables: a lock that the system releases when its process ends, however it ends."""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extract.errors import LockedError

LOCK = ".lock"
_PATIENCE = 5.0  # seconds to wait for the processes of a killed run to end
_PAUSE = 0.02
_NAMED = 500  # bytes of a lock file that are read
_FAR = 1 << 30  # the byte that is locked where Windows locks bytes: behind all that anyone reads


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Lock a dataset folder. Raises LockedError where another run writes to it.

    What a process that died has left of its lock holds nobody up: the system locks, the file only says who.
    """
    with _held(folder / LOCK, f"{folder}: another run"):
        yield


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Lock a file or folder that is to be made, with a lock file beside it. Raises LockedError where another call is making it.

    Where nothing may be put beside it, it is made without.
    """
    place = out.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(place.parent, os.W_OK):
        yield
        return
    with _held(place.parent / f".{place.name}{LOCK}", f"{out}: another call"):
        yield


@contextmanager
def _held(path: Path, who: str) -> Iterator[None]:
    handle = _taken(path, who)
    try:
        yield
    finally:
        with suppress(OSError):  # where names cannot be removed any more, the empty lock does no harm
            path.unlink()
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether a run is writing to this folder now."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(handle)
    finally:
        os.close(handle)


def _taken(path: Path, who: str) -> int:
    """The handle of the lock file, locked; `who` begins the message of the LockedError where another holds it."""
    patience = time.monotonic() + _PATIENCE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _locked(handle):
            owner = _owner(handle)
            os.close(handle)
            if owner.is_alive() or time.monotonic() > patience:
                raise LockedError(f"{who}{owner} is writing to it; wait until it is over, or name another --out")
            time.sleep(_PAUSE)
            continue
        if _is(path, handle):
            break
        os.close(handle)  # its owner removed it between our opening and our locking: this one is nobody's lock
    os.truncate(path, 0)
    now = dt.datetime.now().astimezone().isoformat(" ", "seconds")
    os.write(handle, f"{os.getpid()}\n{socket.gethostname()}\n{now}\n".encode())
    return handle


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who holds a lock: process, host, since when."""

    process: str = ""
    host: str = ""
    since: str = ""

    def __str__(self) -> str:
        return f" (process {self.process} on {self.host}, since {self.since})" if self.since else ""

    def is_alive(self) -> bool:
        """Whether the run is still there; one that was killed leaves processes that hold its lock, for as long as they take to end.

        A lock that has no name yet is being taken.
        """
        if self.host != socket.gethostname() or os.name == "nt":
            return bool(self.since)
        try:
            os.kill(int(self.process), 0)
        except (ProcessLookupError, ValueError):
            return False
        except OSError:
            return True
        return True


def _owner(handle: int) -> _Owner:
    told = os.read(handle, _NAMED).decode("utf-8", "replace").split("\n")
    return _Owner(*told[:3]) if len(told) > 3 else _Owner()  # three lines, each with its end


def _is(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Whether the lock was taken; on a disk without locks it always is."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
