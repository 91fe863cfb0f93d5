"""Whom a rule's value is for, or who must meet it: 对首次认定的国家级X给予30万元 -> 首次认定的国家级X."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import bound_to, joined, somebody
from extract.assemble.measures.provisions import Place, last_mark
from extract.assemble.measures.roles import CLASS, given_to
from extract.assemble.measures.topics import behind_number, lines_above
from extract.assemble.measures.words import BETWEEN, MARKER, PER, PER_HEAD, Words
from extract.assemble.view import NOTHING, View, trimmed

# 对 that points at somebody: none of 对接, 对外, 相对 …
_FOR = re.compile(r"(?<![相面应核比])对(?:于)?(?!接|外|应|比|标|口|象|照|本办法)")
_END = re.compile(r"[,\s](?=STOP)|(?<=的)(?=STOP)|STOP")
_BEHIND = re.compile(r"(?:\([^()]{0,20}\))?(?:及?以[上下内外]|之间)?(?:\([^()]{0,20}\))?的(?P<who>[^,;。\n]{1,30})")
# 单个企业|最高20万元, 每个乡镇|推荐名额不超过2个, 每部作品|只补助1次
_AGED = re.compile(_BEHIND.pattern.replace("的(?P<who>", "的?(?P<who>(?![、至到且并或和不以及(/])"))  # 70周岁以上|老年人
_EACH = re.compile(r"(?:每一?|[单同各]一?)(?:[个家户位名部件支座]|项(?!目))(?P<who>[\u4e00-\u9fff“”A-Za-z]{2,10}?)(?:\([^()]{1,6}\))?(?=每年|每月|年度|年(?=奖|补|最高|累计)|最[高多长]|奖|补[助贴]|资助|扶持|支持|给予|不超过|累计|享受|[仅只限]|推荐|申报|可|应|须|名额|总额|安排|的|$)")
_EACH_OF = re.compile(r"(?:每|单)(?:一)?(?:家|个|户|位|名)?(?P<who>[\u4e00-\u9fff]{1,8}?)(?=每年|年度|最高|奖励|补助|补贴|资助|不超过|累计|享受|给予|限)")
_PER = re.compile(r"每(?:人|户|家|个|台|亩|例|月|年|天|件|项|辆|名|位|平方米)")
_LABEL = re.compile(r"^[^:,;。\n]{1,12}:")
_OPENING = re.compile(r"^(?:其中,?|(?:重点|优先|主要)(?:支持|鼓励|扶持|引导|资助)(?=[\u4e00-\u9fff]{4})|同时,?|此外,?|另外,?|即,?|另,?|本[\u4e00-\u9fff]{2}适用于|适用于|申报[\u4e00-\u9fff]{0,2}(?=国家级|省级|市级)|答:|如|若|凡|并|且|积极引进|引进(?!的)|选择|遴选|特别是|每[位名家个户]|单[个家户]|对于|对|给(?!予)|向|为|针对|面向|在[^,]{2,12}(?:方面|上),)")
_CLOSING = re.compile(r"(?:的|,|、|等|进行|可|也|还|将|由|再|并|另|且|应|均|各|须|需|最多|只|每|至少|按照?|在限额内|,在)+$")


def recipient_of(place: Place, role: str, words: Words) -> View:
    """The words of whom it is for; nothing where the segment names nobody."""
    labelled = _labelled(place, role, words) or (_once(place) if role == "quota" else NOTHING)
    found = labelled if len(labelled) else _bearer(place, words) if role == "threshold" else _favoured(place, words)
    found = _clause_before(place, words) if _CLAUSE.search(found.text) else found
    bound = bound_to(found.text, 0, len(found), words) if len(found) and place.text[found.end : found.end + 1] not in ("的", "者") else None
    found = found.cut(0, bound[0]) if bound else found
    matter = len(found) <= _SHORT and words.matter.search(found.text) and not words.recipient.search(found.text)
    return NOTHING if matter and place.text[found.end : found.end + 1] not in ("的", "者") else found


_SHORT = 6  # characters of a noun that stands alone: 支持|资金, 支持|周期


# 每套住房|只能享受|一次, 同一部作品多次播出的|只补助|1次
ONCE = re.compile(
    r"(?:^|(?<=每年度)|(?<=每年))(?P<who>(?:每[个套位名家户块部项]|单[个家])?[^,;。\n]{2,40}?)的?(?:按[^,;。\n]{2,20}?)?(?:每[年人户季月]度?)?(?:最多|只|仅|限)(?:可以?|能够?)?(?P<deed>享受|补助|补贴|奖励|资助|申报|申请|认定|获得|参加)$"
)


_WHEN = re.compile(r"每?(?:一|个)?(?:自然)?(?:年|月|季|学期)度?(?:内)?")


def _once(place: Place) -> View:
    """Who may have a benefit so many times only; before a comma, where the clause itself names nobody: 同一块耕地,每年只能享受|一次."""
    found = ONCE.search(place.clause)
    if found and _WHEN.fullmatch(found["who"]):
        start = last_mark(place.text, place.start, max(place.clause_start - 1, place.start), ",\n:;。")
        return _tidied(View.of(place.text, start, max(place.clause_start - 1, start)))
    if found:
        return _tidied(View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")))
    return NOTHING


# a rule's own words are nobody: 补贴标准为…, …费用的50%, 按…
_CLAUSE = re.compile(r"^(?:按|予|补[贴助]标准|奖励标准|标准|金额|基数|择优|一个|具体)|标准(?:为|按)|\d[\d.]*%$|不超过|(?<!被)给予")
_LABELLED = re.compile(rf"(?:{MARKER})+(?P<who>[^,;。:\n\d]{{2,18}}?)(?:\([^()\n]{{0,20}}\))?[。:]")


def _labelled(place: Place, role: str, words: Words) -> View:
    """Whom an item is for that opens with it: (一)在校学生:每人…; 1.特色型园区。年产值超过…"""
    start = place.text.rfind("\n", 0, place.amount.start) + 1
    found = _LABELLED.match(place.text, start, place.amount.start)
    if not found and len(owner := _owner(place, start, words)):
        return owner
    if not found or words.benefit.search(found["who"]) or words.formal.search(found["who"]):
        return NOTHING
    somebody = words.recipient.search(found["who"]) or (role == "threshold" and words.zone.search(found["who"]))
    return View.of(place.text, *found.span("who")) if somebody else NOTHING


FUND = re.compile(r"(?P<name>[^,;。:\n\d]{4,20}?)(?:专项(?:资金)?|资金)?:")


def _owner(place: Place, start: int, words: Words) -> View:
    """Whose benefit the label of a line names: 企业技改项目|投资补助专项:按设备投入的2%…"""
    found = FUND.match(place.text, start, place.amount.start)
    named = words.named.search(found["name"]) if found else None
    if found is None or named is None:
        return NOTHING
    ends = [one.end() for one in words.bearer.finditer(found["name"], 0, named.start()) if not joined(found["name"], one.end(), words)]
    return View.of(place.text, start, start + ends[-1]) if ends and ends[-1] >= 4 else NOTHING


def each(place: Place, words: Words) -> View:
    """Whom a bound is for each of, where nobody else is named: 单个企业|最高20万元 -> 企业."""
    clause = place.clause
    for pattern in (_EACH, _EACH_OF):
        for found in reversed(list(pattern.finditer(clause))):
            who = View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who"))
            noun = max((end for end in range(2, len(who)) if words.recipient.search(who.text[:end]) and not joined(who.text, end, words)), default=0)
            who = who.cut(0, noun) if noun and not words.recipient.search(who.text) else who
            known = pattern is _EACH or words.recipient.search(who.text)
            if known and somebody(who.text, words) and not joined(clause, found.end("who"), words):
                return who
    return NOTHING


def subject(place: Place, words: Words) -> View:
    """Who opens the clause of a bound, where nobody else is named: 研究人员|在站时间不得超过3年."""
    return _subject(place, place.clause_start, place.amount.start, words)


def _favoured(place: Place, words: Words) -> View:
    for find in (_given_to, _listed, _holder, _opener, _line_above):
        own = find(place, words)
        if len(own):
            return own
    case = _case(place, words)
    if len(case):
        return case
    handed = _directly(place, words)
    handed = NOTHING if _ONE_OF.match(handed.text) else handed
    for start in dict.fromkeys((place.segment, place.start)):
        found = _phrase(place, start, place.amount.start, words)
        if len(found):
            return handed if len(handed) and not words.recipient.search(found.text) else found
    before = _clause_before(place, words)
    return before or handed or _entitled(place, words) or _headed(place, words)


# 方向二:智能农机研发(专题编号:20230702); 3.支持|检测平台建设
_FIELD = re.compile(r"(?:方向|专题|课题|领域|类别)[一二三四五六七八九十\d]{1,3}:(?P<who>[^,;。:\n()]{4,30})")
_HEADS = 6  # lines above a value among which its heading stands
_PROSE = re.compile(r"[,;。!?]|\d")


def _headed(place: Place, words: Words) -> View:
    """Whom the item is for that the nearest heading above opens; nothing where that names a benefit or a form."""
    for count, (start, end) in enumerate(lines_above(place)):
        begin = behind_number(place.text, start, end)
        line = place.text[begin:end].rstrip(" :")
        field = _FIELD.match(line)
        if field:
            return View.of(place.text, begin + field.start("who"), begin + field.end("who"))
        if count >= _HEADS or _PROSE.search(line) or not 4 <= len(line) <= _LINE or _another(line, words):
            continue
        favoured = words.favour.match(line) if begin > start else None
        who = View.of(place.text, begin + (favoured.end() if favoured else 0), begin + len(line))
        if words.named.search(line) and not favoured:
            return NOTHING
        if not (words.formal.search(line) and not line.endswith("项目")) and (favoured or words.recipient.search(line)) and somebody(who.text, words):
            return who
    return NOTHING


_LINE = 30  # characters of a heading


# 提高贷款额度,|夫妻双方连续缴存|的,最高额度为80万元
_CASE = re.compile(r"(?:^|[,;。\n])(?P<who>[^,;。\n]{4,60})(?:的|者),$")
_ADVANCED = re.compile(r"(?:进一步|持续|适当|继续|全面|阶段性)*(?:加大|强化|加快|推进|推动|促进|提高|提升|放宽|优化|降低|完善|调整)")


def _case(place: Place, words: Words) -> View:
    """The case right before the clause of a sum, where the segment opens with what a government does, not with whom it favours."""
    text = place.text[place.segment : place.clause_start]
    found = _CASE.search(text)
    if not found or not _ADVANCED.match(text) or _FOR.search(text):
        return NOTHING
    view = _tidied(View.of(place.text, place.segment + found.start("who"), place.segment + found.end("who")))
    return NOTHING if words.stop.match(view.text) and view.text[0] not in _OPENS else view


_ONE_OF = re.compile(r"[单每各同]")
# 常住老年人|可享受就餐补贴。补贴标准为每人每月90元
_ENTITLED = re.compile(r"(?P<who>[^,;。\n]{2,60}?)(?:均|也)?(?:可以?|能够?)?(?:享受|申请|申领|领取|获得)[^;。\n]{2,30}[。;]\s*$")
_PARAGRAPH = 160  # characters before a provision in which its paragraph says who is entitled


def _entitled(place: Place, words: Words) -> View:
    """Who may have the benefit, as the sentence before it says whose standard the value is."""
    if not words.standard.match(place.text, place.start, place.amount.start):
        return NOTHING
    start = max(place.text.rfind("\n", 0, place.start) + 1, place.start - _PARAGRAPH)
    found = _ENTITLED.search(place.text, start, place.start)
    if not found:
        return NOTHING
    view = _tidied(View.of(place.text, found.start("who"), found.start("who") + _first_noun(found["who"], words)))
    view = view.cut(mark.end()) if (mark := re.match(MARKER, view.text)) else view
    return view if len(view) >= 2 and somebody(view.text, words) else NOTHING


_ENDED = re.compile(r"(?:等|的)*$")


def _clause_before(place: Place, words: Words) -> View:
    """The clause that names somebody right before one that gives: 标准是,重大外资项目,|按到位金额的2%给予奖励."""
    begin = place.clause_start
    if begin - 1 <= place.start or place.text[begin - 1] != "," or not words.stop.match(place.clause):
        return NOTHING
    start = last_mark(place.text, place.start, begin - 1, ",\n:;。")
    clause = place.text[start : begin - 1]
    kept = len(clause) - len(_ENDED.search(clause)[0])  # type: ignore[index]
    whole = clause.endswith("的") or words.recipient.search(clause[:kept])
    return _tidied(View.of(place.text, start, start + kept)) if whole and kept >= 2 and not words.stop.match(clause) else NOTHING


_PAID = re.compile(r"(?:[市区县省镇]级?)?(?:财政)?(?:给予|予以)[^,;。\n\d]*$", re.M)
_OPENS = ("在", "其", "从", "均", "各", "共", "采用")  # words of giving that may open a condition as well
_ABOVE_LINE = 70  # characters of a line that says whom the line below it is for


def _line_above(place: Place, words: Words) -> View:
    """Whom the line above is about, where the value's own line only gives: 首次参展的⏎按每次|2万元|的标准⏎给予补助."""
    own = place.text.rfind("\n", 0, place.amount.start)
    lead = place.text[own + 1 : place.amount.start]
    if own < place.start or not words.stop.match(lead) or "对" in lead:
        return NOTHING
    start = max(place.text.rfind("\n", 0, own) + 1, place.start)
    if start > place.start and _PAID.match(place.text, start, own):
        own = start - 1  # 投保种植险的合作社⏎财政给予补贴⏎每亩最高|45元
        start = max(place.text.rfind("\n", 0, own) + 1, place.start)
    line = place.text[start:own].rstrip(", ")
    acting = words.stop.match(line)
    if not 4 <= len(line) <= _ABOVE_LINE or re.search(r"[。;:!?]", line) or (acting and not (acting[0] in _OPENS and line.endswith(("的", "者")))):
        return NOTHING
    if not line.endswith(("的", "者")) and not words.recipient.search(line):
        return NOTHING
    return _tidied(View.of(place.text, start, start + len(line)))


