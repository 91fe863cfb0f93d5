"""Values that are aims by their name or place: 到位资金目标|133亿元, 安排资金|3亿元, a plan's 全年新建|20座."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble import written
from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.assemble.year_rows import rows_of_plans
from extract.model import Article, Period, Span
from extract.passage import clause_start
from extract.text import fold

_REST = 6  # characters before a value in which it is called a rest: 剩余的约
_BUDGETED = ("money", "percent", "percentage_point")
_ORDER = 60  # characters behind a value in which it may be called a requirement
_FIGURE = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?P<unit>[^\d,;。]{1,4})")
_ALL = 100.0  # per cent
_DEED = 2  # least characters of a verb that makes a value a deed


class Settled:
    """Which values of an article are aims: those that a plan leaves to be done (`remains`), and those that are aims by name or place (`holds`).

    The latter count only where nothing says that they were reached and their period is not over, which `status` checks.
    """

    def __init__(self, article: Article, folded: str, words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self._budget = words["settled.budget"].match(written.title(article, folded)) is not None
        self._ruled = written.is_ruling(article, folded, words)
        self._rows = rows_of_plans(folded, written.known(article), words)

    def holds(self, bound: Bound, sentence: Span, running: Period | None) -> bool:
        """Whether a value is called an aim, is allotted or budgeted, or is a deed that a ruling lays down for `running`, a period not over."""
        start = sentence[0]
        if self._named(bound, start) or self._allotted(bound, start) or (self._budget and bound.amount.kind in _BUDGETED):
            return True
        return running is not None and self._laid_down(bound, sentence, running)

    def remains(self, bound: Bound, start: int) -> bool:
        """Whether a value is a plan or task not (wholly) done, or the rest of one that is still to be done: 其余|4项|将于年底前完成."""
        at = bound.amount.start
        if self._laid_out(bound, start) or self._in_rows(at) or self._demanded(at, start) or self._within_years(at, start):
            return True
        if self._partly_done(bound, clause_start(self._folded, at, start)) or self._missed(bound, start) or self._assigned(bound, start):
            return True
        rest = self._words["settled.rest"].search(self._folded, max(at - _REST, start), at)
        return rest is not None and self._words["settled.coming"].match(self._folded, bound.amount.end) is not None

    def _laid_out(self, bound: Bound, start: int) -> bool:
        """Whether a plan names a value as its aim, even for a past year, and nothing says what came of it: 《规划》提出,到2020年茶园达到|3万亩."""
        at = bound.amount.start
        if self._words["settled.plan_behind"].match(self._folded, at):
            return True
        found = self._words["settled.plans"].search(self._folded, start, at)
        return found is not None and self._words["settled.came_of_it"].search(self._folded, found.end(), at) is None

    def _demanded(self, at: int, start: int) -> bool:
        """Whether a value is part of a requirement: 按照6月底前完成|30%|的进度要求."""
        return any(found.start() < at < found.end() for found in self._words["settled.by_order"].finditer(self._folded, start, at + _ORDER))

    def _within_years(self, at: int, start: int) -> bool:
        """Whether a value is striven for within some years from now: 已到位3亿元,争取用三年时间达到|9亿元."""
        return self._words["settled.in_years"].search(self._folded, clause_start(self._folded, at, start), at) is not None

    def _in_rows(self, at: int) -> bool:
        """Whether a value stands in a plan given year by year."""
        return any(start <= at < end for start, end in self._rows)

    def _assigned(self, bound: Bound, start: int) -> bool:
        """Whether a value is an assigned task that is not said to be done: 承担改造任务|300户."""
        at = bound.amount.start
        given = self._words["settled.assigned"].search(self._folded, start, at)
        return given is not None and self._words["settled.fulfilled"].match(self._folded, bound.amount.end) is None

    def _missed(self, bound: Bound, start: int) -> bool:
        """Whether a value is a task that is not wholly done (完成年度目标任务|300户|的92%), or with which another value is compared (比目标|4%|低)."""
        if self._words["settled.held_against"].match(self._folded, bound.amount.end):
            return self._words["lexicon.measured"].search(self._folded, start, bound.amount.start) is not None
        task = self._words["settled.task"].search(self._folded, start, bound.amount.start)
        if task is None or self._words["lexicon.measured"].search(self._folded, start, task.start()):
            return task is not None
        rate = self._words["settled.rate"].match(self._folded, bound.amount.end)
        return rate is not None and float(rate["rate"]) < _ALL

    def _named(self, bound: Bound, start: int) -> bool:
        """Whether the words right before a value call it an aim, or it is the cost of such an aim: 全年到位资金|目标|133亿元; 改造任务900公里,总投资|6亿元."""
        at = bound.amount.start
        if cost := self._words["settled.its_sum"].search(self._folded, start, at):
            task = self._words["settled.figure"].search(self._folded, start, cost.start())
            at = task.start() if task else at
        clause = clause_start(self._folded, at, start)
        called = self._words["settled.named"].search(self._folded, clause, at)
        return called is not None and self._words["settled.reached"].search(self._folded, clause, called.start()) is None

    def _allotted(self, bound: Bound, start: int) -> bool:
        """Whether a sum is allotted, or is part of an allotted one: 安排资金|3亿元|,其中茶业|1亿元."""
        if bound.amount.kind != "money":
            return False
        at = bound.amount.start
        found = self._words["settled.allotted"].search(self._folded, start, at)
        if found is None:
            return False
        clause = clause_start(self._folded, at, start)
        return found.start() >= clause or self._words["parts.within"].search(self._folded, found.end(), at) is not None

    def _partly_done(self, bound: Bound, clause: int) -> bool:
        """Whether a value is planned work, and the next clause gives the part that is done: 新建公厕|20座|,已建成18座."""
        part = self._words["settled.part"].match(self._folded, bound.amount.end)
        own = _FIGURE.match(self._folded, bound.amount.start)
        if part is None or own is None or not self._folded.startswith(own["unit"], part.end()) or own.end() != bound.amount.end:
            return False
        told = any(self._words.cue_of[cue[0]]["kind"] == "actual" for cue in self._words.cues.finditer(self._folded, clause, bound.amount.start))
        works = self._works(bound) or len(self._words.verbs.ending(bound.indicator.text)) >= _DEED
        return not told and works and float(part["part"]) < float(own["value"])

    def _works(self, bound: Bound) -> bool:
        """Whether a verb makes a value a deed: 新建|公厕20座."""
        lead = bound.slot.lead.text.lstrip(",、")
        return any(len(self._words.verbs.opening(text)) >= _DEED for text in (bound.indicator.text, lead))

    def _laid_down(self, bound: Bound, sentence: Span, period: Period) -> bool:
        """Whether a value is a deed that a ruling names for `period`, which stands in the same sentence: 全年新建|公厕20座."""
        if not self._ruled or self._folded.find(fold(period.text), *sentence) < 0:
            return False
        return self._works(bound)
