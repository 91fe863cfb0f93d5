"""What a value is to a rule: grant, rate, cap, floor, threshold or quota, and how plainly its words say so."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words

_PART = ("%", "x")


def role_of(place: Place, words: Words) -> tuple[str, int]:
    """The role and how plain it is: 2 where only a rule speaks so, 1 where a report or a goal may, 0 where nothing says it."""
    unit = place.amount.unit or ""
    clause, tail = place.clause, place.tail
    if (place.amount.kind == "multiple" and ":" in place.text[place.amount.start : place.amount.end]) or words["roles.paid_out"].match(tail):
        return "rate", -1
    if unit in _PART:
        return _part(place, words)
    if place.amount.kind == "money" or unit.startswith("CNY"):
        role, strength = _money(place, words)
        return ("grant", 2) if place.giving and (role, strength) == ("threshold", 0) else (role, strength)
    if place.amount.kind == "duration":
        return _duration(clause, tail, words) if "岁" not in place.amount.text else ("threshold", 1)
    return _count(place, words)


def conditions(text: str, end: int, words: Words) -> bool:
    """Whether what is given for a sum stands right behind it: 3000万元以上|的奖励8万元."""
    return words["roles.band"].match(text, end) is not None


def given_to(place: Place, words: Words) -> re.Match[str] | None:
    """Somebody between the giving and the sum, as group `who`: 给予|甲类人才|30万元."""
    found = words["roles.given_who"].search(place.clause)
    return found if found and (words.somebody.search(found["who"]) or words["roles.class"].match(found["who"])) else None


def _part(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if words["roles.bound_of"].search(clause) and not words["roles.paid_of"].match(tail) and not words.granted.match(tail):
        low = words["roles.low"].search(clause)
        return ("threshold" if words["roles.owned"].search(clause) or words["roles.who"].match(tail) or low else "cap"), 1
    if words["roles.growth"].search(clause):
        return "threshold", 2 if words["roles.who"].match(tail) else 1 if words["roles.top"].match(tail) else 0
    if words["roles.paid_of"].match(tail) or words.granted.match(tail) or (words["roles.of"].search(clause) and not words["roles.conditioned"].search(clause)):
        return "rate", 2
    if words.given.search(clause) and not words.cap.search(clause):
        return "rate", 2
    if words["roles.share_paid"].search(clause) or words["roles.back"].search(clause):
        return "rate", 2
    if words["roles.who"].match(tail):
        return "threshold", 2
    if words["roles.owned"].search(clause):
        return "threshold", 1
    if words["roles.at_most"].search(clause):
        return "cap", 1
    if words["roles.lowest"].search(clause):
        return "floor", 1
    if place.amount.unit == "x" and clause.endswith("的"):
        return "rate", 1
    return "threshold", 1 if words["roles.conditioned"].search(clause) or words["roles.top"].match(tail) else 0


def _money(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if words["roles.than"].search(clause):
        return "grant", 0
    if words["roles.budget"].search(clause):
        return "grant", -1
    who = (words["roles.who"].match(tail) or words["roles.band"].match(tail)) and not words.given.search(clause)
    if who:
        return "threshold", 2
    if words["roles.owned"].search(clause) and not words.benefit.search(clause):
        return "threshold", 1
    if words["roles.line_of"].match(tail) and not words.given.search(clause) and not words.cap.search(clause):
        return "threshold", 2
    if words.cap.search(clause) or words.cap_after.match(tail) or (words.given.search(clause) and words["roles.highest_before"].search(clause)):
        return "cap", 2 if words.benefit.search(place.lead + tail[:16]) else 1
    if words["roles.limited"].search(clause):
        return "cap", 2
    if words.granted.match(tail) or words.given.search(clause) or given_to(place, words):
        return ("cap" if "限额" in clause else "grant"), 2
    if words["roles.standard"].search(clause):
        return ("cap" if words["roles.maximum"].search(clause) else "grant"), 2
    if "/" in (place.amount.unit or "") and not words["roles.conditioned"].search(clause):
        if words["roles.raised"].search(clause):
            return "grant", 0
        return "grant", 1
    if words["roles.items"].search(clause):
        return "grant", 2
    if words.floor.search(clause):
        return "threshold", 1
    if words["roles.conditioned"].search(clause) or words["roles.top"].match(tail):
        return "threshold", 1
    return ("threshold", 0) if "最高" not in clause else ("cap", 1)


def _duration(clause: str, tail: str, words: Words) -> tuple[str, int]:
    if words["roles.lowest_before"].search(clause):
        return "floor", 1
    if words["roles.age"].search(clause[-8:] + tail[:3]) or words["roles.who"].match(tail) or words["roles.top"].match(tail):
        return ("cap", 1) if words.cap.search(clause) and not words["roles.age"].search(clause[-10:]) else ("threshold", 1)
    if words.floor.search(clause):
        return "threshold", 1
    if words.cap.search(clause) or words["roles.length"].search(clause):
        return "cap", 1
    if words["roles.within"].match(tail) and words["roles.due"].search(clause):
        return "cap", 1
    return "threshold", 1 if words["roles.conditioned"].search(clause) else 0


def _count(place: Place, words: Words) -> tuple[str, int]:
    clause, tail = place.clause, place.tail
    if (words["roles.who"].match(tail) and (words["roles.top"].match(tail) or words["roles.alone"].match(tail))) or words["roles.age"].search(tail[:2]):
        return "threshold", 2
    if words["roles.top"].match(tail) or words.floor.search(clause) or words["roles.conditioned"].search(clause):
        if place.amount.kind != "count" and words.cap.search(clause):
            return "cap", 1
        return ("quota", 1) if words.cap.search(clause) or (words["roles.quoted"].search(clause) and "不超过" in clause) else ("threshold", 1)
    if place.amount.unit == "次" and words["roles.often"].search(clause) and not words.cap_after.match(tail):
        return "quota", -1
    if words.cap.search(clause) or words.cap_after.match(tail):
        return ("quota" if place.amount.kind == "count" else "cap"), 1
    if words["roles.quoted"].search(clause):
        return "quota", 1
    return "threshold", 0
