"""A sentence's amounts -> the values that state something, each with its indicator; and the other amounts, with the reason why they state nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract import expressions as re
from extract.assemble import bind, clauses, labelled, ranked
from extract.assemble.bind import Bound
from extract.assemble.cells import Cells
from extract.assemble.clauses import PLACE, PLAIN
from extract.assemble.context import Context
from extract.assemble.counted import AFTER
from extract.assemble.lexicon import Lexicon
from extract.assemble.limits import Limits
from extract.assemble.memory import NO_WHOLE, NOTHING_HANDED, Handed, Whole
from extract.assemble.reach import PART
from extract.assemble.scene import Spans
from extract.assemble.view import NOTHING, View
from extract.assemble.weighed import Unbound, Weighed
from extract.model import Amount, Mentions, Rejected, Span
from extract.records import state

_ITEM = 3  # how many sentences the head of an item, or a list that was named, holds for
_TO = 28  # characters before a benefit in which its recipients are looked for
_DEED = 2  # length of 发放
_END = 4  # characters before a line in which the end of the line above is looked for


@state
class Sentence:
    """The values of a sentence in order, and its other amounts with the reason why they state nothing."""

    index: int
    span: Span
    values: list[Bound]
    left: list[Rejected]


class Values:
    """Reads the sentences of an article in order; a sentence may tell parts of the indicator of the one before."""

    def __init__(self, context: Context, tables: Cells, limits: Limits, weighed: Weighed) -> None:
        self._context, self._tables, self._limits, self._weighed = context, tables, limits, weighed
        self._spans = _spans(context.mentions)
        self._roles = clauses.unbound(context.rules)
        self._things: Mapping[str, Bound] = {}  # by unit, the value of the head that counts things, for the lines below it
        self._whole = NO_WHOLE  # what the sentence before stated first
        self._last: tuple[int, Sequence[Bound]] = (-1, ())  # the last sentence that was read, and its values
        self._part = NOTHING  # the base of the last share

    def of(self, index: int, amounts: Sequence[Amount]) -> Sentence:
        """The values of the sentence at `index`, which holds these `amounts`."""
        span = self._context.article.sentences[index]
        parts = self._context.words["values.parts"].match(self._context.folded, span[0]) is not None
        handed = Handed(self._whole, counted=self._counted(index)) if parts else self._going_on(index, span)
        sentence = self._read(index, span, amounts, self._with_heads(handed, index, amounts))
        self._label(sentence)
        if top := ranked.head(self._context.folded, span, self._context.words):
            sentence.left += [_left(one.amount, "statement.ranked", "how many come first") for one in sentence.values if one.amount.start < top[1]]
            sentence.values = ranked.named(sentence.values, *top, self._context.words)
        if sentence.values and not (parts and _enumerates(sentence.values)):
            self._whole = _told(sentence.values)
        self._last = index, sentence.values
        self._part = next((part for one in reversed(sentence.values) if len(part := _part(one, self._context.words))), self._part)
        return sentence

    def _label(self, sentence: Sentence) -> None:
        """Name the values of a line under a head that counts things; keep the values of the sentence as such a head where it is one."""
        folded, words, span = self._context.folded, self._context.words, sentence.span
        label = labelled.label(folded, span[0], words) if self._things else None
        if label is not None:
            place = words["labelled.place"].search(folded, *label) or any(
                start == label[0] and end == label[1] and kind == "place" for start, end, kind in self._spans
            )
            sentence.values = labelled.named(sentence.values, label, self._things, bool(place))
        else:
            self._things = labelled.counted(sentence.values) if labelled.heads(folded, span, words) else {}

    def _going_on(self, index: int, span: Span) -> Handed:
        """What the sentence before hands on: the things it counted, and its last indicator where it is a line that breaks off."""
        folded, words, (before, told) = self._context.folded, self._context.words, self._last
        if index != before + 1 or not told:
            return NOTHING_HANDED
        broken = words["values.broken"].search(folded, max(span[0] - _END, 0), span[0]) is not None
        last = told[-1].indicator if broken and words["values.goes_on"].match(folded, span[0]) else NOTHING
        return Handed(unfinished=last, counted=self._counted(index))

    def _counted(self, index: int) -> dict[str, View]:
        """By unit, the things that the sentence before counted."""
        before, told = self._last
        return {one.amount.unit or "": one.indicator for one in told if one.amount.kind == "count"} if index == before + 1 else {}

    def _with_heads(self, handed: Handed, index: int, amounts: Sequence[Amount]) -> Handed:
        """`handed`, with what the last few sentences have named: a trade, a list for ranks, an event for projects, the base of a share."""
        ranks = [amount.start for amount in amounts if amount.kind == "rank" or amount.unit == PLACE]
        projects = self._context.words["values.project"].search(self._context.folded, *self._context.article.sentences[index])
        ranking = self._named("values.ranking", index, ranks[-1], 0) if ranks else NOTHING
        event = self._named("values.event", index, amounts[0].start, "deed") if projects else NOTHING
        return handed._replace(
            trade=self._trade(index), ranking=ranking, event=event, part=NOTHING if len(handed.whole.indicator) else self._part_before(index)
        )

    def _part_before(self, index: int) -> View:
        """The base of the last share in the paragraph (出口|占全市外贸|的40%); NOTHING where there is none."""
        start = self._context.article.sentences[index][0]
        return self._part if len(self._part) and "\n" not in self._context.folded[self._part.end : start] else NOTHING

    def _named(self, phrase: str, index: int, end: int, part: str | int) -> View:
        """Group `part` of the last match of `phrase` before `end`, in this sentence or the few before it; NOTHING where there is none."""
        folded, start = self._context.folded, self._context.article.sentences[max(index - _ITEM, 0)][0]
        told = re.last(self._context.words[phrase], folded, start, end)
        return View.of(folded, *told.span(part)) if told else NOTHING

    def _trade(self, index: int) -> View:
        """The trade that heads the item in which the sentence stands (一是茶叶产业。|产值3亿元); NOTHING where none does."""
        folded, words, spans = self._context.folded, self._context.words, self._context.article.sentences
        for start, end in reversed(spans[max(index - _ITEM, 0) : index + 1]):
            head = words["values.trade"].fullmatch(folded, start, end)
            if head:
                return NOTHING if words.acts(head["trade"]) else View.of(folded, *head.span("trade"))
            if words["values.item"].match(folded, start, end):
                break
        return NOTHING

    def _read(self, index: int, span: Span, amounts: Sequence[Amount], handed: Handed) -> Sentence:
        """The values as the cells of a table bind them, else as the words of the sentence do; none in the name of a document or the head of a table."""
        tabled = [told.bound for amount in amounts if (told := self._tables.told.get(amount.start))]
        if tabled:
            return self._tabled(Sentence(index, span, tabled, []), amounts, handed)
        if self._context.words["values.title"].search(self._context.folded, *span):
            return Sentence(index, span, [], [_left(one, "statement.title", "in the name of a document") for one in amounts])
        headed = [_left(one, "statement.cell", "in the head of a table") for one in amounts if self._tables.heads(one.start)]
        if len(headed) == len(amounts):
            return Sentence(index, span, [], headed)
        found, unbound = self._bound(span, amounts, handed)
        return Sentence(index, span, found, [_left(slot.amount, rule, reason) for slot, rule, reason in unbound])

    def _tabled(self, row: Sentence, amounts: Sequence[Amount], handed: Handed) -> Sentence:
        """The values of a row, with those in its cells of words (年出口额1亿元以上 beside 80万元), where each cell is read by itself."""
        told = {one.amount.start for one in row.values}
        for cell in self._tables.cells_of_words(row.span):
            inside = [amount for amount in amounts if cell[0] <= amount.start < cell[1] and amount.start not in told]
            if inside:
                found, unbound = self._bound(cell, inside, handed)
                row.values += found
                row.left += [_left(slot.amount, rule, reason) for slot, rule, reason in unbound]
        row.values.sort(key=lambda one: one.amount.start)
        return row

    def _bound(self, span: Span, amounts: Sequence[Amount], handed: Handed) -> tuple[list[Bound], list[Unbound]]:
        """The values that the clauses bind, then those that a rule's words admit, then those that the learned weights admit; and the amounts left over."""
        context = self._context
        slots = clauses.slots(context.folded, span, amounts, self._roles, context.words)
        inside = _counts(self._spans[bisect_left(self._spans, (span[0], 0, "")) : bisect_left(self._spans, (span[1], 0, ""))], slots)
        found, unbound = bind.bound(slots, inside, context.words, handed)
        found, unbound = self._limits.admitted(found, unbound)
        found, unbound = self._weighed.admitted(found, unbound, inside)
        return [self._handed_to(one) for one in found], unbound

    def _handed_to(self, one: Bound) -> Bound:
        """The value with the recipients before its benefit (为245名|义务兵家庭|发放优待金 -> 为义务兵家庭发放优待金); for a count of recipients, with the word for."""
        folded, name = self._context.folded, one.indicator
        if not len(name) or one.amount.unit in PLAIN:
            return one
        if name.start >= one.amount.end:
            return replace(one, indicator=self._weighed.served(one.amount) + name)
        handed, since = self._context.words["values.handed_to"], max(name.start - _TO, 0)
        said = handed.search(folded, since, name.start + _DEED) or handed.search(folded, since, name.start)
        if said is None:
            return one
        deed = View.of(folded, *said.span("deed")).cut(0, name.start - said.start("deed"))
        return replace(one, indicator=View.of(folded, *said.span("to")) + View.of(folded, *said.span("who")) + deed + name)