_EAGERLY = re.compile(r"(?<![\u4e00-\u9fff])(?:重点|优先|积极|大力|进一步|加快|择优|全面|着力)+$")
_TIER = re.compile(rf"(?:^|[、,;:\n])(?P<who>[^、,;:\n]{{2,80}}?)(?:分别)?(?:为|:)?(?:{PER})+(?:一次性|给予|发放|补助|补贴|奖励)*$")


def _listed(place: Place, words: Words) -> View:
    """The one right before the value, in a list of tiers: …为职工|每人每月300元、|居民|每人每月200元."""
    found = _TIER.search(place.lead)
    if not found:
        return NOTHING
    start, end = found.span("who")
    inner = place.lead.rfind("为", start, end) + 1
    start = inner if inner > start and end - inner >= 2 else start
    view = _tidied(View.of(place.text, place.segment + start, place.segment + end))
    named = words.somebody.search(view.text)
    return view if len(view) >= 2 and named and not words.stop.match(view.text) else NOTHING


_OPENER = re.compile(rf"(?P<who>[^、,;:。|\n\d对按每]{{2,12}}?)(?:的)?(?:按|给予|发放|可|一次性|最高|奖励|补贴|补助|资助|分别|为|:|{PER_HEAD})*$")


def _opener(place: Place, words: Words) -> View:
    """Who opens the segment of a sum, with no more than the giving between: …;丙类|按每月800元发放."""
    found = _OPENER.fullmatch(place.clause)
    if not found or place.clause_start > place.segment or not words.somebody.search(found["who"]) or words.stop.match(found["who"]):
        return NOTHING
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who"))


