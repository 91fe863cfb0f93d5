"""Characters with their places on a sheet of paper -> lines in reading order, paragraphs whole.

Everything is decided by geometry: a gutter that only spanning heads cross parts columns; a line that reaches the
right margin before one that is not indented goes on in it; what stands at the edge of page after page in the same
place is a running head or foot. Sizes are in units of the type size, so that no paper format matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import chain, groupby, pairwise
from statistics import median

from extract import expressions as re
from extract.read.lines import table_lines

GUESSED = "\u00a0"  # a blank that the file does not hold and that its spacing suggests
_GUESSED = re.compile(f"(?<=[!-~]){GUESSED}(?=[!-~])")
_FOLIO = re.compile(r"[-—–·.\s第]*\d{1,4}[\s页頁\-—–·.]*(?:[/共]?\s*\d{1,4}\s*[页頁]?)?[-—–·\s]*$|^[A-Z]?\d{1,3}版?$")
_CLOSED = frozenset("。！？；：”…!?;:")
_NUMBER = re.compile(r"[〔\[]\d{4}[〕\]]\s?\d{1,4}\s?号$")  # a document's number has its line to itself
_EDGE = 2  # lines at a page's top and bottom that may be running heads and feet
_GUTTER = 0.9  # of the type size, at least, between columns
_PROSE = 8  # characters that a line of a column of prose has at least, in the middle of all lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of type on one line: its text, its box (y grows upwards) and its type size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Char:
    """One character with its box, type size, and whether it is only a blank."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def pieces(chars: Iterable[Char]) -> list[Piece]:
    """Stretches of neighbouring characters, in the order in which they were set."""
    found: list[list[Char]] = []
    for char in chars:
        if found and _goes_on(found[-1], char):
            found[-1].append(char)
        elif char.text.strip():
            found.append([char])
    return [_piece(run) for run in found]


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


