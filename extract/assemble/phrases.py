"""Lead -> indicator phrase and predicate: 全市|规模以上工业增加值|同比增长|约 -> 规模以上工业增加值, growth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, trimmed

_MARK = re.compile(r"(?:第[一二三四五六七八九十百\d]{1,4}[条章款项]|\(?[一二三四五六七八九十\d]{1,3}\)|[①-⑳]|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}[是、]|——?)\s?")
_DATE_TAIL = re.compile(r"(?:年度|年底|年末|期间|以来|之前|以前|底前|[前后底末初内起止的份度间,])*")
# 利润|由上年下降转为|增长7.9%
_TURNED = re.compile(r"由[^,、]{0,10}(?:下降|负增长|回落|下滑|亏损|增长)转为?(?=同比|增长|下降|正|盈利|上升|回升)")
_BASE = re.compile(r"(?:比|较|与|同|相比于?|相较于?)$")
# 比去年同期|快|8个百分点: a word of size that means a change only behind what is compared with
_THAN = {"快": "growth", "高": "growth", "多": "growth", "长": "growth", "慢": "decrease", "低": "decrease", "少": "decrease", "短": "decrease"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a lead says: the indicator's words, the verb that carries it, and what the predicate makes of the value."""

    core: View
    verb: View
    verb_kind: str
    measure: str
    predicate: str
    baseline: View
    subject: View


def phrase(lead: View, spans: Sequence[tuple[int, int, str]], words: Lexicon, unit: str | None) -> Phrase:
    """The lead taken apart; `spans` are dates, places and bodies in reading order as (start, end, kind)."""
    turned = _TURNED.search(lead.text)
    if turned:
        lead = lead.cut(0, turned.start()) + lead.cut(turned.end())
    core, tokens, baseline = _apart(lead, spans, words, unit)
    predicate = "".join(reversed([token for token, _ in tokens]))
    if tokens and core.text[-4:] + tokens[-1][0] in words.aliases:
        core = _onward(lead, core, tokens[-1][0])
    core, subject = _without_lead(core, spans, words)
    core, verb, verb_kind = _verb(core, words)
    if verb_kind in ("drop", "new", "less"):
        core, more = _without_lead(core, spans, words)
        subject = subject if len(subject) else more
        inner, second, second_kind = _verb(core, words)
        if verb_kind == "drop" and second_kind in ("new", "newkept", "less"):
            core, verb, verb_kind = inner, second, second_kind
    core = _last_condition(trimmed(core), predicate)
    at = core.text.rfind(" ")
    if at > 0 and len(core) - at > 2 and not core.text[at - 1].isascii():
        core = core.cut(at + 1)
    if len(core) and core.text != verb.text:
        core = _after_clause(_after_list(_after_hedge(core, words), verb), words)
        core, verb, verb_kind, subject = _after_subject(core, verb, verb_kind, subject, words)
        if unit == "位":
            core = _without_scope(core, words)
            ranked = _RANKED.match(core.text)
            core = core.cut(0, ranked.start("rank")) if ranked else core
    return Phrase(core, verb, verb_kind, _measure(tokens), predicate, baseline, subject)


def _onward(lead: View, core: View, form: str) -> View:
    """The core with the word behind it, where both together are an indicator: 经济|增长."""
    at = lead.text.find(core.text + form)
    return lead.cut(at, at + len(core) + len(form)) if at >= 0 else core


def _apart(lead: View, spans: Sequence[tuple[int, int, str]], words: Lexicon, unit: str | None) -> tuple[View, list[tuple[str, str]], View]:
    """The core before the predicate; 分别 parts the two wherever it stands (外资研发中心|分别新认定)."""
    at = lead.text.rfind("分别")
    if at < 0:
        return _predicate(lead, spans, words, unit)
    after = lead.cut(at + 2)
    rest, tokens, _ = _predicate(after, spans, words, unit)
    form = words.verbs.opening(rest.text)
    side = rest.cut(len(form)) if form and words.verbs[form]["kind"] == "drop" and rest.text[len(form) :] in words.facets else NOTHING
    if form:
        tokens.append((form, {"new": "increase", "newkept": "increase", "less": "decrease"}.get(words.verbs[form]["kind"], "")))
    core, more, baseline = _predicate(lead.cut(0, at), spans, words, unit)
    if not len(core) and form and words.verbs[form]["kind"] == "keep":
        return rest, tokens[:-1], baseline
    return (core + side if len(core) else core), [*tokens, ("分别", ""), *more], baseline


