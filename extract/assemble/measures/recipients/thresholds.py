"""Who must meet a threshold: the noun behind it (以上的|企业), else the subject of its clause or of one before, else whoever stands above."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.doers import acts
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.recipients.above import chief, is_condition
from extract.assemble.measures.recipients.cut import first_noun, tidied
from extract.assemble.measures.recipients.phrases import until_given
from extract.assemble.measures.recipients.subjects import subject_of
from extract.assemble.measures.recipients.titles import headed
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View

_APPLIED = 400  # characters before a threshold in which its list names the applicant
_BEHIND = 30  # most characters of the noun behind a threshold
_NOUN = 2  # least characters of a noun


def bearer(place: Place, words: Words) -> View:
    """Who must meet a threshold: whom it defines, the noun behind it (以上的|企业), else the subject of its clause or of one before."""
    return _defined(place, words) or _behind_or_before(place, words)


def _behind_or_before(place: Place, words: Words) -> View:
    """The noun behind a threshold, else the subject of its clause or of one before; nothing for a slice of a sum."""
    behind = _words_behind(place, words)
    if behind and words["recipients.slice"].match(behind["who"]):
        return NOTHING
    return _noun(place, behind, words) or _fuller(place, _subject_before(place, words), words)


def is_told_behind(place: Place, role: str, words: Words) -> bool:
    """Whether the noun right behind an age is who must be of that age: 55岁以下的|高级技师|、45岁以下的硕士."""
    return role == "threshold" and words["measured.aged"].search(place.amount.text) is not None and len(_noun(place, _words_behind(place, words), words)) > 0


def of_sex(place: Place, role: str, words: Words) -> View:
    """Whose age the clause bounds, told by the sex alone (申请时|女性|不超过55周岁), or with the words before the first sex."""
    aged = role == "threshold" and words["measured.aged"].search(place.amount.text)
    found = words["recipients.of_sex"].search(place.clause) if aged else None
    first = words["recipients.before_sex"].match(place.clause) if found else None
    return (place.in_clause(first) if first else NOTHING) + place.in_clause(found) if found else NOTHING


def aged(place: Place, role: str, words: Words) -> View:
    """Who must be of an age, if it is the subject of the clause, right before the words that lead to the age: |外地户籍男性|年满55周岁."""
    if role != "threshold" or words["measured.aged"].search(place.amount.text) is None:
        return NOTHING
    if sex := of_sex(place, role, words):
        return sex
    who = subject_of(place, place.clause_start, place.amount.start, words)
    return who if len(who) and words["recipients.cut"].fullmatch(place.text, who.end, place.amount.start) else NOTHING


def _noun(place: Place, behind: re.Match[str] | None, words: Words) -> View:
    """The noun among the words behind a threshold, unless those give or are what is counted: 不少于2项的|发明专利."""
    if behind is None or words.stop.match(behind["who"]):
        return NOTHING
    counted = place.amount.kind == "count" and words["recipients.whose"].match(place.tail) and not words.bearer.search(behind["who"])
    return NOTHING if counted else _noun_behind(place, behind, words)


def _defined(place: Place, words: Words) -> View:
    """Whom the sentence of a threshold defines: 初创企业|是指注册1年以上,3年以内的企业."""
    start = last_mark(place.text, place.start, place.amount.start, "。;\n")
    found = words["recipients.defined"].match(place.text, start, place.amount.start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) else NOTHING


def _fuller(place: Place, found: View, words: Words) -> View:
    """A recipient by the fuller name of the applicant in the conditions before: 申报企业应满足:①|企业|年收入…"""
    if not words["recipients.anyone"].fullmatch(found.text):
        return found
    begin = max(place.section, place.amount.start - _APPLIED, 0)
    told = [one for one in words["recipients.applicant"].finditer(place.text, begin, place.amount.start) if one["who"].endswith(found.text)]
    return View.of(place.text, *told[-1].span("who")) if told else found


def _words_behind(place: Place, words: Words) -> re.Match[str] | None:
    """The words behind a threshold that may name who must meet it: 以上的|企业, 60周岁以上|老年人, 毕业5年内|大学生."""
    if words["measured.aged"].search(place.amount.text):
        return words["recipients.aged"].match(place.tail)
    if place.amount.kind == "count" and words["measured.owned"].search(place.clause) and (owner := words["recipients.owner"].match(place.tail)):
        return owner
    told = words["recipients.behind"].match(place.tail) or words["recipients.within"].match(place.tail)
    return told if told or place.amount.kind == "count" else words["recipients.right_behind"].match(place.tail)  # right behind a count stands what is counted


def _noun_behind(place: Place, behind: re.Match[str], words: Words) -> View:
    """The recipient right behind a threshold; nothing where the noun there is none."""
    base = place.behind + behind.start("who")
    view = tidied(View.of(place.text, base, until_given(place.text, base, base + len(behind["who"]), words)), words)
    view = _first_of(view, words)
    if not words.recipient.search(view.text) and "的" not in view.text and not _is_given(place, view, words):
        view = view.cut(0, first_noun(view.text, words))  # 户籍老年人|接受助餐服务可
    named = 2 <= len(view) <= _BEHIND and (words.recipient.search(view.text) or first_noun(view.text, words) == len(view) or _is_given(place, view, words))
    return _done_before(place, view, words) if named and not words["recipients.nobody"].match(view.text) else NOTHING


def _first_of(who: View, words: Words) -> View:
    """The first of several recipients, the next of which has another condition: 未满16周岁的|未成年人|和行动不便的老年人."""
    others = words["recipients.and_others"].match(who.text)
    return who.cut(0, others.end("who")) if others and first_noun(others["who"], words) == len(others["who"]) else who


def _done_before(place: Place, noun: View, words: Words) -> View:
    """A recipient with the deed before the bound: 对|通过省级认定|且营收在1000万元以上|的企业|."""
    narrowed = words["recipients.narrowed_noun"].fullmatch(place.text, noun.start - 1, noun.end)
    found = words["recipients.case_and"].fullmatch(place.text, _told_from(place, words), place.amount.start) if narrowed else None
    if found is None:
        return noun
    return View.of(place.text, *found.span("case")) + View.of(place.text, noun.start - 1, noun.end) if _does(found, words) else noun


def _told_from(place: Place, words: Words) -> int:
    """The start of what narrows the noun behind a bound: behind the last 对, else at the clause."""
    return max((found.end() for found in words["recipients.for"].finditer(place.text, place.segment, place.amount.start)), default=place.clause_start)


def _does(found: re.Match[str], words: Words) -> bool:
    """Whether a case is a deed, and no recipient."""
    return words.recipient.search(found["case"]) is None and acts(found["case"], words)


def _is_given(place: Place, who: View, words: Words) -> bool:
    """Whether a noun that a threshold narrows is given something in the clause right behind it, whatever it is: 存栏2000头以上的|种猪场|,每场补助10万元."""
    money = words["recipients.money"].search(who.text) or words.matter.search(who.text) or words.benefit.search(who.text)
    return len(who) >= _NOUN and money is None and words["recipients.given_behind"].match(place.text, who.end) is not None


def _subject_before(place: Place, words: Words) -> View:
    """The subject of the clause of a threshold or of one before in the provision; else the noun behind it or above."""
    start, end = place.clause_start, place.amount.start
    own = (
        _beside(place, words)
        or _from_where(place, words)
        or _narrowed(place, words)
        or _case_told(place, words)
        or _unrated(place, subject_of(place, start, end, words), words)
        or _item_head(place, words)
    )
    return own or _told_before(place, words) or _clauses_above(place, start, end, words)


def _narrowed(place: Place, words: Words) -> View:
    """The noun that ends what 对 points at, where its conditions continue behind the value: 对|与单位签订2年以上合同的|博士|,给予…"""
    return _ahead(place, words) if words["recipients.for"].match(place.clause) else NOTHING


def _from_where(place: Place, words: Words) -> View:
    """Whoever comes from somewhere, at the opening of the clause of a threshold: |从省外引进|的每年工作时间不少于8个月."""
    found = words["recipients.from_where"].match(place.clause)
    return place.in_clause(found) if found else NOTHING


def _case_told(place: Place, words: Words) -> View:
    """The further condition beside a bound, where no noun stands behind: 企业新招用员工|且稳定就业满3个月的,…"""
    found = words["recipients.case_told"].fullmatch(place.clause)
    return place.in_clause(found, "case") if found and words["recipients.ends_case"].match(place.tail) else NOTHING


def _unrated(place: Place, who: View, words: Words) -> View:
    """The subject of a clause, unless the value is a rate of it (学员|结业率达到80%) or it is what somebody has (拥有运营主体|并已投入运营1年)."""
    if words.having.match(who.text) and words["recipients.deed_goes_on"].match(place.text, who.end):
        return NOTHING
    rated = place.amount.unit == "%" and len(who) > 0 and words["recipients.rate_of"].fullmatch(place.text, who.end - _NOUN, place.amount.start)
    return NOTHING if rated else who


def _clauses_above(place: Place, start: int, end: int, words: Words) -> View:
    """The subject of the nearest clause before in the provision that has one; else the noun behind the value or above."""
    while not _is_above_condition(place, start, end, words):
        found = _unrated(place, subject_of(place, start, end, words), words)
        if len(found):
            return found
        if start < place.segment and (told := words["recipients.qualified"].match(place.text, start, end)):
            return View.of(place.text, *told.span("who"))
        if place.text[start] == "对" and words["recipients.for"].match(place.text, start):
            return _ahead(place, words) or _below(place, words)  # 对入驻5家以上企业、成效突出的|园区,给予…
        if _is_first(place, start, words):
            break
        end = start - 1
        start = last_mark(place.text, place.start, end, ",\n:;。")
    return _ahead(place, words) or _above(place, words)


def _is_first(place: Place, start: int, words: Words) -> bool:
    """Whether no clause before `start` can have the subject: it opens the provision, or another line stands above it."""
    return start <= place.start or place.is_line_apart(start - 1, words)


def _told_before(place: Place, words: Words) -> View:
    """The subject of the clause right before, which has a condition itself: 营收低于2000万元的企业,|研发投入不低于5%; 营收低于3000万元的,|不低于6%."""
    end = place.clause_start - 1
    if end <= place.start or place.text[end] != ",":
        return NOTHING
    start = last_mark(place.text, place.start, end, ",\n:;。")
    bounding = words["norms.compared_only"].fullmatch(place.clause) or words["recipients.must"].match(place.clause)
    name = "recipients.case_of" if bounding else "recipients.qualified"
    found = words[name].match(place.text, start, end)
    return View.of(place.text, *found.span("who")) if found else NOTHING


def _above(place: Place, words: Words) -> View:
    """Who must meet a list of conditions, by the line above the list or by a heading, whichever is nearer."""
    return max(chief(place, words), headed(place, words), key=lambda own: own.start if len(own) else -1)


def _item_head(place: Place, words: Words) -> View:
    """Who must meet all conditions of a list item, by its head: (1)示范单位,应符合…;设备齐全,近3年研发投入不低于|5%."""
    found = words["recipients.item_head"].match(place.text, place.start, place.clause_start)
    return View.of(place.text, *found.span("who")) if found and words.recipient.search(found["who"]) else NOTHING


def _beside(place: Place, words: Words) -> View:
    """Who must meet a second threshold in the same clause (男性不满50周岁、|女性|不满45周岁), with the words before the first sex."""
    found = words["recipients.beside"].search(place.clause)
    noun = first_noun(found["who"], words) if found else 0
    if found is None or noun < _NOUN:
        return NOTHING
    who, first = place.in_clause(found).cut(0, noun), words["recipients.before_sex"].match(place.clause)
    return place.in_clause(first) + who if first else who


def _is_above_condition(place: Place, start: int, end: int, words: Words) -> bool:
    """Whether a line above the value's own is a condition itself."""
    line = place.text[start:end]
    return start < place.clause_start and place.text[end] == "\n" and line.strip() != "" and is_condition(line, words)


