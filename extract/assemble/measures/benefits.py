"""The name of the benefit that a value grants or caps, as printed: 平台服务费补助; else made from the recipient: 团体标准|补贴."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.doers import doer
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.recipients.each import each
from extract.assemble.measures.roles import GIVEN, given_to, lasting
from extract.assemble.measures.shares import paid_share
from extract.assemble.measures.words import Words, outside, parted
from extract.assemble.view import NOTHING, View, trimmed
from extract.passage import line_start
from extract.text import has_digit


def benefit_of(place: Place, role: str, recipient: View, base: View, words: Words) -> View:
    """The name of a benefit: its label, its base with the benefit, its own name, the name in the heading, or the recipient with the kind of benefit."""
    if len(outright := _outright(place, words)):
        return outright
    bare, named = (_handed(one, recipient) for one in _behind(place, words))
    behind = bare, named
    taken = _of_part(place, role, base, behind, words)
    if len(taken):
        return taken
    own = _things(place, bare, named, words)
    if len(own):
        return _in_full(place, own, words)
    own, kind = _led_by(place, base, recipient, words)
    if len(own) and (not len(bare) or own.text.endswith(bare.text)):
        return own
    kind = bare or kind
    return _above(place, recipient, kind, words) or _told_apart(place, recipient, kind, words)


def _of_label(place: Place, kind: View, words: Words) -> View:
    """The label of a value's line, where only that names the kind of benefit in full: |专列旅游奖励|:组织专列来县的,给予旅行社每列|3万元."""
    label = topics.label(place, words) if len(kind) and kind.end <= place.clause_start else NOTHING
    return label if len(label) > len(kind) and label.at[-len(kind) :] == kind.at else NOTHING


def _outright(place: Place, words: Words) -> View:
    """The name of a benefit by the wording of its list: the label before it, the opening of its segment, the standard that closes the list."""
    return _labelled(place, words) or by_clause(place, words) or _by_standard(place, words)


def _labelled(place: Place, words: Words) -> View:
    """The benefit that labels a sum, before the bare word for a standard: (2)|免课本费|,|标准|为400元."""
    line = line_start(place.text, place.amount.start)
    found = words["benefits.label_standard"].search(place.text, line, place.amount.start) if place.amount.kind == "money" else None
    named = found is not None and not words.recipient.search(found["name"])
    return View.of(place.text, *found.span("name")) + View.of(place.text, *found.span("side")) if found and named else NOTHING


def _by_standard(place: Place, words: Words) -> View:
    """The benefit named behind a list of sums by whose standard it is given: 按小学每生|5000元|、初中每生6000元的标准给予|学位补贴."""
    found = words["benefits.by_standard"].match(place.tail) if place.amount.kind == "money" else None
    return View.of(place.text, place.behind + found.start("name"), place.behind + found.end("name")) if found else NOTHING


def by_clause(place: Place, words: Words) -> View:
    """The benefit that opens the segment of a sum: |育儿补助|方面,生育二孩给予一次性补助|5000元."""
    found = words["benefits.aspect"].match(place.text, place.segment, place.amount.start) if place.amount.kind == "money" else None
    return View.of(place.text, *found.span("name")) if found else NOTHING


def is_label(place: Place, role: str, name: View, words: Words) -> bool:
    """Whether the name of a grant, rate or cap is the label of its line: 方向2|工具采购奖励|。支持…,单个企业奖励金额最高不超过500万元."""
    return role in GIVEN and len(name) > 0 and name.text == labelled(place, words).text


def labelled(place: Place, words: Words) -> View:
    """The benefit that labels the line (养老服务中心建设补贴。2A级最高…) or opens the provision; nothing where neither names a kind of benefit."""
    label = topics.label(place, words)
    if len(kind_of(label, words)):
        return label
    opening = words["benefits.opens_list"].match(place.text, place.start, place.amount.start)
    return View.of(place.text, *opening.span("name")) if opening else NOTHING


def _handed(name: View, recipient: View) -> View:
    """The name of a benefit without the recipient to whom it is handed: 给予|投资方|奖励."""
    return name.cut(len(recipient)) if len(name) > len(recipient) and name.text.startswith(recipient.text) else name