def _predicate(
    lead: View, spans: Sequence[tuple[int, int, str]], words: Lexicon, unit: str | None
) -> tuple[View, list[tuple[str, str]], View]:
    """What stands before the predicate, the predicate's words from the value leftwards, and a baseline (比上年)."""
    tokens: list[tuple[str, str]] = []
    baseline = NOTHING
    core = trimmed(lead)
    while len(core):
        dated = next((s for s in spans if s[2] == "date" and s[1] == core.at[-1] + 1 and s[0] in core.at), None)
        if dated is not None:
            at = core.at.index(dated[0])
            compared = _BASE.search(core.text[:at])
            if compared:
                baseline = core.cut(compared.start())
                core = trimmed(core.cut(0, compared.start()))
            elif at == 0 or tokens:
                core = trimmed(core.cut(0, at))
            else:
                break
            continue
        form = words.predicates.ending(core.text) or _than(core, spans)
        if not form or len(words.verbs.ending(core.text)) > len(form):
            break
        entry = words.predicates.get(form)
        if entry is None:
            tokens.append((form, _THAN[form]))
        elif entry["kind"] == "where" and unit != "位":
            break
        else:
            tokens.append((form, "state" if entry.id == "reach" and len(form) > 2 else entry["measure"]))
        core = trimmed(core.cut(0, len(core) - len(form)))
    return core, tokens, baseline


def _than(core: View, spans: Sequence[tuple[int, int, str]]) -> str:
    """The last character, where it is a word of size right behind a date."""
    char, before = core.text[-1], core.at[-1]
    return char if char in _THAN and any(s[2] == "date" and s[1] == before for s in spans) else ""


def _measure(tokens: Sequence[tuple[str, str]]) -> str:
    """What the predicate makes of the value, the word nearest to it first; 提高到 states a level."""
    for form, measure in tokens:
        if measure == "state":
            return "level" if any(c in form for c in "到至在为") else ""
        if measure and measure != "level":
            return measure
    return "level" if any(measure == "level" for _, measure in tokens) else ""


def _without_lead(core: View, spans: Sequence[tuple[int, int, str]], words: Lexicon) -> tuple[View, View]:
    """The core without connectors, hedges, dates, places and bodies before it; the subject among them."""
    subject = NOTHING
    core = _after_date(core, spans)
    while len(core):
        core = trimmed(core)
        if not len(core):
            break
        mark = _MARK.match(core.text)
        if mark and mark.end():
            core = core.cut(mark.end())
            continue
        named = next((s for s in spans if s[0] == core.at[0] and s[2] in ("place", "body", "count") and s[1] <= core.at[-1]), None)
        if named and not words.guards.opening(core.text):
            size = sum(1 for at in core.at if at < named[1])
            if len(core) - size < 2 and core.text[size:] not in words.facets:
                break
            subject = core.cut(0, size) if not len(subject) and named[2] != "count" else subject
            core = core.cut(size)
            if core.text[:1] == "的":
                core = core.cut(1)
            continue
        whom = _FOR.match(core.text)
        if whom:
            core = core.cut(whom.end())
            continue
        if core.text[0] in "再已将还又要" and words.verbs.opening(core.text[1:]):
            core = core.cut(1)
            continue
        form = "" if words.guards.opening(core.text) else words.leads.opening(core.text)
        if not form or (len(form) == len(core) and form in words.verbs):
            break
        entry = words.leads[form]
        if entry["kind"] == "scope" and not len(subject):
            subject = core.cut(0, len(form))
        core = core.cut(len(form))
    return core, subject


_CONDITION = re.compile(r"具有|适用|依法|从事|符合|具备|满足|参保|注册")
_LIMIT = re.compile(r"不低于|不少于|不超过|不高于|不得")


def _last_condition(core: View, predicate: str) -> View:
    """The last of several conditions: 具有法人资格、|年营业收入|不低于."""
    at = core.text.rfind("、")
    return core.cut(at + 1) if at > 0 and _LIMIT.search(predicate) and _CONDITION.search(core.text[:at]) else core


_HEDGE = re.compile(r"(?:将力争|还将|力争|将再|计划|预计将|有望|仍将|已累计|确保|拟|将|已)(?:再|新)?(?!”)")
_CARRIED_OUT = re.compile(r"(?:累计)?(?:完成|实现)了?(?!率|度|额|量|情况|项目)")


