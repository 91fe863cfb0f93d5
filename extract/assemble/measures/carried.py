"""Names of values whose own clause has none: the name of the value before, or the bare kind of benefit that ends the indicator."""

from __future__ import annotations

from extract.assemble.measures.benefits import by_whom, kind_of, topic_of
from extract.assemble.measures.bounding import Bounding, bounding
from extract.assemble.measures.norms import Before, Norm, Terms
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.each import each_capped
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def carried_name(place: Place, role: str, indicator: View, last: tuple[Place, Norm] | None, words: Words) -> View:
    """The indicator, or that of the value before, where the clause names no benefit of its own or only bounds that one."""
    if last is None:
        return indicator
    if role in ("grant", "cap") and (_silent(place, last, words) or _is_next_sum(place, last)):
        indicator = last[1].terms.indicator
    if _same(place, role, indicator, last, words) or _lasts(place, role, last, words) or _next_class(place, last, words):
        return last[1].terms.indicator or indicator
    return indicator


def sound_name(place: Place, role: str, indicator: View, before: Before, words: Words) -> View:
    """The indicator, if it can be a name; else the kind of benefit that ends it, else the indicator of the value before."""
    told, last = words["norms.year"].sub("", indicator.text) if role == "rate" else indicator.text, before.last
    if _sound(words, told):
        return indicator
    if len(banded := _of_band(place, role, indicator, before.given, words)):
        return banded
    sound = _kind(indicator, words) if role in GIVEN else NOTHING
    if len(sound) or last is None or last[0].start != place.start:
        return sound
    return last[1].terms.indicator if role in ("grant", "cap") and last[1].role in ("grant", "cap") else sound


def _of_band(place: Place, role: str, indicator: View, given: tuple[Place, Norm] | None, words: Words) -> View:
    """The benefit of the band before, if of the same kind: 营业收入达到1000万元的,奖励10万元;|达到3000万元的,奖励|30万元; else nothing."""
    if role not in ("grant", "cap") or given is None or given[0].start != place.start or words["norms.band"].match(indicator.text) is None:
        return NOTHING
    before, kind = given[1].terms.indicator, kind_of(indicator, words)
    return before if len(kind) and before.text.endswith(kind.text) else NOTHING


def _is_next_sum(place: Place, last: tuple[Place, Norm]) -> bool:
    """Whether only a comma stands between a sum and that of the benefit before it: 围栏购置补助:5万元/个,|25元/亩."""
    before, norm = last
    both = place.amount.kind == before.amount.kind == "money" and norm.role in ("grant", "cap")
    return both and place.text[before.behind : place.amount.start] in (",", "、")


