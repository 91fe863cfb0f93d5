"""What a measure's sentence leaves unsaid: 按购置价的30%给予补贴，单台最高12万元 -> 购置价补贴, 单台补贴."""

from __future__ import annotations

from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View

COMPARATORS = {
    "不低于": "ge",
    "不少于": "ge",
    "不得低于": "ge",
    "不高于": "le",
    "不超过": "le",
    "不得超过": "le",
    "不足": "lt",
}


def against(slot: Slot, words: Lexicon) -> tuple[View, str]:
    """The indicator of a value measured by something else, with its comparator: 标准|不低于|低保标准的1.6倍."""
    if slot.amount.unit not in ("%", "x"):
        return NOTHING, ""
    inner = words["grants.inner"].match(slot.lead.text.strip(",、"))
    if inner is None:
        return NOTHING, ""
    at = slot.lead.text.index(inner["what"])
    return slot.lead.cut(at, at + len(inner["what"])), COMPARATORS[inner["comparator"]]


def grant(slot: Slot, indicator: View, words: Lexicon) -> View:
    """The kind of money that a value grants, where it stands behind the value or at the indicator's end."""
    given = words["grants.given"].match(slot.tail.text)
    found = words["grants.grant"].match(slot.tail.text, given.end() if given else 0)
    if found:
        return slot.tail.cut(found.start(), found.end())
    last = next((m for m in words["grants.grant"].finditer(indicator.text) if m.end() == len(indicator)), None)
    return indicator.cut(last.start()) if last else NOTHING


def completed(
    slot: Slot, said: Phrase, indicator: View, last: View, given: View, same_unit: bool, words: Lexicon
) -> View:
    """The indicator with what the sentence left unsaid; itself, where nothing is missing.

    `last` is the indicator before it in the sentence, `given` the kind of money told there.
    """
    here = grant(slot, indicator, words)
    if (
        slot.amount.unit == "%"
        and len(here)
        and slot.lead.text.endswith("的")
        and not indicator.text.endswith(here.text)
    ):
        return indicator + here
    if not words["grants.bound"].search(slot.lead.text[-8:]) or not len(last):
        return indicator
    bare = not words.facets.ending(indicator.text) and not words["grants.grant"].search(indicator.text)
    if (
        slot.amount.kind == "money"
        and len(given)
        and bare
        and (words["grants.each"].search(indicator.text) or indicator.text == last.text)
    ):
        return indicator + given if words["grants.each"].search(indicator.text) else given
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
