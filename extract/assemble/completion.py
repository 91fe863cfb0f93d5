"""An indicator that says nothing alone -> completed from its sentence: 投资 -> 扩建二期厂房投资."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.cores import unpushed, without_state
from extract.assemble.lexicon import KEPT, SCOPES, Lexicon
from extract.assemble.phrases import phrase
from extract.assemble.scene import Reading, Scene, Spans
from extract.assemble.view import NOTHING, View, stripped, trimmed
from extract.records import record

_CLASS = 2  # characters of a class that says nothing alone: 企业
_LONGEST = 24  # characters of a name; a longer phrase is a clause of its own
_LISTED = 44  # characters of schemes listed before their kind: 农村饮水、水土保持等水利工程
_QUOTED = re.compile(r"“[^“”]*”")


@record
class Head:
    """An indicator that needs completion (投资, 产值, 覆盖), and whether it spends money."""

    core: View
    spends: bool


def completed(scene: Scene, read: Reading) -> View:
    """The indicator with its purpose or owner; unchanged where it is clear by itself or nothing completes it.

    The nearest words come first: the purpose in the clause itself (投资6000万元|改建水厂), the owner in it (家电企业|产值),
    the clause before (管网改造工程,|投入资金), the purpose in the clause behind (投资6000万元,|改建水厂), the owner that
    completed the head before (“惠民保”覆盖…,|赔付).
    """
    memory, words = scene.memory, scene.words
    if task := _of_task(scene, read):
        return task
    if done := _for_whom(scene, read):
        return done + read.indicator
    if fund := _fund(scene, read):
        return fund
    head = _head(scene, read)
    if head is None:
        memory.owner = _named(read.indicator, words) or _things(scene, read) or _class_told(memory.owner, words)
        return read.indicator
    return _with_purpose(scene, head) or _with_owner(scene, head, read)


def _class_told(owner: View, words: Lexicon) -> View:
    """The owner, which later values keep unless it is a trade."""
    return NOTHING if words["completion.of_trade"].search(owner.text) else owner


def _of_task(scene: Scene, read: Reading) -> View:
    """The indicator of a task's own figure, and of how much of the task is done: 完成税收3.1亿元,为|年度目标|6亿元|的51.7% -> 税收, 税收年度目标."""
    memory, named = scene.memory, scene.words["completion.task"].search(read.indicator.text)
    task, memory.task = memory.task, read.indicator.cut(*named.span("goal")) if named else NOTHING
    is_rate = scene.slot.amount.unit in ("%", "pp")
    if named is None:
        return memory.last + task if len(task) and is_rate and scene.slot.lead.text == scene.words.of else NOTHING
    if named.start() >= _CLASS:
        return NOTHING if is_rate else read.indicator.cut(0, named.start())  # 投资占年度计划|的70% names its indicator itself
    return memory.last + memory.task if is_rate else memory.last


def _for_whom(scene: Scene, read: Reading) -> View:
    """The last indicator, where the value counts its recipients (发放补贴500万元,|惠及农户|900户); else NOTHING."""
    last, words = scene.memory.last, scene.words
    named = read.rule in ("statement.before", "statement.object") and not len(scene.slot.topic) and len(last) <= _LONGEST
    spent = words.spending.ending(last.text) or words["completion.money"].search(last.text)
    if spent or not named or not words["completion.benefit"].match(read.indicator.text):
        return NOTHING
    return last


def _fund(scene: Scene, read: Reading) -> View:
    """The fund behind the value, with its size (设立总规模|2亿元|的产业基金 -> 产业基金总规模); else NOTHING."""
    size = scene.words["completion.size"].fullmatch(read.indicator.text) if scene.money else None
    found = scene.words["completion.fund"].match(scene.slot.tail.text) if size else None
    return scene.slot.tail.cut(*found.span("fund")) + read.indicator.cut(size.start("size")) if found and size else NOTHING


def _with_purpose(scene: Scene, head: Head) -> View:
    """The head with the purpose of the money in its own clause (投资6000万元|改建水厂 -> 改建水厂投资); else NOTHING."""
    purpose = _purpose(scene.slot.behind()[:1], scene.words, own=True) if head.spends else NOTHING
    return purpose + head.core if purpose else NOTHING


def _with_owner(scene: Scene, head: Head, read: Reading) -> View:
    """The head with its owner from its clause or the one before; else with the purpose behind it, or the owner of the head before."""
    memory = scene.memory
    if owner := _owner(scene, head) or _topic(scene, head):
        memory.owner = owner
        return owner + head.core
    if head.spends:
        return _next_purpose(scene) + head.core
    if len(scene.said.subject):
        return read.indicator  # 园区|进出口额
    carries = head.core.text in scene.words.verbs or read.rule == "statement.before"
    owner = memory.owner or _trade(scene)
    return owner + head.core if owner and carries else read.indicator


