"""Aim or report: the features of a value, with weights learned from annotated passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract import expressions as re
from extract.assemble import written
from extract.assemble.announced import AIMS
from extract.assemble.bind import Bound
from extract.assemble.features import Steps, summed
from extract.assemble.figures import digits, unevenness
from extract.assemble.lexicon import Cues, Lexicon, lexicon
from extract.assemble.status import ASKED, DONE, EARLY, SET, Verdict, told_by
from extract.model import Amount, Article, Period, Status
from extract.passage import CLAUSE, clause_start
from extract.patterns import Entry, Rules
from extract.text import fold

# A sum nearer to 0 is no better than the cues' own verdict: on passages held out it errs more often than they do
ENOUGH = 1.0
# With less weight of the words around it a value without other signs of an aim is a report: descriptions of a place reach such weights, too
_PROGRAMME = 3.0
_AIMS = ("ge", "le")
_HOPED, _PLANNED = "last=estimate.hope|clause", "last=hedge.plan|clause"
_FULL = "full"  # the feature of what a project yields once it is at full output
_LISTED = "hedge.plan|sentence"
_DONE, _COMPARED = "done.", "done.compared"
_PART = "part=hedge.plan"  # 计划投资2亿元,其中|8000万元
CAME = "came"  # the feature of what came of a plan: 计划建成5个园区,|实际建成|3个
STATED = "stated"  # the feature of a value without any sign of the future
_SETTLED = frozenset((STATED, DONE, CAME))  # features that no learned weight overrules
_AHEAD = frozenset((_FULL, ASKED, EARLY, SET))  # features of what is still to come
# The steps into which sums of weights and digits are sorted
_MOODS = Steps((-4.0, -2.0, 0.0, 2.0, 4.0))
_PASSAGES = Steps((-9.0, -3.0, 0.0, 3.0, 9.0))
_UNEVEN = Steps((0.5, 1.2, 1.5, 1.8, 2.2, 2.6, 3.0))
_OUTPUT = "hedge.full|"
_CLAUSE_ENDS = CLAUSE + "!?\n"
_NAMES = ("head", "date", "mood")  # what is weighed for every value, cues aside


class Goals:
    """Whether the values of an article are aims, by the weights of their features."""

    def __init__(self, article: Article, folded: str, amounts: Sequence[Amount], cues: Cues, rules: Rules) -> None:
        self._folded = folded
        self._sentences = article.sentences
        self._written = written.known(article)
        self._words = lexicon(rules)
        self._cues = cues
        self._uneven = unevenness(article, amounts)
        self._weights: Mapping[str, float] = rules.weights.get("status", {})

    def status(self, verdict: Verdict, facts: Sequence[str]) -> Status:
        """The status of a value by the weights of its features (`facts`); that of the cues (`verdict`), where the sum is too near to 0."""
        if settled := _settled(verdict, facts, self._words):
            return settled
        total = summed(self._weights, facts)
        if abs(total) < ENOUGH or _agrees(total, verdict.status):
            return verdict.status
        if total > 0:  # without any sign of the future a stated value is reported
            signs = any(weight > 0 for name, weight in verdict.evidence if name != "mood")
            return "target" if signs else verdict.status
        return "estimate" if "cue=estimate|clause" in facts else "actual"

    def strongest(self, facts: Sequence[str]) -> list[tuple[str, float]]:
        """The three features that weigh most."""
        weighed = [(fact, self._weights[fact]) for fact in dict.fromkeys(facts) if fact in self._weights]
        return sorted(weighed, key=lambda one: (-abs(one[1]), one[0]))[:3]

    def facts(self, one: Bound, verdict: Verdict, period: Period | None) -> tuple[str, ...]:
        """The names of a value's features."""
        start = self._sentences[one.amount.sentence][0]
        clause = clause_start(self._folded, one.amount.start, start, _CLAUSE_ENDS)
        span = (start, clause, one.amount.start)
        weights = dict(verdict.evidence)
        found = [*self._of_cues(one, span, verdict, weights), *self._of_date(span, period, weights["date"]), *self._of_passage(one, verdict)]
        return ("bias", "measure=" + one.measure, *self._of_figure(one.amount), *found)

    def _of_figure(self, amount: Amount) -> Iterator[str]:
        """The features of how round a figure is, and those around it."""
        own, around = f"digits={digits(amount)}", "uneven=" + _UNEVEN.of(self._uneven[amount.sentence])
        yield from (own, around, f"{own}|{around}")

    def _of_cues(self, one: Bound, span: tuple[int, int, int], verdict: Verdict, weights: Mapping[str, float]) -> Iterator[str]:
        mood, head = weights["mood"], weights["head"]
        yield from ("verdict=" + verdict.status, "mood=" + _MOODS.of(mood), f"head={head:g}")
        cues = _in_force(list(self._cues_in(span, self._sentences[one.amount.sentence][1], one)), head)
        yield from ("cue=" + cue for cue in cues)
        last = next((cue for cue in reversed(cues) if not cue.endswith("|behind")), "none")
        yield "last=" + last
        yield from self._settling(cues, weights)
        if last == "hedge.plan|sentence" and self._words["parts.within"].search(self._folded, span[0], span[2]):
            yield _PART
        if last == "none":
            yield from self._without_cue(one, cues, verdict, weights)
        if len(weights) == len(_NAMES) and not head and not weights["date"]:
            yield "alone|mood=" + _MOODS.of(mood)

    def _settling(self, cues: Sequence[str], weights: Mapping[str, float]) -> Iterator[str]:
        """The features that settle a status, whatever the others weigh: a deed that is done, full output to come, the outcome of a plan.

        And those of an aim that `status` has settled: it is required, its period has hardly begun or is to come, its name or document says so.
        """
        yield from (name for name in (DONE, ASKED, EARLY, SET) if name in weights)
        if any(cue.startswith(_OUTPUT) for cue in cues):
            yield _FULL
        hedged = any(cue.startswith("hedge.") and cue.endswith("|clause") for cue in cues)
        if "done.real|clause" in cues and not hedged:
            yield CAME

    def _without_cue(self, one: Bound, cues: Sequence[str], verdict: Verdict, weights: Mapping[str, float]) -> Iterator[str]:
        """The features of a value without a cue before it."""
        mood, head, date = (weights[name] for name in ("mood", "head", "date"))
        yield from ("bare|verdict=" + verdict.status, f"bare|head={head:g}", f"bare|date={date:g}")
        yield "bare|mood=" + _MOODS.of(mood)
        unsigned = not head and not cues and "bound" not in weights and date <= 0
        if unsigned and mood < _PROGRAMME and self._states(one):
            yield STATED

    def _cues_in(self, span: tuple[int, int, int], end: int, one: Bound) -> Iterator[str]:
        """The cues of a sentence that bear on a value, each with its place: `clause` or `sentence` before the value, or `behind` it."""
        start, clause, at = span
        for match in self._cues.in_force(start, end, at):
            entry = self._words.cue_of[match[0]]
            inside = entry["kind"] == "target" and told_by(match, one)
            if not inside and not self._reaches(match, entry, one):
                continue
            if entry["kind"] == "estimate" or self._cues.says(match):
                place = "behind" if match.start() >= at and not inside else "clause" if match.start() >= clause else "sentence"
                yield f"{entry.id}|{place}"

    def _reaches(self, cue: re.Match[str], entry: Entry, one: Bound) -> bool:
        """Whether a cue stands before or right behind a value, or calls it an aim from farther behind; not where it belongs to a purpose or another group."""
        at = one.amount.start
        if self._words.aside(self._folded, cue, at) or self._words.of_group(self._folded, cue, at):
            return False
        if cue.end() <= one.slot.after + 2:
            return True
        return entry["reach"] == "tail" and self._words.aimed(self._folded, one.amount.start, cue.end())

    def _of_passage(self, one: Bound, verdict: Verdict) -> Iterator[str]:
        """The features of the passage's cues, and of the value as a bound (500家以上) or a bare deed (新建|学校|4所)."""
        passage = "passage=" + _PASSAGES.of(verdict.passage)
        yield passage
        bound = (one.comparator or one.amount.comparator) in _AIMS
        yield f"bound={bound}"
        yield f"bound={bound}|{passage}"
        if not self._states(one) and not bound:
            yield "deed|" + passage

    def _states(self, one: Bound) -> bool:
        """Whether no verb makes the value a deed (新建|学校|4所), and no 以上 or 以内 makes it a bound: 全镇人口|为|2万人."""
        lead = one.slot.lead.text.lstrip(",、")
        verbs = (self._words.verbs.opening(text) for text in (one.indicator.text, lead))
        return all(len(verb) < 2 for verb in verbs) and (one.comparator or one.amount.comparator) not in _AIMS

    def _of_date(self, span: tuple[int, int, int], period: Period | None, weight: float) -> Iterator[str]:
        yield f"date={weight:g}"
        if period is None:
            yield "where=none"
            return
        start, clause, at = span
        stands = self._folded.rfind(fold(period.text), start, at)
        where = "far" if stands < 0 else "clause" if stands >= clause else "sentence"
        yield from (f"where={where}", f"where={where}|date={weight:g}")
        if self._written is not None and period.last is not None:
            yield f"over={period.last < self._written[0]}|{where}"
        if stands > 0:
            yield "beforedate=" + (self._folded[max(stands - 2, 0) : stands].rstrip(" ")[-1:].strip() or "blank")