def _of_part(place: Place, role: str, base: View, behind: tuple[View, View], words: Words) -> View:
    """The name of a share or a length of time, from the words behind it and from its base; nothing for a sum."""
    if given := lasting(place, words):
        return View.of(place.text, place.behind + given.start("name"), place.behind + given.end("name"))
    done = words["benefits.done"].match(place.tail) if place.amount.kind == "duration" else None
    if done:
        return View.of(place.text, place.behind + done.start("what"), place.behind + done.end("what"))
    if role not in ("rate", "cap"):
        return NOTHING
    share = paid_share(place, base, words)
    bounded = role == "cap" and (place.amount.unit != "%" or not any(map(len, behind)))
    return share if len(share) or not len(base) or bounded else _of_rate(place, base, behind, words)


def _in_full(place: Place, own: View, words: Words) -> View:
    """The fuller name that the heading of the item has for a benefit: 园区物业费补助奖励⏎…每平方米10元的|物业费补助."""
    at = place.head.find(own.text)
    full = View.of(place.text, place.head_start, place.head_start + at + len(own)) if at > 0 else own
    how = words["benefits.before"].match(full.text)
    full = full.cut(how.end()) if how else full
    return full if len(full) - len(own) >= _MORE else own


_MORE = 2  # least characters by which a fuller name is longer


def _things(place: Place, bare: View, named: View, words: Words) -> View:
    """The benefit behind the value with what narrows it; a thing that is paid for, with the kind of benefit that ends its list."""
    if len(named):
        return named + _later(place, words) if words.thing.search(named.text) else named
    return bare + _later(place, words) if len(bare) and words.thing.search(bare.text) else NOTHING


def _told_apart(place: Place, recipient: View, kind: View, words: Words) -> View:
    """The kind of benefit behind the recipient or the topic of its item; either of the two alone, where the other is missing."""
    topic = _topic(place, recipient, words)
    if len(kind) and not len(topic):
        topic = topics.topic(place, words)
    elif len(kind) and words["benefits.any_firm"].fullmatch(topic.text):
        topic = topics.topic(place, words) or topic
    return _with_kind(topic, kind)


def _topic(place: Place, recipient: View, words: Words) -> View:
    """The part of the recipient that tells a benefit from others: a deed, a noun, or the label of the line."""
    whom = _deserving(place, recipient, words) or recipient
    return _by_label(place, _short(_unclassed(topic_of(whom, words), words), whom, words), whom, words)


def _by_label(place: Place, topic: View, whom: View, words: Words) -> View:
    """A topic, or the label of the line where the topic is a mere case and the benefit is handed to somebody: 鼓励|产品研发|。产品在县域内投产的,给予企业|奖励."""
    case = len(topic) > 0 and topic.text == whom.text and words.recipient.search(topic.text) is None
    return (topics.label(place, words) if case and given_to(place, words) else NOTHING) or topic


def _deserving(place: Place, recipient: View, words: Words) -> View:
    """The deed that earns a benefit, named before the recipient: 获得外贸荣誉的,给予|协会|5万元."""
    if not len(recipient) or not words["benefits.anybody"].search(recipient.text):
        return NOTHING
    told = words["benefits.earned"].search(place.text, place.segment, recipient.start)
    return View.of(place.text, *told.span("deed")) if told else NOTHING


def _short(topic: View, recipient: View, words: Words) -> View:
    """A topic short enough for a name: of a condition what must be reached (收入首次达到1亿元 -> 收入), of a long list its ending."""
    if (len(topic) > _SUM and words["benefits.sum"].search(topic.text)) or words["benefits.no_topic"].fullmatch(topic.text):
        reached = words["completed.reached"].match(recipient.text)
        return recipient.cut(*reached.span("what")) if reached else NOTHING
    remark = words["benefits.remark"].search(topic.text)
    topic = topic.cut(0, remark.start()) if remark else topic
    told = words["benefits.aside"].sub("", topic.text)
    if len(told) <= (_LIST if words["benefits.list"].fullmatch(told) else _TOPIC):
        return topic
    last = words["benefits.and_so_on"].match(topic.text)
    return topic.cut(last.end()) if last else NOTHING


