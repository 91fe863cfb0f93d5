"""Whom a value is for by its own words and by the value before it, told apart from what it is taken of."""

from __future__ import annotations

from extract.assemble.measures.bounds import joined
from extract.assemble.measures.doers import doer
from extract.assemble.measures.norms import Before, Norm
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients import among, each, each_capped, recipient_of, subject
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.grid.provisions import Provision


def whom(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> View:
    """Whom a value is for by its own words, by those of the value before it, or by what it is for each of."""
    recipient = recipient_of(place, role, words)
    if not len(recipient) and last is not None:
        recipient = _of_last(place, role, last, words)
    if not len(recipient) and role in ("grant", "cap", "rate", "quota"):
        recipient = each(place, words)
    if not len(recipient) and role in ("cap", "quota"):
        recipient = subject(place, words)
    return recipient or (_bounded(place, words) if role in ("floor", "cap", "quota") else NOTHING)


def _bounded(place: Place, words: Words) -> View:
    """Each of what a clause bounds: 区级、镇级养老服务设施|每年每个分别不少于60万元、40万元."""
    found = words["recipients.bounded"].match(place.clause)
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")) if found else NOTHING


def _of_last(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """Whom the value before is for, else each of another kind: 每个乡镇2个,每个|推荐对象|10万元."""
    who = inherited(place, role, last, words)
    other = len(who) and words["norms.each_before"].search(place.text, max(who.start - 2, 0), who.start)
    return (each(place, words) if other else NOTHING) or who


def inherited(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """Whom the value before it in the same provision is for: …给予补贴,最高30万元."""
    before, norm = last
    if before.start != place.start:
        near = "\n" not in place.text[before.behind : place.amount.start]
        return norm.terms.recipient if near and norm.role in GIVEN and role in GIVEN and words["norms.refers"].match(place.text, place.start, place.amount.start) else NOTHING
    if role == "threshold" or norm.role == "threshold":
        return norm.terms.recipient if (role == norm.role) else NOTHING
    return norm.terms.recipient


def capped(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> View:
    """Each of those whom a cap bounds on the line below what it bounds: …给予补助⏎|单个企业|最高20万元; in a sentence they are those told before."""
    below = last is not None and role == "cap" and place.text.count("\n", last[0].behind, place.clause_start) == 1
    return each_capped(place, words) if below else NOTHING


def told_whole(place: Place, own: View, before: Before, words: Words) -> View:
    """Whom the value before is for with another figure or condition, where only that is told: 水稻面积100亩的奖励1万元,|200亩以上|的奖励2万元."""
    if before.given is None or before.given[0].start != place.start:
        return own
    told = before.given[1].terms.recipient
    if words["recipients.figure"].fullmatch(own.text):
        at = next((index for index, char in enumerate(told.text) if char.isdigit()), 0)
        return told.cut(0, at) + own if at else own
    more = words["recipients.goes_on_telling"].match(place.text, place.segment, place.amount.start)
    own = View.of(place.text, place.segment, more.end() - 1) if more else own
    at = _again(told.text, own.text) if told.at != own.at else 0
    return told.cut(0, at) + own if at else own


def _again(told: str, own: str) -> int:
    """Where in the words of one the clause begins that those of another open like: …的企业,|增幅超过20% before 增幅超过30%; or 0."""
    return told.rfind("," + own[:_ALIKE]) + 1 if len(own) > _ALIKE and not told.startswith(own[:_ALIKE]) else 0


_ALIKE = 3  # characters in which two conditions open alike: 其本部, 增幅超


def told_apart(place: Place, role: str, recipient: View, base: View, words: Words) -> tuple[View, View]:
    """Whom a value is for and of what it is taken: the measure itself and what is put first are nobody, money is a base."""
    if words["recipients.this"].match(recipient.text) or words["recipients.no_one"].search(recipient.text):
        return each(place, words), base
    if len(recipient) and words["recipients.preferred"].search(place.text, max(recipient.start - _FIRST, 0), recipient.start):
        return each(place, words) or among(place, words), base
    if words["recipients.money"].search(recipient.text):
        return _owner(recipient, words), base if len(base) or role != "rate" else recipient
    return recipient, base


_FIRST = 20  # characters before somebody in which it is said that they come first: 优先支持


def _owner(money: View, words: Words) -> View:
    """Whose money it is of which a part is given: 企业|购买软件的实际支出, 设计企业|进行测试等费用."""
    found = words.bearer.match(money.text)
    if found and not joined(money.text, found.end(), words):
        return money.cut(0, found.end())
    return money.cut(0, len(doer(money.text, 0, len(money), words))) if money.at[-1] - money.at[0] < len(money) else NOTHING


def in_row(row: Provision, own: View, place: Place, words: Words) -> View:
    """Whom a value in a table of rules is for: somebody of its own cell, else those whom its row is for: 规上企业 | 最高|300万元."""
    start, end = row.cell
    inside = own.cut(own.before(start), own.before(end))
    if len(inside) and words.recipient.search(inside.text) and not any(map(str.isdigit, inside.text)):
        return inside
    paid = row.giving and place.amount.kind == "money"
    told = words["recipients.class_of_cell"].search(place.text, start - 1, place.amount.start) if paid else None
    who = View.of(place.text, *told.span("who")) if told else NOTHING
    return who or (View.of(place.text, *row.whom) if row.whom else inside)


def is_alike(place: Place, last: tuple[Place, Norm]) -> bool:
    """Whether the value before one is given in the same provision, and of the same kind."""
    before, norm = last
    return norm.role in ("grant", "cap") and place.amount.kind == before.amount.kind and before.start == place.start


def only_another(place: Place, recipient: View, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether only another recipient stands between two values that are alike: 职工每人每月300元、|居民每人每月|200元."""
    before, _ = last
    between = place.text[before.behind : place.amount.start]
    if not len(recipient) or recipient.start < before.behind or len(between) > len(recipient) + 12:
        return False
    return words["norms.open"].fullmatch(between.replace(recipient.text, "", 1).strip("、,;:和及 \n")) is not None
