"""The benefit that a value grants or caps, as it is named: 平台服务费补助; else made of whom it is for: 团体标准|补贴."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients import each
from extract.assemble.measures.words import PER, Words
from extract.assemble.view import NOTHING, View, trimmed

_BEFORE = re.compile(rf"(?:一次性|人民币|最高|{PER}|单个|单家|单项|单户|全额|定额|现金|给予|予以|的|比例|标准|进行|分别|相应|再|另|不超过|为|约|达|可|:|财政|累计|合计|以内|内|事后|以上|用于|共|发放)+")
_SUBJECT = re.compile(r"^(?:(?:单个|每个|单家|每家|单户|每户|每位|每名|单一|同一|各|每|单)[\u4e00-\u9fff]{1,6}?(?=年度|每年|最高|奖励|补助|补贴|资助|扶持|支持|租金|贴息|累计)|其中,?|每[年次]|单次|最高|年度(?=奖|补)|累计|合计|全年|按|可|企业(?=奖|补)|分别|一次性|(?:[市区县省镇]|中央|本级)?财政|另|再(?!次)|之后|由|可)+")
_TRIM = re.compile(rf"(?:控制在|不高于|不大于|不多于|上限|放宽|延长|降低|降|上浮|由(?:现行的)?[\d.]+[^,;]{{1,6}}?(?:提高|调整|增加|上调|下调|降低)|可达|最高|不超过|不得超过|一次性|{PER}|为|达|到|至|按|可|分别|的|合计|累计|总计|共|由[^,]*|提高|调整|原则上|一般|不低于|:|,)+$")
# 之日起5个工作日内|办结
_DONE = re.compile(r"(?:日?以?内)(?P<what>[^,;。\n、()]{2,14})")
# 按…50%的比例|支付; 按…30%的标准|向在院老人发放零用钱
_PAID = re.compile(r"的?(?:比例|标准|额度)?(?:(?:向|给|为)(?P<who>[^,;。]{2,12}?))?(?P<verb>支付|承担|报销|负担|返还|计发|发放|缴存|缴纳|收取|拨付|补足)(?P<what>(?<=发放|缴纳|收取)[\u4e00-\u9fff]{2,8}(?=[,;。\n]|$))?")
_SIDES = re.compile(r"(?:最高|最低)?(?:额度|金额|标准|限额|总额|额|资金)*$")
_GENERIC = ("企业", "单位", "机构", "组织", "个人", "项目", "人员", "家庭", "者", "对象", "人才", "学生", "职工", "公司", "团队", "主体", "农户", "用户", "部分", "居民", "户", "企业、机构", "市场主体")
_DROP = re.compile(r"^(?:[\d一二三两]+年内(?:实现)?|获得|荣获|获评|获|被|经|在[^,的]{1,12}(?=登记|认定|注册|设立|举办)|年度|当年|对|首次|实际|成功|符合条件的|符合[^,]{0,12}条件的)+")


def benefit_of(place: Place, role: str, recipient: View, base: View, words: Words) -> View:
    """The indicator of what a rule gives: its base and the benefit, its own name, the head's, or whom it is for with it."""
    bare, named = _behind(place, words)
    done = _DONE.match(place.tail)
    if place.amount.kind == "duration" and done:
        return View.of(place.text, place.behind + done.start("what"), place.behind + done.end("what"))
    if role == "rate" and len(base):
        benefit = bare if len(bare) else named if len(named) else _before(place, base, words)[1]
        remark = re.search(r"\((?:以|含|不含|包括|不超过)[^()]*\)$", base.text)
        kept = base.cut(0, remark.start()) if remark else base
        standard = _NP.match(place.clause)
        named_np = standard and not words.standard.match(place.clause)  # 补贴标准为… names nothing
        if standard and named_np and base.start > place.clause_start + standard.end("np") - 1 and not len(bare) and not len(named):
            return _own(View.of(place.text, place.clause_start, place.clause_start + standard.end("np")), words)
        paid = _PAID.match(place.tail) if not len(bare) and not len(named) else None
        if paid and paid["what"]:
            return View.of(place.text, place.behind + paid.start("what"), place.behind + paid.end("what"))
        if paid:
            return kept + View.of(place.text, place.behind + paid.start("verb"), place.behind + paid.end("verb"))
        return kept + benefit if not kept.text.endswith(benefit.text or "\0") else kept
    if len(named):
        thing = words.thing.search(named.text)
        return named + _later(place, words) if thing else named
    if len(bare) and words.thing.search(bare.text):
        return bare + _later(place, words)
    own, kind = _led_by(place, base, recipient, words)
    if len(own) and (not len(bare) or own.text.endswith(bare.text)):
        return own
    kind = bare if len(bare) else kind
    if place.head and len(place.head) > 3 and not (len(recipient) and recipient.text.endswith(_GENERIC) is False) and (not len(kind) or place.head.endswith(kind.text) or len(kind) <= 2):
        return View.of(place.text, place.head_start, place.head_start + len(place.head))
    above = topics.named_above(place, kind, words)
    if len(above):
        return above
    topic = topic_of(recipient)
    if _SUM.search(topic.text):
        topic = NOTHING if len(topic) > 12 else topic
    if len(kind) and not len(topic):
        topic = topics.topic(place, words)
    if len(topic) and len(kind) and topic.text.endswith(kind.text):
        return topic
    return topic + kind if len(topic) and len(kind) else kind if len(kind) else topic


