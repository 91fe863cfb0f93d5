"""Lines with one cell each, followed by a bar -> the rows of their table.

Some pages are saved like this, and only the order of the cells shows how wide the table is: the width is the one that
makes the cells of each column alike. Two further bars stand for two empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, pairwise

from extract import expressions as re

_LINE = re.compile(r"[^|]*\|+")
_LEAST = 6  # cells of a table: a row of heads and two rows to compare, of two columns
_WIDEST = 16  # columns: twelve months, with names, units and sums beside them; chosen by judgement
# The least share of cells that have the kind of the cell above (a few are empty, or words among figures); and how far the share of the true
# width may lie below that of its multiples, which make cells about as alike. Both chosen by judgement
_ALIKE, _CLOSE = 0.75, 0.05
WORDS, BOUND, NUMBER = "words", "bound", "number"

Piece = tuple[int, str]  # where a cell begins, and its text


def is_cell(line: str) -> bool:
    """Whether a line is one cell followed by bars, or bars alone.

    >>> [is_cell(line) for line in ("茶叶产值 |", "|||", "| 茶叶 | 15 |", "茶叶产值15亿元")]
    [True, True, False, False]
    """
    return _LINE.fullmatch(line) is not None


def laid_out(lines: Sequence[Piece], kind: Callable[[str], str]) -> list[list[Piece]]:
    """The rows of the table in such lines; empty where no width makes a table. `kind` tells whether a text is words, a bound or a number.

    >>> lines = [(0, "指标 |"), (5, "产值 |"), (10, "茶叶 |"), (15, "8 |"), (19, "油茶 |"), (24, "3 |")]
    >>> [[text for _, text in row] for row in laid_out(lines, lambda text: NUMBER if text.isdigit() else WORDS)]
    [['指标', '产值'], ['茶叶', '8'], ['油茶', '3']]
    """
    cells = [cell for line in lines for cell in _cells(*line)]
    kinds = [kind(text) if text else "" for _, text in cells]
    wide = _width(kinds)
    if not wide:
        return []
    rows = [cells[at : at + wide] for at in range(0, len(cells), wide)]
    return [*rows[:1], *(_shifted(row, rows[-1]) for row in rows[1:2]), *rows[2:]]


def _cells(start: int, line: str) -> Iterator[Piece]:
    """The cells of a line: its text, and an empty one for each bar after the first."""
    text = line.rstrip("|")
    yield start, text.strip()
    yield from ((start + len(text), "") for _ in range(len(line) - len(text) - 1))


def _width(kinds: Sequence[str]) -> int:
    """The least width at which the cells of columns are about as alike as at any; 0 where they are not alike enough at any."""
    alike = {wide: _alike(kinds, wide) for wide in range(2, _WIDEST + 1)}
    most = max(alike.values())
    return next(wide for wide, share in alike.items() if share >= most - _CLOSE) if most >= _ALIKE else 0


def _alike(kinds: Sequence[str], wide: int) -> float:
    """The share of cells of the same kind as the one above at width `wide`, from the first row with a number on; 0 where the first row is no head."""
    rows = [kinds[at : at + wide] for at in range(0, len(kinds), wide)]
    if len(kinds) < _LEAST or len(kinds) % wide or WORDS not in rows[0]:
        return 0.0
    body = list(dropwhile(lambda row: NUMBER not in row, rows))
    pairs = [one == other for upper, lower in pairwise(body) for one, other in zip(upper, lower, strict=True)]
    return sum(pairs) / len(pairs) if pairs and len(body) < len(rows) else 0.0


def _shifted(row: list[Piece], last: Sequence[Piece]) -> list[Piece]:
    """The row with its empty end moved to its front (the first column's head spans two rows); unchanged where the last row has empty cells, too."""
    moved = next((count for count, (_, text) in enumerate(reversed(row)) if text), 0)
    full = all(text for _, text in last)
    return [*row[len(row) - moved :], *row[: len(row) - moved]] if moved and full else row
