"""Down payments: what must be paid at least of what is bought on a loan, and who buys what (购买二手住房的,|首付款比例|不低于30%)."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Comparator
from extract.records import record

_LEAST = 2  # characters of a case


@record
class Payment:
    """A down payment: what it is called, whose it is, and how its value is bounded."""

    name: View
    who: View
    comparator: Comparator


def paid_down(place: Place, words: Words) -> Payment | None:
    """The down payment that a per cent is; None of any other value, or where nobody is told."""
    found = words["loans.clause"].search(place.clause) if place.amount.unit == "%" else None
    if found is None:
        return None
    name = place.in_clause(found, "name")
    told = place.in_clause(found, "fund") if found["fund"] else NOTHING
    fund = told or _fund(place, name.start, words)
    who = _case(place, (told or name).start, words)
    comparator: Comparator = "ge" if words.floor.search(found["bound"]) else place.amount.comparator
    return Payment(fund + name, who, comparator) if len(who) >= _LEAST else None


def _fund(place: Place, end: int, words: Words) -> View:
    """The loan of the fund that is asked for in the clause before: 申请|公积金贷款|,最低首付比例30%."""
    found = words["loans.fund"].search(place.text, place.segment, end)
    return View.of(place.text, *found.span("fund")) if found else NOTHING


def _case(place: Place, end: int, words: Words) -> View:
    """Who buys what, from the last part of the sentence that has no value of its own up to the name; asking for the loan says nothing of that."""
    begin = max((one.end() for one in words["loans.since"].finditer(place.text, place.segment, end)), default=place.segment)
    while led := words["loans.led"].match(place.text, begin, end):
        begin = led.end()
    case = View.of(place.text, begin, end)
    applied = words["loans.applied"].search(case.text)
    case = case.cut(0, applied.start()) if applied else case
    return case.cut(0, re.matched(words["loans.end"].search(case.text)).start())