def _led_by(place: Place, base: View, recipient: View, words: Words) -> tuple[View, View]:
    """The name that leads to the value without whom it is for, and the benefit alone: 再次认定的|奖励4万元."""
    own, kind = _before(place, base, words)
    left = _without(own, recipient, words)
    if len(kind) and len(recipient) and not len(left) and kind.text.startswith(recipient.text):
        kind = _last(words.benefit, place.text, kind.start, kind.end)
    return left, kind


def _without(own: View, recipient: View, words: Words) -> View:
    """A name without whom it is for, where that opens it and a name is left: 新引进企业|年度奖励金额."""
    at = own.text.find(recipient.text) if len(recipient) else -1
    left = own.cut(at + len(recipient)) if at == 0 else own
    how = _BEFORE.match(left.text) if at == 0 else None
    name = left.cut(how.end()) if how and how[0].startswith(("的", "每")) else NOTHING
    if name.text in words.bare:
        return name if _SUM.search(recipient.text) else NOTHING  # a name is not made of a sum
    left = name if len(name) >= 4 else left
    return left if len(left) >= 4 else own


_SUM = re.compile(r"\d[\d.]*(?:[万亿]|元|%|家|人|名|个|亩|吨|平方米|年|月)")


def _later(place: Place, words: Words) -> View:
    """The benefit that a list of things paid for ends in: 100万元租金、30万元物业费|扶持."""
    for found in words.benefit.finditer(place.tail):
        if not words.thing.search(found[0]):
            return View.of(place.text, place.behind + found.start(), place.behind + found.end())
    return NOTHING


_NP = re.compile(r"^(?P<np>[^,;。\n]{2,60}?(?:标准|限额|额度|最高额|金额|费用|租金|价格|补贴|津贴|保险金|保证金|奖学金|助学金|待遇))(?:由[\d.]+[^,;。\n]{0,5}?)?(?:统一|分别|提高|调整|上调|下调|降低|降|设定|确定)?(?:由[^,;。\d]{2,12}?)?(?:为|按|:|到|至|是)")


def _behind(place: Place, words: Words) -> tuple[View, View]:
    """The benefit right behind a value: alone (奖励), and with what narrows it (的平台服务费补助)."""
    found = words.granted.match(place.tail)
    if not found:
        return NOTHING, NOTHING
    start, end = found.span("name")
    skip = _BEFORE.match(place.tail, start, end)
    start = skip.end() if skip else start
    view = trimmed(View.of(place.text, place.behind + start, place.behind + end))
    if view.text in words.bare or len(view) <= 2:
        return view, NOTHING
    inner = words.benefit.search(view.text)
    if inner and words.recipient.search(view.text[: inner.start()]):
        return view.cut(inner.start()), NOTHING
    giver = re.match(r"(?:给予|予以|对|向|由|为|给)", view.text)
    last = words.benefit.search(view.text)
    if giver and last:
        return view.cut(last.start()), NOTHING
    return NOTHING, view


