"""The recipient in the value's own clause, or in the one right before it: 给予|主办单位|补贴, 入选国家级|的给予50万元, 重大外资项目,|按2%给予奖励."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.doers import acts, tells_deed
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.cut import first_noun, gives, tidied, until_noun
from extract.assemble.measures.roles import given_to
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.text import has_digit


def payee(place: Place, words: Words) -> View:
    """The recipient to whom a benefit is handed: 给予|主办单位|补贴; between the giving and the sum only a class of its own: 给予|甲类人才|30万元."""
    directly = handed(place, words)
    sure = _given_share(place, words) or (directly if words["roles.class"].match(directly.text) else NOTHING)
    if len(sure):
        return sure
    given = [m for m in words["recipients.given"].finditer(place.lead) if words.recipient.search(m["who"])]
    return place.in_segment(given[-1]) if given else NOTHING


def is_paid_to(place: Place, role: str, words: Words) -> bool:
    """Whether the words behind a rate or floor name its recipient: 按收入的5%,对|检测机构|给予奖励."""
    return role in ("rate", "floor") and len(_given_share(place, words)) > 0


def _given_share(place: Place, words: Words) -> View:
    """The recipient of a share, named behind it: 按投资额的2%给予|投资方|奖励, 按收入的5%,对|检测机构|给予奖励."""
    found = words["recipients.to"].match(place.tail)
    group = str(found.lastgroup) if found else ""
    if found is None or (found["apart"] and place.amount.kind != "percent"):
        return NOTHING
    who = View.of(place.text, place.behind + found.start(group), place.behind + found.end(group))
    who = who if words["roles.party"].search(who.text) else until_noun(who, words)
    return who if first_noun(who.text, words) or words["roles.party"].search(who.text) else NOTHING


def paid_for(place: Place, words: Words) -> View:
    """The one for whom a share of a cost is paid: 经评估符合条件|的由基金和申请人各按|50%|的比例支付."""
    found = words["recipients.paid_for"].match(place.clause) if words["shares.paid"].match(place.tail) else None
    who = tidied(place.in_clause(found), words) if found else NOTHING
    return who if found and (found["whoever"] or words.recipient.search(who.text)) else NOTHING


def whoever(place: Place, words: Words) -> View:
    """Whoever has a sum or does something, in the clause of the value: 实缴资本1亿元以上|的给予500万元, 入选国家级|的给予50万元."""
    found = words["recipients.whoever"].search(place.clause)
    return tidied(place.in_clause(found), words) if found and _does(found["who"], words) else NOTHING


def _does(who: str, words: Words) -> bool:
    """Whether the words before 的 hold a figure or a deed."""
    return has_digit(who) or acts(who, words) or (words.recipient.search(who) is None and tells_deed(who))


def class_of_its_own(place: Place, words: Words) -> View:
    """Whoever does something, or a class, that makes up the clause of the value: 再次认定|的奖励4万元, 产值达到2亿元的企业|奖励20万元."""
    for pattern in (words["recipients.doer"], words["recipients.births"], words["recipients.other_ones"], words["recipients.class"]):
        doer = pattern.fullmatch(place.clause)
        if doer and not words.stop.match(doer["who"]):
            return tidied(place.in_clause(doer), words)
    return NOTHING


def handed(place: Place, words: Words) -> View:
    """The recipient between the giving and the sum: 给予|甲类人才|30万元. A class is certain, any other may be one named before."""
    found = given_to(place, words)
    return place.in_clause(found) if found else NOTHING


def opener(place: Place, words: Words) -> View:
    """The recipient that opens the segment of a sum, or its clause, with only the giving behind: …;丙类|按每月800元发放."""
    found = words["recipients.opener"].fullmatch(place.clause)
    if not found or not words.somebody.search(found["who"]) or words.stop.match(found["who"]) or words["recipients.clause"].search(found["who"]):
        return NOTHING  # 择优给予现有机构|50万元
    return place.in_clause(found) if place.clause_start == place.segment or _is_given(place, found, words) else NOTHING


def _is_given(place: Place, found: re.Match[str], words: Words) -> bool:
    """Whether a clause within a sentence is a recipient and the giving: …给予100万元,|试点单位|给予50万元."""
    return words.recipient.search(found["who"]) is not None and words["recipients.hands"].match(place.clause, found.end("who")) is not None


def holder(place: Place, words: Words) -> View:
    """The recipient of a standard: 市财政供养的特困人员|基本生活标准为每人每月900元."""
    clause = place.clause
    found = next((m for m in words.bearer.finditer(clause) if words["recipients.stated"].match(clause, m.end())), None)
    if not found or words["recipients.each_of_a_kind"].match(clause):
        return NOTHING
    start = clause.rfind("为", 0, found.end() - 1) + 1
    view = tidied(View.of(place.text, place.clause_start + start, place.clause_start + found.end()), words)
    if not _holds(view.text, words):
        return NOTHING
    return view.cut(1) if view.text.startswith("其") else view


def _holds(who: str, words: Words) -> bool:
    """Whether a phrase can be the recipient of a standard, and is not the standard itself."""
    giving = (words.stop.match(who) and "的" not in who) or words["recipients.clause"].search(who)
    return not giving and "标准" not in who


def clause_before(place: Place, words: Words) -> View:
    """The recipient in the clause right before one that gives: 标准是,重大外资项目,|按到位金额的2%给予奖励."""
    start, end = _clause_told(place, words)
    clause = place.text[start:end]
    if start >= end or not _tells(clause, words):
        return NOTHING
    kept = len(clause) - len(re.matched(words["recipients.ended"].search(clause))[0])
    return tidied(View.of(place.text, start, start + kept), words) if _is_whole(place, clause, kept, words) else NOTHING


def _clause_told(place: Place, words: Words) -> tuple[int, int]:
    """The span of the clause right before one that gives; an empty span where there is none."""
    begin = place.clause_start
    given = words.stop.match(place.clause) or words["recipients.giver"].match(place.clause)
    if begin - 1 <= place.start or place.text[begin - 1] != "," or not given:
        return begin, begin
    start = last_mark(place.text, place.start, begin - 1, ",\n:;。")
    before = last_mark(place.text, place.segment, max(start - 1, place.segment), ",\n:;。")
    deed = words["recipients.bounded_deed"].fullmatch(place.text, before, start)  # 存栏500头以上母猪,|以繁育为主的猪场
    return before if deed else start, begin - 1


def _is_whole(place: Place, clause: str, kept: int, words: Words) -> bool:
    """Whether a clause is a whole recipient: whoever does something, a case that ends in its bound, a noun for a recipient."""
    bounded = place.amount.kind == "money" and words["recipients.bounded_case"].search(clause) is not None
    each = words["recipients.each_antecedent"].match(place.clause) is not None
    return (
        clause.endswith("的")
        or bounded
        or each
        or _is_narrowed(place, clause, words)
        or words.recipient.search(clause[:kept]) is not None
        or _ends_in_doer(clause[:kept], words)
    )


def _is_narrowed(place: Place, clause: str, words: Words) -> bool:
    """Whether a clause that opens its segment is a noun and what narrows it, whatever the noun: 首次播出|的纪录片|,每集给予…"""
    return place.text.startswith(clause, place.segment) and words["recipients.relative"].fullmatch(clause) is not None


def _tells(clause: str, words: Words) -> bool:
    """Whether a clause may be a recipient or a case: it neither opens with a giving nor says how something is given (采取贴息方式给予支持的)."""
    return not gives(clause, words) and (words.stop.match(clause) is None or words["recipients.clause"].search(clause) is None)


def _ends_in_doer(clause: str, words: Words) -> bool:
    """Whether a clause ends in a noun that can be a subject, brackets aside: 养殖场、养蜂场(户)."""
    noun = clause.rpartition("(")[0] if clause.endswith(")") else clause
    return any(found.end() == len(noun) for found in words["doers.noun"].finditer(noun))


def case(place: Place, words: Words) -> View:
    """The case right before the clause of a sum, in a segment that opens with what a government does and not with a recipient."""
    text = place.text[place.segment : place.clause_start]
    found = words["recipients.case"].search(text)
    return tidied(place.in_segment(found), words) if found and words["recipients.advanced"].match(text) else NOTHING
