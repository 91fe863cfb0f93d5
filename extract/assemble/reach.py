"""A slot -> the indicator in its reach: what leads to the value, what it counts, or what the clauses before have left."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.clauses import Slot
from extract.assemble.counted import PLAIN, counted, noun_of, with_verb
from extract.assemble.lexicon import Lexicon
from extract.assemble.lists import part_of
from extract.assemble.memory import Memory
from extract.assemble.phrases import Phrase, phrase
from extract.assemble.view import NOTHING, View

Spans = Sequence[tuple[int, int, str]]
_MORE = re.compile(r"(?:超过?|逾|近|约|各|均)+")
_OWN = re.compile(r"(?:额|总值|总量|出口|进口|贸易|投资)$")  # 对东盟|出口额 says all of its indicator
# 增速|高于全省平均水平, 收入|与经济增长同步: how an indicator stands to others
_BESIDE = re.compile("(?:明显|均|继续|持续|连续)*(?:高于|低于|快于|优于|好于|领先|跑赢|与[^,、]{2,12}?(?:同步|持平|相当))")
_PART = "部分"  # 总投资8亿元,其中柳城|部分|2亿元
_RELATIVE = re.compile(",?(?:约|仅|只)?(?:为|是|相当于|等于)[^,、]{2,16}的$")  # 单位能耗0.6吨,|为全国单位能耗的|65%
_SIDES = "额量值"
_TOLD = 8  # characters that tell of an indicator without a value: 工业投资|加速扩张
_WHOLE = re.compile("(?![的和与及、占类率额])")
_BARE = re.compile(r"(?:超过?|逾|近|约|有)*")


def indicator_of(slot: Slot, said: Phrase, spans: Spans, memory: Memory, words: Lexicon) -> tuple[View, View, str, str]:
    """The indicator, the verb with its kind, and the rule; an empty indicator where nothing is in reach."""
    noun = noun_of(slot, words)
    if len(noun) >= 2 and (
        slot.amount.unit not in PLAIN or (slot.tail.text.startswith("的") and slot.amount.unit != "位")
    ):
        found = counted(slot, said, memory, noun, words)
        if found is not None:
            return found
    core, verb, kind = said.core, said.verb, said.verb_kind
    if slot.amount.unit == "%" and len(noun) >= 4:
        whole = _whole(slot, said, noun, words)
        if len(whole):
            return whole, NOTHING, kind, "statement.after"
    if core.text in words.rising and len(memory.last):
        return memory.last, core, "new", "statement.carried"
    if core.text in words.stages and len(memory.works) and memory.works_unit == slot.amount.unit and len(noun) < 2:
        return _at_stage(memory.works, core, words), verb, kind, "statement.carried"
    if len(core) and core.text != verb.text:
        if _is_side(core, words) and len(memory.topic) and not len(said.subject):
            if core.text == "占" and len(memory.part):
                core = memory.part
                base_has = core.text in memory.last.text
                return (memory.last if base_has else memory.last + core), NOTHING, kind, "statement.facet"
            base = memory.last if core.text[0] == "占" else _base(memory.topic, memory.verb, words)
            if core.text[0] == "占" and base.text in words.facets and base.text == memory.topic.text:
                return base + core, NOTHING, kind, "statement.facet"  # 出口1637亿元,|占全省|65%
            if core.text[0] not in "占对" and _own_side(base, memory):
                return core, NOTHING, kind, "statement.before"
            return (
                (core if base.text in words.facets or core.text in base.text else base + core),
                NOTHING,
                kind,
                "statement.facet",
            )
        if (
            slot.joined
            and not len(verb)
            and memory.verb_kind
            and (not said.predicate or (_MORE.fullmatch(said.predicate) and memory.unit == slot.amount.unit))
        ):
            return with_verb(memory.verb, memory.verb_kind, core), memory.verb, memory.verb_kind, "statement.coordinate"
        if len(memory.last) and _refers_back(slot, said, memory):
            return memory.last, memory.verb, kind, "statement.carried"
        if len(memory.last) > len(core) - 1 > 1 and core.text[-1] in _SIDES and memory.last.text.endswith(core.text[:-1]):
            return memory.last + core.cut(len(core) - 1), NOTHING, kind, "statement.facet"  # 二手车出口1500辆,|出口额
        if memory.unit == slot.amount.unit and not len(verb) and said.measure in ("", "level") and len(part := part_of(core, memory.topic, words)) > len(core):
            return part, NOTHING, kind, "statement.part"
        if len(memory.whole) and not words.facets.ending(core.text):
            return core + memory.whole, verb, kind, "statement.part"
        return core, verb, kind, "statement.before"
    if len(verb) and kind in ("keep", "newkept"):
        alone = memory.topic.text in words.facets or verb.text in memory.topic.text
        alone = alone or (len(memory.topic) > 0 and _own_side(_base(memory.topic, memory.verb, words), memory))
        if len(memory.topic) > len(verb) and memory.topic.text.startswith(verb.text):
            return memory.topic, verb, kind, "statement.carried"
        if len(memory.topic) and verb.text in words.facets and not alone:
            return memory.topic + verb, verb, kind, "statement.facet"
        return verb, verb, kind, "statement.before"
    if said.predicate and len(slot.topic) and not len(verb):
        moved = _moved(slot.topic, spans, words)
        known = moved.text in words.aliases or words.facets.ending(moved.text) != ""
        if len(moved) > 2 and (said.measure in ("growth", "decrease") or known):
            return moved, NOTHING, kind, "statement.carried"
    if len(memory.last) and (len(noun) < 2 or slot.amount.unit in PLAIN or slot.amount.unit == memory.unit):
        joined = slot.joined and not said.predicate
        return memory.last, memory.verb, memory.verb_kind if joined else kind, "statement.carried"
    return NOTHING, verb, kind, ""


def _refers_back(slot: Slot, said: Phrase, memory: Memory) -> bool:
    """Whether what leads to the value only narrows the indicator before it, or relates it to another's."""
    unit = slot.amount.unit
    ranked = slot.joined and unit == "位" == memory.unit and not said.predicate  # 居全省第2位、中部城市|第5位
    related = unit in ("%", "x") and _RELATIVE.match(slot.lead.text) is not None
    return ranked or related or said.core.text.endswith(_PART)


