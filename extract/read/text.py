"""Plain text and Markdown -> one page: the decoded text, its line ends written as one newline each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extract import expressions as re
from extract.model import Page, Source
from extract.read.encoding import decode
from extract.read.lines import bounded, characters, newlines, unescaped
from extract.read.raw import Raw

_JOINING = re.compile(r"(?<=[A-Za-z])&amp;(?=[A-Za-z])")  # R&amp;D is nothing but R&D


def pages(raw: Raw) -> Iterator[Page]:
    """The one page of a .txt or .md file.

    Its text is the decoded file after newline normalisation: \\r\\n and a single \\r become \\n, also where a program
    wrote them out, and what HTML names (&nbsp;) becomes the character. Nothing else is changed; alignment leads to this text.
    """
    data = raw.whole()
    decoded = decode(data, raw.uri, raw.declared)
    text = bounded(_JOINING.sub("&", characters(unescaped(newlines(decoded.text)))), raw.uri)
    form = "md" if raw.name.lower().endswith((".md", ".markdown")) else "txt"
    notes = {"replaced": decoded.replaced} if decoded.replaced else {}
    yield Page(Source(raw.uri, form, decoded.encoding, hashlib.sha256(data).hexdigest(), 0, notes), text)
