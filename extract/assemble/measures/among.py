"""Thresholds for some of those whom the threshold before is for (其中企业类的不低于|6%), and thresholds that name no indicator themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extract import expressions as re
from extract.assemble.measures.norms import Norm, Terms
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import View


def among_which(place: Place, words: Words) -> re.Match[str] | None:
    """The match of the clause of a value that holds only for some of those of the value before: 其中企业类的不低于|6%, 15人(农业类企业不少于|12人)."""
    aside = _aside(place, words) if place.text[place.clause_start - 1 : place.clause_start] == "(" else None
    counted = words["norms.bearers"].fullmatch(place.amount.unit or "")
    if aside and not counted and (words.recipient.search(aside["who"]) or words["norms.members"].search(aside["who"])):
        return aside
    return words["norms.among"].fullmatch(place.clause) or (None if counted else _beside(place, words))


def _beside(place: Place, words: Words) -> re.Match[str] | None:
    """The match of a clause that requires the same of another recipient as the one before: 购物中心应大于4000平方米,|专卖店应大于|1500平方米."""
    found = words["norms.beside"].fullmatch(place.clause)
    known = found and (words.recipient.search(found["who"]) or words.zone.search(found["who"])) and not words["measured.counted"].search(found["who"])
    before = words["norms.beside_value"].search(place.text, place.start, place.clause_start) if known else None
    return found if before else None


def _aside(place: Place, words: Words) -> re.Match[str] | None:
    """The match of a clause in brackets; right behind another value it needs no comparator: 15人(农业类企业|12人)."""
    bare = words["norms.valued"].search(place.text, place.start, place.clause_start - 1)
    return words["norms.among_aside"].fullmatch(place.clause) or (words["norms.among_bare"].fullmatch(place.clause) if bare else None)


def measured_above(norm: Norm, place: Place, among: re.Match[str] | None, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm:
    """A threshold with the indicator of the one before, where it is for some of those (其中…) or names no indicator itself; any other norm unchanged."""
    if norm.role != "threshold":
        return norm
    return _grown(norm, place, bounds, words) or _grown_more(norm, place, bounds, words) or _by_above(norm, place, among, bounds, words)


def _by_above(norm: Norm, place: Place, among: re.Match[str] | None, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm:
    """The same for a threshold that is no growth."""
    if not among and not (words["norms.compared_only"].fullmatch(place.clause) and _has_alike(place, bounds)):
        return norm
    last = next((bound for bound in reversed(bounds) if len(bound[1].terms.indicator)), None)  # the nearest with a named indicator
    if last is None:
        return norm
    return _excepted(norm, place, among, last) if among else _measured_before(norm, place, last)


def _grown(norm: Norm, place: Place, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm | None:
    """A growth that names nothing itself, with the indicator of the threshold before it: 年出口额2亿元以上、|增幅|20%以上的企业; else None."""
    if place.amount.unit != "%" or not bounds:
        return None
    before, first = bounds[-1]
    told = words["norms.grown"].fullmatch(place.text, before.behind, place.amount.start) if before.amount.unit != "%" else None
    if told is None:
        return None
    side = View.of(place.text, *told.span("what"))
    return norm.but(lambda terms: replace(terms, indicator=first.terms.indicator + side, measure="growth", sure=True))


def _grown_more(norm: Norm, place: Place, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm | None:
    """A further tier of a growth, with the indicator of the tier before it: 销售额增速达20%及以上,奖励5万元⏎增速达|50%; else None."""
    told = words["norms.growth_alone"].fullmatch(place.clause) if place.amount.unit == "%" else None
    if told is None or not bounds or bounds[-1][0].amount.unit != "%":
        return None
    name = bounds[-1][1].terms.indicator
    if not name.text.endswith(told["what"]):
        return None
    return norm.but(lambda terms: replace(terms, indicator=name, measure="growth", named=True))


def _has_alike(place: Place, bounds: Sequence[tuple[Place, Norm]]) -> bool:
    """Whether a threshold of the same provision has the same unit."""
    here = takewhile(lambda bound: bound[0].start == place.start, reversed(bounds))
    return any(before.amount.unit == place.amount.unit for before, _ in here)


def _measured_before(norm: Norm, place: Place, bound: tuple[Place, Norm]) -> Norm:
    """A threshold that names nothing, with the indicator of the one before: 1亿元至5亿元的,给予…"""
    before, first = bound
    if before.start != place.start or before.amount.unit != place.amount.unit:
        return norm

    def measured_so(terms: Terms) -> Terms:
        return terms if len(terms.indicator) and place.clause == "" else replace(terms, indicator=first.terms.indicator, measure=first.terms.measure)

    return norm.but(measured_so)


def _excepted(norm: Norm, place: Place, among: re.Match[str], bound: tuple[Place, Norm]) -> Norm:
    """A threshold for some of those of the one before, with the indicator of that."""
    before, first = bound
    if place.amount.unit != before.amount.unit:
        return norm
    who = place.in_clause(among)
    named = first.terms

    def excepted(terms: Terms) -> Terms:
        comparator = named.comparator if terms.comparator == "eq" else terms.comparator
        return replace(terms, indicator=named.indicator, measure=named.measure, base=named.base, recipient=who, comparator=comparator, sure=True)

    return norm.but(excepted)