# what is stated of somebody, up to the value: 特困人员|基本生活标准为每人每月900元; 小微企业|最高300万元
_STATED = re.compile(rf"(?:[\u4e00-\u9fff]{{0,10}}?(?:补贴|补助|津贴|奖励|资助|标准|金额|额度|限额|最高额|贷款额?|期限|费|金))?(?:由[\d.]+[^,;]{{0,6}}|{PER}|提高|调整|上调|下调|降低|分别|按[^,;。]{{2,30}}的|最高|最多|不超过|为|达|到|至|:)+$")
_PLACES = re.compile(r"^(?:全[市省县区]|城市|农村|城乡|城镇)$")


def _holder(place: Place, words: Words) -> View:
    """Whom a standard is for: 市财政供养的特困人员|基本生活标准为每人每月900元."""
    clause = place.clause
    found = [m for m in words.bearer.finditer(clause) if _STATED.match(clause, m.end())]
    if not found or re.match(r"[单每]", clause):
        return NOTHING
    start = clause.rfind("为", 0, found[0].end() - 1) + 1
    view = _tidied(View.of(place.text, place.clause_start + start, place.clause_start + found[0].end()))
    wrong = len(view) < 2 or (words.stop.match(view.text) and "的" not in view.text) or "标准" in view.text or _PLACES.match(view.text) or view.text.startswith(("每", "单"))
    return NOTHING if wrong else view.cut(1) if view.text[0] == "其" else view


