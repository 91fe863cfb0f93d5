"""What a value counts: 建成|20个|口袋公园."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.memory import Memory
from extract.assemble.phrases import Phrase
from extract.assemble.view import NOTHING, View, stripped

PLAIN = ("%", "pp", "x", "位")


_PEOPLE = ("户", "人", "名")


def counted(slot: Slot, said: Phrase, memory: Memory, noun: View, words: Lexicon) -> tuple[View, View, str, str] | None:
    """The indicator of an amount that is followed by what it counts: 建成|20个|口袋公园."""
    core, verb, kind = said.core, said.verb, said.verb_kind
    if _stands_there(slot, said, words):
        return noun, verb, kind, "statement.after"
    if slot.tail.text.startswith("的") and slot.amount.unit in PLAIN and words.shares.search(core.text):
        return None
    if slot.tail.text.startswith("的") and slot.amount.unit in PLAIN:
        inner = _behind(verb, core)
        if core.text.endswith(_COVERS):
            covered = core + noun if len(core) > len(verb) or not len(memory.topic) else _things(memory) + core + noun
            return covered, core, "keep", "statement.after"  # 供水管网覆盖|100%|的乡镇
        return (inner + noun if len(inner) <= 6 else noun), verb, kind, "statement.after"
    if not len(core) and not len(verb):
        more = slot.amount.kind == "count" and said.predicate.endswith(("增加", "减少")) and len(noun) > 2
        if (said.measure in ("growth", "decrease") and len(memory.last) and not more) or (
            slot.amount.kind == "money" and said.predicate and len(memory.last)
        ):
            return None
        if slot.joined and memory.verb_kind and not said.predicate:
            return with_verb(memory.verb, memory.verb_kind, noun), memory.verb, memory.verb_kind, "statement.coordinate"
        listed = slot.joined and memory.clause == slot.clause
        befallen = slot.amount.unit in _PEOPLE and noun.text in words.clauses  # 83人|喜迁新居
        if not said.predicate and not listed and not befallen and not words.outcomes.search(noun.text, 1):
            return NOTHING, verb, kind, ""
        return _begun(noun, words), verb, "new" if said.measure == "increase" else kind, "statement.after"
    if core.text in words.facets and slot.tail.text.startswith("的") and not len(memory.topic):
        return noun + core, verb, kind, "statement.after"
    if slot.amount.kind == "money" and words["counted.done"].search(said.predicate) and words.facets.ending(noun.text):
        return (core + noun if len(core) <= _SHORT else noun), verb, kind, "statement.after"
    if verb.text == "投资" or (
        slot.amount.kind == "money" and len(core) > len(verb) and not words.verbs.ending(core.text)
    ):
        return None
    if not len(core) or core.text == verb.text:
        return with_verb(verb, kind, noun), verb, kind, "statement.object"
    last = words.verbs.ending(core.text)
    if core.text.endswith("领域") and "、" not in core.text and not said.predicate:
        return _behind(verb, core) + noun, verb, kind, "statement.object"
    if last and len(core) - len(last) != 1:
        own, own_kind = core.cut(len(core) - len(last)), words.verbs[last]["kind"]
        if last == "投资":
            return own, own, own_kind, "statement.before"
        return with_verb(own, own_kind, noun), own, own_kind, "statement.object"
    if said.predicate and said.measure:
        return None
    if not len(verb):
        return _begun(noun, words), verb, kind, "statement.after"
    return with_verb(verb, kind, noun), verb, kind, "statement.object"


_SHORT = 6  # characters of a subject that narrows what is laid out


def _begun(noun: View, words: Lexicon) -> View:
    """Things that come about, the deed before them (ANNOTATION 8): 重大项目昨天集中开工 -> 集中开工重大项目; others as printed."""
    told = words.begun.fullmatch(noun.text)
    return noun.cut(told.start("deed")) + noun.cut(0, told.end("things")) if told else noun


_COVERS = ("覆盖", "惠及")


def _stands_there(slot: Slot, said: Phrase, words: Lexicon) -> bool:
    """Whether a place before 有 only tells where the counted things are: 活动现场即有|4家|企业签约."""
    return said.predicate.endswith("有") and slot.amount.kind == "count" and words["counted.place"].search(said.core.text) is not None


def _things(memory: Memory) -> View:
    """What the clause before counted, without its verb: 创建|未来社区|300个,覆盖…"""
    topic = memory.topic
    return topic.cut(len(memory.verb)) if len(memory.verb) < len(topic) and topic.text.startswith(memory.verb.text) else topic


def _behind(verb: View, core: View) -> View:
    """The core without the verb that opens it."""
    return core.cut(len(verb)) if core.text.startswith(verb.text) else core


def with_verb(verb: View, kind: str, noun: View) -> View:
    return verb + noun if kind in ("keep", "newkept") else noun


def _objects(slot: Slot, tail: View, words: Lexicon) -> re.Match[str] | None:
    """The things of several kinds that one count tells of, up to the end of the clause: 10个|产业学院、工匠学院."""
    ends = len(slot.behind) > 0 and slot.behind[0].text == slot.tail.text
    row = words["counted.row"].match(tail.text) if ends else None
    if row is None:
        return None
    items = _APART.split(row[0])
    return row if all(_is_thing(item, words) for item in items) and items[0][-1] == items[-1][-1] else None


_APART = re.compile("[、和]")


def _is_thing(item: str, words: Lexicon) -> bool:
    return not (words.verbs.opening(item) or words.predicates.opening(item) or words.outcomes.search(item, 1) or words.facets.ending(item))


def noun_of(slot: Slot, words: Lexicon) -> View:
    """The noun that follows the amount (20家|高新技术企业), up to the next boundary."""
    tail = slot.tail
    if tail.text.startswith("的"):
        tail = tail.cut(1)
    if tail.text[:1] == " ":
        return NOTHING  # a headline goes on behind a gap
    tail = stripped(tail, '"')
    told = words["counted.told"].match(tail.text)
    tail = tail.cut(told.end()) if told else tail
    several = words["counted.instances"].match(tail.text) or words["counted.ranks"].match(tail.text) or _objects(slot, tail, words)
    quoted = tail.text.find("”") + 1 if tail.text[:1] == "“" else 0
    end = several.end() if several else next((m.start() for m in words["counted.noun_end"].finditer(tail.text, quoted)), len(tail))
    tail = tail.cut(0, end)
    serves = words["counted.serves"].search(tail.text, 2)
    tail = tail.cut(0, serves.start()) if serves else tail
    lead = words.leads.opening(tail.text)
    tail = (
        tail.cut(len(lead))
        if len(lead) > 1 and len(tail) - len(lead) > 1 and words.leads[lead]["kind"] == "connector"
        else tail
    )
    task = words["counted.task"].search(tail.text, 4)
    tail = tail.cut(0, task.start()) if task else tail
    form = words.predicates.opening(tail.text)
    if len(form) == 1 and words.predicates[form]["kind"] != "change":
        form = ""
    if (words.stops.ending(tail.text) and not words.outcomes.search(tail.text, 2)) or tail.text in words.sizes or (
        form
        and words.predicates[form]["kind"] != "where"
        and "的" not in tail.text[len(form) :]
        and not words.outcomes.match(tail.text[len(form) :])  # 实现|稳定脱贫
    ):
        return NOTHING
    drop = words.verbs.opening(tail.text)
    if drop and words.verbs[drop]["kind"] == "drop" and len(tail) > len(drop) + 1:
        tail = tail.cut(len(drop))
    return tail.cut(0, min(len(tail) - len(words.closings.ending(tail.text)), 30))
