"""The recipient of a value, by its own wording and by the value before it, told apart from the base."""

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
    """The recipient of a value: the one in the provision of the last benefit or behind, else the recipient of that benefit, else one further before.

    So a recipient in a heading comes after that of the last benefit; without a benefit before, any that `_whom` finds holds.
    """
    found = _whom(place, role, before.last, words)
    given = before.given if role in GIVEN else None
    if given is None or (len(found) and found.end >= _told_since(place, given)):
        return found
    return inherited(place, role, given, words) or found


def _told_since(place: Place, given: tuple[Place, Norm]) -> int:
    """The offset from which a recipient counts as a new one: the start of the last benefit's provision, or of its recipient in the same segment."""
    if (given[0].start, given[0].segment) != (place.start, place.segment):
        return given[0].start  # before its terms are read
    who = given[1].terms.recipient
    return who.start if len(who) and place.start <= who.start < given[0].amount.start else place.start


def _whom(place: Place, role: str, last: tuple[Place, Norm] | None, words: Words) -> View:
    """The recipient of a value by its own wording, by the value before it, or as each of those it is paid for."""
    recipient = recipient_of(place, role, words)
    if not len(recipient) and last is not None:
        recipient = _of_last(place, role, last, words)
    if not len(recipient) and role in ("grant", "cap", "rate", "quota"):
        recipient = each(place, words)
    if not len(recipient) and role in ("cap", "quota"):
        recipient = subject(place, words)
    return recipient or (bounded(place, words) if role in ("floor", "cap", "quota") else NOTHING)


