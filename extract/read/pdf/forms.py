"""Forms on pages -> their lines: each label with what it labels, a cell read whole before the next one, also across pages.

A label stands on a line of its own above its text, as a page of the web has it, or before a colon where the text is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, groupby
from statistics import median

from extract import expressions as re
from extract.read.lines import table_lines
from extract.read.pdf.cells import Box, Cell
from extract.read.pdf.pieces import CLOSED, Piece, breaks_off, in_grid, in_rows, is_head, joined, table_end, whole

_SAME = 3.0  # points by which the sides of a form may differ from page to page
_LABEL, _LABELS = 30, 12  # characters of the longest label of a form, and of one in the middle of all
_NAMING = ("label", "group")
_INDENT, _MARGIN = 1.5, 0.75  # of the type size: where an indent begins; how wide a cell's margins are held to be
_SHORT = 40  # characters of a text that stands on the line of its label: what one line of print holds
_PROSE, _SAID = 40, 20  # characters on several lines that some text of a form has at least; with the end of a sentence
_SENTENCE = re.compile("[。；;！？!?]")
_ITEM = re.compile(r"\d{1,2}[.．、](?!\d)|[(（]\w{1,3}[)）]|\w、|[①-⑳]")
_WORD = re.compile(r"[!-~]+|.[，。、；：？！”’）》」』】〕,.;:!?)]*")  # what is not broken at the end of a line
_GAPS = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its type as it stands, and where tables have the look of a form, by cell; with the cells of each."""

    plain: list[Piece]
    celled: list[Piece] = field(default_factory=list)
    tables: list[list[Cell]] = field(default_factory=list)


def chosen(sheets: Sequence[Sheet]) -> list[list[Piece]]:
    """The type of each page, that in forms with its cell."""
    held: dict[Cell, list[Piece]] = {}
    for piece in chain.from_iterable(sheet.celled for sheet in sheets):
        if piece.cell:
            held.setdefault(piece.cell, []).append(piece)
    forms = {cell for cells in _chains(sheets) if _is_form(cells, held) for cell in cells}
    return [_typed(sheet, forms) for sheet in sheets]


def _chains(sheets: Sequence[Sheet]) -> list[list[Cell]]:
    """The cells of each table, with those of the tables below it and on the next page that are as wide as it is."""
    chains: list[list[Cell]] = []
    before = -2
    for number, sheet in enumerate(sheets):
        for cells in sorted(sheet.tables, key=lambda cells: -cells[0].frame[3]):
            if chains and number - before < 2 and _as_wide(chains[-1][-1], cells[0]):
                chains[-1].extend(cells)
            else:
                chains.append(list(cells))
            before = number
    return chains


def _as_wide(one: Cell, other: Cell) -> bool:
    """Whether two forms, or parts of one, have the same sides."""
    return all(abs(a - b) <= _SAME for a, b in zip(one.frame[:2], other.frame[:2], strict=True))


def _is_form(cells: Sequence[Cell], held: Mapping[Cell, list[Piece]]) -> bool:
    """Whether what stands in the narrow cells are labels, and in some wide one prose."""
    labels = [_label(held[cell]) for cell in cells if cell.role in _NAMING and cell in held]
    named = sum(map(_is_label, labels))
    if named < 2 or named * 10 < len(labels) * 9 or median(map(len, labels)) > _LABELS:
        return False
    return any(_is_prose(held[cell]) for cell in cells if cell.role == "text" and cell in held)


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL and any(map(str.isalpha, text)) and not _SENTENCE.search(text)


def _is_prose(found: list[Piece]) -> bool:
    least = _SAID if any(_SENTENCE.search(piece.text) for piece in found) else _PROSE
    return sum(len(piece.text) for piece in found) >= least and len(in_rows(found)) > 1


def _typed(sheet: Sheet, forms: Set[Cell]) -> list[Piece]:
    if forms.isdisjoint(chain.from_iterable(sheet.tables)):
        return sheet.plain
    return [piece if piece.cell in forms else replace(piece, cell=None) for piece in sheet.celled]