# 实缴资本1亿元以上|的给予500万元: whoever has this much, in the clause of the value
_WHOEVER = re.compile(r"(?:^|对)(?P<who>[^,;。\n对]{3,80})的(?:分别|再|另|可|一次性)*(?:给予|奖励|补助|补贴|按|每)")
# 再次认定|的奖励4万元: whoever did this, where the giving and the sum are all that follows
_DOER = re.compile(rf"(?P<who>[^,;。\n对\d]{{3,20}})的(?:分别|再|另|可|一次性|给予|予以)*(?:奖励|补助|补贴|资助|奖补)(?:{BETWEEN})$")
_GIVEN = re.compile(r"给予(?P<who>[^,;。\n\d]{2,14}?)(?:一定的|一次性|适当)*(?:奖励|补助|补贴|资助)")
_TO = re.compile(r"的?(?:比例|标准|额度)?(?:给予(?P<who>[^,;。\n\d]{2,14}?)(?=一次性|奖励|补助|补贴|资助|支持|扶持)|向(?P<payee>[^,;。\n\d]{2,14}?)(?=发放|支付|提供))")


def _given_to(place: Place, words: Words) -> View:
    """Whom the words around the giving name: 给予|主办单位|补贴, 5亿元以上|的给予."""
    found = _TO.match(place.tail)
    group = found.lastgroup if found else None
    if found and group and words.recipient.search(found[group]):
        return View.of(place.text, place.behind + found.start(group), place.behind + found.end(group))
    directly = _directly(place, words)
    if CLASS.match(directly.text):
        return directly
    given = [m for m in _GIVEN.finditer(place.lead) if words.recipient.search(m["who"])]
    if given:
        return View.of(place.text, place.segment + given[-1].start("who"), place.segment + given[-1].end("who"))
    whoever = _WHOEVER.search(place.clause)
    if whoever and any(char.isdigit() for char in whoever["who"]):
        return _tidied(View.of(place.text, place.clause_start + whoever.start("who"), place.clause_start + whoever.end("who")))
    doer = _DOER.fullmatch(place.clause)
    if doer and not words.stop.match(doer["who"]) and not words.benefit.search(doer["who"]):
        return _tidied(View.of(place.text, place.clause_start + doer.start("who"), place.clause_start + doer.end("who")))
    return NOTHING


