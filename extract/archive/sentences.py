"""Two versions of a source -> which sentence became which, and which offset in the one corresponds to which in the other."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract import expressions as re
from extract import numerals

# Sentences on either side of the same share of a text, among which the one that a sentence became is looked for: chosen by judgement, wide
# enough where a paragraph was put in or left out, and few enough to hold each against them character by character
_NEAR = 20
_ALIKE = 0.6  # of their characters that two versions of a sentence have in common at least: what difflib itself takes for a close match
_FIGURES = "".join((*numerals.DIGITS, *numerals.SMALL, *numerals.LARGE))
_TOKEN = re.compile(rf"[\d.,{_FIGURES}]+|[\s\S]")  # a number is one: 120 became 20, not 1 went


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence that was changed: what it reads now, and which of its stretches became which."""

    text: str
    stretches: Sequence[tuple[str, int, int, int, int]] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where what stood at [start, end) of the sentence stands now.

        >>> was, now = "完成投资120.3亿元，增长6%。", "完成投资98亿元，增长6%。"
        >>> [now[slice(*rewritten([was], [now])[was].span(*span))] for span in ((4, 11), (14, 16))]
        ['98亿元', '6%']
        """
        now = self._place(start)[0]
        return now, max(self._place(end - 1)[1], now) if end > start else now

    def _place(self, offset: int) -> tuple[int, int]:
        """The first and the last offset of what a character became."""
        at = bisect_right(self.stretches, offset, key=lambda one: one[1]) - 1
        tag, start, _, now, end = self.stretches[max(at, 0)]
        return (now + offset - start, now + offset - start + 1) if tag == "equal" else (now, end)


def rewritten(old: Sequence[str], new: Sequence[str]) -> Mapping[str, Rewritten]:
    """The sentences of one version that the other has otherwise, each with what it became; what is the same, or gone, is not among them.

    >>> [found.text for found in rewritten(["甲。", "粮食产量2万吨。"], ["粮食产量3万吨。", "甲。"]).values()]
    ['粮食产量3万吨。']
    """
    stayed = set(old) & set(new)
    gone, come = ([one for one in dict.fromkeys(some) if one not in stayed] for some in (old, new))
    return {was: Rewritten(now, list(_stretches(was, now))) for was, now in _pairs(gone, come)}


def _pairs(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each sentence that is gone with the one most like it that has come at about the same place; none is taken twice."""
    taken = set[str]()
    for number, was in enumerate(gone):
        at = number * len(come) // len(gone)
        near = [one for one in come[max(at - _NEAR, 0) : at + _NEAR] if one not in taken]
        for now in difflib.get_close_matches(was, near, 1, _ALIKE):
            taken.add(now)
            yield was, now


def _stretches(was: str, now: str) -> Iterator[tuple[str, int, int, int, int]]:
    """The stretches of two texts that are the same or became one another, a number being whole."""
    before, after = ([match[0] for match in _TOKEN.finditer(text)] for text in (was, now))
    starts, ends = ([match.start() for match in _TOKEN.finditer(text)] + [len(text)] for text in (was, now))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if a < b:
            yield tag, starts[a], starts[b], ends[c], ends[d]
