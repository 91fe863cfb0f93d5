"""The unpacked bytes of a gzip stream, bounded as they are read."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO

from extract.errors import FormatError
from extract.read.packed.zips import RATIO, SMALL


def unpacked(stream: BinaryIO, uri: str) -> BinaryIO:
    """A stream of what the gzip members of `stream` hold; closing it closes both.

    Reading it raises FormatError for damage, and for what outgrows anything that a text could have been packed to.
    """
    return io.BufferedReader(_Unpacking(stream, uri))  # type: ignore[type-var]


class _Unpacking(io.RawIOBase):
    """The unpacked bytes of a gzip stream; FormatError once they outgrow what any text could have been packed to."""

    def __init__(self, stream: BinaryIO, uri: str) -> None:
        self._stream, self._uri = stream, uri
        self._file = gzip.GzipFile(fileobj=stream)
        self._made = 0

    def readable(self) -> bool:
        """Whether it can be read: it is there for nothing else."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Unpacks the next bytes; FormatError where the file is damaged, or grows beyond what a text can."""
        try:
            piece = self._file.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise FormatError(self._uri, "a damaged gzip file") from error
        buffer[: len(piece)] = piece
        self._made += len(piece)
        if self._made > SMALL and self._made > RATIO * max(self._stream.tell(), 1):
            raise FormatError(self._uri, f"unpacks to more than {RATIO} times its size; no text does")
        return len(piece)

    def close(self) -> None:
        """Closes the packed file, too."""
        if not self.closed:
            self._file.close()
            self._stream.close()
        super().close()
