"""Goal or report: the evidence that a value is to be reached, or has been."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.assemble.bind import Bound
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Period

_REACH = 0.85
_STEPS = 12
_CLIP = 6.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status, the commitment words as printed, and the evidence that was weighed (for `explain`)."""

    status: str
    hedges: tuple[str, ...]
    evidence: tuple[tuple[str, float], ...]


class Tenses:
    """The tense of each sentence: the weak words of its neighbourhood and the heads that it stands under."""

    def __init__(self, article: Article, folded: str, words: Lexicon) -> None:
        self._words = words
        self._folded = folded
        self._published = article.published or _year(article)
        own = [self._own(start, end) for start, end in article.sentences]
        self._mood = [_smoothed(own, index) for index in range(len(own))]
        self._head = [self._of_head(article, start) for start, _ in article.sentences]

    def _own(self, start: int, end: int) -> float:
        weight = self._words.weight
        found = {match[0] for match in self._words.tense.finditer(self._folded, start, end)}
        return sum(weight[word] for word in sorted(found))

    def _of_head(self, article: Article, offset: int) -> float:
        """The weight of the innermost head above `offset` that speaks of past or future."""
        for section in reversed(article.sections):
            if section.start <= offset < section.end:
                for form, entry in self._words.heads.items():
                    if form in section.heading:
                        return float(entry["weight"])
        return 0.0

    def verdict(self, bound: Bound, sentence: tuple[int, int], index: int, period: Period | None) -> Verdict:
        """The status of one value, with its evidence."""
        start, end = sentence
        at = bound.amount.start
        clause = max(self._folded.rfind(mark, start, at) for mark in ",;:。") + 1
        evidence = [("mood", max(-_CLIP, min(_CLIP, self._mood[index]))), ("head", self._head[index])]
        hedges, estimate = [], False
        stop = self._folded.find(";", start, at)
        for match in self._words.cues.finditer(self._folded, start, min(end, bound.slot.after + 2)):
            entry = self._words.cue_of[match[0]]
            near = match.start() >= max(clause, start) or entry["reach"] == "sentence"
            if match.start() >= at or not near:
                continue
            if entry["kind"] == "estimate":
                estimate |= self._estimates(match.start(), match.end(), start, at, stop)
            elif match.start() < at:
                evidence.append((match[0], float(entry["weight"])))
            if entry["kind"] in ("target", "estimate"):
                hedges.append(match[0])
        evidence.append(("date", self._of_date(period)))
        total = sum(weight for _, weight in evidence)
        status = "target" if total > 0 else "estimate" if estimate else "actual"
        if estimate and status == "target" and not self._ahead(period) and total < 8:
            status = "estimate"
        return Verdict(status, tuple(dict.fromkeys(hedges)), tuple(evidence))

    def _estimates(self, start: int, end: int, sentence: int, at: int, stop: int) -> bool:
        """预计 at the head of a clause holds to the semicolon; after a noun only for its own value."""
        opens = start == sentence or self._folded[start - 1] in ",;:。步经,"
        between = self._folded[end:at]
        if opens:
            return self._folded[end : end + 1] == "," or ";" not in between
        return "、" not in between and "," not in between

    def _of_date(self, period: Period | None) -> float:
        if period is None or period.last is None or self._published is None:
            return 0.0
        if period.first is not None and period.first > self._published:
            return 7.0
        if period.last <= self._published:
            return -7.0
        return 2.5 if (period.last - self._published).days > 100 else 0.5

    def _ahead(self, period: Period | None) -> bool:
        return bool(period and period.last and self._published and period.last > self._published)


def _year(article: Article) -> dt.date | None:
    if article.reference is None:
        return None
    value = article.reference.value
    return dt.date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])


def _smoothed(own: Sequence[float], index: int) -> float:
    """The sum over the neighbourhood, nearer sentences weighing more."""
    total = 0.0
    for other in range(max(index - _STEPS, 0), min(index + _STEPS + 1, len(own))):
        total += own[other] * _REACH ** abs(other - index)
    return total


def sentence_of(article: Article, offset: int) -> int:
    """Index of the sentence that holds an offset."""
    return max(bisect_right(article.sentences, offset, key=lambda s: s[0]) - 1, 0)
