"""Article -> sentences, tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from extract.model import Article, Span
from extract.text import fold

Token = tuple[int, int, str]

# What ends a sentence: a line break; 。！？ and ……, also doubled; half-width . ! ? where a sentence can end.
_ENDS = re.compile(r"\n+|[。!?]+|…{2,}|\.(?![\w.])")
_CLOSING = "”’」』)]】》〉\"'"
_OPENING = {"”": "“", "’": "‘", ")": "(", "]": "[", "】": "【", "》": "《", "〉": "〈"}


def sentences(article: Article) -> Article:
    """The article with its sentences: spans that part the text, blanks between them aside."""
    return replace(article, sentences=tuple(spans(article.text)))


def spans(text: str) -> Iterator[Span]:
    """The sentences of a text.

    >>> text = "榕江定下目标:“三年再造一个新城。”增长5.5%!真的?真的。"
    >>> [text[a:b] for a, b in spans(text)]
    ['榕江定下目标:“三年再造一个新城。”', '增长5.5%!', '真的?', '真的。']
    """
    folded = fold(text)
    start, size = 0, len(folded)
    for match in _ENDS.finditer(folded):
        end = match.end()
        if match[0][0] == "\n":
            yield from _trimmed(text, start, match.start())
            start = end
            continue
        if end <= start or not _ends(folded, start, match.start(), end):
            continue
        while end < size and folded[end] in _CLOSING:
            end += 1
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, size)


def _ends(folded: str, start: int, mark: int, end: int) -> bool:
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without the blanks around it, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
