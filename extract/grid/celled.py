"""Lines that hold one cell each, with a bar behind it -> the rows of their table.

Some pages are saved so, and nothing but the order of the cells says how wide the table is: it is as wide as makes the
cells of a column alike. Two bars more stand for two empty cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from extract import expressions as re

_LINE = re.compile(r"[^|]*\|+")
_LEAST, _WIDEST = 6, 16  # cells of a table; columns
_ALIKE = 0.75  # of the cells from the second row on have the kind of the one above
_FIGURE = re.compile(r"[-+≥≤><]?\d")
_BOUNDED = re.compile(r"\d.*[\u3400-\u9fff].*\d|\d.*[上下内]$|^[≥≤><]")  # 15%以上, 5万元至10万元

Piece = tuple[int, str]  # where a cell begins, and its text


def is_cell(line: str) -> bool:
    """Whether a line is one cell with a bar behind it, or bars alone.

    >>> [is_cell(line) for line in ("茶叶产值 |", "|||", "| 茶叶 | 15 |", "茶叶产值15亿元")]
    [True, True, False, False]
    """
    return _LINE.fullmatch(line) is not None


def laid_out(lines: Sequence[Piece], is_time: Callable[[str], bool]) -> list[list[Piece]]:
    """The rows of such lines; none where no width makes a table of them.

    >>> lines = [(0, "指标 |"), (5, "产值 |"), (10, "茶叶 |"), (15, "8 |"), (19, "油茶 |"), (24, "3 |")]
    >>> [[text for _, text in row] for row in laid_out(lines, str.isspace)]
    [['指标', '产值'], ['茶叶', '8'], ['油茶', '3']]
    """
    cells = [cell for line in lines for cell in _cells(*line)]
    kinds = [_kind(text, is_time) for _, text in cells]
    wide = next((wide for wide in range(2, _WIDEST + 1) if _fits(kinds, wide)), 0)
    rows = [cells[at : at + wide] for at in range(0, len(cells), wide)] if wide else []
    return [_shifted(row, rows[-1]) if at == 1 else row for at, row in enumerate(rows)]


def _cells(start: int, line: str) -> Iterator[Piece]:
    """The cells that the bars of a line close, the empty ones behind the first, too."""
    text = line.rstrip("|")
    yield start, text.strip()
    yield from ((start + len(text), "") for _ in range(len(line) - len(text) - 1))


def _kind(text: str, is_time: Callable[[str], bool]) -> str:
    """What a cell holds: nothing, words, a bound or a figure."""
    if not text or not _FIGURE.match(text) or is_time(text):
        return "words" if text else ""
    return "bound" if _BOUNDED.search(text) else "figure"


def _fits(kinds: Sequence[str], wide: int) -> bool:
    """Whether rows of such a width have, below the first, cells of the kind of the one above; and some are figures."""
    rows = [kinds[at : at + wide] for at in range(0, len(kinds), wide)]
    if len(kinds) < _LEAST or len(rows) < 2 or len(rows[-1]) < wide or "figure" not in rows[-1] or "words" not in rows[0]:
        return False
    pairs = [one == other for upper, lower in pairwise(islice(rows, 1, None)) for one, other in zip(upper, lower, strict=True)]
    return sum(pairs) >= _ALIKE * len(pairs) and (len(rows) > 2 or wide == len(kinds) // 2)


def _shifted(row: list[Piece], below: Sequence[Piece]) -> list[Piece]:
    """The second row of heads, moved to the right where the first column's head reaches down into it and its own end is empty."""
    moved = next((count for count, (_, text) in enumerate(reversed(row)) if text), 0)
    full = all(text for _, text in below)
    return [*row[len(row) - moved :], *row[: len(row) - moved]] if moved and full else row
