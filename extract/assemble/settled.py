"""Values that are aims by what is said of them or where they stand: 安排资金|3亿元, a plan's 全年新建|20座, what is left of a plan."""

from __future__ import annotations

from extract.assemble import written
from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Period, Span
from extract.passage import clause_start
from extract.text import fold

_REST = 6  # characters before a value that call it what is left: 剩余的约
_BUDGETED = ("money", "percent", "percentage_point")
_ORDER = 60  # characters behind a value in which it may be called what is asked for
_DEED = 2  # characters of a verb that makes a value a deed


class Settled:
    """Which values of an article are aims: what of a plan is still to be done (`remains`), and what is allotted or laid down (`holds`).

    The latter only where nothing tells that it was reached and its time is not over, which `status` sees to.
    """

    def __init__(self, article: Article, folded: str, words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self._budget = words["settled.budget"].match(written.title(article, folded)) is not None
        self._ruled = written.is_ruling(article, folded, words)

    def holds(self, bound: Bound, sentence: Span, running: Period | None) -> bool:
        """Whether a value is allotted or budgeted, or is a deed that a paper lays down for a period that is not over."""
        if self._allotted(bound, sentence[0]) or (self._budget and bound.amount.kind in _BUDGETED):
            return True
        return running is not None and self._laid_down(bound, sentence, running)

    def remains(self, bound: Bound, start: int) -> bool:
        """Whether a value is a plan that is told, or what is left of one and is still to be done: 其余|4项|将于年底前完成."""
        at = bound.amount.start
        if self._laid_out(bound, start) or self._demanded(at, start) or self._within_years(at, start) or self._is_task(at, start):
            return True
        rest = self._words["settled.rest"].search(self._folded, max(at - _REST, start), at)
        return rest is not None and self._words["settled.coming"].match(self._folded, bound.amount.end) is not None

    def _laid_out(self, bound: Bound, start: int) -> bool:
        """Whether a plan names a value that it aims at, even of a year gone by, and nothing tells what came of it: 《规划》提出,到2020年茶园达到|3万亩."""
        at = bound.amount.start
        if self._words["settled.plan_behind"].match(self._folded, at):
            return True
        found = self._words["settled.plans"].search(self._folded, start, at)
        return found is not None and self._words["settled.came_of_it"].search(self._folded, found.end(), at) is None

    def _demanded(self, at: int, start: int) -> bool:
        """Whether a value stands in what is asked for at a time: 按照6月底前完成|30%|的进度要求."""
        return any(found.start() < at < found.end() for found in self._words["settled.by_order"].finditer(self._folded, start, at + _ORDER))

    def _within_years(self, at: int, start: int) -> bool:
        """Whether it is striven for in so many years from now: 已到位3亿元,争取用三年时间达到|9亿元."""
        return self._words["settled.in_years"].search(self._folded, clause_start(self._folded, at, start), at) is not None

    def _is_task(self, at: int, start: int) -> bool:
        """Whether a value is a task that another value is held against: 比年度目标|4%|低."""
        task = self._words["settled.task"].search(self._folded, start, at)
        return task is not None and self._words["lexicon.measured"].search(self._folded, start, task.start()) is not None

    def _allotted(self, bound: Bound, start: int) -> bool:
        """Whether a sum is allotted, or is a part of such a one: 安排资金|3亿元|,其中茶业|1亿元."""
        if bound.amount.kind != "money":
            return False
        at = bound.amount.start
        found = self._words["settled.allotted"].search(self._folded, start, at)
        if found is None:
            return False
        clause = clause_start(self._folded, at, start)
        return found.start() >= clause or self._words["parts.within"].search(self._folded, found.end(), at) is not None

    def _laid_down(self, bound: Bound, sentence: Span, period: Period) -> bool:
        """Whether a paper that lays down what is to be done names a deed for the time that its sentence names: 全年新建|公厕20座."""
        if not self._ruled or self._folded.find(fold(period.text), *sentence) < 0:
            return False
        lead = bound.slot.lead.text.lstrip(",、")
        return any(len(self._words.verbs.opening(text)) >= _DEED for text in (bound.indicator.text, lead))
