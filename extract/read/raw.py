"""The bytes of one input as its reader sees them, and the bounds that hold for all readers."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from extract.errors import FormatError, SourceError

WHOLE = 200_000_000  # bytes of a file that is read in one piece
LINE = 2_000_000  # characters of one line, or of one row's text: no article comes near it
ROW = 16_000_000  # bytes of one row of .jsonl or .csv
CELLS = 2_000_000  # cells of one sheet, empty ones included
FIGURES = 300_000  # cells of a table that is one page
DEPTH = 2  # an archive, and one archive inside it
MEMBER = "!"
"""Stands in a source's name between an archive and its member: a.zip!2024/b.html."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One input: `uri` names it in the output, `name` tells suffix and date; `open` gives its bytes anew each time."""

    uri: str
    name: str
    open: Callable[[], BinaryIO]
    depth: int = 0
    declared: str | None = None

    def member(self, name: str) -> str:
        """What a member of this archive is called in the output."""
        return f"{self.uri}{MEMBER}{name}"

    def whole(self, limit: int = WHOLE) -> bytes:
        """All bytes. Raises FormatError beyond `limit`."""
        data = self.start(limit + 1)
        if len(data) > limit:
            raise FormatError(self.uri, f"more than {limit // 1_000_000} MB in one piece; split it")
        return data

    def start(self, size: int = 4096) -> bytes:
        """The first bytes. Raises SourceError where they cannot be had."""
        try:
            with self.open() as stream:
                return stream.read(size)
        except OSError as error:
            raise SourceError(self.uri, f"cannot be read: {error.strerror or error}") from error

    def sha256(self) -> str:
        """Digest of the raw bytes, read in pieces."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()


def of_bytes(uri: str, data: bytes, name: str | None = None, depth: int = 0, declared: str | None = None) -> Raw:
    """An input whose bytes are at hand."""
    return Raw(uri, uri if name is None else name, lambda: BytesIO(data), depth, declared)


def of_path(path: Path, uri: str, name: str | None = None) -> Raw:
    """A file. Raises SourceError where there is none, or it cannot be read."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise SourceError(uri, "no such file") from error
    except (OSError, ValueError) as error:
        raise SourceError(uri, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if stat.S_ISDIR(mode):
        _open_folder(path, uri)
        raise SourceError(uri, "a folder; name the files in it, or give it to `policy-extract run`")
    if not stat.S_ISREG(mode):
        raise SourceError(uri, "no ordinary file")
    return Raw(uri, uri if name is None else name, lambda: path.open("rb"))


def _open_folder(path: Path, uri: str) -> None:
    """SourceError for a folder that may not be opened."""
    try:
        next(path.iterdir(), None)
    except OSError as error:
        raise SourceError(uri, f"cannot be opened: {error.strerror or error}; nothing in this folder was read") from error
