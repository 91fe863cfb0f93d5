"""Whom a rule's value is for, or who must meet it: 对首次认定的国家级X给予30万元 -> 首次认定的国家级X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract import expressions as re
from extract.assemble.measures.bounds import bound_to, joined, somebody
from extract.assemble.measures.doers import acts, clauses_before, doer, is_doer, is_task
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.roles import given_to
from extract.assemble.measures.topics import behind_number, lines_above
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.passage import line_start


def recipient_of(place: Place, role: str, words: Words) -> View:
    """The words of whom it is for; nothing where the segment names nobody."""
    labelled = _labelled(place, role, words) or (_once(place, words) if role == "quota" else NOTHING)
    labelled = labelled or (_same(place, words) if role in ("cap", "quota") else NOTHING)
    found = labelled if len(labelled) else _bearer(place, words) if role == "threshold" else _favoured(place, words)
    found = _clause_before(place, words) if words["recipients.clause"].search(found.text) else found
    return _alone(place, found, words) if len(found) else NOTHING


def _alone(place: Place, found: View, words: Words) -> View:
    """Somebody without 每个 before them and what they must do behind; nothing of a deed that goes on (拥有明确的运营主体|并已投入运营)."""
    found = named_alone(found, words)
    if words.having.match(found.text) and words["recipients.deed_goes_on"].match(place.text, found.end):
        return NOTHING
    return found if place.text[found.end : found.end + 1] in ("的", "者") else _unbound(found, words)


def named_alone(found: View, words: Words) -> View:
    """Somebody without 每个 or a 《title》 before them and without what only leads on behind: |每个|乡镇, 企业|可.

    >>> from extract.assemble.measures.words import words
    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> named_alone(View.of("每个乡镇", 0, 4), known).text, named_alone(View.of("参保企业可", 0, 5), known).text
    ('乡镇', '参保企业')
    """
    before = words["recipients.titled"].match(found.text) or words["recipients.each_of_them"].match(found.text)
    tail = words["recipients.closing"].search(found.text)
    return trimmed(found.cut(before.end() if before else 0, tail.start() if tail else None)) if before or tail else found


def _unbound(found: View, words: Words) -> View:
    """Somebody without what they must do (申请人|应当缴纳); nothing where a short phrase is a matter, and nobody."""
    bound = bound_to(found.text, 0, len(found), words)
    found = found.cut(0, bound[0]) if bound else found
    matter = len(found) <= _SHORT and words.matter.search(found.text) and not words.recipient.search(found.text)
    return NOTHING if matter else found


_SHORT = 6  # characters of a noun that stands alone: 支持|资金, 支持|周期


def _once(place: Place, words: Words) -> View:
    """Who may have a benefit so many times only; before a comma, where the clause itself names nobody: 同一块耕地,每年只能享受|一次."""
    found = words["recipients.once"].search(place.clause)
    if found and words["recipients.when"].fullmatch(found["who"]):
        start = last_mark(place.text, place.start, max(place.clause_start - 1, place.start), ",\n:;。")
        return _tidied(View.of(place.text, start, max(place.clause_start - 1, start)), words)
    if found:
        return _tidied(View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")), words)
    return NOTHING


def _labelled(place: Place, role: str, words: Words) -> View:
    """Whom an item is for that opens with it: (一)在校学生:每人…; 1.特色型园区。年产值超过…"""
    start = line_start(place.text, place.amount.start)
    found = words["recipients.labelled"].match(place.text, start, place.amount.start)
    if not found and len(owner := _owner(place, start, words)):
        return owner
    if not found or words.benefit.search(found["who"]) or words.formal.search(found["who"]) or is_task(found["who"], words):
        return NOTHING
    return View.of(place.text, *found.span("who")) if words.recipient.search(found["who"]) or (role == "threshold" and _is_class(found["who"], words)) else NOTHING


def _is_class(label: str, words: Words) -> bool:
    """Whether the label of an item is a class that must meet what the item asks for: a kind of zone, a trade."""
    return (words.zone.search(label) or words["recipients.trade"].search(label)) is not None


def _owner(place: Place, start: int, words: Words) -> View:
    """Whose benefit the label of a line names: 企业技改项目|投资补助专项:按设备投入的2%…"""
    found = words["recipients.fund"].match(place.text, start, place.amount.start)
    named = words.named.search(found["name"]) if found else None
    if found is None or named is None:
        return NOTHING
    ends = [one.end() for one in words.bearer.finditer(found["name"], 0, named.start()) if not joined(found["name"], one.end(), words)]
    return View.of(place.text, start, start + ends[-1]) if ends and ends[-1] >= 4 else NOTHING


def each(place: Place, words: Words) -> View:
    """Whom a bound is for each of, where nobody else is named: 单个企业|最高20万元 -> 企业."""
    clause = place.clause
    for pattern in (words["recipients.each"], words["recipients.each_of"]):
        for found in reversed(list(pattern.finditer(clause))):
            who = _tidied(View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")), words)
            noun = max((end for end in range(2, len(who)) if words.recipient.search(who.text[:end]) and not joined(who.text, end, words)), default=0)
            who = who.cut(0, noun) if noun and not words.recipient.search(who.text) else who
            known = pattern is words["recipients.each"] or words.recipient.search(who.text)
            if known and somebody(who.text, words) and not joined(clause, found.end("who"), words):
                return who
    return NOTHING


def each_capped(place: Place, words: Words) -> View:
    """Each of those whom a cap bounds, as printed, where its clause opens with that: …给予补助,|单个企业|最高20万元."""
    found = words["recipients.each"].match(place.clause)
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")) if found else NOTHING


def among(place: Place, words: Words) -> View:
    """Among whom those are chosen who get something: 在|申报企业|中,优先支持成长型企业,补助50万元."""
    found = words["recipients.chosen"].search(place.text, place.start, place.amount.start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) else NOTHING


def subject(place: Place, words: Words) -> View:
    """Who opens the clause of a bound, where nobody else is named: 研究人员|在站时间不得超过3年."""
    return _subject(place, place.clause_start, place.amount.start, words)


def _favoured(place: Place, words: Words) -> View:
    found = [own for find in (_given_to, _first_of_tiers, _listed, _holder, _opener, _line_above, _case) if len(own := find(place, words))]
    told = next((own for own in found if words["recipients.anyone"].fullmatch(own.text) is None), NOTHING)
    return told or _narrowed(place, words) or next(iter(found), NOTHING)


def _narrowed(place: Place, words: Words) -> View:
    """Whom the words before the giving narrow: 对技改项目,…给予企业|奖励."""
    handed = _directly(place, words)
    handed = NOTHING if words["recipients.one_of"].match(handed.text) else handed
    for start in dict.fromkeys((place.segment, place.start)):
        found = _phrase(place, start, place.amount.start, words)
        if len(found):
            return handed if len(handed) and not words.recipient.search(found.text) else found
    return _clause_before(place, words) or handed or _doer_before(place, words) or _entitled(place, words) or _headed(place, words)


_HEADS = 6  # lines above a value among which its heading stands
_PROSE = re.compile(r"[,;。!?]|\d")


def _headed(place: Place, words: Words) -> View:
    """Whom the item is for that the nearest heading above opens; nothing where that names a benefit or a form."""
    for count, (start, end) in enumerate(lines_above(place)):
        begin = behind_number(place.text, start, end, words)
        line = place.text[begin:end].rstrip(" :")
        if len(own := _owner(place, start, words) or _field(place, begin, line, words)):
            return own
        if count >= _HEADS or _PROSE.search(line) or not 4 <= len(line) <= _LINE or _another(line, words):
            continue
        favoured = words.favour.match(line) if begin > start else None
        who = View.of(place.text, begin + (favoured.end() if favoured else 0), begin + len(line))
        if words.named.search(line) and not favoured:
            return NOTHING
        if _heads(line, who.text, words) or (begin > start and words["cells.illness"].search(line)):
            return who
        if begin > start > place.section >= 0:
            return NOTHING  # the heading of the value's own item is nobody
    return NOTHING


def _field(place: Place, begin: int, line: str, words: Words) -> View:
    """The field of research that a line opens: 方向二:|智能农机研发."""
    field = words["recipients.field"].match(line)
    return View.of(place.text, begin + field.start("who"), begin + field.end("who")) if field else NOTHING


def _heads(line: str, who: str, words: Words) -> bool:
    """Whether a heading names somebody, and no form."""
    known = words.recipient.search(line) or words.zone.search(line)
    return known is not None and not words["recipients.form"].search(line) and somebody(who, words)


_LINE = 30  # characters of a heading
_ITEM = 1500  # characters that the sections of an item may have from its heading to a value


def item(place: Place, words: Words) -> View:
    """Whom the heading above the first section of an item names: 智慧水务示范项目⏎|支持方向⏎…⏎补助标准⏎按投资额的20%补助."""
    found, seen, labelled = NOTHING, set[str](), False
    for start, end in lines_above(place, _ITEM) if place.section >= 0 else ():
        begin = behind_number(place.text, start, end, words)
        label = words["headings.section"].match(place.text, start)
        own = place.text[begin : label.end()] if label else ""
        if own in seen:
            break  # of the item before
        if labelled and not label:
            line = View.of(place.text, begin, end)
            found = line.cut(0, len(line.text.rstrip(" :")))
        labelled = label is not None
        seen.update((own,) if own else ())
    return found if _is_item(found.text, words) else NOTHING


def _is_item(line: str, words: Words) -> bool:
    """Whether a line is the heading of an item that names somebody, and no benefit."""
    plain = 4 <= len(line) <= _LINE and not _PROSE.search(line) and not words.named.search(line) and not words["recipients.form"].search(line)
    return plain and words.recipient.search(line) is not None and somebody(line, words) and not words.favour.search(line)


def _case(place: Place, words: Words) -> View:
    """The case right before the clause of a sum, where the segment opens with what a government does, not with whom it favours."""
    text = place.text[place.segment : place.clause_start]
    found = words["recipients.case"].search(text)
    if not found or not words["recipients.advanced"].match(text) or words["recipients.for"].search(text):
        return NOTHING
    view = _tidied(View.of(place.text, place.segment + found.start("who"), place.segment + found.end("who")), words)
    return NOTHING if _gives(view.text, words) else view


_PARAGRAPH = 160  # characters before a provision in which its paragraph says who is entitled


def _entitled(place: Place, words: Words) -> View:
    """Who may have the benefit, as the sentence before it says whose standard the value is."""
    if not words.standard.match(place.text, place.start, place.amount.start):
        return NOTHING
    start = max(line_start(place.text, place.start), place.start - _PARAGRAPH)
    found = words["recipients.entitled"].search(place.text, start, place.start)
    if not found:
        return NOTHING
    view = _tidied(View.of(place.text, found.start("who"), found.start("who") + _first_noun(found["who"], words)), words)
    view = view.cut(mark.end()) if (mark := words["recipients.number"].match(view.text)) else view
    return view if len(view) >= 2 and somebody(view.text, words) else NOTHING


def _clause_before(place: Place, words: Words) -> View:
    """The clause that names somebody right before one that gives: 标准是,重大外资项目,|按到位金额的2%给予奖励."""
    begin = place.clause_start
    if begin - 1 <= place.start or place.text[begin - 1] != "," or not words.stop.match(place.clause):
        return NOTHING
    start = last_mark(place.text, place.start, begin - 1, ",\n:;。")
    clause = place.text[start : begin - 1]
    kept = len(clause) - len(words["recipients.ended"].search(clause)[0])  # type: ignore[index]
    whole = clause.endswith("的") or words.recipient.search(clause[:kept]) or _ends_in_doer(clause[:kept], words)
    return _tidied(View.of(place.text, start, start + kept), words) if whole and kept >= 2 and not words.stop.match(clause) else NOTHING


def _ends_in_doer(clause: str, words: Words) -> bool:
    """Whether a clause ends in a noun of somebody who can do something, brackets aside: 养殖场、养蜂场(户)."""
    noun = clause.rpartition("(")[0] if clause.endswith(")") else clause
    return any(found.end() == len(noun) for found in words["doers.noun"].finditer(noun))


_ABOVE_LINE = 70  # characters of a line that says whom the line below it is for


def _line_above(place: Place, words: Words) -> View:
    """Whom the line above is about, where the value's own line only gives: 首次参展的⏎按每次|2万元|的标准⏎给予补助."""
    own = line_start(place.text, place.amount.start) - 1
    lead = place.text[own + 1 : place.amount.start]
    if own < place.start or not words.stop.match(lead) or "对" in lead:
        return NOTHING
    start = max(line_start(place.text, own), place.start)
    if start > place.start and words["recipients.paid"].match(place.text, start, own):
        own = start - 1  # 投保种植险的合作社⏎财政给予补贴⏎每亩最高|45元
        start = max(line_start(place.text, own), place.start)
    line = place.text[start:own].rstrip(", ")
    acting = words.stop.match(line)
    if not 4 <= len(line) <= _ABOVE_LINE or re.search(r"[。;:!?]", line) or (acting and not (words["recipients.may_open"].fullmatch(acting[0]) and line.endswith(("的", "者")))):
        return NOTHING
    if not line.endswith(("的", "者")) and not words.recipient.search(line):
        return NOTHING
    return _tidied(View.of(place.text, start, start + len(line)), words)


