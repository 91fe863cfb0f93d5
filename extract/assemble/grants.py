"""What a measure's sentence leaves unsaid: 按购置价的30%给予补贴，单台最高12万元 -> 购置价补贴, 单台补贴."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View

# The kind of money that is granted, in what follows a value (以内给予|补助) or ends an indicator (设备|补贴).
_GRANT = re.compile(r"(?:补助|补贴|奖励|资助|贴息|奖补|补偿|救助|扶持资金|扶持|罚款|减免|租金)")
_GIVEN = re.compile(r"(?:以内)?(?:的)?(?:比例|标准)?(?:给予|予以)?(?:最高)?(?:一次性|事后|财政)?")
_BOUND = re.compile(r"不超过|不低于|不少于|不高于|不得|最高|最多|最长|最低|至少|上限|限额")
_EACH = re.compile(r"(?:单|每)[\u4e00-\u9fff]{1,6}$")
_INNER = re.compile(r"^(.{3,24}?)(不低于|不高于|不超过|不少于|不得超过|不得低于|不足)(.{2,14})的$")
COMPARATORS = {
    "不低于": "ge",
    "不少于": "ge",
    "不得低于": "ge",
    "不高于": "le",
    "不超过": "le",
    "不得超过": "le",
    "不足": "lt",
}


def against(slot: Slot) -> tuple[View, str]:
    """The indicator of a value measured by something else, with its comparator: 标准|不低于|低保标准的1.6倍."""
    if slot.amount.unit not in ("%", "x"):
        return NOTHING, ""
    inner = _INNER.match(slot.lead.text.strip(",、"))
    if inner is None:
        return NOTHING, ""
    at = slot.lead.text.index(inner[1])
    return slot.lead.cut(at, at + len(inner[1])), COMPARATORS[inner[2]]


def grant(slot: Slot, indicator: View) -> View:
    """The kind of money that a value grants, where it stands behind the value or at the indicator's end."""
    given = _GIVEN.match(slot.tail.text)
    found = _GRANT.match(slot.tail.text, given.end() if given else 0)
    if found:
        return slot.tail.cut(found.start(), found.end())
    last = next((m for m in _GRANT.finditer(indicator.text) if m.end() == len(indicator)), None)
    return indicator.cut(last.start()) if last else NOTHING


def completed(
    slot: Slot, said: Phrase, indicator: View, last: View, given: View, same_unit: bool, words: Lexicon
) -> View:
    """The indicator with what the sentence left unsaid; itself, where nothing is missing.

    `last` is the indicator before it in the sentence, `given` the kind of money told there.
    """
    here = grant(slot, indicator)
    if (
        slot.amount.unit == "%"
        and len(here)
        and slot.lead.text.endswith("的")
        and not indicator.text.endswith(here.text)
    ):
        return indicator + here
    if not _BOUND.search(slot.lead.text[-8:]) or not len(last):
        return indicator
    bare = not words.facets.ending(indicator.text) and not _GRANT.search(indicator.text)
    if (
        slot.amount.kind == "money"
        and len(given)
        and bare
        and (_EACH.search(indicator.text) or indicator.text == last.text)
    ):
        return indicator + given if _EACH.search(indicator.text) else given
    if same_unit and bare and len(said.core) and len(indicator) <= 5 and not len(said.verb):
        return _parallel(indicator, last, words)
    return indicator


def _parallel(indicator: View, last: View, words: Lexicon) -> View:
    """The other side of a comparison, whole: …噪声昼间 and 夜间 -> …噪声夜间; 小学生睡眠时间 and 初中生 -> 初中生睡眠时间."""
    if indicator.text in last.text:
        return indicator
    if indicator.text[-1] == last.text[-1]:
        return last.cut(0, len(last) - len(indicator)) + indicator
    shared = next((at for at in range(1, min(6, len(last) - 1)) if last.text[at] == indicator.text[-1]), None)
    if shared is not None:
        return indicator + last.cut(shared + 1)
    facet = words.facets.ending(last.text)
    return indicator + last.cut(len(last) - max(len(facet), 2))
