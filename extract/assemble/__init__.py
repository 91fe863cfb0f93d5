"""Article and mentions -> the article with everything in it: ids, sentences, statements, merged names.

To read on, begin with `statements`, the way from amount to statement. What it asks:

- what a value is of: `clauses` (a sentence in slots), `phrases` and `cores` (the indicator's own words), `reach`, `counted`, `lists`,
  `parts`, `completion`, `grants` (which indicator is meant), `bind` (the bound values), `labelled` and `ranked` (lines and lists under a
  head that counts or ranks), `values` (all that makes or leaves one);
- when it holds: `dates` (which dates count), `governing` (which one is in force), `periods`, `due` (deadlines, years of a row), `written`;
- goal or report: `status` (cues, heads, dates), `settled` (aims by name or paper), `year_rows` (plans told year by year), `announced` (heads in running text), `estimates`
  (how far 预计 holds), `goals` (their learned weights), `limits` and `measures/` (what a rule says), `judged`;
- what was learned of words: `surroundings`, `naming`, `choice` (names), `stating` (does it state anything), `weighed`, `confidence`;
  `frayed` (what no name begins or ends with);
- tables: `cells`, `cell_names`, `cell_terms` and `cell_roles` (of rules); whose it is and since when: `subjects`, `basis`, `measure`; the record: `recorded`, `consistency`.

The words are in patterns/ (`lexicon` looks them up); `view` is a phrase that knows where each of its characters stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from extract.assemble import consistency
from extract.assemble.statements import Said, is_target, statements
from extract.faults import Attempts
from extract.model import Article, Mention, Mentions
from extract.passage import Passage
from extract.patterns import Rules

M = TypeVar("M", bound=Mention)


def explained(bare: Article, mentions: Mentions, rules: Rules, passage: Passage | None = None) -> tuple[Article, Said]:
    """The article with all its records numbered, bound and merged; every amount that states nothing and why, and the evidence for each statement.

    `passage` is the article's, where there is one already.
    """
    found = _numbered(bare, mentions)
    attempts = Attempts(bare, passage or Passage.of(bare.text))
    said = attempts.tried("statements", lambda one, rest: statements(one, rest.folded, _within(one, found), rules), Said([], [], []))
    ordered = sorted(said.statements, key=lambda one: not is_target(one.status))
    both = attempts.tried("repeats", lambda one, _: consistency.linked(_of(one, ordered), one, rules), ordered)
    doubts = attempts.tried("doubts", lambda one, _: list(consistency.warnings(_of(one, both), one, rules)), [])
    units = attempts.tried("units", lambda one, rest: list(consistency.unsettled(one, rest.folded, rules)), [])
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
        warnings=(*bare.warnings, *mentions.warnings, *attempts.warnings, *doubts, *units),
    )
    return whole, said


def _of(article: Article, records: Sequence[M]) -> list[M]:
    """The records whose text is there: all, unless sentences had to be left out."""
    return [one for one in records if article.text[one.start : one.end] == one.text]


def _within(article: Article, found: Mentions) -> Mentions:
    kinds = ("amounts", "dates", "organisations", "persons", "places", "documents")
    return replace(found, **{kind: tuple(_of(article, getattr(found, kind))) for kind in kinds})


def _numbered(bare: Article, mentions: Mentions) -> Mentions:
    starts = [start for start, _ in bare.sentences]
    organisations = _ids(mentions.organisations, "o", starts)
    ids = {name: body.id for body in organisations for name in (*body.aliases, body.name)}
    persons = [replace(person, organisation=ids.get(person.organisation or "")) for person in mentions.persons]
    return Mentions(
        amounts=_ids(mentions.amounts, "a", starts),
        dates=_ids(mentions.dates, "d", starts),
        organisations=organisations,
        persons=_ids(persons, "p", starts),
        places=_ids(mentions.places, "l", starts),
        documents=_ids(mentions.documents, "b", starts),
        rejected=mentions.rejected,
        warnings=mentions.warnings,
    )


def _ids(records: Sequence[M], letter: str, starts: Sequence[int]) -> tuple[M, ...]:
    """The records in reading order with id (`a3`) and sentence; `starts` are those of the sentences."""
    if not records:
        return ()
    kind: Any = type(records[0])
    rest = _from_rule_on(kind)
    ordered = sorted(records, key=lambda record: (record.start, record.end))
    return tuple(
        kind(f"{letter}{number}", one.text, one.start, one.end, max(bisect_right(starts, one.start) - 1, 0), *rest(one))
        for number, one in enumerate(ordered, 1)
    )


@cache
def _from_rule_on(kind: Any) -> Callable[[Mention], tuple[Any, ...]]:
    """What fetches the fields behind `sentence`, all in one go: `replace`, which asks one by one, costs three times that."""
    return attrgetter(*(field.name for field in fields(kind)[len(fields(Mention)) - 1 :]))
