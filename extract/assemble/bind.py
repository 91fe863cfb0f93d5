"""Slots -> bound values: the indicator of each amount of a sentence, or why it states nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from extract import expressions as re
from extract.assemble import grants, parts
from extract.assemble.clauses import PLACE, Slot
from extract.assemble.completion import completed, spent
from extract.assemble.cores import after_list, without_state
from extract.assemble.counted import AFTER, noun_of
from extract.assemble.lexicon import Lexicon
from extract.assemble.lists import ratio, shared_out
from extract.assemble.measure import measure_of, without_new
from extract.assemble.memory import NOTHING_HANDED, Handed, Memory, Outside
from extract.assemble.phrases import Phrase, phrase
from extract.assemble.reach import BEFORE, CARRIED, COORDINATE, FACET, indicator_of
from extract.assemble.scene import Reading, Scene, Spans
from extract.assemble.view import NOTHING, View
from extract.model import Amount, Comparator
from extract.records import state


@state
class Bound:
    """A value with its indicator; `rule` names how the two were found to belong together."""

    slot: Slot
    indicator: View
    measure: str
    rule: str
    predicate: str = ""
    baseline: View = NOTHING
    subject: View = NOTHING
    from_value: Decimal | None = None
    comparator: Comparator | Literal[""] = ""
    whom: View = NOTHING  # the recipient, where a table names it
    base: View = NOTHING  # the whole that the value is a part of, where a table names it
    amount: Amount = field(init=False, repr=False, compare=False)  # the amount of its slot, kept because it is asked for often

    def __post_init__(self) -> None:
        self.amount = self.slot.amount


_CHANGES = ("growth", "decrease")
_TEN = 10
_LONGEST = 12  # characters of a thing named before an amount that states nothing; what is longer is a clause


def bound(slots: Sequence[Slot], spans: Spans, words: Lexicon, handed: Handed = NOTHING_HANDED) -> tuple[list[Bound], list[tuple[Slot, str, str]]]:
    """The bound values of one sentence, and each amount that states nothing, with rule and reason.

    `handed` is what the sentences before hand on, of which this one may tell a part or a side.
    """
    memory, found, unbound = Memory.of(handed), list[Bound](), list[tuple[Slot, str, str]]()
    chains, outside = _Chains(slots, words), Outside()
    index = 0
    while index < len(slots):
        slot = slots[index]
        memory = outside.at(slot.bracket, memory)
        if words["bind.item"].match(slot.topic.text or slot.lead.text):
            memory = Memory.of(handed)
        if slot.among:
            _part(memory, found, words)
        parts.split(memory, slot, words)
        parts.close(memory, slot)
        scene = Scene(slot, _phrase(slot, spans, memory, words), spans, memory, words)
        made = _listed(chains.at(index), scene) if slot.role == "value" else []
        if made:
            found += made
            index += len(made)
            continue
        index += 1
        one = _stated(scene, unbound)
        found += [one] if one else []
    _share_bounds(found)
    _share_ranks(found, words)
    _share_deeds(found, words)
    return found, unbound


def _part(memory: Memory, found: Sequence[Bound], words: Lexicon) -> None:
    """Remember the last value as the whole of the parts that follow; not a contribution to it (拉动全部投资增长5个百分点,其中…)."""
    whole = next((one for one in reversed(found) if not words["reach.pulls"].match(one.indicator.text)), None)
    parts.begin(memory, whole.amount if whole else None, words, whole is not None and whole.measure in _CHANGES)


def _is_round(amount: Amount) -> bool:
    """Whether a value is a round number, as bounds are: 20, 3000, but not 17."""
    return amount.value is not None and amount.value >= _TEN and amount.value % _TEN == 0


def _share_bounds(found: Sequence[Bound]) -> None:
    """Give the bound behind the last of several counted things under one verb to those before it, too: 新增茶厂20家、|茶馆10家|以上."""
    for one, last in reversed(list(pairwise(found))):
        bound = last.comparator or (last.amount.comparator if last.slot.after > last.amount.end else "")
        together = last.rule == COORDINATE and last.slot.clause == one.slot.clause
        if together and bound == "ge" and one.amount.comparator == "eq" and _is_round(one.amount):
            one.comparator = "ge"


def _share_ranks(found: Sequence[Bound], words: Lexicon) -> None:
    """Give list items that name only a rank the things of that rank: 新建8个|国家级|、36个省级重点专科; 骨干教师500名、|市级|60名."""
    pairs = list(pairwise(found))
    for one, later in reversed(pairs):  # backwards first: the things follow the last rank of a list and are passed on from each item to the one before
        _share_rank(one, later, words)
    for earlier, one in pairs:  # then forwards, for ranks that no things follow
        _share_rank(one, earlier, words)


def _share_rank(one: Bound, other: Bound, words: Lexicon) -> None:
    """Give `one`, where it names only a rank, the things of `other`, where both stand in one list."""
    bare, whole = words["bind.rank"].fullmatch(one.indicator.text), words["bind.of_rank"].fullmatch(other.indicator.text)
    if bare and whole and one.amount.unit == other.amount.unit and _are_listed(one.slot, other.slot):
        one.indicator = one.indicator + other.indicator.cut(whole.start("things"))


def _are_listed(one: Slot, other: Slot) -> bool:
    """Whether two values stand in one clause and the later one is joined to the other."""
    last = max(one, other, key=lambda slot: slot.amount.start)
    return last.clause == one.clause == other.clause and last.joined


def _share_deeds(found: Sequence[Bound], words: Lexicon) -> None:
    """Give list items without a deed of their own the deed that the last of them ends with: 完成54栋|住宅楼|、3家|茶厂节能改造|."""
    listed: list[Bound] = []  # list items so far that still wait for a deed
    for one in found:
        listed = listed if one.slot.joined and not len(one.slot.lead) else []  # only a joint of the list leads to it
        deed = _deed(one.indicator, words)
        if len(deed):
            for other in listed:
                other.indicator = other.indicator + deed
        carried = listed or words.verbs.ending(one.slot.lead.text) in words.pushes
        listed = [*listed, one] if carried and one.slot.onward and not len(deed) else []


def _deed(name: View, words: Lexicon) -> View:
    """The deed at the end of an indicator (茶厂节能|改造); NOTHING where there is none."""
    deed = words["bind.deed"].search(name.text, 2)
    return name.cut(deed.start()) if deed and deed["deed"] in words.verbs else NOTHING


_WHOSE = ("place", "body")
_WITHIN = 4  # characters from the beginning of a clause within which its place or body begins: 其中,


def _phrase(slot: Slot, spans: Spans, memory: Memory, words: Lexicon) -> Phrase:
    """The lead of a value taken apart; a part that is named only by its place or body keeps that: 其中|台湾游客|4万人次."""
    memory.parted = memory.parted or slot.among
    included = words["bind.included"].match(slot.lead.text) if slot.bracket >= 0 else None
    lead = slot.lead.cut(included.end()) if included else slot.lead
    said = phrase(lead, spans, words, slot.amount.unit)
    if not memory.parted or _names_a_side(said, words) or not _is_told_by(slot, spans):
        return said
    return phrase(lead, [span for span in spans if span[2] not in _WHOSE], words, slot.amount.unit)


def _names_a_side(said: Phrase, words: Lexicon) -> bool:
    """Whether a phrase names no thing of its own but a deed, an indicator or a side, or nothing at all."""
    text = said.core.text
    acts = len(said.verb) > 0 and words["bind.project"].search(text) is None  # 投资 in 投资|项目 is no deed
    return acts or len(text) < 2 or text in words.aliases or words.facets.ending(text) != ""


def _is_told_by(slot: Slot, spans: Spans) -> bool:
    """Whether a clause opens with a place or a body: 其中|云溪集团投资项目|3个;|青岭集团投资项目|2个."""
    return any(slot.lead.start <= start <= slot.lead.start + _WITHIN and kind in _WHOSE and end < slot.amount.start for start, end, kind in spans)


def _stated(scene: Scene, unbound: list[tuple[Slot, str, str]]) -> Bound | None:
    """The bound value of one amount; None where it states nothing, and then `unbound` gets it with its reason."""
    slot, memory = scene.slot, scene.memory
    if slot.role == "value":
        one = _single(scene)
        memory.clause = slot.clause
        if one is None:
            unbound.append((slot, "statement.unbound", "no indicator in reach of this value"))
        return one
    unbound.append((slot, slot.rule, slot.reason))
    parts.opens(memory, slot, scene.words)
    if slot.role == "from":
        _begin(scene)
    elif not len(memory.topic or memory.last):
        named = 2 < len(scene.core) <= _LONGEST and scene.words["bind.away"].match(scene.core.text) is None
        memory.topic = memory.last = _works_sized(slot, scene.words) or (_before_others(scene) if named else NOTHING)
    return None


def _before_others(scene: Scene) -> View:
    """The lead of an amount without the comparison at its end: 企业增加值增速|比全市平均水平快|2.8个百分点."""
    compared = scene.words["reach.beside"].search(scene.core.text)
    return scene.core.cut(0, compared.start()) if compared else scene.core


def _works_sized(slot: Slot, words: Lexicon) -> View:
    """The works whose size is told only in passing: 推进总投资|25亿元|的城市更新项目; NOTHING where there are none."""
    things = noun_of(slot, words) if slot.tail.text.startswith(words.of) else NOTHING
    works = words["bind.works"].match(things.text)
    return things.cut(0, works.end("works")) if works else NOTHING


def _begin(scene: Scene) -> None:
    """Remember the value from which a change starts: 由|2万亩|扩大到3万亩."""
    slot, memory = scene.slot, scene.memory
    memory.start, memory.start_unit, memory.start_clause = slot.amount.value, slot.amount.unit, slot.clause
    memory.starts = [*memory.starts, slot.amount.value] if slot.listed else [slot.amount.value]
    memory.start_phrase = memory.start_phrase if slot.listed else _before_from(slot, scene.spans, scene.words)


def _listed(chain: Sequence[Slot], scene: Scene) -> list[Bound]:
    """The values of the list that begins here, each with an indicator of its own; [] where no list begins."""
    said, memory = scene.said, scene.memory
    again = len(_of_another(chain, scene)) > 0
    if len(chain) == 1 and not again:
        return []
    changed = memory.start_phrase if len(chain) == len(memory.starts) else None
    if changed is not None:
        said = _with_core(said, changed)
    elif (
        not again
        and not scene.words["phrases.respectively"].search(scene.slot.lead.text)
        and not any((_several(chain, said), _fused(chain, said, scene.words), _each(chain, said, scene.words), _parted(chain), _rowed(chain, scene)))
    ):
        return []
    made = list(_distributed(chain, replace(scene, said=said)))
    if made:
        memory.clause = chain[-1].clause
    return made


class _Chains:
    """Finds each list of amounts in a sentence once: 5%、6.5%和7%; 增长5%、下降3%."""

    def __init__(self, slots: Sequence[Slot], words: Lexicon) -> None:
        self._slots = slots
        going = [_goes_on(slot, before, words) for before, slot in pairwise(slots)]
        self._listed = [slot if slot.listed or not goes else replace(slot, listed=True) for slot, goes in zip(slots, [False, *going], strict=False)]
        self._ends = list(range(1, len(slots) + 1))
        for index in range(len(going) - 1, -1, -1):
            self._ends[index] = self._ends[index + 1] if going[index] else index + 1

    def at(self, index: int) -> Sequence[Slot]:
        """The amount at `index` and those that follow it in the same list."""
        return [self._slots[index], *self._listed[index + 1 : self._ends[index]]]


def _goes_on(slot: Slot, before: Slot, words: Lexicon) -> bool:
    """Whether a value stands in one list with the amount before it: only a joint lies between, or a change of its own (、下降|3%)."""
    if slot.role != "value" or slot.clause != before.clause:
        return False
    alone = _between(slot, words)
    return words.predicates[alone]["kind"] == "change" if alone in words.predicates else slot.listed


def _several(chain: Sequence[Slot], said: Phrase) -> bool:
    """Whether as many things are listed as counts of one unit, although 分别 is left out: 新增总部、中心80家、16家."""
    return said.core.text.count("、") == len(chain) - 1 and len({slot.amount.unit for slot in chain}) == 1


def _fused(chain: Sequence[Slot], said: Phrase, words: Lexicon) -> bool:
    """Whether values and things are both joined by 和, although 分别 is left out: 水稻和小麦产量30万吨和20万吨."""
    return words["counted.and"].match(chain[-1].lead.text) is not None and words["lists.joint"].search(said.core.text) is not None


def _each(chain: Sequence[Slot], said: Phrase, words: Lexicon) -> bool:
    """Whether 各 gives each of the listed things a value of its own: 苹果、梨产量|各增长|5.2%和3.1%."""
    return words["bind.each"].search(said.predicate) is not None and len(shared_out(said.core, len(chain), words)) == len(chain)


def _rowed(chain: Sequence[Slot], scene: Scene) -> bool:
    """Whether there are as many changes as the clause before stated values in a row: 申请3件、授权2件，增长|5%和6%."""
    return not len(scene.core) and scene.moved and len(scene.memory.row) == len(chain)


def _parted(chain: Sequence[Slot]) -> bool:
    """Whether the values are the shares of a ratio: 三次产业结构比为|12.4:43.1:44.5."""
    return all(slot.lead.text == ":" for slot in chain[1:])


def _before_from(slot: Slot, spans: Spans, words: Lexicon) -> Phrase:
    """The phrase before 由 or 从, the indicator of a change from this value to the next."""
    starts = [found.start() for found in words["bind.start"].finditer(slot.lead.text)]
    return phrase(slot.lead.cut(0, starts[-1] if starts else 0), spans, words, slot.amount.unit)


def _distributed(chain: Sequence[Slot], scene: Scene) -> Iterator[Bound]:
    """The values of a list, each with its indicator: 钢材、电解铜产量分别增长9%、4%."""
    said, memory = scene.said, scene.memory
    items = _names_each(chain, scene)
    if not items:
        return
    subject = said.subject or memory.subject
    starts = memory.starts if len(memory.starts) == len(chain) else [None] * len(chain)
    said = replace(said, measure="share") if _are_shares(items, chain[0], scene.words) else said
    for slot, item, start in zip(chain, items, starts, strict=True):
        own = scene.words.predicates.get(_between(slot, scene.words))
        told = replace(said, measure=own["measure"]) if own is not None and slot is not chain[0] else said
        measure = measure_of(slot, told, item, said.verb_kind, scene.words)
        yield Bound(slot, _of_plan(item, chain[0], scene.words), measure, "statement.list", said.predicate, said.baseline, subject, start)
    memory.starts, memory.start, memory.start_phrase = [], None, None
    memory.row, memory.last, memory.topic = list(items), items[-1], said.core or memory.topic
    memory.verb, memory.verb_kind = said.verb, said.verb_kind


def _names_each(chain: Sequence[Slot], scene: Scene) -> Sequence[View]:
    """The indicators of a list of values, shares with their base; [] where there are not as many indicators as values."""
    items = _done_by_each(chain, scene) or _of_another(chain, scene) or _items(chain, scene)
    return _shares(items, chain[0], scene) if len(items) == len(chain) else []


def _are_shares(items: Sequence[View], slot: Slot, words: Lexicon) -> bool:
    """Whether the values of a list are shares: 分别仅占|10.1%和2.2%."""
    return words["measure.takes"].search(slot.lead.text) is not None or (slot.amount.unit == "%" and words.share in items[-1].text)


def _shares(items: Sequence[View], slot: Slot, scene: Scene) -> Sequence[View]:
    """The listed things with the base of their shares (水稻、小麦产量分别占全省的|60%、50% -> 水稻产量占全省, 小麦产量占全省), or with the last base (分别占|60%、50%)."""
    if slot.amount.unit != "%":
        return items
    if scene.words["measure.takes"].search(slot.lead.text):
        return [item + scene.memory.part for item in items]
    of_it = scene.words["bind.share_of"].search(slot.lead.text)
    return [item + slot.lead.cut(*of_it.span("of")) for item in items] if of_it else items


def _of_another(chain: Sequence[Slot], scene: Scene) -> Sequence[View]:
    """The indicators of the last shares with another base: 产量占全省的60%、|全国的|11% -> 产量占全国."""
    slot, row, share = chain[0], scene.memory.row, scene.words.share
    whole = scene.words["bind.other_whole"].fullmatch(slot.lead.text) if slot.amount.unit == "%" and slot.clause == scene.memory.clause else None
    if whole is None or len(row) != len(chain) or not all(share in item.text for item in row):
        return []
    return [item.cut(0, item.text.rfind(share) + 1) + slot.lead.cut(*whole.span("whole")) for item in row]


def _done_by_each(chain: Sequence[Slot], scene: Scene) -> Sequence[View]:
    """One indicator for what each of several places or bodies did: 松溪镇、云溪镇|分别新建|3个、5个|公园 -> 新建公园, twice."""
    words, lead = scene.words, chain[0].lead
    found, things = re.last(words["phrases.respectively"], lead.text), noun_of(chain[-1], words)
    if found is None or chain[0].amount.kind != "count" or len(things) < 2 or not _named_all(lead.cut(0, found.start()), scene):
        return []
    return [without_new(lead.cut(found.end()) + things, words)] * len(chain)


def _named_all(phrase: View, scene: Scene) -> bool:
    """Whether a phrase lists only places and bodies."""
    named = {at for start, end, kind in scene.spans if kind in _WHOSE for at in range(start, end)}
    rest = "".join("□" if at in named else char for char, at in zip(phrase.text, phrase.at, strict=True))
    return set(scene.words["counted.apart"].sub("", rest)) == {"□"}


def _items(chain: Sequence[Slot], scene: Scene) -> Sequence[View]:
    """The indicators of a list of values: the listed things of its phrase, sides of earlier things, or one indicator at several times."""
    core, count = scene.core, len(chain)
    items: Sequence[View] = _phrased(chain, scene) if len(core) else scene.memory.row
    if len(items) != count:
        items = _sides(chain[0], count, scene)
    at_times = len(items) != count and len(core) > 0 and _times(chain[0], scene.words) == count
    return [core] * count if at_times else items


def _phrased(chain: Sequence[Slot], scene: Scene) -> Sequence[View]:
    """The indicators in the phrase before a list of values: one by one, or fused in the name of a ratio."""
    told = scene.said.listed or scene.core
    listed = shared_out(told, len(chain), scene.words) or shared_out(after_list(told, NOTHING, scene.words), len(chain), scene.words)
    return listed or (ratio(scene.core, len(chain), scene.words) if _parted(chain) else [])


def _sides(slot: Slot, count: int, scene: Scene) -> Sequence[View]:
    """The side that the phrase names, of several things in the clause before or stated last; [] where the phrase names more than a side."""
    core = scene.core
    if len(core) and core.text not in scene.words.facets:
        return []
    return (
        _of_topic(slot, core, count, scene)
        or _of_row(core, count, scene)
        or _of_last(core, count, scene)
        or [item + core for item in scene.memory.recent[-count:]]
    )


def _of_last(side: View, count: int, scene: Scene) -> Sequence[View]:
    """The things whose change was told together, with this side: 财政收入和预算收入增长18%,|分别达到."""
    told = shared_out(scene.memory.last, count, scene.words) if scene.memory.measure else []
    return [_other_side(item, side, scene.words) for item in told]


def _of_row(side: View, count: int, scene: Scene) -> Sequence[View]:
    """The things whose other side the clause before stated in a row, with this side: 纺织、家具业增速分别为6%、7%,|平均增速|分别为."""
    row = scene.memory.row if len(side) and len(scene.memory.row) == count else ()
    things = [_other_side(item, side, scene.words) for item in row]
    return things if all(len(thing) > len(side) for thing in things) else []


def _other_side(item: View, side: View, words: Lexicon) -> View:
    """A thing with this side in place of the one it has, if any."""
    return item.cut(0, len(item) - len(words.facets.ending(item.text))) + side if len(side) else item


def _of_topic(slot: Slot, side: View, count: int, scene: Scene) -> Sequence[View]:
    """The things in the clause before, with this side: 饮料类、日用品类消费|增长较快,分别增长; 制造业、服务业|蓬勃发展,|产值|分别增长."""
    words, things = scene.words, without_state(slot.topic, scene.words)
    told = phrase(things, scene.spans, words, None)
    goes = things is not slot.topic or told.measure in _CHANGES
    return [item + side for item in shared_out(told.core, count, words)] if goes else []


def _between(slot: Slot, words: Lexicon) -> str:
    """The words between two values of a list or a ratio, without the joint: 5%、|下降|3%."""
    return words["bind.joints"].sub("", slot.lead.text)


def _times(slot: Slot, words: Lexicon) -> int:
    """The number of years or times named before a list of values: 2020、2021、2022年|分别投入; 2020至2022年|分别投入."""
    text = slot.topic.text + slot.lead.text
    range_ = words["bind.range"].search(text)
    if range_:
        return int(range_["last"]) - int(range_["first"]) + 1
    found = words["bind.row"].search(text)
    return len(words["bind.apart"].split(found[0])) if found else 0


def _single(scene: Scene) -> Bound | None:
    """The value with the indicator in its reach; None where there is none."""
    slot, memory, words = scene.slot, scene.memory, scene.words
    start = _from_start(scene)
    measured = grants.against(slot, words)
    if measured:
        scene.said = _measured_by(scene, measured.indicator)
    if len(memory.planned) and slot.amount.unit != "pp":  # 占年度计划的54%,|增长6%
        memory.last = memory.planned
    read = _read(scene)
    if _ranks(scene, read.indicator):
        read.indicator, read.rule = memory.handed.ranking, FACET
    if not _names(read.indicator):
        return None
    measure = _measure(scene, read)
    memory.measure = measure if measure in ("growth", "decrease") and slot.amount.unit == "%" else ""
    whole = without_new(read.indicator, words)
    read.indicator = _of_plan(whole, slot, words)
    _remember(scene, read)
    memory.planned = whole if len(read.indicator) > len(whole) else NOTHING
    said = scene.said
    return Bound(slot, read.indicator, measure, read.rule, said.predicate, said.baseline, memory.subject, start, measured.comparator if measured else "")


def _from_start(scene: Scene) -> Decimal | None:
    """The value at which a change starts, and its phrase before 由 put into the scene; None where no change starts."""
    slot, memory, said = scene.slot, scene.memory, scene.said
    if slot.clause != memory.start_clause and not scene.words.predicates.opening(slot.lead.text):  # 由20%业主提出,|任期5年
        memory.start, memory.start_phrase = None, None
    mixed = "%" in (memory.start_unit, slot.amount.unit) and memory.start_unit != slot.amount.unit
    start = None if mixed else memory.start  # a sum does not grow out of a per cent
    if start is not None and memory.start_phrase is not None:
        scene.said = said if len(said.core) or not len(memory.start_phrase.core) else _with_core(said, memory.start_phrase)
        memory.start, memory.start_phrase = None, None
    return start


def _measured_by(scene: Scene, indicator: View) -> Phrase:
    """The phrase of a value that is measured by another indicator: 标准|不低于低保标准的|1.6倍."""
    core = phrase(indicator, scene.spans, scene.words, None).core
    return replace(scene.said, core=core, verb=NOTHING, verb_kind="", measure="")


def _read(scene: Scene) -> Reading:
    """The indicator in reach, completed by what its sentence leaves unsaid."""
    slot, memory, words = scene.slot, scene.memory, scene.words
    read = _at_event(scene, indicator_of(scene))
    goal = spent(scene)
    if len(goal):
        read.indicator, read.rule = goal, AFTER
    else:
        read.indicator = completed(scene, read)
        memory.outlay = read.indicator if scene.money else memory.outlay
    read.indicator = grants.completed(scene, read.indicator)
    memory.grant, memory.unit = grants.grant(slot, read.indicator, words) or memory.grant, slot.amount.unit
    return read


def _of_plan(indicator: View, slot: Slot, words: Lexicon) -> View:
    """The indicator with the plan that its per cent is a share of: 收入|完成年初预算的|54%."""
    plan = words["bind.planned"].search(slot.lead.text) if slot.amount.unit == "%" else None
    return indicator + slot.lead.cut(*plan.span()) if plan else indicator


def _at_event(scene: Scene, read: Reading) -> Reading:
    """The counted projects with the stage that they reach at an event: 开工|仪式举行。|7个|外资项目."""
    words, event, text = scene.words, scene.memory.handed.event, read.indicator.text
    counted = read.rule == AFTER and scene.slot.amount.kind == "count" and words["bind.project"].search(text) is not None
    told = text in words.verbs or words.outcomes.search(text) or words.verbs.opening(text)
    return read if not counted or not len(event) or told else Reading(event + read.indicator, read.verb, read.kind, read.rule)


def _ranks(scene: Scene, indicator: View) -> bool:
    """Whether the words before a rank name only places or bodies, ranked by a list named before: “百强区”榜单发布,云溪区|位列|第10位."""
    places = scene.slot.amount.kind == "rank" or (scene.slot.amount.unit == PLACE and scene.said.measure in ("increase", "decrease"))
    if not places or not len(scene.memory.handed.ranking):
        return False
    named = {at for start, end, kind in scene.spans if kind in ("place", "body", "date") for at in range(start, end)}
    rest = "".join(char for char, at in zip(indicator.text, indicator.at, strict=True) if at not in named)
    return scene.words["bind.ranked"].fullmatch(scene.words["counted.apart"].sub("", rest)) is not None


def _names(indicator: View) -> bool:
    """Whether a phrase can name an indicator: two characters, at least one a letter or a Chinese one."""
    return len(indicator) >= 2 and any("一" <= char <= "鿿" or char.isalpha() for char in indicator.text)


def _measure(scene: Scene, read: Reading) -> str:
    """The measure of a value; a further per cent of the same indicator takes that of the one before."""
    measure = measure_of(scene.slot, scene.said, read.indicator, read.kind, scene.words)
    further = read.rule == CARRIED and scene.slot.joined and scene.slot.amount.unit == "%"
    if further and measure in ("level", "share") and not scene.words.rates.search(read.indicator.text):
        return scene.memory.measure or measure
    return measure


def _remember(scene: Scene, read: Reading) -> None:
    """Remember what later clauses may take up: indicator and verb, works that are counted, the base of a share."""
    slot, memory, indicator = scene.slot, scene.memory, read.indicator
    if read.rule not in (CARRIED, FACET):
        memory.topic, memory.counted = indicator, slot.amount.kind == "count"
        memory.site = memory.site or scene.words["reach.site"].search(indicator.text) is not None
    if read.rule == BEFORE:
        parts.sister(memory, indicator, slot.amount.unit or "", scene.words)
    if read.rule != CARRIED:
        memory.verb, memory.verb_kind = read.verb, read.kind
    memory.subject = scene.said.subject if len(scene.said.subject) else memory.subject
    memory.last = indicator
    parts.told(memory, slot)
    _remember_row(scene, read)
    _remember_works(scene, indicator)


def _remember_row(scene: Scene, read: Reading) -> None:
    """Remember the indicators of the sentence, and those of the last row (申请3件、授权2件) or list, which later values may share out."""
    memory, indicator = scene.memory, read.indicator
    if scene.slot.joined:
        memory.row = [*memory.row, indicator]
    elif read.rule != CARRIED:
        memory.row = [indicator]
    if indicator.text not in (item.text for item in memory.recent):
        memory.recent.append(indicator)


def _remember_works(scene: Scene, indicator: View) -> None:
    """Remember the works that a count tells of, and the base of a share: 占任务数的|96%,…占|75%."""
    slot, memory = scene.slot, scene.memory
    part = scene.words["bind.part"].search(slot.lead.text) if slot.amount.unit == "%" else None
    if part is not None:
        memory.part = slot.lead.cut(part.start(), part.end())
    if slot.amount.kind in ("count", "other") and indicator.text not in scene.words.stages and indicator.text not in scene.words.verbs:
        memory.works, memory.works_unit = indicator, slot.amount.unit


def _with_core(said: Phrase, before: Phrase) -> Phrase:
    return Phrase(before.core, before.verb, before.verb_kind, said.measure, said.predicate, said.baseline, before.subject)
