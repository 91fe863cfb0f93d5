"""Indicators with what the sentence of a policy measure leaves unsaid: 按购置价的30%给予补贴，单台最高12万元 -> 购置价补贴, 单台补贴."""

from __future__ import annotations

from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.scene import Scene
from extract.assemble.view import NOTHING, View
from extract.model import Comparator
from extract.records import record

_COMPARATORS: tuple[Comparator, ...] = ("ge", "le", "lt")  # groups of the expression `grants.inner`, each named by the comparator of its words


@record
class Against:
    """An indicator whose value is given as a multiple or per cent of another one, and how it compares with that."""

    indicator: View
    comparator: Comparator


def against(slot: Slot, words: Lexicon) -> Against | None:
    """The indicator of a value measured by another one, with its comparator: 标准|不低于|低保标准的1.6倍."""
    inner = words["grants.inner"].match(slot.lead.text.strip(",、")) if slot.amount.unit in ("%", "x") else None
    if inner is None:
        return None
    at = slot.lead.text.index(inner["what"])
    return Against(slot.lead.cut(at, at + len(inner["what"])), next(name for name in _COMPARATORS if inner[name]))


def grant(slot: Slot, indicator: View, words: Lexicon) -> View:
    """The kind of money that a value grants, from behind the value or from the indicator's end; empty where neither names one."""
    if given := words["grants.given"].match(slot.tail.text):
        return slot.tail.cut(*given.span("kind"))
    last = next((m for m in words["grants.grant"].finditer(indicator.text) if m.end() == len(indicator)), None)
    return indicator.cut(last.start()) if last else NOTHING


def completed(scene: Scene, indicator: View) -> View:
    """The indicator with what the sentence left unsaid; itself, where nothing is missing."""
    here = grant(scene.slot, indicator, scene.words)
    lead, last = scene.slot.lead.text, scene.memory.last
    if scene.slot.amount.unit == "%" and len(here) and lead.endswith(scene.words.of) and not indicator.text.endswith(here.text):
        return indicator + here
    bounds = len(last) > 0 and scene.words["grants.bound"].search(lead[-_BOUND:]) is not None
    return _bounded(scene, indicator) if bounds and _bare(indicator, scene.words) else indicator


def _bounded(scene: Scene, indicator: View) -> View:
    """The indicator of a bound: the kind of money granted before, or the other side of the last indicator, completed; else the indicator itself."""
    last, given = scene.memory.last, scene.memory.grant
    each = scene.words["grants.each"].search(indicator.text)
    if scene.money and len(given) and (each or indicator.text == last.text):
        return indicator + given if each else given
    alike = scene.memory.unit == scene.slot.amount.unit and len(scene.core) and not len(scene.said.verb)
    return _parallel(indicator, last, scene.words) if alike and len(indicator) <= _SHORT else indicator


_BOUND = 8  # characters before a value in which 不超过 and the like stand
_SIDE = 6  # characters of the first side of a comparison, where what both share begins
_SHORT = 5  # characters of the other side of a comparison: 夜间, 初中生


def _bare(indicator: View, words: Lexicon) -> bool:
    """Whether an indicator names neither a side nor a kind of money: 单台, 夜间."""
    return not words.facets.ending(indicator.text) and not words["grants.grant"].search(indicator.text)


def _parallel(indicator: View, last: View, words: Lexicon) -> View:
    """The indicator of the other side of a comparison, completed: …噪声昼间 and 夜间 -> …噪声夜间; 小学生睡眠时间 and 初中生 -> 初中生睡眠时间."""
    if indicator.text in last.text:
        return indicator
    if indicator.text[-1] == last.text[-1]:
        return last.cut(0, len(last) - len(indicator)) + indicator
    shared = next((at for at in range(1, min(_SIDE, len(last) - 1)) if last.text[at] == indicator.text[-1]), None)
    if shared is not None:
        return indicator + last.cut(shared + 1)
    facet = words.facets.ending(last.text)
    return indicator + last.cut(len(last) - max(len(facet), 2))