def _moved(topic: View, spans: Spans, words: Lexicon) -> View:
    """What the clause before told to move or to stand beside others, without a value: 指数|稳步回升, 增速|高于全省."""
    compared = _BESIDE.search(topic.text)
    if compared:
        return phrase(topic.cut(0, compared.start()), spans, words, None).core
    moved = phrase(topic, spans, words, None)
    if moved.measure in ("growth", "decrease"):
        return moved.core
    form = words.aliases.opening(moved.core.text)
    return moved.core.cut(0, len(form)) if form and len(moved.core) - len(form) <= _TOLD and _WHOLE.match(moved.core.text, len(form)) else NOTHING


def _at_stage(works: View, stage: View, words: Lexicon) -> View:
    """The works at the stage that they have come to: 危房改造开工, 竣工 -> 危房改造竣工; 开工项目, 竣工 -> 竣工项目."""
    form = words.stages.ending(works.text)
    if form and len(works) - len(form) >= 2:
        return works.cut(0, len(works) - len(form)) + stage
    form = words.stages.opening(works.text)
    return stage + works.cut(len(form)) if form and len(works) - len(form) >= 2 else works + stage


def _whole(slot: Slot, said: Phrase, noun: View, words: Lexicon) -> View:
    """What a share is told of, where the sentence goes on behind it: 新增财力|80%以上|用于民生, |85%的农户|参加合作社."""
    if len(said.core) and said.core.text == said.verb.text and not said.predicate and said.verb_kind == "keep":
        return said.verb + noun  # 覆盖|90%|办件
    if len(said.core):
        goes_on = not said.predicate and words["measure.part_of"].match(slot.tail.text)
        return _told(said) + noun if goes_on else NOTHING
    return noun if _BARE.fullmatch(said.predicate) and _opens(slot) else NOTHING


def _told(said: Phrase) -> View:
    """The phrase, with the verb of what has newly come."""
    return said.verb + said.core if said.verb_kind == "new" else said.core


def _is_side(core: View, words: Lexicon) -> bool:
    """True for a phrase that names only a side of an indicator: 总量, 数量、规模, 占全国比重, 对工业增长贡献率."""
    if core.text[0] == "对":
        return not _OWN.search(core.text)
    if core.text.startswith("占地"):
        return core.text in words.facets
    return core.text[0] == "占" or all(item in words.facets for item in core.text.replace("和", "、").split("、"))


_THINGS = re.compile(
    "^(?:该|本|此)|^(?:项目|学校|医院|公司|企业|园区|基地|中心|水库|小区|合作社|工程|校区|院区|馆)$|(?:大学|学院|中学|小学|医院|公司|集团|水库|电站|山庄)$"
)
_PLOTS = ("用地", "占地", "建筑")  # what is left of 用地面积, no thing that has sides
_MANY = re.compile("项目|企业|工程|公司|平台")
SITE = re.compile("(?:投资|占地|占地面积|用地面积|建筑面积|总建筑面积|库容|注册资本)$|^年(?:接待|产)")


def _own_side(base: View, memory: Memory) -> bool:
    """Whether a side is one of the thing that the sentence is about (学校占地60亩，|建筑面积), not of what was told before."""
    if memory.site and not _MANY.search(memory.topic.text):
        return True
    if memory.topic.text[0] == "年" or memory.counted:
        return memory.topic.text[0] == "年"
    return bool(_THINGS.search(base.text) or (SITE.search(memory.topic.text) and (not len(base) or base.text == memory.topic.text or base.text in _PLOTS)))


def _base(topic: View, verb: View, words: Lexicon) -> View:
    """The topic without its verb and without a side of its own: 新建大棚面积 -> 大棚."""
    if len(verb) and len(topic) - len(verb) >= 2 and topic.text.startswith(verb.text):
        topic = topic.cut(len(verb))
    facet = words.facets.ending(topic.text)
    return topic.cut(0, len(topic) - len(facet)) if facet and len(topic) - len(facet) >= 2 else topic


def _opens(slot: Slot) -> bool:
    """Whether the clause begins with the value and goes on behind it: 85%以上|农户参与合作社."""
    return len(slot.lead) <= 2 and slot.tail.text[:1] not in "、,和与及"
