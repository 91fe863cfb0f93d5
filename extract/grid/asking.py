"""Columns of a table of grants -> those that state what a recipient must meet: as thresholds (1亿元以上) or in words (申报条件)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extract.grid.rows import Cell
from extract.grid.words import TableWords
from extract.text import has_digit

ASIDE = ("running", "unit", "attribute", "bodies", "deadline", "person")  # roles of columns that name nothing
GRANTED = frozenset({"norm", "giving", "most"})  # roles of heads whose columns grant
_Cells = Sequence[Cell]


def most(cells: _Cells, test: Callable[[Cell], object]) -> bool:
    """Whether `test` holds for at least half of the cells; False where there are none.

    >>> most([Cell(0, "15"), Cell(2, "茶叶")], lambda cell: cell.text.isdigit()), most([], bool)
    (True, False)
    """
    return bool(cells) and 2 * sum(bool(test(cell)) for cell in cells) >= len(cells)


def said(heads: _Cells, words: TableWords) -> frozenset[str]:
    """The roles of the words in the heads of a column.

    >>> from extract.patterns import load_rules
    >>> from extract.grid.words import table_words
    >>> sorted(said([Cell(0, "最高奖补")], table_words(load_rules())))
    ['most', 'norm']
    """
    told = frozenset().union(*(words.roles(head.text) for head in heads))
    told |= {"most"} if any(words.most.search(head.text) for head in heads) else frozenset()
    return told | {"norm"} if any(words.granted.search(head.text) for head in heads) else told


class Asking:
    """The columns of a table that require or grant; `norm`: its titles say that it lists what a rule grants."""

    def __init__(self, stacks: Sequence[_Cells], cells: Sequence[_Cells], words: TableWords, norm: bool) -> None:
        self._stacks, self._cells, self._words = stacks, cells, words
        self._asked = [at for at, stack in enumerate(stacks) if any(words.asked.search(head.text) for head in stack)]
        self._granting = [at for at, stack in enumerate(stacks) if at not in self._asked and said(stack, words) & GRANTED]
        self._norm = norm or bool(self._granting) or any("norm" in said(stacks[at], words) for at in self._asked)

    def told(self, roles: Sequence[str]) -> list[str]:
        """The roles, with `band` and `condition` for the columns that require, left of the last that grants, and `attribute` for those that grant in words.

        In a table that grants nothing, only thresholds in the first column become `band`: 营业收入 | 1亿元以上.

        >>> from extract.patterns import load_rules
        >>> from extract.grid.words import table_words
        >>> stacks, cells = [[Cell(0, "年产值")], [Cell(4, "奖励标准")]], [[Cell(9, "1亿元以上")], [Cell(16, "20万元")]]
        >>> Asking(stacks, cells, table_words(load_rules()), False).told(["value", "value"])
        ['band', 'value']
        """
        bands = list(self._banded(roles))
        if not self._norm:
            return self._told_apart(roles, bands)
        last = self._last(roles, bands)
        told = dict.fromkeys(self._worded(roles), "attribute")
        told |= dict.fromkeys((at for at in self._asked if at < last and roles[at] != "value"), "condition")
        told |= dict.fromkeys((at for at in bands if at < last), "band")
        return [told.get(at, role) for at, role in enumerate(roles)]

    def _told_apart(self, roles: Sequence[str], bands: Sequence[int]) -> list[str]:
        """The roles, with `band` for the first column after the running numbers if it is among `bands`."""
        first = next((at for at, role in enumerate(roles) if role != "running"), -1)
        return ["band" if at == first and at in bands else role for at, role in enumerate(roles)]

    def _last(self, roles: Sequence[str], bands: Sequence[int]) -> int:
        """The last column that grants, by its head; else the last of values that are no thresholds; -1 where there is none."""
        values = [at for at, role in enumerate(roles) if role == "value" and at not in bands]
        return max(self._granting or values, default=-1)

    def _banded(self, roles: Sequence[str]) -> Iterator[int]:
        """The columns whose cells are thresholds."""
        free = (at for at, role in enumerate(roles) if role not in (*ASIDE, "years") and at not in self._granting)
        return (at for at in free if self._reaches(at, roles[at]) or most(self._cells[at], lambda cell: self._words.is_band(cell.text)))

    def _reaches(self, at: int, role: str) -> bool:
        """Whether a column holds figures that must be reached, by its head: 年产值首次突破 | 5亿元."""
        return role == "value" and any(self._words.reaching.search(head.text) for head in self._stacks[at])

    def _worded(self, roles: Sequence[str]) -> Iterator[int]:
        """The columns that state a grant in words, under a benefit as head: 生活补贴 | 每月3000元,发放5年."""
        named = (at for at, stack in enumerate(self._stacks) if stack and roles[at] == "name" and self._words.benefit.search(stack[-1].text))
        return (at for at in named if most(self._cells[at], lambda cell: has_digit(cell.text)))
