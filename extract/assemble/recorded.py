"""A judged value -> its statement: with id, subject, baseline, the name that fits it best, and its confidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extract.assemble.bind import Bound
from extract.assemble.confidence import Confidence
from extract.assemble.context import Context
from extract.assemble.frayed import mended
from extract.assemble.judged import Facts, Judged
from extract.assemble.lexicon import Lexicon
from extract.assemble.measure import of_name, of_rate
from extract.assemble.measures import Measures
from extract.assemble.measures.norms import Norm
from extract.assemble.subjects import Subjects
from extract.assemble.view import NOTHING, View
from extract.assemble.weighed import Weighed
from extract.model import MEASURES, Article, Indicator, Printed, Statement, Status
from extract.text import fold, has_digit

_PAID = ("rate", "cap")  # roles of a part of a sum that is paid out


class Recorder:
    """Makes the statements of an article; `sure` holds the features behind each confidence."""

    def __init__(self, context: Context, weighed: Weighed, measures: Measures) -> None:
        self._article, self._folded, self._words = context.article, context.folded, context.words
        self._weighed, self._measures = weighed, measures
        self._subjects = Subjects(context.article, context.folded, context.mentions, context.rules)
        self._confidence = Confidence(context.article, context.words, context.rules)
        self._count = Counter[str]()
        self.sure = Facts()

    def of(self, judged: Judged) -> tuple[Bound, Statement]:
        """The statement of a value, and the bound value with the name used there."""
        letter = "t" if is_target(judged.status) else "s"
        self._count[letter] += 1
        ident = f"{letter}{self._count[letter]}"
        bound = self._mended(judged.bound, judged)
        made = self._made(bound, judged, ident)
        named = bound if judged.tabled or _shares_its_name(judged) else self._weighed.named(bound, made)
        if named is not bound and self._measures.parts(named.indicator, named.amount):
            named = bound
        if made.role and not judged.tabled:
            named = self._completed(named, made)
        named = self._mended(named, judged, last=True)
        if named is bound:
            return bound, _of_nobody(made)
        named = replace(named, measure=of_name(named.measure, named.slot, named.indicator, self._words))
        return named, _of_nobody(self._made(named, judged, ident))

    def _mended(self, one: Bound, judged: Judged, last: bool = False) -> Bound:
        """A value with its name freed of what no name begins or ends with; a value of a table keeps the name of its cells."""
        name = one.indicator if judged.tabled else mended(one.indicator, self._folded, self._words, last)
        return one if name is one.indicator else replace(one, indicator=name)

    def _completed(self, one: Bound, made: Statement) -> Bound:
        """A rule's value with its name completed, where that says nothing alone."""
        name = self._measures.completed(one.amount, one.indicator, made.recipient)
        return one if name is one.indicator else replace(one, indicator=name)

    def _made(self, one: Bound, judged: Judged, ident: str) -> Statement:
        """The statement of a value under its present name."""
        made = self._statement(one, judged, ident)
        if judged.status == "limit" and judged.norm is not None:
            made = self._ruled(made, one, judged.norm)
        elif judged.status == "limit":
            made = replace(made, role=judged.role, recipient=_printed(self._article, one.whom), base=_printed(self._article, one.base))
        sure = self._confidence.facts(made, one, judged)
        self.sure.keep(one.amount.start, lambda: sure)
        object.__setattr__(made, "confidence", self._confidence.of(sure))  # nobody has seen the statement yet; `replace` would make it twice
        return made

    def _ruled(self, made: Statement, one: Bound, norm: Norm) -> Statement:
        """The statement of a limit, with the role of the value in its rule, its recipient and its base."""
        terms = norm.terms
        whom = terms.recipient if terms.sure or terms.joined else self._weighed.recipient(one.amount, terms.role, terms.recipient)
        whom = next((some for some in (whom, terms.recipient) if not self._measures.is_another(some, one.amount)), NOTHING)
        whom = NOTHING if terms.role == "threshold" and _is_counted(one, whom) else whom
        recipient, base = (_printed(self._article, phrase) for phrase in (whom, terms.base))
        measure = of_rate(made.measure, terms.role, one.indicator, self._words) if terms.role in _PAID else made.measure
        return replace(made, role=terms.role, recipient=recipient, base=base, unit=terms.unit or made.unit, measure=measure)

    def _statement(self, one: Bound, judged: Judged, ident: str) -> Statement:
        amount = one.amount
        return Statement(
            id=ident,
            text=amount.text,
            start=amount.start,
            end=amount.end,
            sentence=amount.sentence,
            rule=one.rule,
            indicator=_indicator(self._article, one.indicator, self._words, self._folded),
            subject=self._subjects.of(one),
            measure=MEASURES[one.measure],
            amount=amount.id,
            value=amount.value,
            value_max=amount.value_max,
            unit=amount.unit,
            comparator=one.comparator or amount.comparator,
            approximate=amount.approximate,
            from_value=one.from_value,
            baseline=_baseline(self._article, one, self._words),
            period=judged.period,
            hedges=tuple(dict.fromkeys(word.rstrip(",:") for word in judged.verdict.hedges)),  # 提出, is a cue with its comma
            status=judged.status,
            role=None,
            recipient=None,
            base=None,
            confidence=None,
            same_as=None,
        )


