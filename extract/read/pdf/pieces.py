"""Characters with their places on a sheet of paper -> stretches of type, and these as lines and as cells of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, pairwise
from statistics import median

from extract import expressions as re
from extract.read.pdf.cells import Cell
from extract.records import record

GUESSED = "\u00a0"  # a blank that the file does not hold and that its spacing suggests
_GUESSED = re.compile(f"(?<=[!-~]){GUESSED}(?=[!-~])")

CLOSED = frozenset("。！？；：”…!?;:")  # marks that end a sentence, or lead to what follows below
_SOME = 0.6  # of the width of a column or cell: a shorter line may be an item of a list


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of type on one line: its text, its box (y grows upwards) and its type size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    cell: Cell | None = None  # of the form in which it stands

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@record
class Char:
    """One character with its box and its type size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def pieces(chars: Iterable[Char]) -> list[Piece]:
    """Stretches of neighbouring characters, in the order in which they were set."""
    return [_piece(run) for run in _runs(chars)]


def both(chars: Iterable[Char], cells: Sequence[Cell]) -> tuple[list[Piece], list[Piece]]:
    """Stretches of neighbouring characters; and once more so that none reaches from one cell into another."""
    runs = _runs(chars)
    plain = [_piece(run) for run in runs]
    return plain, [part for piece, run in zip(plain, runs, strict=True) for part in _in_cells(piece, run, cells)]


def _in_cells(piece: Piece, run: list[Char], cells: Sequence[Cell]) -> list[Piece]:
    """A stretch with the cell that it stands in, in parts where it stands in several."""
    first, last = (_cell_of(cells, char) for char in (run[0], run[-1]))
    if first is last:
        return [replace(piece, cell=first)]
    parts = groupby(run, key=partial(_cell_of, cells))
    return [replace(_piece(part), cell=cell) for cell, chars in parts for part in _runs(chars)]


def _cell_of(cells: Sequence[Cell], char: Char) -> Cell | None:
    x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
    return next((cell for cell in cells if cell.holds(x, y)), None)


def _runs(chars: Iterable[Char]) -> list[list[Char]]:
    found: list[list[Char]] = []
    for char in chars:
        if found and _goes_on(found[-1], char):
            found[-1].append(char)
        elif char.text.strip():
            found.append([char])
    return found


def _goes_on(run: list[Char], char: Char) -> bool:
    last = run[-1]
    size = max(last.size, char.size, 1.0)
    level = abs((last.bottom + last.top) - (char.bottom + char.top)) < size
    return level and -0.6 * size < char.left - last.right < 1.4 * size


def _piece(run: list[Char]) -> Piece:
    while not run[-1].text.strip():
        run.pop()
    return Piece(
        " ".join(_printed(run).split()),
        min(char.left for char in run),
        max(char.right for char in run),
        median(char.bottom for char in run),
        median(char.top for char in run),
        median(char.size for char in run if char.text.strip()),
    )


def _printed(run: Sequence[Char]) -> str:
    """The characters of a run, with a blank where they stand apart."""
    text = run[0].text
    for before, char in pairwise(run):
        if char.left - before.right > 0.9 * char.size and before.text.strip() and char.text.strip():
            text += " "
        text += char.text
    return _GUESSED.sub(" ", text).replace(GUESSED, "")


def joined(before: str, after: str) -> str:
    """Two parts of a broken line as one: a blank between Latin words only, a soft hyphen dropped.

    >>> joined("到2026年,全镇工业总产", "值突破300亿元"), joined("the town", "of Qingxi")
    ('到2026年,全镇工业总产值突破300亿元', 'the town of Qingxi')
    """
    if before.endswith("\x02"):
        return before[:-1] + after
    blank = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return before + (" " if blank else "") + after


def in_rows(column: list[Piece]) -> list[list[Piece]]:
    """The pieces of a column by line, each line from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(column, key=lambda p: (-p.middle, p.left)):
        if rows and abs(rows[-1][0].middle - piece.middle) < 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def is_head(line: Piece, body: float) -> bool:
    """Whether a line is set as a head is: larger than the text, and not long."""
    return line.size >= 1.2 * body and len(line.text) <= 60


def breaks_off(line: Piece, left: float, right: float) -> bool:
    """Whether a line of some length stops in the middle of a sentence: ragged setting, or half-width figures in it."""
    return line.right - left >= _SOME * (right - left) and line.text[-1:] not in CLOSED


def whole(row: list[Piece]) -> Piece:
    """A line as one stretch of type."""
    if len(row) == 1:
        return row[0]
    return replace(row[0], text=" ".join(p.text for p in row), right=row[-1].right, size=max(p.size for p in row))


def table_end(rows: list[list[Piece]], start: int) -> int:
    """The index behind the run of lines with two cells or more that begins at `start`; `start` itself where there is none."""
    end = start
    while end < len(rows) and len(rows[end]) > 1:
        end += 1
    return end


def in_grid(rows: list[list[Piece]]) -> list[list[str]]:
    """The cells of a table by column: pieces that stand above one another share one."""
    spans: list[list[float]] = []
    for piece in sorted((p for row in rows for p in row), key=lambda p: p.left):
        if spans and piece.left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], piece.right)
        else:
            spans.append([piece.left, piece.right])
    grid = []
    for row in rows:
        cells = [""] * len(spans)
        for piece in row:
            place = next(i for i, span in enumerate(spans) if span[0] <= piece.left <= span[1])
            cells[place] = f"{cells[place]} {piece.text}".strip()
        grid.append(cells)
    return grid
