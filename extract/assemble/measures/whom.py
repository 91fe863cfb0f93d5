"""Whom a value is for by its own words and by the value before it, told apart from what it is taken of."""

from __future__ import annotations

from extract.assemble.measures.doers import doer
from extract.assemble.measures.norms import Before, Norm
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients import recipient_of
from extract.assemble.measures.recipients.cut import first_noun, is_case, tidied
from extract.assemble.measures.recipients.each import bounded, each, each_capped
from extract.assemble.measures.recipients.subjects import subject
from extract.assemble.measures.roles import GIVEN
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View


def whom(place: Place, role: str, before: Before, words: Words) -> View:
    """Whom a value is for: who is told in the provision of the last benefit or behind, else whom that is for, else who is told before.

    So what a heading says comes after whom the last benefit is for; without one before it, all that `_whom` finds holds.
    """
    found = _whom(place, role, before.last, words)
    given = before.given if role in GIVEN else None
    if given is None or (len(found) and found.end >= _told_since(place, given)):
        return found
    return inherited(place, role, given, words) or found


def _told_since(place: Place, given: tuple[Place, Norm]) -> int:
    """From where on whom a value is for is told anew: where the provision of the last benefit begins, or whom that is for, in the same one."""
    if (given[0].start, given[0].segment) != (place.start, place.segment):
        return given[0].start  # before its terms are read
    who = given[1].terms.recipient
    return who.start if len(who) and place.start <= who.start < given[0].amount.start else place.start


