"""Thresholds of some among those of the threshold before them (其中企业类的不低于|6%), and such as name nothing themselves."""

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
    """The words of a value that is only of some among those of the value before it: 其中企业类的不低于|6%, 15人(农业类企业不少于|12人)."""
    aside = _aside(place, words) if place.text[place.clause_start - 1 : place.clause_start] == "(" else None
    counted = words["norms.bearers"].fullmatch(place.amount.unit or "")
    if aside and not counted and (words.recipient.search(aside["who"]) or words["norms.members"].search(aside["who"])):
        return aside
    return words["norms.among"].fullmatch(place.clause) or (None if counted else _beside(place, words))


def _beside(place: Place, words: Words) -> re.Match[str] | None:
    """Another one of whom the same is asked as of the one right before: 购物中心应大于4000平方米,|专卖店应大于|1500平方米."""
    found = words["norms.beside"].fullmatch(place.clause)
    known = found and (words.recipient.search(found["who"]) or words.zone.search(found["who"])) and not words["measured.counted"].search(found["who"])
    before = words["norms.beside_value"].search(place.text, place.start, place.clause_start) if known else None
    return found if before else None


def _aside(place: Place, words: Words) -> re.Match[str] | None:
    """The words of a value in brackets; they need not compare right behind another value: 15人(农业类企业|12人)."""
    bare = words["norms.valued"].search(place.text, place.start, place.clause_start - 1)
    return words["norms.among_aside"].fullmatch(place.clause) or (words["norms.among_bare"].fullmatch(place.clause) if bare else None)


def measured_above(norm: Norm, place: Place, among: re.Match[str] | None, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm:
    """A threshold with what the one before it measures: of some among those (其中…), or where it names nothing itself."""
    if norm.role != "threshold":
        return norm
    return _grown(norm, place, bounds, words) or _grown_more(norm, place, bounds, words) or _by_above(norm, place, among, bounds, words)


def _by_above(norm: Norm, place: Place, among: re.Match[str] | None, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm:
    """The same of a threshold that is no growth."""
    if not among and not (words["norms.compared_only"].fullmatch(place.clause) and _has_alike(place, bounds)):
        return norm
    last = next((bound for bound in reversed(bounds) if len(bound[1].terms.indicator)), None)  # that measures something that is named
    if last is None:
        return norm
    return _excepted(norm, place, among, last) if among else _measured_before(norm, place, last)


def _grown(norm: Norm, place: Place, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm | None:
    """A growth that names nothing itself, with what the threshold before it measures: 年出口额2亿元以上、|增幅|20%以上的企业."""
    if place.amount.unit != "%" or not bounds:
        return None
    before, first = bounds[-1]
    told = words["norms.grown"].fullmatch(place.text, before.behind, place.amount.start) if before.amount.unit != "%" else None
    if told is None:
        return None
    side = View.of(place.text, *told.span("what"))
    return norm.but(lambda terms: replace(terms, indicator=first.terms.indicator + side, measure="growth", sure=True))


def _grown_more(norm: Norm, place: Place, bounds: Sequence[tuple[Place, Norm]], words: Words) -> Norm | None:
    """A further tier of a growth, with what the tier before it measures: 销售额增速达20%及以上,奖励5万元⏎增速达|50%."""
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
    """The threshold, which names nothing, with what the one before it measures: 1亿元至5亿元的,给予…"""
    before, first = bound
    if before.start != place.start or before.amount.unit != place.amount.unit:
        return norm

    def measured_so(terms: Terms) -> Terms:
        return terms if len(terms.indicator) and place.clause == "" else replace(terms, indicator=first.terms.indicator, measure=first.terms.measure)

    return norm.but(measured_so)


def _excepted(norm: Norm, place: Place, among: re.Match[str], bound: tuple[Place, Norm]) -> Norm:
    """The threshold of some among those of the one before it, with what that measures."""
    before, first = bound
    if place.amount.unit != before.amount.unit:
        return norm
    who = place.in_clause(among)
    named = first.terms

    def excepted(terms: Terms) -> Terms:
        comparator = named.comparator if terms.comparator == "eq" else terms.comparator
        return replace(terms, indicator=named.indicator, measure=named.measure, base=named.base, recipient=who, comparator=comparator, sure=True)

    return norm.but(excepted)
