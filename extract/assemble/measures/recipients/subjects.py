"""Subjects of clauses: the noun that leaves something to be measured, or before the verb: 企业|研发投入."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import bound_to, joined, somebody
from extract.assemble.measures.doers import clauses_before, doer, is_doer
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.cut import tidied
from extract.assemble.measures.recipients.each import each
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed

_FIGURE = re.compile(r"\d")
_NOUN = 2  # least characters of what is measured behind the subject
_SUBJECT = 60  # characters in which the noun of a subject must end


def subject(place: Place, words: Words) -> View:
    """The subject of the clause of a bound, where no other recipient is named: 研究人员|在站时间不得超过3年."""
    return subject_of(place, place.clause_start, place.amount.start, words)


def subject_of(place: Place, start: int, end: int, words: Words) -> View:
    """The subject that opens a clause: up to the last noun that leaves something to be measured, or that ends the clause."""
    text = place.text[start:end]
    begin = re.matched(words["recipients.opens"].match(text)).end()
    own = end == place.amount.start
    if not own and words["recipients.goes_on"].match(text):
        return _alternatives(place, start, end, words)
    measured = _until_measured(text, begin, own, words)
    bound = bound_to(text, begin, measured, words)
    doing = NOTHING if bound else _located(place, start + begin, end, words) or doer(place.text, start, end, words)
    if len(doing):
        return doing
    best = bound[0] if bound else _last_bearer(place, text, begin, measured, words)
    return _held(place, start, begin, best, words) if best is not None else NOTHING


def _until_measured(text: str, begin: int, own: bool, words: Words) -> int:
    """The end of the subject and the indicator in a clause, before the figure and the words that lead to it."""
    figure = words["recipients.compared"].search(text, begin) if own else _FIGURE.search(text, begin)
    return len(words["recipients.cut"].sub("", text[: figure.start()] if figure else text))


def _last_bearer(place: Place, text: str, begin: int, measured: int, words: Words) -> int | None:
    """The end of the last noun that leaves something to be measured, or that ends the clause: 企业|研发投入, 申报企业."""
    best, own = None, text == place.clause
    for found in words.bearer.finditer(text, begin):
        end = found.end()
        if end - begin > _SUBJECT:
            break
        close = text.find(")", end) + 1 if text[end : end + 1] == "(" else end
        whole = not own and end == len(text.rstrip())
        if (whole or _is_measured(place, text[close:measured], words)) and _bears(text, begin, found, close, words):
            best = close
    return best


def _is_measured(place: Place, rest: str, words: Words) -> bool:
    """Whether the words behind a noun can be an indicator; they may be missing before an age."""
    aged = not rest and "岁" in place.text[place.amount.start : place.amount.end + 1]
    return (len(rest) >= _NOUN or aged) and not words["recipients.no_subject"].match(rest)


def _bears(text: str, begin: int, noun: re.Match[str], close: int, words: Words) -> bool:
    """Whether a noun, with a bracket behind it, ends a subject: no part of a word or of a bracket, no object of a verb."""
    before = text[begin : noun.end()]
    if joined(text, noun.end(), words) or before.count("(") != before.count(")"):
        return False
    return somebody(text[begin:close], words) and not words["recipients.acted"].search(text[begin : noun.start()])


def _alternatives(place: Place, start: int, end: int, words: Words) -> View:
    """The noun of alternative conditions: 具有硕士学位,或具有高级职称的人员; nothing for 或者控股股东为法人."""
    text = place.text[start:end]
    noun = words.recipient.search(text.rstrip())
    if not noun or "的" not in text[: noun.start()]:
        return NOTHING
    while start > place.start and words["recipients.goes_on"].match(place.text, start):
        start = last_mark(place.text, place.start, start - 1, ",\n:;。")
    return tidied(View.of(place.text, start, end), words)


def _located(place: Place, start: int, end: int, words: Words) -> View:
    """Whoever is located somewhere, before what is measured: 注册在青岭、云溪|的采购金额."""
    found = words["recipients.located"].match(place.text, start, end)
    return View.of(place.text, *found.span()) if found else NOTHING


def _held(place: Place, start: int, begin: int, best: int, words: Words) -> View:
    """The subject that opens a clause, without a time before it; nothing where it is what is measured, or no holder."""
    view = trimmed(View.of(place.text, start + begin, start + best))
    timed = words.meanwhile.match(view.text)
    view = trimmed(view.cut(timed.end())) if timed else view  # 合同期内|企业
    if "占" in place.text[start + begin : start + best + 1]:
        return NOTHING  # 研发人员|占职工总数的10%: the indicator
    return NOTHING if words["recipients.no_holder"].search(view.text[:4]) else view


def doer_before(place: Place, words: Words) -> View:
    """The subject of the clauses before (村集体|流转土地,每亩补助|600元); nothing where the value's clause has a subject of its own, or handles something."""
    if len(subject(place, words)) or len(each(place, words)) or words["doers.handled"].search(place.clause):
        return NOTHING  # 中心应发布公告,将贷款限额下调至|80万元
    for start, end in clauses_before(place):
        who = subject_of(place, start, end, words)
        if len(who) and is_doer(who.text, words) and not words.parts.match(who.text):
            return tidied(who, words)
    return NOTHING
