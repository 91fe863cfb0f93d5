"""Plain text and Markdown -> one page: the decoded text, its line ends written as one newline each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extract.errors import FormatError
from extract.model import Page, Source
from extract.read.encoding import decode
from extract.read.raw import LINE, Raw


def pages(raw: Raw) -> Iterator[Page]:
    """The one page of a .txt or .md file.

    Its text is the decoded file after newline normalisation: \\r\\n and a single \\r become \\n, nothing else is
    changed. Alignment leads to this text.
    """
    data = raw.whole()
    decoded = decode(data, raw.uri, raw.declared)
    text = newlines(decoded.text)
    bounded(text, raw.uri)
    form = "md" if raw.name.lower().endswith((".md", ".markdown")) else "txt"
    notes = {"replaced": decoded.replaced} if decoded.replaced else {}
    yield Page(Source(raw.uri, form, decoded.encoding, hashlib.sha256(data).hexdigest(), 0, notes), text)


def newlines(text: str) -> str:
    """The text with \\n for every line end.

    >>> newlines("清溪镇\\r\\n白石村\\r")
    '清溪镇\\n白石村\\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def bounded(text: str, uri: str) -> None:
    """FormatError for a line that is longer than any text that people write."""
    start = 0
    while len(text) - start > LINE:
        end = text.rfind("\n", start, start + LINE)
        if end < 0:
            raise FormatError(uri, f"a line of more than {LINE:,} characters; no article is one line of that length")
        start = end + 1
