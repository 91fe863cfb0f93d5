"""Limits: which values a measure grants at most, asks for at least, or sets as a threshold; decided by learned weights."""

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

_CLIP = 6.0  # the most that the words of one sentence may weigh, as much as three plain ones
_FAR = 0.3  # the share of its weight that a neighbouring sentence in the paragraph adds
_LEAD = 24  # characters before a value in which words of money paid out are looked for
_HEARD = 1.5  # the least weight of a sentence under a head of rules, as of one plain word of a rule
_REACH = 0.8  # the share of its weight that a sentence passes on to the next: half is left three sentences on
_SHORT, _USUAL = 12, 40  # characters: a shorter sentence (a head, an item) counts as one of twelve; forty is the median in measures
_PRIOR = 2.0  # two usual sentences without words of rules are added to every passage, so that one word makes no register
_FULL = 2.5  # the highest register of a passage, that of a rule through and through
_LAWFUL = 1.0  # the register from which a norm may bind a value that nothing else binds
_TITLE = 60  # characters of a title
_AROUND = 3  # sentences on each side in which words of bounds and of times are counted
_BRIEF = 30  # average length in characters of the sentences of a list without marks
# The steps between which sums and shares are told apart
_LAW = Steps((0.1, 0.3, 0.6, 1.0, 1.5, 2.0))
_SPOKEN = _LAW[-2]  # the register up to which a passage hardly sounds like a rule
_OWN = Steps((0.0, 0.5, 1.5, 3.0, 5.0))
_DATE = Steps((-9.0, -4.0, -0.1, 0.0, 3.0, 8.0))
_HEAD = Steps((-4.0, -0.1, 0.0, 4.0, 8.0))
_TIME = Steps((-9.0, -6.0, -4.0, -2.0, -0.1, 0.0, 2.0, 4.0, 6.0, 9.0))
_BOUNDS = Steps((0.0, 0.15, 0.3, 0.5, 0.8))
_TIMES = Steps((0.0, 0.1, 0.3, 0.6))
_SILENT = "unbound.silent"  # the reasons for which a value states nothing, to a rule either: terms of procedure, lines told twice
_COUNTED = ("count", "duration", "length", "other")
_FILED = _SILENT + ".papers", "in the list of papers to file"
_FILED_SO = ("eq", "ge")  # the comparators of a number of papers: 名单(20家以上)
_NEAR = ("modal", "ours", "defined")
_TAIL = 4  # characters between the word that makes a label a rule's and the label's end: 申报条件如下:
_LABELLED = 240  # characters in which the label of a list is looked for
_ENDED = re.compile(r"[。!?]\s*\n|\n\s*\n")  # where a list is over
_YEAR = re.compile(r"(?:19|20)\d\d年")
_NUMBER = re.compile(r"\d[\d.]*")
_PLAIN = 1  # the strength of a norm whose words a report or a goal may have, too
_NAMED = 2  # least characters of a name
_TAKEN = ("percent", "multiple", "duration")  # kinds of values that may have a base
_CLOSE = 1e-9  # the rounding error of sums of weights in another order


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class _Register:
    """The forms of limits.yaml by the place in which they are looked for, with the weights of those that are summed."""

    sentence: Signs
    title: re.Pattern[str]
    law: Signs
    paid: re.Pattern[str]
    bound: re.Pattern[str]
    time: re.Pattern[str]
    own: frozenset[str]
    label: re.Pattern[str]  # 申报条件 before a list; a value may begin before the label is closed
    closed: re.Pattern[str]  # the same, with the mark that closes it
    open: int  # most characters of a label without its closing mark
    near: Mapping[str, re.Pattern[str]]  # by name, the words looked for in the value's own clause or sentence


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
    """The least and the most that the terms of a norm may weigh, by its role and whether the value may have a base."""
    weights: Mapping[str, float] = rules.weights.get("limits", {})
    whom = [weights.get(f"recipient={some}", 0.0) for some in (True, False)]
    bases = {(role, taken): [weights.get(f"base={some}|{role}", 0.0) for some in {False, taken}] for role in get_args(Role) for taken in (True, False)}
    return {key: (min(whom) + min(some), max(whom) + max(some)) for key, some in bases.items()}


def _head(article: Article, folded: str) -> str:
    """The title, or the first sentence if it has no closing mark; it may end in a colon (…奖励办法:)."""
    first = folded[slice(*article.sentences[0])] if article.sentences else ""
    return fold(article.title or "") or (first if first[-1:] not in "。!?;," else "")


