"""The pipeline, whole: the only place that knows the order of the stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extract import assemble, read, recognise, segment, split
from extract.model import Article
from extract.patterns import Rules, load_rules


def articles(source: object, *, published: dt.date | None = None, rules: Rules | None = None) -> Iterator[Article]:
    """Every article of a source, with all that was found in it, in reading order."""
    rules = rules or load_rules()
    for page in read.pages(source, published=published):
        for article in split.articles(page):
            article = segment.sentences(article)
            yield assemble.article(article, recognise.mentions(article, rules), rules)
