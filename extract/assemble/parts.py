"""A part of an earlier whole -> its indicator: 公路里程6200公里,其中|高速公路|320公里 -> 高速公路里程."""

from __future__ import annotations

from dataclasses import replace

from extract.assemble.clauses import PLAIN, Slot
from extract.assemble.cores import after_list
from extract.assemble.lexicon import KEPT, Lexicon
from extract.assemble.lists import part_of
from extract.assemble.memory import Memory, Whole
from extract.assemble.scene import Scene
from extract.assemble.view import NOTHING, View
from extract.model import Amount

_LONGEST = 12  # characters; a longer phrase is an indicator by itself
_OF = 2  # characters of the thing before a deed: 房屋|新开工|面积
_NAMED = 4  # characters before the side of a whole; more name a single line, dam or school, whose parts do not repeat it


def part(scene: Scene) -> View:
    """The indicator of a part behind 其中, completed from the whole; NOTHING where the part names an indicator itself.

    A deed is the deed of its parts (新建公路, 其中|县道 -> 新建县道); a part without a side has that of the whole (公路里程,
    其中|国道 -> 国道里程); a body or a kind of owner has the whole (林地, 其中|青坪林场 -> 青坪林场林地), of which a place is the
    subject (建设安置房, 其中|青河乡 -> 建设安置房).
    """
    if len(again := _from(scene) or _at_place(scene)) or not _goes_on(scene) or len(scene.core) > _LONGEST:
        return again
    if _is_town(scene):
        return scene.memory.sum
    side = _side_of(scene.memory.sum, scene.words)
    return _of_deed(scene, side) or (NOTHING if _says_all(scene) else _of_owner(scene, side) or _of_side(scene, side))


def _from(scene: Scene) -> View:
    """The whole with the origin of a part of it: 门诊结算390万人次,其中|来自邻省|100万人次 -> 来自邻省门诊结算."""
    whole, amount = scene.memory.sum, scene.memory.sum_amount
    counted = amount is not None and amount.unit in (scene.slot.amount.unit, "%") and scene.slot.amount.kind == "count"
    return scene.core + whole if counted and scene.words["parts.from"].fullmatch(scene.core.text) else NOTHING


def of_families(scene: Scene) -> View:
    """The people of the families that the value before counted: 村民1242户,|人口|4050人 -> 村民人口."""
    core, memory, words = scene.core, scene.memory, scene.words
    people = words["parts.people"].fullmatch(core.text) and words["parts.families"].fullmatch(memory.unit or "")
    named = people and words["parts.folk"].search(memory.last.text)
    return memory.last + core if named else NOTHING


def _at_place(scene: Scene) -> View:
    """The whole, where a part in a place only repeats its side: 良种覆盖率80%,其中河西县|覆盖率|70% -> 良种覆盖率."""
    core, whole, amount = scene.core, scene.memory.sum, scene.memory.sum_amount
    alike = core.text in scene.words.facets and amount is not None and amount.unit == scene.slot.amount.unit
    return whole if alike and len(whole) > len(core) and whole.text.endswith(core.text) else NOTHING


def part_of_whole(scene: Scene) -> View:
    """A part of the whole of an earlier sentence, completed by it: 按地域分,|城镇 -> 城镇社会消费品零售总额; 分门类看,|采矿业 -> 采矿业增加值.

    NOTHING for a part that names a sum, a size or a rate of its own (商品零售, 餐饮收入, 增长面).
    """
    core, whole, words = scene.core, scene.memory.whole.indicator, scene.words
    if not _is_of(scene) or len(core) > _LONGEST or _names_itself(core, whole, words):
        return NOTHING
    side = NOTHING if words["parts.owner"].search(core.text) else _side_of(whole, words)
    return core + (side or whole)


def _is_of(scene: Scene) -> bool:
    """Whether a value may be one of a part: in a unit of the whole, a size or a change but no count, and without a verb of its own."""
    memory, said = scene.memory, scene.said
    told = len(memory.whole.indicator) > 0 and (scene.slot.amount.unit or "") in memory.whole.units
    sized = not scene.plain and scene.slot.amount.kind != "count" and said.measure in ("", "level")
    return told and not len(said.verb) and (scene.moved or sized)


