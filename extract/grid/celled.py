"""Lines that hold one cell each, with a bar behind it -> the rows of their table.

Some pages are saved so, and nothing but the order of the cells says how wide the table is: it is as wide as makes the
cells of a column alike. Two bars more stand for two empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, pairwise

from extract import expressions as re

_LINE = re.compile(r"[^|]*\|+")
_LEAST = 6  # cells of a table: a head and two rows, which can be held against each other, of two columns
_WIDEST = 16  # columns: twelve months, with names, units and sums beside them; chosen by judgement
# Of the cells of rows, the share that have the kind of the one above: a few stand empty or hold words among figures; and by how much
# the true width may stay behind, of which each multiple makes cells about as much alike. Both chosen by judgement
_ALIKE, _CLOSE = 0.75, 0.05
WORDS, BOUND, NUMBER = "words", "bound", "number"

Piece = tuple[int, str]  # where a cell begins, and its text


def is_cell(line: str) -> bool:
    """Whether a line is one cell with a bar behind it, or bars alone.

    >>> [is_cell(line) for line in ("茶叶产值 |", "|||", "| 茶叶 | 15 |", "茶叶产值15亿元")]
    [True, True, False, False]
    """
    return _LINE.fullmatch(line) is not None


def laid_out(lines: Sequence[Piece], kind: Callable[[str], str]) -> list[list[Piece]]:
    """The rows of such lines; none where no width makes a table of them. `kind` says what a cell holds: words, a bound or a number.

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
    """The cells that the bars of a line close, the empty ones behind the first, too."""
    text = line.rstrip("|")
    yield start, text.strip()
    yield from ((start + len(text), "") for _ in range(len(line) - len(text) - 1))


def _width(kinds: Sequence[str]) -> int:
    """The least width that makes the cells of columns about as much alike as any does; 0 where none makes enough of them so."""
    alike = {wide: _alike(kinds, wide) for wide in range(2, _WIDEST + 1)}
    most = max(alike.values())
    return next(wide for wide, share in alike.items() if share >= most - _CLOSE) if most >= _ALIKE else 0


def _alike(kinds: Sequence[str], wide: int) -> float:
    """Which part of the cells of such a width are of the kind of the one above, from the first row with a number on; 0 where the first row is no head."""
    rows = [kinds[at : at + wide] for at in range(0, len(kinds), wide)]
    if len(kinds) < _LEAST or len(kinds) % wide or WORDS not in rows[0]:
        return 0.0
    body = list(dropwhile(lambda row: NUMBER not in row, rows))
    pairs = [one == other for upper, lower in pairwise(body) for one, other in zip(upper, lower, strict=True)]
    return sum(pairs) / len(pairs) if pairs and len(body) < len(rows) else 0.0


def _shifted(row: list[Piece], last: Sequence[Piece]) -> list[Piece]:
    """The second row of heads, moved to the right where the first column's head reaches down into it and its own end is empty; not in a table whose last row has empty cells, too."""
    moved = next((count for count, (_, text) in enumerate(reversed(row)) if text), 0)
    full = all(text for _, text in last)
    return [*row[len(row) - moved :], *row[: len(row) - moved]] if moved and full else row