def _listed(place: Place, words: Words) -> View:
    """The one right before the value, in a list of tiers: …为职工|每人每月300元、|居民|每人每月200元."""
    found = words["recipients.tier"].search(place.lead)
    if not found:
        return NOTHING
    start, end = found.span("who" if found["who"] else "among")
    start = _opening(place.lead, start, end, words)
    view = _tidied(View.of(place.text, place.segment + start, place.segment + end), words)
    if len(view) < 2 or _gives(view.text, words):
        return NOTHING
    told = words.somebody.search(view.text) or words["recipients.whose"].match(place.text, view.end) or words["recipients.pupils"].match(place.text, view.end)
    return view if told else NOTHING


def _same(place: Place, words: Words) -> View:
    """One of whom a bound holds for all that they get: 同一企业|每年最高…"""
    found = words["recipients.same"].match(place.clause) if place.amount.kind != "duration" else None
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")) if found else NOTHING


def _first_of_tiers(place: Place, words: Words) -> View:
    """The first of several that each have a value right behind them: 按照|初级|不超过1000元、中级不超过1500元."""
    first, second = words["recipients.first_of_tiers"].search(place.lead), words["recipients.second_of_tiers"].match(place.tail)
    if not first or not second or _gives(first["who"], words) or words.benefit.search(first["who"]):
        return NOTHING
    return View.of(place.text, place.segment + first.start("who"), place.segment + (first.end("aside") if first["aside"] else first.end("who")))


