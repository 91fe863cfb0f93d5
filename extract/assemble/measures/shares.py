"""The share of a cost that somebody pays, named by the cost: 设备使用费用⏎由基金按|90%|的比例支付 -> 设备使用费用支付比例."""

from __future__ import annotations

from extract.assemble.measures import topics
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def paid_share(place: Place, base: View, words: Words) -> View:
    """The cost with the verb of paying and its 比例, where these stand behind a per cent; nothing elsewhere."""
    found = words["shares.paid"].match(place.tail)
    if found is None:
        return NOTHING
    told = View.of(place.text, place.behind, place.behind + found.end())
    of = base if len(base) and not words["shares.payer"].search(base.text) else topics.label(place, words)  # a base that is the payer does not count
    return of + told.cut(*found.span("verb")) + told.cut(*found.span("rate" if found["rate"] else "last")) if len(of) else NOTHING


def cost(place: Place, words: Words) -> View:
    """The cost of which a value is the share, from the clause or the heading above: |复评费用|由申请人按|50%|的比例支付; nothing for any other value."""
    if place.amount.unit != "%" or words["shares.paid"].match(place.tail) is None or words["shares.borne"].search(place.clause) is None:
        return NOTHING
    return next(filter(None, (_named(place, words), cost_above(place, words))), NOTHING)


def _named(place: Place, words: Words) -> View:
    """The cost in the clause of its share."""
    own = words["shares.cost"].search(place.clause)
    return place.in_clause(own, "what") if own else NOTHING


def cost_above(place: Place, words: Words) -> View:
    """The cost named by a heading above: (二)失能人员的|护理费用."""
    for start, end in topics.lines_above(place):
        begin = topics.behind_number(place.text, start, end, words)
        cost = words["shares.heading"].fullmatch(place.text, begin, end)
        if cost:
            return View.of(place.text, *cost.span("what"))
    return NOTHING
