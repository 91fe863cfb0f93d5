"""What an article is known by: its id, and the fingerprint that its reprints share."""

from __future__ import annotations

import hashlib
import re

from extract.text import fold

# Letters and figures; a point, colon, stroke or dash only between figures; the per cent sign.
_CONTENT = re.compile(r"[^\W_]+(?:(?<=\d)[.:/\-](?=\d)[^\W_]+)*|%")
_FULLWIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]")


def content(text: str) -> str:
    """The letters and figures of a text in one writing; points between figures stay.

    >>> content("增长５．５％， “十四五”") == content("增长5.5%,“十四五”")
    True
    >>> content("增长5.5%") == content("增长55%")
    False
    """
    if _FULLWIDTH.search(text):
        text = fold(text)
    return "".join(_CONTENT.findall(text)).casefold()


def identity(title: str | None, text: str) -> str:
    """Sixteen hexadecimal digits made from title and text, the same wherever the file lies."""
    head, body = content(title or ""), content(text)
    return digest(body if body.startswith(head) else head + body)


def digest(body: str) -> str:
    """Sixteen hexadecimal digits of a SHA-256."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
