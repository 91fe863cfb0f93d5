"""Limits: which values a measure grants at most, asks for at least, or draws as a line; weighed by what was learned."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import get_args

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.clauses import Slot
from extract.assemble.features import SUMS, Steps, summed
from extract.assemble.figures import digits
from extract.assemble.lexicon import lexicon
from extract.assemble.measures import Measures
from extract.assemble.measures.headings import Outline, sections
from extract.assemble.measures.norms import Norm
from extract.assemble.measures.words import words as of_measures
from extract.assemble.status import Verdict
from extract.grid.provisions import provisions
from extract.model import Amount, Article, Role, Span, Status
from extract.passage import clause_start
from extract.patterns import Rules, Signs, from_words, one_of
from extract.text import fold

_CLIP = 6.0  # of the words of a sentence: one that is full of them counts as three plain ones
_FAR = 0.3  # of what a neighbour in the paragraph says
_LEAD = 24  # characters before a value where money paid out is told
_HEARD = 1.5  # of a sentence under a head of rules that says nothing itself, as of one plain word of a rule
_REACH = 0.8  # of what is heard of a sentence, the share that the next one hears: half of it is left three sentences on
_SHORT, _USUAL = 12, 40  # characters: a shorter sentence (a head, an item) weighs as one of twelve; forty is the middle of those of measures
_PRIOR = 2.0  # two usual sentences without such words stand beside every passage, so that one word is no register
_FULL = 2.5  # beyond it a passage is a rule through and through
_LAWFUL = 1.0  # of a register that lets a rule bind what nothing else binds
_TITLE = 60  # characters of a title
_AROUND = 3  # sentences on each side whose bounds and times are counted
_BRIEF = 30  # characters of the sentences of a list without marks, on average
# Sums and shares are told apart by where they lie between these
_LAW = Steps((0.1, 0.3, 0.6, 1.0, 1.5, 2.0))
_SPOKEN = _LAW[-2]  # passages that hardly sound like a rule
_OWN = Steps((0.0, 0.5, 1.5, 3.0, 5.0))
_DATE = Steps((-9.0, -4.0, -0.1, 0.0, 3.0, 8.0))
_HEAD = Steps((-4.0, -0.1, 0.0, 4.0, 8.0))
_TIME = Steps((-9.0, -6.0, -4.0, -2.0, -0.1, 0.0, 2.0, 4.0, 6.0, 9.0))
_BOUNDS = Steps((0.0, 0.15, 0.3, 0.5, 0.8))
_TIMES = Steps((0.0, 0.1, 0.3, 0.6))
_SILENT = "unbound.silent"  # the rules of what states nothing to a rule either: terms of procedure, lines told twice
_COUNTED = ("count", "duration", "length", "other")
_FILED = _SILENT + ".papers", "in the list of papers to file"
_FILED_SO = ("eq", "ge")  # how many papers are filed: 名单(20家以上)
_NEAR = ("modal", "ours", "defined")
_TAIL = 4  # characters between the word that makes a label a rule's and the label's end: 申报条件如下:
_LABELLED = 240  # characters in which the label of a list is looked for
_ENDED = re.compile(r"[。!?]\s*\n|\n\s*\n")  # where a list is over
_YEAR = re.compile(r"(?:19|20)\d\d年")
_NUMBER = re.compile(r"\d[\d.]*")
_PLAIN = 1  # of a norm, the strength of words that a report or a goal may have, too
_NAMED = 2  # characters of a name
_TAKEN = ("percent", "multiple", "duration")  # kinds of values that may be taken of something
_CLOSE = 1e-9  # what the order in which weights are added up may change


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class _Register:
    """The forms of limits.yaml by the place where they count, and the weights of those that are summed."""

    sentence: Signs
    title: re.Pattern[str]
    law: Signs
    paid: re.Pattern[str]
    bound: re.Pattern[str]
    time: re.Pattern[str]
    own: frozenset[str]
    label: re.Pattern[str]  # 申报条件: before a list; one may still be open where a value begins
    closed: re.Pattern[str]  # the same, with what closes it
    open: int  # characters of a label that is open
    near: Mapping[str, re.Pattern[str]]  # by name, what is looked for in the value's own clause or sentence


@from_words
def _register(rules: Rules) -> _Register:
    entries = rules.vocabularies["limits"]

    def forms(place: str) -> list[str]:
        return [form for entry in entries if entry["place"] == place for form in entry.forms]

    def any_of(place: str) -> re.Pattern[str]:
        return re.compile(one_of(forms(place)))

    def signs(place: str) -> Signs:
        return Signs({form: float(entry["weight"]) for entry in entries if entry["place"] == place for form in entry.forms})

    label = rf"{one_of(forms('label'))}[^,;。:\n]{{0,{_TAIL}}}"
    return _Register(
        signs("sentence"),
        any_of("title"),
        signs("law"),
        any_of("against"),
        any_of("bound"),
        re.compile(rf"(?:19|20)\d\d年|{one_of(forms('time'))}"),
        frozenset(forms("hedge")),
        re.compile(rf"{label}(?::|\n|$)"),
        re.compile(rf"{label}[:\n]"),
        max(map(len, forms("label")), default=0) + _TAIL,
        {place: any_of(place) for place in _NEAR},
    )


@from_words
def _open(rules: Rules) -> Mapping[tuple[str, bool], tuple[float, float]]:
    """How little and how much the terms of a norm may weigh, by its role and whether it may be taken of something."""
    weights: Mapping[str, float] = rules.weights.get("limits", {})
    whom = [weights.get(f"recipient={some}", 0.0) for some in (True, False)]
    bases = {(role, taken): [weights.get(f"base={some}|{role}", 0.0) for some in {False, taken}] for role in get_args(Role) for taken in (True, False)}
    return {key: (min(whom) + min(some), max(whom) + max(some)) for key, some in bases.items()}


def _head(article: Article, folded: str) -> str:
    """The title, or a first sentence that is one; it may announce what follows (…奖励办法:)."""
    first = folded[slice(*article.sentences[0])] if article.sentences else ""
    return fold(article.title or "") or (first if first[-1:] not in "。!?;," else "")


def _inclusive(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences with a bound that only rules have: one that says whether it holds itself (5项以上(含)), or how large a work must be (不得小于3米)."""
    inclusive = lexicon(rules)["limits.inclusive"]
    return [span for span in article.sentences if inclusive.search(folded, *span)]


