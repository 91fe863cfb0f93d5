"""Tables as a text has them: lines `| cell | cell |`, or, where a page was saved cell by cell, short lines of one cell.

Only what belongs to such a block is a cell; a figure alone on a line of prose is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
NAMED_UNIT = re.compile(r"\(±?([^()±]{1,10})\)\s*$|单位:\s*([^\s()|]{1,10})")
GROWTH = re.compile(r"%|增长|增速|增幅|比重")
_EMPTY = frozenset({"-", "—", "——", "…", "..", "/", "x"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_PROSE = re.compile(r"[。;!?]|,.*,")
_SHORT = 24  # characters: longer lines are prose, not labels


@dataclass(slots=True)
class Row:
    """A label with its cells, each with the place where it begins; `start` is that of the label."""

    label: str
    start: int
    cells: list[tuple[int, str]] = field(default_factory=list)

    def figures(self) -> list[tuple[int, int]]:
        """Column and place of each figure."""
        return [(column, start) for column, (start, cell) in enumerate(self.cells) if FIGURE.fullmatch(cell)]

    def numeric(self) -> bool:
        """Whether the row has figures other than years."""
        return any(not _YEAR.fullmatch(self.cells[column][1]) for column, _ in self.figures())


def tables(folded: str) -> Iterator[list[Row]]:
    """Runs of lines that are rows of one table: more than one figure stands in them.

    >>> [[(row.label, [cell for _, cell in row.cells]) for row in rows] for rows in tables("| 羊(万只) | 8.1 | -1.0 |")]
    [[('羊(万只)', ['8.1', '-1.0', ''])]]
    """
    for block in _blocks(folded):
        if sum(len(row.figures()) for row in block) > 1:
            yield block


def growing(heads: list[Row]) -> bool:
    """Whether heads that stand one a line name a growth: the last figure of each row is one."""
    return any(GROWTH.search(row.label) for row in heads if not row.cells)


def unit_named(label: str) -> str | None:
    """The unit in brackets at a label's end: 大牲畜(万头)."""
    found = NAMED_UNIT.search(label)
    return (found[1] or found[2]) if found else None


def _blocks(folded: str) -> Iterator[list[Row]]:
    block: list[Row] = []
    start = 0
    for line in folded.split("\n"):
        bare = line.strip()
        at = start + len(line) - len(line.lstrip())
        if bare.startswith("|"):
            block.append(_piped(line, start))
        elif not bare or len(bare) > _SHORT or _PROSE.search(bare):
            yield block
            block = []
        elif FIGURE.fullmatch(bare) or bare in _EMPTY:
            if not block:
                block.append(Row("", at))
            block[-1].cells.append((at, bare))
        else:
            block.append(Row(bare, at))
        start += len(line) + 1
    yield block


def _piped(line: str, start: int) -> Row:
    placed: list[tuple[int, str]] = []
    place = start + line.index("|") + 1
    for part in line.split("|")[1:]:
        placed.append((place + len(part) - len(part.lstrip()), part.strip()))
        place += len(part) + 1
    return Row(placed[0][1], placed[0][0], placed[1:])
