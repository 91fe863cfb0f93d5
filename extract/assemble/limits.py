"""Limits: what a measure grants at most, asks for at least, or draws as a line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.assemble.bind import Bound
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import either, told
from extract.assemble.measures import Norm
from extract.assemble.status import Verdict
from extract.grid.provisions import Provision, provisions
from extract.model import Amount, Article
from extract.patterns import Rules, from_words
from extract.text import fold

_SOFT = ("mood", "bound")  # what speaks for an aim or a rule alike
_ENOUGH = 5.0
_CLIP = 6.0
_FAR = 0.3
_LEAD = 12
_HEARD = 1.5
_LAW = 0.4
_REACH = 0.8
_SHORT = 12
_USUAL = 40
_PRIOR = 1.0  # a usual sentence without such words stands beside every passage, so that one word is no register
_FULL = 2.5  # beyond it a passage is a rule through and through
# Fitted to 2,900 annotated values of all genres (logistic regression, rounded): what speaks for a rule, in its own units
_REGISTER, _OWN, _TIME, _PAID = 2.0, 0.2, 0.35, 0.5
_PLAIN = (-2.1, 0.4, 1.9)  # by how plain the words at the value are
_NORM = 2.1
_LAWFUL = 1.0  # of a register that lets a rule bind what nothing else binds
_PLAINEST, _DATED, _OLD, _PAID_ALREADY = 2, 4.0, 9.0, 6.0


@dataclass(frozen=True)
class _Norms:
    """The forms of limits.yaml by the place where they count, and their weights."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    sentence: re.Pattern[str]
    title: re.Pattern[str]
    law: re.Pattern[str]
    law_words: Mapping[str, float]
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
        either(forms("law")),
        {form: one for (place, form), one in weight.items() if place == "law"},
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
        self.law = self._smoothed(folded)
        self._tabled(provisions(folded, rules))

    def _is_norm(self, one: Bound, verdict: Verdict, norm: Norm) -> bool:
        """Weighed: the register of the passage, the rule's words in the paragraph and at the value, against time and hedges."""
        amount, index = one.amount, one.amount.sentence
        start = max(self._sentences[index][0], amount.start - 2 * _LEAD)
        paid = self._weight("against", self._norms.paid.search(self._folded, start, amount.start))
        time = sum(weight for name, weight in verdict.evidence if name not in (*_SOFT, "head"))
        date = dict(verdict.evidence)["date"]
        if norm.strength < 0 or (norm.role == "grant" and time <= -_PAID_ALREADY):
            return False
        aims = norm.strength < _PLAINEST and not self._norms.own.isdisjoint(verdict.hedges)
        if aims or time <= -_OLD or date >= _OLD or (date >= _DATED and norm.strength < _PLAINEST and self._own[index] < _HEARD):
            return False  # a goal with its day, or a report, in the midst of a rule
        heard = _REGISTER * self.law[index] + _OWN * self._around(index) + _PLAIN[norm.strength]
        return heard - _TIME * abs(time) - _PAID * paid >= _NORM

    def _tabled(self, told: Sequence[Provision]) -> None:
        """What stands under a head of grants or conditions is a rule through and through."""
        starts = [start for start, _ in self._sentences]
        for one in told:
            for index in range(bisect_left(starts, one.cell[0]), bisect_left(starts, one.cell[1])):
                self.law[index], self._own[index] = _FULL, max(self._own[index], _HEARD)

    def _smoothed(self, folded: str) -> list[float]:
        """How much the sentences around each sound like a rule's, from 0 to 2: nearer ones weigh more."""
        spans = self._sentences
        own = [min(told(self._norms.law, self._norms.law_words, folded, span), 6.0) for span in spans]
        size = [max(end - start, _SHORT) / _USUAL for start, end in spans]
        total, weight = list(own), list(size)
        for order in (range(len(total)), range(len(total) - 1, -1, -1)):
            carried, mass = 0.0, 0.0
            for index in order:
                total[index] += carried
                weight[index] += mass
                carried, mass = (carried + own[index]) * _REACH, (mass + size[index]) * _REACH
        return [min(one / (mass + _PRIOR), _FULL) for one, mass in zip(total, weight, strict=True)]

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

    def speaks(self, amount: Amount) -> bool:
        """Whether the words around an amount may be a rule's at all."""
        return self._around(amount.sentence) >= _HEARD or self.law[amount.sentence] >= _LAW

    def admitted(
        self, found: list[Bound], unbound: list[tuple[Slot, str, str]], norms: Mapping[int, Norm]
    ) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
        """The bound values with those that only a rule's words bind (连续经营|2年|以上的), and what is still left."""
        taken = [
            Bound(slot, norm.indicator or norm.rough, norm.measure, "statement.norm")
            for slot, _, _ in unbound
            if (norm := norms.get(slot.amount.start)) and len(norm.indicator or norm.rough) > 1 and norm.strength > 0 and self.law[slot.amount.sentence] >= _LAWFUL and slot.role not in ("from", "attribute")
        ]
        starts = {one.amount.start for one in taken}
        left = [one for one in unbound if one[0].amount.start not in starts]
        return sorted([*found, *taken], key=lambda one: one.amount.start), left

    def status(self, one: Bound, verdict: Verdict, norm: Norm | None = None) -> str:
        """`limit` where the value is a rule's, else the verdict's own status."""
        if norm is not None:
            return "limit" if self._is_norm(one, verdict, norm) else verdict.status
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
        other = sum(weight for name, weight in verdict.evidence if name not in _SOFT)
        head = next(weight for name, weight in verdict.evidence if name == "head")
        if abs(head) > _CLIP and not (head > 0 and before and after):
            return verdict.status
        if not after and not self._norms.own.isdisjoint(verdict.hedges):
            return verdict.status
        return "limit" if weighed >= _ENOUGH and weighed > abs(other) else verdict.status
