"""What an article is known by: its id, and the fingerprint that its reprints share."""

from __future__ import annotations

import hashlib
import re

from extract.text import fold

_OUT = re.compile(r"(?<=\d)([.:/-])(?=\d)|[\W_]+")


def content(text: str) -> str:
    """The letters and figures of a text in one writing; points between figures stay.

    >>> content("增长５．５％， “十四五”") == content("增长5.5%,“十四五”")
    True
    """
    return _OUT.sub(lambda match: match[1] or "", fold(text).replace("%", "percent").casefold())


def identity(title: str | None, text: str) -> str:
    """Sixteen hexadecimal digits made from title and text, the same wherever the file lies."""
    head, body = content(title or ""), content(text)
    whole = body if body.startswith(head) else head + body
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]