def _next_purpose(scene: Scene) -> View:
    """The purpose of money in the next clause; NOTHING where its own clause goes on (投资|推动旅游业发展,接待游客30万人次)."""
    own, *later = scene.slot.behind()
    return NOTHING if len(trimmed(own)) > _CLASS else _purpose(later, scene.words)


def _trade(scene: Scene) -> View:
    """The trade that heads the item, as long as the sentence names nothing else: 一是茶叶产业。|产值3亿元,|利润2000万元."""
    trade, last, topic = scene.memory.handed.trade, scene.memory.last, scene.slot.topic
    else_told = len(last) > 0 and not last.text.startswith(trade.text)
    return NOTHING if else_told or len(_without_asides(topic, scene.spans, scene.words)) else trade


def spent(scene: Scene) -> View:
    """The purpose of a part of a sum, with the name of the sum: 投资2亿元,其中|8000万元|用于购置设备 -> 购置设备投资; 其中用于道路|8000万元|."""
    goal, words = _use(scene), scene.words
    if not len(goal) or not scene.money or not len(scene.memory.last):
        return NOTHING
    outlay = scene.memory.outlay
    sum_ = words.spending.ending(outlay.text)
    return goal + outlay.cut(len(outlay) - len(sum_)) if 2 <= len(goal) <= _LONGEST else NOTHING


def _use(scene: Scene) -> View:
    """The purpose named behind a value, or before a part; NOTHING where none is named."""
    slot, words = scene.slot, scene.words
    used = words["completion.used"].match(slot.tail.text)
    if used and not len(scene.core):
        return _purpose((slot.tail.cut(used.end() - 2),), words) or slot.tail.cut(used.end())
    led = words["completion.used_for"].search(slot.lead.text) if slot.among else None
    return slot.lead.cut(led.start("goal")) if led else NOTHING


def _head(scene: Scene, read: Reading) -> Head | None:
    """The head, where the phrase is only a side, or a verb without an object; else None."""
    side, words = read.rule == "statement.facet", scene.words
    core = _laid_out(read.indicator, words) or (scene.core if side else read.indicator)
    if not _ends_in(read, core):
        return None
    if core.text in words.spending:
        return Head(core, spends=True) if not side or len(_purpose(scene.slot.behind()[:1], words, own=True)) else None
    return Head(core, spends=False) if words["completion.side"].match(core.text) or _is_of_trade(scene, core) else None


def _ends_in(read: Reading, core: View) -> bool:
    """Whether an indicator that may be incomplete ends in `core`."""
    return read.rule in ("statement.facet", "statement.before") and read.indicator.text.endswith(core.text)


def _is_of_trade(scene: Scene, core: View) -> bool:
    """Whether a phrase counts the firms or people of the trade of an earlier value: 茶产业产值50亿元,|规上企业|40家."""
    words, trade = scene.words, scene.words["completion.of_trade"].search(scene.memory.owner.text)
    return trade is not None and words["completion.in_trade"].fullmatch(core.text) is not None


def _things(scene: Scene, read: Reading) -> View:
    """The class of things that a value counts, without their verb (引进|重点企业); else NOTHING."""
    many = (scene.slot.amount.kind == "count" and scene.slot.amount.value != 1) or (scene.money and scene.words["completion.lent"].search(read.indicator.text))
    thing = read.indicator.cut(len(read.verb)) if len(read.verb) and read.indicator.text.startswith(read.verb.text) else read.indicator
    return thing if many and len(thing) > _CLASS and scene.words.things.search(thing.text) else NOTHING


def _named(indicator: View, words: Lexicon) -> View:
    """The things that an indicator names before its side: 家电企业 of 家电企业营收."""
    longest = max(words.facets.ending(indicator.text), words.relative.ending(indicator.text), key=len)
    return _before_side(indicator, indicator.text[-2:], words) or _before_side(indicator, longest, words)


def _before_side(indicator: View, side: str, words: Lexicon) -> View:
    """The phrase before the side of an indicator, where it names a class of things or the owner of an account (涉农贷款|余额, 国有林场|负债总额); else NOTHING."""
    account = side in words.relative and side not in words.facets
    if not (account or side in words.facets) or words.shares.search(side):
        return NOTHING
    named = _on_time(indicator.cut(0, len(indicator) - len(side)), words)
    if trade := words["completion.of_trade"].search(named.text):
        return named.cut(0, trade.end("trade"))
    told = len(named) > 2 and (account or words.things.search(named.text)) and not words["completion.this"].match(named.text)
    return named if told else NOTHING


