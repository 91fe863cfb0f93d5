"""Drawn rules -> the cells of tables that look like a form: rows of a narrow cell for a label and a wide one for what it labels.

Only the rules are looked at. What touches belongs to one table; sides that are left open are closed where its level rules
end. A table whose cells are no rectangles, or whose rows have other numbers of cells, is none of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, groupby, pairwise
from operator import attrgetter

THIN = 3.0  # points: what is thicker is no rule
_TOUCH = 3.0  # points between rules that are meant to meet
_MOST = 400  # rules of one direction on a page; one with more is a plan or a picture
_COLUMNS = 16  # upright rules of a table at different places; one with more is a table of figures
_NARROW = 0.45  # of a table's width, at most, for the cell of a label
_SIDES = 3  # level rules that end at one place before a side is held to be left open there

Box = tuple[float, float, float, float]  # left, right, bottom, top


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell of a form: its box, the row in which it begins, and what it is for.

    `role` is label, text, group (a label that stands beside several rows) or whole (a cell as wide as the form);
    `frame` is the box of the form.
    """

    left: float
    right: float
    bottom: float
    top: float
    row: int
    frame: Box
    role: str = "whole"

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def whole(self) -> float:
        """The width of the form."""
        return self.frame[1] - self.frame[0]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in the cell."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: where it stands across its direction, and from where to where it goes along it."""

    at: float
    start: float
    end: float


def forms(boxes: Iterable[Box]) -> list[list[Cell]]:
    """The cells of each table of a page that is built as a form is.

    >>> level, upright = [(0, 300, y, y) for y in (0, 20, 60)], [(x, x, 0, 60) for x in (0, 70, 300)]
    >>> [[(cell.row, cell.role) for cell in form] for form in forms([*level, *upright])]
    [[(0, 'label'), (0, 'text'), (1, 'label'), (1, 'text')]]
    """
    level, upright = _by_direction(boxes)
    if not (1 < len(level) <= _MOST and 0 < len(upright) <= _MOST):
        return []
    found = (_with_roles(_cells(*_closed(*table))) for table in _connected(level, upright))
    return [cells for cells in found if cells]


