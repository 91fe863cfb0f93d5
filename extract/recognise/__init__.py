"""Article -> mentions: amounts, dates, organisations, persons, places, documents.

Each character has one owner among names with digits, dates and amounts, in that order; what lost it is kept
with its reason, for `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extract.model import Article, Mentions, Span
from extract.patterns import Rules
from extract.recognise import amounts, dates, documents, organisations, persons, places, plugged
from extract.text import fold

__all__ = ["mentions", "reference"]


def mentions(article: Article, rules: Rules, ner: Callable[[str], Any] | None = None) -> Mentions:
    """Everything that the rules recognise in an article; `ner` is a loaded spaCy pipeline whose entities are added.

    Where its entities overlap what the rules found, the rules win.
    """
    text, folded = article.text, fold(article.text)
    names = amounts.rejects(text, folded, rules)
    said, no_dates = dates.find(text, folded, _spans(names), article.reference or reference(article, rules), rules)
    found, no_amounts = amounts.find(text, folded, _taken(names, said), rules)
    bodies, no_bodies = organisations.find(text, folded, article, rules)
    people = persons.find(text, folded, article, _taken(said), bodies, rules)
    where = places.find(text, folded, article, sorted([*_all(bodies), *_all(people)]), rules)
    if ner is not None:
        bodies, people, where = plugged.added(ner, article, bodies, people, where)
    return Mentions(
        amounts=tuple(found),
        dates=tuple(said),
        organisations=tuple(bodies),
        persons=tuple(people),
        places=tuple(where),
        documents=tuple(documents.find(text, folded, article, bodies, rules)),
        rejected=tuple(sorted([*names, *no_dates, *no_amounts, *no_bodies], key=lambda r: (r.start, r.end, r.rule))),
    )


def reference(article: Article, rules: Rules) -> Any:
    """What the dates of an article are resolved against: its own day, else what its text tells of itself."""
    return article.reference or dates.reference_in(article.text, fold(article.text), rules)


def _spans(records: Iterable[Any]) -> list[Span]:
    return sorted((record.start, record.end) for record in records)


def _taken(*groups: Sequence[Any]) -> list[Span]:
    return _spans(record for group in groups for record in group)


def _all(records: Iterable[Any]) -> list[Span]:
    return [span for record in records for span in record.mentions]