def _on_time(named: View, words: Lexicon) -> View:
    """The things without the words for when and how far behind them: 家电企业|累计实现."""
    late = words["completion.late"].search(named.text)
    return unpushed(named.cut(0, late.start()) if late else named, words)


def _laid_out(indicator: View, words: Lexicon) -> View:
    """The money behind the body that pays it (村集体|自筹资金); else NOTHING."""
    spent = words.spending.ending(indicator.text)
    at = len(indicator) - len(spent)
    return indicator.cut(at) if spent and at and words["completion.payer"].search(indicator.text[:at]) else NOTHING


def _owner(scene: Scene, head: Head) -> View:
    """The things before the head in its own clause: 家电企业|2025年上半年实现|产值."""
    lead = scene.slot.lead
    before = lead.cut(0, lead.before(head.core.at[0]))
    return _thing(before, head, scene) or _several(before, scene)


def _several(before: View, scene: Scene) -> View:
    """The projects that a sum is told of as a whole: 21个|重点项目|计划总投资115亿元; of one project it stays bare."""
    several = scene.words["completion.several"].search(before.text) if scene.money else None
    return before.cut(*several.span("things")) if several else NOTHING


def _topic(scene: Scene, head: Head) -> View:
    """The things that the clause before names as topic: 其中管网改造工程,|计划投入资金; 推进棚户区改造,|投资."""
    crop = scene.words["completion.harvest"].fullmatch(scene.slot.topic.text)
    if crop:
        return scene.slot.topic.cut(*crop.span("crop"))
    topic = _told(scene.slot.topic, scene.words)
    if len(trade := _trade_told(topic, scene)):
        return trade
    if scene.words["completion.stand_in"].match(topic.text) or phrase(topic, scene.spans, scene.words, None).predicate:
        return NOTHING  # 行业增长较快,|客运量
    side = scene.words["completion.on"].search(topic.text)
    if side and side["trade"]:
        return topic.cut(0, side.start())  # 中药材|产业方面
    return _thing(topic.cut(0, side.start()) if side else topic, head, scene, side is not None)


def _trade_told(topic: View, scene: Scene) -> View:
    """The trade whose course a clause describes (旅游业|发展势头强劲); else NOTHING."""
    goes = scene.words["completion.sector"].search(topic.text)
    trade = topic.cut(0, goes.start()) if goes else NOTHING
    return phrase(trade, scene.spans, scene.words, None).core if 0 < len(trade) < len(scene.slot.topic) else NOTHING


def _told(topic: View, words: Lexicon) -> View:
    """The topic of a clause without a value, without what is said of it: 灯具产业|蓬勃发展, 东盟|为第三大贸易伙伴."""
    things = without_state(topic, words)
    copula = words["completion.copula"].search(topic.text, 2) if things is topic else None
    return topic.cut(0, copula.start()) if copula else things


def _thing(before: View, head: Head, scene: Scene, sided: bool = False) -> View:
    """The phrase `before`, where it names a class of things or a scheme, not a place, body or single project; else NOTHING."""
    words = scene.words
    said = phrase(_without_asides(before, scene.spans, words), scene.spans, words, None)
    thing = unpushed(said.core, words)
    if not 2 <= len(thing) <= _LONGEST or words["completion.this"].match(thing.text):
        return NOTHING
    if thing.text[0] == "“" and thing.text[-1] == "”":
        return thing
    pushed = sided or said.verb.text in words.pushes
    return thing if _completes(thing, head, pushed, words) else NOTHING


def _completes(thing: View, head: Head, pushed: bool, words: Lexicon) -> bool:
    """Whether a phrase completes a head: a class of things; for money that is spent, a scheme."""
    if not head.spends:
        spread = pushed and words.rates.search(head.core.text)  # 推广新农机,|覆盖率
        return bool(spread or words.things.search(thing.text))
    return words.schemes.search(thing.text) is not None or (pushed and len(words.verbs.ending(thing.text)) > 1)  # 推进|供热管网更新


def _without_asides(view: View, spans: Spans, words: Lexicon) -> View:
    """The phrase without 其中 before it, and without 累计, 已 and a date behind it."""
    late = words["completion.late"].search(view.text)
    view = _undated(view.cut(0, late.start()) if late else view, spans, words)
    aside = words["completion.aside"].match(view.text)
    return view.cut(aside.end()) if aside else view


