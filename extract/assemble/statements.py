"""Mentions -> targets and actuals of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract import expressions as re
from extract.assemble import bind, clauses, written
from extract.assemble.basis import Bases
from extract.assemble.bind import Bound
from extract.assemble.cells import Cells
from extract.assemble.confidence import Confidence
from extract.assemble.due import Deadlines, paired
from extract.assemble.goals import Goals
from extract.assemble.lexicon import Lexicon, lexicon
from extract.assemble.limits import Limits
from extract.assemble.measures import Measures, Norm
from extract.assemble.periods import Periods
from extract.assemble.status import Tenses, Verdict
from extract.assemble.subjects import Subjects
from extract.assemble.view import NOTHING, View
from extract.assemble.weighed import Weighed
from extract.grid.provisions import provisions
from extract.model import Amount, Article, Indicator, Mentions, Period, Printed, Rejected, Statement
from extract.patterns import Rules, from_words, one_of
from extract.text import fold

# 按地域分，城镇…: the parts of what the sentence before told
_PARTS = re.compile(r"\s*(?:其中,)?(?:按|分)[^,;。]{1,8}(?:分|看),")


@dataclass(frozen=True, slots=True)
class Said:
    """The statements of an article, each amount that states nothing, and why each statement is as it is."""

    statements: list[Statement]
    unbound: list[Rejected]
    because: list[tuple[Bound, Verdict]]
    facts: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)  # by what they decide (status, limits, confidence), by where the amount begins

    def evidence(self) -> dict[int, str]:
        """By where a statement's amount begins: the words that bound it, and what was weighed for its status."""
        return {one.amount.start: _chain(one, verdict) for one, verdict in self.because}


def statements(article: Article, folded: str, mentions: Mentions, rules: Rules) -> Said:
    """Every statement of an article, in reading order; `folded` is its text as it is matched."""
    words = lexicon(rules)
    spans = _spans(mentions)
    deadlines = Deadlines(folded, mentions.dates)
    running = [date for date in mentions.dates if date.id not in deadlines.dates]
    periods, tenses = Periods(article, folded, running, words), Tenses(article, folded, words, mentions)
    ruled = provisions(folded, rules)
    subjects, limits = Subjects(article, folded, mentions, rules), Limits(article, folded, ruled, rules)
    goals, facts = Goals(article, folded, words, rules), {name: dict[int, tuple[str, ...]]() for name in ("status", "limits", "confidence")}
    confidence, weighed = Confidence(article, words, rules), Weighed(article, folded, mentions, words, rules)
    made, count, maker = list[Statement](), Counter[str](), _Maker(article, subjects, words, confidence)
    left: list[Rejected] = []
    because: list[tuple[Bound, Verdict]] = []
    before, named = NOTHING, _titles(rules)
    glosses, bios = written.glosses(folded, words), written.bios(folded, words)
    norms = Measures(folded, ruled, rules).norms([amount for amount in mentions.amounts if limits.speaks(amount)])
    tables = Cells(article, folded, mentions, words, rules)
    tabled = tables.told
    for index, amounts in _by_sentence(mentions.amounts):
        start, end = article.sentences[index]
        found = [tabled[amount.start].bound for amount in amounts if amount.start in tabled]
        if not found and named.search(folded, start, end):
            left += [Rejected(one.text, one.start, one.end, "statement.title", "in the name of a document") for one in amounts]
            continue
        if not found:
            slots = clauses.slots(folded, (start, end), amounts, clauses.unbound(rules), words)
            whole = before if _PARTS.match(folded, start) else NOTHING
            inside = _counts(_within(spans, start, end), slots)
            found, unbound = bind.bound(slots, inside, words, whole)
            why = {slot.amount.start: (rule, reason) for slot, rule, reason in unbound}
            found, unbound = limits.admitted(found, unbound, norms)
            found, unbound = weighed.admitted(found, unbound, inside)
            left += [
                Rejected(slot.amount.text, slot.amount.start, slot.amount.end, rule, reason)
                for slot, rule, reason in unbound
            ]
        if found and not _PARTS.match(folded, start):
            before = found[0].indicator if found[0].rule != "statement.after" else NOTHING
        own = paired(found, folded, start, mentions.dates)
        for one in found:
            cell = tabled.get(one.amount.start)
            due, planned = tables.deadline(one.amount.start) if cell is None else (cell.period, cell.status)
            due = due or own.get(one.amount.start) or deadlines.of(one.amount.start)
            period = due or (periods.at(index, one.amount.start) if cell is None or not cell.timed else None)
            verdict = tenses.verdict(one, (start, end), index, period)
            norm = norms.get(one.amount.start) if cell is None else None
            if not planned:
                facts["limits"][one.amount.start] = limits.facts(one, verdict, norm)
            status = planned or limits.status(verdict, norm, facts["limits"][one.amount.start])
            if one.rule == "statement.norm" and status != "limit":
                left.append(Rejected(one.amount.text, one.amount.start, one.amount.end, *why[one.amount.start]))
                continue
            if status != "limit" and not planned:
                seen = facts["status"][one.amount.start] = goals.facts(one, verdict, period)
                status = goals.status(verdict, seen)
                verdict = verdict.strengthened(goals.strongest(seen))
            barred = any(bio.bars(one.amount.start, status) for bio in bios)
            if barred or (status != "limit" and any(gloss.bars(one.amount.start, status) for gloss in glosses)):
                left.append(Rejected(one.amount.text, one.amount.start, one.amount.end, "statement.gloss", "in the explanation of a term or about a person"))
                continue
            if one.slot.listed and made and made[-1].sentence == index:
                status = made[-1].status
            period = tenses.due(one, status, period)
            letter = "t" if is_target(status) else "s"
            count[letter] += 1
            if status == "limit":
                one, period = _normed(one, norm), None
            ident = f"{letter}{count[letter]}"
            sums = {name: facts[name].get(one.amount.start, ()) for name in ("limits", "status")}
            known = _Known(ident, period, status, verdict, norm, sums, len(found))
            said, sure = maker.of(one, known)
            renamed = weighed.named(one, said) if cell is None else one
            if renamed is not one:
                said, sure = maker.of(renamed, known)
            facts["confidence"][one.amount.start] = sure
            made.append(said)
            because.append((renamed, verdict))
    return Said(Bases(folded, mentions.dates, rules).given(made, because, tabled), left, because, facts)