def is_among(place: Place, words: Words) -> bool:
    """Whether right before a value it is told whom among those before it is for: …发放补贴,其中|博士|6万元."""
    found = words["recipients.tier"].search(place.lead)
    told = found is not None and found["among"] is not None and words.somebody.search(found["among"]) is not None
    return told or len(_first_of_tiers(place, words)) > 0


def _opening(lead: str, start: int, end: int, words: Words) -> int:
    """Where whom a value in a list is for begins: before a list of classes (|1级、2级的老人), behind 为 and 按 (标准为|老人, 按|博士每人…)."""
    if lead[start - 1 : start] == "、" and words["tiers.class"].match(lead, start):
        return last_mark(lead, 0, start, ",;:\n")
    inner = max((led.end() for led in words["recipients.led_by"].finditer(lead, start, end)), default=start)
    return inner if inner > start and end - inner >= 2 and not words["recipients.narrowed"].match(lead, start, end) else start


def _gives(text: str, words: Words) -> bool:
    """Whether a phrase opens with a word of giving that cannot open a condition."""
    stop = words.stop.match(text)
    return stop is not None and words["recipients.may_open"].match(text) is None


def _opener(place: Place, words: Words) -> View:
    """Who opens the segment of a sum, with no more than the giving between: …;丙类|按每月800元发放."""
    found = words["recipients.opener"].fullmatch(place.clause)
    if not found or place.clause_start > place.segment or not words.somebody.search(found["who"]) or words.stop.match(found["who"]):
        return NOTHING
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who"))


