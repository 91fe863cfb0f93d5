"""What is costly to make and the same at every start, kept in a folder of the user's own.

Some of it is code to Python (pickles), so nothing is read but what the user alone can have written: the folder and the file
are the user's, and nobody else may look into them. `POLICY_EXTRACT_CACHE` names another place, or with nothing in it none.
Where something is amiss, nothing is kept and nothing is said: all that is lost is time.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

WHERE = "POLICY_EXTRACT_CACHE"
_FOLDER = "policy-extract"
_CHECK = 32  # bytes before the content, which tell whether all of it is there
_KEPT = 12  # files; those used last, where there are more
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read(name: str) -> bytes | None:
    """What was kept under a name; None where there is nothing, or nothing that can be trusted."""
    folder = _folder()
    if folder is None or not _is_ours(folder):
        return None
    with suppress(OSError):
        handle = os.open(folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            ours = _ours(os.fstat(handle), stat.S_IFREG)
            check, content = (file.read(_CHECK), file.read()) if ours else (b"", b"")
        return _used(folder / name, content) if content and check == _digest(content) else None
    return None


def _used(file: Path, content: bytes) -> bytes:
    """The content of a file, which counts as used from now on: what is written seldom and read at each start stays."""
    with suppress(OSError):
        os.utime(file)
    return content


def unpickled(name: str) -> Any:
    """The object that was kept under a name, or None."""
    content = read(name)
    with suppress(Exception), uncollected():  # a pickle that another program wrote can raise anything
        return pickle.loads(content) if content else None
    return None


@contextmanager
def uncollected() -> Iterator[None]:
    """While much is made at once that stays: Python would look through all of it for garbage, over and over."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def write(name: str, content: bytes) -> None:
    """Keep something under a name: all of it or nothing."""
    import tempfile

    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        if not _is_ours(folder):
            return
        handle, unfinished = tempfile.mkstemp(dir=folder)  # for the user alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(content) + content)
            Path(unfinished).replace(folder / name)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        _tidy(folder)


def digest(*parts: bytes) -> str:
    """A name for what is made of these parts."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()


def _folder() -> Path | None:
    """Where things are kept; None where they are not, or where a system does not tell whose a file is."""
    if not hasattr(os, "getuid"):
        return None
    named = os.environ.get(WHERE)
    if named is not None:
        return Path(named) / _FOLDER if named else None
    with suppress(RuntimeError):  # no home
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _FOLDER
    return None


def _is_ours(folder: Path) -> bool:
    try:
        return _ours(folder.lstat(), stat.S_IFDIR)
    except OSError:
        return False


def _ours(found: os.stat_result, kind: int) -> bool:
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == os.getuid() and not found.st_mode & _OTHERS


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()


def _tidy(folder: Path) -> None:
    """Take away what was not used for longest."""
    for file in sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)[_KEPT:]:
        file.unlink(missing_ok=True)