def _told(values: Sequence[Bound]) -> Whole:
    """The first indicator of a sentence, of which the next one may tell parts; none where that was counted behind its value."""
    first = values[0].indicator
    return Whole(first, frozenset(one.amount.unit or "" for one in values if one.indicator.text == first.text)) if values[0].rule != AFTER else NO_WHOLE


def _enumerates(values: Sequence[Bound]) -> bool:
    """Whether a sentence tells parts of what the one before stated, which then stays the whole for further parts."""
    return values[0].rule == PART or len({one.indicator.text for one in values}) > 1


def _part(one: Bound, words: Lexicon) -> View:
    """The base that a share names in its indicator (农产品出口|占全市外贸); NOTHING where the value is no share."""
    share = words["reach.share"].search(one.indicator.text) if one.amount.unit == "%" else None
    return one.indicator.cut(share.start()) if share and share.end() < len(one.indicator) else NOTHING


def _left(amount: Amount, rule: str, reason: str) -> Rejected:
    return Rejected(amount.text, amount.start, amount.end, rule, reason)


def _spans(mentions: Mentions) -> list[tuple[int, int, str]]:
    """The spans of dates, bodies and places, in reading order."""
    spans = [(date.start, date.end, "date") for date in mentions.dates if date.type != "set"]
    spans += [(start, end, "body") for body in mentions.organisations for start, end in body.mentions]
    spans += [(start, end, "place") for place in mentions.places for start, end in place.mentions]
    return sorted(spans)


def _counts(spans: Spans, slots: Iterable[clauses.Slot]) -> Spans:
    """The spans, with those of counts that open a longer phrase (74个|断面水质优良比例)."""
    counts = [(slot.amount.start, slot.after, "count") for slot in slots if slot.role == "attribute"]
    return sorted([*spans, *counts]) if counts else spans