def _holder(place: Place, words: Words) -> View:
    """Whom a standard is for: 市财政供养的特困人员|基本生活标准为每人每月900元."""
    clause = place.clause
    found = [m for m in words.bearer.finditer(clause) if words["recipients.stated"].match(clause, m.end())]
    if not found or words["recipients.each_of_a_kind"].match(clause):
        return NOTHING
    start = clause.rfind("为", 0, found[0].end() - 1) + 1
    view = _tidied(View.of(place.text, place.clause_start + start, place.clause_start + found[0].end()), words)
    wrong = len(view) < 2 or (words.stop.match(view.text) and "的" not in view.text) or "标准" in view.text or words["recipients.places"].match(view.text) or view.text.startswith(("每", "单"))
    return NOTHING if wrong else view.cut(1) if view.text[0] == "其" else view


def _given_to(place: Place, words: Words) -> View:
    """Whom the words around the giving name: 给予|主办单位|补贴, 5亿元以上|的给予."""
    found = words["recipients.to"].match(place.tail)
    group = found.lastgroup if found else None
    if found and group and words.recipient.search(found[group]):
        return View.of(place.text, place.behind + found.start(group), place.behind + found.end(group))
    directly = _directly(place, words)
    if words["roles.class"].match(directly.text):
        return directly
    given = [m for m in words["recipients.given"].finditer(place.lead) if words.recipient.search(m["who"])]
    if given:
        return View.of(place.text, place.segment + given[-1].start("who"), place.segment + given[-1].end("who"))
    return _whoever(place, words) or _doer(place, words)


