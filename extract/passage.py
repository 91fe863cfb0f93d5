"""The text of an article as every stage reads it: as printed and folded, with what is computed from it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from extract import expressions as re
from extract.model import Span
from extract.text import fold

Made = TypeVar("Made")

CLAUSE = ",;:。"
"""The marks between the clauses of a folded text."""


def line_start(folded: str, at: int) -> int:
    """The start of the line that holds offset `at`.

    >>> line_start("补助标准\\n每户2万元", 7)
    5
    """
    return folded.rfind("\n", 0, at) + 1


def line(folded: str, start: int, end: int | None = None) -> Span:
    """The start of the line that holds `start`, and the end of the line that holds `end` (else `start`).

    >>> line("补助标准\\n每户2万元\\n每年一次", 7)
    (5, 10)
    """
    stop = folded.find("\n", start if end is None else end)
    return line_start(folded, start), stop if stop >= 0 else len(folded)


def clause_start(folded: str, at: int, since: int = 0, marks: str = CLAUSE) -> int:
    """The start of the clause that holds offset `at`: behind the last of the marks before it, and never before `since`.

    >>> clause_start("榕江县:茶园3万亩,茶农2万户", 12), clause_start("榕江县:茶园3万亩,茶农2万户", 12, marks=":")
    (10, 4)
    """
    for mark in marks:
        since = max(since, folded.rfind(mark, since, at) + 1)
    return since


def within_figure(folded: str, at: int) -> bool:
    """Whether a comma or colon stands between digits, as part of a figure: 1,200; 12:30.

    >>> [within_figure("茶农1,200户,茶园3万亩", at) for at in (3, 7)]
    [True, False]
    """
    return folded[at] in ",:" and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit()


_INDENT = re.compile(r"\n([^\S\n]+)(?=\S)")


def _outdented(folded: str) -> str:
    """The text with the blanks of an indent at the end of the line before, so that each line begins with its own words.

    >>> _outdented("补助标准\\n  每户2万元")
    '补助标准  \\n每户2万元'
    """
    return _INDENT.sub(r"\1\n", folded)


@dataclass(frozen=True, eq=False)
class Passage:
    """A text and its folded form, made once and handed from stage to stage; offsets are the same in both.

    >>> passage = Passage.of("茶园３万亩\\n　增长5.5％")
    >>> passage.folded
    '茶园3万亩 \\n增长5.5%'
    >>> passage.folded[slice(*passage.line(9))]
    '增长5.5%'
    """

    text: str
    folded: str
    _made: dict[Callable[[Passage], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, text: str) -> Passage:
        """The passage of a text.

        >>> passage = Passage.of("茶园３万亩")
        >>> passage.text, passage.folded
        ('茶园３万亩', '茶园3万亩')
        """
        return cls(text, _outdented(fold(text)))

    def line(self, start: int, end: int | None = None) -> Span:
        """The start of the line that holds `start`, and the end of the line that holds `end` (else `start`).

        >>> passage = Passage.of("补助标准\\n每户２万元\\n每年一次")
        >>> passage.line(7), passage.line(7, 12)
        ((5, 10), (5, 15))
        """
        return line(self.folded, start, end)

    def once(self, make: Callable[[Passage], Made]) -> Made:
        """The result of `make` for this passage, computed when first asked for and kept as long as the passage is.

        >>> passage, words = Passage.of("茶园３万亩 茶农２万户"), lambda one: one.folded.split()
        >>> passage.once(words), passage.once(words) is passage.once(words)
        (['茶园3万亩', '茶农2万户'], True)
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made
