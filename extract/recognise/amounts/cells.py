"""Cells of tables -> the unit that their row or column names: | 猪（万头） | 171.5 | 17.4 | under | 指标 | 数量 | 增长（±%） |."""

from __future__ import annotations

from collections.abc import Iterator

from extract.grid import Row, growing, tables, unit_named
from extract.units import Units


def units(folded: str, known: Units) -> dict[int, str | None]:
    """The unit as printed (万头, %) for each figure that is a cell, by the place where the figure begins.

    >>> from extract.units import Unit
    >>> units("| 指标 | 数量 | 增长(±%) |\\n| 猪(万头) | 17.5 | 2.4 |", Units({}))
    {31: '万头', 38: '%'}
    >>> units("| 指标 | 单位 | 数量 |\\n| 羊 | 万头 | 8.1 |\\n| 牛 | 头 | 90 |", Units({"头": Unit("头", "count")}))
    {28: '万头', 44: '头'}
    """
    found: dict[int, str | None] = {}
    for block in tables(folded):
        found.update(_named(block, known))
    return found


def _named(block: list[Row], known: Units) -> Iterator[tuple[int, str | None]]:
    heads = [row for row in block if not row.numeric()]
    default = next(
        (unit for row in heads for unit in map(unit_named, (row.label, *(c for _, c in row.cells))) if "单位" in row.label),
        None,
    )
    columns = {i: unit for row in heads for i, (_, cell) in enumerate(row.cells) if (unit := unit_named(cell))}
    growth = growing(heads)
    inherited: str | None = None
    for row in block:
        if not row.numeric():
            inherited = None
            continue
        inherited = unit_named(row.label) or _column(row, known) or inherited
        figures = row.figures()
        for column, start in figures:
            last = growth and len(figures) > 1 and start == figures[-1][1]
            yield start, "%" if last else columns.get(column) or inherited or default


def _column(row: Row, known: Units) -> str | None:
    """The unit that stands in a cell of its own: | 猪 | 万头 | 17.5 |."""
    texts = [cell for _, cell in row.cells]
    return next((cell for cell in texts if known.scaled(cell)), None)