def _whoever(place: Place, words: Words) -> View:
    """Whoever has so much or does something, in the clause of the value: 实缴资本1亿元以上|的给予500万元, 入选国家级|的给予50万元."""
    found = words["recipients.whoever"].search(place.clause)
    told = found and (any(char.isdigit() for char in found["who"]) or acts(found["who"], words))
    return _tidied(View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")), words) if found and told else NOTHING


def _doer_before(place: Place, words: Words) -> View:
    """Who does what the clauses before tell (村集体|流转土地,每亩补助|600元); nobody where the value's own clause has a subject, or handles something."""
    if len(subject(place, words)) or len(each(place, words)) or words["doers.handled"].search(place.clause):
        return NOTHING  # 中心应发布公告,将贷款限额下调至|80万元
    for start, end in clauses_before(place):
        who = _subject(place, start, end, words)
        if len(who) and is_doer(who.text, words) and not words.parts.match(who.text):
            return who
    return NOTHING


def _doer(place: Place, words: Words) -> View:
    """Whoever does something, or a class of its own, in the clause of the value: 再次认定|的奖励4万元, 产值达到2亿元的企业|奖励20万元."""
    for pattern in (words["recipients.doer"], words["recipients.class"]):
        doer = pattern.fullmatch(place.clause)
        if doer and not words.stop.match(doer["who"]) and not words.benefit.search(doer["who"]):
            return _tidied(View.of(place.text, place.clause_start + doer.start("who"), place.clause_start + doer.end("who")), words)
    return NOTHING


def _directly(place: Place, words: Words) -> View:
    """Who stands between the giving and the sum: 给予|甲类人才|30万元. A class of its own is sure, any other may be the one named before."""
    found = given_to(place, words)
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")) if found else NOTHING


@dataclass(frozen=True, slots=True)
class _Begun:
    """Where the words of whom it is for begin, and whether 对 or a word of favour makes it sure that they do."""

    at: int
    sure: bool


def _phrase(place: Place, start: int, end: int, words: Words) -> View:
    """From 对, 支持 or the segment's start to the first word of what is given."""
    text = place.text
    begun = _begun(text, start, end, words)
    if begun is None:
        return NOTHING
    begin = begun.at
    stop = _stop(text, begin, _told_until(text, begin, last_mark(text, start, end, ",\n:;。"), end, words), words)
    if stop <= begin:
        return NOTHING
    stop = _closed(text, begin, stop, words)
    if not begun.sure and not _is_whoever(text[begin:stop]):
        begin = last_mark(text, begin, stop, ",\n:")
    view = _tidied(View.of(text, begin, stop), words)
    if len(view) < 2 or words["recipients.its"].match(view.text):
        return NOTHING
    known = words.recipient.search(view.text) is not None
    if begun.sure:
        return view if known or stop < end else NOTHING
    part = text[begin:stop].rstrip(" ,\n").endswith("的部分")
    return view if (known or part or _is_whoever(text[begin:stop])) and not words.named.search(view.text) else NOTHING


def _told_until(text: str, begin: int, own: int, end: int, words: Words) -> int:
    """Up to where it may be told who it is: before the clause of the value, unless that goes on telling or is all there is."""
    apart = own > begin + 2 and not words["recipients.goes_on_telling"].match(text, own, end)
    return own - 1 if apart else end


def _begun(text: str, start: int, end: int, words: Words) -> _Begun | None:
    """Behind 对 or a word of favour, else at the start; in the clause before the last, where the start says what is given."""
    pointed = list(words["recipients.for"].finditer(text, start, end))
    if pointed:
        return _Begun(_pointed_at(text, [found.end() for found in pointed], end, words), sure=True)
    favours = [found for found in words.favour.finditer(text, start, end) if _favours(text, start, found.start(), words)]
    if favours and favours[-1].end() < end - 2:
        return _Begun(favours[-1].end(), sure=True)
    if not words.stop.match(text, start) or words["recipients.may_open"].fullmatch(text[start]):
        return _Begun(start, sure=False)
    begin = last_mark(text, start, max(last_mark(text, start, end, ",\n:;。") - 1, start), ",\n:;。")
    return _Begun(begin, sure=False) if _is_whoever(text[begin:end].split("\n")[0].split(",")[0]) else None


def _pointed_at(text: str, starts: Sequence[int], end: int, words: Words) -> int:
    """The last 对, or the one before it that tells a condition, where the last points at anybody: 对首次入表|的,对企业给予奖励."""
    last = starts[-1]
    case = words["recipients.condition"].match(text, starts[-2]) if len(starts) > 1 else None
    return starts[-2] if case and case.end() <= last and words["recipients.anyone_given"].match(text, last, end) else last


def _favours(text: str, start: int, at: int, words: Words) -> bool:
    """Whether a word of favour opens a clause, an adverb aside: 大力|支持."""
    return at == start or text[at - 1] in ",\n:" or words["recipients.eagerly"].search(text, start, at) is not None


def _is_whoever(text: str) -> bool:
    """Whether words tell of anybody who does or is something, a remark in brackets aside: 首次参展|的, 获得认定|者, 租用厂房|的(不含仓库)."""
    return _ASIDE.sub("", text.rstrip(" ,\n")).endswith(("的", "者"))


_ASIDE = re.compile(r"\([^()\n]{0,60}\)$")


_BREAK = re.compile(r"[;。]|[,\n](?![^()]*\))")


def _closed(text: str, begin: int, end: int, words: Words) -> int:
    """Where whom it is for is told to the end: before ; and before a clause that only goes on telling, 优秀的企业|,第二年可接续支持."""
    for mark in _BREAK.finditer(text, begin, end):
        told = text[begin : mark.start()].rstrip()
        if mark[0] in ";。" or words["recipients.shared"].search(text, mark.end(), end):
            return mark.start()
        whole = text[mark.end() : end].rstrip(" ,\n")
        if "的" in told and words["recipients.later"].match(text, mark.end(), end):
            return mark.start()
        if told.endswith(("的", "者")) or not words.recipient.search(told):
            continue
        ends = (whole, *(whole[: stop.start()] for stop in words.stop.finditer(whole)))
        if not _is_whoever(whole) and not any(words.recipient.search(one) for one in ends):
            return mark.start()
    return end


def _stop(text: str, begin: int, end: int, words: Words) -> int:
    """Where the words of whom it is for end: a comma or 的 before a word of giving, else that word itself."""
    depth = 0
    for at in range(begin, end):
        char = text[at]
        depth += (char in "(“") - (char in ")”")
        if depth:
            continue
        if char in ",\n" and (_ends(text, at + 1, words) or words["recipients.approved"].match(text, at + 1)):
            return at
        if at > begin + 1 and (_ends(text, at, words) if text[at - 1] in ",\n" else words.stop.match(text, at)):
            found = words.stop.match(text, at)
            if found and (not words["recipients.may_go_on"].fullmatch(found[0]) or words["recipients.told"].search(text, begin, at) or (words["recipients.gives_or_each"].fullmatch(found[0]) and words.recipient.search(text[begin:at]))):
                return at
    return end


def _ends(text: str, at: int, words: Words) -> bool:
    """Whether a clause opens with a word of giving, and not with one that opens a condition of its own (其本部租用办公用房的)."""
    given = words.stop.match(text, at)
    return given is not None and not (words["recipients.may_open"].fullmatch(given[0]) and words["recipients.condition"].match(text, at))


def _tidied(view: View, words: Words) -> View:
    view = trimmed(view)
    for before in (words["recipients.titled"], words["recipients.opening"], words["recipients.label"]):
        found = before.match(view.text)
        view = view.cut(found.end()) if found else view
    view = named_alone(view, words)
    remark = words["recipients.remark"].search(view.text)
    return named_alone(trimmed(view.cut(0, remark.start())), words) if remark else view


def _ahead(place: Place, words: Words) -> View:
    """Whom the conditions of a threshold narrow, behind the last of them: 营收增长15%以上、带动就业20人以上的|企业,可申请贴息."""
    head = words["recipients.head_noun"].match(place.tail)
    noun = words.recipient.search(head["who"]) if head else None
    if not head or not noun or (noun.start() and len(head["who"]) <= _NOUN) or "对" in head[0] or "的," in head[0][: head.start("who")]:
        return NOTHING  # 的|落户|奖励
    return View.of(place.text, place.behind + head.start("who"), place.behind + head.end("who"))


def _pointed(place: Place, start: int, words: Words) -> View:
    """The noun that ends the phrase behind 对 in which the threshold stands: 对入驻5家以上企业、成效突出的|园区,给予…"""
    ahead = _ahead(place, words)
    if len(ahead):
        return ahead
    before = place.text[start : place.clause_start].rstrip(",\n ")
    led = words["recipients.for"].match(before)
    return _tidied(View.of(place.text, start + led.end(), start + len(before)), words) if led and before.endswith(("的", ")", "者")) else NOTHING


def _first_noun(text: str, words: Words) -> int:
    """Where the first noun of somebody ends with those right behind it (学校|食堂), or 0."""
    end = next((found.end() for found in words.bearer.finditer(text) if not joined(text, found.end(), words)), 0)
    while end and (more := words.bearer.match(text, end) or words["recipients.listed"].match(text, end)):
        end = more.end()
    return end


def _bearer(place: Place, words: Words) -> View:
    """Who must meet a threshold: the noun behind it (以上的|企业), else the subject of its clause or of one before."""
    behind = _words_behind(place, words)
    if behind and words["recipients.slice"].match(behind["who"]):
        return NOTHING  # a slice of a sum is nobody
    if behind and place.amount.kind == "count" and words["recipients.whose"].match(place.tail) and not words.bearer.search(behind["who"]):
        behind = None  # 不少于2项的|发明专利
    noun = _noun_behind(place, behind, words) if behind and not words.stop.match(behind["who"]) else NOTHING
    return noun or _fuller(place, _subject_before(place, words), words)


def _fuller(place: Place, found: View, words: Words) -> View:
    """Somebody by the fuller name that the conditions before give those who apply: 申报企业应满足:①|企业|年收入…"""
    if not words["recipients.anyone"].fullmatch(found.text):
        return found
    begin = max(place.section, place.amount.start - _APPLIED, 0)
    told = [one for one in words["recipients.applicant"].finditer(place.text, begin, place.amount.start) if one["who"].endswith(found.text)]
    return View.of(place.text, *told[-1].span("who")) if told else found


_APPLIED = 400  # characters before a threshold in which its list says who applies


def _words_behind(place: Place, words: Words) -> re.Match[str] | None:
    """The words behind a threshold that may name who must meet it: 以上的|企业, 60周岁以上|老年人, 毕业5年内|大学生."""
    if words["measured.aged"].search(place.amount.text):
        return words["recipients.aged"].match(place.tail)
    return words["recipients.behind"].match(place.tail) or words["recipients.within"].match(place.tail)


def _noun_behind(place: Place, behind: re.Match[str], words: Words) -> View:
    """Somebody right behind a threshold; nothing where the noun there is nobody."""
    base = place.behind + behind.start("who")
    view = _tidied(View.of(place.text, base, _stop(place.text, base, base + len(behind["who"]), words)), words)
    if not words.recipient.search(view.text) and "的" not in view.text:
        view = view.cut(0, _first_noun(view.text, words))  # 户籍老年人|接受助餐服务可
    named = 2 <= len(view) <= _BEHIND and (words.recipient.search(view.text) or _first_noun(view.text, words) == len(view))
    return view if named and not words["recipients.nobody"].match(view.text) else NOTHING


_BEHIND = 24  # characters of somebody behind a threshold


def _subject_before(place: Place, words: Words) -> View:
    """The subject of the clause of a threshold or of one before it in the provision; else whoever is named behind it or above."""
    start, end = place.clause_start, place.amount.start
    if len(found := _beside(place, words) or _subject(place, start, end, words) or _item_head(place, words)):
        return found
    while not _is_above_condition(place, start, end, words):
        found = _subject(place, start, end, words)
        if len(found):
            return found
        if place.text[start] == "对" and words["recipients.for"].match(place.text, start):
            return _pointed(place, start, words)
        if start <= place.start:
            break
        end = start - 1
        start = last_mark(place.text, place.start, end, ",\n:;。")
    return _ahead(place, words) or _above(place, words)


def _above(place: Place, words: Words) -> View:
    """Who must meet a list of conditions by the line above it or by a heading, whichever stands nearer."""
    return max(_chief(place, words), _headed(place, words), key=lambda own: own.start if len(own) else -1)


def _item_head(place: Place, words: Words) -> View:
    """Who must meet all conditions of an item, as its head says: (1)示范单位,应符合…;设备齐全,近3年研发投入不低于|5%."""
    found = words["recipients.item_head"].match(place.text, place.start, place.clause_start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) and somebody(found["who"], words) else NOTHING


def _beside(place: Place, words: Words) -> View:
    """Who must meet a threshold beside another one in the same clause: 男性不满50周岁、|女性|不满45周岁."""
    found = words["recipients.beside"].search(place.clause)
    noun = _first_noun(found["who"], words) if found else 0
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.start("who") + noun) if found and noun >= _NOUN else NOTHING