def _unclassed(topic: View, words: Words) -> View:
    """The recipient without the classes that tell tiers apart: 评为国家级、省级、市级|示范园, 省重点企业、市|重点企业."""
    if shared := _alike(topic, words):
        return shared
    grades = words["benefits.grades"].search(topic.text)
    topic = topic.cut(0, grades.start()) if grades else topic
    found = words["benefits.classes"].search(topic.text)
    return _undone(topic.cut(0, found.start()) + topic.cut(found.end()), words) if found else topic


def _alike(topic: View, words: Words) -> View:
    """What stands behind the class of each list item, where that is the same for all; else nothing."""
    parts = parted(topic.text, words["tiers.and"])
    classes = [words["tiers.class"].match(topic.text, *part) for part in parts]
    rests = {topic.text[one.end() : end] if one else "" for one, (_, end) in zip(classes, parts, strict=True)}
    last = classes[-1]
    return topic.cut(last.end()) if last and len(parts) > 1 and len(rests) == 1 and len(topic) - last.end() >= _SHARED else NOTHING


_SHARED = 3  # least length of what tiers share, if it is to name something
_TOPIC = 24  # most characters of a topic; longer ones are a story and no name
_LIST = 40  # most characters of a topic that is a list of names, each of which may have eight
_SUM = 12  # most characters of a topic with a sum in it; longer ones are a condition and no name


def _of_rate(place: Place, base: View, behind: tuple[View, View], words: Words) -> View:
    """The base of a rate and the benefit, which stands behind the value (设备投入|补助) or before the bound (|研发补助|比例不超过合同金额的10%), if anywhere."""
    told = behind[0] or behind[1]
    if base.start >= place.behind:
        return _of_ahead(place, base, told, words)
    kept = _paid_for(place, _kept(base, words), words)
    if share := _share(place, base, words):
        return _with_kind(kept, place.in_clause(share, str(share.lastgroup)))
    return _by_kept(place, base, kept, told, words)


def _by_kept(place: Place, base: View, kept: View, told: View, words: Words) -> View:
    """The base of a rate and the benefit behind it, or the standard or payment that its own clause names."""
    named = NOTHING if len(told) else _named_standard(place, words) or _standard_of(place, words) or _paid(place, kept, words)
    return named or _with_kind(kept, told or _before(place, base, words)[1] or _ahead(place, words))


def is_share(place: Place, role: str, base: View, words: Words) -> bool:
    """Whether a rate is given as the maximum share of its base that a benefit may be, so that both make its name: 补助比例不超过|合同金额|的10%."""
    return role == "rate" and _share(place, base, words) is not None


def _share(place: Place, base: View, words: Words) -> re.Match[str] | None:
    """The match of the words right before the base that name the benefit which is a share of it."""
    share = words["benefits.share"].search(place.clause) if len(base) else None
    return share if share and base.start == place.clause_start + share.end() else None


def _of_ahead(place: Place, base: View, told: View, words: Words) -> View:
    """The base and the benefit behind it, where both stand behind the value: 给予|30%|的厂房租金补贴."""
    found = words["bases.behind"].match(place.tail)
    return View.of(place.text, base.start, place.behind + found.end()) if found else told


def _named_standard(place: Place, words: Words) -> View:
    """The standard that the clause names before the base: 孤儿基本生活标准|按低保标准的1.5倍."""
    standard = None if words.standard.match(place.clause) else words["benefits.np"].match(place.clause)
    return _own(place.in_clause(standard, "np"), words) if standard else NOTHING


def _standard_of(place: Place, words: Words) -> View:
    """The benefit named before on the line, of whose standard a value is the rate: …可享受就餐补贴。补贴标准为就餐费用的|20%."""
    bare = words.standard.match(place.clause)
    kind = place.in_clause(bare, "kind") if bare else NOTHING
    above = topics.named_above(place, kind, words) if len(kind) else NOTHING
    return above if len(above) and above.start >= line_start(place.text, place.clause_start) else NOTHING