def _undated(view: View, spans: Spans, words: Lexicon) -> View:
    """The phrase without the date at its end."""
    view = stripped(view, " ,、")
    last = view.at[-1] + 1 if len(view) else 0
    dated = next((s for s in spans if s[2] == "date" and s[1] == last and s[0] in view.at), None)
    return stripped(view.cut(0, view.at.index(dated[0])), " ,、" + words.at) if dated else view


def _purpose(behind: Sequence[View], words: Lexicon, own: bool = False) -> View:
    """The purpose of money: 扩建二期厂房; a scheme by its name alone (实施|农村公路改造工程); with `own`, in the clause of the money."""
    if not behind or words["completion.result"].match(behind[0].text):
        return NOTHING
    clause, form = _deed(_for_it(trimmed(behind[0]), words), words)
    if not _does(form, words):
        return NOTHING
    goal = _goal(clause.cut(len(form) + (words["cores.done"].match(clause.text, len(form)) is not None)), words)
    work = own and words["completion.carried_out"].fullmatch(form) is not None  # 完成|土地深翻, but 推进|旅游业
    return _named_goal(goal, clause.cut(0, len(form)), work, words)


def _named_goal(goal: View, verb: View, work: bool, words: Lexicon) -> View:
    """The purpose by its name alone where it is a `work` or a scheme, else with its verb; NOTHING where the verb only carries something on."""
    named = work or words.schemes.search(goal.text) is not None
    if not _is_goal(goal, words) or (verb.text in words.pushes and not named and len(words.verbs.ending(goal.text)) < 2):
        return NOTHING
    return goal if named else verb + goal


def _for_it(clause: View, words: Lexicon) -> View:
    """The clause from its deed on: 为家家户户|安装净化设备 or 在柳湖村|安装净化设备 -> 安装净化设备, 对老旧管网进行改造 -> 改造老旧管网."""
    turned = words["completion.turned"].fullmatch(clause.text)
    if turned:
        return clause.cut(turned.start("deed")) + clause.cut(*turned.span("thing"))
    deed = words.outcomes.search(clause.text, 2) if words["completion.whom"].match(clause.text) else None
    placed = words["completion.at"].match(clause.text)
    return clause.cut(deed.start() if deed else placed.start("deed") if placed and placed["deed"] in words.verbs else 0)


def _does(form: str, words: Lexicon) -> bool:
    """Whether a verb names what money is spent on: 扩建, 推进."""
    better = words["completion.betters"].fullmatch(form) is not None
    return better or form in words.pushes or (form != "" and words.verbs[form]["kind"] in KEPT)


def _is_goal(goal: View, words: Lexicon) -> bool:
    """Whether a phrase may be the object of a purpose rather than a clause of its own."""
    longest = _LISTED if words["completion.listed"].search(goal.text) else _LONGEST
    return 2 <= len(goal) <= longest and not words.clauses.ending(goal.text)


def _deed(clause: View, words: Lexicon) -> tuple[View, str]:
    """The clause from its verb on, and the verb: 用于|修建冷库 -> 修建冷库."""
    lead = words.leads.opening(clause.text)
    clause = clause.cut(len(lead)) if lead and words.leads[lead]["kind"] not in SCOPES else clause
    manner = words["completion.manner"].match(clause.text)
    clause = clause.cut(manner.end()) if manner else clause
    better = words["completion.betters"].match(clause.text)
    form = words.verbs.opening(clause.text) or words.pushes.opening(clause.text) or (better[0] if better else "")
    inner = words.verbs.opening(clause.text[len(form) :]) if words["completion.used"].fullmatch(form) else ""
    return (clause.cut(len(form)), inner) if inner else (clause, form)


def _acts_on(text: str, words: Lexicon) -> bool:
    """Whether a text is a verb with its object: 建设|冷库, but 绿化|修复."""
    rest = text[len(words.verbs.opening(text)) :]
    return 1 < len(rest) < len(text) and not words.verbs.opening(rest)


def _goal(goal: View, words: Lexicon) -> View:
    """The object without what qualifies it (5个村的|饮水工程), and without 以来 or 任务 behind it."""
    more = words["completion.more"].search(goal.text)
    goal = goal.cut(0, more.start()) if more and _acts_on(goal.text[more.end() :], words) else goal
    since = words["completion.since"].search(goal.text)
    goal = goal.cut(0, since.start()) if since else goal
    at = _QUOTED.sub(lambda m: "□" * len(m[0]), goal.text).rfind(words.of) + 1
    goal = goal.cut(at) if len(goal) - at > 1 else goal
    return stripped(goal, " ,、" if words.opening_word(goal.text) else " ," + words.joints, " ," + words.joints + words.so_on)