def _directly(place: Place, words: Words) -> View:
    """Who stands between the giving and the sum: 给予|甲类人才|30万元. A class of its own is sure, any other may be the one named before."""
    found = given_to(place, words)
    return View.of(place.text, place.clause_start + found.start("who"), place.clause_start + found.end("who")) if found else NOTHING


def _phrase(place: Place, start: int, end: int, words: Words) -> View:
    """From 对, 支持 or the segment's start to the first word of what is given."""
    text = place.text
    pointed = list(_FOR.finditer(text, start, end))
    begin, sure = (pointed[-1].end(), True) if pointed else (start, False)
    favours = [m for m in words.favour.finditer(text, start, end) if m.start() == start or text[m.start() - 1] in ",\n:" or _EAGERLY.search(text, start, m.start())] if not pointed else []
    if favours and favours[-1].end() < end - 2:
        begin, sure = favours[-1].end(), True
    elif not pointed and words.stop.match(text, start) and text[start] not in _OPENS:
        begin = last_mark(text, start, max(last_mark(text, start, end, ",\n:;。") - 1, start), ",\n:;。")
        if not text[begin:end].split("\n")[0].split(",")[0].endswith(("的", "者")):
            return NOTHING
    own = last_mark(text, start, end, ",\n:;。")
    stop = _stop(text, begin, own - 1 if own > begin + 2 else end, words)
    if stop <= begin:
        return NOTHING
    stop = _closed(text, begin, stop, words)
    if not sure and not text[begin:stop].rstrip(" ,\n").endswith(("的", "者")):
        begin = last_mark(text, begin, stop, ",\n:")
    view = _tidied(View.of(text, begin, stop))
    clean = view.text
    if len(clean) < 2 or (words.named.search(clean) and not sure) or clean[0] == "其":
        return NOTHING
    if sure and stop >= end and not words.recipient.search(clean):
        return NOTHING
    whom = text[begin:stop].rstrip(" ,\n").endswith(("的", "者", "的部分")) or words.recipient.search(clean)
    return view if sure or whom else NOTHING


