"""Article -> mentions: amounts, dates, organisations, persons, places, documents."""

from __future__ import annotations

from extract.model import Article, Mentions
from extract.patterns import Rules


def mentions(article: Article, rules: Rules) -> Mentions:
    """Everything that the rules recognise in an article."""
    raise NotImplementedError
