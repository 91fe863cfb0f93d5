"""Lead -> indicator phrase and predicate: 全市|规模以上工业增加值|同比增长|约 -> 规模以上工业增加值, growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract import expressions as re
from extract.assemble.cores import (
    after_clause,
    after_hedge,
    after_list,
    after_once,
    after_subject,
    last_condition,
    verb_of,
    without_lead,
    without_scope,
    without_sum,
)
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, trimmed

_SEVERAL = re.compile("[、和与及]")
_DEEDS = ("keep", "drop", "new", "newkept", "less")
# 比去年同期|快|8个百分点: a word of size that means a change only behind what is compared with
_LIKE = ("同比", "环比")
_THAN = {
    "快": "growth",
    "高": "growth",
    "多": "growth",
    "长": "growth",
    "慢": "decrease",
    "低": "decrease",
    "少": "decrease",
    "短": "decrease",
}


@dataclass(slots=True)  # not frozen: made so often that it would cost
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
    turned = words["phrases.turned"].search(lead.text)
    if turned:
        lead = lead.cut(0, turned.start()) + lead.cut(turned.end())
    core, tokens, baseline = _apart(lead, spans, words, unit)
    predicate = "".join(reversed([token for token, _ in tokens]))
    if tokens:
        core = _onward(lead, core, tokens[-1][0], words)
    core, subject = without_lead(core, spans, words)
    core, verb, verb_kind = verb_of(core, words)
    if verb_kind in ("drop", "new", "less"):
        core, more = without_lead(core, spans, words)
        subject = subject if len(subject) else more
        inner, second, second_kind = verb_of(core, words)
        if verb_kind == "drop" and second_kind in ("new", "newkept", "less"):
            core, verb, verb_kind = inner, second, second_kind
    core = last_condition(trimmed(core), predicate, words)
    at = core.text.rfind(" ")
    if at > 0 and len(core) - at > 2 and not core.text[at - 1].isascii():
        core = core.cut(at + 1)
    if len(core) and core.text != verb.text:
        core = without_sum(core, words)
        core = after_once(after_clause(after_list(after_hedge(core, words), verb, words), words), words)
        core, verb, verb_kind, subject = after_subject(core, verb, verb_kind, subject, words)
        if unit == "位":
            core = without_scope(core, words)
            core = NOTHING if core.text in words.predicates else core  # 位居|中国
            ranked = words["cores.ranked"].match(core.text)
            core = _predicate(core.cut(0, ranked.start("rank")), spans, words, None)[0] if ranked else core
    return Phrase(core, verb, verb_kind, _measure(tokens), predicate, baseline, subject)


def _onward(lead: View, core: View, form: str, words: Lexicon) -> View:
    """The core with the word behind it, where both together are an indicator: 经济|增长."""
    if core.text[-4:] + form not in words.aliases and core.text[-2:] + form not in words.aliases:
        return core
    at = lead.text.find(core.text + form)
    return lead.cut(at, at + len(core) + len(form)) if at >= 0 else core


def _apart(
    lead: View, spans: Sequence[tuple[int, int, str]], words: Lexicon, unit: str | None
) -> tuple[View, list[tuple[str, str]], View]:
    """The core before the predicate; 分别 parts the two wherever it stands (外资研发中心|分别新认定)."""
    at = lead.text.rfind("分别")
    if at < 0:
        return _predicate(lead, spans, words, unit)
    after = lead.cut(at + 2)
    if _timed(lead.cut(0, at), spans):
        return _predicate(after, spans, words, unit)
    rest, tokens, _ = _predicate(after, spans, words, unit)
    form = words.verbs.opening(rest.text)
    side = (
        rest.cut(len(form))
        if form and words.verbs[form]["kind"] == "drop" and rest.text[len(form) :] in words.facets
        else NOTHING
    )
    if form:
        tokens.append(
            (form, {"new": "increase", "newkept": "increase", "less": "decrease"}.get(words.verbs[form]["kind"], ""))
        )
    core, more, baseline = _predicate(lead.cut(0, at), spans, words, unit)
    if form and words.verbs[form]["kind"] in _DEEDS and _of_one(core, rest.cut(len(form)), words):
        return rest, tokens[:-1], baseline  # 区财政|分别|安排专项资金
    if not len(core) and form and words.verbs[form]["kind"] == "keep":
        return rest, tokens[:-1], baseline
    return (core + side if len(core) else core), [*tokens, ("分别", ""), *more], baseline


def _of_one(core: View, thing: View, words: Lexicon) -> bool:
    """Whether doers, not things, stand before 分别: 区财政|分别安排|专项资金; 松溪镇、云溪镇|分别新建|公园."""
    doers = [words["phrases.doer"].search(item) for item in _SEVERAL.split(core.text) if item]
    return len(thing) > 1 and thing.text not in words.facets and (len(doers) < 2 or all(doers))


def _timed(lead: View, spans: Sequence[tuple[int, int, str]]) -> bool:
    """Whether times alone stand there: 2020、2021、2022年|分别投入."""
    dated = {at for start, end, kind in spans if kind == "date" for at in range(start, end)}
    rest = [char for char, at in zip(lead.text, lead.at, strict=True) if at not in dated and char not in "、和与,于在年 "]
    return bool(dated) and all(char.isdigit() for char in rest)


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
            compared = words["phrases.base"].search(core.text[:at])
            if compared:
                baseline = core.cut(compared.start())
                core = trimmed(core.cut(0, compared.start()))
            elif at == 0 or tokens:
                core = trimmed(core.cut(0, at))
            else:
                break
            continue
        based, planned = words["phrases.based"].search(core.text), words["phrases.planned"].search(core.text)
        if based:
            baseline, core = core.cut(based.start()), trimmed(core.cut(0, based.start()))
            continue
        if planned and unit == "%":
            tokens.append((planned[0], "level"))
            core = trimmed(core.cut(0, planned.start()))
            continue
        form = words.predicates.ending(core.text) or _than(core, spans)
        if not form or len(words.verbs.ending(core.text)) > len(form):
            break
        entry = words.predicates.get(form)
        if entry is None:
            tokens.append((form, _THAN[form]))
        elif unit != "位" and (entry["kind"] == "where" or (entry["kind"] == "rank" and len(form) == 1)):
            break
        else:
            tokens.append((form, "state" if entry.id == "reach" and len(form) > 2 else entry["measure"]))
        core = trimmed(core.cut(0, len(core) - len(form)))
    return core, tokens, baseline


def _than(core: View, spans: Sequence[tuple[int, int, str]]) -> str:
    """The last character, where it is a word of size right behind a date."""
    char, before = core.text[-1], core.at[-1]
    told = any(s[2] == "date" and s[1] == before for s in spans) or core.text[:-1].endswith(_LIKE)
    return char if char in _THAN and told else ""


def _measure(tokens: Sequence[tuple[str, str]]) -> str:
    """What the predicate makes of the value, the word nearest to it first; 提高到 states a level."""
    for form, measure in tokens:
        if measure == "state":
            return "level" if any(c in form for c in "到至在为") else ""
        if measure and measure != "level":
            return measure
    return "level" if any(measure == "level" for _, measure in tokens) else ""
