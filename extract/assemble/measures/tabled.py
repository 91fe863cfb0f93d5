"""The benefit and the recipient of a value in a table of rules, from its row (政策名称 | 支持对象 | 支持标准)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.tiers import tiers
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.grid.provisions import Provision
from extract.text import has_digit

_MOST = 8  # most classes that one cell lists
_CLASS = 2  # least characters of a class that is no part of another word: 金 is part of 奖金


def row_name(place: Place, role: str, name: View, words: Words) -> View:
    """The name of a value in a table of rules; for a grant the benefit of its row, unless the cell names another kind: 设备更新补助 | 补助最高|300万元.

    A rate is named so, too, as its base is kept apart: 技改设备补助 | 按设备投资额的|8%|补助.
    """
    if place.row is None or place.row.label is None or role not in GIVEN:
        return name
    label, own = View.of(place.text, *place.row.label), re.last(words.benefit, name.text)
    if words.benefit.search(label.text):
        return label if own is None or _is_called(label.text, own[0], name) else name
    return name if own else label + _kind(place, words)


def _kind(place: Place, words: Words) -> View:
    """The kind of benefit in the head of the cell: 示范合作社 | 奖励标准."""
    told = words.benefit.search(place.text, *place.row.head) if place.row and place.row.head else None
    return View.of(place.text, *told.span()) if told else NOTHING


def _is_called(label: str, kind: str, name: View) -> bool:
    """Whether the label of the row names the benefit: same kind, or any kind (晚稻|每亩|补助) where the cell prints its own name in pieces."""
    return label.endswith(kind) or name.at[-1] - name.at[0] >= len(name)


def in_row(own: View, place: Place, role: str, words: Words) -> View:
    """The recipient of a value in a table of rules: the one in its own cell, else the one of its row: 规上企业 | 最高|300万元.

    Of several classes in the row it is the one that the cell names: 取得甲级、乙级称号的民宿 | 甲级30万元,乙级|20万元.
    """
    row = place.row
    if row is None:
        return own
    whole = View.of(place.text, *row.whom) if row.whom else NOTHING
    cell = own.within(*row.cell)
    classed = _of_classes(row, cell, whole, place, words) if role in GIVEN else NOTHING
    return classed or _somebody(cell, words) or whole or cell or _called(row, place, role, words)


def _somebody(cell: View, words: Words) -> View:
    """The cell, if it names a recipient."""
    return cell if words.recipient.search(cell.text) and not has_digit(cell.text) else NOTHING


def _called(row: Provision, place: Place, role: str, words: Words) -> View:
    """The label of a row that is neither a benefit nor a tier (家庭农场 | 经营面积100亩以上); else, for what is given, the condition beside it."""
    label = View.of(place.text, *row.label) if row.label else NOTHING
    if label and not words.benefit.search(label.text) and not words["cells.tier"].fullmatch(label.text):
        return label
    return View.of(place.text, *row.condition) if row.condition and role in GIVEN else NOTHING


def _of_classes(row: Provision, cell: View, whole: View, place: Place, words: Words) -> View:
    """The one class, of those in the row or its cell, that the cell names right before a value."""
    told = _class_of_cell(row, place, words)
    who = View.of(place.text, *told.span("who")) if told else NOTHING
    one = _narrowed(whole, [cell.text, who.text, *_classes_told(row, place, whole, words)], words)
    return one or (NOTHING if _somebody(cell, words) else who if told and told["benefit"] else _ranked(who, row, place, words))


def _ranked(who: View, row: Provision, place: Place, words: Words) -> View:
    """A class followed by the label of the row, where that is no benefit: 国家级|示范合作社."""
    label = View.of(place.text, *row.label) if row.label and words["cells.level"].match(who.text) else NOTHING
    return who if words.benefit.search(label.text) else who + label


def _classes_told(row: Provision, place: Place, whole: View, words: Words) -> Iterator[str]:
    """The classes of the row's recipient that the clause of a value names within its cell: 4A级一次性奖励|100万元."""
    clause = place.text[max(place.clause_start, row.cell[0]) : place.amount.start]
    classes = (found[0] for found in words["tiers.class"].finditer(whole.text))
    return (one for one in classes if len(one) >= _CLASS and one in clause)


def _narrowed(whole: View, told: Sequence[str], words: Words) -> View:
    """The recipient of a row, reduced to the one class of its list that is named; nothing where none or several are."""
    shares = _shares(whole, words)
    meant = [[share for share in shares if one in share.text] for one in told if one]
    each = {shares[0].text: shares[0] for shares in meant if len(shares) == 1}
    return each.popitem()[1] if len(each) == 1 else NOTHING


def _shares(whole: View, words: Words) -> Sequence[View]:
    """The recipients that a row lists; nothing where they are no list, or only some of them begin with a verb."""
    if words["tabled.unlisted"].search(whole.text):
        return ()
    shares = next((shares for count in range(_MOST, 1, -1) if (shares := tiers(whole, count, words))), ())
    return shares if len({words["tiers.deed"].match(share.text) is None for share in shares}) == 1 else ()


def _class_of_cell(row: Provision, place: Place, words: Words) -> re.Match[str] | None:
    """The class named right before each sum of a cell (硕士2万元,|博士|3万元); the purpose of a benefit is no class (购房|补贴30万元)."""
    paid = row.giving and place.amount.kind == "money"
    told = words["recipients.class_of_cell"].search(place.text, row.cell[0] - 1, place.amount.start) if paid else None
    purpose = told and told["benefit"] and not words.recipient.search(told["who"]) and not words["tiers.class"].fullmatch(told["who"])
    return None if purpose else told