_ITEMS = 2  # items that make a list
_BOUNDING = "<>≤≥"  # the signs that bound a value


def _signed(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences of a list of conditions whose bounds are printed as signs, two at least (血红蛋白<60g/L), where nothing tells of a time."""
    words = of_measures(rules)
    signed = [span for span in article.sentences if words["limits.signed"].match(folded, *span)] if any(sign in folded for sign in _BOUNDING) else []
    told = any(words["limits.dated"].search(folded, *span) or words["limits.told"].search(folded, max(span[0] - _LABELLED, 0), span[0]) for span in signed)
    return signed if len(signed) >= _ITEMS and not told else []


def _revised(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences in which a standard is set anew (标准由900元提高到|930元), where the text announces that and is no report of a year."""
    words = lexicon(rules)
    if not words["limits.announced"].search(folded) or words["limits.reviewed"].search(folded):
        return []
    revised = words["limits.revised"]
    return [span for span in article.sentences if revised.search(folded, *span)]


class Places:
    """Where an expression matches in a text, and how often between two places.

    >>> places = Places(re.compile("[0-9]+"), "3月5日至12日")
    >>> places.within(0, 8), places.within(2, 6)
    (3, 2)
    """

    def __init__(self, expression: re.Pattern[str], folded: str) -> None:
        spans = [match.span() for match in expression.finditer(folded)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def within(self, start: int, end: int) -> int:
        """How often a match begins in a stretch of the text."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def any(self, start: int, end: int) -> bool:
        """Whether it may match in a stretch; False is sure, as of two matches that overlap only the first is known."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


# Of 559 grants and rates of 603 annotated passages none is as uneven; of the sums and rates that reports tell most are
_GIVEN: tuple[Role, ...] = ("grant", "rate")
_DIGITS, _SUM_DIGITS, _SUM, _RATE = 4, 3, 1_000_000, 10


def _is_uneven(amount: Amount) -> bool:
    """Whether a sum or a rate is too uneven to be granted (发放补助1501.15万元, 支付比例97.3%), or counted roughly (1100多万元).

    Rules give round figures: a sum of four digits or more, one above a million of three, a rate above ten per cent of three is a report's.
    """
    if amount.value is None or "/" in (amount.unit or ""):
        return False
    told = digits(amount)
    if amount.unit == "%":
        return abs(amount.value) > _RATE and told >= _SUM_DIGITS
    return amount.unit == "CNY" and (_is_rough(amount) or told >= (_SUM_DIGITS if abs(amount.value) > _SUM else _DIGITS))


def _is_rough(amount: Amount) -> bool:
    """Whether a sum is counted roughly: 1100多万元."""
    return amount.comparator == "gt" and amount.approximate


class Limits:
    """How much the sentences of an article sound like a rule's, and which values are therefore limits.

    `norms` has, by where its amount begins, what a value is to a rule.
    """

    def __init__(self, article: Article, folded: str, amounts: Sequence[Amount], rules: Rules) -> None:
        self._words, self._rules = _register(rules), of_measures(rules)
        self._weights: Mapping[str, float] = rules.weights.get("limits", {})
        self._folded = folded
        self._sentences = article.sentences
        head = _head(article, folded)
        self._titled = len(head) < _TITLE and self._words.title.search(head) is not None
        self._own = [self._words.sentence.sum(folded[start:end]) for start, end in article.sentences]
        self._law = self._smoothed(folded)
        outline, tabled = Outline.of(folded, self._rules), provisions(folded, rules, fold(article.title or ""))
        ruled, self._papers = sections(outline, self._rules)
        plain = _inclusive(article, folded, rules), _revised(article, folded, rules), _signed(article, folded, rules)
        self._ruled([*(one.cell for one in tabled), *ruled, *chain.from_iterable(plain)])
        self._nearby: dict[int, tuple[str, ...]] = {}
        self._open = _open(rules)
        self.measures = Measures(outline, tabled, rules)
        self.norms: Mapping[int, Norm] = self.measures.norms([amount for amount in amounts if self._speaks(amount)])

    def _speaks(self, amount: Amount) -> bool:
        """Whether a word of rules stands near enough to an amount for its words to be looked at as a rule's."""
        return self._law[amount.sentence] > _LAW[0] or self._around(amount.sentence) > 0

    def status(self, one: Bound, verdict: Verdict, norm: Norm | None, weight: float) -> Status:
        """`limit` where the weight of a value's features says so, else the verdict's own status.

        A way of paying is no limit, nor is a sum that was paid, nor a standard that was raised, unless the whole passage is a rule.
        """
        if self._is_promised(one.amount, weight):
            return "target"
        raised = norm is not None and (norm.role, norm.strength) == ("grant", 0)
        if norm is not None and (norm.strength < 0 or (raised and self._law[one.amount.sentence] <= _SPOKEN)):
            return verdict.status
        return "limit" if weight > 0 and not self._is_reported(one.amount, norm) else verdict.status

    def _is_promised(self, amount: Amount, weight: float) -> bool:
        """Whether a measure promises a value to nobody: a sum that is set aside, or what else would be a limit and is to be reached."""
        return self._is_set_aside(amount) or (weight > 0 and self._is_task(amount))

    def _is_set_aside(self, amount: Amount) -> bool:
        """Whether a measure promises a sum year by year, to nobody: 每年安排专项资金|300万元."""
        if amount.unit not in ("CNY", "CNY/a"):
            return False
        words, start = self._rules["limits.set_aside"], self._sentences[amount.sentence][0]
        return self._law[amount.sentence] >= _LAWFUL and words.search(self._folded, start, amount.start) is not None

    def _is_task(self, amount: Amount) -> bool:
        """Whether a sentence opens with the time by which a value is to be reached: 到2027年底,每个镇建成|2个."""
        start = self._sentences[amount.sentence][0]
        return amount.unit != "CNY" and self._rules["limits.due"].search(self._folded, start, amount.start) is not None

    def _is_reported(self, amount: Amount, norm: Norm | None) -> bool:
        """Whether a sum was paid, or a value has come to be: the words before it say so, or it is too uneven to be granted."""
        return self._is_spent(amount) or self._has_come(amount) or (norm is not None and norm.role in _GIVEN and _is_uneven(amount))

    def _has_come(self, amount: Amount) -> bool:
        """Whether a value is told to be one by now: 企业开办时间|已压缩到|1个工作日以内."""
        come = self._rules["limits.come"].search(self._folded, self._sentences[amount.sentence][0], amount.start)
        return come is not None

    def _is_spent(self, amount: Amount) -> bool:
        """Whether the words before a sum in its sentence say that it was paid or received, or before a count that so many were paid."""
        if amount.comparator != "eq" or not (amount.unit == "CNY" or amount.kind == "count"):
            return False
        told = self._rules["limits.spent" if amount.unit == "CNY" else "limits.served"]
        return told.search(self._folded, self._sentences[amount.sentence][0], amount.start) is not None

    def weight(self, one: Bound, verdict: Verdict, norm: Norm | None) -> float:
        """What the features of a value add up to; where the terms of its norm leave it between two steps, the upper one."""
        if norm is not None and norm.strength <= _PLAIN:
            told = [
                *self.nearby(one.amount.sentence),
                *self._word_facts(one),
                *self._norm_facts(one, norm),
                *self._time_facts(one.amount, verdict, asked=False),
            ]
            known = summed(self._weights, ("bias", *told))
            least, most = (known + more for more in self._open[norm.role, one.amount.kind in _TAKEN])
            if SUMS.of(least - _CLOSE) == SUMS.of(most + _CLOSE):
                return most
        return summed(self._weights, self.facts(one, verdict, norm))

    def admitted(self, found: Sequence[Bound], unbound: Sequence[tuple[Slot, str, str]]) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
        """The bound values with those that only a rule's words bind (连续经营|2年|以上的), and what is still left."""
        taken = [
            Bound(slot, norm.terms.indicator or norm.terms.rough, norm.terms.measure, "statement.norm")
            for slot, _, _ in unbound
            if (norm := self.norms.get(slot.amount.start)) and self._binds(slot, norm)
        ]
        found = [self._whole(one) for one in found]
        starts = {one.amount.start for one in taken}
        left = [one for one in unbound if one[0].amount.start not in starts]
        return self._unfiled(sorted([*found, *taken], key=lambda one: one.amount.start), left)

    def _whole(self, one: Bound) -> Bound:
        """A bound value; where only the rest of a condition names it (2项|或实用新型专利5项以上), by what its rule's words say."""
        norm = self.norms.get(one.amount.start) if self._rules["limits.rest"].match(one.indicator.text) else None
        if norm is None or norm.strength < _PLAIN or len(norm.terms.indicator) < _NAMED:
            return one
        return replace(one, indicator=norm.terms.indicator, measure=norm.terms.measure, comparator=norm.terms.comparator)

    def _unfiled(self, found: Sequence[Bound], left: Sequence[tuple[Slot, str, str]]) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
        """The bound values without those in a list of papers to file, which are among what is left."""
        aside = [(one.slot, *_FILED) for one in found if self.files(one.amount)]
        others = [(one[0], *(_FILED if self.files(one[0].amount) else one[1:])) for one in left]
        return [one for one in found if not self.files(one.amount)], [*others, *aside]

    def _binds(self, slot: Slot, norm: Norm) -> bool:
        plain = self._law[slot.amount.sentence] >= _LAWFUL and norm.strength > (1 if slot.role == "attribute" else 0)
        silent = slot.role == "from" or slot.rule.startswith(_SILENT)
        return plain and not silent and len(norm.terms.indicator or norm.terms.rough) > 1

    def facts(self, one: Bound, verdict: Verdict, norm: Norm | None) -> tuple[str, ...]:
        """The names of a value's features: the register around it, its rule's words, what speaks for a goal or a report."""
        asked = norm is not None and norm.strength > _PLAIN and _YEAR.search(norm.terms.recipient.text) is not None
        return ("bias", *self.nearby(one.amount.sentence), *self._value_facts(one, norm), *self._time_facts(one.amount, verdict, asked))

    def nearby(self, index: int) -> tuple[str, ...]:
        """The names of the features that the values of a sentence share."""
        if index not in self._nearby:
            self._nearby[index] = tuple(self._around_facts(index))
        return self._nearby[index]

    @cached_property
    def _near(self) -> Mapping[str, tuple[re.Pattern[str], Places]]:
        """The words before a value, by name, and where they may stand."""
        return {name: (words, Places(words, self._folded)) for name, words in {**self._words.near, "paid": self._words.paid}.items()}

    @cached_property
    def _labels(self) -> Places:
        return Places(self._words.closed, self._folded)

    @cached_property
    def _counted(self) -> tuple[Places, ...]:
        """Where figures, words of bounds and times stand, looked for once."""
        return tuple(Places(words, self._folded) for words in (_NUMBER, self._words.bound, self._words.time))

    def _around_facts(self, index: int) -> Iterator[str]:
        yield "law=" + _LAW.of(self._law[index])
        yield "around=" + _OWN.of(self._around(index))
        yield f"title={self._titled}"
        near = self._sentences[max(index - _AROUND, 0) : index + _AROUND + 1]
        start, end = near[0][0], near[-1][1]
        numbers, bounds, times = (places.within(start, end) for places in self._counted)
        yield "bounds=" + _BOUNDS.of(bounds / max(numbers, 1))
        yield "times=" + _TIMES.of(times / max(numbers, 1))
        yield f"brief={len(near) > _AROUND and sum(stop - begin for begin, stop in near) / len(near) < _BRIEF}"

    def _value_facts(self, one: Bound, norm: Norm | None) -> Iterator[str]:
        yield from self._word_facts(one)
        if norm is None:
            yield "norm=None"
            return
        role, law = self._norm_facts(one, norm)
        yield from (role, f"recipient={len(norm.terms.recipient) > 0}", f"base={len(norm.terms.base) > 0}|{norm.role}", law)

    def _norm_facts(self, one: Bound, norm: Norm) -> tuple[str, str]:
        """What a norm is without its terms."""
        return f"role={norm.role}|{norm.strength}", f"law={_LAW.of(self._law[one.amount.sentence])}|{norm.strength}"

    def _word_facts(self, one: Bound) -> Iterator[str]:
        """Whether a label of a rule heads the value's list, what its own sentence says before it, and what it is."""
        amount, comparator = one.amount, one.comparator or one.amount.comparator
        start, at = self._sentences[amount.sentence][0], amount.start
        clause = clause_start(self._folded, at, start)
        listed = self._is_listed(at)
        yield f"label={listed}"
        yield f"label={listed}|{comparator}"
        for name in _NEAR:
            yield f"{name}={self._stands(name, start if name == 'defined' else clause, at)}"
        yield f"per={(amount.unit or '').startswith('CNY/')}"
        _, _, _, bounds, *_ = self.nearby(amount.sentence)
        yield from ("measure=" + one.measure, "kind=" + amount.kind, f"comparator={comparator}", f"{bounds}|{comparator}")

    def _stands(self, name: str, start: int, end: int) -> bool:
        """Whether a word of a kind stands in a stretch of the text."""
        words, places = self._near[name]
        return places.any(start, end) and words.search(self._folded, start, end) is not None

    def _is_listed(self, at: int) -> bool:
        """Whether a label of a rule heads the list in which a value stands."""
        start, label = max(at - _LABELLED, 0), self._words.label
        if not self._labels.any(start, at) and label.search(self._folded, max(at - self._words.open, start), at) is None:
            return False
        labels = list(label.finditer(self._folded, start, at))
        return bool(labels) and _ENDED.search(self._folded, labels[-1].end(), at) is None

    def _time_facts(self, amount: Amount, verdict: Verdict, asked: bool) -> Iterator[str]:
        """What dates and words of time say; `asked`: the date is one of what a rule asks, not of its giving.

        对2023年度营收首次破亿的企业|奖励10万元.
        """
        weights = dict(verdict.evidence)
        if asked:
            weights["date"] = 0.0
        yield f"dated={weights['date'] != 0}"
        yield "date=" + _DATE.of(weights["date"])
        yield "head=" + _HEAD.of(weights["head"])
        yield "time=" + _TIME.of(sum([weight for name, weight in verdict.evidence if name not in ("mood", "head", *["date"] * asked)]))
        yield f"own={not self._words.own.isdisjoint(verdict.hedges)}"
        start = max(self._sentences[amount.sentence][0], amount.start - _LEAD)
        yield f"paid={self._stands('paid', start, amount.start)}"

    def _ruled(self, spans: Sequence[Span]) -> None:
        """What stands under a head of grants or conditions, or is bounded as only rules bound, is a rule through and through."""
        starts = [start for start, _ in self._sentences]
        for start, end in spans:
            for index in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):  # a cell may stand within the sentence of its row
                self._law[index], self._own[index] = _FULL, max(self._own[index], _HEARD)

    def files(self, amount: Amount) -> bool:
        """Whether a count stands in a list of papers to file or of steps of a procedure, where it states nothing."""
        if amount.comparator not in _FILED_SO or amount.kind not in _COUNTED:
            return False
        index = bisect_right(self._papers, (amount.start, len(self._folded))) - 1
        return index >= 0 and amount.end <= self._papers[index][1]

    def _smoothed(self, folded: str) -> list[float]:
        """How much the sentences around each sound like a rule's, from 0 to 2: nearer ones weigh more."""
        spans = self._sentences
        own = [min(self._words.law.sum(folded[start:end]), _CLIP) for start, end in spans]
        size = [max(end - start, _SHORT) / _USUAL for start, end in spans]
        total, weight = list(own), list(size)
        for order in (range(len(total)), range(len(total) - 1, -1, -1)):
            carried, mass = 0.0, 0.0
            for index in order:
                total[index] += carried
                weight[index] += mass
                carried, mass = (carried + own[index]) * _REACH, (mass + size[index]) * _REACH
        return [min(one / (mass + _PRIOR), _FULL) for one, mass in zip(total, weight, strict=True)]

    def _around(self, index: int) -> float:
        """The sentence's own words, and those of its neighbours in the paragraph by a fraction."""
        total = self._own[index]
        for other in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= other < len(self._own) and "\n" not in self._between(index, other):
                total += _FAR * self._own[other]
        return min(total, _CLIP)

    def _between(self, one: int, other: int) -> str:
        first, last = sorted((one, other))
        return self._folded[self._sentences[first][1] : self._sentences[last][0]]