def _ahead(place: Place, words: Words) -> View:
    """The kind of benefit further behind a rate in its clause: 按投资额10%的比例给予|最高50万元|补助."""
    to = words["recipients.to"].match(place.tail)
    begin = to.end("apart") if to and to["apart"] else 0
    end = place.tail.find(",", begin)
    found = words.benefit.search(place.tail, begin, end if end >= 0 else len(place.tail))
    span = found.span() if found else (later.span("kind") if (later := words["benefits.ahead_next"].match(place.tail)) else (0, 0))
    return View.of(place.text, place.behind + span[0], place.behind + span[1])


def _with_kind(what: View, kind: View) -> View:
    """The topic of a benefit followed by its kind, without a repetition: 小微企业支持, 资金支持 -> 小微企业资金支持."""
    if kind and what.text.endswith(kind.text):
        return what
    twice = len(kind) > _KIND and len(what) - _KIND >= _SHARED and what.text[-_KIND:] == kind.text[-_KIND:]
    return (what.cut(0, -_KIND) if twice else what) + kind


def _paid(place: Place, kept: View, words: Words) -> View:
    """What is paid at a rate, or the base with the verb of paying: 按…30%的标准|向在院老人发放|零用钱, 医疗费用|报销."""
    paid = words["benefits.paid"].match(place.tail)
    if paid is None:
        return NOTHING
    if paid["what"]:
        return View.of(place.text, place.behind + paid.start("what"), place.behind + paid.end("what"))
    return kept + View.of(place.text, place.behind + paid.start("verb"), place.behind + paid.end("verb"))


def _kept(base: View, words: Words) -> View:
    """The base of a rate without a remark behind it and a time before it."""
    remark = words["benefits.remark"].search(base.text)
    kept = base.cut(0, remark.start()) if remark else base
    when = words["benefits.when"].search(kept.text)
    kept = kept.cut(0, when.start()) + kept.cut(when.end()) if when else kept
    for before in (words["benefits.timed"], words["benefits.base_of"]):
        found = before.match(kept.text)
        kept = kept.cut(found.end()) if found and len(kept) - found.end() >= _SHARED else kept
    return kept


def _paid_for(place: Place, kept: View, words: Words) -> View:
    """What a payment is for, where the base says no more than payment: 技术开发合作费用…按照|支付金额|的50%."""
    if words["benefits.payment"].fullmatch(kept.text) is None:
        return kept
    told = re.last(words["benefits.cost"], place.text, max(place.start, kept.start - _TOLD), kept.start)
    if told is None:
        return kept
    cost = told["cost"] is not None
    what = View.of(place.text, *told.span("what" if cost else "thing"))
    return what if cost else what + kept


_TOLD = 120  # characters before a payment in which it is said what is paid for


def _above(place: Place, recipient: View, kind: View, words: Words) -> View:
    """The name of a benefit from the label of its line, the line of its item, the heading, or the benefit named before."""
    if len(label := _of_label(place, kind, words)):
        return label
    if len(kind) and len(told := _stated(place, recipient, words) or _of_item(place, kind, words)):
        return told
    if _is_headed(place, recipient, kind, words):
        head = View.of(place.text, place.head_start, place.head_start + len(place.head))
        several = words["benefits.kinds"].search(head.text)
        what = head.cut(0, several.start()) if several else head
        return head if what is head and words.benefit.search(head.text) else _with_kind(what, kind)
    return topics.named_above(place, kind, words)


def _of_item(place: Place, kind: View, words: Words) -> View:
    """The topic of the numbered line above followed by the kind of benefit; nothing where that line is a requirement."""
    item = topics.item(place, words)
    return _with_kind(item, kind) if len(item) and not words["completed.nobody"].search(item.text) else NOTHING


def _stated(place: Place, recipient: View, words: Words) -> View:
    """The benefit that a clause before names behind the recipient: 新生|学费资助标准,按实际学费的|50%资助."""
    if not len(recipient) or recipient.end >= place.clause_start:
        return NOTHING
    end = place.text.find(",", recipient.end, place.clause_start)
    found = words["benefits.stated"].fullmatch(place.text, recipient.end, end) if end > 0 else None
    return View.of(place.text, *found.span("name")) if found else NOTHING


