"""Slots -> bound values: to each amount of a sentence the indicator that it is a value of, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract import expressions as re
from extract.assemble import grants
from extract.assemble.clauses import Slot
from extract.assemble.completion import Scene, completed, spent
from extract.assemble.counted import PLAIN
from extract.assemble.lexicon import Lexicon
from extract.assemble.lists import shared_out
from extract.assemble.measure import measure_of, without_new
from extract.assemble.memory import Memory
from extract.assemble.phrases import Phrase, phrase
from extract.assemble.reach import SITE, Spans, indicator_of
from extract.assemble.view import NOTHING, View
from extract.model import Amount

# 一是东湖山庄,投资…;|二是西岭民宿,投资…: each item speaks of a thing of its own
_NEXT_ITEM = re.compile(r"[一二三四五六七八九十]+是|[(][一二三四五六七八九十\d]+[)]")


@dataclass(slots=True)  # not frozen: made so often that it would cost
class Bound:
    """A value with its indicator; `rule` names how they were found to belong together."""

    slot: Slot
    indicator: View
    measure: str
    rule: str
    predicate: str = ""
    baseline: View = NOTHING
    subject: View = NOTHING
    from_value: Decimal | None = None
    comparator: str = ""

    @property
    def amount(self) -> Amount:
        return self.slot.amount


def bound(
    slots: Sequence[Slot], spans: Spans, words: Lexicon, whole: View = NOTHING
) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
    """The bound values of one sentence, and each amount that states nothing with rule and reason.

    `whole` is what the sentence parts by place or trade (按地域分，城镇…): the indicator of the one before it.
    """
    memory, found, unbound = Memory(whole=whole), list[Bound](), list[tuple[Slot, str, str]]()
    index = 0
    while index < len(slots):
        slot = slots[index]
        if _NEXT_ITEM.match(slot.topic.text or slot.lead.text):
            memory = Memory(whole=whole)
        said = phrase(slot.lead, spans, words, slot.amount.unit)
        if slot.role == "from":
            memory.start_clause = slot.clause
            further = slot.listed and bool(memory.starts)
            memory.starts = [*memory.starts, slot.amount.value] if further else [slot.amount.value]
            memory.start_phrase = memory.start_phrase if further else _before_from(slot, spans, words)
            memory.start = slot.amount.value
            memory.start_unit = slot.amount.unit
            unbound.append((slot, slot.rule, slot.reason))
        elif slot.role != "value":
            if not len(memory.topic) and len(said.core) > 2:
                memory.topic = memory.last = said.core
            unbound.append((slot, slot.rule, slot.reason))
        else:
            chain = _chain(slots, index, words)
            changed = memory.start_phrase if len(chain) == len(memory.starts) > 1 else None
            if changed is not None:
                said = _with_core(said, changed)
            elif "分别" not in slot.lead.text and not _several(chain, said) and not _each(chain, said, words):
                chain = [slot]
            made = list(_distributed(chain, said, memory, words)) if len(chain) > 1 else []
            if made:
                found += made
                index += len(made)
                memory.clause = chain[-1].clause
                continue
            one = _single(slot, said, spans, memory, words)
            if one is None:
                unbound.append((slot, "statement.unbound", "no indicator in reach of this value"))
            else:
                found.append(one)
            memory.clause = slot.clause
        index += 1
    return found, unbound


def _chain(slots: Sequence[Slot], index: int, words: Lexicon) -> list[Slot]:
    """The amount at `index` and those that follow it as one list: 5%、6.5%和7%; 增长5%、下降3%."""
    chain = [slots[index]]
    for slot in slots[index + 1 :]:
        alone = slot.lead.text.strip("、,和与及以或 ")
        own_verb = alone in words.predicates and words.predicates[alone]["kind"] == "change"
        if slot.role != "value" or slot.clause != chain[0].clause or not (own_verb if alone else slot.listed):
            break
        chain.append(slot if slot.listed else replace(slot, listed=True))
    return chain


def _several(chain: Sequence[Slot], said: Phrase) -> bool:
    """Whether a list of counts parts a list of as many things, 分别 being left out: 新增总部、中心80家、16家."""
    if len(chain) == 1 or said.core.text.count("、") != len(chain) - 1:
        return False
    alike = {slot.amount.unit for slot in chain}
    return len(alike) == 1 and not alike & set(PLAIN)


def _each(chain: Sequence[Slot], said: Phrase, words: Lexicon) -> bool:
    """Whether 各 gives each thing of a list a value of its own: 苹果、梨产量|各增长|5.2%和3.1%."""
    return "各" in said.predicate and len(chain) > 1 and len(shared_out(said.core, len(chain), words)) == len(chain)


def _before_from(slot: Slot, spans: Spans, words: Lexicon) -> Phrase:
    """What stands before 由/从: the indicator of a change from this value to the next."""
    text = slot.lead.text
    at = max(text.rfind("由"), text.rfind("从"), text.rfind("自"))
    return phrase(slot.lead.cut(0, max(at, 0)), spans, words, slot.amount.unit)


def _distributed(chain: Sequence[Slot], said: Phrase, memory: Memory, words: Lexicon) -> Iterator[Bound]:
    """One indicator for each value of a list: 钢材、电解铜产量分别增长9%、4%."""
    items = shared_out(said.core, len(chain), words) if len(said.core) else memory.several
    if len(items) != len(chain) and (not len(said.core) or said.core.text in words.facets):
        items = [item + said.core for item in memory.recent[-len(chain) :]]
    if len(items) != len(chain) and len(said.core) and _times(chain[0]) == len(chain):
        items = [said.core] * len(chain)
    if len(items) != len(chain):
        return
    subject = said.subject if len(said.subject) else memory.subject
    starts = memory.starts if len(memory.starts) == len(chain) else [None] * len(chain)
    for slot, item, start in zip(chain, items, starts, strict=True):
        own = words.predicates.get(slot.lead.text.strip("、,和与及以或 "))
        told = replace(said, measure=own["measure"]) if own is not None and slot is not chain[0] else said
        measure = measure_of(slot, told, item, said.verb_kind, words)
        yield Bound(slot, item, measure, "statement.list", said.predicate, said.baseline, subject, start)
    memory.starts, memory.start, memory.start_phrase = [], None, None
    memory.several, memory.last, memory.topic = list(items), items[-1], said.core if len(said.core) else memory.topic
    memory.verb, memory.verb_kind = said.verb, said.verb_kind


_TIME = r"(?:\d{1,2}月份?|[去今明]年|[\d年]+|[一二三四上下半前]{1,3}(?:季度|年)|[一二三四](?=[、和与][一二三四])|“?十[一二三四五六]五”?(?:末|期间|时期)?)"
_ROW = re.compile(f"{_TIME}(?:(?:[、和与]|(?<=”)(?=“)){_TIME})+")
_APART = re.compile("[、和与]|(?<=”)(?=“)")
_RANGE = re.compile(r"(?P<first>\d{4})年?(?:至|到|-|—|~)(?P<last>\d{4})年")


def _times(slot: Slot) -> int:
    """How many times stand in a row before a list: 2020、2021、2022年|分别投入; 2020至2022年|分别投入."""
    text = slot.topic.text + slot.lead.text
    range_ = _RANGE.search(text)
    if range_:
        return int(range_["last"]) - int(range_["first"]) + 1
    found = _ROW.search(text)
    return len(_APART.split(found[0])) if found else 0


def _single(slot: Slot, said: Phrase, spans: Spans, memory: Memory, words: Lexicon) -> Bound | None:
    if slot.clause != memory.start_clause and not words.predicates.opening(slot.lead.text):  # 由20%业主提出,|任期5年
        memory.start, memory.start_phrase = None, None
    start = memory.start
    if "%" in (memory.start_unit, slot.amount.unit) and memory.start_unit != slot.amount.unit:
        start = None  # no sum grows out of a per cent
    if start is not None and memory.start_phrase is not None:
        if not len(said.core) and len(memory.start_phrase.core):
            said = _with_core(said, memory.start_phrase)
        memory.start, memory.start_phrase = None, None
    measured, comparator = grants.against(slot, words)
    if len(measured):
        said = replace(said, core=phrase(measured, spans, words, None).core, verb=NOTHING, verb_kind="", measure="")
    indicator, verb, kind, rule = indicator_of(slot, said, spans, memory, words)
    goal = spent(Scene(slot, spans, words), said, memory)
    if len(goal):
        indicator, rule = goal, "statement.after"
    else:
        indicator = completed(Scene(slot, spans, words), said, indicator, rule, memory)
        memory.outlay = indicator if slot.amount.kind == "money" else memory.outlay
    indicator = grants.completed(
        slot, said, indicator, memory.last, memory.grant, memory.unit == slot.amount.unit, words
    )
    memory.grant, memory.unit = grants.grant(slot, indicator, words) or memory.grant, slot.amount.unit
    if len(indicator) < 2 or not any("一" <= char <= "鿿" or char.isalpha() for char in indicator.text):
        return None
    measure = measure_of(slot, said, indicator, kind, words)
    if (
        rule == "statement.carried"
        and measure in ("level", "share")
        and slot.joined
        and slot.amount.unit == "%"
        and not words.rates.search(indicator.text)
    ):
        measure = memory.measure or measure
    memory.measure = measure if measure in ("growth", "decrease") and slot.amount.unit == "%" else ""
    indicator = without_new(indicator, words)
    if rule != "statement.carried":
        if rule != "statement.facet":
            memory.topic, memory.counted = indicator, slot.amount.kind == "count"
            memory.site = memory.site or SITE.search(indicator.text) is not None
        memory.verb, memory.verb_kind = verb, kind
    memory.subject = said.subject if len(said.subject) else memory.subject
    _remember(memory, slot, indicator, words)
    if indicator.text not in (item.text for item in memory.recent):
        memory.recent.append(indicator)
    return Bound(slot, indicator, measure, rule, said.predicate, said.baseline, memory.subject, start, comparator)


# 占任务数的|96%,…占|75%: of what a share is, for those behind it
_PART = re.compile(r"占(?!地|比|用)[^占,;。]{2,10}?(?=的?(?:近|约|超过?)?$)")


def _remember(memory: Memory, slot: Slot, indicator: View, words: Lexicon) -> None:
    """What the clauses behind may take up: the indicator, the works that a count tells of, of what a share is."""
    memory.last, memory.several = indicator, []
    part = _PART.search(slot.lead.text) if slot.amount.unit == "%" else None
    if part is not None:
        memory.part = slot.lead.cut(part.start(), part.end())
    if slot.amount.kind in ("count", "other") and indicator.text not in words.stages:
        memory.works, memory.works_unit = indicator, slot.amount.unit


def _with_core(said: Phrase, before: Phrase) -> Phrase:
    return Phrase(
        before.core, before.verb, before.verb_kind, said.measure, said.predicate, said.baseline, before.subject
    )