def _of_last(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """The recipient of the value before; if that is each of some, the one that this value is for each of: 每个乡镇2个,每个|推荐对象|10万元."""
    who = inherited(place, role, last, words)
    other = len(who) and words["norms.each_before"].search(place.text, max(who.start - 2, 0), who.start)
    return (each(place, words) if other else NOTHING) or who


def inherited(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> View:
    """The recipient of the value before in the same provision: …给予补贴,最高30万元."""
    before, norm = last
    if not _is_shared(place, role, last, words):
        return NOTHING  # before its terms are read, for which those of the value before it may be
    who = norm.terms.recipient
    return NOTHING if _is_aside(before, who, place) else who


def _is_shared(place: Place, role: str, last: tuple[Place, Norm], words: Words) -> bool:
    """Whether a value may share the recipient of the value before: in the same provision, or on the same line where it refers back."""
    before, norm = last
    if before.start == place.start:
        return role == norm.role or "threshold" not in (role, norm.role)
    near = "\n" not in place.text[before.behind : place.amount.start]
    return near and norm.role in GIVEN and role in GIVEN and words["norms.refers"].match(place.text, place.start, place.amount.start) is not None


def _is_aside(before: Place, who: View, place: Place) -> bool:
    """Whether the recipient of the value before stands in a bracket that is closed by now: 3万元(|同一主体|最高6万元);复查补助|1万元."""
    opened = before.text.rfind("(", before.start, before.amount.start)
    closed = before.text.find(")", opened)
    return 0 <= opened < (who.start if len(who) else 0) and before.behind <= closed < place.amount.start


def capped(place: Place, role: str, last: tuple[Place, Norm] | None, found: View, words: Words) -> View:
    """The recipient of a cap on the line below what it bounds: …给予补助⏎|单个企业|最高20万元; within a sentence the recipients before hold.

    `found` is the recipient by the wording. If the line's own words tell nobody apart (单个项目), the recipient of the rule above holds: 对|节水项目|⏎每吨奖励2元⏎单个项目…
    """
    if last is None or role != "cap" or place.text.count("\n", last[0].behind, place.clause_start) != 1:
        return NOTHING
    own, told = each_capped(place, words), last[1].terms.recipient
    told = told if _is_told(told, words) else found
    anyone = words["recipients.anyone"].fullmatch(own.text) and own.text in told.text and _is_told(told, words) and not _is_aside(last[0], told, place)
    return told if anyone and last[0].start == place.start <= told.start else own


def _is_told(who: View, words: Words) -> bool:
    """Whether the words, or their first line, are a noun for a recipient."""
    return words.recipient.search(who.text) is not None or words.recipient.search(who.text.partition("\n")[0]) is not None


def others(place: Place, role: str, told: View, words: Words) -> View:
    """The recipient of a cap or quota, where the sentence names others (对培养的人才奖励2万元,每家|企业|最高30万元) or a mere case before it.

    Whoever has a project is the same recipient: 重大项目按投资额的2%奖励,单个企业最高50万元.
    """
    before = told.cut(0, told.before(place.clause_start)) if role in ("cap", "quota") else NOTHING
    own = each(place, words) if before and (_opens_with_each(place, before, words) or words.recipient.search(before.text)) else NOTHING
    owner = words["norms.project"].search(before.text) and words["recipients.anyone"].fullmatch(own.text)
    return own if words.recipient.search(own.text) and own.text not in before.text and not owner else NOTHING


def _opens_with_each(place: Place, before: View, words: Words) -> bool:
    """Whether a clause opens with 每 and its noun, in a sentence that has a recipient before: …的,补贴30%,|每家企业|最高50万元."""
    told = place.row is not None  # by the row of a table
    return not told and words["recipients.each"].match(place.clause) is not None and "\n" not in place.text[before.end : place.clause_start]


def told_apart(place: Place, role: str, recipient: View, base: View, words: Words) -> tuple[View, View]:
    """The recipient and the base of a value: a measure and what is put first are no recipients, money is a base."""
    if words["recipients.this"].match(recipient.text) or _is_nobody(place, recipient, words):
        return each(place, words), base
    if len(recipient) and words["recipients.preferred"].search(place.text, max(recipient.start - _FIRST, 0), recipient.start):
        return each(place, words) or _chosen(place, words), base
    if words["recipients.money"].search(recipient.text):
        return _owner(recipient, words), base if len(base) or role != "rate" else recipient
    return recipient, base


def _is_nobody(place: Place, who: View, words: Words) -> bool:
    """Whether the words are a measure or another matter, and not the case of whoever carries it out: |实施清洁改造|的,给予…"""
    carried_out = words["recipients.carried_out"].fullmatch(who.text) is not None and is_case(place, who)
    return not carried_out and words["recipients.no_one"].search(who.text) is not None


def _chosen(place: Place, words: Words) -> View:
    """Those among whom the recipients are chosen: 在|申报企业|中,优先支持成长型企业,补助50万元."""
    found = words["recipients.chosen"].search(place.text, place.start, place.amount.start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) else NOTHING


_FIRST = 20  # characters before a recipient in which it is said that it comes first: 优先支持


def _owner(money: View, words: Words) -> View:
    """The owner of the money that a rate is taken of: 企业|购买软件的实际支出, 检测机构|租用场地的租金."""
    whole = money.at[-1] - money.at[0] < len(money)
    acting = len(doer(money.text, 0, len(money), words)) if whole else 0
    return tidied(money.cut(0, max(first_noun(money.text, words), acting)), words)


def is_alike(place: Place, last: tuple[Place, Norm]) -> bool:
    """Whether the value before is a grant or cap in the same provision and of the same kind."""
    before, norm = last
    return norm.role in ("grant", "cap") and place.amount.kind == before.amount.kind and before.start == place.start


def is_anew(place: Place, before: Place, words: Words) -> bool:
    """Whether a sum behind a semicolon has a benefit of its own, that of the sum before being named before it: 给予补助,最高50万元;对商户给予每月|800元|租金补贴.

    Behind a semicolon, a benefit given by name behind the sum (;丙类按每月|1200元|发放租房补贴) is its own in any case.
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
        return False  # the most that one may get of what was given
    if not len(recipient) or recipient.start < before.behind or len(between) > len(recipient) + 12:
        return False
    return words["norms.open"].fullmatch(between.replace(recipient.text, "", 1).strip("、,;:和及 \n")) is not None
