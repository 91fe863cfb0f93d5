"""Slots -> bound values: to each amount of a sentence the indicator that it is a value of, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extract.assemble import measures
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.lists import shared_out
from extract.assemble.phrases import Phrase, phrase
from extract.assemble.view import NOTHING, View, stripped
from extract.model import Amount

Spans = Sequence[tuple[int, int, str]]
_PLAIN = ("%", "pp", "x", "位")
_NOUN_END = re.compile(r"[,、;。:()\[\]|]|(?:,|、)?(?:和|与|及|以及|并|等)$")
_MORE = re.compile(r"(?:超过?|逾|近|约|各|均)+")
_BARE = re.compile(r"(?:超过?|逾|近|约|有)*")
_PART_OF = re.compile(r"(?:的|是|均|都|已|将|工作时间)?(?:来自|用于|服务于|投向|集中|分布|源于|投入)")
_SHARED = re.compile(r"的(?:近|约|大约|将近|超过?|逾)?$")
# 4万座|城市书房、文化驿站等新型空间
_INSTANCES = re.compile(r"[^,;。:、()]{2,12}(?:、[^,;。:、()]{2,12}){1,5}等[^,;。:、()]{2,20}")
_NEW = ("新增", "净增")


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
class _Memory:
    """What the clauses before have left: the indicator to carry on, its base, a list of them, a verb, a from-value."""

    last: View = NOTHING
    topic: View = NOTHING
    several: list[View] = field(default_factory=list)
    recent: list[View] = field(default_factory=list)
    verb: View = NOTHING
    verb_kind: str = ""
    start: Decimal | None = None
    start_phrase: Phrase | None = None
    subject: View = NOTHING
    clause: int = -1
    whole: View = NOTHING
    grant: View = NOTHING
    unit: str | None = None
    measure: str = ""


def bound(
    slots: Sequence[Slot], spans: Spans, words: Lexicon, whole: View = NOTHING
) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
    """The bound values of one sentence, and each amount that states nothing with rule and reason.

    `whole` is what the sentence parts by place or trade (按地域分，城镇…): the indicator of the one before it.
    """
    memory, found, unbound = _Memory(whole=whole), list[Bound](), list[tuple[Slot, str, str]]()
    index = 0
    while index < len(slots):
        slot = slots[index]
        said = phrase(slot.lead, spans, words, slot.amount.unit)
        if slot.role == "from":
            memory.start, memory.start_phrase = slot.amount.value, _before_from(slot, spans, words)
            unbound.append((slot, slot.rule, slot.reason))
        elif slot.role != "value":
            if not len(memory.topic) and len(said.core) > 2:
                memory.topic = memory.last = said.core
            unbound.append((slot, slot.rule, slot.reason))
        else:
            chain = _chain(slots, index)
            if "分别" not in slot.lead.text and not _several(chain, said):
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


def _chain(slots: Sequence[Slot], index: int) -> list[Slot]:
    """The amount at `index` and those that follow it as one list: 5%、6.5%和7%."""
    chain = [slots[index]]
    for slot in slots[index + 1 :]:
        if not slot.listed or slot.role != "value" or slot.lead.text.strip("、,和与及以或 "):
            break
        chain.append(slot)
    return chain


def _several(chain: Sequence[Slot], said: Phrase) -> bool:
    """Whether a list of counts parts a list of as many things, 分别 being left out: 新增总部、中心80家、16家."""
    alike = {slot.amount.unit for slot in chain}
    return len(chain) > 1 and len(alike) == 1 and not alike & set(_PLAIN) and said.core.text.count("、") == len(chain) - 1


def _before_from(slot: Slot, spans: Spans, words: Lexicon) -> Phrase:
    """What stands before 由/从: the indicator of a change from this value to the next."""
    text = slot.lead.text
    at = max(text.rfind("由"), text.rfind("从"), text.rfind("自"))
    return phrase(slot.lead.cut(0, max(at, 0)), spans, words, slot.amount.unit)


def _distributed(chain: Sequence[Slot], said: Phrase, memory: _Memory, words: Lexicon) -> Iterator[Bound]:
    """One indicator for each value of a list: 钢材、电解铜产量分别增长9%、4%."""
    items = shared_out(said.core, len(chain), words) if len(said.core) else memory.several
    if len(items) != len(chain) and (not len(said.core) or said.core.text in words.facets):
        items = [item + said.core for item in memory.recent[-len(chain) :]]
    if len(items) != len(chain):
        return
    subject = said.subject if len(said.subject) else memory.subject
    for slot, item in zip(chain, items, strict=True):
        measure = _measure(slot, said, item, said.verb_kind, words)
        yield Bound(slot, item, measure, "statement.list", said.predicate, said.baseline, subject)
    memory.several, memory.last, memory.topic = list(items), items[-1], said.core if len(said.core) else memory.topic
    memory.verb, memory.verb_kind = said.verb, said.verb_kind


def _single(slot: Slot, said: Phrase, spans: Spans, memory: _Memory, words: Lexicon) -> Bound | None:
    start = memory.start
    if start is not None and memory.start_phrase is not None:
        if not len(said.core) and len(memory.start_phrase.core):
            said = _with_core(said, memory.start_phrase)
        memory.start, memory.start_phrase = None, None
    measured, comparator = measures.against(slot)
    if len(measured):
        said = replace(said, core=phrase(measured, spans, words, None).core, verb=NOTHING, verb_kind="", measure="")
    indicator, verb, kind, rule = _indicator(slot, said, spans, memory, words)
    indicator = measures.completed(slot, said, indicator, memory.last, memory.grant, memory.unit == slot.amount.unit, words)
    memory.grant, memory.unit = measures.grant(slot, indicator) or memory.grant, slot.amount.unit
    if len(indicator) < 2 or not any("一" <= char <= "鿿" or char.isalpha() for char in indicator.text):
        return None
    measure = _measure(slot, said, indicator, kind, words)
    if rule == "statement.carried" and measure == "level" and slot.joined and slot.amount.unit == "%" and not words.rates.search(indicator.text):
        measure = memory.measure or measure
    memory.measure = measure if measure in ("growth", "decrease") and slot.amount.unit == "%" else ""
    indicator = _without_new(indicator, words)
    if rule != "statement.carried":
        memory.topic = indicator if rule != "statement.facet" else memory.topic
        memory.verb, memory.verb_kind = verb, kind
    memory.subject = said.subject if len(said.subject) else memory.subject
    memory.last, memory.several = indicator, []
    if indicator.text not in (item.text for item in memory.recent):
        memory.recent.append(indicator)
    return Bound(slot, indicator, measure, rule, said.predicate, said.baseline, memory.subject, start, comparator)


def _with_core(said: Phrase, before: Phrase) -> Phrase:
    return Phrase(before.core, before.verb, before.verb_kind, said.measure, said.predicate, said.baseline, before.subject)


def _indicator(slot: Slot, said: Phrase, spans: Spans, memory: _Memory, words: Lexicon) -> tuple[View, View, str, str]:
    """The indicator, the verb with its kind, and the rule; an empty indicator where nothing is in reach."""
    noun = _noun(slot, words)
    counted = len(noun) >= 2 and (slot.amount.unit not in _PLAIN or (slot.tail.text.startswith("的") and slot.amount.unit != "位"))
    if counted:
        found = _counted(slot, said, memory, noun, words)
        if found is not None:
            return found
    core, verb, kind = said.core, said.verb, said.verb_kind
    if slot.amount.unit == "%" and len(core) and not said.predicate and _PART_OF.match(slot.tail.text) and len(noun) >= 4:
        return (verb + core if kind == "new" else core) + noun, NOTHING, "", "statement.after"
    if slot.amount.unit == "%" and len(noun) >= 4 and not len(core) and _BARE.fullmatch(said.predicate) and _opens(slot):
        return noun, NOTHING, kind, "statement.after"
    if core.text in words.rising and len(memory.last):
        return memory.last, core, "new", "statement.carried"
    if len(core) and core.text != verb.text:
        if _is_side(core, words) and len(memory.topic) and not len(said.subject):
            base = memory.last if core.text[0] == "占" else _base(memory.topic, memory.verb, words)
            return (core if base.text in words.facets or core.text in base.text else base + core), NOTHING, kind, "statement.facet"
        if slot.joined and not len(verb) and memory.verb_kind and (not said.predicate or (_MORE.fullmatch(said.predicate) and memory.unit == slot.amount.unit)):
            return _with_verb(memory.verb, memory.verb_kind, core), memory.verb, memory.verb_kind, "statement.coordinate"
        if len(memory.whole) and not words.facets.ending(core.text):
            return core + memory.whole, verb, kind, "statement.part"
        return core, verb, kind, "statement.before"
    if len(verb) and kind in ("keep", "newkept"):
        alone = memory.topic.text in words.facets or verb.text in memory.topic.text
        if len(memory.topic) and verb.text in words.facets and not alone:
            return memory.topic + verb, verb, kind, "statement.facet"
        return verb, verb, kind, "statement.before"
    if said.measure in ("growth", "decrease") and len(slot.topic) and not len(verb):
        moved = phrase(slot.topic, spans, words, None)
        if moved.measure in ("growth", "decrease") and len(moved.core) > 2:
            return moved.core, NOTHING, kind, "statement.carried"
    if len(memory.last) and (len(noun) < 2 or slot.amount.unit in _PLAIN or slot.amount.unit == memory.unit):
        joined = slot.joined and not said.predicate
        return memory.last, memory.verb, memory.verb_kind if joined else kind, "statement.carried"
    return NOTHING, verb, kind, ""


def _counted(slot: Slot, said: Phrase, memory: _Memory, noun: View, words: Lexicon) -> tuple[View, View, str, str] | None:
    """The indicator of an amount that is followed by what it counts: 建成|20个|口袋公园."""
    core, verb, kind = said.core, said.verb, said.verb_kind
    if slot.tail.text.startswith("的") and slot.amount.unit in _PLAIN and words.shares.search(core.text):
        return None
    if slot.tail.text.startswith("的") and slot.amount.unit in _PLAIN:
        inner = core.cut(len(verb)) if len(verb) and core.text.startswith(verb.text) else core
        return (inner + noun if len(inner) <= 6 else noun), verb, kind, "statement.after"
    if not len(core) and not len(verb):
        more = slot.amount.kind == "count" and said.predicate.endswith(("增加", "减少")) and len(noun) > 2
        if (said.measure in ("growth", "decrease") and len(memory.last) and not more) or (slot.amount.kind == "money" and said.predicate and len(memory.last)):
            return None
        if slot.joined and memory.verb_kind and not said.predicate:
            return _with_verb(memory.verb, memory.verb_kind, noun), memory.verb, memory.verb_kind, "statement.coordinate"
        listed = slot.joined and memory.clause == slot.clause
        if not said.predicate and not listed and not words.outcomes.search(noun.text, 1):
            return NOTHING, verb, kind, ""
        return noun, verb, "new" if said.measure == "increase" else kind, "statement.after"
    if core.text in words.facets and slot.tail.text.startswith("的") and not len(memory.topic):
        return noun + core, verb, kind, "statement.after"
    if verb.text == "投资" or (slot.amount.kind == "money" and len(core) > len(verb) and not words.verbs.ending(core.text)):
        return None
    if not len(core) or core.text == verb.text:
        return _with_verb(verb, kind, noun), verb, kind, "statement.object"
    last = words.verbs.ending(core.text)
    if core.text.endswith("领域") and "、" not in core.text and not said.predicate:
        return (core.cut(len(verb)) if len(verb) and core.text.startswith(verb.text) else core) + noun, verb, kind, "statement.object"
    if last and len(core) - len(last) != 1:
        own, own_kind = core.cut(len(core) - len(last)), words.verbs[last]["kind"]
        if last == "投资":
            return own, own, own_kind, "statement.before"
        return _with_verb(own, own_kind, noun), own, own_kind, "statement.object"
    if said.predicate and said.measure:
        return None
    return _with_verb(verb, kind, noun), verb, kind, "statement.object" if len(verb) else "statement.after"


def _is_side(core: View, words: Lexicon) -> bool:
    """True for a phrase that names only a side of an indicator: 总量, 数量、规模, 占全国比重, 对工业增长贡献率."""
    return core.text[0] in "占对" or all(item in words.facets for item in core.text.replace("和", "、").split("、"))


def _base(topic: View, verb: View, words: Lexicon) -> View:
    """The topic without its verb and without a side of its own: 新建大棚面积 -> 大棚."""
    if len(verb) and len(topic) - len(verb) >= 2 and topic.text.startswith(verb.text):
        topic = topic.cut(len(verb))
    facet = words.facets.ending(topic.text)
    return topic.cut(0, len(topic) - len(facet)) if facet and len(topic) - len(facet) >= 2 else topic


def _opens(slot: Slot) -> bool:
    """Whether the clause begins with the value and goes on behind it: 85%以上|农户参与合作社."""
    return len(slot.lead) <= 2 and slot.tail.text[:1] not in "、,和与及"


def _with_verb(verb: View, kind: str, noun: View) -> View:
    return verb + noun if kind in ("keep", "newkept") else noun


def _noun(slot: Slot, words: Lexicon) -> View:
    """The noun that follows the amount (20家|高新技术企业), up to the next boundary."""
    tail = slot.tail
    if tail.text.startswith("的"):
        tail = tail.cut(1)
    tail = stripped(tail, " \"")
    several = _INSTANCES.match(tail.text)
    end = several.end() if several else next((m.start() for m in _NOUN_END.finditer(tail.text)), len(tail))
    tail = tail.cut(0, end)
    lead = words.leads.opening(tail.text)
    tail = tail.cut(len(lead)) if len(lead) > 1 and len(tail) - len(lead) > 1 and words.leads[lead]["kind"] == "connector" else tail
    form = words.predicates.opening(tail.text)
    if len(form) == 1 and words.predicates[form]["kind"] != "change":
        form = ""
    if words.stops.ending(tail.text) or (form and words.predicates[form]["kind"] != "where" and "的" not in tail.text[len(form) :]):
        return NOTHING
    drop = words.verbs.opening(tail.text)
    if drop and words.verbs[drop]["kind"] == "drop" and len(tail) > len(drop) + 1:
        tail = tail.cut(len(drop))
    return tail.cut(0, min(len(tail) - len(words.closings.ending(tail.text)), 30))


def _newcoming(indicator: View, words: Lexicon) -> bool:
    found = words.finite.search(indicator.text)
    return found is not None and words.verbs[found[0]]["kind"] == "newkept"


def _without_new(indicator: View, words: Lexicon) -> View:
    for form in _NEW:
        at = indicator.text.find(form)
        if at > 0 and indicator.text not in words.aliases:
            return indicator.cut(0, at) + indicator.cut(at + len(form))
    return indicator


def _measure(slot: Slot, said: Phrase, indicator: View, verb_kind: str, words: Lexicon) -> str:
    """The measure that the unit, the predicate and the indicator's last word make together (ANNOTATION 7)."""
    amount = slot.amount
    measure = said.measure
    after = words.predicates.opening(slot.tail.text.lstrip("的"))
    whole = slot.tail.text.startswith("的") or slot.tail.text.strip() == after
    if measure in ("", "level") and after and whole and words.predicates[after]["kind"] == "change":
        measure = words.predicates[after]["measure"]
    if amount.kind == "rank" and amount.unit != "位":
        return "rank"
    if measure in ("", "level") and amount.unit != "%" and (verb_kind in ("new", "newkept") or any(form in indicator.text for form in _NEW)):
        measure = "increase"
    if measure in ("", "level") and (words.rises.search(indicator.text) or _newcoming(indicator, words)):
        measure = "increase"
    if measure in ("", "level") and verb_kind == "less":
        measure = "decrease"
    if amount.unit == "位":
        return {"growth": "increase", "increase": "increase", "decrease": "decrease"}.get(measure, "rank")
    if amount.unit == "x":
        return measure if measure in ("growth", "decrease") else "multiple"
    if amount.unit == "%":
        if measure in ("growth", "decrease"):
            return measure
        if words.falls.search(indicator.text):
            return "decrease"
        if (len(indicator) and indicator.at[0] >= amount.end) or _PART_OF.match(slot.tail.text):
            return "share"
        if measure == "increase":
            return "growth"
        if words.growths.search(indicator.text):
            return "growth"
        if (_SHARED.search(slot.lead.text) and not said.measure) or slot.tail.text.startswith("的"):
            return "share"
        return "share" if words.shares.search(indicator.text) else "level"
    if amount.unit == "pp":
        return "decrease" if measure == "decrease" else "increase"
    return {"growth": "increase", "increase": "increase", "decrease": "decrease", "multiple": "multiple"}.get(measure, "level")
