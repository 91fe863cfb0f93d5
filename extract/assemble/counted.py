"""The indicator of a value that is followed by what it counts: 建成|20个|口袋公园."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.clauses import Slot
from extract.assemble.lexicon import COMING, KEPT, Lexicon
from extract.assemble.memory import Memory
from extract.assemble.scene import Reading, Scene, with_verb
from extract.assemble.view import NOTHING, View, stripped

AFTER, OBJECT = "statement.after", "statement.object"
# The value counts nothing that follows it; its indicator stands before it.
ELSEWHERE = Reading(NOTHING, NOTHING, "", "elsewhere")


def counted(scene: Scene) -> Reading | None:
    """The indicator of an amount, with the noun that it counts: 建成|20个|口袋公园; None where the indicator stands elsewhere."""
    for find in _TRIES:
        found = find(scene)
        if found is not None:
            return None if found is ELSEWHERE else _newly(found, scene)
    return None


def _newly(found: Reading, scene: Scene) -> Reading:
    """The reading with a verb that tells the things of a list behind it, too, that they are new: 云溪大学|新增|2个|硕士点、3个博士点."""
    if scene.said.measure == "increase" and found.kind not in COMING:
        found.kind = "newkept" if found.kind in KEPT else "new"
    return found


def _at_a_place(scene: Scene) -> Reading | None:
    """The noun alone, where a place before 有 only says where the counted things are: 活动现场即有|4家|企业签约, 云坞镇共有|52个|项目发布."""
    there = scene.words["counted.has"].search(scene.said.predicate) is not None and scene.slot.amount.kind == "count"
    return scene.reading(_begun(scene), AFTER) if there and (scene.words["counted.place"].search(scene.core.text) or _is_place(scene)) else None


def _is_place(scene: Scene) -> bool:
    """Whether the core is the name of a place, and the noun is no side of it: 云坞镇现有|30个|投资亿元以上项目."""
    return scene.noun.text not in scene.words.facets and any(
        kind == "place" and set(scene.core.at) <= set(range(start, end)) for start, end, kind in scene.spans
    )


def _share_of_things(scene: Scene) -> Reading | None:
    """供水管网覆盖|100%|的乡镇 -> 供水管网覆盖乡镇."""
    core, noun = scene.core, scene.noun
    if not (scene.part_of_noun and scene.plain):
        return None
    if scene.words.shares.search(core.text):
        return ELSEWHERE
    covering = core if len(core) else _covering(scene)
    if scene.words["counted.covers"].search(covering.text):
        alone = 0 < len(core) <= len(scene.said.verb)
        return Reading(_things(scene.memory) + covering + noun if alone else covering + noun, covering, "keep", AFTER)
    inner = _behind_verb(scene)
    return scene.reading(inner + noun if len(inner) <= _SHORT else noun, AFTER)


def _covering(scene: Scene) -> View:
    """The covering verb of an earlier value in the same clause: 管网覆盖100%的乡镇和|99%|的村."""
    return scene.memory.verb if scene.memory.clause == scene.slot.clause else NOTHING


def _without_lead(scene: Scene) -> Reading | None:
    """The noun behind a value without a lead: 83人|喜迁新居."""
    memory, said = scene.memory, scene.said
    if len(scene.core) or len(said.verb):
        return None
    if _of_the_one_before(scene):
        return ELSEWHERE
    if scene.slot.joined and memory.verb_kind and not said.predicate:
        return scene.resumed(with_verb(memory.verb, memory.verb_kind, scene.noun), "statement.coordinate")
    if not _is_told(scene):
        return scene.reading(NOTHING, "")
    return Reading(_begun(scene), said.verb, "new" if said.measure == "increase" else said.verb_kind, AFTER)


def _of_the_one_before(scene: Scene) -> bool:
    """Whether the value goes on about the last indicator: ,增长|5%; ,达到|3亿元."""
    more = scene.slot.amount.kind == "count" and scene.words["counted.changes"].search(scene.said.predicate) is not None and len(scene.noun) > 2
    goes_on = (scene.moved and not more) or (scene.money and scene.said.predicate != "")
    return len(scene.memory.last) > 0 and goes_on


def _is_told(scene: Scene) -> bool:
    """Whether something is said of the counted noun: by a predicate, a list it belongs to, an event that befell people, or an outcome."""
    listed = scene.slot.joined and scene.memory.clause == scene.slot.clause
    act = (
        scene.slot.onward and scene.words.things.search(scene.noun.text) and scene.words.outcomes.search(scene.slot.tail.text, len(scene.noun))
    )  # 18家|规上茶企|实现产值9亿元
    befallen = scene.words["counted.people"].fullmatch(scene.slot.amount.unit or "") and scene.noun.text in scene.words.clauses
    return bool(scene.said.predicate or listed or befallen or act or _tells_itself(scene))


def _tells_itself(scene: Scene) -> bool:
    """Whether the counted noun says what is told of it: an outcome, or what a place is divided into."""
    return _has_outcome(scene.noun.text, scene.words) or _divides(scene)


def _divides(scene: Scene) -> bool:
    """Whether the counted noun is what a place is divided into: 全县辖|15个|乡镇,|3个|街道."""
    division, words = scene.words["counted.division"], scene.words
    rules = words["counted.rules"].search(scene.slot.lead.text) is not None
    return division.fullmatch(scene.noun.text) is not None and (rules or division.fullmatch(scene.memory.last.text) is not None)


def _has_outcome(noun: str, words: Lexicon) -> bool:
    """Whether a phrase has an outcome of things in it, or a line that each of them is over: 村集体收入|超过50万元."""
    return (words.outcomes.search(noun, 1) or words["counted.over_line"].search(noun)) is not None


def _side_before(scene: Scene) -> Reading | None:
    """面积|300亩|的茶园 -> 茶园面积."""
    side = scene.core.text in scene.words.facets and scene.part_of_noun and not len(scene.memory.topic)
    return scene.reading(scene.noun + scene.core, AFTER) if side else None


def _laid_out(scene: Scene) -> Reading | None:
    """村集体完成|3万元|经营收入 -> 村集体经营收入."""
    done = scene.money and scene.words["counted.done"].search(scene.said.predicate) and scene.words.facets.ending(scene.noun.text)
    return scene.reading(scene.core + scene.noun, AFTER) if done else None


def _invested(scene: Scene) -> Reading | None:
    """ELSEWHERE for a sum that is invested, or that has an indicator before it."""
    core, verb = scene.core, scene.said.verb
    named = scene.money and len(core) > len(verb) and not scene.words.verbs.ending(core.text)
    return ELSEWHERE if _lays_out(scene, verb.text) or named else None


def _lays_out(scene: Scene, verb: str) -> bool:
    """Whether `verb` spends money, not on the noun that follows but to do something: 投资, 投入8万元|改造|6条道路."""
    spent = scene.money and scene.slot.onward and scene.noun.text in scene.words.verbs and verb in scene.words.spending
    return spent or scene.words["counted.invests"].match(verb) is not None


def _come_about(scene: Scene) -> Reading | None:
    """A noun with its stage, whatever verb stands before it: 推动|12个|项目开工 -> 开工项目; 举办推介会 |12个|项目现场签约."""
    return scene.reading(_begun(scene), AFTER) if scene.words.begun.fullmatch(scene.noun.text) else None


def _kinds(scene: Scene) -> Reading | None:
    """The kinds or parts of the things before the value: 种植各类药材|20个|品种 -> 种植各类药材品种."""
    told = len(scene.core) > len(scene.said.verb) and scene.words["counted.kinds"].fullmatch(scene.noun.text) is not None
    return scene.reading(scene.core + scene.noun, OBJECT) if told else None


def _verb_alone(scene: Scene) -> Reading | None:
    """建成|20个|口袋公园."""
    verb = scene.said.verb
    alone = not len(scene.core) or scene.core.text == verb.text
    return scene.reading(with_verb(verb, scene.said.verb_kind, scene.noun), OBJECT) if alone else None


def _in_a_field(scene: Scene) -> Reading | None:
    """新建文旅领域|3个|项目 -> 文旅领域项目."""
    field = scene.words["counted.field"].search(scene.core.text)
    return scene.reading(_behind_verb(scene) + scene.noun, OBJECT) if field else None


def _last_verb(scene: Scene) -> Reading | None:
    """The noun with the verb at the end of the core (茶企|培育|3家|龙头企业); recipients of a work with the work (片区改造|惠及|居民)."""
    core, words = scene.core, scene.words
    last = words.verbs.ending(core.text)
    if len(core) - len(last) == 1:
        last = words.verbs.ending(core.text[2:])  # 阳新|签约 rather than 新签约
    if not last:
        return None
    own, kind = core.cut(len(core) - len(last)), words.verbs[last]["kind"]
    if _lays_out(scene, last):
        return Reading(own, own, kind, "statement.before")
    if words["completion.benefit"].fullmatch(last) and words.verbs.ending(core.text[: -len(last)]):
        return Reading(core + scene.noun, own, kind, OBJECT)
    return Reading(with_verb(own, kind, scene.noun), own, kind, OBJECT)


def _befell(scene: Scene) -> Reading | None:
    """The core with what happened to the people it names: 带动贫困户|3000人|脱贫 -> 带动贫困户脱贫."""
    said, noun, words = scene.said, scene.noun, scene.words
    told = said.verb_kind == "keep" and len(scene.core) > len(said.verb) + 1 and not said.predicate and not scene.part_of_noun
    return scene.reading(scene.core + noun, OBJECT) if told and words.clauses.ending(noun.text) == noun.text else None


def _common_verb(scene: Scene) -> Reading | None:
    """The noun with a common verb at the end or the beginning of the core: 安全护送|300名|游客, 辐射周边|30家|茶企."""
    core, words = scene.core, scene.words
    if len(scene.said.verb) or not _VERB <= len(core) <= _SHORT or scene.part_of_noun or scene.slot.lead.text.endswith(scene.words.of):
        return None
    own = core.cut(len(core) - _VERB) if core.text[-_VERB:] in words.acting else core
    acts = own.text[:_VERB] in words.acting and len(own) <= 2 * _VERB and not words["counted.first"].match(own.text)
    return Reading(own + scene.noun, own, "keep", OBJECT) if acts else None


_VERB = 2  # length of a verb


def _done(scene: Scene) -> Reading | None:
    """The noun with the two characters before 了, which are a verb in any case: 先后公开处罚|了|4名|评审专家."""
    done = scene.words["counted.perfect"].fullmatch(scene.said.predicate) and len(scene.core) > 1
    own = scene.core.cut(len(scene.core) - 2)
    return Reading(own + scene.noun, own, "keep", OBJECT) if done else None


def _come_anew(scene: Scene) -> Reading | None:
    """The noun that is new, with the class of things that it is new for: 养老机构|新增|32个|护理床位 -> 养老机构护理床位, 云溪公司|新增|20个|站点 -> 站点."""
    core, noun, words = scene.core, scene.noun, scene.words
    if scene.slot.amount.kind != "count" or not words["counted.come"].fullmatch(scene.said.predicate):
        return None
    scene.memory.owner = whose = core if words.things.search(core.text) else NOTHING
    return scene.bare(whose + noun, AFTER)


def _measured(scene: Scene) -> Reading | None:
    """ELSEWHERE where a predicate measures what stands before the value: 岗位|增加|20个."""
    return ELSEWHERE if scene.said.predicate and scene.said.measure else None


def _named_before(scene: Scene) -> Reading | None:
    """ELSEWHERE where verb and things stand before the value, and what follows tells of something else: 落地亿元以上项目|46个|周砚表示."""
    core, verb = scene.core, scene.said.verb
    led = len(verb) > 0 and len(core) > len(verb) + 1 and core.text.startswith(verb.text) and scene.slot.amount.kind == "count"
    return ELSEWHERE if led and scene.words["counted.runs_on"].search(scene.noun.text) else None


def _object(scene: Scene) -> Reading | None:
    verb = scene.said.verb
    if not len(verb):
        return scene.reading(_begun(scene), AFTER)
    return scene.reading(with_verb(verb, scene.said.verb_kind, scene.noun), OBJECT)


# The first that answers decides.
_TRIES = (
    _at_a_place,
    _share_of_things,
    _without_lead,
    _side_before,
    _laid_out,
    _invested,
    _befell,
    _come_about,
    _kinds,
    _verb_alone,
    _in_a_field,
    _last_verb,
    _done,
    _come_anew,
    _measured,
    _common_verb,
    _named_before,
    _object,
)

_SHORT = 6  # characters of a subject that narrows the noun of a share


def _begun(scene: Scene) -> View:
    """The noun with its stage before the things (ANNOTATION 8): 重大项目昨天集中开工 -> 集中开工重大项目; other nouns as printed."""
    noun = scene.noun
    told = scene.words.begun.fullmatch(noun.text)
    return noun.cut(told.start("deed")) + noun.cut(0, told.end("things")) if told else noun


def _things(memory: Memory) -> View:
    """The topic without its verb: 创建|未来社区|300个,覆盖…"""
    topic = memory.topic
    return topic.cut(len(memory.verb)) if topic.text.startswith(memory.verb.text) else topic


def _behind_verb(scene: Scene) -> View:
    """The core without the verb before it."""
    verb, core = scene.said.verb, scene.core
    return core.cut(len(verb)) if core.text.startswith(verb.text) else core


def noun_of(slot: Slot, words: Lexicon) -> View:
    """The noun behind an amount (20家|高新技术企业), up to the next boundary; NOTHING where none follows."""
    tail = _opened(slot.tail, words)
    if not len(tail):
        return NOTHING
    tail = _doers(slot, _ended(slot, _first(slot, tail, words), words), words)
    if _is_predicate(tail, words):
        return NOTHING
    drop = words.verbs.opening(tail.text)
    if drop and words.verbs[drop]["kind"] == "drop" and len(tail) > len(drop) + 1 and (len(drop) > 1 or not words.cuts_word(tail.text, 1)):
        tail = tail.cut(re.matched(words["counted.degree"].match(tail.text, len(drop))).end())
    return _shortened(tail.cut(0, len(tail) - len(words.closings.ending(tail.text))), words)


def _doers(slot: Slot, tail: View, words: Lexicon) -> View:
    """The doers before the verb that leads to the next value: 吸引80户|农户|流转土地1300亩; the whole tail where it names none.

    A bare class keeps its deed, unless a kept verb leads to it: 26家|企业融资|120亿元.
    """
    if not slot.onward or slot.got >= 0 or not words["clauses.served"].fullmatch(slot.amount.unit or ""):
        return tail
    led = words.verbs.get(words.verbs.ending(slot.lead.text))
    least = 1 if led is not None and led["kind"] in KEPT else _CLASS
    those = (who for at in range(2, len(tail) - 1) if len(who := _who(tail.text, at, words)) > least)
    return tail.cut(0, len(next(those, _whose(tail.text, words) or tail.text)))


def _whose(text: str, words: Lexicon) -> str:
    """The people before a sum of money of theirs (村民|入股资金); "" where there are none."""
    people = words["scene.people"].match(text)
    return people[0] if people and words["completion.money"].search(text, people.end()) else ""


_CLASS = 2  # characters of a class that says nothing alone: 企业


def _who(text: str, at: int, words: Lexicon) -> str:
    """The doers before the verb at index `at`, without a time or an adverb between; "" where no verb or no doer is there."""
    people = text[at : at + _VERB] in words.acting
    if not people and not words.outcomes.match(text, at):
        return ""
    meanwhile = words["counted.meanwhile"].search(text[:at])
    who = text[: meanwhile.start()] if meanwhile else text[:at]
    is_class = not people and words.things.search(who) is not None
    return who if is_class or words["scene.people"].fullmatch(who) else ""


_LONGEST = 30  # characters of a noun; what is longer is a clause


def _shortened(noun: View, words: Lexicon) -> View:
    """The noun cut to the longest that a noun may be, behind an item of its list where there is one."""
    if len(noun) <= _LONGEST:
        return noun
    apart = [found.start() for found in words["counted.apart"].finditer(noun.text, 2, _LONGEST)]
    return noun.cut(0, apart[-1] if apart else _LONGEST)


def _opened(tail: View, words: Lexicon) -> View:
    """The tail without 的, quotes and words of saying; NOTHING behind the gap of a headline, or where another thing follows."""
    tail = tail.cut(1) if tail.text.startswith(words.of) else tail
    if tail.text[:1] == " " or words["counted.and"].match(tail.text) or words["counted.elsewhere"].match(tail.text) or words["clauses.grown"].match(tail.text):
        return NOTHING
    tail = stripped(tail, '"')
    told = words["counted.told"].match(tail.text)
    return tail.cut(told.end()) if told else tail


def _first(slot: Slot, tail: View, words: Lexicon) -> View:
    """The tail up to the end of one noun, or of several of one kind, without a connector before it."""
    tail = tail.cut(0, _end(slot, tail, words))
    spends = slot.amount.unit == "%" and words["phrases.taking"].search(slot.lead.text) is not None  # 把|75%|的支出用于民生
    for more in ("counted.onward",) if spends else ("counted.serves", "counted.serial", "counted.onward"):
        found = words[more].search(tail.text, 2)
        tail = tail.cut(0, found.start()) if found else tail
    lead = words.leads.opening(tail.text)
    connected = len(lead) > 1 and len(tail) - len(lead) > 1 and words.leads[lead]["kind"] == "connector"
    return _without_next(slot, tail.cut(len(lead)) if connected else tail, words)


def _without_next(slot: Slot, tail: View, words: Lexicon) -> View:
    """The tail without the lead of the next value behind a joint: 3个|公园|和绿道20公里."""
    joint = re.last(words["lists.joint"], tail.text, 2, max(len(tail) - 1, 2)) if slot.onward and len(tail) == len(slot.tail) else None
    if joint is None or any(words.cuts_word(tail.text, at) for at in joint.span()):
        return tail
    rest = tail.text[joint.end() :]
    acts = any(rest[at : at + _VERB] in words.acting for at in range(2, len(rest) - _VERB))
    return tail if acts else tail.cut(0, joint.start())


def _end(slot: Slot, tail: View, words: Lexicon) -> int:
    """The index at which the noun ends: behind a row of things, else at the first boundary outside quotes."""
    several = words["counted.instances"].match(tail.text) or words["counted.ranks"].match(tail.text) or _objects(slot, tail, words)
    if several:
        return several.end()
    if not slot.onward and words.verbs.ending(slot.lead.text) in words.pushes and (end := _deed_end(tail.text, words)):
        return end
    quoted = tail.text.find("”") + 1 if tail.text[:1] == "“" else 0
    return next((m.start() for m in words["counted.noun_end"].finditer(tail.text, quoted)), len(tail))


def _deed_end(text: str, words: Lexicon) -> int:
    """The index at which a deed done to several things ends (完成17公里|燃气、供暖管网改造|); 0 where there is none."""
    deed = words["bind.deed"].search(text, 2)
    if deed is None or deed["deed"] not in words.verbs or words["counted.several"].fullmatch(text) is None:
        return 0
    return deed.start("work") if deed["work"] else len(text)


def _ended(slot: Slot, tail: View, words: Lexicon) -> View:
    """The tail up to 任务, unless tasks are counted (6项|创建任务), and without a cause inside it: 代理机构|因评审不规范|被约谈."""
    tasks = words["counted.items"].fullmatch(slot.amount.unit or "")
    task = None if tasks else words["counted.task"].search(tail.text, 4)
    tail = tail.cut(0, task.start()) if task else tail
    cause = words["counted.cause"].search(tail.text, 2)
    return tail.cut(0, cause.start()) + tail.cut(cause.end()) if cause else tail


def _is_predicate(tail: View, words: Lexicon) -> bool:
    """Whether the tail is a predicate rather than a noun: 任务 closes a phrase, 规模 is a size, 增长… tells of another value."""
    if _stands(tail.text, words):
        return True
    form = words.predicates.opening(tail.text)
    kind = words.predicates[form]["kind"] if form else ""
    if not form or kind == "where" or (len(form) == 1 and kind != "change"):
        return False
    rest = tail.text[len(form) :]
    return words.of not in rest and not words.outcomes.match(rest)  # 实现|稳定脱贫


def _stands(text: str, words: Lexicon) -> bool:
    """Whether a text closes what stands before it, or says where a value stands: 任务, 规模, 较高水平."""
    closes = words.stops.ending(text) and not words.outcomes.search(text, 2)
    return bool(closes) or text in words.sizes or words["counted.standing"].fullmatch(text) is not None


def _objects(slot: Slot, tail: View, words: Lexicon) -> re.Match[str] | None:
    """The match of several kinds of things under one count, up to the end of the clause: 10个|产业学院、工匠学院; None where there is none."""
    row = words["counted.row"].match(tail.text)
    if row is None or slot.behind()[0].text != slot.tail.text:
        return None
    items = words["counted.apart"].split(row[0])
    return row if _is_thing(items[0], words, acts=True) and all(_is_thing(item, words) for item in items[1:]) else None


def _is_thing(item: str, words: Lexicon, acts: bool = False) -> bool:
    """Whether a list item is a thing; with `acts` it may hold the deed for all items (项目列入|国家、省|科技计划)."""
    deed = None if acts else words.outcomes.search(item, 1)
    form = words.predicates.opening(item)
    said = form and words.predicates[form]["kind"] != "where"  # 省内外|设计院
    return not (words.verbs.opening(item) or said or deed or words.facets.ending(item) or _is_sum(item, words))


def _is_sum(item: str, words: Lexicon) -> bool:
    """Whether a list item is a side with its predicate: 总数|达."""
    side = words.facets.opening(item)
    return side != "" and words.predicates.opening(item[len(side) :]) != ""
