"""Cells that span rows or columns -> rows in which every cell stands in its column, under the labels that it belongs to.

A figure that spans rows is said once, in the first of them: it is one figure. A label is said in each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract import expressions as re
from extract.text import fold

# A label, or a time with what stands around it: 2025年, 6月底前, 2025年6月30日.
_NAMING = re.compile(r"(?=.)\D{0,3}(?:(?:19|20)\d\d年?|(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?)?\D{0,24}")
_TALL, _COLUMNS = 100, 30  # rows that a cell may span, columns in which it may


def names_rows(cell: str) -> bool:
    """Whether a cell that spans rows belongs to each of them: a label does, a figure or a sentence stands there once.

    >>> [names_rows(cell) for cell in ("林业", "2025年", "6月底前", "3.5亿元", "1", "")]
    [True, True, True, False, False, False]
    """
    return _NAMING.fullmatch(fold(cell)) is not None


def spread(rows: Iterable[Iterable[tuple[str, int, int]]]) -> Iterator[list[str]]:
    """The cells of each row by column; each comes with the columns and rows that it spans.

    >>> list(spread([[("林业", 1, 2), ("造林", 1, 1)], [("封山", 1, 1)]]))
    [['林业', '造林'], ['林业', '封山']]
    """
    above: _Reaching = {}
    for row in rows:
        cells, below = _own(row, above)
        filled = any(cells.values())
        for column, (text, wide, left) in above.items():
            if filled and names_rows(text):
                cells.setdefault(column, text)
            if left > 1:
                below.setdefault(column, (text, wide, left - 1))
        above = below
        yield [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


_Reaching = dict[int, tuple[str, int, int]]  # by column: text, columns and rows to come of cells that reach down


def _own(row: Iterable[tuple[str, int, int]], above: _Reaching) -> tuple[dict[int, str], _Reaching]:
    """The cells of a row where those above leave room, and those of them that reach down."""
    cells: dict[int, str] = {}
    below: _Reaching = {}
    column = 0
    for text, wide, high in row:
        while column in above:
            column += above[column][1]
        cells[column] = text
        if high > 1 and column < _COLUMNS:
            below[column] = (text, wide, min(high, _TALL) - 1)
        column += wide
    return cells, below