def _silent(place: Place, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether the segment names no benefit, so that the one before is meant: 对硕士给予10万元."""
    before, norm = last
    named = words.benefit.search(place.lead + place.tail[:14])
    money = place.amount.kind == before.amount.kind == "money"
    bare = words.given.search(place.clause) is not None or words["roles.each_alone"].search(place.clause) is not None
    return bare and not named and money and before.start == place.start and norm.role in ("grant", "cap")


def _same(place: Place, role: str, indicator: View, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether the clause only names another recipient of the rule before (个人最高30万元,企业最高|300万元), rather than what one must have (投入设备|500万元以上).

    With a count, the recipient itself is the indicator: 科技型企业50家,其中高新技术企业|10家.
    """
    before, norm = last
    if before.start != place.start or before.amount.kind != place.amount.kind or place.amount.kind == "count" or not len(norm.terms.indicator):
        return False
    if (role in GIVEN) != (norm.role in GIVEN):
        return False
    return len(indicator) < 8 and words.recipient.search(indicator.text) is not None


def _next_class(place: Place, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether only another class stands between two sums of one standard: …为一级:60元/亩;二级:|41元/亩."""
    before, norm = last
    if place.amount.unit != before.amount.unit or norm.role not in ("grant", "cap", "rate") or place.amount.start - before.behind > _CLASS:
        return False
    found = words["norms.classed"].fullmatch(place.text, before.behind, place.amount.start)
    return found is not None and not words.named.search(found["who"])  # 缴费标准为…,|补助标准|为每人…


_CLASS = 30  # most characters of a class between two sums


def _kind(name: View, words: Words) -> View:
    """The kind of benefit that ends a name which cannot stand alone: 给予|补助; nothing for any other name."""
    kind = kind_of(name, words) if words["norms.handed"].match(name.text) else NOTHING
    return kind if len(kind) > 1 else NOTHING


def _lasts(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether the clause of a cap only says how long the benefit before is given: 每年津贴2万元,最多发放|5年."""
    before, norm = last
    given = role == "cap" and norm.role in GIVEN and before.start == place.start
    return given and place.amount.kind == "duration" and words["norms.lasting"].fullmatch(place.clause) is not None


def _sound(words: Words, indicator: str) -> bool:
    """Whether a phrase can be a name, with no comparator at its end and no figure in it."""
    return len(indicator) > 1 and words["norms.unsound"].search(indicator) is None


def _bounds(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> Bounding | None:
    """The value that a cap without a name of its own bounds: the sum before it, or the rate before it, if that has a named base."""
    found = bounding(place, last[0], words) if role == "cap" and place.amount.kind == "money" else None
    if found is None:
        return None
    return found if _is_sum(last) or (len(place.head) <= _HEADED and _is_of_something(last[1].terms, words)) else None


_HEADED = 3  # most characters of a heading that names no benefit


def _is_sum(last: tuple[Place, Norm]) -> bool:
    """Whether a value is a grant, or a cap in money with a name of its own."""
    terms = last[1].terms
    return terms.role == "grant" or (terms.role == "cap" and last[0].amount.kind == "money" and terms.bounds is None)


def _is_of_something(terms: Terms, words: Words) -> bool:
    """Whether the base of a value is named."""
    return len(terms.base) > 0 and not words["norms.any_base"].fullmatch(terms.base.text)


def bounded_name(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> tuple[Bounding | None, View]:
    """The value that a cap bounds, and the name of the cap: the name of that value; for a rate, its recipient's name, and then no bounded value.

    对中试平台按建设投资的30%给予补助,最高|500万元 -> 中试平台补助.
    """
    bounds = _bounds(place, role, last, words) if last else None
    if last is None or bounds is None:
        return None, NOTHING
    before, terms = last[0], last[1].terms
    own = bounds.name(by_whom(before, terms.recipient, terms.indicator, words)) if terms.role != "grant" else NOTHING
    return (None, own) if len(own) else (bounds, bounds.name(terms.indicator))


def over_several(place: Place, role: str, before: Before, who: View, words: Words) -> View:
    """The name of a cap on all that each recipient may get from several benefits: …按展位费的50%补助,人员费每人补助3000元,单个企业最高|10万元.

    It is made from the recipient, as none of the benefits before is all that the cap bounds.
    """
    first, last = before.earlier, before.given
    if role != "cap" or first is None or last is None or not len(each_capped(place, words)):
        return NOTHING
    told = len(who) > 0 and who.end <= first[0].amount.start
    kind, topic = (_shared_kind(place, first, last, words), topic_of(who, words)) if told else (NOTHING, NOTHING)
    return topic + kind if len(kind) and len(topic) > len(kind) else NOTHING


def _shared_kind(place: Place, first: tuple[Place, Norm], last: tuple[Place, Norm], words: Words) -> View:
    """The kind of benefit that two benefits of the same provision share, if their names differ; else nothing."""
    if not all(one.start == place.start and norm.role in ("grant", "rate") for one, norm in (first, last)):
        return NOTHING
    names = [norm.terms.indicator for _, norm in (first, last)]
    kinds = [kind_of(name, words) for name in names]
    return kinds[1] if kinds[0].text == kinds[1].text and names[0].text != names[1].text else NOTHING
