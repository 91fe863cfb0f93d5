"""Completion of a name that says nothing alone (资金支持, 项目补助, 支持周期).

What tells the benefit from others stands before it: its full name, the label of its line, the deed that earns it, the heading of its
item (研发服务平台建设⏎…给予|奖励).
"""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.measures import topics
from extract.assemble.measures.benefits import kind_of, topic_of
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.shares import cost_above
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.passage import line_start

_FAR = 300  # characters before a value in which its benefit may be named in full
_TOLD = 2  # least characters that tell a benefit from others of its kind
_SHORT, _LONG, _LIST = 3, 24, 40  # least and most characters of a topic, and most of a topic that is a list
_LINES = 3  # lines above a value that may hold the label of its benefit


def is_general(name: View, words: Words) -> bool:
    """Whether a name is made only of words that fit any benefit."""
    return words["completed.general"].fullmatch(name.text) is not None


def edged(name: View, words: Words) -> View:
    """A name without connectors and comparators at its edges, and without a condition joined to it: 或|利润总额, 直营站点|以上, 新设立且|注册资本.

    >>> from extract.assemble.measures.words import words as of_measures
    >>> from extract.patterns import load_rules
    >>> edged(View.of("或利润总额达到", 0, 7), of_measures(load_rules())).text
    '利润总额'
    """
    joined = words["completed.joined"].match(name.text)
    name = name.cut(joined.end()) if joined else name
    opens, ends = words["completed.opens"].match(name.text), words["completed.ends"].search(name.text)
    inner = name.cut(opens.end() if opens else 0, ends.start() if ends else None) if opens or ends else name
    return inner if len(inner) >= _TOLD else name


def completed(place: Place, name: View, recipient: View, before: View, words: Words) -> View:
    """A general name with its topic; the name unchanged where no topic is found.

    `before` is the name of the value before it in the same provision, NOTHING where there is none.
    """
    if place.amount.kind == "percentage_point":
        return name  # 补助比例再提高1个百分点: a share that was named before, whichever that was
    return _beside(place, name, recipient, words) or _told(place, _core(name, words), recipient, before, words) or name


def _told(place: Place, core: View, recipient: View, before: View, words: Words) -> View:
    """A general name with the first topic found, the nearest words first."""
    own = _own_deed(place, core, recipient, words)
    if len(own):
        return own
    carried = (_carried(before, core, words) if len(before) else NOTHING) or _supported(place, core, words)
    told = _of_project(place, core, words) or _counted(place, core, recipient, words) or _full(place, core, words) or carried
    return told or _around(place, core, recipient, words)


def _around(place: Place, core: View, recipient: View, words: Words) -> View:
    """A general name with a topic from its line, the heading of its item, a fund, or its recipient."""
    told = _of_line(place, core, recipient, words) or _heading(place, core, words)
    return told or _fund(place, core, words) or _of_whom(recipient, core, words)


def _beside(place: Place, name: View, recipient: View, words: Words) -> View:
    """A general name with the recipient right before it in the clause, where that is a thing and nobody who acts: 行业标准|补助金额不高于15万元."""
    near = len(recipient) > 0 and place.clause_start <= recipient.start and recipient.end == name.start
    acts = any(noun.end() == len(recipient) for noun in words["doers.noun"].finditer(recipient.text))
    return recipient + name if near and not acts else NOTHING


def sided(place: Place, name: View, words: Words) -> View:
    """The name of a sum with the side of the benefit that it is: 茶园改造奖励 of 年度奖励总额不超过|50万元, or as printed: 资助|额度|:小戏不超过10万元."""
    kind = kind_of(name, words)
    if not len(kind) or place.amount.kind != "money":
        return name
    found = words["completed.side"].search(place.clause)
    if found and found["kind"] == kind.text:
        return name.cut(0, len(name) - len(kind)) + place.in_clause(found, "said")
    behind = words["completed.side_behind"].match(place.text, kind.at[-1] + 1, place.amount.start)
    return name + View.of(place.text, *behind.span()) if behind else name