def _by_direction(boxes: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    """The level and the upright rules, those that go on in one another as one."""
    level, upright = list[_Rule](), list[_Rule]()
    for left, right, bottom, top in boxes:
        if right - left > THIN >= top - bottom:
            level.append(_Rule((bottom + top) / 2, left, right))
        elif top - bottom > THIN >= right - left:
            upright.append(_Rule((left + right) / 2, bottom, top))
    return _merged(level), _merged(upright)


def _merged(found: list[_Rule]) -> list[_Rule]:
    """Rules at one place as one where they touch."""
    merged: list[_Rule] = []
    for group in _near(found):
        for rule in sorted(group, key=attrgetter("start")):
            if merged and merged[-1].at == group[0].at and rule.start <= merged[-1].end + _TOUCH:
                merged[-1] = _Rule(group[0].at, merged[-1].start, max(merged[-1].end, rule.end))
            else:
                merged.append(_Rule(group[0].at, rule.start, rule.end))
    return merged


def _near(found: Iterable[_Rule]) -> list[list[_Rule]]:
    """Rules that stand at one place, within the width of a rule."""
    groups: list[list[_Rule]] = []
    for rule in sorted(found, key=attrgetter("at")):
        if groups and rule.at - groups[-1][-1].at <= _TOUCH:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _connected(level: list[_Rule], upright: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The rules of each table: those that touch, with what these touch."""
    left = set(upright)
    while left:
        across, along, fresh = set[_Rule](), set[_Rule](), {left.pop()}
        while fresh:
            along |= fresh
            across |= {one for one in level if one not in across and any(_touch(one, other) for other in fresh)}
            fresh = {other for other in left if any(_touch(one, other) for one in across)}
            left -= fresh
        yield list(across), list(along)


def _touch(level: _Rule, upright: _Rule) -> bool:
    return level.start - _TOUCH <= upright.at <= level.end + _TOUCH and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH


def _closed(level: list[_Rule], upright: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """The same with a rule at each side that is left open."""
    for end in (min(rule.start for rule in level), max(rule.end for rule in level)) if level else ():
        there = [rule.at for rule in level if min(abs(rule.start - end), abs(rule.end - end)) <= _TOUCH]
        if len(there) >= _SIDES and all(abs(rule.at - end) > _TOUCH for rule in upright):
            upright = [*upright, _Rule(end, min(there), max(there))]
    return level, upright


def _cells(level: list[_Rule], upright: list[_Rule]) -> list[Cell]:
    """The cells between rules; none where one of them is no rectangle, or open."""
    walls, floors = _near(upright), _near(level)[::-1]
    if not 3 <= len(walls) <= _COLUMNS or len(floors) < 2:
        return []
    parts = _Parts(len(walls) - 1, len(floors) - 1)
    _join(parts, walls, floors)
    xs, ys = [rules[0].at for rules in walls], [rules[0].at for rules in floors]
    frame = xs[0], xs[-1], ys[-1], ys[0]
    found = [Cell(xs[a], xs[b + 1], ys[d + 1], ys[c], c, frame) for a, b, c, d in parts.boxes()]
    return found if parts.whole else []


def _join(parts: _Parts, walls: list[list[_Rule]], floors: list[list[_Rule]]) -> None:
    """Make one of the fields between which there is no rule."""
    for row, (high, low) in enumerate(pairwise(floors)):
        y = (high[0].at + low[0].at) / 2
        for column, (left, right) in enumerate(pairwise(walls)):
            x = (left[0].at + right[0].at) / 2
            sides = ((left, y, 0, -1), (right, y, 0, 1), (high, x, -1, 0), (low, x, 1, 0))
            for down, along in ((down, along) for rules, place, down, along in sides if not _covers(rules, place)):
                parts.join((row, column), (row + down, column + along))


def _covers(rules: Sequence[_Rule], place: float) -> bool:
    return any(rule.start <= place <= rule.end for rule in rules)


class _Parts:
    """The fields of a grid as they run together where no rule parts them."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._first = {(row, column): (row, column) for row in range(height) for column in range(width)}
        self.whole = True

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Make one of two fields; beyond the grid there is none, and then it is open."""
        if other not in self._first:
            self.whole = False
            return
        first, second = self._of(one), self._of(other)
        self._first[max(first, second)] = min(first, second)

    def _of(self, field: tuple[int, int]) -> tuple[int, int]:
        while self._first[field] != field:
            field = self._first[field]
        return field

    def boxes(self) -> list[tuple[int, int, int, int]]:
        """The first and last column and row of each; `whole` tells afterwards whether all are rectangles."""
        found: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for field in self._first:
            found.setdefault(self._of(field), []).append(field)
        boxes = []
        for fields in found.values():
            rows, columns = [row for row, _ in fields], [column for _, column in fields]
            boxes.append((min(columns), max(columns), min(rows), max(rows)))
            a, b, c, d = boxes[-1]
            self.whole &= len(fields) == (b - a + 1) * (d - c + 1)
        return boxes


def _with_roles(cells: list[Cell]) -> list[Cell]:
    """The cells with what they are for; none where they are not those of a form."""
    rows = [_row(sorted(row, key=attrgetter("left"))) for _, row in groupby(sorted(cells, key=attrgetter("row")), key=attrgetter("row"))]
    pairs = [sum(cell.role == "label" for cell in row) for row in rows]
    return [cell for row in rows for cell in row] if all(rows) and pairs.count(1) * 2 > sum(map(bool, pairs)) else []


def _row(row: list[Cell]) -> list[Cell]:
    """The cells that begin in one row, with their roles; none where they are not pairs of a label and what it labels."""
    if len(row) == 1:
        return [row[0] if row[0].width == row[0].whole else replace(row[0], role="text")]
    group = [replace(row[0], role="group")] if len(row) % 2 and row[0].bottom < row[1].bottom else []
    rest = row[len(group) :]
    if len(rest) % 2 or any(label.width > _NARROW * label.whole for label in rest[::2]):
        return []
    return [*group, *(replace(cell, role=role) for cell, role in zip(rest, cycle(("label", "text")), strict=False))]