@dataclass(slots=True)  # not frozen: made so often that it would cost
class _Known:
    """What is known of a value before its name is settled; `many` are the values of its sentence."""

    ident: str
    period: Period | None
    status: str
    verdict: Verdict
    norm: Norm | None
    sums: dict[str, tuple[str, ...]]
    many: int


@dataclass(frozen=True, slots=True)
class _Maker:
    """Bound values -> statements of one article, each with how sure it is."""

    article: Article
    subjects: Subjects
    words: Lexicon
    confidence: Confidence

    def of(self, one: Bound, known: _Known) -> tuple[Statement, tuple[str, ...]]:
        """The statement of a value, and the features that its confidence is weighed by."""
        said = _statement(known.ident, self.article, one, known.period, known.status, known.verdict, self.subjects, self.words)
        if known.status == "limit" and known.norm is not None:
            said = _told(said, known.norm, self.article)
        sure = self.confidence.facts(said, one, known.norm, known.sums, known.many)
        object.__setattr__(said, "confidence", self.confidence.of(sure))  # nobody has seen it yet; `replace` would make it twice
        return said, sure


@from_words
def _titles(rules: Rules) -> re.Pattern[str]:
    """A sentence that is a document's name and states nothing: 关于解决海岸带200米范围内建设问题的通知."""
    kinds = one_of(form for entry in rules.vocabularies.get("document_kinds", ()) for form in entry.forms)
    return re.compile(rf"关于[^。;!?:\n]{{4,120}}的(?:{kinds})(?:\([^()\n]{{1,12}}\))?$", re.M)


def _normed(one: Bound, norm: Norm | None) -> Bound:
    """The value with the indicator and measure that the rule's own words give it."""
    if norm is None or len(norm.indicator) < 2:
        return one
    if set(one.indicator.at) < set(norm.indicator.at) and one.indicator.at[-1] - one.indicator.at[0] >= len(one.indicator):
        norm = replace(norm, indicator=one.indicator)  # its part of 城镇、农村特困供养标准
    return replace(one, indicator=norm.indicator, measure=norm.measure, comparator=norm.comparator)