def of_line(place: Place, name: View, base: View, words: Words) -> View:
    """The name of a cap on a rate, from the label of its line or the heading of its item: (二)支持首店入驻。…按投资总额的50%,最高|30万元|支持 -> 首店入驻支持.

    A rate is named by its base, its cap by the benefit; where the base is what is paid for (租金, 设备购置费), it names both.
    """
    kinds = list(words.benefit.finditer(name.text))
    if not kinds or set(name.at).isdisjoint(base.at) or words["completed.summed"].search(base.text) is None:
        return name
    heads = topics.label(place, words), View.of(place.text, place.head_start, place.head_start + len(place.head))
    return next((found for head in heads if len(found := _titled(head, name.cut(kinds[-1].start()), words))), name)


def _of_project(place: Place, core: View, words: Words) -> View:
    """A general name that is no benefit, with the heading of its item: 智慧水务装备⏎…支持不超过|2个|项目 -> 智慧水务装备项目."""
    return _heading(place, core, words) if place.head and words.benefit.search(core.text) is None else NOTHING


def _counted(place: Place, core: View, recipient: View, words: Words) -> View:
    """A general name of how often a benefit is given, with the recipient in the clause: 系列作品|只补助|1次."""
    own = place.amount.kind == "count" and len(recipient) > 0 and place.clause_start <= recipient.start
    return _of_whom(recipient, core, words) if own and words.benefit.search(core.text) else NOTHING


def _of_line(place: Place, core: View, recipient: View, words: Words) -> View:
    """A general name with the label of its line or the deed that earns it; with the recipient, where the label is a task (支持企业做大做强)."""
    label = topics.label(place, words)
    named = _label(label, core, recipient, words)
    return _of_whom(recipient, core, words) or named if topics.is_of_task(place, label, words) else named or _deed(recipient, core, words)


def _core(name: View, words: Words) -> View:
    """A general name without whose it is (企业|奖励) and the verb of getting it (享受)."""
    if words["completed.most"].fullmatch(name.text):
        return NOTHING
    found = words["completed.whose"].match(name.text)
    return trimmed(name.cut(found.end())) if found else name


def _carried(before: View, core: View, words: Words) -> View:
    """The name of the value before, with the side that the general name adds; nothing where the two are different kinds of benefit."""
    name, own = (view.cut(0, re.matched(words["topics.form"].search(view.text)).start()) for view in (before, core))
    kinds = [match[0] for match in words.benefit.finditer(own.text)]
    if not kinds:
        return before
    yearly = words["completed.yearly"].match(core.text)  # 年度奖励金额 is no side of the value before
    return name + core.cut(own.text.rfind(kinds[-1]) + len(kinds[-1])) if name.text.endswith(kinds[-1]) and not yearly else NOTHING


def _joined(what: View, core: View) -> View:
    """A topic with a general name, whose beginning is not repeated."""
    for size in range(min(len(what), len(core)), 0, -1):
        if what.text.endswith(core.text[:size]):
            return what + core.cut(size)
    return what + core


def _full(place: Place, core: View, words: Words) -> View:
    """The benefit by its full name earlier in the same item: 享受|就餐补贴。补贴标准为…"""
    kinds = list(words.benefit.finditer(core.text))
    start = max(place.amount.start - _FAR, _item(place, words))
    for match in reversed(list(words.benefit.finditer(place.text, start, place.clause_start))):
        if (kinds and match[0] != kinds[-1][0]) or words["completed.other_name"].match(place.text, match.end()):
            continue
        name = topics.whole(place.text, match.start(), match.end(), words)
        if len(name) - len(match[0]) >= _TOLD and _is_whole(name, place.text, words) and name.text not in place.clause:
            return name + core.cut(kinds[-1].end()) if kinds else _joined(name, core)
    return NOTHING


def _is_whole(name: View, text: str, words: Words) -> bool:
    """Whether a phrase is the full name of a benefit: not part of a longer one, not general, and not merely a condition."""
    torn = name.start > 0 and words["completed.led"].match(text, name.start - 1) is None
    return not (torn or is_general(name, words) or words["completed.asked"].search(name.text))


