"""Article -> mentions: amounts, dates, organisations, persons, places, documents.

Each character has one owner among names with digits, dates and amounts, in that order; what lost it is kept
with its reason, for `explain`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

from extract.faults import Attempts
from extract.model import Article, Mentions, Organisation, Reference, Rejected
from extract.passage import Passage
from extract.patterns import Rules
from extract.recognise import amounts, dates, documents, organisations, persons, places, spacy_ner
from extract.recognise import tagger as taggers
from extract.recognise.findings import Findings, Found, Recogniser
from extract.records import state

__all__ = ["mentions", "reference"]

Ner = Callable[[str], Any] | taggers.Tagger | None

RECOGNISERS: tuple[Recogniser, ...] = (dates, amounts, organisations, persons, places, documents)
"""The recognisers in the order of their use: each is given the findings of those before."""


def mentions(article: Article, rules: Rules, ner: Ner = None, passage: Passage | None = None) -> Mentions:
    """Everything that the rules recognise in an article whose reference is known; `ner` is a loaded spaCy pipeline.

    `passage` is the article's, where there is one already.
    Where its entities overlap what the rules found, the rules win. Or it is a Tagger, which is heard on the organisations.
    What raises in a sentence leaves that sentence without records of its kind, and a warning.

    >>> from extract import annotate, load_rules
    >>> found = mentions(annotate("3月9日，榕江县财政局拨款2亿元。", published="2026-03-12"), load_rules())
    >>> found.dates[0].value, found.organisations[0].name, found.amounts[0].value
    ('2026-03-09', '榕江县财政局', Decimal('200000000'))
    """
    course = _Course(article, rules, Attempts(article, passage or Passage.of(article.text)))
    course.context.names = course.tried("names", lambda one: amounts.rejects(one, rules), [])
    for room in RECOGNISERS:
        course.read(room, ner)
    found = course.context
    acting = course.tried("organisations", lambda one: organisations.acting(found.organisations, one, rules), found.organisations)
    return Mentions(
        amounts=tuple(found.amounts),
        dates=tuple(found.dates),
        organisations=tuple(acting),
        persons=tuple(found.persons),
        places=tuple(found.places),
        documents=tuple(found.documents),
        rejected=tuple(sorted([*found.names, *course.rejected], key=lambda r: (r.start, r.end, r.rule))),
        warnings=tuple(course.attempts.warnings),
    )


@state
class _Course:
    """One article on its way through the recognisers, with their findings so far."""

    article: Article
    rules: Rules
    attempts: Attempts
    context: Findings = field(init=False)
    rejected: list[Rejected] = field(default_factory=list)

    def __post_init__(self) -> None:
        head = self.article
        self.context = Findings(head.publisher, head.title, head.byline, head.reference)

    def tried(self, stage: str, work: Callable[[Passage], Any], nothing: Any) -> Any:
        """What `work` makes of the passage, or of what is left of it without the sentences in which it raises."""
        return self.attempts.tried(stage, lambda _, passage: work(passage), nothing)

    def read(self, room: Recogniser, ner: Ner) -> None:
        """One recogniser after the others, and what a plugged model adds to it."""
        kind = room.__name__.rpartition(".")[2]
        found = self.tried(kind, lambda one: room.find(one, self.context, self.rules), Found([]))
        if room is organisations and isinstance(ner, taggers.Tagger):
            found = self._heard(ner, found)
        setattr(self.context, kind, found.records)
        self.rejected += found.rejected
        if room is places and callable(ner):
            self._add(ner)

    def _heard(self, tagger: taggers.Tagger, found: Found[Organisation]) -> Found[Organisation]:
        return self.attempts.tried("ner", lambda one, passage: taggers.agreed(tagger, one, passage.folded, found, self.rules), found)

    def _add(self, nlp: Callable[[str], Any]) -> None:
        context = self.context
        by_rules = (context.organisations, context.persons, context.places)
        both = self.attempts.tried("ner", lambda one, _: spacy_ner.added(nlp, one, *by_rules), by_rules)
        context.organisations, context.persons, context.places = both


def reference(article: Article, passage: Passage, rules: Rules) -> Reference | None:
    """What the dates of an article are resolved against: its own day, else what its passage tells of itself.

    >>> from extract import annotate, load_rules
    >>> article = annotate("云溪镇2026年3月8日电 今年种茶5万亩。")
    >>> reference(article, Passage.of(article.text), load_rules())
    Reference(value='2026-03-08', origin='context')
    """
    return article.reference or dates.reference_in(passage, rules)
