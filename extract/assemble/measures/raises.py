"""What a rule raises, and by how much: 基础养老金每人每月增加|30元, 奖励标准上浮|20%."""

from __future__ import annotations

from dataclasses import dataclass

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import MARKER, Words
from extract.assemble.view import NOTHING, View, trimmed

_PER = r"(?:每(?:[人户家个年月天日台亩件项辆名位例次]|满?\d*年)+(?:\([^()]{0,20}\))?)"
_MORE = r"(?:再|另|分别|各|统一|均|也|相应|定额|调整)*"
# …|每人每月再分别增加: how a sum is added to what somebody has
_RISE = re.compile(rf"{_PER}*{_MORE}{_PER}*(?:增加|提高|上调|增发|加发|增长){_PER}*$")
# 奖励标准|再上浮: what a per cent is added to
_UPLIFT = re.compile(r"(?P<what>[^,;。:\n]{2,24}?)(?:再|另|可|还会|将|分别|相应)*(?:上浮|上调|加成)(?:比例)?(?:不超过|最高)?(?:为|达)?$")
# 按…的1.2%|增加基本养老金
_BEHIND = re.compile(r"的?(?:比例|标准)?(?:调整)?(?:增加|增发|提高)(?P<what>[\u4e00-\u9fff]{2,10})")
_OWN = "养老金|退休金|工资|低保金|供养金|待遇|标准"  # what is paid out month by month
_FAR = 600  # characters above a sum in which what is raised is named
_LABEL = re.compile(rf"(?:^|[。;,:\n])(?:{MARKER})?(?P<label>[\u4e00-\u9fff]{{2,8}}调整):")
_OPENS = re.compile(rf"(?:{MARKER}|对|本市|全[市省县区]|[本我][市省县区])+")


@dataclass(frozen=True, slots=True)
class Raise:
    """What is raised, its measure, the part of it that the value is where it is a per cent, and who has it."""

    what: View
    measure: str
    base: View = NOTHING
    who: View = NOTHING


def raised(place: Place, words: Words) -> Raise | None:
    """What the value is added to; None where nothing is raised by it.

    A sum is added to what its clause, else what the text above names; a per cent to the phrase before 上浮.
    """
    if place.amount.unit == "%":
        found = _UPLIFT.search(place.clause)
        what = _behind_marks(place, found.start("what"), found.end("what")) if found else NOTHING
        named = words.named.search(what.text)
        if named is None:
            return None
        at = what.text.rfind("的")
        who = what.cut(0, at if at > 0 else named.start())
        own = what.cut(at + 1 if at > 0 else named.start())
        return Raise(own, "growth", own, who) if words.recipient.search(who.text) else Raise(what, "growth", what)
    rise = _RISE.search(place.clause) if place.amount.kind == "money" else None
    if rise is None or "由" in place.clause[: rise.start()] or "每" not in rise[0]:
        return None
    own = _behind_marks(place, 0, rise.start())
    what, who = (own, NOTHING) if re.search(f"(?:{_OWN})$", own.text) or words.named.search(own.text) else (_above(place, words), own)
    who = who if words.recipient.search(who.text) else NOTHING
    return Raise(_labelled(place, what), "increase", who=who) if len(what) else None


def _behind_marks(place: Place, start: int, end: int) -> View:
    view = trimmed(View.of(place.text, place.clause_start + start, place.clause_start + end))
    opening = _OPENS.match(view.text)
    return trimmed(view.cut(opening.end())) if opening else view


_NAMED = re.compile(rf"(?:增加|提高|上调|调整|增发|发放|领取)(?:了)?(?P<what>[\u4e00-\u9fff]{{0,12}}?(?:{_OWN}|津贴|补贴))(?!的?标准的|水平|总额|由)")


def _above(place: Place, words: Words) -> View:
    """What is said to be raised before the value, the nearest last; else the first of the text."""
    found = list(_NAMED.finditer(place.text, max(place.amount.start - _FAR, 0), place.amount.start)) or list(_NAMED.finditer(place.text))[:1]
    named = [View.of(place.text, *one.span("what")) for one in found]
    owned = [one for one in named if one.text not in words.bare and len(one) > 2]
    return max(owned[-3:], key=len, default=NOTHING)


def _labelled(place: Place, what: View) -> View:
    """What is raised, with the label of the item (基本养老金|定额调整), where one stands before the value."""
    found = list(_LABEL.finditer(place.text, max(place.amount.start - _FAR, 0), place.clause_start))
    label = View.of(place.text, *found[-1].span("label")) if found else NOTHING
    return what + label if len(label) and label.start > what.start else what