def _is_above_condition(place: Place, start: int, end: int, words: Words) -> bool:
    """Whether a line above the value's own is a condition of its own."""
    line = place.text[start:end]
    return start < place.clause_start and place.text[end] == "\n" and line.strip() != "" and _another(line, words)


def _another(line: str, words: Words) -> bool:
    """Whether the line above is a condition of its own: 拥有必要的测试设备⏎|研发人员不少于20人."""
    opens = words.having.match(line.lstrip()) is not None or words.openings.opening(line.lstrip()) != ""
    return opens and words["recipients.others"].match(line.lstrip()) is None


_NAMED = 14  # characters of a line that only says who must meet what is listed below it: 申报人:


def _unnumbered(line: str, words: Words) -> str:
    """Somebody alone on a line, without its number; nothing where it names nobody."""
    marked = words["recipients.numbers"].match(line)
    name = line[marked.end() if marked else 0 : -1]
    return name if words.recipient.search(name) and not words.formal.search(name) and not name.endswith("对象") and somebody(name, words) else ""


def _chief(place: Place, words: Words) -> View:
    """Who must meet a list of conditions, as the line above the list says: 申报企业须满足以下条件."""
    begin = max(place.start - _ABOVE, 0)
    for line in reversed(place.text[begin : place.start].split("\n")):
        line = line.rstrip()
        if headed := line.endswith(":") and (words["recipients.met_by"].search(line) or words["recipients.measured_by"].search(line)):
            at = place.text.rindex(headed["who"], begin, place.start)
            return View.of(place.text, at, at + len(headed["who"]))
        if line.endswith(":") and len(line) <= _NAMED and (named := _unnumbered(line, words)):
            at = place.text.rindex(named, begin, place.start)
            return View.of(place.text, at, at + len(named))
    found = [m for m in words["recipients.chief"].finditer(place.text, begin, place.start) if words.recipient.search(m["who"])]
    return View.of(place.text, *found[-1].span("who")) if found else NOTHING


