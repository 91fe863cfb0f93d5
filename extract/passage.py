"""The text of an article as every stage reads it: as it was printed and folded, with what is made of it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from extract.model import Span
from extract.text import fold

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Passage:
    """A text and its folded form, made once and handed from stage to stage; offsets are the same in both.

    >>> passage = Passage.of("茶园３万亩\\n　增长5.5％")
    >>> passage.folded
    '茶园3万亩\\n 增长5.5%'
    >>> passage.folded[slice(*passage.line(9))]
    ' 增长5.5%'
    """

    text: str
    folded: str
    _made: dict[Callable[[Passage], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, text: str) -> Passage:
        """The passage of a text."""
        return cls(text, fold(text))

    def line(self, start: int, end: int | None = None) -> Span:
        """Where the line begins in which `start` stands, and where that of `end` (else of `start`) ends."""
        stop = self.folded.find("\n", start if end is None else end)
        return self.folded.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(self.folded)

    def once(self, make: Callable[[Passage], Made]) -> Made:
        """What `make` makes of this passage, made when first asked for and kept as long as the passage is."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made
