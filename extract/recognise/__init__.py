"""Article -> mentions: amounts, dates, organisations, persons, places, documents.

Each character has one owner among names with digits, dates and amounts, in that order; what lost it is kept
with its reason, for `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extract.faults import Attempts
from extract.model import Article, Mentions, Span
from extract.patterns import Rules
from extract.recognise import amounts, dates, documents, organisations, persons, places, spacy_ner
from extract.recognise import tagger as taggers
from extract.text import fold

__all__ = ["mentions", "reference"]


def mentions(article: Article, rules: Rules, ner: Callable[[str], Any] | taggers.Tagger | None = None) -> Mentions:
    """Everything that the rules recognise in an article; `ner` is a loaded spaCy pipeline whose entities are added.

    Where its entities overlap what the rules found, the rules win. Or it is a Tagger, which is heard on the organisations.
    What raises in a sentence leaves that sentence without records of its kind, and a warning.
    """
    attempts = Attempts(article, fold(article.text))
    tried = attempts.tried
    names = tried("names", lambda one, folded: amounts.rejects(one.text, folded, rules), [])
    when = tried("reference", lambda one, folded: reference(one, rules), None)
    said, no_dates = tried("dates", lambda one, folded: dates.find(one.text, folded, _spans(names), when, rules), ([], []))
    found, no_amounts = tried(
        "amounts", lambda one, folded: amounts.find(one.text, folded, _taken(names, said), rules), ([], [])
    )
    bodies, no_bodies = tried(
        "organisations", lambda one, folded: organisations.find(one.text, folded, one, rules), ([], [])
    )
    if isinstance(ner, taggers.Tagger):
        tagger, by_rules = ner, (bodies, no_bodies)
        bodies, no_bodies = tried("ner", lambda one, folded: taggers.agreed(tagger, one, folded, by_rules, rules), by_rules)
    people = tried(
        "persons", lambda one, folded: persons.find(one.text, folded, one, _taken(said), bodies, rules), []
    )
    where = tried(
        "places", lambda one, folded: places.find(one.text, folded, one, sorted([*_all(bodies), *_all(people)]), rules), []
    )
    if callable(ner):
        nlp, rules_found = ner, (bodies, people, where)
        bodies, people, where = tried("ner", lambda one, folded: spacy_ner.added(nlp, one, *rules_found), rules_found)
    acting = tried("organisations", lambda one, folded: organisations.acting(bodies, one.text, folded, rules), bodies)
    papers = tried("documents", lambda one, folded: documents.find(one.text, folded, one, bodies, rules), [])
    return Mentions(
        amounts=tuple(found),
        dates=tuple(said),
        organisations=tuple(acting),
        persons=tuple(people),
        places=tuple(where),
        documents=tuple(papers),
        rejected=tuple(sorted([*names, *no_dates, *no_amounts, *no_bodies], key=lambda r: (r.start, r.end, r.rule))),
        warnings=tuple(attempts.warnings),
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
