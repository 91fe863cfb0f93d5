"""Characters with their places on a sheet of paper -> lines in reading order, paragraphs whole.

Everything is decided by geometry: a gutter that only spanning heads cross parts columns; a line that reaches the
right margin before one that is not indented goes on in it; what stands at the edge of page after page in the same
place is a running head or foot. Sizes are in units of the type size, so that no paper format matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from itertools import chain, groupby
from statistics import median

from extract import expressions as re
from extract.read.lines import table_lines
from extract.read.pdf.forms import form_lines, parted
from extract.read.pdf.pieces import Piece, breaks_off, in_grid, in_rows, is_head, joined, table_end, whole

_FOLIO = re.compile(r"[-—–·.\s第]*\d{1,4}[\s页頁\-—–·.]*(?:[/共]?\s*\d{1,4}\s*[页頁]?)?[-—–·\s]*$|^[A-Z]?\d{1,3}版?$")
_NUMBER = re.compile(r"[〔\[]\d{4}[〕\]]\s?\d{1,4}\s?号$")  # a document's number has its line to itself
_EDGE = 2  # lines at a page's top and bottom that may be running heads and feet
_GUTTER = 0.9  # of the type size, at least, between columns
_PROSE = 8  # characters that a line of a column of prose has at least, in the middle of all lines


def without_edges(sheets: Sequence[Sequence[Piece]]) -> tuple[list[list[Piece]], list[str]]:
    """The pages without their running heads, feet and folios; and the text of what was taken away."""
    ranks = [in_rows(list(sheet)) for sheet in sheets]
    seen = Counter(key for rows in ranks for key in {_key(row) for row in (*rows[:_EDGE], *rows[-_EDGE:])})
    often = max(2, len(sheets) * 2 // 5)
    kept: list[list[Piece]] = []
    gone: list[str] = []
    for rows in ranks:
        first, last = _between_edges(rows, seen, often)
        gone.extend(whole(row).text for row in (*rows[:first], *rows[last:]))
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
    if any(piece.cell for piece in row):
        return False
    if _FOLIO.match(whole(row).text):
        return True
    apart = not inner or abs(row[0].middle - inner[0][0].middle) > 1.8 * max(row[0].size, inner[0][0].size)
    return apart and seen[_key(row)] >= often


def _key(row: list[Piece]) -> tuple[str, int]:
    return re.sub(r"\d+", "#", whole(row).text), round(row[0].middle / 8)


def paragraphs(sheets: Sequence[Sequence[Piece]]) -> Iterator[str]:
    """The lines of the pages: paragraphs whole, heads as `## …`, tables between bars, forms cell by cell."""
    body = _body_size(sheets)
    parts = filter(None, chain.from_iterable(map(parted, sheets)))
    for frame, group in groupby(parts, key=lambda part: part[0].cell is not None):
        if frame:
            yield from form_lines(list(group), body)
        else:
            yield from _running(chain.from_iterable(map(reading_order, group)), body)


def _running(columns: Iterable[list[Piece]], body: float) -> Iterator[str]:
    """The lines of columns of text, those that go on in the next column whole."""
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


def _body_size(sheets: Sequence[Sequence[Piece]]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for piece in sheet:
            sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def reading_order(found: list[Piece]) -> list[list[Piece]]:
    """The columns of a page, each from top to bottom; what spans them (a head, a table) is a column of its own."""
    rows = in_rows(found)
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
    rows = in_rows(column)
    margins = _margin(rows), _right_margin(rows)
    index = 0
    while index < len(rows):
        end, line = table_end(rows, index), whole(rows[index])
        if end > index + 1:
            yield from ((line, True, False) for line in table_lines(in_grid(rows[index:end])))
        elif is_head(line, body):
            end = _head_end(rows, index)
            text = reduce(joined, (whole(row).text for row in rows[index + 1 : end]), line.text)
            yield "## " + text, True, False
        else:
            end = index + 1
            below = whole(rows[end]) if end < len(rows) else None
            yield line.text, line.left > margins[0] + 0.8 * line.size, _runs_on(line, below, *margins)
        index = end


def _head_end(rows: Sequence[list[Piece]], index: int) -> int:
    """Where the rows of a head end: those below it of its size."""
    size, end = whole(rows[index]).size, index + 1
    while end < len(rows) and len(rows[end]) == 1 and abs(whole(rows[end]).size - size) < 0.5:
        end += 1
    return end


def _runs_on(line: Piece, below: Piece | None, left: float, right: float) -> bool:
    """Whether a line is full, or breaks off, and the next one is near and of its size."""
    full = line.right >= right - 1.6 * line.size or breaks_off(line, left, right)
    if not full or _NUMBER.search(line.text):
        return False
    return below is None or (line.middle - below.middle <= 2.6 * line.size and abs(below.size - line.size) < 0.15 * line.size)


def _right_margin(rows: list[list[Piece]]) -> float:
    """Where the lines of a column end; a mark that hangs out of a line here and there does not move it."""
    ends = sorted(row[-1].right for row in rows)
    return ends[len(ends) * 17 // 20] if len(ends) > 6 else ends[-1]


def _margin(rows: list[list[Piece]]) -> float:
    """Where the lines of a column begin: the leftmost place where more than a stray line does."""
    starts = sorted(row[0].left for row in rows)
    return starts[min(len(starts) // 10, len(starts) - 1)]
