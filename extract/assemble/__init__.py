"""Article and mentions -> the article with everything in it: ids, sentences, statements, merged names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from extract.assemble import consistency
from extract.assemble.statements import Said, is_target, statements
from extract.model import Article, Mention, Mentions
from extract.patterns import Rules

M = TypeVar("M", bound=Mention)


def article(bare: Article, mentions: Mentions, rules: Rules) -> Article:
    """The article with all its records numbered, bound and merged."""
    return explained(bare, mentions, rules)[0]


def explained(bare: Article, mentions: Mentions, rules: Rules) -> tuple[Article, Said]:
    """The same, with every amount that states nothing and why, and with the evidence for each statement."""
    found = _numbered(bare, mentions)
    said = statements(bare, found, rules)
    goals = _ids([one for one in said.statements if is_target(one.status)], "t", bare)
    reports = _ids([one for one in said.statements if not is_target(one.status)], "s", bare)
    both = consistency.linked([*goals, *reports], bare)
    whole = replace(
        bare,
        targets=tuple(one for one in both if is_target(one.status)),
        actuals=tuple(one for one in both if not is_target(one.status)),
        amounts=found.amounts,
        dates=found.dates,
        organisations=found.organisations,
        persons=found.persons,
        places=found.places,
        documents=found.documents,
        warnings=(*bare.warnings, *consistency.warnings(both, bare)),
    )
    return whole, said


def _numbered(bare: Article, mentions: Mentions) -> Mentions:
    organisations = _ids(mentions.organisations, "o", bare)
    ids = {name: body.id for body in organisations for name in (*body.aliases, body.name)}
    persons = [replace(person, organisation=ids.get(person.organisation or "")) for person in mentions.persons]
    return Mentions(
        amounts=_ids(mentions.amounts, "a", bare),
        dates=_ids(mentions.dates, "d", bare),
        organisations=organisations,
        persons=_ids(persons, "p", bare),
        places=_ids(mentions.places, "l", bare),
        documents=_ids(mentions.documents, "b", bare),
        rejected=mentions.rejected,
    )


def _ids(records: Sequence[M], letter: str, bare: Article) -> tuple[M, ...]:
    """The records in reading order with id (`a3`) and sentence."""
    ordered = sorted(records, key=lambda record: (record.start, record.end))
    return tuple(
        replace(record, id=f"{letter}{number}", sentence=bare.sentence_at(record.start)) for number, record in enumerate(ordered, 1)
    )