_ABOVE = 240  # a list's head stands so near above each of its conditions


_FIGURE = re.compile(r"\d")
_NOUN = 2  # characters that are left of somebody


def _last_bearer(place: Place, text: str, begin: int, measured: int, words: Words) -> int | None:
    """Where the last noun ends that leaves something to be measured, or that the clause is: 企业|研发投入, 申报企业."""
    best, own = None, text == place.clause
    for found in words.bearer.finditer(text, begin):
        if found.end() - begin > 60:
            break
        close = text.find(")", found.end()) + 1 if text[found.end() : found.end() + 1] == "(" else found.end()
        depth = text.count("(", begin, found.end()) - text.count(")", begin, found.end())
        rest = text[close:measured]
        whole = not own and found.end() == len(text.rstrip())
        aged = not rest and "岁" in place.text[place.amount.start : place.amount.end + 1]
        if joined(text, found.end(), words) or not somebody(text[begin:close], words):
            continue
        if depth == 0 and (whole or ((len(rest) >= 2 or aged) and not words["recipients.no_subject"].match(rest))) and not words["recipients.acted"].search(text[begin : found.start()]):
            best = close
    return best


def _alternatives(place: Place, start: int, end: int, words: Words) -> View:
    """Who is named by conditions of which one is enough: 具有硕士学位,或具有高级职称的人员; nobody in 或者控股股东为法人."""
    text = place.text[start:end]
    noun = words.recipient.search(text.rstrip())
    if not noun or "的" not in text[: noun.start()]:
        return NOTHING
    while start > place.start and words["recipients.goes_on"].match(place.text, start):
        start = last_mark(place.text, place.start, start - 1, ",\n:;。")
    return _tidied(View.of(place.text, start, end), words)