def _before(place: Place, base: View, words: Words) -> tuple[View, View]:
    """The name that leads to the value (年度上云补助|最高不超过), and the benefit alone."""
    start = place.clause_start
    unnamed = words.standard.match(place.clause)
    if unnamed:
        return NOTHING, View.of(place.text, start + unnamed.start("kind"), start + unnamed.end("kind"))
    standard = _NP.match(place.clause)
    if standard:
        named = _own(View.of(place.text, start, start + standard.end("np")), words)
        if len(named) > 4 or not words.named.search(named.text):
            return named, named
    end = base.start if len(base) and base.start > start else place.amount.start
    view = trimmed(View.of(place.text, start, end))
    while True:
        cut = _TRIM.search(view.text)
        if cut is None or cut.start() == len(view.text):
            break
        view = trimmed(view.cut(0, cut.start()))
    view = _without_each(view, place, words)
    subject = _SUBJECT.match(view.text)
    view = trimmed(view.cut(subject.end()) if subject else view)
    ending = words.named.search(view.text)
    plain = not re.search(r"给予|予以|按|奖励[\u4e00-\u9fff]|^[,、对]", view.text)
    if ending and plain:
        if re.search(r"(?:期限|时长|年限|期)$", view.text):
            return view, view
        alone = re.sub(r"^(?:年度|每年|最高)", "", _SIDES.sub("", view.text))
        if alone in words.bare or len(alone) < 3:
            inner = words.benefit.search(view.text)
            return NOTHING, view.cut(inner.start(), inner.end()) if inner else view
        return view, view
    if len(view) >= 2 and plain and not words.recipient.search(view.text):
        return view, NOTHING
    kind = _last(words.benefit, place.text, place.segment, place.amount.start) or _last(words.benefit, place.text, place.start, place.amount.start)
    return NOTHING, kind


_EACH = re.compile(r"(?:[^,;]{0,8}?名)?(?:每|单)(?:[家个户人名位台座亩件部支处间套项]|平方米)(?=给予|[\u4e00-\u9fff]{2})")


def _without_each(view: View, place: Place, words: Words) -> View:
    """The benefit behind what it is for each of: 每个企业(单位)|年度补助总额, 每座|补助."""
    who = each(place, words)
    if len(who) and len(view) and view.start <= who.start and who.end <= view.end:
        view = view.cut(who.end - view.start)
        remark = re.match(r"\([^()]*\)", view.text)
        return trimmed(view.cut(remark.end()) if remark else view)
    found = _EACH.match(view.text)
    return trimmed(view.cut(found.end())) if found else view


def _own(view: View, words: Words) -> View:
    """The name of a standard behind its subject: 市财政供养的|特困人员基本生活标准."""
    at = view.text.rfind("的")
    someone = words.bearer.search(view.text, at + 1) or words.stop.match(view.text, at + 1)  # else what stands before 的 narrows the standard itself
    view = view.cut(at + 1) if 0 < at < len(view) - 4 and someone else view
    left = re.match(r"(?:全[市省县区]|其中,?|其|城乡(?=特困))+", view.text)
    return view.cut(left.end()) if left else view


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> View:
    found = list(pattern.finditer(text, start, end))
    return View.of(text, *found[-1].span()) if found else NOTHING


_FITTING = re.compile(r"符合[^,的]{0,6}(?:条件|要求|规定|标准)")  # tells nobody apart


def topic_of(recipient: View) -> View:
    """What a benefit is told apart by: the noun of whom it is for, or what that one did, where the noun is anybody's."""
    if not len(recipient):
        return NOTHING
    text = recipient.text
    at = text.rfind("的")
    noun = text[at + 1 :]
    if at < 0:
        return _cut(recipient)
    new = re.match(r"^(?:(?:首次|新)(?:认定|获评|引进|设立|建成|入选|成立|开业|通过|入库|入统|升规)?[^的,]{0,6})的([^的,]{3,})$", text)
    if new and noun not in _GENERIC:
        return recipient.cut(0, at) + recipient.cut(at + 1)
    if (noun not in _GENERIC and len(noun) >= 3) or _FITTING.fullmatch(text[:at]):
        return recipient.cut(at + 1)
    return _cut(recipient.cut(0, at))


def _cut(view: View) -> View:
    first = view.text.find(",")
    view = view.cut(0, first) if first >= 4 else view
    drop = _DROP.match(view.text)
    return view.cut(drop.end()) if drop and len(view) - drop.end() >= 3 else view