def _names_itself(core: View, whole: View, words: Lexicon) -> bool:
    """Whether a part names what is measured: a size, a sum, a rate, or a word that the whole has, too (零售总额: 商品|零售)."""
    sized = words.facets.ending(core.text) or core.text in words.aliases or words.rates.search(core.text)
    at = whole.text.rfind(core.text[-2:])
    return bool(sized or words["parts.sums"].search(core.text)) or (at >= 0 and words["parts.size"].fullmatch(whole.text, at + 2) is not None)


def of_term(scene: Scene) -> View:
    """A kind of an earlier indicator named by its term only: 住户贷款增加3亿元。其中,|短期贷款|增加1亿元 -> 住户短期贷款."""
    core, words, memory = scene.core, scene.words, scene.memory
    term = words["parts.term"].match(core.text)
    kind = core.text[term.end() :] if term else ""
    wholes = (memory.topic, memory.sum, memory.whole.indicator)
    whole = next((one for one in wholes if kind and one.text.endswith(kind)), NOTHING)
    general = whole.cut(0, len(whole) - len(kind))
    other = words["parts.terms"].search(general.text)
    return (general.cut(0, other.start()) if other else general) + core if len(whole) else NOTHING


def alike(scene: Scene) -> View:
    """A thing like the one in the topic, with the topic's side: 大型企业增加值增长5%,|中型企业|增长2% -> 中型企业增加值.

    Words that narrow both stand before the first (规上|大型企业增加值 -> 规上|中型企业增加值). NOTHING for a phrase that names a size, a sum or a rate.
    """
    core, whole, words = scene.core, scene.memory.topic, scene.words
    if not _goes_with(scene) or not 2 <= len(core) <= _LONGEST or _says_what(core, words):
        return NOTHING
    at = _kind_in(whole.text, core.text, words)
    if not at:
        return _good(core, whole, words)
    own = whole.cut(at)
    if words["parts.measured"].search(own.text) is None or words["lists.total"].match(own.text):
        return NOTHING  # a part has no total
    return _narrowing(core, whole.cut(0, at), words) + core + own


def _kind_in(whole: str, thing: str, words: Lexicon) -> int:
    """The index in `whole` behind the kind that `thing` has, too: 大型|企业|增加值 for 中型企业, 文化|业|营业收入 for 娱乐业; 0 where it has another."""
    if words["parts.branch"].match(thing, len(thing) - 1):
        return max((branch.end() for branch in words["parts.branch"].finditer(whole, 0, len(whole) - 1)), default=0)
    at = whole.rfind(thing[-2:], 0, len(whole) - 1)
    return at + 2 if at >= 0 else 0


def _says_what(core: View, words: Lexicon) -> bool:
    """Whether a phrase names what is measured: a side, a rate, or a sum of the catalogue."""
    known = words.aliases.get(core.text)
    return words.facets.ending(core.text) != "" or words.rates.search(core.text) is not None or (known is not None and known["dimension"] == "money")


def _narrowing(core: View, other: View, words: Lexicon) -> View:
    """The words before a thing that narrow another of the same kind and length, too (规上|大型企业, 中型企业 -> 规上); else NOTHING."""
    first = len(other) - len(core)
    narrowed = first > 1 and other.text[first:] != core.text and words["parts.narrowing"].fullmatch(other.text, 0, first) is not None
    return other.cut(0, first) if narrowed else NOTHING


def _goes_with(scene: Scene) -> bool:
    """Whether a value is told like the one before it, by a phrase without a verb: both are changes, or levels in the same unit."""
    memory, said, slot = scene.memory, scene.said, scene.slot
    if said.verb or said.subject or not memory.topic or slot.amount.kind == "count":
        return False
    if memory.measure or memory.unit == "x":
        return scene.moved and slot.amount.unit in ("%", "x")
    return memory.unit == slot.amount.unit and not scene.plain and said.measure in ("", "level")