def without_edges(sheets: Sequence[Sequence[Piece]]) -> tuple[list[list[Piece]], list[str]]:
    """The pages without their running heads, feet and folios; and the text of what was taken away."""
    ranks = [_rows(list(sheet)) for sheet in sheets]
    seen = Counter(key for rows in ranks for key in {_key(row) for row in (*rows[:_EDGE], *rows[-_EDGE:])})
    often = max(2, len(sheets) * 2 // 5)
    kept: list[list[Piece]] = []
    gone: list[str] = []
    for rows in ranks:
        first, last = _between_edges(rows, seen, often)
        gone.extend(_whole(row).text for row in (*rows[:first], *rows[last:]))
        kept.append([piece for row in rows[first:last] for piece in row])
    return kept, gone


def _between_edges(rows: list[list[Piece]], seen: Counter[tuple[str, int]], often: int) -> tuple[int, int]:
    """The first row of a page that is no running head, and the one behind the last that is no foot."""
    first, last = 0, len(rows)
    while first < min(_EDGE, last) and _is_edge(rows[first], rows[first + 1 : first + 2], seen, often):
        first += 1
    while last > max(len(rows) - _EDGE, first) and _is_edge(rows[last - 1], rows[max(last - 2, 0) : last - 1], seen, often):
        last -= 1
    return first, last


def _is_edge(row: list[Piece], inner: list[list[Piece]], seen: Counter[tuple[str, int]], often: int) -> bool:
    """Whether an outer line is a folio, or stands on many pages and apart from the text."""
    if _FOLIO.match(_whole(row).text):
        return True
    apart = not inner or abs(row[0].middle - inner[0][0].middle) > 1.8 * max(row[0].size, inner[0][0].size)
    return apart and seen[_key(row)] >= often


def _key(row: list[Piece]) -> tuple[str, int]:
    return re.sub(r"\d+", "#", _whole(row).text), round(row[0].middle / 8)


def paragraphs(sheets: Sequence[Sequence[Piece]]) -> Iterator[str]:
    """The lines of the pages: paragraphs whole, heads as `## …`, tables between bars."""
    body = _body_size(sheets)
    columns = [column for sheet in sheets for column in reading_order(list(sheet))]
    open_line = ""
    goes_on = False
    for column in columns:
        for text, starts_new, open_end in _column(column, body):
            if goes_on and not starts_new:
                open_line = joined(open_line, text)
            else:
                if open_line:
                    yield open_line
                open_line = text
            goes_on = open_end
    if open_line:
        yield open_line


def joined(before: str, after: str) -> str:
    """Two parts of a broken line as one: a blank between Latin words only, a soft hyphen dropped.

    >>> joined("到2026年,全镇工业总产", "值突破300亿元"), joined("the town", "of Qingxi")
    ('到2026年,全镇工业总产值突破300亿元', 'the town of Qingxi')
    """
    if before.endswith("\x02"):
        return before[:-1] + after
    blank = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return before + (" " if blank else "") + after


def _body_size(sheets: Sequence[Sequence[Piece]]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for piece in sheet:
            sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def reading_order(found: list[Piece]) -> list[list[Piece]]:
    """The columns of a page, each from top to bottom; what spans them (a head, a table) is a column of its own."""
    rows = _rows(found)
    cells = {id(piece) for row in rows if _is_cells(row) for piece in row}
    gutter = _gutter([piece for piece in found if id(piece) not in cells])
    if gutter is None:
        return [list(chain.from_iterable(rows))] if rows else []
    ordered: list[list[Piece]] = []
    for spans, group in groupby(rows, key=partial(_spans, cells, gutter)):
        band = list(chain.from_iterable(group))
        ordered.extend([band] if spans else _sides(band, gutter))
    return list(filter(None, ordered))


def _spans(cells: set[int], gutter: float, row: Sequence[Piece]) -> bool:
    """Whether a row spans both columns of a page."""
    return any(id(piece) in cells or piece.left < gutter < piece.right for piece in row)


def _sides(band: list[Piece], gutter: float) -> Iterator[list[Piece]]:
    """The columns left of a gutter, then those right of it."""
    yield from reading_order([piece for piece in band if piece.right <= gutter])
    yield from reading_order([piece for piece in band if piece.right > gutter])


def _is_cells(row: list[Piece]) -> bool:
    """Whether a line is a row of a table: three cells or more, and no prose in them."""
    return len(row) > 2 and median(len(piece.text) for piece in row) < _PROSE


def _gutter(found: list[Piece]) -> float | None:
    """Where a strip that hardly a line crosses parts the page into two columns of prose; None where none does."""
    if len(found) < 6:
        return None
    width = _GUTTER * median(piece.size for piece in found)
    strips = sorted({piece.right for piece in found})
    crossed, middle = min((_crossing(found, edge, width), edge + width / 2) for edge in strips)
    return middle if crossed < len(found) else None


def _crossing(found: list[Piece], edge: float, width: float) -> int:
    """How many lines cross the strip right of an edge; all, where a quarter of them do or it does not part two columns of prose."""
    left = [piece for piece in found if piece.right <= edge + 0.01]
    right = [piece for piece in found if piece.left >= edge + width]
    crossing = len(found) - len(left) - len(right)
    return crossing if crossing * 4 <= len(found) and _are_columns(left, right) else len(found)


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    """Whether two parts of a page are columns of prose beside each other."""
    if min(len(left), len(right)) < 3:
        return False
    prose = min(median(len(piece.text) for piece in side) for side in (left, right)) >= _PROSE
    return prose and _side_by_side(left, right)


def _side_by_side(left: list[Piece], right: list[Piece]) -> bool:
    low = max(min(p.bottom for p in left), min(p.bottom for p in right))
    high = min(max(p.top for p in left), max(p.top for p in right))
    return high - low > 2 * median(p.size for p in left)


def _column(column: list[Piece], body: float) -> Iterator[tuple[str, bool, bool]]:
    """The lines of a column: text, whether it begins a paragraph, whether the paragraph goes on below it."""
    rows = _rows(column)
    margins = _margin(rows), _right_margin(rows)
    index = 0
    while index < len(rows):
        end, line = _table_end(rows, index), _whole(rows[index])
        if end > index + 1:
            yield from ((line, True, False) for line in table_lines(_grid(rows[index:end])))
        elif line.size >= 1.2 * body and len(line.text) <= 60:
            end = _head_end(rows, index)
            whole = reduce(joined, (_whole(row).text for row in rows[index + 1 : end]), line.text)
            yield "## " + whole, True, False
        else:
            end = index + 1
            below = _whole(rows[end]) if end < len(rows) else None
            yield line.text, line.left > margins[0] + 0.8 * line.size, _runs_on(line, below, *margins)
        index = end


def _head_end(rows: Sequence[list[Piece]], index: int) -> int:
    """Where the rows of a head end: those below it of its size."""
    size, end = _whole(rows[index]).size, index + 1
    while end < len(rows) and len(rows[end]) == 1 and abs(_whole(rows[end]).size - size) < 0.5:
        end += 1
    return end


def _runs_on(line: Piece, below: Piece | None, left: float, right: float) -> bool:
    """Whether a line is full, or breaks off, and the next one is near and of its size."""
    full = line.right >= right - 1.6 * line.size or _breaks_off(line, left, right)
    if not full or _NUMBER.search(line.text):
        return False
    return below is None or (line.middle - below.middle <= 2.6 * line.size and abs(below.size - line.size) < 0.15 * line.size)


def _right_margin(rows: list[list[Piece]]) -> float:
    """Where the lines of a column end; a mark that hangs out of a line here and there does not move it."""
    ends = sorted(row[-1].right for row in rows)
    return ends[len(ends) * 17 // 20] if len(ends) > 6 else ends[-1]


def _breaks_off(line: Piece, left: float, right: float) -> bool:
    """Whether a line of some length stops in the middle of a sentence: ragged setting, or half-width figures in it."""
    return line.right - left >= 0.6 * (right - left) and line.text[-1:] not in _CLOSED


def _margin(rows: list[list[Piece]]) -> float:
    """Where the lines of a column begin: the leftmost place where more than a stray line does."""
    starts = sorted(row[0].left for row in rows)
    return starts[min(len(starts) // 10, len(starts) - 1)]


def _rows(column: list[Piece]) -> list[list[Piece]]:
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


def _whole(row: list[Piece]) -> Piece:
    first, last = row[0], row[-1]
    text = " ".join(p.text for p in row)
    return replace(first, text=text, right=last.right, size=max(p.size for p in row))


def _table_end(rows: list[list[Piece]], start: int) -> int:
    """Where the run of lines with several cells that begins here ends; lines of one short cell may lie within."""
    end = start
    while end < len(rows) and len(rows[end]) > 1:
        end += 1
    return end


def _grid(rows: list[list[Piece]]) -> list[list[str]]:
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