def _told(made: Statement, norm: Norm, article: Article) -> Statement:
    recipient, base = (_words(article, phrase) for phrase in (norm.recipient, norm.base))
    return replace(made, role=norm.role, recipient=recipient, base=base, unit=norm.unit or made.unit)


def _words(article: Article, phrase: View) -> Printed | None:
    """The phrase as printed, in parts where something stands between them."""
    if not len(phrase):
        return None
    return Printed("".join(article.text[at] for at in phrase.at), phrase.start, phrase.end)


def _chain(one: Bound, verdict: Verdict) -> str:
    """From cue to record, in one line: 地区生产总值 ← 突破; mood -4.5, 力争 +6, date +7."""
    weighed = ", ".join(f"{name} {weight:+.3g}" for name, weight in verdict.evidence if weight)
    return f"{one.indicator.text} ← {one.predicate or '(no verb)'}" + (f"; {weighed}" if weighed else "")


def _spans(mentions: Mentions) -> list[tuple[int, int, str]]:
    spans = [(date.start, date.end, "date") for date in mentions.dates if date.type != "set"]
    spans += [(start, end, "body") for body in mentions.organisations for start, end in body.mentions]
    spans += [(start, end, "place") for place in mentions.places for start, end in place.mentions]
    return sorted(spans)


def _within(spans: Sequence[tuple[int, int, str]], start: int, end: int) -> Sequence[tuple[int, int, str]]:
    return spans[bisect_left(spans, (start, 0, "")) : bisect_left(spans, (end, 0, ""))]


def _counts(spans: Sequence[tuple[int, int, str]], slots: Sequence[clauses.Slot]) -> Sequence[tuple[int, int, str]]:
    """The spans with those of the counts that open a longer phrase (74个|断面水质优良比例)."""
    counts = [(slot.amount.start, slot.after, "count") for slot in slots if slot.role == "attribute"]
    return sorted([*spans, *counts]) if counts else spans


def _by_sentence(amounts: Sequence[Amount]) -> Iterator[tuple[int, list[Amount]]]:
    group: list[Amount] = []
    for amount in amounts:
        if group and group[-1].sentence != amount.sentence:
            yield group[0].sentence, group
            group = []
        group.append(amount)
    if group:
        yield group[0].sentence, group


def _statement(
    ident: str,
    article: Article,
    one: Bound,
    period: Period | None,
    status: str,
    verdict: Verdict,
    subjects: Subjects,
    words: Lexicon,
) -> Statement:
    amount = one.amount
    return Statement(
        id=ident,
        text=amount.text,
        start=amount.start,
        end=amount.end,
        sentence=amount.sentence,
        rule=one.rule,
        indicator=_indicator(article, one.indicator, words),
        subject=subjects.of(one),
        measure=one.measure,
        amount=amount.id,
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit,
        comparator=one.comparator or amount.comparator,
        approximate=amount.approximate,
        from_value=one.from_value,
        baseline=_printed(article, one.baseline) or _baseline(one.predicate),
        period=period,
        hedges=verdict.hedges,
        status=status,
        role=None,
        recipient=None,
        base=None,
        confidence=None,
        same_as=None,
    )


def _indicator(article: Article, phrase: View, words: Lexicon) -> Indicator:
    entry = words.aliases.get(phrase.text.replace(" ", ""))  # 粮 食 in a table
    text = "".join(article.text[at] for at in phrase.at)  # in parts, where something stands between them
    return Indicator(
        text if fold(text) == phrase.text else phrase.text, phrase.start, phrase.end, entry["name"] if entry else None, entry.id if entry else None
    )


def _printed(article: Article, phrase: View) -> str | None:
    return article.text[phrase.start : phrase.end] if len(phrase) else None


def _baseline(predicate: str) -> str | None:
    return next((word for word in ("同比", "环比") if word in predicate), None)


def is_target(status: str) -> bool:
    """True for what belongs into the list of targets.

    >>> is_target("limit"), is_target("estimate")
    (True, False)
    """
    return status in ("target", "limit")