def _good(core: View, whole: View, words: Lexicon) -> View:
    """A good with the side of the good in the topic: 水泥产量增长3%,|钢材|增长5% -> 钢材产量."""
    product = words.products.search(whole.text, 1)
    other = core.text in words.aliases or words["parts.trade"].search(core.text) or words["parts.sums"].search(core.text)
    return core + whole.cut(product.start()) if product and not other else NOTHING


def sister(memory: Memory, indicator: View, unit: str, words: Lexicon) -> None:
    """Remember a part that names its own side as the whole, so that the parts behind it get that side: 太阳能电池产量…,|光缆."""
    if len(memory.whole.indicator) and len(_side_of(indicator, words)):
        memory.whole = Whole(indicator, frozenset((unit,)))


def _of_deed(scene: Scene, side: View) -> View:
    """新建公路, 其中|县道 -> 新建县道; 供热面积, 其中|住宅 -> 住宅供热面积; 培育市级以上龙头企业, 其中|省级 -> 培育省级龙头企业."""
    core, memory = scene.core, scene.memory
    if not len(memory.sum_verb) or scene.money or memory.sum_verb.text in core.text:
        return NOTHING
    if scene.words["bind.rank"].fullmatch(core.text) and memory.sum.text.startswith(memory.sum_verb.text):
        things = memory.sum.cut(len(memory.sum_verb))
        ranked = scene.words["parts.ranked"].match(things.text)
        return memory.sum_verb + core + things.cut(ranked.end() if ranked else 0)
    return core + memory.sum_verb + side if len(side) else memory.sum_verb + core


def _of_owner(scene: Scene, side: View) -> View:
    """公路里程, 其中|青坪林场 -> 青坪林场公路里程; 渝江铁路新线全长, 其中|云州境内 -> 云州境内全长."""
    core, whole = scene.core, scene.memory.sum
    if not _is_owner(core, scene):
        return NOTHING
    return core + (side if len(side) and len(whole) - len(side) > _NAMED else whole)


def _is_town(scene: Scene) -> bool:
    """Whether a part is a town, which then becomes the subject of its value."""
    town = scene.words["parts.town"].search(scene.core.text) is not None
    scene.said = replace(scene.said, subject=scene.core) if town else scene.said
    return town


def _of_side(scene: Scene, side: View) -> View:
    """公路通车里程, 其中|国道 -> 国道里程."""
    if not len(side):
        return NOTHING
    shared = part_of(scene.core, scene.memory.sum, scene.words)
    return shared if len(shared) > len(scene.core) else scene.core + side


def begin(memory: Memory, amount: Amount | None, words: Lexicon, moved: bool = False) -> None:
    """Remember the last indicator as the whole of the parts that follow, with its amount, and whether it has `moved`."""
    last = memory.topic if words["reach.pulls"].match(memory.last.text) else memory.last  # 拉动全部投资增长5个百分点,其中…: the parts are of what contributes
    told = memory.verb_kind in KEPT and memory.last.text.startswith(memory.verb.text) and not words["parts.state"].fullmatch(memory.verb.text)
    verb = memory.verb if told else NOTHING
    memory.sum, memory.sum_amount, memory.sum_verb, memory.sum_moved = after_list(last, verb, words), amount, verb, moved


def opens(memory: Memory, slot: Slot, words: Lexicon) -> None:
    """Remember counted things as the whole of which the next counts tell parts: 20家|茶企中,12家获评省级企业."""
    within = words["parts.counted"].match(slot.tail.text) if slot.rule == _WITHIN else None
    if within:
        memory.sum, memory.sum_verb, memory.sum_amount, memory.sum_moved = slot.tail.cut(0, within.end("things")), NOTHING, slot.amount, False
        memory.apart = True


def split(memory: Memory, slot: Slot, words: Lexicon) -> None:
    """Remember the whole that a clause without a value splits: 从技术合同领域分布看,|智能建造领域|12.9亿元; 商品消费中,|汽车类|增长5%."""
    found = words["parts.split"].search(slot.topic.text) or words["parts.within_sum"].search(slot.topic.text)
    if found:
        memory.whole = Whole(slot.topic.cut(*found.span("whole")), frozenset((slot.amount.unit or "",)))


