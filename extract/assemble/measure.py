"""The measure of a value: level, increase, decrease, growth, share, multiple, rank (ANNOTATION 7)."""

from __future__ import annotations

from extract.assemble.clauses import Slot
from extract.assemble.lexicon import Lexicon
from extract.assemble.phrases import Phrase
from extract.assemble.view import View

_NEW = ("新增", "净增")


def measure_of(slot: Slot, said: Phrase, indicator: View, verb_kind: str, words: Lexicon) -> str:
    """The measure that the unit, the predicate and the indicator's last word make together (ANNOTATION 7)."""
    amount = slot.amount
    measure = said.measure
    after = words.predicates.opening(slot.tail.text.lstrip("的"))
    whole = slot.tail.text.startswith("的") or (slot.tail.text.strip() + "、")[len(after)] in "、,"
    if measure in ("", "level") and after and whole and words.predicates[after]["kind"] == "change":
        measure = words.predicates[after]["measure"]
    if amount.kind == "rank" and amount.unit != "位":
        return "rank"
    if (
        measure in ("", "level")
        and amount.unit != "%"
        and (verb_kind in ("new", "newkept") or any(form in indicator.text for form in _NEW))
    ):
        measure = "increase"
    if measure in ("", "level") and (words.rises.search(indicator.text) or _newcoming(indicator, words)):
        measure = "increase"
    if measure in ("", "level") and verb_kind == "less":
        measure = "decrease"
    if amount.kind == "rank":
        return {"growth": "increase", "increase": "increase", "decrease": "decrease"}.get(measure, "rank")
    if amount.unit == "x":
        return measure if measure in ("growth", "decrease") else "multiple"
    if amount.unit == "%":
        if measure in ("growth", "decrease"):
            return measure
        if words.falls.search(indicator.text):
            return "decrease"
        if (len(indicator) and indicator.at[0] >= amount.end) or words["measure.part_of"].match(slot.tail.text):
            return "share"
        if measure == "increase":
            return "growth"
        if words.growths.search(indicator.text):
            return "growth"
        if (words["measure.shared"].search(slot.lead.text) and not said.measure) or slot.tail.text.startswith("的"):
            return "share"
        if words.shares.search(indicator.text) or words["measure.of"].search(indicator.text):
            return "share"
        if words["measure.reached"].search(said.predicate) and not words["measure.rated"].search(indicator.text):
            return "share"
        return "growth" if not said.predicate and _of_money(indicator, words) else "level"
    if amount.unit == "pp":
        return "decrease" if measure == "decrease" else "increase"
    return {"growth": "increase", "increase": "increase", "decrease": "decrease", "multiple": "multiple"}.get(
        measure, "level"
    )


def _of_money(indicator: View, words: Lexicon) -> bool:
    """Whether the indicator is a sum: it has no per cent of its own but its growth (GDP|5%左右)."""
    entry = words.aliases.get(indicator.text)
    return entry is not None and entry["dimension"] == "money"


def _newcoming(indicator: View, words: Lexicon) -> bool:
    found = words.finite.search(indicator.text)
    return found is not None and words.verbs[found[0]]["kind"] == "newkept"


def without_new(indicator: View, words: Lexicon) -> View:
    for form in _NEW:
        at = indicator.text.find(form)
        if at > 0 and indicator.text not in words.aliases:
            return indicator.cut(0, at) + indicator.cut(at + len(form))
    return indicator
