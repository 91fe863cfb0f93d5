"""The parts of an aim, which are aims themselves: 计划投资|5亿元|。其中,公路|3亿元|、码头|2亿元|."""

from __future__ import annotations

from extract.assemble.lexicon import Lexicon
from extract.model import Amount, Span, Status

_NEAR = 80  # characters between two parts of one aim


class Aim:
    """The last aim of an article, and whether a value behind it is one of its parts."""

    def __init__(self, folded: str, words: Lexicon) -> None:
        self._folded, self._words = folded, words
        self._unit: str | None = None
        self._end = 0
        self._parts = False

    def tell(self, status: Status, amount: Amount) -> None:
        """Take the next value of the article: an aim is remembered, any other value ends the aim before it."""
        if status == "target":
            self._unit, self._end = amount.unit, amount.end
        else:
            self._unit, self._parts = None, False

    def goes_on(self, status: Status, amount: Amount, span: Span) -> bool:
        """Whether a value with the status of a report is a part of the aim before it: near, in the same unit, and not said to be done."""
        if status != "actual" or not self._is_alike(amount):
            return False
        among = self._words["breakdown.among"].search(self._folded, self._end, amount.start)
        self._parts = among is not None or (self._parts and self._end > span[0])
        return self._parts and not self._is_told(among.end() if among else self._end, amount.start)

    def _is_alike(self, amount: Amount) -> bool:
        """Whether a value stands near an aim of the same unit."""
        return self._unit is not None and amount.unit == self._unit and amount.start - self._end <= _NEAR

    def _is_told(self, start: int, end: int) -> bool:
        """Whether the words between `start` and `end` say that something is done, or how it stands."""
        return bool(self._words.deeds.search(self._folded, start, end) or self._words["breakdown.told"].search(self._folded, start, end))
