"""A sentence's values -> the period of each, and whether it is a goal, a report or a limit; or why it states nothing after all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract import expressions as re
from extract.assemble import written
from extract.assemble.bind import Bound
from extract.assemble.breakdown import Aim
from extract.assemble.cells import Cells
from extract.assemble.context import Context
from extract.assemble.counted import AFTER
from extract.assemble.due import Deadlines, paired
from extract.assemble.goals import Goals
from extract.assemble.lexicon import Lexicon
from extract.assemble.limits import Limits
from extract.assemble.measures.norms import Norm
from extract.assemble.periods import Periods
from extract.assemble.status import Tenses, Verdict
from extract.assemble.values import Sentence
from extract.assemble.view import NOTHING, View
from extract.model import Amount, Period, Rejected, Role, Span, Status
from extract.passage import clause_start
from extract.records import state
from extract.text import fold


class Facts(Mapping[int, tuple[str, ...]]):
    """By the offset of an amount, the features that decided; their names are made only when asked for."""

    def __init__(self) -> None:
        self._made: dict[int, Callable[[], tuple[str, ...]]] = {}

    def keep(self, at: int, make: Callable[[], tuple[str, ...]]) -> None:
        self._made[at] = make

    def __getitem__(self, at: int) -> tuple[str, ...]:
        return self._made[at]()

    def __iter__(self) -> Iterator[int]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


_AHEAD = ("target", "estimate")
_CHANGES = ("growth", "decrease")
_YEAR = 366  # days; what is longer is the period of a plan


@state
class Judged:
    """A value with its period and status; `many` counts the values of its sentence, `norm` is its part in a rule, `role` that of a value in a table."""

    bound: Bound
    period: Period | None
    status: Status
    verdict: Verdict
    norm: Norm | None
    tabled: bool
    many: int
    weight: float | None = None  # toward a limit; None where it was not weighed
    nearby: tuple[str, ...] = ()  # deciding features that belong to the whole sentence
    facts: tuple[str, ...] = ()  # features that decided between goal and report
    role: Role | None = None


class Judge:
    """Judges the values of an article; `facts` holds the features weighed for each judged value."""

    def __init__(self, context: Context, tables: Cells, limits: Limits) -> None:
        article, folded, words, dates = context.article, context.folded, context.words, context.mentions.dates
        self._folded, self._dates, self._words = folded, dates, words
        self._tables, self._limits, self._sentences = tables, limits, article.sentences
        self._deadlines = Deadlines(folded, dates, words)
        running = [date for date in dates if date.id not in self._deadlines.dates]
        self._periods = Periods(article, folded, running, words)
        self._tenses = Tenses(article, folded, words, context.mentions)
        self._goals = Goals(article, folded, context.mentions.amounts, self._tenses.cues, context.rules)
        self._glosses, self._bios = written.glosses(folded, words), written.bios(folded, words)
        self._aim = Aim(self._folded, words)
        self.facts = {"status": Facts(), "limits": Facts(), "roles": Facts()}

    def of(self, sentence: Sentence) -> Iterator[Judged | Rejected]:
        """The values of a sentence in order, each judged; a further value of a list gets the status of the one before it."""
        shared = paired(sentence.values, self._folded, sentence.span[0], self._dates, self._words)
        before: Status | None = None
        end = 0
        for one in sentence.values:
            judged = self._of_told(self._come_about(self._judged(one, sentence, shared), sentence.span), sentence.values)
            if self._is_gloss(judged):
                yield Rejected(one.amount.text, one.amount.start, one.amount.end, "statement.gloss", "in the explanation of a term or about a person")
                continue
            if before and (one.slot.listed or (before in _AHEAD and self._is_change(judged, end))):
                judged.status = before
            elif self._aim.goes_on(judged.status, one.amount, sentence.span):
                judged.status = "target"
            before, end = judged.status, one.amount.end
            if one.measure not in _CHANGES:
                self._aim.tell(judged.status, one.amount)
            yield self._at_event(judged.period, self._finished(judged, sentence.span))

    def _of_told(self, judged: Judged, told: Sequence[Bound]) -> Judged:
        """The value as a report, where an aim only counts a part of what exists, or is the size of one work (ANNOTATION 10)."""
        if judged.status == "target" and self._is_of_told(judged, told):
            judged.status = "actual"
        if judged.status == "target" and self._is_own_size(judged):
            judged.status, judged.period = "actual", None
        return judged

    def _is_own_size(self, judged: Judged) -> bool:
        """Whether a value is the size of one work, and no cue, head or date of its sentence says that it is still to come."""
        one, said = judged.bound, dict(judged.verdict.evidence)
        if judged.tabled or said.keys() - {"mood", "head", "date"} or said["head"] or not self._words["judged.own_size"].fullmatch(one.indicator.text):
            return False
        start = self._sentences[one.amount.sentence][0]
        return judged.period is None or self._folded.find(fold(judged.period.text), start, one.amount.start) < 0

    def _is_of_told(self, judged: Judged, told: Sequence[Bound]) -> bool:
        """Whether a value only counts a part of existing things, after a planned sum for all: 项目20个,计划总投资9亿元,其中超亿元项目|3个."""
        one = judged.bound
        whole = next((other for other in told if other.amount.unit == one.amount.unit), one)
        among = re.last(self._words["parts.among"], self._folded, whole.amount.end, one.amount.start)
        if one.amount.kind != "count" or among is None or self._cues(among.end(), one.amount.end):
            return False
        between = self._folded[whole.amount.end : among.start()]
        return self._words["judged.planned_sum"].search(between) is not None

    def _cues(self, start: int, end: int) -> bool:
        """Whether a cue of an aim stands between `start` and `end`."""
        return any(self._words.cue_of[cue[0]]["kind"] == "target" for cue in self._tenses.cues.within(start, end))

    def _is_change(self, judged: Judged, end: int) -> bool:
        """Whether a report is only the growth of the aim right before it: 计划完成投资3亿元,同比增长|5%."""
        return judged.status == "actual" and self._words["judged.change"].fullmatch(self._folded, end, judged.bound.amount.start) is not None

    def _judged(self, one: Bound, sentence: Sentence, shared: Mapping[int, Period]) -> Judged:
        """A value with the period that governs it, and the status from its table, its words or the learned weights."""
        at, cell = one.amount.start, self._tables.told.get(one.amount.start)
        period, planned = (cell.period, cell.status) if cell else self._tables.deadline(at)
        period = period or shared.get(at) or self._deadlines.of(at)
        if period is None and not (cell and cell.timed):
            period = self._running(one, sentence.index)
        verdict = self._tenses.verdict(one, sentence.span, sentence.index, period)
        judged = Judged(
            one,
            period,
            planned or verdict.status,
            verdict,
            None if cell else self._limits.norms.get(at),
            cell is not None,
            len(sentence.values),
            role=self._tables.role(at),
        )
        if not planned:
            self._weigh(judged)
        return judged

    def _come_about(self, judged: Judged, span: Span) -> Judged:
        """The value; a report of a time still to come becomes an aim if its sentence names that time and no deed; an unnamed time becomes the event's."""
        period = judged.period
        if judged.status != "actual" or judged.tabled or period is None or not self._tenses.lies_ahead(period):
            return judged
        at, evidence = judged.bound.amount.start, judged.verdict.evidence
        done = any(weight < 0 for name, weight in evidence if name not in ("mood", "head", "date"))
        stands = self._folded.find(fold(period.text), *span)
        if not 0 <= stands <= (at if done else span[1]):
            judged.period = self._of_event(judged.bound)
        elif not done:
            judged.status = "target"
        return judged

    def _running(self, one: Bound, index: int) -> Period | None:
        """The period of a value from the dates around it, or from an earlier event at which the things came about (3月5日开工|仪式举行。|7个|项目)."""
        begins = self._sentence_at(one.indicator.start)
        event = self._periods.at(begins, one.indicator.start) if one.rule == AFTER and 0 <= begins < index else None
        if event is None and self._is_at_scene(one, index):
            return self._of_event(one)
        return event or self._periods.at(index, one.amount.start) or self._of_event(one)

    def _is_at_scene(self, one: Bound, index: int) -> bool:
        """Whether a sentence refers back to an event told before (会上,|15个|项目集中签约) and names no time itself."""
        start, at = self._sentences[index][0], one.amount.start
        scene = self._words["periods.scene"].match(self._folded, start, at)
        return scene is not None and not any(start <= date.start < at for date in self._dates)

    def _of_event(self, one: Bound) -> Period | None:
        """The day of the event that the text is about, for what was signed or begun there (推介会举行。…|签约|项目33个); else None."""
        return self._periods.event() if self._words["periods.at_event"].search(one.indicator.text) else None

    def _weigh(self, judged: Judged) -> None:
        """Set the status by the learned weights: a limit, else a goal or a report."""
        one, verdict, norm, at = judged.bound, judged.verdict, judged.norm, judged.bound.amount.start
        limits = self._limits  # only `limits` is kept, not the judge, so that nothing holds itself
        self.facts["limits"].keep(at, lambda: limits.facts(one, verdict, norm))
        if norm:
            self.facts["roles"].keep(at, lambda: norm.terms.said)
        judged.weight, judged.nearby = limits.weight(one, verdict, norm), limits.nearby(one.amount.sentence)
        judged.status = limits.status(one, verdict, norm, judged.weight)
        if judged.status != verdict.status:  # a limit, or a sum for a purpose
            return
        facts = judged.facts = self._goals.facts(one, verdict, judged.period)
        self.facts["status"].keep(at, lambda: facts)
        judged.status = self._goals.status(verdict, facts)
        if judged.status == "actual" and judged.period is None and len(fund := self._fund(one.amount)):
            judged.status, judged.bound = "target", replace(one, indicator=fund)

    def _fund(self, amount: Amount) -> View:
        """The fund to be founded with a sum, and its size (设立总规模|20亿元|的产业基金); else NOTHING."""
        start = clause_start(self._folded, amount.start, 0)
        founds = self._words["judged.founds"].search(self._folded, start, amount.start) if amount.kind == "money" else None
        fund = self._words["judged.fund"].match(self._folded, amount.end) if founds else None
        if founds is None or fund is None:
            return NOTHING
        size = founds.span("size") if founds["size"] else fund.span("size") if fund["size"] else (0, 0)
        return View.of(self._folded, *fund.span("name")) + View.of(self._folded, *size)

    def strongest(self, at: int) -> list[tuple[str, float]]:
        """The features that weighed most for the status of the value at offset `at`."""
        return self._goals.strongest(self.facts["status"].get(at, ()))

    def _is_gloss(self, judged: Judged) -> bool:
        """Whether a value only explains a term or describes a person."""
        at, status = judged.bound.amount.start, judged.status
        sized = self._words["judged.own_size"].fullmatch(judged.bound.indicator.text) is not None  # “一纵”是指青岭大道,全长90公里
        barring = self._bios if status == "limit" or sized else [*self._bios, *self._glosses]
        return any(gloss.bars(at, status) for gloss in barring)

    def _finished(self, judged: Judged, span: Span) -> Judged:
        """The value with its last changes: a limit gets its rule's name and no period, an aim of growth the report's year; a report loses a foreign period."""
        if judged.status == "limit":
            judged.bound, judged.period = _normed(judged.bound, judged.norm, self._words), None
        else:
            judged.period = self._tenses.due(judged.bound, judged.status, judged.period)
        if judged.status == "target":
            judged.period = self._periods.of_task(judged.period, judged.bound.amount.start)
        if judged.status == "actual" and not judged.tabled and self._is_lasting(judged, span):
            judged.period = None
        if not judged.tabled and (self._periods.begins(judged.period) or self._is_of_another(judged, span)):
            judged.period = self._reported(judged, span)
        return judged

    def _is_lasting(self, judged: Judged, span: Span) -> bool:
        """Whether a value is the size of one work, or a present state, so that the date of an earlier deed is not its own (ANNOTATION 12): 2017年开工,总投资3亿元."""
        at, words = judged.bound.amount.start, self._words
        if judged.period is None or judged.bound.measure != "level" or words["judged.up_to"].search(self._folded, span[0], at):
            return False
        begins = clause_start(self._folded, at, span[0])
        lasts = words["judged.bare_size"].fullmatch(judged.bound.indicator.text) or words["judged.stands_now"].search(self._folded, begins, at)
        return lasts is not None and self._folded.find(fold(judged.period.text), begins, at) < 0

    def _at_event(self, told: Period | None, judged: Judged) -> Judged:
        """The value; a report that has lost its period gets the day of its event (2026年第一季度集中开工活动举行。|开工项目|42个)."""
        if told is not None and judged.period is None and judged.status == "actual":
            judged.period = self._of_event(judged.bound)
        return judged

    def _reported(self, judged: Judged, span: Span) -> Period | None:
        """The year reported on, for a report that got the years of a plan or a year hardly begun; else None."""
        period = judged.period
        if judged.status != "actual" or period is None or period.first is None or period.last is None:
            return None
        if (period.last - period.first).days <= _YEAR and not self._tenses.dawns(period):
            return None
        return self._periods.reported(self._sentence_at(span[0]))

    def _is_of_another(self, judged: Judged, span: Span) -> bool:
        """Whether a period is not the value's own: one still running, for a report; a day gone by on which an aim was told (3月9日开会,要求…)."""
        if judged.status == "actual":
            return self._is_unended(judged, span)
        return judged.status == "target" and judged.period is not None and self._tenses.day_gone(judged.period)

    def _is_unended(self, judged: Judged, span: Span) -> bool:
        """Whether a report's period still runs, and its sentence does not name it or turns to the present: 今年,…。截至目前,建成|3座; no year nearly over in a head."""
        period, at = judged.period, judged.bound.amount.start
        if period is None or not self._tenses.runs_on(period) or (self._tenses.heads(period) and self._tenses.ends_soon(period)):
            return False
        now = self._words["dates.now"].search(self._folded, span[0], at)
        if now is not None:
            return self._folded.find(fold(period.text), now.end(), at) < 0
        item = self._words["announced.item"].match(self._folded, span[0])  # an item of a programme rather than of a report
        return item is None and self._folded.find(fold(period.text), self._begins(span), span[1]) < 0

    def _sentence_at(self, at: int) -> int:
        """The index of the sentence in which offset `at` stands."""
        return bisect_right(self._sentences, (at, len(self._folded))) - 1

    def _begins(self, span: Span) -> int:
        """The start of a sentence, or of the one before where it continues that one's figures: 今年26个县增产。|其中,|…."""
        index = self._sentence_at(span[0])
        goes_on = index > 0 and self._words["periods.goes_on"].match(self._folded, span[0]) is not None
        return self._sentences[index - 1][0] if goes_on else span[0]


def _normed(one: Bound, norm: Norm | None, words: Lexicon) -> Bound:
    """The value with the indicator, measure and comparator from the words of its rule."""
    if norm is None or len(norm.terms.indicator) < 2:
        return one
    name, own = norm.terms.indicator, one.indicator
    if set(own.at) < set(name.at) and own.at[-1] - own.at[0] >= len(own):
        rest = "".join(char for char, at in zip(name.text, name.at, strict=True) if at not in own.at)
        name = own if words["lists.joint"].search(rest) else name  # its part of 城镇、农村特困供养标准
    return replace(one, indicator=name, measure=norm.terms.measure, comparator=norm.terms.comparator)
