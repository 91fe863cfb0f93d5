"""Lines of a text -> its tables: rows of cells, each with its offset, and the title lines above.

A row is a line `| cell | cell |`; where a page was saved cell by cell, it is a short line with a label and the lines
below it with one figure each. Only cells of such a block count; a figure alone on a line of prose is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import dropwhile

from extract import expressions as re
from extract.grid.celled import BOUND, NUMBER, WORDS, is_cell, laid_out
from extract.grid.times import says_time
from extract.grid.words import TableWords
from extract.model import Span
from extract.records import record
from extract.text import has_digit

FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_EMPTY = frozenset({"", "-", "—", "——", "…", "..", "/", "x", "\\", "--", "*"})
_RULER = re.compile(r":?-{2,}:?")
_PROSE = re.compile(r"[。;!?]|,.*,")
_SHORT = 24  # characters: longer lines are prose, not labels
_TITLE = 50  # characters: longer lines above a table are no title of it
_CELLED = 4  # lines with one cell each that a table has at least
_ALL_BARS = re.compile(r"[|]+")
_TITLES = 3  # lines above a table that may be its number, its title, its unit


@record
class Cell:
    """A cell: the offset where its text begins, and the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where its text begins and ends."""
        return self.start, self.end

    def __bool__(self) -> bool:
        """Whether the cell has content; a dash is none."""
        return self.text not in _EMPTY


Row = tuple[Cell, ...]


@record
class Block:
    """The rows of one table, in order; `titles` are the short lines above it. `flat`: the page had one cell per line.

    `lead` is the last line above it, of any length, which may introduce it: 按以下标准给予奖励:
    """

    titles: tuple[Cell, ...]
    rows: tuple[Row, ...]
    flat: bool = False
    lead: Cell | None = None


def blocks(folded: str, words: TableWords) -> Iterator[Block]:
    """The tables of a folded text.

    >>> from extract.patterns import load_rules
    >>> from extract.grid.words import table_words
    >>> text = "主要牲畜\\n| 指标 | 数量 |\\n| 羊(万只) | 8.1 |"
    >>> [block] = blocks(text, table_words(load_rules()))
    >>> [cell.text for cell in block.titles], [[cell.text for cell in row] for row in block.rows]
    (['主要牲畜'], [['指标', '数量'], ['羊(万只)', '8.1']])
    """
    lines = list(_lines(folded))
    first = 0
    while first < len(lines):
        last, rows = _barred(lines, first, words)
        if rows:
            above = lines[max(first - 2 * _TITLES, 0) : first]
            yield Block(_titles(above), rows, lead=next((line for line in reversed(above) if line.text), None))
        elif last == first:
            last = _run(lines, first, _is_label)
            if last - first > 2 and (block := _stacked(lines[first:last], words)):
                yield block
        first = max(last, first + 1)


def _kind(words: TableWords, text: str) -> str:
    """What a cell holds: words, a bound or a number."""
    if not has_digit(text[:2]) or says_time(text):
        return WORDS
    return BOUND if words.is_band(text) else NUMBER


def _barred(lines: Sequence[Cell], first: int, words: TableWords) -> tuple[int, tuple[Row, ...]]:
    """The end of the lines with bars that begin at `first`, and their rows: of one row a line, or of one cell a line."""
    last = _run(lines, first, _is_row)
    if last > first:
        return last, tuple(filter(None, map(_piped, lines[first:last])))
    last = _run(lines, first, is_cell)
    if last - first < _CELLED:
        return first, ()
    laid = laid_out([(line.start, line.text) for line in lines[first:last]], partial(_kind, words))
    return last if laid else first, tuple(tuple(Cell(*piece) for piece in row) for row in laid)


def _lines(folded: str) -> Iterator[Cell]:
    start = 0
    for line in folded.split("\n"):
        yield Cell(start + len(line) - len(line.lstrip()), line.strip())
        start += len(line) + 1


def _is_row(line: str) -> bool:
    """Whether a line is a row: bars stand around its cells, or behind each of them."""
    if line.startswith("|"):
        return (line.count("|") > 2 or (line.endswith("|") and len(line) > 2)) and _ALL_BARS.fullmatch(line) is None
    return line.endswith("|") and line.count("|", 0, -1) > 0 and " | " in line


def _is_label(line: str) -> bool:
    return 0 < len(line) <= _SHORT and "|" not in line and not _PROSE.search(line)


def _piped(line: Cell) -> Row:
    """The cells of a row line; none for the ruler that Markdown has below the heads."""
    opens = int(line.text.startswith("|"))
    cells, place = list[Cell](), line.start + opens
    parts = line.text[opens:].removesuffix("|").split("|")
    for part in parts:
        cells.append(Cell(place + len(part) - len(part.lstrip()), part.strip()))
        place += len(part) + 1
    ruler = all(not cell.text or _RULER.fullmatch(cell.text) for cell in cells)
    return () if ruler else tuple(cells)


def _titles(above: Sequence[Cell]) -> tuple[Cell, ...]:
    """The short lines right above a table, such as its title and its 单位 line, in order; one blank line may stand among them."""
    found: list[Cell] = []
    blanks = 0
    for line in reversed(above):
        if not line.text:
            blanks += 1
        elif blanks > 1 or not _entitles(line.text):
            break
        else:
            found.append(line)
        if len(found) == _TITLES:
            break
    return tuple(reversed(found))


def _entitles(line: str) -> bool:
    return len(line) <= _TITLE and line[-1] not in "。;!?" and not _is_row(line) and not FIGURE.fullmatch(line)


def _run(lines: Sequence[Cell], first: int, belongs: Callable[[str], bool]) -> int:
    """The end of the lines from `first` on that `belongs` accepts."""
    return next((at for at in range(first, len(lines)) if not belongs(lines[at].text)), len(lines))


def _stacked(lines: Sequence[Cell], words: TableWords) -> Block | None:
    """A table of one cell a line: each label opens a row; of the labels before the first full row, the last are the heads, as many as it has cells."""
    rows = _labelled_rows(lines, words)
    full = [index for index, row in enumerate(rows) if any(FIGURE.fullmatch(cell.text) for cell in row[1:])]
    if sum(len(rows[index]) - 1 for index in full) < 2:
        return None
    above, wide = [row[0] for row in rows[: full[0]]], len(rows[full[0]])
    at = _heads_begin([label.text for label in above], wide, words)
    heads = above[at : at + wide]
    head = (*[Cell(0, "")] * (wide - len(heads)), *heads)  # of a cut table the last heads are left
    body = tuple(tuple(row) for row in rows[at + len(heads) :])
    return Block(tuple(above[:at]), (head, *body) if heads else body, flat=True)


def _labelled_rows(lines: Sequence[Cell], words: TableWords) -> list[list[Cell]]:
    """The lines grouped in rows, each a label with the figures and the unit below it."""
    rows: list[list[Cell]] = []
    for line in dropwhile(_is_figure, lines):
        if _is_figure(line) or (rows and _is_unit_of(line, rows[-1], words)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_figure(cell: Cell) -> bool:
    return not cell or FIGURE.fullmatch(cell.text) is not None


def _is_unit_of(line: Cell, row: Sequence[Cell], words: TableWords) -> bool:
    """Whether a line is the unit cell behind a label: 货运量, 万吨."""
    return len(row) == 1 and words.unit(line.text) is not None and words.unit(row[0].text) is None


def _heads_begin(labels: Sequence[str], wide: int, words: TableWords) -> int:
    """The index of the label above the first full row that heads its first column; the number of labels where none does."""
    for at in range(max(len(labels) - wide - 1, 0), len(labels) - wide + 1):
        if words.role(labels[at]) in ("name", "class", "entity", "years", "running"):
            return at
    grows = bool(labels) and wide > 1 and "growth" in words.roles(labels[-1])
    return max(len(labels) - wide, 0) if grows else len(labels)