def _is_headed(place: Place, recipient: View, kind: View, words: Words) -> bool:
    """Whether the heading names the benefit: that of the value's own item does, another only where the recipient may be anybody."""
    bare = words["topics.form"].sub("", kind.text)
    if len(place.head) <= _HEAD or len(bare) > _KIND or words["benefits.prize"].fullmatch(recipient.text):
        return False
    named = len(bare) == _KIND and place.head.endswith(bare)
    own = named or place.section > place.head_start or line_start(place.text, place.amount.start) <= place.head_start
    return own or not len(recipient) or words["benefits.anybody"].search(recipient.text) is not None


_HEAD = 3  # most characters of a heading that names no benefit: 奖补类
_KIND = 2  # most characters of a kind of benefit that says no more than any other: 奖励


def _led_by(place: Place, base: View, recipient: View, words: Words) -> tuple[View, View]:
    """The name before the value without the recipient, and the kind of benefit alone: 再次认定的|奖励4万元."""
    own, kind = _before(place, base, words)
    left = _without(own, recipient, words)
    if len(kind) and len(recipient) and not len(left) and kind.text.startswith(recipient.text):
        kind = _last(words.benefit, place.text, kind.start, kind.end)
    return left, kind or _ahead(place, words)


def _without(own: View, recipient: View, words: Words) -> View:
    """A name without the recipient that opens it, where a name is left: 新引进企业|年度奖励金额."""
    if not len(recipient) or not own.text.startswith(recipient.text):
        return own
    left = own.cut(len(recipient))
    got = words["benefits.got"].match(left.text)
    if got:
        return left.cut(got.end())
    how = words["benefits.before"].match(left.text)
    name = left.cut(how.end()) if how and how[0].startswith(("的", "每")) else NOTHING
    if name.text in words.bare:
        return name if words["benefits.sum"].search(recipient.text) else NOTHING  # a name is not made of a sum
    left = name if len(name) >= 4 else left
    return left if len(left) >= 4 else own


def _later(place: Place, words: Words) -> View:
    """The benefit that ends a list of things that are paid for: 100万元租金、30万元物业费|扶持."""
    for found in words.benefit.finditer(place.tail):
        if not words.thing.search(found[0]):
            return View.of(place.text, place.behind + found.start(), place.behind + found.end())
    return NOTHING


def _behind(place: Place, words: Words) -> tuple[View, View]:
    """The benefit right behind a value: a bare kind (奖励), else a name with what narrows it (的平台服务费补助)."""
    found = words.granted.match(place.tail)
    if not found:
        return NOTHING, NOTHING
    start, end = found.start("name"), _kinds_end(place.tail, found, words)
    skip = words["benefits.before"].match(place.tail, start, end)
    start = skip.end() if skip else start
    view = trimmed(View.of(place.text, place.behind + start, place.behind + end))
    theirs = words["benefits.theirs"].match(view.text)
    view = view.cut(theirs.end()) if theirs else view
    return (view, NOTHING) if view.text in words.bare else _without_theirs(view, words)


def _kinds_end(tail: str, found: re.Match[str], words: Words) -> int:
    """The end of a name behind a value with the kinds of benefit right behind the first: 配套|奖励, 奖励|补贴; but what is paid for (租金|补贴) is a name of its own."""
    end = found.end("name")
    while words.thing.search(tail, found.start("name"), end) is None and (more := words.benefit.match(tail, end)):
        end = more.end()
    return end


def _without_theirs(view: View, words: Words) -> tuple[View, View]:
    """A name of a benefit, cut down to the bare kind where it begins with the recipient or the giver."""
    inner = words.benefit.search(view.text)
    theirs = inner and len(view) > _OF_THEIRS and words.recipient.search(view.text[: inner.start()])
    return (view.cut(inner.start()), NOTHING) if inner and (theirs or words["benefits.giver"].match(view.text)) else (NOTHING, view)


_OF_THEIRS = 4  # characters of a benefit whose name includes the recipient: 人才津贴


