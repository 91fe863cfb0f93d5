"""Limits: what a measure grants at most, asks for at least, or draws as a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.assemble.bind import Bound
from extract.assemble.lexicon import either, told
from extract.assemble.status import Verdict
from extract.model import Article
from extract.patterns import Rules, from_words
from extract.text import fold

_ENOUGH = 5.0
_CLIP = 6.0
_FAR = 0.3
_LEAD = 12


@dataclass(frozen=True)
class _Norms:
    """The forms of limits.yaml by the place where they count, and their weights."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    sentence: re.Pattern[str]
    title: re.Pattern[str]
    paid: re.Pattern[str]
    weight: Mapping[tuple[str, str], float]
    words: Mapping[str, float]  # those of a sentence
    own: frozenset[str]
    of: Mapping[str, tuple[str, ...]]  # kinds of amount that a form before them counts for; of others for all


@from_words
def _norms(rules: Rules) -> _Norms:
    entries = rules.vocabularies["limits"]

    def forms(place: str) -> list[str]:
        return [form for entry in entries if entry["place"] == place for form in entry.forms]

    weight = {(entry["place"], form): float(entry["weight"]) for entry in entries for form in entry.forms}
    return _Norms(
        either(forms("before"), "$"),
        either(forms("after")),
        either(forms("sentence")),
        either(forms("title")),
        either(forms("against")),
        weight,
        {form: one for (place, form), one in weight.items() if place == "sentence"},
        frozenset(forms("hedge")),
        {form: tuple(entry["of"].split()) for entry in entries if entry["of"] for form in entry.forms},
    )


class Limits:
    """How much the sentences of an article sound like a rule's, and which values are therefore limits."""

    def __init__(self, article: Article, folded: str, rules: Rules) -> None:
        self._norms = _norms(rules)
        self._folded = folded
        self._sentences = article.sentences
        first = folded[slice(*article.sentences[0])] if article.sentences else ""
        head = fold(article.title or "") or (first if first[-1:] not in "。!?;," else "")
        self._title = self._weight("title", self._norms.title.search(head)) if len(head) < 60 else 0.0
        self._own = [told(self._norms.sentence, self._norms.words, folded, span) for span in article.sentences]

    def _weight(self, place: str, found: re.Match[str] | None) -> float:
        return self._norms.weight[place, found[0]] if found else 0.0

    def _around(self, index: int) -> float:
        """The sentence's own words, those of its neighbours in the paragraph by a fraction, and the title's."""
        total = self._own[index] + self._title
        for other in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= other < len(self._own) and "\n" not in self._between(index, other):
                total += _FAR * self._own[other]
        return min(total, _CLIP)

    def _between(self, one: int, other: int) -> str:
        first, last = sorted((one, other))
        return self._folded[self._sentences[first][1] : self._sentences[last][0]]

    def status(self, one: Bound, verdict: Verdict) -> str:
        """`limit` where the value is a rule's, else the verdict's own status."""
        amount, index = one.amount, one.amount.sentence
        start = self._sentences[index][0]
        around = self._around(index)
        if around < 1.5:
            return verdict.status
        before = self._norms.before.search(self._folded, max(start, amount.start - _LEAD), amount.start)
        if before and amount.kind not in self._norms.of.get(before[0], (amount.kind,)):
            before = None
        after = self._norms.after.match(self._folded, amount.end) or self._norms.after.match(
            self._folded, one.slot.after
        )
        paid = self._norms.paid.search(self._folded, max(start, amount.start - 2 * _LEAD), amount.start)
        weighed = around + self._weight("before", before) + self._weight("after", after) - self._weight("against", paid)
        other = sum(weight for name, weight in verdict.evidence if name != "mood")
        head = next(weight for name, weight in verdict.evidence if name == "head")
        if abs(head) > _CLIP and not (head > 0 and before and after):
            return verdict.status
        if not after and not self._norms.own.isdisjoint(verdict.hedges):
            return verdict.status
        return "limit" if weighed >= _ENOUGH and weighed > abs(other) else verdict.status