def _whom(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> View:
    """Whom a value is for by its own words, by those of the value before it, or by what it is for each of."""
    recipient = recipient_of(place, role, words)
    if not len(recipient) and last is not None:
        recipient = _of_last(place, role, last, words)
    if not len(recipient) and role in ("grant", "cap", "rate", "quota"):
        recipient = each(place, words)
    if not len(recipient) and role in ("cap", "quota"):
        recipient = subject(place, words)
    return recipient or (bounded(place, words) if role in ("floor", "cap", "quota") else NOTHING)


def _of_last(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """Whom the value before is for, else each of another kind: 每个乡镇2个,每个|推荐对象|10万元."""
    who = inherited(place, role, last, words)
    other = len(who) and words["norms.each_before"].search(place.text, max(who.start - 2, 0), who.start)
    return (each(place, words) if other else NOTHING) or who


def inherited(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """Whom the value before it in the same provision is for: …给予补贴,最高30万元."""
    before, norm = last
    if not _is_shared(place, role, last, words):
        return NOTHING  # before its terms are read, for which those of the value before it may be
    who = norm.terms.recipient
    return NOTHING if _is_aside(before, who, place) else who


def _is_shared(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether whoever the value before is for may be those of a value: in its provision; in another on the line where that refers back."""
    before, norm = last
    if before.start == place.start:
        return role == norm.role or "threshold" not in (role, norm.role)
    near = "\n" not in place.text[before.behind : place.amount.start]
    return near and norm.role in GIVEN and role in GIVEN and words["norms.refers"].match(place.text, place.start, place.amount.start) is not None


def _is_aside(before: Place, who: View, place: Place) -> bool:
    """Whether a bracket that is closed by now tells whom the value before is for: 3万元(|同一主体|最高6万元);复查补助|1万元."""
    opened = before.text.rfind("(", before.start, before.amount.start)
    closed = before.text.find(")", opened)
    return 0 <= opened < (who.start if len(who) else 0) and before.behind <= closed < place.amount.start


def capped(place: Place, role: str, last: tuple[Place, Norm] | None, found: View, words: Words) -> View:
    """Each of those whom a cap bounds on the line below what it bounds: …给予补助⏎|单个企业|最高20万元; in a sentence they are those told before.

    `found` is whom the words around it tell. So they are on a line whose own words tell nobody apart (单个项目), where the lines of the rule told whom it is for: 对|节水项目|⏎每吨奖励2元⏎单个项目…
    """
    if last is None or role != "cap" or place.text.count("\n", last[0].behind, place.clause_start) != 1:
        return NOTHING
    own, told = each_capped(place, words), last[1].terms.recipient
    told = told if _is_told(told, words) else found
    anyone = words["recipients.anyone"].fullmatch(own.text) and own.text in told.text and _is_told(told, words) and not _is_aside(last[0], told, place)
    return told if anyone and last[0].start == place.start <= told.start else own


def _is_told(who: View, words: Words) -> bool:
    """Whether words are a noun of somebody, or one with a case on the line below it."""
    return words.recipient.search(who.text) is not None or words.recipient.search(who.text.partition("\n")[0]) is not None


def others(place: Place, role: str, told: View, words: Words) -> View:
    """Each of those whom a cap bounds, where the sentence tells others before it (对培养的人才奖励2万元,每家|企业|最高30万元) or a case without them.

    Whoever has a project is no other one: 重大项目按投资额的2%奖励,单个企业最高50万元.
    """
    before = told.cut(0, told.before(place.clause_start)) if role in ("cap", "quota") else NOTHING
    own = each(place, words) if before and (_opens_with_each(place, before, words) or words.recipient.search(before.text)) else NOTHING
    owner = words["norms.project"].search(before.text) and words["recipients.anyone"].fullmatch(own.text)
    return own if words.recipient.search(own.text) and own.text not in before.text and not owner else NOTHING


def _opens_with_each(place: Place, before: View, words: Words) -> bool:
    """Whether a clause of a sentence that has told somebody opens with each of some: …的,补贴30%,|每家企业|最高50万元."""
    told = place.row is not None  # by the row of a table
    return not told and words["recipients.each"].match(place.clause) is not None and "\n" not in place.text[before.end : place.clause_start]


def told_apart(place: Place, role: str, recipient: View, base: View, words: Words) -> tuple[View, View]:
    """Whom a value is for and of what it is taken: the measure itself and what is put first are nobody, money is a base."""
    if words["recipients.this"].match(recipient.text) or _is_nobody(place, recipient, words):
        return each(place, words), base
    if len(recipient) and words["recipients.preferred"].search(place.text, max(recipient.start - _FIRST, 0), recipient.start):
        return each(place, words) or _chosen(place, words), base
    if words["recipients.money"].search(recipient.text):
        return _owner(recipient, words), base if len(base) or role != "rate" else recipient
    return recipient, base


def _is_nobody(place: Place, who: View, words: Words) -> bool:
    """Whether words are the measure or another matter, and no case of whoever carries something out: |实施清洁改造|的,给予…"""
    carried_out = words["recipients.carried_out"].fullmatch(who.text) is not None and is_case(place, who)
    return not carried_out and words["recipients.no_one"].search(who.text) is not None


def _chosen(place: Place, words: Words) -> View:
    """Among whom those are chosen who get something: 在|申报企业|中,优先支持成长型企业,补助50万元."""
    found = words["recipients.chosen"].search(place.text, place.start, place.amount.start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) else NOTHING


_FIRST = 20  # characters before somebody in which it is said that they come first: 优先支持


def _owner(money: View, words: Words) -> View:
    """Whose money it is of which a part is given: 企业|购买软件的实际支出, 检测机构|租用场地的租金."""
    whole = money.at[-1] - money.at[0] < len(money)
    acting = len(doer(money.text, 0, len(money), words)) if whole else 0
    return tidied(money.cut(0, max(first_noun(money.text, words), acting)), words)


def is_alike(place: Place, last: tuple[Place, Norm]) -> bool:
    """Whether the value before one is given in the same provision, and of the same kind."""
    before, norm = last
    return norm.role in ("grant", "cap") and place.amount.kind == before.amount.kind and before.start == place.start


def is_anew(place: Place, before: Place, words: Words) -> bool:
    """Whether a sum behind a semicolon has a benefit of its own, where that of the one before was told before it: 给予补助,最高50万元;对商户给予每月|800元|租金补贴.

    A benefit that is given by name behind the sum (;丙类按每月|1200元|发放租房补贴) is its own wherever the other is told.
    """
    parted = ";" in place.text[before.behind : place.amount.start]
    if parted and words["tiers.own"].match(place.tail):
        return True
    told = words.benefit.search(place.text, before.segment, before.amount.start) if parted else None
    return told is not None and words.granted.match(place.tail) is not None and words.granted.match(before.tail) is None


def only_another(place: Place, recipient: View, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether only another recipient stands between two values that are alike: 职工每人每月300元、|居民每人每月|200元."""
    before, _ = last
    between = place.text[before.behind : place.amount.start]
    if words["recipients.same"].match(place.clause):
        return False  # of what was given, the most that one may get
    if not len(recipient) or recipient.start < before.behind or len(between) > len(recipient) + 12:
        return False
    return words["norms.open"].fullmatch(between.replace(recipient.text, "", 1).strip("、,;:和及 \n")) is not None