def _before(place: Place, base: View, words: Words) -> tuple[View, View]:
    """The name before the value (年度上云补助|最高不超过), and the kind of benefit alone."""
    start = place.clause_start
    unnamed = words.standard.match(place.clause)
    if unnamed:
        return NOTHING, View.of(place.text, start + unnamed.start("kind"), start + unnamed.end("kind"))
    handed = given_to(place, words)
    if handed:
        return NOTHING, _last(words.benefit, place.text, start + handed.start(), start + handed.start("who"))
    standard = words["benefits.np"].match(place.clause)
    named = _own(View.of(place.text, start, start + standard.end("np")), words) if standard else NOTHING
    if len(named) > 4 or (len(named) and not words.named.search(named.text)):
        return named, named
    return _leading(place, base, words)


def _leading(place: Place, base: View, words: Words) -> tuple[View, View]:
    """The name and the kind of benefit by the words before the value, or its base, in the clause; else the last benefit before."""
    view = _lead(place, base, words)
    plain = not words["benefits.giving"].search(view.text)
    if plain and words.named.search(view.text):
        return _named(view, words)
    if plain and len(view) >= 2 and not words.recipient.search(view.text):
        return view, NOTHING
    if out := words["benefits.handed_out"].search(view.text):
        return _named(view.cut(*out.span("name")), words)
    kind = _last(words.benefit, place.text, place.segment, place.amount.start) or _last(words.benefit, place.text, place.start, place.amount.start)
    return NOTHING, kind


def _lead(place: Place, base: View, words: Words) -> View:
    """The words before the value, or its base, without comparators at their end and the recipient at their beginning."""
    view = trimmed(View.of(place.text, place.clause_start, place.named_until(base.start if len(base) else 0)))
    while (cut := words["benefits.trim"].search(view.text)) and cut.start() < len(view.text):
        view = trimmed(view.cut(0, cut.start()))
    view = _without_each(view, place, words)
    handed = words["benefits.each_of"].match(view.text)
    view = view.cut(handed.end()) if handed else view
    subject = words["benefits.subject"].match(view.text)
    return trimmed(view.cut(subject.end()) if subject else view)


def _named(view: View, words: Words) -> tuple[View, View]:
    """A phrase that ends in a benefit, as its name; only the kind of benefit where nothing narrows it: 每年|补助."""
    alone = words["benefits.how_often"].sub("", words["benefits.sides"].sub("", view.text))
    narrowed = words["benefits.anybodys"].fullmatch(alone) is None and alone not in words.bare and len(alone) >= _TOLD_BY
    if words["benefits.length"].search(view.text) or narrowed:
        return view, view
    inner = words.benefit.search(view.text)
    return NOTHING, view.cut(inner.start(), inner.end()) if inner else view


def _without_each(view: View, place: Place, words: Words) -> View:
    """The benefit behind each of whom it is paid for: 每个企业|年度补助总额, 每座|补助."""
    who = each(place, words)
    if len(who) and len(view) and who.end <= view.end:
        return trimmed(view.cut(who.end - view.start))
    found = words["benefits.each"].match(view.text)
    return trimmed(view.cut(found.end())) if found else view


_TOLD_BY = 3  # least characters of a name that says more than the kind of benefit


def unpriced(name: View, words: Words) -> View:
    """A name without the unit within it for which the benefit is paid: 改良品种|每亩一次性|补助."""
    found = words["benefits.paid_per"].search(name.text)
    return name.cut(0, found.start()) + name.cut(found.end()) if found else name


def _own(view: View, words: Words) -> View:
    """The name of a standard without the recipient before it: 市财政供养的|特困人员基本生活标准."""
    at = view.text.rfind("的")
    someone = words.bearer.search(view.text, at + 1) or words.stop.match(view.text, at + 1)  # else what stands before 的 narrows the standard itself
    view = view.cut(at + 1) if 0 < at < len(view) - 4 and someone else view
    left = words["benefits.whose"].match(view.text)
    return view.cut(left.end()) if left else view


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> View:
    """The last match outside of brackets that are closed before `end` (不包括|配套|用房)."""
    aside = [found.span() for found in _ASIDE.finditer(text, start, end)]
    found = [one for one in pattern.finditer(text, start, end) if outside(aside, one.start())]
    return View.of(text, *found[-1].span()) if found else NOTHING


_ASIDE = re.compile(r"\([^()]*\)")


