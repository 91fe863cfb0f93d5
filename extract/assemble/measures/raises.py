"""Raises of benefits: 退休人员每人每月增加|30元, 奖励标准上浮|20%."""

from __future__ import annotations

from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.records import record

_FAR = 600  # characters before a sum in which what is raised is named


@record
class Raise:
    """What is raised, the measure, the base of a per cent, and the recipient."""

    what: View
    measure: str
    base: View = NOTHING
    who: View = NOTHING


def raised(place: Place, words: Words) -> Raise | None:
    """The benefit that the value is added to; None where the value raises nothing.

    A sum is added to what the text above names, a per cent to the phrase before 上浮.
    """
    return _uplifted(place, words) if place.amount.unit == "%" else _increased(place, words) if place.amount.kind == "money" else None


def _uplifted(place: Place, words: Words) -> Raise | None:
    """The benefit before 上浮 and its recipient: 对高校毕业生的|奖励标准上浮|20%."""
    found = words["raises.uplift"].search(place.clause)
    what = _behind_marks(place, found.start("what"), found.end("what"), words) if found else NOTHING
    named = words.named.search(what.text)
    if named is None:
        return None
    at = what.text.rfind("的")
    who, own = (what.cut(0, at), what.cut(at + 1)) if at > 0 else (what.cut(0, named.start()), what.cut(named.start()))
    return Raise(own, "growth", own, who) if words.recipient.search(who.text) else Raise(what, "growth", what)


def _increased(place: Place, words: Words) -> Raise | None:
    """The benefit that a sum is added to for each recipient: 退休人员每人每月增加|30元."""
    rise = words["raises.rise"].search(place.clause)
    if rise is None or "每" not in rise[0]:
        return None
    own = _behind_marks(place, 0, rise.start(), words)
    what = _above(place, words)
    who = own if words.recipient.search(own.text) else NOTHING
    return Raise(_labelled(place, what, words), "increase", who=who) if len(what) else None


def _behind_marks(place: Place, start: int, end: int, words: Words) -> View:
    view = trimmed(View.of(place.text, place.clause_start + start, place.clause_start + end))
    opening = words["raises.opens"].match(view.text)
    return trimmed(view.cut(opening.end())) if opening else view


def _above(place: Place, words: Words) -> View:
    """The longest of the last three things that are raised before the value."""
    found = list(words["raises.named"].finditer(place.text, max(place.amount.start - _FAR, 0), place.amount.start))
    return max((View.of(place.text, *one.span("what")) for one in found[-3:]), key=len, default=NOTHING)


def _labelled(place: Place, what: View, words: Words) -> View:
    """What is raised, followed by the label of the item (基本养老金|定额调整), where one stands before the value."""
    found = place.last(words["raises.label"], place.amount.start - _FAR)
    return what + View.of(place.text, *found.span("label")) if found else what
