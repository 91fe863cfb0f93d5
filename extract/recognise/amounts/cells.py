"""Cells of tables -> the unit that their row or column names: | 猪（万头） | 171.5 | 17.4 | under | 指标 | 数量 | 增长（±%） |."""

from __future__ import annotations

from extract import grid
from extract.patterns import Rules


def units(folded: str, rules: Rules, title: str = "") -> dict[int, str | None]:
    """The unit as printed (万头, %) for each figure that is a cell, by the place where the figure begins; `title` is the article's.

    >>> from extract.patterns import load_rules
    >>> units("| 指标 | 数量 | 增长(±%) |\\n| 猪(万头) | 17.5 | 2.4 |", load_rules())
    {31: '万头', 38: '%'}
    >>> units("| 指标 | 单位 | 数量 |\\n| 羊 | 万头 | 8.1 |\\n| 牛 | 头 | 90 |", load_rules())
    {28: '万头', 44: '头'}
    """
    return {start: figure.unit for start, figure in grid.read(folded, rules, title).by_start.items()}
