"""The measure of a value: level, increase, decrease, growth, share, multiple, rank (ANNOTATION 7)."""

from __future__ import annotations

from extract.assemble.clauses import PLACE, Slot
from extract.assemble.lexicon import COMING, Lexicon
from extract.assemble.phrases import Phrase
from extract.assemble.view import View
from extract.model import Measure


def measure_of(slot: Slot, said: Phrase, indicator: View, verb_kind: str, words: Lexicon) -> str:
    """The measure that the unit, the predicate and the indicator's last word make together (ANNOTATION 7)."""
    amount = slot.amount
    if amount.kind == "rank" and amount.unit != PLACE:
        return "rank"
    told = _told(slot, said, words)
    if told in _OPEN:
        told = _of_words(slot, indicator, verb_kind, words) or told
    if amount.unit == "%":
        return _of_percent(slot, said, indicator, told, words)
    return "growth" if _is_rate_of_growth(slot, indicator, words) else _of_amount(slot, told)


def of_name(measure: str, slot: Slot, name: View, words: Lexicon) -> str:
    """The measure of a value under its final name: a per cent of 修复房屋|占任务数 is a share."""
    told = slot.amount.unit == "%" and measure == "level"
    return "share" if told and _is_share(name, words) else measure


def of_rate(measure: Measure, role: str, name: View, words: Lexicon) -> Measure:
    """The measure of the part of a sum that a rule pays out: no share unless its name says so (首付比例), which 比例 alone does not do in the role `rate` (支付比例)."""
    share = words["measure.of"].search(name.text) is not None if role == "rate" else _is_share(name, words)
    return "level" if measure == "share" and not share else measure


def _is_share(name: View, words: Lexicon) -> bool:
    """Whether a name itself says of a per cent that it is a share: …比重, 修复房屋占任务数."""
    return words.shares.search(name.text) is not None or words["measure.of"].search(name.text) is not None


def _is_rate_of_growth(slot: Slot, indicator: View, words: Lexicon) -> bool:
    """Whether a multiple is a rate of growth: 产值增速高达|2倍."""
    return slot.amount.unit == "x" and words.growths.search(indicator.text) is not None


def _of_amount(slot: Slot, told: str) -> str:
    """The measure of any amount but a per cent, by its unit and the measure of its predicate (`told`)."""
    if slot.amount.unit == "x":
        return told if told in ("growth", "decrease") else "multiple"
    if slot.amount.unit == "pp":
        return "decrease" if told == "decrease" else "increase"
    return _RANKS.get(told, "rank") if slot.amount.kind == "rank" else _AMOUNTS.get(told, "level")


_RANKS = {"growth": "increase", "increase": "increase", "decrease": "decrease"}
_AMOUNTS = _RANKS | {"multiple": "multiple"}


_OPEN = ("", "level")  # measures of a predicate that leave it to verb and indicator to name a change


def _told(slot: Slot, said: Phrase, words: Lexicon) -> str:
    """The measure of the predicate before a value; where that is no change, of the one that ends its clause: 5%|的增长."""
    pace = words["clauses.grown"].match(slot.tail.text)
    if pace and said.measure in _OPEN and slot.amount.unit == "%":
        return "growth"
    after = words.predicates.opening(slot.tail.text.lstrip(words.of))
    if said.measure not in _OPEN or not after or words.predicates[after]["kind"] != "change":
        return said.measure
    closes = not slot.onward and (slot.tail.text.strip() + "、")[len(after)] in "、,"  # not 3亿元|增长|5%
    whole = slot.tail.text.startswith(words.of) or closes
    return words.predicates[after]["measure"] if whole else said.measure


def _of_words(slot: Slot, indicator: View, verb_kind: str, words: Lexicon) -> str:
    """The change that a verb or the indicator itself names: 新增|岗位, 茶农|增收, 减少|耕地; an empty string where none is."""
    if _comes_to_nobody(indicator, words):
        return ""
    come = verb_kind in COMING or words["measure.new"].search(indicator.text) is not None
    if slot.amount.unit != "%" and come:
        return "increase"
    if words.rises.search(indicator.text) or _newcoming(indicator, words):
        return "increase"
    down = verb_kind == "less" or words["measure.pulls_down"].match(indicator.text)
    return "decrease" if down else ""


def _comes_to_nobody(indicator: View, words: Lexicon) -> bool:
    """Whether an indicator counts nothing newly added, even if it names something new: 住宅|新开工面积, 新开通线路|惠及|8万人."""
    return words["measure.works"].search(indicator.text) is not None or words["completion.benefit"].search(indicator.text, 1) is not None


def _of_percent(slot: Slot, said: Phrase, indicator: View, told: str, words: Lexicon) -> str:
    """The measure of a per cent: that of a change, a share, or the level of a rate."""
    if told in ("growth", "decrease", "share"):
        return told
    if words.falls.search(indicator.text):
        return "decrease"
    if words["measure.covers"].search(indicator.text):
        return "level"  # 覆盖|30%|的村 gives a rate of coverage, as 覆盖率 does
    if words["measure.part_of"].match(slot.tail.text):  # 80%来自外地
        return "share"
    if told == "increase" or words.growths.search(indicator.text):
        return "growth"
    if _of_whole(slot, said, indicator, words):
        return "share"
    return "growth" if not said.predicate and _of_money(indicator, words) else "level"


def _of_things_behind(slot: Slot, indicator: View, words: Lexicon) -> bool:
    """Whether a per cent that opens a clause is a part of the things named behind it (|80%|的茶企参加了培训), not a rate (6%的年利率)."""
    behind = len(indicator) > 0 and indicator.at[-1] >= slot.amount.end and words["measure.opens"].fullmatch(slot.lead.text) is not None
    beside = slot.tail.text.startswith(words.of) or (slot.tail.text.startswith(indicator.text) and len(indicator) >= _ACTS)
    return behind and beside and not words.rates.search(indicator.text)


_ACTS = 5  # least characters of things together with what they do


def _of_whole(slot: Slot, said: Phrase, indicator: View, words: Lexicon) -> bool:
    """Whether a per cent is a share by its clause (占…|5%), by its indicator (…比重) or by what it has come to (达到|5%)."""
    if _is_share(indicator, words) or words["measure.shared"].match(slot.lead.text) or _of_things_behind(slot, indicator, words):
        return True
    reached = words["measure.reached"].search(said.predicate) and not words["measure.rated"].search(indicator.text)
    return bool(reached)


def _of_money(indicator: View, words: Lexicon) -> bool:
    """Whether the indicator is a sum of money, so that a per cent can only be its growth: GDP|5%左右."""
    entry = words.aliases.get(indicator.text)
    return entry is not None and entry["dimension"] == "money"


def _newcoming(indicator: View, words: Lexicon) -> bool:
    found = words.finite.search(indicator.text)
    if found is None or words["measure.new_thing"].match(indicator.text, found.start()):
        return False
    return words.verbs[found[0]]["kind"] == "newkept"


def without_new(indicator: View, words: Lexicon) -> View:
    """The indicator without 新增 or 净增 inside it (城镇|新增|就业), unless the catalogue lists it."""
    new = words["measure.new"].search(indicator.text, 1)
    if new is None or indicator.text in words.aliases:
        return indicator
    return indicator.cut(0, new.start()) + indicator.cut(new.end())