def _ahead(place: Place, words: Words) -> View:
    """The noun behind the last of several conditions: 营收增长15%以上、带动就业20人以上的|企业,可申请贴息."""
    head = words["recipients.head_noun"].match(place.tail)
    if not head or not (words.recipient.search(head["who"]) or _is_given_noun(place, head, words)) or "对" in head[0] or "的," in head[0][: head.start("who")]:
        return NOTHING
    return View.of(place.text, place.behind + head.start("who"), place.behind + head.end("who"))


def _is_given_noun(place: Place, head: re.Match[str], words: Words) -> bool:
    """Whether the noun behind all conditions is what 对 points at and is given something, whatever it is: 对参会150人以上、住宿200间以上的|境内会议|,给予10万元."""
    who = View.of(place.text, place.behind + head.start("who"), place.behind + head.end("who"))
    pointed = words["recipients.for"].match(place.text, last_mark(place.text, place.segment, place.amount.start, ";。\n"))
    return pointed is not None and _is_given(place, who, words)


def _below(place: Place, words: Words) -> View:
    """The noun behind conditions that 对 points at, the last of which stands on the next line: 入驻企业不少于15家⏎运营半年以上的|园区|⏎给予奖励."""
    found = words["recipients.head_below"].match(place.tail)
    return (
        View.of(place.text, place.behind + found.start("who"), place.behind + found.end("who")) if found and words.recipient.search(found["who"]) else NOTHING
    )