def _subject(place: Place, start: int, end: int, words: Words) -> View:
    """The noun of who must meet it at the opening of a clause: the last that leaves something to be measured, or the clause."""
    text = place.text[start:end]
    opening = words["recipients.opens"].match(text)
    begin = opening.end() if opening else 0
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
    """Where the words end, before its figure and what leads to that, in which a clause says who and what is measured."""
    figure = None if own else _FIGURE.search(text, begin)
    return len(words["recipients.cut"].sub("", text[: figure.start()] if figure else text))


def _located(place: Place, start: int, end: int, words: Words) -> View:
    """Whoever lies in a place, of which something is measured: 注册在青岭、云溪|的采购金额."""
    found = words["recipients.located"].match(place.text, start, end)
    return View.of(place.text, *found.span()) if found else NOTHING


def _held(place: Place, start: int, begin: int, best: int, words: Words) -> View:
    """The subject that a clause opens with, without a time before it; nothing where it is what is measured, or no holder."""
    view = trimmed(View.of(place.text, start + begin, start + best))
    timed = words.meanwhile.match(view.text)
    view = trimmed(view.cut(timed.end())) if timed and len(view) - timed.end() >= _NOUN else view  # 合同期内|企业
    if "占" in place.text[start + begin : start + best + 1]:
        return NOTHING  # 研发人员|占职工总数的10%: what is measured
    return view if len(view) >= 2 and not words["recipients.no_holder"].search(view.text[:4]) else NOTHING
