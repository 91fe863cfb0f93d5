"""Norms of values whose kind has wording of its own: a slice of a sum, a prize, a fine, a down payment, a line of a schedule, a raise, a class."""

from __future__ import annotations

from dataclasses import replace

from extract.assemble.measures import measured
from extract.assemble.measures.bases import base_of
from extract.assemble.measures.classes import classed, ranked
from extract.assemble.measures.fines import Fine, fined
from extract.assemble.measures.loans import Payment, paid_down
from extract.assemble.measures.norms import Before, Norm, Terms
from extract.assemble.measures.paid_per import paid_per
from extract.assemble.measures.prizes import Prize, prize_of
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.raises import Raise, raised
from extract.assemble.measures.roles import GIVEN, Standing
from extract.assemble.measures.schedules import Line, scheduled
from extract.assemble.measures.slices import Slice, sliced
from extract.assemble.measures.whom import whom
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.model import Role


def of_kind(place: Place, before: Before, words: Words) -> Norm | None:
    """The norm of a slice of a sum, a prize, a fine, a down payment, a line of a schedule or a raise; None for any other value."""
    if part := sliced(place, words):
        return _sliced(part, place, words)
    if prize := prize_of(place, words):
        return _prized(prize, place, words)
    if fine := fined(place, words):
        return _fined(fine, place, words)
    if payment := paid_down(place, words):
        return _paid_down(payment)
    if line := scheduled(place, words):
        return _lined(line, place, before, words)
    more = raised(place, words)
    return _raised(more, place, before, words) if more else None


def of_class(place: Place, standing: Standing, before: Before, words: Words) -> Norm | None:
    """The norm of a sum for one class of a benefit's recipients (建设补贴。2A级最高|18万元); None for any other value."""
    rank = (ranked(place, before, words) or classed(place, before, words)) if standing[0] in GIVEN or not standing[1] else None
    if rank is None:
        return None
    who, name, role = rank.who, rank.name, standing[0] if standing[0] in GIVEN else "grant"

    def terms() -> Terms:
        comparator = measured.comparator(place, role, words)
        return Terms(role, who, NOTHING, name, name, "level", comparator, paid_per(place, role, words), sure=True)

    return Norm(role, 2, terms)


def line_terms(name: View, who: View, place: Place, role: Role, words: Words) -> Terms:
    """The terms of a value in a list under the label of a schedule's line: 支付比例基层|65%(退休|70%)."""
    comparator = measured.comparator(place, role, words)
    comparator = "le" if (role, comparator) == ("cap", "eq") else comparator
    return Terms(role, who, NOTHING, name, name, "share" if role == "rate" else "level", comparator, paid_per(place, role, words), sure=True)


def _prized(prize: Prize, place: Place, words: Words) -> Norm:
    """The norm of how many win a grade of a prize, or of what the winners get."""

    def terms() -> Terms:
        comparator, unit = measured.comparator(place, prize.role, words), paid_per(place, prize.role, words)
        return Terms(prize.role, prize.who, NOTHING, prize.name, prize.name, "level", comparator, unit, sure=True)

    return Norm(prize.role, 2, terms)


def _lined(line: Line, place: Place, before: Before, words: Words) -> Norm:
    """The norm of a line of a schedule, with the recipient of the line before where it has none: 县医院起付标准300元,报销比例|80%."""

    def terms() -> Terms:
        last = before.last
        goes_on = last is not None and last[0].segment == place.segment
        who = line.who or (last[1].terms.recipient if last and goes_on else NOTHING)
        return replace(line_terms(line.name, who, place, line.role, words), measure=line.measure)

    return Norm(line.role, 2, terms)


def _sliced(part: Slice, place: Place, words: Words) -> Norm:
    """The norm of a bound of a slice, or of the rate of a slice."""
    role: Role = "threshold" if part.bound else "rate"

    def terms() -> Terms:
        own = NOTHING if part.bound else base_of(place, role, words)
        apart = len(own) > 0 and set(own.at).isdisjoint(part.part.at)
        base, who = (own, part.part) if apart else (NOTHING if part.bound else part.part, part.who)
        name = own + part.kind if apart else part.name()
        return Terms(role, who, base, name, name, "level", measured.comparator(place, role, words), sure=True)

    return Norm(role, 2, terms)


def _raised(more: Raise, place: Place, before: Before, words: Words) -> Norm:
    """The norm of what is added to a benefit: …每人每月增加|30元, 奖励标准上浮|20%."""
    role: Role = "rate" if len(more.base) else "grant"

    def terms() -> Terms:
        who = more.who or whom(place, role, before, words)
        comparator = measured.comparator(place, role, words)
        return Terms(role, who, more.base, more.what, more.what, more.measure, comparator, paid_per(place, role, words), sure=len(more.who) > 0)

    return Norm(role, 2, terms)


def _fined(fine: Fine, place: Place, words: Words) -> Norm:
    """The norm of a floor or cap of a fine."""
    measure = "multiple" if place.amount.unit == "x" else "level"

    def terms() -> Terms:
        return Terms(fine.role, fine.who, fine.base, fine.what, fine.what, measure, measured.comparator(place, fine.role, words), sure=True)

    return Norm(fine.role, 2, terms)


def _paid_down(payment: Payment) -> Norm:
    """The norm of a down payment, which is a floor."""
    return Norm("floor", 2, lambda: Terms("floor", payment.who, NOTHING, payment.name, payment.name, "share", payment.comparator, sure=True))
