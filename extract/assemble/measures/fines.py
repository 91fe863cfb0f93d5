"""Fines: 违反规定的,处违法所得|1倍|以上|3倍|以下罚款 -> at least once the gain, at most three times."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Role
from extract.records import record

_BOUNDS: dict[str, Role] = {"ge": "floor", "gt": "floor", "le": "cap", "lt": "cap"}


@record
class Fine:
    """A bound of a fine: floor or cap, the name of the fine, the base of a multiple, and the deed of whoever pays it."""

    role: Role
    what: View
    base: View
    who: View


def fined(place: Place, words: Words) -> Fine | None:
    """The fine that a value bounds; None where it bounds none, also for a fixed fine."""
    role = _BOUNDS.get(place.amount.comparator)
    behind = words["fines.behind"].match(place.tail) if role else None
    before = words["fines.before"].search(place.clause) if behind else None
    if role is None or behind is None or before is None:
        return None
    base = place.in_clause(before, "base") if place.amount.unit == "x" else NOTHING
    return Fine(role, View.of(place.text, place.behind + behind.start("what"), place.behind + behind.end("what")), base, _who(place, words))


def _who(place: Place, words: Words) -> View:
    """The deed that is fined, from the clauses before: |逾期不改正|的,处1万元以上…"""
    found = re.last(words["fines.who"], place.text, place.segment, place.clause_start)
    return View.of(place.text, *found.span("who")) if found else NOTHING