def by_whom(place: Place, recipient: View, name: View, words: Words) -> View:
    """The recipient of a rate followed by the kind of benefit, where it stands right before the value and tells the benefit from others; else nothing.

    `name` is the name made from the base: 建设投资|补助.
    """
    kind, topic = kind_of(name, words), topic_of(recipient, words)
    if not len(kind) or not _SHARED <= len(topic) <= _TOPIC or words["benefits.untold"].search(topic.text) or "," in recipient.text:
        return NOTHING
    near = words["benefits.near"].fullmatch(place.text, recipient.end, place.amount.start)
    return topic + kind if near else NOTHING


def kind_of(name: View, words: Words) -> View:
    """The kind of benefit that ends a name; nothing where none does.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> known = of_measures(load_rules())
    >>> kind_of(View.of("建设投资补助", 0, 6), known).text, kind_of(View.of("建设投资", 0, 4), known).text
    ('补助', '')
    """
    last = re.last(words.benefit, name.text)
    return name.cut(last.start()) if last and last.end() == len(name) else NOTHING


def topic_of(recipient: View, words: Words) -> View:
    """The topic of a benefit from its recipient: the noun, or the deed where the noun may be anybody.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> known = of_measures(load_rules())
    >>> topic_of(View.of("新引进的养老机构", 0, 8), known).text
    '新引进养老机构'
    """
    if not len(recipient) or any(words[name].match(recipient.text) for name in ("recipients.others", "recipients.its")):
        return NOTHING
    if born := words["benefits.birth"].search(recipient.text):
        return recipient.cut(*born.span("deed"))
    if named := words["benefits.met"].match(recipient.text) or words["benefits.made"].match(recipient.text):
        return recipient.cut(*named.span("what"))
    return _told_by(_sized(_somebody(recipient, words), words), words)


def _told_by(recipient: View, words: Words) -> View:
    """The noun of a recipient, or its deed: 取得重大成果转化|的企业."""
    text = recipient.text
    at = text.rfind("的")
    noun = text[at + 1 :]
    if at < 0:
        return _cut(recipient, words)
    if words["benefits.deed"].fullmatch(text[:at]) and words["benefits.anybody"].search(noun):
        return _cut(recipient.cut(0, at), words)
    anybody = words["benefits.anybody"].fullmatch(noun)
    new = words["benefits.first_time"].match(text)
    if new:
        return recipient.cut(0, at) + recipient.cut(at + 1)
    if (not anybody and len(noun) >= 3) or words["benefits.fitting"].fullmatch(text[:at]):
        return recipient.cut(at + 1)
    return _cut(recipient.cut(0, at), words)


def _sized(recipient: View, words: Words) -> View:
    """The recipient without its size and the rules that it falls under: 新建、租赁200平方米以上|海外仓."""
    sized = words["benefits.sized"].match(recipient.text)
    return recipient.cut(*sized.span("what")) if sized else recipient


def _somebody(recipient: View, words: Words) -> View:
    """The recipient without the condition behind its comma: 县内电商平台|,年交易额达到2亿元."""
    first = recipient.text.find(",")
    who = recipient.cut(0, first) if first > _SHARED and has_digit(recipient.text[first:]) else recipient
    told = words.recipient.search(who.text) and not words["benefits.bearing"].search(recipient.text)
    return who if told else recipient


def _done(view: View, words: Words) -> View:
    """The deed without who does it and where: 研发机构在区内|购置办公房产."""
    who = doer(view.text, 0, len(view), words)
    where = words["benefits.where"].match(view.text, who.end) if len(who) else None
    deed = view.cut(where.end()) if where else NOTHING
    return deed if len(deed) >= _SHARED else view


def _cut(view: View, words: Words) -> View:
    first = view.text.find(",")
    view = _done(view.cut(0, first) if first >= 4 else view, words)
    proven = words["benefits.proven"].search(view.text)
    return _undone(view.cut(0, proven.start()) if proven else view, words)


def _undone(view: View, words: Words) -> View:
    """What somebody has become or got, without the verb: 认定为|首版次软件产品."""
    drop = words["benefits.drop"].match(view.text)
    return view.cut(drop.end()) if drop and len(view) - drop.end() >= 3 else view