def _after_list(core: View, verb: View) -> View:
    """What stands behind 等, where a list of instances opens a phrase without a verb: 芯片、面板等|高附加值产品出口."""
    if core.text[0] == "等" and len(core) > 4 and core.text[1] not in "级离待":
        return core.cut(1)
    at = core.text.rfind("等")
    if at < 0 or len(verb) or "、" not in core.text[:at] or len(core) - at < 5 or core.text[at + 1] in "级离":
        return core
    return core.cut(at + 1)


def _after_clause(core: View, words: Lexicon) -> View:
    """What stands behind a whole clause that only 、 parts from it: 改革试点顺利推进、|综合执法率."""
    at = core.text.rfind("、")
    if at < 5 or len(core) - at < 4 or not words.closings.ending(core.text[:at]):
        return core
    return core.cut(at + 1)


def _after_hedge(core: View, words: Lexicon) -> View:
    """The phrase behind a hedge or 完成, 实现 inside it, what stands before being the subject: 某港|完成|货物吞吐量."""
    for match in _HEDGE.finditer(core.text, 2):
        rest = core.text[match.end() :]
        if rest in words.verbs and match.start() >= 4:
            return core.cut(0, match.start())
        if len(rest) >= 2 and (len(match[0]) > 1 or words.verbs.opening(rest)):
            return _after_hedge(core.cut(match.end()), words)
    found = _CARRIED_OUT.search(core.text, 2)
    if found and len(core) - found.end() >= 2:
        behind = core.cut(found.end())
        side = len(behind) <= 4 or behind.text in words.facets
        return core.cut(0, found.start()) + behind if side and "、" not in core.text[: found.start()] else behind
    return core


def _after_subject(core: View, verb: View, kind: str, subject: View, words: Lexicon) -> tuple[View, View, str, View]:
    """The phrase from its finite verb on, what stands before it being the subject (示范区|集聚企业)."""
    for match in words.finite.finditer(core.text, 2):
        if len(core) - match.end() >= 2 and match.start() >= len(verb) + 2 and "、" not in core.text[: match.start()]:
            own = core.cut(match.start(), match.end())
            if len(verb) and kind == "keep":
                break
            return core.cut(match.start()), own, words.verbs[own.text]["kind"], subject if len(subject) else core.cut(0, match.start())
    return core, verb, kind, subject


_RANKED = re.compile(r".*?(?P<rank>(?:跻身|位居|位列|排名|稳居|跃居|名列|居(?!民|住|家))[^,、居]{1,10})$")  # 单产|居粮食主产省|第1位


def _without_scope(core: View, words: Lexicon) -> View:
    form = words.leads.ending(core.text)
    return core.cut(0, len(core) - len(form)) if form and words.leads[form]["kind"] == "scope" else core


# 为经营主体|降低成本: for whom something is done
_FOR = re.compile(r"(?:为|向|给)[\u4e00-\u9fff]{2,10}?(?=降低|减少|节约|节省|减免|提供|发放|解决|争取|新增|办理|挽回|追回|减轻|减税)")


def _after_date(core: View, spans: Sequence[tuple[int, int, str]]) -> View:
    """What stands behind the last date of the core, where the core does not end with it."""
    if not len(core):
        return core
    inside = [s for s in spans if s[2] == "date" and s[0] >= core.at[0] and s[1] <= core.at[-1]]
    for start, end, _ in reversed(inside):
        if end in core.at and start in core.at:
            at = core.at.index(end)
            if core.at.index(start) > 2 and core.text[at - (end - start) : at] == "全年":
                continue
            tail = _DATE_TAIL.match(core.text, at)
            return core.cut(tail.end() if tail else at)
    return core


_NOUNS = ("率", "额", "量", "值")  # 节约|率: the verb is part of a noun


def _verb(core: View, words: Lexicon) -> tuple[View, View, str]:
    """The core with a dropped verb taken off, the verb that it begins with, and the verb's kind."""
    form = words.verbs.opening(core.text)
    if not form or words.guards.opening(core.text):
        return core, NOTHING, ""
    kind = words.verbs[form]["kind"]
    if kind in ("drop", "new", "less") and core.text[len(form) : len(form) + 1] in _NOUNS:
        return core, NOTHING, ""
    verb = core.cut(0, len(form))
    if kind in ("drop", "new", "less"):
        rest = core.cut(len(form))
        return (rest.cut(1) if rest.text[:1] == "了" else rest), verb, kind
    return core, verb, kind
