"""One run at a time on a dataset: a lock that the system itself takes back when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import UsageError

LOCK = ".lock"
_FAR = 1 << 30  # the byte that is locked where Windows locks bytes: behind all that anyone reads


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The folder to oneself. Raises UsageError where another run writes to it.

    What a process that died has left of its lock holds nobody up: the system locks, the file only says who.
    """
    handle = _taken(folder)
    try:
        yield
    finally:
        with suppress(OSError):  # where names cannot be removed any more, the empty lock does no harm
            (folder / LOCK).unlink()
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


def _taken(folder: Path) -> int:
    """The open lock file, locked."""
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _locked(handle):
            said = os.read(handle, 100).decode("ascii", "replace").strip()
            os.close(handle)
            who = f" (process {said})" if said else ""
            raise UsageError(f"{folder}: another run{who} is writing to it; wait until it is over, or name another --out")
        if _is(path, handle):
            break
        os.close(handle)  # its owner removed it between our opening and our locking: this one is nobody's lock
    os.truncate(path, 0)
    os.write(handle, str(os.getpid()).encode())
    return handle


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
        """Whether the lock could be had; a disk that knows no locks gives it to everyone."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
