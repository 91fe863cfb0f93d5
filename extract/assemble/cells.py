"""Cells of tables -> bound values: the row's label, under its group's head and its column's, is the indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.assemble.bind import Bound
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View
from extract.grid import GROWTH, Row, growing, tables
from extract.model import Amount

_ADDED = re.compile(r"增加|新增|净增|增减")
_UNIT = re.compile(r"\s*\([^()]{1,12}\)\s*$")
_MARK = re.compile(r"^(?:#|其中:?|[一二三四五六七八九十]+、|\d+[.、](?!\d))\s*")
# Heads that say nothing of the indicator: 指标名称, 绝对数, 单位 …
_PLAIN = re.compile(
    r"指标|名称|项目|单位|数值|绝对|总量|本期|累计|全年|\d{4}年?|合计|数量|完成|[1-9一二三四]季度|\d+月"
)


def cells(folded: str, amounts: Mapping[int, Amount], words: Lexicon) -> Iterator[Bound]:
    """The values of all table cells among the amounts (by where each begins); a cell without a unit states nothing."""
    for block in tables(folded):
        heads = [row for row in block if not row.numeric()]
        last_grows = growing(heads)
        side = _titled(folded, block, words)
        columns = {
            i: View.of(folded, at, at + len(cell)) for row in heads for i, (at, cell) in enumerate(row.cells) if cell
        }
        group, opening = NOTHING, True
        for index, row in enumerate(block):
            if not row.numeric():
                follows = index + 1 < len(block) and block[index + 1].numeric()
                group = _label(folded, row) if follows and not row.cells and not _plain(row.label) else NOTHING
                opening = opening and not follows
                continue
            figures = row.figures()
            for column, start in figures:
                amount = amounts.get(start)
                head = columns.get(column, NOTHING)
                grows = bool(GROWTH.search(head.text)) or (last_grows and len(figures) > 1 and start == figures[-1][1])
                side_of = head if head.text in words.sides else side
                indicator = _indicator(_label(folded, row), group, side_of, words)
                if amount is not None and amount.unit is not None and indicator:  # an empty label names none
                    yield _bound(amount, indicator, _measured(grows, head.text), words)


def _plain(label: str) -> bool:
    return bool(_PLAIN.search(label) or GROWTH.search(label))


def _label(folded: str, row: Row) -> View:
    label = View.of(folded, row.start, row.start + len(row.label))
    unit, mark = _UNIT.search(label.text), _MARK.match(label.text)
    return label.cut(mark.end() if mark else 0, unit.start() if unit else None)


def _titled(folded: str, block: list[Row], words: Lexicon) -> View:
    """The side of an indicator that a table's title, its first line or the one above it, ends with: 主要产品|产量."""
    first = block[0]
    if first.cells or not len(first.label):
        end = folded.rfind("\n", 0, first.start)
        line = folded.rfind("\n", 0, max(end, 0)) + 1
    else:
        line, end = first.start, first.start + len(first.label)
    title = folded[line : max(end, line)].strip(" |")
    facet = words.sides.ending(title) if len(title) < 40 else ""
    at = folded.rfind(facet, line, end) if facet else 0
    return View.of(folded, at, at + len(facet)) if facet else NOTHING


def _measured(grows: bool, head: str) -> str:
    if grows:
        return "growth"
    return "increase" if _ADDED.search(head) else "level"


def _indicator(label: View, group: View, side: View, words: Lexicon) -> View:
    """期末存栏 + 猪 -> 期末存栏猪; 产品产量 + 牛奶 -> 牛奶产量."""
    if not len(group):
        whole = any(label.text.endswith(form) for form in words.facets) or label.text.endswith(("量", "额", "率", "值"))
        return label if whole or not len(side) else label + side
    facet = words.facets.ending(group.text)
    if not facet:
        return group + label
    if any(label.text.endswith(form) for form in words.facets) or label.text.endswith(("存栏", "出栏")):
        return label
    return label + group.cut(len(group) - len(facet))


def _bound(amount: Amount, indicator: View, measure: str, words: Lexicon) -> Bound:
    slot = Slot(amount, -1, NOTHING, NOTHING, amount.end)
    if measure == "level" and amount.unit == "%" and words.shares.search(indicator.text):
        measure = "share"
    return Bound(slot, indicator, measure, "statement.cell")
