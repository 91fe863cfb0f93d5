"""Recipients named by a word for each: 单个企业|最高20万元, 同一企业|每年最高, 养老服务设施|每年每个分别不少于."""

from __future__ import annotations

from extract.assemble.measures.bounds import joined, somebody
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.cut import tidied, until_noun
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def each(place: Place, words: Words) -> View:
    """The recipient behind a word for each in the clause, without that word: 单个企业|最高20万元 -> 企业."""
    for pattern in (words["recipients.each"], words["recipients.each_of"]):
        for found in reversed(list(pattern.finditer(place.clause))):
            who = until_noun(tidied(place.in_clause(found), words), words)
            known = pattern is words["recipients.each"] or words.recipient.search(who.text)
            if known and somebody(who.text, words) and not joined(place.clause, found.end("who"), words):
                return who
    return NOTHING


def each_capped(place: Place, words: Words) -> View:
    """The recipient with which the clause of a cap opens, as printed with its word for each: …给予补助,|单个企业|最高20万元."""
    found = words["recipients.each"].match(place.clause)
    return place.in_clause(found) if found else NOTHING


def bounded(place: Place, words: Words) -> View:
    """The recipient that opens the clause of a bound for each: 区级、镇级养老服务设施|每年每个分别不少于60万元、40万元."""
    found = words["recipients.bounded"].match(place.clause)
    return place.in_clause(found) if found else NOTHING


def same(place: Place, words: Words) -> View:
    """The recipient of a bound on all that it gets: 同一企业|每年最高…"""
    found = words["recipients.same"].match(place.clause) if place.amount.kind != "duration" else None
    return place.in_clause(found) if found else NOTHING


def once(place: Place, words: Words) -> View:
    """Who may have a benefit only so many times; from before the comma where the clause names nobody: 同一块耕地,每年只能享受|一次."""
    found = words["recipients.once"].search(place.clause)
    if found is None:
        return NOTHING
    if words["recipients.when"].fullmatch(found["who"]):
        end = max(place.clause_start - 1, place.start)
        return tidied(View.of(place.text, last_mark(place.text, place.start, end, ",\n:;。"), end), words)
    return tidied(place.in_clause(found), words)


def few(place: Place, words: Words) -> View:
    """Those of whom so many are supported or chosen, right behind the count: 择优支持不超过|3个|项目."""
    behind = words["recipients.few"].match(place.tail) if words["recipients.picks"].search(place.clause) else None
    return View.of(place.text, place.behind + behind.start("who"), place.behind + behind.end("who")) if behind else NOTHING
