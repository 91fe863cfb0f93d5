"""Grades of a prize that is founded by name: 云溪市设计奖设|一等奖1项、二等奖3项,分别奖励|50万元、30万元."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Role
from extract.passage import clause_start
from extract.records import record

_FAR = 200  # characters before a value in which its prize is founded


@record
class Prize:
    """The number of winners of a grade, or what they get: its name, recipient and role."""

    name: View
    who: View
    role: Role


def prize_of(place: Place, words: Words) -> Prize | None:
    """The prize that is founded before a value; None where there is none, or where the value is neither a number of winners nor what they get."""
    if place.amount.kind not in ("count", "money"):
        return None
    if place.amount.kind == "money" and (told := _standard(place, words)):
        return told
    name = _set_up(place, words)
    return (_number if place.amount.kind == "count" else _sum)(place, name, words) if len(name) else None


def _standard(place: Place, words: Words) -> Prize | None:
    """What the winners of a prize get, in a sentence that lists its grades: 科学奖每项|奖金数额|为一等奖50万元、二等奖|20万元."""
    start = clause_start(place.text, place.amount.start, max(place.amount.start - _FAR, 0), "。\n")
    found = words["prizes.standard"].match(place.text, start, place.amount.start)
    if found is None:
        return None
    who = View.of(place.text, *found.span("prize")) if found["prize"] else NOTHING
    return Prize(View.of(place.text, *found.span("name")) + View.of(place.text, *found.span("kind")), who, "grant")


def _set_up(place: Place, words: Words) -> View:
    """The name of the prize whose grades the sentence, or the lines above without a full stop, list."""
    found = re.last(words["prizes.set"], place.text, max(place.amount.start - _FAR, 0), place.amount.start)
    return View.of(place.text, *found.span("name")) if found and "。" not in place.text[found.end() : place.amount.start] else NOTHING


def _number(place: Place, name: View, words: Words) -> Prize | None:
    """The number of winners of a grade: 设|一等奖|1项."""
    found = words["roles.prize"].search(place.clause)
    return Prize(name + place.in_clause(found, "prize"), NOTHING, "quota") if found else None


def _sum(place: Place, name: View, words: Words) -> Prize | None:
    """What the winners of each grade get: 分别|奖励|50万元、30万元."""
    found = words["prizes.sum"].search(place.text, place.segment, place.amount.start)
    return Prize(name + View.of(place.text, *found.span("kind")), NOTHING, "grant") if found else None