def parted(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The type of a page from top to bottom: what stands in a form, and what stands above, between and below."""
    forms: dict[Box, list[Piece]] = {}
    rest: list[Piece] = []
    for piece in found:
        (forms.setdefault(piece.cell.frame, []) if piece.cell else rest).append(piece)
    for frame in sorted(forms, key=lambda frame: -frame[3]):
        above, rest = _parted_at(rest, frame[2])
        yield above
        yield forms[frame]
    yield rest


def _parted_at(found: list[Piece], height: float) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in found if piece.middle > height], [piece for piece in found if piece.middle <= height]


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell, and its type, page by page where it goes on over pages."""

    cell: Cell
    parts: list[list[Piece]]


def form_lines(parts: Iterable[list[Piece]], body: float) -> Iterator[str]:
    """The lines of forms of which nothing stands between one and the next, nor between their parts."""
    for row in _whole_rows(parts):
        label = ""
        for one in row:
            if one.cell.role in _NAMING:
                yield from filter(None, [label])
                label = _label(list(chain.from_iterable(one.parts)))
            else:
                yield from _labelled(label, list(_text(one, body)))
                label = ""
        yield from filter(None, [label])


def _labelled(label: str, lines: list[str]) -> Iterator[str]:
    """A text below its label, or behind it where it is one short line."""
    if label and len(lines) == 1 and len(lines[0]) <= _SHORT:
        yield label.rstrip(":：") + "：" + lines[0]
    else:
        yield from filter(None, [label, *lines])


def _label(found: list[Piece]) -> str:
    return _GAPS.sub("", reduce(joined, (whole(row).text for row in in_rows(found))))


def _whole_rows(parts: Iterable[list[Piece]]) -> list[list[_Field]]:
    """The rows of forms, those whole that go on over pages."""
    rows: list[list[_Field]] = []
    above: Cell | None = None
    for part in parts:
        here = _rows(part)
        if above and _goes_on(above, rows[-1], here[0]):
            rows[-1] = _with(rows[-1], here.pop(0))
        rows += here
        above = part[0].cell
    return rows


def _rows(part: list[Piece]) -> list[list[_Field]]:
    fields: dict[Cell, _Field] = {}
    for piece in part:
        if piece.cell:
            fields.setdefault(piece.cell, _Field(piece.cell, [[]])).parts[0].append(piece)
    ordered = sorted(fields.values(), key=lambda one: (one.cell.row, one.cell.left))
    return [list(row) for _, row in groupby(ordered, key=lambda one: one.cell.row)]


def _goes_on(above: Cell, row: list[_Field], below: list[_Field]) -> bool:
    """Whether the first row of a form's part on a new page is the last one of the part before: one of them has no label."""
    if below[0].cell.frame[3] <= above.frame[2] or not _as_wide(above, below[0].cell):
        return False
    unlabelled = any(all(one.cell.role == "text" for one in side) for side in (row, below))
    return unlabelled and all(any(_alike(one, other) for other in row) for one in below if one.cell.role == "text")


def _alike(one: _Field, other: _Field) -> bool:
    """Whether two cells stand above one another and are of one kind."""
    places = zip((one.cell.left, one.cell.right), (other.cell.left, other.cell.right), strict=True)
    return one.cell.role == other.cell.role and all(abs(a - b) <= _SAME for a, b in places)


def _with(row: list[_Field], below: list[_Field]) -> list[_Field]:
    """A row with the rest of its cells from the next page."""
    parts = [[*one.parts, *chain.from_iterable(other.parts for other in below if _alike(one, other))] for one in row]
    fresh = [one for one in below if not any(_alike(one, other) for other in row)]
    return sorted([*fresh, *(replace(one, parts=both) for one, both in zip(row, parts, strict=True))], key=lambda one: one.cell.left)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where the lines of a cell begin and end, and whether each stands in its middle."""

    left: float
    right: float
    centred: bool


def _text(one: _Field, body: float) -> Iterator[str]:
    """The paragraphs of a cell, and the rows of what is set as a table in it."""
    sides, open_line, last = _sides(one), "", None
    for rows in map(in_rows, one.parts):
        for run in _runs(rows):
            line = whole(run[0])
            if len(run) == 1 and last and _joins(last, line, sides):
                open_line, last = joined(open_line, line.text), line
                continue
            yield from filter(None, [open_line])
            open_line, last = ("", None) if len(run) > 1 else (_head(one, line, body) + line.text, line)
            yield from table_lines(in_grid(run)) if len(run) > 1 else ()
    yield from filter(None, [open_line])


def _runs(rows: list[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Each line by itself; those of a table together."""
    index = 0
    while index < len(rows):
        end = max(table_end(rows, index), index + 1)
        yield rows[index:end]
        index = end


def _head(one: _Field, line: Piece, body: float) -> str:
    return "## " if one.cell.role == "whole" and is_head(line, body) else ""


def _sides(one: _Field) -> _Sides:
    cell, lines = one.cell, [whole(row) for part in one.parts for row in in_rows(part)]
    size, margin = median(line.size for line in lines), min(line.left for line in lines) - cell.left
    apart = [(line.left - cell.left) - (cell.right - line.right) for line in lines]
    left, right = cell.left + min(margin, _INDENT * size), cell.right - min(max(margin, 0), _MARGIN * size)
    return _Sides(left, right, all(abs(gap) < 0.5 * size for gap in apart))


def _joins(last: Piece, line: Piece, sides: _Sides) -> bool:
    """Whether a line goes on with the one above it: it is not indented, and its first word had no room there, or the one above breaks off."""
    if last.middle - line.middle > 2.6 * line.size or (line.left > sides.left + 0.8 * line.size and not sides.centred):
        return False
    if last.text[-1:] in CLOSED and _ITEM.match(line.text):
        return False
    word = _WORD.match(line.text)
    room = len(word[0]) * line.size * (0.5 if word[0].isascii() else 1) if word else 0
    return last.right + room > sides.right - 0.3 * line.size or (breaks_off(last, sides.left, sides.right) and not _ITEM.match(line.text))