def _item(place: Place, words: Words) -> int:
    """The start of a value's numbered item; 0 where no line above has a number."""
    line = line_start(place.text, place.amount.start)
    if topics.behind_number(place.text, line, place.amount.start, words) > line:
        return line
    return next((start for start, end in topics.lines_above(place) if topics.behind_number(place.text, start, end, words) > start), 0)


def _label(label: View, core: View, recipient: View, words: Words) -> View:
    """A general name with the label of the value's line or paragraph: 鼓励|药品品种开发。对…|奖励企业200万元; nothing where that is the recipient."""
    return _titled(label, core, words) if label.text != recipient.text else NOTHING


def _deed(recipient: View, core: View, words: Words) -> View:
    """A general name with the deed that earns the benefit: 列入绿色工厂名单|的企业."""
    found = words["completed.deed"].match(recipient.text)
    deed = recipient.cut(*found.span("deed")) if found else NOTHING
    return _titled(deed, core, words, _LIST if "、" in deed.text else _LONG) if len(deed) else NOTHING


def _supported(place: Place, core: View, words: Words) -> View:
    """A general name with the cost that a clause before supports: 对|培训费用|予以支持,|支持比例|不超过50%."""
    found = place.last(words["completed.supported"], place.start)
    return View.of(place.text, *found.span("what")) + core if found else NOTHING


def _own_deed(place: Place, core: View, recipient: View, words: Words) -> View:
    """A general name with the deed that earns the benefit, where the value's line names it: 对|列入绿色园区名单|的企业每家给予20万元的资金奖励."""
    told = len(recipient) > 0 and (line_start(place.text, place.amount.start) <= recipient.start < place.amount.start)
    return _deed(recipient, core, words) if told else NOTHING


def _fund(place: Place, core: View, words: Words) -> View:
    """A general name with the benefit that labels one of the lines right above: 技改投资补助专项:按设备投入的5%…⏎新区项目|奖励标准|上浮20%."""
    for _, (start, end) in zip(range(_LINES), topics.lines_above(place), strict=False):
        found = words["recipients.fund"].match(place.text, start, end)
        if found and words.named.search(found["name"]):
            return _titled(View.of(place.text, *found.span("name")), core, words)
    return NOTHING


def _of_whom(recipient: View, core: View, words: Words) -> View:
    """A general name with its recipient, or with what that has reached: 软件业务收入|达到1亿元的企业 -> 软件业务收入|奖励."""
    if words["completed.standard"].search(core.text):
        return NOTHING  # 奖励标准 is the same for all
    reached = words["completed.reached"].match(recipient.text)
    topic = recipient.cut(*reached.span("what")) if reached else topic_of(recipient, words)
    if words["completed.goods"].fullmatch(topic.text):
        return _titled(topic, core, words, _LIST)
    told = topic.text != recipient.text or words.recipient.search(topic.text)  # 产品在县域内投产 is no name
    return _titled(topic, core, words) if told else NOTHING


def _heading(place: Place, core: View, words: Words) -> View:
    """A general name with the heading of its item, above the item's sections; else with the numbered heading right above."""
    if place.head:
        return _titled(View.of(place.text, place.head_start, place.head_start + len(place.head)), core, words)
    if words["completed.cost"].match(core.text) and len(cost := cost_above(place, words)):
        return _joined(cost, core)
    start, end = next(topics.lines_above(place), (0, 0))
    begin = topics.behind_number(place.text, start, end, words)
    return _titled(topics.named(View.of(place.text, begin, end), words), core, words) if begin > start else NOTHING


def _titled(head: View, core: View, words: Words, longest: int = _LONG) -> View:
    """A head with a general name, where the head tells the benefit from others; else nothing."""
    head = trimmed(head)
    kind = kind_of(head, words)
    head = head.cut(0, len(head) - len(kind)) if len(kind) and kind.text in core.text else head
    fits = _SHORT <= len(head) <= longest and not is_general(head, words) and not words["completed.nobody"].search(head.text)
    return _joined(head, core) if fits else NOTHING
