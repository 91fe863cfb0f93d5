"""What the row of a table of rules says of a value in it: its benefit, and whom it is for (政策名称 | 支持对象 | 支持标准)."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.grid.provisions import Provision


def row_name(place: Place, role: str, name: View, words: Words) -> View:
    """A name in a table of rules; of what is given the benefit of its row, where the cell names no other kind: 设备更新补助 | 补助最高|300万元.

    A rate is none (技改设备补助 | 按设备投资额的|8%|补助): of what it is taken stands in its base.
    """
    if place.row is None or place.row.label is None or role not in GIVEN:
        return name
    label, own = View.of(place.text, *place.row.label), re.last(words.benefit, name.text)
    if words.benefit.search(label.text):
        return label if own is None or _is_called(label.text, own[0], name) else name
    return name if own else label + _kind(place, words)


def _kind(place: Place, words: Words) -> View:
    """The kind of benefit that the head of the cell tells: 示范合作社 | 奖励标准."""
    told = words.benefit.search(place.text, *place.row.head) if place.row and place.row.head else None
    return View.of(place.text, *told.span()) if told else NOTHING


def _is_called(label: str, kind: str, name: View) -> bool:
    """Whether a benefit is what its row is called by: the same kind, or any (晚稻|每亩|补助) where the cell does not print its name in one."""
    return label.endswith(kind) or name.at[-1] - name.at[0] >= len(name)


def in_row(own: View, place: Place, role: str, words: Words) -> View:
    """Whom a value in a table of rules is for: somebody of its own cell, else those whom its row is for: 规上企业 | 最高|300万元."""
    row = place.row
    if row is None:
        return own
    whole = View.of(place.text, *row.whom) if row.whom else NOTHING
    cell = own.cut(own.before(row.cell[0]), own.before(row.cell[1]))
    somebody = _somebody(cell, words)
    classed = _class_of_cell(row, place, words) if role in GIVEN and not somebody else NOTHING
    return classed or somebody or whole or cell or _called(row, place, role, words)


def _somebody(cell: View, words: Words) -> View:
    """Somebody whom the cell itself names."""
    return cell if words.recipient.search(cell.text) and not any(map(str.isdigit, cell.text)) else NOTHING


def _called(row: Provision, place: Place, role: str, words: Words) -> View:
    """The label of a row, where that is neither a benefit nor a tier (家庭农场 | 经营面积100亩以上); else, of what is given, the condition beside it."""
    label = View.of(place.text, *row.label) if row.label else NOTHING
    if label and not words.benefit.search(label.text) and not words["cells.tier"].fullmatch(label.text):
        return label
    return View.of(place.text, *row.condition) if row.condition and role in GIVEN else NOTHING


def _class_of_cell(row: Provision, place: Place, words: Words) -> View:
    """The class that a cell of sums tells right before each of them: 硕士2万元,|博士|3万元."""
    paid = row.giving and place.amount.kind == "money"
    told = words["recipients.class_of_cell"].search(place.text, row.cell[0] - 1, place.amount.start) if paid else None
    return View.of(place.text, *told.span("who")) if told else NOTHING