def close(memory: Memory, slot: Slot) -> None:
    """Go back to the whole after a row of its parts, where another kind of value follows: 企业90家,其中规上20家、高新30家,|税收|3亿元."""
    whole = memory.sum_amount
    if whole is None or memory.parts < _ROW or slot.clause == memory.clause or slot.amount.kind == whole.kind or {slot.amount.unit, whole.unit} & set(PLAIN):
        return
    memory.topic = memory.last = memory.sum
    memory.counted, memory.parts = whole.kind == "count", 0


def told(memory: Memory, slot: Slot) -> None:
    """Count how many parts of the whole stand in a row."""
    whole = memory.sum_amount
    of_whole = memory.parted and whole is not None and slot.amount.unit == whole.unit
    memory.parts = memory.parts + 1 if of_whole else 0
    memory.apart = memory.apart and whole is not None and slot.amount.unit == whole.unit


_WITHIN = "unbound.among"  # the rule for a count whose parts follow
_ROW = 2  # parts that make a row; after a single one, the next value may belong to that part


def part_that(scene: Scene) -> View:
    """The things of the whole with what a part of them did or received: 培育企业30家,其中|12家|获评省级企业 -> 企业获评省级企业.

    NOTHING where the part has a name (其中|大企业|12家, 其中|12家|大企业), or another unit than the whole.
    """
    memory, words, tail = scene.memory, scene.words, scene.slot.tail
    if not _is_counted_alone(scene):
        return NOTHING
    told = words["parts.told"].match(tail.text)
    return memory.sum.cut(len(memory.sum_verb)) + tail.cut(told.start("deed")) if told else NOTHING


def _is_counted_alone(scene: Scene) -> bool:
    """Whether a part is told only by a count, in the unit of the whole."""
    whole = scene.memory.sum_amount
    told = (scene.slot.among or scene.memory.apart) and not len(scene.core)
    return told and whole is not None and whole.kind == "count" and whole.unit == scene.slot.amount.unit


def _goes_on(scene: Scene) -> bool:
    """Whether a value may be one of a part: in the unit or kind of the whole, without a verb, and a size or, if the whole is one, a change."""
    said, amount, whole = scene.said, scene.slot.amount, scene.memory.sum_amount
    if whole is None or len(said.verb):
        return False
    if scene.memory.sum_moved and scene.moved:
        return amount.unit == whole.unit
    if scene.plain or said.measure not in ("", "level"):
        return False
    herds = amount.kind == whole.kind == "count" and scene.words.products.search(scene.memory.sum.text, 1) is not None
    return amount.unit == whole.unit or herds


def _says_all(scene: Scene) -> bool:
    """Whether a part names a size or a sum itself, or repeats the end of the whole: 其中|工业投资, 其中|出口, 其中|规上企业."""
    core, words = scene.core, scene.words
    known = scene.money and core.text in words.aliases
    if known or words.facets.ending(core.text) or words["parts.sums"].search(core.text):
        return True
    return len(core) > 2 and scene.memory.sum.text.endswith(core.text[-2:])


def _is_owner(name: View, scene: Scene) -> bool:
    """Whether a part is named only by its owner, body or place (其中|国有, |柳溪镇, |云州境内), or counted by its class (其中|农业类|21个)."""
    classed = scene.slot.amount.kind == "count" and scene.words["parts.class"].search(name.text)
    if classed or scene.words["parts.owner"].search(name.text):
        return True
    return any(start <= name.start and name.end <= end for start, end, kind in scene.spans if kind in ("place", "body"))


def _side_of(whole: View, words: Lexicon) -> View:
    """The side at the end of a whole, as its parts have it: 公路|总里程 -> 里程; 房屋|新开工面积."""
    form = words.facets.ending(whole.text)
    product = words.products.search(whole.text, 1)
    size = max(len(form), len(whole) - product.start() if product else 0)
    deed = words.verbs.ending(whole.text[: len(whole) - size]) if size else ""
    if len(deed) > 1 and len(whole) - size - len(deed) >= _OF:
        return whole.cut(len(whole) - size - len(deed))
    side = whole.cut(len(whole) - size)
    total = words["parts.total"].match(side.text)
    return side.cut(total.end()) if total else side
