"""What a threshold measures (年营业收入不低于2000万元 -> 年营业收入), and the measure and comparator of a rule's value."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures.bounds import bounded, ended, joined
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients import ONCE
from extract.assemble.measures.words import Words
from extract.assemble.view import View, trimmed

_TAIL = re.compile(
    r"(?:由(?:现行的)?[^,;]{1,16}?(?:提高|调整|增加|上调|下调|降低)|提高|调整|放宽|延长|降低|降|达到|达|不低于|不少于|不得低于|不得少于|不超过|不得超过|不高于|不大于|不小于|超过|超|满|不足|低于|高于|少于|多于|大于|小于|为|在|有|须|需|应|一般|原则上|累计|合计|均|至少|最多|最高|最低|已|分别|每年|年均|同比|增长|比上年|较上年|较上一年度|比\d{4}年|突破|首次|未|不|人民币|控制|只能|仅|限|约|近|为\s|到|的|是|\s|,)+$"
)
_HEAD = re.compile(r"^(?:其中,?|[^,]{0,20}?(?:是指|系指|指的是)|对(?![外接口标])|连续[一二两三\d]年|(?:引进|招引|实现|达到)(?=年)|同时,?|且|并|或|或者|以及|及|近[一二三四五两\d]年(?:内)?|上年度?|上一年度|当年度?|上年末|[^,]{0,12}(?:实施期|建设期)内|须|需|应(?![聘急用届税缴收付])|必须|具有|具备|拥有|有|满足|符合|\d{4}年(?:以来|度|\d{1,2}月\d{1,2}日)?(?:起|至)?|\d{1,2}月\d{1,2}日|(?:期间|以来|起)|自有(?!资金)|企业(?=[\u4e00-\u9fff]{4})|年(?=应缴|缴))+")
_NOUN = re.compile(r"^(?:\([^()]{0,20}\))?(?:及?以[上下内外])?(?:\([^()]{0,20}\))?(?:的|期限)?(?P<noun>(?!及?以[上下内外])[^,;。、\n:()的]{2,14})")
_GROWTH = re.compile(r"增长|增幅|增速|同比增")
_SHARE = re.compile(r"占|比重|比例|占比")
# 持续一年以上且|年销售额
_JOINED = re.compile(r"^.*[\d一二三四五六七八九十][^且并或但]{0,8}(?:且|并|或|但|、|和)")
# 按不低于20%的|比例|录用见习人员
_RATED = re.compile(r"(?:以上)?的?(?P<rate>比例)(?P<what>[^,;。\n并且]{3,16})")
_VERBS = re.compile(r"^(?:给予|按|奖励|补|资助|的|者|且|并|以上|按照|予以)")


_NAME = 2  # characters that a name keeps


def indicator(place: Place, recipient: View, base: View, words: Words) -> View:
    """What stands before the value in its clause without subject and comparators, else what is counted behind it."""
    start = place.clause_start
    if len(recipient) and recipient.start >= start and recipient.end <= place.amount.start and recipient.start - start < 6:
        start = recipient.end
    once = ONCE.search(place.clause) if place.amount.kind == "count" else None
    if once:
        return _allowed(place, once)
    rated = _RATED.match(place.tail)
    if rated and place.amount.unit == "%":
        part = View.of(place.text, place.behind, place.behind + rated.end())
        return part.cut(rated.start("what"), rated.end("what")) + part.cut(rated.start("rate"), rated.end("rate"))
    end = base.start if len(base) and base.start > start else place.amount.start
    if len(base) and place.text[base.start - 1] == "占":
        start, end = place.clause_start, place.amount.start  # 研发人员占|职工总数: both sides say what is measured
    view = ended(View.of(place.text, start, end), words, _NAME)
    while len(view):
        cut = _TAIL.search(view.text)
        if cut is None or cut.start() == len(view) or joined(view.text, cut.start(), words):
            break
        view = trimmed(view.cut(0, cut.start()))
    printed = place.text[place.amount.start : place.amount.end + 1]
    if "岁" in printed and "年龄" not in view.text:
        return View.of(place.text, place.amount.start, place.amount.end).renamed("年龄")
    further = _JOINED.search(view.text)
    view = trimmed(view.cut(further.end()) if further and further.end() < len(view) - 1 else view)
    head = _HEAD.match(view.text)
    view = trimmed(view.cut(head.end()) if head and head.end() < len(view) else view)
    at = view.text.rfind("、")
    if 0 < at < len(view) - 3 and "和" not in view.text[at:] and re.search(r"具有|依法|注册|健全|资格", view.text[:at]):
        view = view.cut(at + 1)
    view = bounded(view.cut(1) if view.text[:1] == "的" else view, words, _NAME)
    noun = _NOUN.match(place.tail)
    bearer = noun and "的" in place.tail[: noun.start("noun")] and words.recipient.search(noun["noun"])  # 20人以上的|企业
    verbal = place.amount.kind == "count" and len(view) <= 4 and noun and not bearer and not view.text.endswith(("人员", "机构", "人数", "项目"))
    if len(view) >= 2 and not verbal and view.text not in ("年新增", "新增", "与其签订", "签订"):
        return view
    if noun and not bearer and not _VERBS.match(noun["noun"]):
        return View.of(place.text, place.behind + noun.start("noun"), place.behind + noun.end("noun"))
    return view


def _allowed(place: Place, once: re.Match[str]) -> View:
    """What somebody may have so many times: the noun behind the value (只能享受一次|契税补贴), else the deed."""
    noun = _NOUN.match(place.tail)
    if noun:
        return View.of(place.text, place.behind + noun.start("noun"), place.behind + noun.end("noun"))
    return View.of(place.text, place.clause_start + once.start("deed"), place.amount.start)


def measure(place: Place, role: str, indicator: View) -> str:
    """level, growth, share, increase or multiple."""
    unit = place.amount.unit
    if unit == "x":
        return "multiple"
    if unit == "%" and role != "rate":
        if _GROWTH.search(place.clause[-14:]) or indicator.text.endswith(("增幅", "增速", "增长率")):
            return "growth"
        if _SHARE.search(place.clause) or _SHARE.search(indicator.text) or _RATED.match(place.tail):
            return "share"
    if role == "threshold" and re.search(r"新增|净增", place.clause[-8:]):
        return "increase"
    return "level"


def comparator(place: Place, role: str, words: Words) -> str:
    """The amount's own, else what the words of the rule make of it: 最高 is le, 满 is ge."""
    own = place.amount.comparator
    clause = place.clause
    if own == "range":
        return own
    if role in ("cap", "quota") and own in ("eq", "lt") and (
        words.cap.search(clause) or words.cap_after.match(place.tail) or re.search(r"最高[^,;。\n]{0,8}$|只能|仅限|限报", clause)
    ):
        return "le"
    if role == "threshold" and own in ("eq", "gt") and (
        re.search(r"(?<!未)(?<!不)满$", clause) or re.match(r"\((?:含|及以上|含\d*)", place.tail)
    ):
        return "ge"
    if own == "eq" and words.floor.search(clause):
        return "ge"
    return own