def _inclusive(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences with a bound that only rules have: one that says whether it is inclusive (5项以上(含)), or how large a work must be (不得小于3米)."""
    inclusive = lexicon(rules)["limits.inclusive"]
    return [span for span in article.sentences if inclusive.search(folded, *span)]


_ITEMS = 2  # items that make a list
_BOUNDING = "<>≤≥"  # the signs that bound a value


def _signed(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences of a list of conditions with bounds as signs (血红蛋白<60g/L), if there are two at least and none has or follows words of time."""
    words = of_measures(rules)
    signed = [span for span in article.sentences if words["limits.signed"].match(folded, *span)] if any(sign in folded for sign in _BOUNDING) else []
    told = any(words["limits.dated"].search(folded, *span) or words["limits.told"].search(folded, max(span[0] - _LABELLED, 0), span[0]) for span in signed)
    return signed if len(signed) >= _ITEMS and not told else []


def _revised(article: Article, folded: str, rules: Rules) -> list[Span]:
    """The sentences in which a standard is set anew (标准由900元提高到|930元), if the text announces that and does not report on a year."""
    words = lexicon(rules)
    if not words["limits.announced"].search(folded) or words["limits.reviewed"].search(folded):
        return []
    revised = words["limits.revised"]
    return [span for span in article.sentences if revised.search(folded, *span)]


class Places:
    """The places at which an expression matches in a text, to be counted between two offsets.

    >>> places = Places(re.compile("[0-9]+"), "3月5日至12日")
    >>> places.within(0, 8), places.within(2, 6)
    (3, 2)
    """

    def __init__(self, expression: re.Pattern[str], folded: str) -> None:
        spans = [match.span() for match in expression.finditer(folded)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def within(self, start: int, end: int) -> int:
        """How many matches begin in a stretch of the text."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def any(self, start: int, end: int) -> bool:
        """Whether a match may lie in a stretch; only False is sure, as the first of two overlapping matches hides the second."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


# None of the 559 grants and rates in 603 annotated passages is as uneven, but most sums and rates of reports are
_GIVEN: tuple[Role, ...] = ("grant", "rate")
_DIGITS, _SUM_DIGITS, _SUM, _RATE = 4, 3, 1_000_000, 10


def _is_uneven(amount: Amount) -> bool:
    """Whether a sum or a rate is too uneven to be a grant (发放补助1501.15万元, 支付比例97.3%), or a rough sum (1100多万元).

    Rules give round figures: a sum with four significant digits (above a million three), or a rate above ten per cent with three, is a report's.
    """
    if amount.value is None or "/" in (amount.unit or ""):
        return False
    told = digits(amount)
    if amount.unit == "%":
        return abs(amount.value) > _RATE and told >= _SUM_DIGITS
    return amount.unit == "CNY" and (_is_rough(amount) or told >= (_SUM_DIGITS if abs(amount.value) > _SUM else _DIGITS))


def _is_rough(amount: Amount) -> bool:
    """Whether a sum is given roughly, as more than a figure: 1100多万元."""
    return amount.comparator == "gt" and amount.approximate


class Limits:
    """The register of an article's sentences (how much they sound like a rule's), and which values are therefore limits.

    `norms` has the norm of a value (what it is to a rule) by the start of its amount.
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
        """Whether words of rules stand near enough to an amount for a norm to be looked for."""
        return self._law[amount.sentence] > _LAW[0] or self._around(amount.sentence) > 0

    def status(self, one: Bound, verdict: Verdict, norm: Norm | None, weight: float) -> Status:
        """`limit` where `weight`, the sum of the value's features, is positive, else the verdict's own status.

        A way of paying is no limit, nor is a sum that was paid, nor (unless the whole passage sounds like a rule) a standard that was raised.
        """
        if self._is_promised(one.amount, weight):
            return "target"
        raised = norm is not None and (norm.role, norm.strength) == ("grant", 0)
        if norm is not None and (norm.strength < 0 or (raised and self._law[one.amount.sentence] <= _SPOKEN)):
            return verdict.status
        return "limit" if weight > 0 and not self._is_reported(one.amount, norm) else verdict.status

    def _is_promised(self, amount: Amount, weight: float) -> bool:
        """Whether a value is a target: a sum that is set aside, or a value that would be a limit but is to be reached by a given time."""
        return self._is_set_aside(amount) or (weight > 0 and self._is_task(amount))

    def _is_set_aside(self, amount: Amount) -> bool:
        """Whether a measure sets a sum aside, with no recipient: 每年安排专项资金|300万元."""
        if amount.unit not in ("CNY", "CNY/a"):
            return False
        words, start = self._rules["limits.set_aside"], self._sentences[amount.sentence][0]
        return self._law[amount.sentence] >= _LAWFUL and words.search(self._folded, start, amount.start) is not None

    def _is_task(self, amount: Amount) -> bool:
        """Whether the words before a value other than a sum say by when it is to be reached: 到2027年底,每个镇建成|2个."""
        start = self._sentences[amount.sentence][0]
        return amount.unit != "CNY" and self._rules["limits.due"].search(self._folded, start, amount.start) is not None

    def _is_reported(self, amount: Amount, norm: Norm | None) -> bool:
        """Whether a sum was paid or a value was reached, as the words before it say, or as it is too uneven for a grant."""
        return self._is_spent(amount) or self._has_come(amount) or (norm is not None and norm.role in _GIVEN and _is_uneven(amount))

    def _has_come(self, amount: Amount) -> bool:
        """Whether the words before a value say that it was reached by now: 企业开办时间|已压缩到|1个工作日以内."""
        come = self._rules["limits.come"].search(self._folded, self._sentences[amount.sentence][0], amount.start)
        return come is not None

    def _is_spent(self, amount: Amount) -> bool:
        """Whether the words before a sum in its sentence say that it was paid or received, or those before a count that so many were served."""
        if amount.comparator != "eq" or not (amount.unit == "CNY" or amount.kind == "count"):
            return False
        told = self._rules["limits.spent" if amount.unit == "CNY" else "limits.served"]
        return told.search(self._folded, self._sentences[amount.sentence][0], amount.start) is not None

    def weight(self, one: Bound, verdict: Verdict, norm: Norm | None) -> float:
        """The sum of the weights of a value's features; where the terms of its norm cannot change the step of the sum, the most that it may be."""
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
        """The bound values with those that only a norm binds (连续经营|2年|以上的), and the values that are still unbound."""
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
        """The bound value `one`; if its indicator is only the rest of a condition (2项|或实用新型专利5项以上), with the indicator of its norm."""
        norm = self.norms.get(one.amount.start) if self._rules["limits.rest"].match(one.indicator.text) else None
        if norm is None or norm.strength < _PLAIN or len(norm.terms.indicator) < _NAMED:
            return one
        return replace(one, indicator=norm.terms.indicator, measure=norm.terms.measure, comparator=norm.terms.comparator)

    def _unfiled(self, found: Sequence[Bound], left: Sequence[tuple[Slot, str, str]]) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
        """The bound values without those in a list of papers to file, and `left` with them."""
        aside = [(one.slot, *_FILED) for one in found if self.files(one.amount)]
        others = [(one[0], *(_FILED if self.files(one[0].amount) else one[1:])) for one in left]
        return [one for one in found if not self.files(one.amount)], [*others, *aside]

    def _binds(self, slot: Slot, norm: Norm) -> bool:
        plain = self._law[slot.amount.sentence] >= _LAWFUL and norm.strength > (1 if slot.role == "attribute" else 0)
        silent = slot.role == "from" or slot.rule.startswith(_SILENT)
        return plain and not silent and len(norm.terms.indicator or norm.terms.rough) > 1

    def facts(self, one: Bound, verdict: Verdict, norm: Norm | None) -> tuple[str, ...]:
        """The names of a value's features: the register around it, the words of its norm, and the signs of a goal or a report."""
        asked = norm is not None and norm.strength > _PLAIN and _YEAR.search(norm.terms.recipient.text) is not None
        return ("bias", *self.nearby(one.amount.sentence), *self._value_facts(one, norm), *self._time_facts(one.amount, verdict, asked))

    def nearby(self, index: int) -> tuple[str, ...]:
        """The names of the features that the values of a sentence share."""
        if index not in self._nearby:
            self._nearby[index] = tuple(self._around_facts(index))
        return self._nearby[index]

    @cached_property
    def _near(self) -> Mapping[str, tuple[re.Pattern[str], Places]]:
        """By name, the words looked for before a value, and the places in the text at which they stand."""
        return {name: (words, Places(words, self._folded)) for name, words in {**self._words.near, "paid": self._words.paid}.items()}

    @cached_property
    def _labels(self) -> Places:
        return Places(self._words.closed, self._folded)

    @cached_property
    def _counted(self) -> tuple[Places, ...]:
        """The places of figures, of words of bounds, and of times, looked for once."""
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
        """The features of a norm without its terms: its role and strength, and the register with the strength."""
        return f"role={norm.role}|{norm.strength}", f"law={_LAW.of(self._law[one.amount.sentence])}|{norm.strength}"

    def _word_facts(self, one: Bound) -> Iterator[str]:
        """The features of a value and its words: a rule's label over its list, the words before it in its sentence, its measure, kind and comparator."""
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
        """Whether a word of the kind `name` stands in a stretch of the text."""
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
        """The features of dates and words of time; `asked`: the date belongs to what a rule asks for, not to what it grants.

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
        """Give the sentences of `spans` (under a head of grants or conditions, or with bounds that only rules have) the full register of a rule."""
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
        """The register of each sentence: how much it and those around it sound like a rule's, nearer ones weighing more."""
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
        """The weight of a sentence's own words of rules, with a fraction of that of its neighbours in the paragraph."""
        total = self._own[index]
        for other in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= other < len(self._own) and "\n" not in self._between(index, other):
                total += _FAR * self._own[other]
        return min(total, _CLIP)

    def _between(self, one: int, other: int) -> str:
        first, last = sorted((one, other))
        return self._folded[self._sentences[first][1] : self._sentences[last][0]]
