"""Text -> what a page carries of it: packed by zlib, in letters and figures alone, piece by piece.

A page of 2,000 articles is half as large so, and its browser has the less to read before anything is shown; it unpacks what it
needs (`DecompressionStream`, which every browser has had since 2023). Nothing in letters and figures can end an element.
"""

from __future__ import annotations

import zlib
from base64 import b64encode

_GROUP = 3  # bytes that come to four letters, so that pieces can be put end to end


class Packed:
    """A text that is packed as it comes."""

    def __init__(self) -> None:
        self._zlib, self._rest = zlib.compressobj(), b""

    def add(self, text: str) -> str:
        """The letters that are certain after this much text.

        >>> from base64 import b64decode
        >>> whole = Packed()
        >>> letters = whole.add("全县力争") + whole.add("到2028年") + whole.end()
        >>> zlib.decompress(b64decode(letters)).decode()
        '全县力争到2028年'
        """
        return self._letters(self._zlib.compress(text.encode()))

    def end(self) -> str:
        """The letters that were left."""
        last = self._letters(self._zlib.flush())
        return last + b64encode(self._rest).decode()

    def _letters(self, packed: bytes) -> str:
        ready = self._rest + packed
        whole = len(ready) - len(ready) % _GROUP
        self._rest = ready[whole:]
        return b64encode(ready[:whole]).decode()