_CONDITION = re.compile(r"[^,;。\n]{4,60}(?:的|者)[,\n]")  # 采取货币安置的住户购房的,
_BREAK = re.compile(r"[;。]|[,\n](?![^()]*\))")
_LATER = re.compile(r"第[一二三四五]年|[每次]年|可|将(?=[给采])")  # what is done for them later
_PARTED = re.compile(r"\d%")  # a share of a sum: what is given, no more whom it is for


def _closed(text: str, begin: int, end: int, words: Words) -> int:
    """Where whom it is for is told to the end: before ; and before a clause that only goes on telling, 优秀的企业|,第二年可接续支持."""
    for mark in _BREAK.finditer(text, begin, end):
        told = text[begin : mark.start()].rstrip()
        if mark[0] in ";。" or _PARTED.search(text, mark.end(), end):
            return mark.start()
        whole = text[mark.end() : end].rstrip(" ,\n")
        if "的" in told and _LATER.match(text, mark.end(), end):
            return mark.start()
        if told.endswith(("的", "者")) or not words.recipient.search(told):
            continue
        ends = (whole, *(whole[: stop.start()] for stop in words.stop.finditer(whole)))
        if not whole.endswith(("的", "者")) and not any(words.recipient.search(one) for one in ends):
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
        if char in ",\n" and (given := words.stop.match(text, at + 1)) and not (given[0] in _OPENS and _CONDITION.match(text, at + 1)):
            return at
        if at > begin + 1 and words.stop.match(text, at):
            found = words.stop.match(text, at)
            if found and (found[0] not in ("在", "其", "从", "均", "各", "共", "按", "每", "年度", "累计", "优先", "财政", "享受", "奖励", "补助", "补贴", "资助", "不超过", "进行", "参照", "根据", "依据", "总额", "同一", "发放", "采取", "采用") or text[at - 1] in "的,\n者" or (found[0] in ("奖励", "补助", "补贴", "资助", "每", "按", "均", "各") and words.recipient.search(text[begin:at]))):
                return at
    return end


def _tidied(view: View) -> View:
    view = trimmed(view)
    opening = _OPENING.match(view.text)
    if opening:
        view = view.cut(opening.end())
    label = _LABEL.match(view.text)
    if label:
        view = view.cut(label.end())
    closing = _CLOSING.search(view.text)
    return trimmed(view.cut(0, closing.start()) if closing else view)


_HEAD_NOUN = re.compile(r"[^;。\n]{0,80}?的(?P<who>[^,;。\n的\d]{2,16}?),?(?=STOP)")


