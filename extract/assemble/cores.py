"""The words of a lead that belong to the indicator: without connectors, hedges, dates, places, verbs and other clauses."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.lexicon import KEPT, SCOPES, Lexicon
from extract.assemble.view import NOTHING, View, trimmed
from extract.records import record

Spans = Sequence[tuple[int, int, str]]


@record
class Peeled:
    """The core without one thing that stood before the indicator, and the subject, where that thing is one."""

    core: View
    subject: View = NOTHING


def without_lead(core: View, spans: Spans, words: Lexicon) -> tuple[View, View]:
    """The core without connectors, hedges, dates, places and bodies before it, and the subject among them."""
    subject = NOTHING
    core = trimmed(_after_count(_after_date(core, spans, words), spans, words))
    while len(core):
        peeled = _peeled(core, spans, words)
        if peeled is None:
            break
        core = trimmed(peeled.core)
        subject = subject or peeled.subject
    return core, subject


def _peeled(core: View, spans: Spans, words: Lexicon) -> Peeled | None:
    """The core without the first thing that does not belong to the indicator; None where the indicator comes first."""
    at = _opening_end(core, words)
    if at:
        return Peeled(core.cut(at))
    guarded = words.guards.opening(core.text) != "" or words["cores.sized"].match(core.text) is not None
    named = None if guarded else _named(core, spans)
    if named:
        return _behind_named(core, named, words)
    whom = words["cores.for"].match(core.text)
    if whom:
        return Peeled(core.cut(whom.end()))
    if _adverbial(core, words):
        return Peeled(core.cut(1))
    return None if guarded else _behind_lead(core, words)


def _opening_end(core: View, words: Lexicon) -> int:
    """The end of the mark, "and", number of places, time or way of reckoning that opens a core; 0 where it opens with none of them."""
    mark = words["cores.mark"].match(core.text) or _and(core, words) or words["cores.region"].match(core.text)
    found = mark or words["cores.since"].match(core.text) or words["cores.reckoned"].match(core.text) or words["cores.given_by"].match(core.text)
    return found.end() if found else 0


def _and(core: View, words: Lexicon) -> re.Match[str] | None:
    """The word for "and" at the beginning of a core; None where it is part of another word: 和|电灌站, but not 和平区."""
    joint = words["counted.and"].match(core.text)
    return joint if joint and joint.end() < len(core) and not words.cuts_word(core.text, 1) else None


def _behind_lead(core: View, words: Lexicon) -> Peeled | None:
    """The core behind a connector, a hedge or a scope (全市); a scope is the subject."""
    form = words.leads.opening(core.text)
    if not form or (len(form) == len(core) and form in words.verbs) or (len(form) == 1 and _is_cut(core.text, words)):
        return None
    return Peeled(core.cut(len(form)), core.cut(0, len(form)) if words.leads[form]["kind"] == "scope" else NOTHING)


def _is_cut(text: str, words: Lexicon) -> bool:
    """Whether the first character begins a longer word: 达|成意向, 使|用率."""
    return len(words.verbs.opening(text)) > 1 or words.cuts_word(text, 1)


def _named(core: View, spans: Spans) -> tuple[int, int, str] | None:
    """The place, body or count at the beginning of the core, where something follows it."""
    kinds = ("place", "body", "count")
    return next((s for s in spans if s[0] == core.at[0] and s[2] in kinds and s[1] <= core.at[-1]), None)


def _behind_named(core: View, named: tuple[int, int, str], words: Lexicon) -> Peeled | None:
    """The core behind a place, body or count, and the place or body as its subject; None where too little is left."""
    size = core.before(named[1])
    if len(core) - size < 2:
        return None
    if named[2] == "place" and words["cores.of_place"].match(core.text, size):
        return None
    if named[2] == "place" and words["cores.rank"].match(core.text, size) and not words.opening_word(core.text[size:]):
        size += 1  # 监利|县|的储备粮: 县 is the rank of the place
    rest = core.cut(size)
    return Peeled(rest.cut(1) if rest.text.startswith(words.of) else rest, core.cut(0, size) if named[2] != "count" else NOTHING)


def _adverbial(core: View, words: Lexicon) -> bool:
    """Whether the core begins with an adverb of one character before a verb or a hedge: 共|建成, 已|完成, 将|力争."""
    rest = core.text[1:]
    verb = words.verbs.opening(rest)
    if len(verb) > 1 and words["cores.together"].match(core.text):
        return True
    hedged = words.leads.get(words.leads.opening(rest))
    return words["cores.adverb"].match(core.text) is not None and (verb != "" or (hedged is not None and hedged["kind"] == "hedge"))


def last_condition(core: View, predicate: str, words: Lexicon) -> View:
    """The last of several conditions: 具有法人资格、|年营业收入|不低于.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> last_condition(View.of("具有法人资格、年营业收入", 0, 12), "不低于", words).text
    '年营业收入'
    """
    at = core.text.rfind("、")
    return core.cut(at + 1) if at > 0 and words["cores.limit"].search(predicate) and words["cores.condition"].search(core.text[:at]) else core


_PHRASE = 4  # characters of two words, the shortest phrase; fewer may be one word cut in two


def after_list(core: View, verb: View, words: Lexicon, spans: Spans | None = None) -> View:
    """The core behind 等, where a list opens it and it has no verb; with `spans`, only a list of places or bodies is cut off.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words, core = lexicon(load_rules()), View.of("芯片、面板等高附加值产品出口", 0, 14)
    >>> after_list(core, NOTHING, words).text, after_list(core, NOTHING, words, []).text
    ('高附加值产品出口', '芯片、面板等高附加值产品出口')
    """
    if len(core) > _PHRASE and words["cores.so_on"].match(core.text):
        return core.cut(1)
    at = max((found.start() for found in words["cores.so_on_behind"].finditer(core.text)), default=-1)
    listed = at > 0 and len(core) - at - 1 > _PHRASE and not len(verb) and not words.cuts_word(core.text, at)  # 高等|教育 is no list
    return core.cut(at + 1) if listed and _is_passing_list(core.cut(0, at), spans, words) else core


def _is_passing_list(listed: View, spans: Spans | None, words: Lexicon) -> bool:
    """Whether a list only gives examples: places or bodies (云溪、青岭等|粮食主产区), or any list where `spans` are None."""
    if "、" not in listed.text or listed.text.startswith(words.share):  # 占甲店、乙店等|网店销售额
        return False
    return spans is None or any(kind in ("place", "body") and listed.at[0] <= start <= listed.at[-1] for start, _, kind in spans)


def after_clause(core: View, words: Lexicon) -> View:
    """The core behind a whole clause that ends with 、: 改革试点顺利推进、|综合执法率.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> after_clause(View.of("改革试点顺利推进、综合执法率", 0, 14), words).text
    '综合执法率'
    """
    at = core.text.rfind("、")
    if at <= _PHRASE or len(core) - at < _PHRASE or not words.clauses.ending(core.text[:at]):
        return core
    return core.cut(at + 1)


def after_once(core: View, words: Lexicon) -> View:
    """The core behind the words for when or where a value holds: 项目达产后|年产值, 改造涉及|居民.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> after_once(View.of("项目达产后年产值", 0, 8), words).text
    '年产值'
    """
    found = words.onces.search(core.text)
    return core.cut(found.end()) if found and len(core) - found.end() >= 2 else core


def after_hedge(core: View, words: Lexicon) -> View:
    """The core behind a hedge or behind 完成, 实现 inside it; what stands before is the subject: 某港|完成|货物吞吐量.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> after_hedge(View.of("云港完成货物吞吐量", 0, 9), words).text
    '货物吞吐量'
    """
    for match in words["cores.hedge"].finditer(core.text, 2):
        before, rest = core.text[: match.start()], core.text[match.end() :]
        if words["cores.planned_sum"].search(f"{before}□{match[0]}"):
            continue  # 新开工|计划投资
        if words["cores.total"].match(rest):
            of = core.cut(0, match.start()) if words.things.search(before) else NOTHING
            return of + core.cut(match.end())  # 重大项目|计划|总投资; 物流园|计划|投资
        if rest in words.verbs and match.start() >= _PHRASE:
            return core.cut(0, match.start())
        if _is_hedged(rest, match[0], words):
            return after_hedge(core.cut(match.end()), words)
    return _carried_out(core, words)


def _is_hedged(rest: str, hedge: str, words: Lexicon) -> bool:
    """Whether the words behind a hedge are a phrase of their own; a hedge of one character needs a verb behind it."""
    return len(rest) >= 2 and (len(hedge) > 1 or words.verbs.opening(rest) != "")


def _carried_out(core: View, words: Lexicon) -> View:
    """The core behind 完成 or 实现; only these are left out where a mere side, or a class of things, is told: 某港|完成|吞吐量."""
    found = words["cores.carried_out"].search(core.text, 2)
    if not found or len(core) - found.end() < 2:
        return core
    behind = core.cut(found.end())
    side = len(behind) <= _PHRASE or behind.text in words.facets or _is_class(core.text[: found.start()], words)
    return core.cut(0, found.start()) + behind if side and "、" not in core.text[: found.start()] else behind


def _is_class(text: str, words: Lexicon) -> bool:
    """Whether a phrase names a class of things: 工业百强企业|完成|工业增加值."""
    return 2 < len(text) <= _LONGEST_CLASS and words["cores.class"].fullmatch(text) is not None and words.things.search(text) is not None


def after_subject(core: View, verb: View, kind: str, subject: View, words: Lexicon) -> tuple[View, View, str, View]:
    """The core from its verb on; what stands before is the subject: 示范区|集聚企业, 市场监管部门|检查商户."""
    told = _after_office(core, subject, words) if not len(verb) else None
    if told is not None:
        return told
    for match in words.finite.finditer(core.text, 2):
        if _parts_subject(core.text, match, len(verb), words):
            own = core.cut(match.start(), match.end())
            if len(verb) and kind == "keep":
                break
            return (
                core.cut(match.start()),
                own,
                words.verbs[own.text]["kind"],
                subject if len(subject) else _who(core.cut(0, match.start()), words),
            )
    return core, verb, kind, subject


def _who(before: View, words: Lexicon) -> View:
    """A subject without its manner at the end: 茶企|集中."""
    how = words["cores.how"].search(before.text)
    return before.cut(0, how.start()) if how else before


def _parts_subject(text: str, deed: re.Match[str], verb: int, words: Lexicon) -> bool:
    """Whether a verb inside a phrase has its subject before it and its object behind it; the object is no mere side (住宅|新开工|面积)."""
    before, behind = text[: deed.start()], text[deed.end() :]
    if _makes_one(before, behind, words):
        return False
    return len(behind) >= 2 and behind not in words.facets and deed.start() >= verb + 2 and "、" not in before


def _makes_one(before: str, behind: str, words: Lexicon) -> bool:
    """Whether a verb and the words around it make one name: a rate (茶农|签约|服务率), a manner (集中|签约项目), a share
    (装配式建筑面积占|新建|建筑比重), or two deeds (城市道路|新建|改造).
    """
    rate = words.rates.search(behind) and words.facets.ending(behind) == "" and len(behind) < _PHRASE
    deeds = behind in words.verbs and behind not in words.aliases
    return bool(rate or deeds or words["cores.manner"].fullmatch(before) or words["cores.weighs"].search(before))


def _after_office(core: View, subject: View, words: Lexicon) -> tuple[View, View, str, View] | None:
    """The core behind an office, with its verb (市场监管部门|检查商户), or behind someone who has or found something (青竹村有|茶园); else None."""
    has = words["cores.has"].match(core.text) or words["cores.found"].match(core.text)
    if has is not None:
        return core.cut(has.end()), NOTHING, "", subject or core.cut(0, has.end("who"))
    office = words["cores.office"].match(core.text)
    if office is None:
        return None
    deed = core.cut(office.end())
    form = words.verbs.opening(deed.text)
    kind = words.verbs[form]["kind"] if form else ""
    acts = kind in KEPT and not _is_noun(deed.text, form, kind, words)  # 银行|贷款余额
    return (deed, deed.cut(0, len(form)), kind, subject or core.cut(0, office.end())) if acts else None


def after_thing(core: View, words: Lexicon) -> View:
    """A size without the one thing it belongs to, which is the subject: 公司|占地面积, 云江大桥|总投资.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> after_thing(View.of("公司占地面积", 0, 6), words).text, after_thing(View.of("云江大桥总投资", 0, 7), words).text
    ('占地面积', '总投资')
    >>> after_thing(View.of("签约项目总投资", 0, 7), words).text
    '签约项目总投资'
    """
    thing = words["cores.thing"].match(core.text)
    size = core.text[thing.end() :] if thing else ""
    if size in words.facets or words["reach.site"].fullmatch(size):
        return core.cut(len(core) - len(size))
    own = words["cores.own_size"].search(core.text)
    return core.cut(own.start("size")) if own and _is_one(core.text[: own.start()], words) else core


def _is_one(thing: str, words: Lexicon) -> bool:
    """Whether a phrase names a single thing rather than a class: 云江大桥."""
    return words["cores.several"].search(thing) is None and words["cores.structure"].search(thing) is not None


def without_sum(core: View, words: Lexicon) -> View:
    """The core without 累计 inside it (中欧班列|累计|运量); before a verb, without the subject, too (平台累计|入驻商户).

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> without_sum(View.of("中欧班列累计运量", 0, 8), words).text, without_sum(View.of("平台累计入驻商户", 0, 8), words).text
    ('中欧班列运量', '入驻商户')
    """
    found = words["cores.added_up"].search(core.text, 2)
    at, rest = (found.start(), core.text[found.end() :]) if found else (0, core.text)
    if found and words.summed.fullmatch(rest):
        return core.cut(0, at) + core.cut(at + 2)
    by_now = (one for one in words["cores.by_now"].finditer(core.text, 2) if not words["cores.carried_out"].match(core.text, one.start()))
    return next((told for one in by_now if len(told := _deed_by_now(core.cut(one.end()), words))), core)


def _deed_by_now(told: View, words: Lexicon) -> View:
    """The deed behind 累计, where it is a verb with its object (口岸累计|监管航班); NOTHING where no object follows (班列累计|开行)."""
    form = words.verbs.opening(told.text)
    acts = len(form) > 1 and words.verbs[form]["kind"] in ("keep", "drop")
    return told if acts and len(told) - len(form) >= 2 and told.text[len(form) :] not in words.facets else NOTHING


def without_scope(core: View, words: Lexicon) -> View:
    """The core without the scope at its end: 茶叶总产值|全县.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> without_scope(View.of("茶叶总产值全县", 0, 7), words).text
    '茶叶总产值'
    """
    form = words.leads.ending(core.text)
    return core.cut(0, len(core) - len(form)) if form and words.leads[form]["kind"] in SCOPES else core


def _after_date(core: View, spans: Spans, words: Lexicon) -> View:
    """The core behind its last date, where something follows that date."""
    if not len(core):
        return core
    for start, end, kind in reversed(spans):
        if kind == "date" and start >= core.at[0] and end <= core.at[-1] and end in core.at and start in core.at:
            at, first = core.at.index(end), core.at.index(start)
            if first <= 2 or not words["cores.whole_year"].fullmatch(core.text, at - (end - start), at):
                return _class_before(core.cut(0, first), spans, words) + core.cut(_date_end(core.text, at, words))
    return core


def _class_before(before: View, spans: Spans, words: Lexicon) -> View:
    """The class of things before a date inside a core, without its place or body (云州|民营企业|上半年|外贸额); NOTHING where it is no class."""
    named = next((end for start, end, kind in spans if len(before) and start == before.at[0] and kind in ("place", "body") and end in before.at), None)
    things = before.cut(before.before(named)) if named else before
    whole = 2 < len(things) <= _LONGEST_CLASS and words["cores.class"].fullmatch(things.text) is not None and words.things.search(things.text)
    return things if whole else NOTHING


_LONGEST_CLASS = 10  # characters of a class: 规上民营制造业企业


def _date_end(text: str, at: int, words: Lexicon) -> int:
    """The end of what belongs to a date, never inside a word: 全年|初始, 上半年|间伐."""
    behind = re.matched(words["cores.date_tail"].match(text, at)).end()
    return at if behind - at == 1 < words.opening_word(text[at:]) else behind


def _after_count(core: View, spans: Sequence[tuple[int, int, str]], words: Lexicon) -> View:
    """The core behind a count that a clause with 的 leads to: 纳入监测的33个|水源地达标率."""
    counts = [end for start, end, kind in spans if kind == "count" and start - 1 in core.at and core.text[core.at.index(start - 1)] == words.of]
    at = core.before(counts[-1]) if counts else 0
    return core.cut(at) if len(core) - at >= 2 else core


def without_state(topic: View, words: Lexicon) -> View:
    """The topic of a clause without a value, without the words for how it goes; unchanged where there are none.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> without_state(View.of("灯具产业蓬勃发展", 0, 8), lexicon(load_rules())).text
    '灯具产业'
    """
    state = words["cores.state"].search(topic.text, 2)
    return topic.cut(0, state.start()) if state else topic


def unpushed(thing: View, words: Lexicon) -> View:
    """A thing without a verb that only says that it is being carried on.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> unpushed(View.of("实施重点项目", 0, 6), lexicon(load_rules())).text
    '重点项目'
    """
    form = words.verbs.opening(thing.text)
    return thing.cut(len(form)) if form in words.pushes else thing


def verb_of(core: View, words: Lexicon) -> tuple[View, View, str]:
    """The core without a verb of a kind that is dropped, the verb it begins with, and the verb's kind.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> [str(getattr(one, "text", one)) for one in verb_of(View.of("建成口袋公园", 0, 6), words)]
    ['建成口袋公园', '建成', 'keep']
    """
    form = words.verbs.opening(core.text)
    if not form or words.guards.opening(core.text):
        return core, NOTHING, ""
    kind = words.verbs[form]["kind"]
    if _is_noun(core.text, form, kind, words):
        return core, NOTHING, ""
    several = _several_verbs(core.text, form, kind, words)
    verb = core.cut(0, several or len(form))
    if several:
        return core, verb, "keep" if kind == "new" else kind
    if kind in ("drop", "new", "less"):
        rest = core.cut(len(form))
        return (rest.cut(1) if words["cores.done"].match(rest.text) else rest), verb, kind
    return core, verb, kind


def _several_verbs(text: str, form: str, kind: str, words: Lexicon) -> int:
    """The index at which the verbs end that open a text, where one follows on `form` (新建|和|更新|健身设施, 改建|加固|桥梁); 0 where none does."""
    joint = words["cores.joint"].match(text, len(form))
    at = joint.end() if joint else len(form)
    second = words.verbs.opening(text[at:])
    rest = text[at + len(second) :]
    alone = kind in KEPT and second in words.acting and len(rest) > 1 and rest not in words.facets  # 建设|处置|面积
    acts = alone if joint is None else kind in (*KEPT, "new") and len(rest) != 1
    return len(text) - len(rest) if acts and len(second) > 1 and words.verbs[second]["kind"] in KEPT else 0


def _is_noun(text: str, form: str, kind: str, words: Lexicon) -> bool:
    """Whether a verb is part of a noun: 节约|率; 生产|总值, 贷款|余额."""
    if kind in KEPT:
        return text[len(form) :] in words.facets and (text in words.aliases or text in words.facets)
    return words["cores.noun_end"].match(text, len(form)) is not None
