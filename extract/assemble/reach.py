"""Slot -> the indicator in its reach: in its lead, in what it counts, or in what the clauses before have left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.assemble.clauses import PLACE
from extract.assemble.cores import unpushed, without_state
from extract.assemble.counted import AFTER, counted, noun_of
from extract.assemble.lexicon import KEPT, Lexicon
from extract.assemble.lists import part_of
from extract.assemble.memory import Memory
from extract.assemble.parts import alike, of_families, of_term, part, part_of_whole, part_that
from extract.assemble.phrases import Phrase, phrase
from extract.assemble.scene import Reading, Scene, with_verb
from extract.assemble.scene import Spans as Spans
from extract.assemble.view import NOTHING, View, stripped

BEFORE, CARRIED, FACET, PART = "statement.before", "statement.carried", "statement.facet", "statement.part"
COORDINATE = "statement.coordinate"
Searches = tuple[Callable[[Scene], Reading | None], ...]
_SUBJECT = 4  # characters of a subject with its verb: 农户参加
_LONG = 3  # characters of a side; before a longer one, a single character may name a thing: 梨|种植面积
_TOLD = 8  # characters that may say how an indicator without a value goes: 工业投资|加速扩张


def indicator_of(scene: Scene) -> Reading:
    """The indicator in reach of a value, and the rule that found it; an empty one where there is none."""
    scene.noun = _undated(noun_of(scene.slot, scene.words), scene.spans, scene.words)
    own = len(scene.core) > 0 and scene.core.text != scene.said.verb.text
    tries: Searches = (*_BEHIND, *(_OF_PHRASE if own else ()), *_WITHOUT_PHRASE)
    for find in tries:
        found = find(scene)
        if found is not None:
            return found
    return scene.reading(NOTHING, "")


def _undated(noun: View, spans: Spans, words: Lexicon) -> View:
    """The counted noun without dates: 评出51家|2022年度|示范基地, 3条|高速公路|昨天|通车; NOTHING where it is only a date (投入5亿元|7月27日)."""
    for start, end, kind in spans:
        if kind == "date" and len(noun) and noun.start <= start < noun.end:
            noun = stripped(noun.cut(0, noun.before(start)), "", words.at) + noun.cut(noun.before(end))
    return noun


def _counted(scene: Scene) -> Reading | None:
    """建成|20个|口袋公园."""
    counts = not scene.plain or (scene.part_of_noun and scene.slot.amount.unit != PLACE)
    return counted(scene) if len(scene.noun) >= 2 and counts and not _told_twice(scene) else None


def _told_twice(scene: Scene) -> bool:
    """Whether a count right behind another tells of the same families or people, which share the deed: 带动300户|900人|脱贫."""
    slot, memory = scene.slot, scene.memory
    beside = slot.clause == memory.clause and not len(slot.lead) and memory.verb_kind == "keep"
    of_people = all(scene.words["counted.people"].fullmatch(unit or "") for unit in (memory.unit, slot.amount.unit))
    return beside and of_people and memory.unit != slot.amount.unit and memory.last.text.endswith(scene.noun.text)


def _part_that(scene: Scene) -> Reading | None:
    """培育企业30家,其中|12家|获评省级企业."""
    named = part_that(scene)
    return scene.bare(named, AFTER) if len(named) else None


def _aim_of_last(scene: Scene) -> Reading | None:
    """The last indicator, for the aim that its value is compared with: 生产总值增长6.2%,完成年初|6%|的预期目标."""
    last = scene.memory.last
    held = scene.slot.amount.unit == "%" and len(last) > 0 and scene.words["reach.unsaid"].fullmatch(scene.core.text)
    aim = held and scene.words["reach.aim"].match(scene.slot.tail.text)
    return Reading(last, scene.memory.verb, scene.memory.verb_kind, CARRIED) if aim else None


def _great(scene: Scene) -> Reading | None:
    """The kind of thing among which something is ranked by size: 全国第二大|红茶产区."""
    great = scene.words["reach.great"].match(scene.slot.tail.text) if scene.slot.amount.unit == PLACE else None
    return scene.bare(scene.slot.tail.cut(*great.span("kind")), AFTER) if great else None


def _share_behind(scene: Scene) -> Reading | None:
    """85%的|农户|参加合作社."""
    if scene.slot.amount.unit != "%" or len(scene.noun) < _SUBJECT:
        return None
    whole = _whole(scene)
    return scene.bare(whole, AFTER) if len(whole) else None


def _rise(scene: Scene) -> Reading | None:
    """茶叶产值5亿元,|增收|3000万元: a rise in the last indicator."""
    rises = scene.core.text in scene.words.rising and len(scene.memory.last)
    return Reading(scene.memory.last, scene.core, "new", CARRIED) if rises else None


def _stage(scene: Scene) -> Reading | None:
    """危房改造开工300户,|竣工|280户."""
    memory = scene.memory
    goes_on = len(memory.works) > 0 and memory.works_unit == scene.slot.amount.unit and len(scene.noun) < 2
    reached = scene.core.text in scene.words.stages and goes_on
    return scene.reading(_at_stage(memory.works, scene.core, scene.words), CARRIED) if reached else None


def _side(scene: Scene) -> Reading | None:
    """A side of an earlier indicator: 茶园3万亩,|产量|5000吨."""
    core, memory, words = scene.core, scene.memory, scene.words
    if not _may_be_side(scene):
        return None
    if core.text.startswith((words.share, words.toward)):
        return _ratio(scene) if core.text.startswith(words.share) else _toward(scene)
    base = _all_of(scene) or _base(_works(scene) or memory.topic, memory.verb, words)
    if len(base) > _TOLD and words["reach.yearly"].match(core.text):
        return None  # a whole clause rather than things
    return scene.bare(core, BEFORE) if _own_side(base, scene) else _sided(base, scene)


def _all_of(scene: Scene) -> View:
    """What the last two counts have in common, where a total follows them: 中型水库1座,小型水库6座,|总库容 -> 水库."""
    memory, words = scene.memory, scene.words
    if not memory.counted or memory.parted or len(memory.recent) < 2 or not words["lists.total"].match(scene.core.text):
        return NOTHING
    other, last = memory.recent[-2:]
    return _both(other.text, last, words) if last == memory.topic else NOTHING


def _both(other: str, last: View, words: Lexicon) -> View:
    """The longest word that both names end in: 中型水库, 小型水库 -> 水库."""
    return next((last.cut(at) for at in range(1, len(last) - 1) if other.endswith(last.text[at:]) and last.text[at:] in words.common), NOTHING)


def _may_be_side(scene: Scene) -> bool:
    """Whether a phrase that is only a side may be one of the topic."""
    core, memory, words = scene.core, scene.memory, scene.words
    return not _is_new(scene) and _is_side(core, words) and len(memory.topic) > 0 and not scene.said.subject and not _is_apart(core, memory.topic, words)


def _toward(scene: Scene) -> Reading:
    """The side of the topic toward a whole (产值3亿元,|对工业增长贡献率|30%), or the last indicator for another partner (对东盟进出口额3亿元,|对欧盟|2亿元)."""
    topic, words = scene.memory.topic, scene.words
    if topic.text.startswith(words.toward):
        told = max(words.aliases.ending(topic.text), words.facets.ending(topic.text), key=len)
        return scene.bare(scene.core + topic.cut(len(topic) - len(told)), PART)
    return _sided(_base(topic, scene.memory.verb, words), scene)


def _is_apart(core: View, topic: View, words: Lexicon) -> bool:
    """Whether a flow of money stands beside another sum of the catalogue and is no side of it: 社会消费品零售总额|增长6%,出口|增长4%."""
    if words["reach.flow"].fullmatch(core.text):
        return words.products.search(topic.text, 1) is not None  # 原煤产量|增长5%,发电量|增长3%
    known = words.aliases.get(topic.text)
    flows = core.text in words.spending or (core.text in words.counterparts and core.text in words.aliases)
    return flows and known is not None and known["dimension"] == "money"


def _is_new(scene: Scene) -> bool:
    """Whether the value counts things that are new, in their own right: 新建学校3所,新增|学位|900个."""
    return scene.said.verb_kind == "new" and scene.slot.amount.kind == "count"


def _works(scene: Scene) -> View:
    """The things counted before, where the value tells by how many their number grew: 重点企业60家,产值3亿元,|数量增加|5家."""
    memory, slot = scene.memory, scene.slot
    number = slot.amount.kind == "count" and memory.works_unit == slot.amount.unit and scene.words["reach.number"].fullmatch(scene.core.text)
    return memory.works if number else NOTHING


def _bracketed(scene: Scene) -> Reading | None:
    """电梯(|占比|11%): a side of the phrase before the bracket."""
    outside = scene.slot.outside
    if not len(outside) or not _is_side(scene.core, scene.words):
        return None
    thing = phrase(outside, scene.spans, scene.words, None).core
    return scene.bare(thing + scene.core, FACET) if 2 <= len(thing) <= _TOLD else None


def _ratio(scene: Scene) -> Reading:
    """The share of the last indicator in a whole: 占全国|65%."""
    core, memory = scene.core, scene.memory
    if core.text == scene.words.share and len(memory.part):
        return scene.bare(memory.last + memory.part, FACET)
    if memory.last.text in scene.words.facets:
        return scene.bare(memory.last + core, FACET)  # 出口1637亿元,|占全省|65%
    pulls = scene.words["reach.pulls"].match(memory.last.text)
    return _sided(memory.topic if pulls else memory.last, scene)  # 出口增长5%,拉动外贸增长2个百分点,|占外贸|的35%


def _sided(base: View, scene: Scene) -> Reading:
    """The side with its base, unless the base is a side itself or names it already."""
    core, words, last = scene.core, scene.words, scene.memory.last
    share = words["reach.share"].search(last.text, 2)
    if share and words.shares.search(core.text) and scene.slot.amount.unit == "pp":
        return scene.bare(last + core, FACET)  # 占税收|40%,比重|下降1个百分点
    if share and core.text.startswith(words.share):
        base = base.cut(0, share.start())  # 占全省60%,|占全国|20%
    return scene.bare(_with_side(base, scene), FACET)


def _with_side(base: View, scene: Scene) -> View:
    core, words = scene.core, scene.words
    base = scene.memory.topic if words.growths.search(core.text) else base  # 贷款余额|增速
    side = any(words["completion.side"].match(told.text) for told in (base, scene.memory.topic))  # 亩均收入2万元,|总产|3万吨: a side has no sides
    alone = (side and not core.text.startswith(words.share)) or core.text in base.text or _are_others(scene)
    return core if alone else base + core


def _pace(scene: Scene) -> Reading | None:
    """接待游客3万人次,|同比增幅|5%: the change of the last indicator."""
    found = scene.words["reach.pace"].fullmatch(scene.core.text)
    if found is None or not len(scene.memory.last) or scene.slot.amount.unit not in ("%", "x"):
        return None
    scene.said = replace(scene.said, measure=str(found.lastgroup))
    return scene.bare(scene.memory.last, CARRIED)


def _pulls(scene: Scene) -> Reading | None:
    """投资增长30%,|拉动全部投资|增长5个百分点: the contribution of a change to a whole."""
    memory, core, words = scene.memory, scene.core, scene.words
    if scene.slot.amount.unit != "pp" or not len(memory.last) or not words["reach.pulls"].match(core.text):
        return None
    lead = scene.slot.lead
    pulls = words["reach.pulls"].search(lead.text)
    return scene.bare(lead.cut(pulls.start()) if pulls else core, FACET)


def _coordinate(scene: Scene) -> Reading | None:
    """新建公园3个、|绿道|20公里: the verb before holds for this one, too."""
    memory, predicate = scene.memory, scene.said.predicate
    if not (scene.slot.joined or _goes_on(scene)) or len(scene.said.verb) or not memory.verb_kind:
        return None
    more = scene.words["reach.more"].fullmatch(predicate) and memory.unit == scene.slot.amount.unit
    carried = not predicate or more
    return scene.resumed(with_verb(memory.verb, memory.verb_kind, scene.core + _shared_side(scene)), COORDINATE) if carried else None


def _shared_side(scene: Scene) -> View:
    """The side that later list items share with the first: 增加水稻种植面积3万亩、|油菜|2万亩."""
    last, core, words = scene.memory.last, scene.core.text, scene.words
    side = words["reach.shared_side"].search(last.text)
    if side is None or not side.start() or scene.memory.unit != scene.slot.amount.unit:
        return NOTHING
    told = words.facets.ending(core) or core in words.aliases or words["reach.shared_side"].search(core) or len(scene.noun)
    return NOTHING if told else last.cut(side.start())


def _goes_on(scene: Scene) -> bool:
    """Whether a clause counts things without a verb, as the one before did with one: 培育样板户50户,|样板村|1个."""
    words, core = scene.words, scene.core.text
    told = len(scene.slot.topic) or len(scene.said.subject) or scene.memory.parted
    thing = not (words.facets.ending(core) or words.verbs.ending(core))
    return (
        _counts_on(scene)
        and not told
        and thing
        and _has_verb(scene.memory, scene.slot.clause - 1)
        and words.of not in scene.memory.last.text
        and _is_like(core, scene.memory.last.text)
    )


def _is_like(thing: str, last: str) -> bool:
    """Whether a thing is named like the last one, by its last character or by an opening found in both: 样板户, 样板村; 厂房, 库房."""
    return thing[-1] == last[-1] or thing[:2] in last


def _has_verb(memory: Memory, clause: int) -> bool:
    """Whether the last value stood in `clause` and its indicator begins with its verb."""
    return memory.clause == clause and memory.verb_kind == "keep" and memory.last.text.startswith(memory.verb.text)


def _narrowed(scene: Scene) -> Reading | None:
    """总投资8亿元,其中柳城|部分|2亿元; 居全省第2位、中部城市|第5位."""
    refers = len(scene.memory.last) and _refers_back(scene)
    return Reading(scene.memory.last, scene.memory.verb, scene.said.verb_kind, CARRIED) if refers else None


def _size_of_deed(scene: Scene) -> Reading | None:
    """二手车出口1500辆,|出口额|3亿元."""
    core, last = scene.core, scene.memory.last
    of_deed = len(last) > len(core) - 1 > 1 and scene.words["reach.size"].search(core.text) is not None and last.text.endswith(core.text[:-1])
    return scene.bare(last + core.cut(len(core) - 1), FACET) if of_deed else None


def _named_again(scene: Scene) -> Reading | None:
    """普惠小微贷款余额3亿元,|贷款户数|增长5%: another side of the topic, named again by its last word."""
    core, topic, words = scene.core, scene.memory.topic, scene.words
    if len(scene.said.subject) or scene.said.verb_kind == "new" or core.text in words.aliases:
        return None
    at = next((at for size in _LAST_WORD if (at := _repeated(core.text, topic.text, size, words))), 0)
    return scene.bare(topic.cut(0, at) + core, FACET) if at else None


def _repeated(text: str, topic: str, size: int, words: Lexicon) -> int:
    """The index in `topic` of the word of `size` characters that opens `text`, where a side follows it in both, but not the same; 0 if none."""
    at, own = topic.rfind(text[:size]), text[size:]
    sides = at > 1 and own != topic[at + size :] and _is_bare(topic[at + size :], words) and (_is_bare(own, words) or words.things.fullmatch(own))
    return at if sides else 0


def _among(scene: Scene) -> Reading | None:
    """公路里程6200公里,其中|高速公路|320公里."""
    named = part(scene)
    return scene.reading(named, PART) if len(named) else None


def _part(scene: Scene) -> Reading | None:
    """院校在校生规模9万人,其中|技工院校|2万人."""
    alike = (
        scene.memory.unit == scene.slot.amount.unit
        and not len(scene.said.verb)
        and (scene.moved if scene.memory.measure else scene.said.measure in ("", "level"))
    )
    part = part_of(scene.core, scene.memory.topic, scene.words) if alike else scene.core
    return scene.bare(part, PART) if len(part) > len(scene.core) else None


def _alike(scene: Scene) -> Reading | None:
    """大型企业增加值增长5%,|中型企业|增长2%."""
    named = of_families(scene) or of_term(scene) or alike(scene)
    return scene.bare(named, PART) if len(named) else None


def _part_of_whole(scene: Scene) -> Reading | None:
    """按地域分,|城镇|…: a part of the indicator of the sentence before."""
    named = part_of_whole(scene)
    return scene.reading(named, PART) if len(named) else None


def _deeds(scene: Scene) -> Reading | None:
    """排查|违规企业|3000家,关停取缔|1200家: deeds done to the things counted in the clause before."""
    deeds = _are_deeds(scene.core.text, scene.words) and scene.memory.unit == scene.slot.amount.unit and _counts_on(scene)
    return Reading(_undone(scene.memory.topic, scene.words) + scene.core, NOTHING, "", FACET) if deeds else None


def _are_deeds(text: str, words: Lexicon) -> bool:
    """Whether a phrase is two verbs and nothing else: 关停取缔."""
    first = words.verbs.opening(text)
    rest = text[len(first) :]
    return 1 < len(first) < len(text) and (rest in words.verbs or rest in words.clauses)


def _counts_on(scene: Scene) -> bool:
    """Whether a count follows a count, with no noun behind it and no predicate before it."""
    return scene.memory.counted and scene.slot.amount.kind == "count" and len(scene.noun) < 2 and not scene.said.predicate


def _before(scene: Scene) -> Reading | None:
    """地区生产总值|增长|5%."""
    core = _of_the_project(scene)
    read = scene.reading(_of_the_counted(core, scene) or core, BEFORE)
    form = scene.words.verbs.ending(core.text)
    if scene.slot.amount.kind == "count" and not len(read.verb) and 1 < len(form) < len(core) and scene.words.verbs[form]["kind"] in KEPT:
        read.verb, read.kind = core.cut(len(core) - len(form)), str(scene.words.verbs[form]["kind"])  # 公交累计发送|3万班次、乘客|20万人次
    return read


def _of_the_counted(core: View, scene: Scene) -> View:
    """The phrase with the things counted before, whose last word it begins with: 入选省级重点项目|13个,|项目|总投资; else NOTHING."""
    thing = _counted_before(scene)
    same = next((size for size in _LAST_WORD if thing.text.endswith(core.text[:size]) and len(thing) > size), 0)
    return _undone(thing, scene.words) + core.cut(same) if same and _is_bare(core.text[same:], scene.words) else NOTHING


def _counted_before(scene: Scene) -> View:
    """The things counted in the clause or sentence before; NOTHING for a count, or for things with a name in quotes."""
    memory = scene.memory
    if not memory.counted or scene.slot.amount.kind == "count":
        return NOTHING
    thing = memory.topic if len(memory.last) else next(reversed(tuple(memory.handed.counted.values())), NOTHING)
    return NOTHING if "”" in thing.text else thing


def _is_bare(side: str, words: Lexicon) -> bool:
    """Whether a side says nothing without its base."""
    return side in words.facets or side in words.relative


_LAST_WORD = (3, 2)  # characters of the last word that names things again; a longer phrase is clear by itself: 重点项目|投资


def _of_the_project(scene: Scene) -> View:
    """The phrase without the one project that a text is about (项目|总投资), unless projects were counted before."""
    core, memory, words = scene.core, scene.memory, scene.words
    project = words["reach.project"].match(core.text)
    if (
        project is None
        or len(memory.handed.event)
        or any(words["bind.project"].search(told.text) for told in (memory.topic, memory.last, *memory.handed.counted.values()))
    ):
        return core
    return core.cut(project.end())


def _verb_alone(scene: Scene) -> Reading | None:
    """惠民保|覆盖|30万人: a verb that is a side of the topic, or an indicator by itself."""
    verb, topic = scene.said.verb, scene.memory.topic
    if not len(verb) or scene.said.verb_kind not in KEPT:
        return None
    if len(topic) > len(verb) and topic.text.startswith(verb.text):
        return scene.reading(topic, CARRIED)
    if len(done := _of_the_same(scene)):
        return scene.reading(verb + done, CARRIED)
    if len(topic) and verb.text in scene.words.facets and not _stands_alone(scene):
        return scene.reading(unpushed(topic, scene.words) + verb, FACET)
    return scene.reading(verb, BEFORE)


def _deed_again(scene: Scene) -> Reading | None:
    """完成老旧小区改造32个;今年计划再|改造|28个: only a verb, with which the last indicator ends."""
    verb, last = scene.said.verb, scene.memory.last
    again = _is_alike(scene) and 1 < len(verb) <= len(last) - 2 and last.text.endswith(verb.text)
    return Reading(last, scene.memory.verb, scene.memory.verb_kind, CARRIED) if again else None


def _deed_by_its_first(scene: Scene) -> Reading | None:
    """计划栽树3万株,已|栽|1万株: a verb that repeats the first character of the last indicator, in the same unit."""
    again = scene.words["reach.again"].fullmatch(scene.core.text)
    goes_on = scene.memory.unit == scene.slot.amount.unit and len(scene.noun) < 2
    if again is None or not goes_on:
        return None
    deed = _without_again(scene.memory.last, scene.words)
    told_again = len(deed) > 1 and deed.text.startswith(again["deed"])
    return Reading(deed, scene.memory.verb, scene.memory.verb_kind, CARRIED) if told_again else None


def _without_again(deed: View, words: Lexicon) -> View:
    """A deed without what says that it is done again: 再|栽树."""
    return deed.cut(1 if words["reach.again"].fullmatch(deed.text, 0, 2) else 0)  # a view of its own: `weighed` asks whether two values share one


def _other_side(scene: Scene) -> Reading | None:
    """生猪出栏3万头;年末|存栏|2万头: another side of the goods of the value before."""
    side, last, words = scene.said.verb or scene.core, scene.memory.last, scene.words
    product = words.products.search(last.text, 1) if _is_alike(scene) and words.products.fullmatch(side.text) else None
    return scene.bare(last.cut(0, product.start()) + side, FACET) if product else None


def _is_alike(scene: Scene) -> bool:
    """Whether a value without noun or subject is counted or measured in the unit of the last one."""
    amount = scene.slot.amount
    alike = amount.unit == scene.memory.unit or (amount.kind == "count" and amount.unit == scene.memory.works_unit)
    alike = alike and (scene.moved or not scene.plain)
    return alike and len(scene.noun) < 2 and not len(scene.said.subject)


def _of_the_same(scene: Scene) -> View:
    """The things of another verb before, in the same unit: 受理|各类案件|8600件,审结|8200件; 新增|床位|300张,改造|200张."""
    sized = scene.memory.unit == scene.slot.amount.unit and not (scene.plain or scene.money)
    if not sized or scene.words["reach.gone"].match(scene.memory.verb.text):
        return NOTHING
    things = _acted_on(scene.memory)
    return NOTHING if scene.words.verbs.ending(things.text) == things.text or things.text in scene.words.facets else things


def _acted_on(memory: Memory) -> View:
    """The things of the last value without its verb; NOTHING where it has no verb."""
    if not len(memory.verb):
        return NOTHING
    kept = next((told for told in (memory.last, memory.topic) if told.text.startswith(memory.verb.text)), NOTHING)
    return kept.cut(len(memory.verb)) if len(kept) else memory.last if memory.verb_kind == "new" else NOTHING


def _stands_alone(scene: Scene) -> bool:
    """Whether a verb is no side of the topic, because the topic is a side itself, names the verb, or is only beside it."""
    memory = scene.memory
    if memory.topic.text in scene.words.facets or scene.said.verb.text in memory.topic.text or _is_apart(scene.said.verb, memory.topic, scene.words):
        return True
    return _own_side(_base(memory.topic, memory.verb, scene.words), scene)


def _told_before(scene: Scene) -> Reading | None:
    """指数稳步回升,|同比增长|5%."""
    if not scene.said.predicate or not len(scene.slot.topic) or len(scene.said.verb):
        return None
    topic = scene.slot.topic
    things = without_state(topic, scene.words)
    moved = _moved(topic, scene.spans, scene.words) if things is topic else phrase(things, scene.spans, scene.words, None).core
    if scene.words.growths.search(scene.words.facets.opening(moved.text)):
        return None  # 增速|保持两位数
    known = scene.moved or _is_measured(moved, scene.words, told=things is not topic)
    return scene.bare(moved, CARRIED) if len(moved) > 2 and known else None


def _is_measured(moved: View, words: Lexicon, told: bool) -> bool:
    """Whether a phrase is an indicator or ends with a side; where its state was `told` (…人口|最多), it may also end with an indicator."""
    known = words.aliases.ending(moved.text) if told else moved.text in words.aliases
    return bool(known) or words.facets.ending(moved.text) != ""


def _carried(scene: Scene) -> Reading | None:
    """粮食产量3万吨,|增长|5%."""
    memory = scene.memory
    if not len(memory.last) or not (len(scene.noun) < 2 or scene.plain or scene.slot.amount.unit == memory.unit):
        return None
    joined = scene.slot.joined and not scene.said.predicate
    last = _ungrown(_unshared(memory.last, scene) if _is_of_thing(scene) else memory.last, scene)
    return Reading(last, memory.verb, memory.verb_kind if joined else scene.said.verb_kind, CARRIED)


def _is_of_thing(scene: Scene) -> bool:
    """Whether a value behind a share belongs to the thing itself: a share changes by points, and has a rank only if it was named as one (…比重)."""
    if scene.slot.amount.unit == PLACE:
        return scene.words.shares.search(scene.memory.last.text) is None
    return scene.moved and scene.slot.amount.unit != "pp"


def _ungrown(last: View, scene: Scene) -> View:
    """The last indicator without its growth rate, where the value is a growth itself: 投资增速|比上月提高3个百分点,|两年平均增长9%."""
    form = scene.words.facets.ending(last.text)
    grows = scene.moved and scene.slot.amount.unit == "%" and scene.memory.unit == "pp" and form != "" and scene.words.growths.fullmatch(form)
    return last.cut(0, len(last) - len(form)) if grows and len(last) - len(form) >= 2 else last


def _unshared(last: View, scene: Scene) -> View:
    """The last indicator without its share, for a change or a rank: 出口|占全市的35%,|增长8%."""
    share = scene.words["reach.share"].search(last.text, 2)
    return last.cut(0, share.start()) if share else last


# The first that answers decides, in this order: what stands behind the value; what the phrase before it makes of it; what a verb
# alone says, or the clauses before have left.
_BEHIND: Searches = (_part_that, _aim_of_last, _great, _counted, _share_behind, _rise, _stage)
_OF_PHRASE: Searches = (
    _deed_by_its_first,
    _pace,
    _bracketed,
    _pulls,
    _side,
    _among,
    _coordinate,
    _narrowed,
    _size_of_deed,
    _other_side,
    _named_again,
    _part,
    _alike,
    _part_of_whole,
    _deeds,
    _before,
)
_WITHOUT_PHRASE: Searches = (_deed_again, _other_side, _verb_alone, _told_before, _carried)


def _refers_back(scene: Scene) -> bool:
    """Whether the lead only narrows the indicator before it, or relates it to another."""
    slot, unit = scene.slot, scene.slot.amount.unit
    ranked = slot.joined and unit == PLACE == scene.memory.unit
    related = unit in ("%", "x") and scene.words["reach.relative"].match(slot.lead.text) is not None
    return ranked or related or scene.words["reach.part"].search(scene.core.text) is not None


def _moved(topic: View, spans: Spans, words: Lexicon) -> View:
    """What the clause before says to move, without a value: 指数|稳步回升."""
    moved = phrase(topic, spans, words, None)
    if moved.measure in ("growth", "decrease"):
        return moved.core
    form = words.aliases.opening(moved.core.text)
    return moved.core.cut(0, len(form)) if form and len(moved.core) - len(form) <= _TOLD else NOTHING


def _at_stage(works: View, stage: View, words: Lexicon) -> View:
    """The works with their new stage: 危房改造开工, 竣工 -> 危房改造竣工; 开工项目, 竣工 -> 竣工项目."""
    form = words.stages.ending(works.text)
    if form:
        return works.cut(0, len(works) - len(form)) + stage
    return stage + _undone(works, words) if words.stages.opening(works.text) else works + stage


def _undone(works: View, words: Lexicon) -> View:
    """The works without the deeds before them: 新开工|建设|停车位."""
    while len(form := words.stages.opening(works.text) or words.verbs.opening(works.text)) > 1:
        works = works.cut(len(form))
    return works


def _whole(scene: Scene) -> View:
    """What a share is told of, with the words behind the value: 新增财力|80%以上|用于民生, |85%的农户|参加合作社; NOTHING where they tell nothing."""
    said, noun = scene.said, scene.noun
    if len(said.core) and said.core.text == said.verb.text:
        return said.verb + noun  # 覆盖|90%|办件
    if len(said.core):
        goes_on = not said.predicate and scene.words["measure.part_of"].match(scene.slot.tail.text)
        return _told(said) + noun if goes_on else NOTHING
    opens = scene.words["reach.bare"].fullmatch(said.predicate) is not None and len(scene.slot.lead) <= 2
    return noun if opens else NOTHING


def _told(said: Phrase) -> View:
    """The core of a phrase, with its verb where that says that things are new."""
    return said.verb + said.core if said.verb_kind == "new" else said.core


def _is_side(core: View, words: Lexicon) -> bool:
    """Whether a phrase is only a side of an indicator: 总量, 数量、规模, 占全国比重, 对工业增长贡献率."""
    if core.text.startswith(words.toward):
        return not words["reach.own"].search(core.text)
    if words["reach.covers"].match(core.text):
        return False
    return (
        core.text.startswith(words.share)
        or words["reach.yearly"].match(core.text) is not None
        or all(item in words.facets for item in words["counted.apart"].split(core.text))
    )


def _own_side(base: View, scene: Scene) -> bool:
    """Whether a side belongs to what the sentence is about (学校占地60亩，|建筑面积) rather than to the topic."""
    memory, words = scene.memory, scene.words
    topic = memory.topic.text
    if _is_of_last(scene):
        return False
    if memory.site and not words["reach.many"].search(topic):
        return True
    if topic[0] == "年" or memory.counted:
        return topic[0] == "年"
    left = base.text in ("", topic) or words["reach.plots"].fullmatch(base.text) is not None
    return left and words["reach.site"].search(topic) is not None


def _is_of_last(scene: Scene) -> bool:
    """Whether a side belongs to the topic even on a site: 铺设管网3条,|长度; 投资增长5%,|增速."""
    words, core = scene.words, scene.core.text
    return (scene.memory.counted and words["reach.length"].fullmatch(core) is not None) or words.growths.fullmatch(core) is not None


def _base(topic: View, verb: View, words: Lexicon) -> View:
    """The topic without its verb, its own side and what happened to it: 新建大棚面积 -> 大棚, 项目|列入市重点项目."""
    if len(verb) and len(topic) - len(verb) >= 2 and topic.text.startswith(verb.text) and topic.text[len(verb)] not in words.joints:
        topic = topic if _is_begun(topic, verb, words) else topic.cut(len(verb))
    topic = _things_alone(topic, words)
    measured = words["reach.measured_by"].search(topic.text)
    facet = max(words.facets.ending(topic.text), measured[0] if measured else "", key=len)
    own = len(topic) - len(facet)
    torn = len(words.verbs.ending(topic.text)) > len(facet)  # 保税区进|出口
    return topic.cut(0, own) if facet and _names_thing(own, facet) and not torn else topic


def _names_thing(own: int, facet: str) -> bool:
    """Whether `own` characters before a side name a thing: two, or one before a long side (梨|种植面积)."""
    return own >= 2 or own == 1 < _LONG < len(facet)


def _things_alone(topic: View, words: Lexicon) -> View:
    """The things of a topic, without what happened to them (项目|列入市重点项目) and without their kinds or parts (药材|品种)."""
    befell = words["reach.befell"].search(topic.text)
    topic = topic.cut(0, befell.start()) if befell else topic
    kinds = words["counted.kinds"].search(topic.text)
    return topic.cut(0, kinds.start()) if kinds else topic


def _are_others(scene: Scene) -> bool:
    """Whether people are counted beside others rather than as a side of them: 在校学生3万人,|专任教师|2000人."""
    return scene.memory.unit == scene.slot.amount.unit and scene.words["scene.people"].match(scene.core.text) is not None


def _is_begun(topic: View, verb: View, words: Lexicon) -> bool:
    """Whether projects are named only by their stage: 签约|项目."""
    return verb.text in words.stages and words["bind.project"].fullmatch(topic.text, len(verb)) is not None
