"""Mentions -> targets and actuals of one article.

The way from amount to statement, from top to bottom: `Values` binds the amounts of a sentence to their indicators, `Judge` says
when each holds and whether it is a goal, a report or a limit, `Recorder` makes the statement, `Bases` says over how many years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter

from extract.assemble.basis import Bases
from extract.assemble.bind import Bound
from extract.assemble.cells import Cells
from extract.assemble.context import Context
from extract.assemble.judged import Facts, Judge
from extract.assemble.lexicon import lexicon
from extract.assemble.limits import Limits
from extract.assemble.recorded import Recorder
from extract.assemble.recorded import is_target as is_target
from extract.assemble.status import Verdict
from extract.assemble.values import Values
from extract.assemble.weighed import Weighed
from extract.model import Article, Mentions, Rejected, Statement
from extract.patterns import Rules
from extract.records import record


@record
class Said:
    """The statements of an article, the amounts that state nothing, and why each statement is as it is."""

    statements: Sequence[Statement]
    unbound: Sequence[Rejected]
    because: Sequence[tuple[Bound, Verdict]]  # for each statement, in the same order
    facts: Mapping[str, Facts] = field(default_factory=lambda: defaultdict(Facts))  # by decision: status, limits, roles, confidence
    strongest: Callable[[int], Sequence[tuple[str, float]]] = lambda at: ()  # for the value at that offset, what weighed most for its status

    def evidence(self) -> dict[int, str]:
        """By the offset of a statement's amount: the words that bound it, and what was weighed for its status."""
        return {at: _chain(one, verdict.strengthened(self.strongest(at))) for one, verdict in self.because for at in [one.amount.start]}


def statements(article: Article, folded: str, mentions: Mentions, rules: Rules) -> Said:
    """Every statement of an article, in reading order; `folded` is its text in the form that is matched."""
    if not mentions.amounts:  # as in most articles of an archive: nothing is prepared for an article without amounts
        return Said([], [], [])
    context = Context(article, folded, mentions, lexicon(rules), rules)
    tables = Cells(article, folded, mentions, context.words, rules)
    limits = Limits(article, folded, mentions.amounts, rules)
    weighed = Weighed(article, folded, mentions, context.words, rules)
    values, judge = Values(context, tables, limits, weighed), Judge(context, tables, limits)
    recorder = Recorder(context, weighed, limits.measures)
    made, because, left = list[Statement](), list[tuple[Bound, Verdict]](), list[Rejected]()
    for index, amounts in groupby(mentions.amounts, key=attrgetter("sentence")):
        sentence = values.of(index, list(amounts))
        left += sentence.left
        for judged in judge.of(sentence):
            if isinstance(judged, Rejected):
                left.append(judged)
                continue
            bound, statement = recorder.of(judged)
            made.append(statement)
            because.append((bound, judged.verdict))
    based = Bases(folded, mentions.dates, rules).given(made, because, tables.told)
    return Said(based, left, because, {**judge.facts, "confidence": recorder.sure}, judge.strongest)


def _chain(one: Bound, verdict: Verdict) -> str:
    """One line from indicator and predicate to the evidence for the status: 地区生产总值 ← 突破; mood -4.5, 力争 +6, date +7."""
    weighed = ", ".join(f"{name} {weight:+.3g}" for name, weight in verdict.evidence if weight)
    return f"{one.indicator.text} ← {one.predicate or '(no verb)'}" + (f"; {weighed}" if weighed else "")
