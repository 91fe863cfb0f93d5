"""How far a word of estimating (预计, 测算) holds: for its own value, its list item, its sentence or its paragraph."""

from __future__ import annotations

from bisect import bisect_left

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.dates import FIGURE
from extract.assemble.lexicon import Lexicon
from extract.model import Span

_KIND = "estimate"
_OUTRIGHT = -4.0  # the highest weight of a cue that makes a list item outright a report: 目前, 已, 跨过
_PLACE = 8  # characters before a word of estimating that hold the longest time or place before it


class Estimates:
    """The words of estimating of an article, asked whether they hold for a value."""

    def __init__(self, folded: str, words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self._shared = [said.start() for said in words["estimates.shared"].finditer(folded)]

    def holds(self, cue: re.Match[str], bound: Bound, sentence: int) -> bool:
        """Whether a word of estimating that stands before a value in its sentence holds for it.

        At the head of the sentence's figures it holds to the end (预计产值3亿元,增长5%;投资2亿元), at the head of a later clause
        to the semicolon, behind a subject for the values of that subject (产值预计达3亿元,增长5%,|投资2亿元), else for its own value.
        """
        at, between = bound.amount.start, self._folded[cue.end() : bound.amount.start]
        if self.reckons(cue[0]):
            return True
        if self._opens(cue, sentence):
            return between[:1] == "," or ";" not in between or (self._leads(cue, sentence) and not self._reported(cue.end(), at))
        if self._follows(cue):
            return bound.indicator.start < cue.start()
        return self._single(cue, sentence, between)

    def shared(self, span: Span) -> list[tuple[str, str, float]]:
        """The cue of an earlier sentence in the paragraph that holds for all that follows (全年预计(下同)), as word, kind and weight; empty without one."""
        index = bisect_left(self._shared, span[0])
        while index and "\n" not in self._folded[self._shared[index - 1] : span[0]]:
            index -= 1
            if said := self._words["estimates.shared"].match(self._folded, self._shared[index], span[0]):
                return [(said["cue"], _KIND, 1.0)]
        return []

    def reckons(self, word: str) -> bool:
        """Whether a word makes every value of its sentence an estimate, even one for a time to come: 据测算."""
        return self._words["estimates.reckoned"].search(word) is not None

    def _opens(self, cue: re.Match[str], sentence: int) -> bool:
        """Whether nothing but a time or a place stands before a cue in its clause: 全年|预计, 全县|预计."""
        if cue.start() == sentence:
            return True
        return self._words["estimates.opens"].search(self._folded, max(cue.start() - _PLACE, sentence), cue.start()) is not None

    def _follows(self, cue: re.Match[str]) -> bool:
        """Whether what is estimated stands before the cue: 产值|预计达|3亿元."""
        return self._words["estimates.of_subject"].match(self._folded, cue.end()) is not None

    def _leads(self, cue: re.Match[str], sentence: int) -> bool:
        """Whether no figure stands before a cue in its sentence."""
        return FIGURE.search(self._folded, sentence, cue.start()) is None

    def _single(self, cue: re.Match[str], sentence: int, between: str) -> bool:
        """Whether a cue inside a clause reaches a value: before the first figure up to the next semicolon, later up to the next comma or 、."""
        return ";" not in between if self._leads(cue, sentence) else not re.search("[,、]", between)

    def _reported(self, start: int, at: int) -> bool:
        """Whether the list item of the value at `at` says that it is a report: 预计产值3亿元;目前已建成|3座."""
        told = self._words.cues.finditer(self._folded, self._folded.rfind(";", start, at), at)
        return any(float(self._words.cue_of[match[0]]["weight"]) <= _OUTRIGHT for match in told)
