"""Goal or report: the evidence that a value is still to be reached, or has been."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.asked import asked
from extract.assemble import written
from extract.assemble.announced import Announced
from extract.assemble.bind import Bound
from extract.assemble.estimates import Estimates
from extract.assemble.intents import Intents
from extract.assemble.lexicon import Cues, Lexicon
from extract.assemble.settled import Settled
from extract.calendar import Extent
from extract.model import Article, Date, Mentions, Period, Status
from extract.passage import clause_start, line
from extract.patterns import Entry
from extract.records import record
from extract.text import fold

# The share of a sentence's weak words that counts for the next sentence: half of it is left four sentences on; and the most that
# all of them together may weigh, less than one outright cue (5 and more)
_REACH, _CLIP = 0.85, 4.5
_HEAD = 39  # characters of a line that is a head; longer ones are sentences without a full stop
_PLANS = 5.0  # weight of a head or title that names a plan (2025年工作要点): as much as an outright cue
_AHEAD = 0.7  # share of a period that was still to come when the text was published
_BOUNDS = ("ge", "le")
_CEILINGS = ("le", "lt")
_QUOTED = re.compile("[^“”]*”")  # the cue stands in a quote that closes before the value: “必须…”专项治理
_OWN_CLAUSE = re.compile("[^,;。\n]*")  # from a value to the end of its clause
_SIGNS = ("target", "actual")
_AIMS = ("target", "estimate")
_UNWEIGHED = ("none", "estimate")
_BEHIND = ("after", "tail")
_TOP = 120  # characters at the top in which a report names itself
_PASSAGE = 0.9  # the share of a sentence's aims or deeds that counts for the next one: half after six or seven
_BOUND = 2.0  # weight of a value that is a bound, as much as a weak cue: 培育龙头企业|10家以上
_PROGRAMME = 4.0  # weight of weak words that make a programme without any other sign
_OUTRIGHT = 9.0  # weight of weak words that no report comes near: a programme, whenever it was posted
_AMONG = 5.0  # weight of the cues around: in an undated text, weak words make a programme only among so many aims
_JUST = 31  # days; of a period that ends so soon the result is already told
_INTENDED = ("hedge.plan", "hedge.will", "hedge.later", "hedge.full")  # cues of aims that do not go with a deed that is reported
_LATER_ON = "hedge.later"  # what works bring when they are finished
_COMING = (_LATER_ON, "hedge.full")  # 预计 after these estimates what is still to come
_HINT = 0.5  # weight of a date in an earlier sentence that is no head: it says little about later values
_YEARLY = 8  # characters between 年均 and its value
_MOSTLY = 0.5  # share of a plan's years: a sum over them with more to come is planned
_SUMMED = "done.summed"
_BEGUN = 0.8  # share of a period still to come: it has hardly begun, so that nothing of it is reported yet
_LATE_IN = -2.0  # weight of a period that is nearly over
_RUNS = 2.5  # the most that a running period weighs
_MIXED = 3.0  # weight of words of programmes, beyond which a deed is rather one of theirs
_SURE = -6.0  # outweighs a running period among such words
_LOOKS_BACK = ("date.past", "date.since")  # rules for periods that end when the text is written
DONE = "done"  # evidence that a deed of a running year is reported
ASKED = "asked"  # evidence that somebody asks for a value
SET = "set"  # evidence that a value is an aim by its name, or by the document that names it
EARLY = "early"  # evidence that a value cannot have been reached yet: its year has hardly begun, or it is expected of a time still to come
_LATER = 0.4  # share of a year still to come, below which its deeds are told rather than planned: from August
_DUE = 0.2  # share of a period still to come, up to which an estimate of it is due: from late autumn
_OVER = 0.9  # share of a period gone by, from which on its values are nearly always reports


_CERTAIN = 8.0  # total evidence beyond which words of estimating change nothing
# Days: a plan of years is longer than a year; within a season a year's plan is still one; a quarter is planned as a whole
_YEAR, _SEASON, _QUARTER = 400, 100, 80
_WHOLE = 360  # days of a year, or of what is called one
_REPORTS, _COMPARED = ("actual", "estimate"), "done.compared"


@record
class Weight:
    """The weight of a date that stands before its value in the sentence, and of one farther off."""

    near: float
    far: float

    def at(self, stands: bool) -> float:
        """The weight, by whether the date `stands` before its value in the sentence."""
        return self.near if stands else self.far


_COME = Weight(7.0, 5.0)
_GONE = Weight(-7.0, -4.0)
_DAY_GONE = Weight(-3.0, -1.0)  # a single day may be that of signing


@record
class Verdict:
    """The status, the words of commitment as printed, and the evidence weighed (for `explain`)."""

    status: Status
    hedges: tuple[str, ...]
    evidence: tuple[tuple[str, float], ...]
    passage: float = 0.0  # sum of the cues in the sentences around, nearer ones counting more

    def strengthened(self, more: Sequence[tuple[str, float]]) -> Verdict:
        """The same verdict with more evidence."""
        return Verdict(self.status, self.hedges, (*self.evidence, *more), self.passage)


def told_by(cue: re.Match[str], bound: Bound) -> bool:
    """Whether a cue of one character behind a value stands inside its indicator (320家|企业|拟|获资助)."""
    return len(cue[0]) == 1 and cue.start() > bound.amount.start and cue.start() in bound.indicator.at


class Tenses:
    """Judges goal or report by the cues, the weak words around a sentence, the heads above it and the dates."""

    def __init__(self, article: Article, folded: str, words: Lexicon, mentions: Mentions) -> None:
        dates = mentions.dates
        self._words = words
        self.cues = Cues(words, folded)
        self._estimates = Estimates(folded, words)
        self._folded, self._sentences = folded, article.sentences
        self._span = {date.id: (date.start, date.end) for date in dates}
        self._back = set(_looking_back(dates))
        self._written = written.extent(article, folded, words, dates)
        self._dateless = article.reference is None
        self._day = self._written[0] if self._written and self._written[0] == self._written[1] else None  # the one day on which the text was written
        self._undated = self._written is not None and self._written[1] == dt.date.max
        own = [words.tense.sum(folded[start:end]) for start, end in article.sentences]
        self._mood = _smoothed(own)
        self._year = self._of_report(article)
        bounds = {amount.sentence for amount in mentions.amounts if amount.comparator in _BOUNDS}
        signs = [self._sign(span) + _BOUND * (index in bounds) for index, span in enumerate(article.sentences)]
        self._prevails = _smoothed(signs, _PASSAGE)
        self._announced = Announced(article.sentences, folded, words, self._written[0].year if self._written else None)
        self._intents = Intents(article.sentences, folded, words, self.cues)
        self._settled = Settled(article, folded, words)
        self._head = self._of_heads(article)
        self._title = self._of_title(article)

    def _of_report(self, article: Article) -> Period | None:
        """The year of a government's annual report, named at its beginning, for aims that name no other; else None."""
        named = self._words.annual.search(self._folded, 0, _TOP)
        if named is None or self._written is None:
            return None
        number = self._written[0].year
        return Period(article.text[slice(*named.span())], dt.date(number, 1, 1), dt.date(number, 12, 31), None)

    def due(self, bound: Bound, status: Status, period: Period | None) -> Period | None:
        """The period of a value; an aim of growth without one gets the year of the report."""
        return self._year if period is None and status == "target" and bound.measure == "growth" else period

    def _sign(self, span: tuple[int, int]) -> float:
        """The sum of the cues of a sentence, each kind counted once."""
        told = (match for match in self.cues.within(*span) if not self._words.aside(self._folded, match, span[1]))
        entries = {entry.id: entry for entry in (self._words.cue_of[match[0]] for match in told)}
        return sum(float(entry["weight"]) for entry in entries.values() if entry["kind"] in _SIGNS)

    def _of_heads(self, article: Article) -> list[float]:
        """For each sentence, the weight of the innermost head above it that points to past or future."""
        weights = [0.0] * len(article.sentences)
        for section in article.sections:
            weight = self._of_heading(fold(section.heading))
            if weight:
                first = bisect_left(article.sentences, (section.start, 0))
                last = bisect_left(article.sentences, (section.end, 0))
                weights[first:last] = [weight] * (last - first)
        return weights

    def _of_heading(self, heading: str) -> float:
        for form, entry in self._words.heads.items():
            if form in heading:
                return float(entry["weight"])
        return _PLANS if self._words.titles.search(heading.strip()) else 0.0

    def _of_title(self, article: Article) -> float:
        """The weight of the article's title, or of a first line that is one."""
        title = written.title(article, self._folded, _HEAD)
        return _PLANS if self._words.titles.search(title.strip()) else 0.0

    def verdict(self, bound: Bound, sentence: tuple[int, int], index: int, period: Period | None) -> Verdict:
        """The status of one value, with the evidence for it."""
        said = list(self._cues(bound, sentence))
        hedges = list(_hedges(said))
        head = self._announced[index] or self._head[index] or self._title or self._intents.weight(bound)
        evidence = [("mood", self._moods(bound, index)), ("head", head), *self._words_of(bound, said)]
        evidence.append(("date", self._date(bound, sentence[0], period, said, head)))
        if self._achieved(bound, (sentence[0], index), period, evidence):
            evidence.append((DONE, _SURE))
        evidence += [(name, -_SURE) for name in self._ahead_by(bound, sentence, period, said, evidence)]
        if self._unsigned(bound, index, evidence):
            evidence[0] = ("mood", min(evidence[0][1], 0.0))  # without any sign of the future a stated value is actual
        status = self._status(sum(weight for _, weight in evidence), said, (bound, sentence[0]), period)
        return Verdict(status, tuple(dict.fromkeys(hedges)), tuple(evidence), self._prevails[index])

    def _ahead_by(
        self, bound: Bound, sentence: tuple[int, int], period: Period | None, said: Sequence[tuple[str, str, float]], evidence: Sequence[tuple[str, float]]
    ) -> Iterator[str]:
        """The names of the evidence that settles that a value is still to be reached."""
        date = dict(evidence)["date"]
        if self._asked(bound, sentence[0], said, date):
            yield ASKED
        if (
            self._early(bound, sentence[0], period, said)
            or self._awaited(bound, sentence[0], period, said)
            or self._summed_ahead(bound, sentence[0], period, said)
        ):
            yield EARLY
        if self._set(bound, sentence, period, said, date):
            yield SET

    def _asked(self, bound: Bound, start: int, said: Sequence[tuple[str, str, float]], date: float) -> bool:
        """Whether somebody asks for a value (会议要求,…), its time is not over yet, and no cue says that it was reached."""
        if date < _LATE_IN or any(kind == "actual" for _, kind, _ in said):
            return False
        return asked(self._folded, (start, bound.amount.start), self._words.phrases) is not None

    def _set(self, bound: Bound, sentence: tuple[int, int], period: Period | None, said: Sequence[tuple[str, str, float]], date: float) -> bool:
        """Whether a value is the rest of a plan still to be done, or an aim by its name or its document.

        An aim of the latter kind must not be of a time that is over, or have a cue that says that it was reached.
        """
        if self._settled.remains(bound, sentence[0]):
            return True
        if date < 0 or self._reported(said):
            return False
        return self._settled.holds(bound, sentence, period if period is not None and self.runs_on(period) else None)

    def _early(self, bound: Bound, start: int, period: Period | None, said: Sequence[tuple[str, str, float]]) -> bool:
        """Whether the year named before a value had hardly begun when the text was written, and no cue says that the value was reached."""
        if self._day is None or bound.from_value is not None or self._reported(said) or not self.dawns(period):
            return False
        assert period is not None
        return self._folded.rfind(fold(period.text), start, bound.amount.start) >= 0

    def _awaited(self, bound: Bound, start: int, period: Period | None, said: Sequence[tuple[str, str, float]]) -> bool:
        """Whether a value is expected of a time that stands before it and is all to come: 预计2026年秋季招生|300人."""
        if period is None or not self.lies_ahead(period) or self._folded.find(fold(period.text), start, bound.amount.start) < 0:
            return False
        kinds = {self._words.cue_of[word].id for word, kind, weight in said if kind == "actual" or weight}
        return kinds == {"estimate"} and not any(self._estimates.reckons(word) for word, _, _ in said)

    def _summed_ahead(self, bound: Bound, start: int, period: Period | None, said: Sequence[tuple[str, str, float]]) -> bool:
        """Whether a value sums up a plan of years that is mostly still to come, and no cue says that it was reached: “十五五”期间,|累计|投资9亿元."""
        if period is None or period.first is None or period.last is None or (period.last - period.first).days <= _YEAR or self._day is None:
            return False
        stands = self._folded.rfind(fold(period.text), start, bound.amount.start) >= 0
        told = {self._words.cue_of[word].id for word, kind, _ in said if kind in _REPORTS}
        return stands and _MOSTLY < self._left(period) <= 1 and told == {_SUMMED}

    def dawns(self, period: Period | None) -> bool:
        """Whether a period is a year that has hardly begun; 全年 and 年内 do not count, as their year is only a guess."""
        if period is None or period.first is None or period.last is None or self._words["dates.whole_year"].fullmatch(period.text):
            return False
        return (period.last - period.first).days >= _WHOLE and _BEGUN < self._left(period) <= 1

    def _reported(self, said: Sequence[tuple[str, str, float]]) -> bool:
        """Whether a cue says that something is done or estimated; a mere comparison (比上年增长) may be of something still to come."""
        return any(kind in _REPORTS and self._words.cue_of[word].id != _COMPARED for word, kind, _ in said)

    def _unsigned(self, bound: Bound, index: int, evidence: Sequence[tuple[str, float]]) -> bool:
        """Whether only weak words point to an aim, which is not enough for a time gone by, or where no other evidence is."""
        others = [weight for _, weight in evidence[1:]]
        if max(others) > 0 or (min(others) >= _LATE_IN and not len(bound.slot.outside) and self._mood[index] >= _OUTRIGHT):
            return False
        return others[-1] < 0 or not (any(others) or self._programme(bound, index))

    def _words_of(self, bound: Bound, said: Sequence[tuple[str, str, float]]) -> Iterator[tuple[str, float]]:
        """The weights of the cues, and that of a bound for a rough growth in an annual report or a plan."""
        yield from (("bound" if kind == "bound" else word, weight) for word, kind, weight in said if kind not in _UNWEIGHED)
        if self._year is not None and _about(bound):
            yield "bound", _BOUND
        if self._is_of_plan(bound):
            yield "bound", _PLANS

    def _is_of_plan(self, bound: Bound) -> bool:
        """Whether a yearly growth is told roughly, or as a bound, among aims: 年均增长|10%左右."""
        rough = bound.amount.comparator in _BOUNDS or bound.amount.approximate
        index, at = bound.amount.sentence, bound.amount.start
        yearly = self._words["periods.yearly"].search(self._folded, max(at - _YEARLY, 0), at) is not None
        return bound.measure == "growth" and rough and yearly and self._prevails[index] > 0

    def _moods(self, bound: Bound, index: int) -> float:
        """The weight of the weak words around; for a change from a starting value, none in favour of an aim unless it is at its most."""
        mood = max(-_CLIP, min(_CLIP, self._mood[index]))
        return min(mood, 0.0) if bound.from_value is not None and mood < _CLIP else mood

    def _date(self, bound: Bound, start: int, period: Period | None, said: Sequence[tuple[str, str, float]], head: float) -> float:
        """The weight of the date; 0 where the date is past only by a guess, and words of aims or a head of aims stand there.

        2025年计划…, 2025年…不少于… are no reports, so that the text need not be later than that year. A past date in an earlier sentence
        weighs little against a plan (一期于2011年动工。二期|计划建设|住宅楼3栋).
        """
        date = self._of_date(period, start, bound.amount.start)
        if date >= 0 or period is None:
            return date
        if self._undated and (any(_hedges(said)) or head > 0 or bound.amount.comparator in _BOUNDS):
            return 0.0
        planned = any(self._words.cue_of[word].id in _INTENDED for word, _, _ in said)
        return max(date, -_HINT) if planned and self._is_far(period, start, bound.amount.start) else date

    def _is_far(self, period: Period, start: int, at: int) -> bool:
        """Whether a period is named in an earlier sentence that is no head."""
        return self._folded.find(fold(period.text), start, at) < 0 and not self.heads(period)

    def _status(self, total: float, said: Sequence[tuple[str, str, float]], at: tuple[Bound, int], period: Period | None) -> Status:
        """Goal, report or estimate, from the `total` evidence."""
        estimates = [word for word, kind, weight in said if kind == "estimate" and weight]
        if estimates and total < _CERTAIN and self._due(estimates, at[0], period):
            return "target" if self._coming(said) else "estimate"
        if total > 0:
            return "target"
        return self._estimated(total, at, period) if estimates else "actual"

    def _estimated(self, total: float, at: tuple[Bound, int], period: Period | None) -> Status:
        """The status of an estimate that is no clear goal: an estimate where a deed is reported, else as its period says."""
        return "estimate" if total <= _SURE else self._expected(*at, period)

    def _due(self, estimates: Sequence[str], bound: Bound, period: Period | None) -> bool:
        """Whether an estimate is due: its period is over or nearly so, it has none among deeds, or a word of reckoning stands there."""
        ahead = self._left(period) > 1 - _OVER if period else not self._among_deeds(bound)
        return not ahead or any(map(self._estimates.reckons, estimates))

    def _among_deeds(self, bound: Bound) -> bool:
        """Whether the sentences around a value tell only of deeds, as an annual report does."""
        return self._mood[bound.amount.sentence] <= -_CLIP

    def _coming(self, said: Sequence[tuple[str, str, float]]) -> bool:
        """Whether a word says that the estimate is of something still to come (达产后预计)."""
        return any(self._words.cue_of[word].id in _COMING for word, _, _ in said)

    def _achieved(self, bound: Bound, sentence: tuple[int, int], period: Period | None, evidence: Sequence[tuple[str, float]]) -> bool:
        """Whether a deed is done: told late in its year, carried out as planned, at the end of its time, or done in a running year."""
        (start, index), at = sentence, bound.amount.start
        if self._told_late(bound, start, period, evidence) or self._came(bound, start, period) or self._just_done(index, at, period):
            return True
        return self._done_meanwhile(bound, sentence, period, evidence)

    def _done_meanwhile(self, bound: Bound, sentence: tuple[int, int], period: Period | None, evidence: Sequence[tuple[str, float]]) -> bool:
        """Whether a deed of a running year is done: there is a verb of completion, and no sign of an aim."""
        weighed, (start, index) = dict(evidence), sentence
        if self._aimed(bound, index, evidence) or weighed["mood"] >= _MIXED or weighed["date"] <= 0 or not self._runs(period):
            return False
        deed = self._words.deeds.search(self._folded, start, bound.amount.start)
        return self._year is None and weighed["date"] <= _RUNS and deed is not None

    def _told_late(self, bound: Bound, start: int, period: Period | None, evidence: Sequence[tuple[str, float]]) -> bool:
        """Whether 今年 before the value is a year far enough gone for reports, and nothing in the sentence points to an aim."""
        signs = any(weight > 0 for name, weight in evidence if name not in ("mood", "date"))
        if signs or self._day is None or period is None or self._words.years.get(fold(period.text)) != 0 or period.last is None:
            return False
        stands = self._folded.rfind(fold(period.text), start, bound.amount.start) >= 0
        told_from = _LATER if self._prevails[bound.amount.sentence] > 0 else _BEGUN
        return stands and 0 < self._left(period) < told_from

    def _just_done(self, index: int, at: int, period: Period | None) -> bool:
        """Whether a sentence tells, a few weeks before its period ends, what has been done by then: 到2024年底,已建成|3座 on 20 December."""
        cues = [self._words.cue_of[cue[0]] for cue in self.cues.within(*self._sentences[index]) if cue.end() <= at]
        told = [cue["kind"] for cue in cues if cue["kind"] in ("target", "estimate") or cue.id in ("done.already", "done.now")]
        return told[-1:] == ["actual"] and period is not None and self.ends_soon(period)

    def _came(self, bound: Bound, start: int, period: Period | None) -> bool:
        """Whether a plan was carried out, or a past year with a deed stands behind what was planned: 计划投资5亿元;|2025年完成投资|6亿元."""
        if self._carried_out(bound, start):
            return True
        if self._written is None or period is None or period.last is None or period.last >= self._written[0]:
            return False
        at = bound.amount.start
        stands = self._folded.rfind(fold(period.text), start, at)
        if stands < 0 or any(self._aims(cue) for cue in self.cues.within(start, at) if cue.start() >= stands):
            return False
        return self._words.deeds.search(self._folded, stands, at) is not None

    def _carried_out(self, bound: Bound, start: int) -> bool:
        """Whether a per cent says how much of a plan (计划投资5亿元,完成|60%) or of a task has been done."""
        clause = clause_start(self._folded, bound.amount.start, start)
        if bound.amount.unit == "%" and self._words["status.carried_out"].fullmatch(self._folded, clause, bound.amount.start) is not None:
            return True
        return self._of_task(bound, start) and not any(map(self._aims, self.cues.within(clause, bound.amount.start)))

    def _of_task(self, bound: Bound, start: int) -> bool:
        """Whether a per cent is a share of a task, or the clause behind a value says how much of it is done: 就业|300人|,完成年度任务的|103%."""
        if bound.amount.unit == "%" and self._words["status.share_of_task"].search(self._folded, start, bound.amount.start):
            return True
        return self._words["status.task_done"].match(self._folded, bound.amount.end) is not None

    def _aims(self, cue: re.Match[str]) -> bool:
        """Whether a cue points to an aim or an estimate."""
        return self._words.cue_of[cue[0]]["kind"] in _AIMS and bool(self.cues.says(cue))

    def _aimed(self, bound: Bound, index: int, evidence: Sequence[tuple[str, float]]) -> bool:
        """Whether a cue or a head points to an aim, the value is a bound, or the sentences around tell of aims."""
        signs = any(weight > 0 for name, weight in evidence if name not in ("mood", "date"))
        return signs or bound.amount.comparator in _BOUNDS or self._prevails[index] > 0

    def _runs(self, period: Period | None) -> bool:
        """Whether a period is a running year named by its number."""
        return period is not None and period.text[:1].isdigit() and self._has_run(period)

    def _has_run(self, period: Period) -> bool:
        """Whether a period has begun, and enough of it is over for its deeds to be told."""
        if self._written is None or period.first is None or period.last is None or period.first > self._written[1]:
            return False
        left, whole = (period.last - self._written[0]).days, (period.last - period.first).days
        return self._day is None or left <= whole * _BEGUN

    def _cues(self, bound: Bound, sentence: tuple[int, int]) -> Iterator[tuple[str, str, float]]:
        """The cues that reach a value, as word, kind and weight; the weight of an estimate that holds for other values is 0."""
        clause = clause_start(self._folded, bound.amount.start, sentence[0])
        onward, aimed = list[tuple[str, str, float]](), False
        for match in self.cues.in_force(*sentence, bound.amount.start):
            entry = self._words.cue_of[match[0]]
            if not self._holds(entry, match, bound):
                continue
            cue = (match[0], entry["kind"], self._weight(entry, match, sentence[0], bound))
            near = match.start() >= clause or (entry["reach"] == "sentence" and not self._words.takes(self._folded, match))
            if near:
                yield cue
            elif entry["reach"] == "onward":
                onward.append(cue)
            aimed |= near and entry["kind"] in _AIMS
        if not aimed:
            yield from onward[-1:] or self._estimates.shared(sentence)

    def _holds(self, entry: Entry, cue: re.Match[str], bound: Bound) -> bool:
        """Whether a cue holds for a value: within reach, not in a closed quote or an aside; a cue of holding down holds for a ceiling only."""
        if not self._in_reach(entry, cue, bound) or _QUOTED.match(self._folded, cue.end(), bound.amount.start):
            return False
        at = bound.amount.start
        if self._words.aside(self._folded, cue, at) or self._words.of_group(self._folded, cue, at) or self._of_rest(entry, cue, at):
            return False
        if entry.id == _LATER_ON and self._of_member(cue, at):
            return False
        return entry["kind"] != "held" or bound.amount.comparator in _CEILINGS

    def _of_rest(self, entry: Entry, cue: re.Match[str], at: int) -> bool:
        """Whether a cue only says when the rest of a group is to be done, in a clause before: 目前已建成30公里,剩余2公里|将|于6月建成;管护率|82%."""
        if entry["kind"] not in _AIMS or self._folded.find(";", cue.end(), at) < 0:
            return False
        group = clause_start(self._folded, cue.start(), 0, ";。\n")
        return self._words["status.rest_of"].search(self._folded, group, cue.start()) is not None

    def _of_member(self, cue: re.Match[str], at: int) -> bool:
        """Whether a cue for what works will bring stands in one list item, and a later item tells of a deed: 投资3亿元,|预计新增|耕地80亩;完成绿化|4万亩."""
        over = self._folded.find(";", cue.end(), at)
        return over >= 0 and self._words.deeds.search(self._folded, over, re.matched(_OWN_CLAUSE.match(self._folded, at)).end()) is not None

    def _weight(self, entry: Entry, cue: re.Match[str], start: int, bound: Bound) -> float:
        if entry["kind"] == "estimate":
            return float(self._estimates.holds(cue, bound, start))
        return self.cues.says(cue)

    def _in_reach(self, entry: Entry, cue: re.Match[str], bound: Bound) -> bool:
        """Whether a cue stands where it counts for the value: before it, or behind it if its `reach` says so."""
        if cue.start() < bound.amount.start:
            return entry["reach"] not in _BEHIND
        if entry["kind"] == "target" and told_by(cue, bound):
            return True
        tail = entry["reach"] == "tail" and self._words.aimed(self._folded, bound.amount.start, cue.end())
        return tail or (entry["reach"] == "after" and cue.end() <= bound.slot.after + 2)

    def _programme(self, bound: Bound, index: int) -> bool:
        """Whether weak words alone make a value an aim: many of them, or fewer among aims; in an undated text, many and among aims."""
        aim = _about(bound) or bound.amount.comparator in _BOUNDS or self._prevails[index] > 0
        if self._dateless:
            return self._prevails[index] > _AMONG and self._mood[index] >= _PROGRAMME
        return aim or self._mood[index] >= _PROGRAMME

    def _of_date(self, period: Period | None, start: int, at: int) -> float:
        """The weight of the governing period: still to come, gone by, running, or a term (到…年)."""
        if period is None:
            return 0.0
        span = self._span.get(period.date or "", (0, 0))
        if self._is_up_to_now(period, span[1]):
            return _GONE.far
        if period.last is None:
            return self._of_word(period, start, at)
        towards = self._towards(*span)
        if self._written is None:
            return _COME.far if towards else 0.0
        towards = towards or (span[0] >= at and (period.first or dt.date.min) > self._written[1])  # a deadline behind the value
        return self._against(self._written, period, towards, self._folded.rfind(fold(period.text), start, at) >= 0)

    def _is_up_to_now(self, period: Period, end: int) -> bool:
        """Whether a period lasts until the text is written: 今年以来; 这五年 in a text without a date."""
        return period.date in self._back or self._words["status.up_to_now"].match(self._folded, end) is not None

    def _against(self, written: Extent, period: Period, towards: bool, stands: bool) -> float:
        """The weight of a period that ended before the day of writing, ends with it or after it; `stands`: before its value in the sentence."""
        assert period.last is not None
        since, until = written
        if period.last == since == until != period.first:
            return 0.0
        if period.last < since or (period.last == since and not towards):
            return (_DAY_GONE if period.first == period.last else _GONE).at(stands)
        if towards or (period.first or dt.date.min) > until:
            return self._of_coming(period, since, towards, stands)
        return self._of_running(period, since, stands)

    def _of_coming(self, period: Period, since: dt.date, towards: bool, stands: bool) -> float:
        """The weight of a period still to come: little in an earlier sentence that is no head."""
        return _COME.at(stands) if stands or towards or self._reaches_on(period, since) else _HINT

    def _of_running(self, period: Period, since: dt.date, stands: bool) -> float:
        """The weight of a running period: the more of it is still to come, the more it points to a plan."""
        assert period.last is not None
        days = (period.last - since).days
        whole = (period.last - period.first).days if period.first else days
        if days < whole * (1 - _OVER):
            return _LATE_IN
        headed = days > _AHEAD * whole > _QUARTER and self.heads(period)
        return 5.0 if days > _YEAR or headed else _RUNS if days > _SEASON and stands else _HINT

    def _reaches_on(self, period: Period, since: dt.date) -> bool:
        """Whether a period still to come counts for later sentences: a plan of years, or a period in a head."""
        assert period.last is not None
        return (period.last - since).days > _YEAR or self.heads(period)

    def heads(self, period: Period) -> bool:
        """Whether a period stands in a head, a short line that is no sentence."""
        return self._in_head(self._span.get(period.date or "", (0, 0))[0])

    def _towards(self, begin: int, end: int) -> bool:
        """Whether a date is a term: 到2027年; 6月底前, the latter where the day of writing is unknown."""
        if written.towards(self._folded, begin, self._words):
            return True
        return self._day is None and self._words["status.until"].match(self._folded, end) is not None

    def _of_word(self, period: Period, start: int, at: int) -> float:
        """The weight of 去年, 今年 or 明年 where the text does not say which year that is."""
        shift = self._words.years.get(fold(period.text))
        if shift is None:
            return 0.0
        if shift == 0:
            return _RUNS
        return (_COME if shift > 0 else _GONE).at(self._folded.rfind(fold(period.text), start, at) >= 0)  # as for a year that is known

    def _in_head(self, offset: int) -> bool:
        """Whether an offset lies in a head, a short line that is no sentence: 2025年民生实事."""
        head = self._folded[slice(*line(self._folded, offset))].strip()
        return len(head) <= _HEAD and head[-1:] not in "。!?;,"

    def lies_ahead(self, period: Period) -> bool:
        """Whether a period lies wholly after the day of writing."""
        return self._day is not None and (period.first or dt.date.min) > self._day

    def day_gone(self, period: Period) -> bool:
        """Whether a period is a single day before the day of writing."""
        return self._day is not None and period.first == period.last and (period.last or dt.date.max) < self._day

    def runs_on(self, period: Period) -> bool:
        """Whether a period ends after the day of writing."""
        return self._day is not None and (period.last or dt.date.min) > self._day

    def ends_soon(self, period: Period) -> bool:
        """Whether a period ends within weeks after the day of writing."""
        return self._day is not None and period.last is not None and 0 <= (period.last - self._day).days <= _JUST

    def _left(self, period: Period) -> float:
        """The share of a period that is still to come; all of one that has not begun, nothing of one that no day of writing is known of, or no end."""
        if period.last is None or self._written is None:
            return 0.0
        left, whole = (period.last - self._written[0]).days, (period.last - (period.first or period.last)).days
        return left / max(whole, 1)

    def _expected(self, bound: Bound, start: int, period: Period | None) -> Status:
        """The status of an estimate of a period not over, or of none: an aim where the sentence names the period and much of it is to come."""
        if period is None:
            return "target"
        stands = self._folded.rfind(fold(period.text), start, bound.amount.start) >= 0
        return "target" if stands and self._left(period) > _DUE else "estimate"


def _hedges(said: Sequence[tuple[str, str, float]]) -> Iterator[str]:
    """The words of aims, and the words of estimating that hold for the value."""
    yield from (word for word, kind, weight in said if kind == "target" or (kind == "estimate" and weight))


def _looking_back(dates: Sequence[Date]) -> Iterator[str]:
    """The ids of periods in an undated text that end when it is written."""
    yield from (date.id for date in dates if date.rule in _LOOKS_BACK and date.resolved_from == "context")


def _about(bound: Bound) -> bool:
    """Whether a growth is given roughly, as statistics never do: 增长6%左右."""
    return bound.measure == "growth" and bound.amount.approximate and bound.amount.comparator == "eq"


def _smoothed(own: Sequence[float], reach: float = _REACH) -> list[float]:
    """For each sentence, the sum over its neighbourhood, nearer sentences weighing more: one sweep each way."""
    total = [0.0] * len(own)
    for order in (range(len(own)), range(len(own) - 1, -1, -1)):
        carried = 0.0
        for index in order:
            total[index] += carried
            carried = (carried + own[index]) * reach
    return [around + here for around, here in zip(total, own, strict=True)]