def _shares_its_name(judged: Judged) -> bool:
    """Whether a rule's value keeps its name: it stands in a list or schedule with one name for all, or the rule's own words name it."""
    return judged.status == "limit" and judged.norm is not None and (judged.norm.terms.sure or judged.norm.terms.named)


def is_target(status: Status) -> bool:
    """Whether a status belongs in the list of targets.

    >>> is_target("limit"), is_target("estimate")
    (True, False)
    """
    return status in ("target", "limit")


def _printed(article: Article, phrase: View) -> Printed | None:
    """The phrase as printed, without what stands between its parts; None where it is empty."""
    return Printed(_text(article, phrase), phrase.start, phrase.end) if len(phrase) else None


def _text(article: Article, phrase: View) -> str:
    return "".join(article.text[at] for at in phrase.at)


def _indicator(article: Article, phrase: View, words: Lexicon, folded: str) -> Indicator:
    """The indicator as printed, with its abbreviation in brackets, and with name and id of the catalogue where it is known there."""
    dated = words["recorded.dated"].match(phrase.text)
    entry = words.aliases.get(phrase.text[dated.end() if dated else 0 :].replace(" ", ""))  # 粮 食 in a table
    short = words["recorded.bracket"].match(folded, phrase.end)
    phrase = phrase + View.of(folded, *short.span()) if short else phrase
    text = _text(article, phrase)
    printed = text if fold(text) == phrase.text else phrase.text
    return Indicator(printed, phrase.start, phrase.end, entry["name"] if entry else None, entry.id if entry else None)


def _baseline(article: Article, one: Bound, words: Lexicon) -> str | None:
    """The baseline of a change as printed, else the word of the predicate that names it; None where there is neither."""
    if len(one.baseline):
        return article.text[one.baseline.start : one.baseline.end]
    found = words["recorded.baseline"].search(one.predicate)
    return found[0] if found else None


def _of_nobody(made: Statement) -> Statement:
    """The statement; a rate loses a base that is only the end of its recipient: 享受|一级待遇的人员|由基金按85%支付."""
    whom, base = made.recipient, made.base
    within = made.role == "rate" and whom is not None and base is not None and whom.start <= base.start and base.end == whom.end
    return replace(made, base=None) if within else made


def _is_counted(one: Bound, whom: View) -> bool:
    """Whether the recipient of a threshold is only what it counts, named before it: 入驻企业|不少于20家."""
    before = len(whom) > 0 and whom.end <= one.amount.start and not has_digit(whom.text)
    return before and set(one.indicator.at) <= set(whom.at)