def _ahead(place: Place, words: Words) -> View:
    """Whom the conditions of a threshold narrow, behind the last of them: 营收增长15%以上、带动就业20人以上的|企业,可申请贴息."""
    head = re.match(_HEAD_NOUN.pattern.replace("STOP", words.stop.pattern), place.tail)
    if not head or "对" in head[0] or "的," in head[0][: head.start("who")] or not words.recipient.search(head["who"]):
        return NOTHING
    return View.of(place.text, place.behind + head.start("who"), place.behind + head.end("who"))


def _pointed(place: Place, start: int, words: Words) -> View:
    """The noun that ends the phrase behind 对 in which the threshold stands: 对入驻5家以上企业、成效突出的|园区,给予…"""
    ahead = _ahead(place, words)
    if len(ahead):
        return ahead
    before = place.text[start : place.clause_start].rstrip(",\n ")
    led = _FOR.match(before)
    return _tidied(View.of(place.text, start + led.end(), start + len(before))) if led and before.endswith(("的", ")", "者")) else NOTHING


def _first_noun(text: str, words: Words) -> int:
    """Where the first noun of somebody ends, or 0."""
    return next((found.end() for found in words.bearer.finditer(text) if not joined(text, found.end(), words)), 0)


_NOBODY = re.compile(r"比例|前\d")  # 不低于20%的|比例录用人员, 前3名企业


def _bearer(place: Place, words: Words) -> View:
    """Who must meet a threshold: the noun behind it (以上的|企业), else the subject of its clause or of one before."""
    behind = (_AGED if "岁" in place.amount.text else _BEHIND).match(place.tail)
    if behind and behind["who"].startswith("部分"):
        return NOTHING  # a slice of a sum is nobody
    if behind and not words.stop.match(behind["who"]):
        who = behind["who"]
        base = place.behind + behind.start("who")
        stop = _stop(place.text, base, base + len(who), words)
        view = _tidied(View.of(place.text, base, stop))
        if not words.recipient.search(view.text) and "的" not in view.text:
            view = view.cut(0, _first_noun(view.text, words))  # 户籍老年人|接受助餐服务可
        if len(view) >= 2 and words.recipient.search(view.text) and len(view) <= 24 and not _NOBODY.match(view.text):
            return view
    end = place.amount.start
    start = place.clause_start
    while True:
        if place.text[start:end].strip() and start < place.clause_start and place.text[end] == "\n" and _another(place.text[start:end], words):
            return _ahead(place, words) or _chief(place, words) or _headed(place, words)
        found = _subject(place, start, end, words)
        if len(found):
            return found
        if _FOR.match(place.text, start) and place.text[start] == "对":
            return _pointed(place, start, words)
        if start <= place.start:
            return _ahead(place, words) or _chief(place, words) or _headed(place, words)
        end = start - 1
        start = last_mark(place.text, place.start, end, ",\n:;。")


def _another(line: str, words: Words) -> bool:
    """Whether the line above is a condition of its own: 拥有必要的测试设备⏎|研发人员不少于20人."""
    return words.having.match(line.lstrip()) is not None or words.openings.opening(line.lstrip()) != ""


# 同时符合以下条件的各类技能人才: / 屋顶绿化,可按以下比例折算: above the items of a list
_MET_BY = re.compile(r"(?:符合|具备|满足)[^,;。:\n]{0,16}(?:条件|要求)(?:之一)?的(?P<who>[^,;。:\n]{2,30}):$")
_MEASURED_BY = re.compile(r"(?:^|。)(?:第[\d一二三四五六七八九十百]+条\s*)?(?P<who>[^,;。:\n]{4,40}),(?:可|应|须|需|应当)?(?:按|符合|具备|满足|达到)[^,;。:\n]{0,20}:$")
_CHIEF = re.compile(r"(?:^|[\n\s,;。:、.)条款])(?P<who>[\u4e00-\u9fff]{2,20}?)(?:还?应当?|必?须|需)?(?:同时|至少)?(?:满足|符合|具备|申请条件|申报条件)(?=[^,;。\n]{0,16}(?:条件|指标|要求|规定|之一|:))")


_NAMED = 14  # characters of a line that only says who must meet what is listed below it: 申报人:


