"""A plugged-in spaCy pipeline's entities -> records, beside those of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extract.model import Article, Organisation, Person, Place
from extract.recognise import lac, lists
from extract.recognise.lists import Labelled, entities, merged
from extract.recognise.tagger import Tagger

_LABELS = {"ORG": "body", "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place"}


def load(name: str) -> Callable[[str], Any] | Tagger:
    """What `--ner NAME` names: the tagger LAC, or a spaCy pipeline. Raises UsageError where it is not installed."""
    return lac.load() if name == lac.NAME else lists.load(name)


def added(
    ner: Callable[[str], Any],
    article: Article,
    bodies: Sequence[Organisation],
    people: Sequence[Person],
    where: Sequence[Place],
) -> tuple[list[Organisation], list[Person], list[Place]]:
    """The three lists with the entities that overlap nothing in them; `rule` is `ner.` and the model's label.

    >>> from types import SimpleNamespace as Doc
    >>> from extract import annotate
    >>> ner = lambda text: Doc(ents=[Doc(start_char=0, end_char=4, label_="ORG")])
    >>> [(body.name, body.rule, body.mentions) for body in added(ner, annotate("澄岳乳业投产"), [], [], [])[0]]
    [('澄岳乳业', 'ner.ORG', ((0, 4),))]
    """
    known = [(start, end, "") for group in (bodies, people, where) for one in group for start, end in one.mentions]
    known.sort()
    new = [entity for entity in merged(known, entities(ner, article.text)) if entity[2] in _LABELS]
    more_bodies = [Organisation("", name, start, end, -1, rule, name, "other", (), spans) for name, start, end, rule, spans in _named(article, new, "body")]
    more_people = [Person("", name, start, end, -1, rule, name, (), None, spans) for name, start, end, rule, spans in _named(article, new, "person")]
    more_places = [Place("", name, start, end, -1, rule, name, None, spans) for name, start, end, rule, spans in _named(article, new, "place")]
    return [*bodies, *more_bodies], [*people, *more_people], [*where, *more_places]


def _named(article: Article, found: Iterable[Labelled], kind: str) -> list[tuple[str, int, int, str, tuple[tuple[int, int], ...]]]:
    """Each name once, with its first place, its rule and all its mentions."""
    groups: dict[str, list[Labelled]] = {}
    for start, end, label in found:
        if _LABELS[label] == kind:
            groups.setdefault(article.text[start:end], []).append((start, end, label))
    return [(name, group[0][0], group[0][1], f"ner.{group[0][2]}", tuple((s, e) for s, e, _ in group)) for name, group in groups.items()]
