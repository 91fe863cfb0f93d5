"""Cells of tables -> the unit that their row or column names: | 猪（万头） | 171.5 | 17.4 | under | 指标 | 数量 | 增长（±%） |.

A table stands in a text as lines `| cell | cell |`, or, where a page was saved cell by cell, as short lines:
a label, then its figures. Only what belongs to such a block is a cell; a figure alone on a line of prose is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.units import Units

_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_EMPTY = frozenset({"-", "—", "——", "…", "..", "/", "x"})
_NAMED = re.compile(r"\(±?([^()±]{1,10})\)\s*$|单位:\s*([^\s()|]{1,10})")
_GROWTH = re.compile(r"%|增长|增速|增幅|比重")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PROSE = re.compile(r"[。;!?]|,.*,")
_SHORT = 24  # characters: longer lines are prose, not labels


@dataclass(slots=True)
class _Row:
    """A label with its cells, each with the place where it begins."""

    label: str
    cells: list[tuple[int, str]] = field(default_factory=list)

    def figures(self) -> list[tuple[int, int]]:
        """Column and place of each figure."""
        return [(column, start) for column, (start, cell) in enumerate(self.cells) if _FIGURE.fullmatch(cell)]


def units(folded: str, known: Units) -> dict[int, str | None]:
    """The unit as printed (万头, %) for each figure that is a cell, by the place where the figure begins.

    >>> from extract.units import Unit
    >>> units("| 指标 | 数量 | 增长(±%) |\\n| 猪(万头) | 17.5 | 2.4 |", Units({}))
    {31: '万头', 38: '%'}
    >>> units("| 指标 | 单位 | 数量 |\\n| 羊 | 万头 | 8.1 |\\n| 牛 | 头 | 90 |", Units({"头": Unit("头", "count")}))
    {28: '万头', 44: '头'}
    """
    found: dict[int, str | None] = {}
    for block in _blocks(folded):
        rows = [row for row in block if row.figures()]
        if sum(len(row.figures()) for row in rows) > 1:
            found.update(_named(block, known))
    return found


def _named(block: list[_Row], known: Units) -> Iterator[tuple[int, str | None]]:
    heads = [row for row in block if not _numeric(row)]
    default = next(
        (unit for row in heads for unit in map(_unit, (row.label, *(c for _, c in row.cells))) if "单位" in row.label),
        None,
    )
    columns = {i: unit for row in heads for i, (_, cell) in enumerate(row.cells) if (unit := _unit(cell))}
    growing = any(_GROWTH.search(row.label) for row in heads if not row.cells)
    inherited: str | None = None
    for row in block:
        if not _numeric(row):
            inherited = None
            continue
        inherited = _unit(row.label) or _column(row, known) or inherited
        figures = row.figures()
        for column, start in figures:
            last = growing and len(figures) > 1 and start == figures[-1][1]
            yield start, "%" if last else columns.get(column) or inherited or default


def _column(row: _Row, known: Units) -> str | None:
    """The unit that stands in a cell of its own: | 猪 | 万头 | 17.5 |."""
    texts = [cell for _, cell in row.cells]
    return next((cell for cell in texts if known.scaled(cell)), None)


def _numeric(row: _Row) -> bool:
    figures = row.figures()
    return any(not _YEAR.fullmatch(row.cells[column][1]) for column, _ in figures)


def _unit(label: str) -> str | None:
    found = _NAMED.search(label)
    return (found[1] or found[2]) if found else None


def _blocks(folded: str) -> Iterator[list[_Row]]:
    """Runs of lines that may be rows of one table."""
    block: list[_Row] = []
    start = 0
    for line in folded.split("\n"):
        bare = line.strip()
        if bare.startswith("|"):
            block.append(_piped(line, start))
        elif not bare or len(bare) > _SHORT or _PROSE.search(bare):
            yield block
            block = []
        elif _FIGURE.fullmatch(bare) or bare in _EMPTY:
            if not block:
                block.append(_Row(""))
            block[-1].cells.append((start + line.index(bare), bare))
        else:
            block.append(_Row(bare))
        start += len(line) + 1
    yield block


def _piped(line: str, start: int) -> _Row:
    placed: list[tuple[int, str]] = []
    place = start + line.index("|") + 1
    for part in line.split("|")[1:]:
        placed.append((place + len(part) - len(part.lstrip()), part.strip()))
        place += len(part) + 1
    return _Row(placed[0][1], placed[1:])