def _unnumbered(line: str, words: Words) -> str:
    """Somebody alone on a line, without its number; nothing where it names nobody."""
    marked = re.match(rf"(?:{MARKER})*", line)
    name = line[marked.end() if marked else 0 : -1]
    return name if words.recipient.search(name) and not words.formal.search(name) and not name.endswith("对象") and somebody(name, words) else ""


def _chief(place: Place, words: Words) -> View:
    """Who must meet a list of conditions, as the line above the list says: 申报企业须满足以下条件."""
    begin = max(place.start - _ABOVE, 0)
    for line in reversed(place.text[begin : place.start].split("\n")):
        line = line.rstrip()
        if headed := line.endswith(":") and (_MET_BY.search(line) or _MEASURED_BY.search(line)):
            at = place.text.rindex(headed["who"], begin, place.start)
            return View.of(place.text, at, at + len(headed["who"]))
        if line.endswith(":") and len(line) <= _NAMED and (named := _unnumbered(line, words)):
            at = place.text.rindex(named, begin, place.start)
            return View.of(place.text, at, at + len(named))
    found = [m for m in _CHIEF.finditer(place.text, begin, place.start) if words.recipient.search(m["who"])]
    return View.of(place.text, *found[-1].span("who")) if found else NOTHING


_ABOVE = 240  # a list's head stands so near above each of its conditions
_CUT = re.compile(r"(?:的|不满|未满|年满|达到|达|不低于|不少于|不超过|超过|满|不足|低于|高于|少于|为|在|有|须|需|应|累计|合计|均|至少|最多|已|\d)+$")
_NO_SUBJECT = re.compile(r"^(?:[的、和及与或(之用等]|以上|以下|给予|数(?!据)|总数|人数)")


_FIGURE = re.compile(r"\d")
_NOUN = 2  # characters that are left of somebody
_GOES_ON = re.compile(r"\s*(?:或者?|且|并且?|以及|及|和)(?![\u4e00-\u9fff]?购)")


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
        if depth == 0 and (whole or ((len(rest) >= 2 or aged) and not _NO_SUBJECT.match(rest))) and not _ACTED.search(text[begin : found.start()]):
            best = close
    return best


_ACTED = re.compile(r"\d(?!\d*[级类A])|[,\n]|通过|推动|招用|招聘|聘用|组织|签订|与[^与]{0,4}$")


def _alternatives(place: Place, start: int, end: int, words: Words) -> View:
    """Who is named by conditions of which one is enough: 具有硕士学位,或具有高级职称的人员; nobody in 或者控股股东为法人."""
    text = place.text[start:end]
    noun = words.recipient.search(text.rstrip())
    if not noun or "的" not in text[: noun.start()]:
        return NOTHING
    while start > place.start and _GOES_ON.match(place.text, start):
        start = last_mark(place.text, place.start, start - 1, ",\n:;。")
    return _tidied(View.of(place.text, start, end))


def _subject(place: Place, start: int, end: int, words: Words) -> View:
    """The noun of who must meet it at the opening of a clause: the last that leaves something to be measured, or the clause."""
    text = place.text[start:end]
    opening = re.match(rf"(?:(?:{_OPENING.pattern[1:]})|鼓励|支持|申请(?!人|单位|企业|者|主体|机构)|[,\s]|{MARKER})*", text)
    begin = opening.end() if opening else 0
    own = end == place.amount.start
    if not own and _GOES_ON.match(text):
        return _alternatives(place, start, end, words)
    figure = _FIGURE.search(text, begin)
    measured = len(_CUT.sub("", text[: figure.start()] if figure and not own else text))
    bound = bound_to(text, begin, measured, words)
    best = bound[0] if bound else _last_bearer(place, text, begin, measured, words)
    if best is None:
        return NOTHING
    view = trimmed(View.of(place.text, start + begin, start + best))
    timed = words.meanwhile.match(view.text)
    view = trimmed(view.cut(timed.end())) if timed and len(view) - timed.end() >= _NOUN else view  # 合同期内|企业
    if "占" in text[begin : best + 1]:
        return NOTHING  # 研发人员|占职工总数的10%: what is measured
    return view if len(view) >= 2 and not re.search(r"不|给予|奖励|补", view.text[:4]) else NOTHING
