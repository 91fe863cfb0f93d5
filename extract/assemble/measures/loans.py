"""Down payments: the least that must be paid at once for what is bought on a loan, and by whom (购买二手住房的,|首付款比例|不低于30%)."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Comparator
from extract.records import record

_LEAST = 2  # least characters of a case


@record
class Payment:
    """A down payment: its name, the case of its recipient, and the comparator of its value."""

    name: View
    who: View
    comparator: Comparator


def paid_down(place: Place, words: Words) -> Payment | None:
    """The down payment that a per cent stands for; None for any other value, or where no recipient is named."""
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
    """The fund's loan that is applied for in the clause before: 申请|公积金贷款|,最低首付比例30%."""
    found = words["loans.fund"].search(place.text, place.segment, end)
    return View.of(place.text, *found.span("fund")) if found else NOTHING


def _case(place: Place, end: int, words: Words) -> View:
    """The case of whoever buys, from behind the last value in the segment up to the name, without the words about applying for the loan."""
    begin = max((one.end() for one in words["loans.since"].finditer(place.text, place.segment, end)), default=place.segment)
    while led := words["loans.led"].match(place.text, begin, end):
        begin = led.end()
    case = View.of(place.text, begin, end)
    applied = words["loans.applied"].search(case.text)
    case = case.cut(0, applied.start()) if applied else case
    return case.cut(0, re.matched(words["loans.end"].search(case.text)).start())
