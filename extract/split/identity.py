"""The id of an article, which all its reprints share."""

from __future__ import annotations

import hashlib

from extract import expressions as re
from extract.text import fold

# Letters and figures; a point, colon, stroke or dash only between figures; the per cent sign.
_CONTENT = re.compile(r"[^\W_]+(?:(?<=\d)[.:/\-](?=\d)[^\W_]+)*|%")
_TELLING = 16  # letters and figures


def content(text: str) -> str:
    """The letters and figures of a text in one writing; points between figures stay.

    >>> content("增长５．５％， “十四五”") == content("增长5.5%,“十四五”")
    True
    >>> content("增长5.5%") == content("增长55%")
    False
    """
    return "".join(_CONTENT.findall(fold(text))).casefold()


def identity(title: str | None, text: str) -> str:
    """Sixteen hexadecimal digits of a SHA-256 over the letters and figures of the text.

    Reprints have the same under whatever title, byline and site furniture, with whatever punctuation and in whichever
    writing; the title counts only where the text is too short to tell an article by.

    >>> printed = "榕江镇今年新建学校3所，新增学位4000个。"
    >>> identity("榕江再添三校", printed) == identity(None, "榕江鎮今年新建學校３所,新增學位4000個.")
    True
    """
    head, body = content(title or ""), content(text)
    body = body.removeprefix(head)
    if len(body) < _TELLING:
        body = head + body
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