def _agrees(total: float, status: Status) -> bool:
    """Whether a sum of weights agrees with the status by the cues: above 0 with `target` and `estimate`, else with all but `target`."""
    return status in ("target", "estimate") if total > 0 else status != "target"


def _in_force(cues: list[str], head: float) -> list[str]:
    """The cues, without those of reports where the value stands in the list of a plan: 已开工建设,计划修渠3公里,整修水塘|7口.

    Under a head of aims, cues of comparison are left out, too: they are no sign of a report there (预期目标:产值同比增长|8%).
    """
    if head >= AIMS:
        cues = [cue for cue in cues if not cue.startswith(_COMPARED)]
    if cues.count(_LISTED) == 0 or cues[-1] != _LISTED:
        return cues
    return [cue for cue in cues if not cue.startswith(_DONE)]


def _settled(verdict: Verdict, facts: Sequence[str], words: Lexicon) -> Status | None:
    """The status that one feature settles, whatever the others weigh; None where none does."""
    if _HOPED in facts:
        return "estimate"
    if not _AHEAD.isdisjoint(facts):
        return "target"
    if (_PLANNED in facts or _PART in facts) and words["goals.outlay"].match("".join(verdict.hedges[-1:])):
        return "target"
    if _SETTLED.isdisjoint(facts):
        return None
    return "actual" if verdict.status == "target" else verdict.status
